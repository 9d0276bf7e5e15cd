//! What is written on a packet, in letters for the last row.

use leptos::prelude::*;

use super::state::Class;
use crate::app::parts::Ui;
use crate::course::class::{Ends, ends};
use crate::network::Trace;

/// The sender and the receiver on the packet, as this stop leaves them.
pub fn packet(class: Class, trace: &Trace, stop: usize, document: usize) -> AnyView {
    let deck = class.deck();
    let found = deck
        .documents
        .get(document)
        .and_then(|it| ends(trace, stop, &it.architecture));
    let Some(ends) = found else {
        return ().into_any();
    };
    let Ends {
        wrote,
        sender,
        meant,
        receiver,
        stop,
        dropped,
    } = ends;
    let end = |name: &'static str, before: Option<String>, now: String| {
        let by = stop.clone();
        match before {
            Some(before) => view! {
                <div class="class-end was"><span>{format!("the {name} was")}</span><del>{before}</del></div>
                <p class="class-change"><Ui name="arrow-down" />{format!("{by} writes over it")}</p>
                <div class="class-end now"><span>{format!("the {name} is now")}</span><code>{now}</code></div>
            }
            .into_any(),
            None => view! {
                <div class="class-end"><span>{format!("the {name}")}</span><code>{now}</code></div>
            }
            .into_any(),
        }
    };
    view! {
        <h2>"On the packet"</h2>
        <div class="class-packet" data-dropped=dropped.then_some("")>
            {end("sender", wrote, sender)}
            {end("receiver", meant, receiver)}
            {dropped.then(|| view! { <p class="class-dropped"><Ui name="close" />"It is dropped here"</p> })}
        </div>
    }
    .into_any()
}

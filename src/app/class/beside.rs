//! What stands beside the drawing: lines, a figure, a question, a packet.

use leptos::prelude::*;

use super::asked::asked;
use super::packet::packet;
use super::state::Class;
use crate::course::class::Beside;

/// What stands beside the drawing; nothing where the drawing has all the room.
#[component]
pub fn BesideView(
    /// The class.
    class: Class,
) -> impl IntoView {
    // A step that was told is the same beside the drawing, so that nothing is made anew.
    let step = Memo::new(move |_| {
        let shown = class.shown();
        class.deck().steps.get(shown).cloned()
    });
    move || {
        let step = step
            .get()
            .filter(|it| it.beside != Beside::Nothing || !it.more.is_empty())?;
        let more = (!step.more.is_empty())
            .then(|| view! { <p class="class-more">{step.more.clone()}</p> });
        let body = match &step.beside {
            Beside::Nothing => ().into_any(),
            Beside::Lines(lines) => view! {
                <ul class="class-lines">
                    {lines.iter().map(|it| view! { <li>{it.clone()}</li> }).collect_view()}
                </ul>
            }
            .into_any(),
            Beside::Figure(name) => {
                let shown = class
                    .figures
                    .with_value(|it| it.shown(name, Callback::new(|_| ())));
                view! { <div class="class-figure">{shown}</div> }.into_any()
            }
            Beside::Ask(it) => asked(class, it),
            Beside::Packet { trace, stop } => packet(class, trace, *stop, step.document),
        };
        Some(view! {
            <aside class="class-beside" aria-label="Beside the drawing" tabindex="0">{more}{body}</aside>
        })
    }
}

//! The number of a line of the timeline, wherever it stands.

use leptos::prelude::*;

use super::room::{manner_key, use_room};
use crate::simulation::record::Manner;

/// A numbered badge; it lights its chain.
#[component]
pub fn Badge(
    /// The number.
    number: u32,
    /// How it came to be.
    manner: Manner,
) -> impl IntoView {
    let room = use_room();
    let lit = move || room.chain().contains(&number);
    view! {
        <span
            class="badge-of"
            data-manner=manner_key(manner)
            data-lit=move || lit().then_some("")
            on:pointerenter=move |_| room.hovered.set(Some(number))
            on:pointerleave=move |_| room.hovered.set(None)
        >{number}</span>
    }
}

//! The small parts that several places of the page share.

pub mod toast;

use leptos::prelude::*;

use crate::architecture::Kind;

/// One of our own small icons, by its id in `assets/icons/ui.svg`.
#[component]
pub fn Ui(
    /// The id.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    let href = move || format!("assets/icons/ui.svg#{}", name.get());
    view! { <svg class="ui" aria-hidden="true"><use href=href></use></svg> }
}

/// The path of an official AWS icon.
pub fn icon_path(name: &str) -> String {
    format!("assets/icons/{name}.svg")
}

/// The official icon of a kind.
#[component]
pub fn KindIcon(
    /// The kind.
    kind: Kind,
) -> impl IntoView {
    view! { <img class="icon" src=icon_path(kind.info().icon) alt="" draggable="false" /> }
}

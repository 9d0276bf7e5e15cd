//! What an empty canvas says.

use leptos::prelude::*;

use super::tools::use_canvas;
use crate::app::parts::Ui;
use crate::app::state::{Dialog, LabPage, Screen};
use crate::app::theme;
use crate::architecture::Kind;

/// What a drawing begins with, which nobody has built.
const GIVEN: [Kind; 3] = [Kind::Account, Kind::Region, Kind::User];

/// An invitation, as long as nothing is built. What a task wants its text says: there the
/// invitation names no kind.
#[component]
pub fn Empty() -> impl IntoView {
    let tools = use_canvas();
    let shown = Memo::new(move |_| {
        let analysis = tools.store.analysis();
        let architecture = analysis.architecture();
        let is_built =
            |kind: &Kind| !GIVEN.contains(kind) && architecture.ids_of(*kind).next().is_some();
        !Kind::ALL.iter().any(is_built) && tools.overlay.with(|overlay| overlay.ghost.is_none())
    });
    let has_task = move || {
        matches!(
            tools.store.screen.get(),
            Screen::Lesson(_) | Screen::Lab(_, LabPage::Learn | LabPage::Try)
        )
    };
    let words = move || match (has_task(), theme::has_sheets()) {
        (true, true) => "What the task needs is under Build.",
        (true, false) => "Drag what the task needs to where it belongs.",
        (false, true) => {
            "What can be built is under Build. A network begins with a VPC: subnets, gateways and servers go inside it."
        }
        (false, false) => {
            "Drag what you need to where it belongs. A network begins with a VPC: subnets, gateways and servers go inside it."
        }
    };
    view! {
        <Show when=move || shown.get()>
            <div class="canvas-empty">
                <div class="empty">
                    <Ui name="build" />
                    <h2>{move || if has_task() { "Build here" } else { "Start with the walls" }}</h2>
                    <p>{words}</p>
                    <Show when=move || !has_task()>
                        <div class="row">
                            <button class="btn" on:click=move |_| tools.place_by_keyboard(Kind::Vpc)>"Add a VPC"</button>
                            <button class="btn" on:click=move |_| tools.store.dialog.set(Some(Dialog::VpcAndMore))>"VPC and more"</button>
                        </div>
                    </Show>
                </div>
            </div>
        </Show>
    }
}

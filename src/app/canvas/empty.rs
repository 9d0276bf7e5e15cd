//! What an empty canvas says.

use leptos::prelude::*;

use super::tools::use_canvas;
use crate::app::parts::Ui;
use crate::app::state::Dialog;
use crate::app::theme;
use crate::architecture::Kind;

/// An invitation, as long as there is no VPC.
#[component]
pub fn Empty() -> impl IntoView {
    let tools = use_canvas();
    let shown = Memo::new(move |_| {
        let analysis = tools.store.analysis();
        analysis.architecture().ids_of(Kind::Vpc).next().is_none()
            && tools.overlay.with(|overlay| overlay.ghost.is_none())
    });
    view! {
        <Show when=move || shown.get()>
            <div class="canvas-empty">
                <div class="empty">
                    <Ui name="build" />
                    <h2>"Start with the walls"</h2>
                    <p>{if theme::has_sheets() {
                        "Begin with a VPC. Subnets, gateways and servers go inside it: you find them under Build."
                    } else {
                        "Drag a VPC from the palette into the Region. Subnets, gateways and servers go inside it."
                    }}</p>
                    <div class="row">
                        <button class="btn" on:click=move |_| tools.place_by_keyboard(Kind::Vpc)>"Add a VPC"</button>
                        <button class="btn" on:click=move |_| tools.store.dialog.set(Some(Dialog::VpcAndMore))>"VPC and more"</button>
                    </div>
                </div>
            </div>
        </Show>
    }
}

//! What has failed, shown: the word of the menu and the pill of the top bar.

use leptos::prelude::*;

use crate::analysis::failing;
use crate::app::parts::Ui;
use crate::app::state::{Store, use_store};
use crate::network::Component;

/// What the mark is called in a menu.
pub fn action(store: Store, component: &Component) -> &'static str {
    if untrack(|| store.what_if.has_failed(component)) {
        "Mark as working"
    } else {
        "Mark as failed"
    }
}

/// The pill of the top bar: how much has failed, and the way back.
#[component]
pub fn FailedPill() -> impl IntoView {
    let store = use_store();
    let said = Memo::new(move |_| failing::said(&store.what_if.failures()));
    let names = move || {
        let analysis = store.analysis();
        let all = failing::components(&store.what_if.failures());
        let names = all
            .iter()
            .map(|it| failing::name(it, analysis.architecture()));
        names.collect::<Vec<_>>().join(", ")
    };
    view! {
        <span class="what-if" role="status">
            <Show when=move || said.with(Option::is_some)>
                <span class="pill error" title=names>
                    <Ui name="error" />
                    <span>{said}</span>
                    <span aria-hidden="true" class="wide">"·"</span>
                    <button class="link" on:click=move |_| store.what_if.restore_all()>"Restore all"</button>
                </span>
            </Show>
        </span>
    }
}

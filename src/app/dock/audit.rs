//! The audit log: what was done, as the API calls of AWS.

use leptos::prelude::*;

use crate::app::parts::Ui;
use crate::app::state::use_store;

/// The audit log, the latest call first.
#[component]
pub fn AuditPanel() -> impl IntoView {
    let store = use_store();
    let events = Memo::new(move |_| store.with(|it| it.audit().to_vec()));
    let numbered = move || {
        let mut all: Vec<_> = events.get().into_iter().enumerate().collect();
        all.reverse();
        all
    };
    view! {
        <Show
            when=move || events.with(|all| !all.is_empty())
            fallback=|| view! {
                <div class="empty">
                    <Ui name="book" />
                    <h3>"No calls yet"</h3>
                    <p>"Everything you build is a call to AWS. The calls of this sitting are listed here, as CloudTrail would."</p>
                </div>
            }
        >
            <table class="table">
                <thead><tr><th class="num">"No."</th><th>"Call"</th><th>"Resource"</th></tr></thead>
                <tbody>
                    <For
                        each=numbered
                        key=|(number, event)| (*number, event.call.clone(), event.name.clone())
                        let((number, event))
                    >
                        <tr>
                            <td class="num">{number + 1}</td>
                            <td class="mono">{event.call}</td>
                            <td>
                                <button class="link" on:click={
                                    let id = event.resource.clone();
                                    move |_| store.select_one(&id)
                                }>{event.name}</button>
                            </td>
                        </tr>
                    </For>
                </tbody>
            </table>
        </Show>
    }
}

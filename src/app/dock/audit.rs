//! The audit log: what was done, as the API calls of AWS.

use leptos::prelude::*;

use crate::app::parts::Ui;
use crate::app::parts::moment::moment;
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
                    <p>"Everything you build is a call to AWS. The calls that AWS would have got are listed here, in an order that it would take."</p>
                </div>
            }
        >
            <table class="table">
                <thead><tr><th>"Time"</th><th>"Caller"</th><th>"Call"</th><th>"Resource"</th><th>"Result"</th></tr></thead>
                <tbody>
                    <For
                        each=numbered
                        key=|(number, event)| (*number, event.call.clone(), event.name.clone(), event.refused.clone())
                        let((_number, event))
                    >
                        <tr>
                            <td>{event.at.map(|at| moment(at as f64))}</td>
                            <td>{event.by.clone()}</td>
                            <td class="mono">{event.call.clone()}</td>
                            <td>
                                <button class="link" on:click={
                                    let id = event.resource.clone();
                                    move |_| store.select_one(&id)
                                }>{event.name.clone()}</button>
                            </td>
                            <td>{if event.refused.is_empty() {
                                view! { "done" }.into_any()
                            } else {
                                view! { "refused: "<code>{event.refused.clone()}</code> }.into_any()
                            }}</td>
                        </tr>
                    </For>
                </tbody>
            </table>
        </Show>
    }
}

//! The NAT table: servers open connections, answers find their rows, a stranger knocks.

use leptos::prelude::*;
use serde_json::json;

use super::{Handle, state};
use crate::app::parts::Ui;
use crate::course::figures::{Last, NatTable};

/// The NAT table's body.
#[component]
pub fn NatTableBody(handle: Handle) -> impl IntoView {
    let table = state!(handle, NatTable);
    let servers = Memo::new(move |_| table.with(|it| it.servers().to_vec()));
    let exits = move || {
        table.with(|it| {
            (0..it.zones())
                .map(|zone| it.public(zone).to_string())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <ul class="nat-servers">
            {move || servers.get().into_iter().map(|server| {
                let name = server.name.clone();
                view! {
                    <li>
                        <span class="grow"><b>{server.name.clone()}</b>" "<span class="mono muted">{server.address.to_string()}</span></span>
                        <button
                            type="button"
                            class="btn"
                            aria-label=format!("{name} opens a connection")
                            on:click=move |_| {
                                if let Err(problem) = handle.set("open", json!(name)) {
                                    handle.say(problem.remedy);
                                }
                            }
                        >"Open a connection"</button>
                    </li>
                }
            }).collect_view()}
        </ul>
        <div class="nat-gateway">
            <p class="figure-row">
                <b class="grow">"NAT gateway "<span class="mono">{move || exits().join(", ")}</span></b>
            </p>
            <table class="nat-rows">
                <thead><tr>
                    <th scope="col">"Inside"</th><th scope="col">"Seen as"</th><th scope="col" class="wide-only">"To"</th>
                    <th scope="col"><span class="visually-hidden">"Answer"</span></th>
                </tr></thead>
                <tbody>
                    <For each=move || 0..table.with(|it| it.rows().len()) key=|place| *place let:place>
                        {table.with_untracked(|it| {
                            let row = it.rows().get(place)?;
                            Some((row.clone(), it.servers()[row.server].name.clone()))
                        }).map(|(row, name)| {
                            let port = row.outside.1;
                            view! {
                                <tr class:answered=move || table.with(NatTable::last) == Last::Answered(place)>
                                    <td><b>{name}</b>" "<span class="mono">{row.inside.0.to_string()}<wbr/>":"{row.inside.1}</span></td>
                                    <td><span class="mono muted">{row.outside.0.to_string()}<wbr/></span><b class="mono">":"{port}</b></td>
                                    <td class="wide-only mono muted">{format!("{}:{}", row.to.0, row.to.1)}</td>
                                    <td>
                                        <button type="button" class="btn small" aria-label=format!("An answer to port {port}")
                                            on:click=move |_| handle.put("answer", json!(place + 1))>"Answer"</button>
                                    </td>
                                </tr>
                            }
                        })}
                    </For>
                </tbody>
            </table>
            {move || table.with(|it| it.rows().is_empty()).then(|| view! { <p class="nat-empty muted small">"No row yet"</p> })}
        </div>
        <div class="figure-row">
            <button
                type="button"
                class="btn"
                class:knocked=move || table.with(NatTable::last) == Last::Knocked
                on:click=move |_| handle.put("knock", json!(true))
            ><Ui name="send" />"A stranger knocks on port 80"</button>
        </div>
    }
}

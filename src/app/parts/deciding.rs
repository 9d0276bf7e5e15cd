//! The very table that decided at a stop: in the request panel and in lessons.

use leptos::prelude::*;

use crate::explain::DecidingTable;

/// The table that decided, the deciding row marked.
#[component]
pub fn Deciding(
    /// The table.
    table: DecidingTable,
    /// Whether the packet was dropped by it.
    dropped: bool,
    /// Whether its title is a heading; in a lesson the task has the headings.
    #[prop(default = true)]
    headed: bool,
) -> impl IntoView {
    let because = table.because;
    // In the narrow panel of a lesson the reason stands beneath the table.
    let marked = headed && table.rows.iter().any(|row| row.decided);
    let in_row = because.clone();
    view! {
        {match headed {
            true => view! { <h4>{table.title}</h4> }.into_any(),
            false => view! { <p class="decide-title">{table.title}</p> }.into_any(),
        }}
        <div class="decide-scroll" tabindex="0" role="region" aria-label="The table that decides">
        <table class="decide">
            <thead><tr>
                {table.columns.into_iter().map(|column| view! { <th>{column}</th> }).collect_view()}
                {marked.then(|| view! { <th>"Because"</th> })}
            </tr></thead>
            <tbody>
                {table.rows.into_iter().map(|row| view! {
                    <tr
                        aria-current=row.decided.then_some("true")
                        class:denied=row.decided && dropped
                        class:passed-over=!row.decided
                    >
                        {row.cells.into_iter().map(|cell| {
                            let mono = cell.starts_with(|letter: char| letter.is_ascii_digit());
                            view! { <td class:mono=mono>{cell}</td> }
                        }).collect_view()}
                        {marked.then(|| view! { <td>{if row.decided { in_row.clone() } else { String::new() }}</td> })}
                    </tr>
                }).collect_view()}
            </tbody>
        </table>
        </div>
        {(!marked).then(|| view! { <p class="muted small">{because}</p> })}
    }
}

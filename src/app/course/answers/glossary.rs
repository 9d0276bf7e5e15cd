//! The glossary: every term of the chapters so far, to search and to go back to.

use leptos::prelude::*;

use super::Said;
use crate::app::parts::Ui;
use crate::course::search::{GlossaryTerm, find_terms};

/// The terms by the alphabet, with their chapters.
#[component]
pub fn Glossary(
    /// The terms, as [`crate::course::search::glossary`] puts them.
    terms: Vec<GlossaryTerm>,
    /// Opens a chapter, by its number.
    #[prop(into)]
    on_open: Callback<u32>,
) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let all = terms.len();
    let terms = StoredValue::new(terms);
    let found = Memo::new(move |_| {
        terms.with_value(|terms| {
            words.with(|words| {
                find_terms(terms, words)
                    .into_iter()
                    .cloned()
                    .collect::<Vec<_>>()
            })
        })
    });
    let tally = move || match found.with(Vec::len) {
        some if some == all => format!("{all} terms"),
        some => format!("{some} of {all} terms"),
    };
    view! {
        <section class="glossary" aria-label="Glossary">
            <div class="glossary-bar">
                <label class="search">
                    <Ui name="search" />
                    <input
                        class="input"
                        aria-label="Search the glossary"
                        placeholder="A term, or what it means"
                        autocomplete="off"
                        spellcheck="false"
                        on:input=move |event| words.set(event_target_value(&event))
                    />
                </label>
                <p class="muted small" role="status">{tally}</p>
            </div>
            {move || (all == 0).then(|| view! {
                <div class="empty">
                    <Ui name="book" />
                    <h3>"No terms yet"</h3>
                    <p>"Each chapter that you open adds its terms."</p>
                </div>
            })}
            {move || (all > 0 && found.with(Vec::is_empty)).then(|| view! {
                <div class="empty">
                    <Ui name="search" />
                    <h3>"No term says that"</h3>
                    <p>"Search for fewer letters, such as “route”."</p>
                </div>
            })}
            <dl>
                <For each=move || found.get() key=|it| it.term.clone() let(term)>
                    {
                        let chapter = term.chapter;
                        view! {
                            <div class="glossary-term">
                                <dt>
                                    <b>{term.term.clone()}</b>
                                    <button class="glossary-link" title=format!("Open chapter {chapter}, {}", term.title) on:click=move |_| on_open.run(chapter)>
                                        {format!("Chapter {chapter}")}<span class="visually-hidden">{format!(", {}", term.title)}</span>
                                    </button>
                                </dt>
                                <dd><Said text=term.means.clone() /></dd>
                            </div>
                        }
                    }
                </For>
            </dl>
        </section>
    }
}

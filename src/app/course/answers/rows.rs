//! Rows of a table, stops of a way or things: which one decided?

use std::collections::BTreeSet;

use leptos::html;
use leptos::prelude::*;

use super::Said;
use super::asked::{Asked, NoKey, Verdict, focus};
use super::engine::{self, Given, Key, RowLine};
use crate::course::lesson::{AskKind, RowQuestion, RowTruth, Rows};

/// What was said of one question.
#[derive(Clone)]
struct Told {
    own: BTreeSet<usize>,
    key: BTreeSet<usize>,
    right: bool,
    /// Whether the learner asked to see it.
    shown: bool,
}

/// The questions about a list, one after the other.
#[component]
pub(super) fn RowsAsk(
    /// What is asked.
    asked: Asked,
) -> impl IntoView {
    let AskKind::Rows { show, questions } = asked.ask.kind.clone() else {
        return ().into_any();
    };
    let count = questions.len();
    let lines = {
        let (show, analysis) = (show.clone(), asked.analysis);
        StoredValue::new(untrack(|| engine::rows(&show, &analysis.get())))
    };
    // What was given first to each question; reported together with the last.
    let given = StoredValue::new(Vec::<BTreeSet<usize>>::new());
    let at = RwSignal::new(0_usize);
    let told = RwSignal::new(None::<Told>);
    let chosen = RwSignal::new(BTreeSet::<usize>::new());
    let no_key = RwSignal::new(None::<String>);
    let verdict = NodeRef::<html::P>::new();
    let many = matches!(show, Rows::Things(_));
    let light = asked.light;
    let answer = {
        let asked = asked.clone();
        move || {
            let keys = match asked.key() {
                Ok(Key::Rows(keys)) => keys,
                Ok(_) => return,
                Err(why) => return no_key.set(Some(why)),
            };
            no_key.set(None);
            let number = at.get_untracked();
            let own = chosen.get_untracked();
            let key = keys.get(number).cloned().unwrap_or_default();
            // Where several rows decided alike, any of them is the answer.
            let right = match many {
                true => own == key,
                false => !own.is_empty() && own.is_subset(&key),
            };
            let counted = if right { key.clone() } else { own.clone() };
            given.update_value(|all| {
                if all.len() == number {
                    all.push(counted);
                }
            });
            lines.with_value(|lines| {
                let marked = own.iter().filter_map(|it| lines.get(*it));
                light.run(marked.flat_map(|it| it.marks.clone()).collect());
            });
            told.set(Some(Told {
                own,
                key,
                right,
                shown: false,
            }));
            focus(verdict);
        }
    };
    let asked_again = asked.clone();
    let next = move |_| {
        told.set(None);
        chosen.set(BTreeSet::new());
        at.update(|it| *it += 1);
        if at.get_untracked() < count {
            return;
        }
        let first = given.get_value();
        given.set_value(Vec::new());
        match asked_again.judge(Given::Rows(first), None) {
            // Each question was right in the end: that is told behind the first answers.
            Ok((Key::Rows(key), right)) => {
                if !right {
                    asked_again.tell.run((Given::Rows(key), true, None));
                }
                asked_again.settle.run(true);
            }
            Ok(_) => {}
            Err(why) => no_key.set(Some(why)),
        }
    };
    let repeat = move |_| {
        told.set(None);
        chosen.set(BTreeSet::new());
    };
    let reveal = move |_| {
        told.update(|told| {
            if let Some(told) = told {
                told.shown = true;
            }
        });
        focus(verdict);
    };
    let heads = engine::heads(&show);
    let group = StoredValue::new(format!("rows-{}", asked.seed));
    let questions = StoredValue::new(questions);
    let show = StoredValue::new(show);
    let over = Memo::new(move |_| at.get() >= count);
    let question = move || questions.with_value(|all| all.get(at.get()).cloned());
    view! {
        <Show when=move || !over.get() fallback=move || view! {
            <Finished count on_again=Callback::new(move |()| at.set(0)) />
        }>
            {move || question().map(|question| view! {
                <p class="ask-step">
                    {(count > 1).then(|| view! { <span class="badge">{format!("{} of {count}", at.get() + 1)}</span> })}
                    <b><Said text=question.text /></b>
                </p>
            })}
            <fieldset class="ask-rows" disabled=move || told.with(Option::is_some)>
                <legend class="visually-hidden">{move || question().map(|it| it.text)}</legend>
                <div class="ask-row head" aria-hidden="true">
                    <span></span>
                    {heads.iter().map(|head| view! { <span>{*head}</span> }).collect_view()}
                </div>
                {lines.with_value(|lines| lines.iter().cloned().enumerate().map(|(number, line)| view! {
                    <RowView line number many chosen told group />
                }).collect_view())}
            </fieldset>
            <NoKey why=no_key.into() />
            {
                let answer = answer.clone();
                let next = next.clone();
                move || match told.get() {
                    None => {
                        let answer = answer.clone();
                        view! {
                            <div class="ask-do">
                                <span class="muted small grow">{if many { "Choose all that fit." } else { "Choose one row." }}</span>
                                <button class="btn primary" disabled=move || chosen.with(BTreeSet::is_empty) on:click=move |_| answer()>"Answer"</button>
                            </div>
                        }
                        .into_any()
                    }
                    Some(told) => {
                        let why_not = why_not(&told, question(), show, lines);
                        let why = question().map(|it| it.why).unwrap_or_default();
                        let right = told.right;
                        let open = right || told.shown;
                        view! {
                            <div class="ask-told">
                                <p class="ask-head" tabindex="-1" role="status" node_ref=verdict><Verdict right /></p>
                                {why_not.into_iter().map(|it| view! { <p class="ask-own">{it}</p> }).collect_view()}
                                {open.then(|| view! { <p class="ask-truth"><Said text=why /></p> })}
                            </div>
                            <div class="ask-do">
                                {(!open).then(|| view! { <button class="btn quiet" on:click=reveal>"Show it"</button> })}
                                {match right {
                                    false => view! { <button class="btn" on:click=repeat>"Try again"</button> }.into_any(),
                                    true => {
                                        let word = if at.get_untracked() + 1 == count { "Done" } else { "Next question" };
                                        view! { <button class="btn primary" on:click=next.clone()>{word}</button> }.into_any()
                                    }
                                }}
                            </div>
                        }
                        .into_any()
                    }
                }
            }
        </Show>
    }
    .into_any()
}

/// Why the rows that were chosen are not those that decided.
fn why_not(
    told: &Told,
    question: Option<RowQuestion>,
    show: StoredValue<Rows>,
    lines: StoredValue<Vec<RowLine>>,
) -> Vec<String> {
    let Some(truth): Option<RowTruth> = question.map(|it| it.truth) else {
        return Vec::new();
    };
    let wrong = told.own.difference(&told.key).take(3);
    wrong
        .filter_map(|row| {
            lines.with_value(|lines| {
                let line = lines.get(*row)?;
                Some(show.with_value(|show| engine::why_not(show, &truth, line)))
            })
        })
        .collect()
}

/// A row that can be chosen.
#[component]
fn RowView(
    line: RowLine,
    number: usize,
    many: bool,
    chosen: RwSignal<BTreeSet<usize>>,
    told: RwSignal<Option<Told>>,
    group: StoredValue<String>,
) -> impl IntoView {
    let decided = move || {
        told.with(|it| {
            let open = |it: &Told| (it.right || it.shown) && it.key.contains(&number);
            it.as_ref().is_some_and(open)
        })
    };
    let missed = move || {
        told.with(|it| {
            let wrong = |it: &Told| it.own.contains(&number) && !it.key.contains(&number);
            it.as_ref().is_some_and(wrong)
        })
    };
    let mono = |cell: &str| cell.starts_with(|sign: char| sign.is_ascii_digit());
    view! {
        <label class="ask-row" class:is-right=decided class:said=missed>
            <input
                type=if many { "checkbox" } else { "radio" }
                name=group.get_value()
                aria-label=line.text
                prop:checked=move || chosen.with(|it| it.contains(&number))
                on:change=move |_| chosen.update(|it| {
                    if many {
                        if !it.remove(&number) {
                            it.insert(number);
                        }
                    } else {
                        *it = [number].into();
                    }
                })
            />
            <i class="letter" class:is-box=many aria-hidden="true"></i>
            {line.cells.into_iter().map(|cell| {
                let mono = mono(&cell);
                view! { <span class:mono=mono>{cell}</span> }
            }).collect_view()}
            <em>{move || match (decided(), missed()) {
                (true, _) => "this one",
                (_, true) => "you said",
                _ => "",
            }}</em>
        </label>
    }
}

/// All questions are through.
#[component]
fn Finished(count: usize, on_again: Callback<()>) -> impl IntoView {
    let words = match count {
        1 => "Answered.".to_owned(),
        count => format!("All {count} are answered."),
    };
    view! {
        <div class="ask-do">
            <p class="muted grow" role="status">{words}</p>
            <button class="btn" on:click=move |_| on_again.run(())>"Go through it again"</button>
        </div>
    }
}

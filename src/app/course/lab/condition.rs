//! A condition as a form, drawn from the vocabulary: a field for each member of its word.
//!
//! What a form shows follows the condition member by member, so that a field keeps the focus
//! while another one changes.

use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::field::{Area, Line, Pick};
use super::members::{RowForm, plain};
use super::test::TestForm;
use super::workshop::{drawing, use_workshop};
use crate::app::parts::Ui;
use crate::app::parts::menu::{MenuButton, MenuItem};
use crate::architecture::Kind;
use crate::course::condition::{Field, Group, Member, VOCABULARY, Word};
use crate::course::lab::forms::{self, Chosen};

/// So deep conditions may stand in one another in forms; a person does not read more.
const DEEP: u32 = 3;

/// What a condition stands in: the kinds of the thing at hand, and how deep.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inside {
    kinds: Vec<Kind>,
    depth: u32,
}

/// A list of conditions, with a button for another one.
#[component]
pub fn Conditions(
    /// The conditions.
    #[prop(into)]
    value: Signal<Vec<Value>>,
    /// Told of other ones.
    on_change: Callback<Vec<Value>>,
    /// What they stand in.
    #[prop(optional)]
    inside: Inside,
    /// What is shown above each.
    #[prop(optional)]
    above: Option<Callback<usize, AnyView>>,
) -> impl IntoView {
    let workshop = use_workshop();
    let count = Memo::new(move |_| value.with(Vec::len));
    let places = move || (0..count.get()).collect::<Vec<_>>();
    let kinds = inside.kinds.clone();
    let deep = inside.depth >= DEEP;
    let items = Callback::new(move |()| {
        let of_group = |group: Group| VOCABULARY.iter().filter(move |it| it.group == group);
        let words = Group::ALL.into_iter().flat_map(of_group);
        let words = words.filter(|it| offers(it, deep));
        words
            .map(|word| {
                MenuItem::new(
                    "plus",
                    format!("{}: {}", word.title, word.about),
                    Callback::new({
                        let kinds = kinds.clone();
                        move |()| {
                            let new = workshop.store.peek(|session| {
                                forms::blank(word, &session.document().architecture, &kinds)
                            });
                            let mut all = value.get_untracked();
                            all.push(new);
                            on_change.run(all);
                        }
                    }),
                )
            })
            .collect::<Vec<_>>()
    });
    let inside = StoredValue::new(inside);
    view! {
        <ol class="lab-conditions">
            <For each=places key=|place| *place let:place>
                <li class="lab-condition">
                    {above.map(|it| it.run(place))}
                    <ConditionForm
                        value=Signal::derive(move || value.with(|it| it.get(place).cloned().unwrap_or_default()))
                        on_change=Callback::new(move |new: Value| {
                            let mut all = value.get_untracked();
                            if let Some(old) = all.get_mut(place) {
                                *old = new;
                                on_change.run(all);
                            }
                        })
                        on_remove=Callback::new(move |()| {
                            let mut all = value.get_untracked();
                            if place < all.len() {
                                all.remove(place);
                                on_change.run(all);
                            }
                        })
                        inside=inside.get_value()
                    />
                </li>
            </For>
        </ol>
        <MenuButton class="btn small lab-add" icon="plus" label="Add a condition" named=true items=items />
    }
}

/// Whether a word is offered: a lab has no figures, and what is deep holds nothing more.
fn offers(word: &Word, deep: bool) -> bool {
    let holds = word.members.iter().any(|it| it.field == Field::Conditions);
    word.head != "figure" && !(deep && holds)
}

/// The form of one condition.
#[component]
fn ConditionForm(
    /// The condition.
    value: Signal<Value>,
    /// Told of another one.
    on_change: Callback<Value>,
    /// Told that it is to go.
    on_remove: Callback<()>,
    /// What it stands in.
    inside: Inside,
) -> AnyView {
    let head = Memo::new(move |_| value.with(|it| forms::word_of(it).map(|word| word.head)));
    let wrong = Memo::new(move |_| value.with(forms::unreadable));
    let word = move || head.get().and_then(crate::course::condition::word_of);
    let line = Signal::derive(move || {
        let line = value.with(|it| it.get("line").and_then(Value::as_str).map(str::to_owned));
        line.unwrap_or_default()
    });
    let put = Callback::new(move |(path, new): (&'static str, Option<Value>)| {
        let mut now = value.get_untracked();
        forms::put(&mut now, path, new);
        on_change.run(now);
    });
    let top = inside.depth == 0;
    let inside = StoredValue::new(inside);
    view! {
        <div class="lab-condition-head">
            <b>{move || word().map_or("A condition", |it| it.title)}</b>
            <button
                class="btn quiet square small"
                aria-label=move || format!("Remove the condition “{}”", word().map_or("", |it| it.title))
                title="Remove"
                on:click=move |_| on_remove.run(())
            ><Ui name="close" /></button>
        </div>
        <div class="lab-condition-fields">
            {move || word().map(|word| {
                word.members.iter().map(|member| view! {
                    <MemberForm word member value put inside=inside.get_value() />
                }).collect_view()
            })}
            {top.then(|| view! {
                <Area
                    label="On the task card"
                    help="In a few words, what is to be reached."
                    rows=2
                    value=line
                    on_change=Callback::new(move |text: String| {
                        let text = text.trim();
                        put.run(("line", (!text.is_empty()).then(|| json!(text))));
                    })
                />
            })}
        </div>
        <Show when=move || wrong.with(Option::is_some)>
            <p class="field-error">{move || wrong.get()}</p>
        </Show>
    }
    .into_any()
}

/// The field of one member.
#[component]
fn MemberForm(
    /// The word of the condition.
    word: &'static Word,
    /// The member.
    member: &'static Member,
    /// The condition.
    value: Signal<Value>,
    /// Puts a value at a way of the condition.
    put: Callback<(&'static str, Option<Value>)>,
    /// What the condition stands in.
    inside: Inside,
) -> AnyView {
    let path = member.path;
    let here = Memo::new(move |_| value.with(|it| forms::at(it, path).cloned()));
    let set = Callback::new(move |new: Option<Value>| put.run((path, new)));
    let own = inside.kinds.clone();
    // Of which kinds the condition speaks: those that it names, or the thing at hand.
    let kinds = Memo::new(move |_| {
        let named = value.with(|it| {
            let selector = ["of", "from"].iter().find_map(|key| it.get(key));
            drawing(|architecture| forms::kinds_of(selector, architecture))
        });
        if named.is_empty() { own.clone() } else { named }
    });
    let none = (!member.needed).then(|| match (inside.depth > 0, member.path) {
        (true, "of" | "from") => "the thing at hand".to_owned(),
        _ => "(does not matter)".to_owned(),
    });
    let label = member.label;
    match member.field {
        Field::Conditions => {
            let selector = ["every", "some", "none"].contains(&word.head);
            let depth = inside.depth + 1;
            let kinds = match selector {
                true => value.with_untracked(|it| {
                    drawing(|architecture| forms::kinds_of(it.get(word.head), architecture))
                }),
                false => inside.kinds,
            };
            view! {
                <fieldset class="lab-inner">
                    <legend>{label}</legend>
                    <Conditions
                        value=Signal::derive(move || list(here.get()))
                        on_change=Callback::new(move |all: Vec<Value>| set.run(Some(Value::Array(all))))
                        inside=Inside { kinds, depth }
                    />
                </fieldset>
            }
            .into_any()
        }
        Field::Things | Field::ThingsOrInternet => {
            let internet = member.field == Field::ThingsOrInternet;
            view! { <Things label value=here.into() set none internet depth=inside.depth /> }
                .into_any()
        }
        Field::ManyThings => {
            view! { <Things label value=here.into() set none internet=false depth=inside.depth /> }
                .into_any()
        }
        Field::Number | Field::Value => {
            let listed = Signal::derive(move || {
                let property =
                    value.with(|it| it.get("prop").and_then(Value::as_str).map(str::to_owned));
                property.map_or_else(Vec::new, |property| {
                    drawing(|architecture| forms::values(&kinds.get(), &property, architecture))
                })
            });
            view! {
                <TestForm label value=here on_change=set numbers=member.field == Field::Number optional=!member.needed listed />
            }
            .into_any()
        }
        Field::Row => view! { <RowForm value here=here.into() kinds set /> }.into_any(),
        Field::Names => view! { <NamesForm here=here.into() set depth=inside.depth /> }.into_any(),
        _ => plain(member, here, set, none, kinds),
    }
}

/// One condition or a list of them, as a list.
pub fn list(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(all)) => all,
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

/// Picks things; of a kind one may say further what holds of them.
#[component]
fn Things(
    /// What it is called.
    label: &'static str,
    /// The selector.
    value: Signal<Option<Value>>,
    /// Told of another one.
    set: Callback<Option<Value>>,
    /// What it is called where there is none.
    none: Option<String>,
    /// Whether the internet is one of them.
    internet: bool,
    /// How deep the condition stands.
    depth: u32,
) -> AnyView {
    let code = Signal::derive(move || {
        value
            .with(|it| it.as_ref().and_then(forms::code_of))
            .unwrap_or_default()
    });
    let all = Signal::derive(move || {
        let mut all: Vec<Chosen> = drawing(forms::things);
        if internet {
            all.insert(0, ("internet".to_owned(), "The internet".to_owned()));
        }
        all
    });
    let kinds =
        Memo::new(move |_| value.with(|it| drawing(|drawn| forms::kinds_of(it.as_ref(), drawn))));
    let is_kind = Memo::new(move |_| code.with(|it| it.starts_with("kind:")));
    let filter = Signal::derive(move || list(value.with(|it| it.as_ref()?.get("where").cloned())));
    let narrowed = Memo::new(move |_| filter.with(|it| !it.is_empty()));
    let narrow = move |all: Vec<Value>| {
        let mut selector = value.get_untracked().unwrap_or_else(|| json!({}));
        forms::put(
            &mut selector,
            "where",
            (!all.is_empty()).then_some(Value::Array(all)),
        );
        set.run(Some(selector));
    };
    let optional = none.unwrap_or_default();
    view! {
        <Pick label choices=all value=code none=optional on_change=Callback::new(move |code: String| {
            let before = value.get_untracked();
            set.run((!code.is_empty()).then(|| forms::selector_of(&code, before.as_ref())));
        }) />
        {(depth < DEEP).then(|| view! {
            <Show when=move || is_kind.get()>
                <details class="lab-narrow" open=narrowed.get_untracked()>
                    <summary>{move || match filter.with(Vec::len) {
                        0 => "Only those of which something holds".to_owned(),
                        count => crate::text::count(count, "thing must hold of them", "things must hold of them"),
                    }}</summary>
                    {move || view! {
                        <Conditions
                            value=filter
                            on_change=Callback::new(narrow)
                            inside=Inside { kinds: kinds.get(), depth: depth + 1 }
                        />
                    }}
                </details>
            </Show>
        })}
    }
    .into_any()
}

/// Names for things, one thing each.
#[component]
fn NamesForm(
    /// The names so far, with their selectors.
    here: Signal<Option<Value>>,
    /// Told of other ones.
    set: Callback<Option<Value>>,
    /// How deep the condition stands.
    depth: u32,
) -> impl IntoView {
    let all = move || match here.get_untracked() {
        Some(Value::Object(all)) => all,
        _ => Map::new(),
    };
    let names = Memo::new(move |_| {
        here.with(|it| {
            let map = it.as_ref().and_then(Value::as_object);
            map.map_or_else(Vec::new, |it| it.keys().cloned().collect::<Vec<_>>())
        })
    });
    view! {
        <For each=move || names.get() key=Clone::clone let:name>
            {
                let (own, renamed) = (name.clone(), name.clone());
                let selector = {
                    let name = name.clone();
                    Memo::new(move |_| here.with(|it| it.as_ref().and_then(|it| it.get(&name).cloned())))
                };
                view! {
                    <Line label="Name" value=Signal::stored(name) on_change=Callback::new(move |text: String| {
                        let mut all = all();
                        let text = text.trim().trim_start_matches('$').to_owned();
                        if let Some(selector) = all.remove(&renamed).filter(|_| !text.is_empty()) {
                            all.insert(text, selector);
                        }
                        set.run(Some(Value::Object(all)));
                    }) />
                    <Things label="Stands for" value=selector.into() none=None internet=false depth
                        set=Callback::new(move |new: Option<Value>| {
                            let mut all = all();
                            if let Some(new) = new {
                                all.insert(own.clone(), new);
                            }
                            set.run(Some(Value::Object(all)));
                        })
                    />
                }
            }
        </For>
        <button class="btn small" on:click=move |_| {
            let mut all = all();
            let free = (1..).map(|it| format!("it{it}")).find(|it| !all.contains_key(it));
            all.insert(free.unwrap_or_default(), json!({ "kind": "subnet" }));
            set.run(Some(Value::Object(all)));
        }><Ui name="plus" />"Another name"</button>
    }
}

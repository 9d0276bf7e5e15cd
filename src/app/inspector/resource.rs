//! The inspector of one resource.

use leptos::prelude::*;

use super::derived::{AddressMeter, Interfaces, WhySubnet};
use super::row::PropertyRow;
use super::table::TableSection;
use crate::analysis::failing;
use crate::app::canvas::use_canvas;
use crate::app::dock::reach_what_if;
use crate::app::findings::{FindingCard, Waiting};
use crate::app::parts::field::problem_id;
use crate::app::parts::menu::{MenuButton, MenuItem};
use crate::app::parts::{Ui, icon_path};
use crate::app::state::{Store, use_store};
use crate::architecture::{Edit, Kind, Property, PropertyType, ResourceId};
use crate::building::connect::connections;
use crate::building::placement::container_of;
use crate::editor::form::tags;
use crate::network::Component;
use crate::rules::{self, moment::cards};

/// The inspector of one resource, or of a member that it brings along.
#[component]
pub fn ResourceInspector(
    /// The resource.
    id: ResourceId,
) -> impl IntoView {
    let store = use_store();
    let owner = id.owner();
    let Some(kind) = store.peek(|it| it.document().architecture.kind_of(&owner)) else {
        return ().into_any();
    };
    let member = id != owner;
    // What a group launches is an instance, not another group.
    let shown = match (member, kind) {
        (true, Kind::AutoScalingGroup) => Kind::Instance,
        _ => kind,
    };
    view! {
        <Head id=id.clone() kind=shown />
        <div class="panel-body">
            {if member {
                view! { <Member id=id.clone() owner=owner.clone() /> }.into_any()
            } else {
                view! {
                    <Settings id=id.clone() kind />
                    {(kind == Kind::Subnet).then(|| view! {
                        <WhySubnet id=id.clone() />
                        <AddressMeter id=id.clone() />
                    })}
                    <Tables id=id.clone() kind />
                }.into_any()
            }}
            <Interfaces id=id.clone() />
            <Findings id=id.clone() />
            <UsedBy id=owner />
            <About kind=shown />
        </div>
    }
    .into_any()
}

#[component]
fn Head(id: ResourceId, kind: Kind) -> impl IntoView {
    let store = use_store();
    let named = id.clone();
    let name = Memo::new(move |_| store.analysis().architecture().name_of(&named));
    let owner = id.owner();
    let place = Memo::new(move |_| {
        let analysis = store.analysis();
        let container = container_of(analysis.architecture(), &owner);
        let title = kind.info().title;
        match container {
            Some(container) => {
                format!(
                    "{title} · in {}",
                    analysis.architecture().name_of(&container)
                )
            }
            None => title.to_owned(),
        }
    });
    let canvas = use_canvas();
    let can_fail = store.peek(|it| failing::can_fail(&it.document().architecture, &id));
    let component = Component::Resource(id.clone());
    let victim = id.clone();
    let failed = Memo::new(move |_| store.what_if.hits(&victim));
    let connect = Callback::new(move |()| connect_items(store, &id));
    let more = Callback::new(move |()| {
        let delete = MenuItem::new(
            "trash",
            "Delete",
            Callback::new(move |()| store.delete_selection()),
        )
        .with_hint("Del");
        let fail = can_fail.then(|| {
            MenuItem::new("error", reach_what_if::action(store, &component), {
                let component = component.clone();
                Callback::new(move |()| store.what_if.toggle(&component))
            })
        });
        let duplicate = MenuItem::new(
            "duplicate",
            "Duplicate",
            Callback::new(move |()| canvas.duplicate()),
        )
        .with_hint("Ctrl+D");
        let all = [Some(duplicate), fail, Some(delete)];
        all.into_iter().flatten().collect::<Vec<_>>()
    });
    view! {
        <header class="inspector-head">
            <img class="icon" src=icon_path(kind.info().icon) alt="" />
            <div class="grow"><h2 tabindex="-1">{name}</h2><p>{place}{move || failed.get().then_some(" · marked as failed")}</p></div>
            <div class="actions">
            <MenuButton
                class="btn quiet square" icon="link" label="Connect to…" title="Connect to"
                empty="There is nothing to connect it with yet." items=connect
            />
            <MenuButton class="btn quiet square" icon="more" label="More actions" items=more />
            </div>
        </header>
    }
}

/// What the resource can be connected with.
fn connect_items(store: Store, id: &ResourceId) -> Vec<MenuItem> {
    let connections = store.peek(|it| connections(it.document(), id));
    connections
        .into_iter()
        .map(|(_, connection)| {
            MenuItem::new(
                "link",
                connection.label.clone(),
                Callback::new(move |()| {
                    store.perform(connection.label.clone(), connection.edits.clone());
                }),
            )
        })
        .collect()
}

#[component]
fn Settings(id: ResourceId, kind: Kind) -> impl IntoView {
    let store = use_store();
    let explained = store.explained;
    let properties = || {
        let all = kind.info().properties.iter();
        all.filter(|property| !matches!(property.value, PropertyType::Rows(_)))
    };
    let row = |property| view! { <PropertyRow id=id.clone() property explained /> };
    let rows = (properties().filter(|it| !it.detail))
        .map(row)
        .collect_view();
    let details: Vec<&'static Property> = properties().filter(|it| it.detail).collect();
    // What was changed there, or is wrong there, is not to be overlooked.
    let is_changed = store.peek(|it| {
        let resource = it.document().architecture.get(&id);
        let begins = |key| resource.is_none_or(|it| it.properties.is_default(key));
        details.iter().any(|it| !begins(it.key))
    });
    let (of, keys) = (
        id.clone(),
        details.iter().map(|it| it.key).collect::<Vec<_>>(),
    );
    // Decided once, as soon as it is known: later it would open under somebody's hands.
    let is_wrong = Memo::new(move |decided: Option<&Option<bool>>| {
        if let Some(Some(decided)) = decided {
            return Some(*decided);
        }
        let told = store.told().get()?;
        Some(told.findings.iter().any(|finding| {
            let here = finding.resources.first() == Some(&of);
            here && keys.iter().any(|key| finding.property == Some(*key))
        }))
    });
    let open = Memo::new(move |_| is_changed || is_wrong.get() == Some(true));
    let further = (!details.is_empty()).then(|| {
        view! {
            <details class="further-settings" open=move || open.get()>
                <summary>"Further settings"</summary>
                <div class="form">{details.into_iter().map(row).collect_view()}</div>
            </details>
        }
    });
    view! {
        <section class="section form" aria-label="Settings">
            <div class="section-head">
                <h3>"Settings"</h3>
                <button
                    class="btn small quiet"
                    aria-pressed=move || explained.get().to_string()
                    on:click=move |_| explained.update(|on| *on = !*on)
                >"Explain"</button>
            </div>
            <NameRow id=id.clone() />
            {rows}
            {further}
        </section>
    }
}

#[component]
fn NameRow(id: ResourceId) -> impl IntoView {
    let store = use_store();
    let draft = RwSignal::new(None::<String>);
    let named = id.clone();
    let name = Memo::new(move |_| {
        let analysis = store.analysis();
        analysis
            .architecture()
            .get(&named)
            .map(|it| it.name.clone())
            .unwrap_or_default()
    });
    let html_id = format!("{id}-name");
    let problem_id = problem_id(&html_id);
    let checked = id.clone();
    let problem = Memo::new(move |_| {
        let text = draft.get().unwrap_or_else(|| name.get());
        let analysis = store.analysis();
        rules::check_field(analysis.architecture(), &checked, "name", &text.into())
    });
    let finish = move |text: String| {
        draft.set(None);
        let name = text.trim().to_owned();
        let before = store.peek(|it| it.document().architecture.name_of(&id));
        if !name.is_empty() && name != before {
            let edit = Edit::Rename {
                id: id.clone(),
                name: name.clone(),
            };
            store.perform(format!("Rename {before} to {name}"), vec![edit]);
        }
    };
    view! {
        <div class="form-row">
            <label for=html_id.clone()>"Name"</label>
            <input
                class="input"
                id=html_id
                maxlength="255"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=problem_id.clone()
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                prop:value=move || draft.get().unwrap_or_else(|| name.get())
                on:input=move |event| draft.set(Some(event_target_value(&event)))
                on:change=move |event| finish(event_target_value(&event))
                on:keydown=move |event| if event.key() == "Escape" && draft.get_untracked().is_some() {
                    event.stop_propagation();
                    draft.set(None);
                }
            />
            <div class="form-notes" id=problem_id>
                {move || problem.get().map(|problem| view! { <p class="field-error">{problem}</p> })}
            </div>
        </div>
    }
}

#[component]
fn Tables(id: ResourceId, kind: Kind) -> impl IntoView {
    let info = kind.info();
    let tags = info.tagging.map(|_| &tags::TABLE);
    info.properties
        .iter()
        .chain(tags)
        .filter_map(|property| match property.value {
            PropertyType::Rows(row) => Some(view! { <TableSection id=id.clone() property row /> }),
            _ => None,
        })
        .collect_view()
}

/// What a resource brings along has no settings of its own.
#[component]
fn Member(id: ResourceId, owner: ResourceId) -> impl IntoView {
    let store = use_store();
    let of = owner.clone();
    let name = Memo::new(move |_| store.analysis().architecture().name_of(&of));
    let _ = id;
    view! {
        <section class="section">
            <div class="why">
                <p>"It exists because of "<b>{name}</b>" and has no settings of its own: change them there."</p>
            </div>
            <button class="btn" on:click=move |_| store.select_one(&owner)>"Go to "{name}</button>
        </section>
    }
}

#[component]
fn Findings(id: ResourceId) -> impl IntoView {
    let store = use_store();
    let of = id.clone();
    let found = Memo::new(move |_| {
        let about = |it: &&rules::Finding| it.resources.contains(&of);
        let told = store.told_so_far();
        told.findings
            .iter()
            .filter(about)
            .cloned()
            .collect::<Vec<_>>()
    });
    let lines = Signal::derive(move || {
        let told = store.told_so_far();
        let about = told.waiting.iter().filter(|it| it.resources.contains(&id));
        about.cloned().collect::<Vec<_>>()
    });
    view! {
        <section class="section" aria-label="Findings">
            <div class="section-head">
                <h3>"Findings"</h3>
                <Show when=move || found.with(|it| !it.is_empty())>
                    <span class="badge">{move || found.with(Vec::len)}</span>
                </Show>
            </div>
            <Show
                when=move || found.with(|it| !it.is_empty())
                fallback=move || (store.is_judged() && lines.with(Vec::is_empty)).then(|| view! {
                    <p class="all-clear" tabindex="-1"><Ui name="check-circle" />"Nothing to improve here"</p>
                })
            >
                <div class="findings">
                    {move || cards(&found.get()).into_iter().map(|card| view! { <FindingCard card /> }).collect_view()}
                </div>
            </Show>
            <Waiting lines />
        </section>
    }
}

/// Who names the resource in a property.
#[component]
fn UsedBy(id: ResourceId) -> impl IntoView {
    let store = use_store();
    let users = Memo::new(move |_| {
        let analysis = store.judged().analysis;
        let architecture = analysis.architecture();
        let mut users: Vec<(ResourceId, String, Option<Kind>)> = Vec::new();
        for (user, _) in architecture.users_of(&id) {
            if users.last().is_none_or(|(last, ..)| *last != user) {
                users.push((
                    user.clone(),
                    architecture.name_of(&user),
                    architecture.kind_of(&user),
                ));
            }
        }
        users
    });
    view! {
        <Show when=move || users.with(|it| !it.is_empty())>
            <section class="section" aria-label="Used by">
                <div class="section-head"><h3>"Used by"</h3></div>
                <div class="chips">
                    {move || users.get().into_iter().map(|(id, name, kind)| view! {
                        <button class="chip" on:click=move |_| store.select_one(&id)>
                            {kind.map(|kind| view! { <img class="icon" src=icon_path(kind.info().icon) alt="" /> })}
                            {name}
                        </button>
                    }).collect_view()}
                </div>
            </section>
        </Show>
    }
}

/// What the kind is, for a learner.
#[component]
fn About(kind: Kind) -> impl IntoView {
    let info = kind.info();
    view! {
        <section class="section" aria-label="About">
            <div class="section-head"><h3>{format!("What is {}?", crate::text::with_article(info.noun))}</h3></div>
            <p class="muted">{info.docs.trim()}</p>
            {(!info.aws.is_empty()).then(|| view! { <p class="muted small"><code>{info.aws}</code></p> })}
        </section>
    }
}

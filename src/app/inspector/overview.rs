//! The inspector when nothing is selected, or several things are.

use leptos::prelude::*;

use crate::app::parts::{Ui, icon_path};
use crate::app::state::{DockTab, use_store};
use crate::architecture::{Kind, Region};
use crate::aws::regions;
use crate::rules::Severity;

/// The architecture itself: its title, Region, counts and findings.
#[component]
pub fn Overview() -> impl IntoView {
    let store = use_store();
    let title = Memo::new(move |_| store.with(|it| it.document().title.clone()));
    let region = Memo::new(move |_| {
        let analysis = store.analysis();
        let region = analysis.architecture().all::<Region>().next();
        let facts = region.and_then(|(_, region)| regions::facts(&region.code));
        match facts {
            Some(facts) => format!("Architecture · {} {}", facts.code, facts.place),
            None => "Architecture without a Region".to_owned(),
        }
    });
    let counts = Memo::new(move |_| {
        let analysis = store.analysis();
        let count = |kind: Kind| (kind, analysis.architecture().ids_of(kind).count());
        Kind::ALL
            .iter()
            .copied()
            .map(count)
            .filter(|(_, count)| *count > 0)
            .collect::<Vec<_>>()
    });
    view! {
        <header class="inspector-head">
            <img class="icon" src=icon_path("region") alt="" />
            <div class="grow"><h2 dir="auto">{title}</h2><p>{region}</p></div>
        </header>
        // It may hold nothing that takes the focus, and be longer than the screen.
        <div class="panel-body" tabindex="0">
            <section class="section" aria-label="Findings">
                <div class="section-head"><h3>"Findings"</h3></div>
                <Tally />
            </section>
            <section class="section" aria-label="Resources">
                <div class="section-head"><h3>"Resources"</h3></div>
                <dl class="facts">
                    {move || counts.get().into_iter().map(|(kind, count)| view! {
                        <div><dt>{kind.info().title}</dt><dd>{count}</dd></div>
                    }).collect_view()}
                </dl>
            </section>
            <section class="section">
                <p class="muted">"Select something to see its settings and why it behaves as it does."</p>
            </section>
        </div>
    }
}

/// How many findings of each severity there are.
#[component]
fn Tally() -> impl IntoView {
    let store = use_store();
    let counts = Memo::new(move |_| {
        let told = store.told_so_far();
        [Severity::Error, Severity::Warning, Severity::Info]
            .map(|severity| (severity, told.count(severity)))
    });
    let clear = move || counts.with(|all| all.iter().all(|(_, count)| *count == 0));
    view! {
        <Show
            when=move || !clear()
            fallback=move || if store.is_judged() {
                view! { <p class="all-clear" tabindex="-1"><Ui name="check-circle" />"Nothing to improve"</p> }.into_any()
            } else {
                // As tall as what comes most often, so that nothing beneath it moves.
                view! {
                    <dl class="facts unknown"><div><dt>"Checking…"</dt><dd></dd></div></dl>
                    <span class="btn small add-row unknown"></span>
                }.into_any()
            }
        >
            <dl class="facts">
                {move || counts.get().into_iter().filter(|(_, count)| *count > 0).map(|(severity, count)| view! {
                    <div><dt>{severity.label()}</dt><dd>{count}</dd></div>
                }).collect_view()}
            </dl>
            <button class="btn small add-row" on:click=move |_| store.show(DockTab::Findings)>"Show findings"</button>
        </Show>
    }
}

/// Several selected things.
#[component]
pub fn Several() -> impl IntoView {
    let store = use_store();
    let selection = store.selection();
    let list = Memo::new(move |_| {
        let analysis = store.analysis();
        selection.with(|ids| {
            ids.iter()
                .map(|id| {
                    let kind = analysis.architecture().kind_of(&id.owner());
                    (id.clone(), analysis.architecture().name_of(id), kind)
                })
                .collect::<Vec<_>>()
        })
    });
    let title = move || format!("{} selected", list.with(Vec::len));
    view! {
        <header class="inspector-head">
            <div class="grow"><h2>{title}</h2><p>"Move or delete them together"</p></div>
        </header>
        <div class="panel-body">
            <section class="section">
                <div class="chips">
                    {move || list.get().into_iter().map(|(id, name, kind)| view! {
                        <button class="chip" on:click=move |_| store.select_one(&id)>
                            {kind.map(|kind| view! { <img class="icon" src=icon_path(kind.info().icon) alt="" /> })}
                            {name}
                        </button>
                    }).collect_view()}
                </div>
                <button class="btn danger add-row" on:click=move |_| store.delete_selection()><Ui name="trash" />"Delete"</button>
            </section>
        </div>
    }
}

//! The top bar: the document, what it is shown for, the state, the one primary action.

use leptos::prelude::*;

use super::canvas::use_canvas;
use super::command::MenuPart;
use super::commands;
use super::dock::reach_what_if::FailedPill;
use super::findings::class_of;
use super::parts::menu::{MenuButton, MenuItem};
use super::parts::segments::Segments;
use super::parts::undo::UndoRedo;
use super::parts::{Ui, icon_path};
use super::state::Saved;
use super::state::{DockTab, LabPage, Mode, Screen, use_store};
use super::theme;
use crate::architecture::Edit;
use crate::rules::Severity;

/// Where the control room puts its alarms and its primary action.
pub const TOPBAR_ROOM: &str = "topbar-room";

/// The top bar.
#[component]
pub fn TopBar() -> impl IntoView {
    let store = use_store();
    let page = commands::use_page();
    let undo = Memo::new(move |_| store.with(|it| it.undo_label().map(str::to_owned)));
    let redo = Memo::new(move |_| store.with(|it| it.redo_label().map(str::to_owned)));
    let export = Callback::new(move |()| {
        commands::EXPORTS
            .iter()
            .map(|command| {
                MenuItem::new(
                    command.icon,
                    command.title,
                    Callback::new(move |()| command.start(page)),
                )
            })
            .collect::<Vec<_>>()
    });
    let more = Callback::new(move |()| {
        // On a phone there is no room for a menu of their own.
        let exports = commands::EXPORTS.iter().filter(|_| theme::is_phone());
        let exports = exports.map(|command| (MenuPart::Export, command));
        let all = commands::COMMANDS.iter().chain(super::drawing::DRAWING);
        let all = all.filter_map(|command| Some((command.menu?, command)));
        let all = all.chain(exports).collect::<Vec<_>>();
        let of_part = |part| all.iter().filter(move |(it, _)| *it == part);
        MenuPart::ALL
            .into_iter()
            .flat_map(of_part)
            .map(|&(part, command)| {
                MenuItem::new(
                    command.icon,
                    command.title,
                    Callback::new(move |()| command.start(page)),
                )
                .with_hint(command.key)
                .in_part(part.title())
            })
            .collect::<Vec<_>>()
    });
    view! {
        <header class="topbar">
            <h1 class="visually-hidden">{move || store.with(|it| it.document().title.clone())}</h1>
            <div class="topbar-start">
                <a class="brand" href="#/" title="To the start screen" on:click=move |event| {
                    event.prevent_default();
                    page.keeper.leave();

                }><img src=icon_path("brand") alt="" /><span>"Cloud Campus"</span></a>
                <span class="crumb" aria-hidden="true">"/"</span>
                <Title />
                <SaveState />
                <FailedPill />
            </div>
            <div class="topbar-mid">
                <Show when=move || store.screen.get().has_document() && store.can_run.get()>
                    <Segments
                        label="What for"
                        choices=vec![
                            (Mode::Build, match store.screen.get_untracked() {
                                Screen::Lesson(_) => "Chapter",
                                Screen::Lab(_, LabPage::Learn | LabPage::Try) => "Lab",
                                _ => "Build",
                            }),
                            (Mode::ControlRoom, "Control room"),
                            (Mode::Review, "Review"),
                        ]
                        value=store.mode
                        on_change=Callback::new(move |mode| store.turn(mode))
                    />
                </Show>
            </div>
            <div class="topbar-end">
                // The control room fills it: a part of its own, which comes later.
                <div class="topbar-room" id=TOPBAR_ROOM></div>
                <FindingsPill />
                <UndoRedo
                    undo
                    redo
                    on_undo=Callback::new(move |()| { store.undo(); })
                    on_redo=Callback::new(move |()| { store.redo(); })
                />
                <button class="btn primary" on:click=move |_| commands::send_request(store)>
                    <Ui name="play" /><span>"Send a request"</span>
                </button>
                <div class="phone-off"><MenuButton class="btn fold" icon="download" label="Export" named=true items=export /></div>
                <MenuButton class="btn quiet square" icon="more" label="More" items=more />
            </div>
        </header>
    }
}

/// The title of the document, to be edited in place.
#[component]
fn Title() -> impl IntoView {
    let store = use_store();
    let canvas = use_canvas();
    let draft = RwSignal::new(None::<String>);
    // The first press selects the name, the next sets the caret.
    let fresh = StoredValue::new(false);
    let title = Memo::new(move |_| store.with(|it| it.document().title.clone()));
    Effect::new(move |_| document().set_title(&format!("{} · Cloud Campus", title.get())));
    let finish = move |text: String| {
        draft.set(None);
        let wanted = text.trim().to_owned();
        if !wanted.is_empty() && wanted != title.get_untracked() {
            store.perform(
                "Rename the architecture",
                vec![Edit::Retitle { title: wanted }],
            );
        }
    };
    view! {
        <input
            class="doc-name"
            dir="auto"
            aria-label="Name of the architecture"
            autocomplete="off"
            spellcheck="false"
            prop:value=move || draft.get().unwrap_or_else(|| title.get())
            on:focus=move |event| {
                fresh.set_value(true);
                event_target::<web_sys::HtmlInputElement>(&event).select();
            }
            on:click=move |event| if fresh.get_value() {
                fresh.set_value(false);
                event_target::<web_sys::HtmlInputElement>(&event).select();
            }
            on:input=move |event| draft.set(Some(event_target_value(&event)))
            on:change=move |event| finish(event_target_value(&event))
            on:keydown=move |event| match event.key().as_str() {
                "Escape" if draft.get_untracked().is_some() => {
                    event.prevent_default();
                    draft.set(None);
                }
                // Leaving it takes over what was typed.
                "Enter" => canvas.focus_canvas(),
                _ => {}
            }
        />
    }
}

/// How the document stands with the browser's storage. What is not saved and
/// will not be by itself is said louder, in a line of its own, which alone is
/// heard: "Saved" after every edit would be noise.
#[component]
fn SaveState() -> impl IntoView {
    let store = use_store();
    // A drag that is still held counts, and is saved, when it is dropped.
    // Over a place where it may not be dropped nothing is changed; it is still held.
    let held = Memo::new(move |before: Option<&bool>| {
        let before = before.copied().unwrap_or_default();
        store.with(|session| session.is_unsettled() || before && session.in_gesture())
    });
    let word = move || match store.saved.get() {
        Saved::No(_) | Saved::Elsewhere | Saved::Gone => ("error", "Not saved", "error"),
        Saved::Soon => ("soon", "Saving…", "clock"),
        Saved::Yes if held.get() => ("soon", "Not dropped yet", "clock"),
        Saved::Yes if store.followed.get() => ("ok", "Changed in another tab", "check"),
        // What nobody has changed is not kept yet, and need not be.
        Saved::Yes if store.slot.get().is_none() => ("none", "", "check"),
        Saved::Yes => ("ok", "Saved", "check"),
    };
    view! {
        <span class="save-state" data-state=move || word().0 title=move || match store.saved.get() {
            Saved::No(why) => why,
            _ if word().1.is_empty() => String::new(),
            _ => format!("{}. Kept in this browser", word().1),
        }>
            <Ui name=Signal::derive(move || word().2) />
            <span>{move || word().1}</span>
        </span>
    }
}

/// The number of findings; opens the list.
#[component]
fn FindingsPill() -> impl IntoView {
    let store = use_store();
    let state = Memo::new(move |_| {
        let Some(told) = store.told().get() else {
            return ("unknown", "check", "Checking…".to_owned());
        };
        let count = |severity| told.count(severity);
        let worst = [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .map(|severity| (severity, count(severity)))
            .find(|(_, count)| *count > 0);
        match worst {
            None => ("ok", "check", "No findings".to_owned()),
            Some((severity, count)) => {
                let word = severity.label().to_lowercase();
                let plural = if count == 1 || severity == Severity::Info {
                    ""
                } else {
                    "s"
                };
                let class = if severity == Severity::Info {
                    "accent"
                } else {
                    class_of(severity)
                };
                (
                    class,
                    super::findings::icon_of(severity),
                    format!("{count} {word}{plural}"),
                )
            }
        }
    });
    view! {
        <button
            class=move || format!("pill sheets-hidden {}", state.get().0)
            on:click=move |_| store.show(DockTab::Findings)
        >
            <Ui name=Signal::derive(move || state.get().1) />
            {move || state.get().2}
        </button>
    }
}

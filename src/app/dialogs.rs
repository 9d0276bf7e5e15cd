//! The dialogs: the command palette and the list of keys.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::commands::{self, Command, Page};
use super::drawing;
use super::late::{Part, now};
use super::parts::modal::{Modal, close};
use super::parts::{Ui, icon_path};
use super::settings::{Settings, SingleKeys};
use super::share;
use super::state::{Dialog, Reference, Store, use_store};
use crate::architecture::{Kind, Look, ResourceId};
use crate::order::InOrder;

/// Whichever dialog is open.
#[component]
pub fn Dialogs() -> impl IntoView {
    let store = use_store();
    move || {
        match store.dialog.get() {
        Some(Dialog::Commands) => view! { <CommandPalette /> }.into_any(),
        Some(Dialog::Shortcuts) => view! { <Shortcuts /> }.into_any(),
        Some(Dialog::Share) => view! {
            <Part name="Sharing" load=|| Box::pin(share::load()) draw=|| now(share::dialog()) />
        }
        .into_any(),
        Some(Dialog::Settings) => view! { <Settings /> }.into_any(),
        Some(Dialog::VpcAndMore) => view! {
            <Part name="VPC and more" load=|| Box::pin(drawing::load_wizard()) draw=|| now(drawing::vpc_and_more()) />
        }
        .into_any(),
        Some(Dialog::Picture) => view! {
            <Part name="The picture" load=|| Box::pin(drawing::load_saving()) draw=|| now(drawing::picture()) />
        }
        .into_any(),
        None => ().into_any(),
    }
    }
}

/// Something that the command palette offers.
#[derive(Clone)]
enum Offer {
    Run(&'static Command),
    Add(Kind),
    Find(ResourceId, String, Option<Kind>),
}

impl Offer {
    fn title(&self) -> String {
        match self {
            Self::Run(command) => command.title.to_owned(),
            Self::Add(kind) => format!("Add {}", kind.info().title),
            Self::Find(_, name, _) => format!("Go to {name}"),
        }
    }

    /// What is searched: the title and further words.
    fn haystack(&self) -> String {
        let further = match self {
            Self::Add(kind) => kind.info().keywords,
            Self::Find(_, _, Some(kind)) => kind.info().title,
            _ => "",
        };
        format!("{} {further}", self.title()).to_lowercase()
    }

    fn run(&self, page: Page) {
        match self {
            Self::Run(command) => command.start(page),
            Self::Add(kind) => page.canvas.place_by_keyboard(*kind),
            Self::Find(id, ..) => {
                page.store.select_one(id);
                page.canvas.reveal(id);
            }
        }
    }
}

fn offers(store: Store, query: &str) -> Vec<Offer> {
    let query = query.trim().to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let kinds = Kind::ALL
        .iter()
        .filter(|kind| kind.info().look != Look::Unseen);
    let resources = store.peek(|it| {
        let architecture = &it.document().architecture;
        let find = |(id, resource): (&ResourceId, &crate::architecture::Resource)| {
            Offer::Find(id.clone(), resource.name.clone(), Some(resource.kind()))
        };
        architecture.resources().map(find).collect::<Vec<_>>()
    });
    let mut found: Vec<Offer> = commands::all()
        .filter(|command| command.key != "Ctrl+K")
        .map(Offer::Run)
        .chain(kinds.map(|kind| Offer::Add(*kind)))
        .chain(resources)
        .filter(|offer| {
            let haystack = offer.haystack();
            words.iter().all(|word| haystack.contains(word))
        })
        .collect();
    // What is called exactly that comes first, then what ends with it.
    found.order_by_key(|offer| {
        let title = offer.title().to_lowercase();
        (title != query, !title.ends_with(&query))
    });
    found.truncate(60);
    found
}

#[component]
fn CommandPalette() -> impl IntoView {
    let store = use_store();
    let page = commands::use_page();
    let query = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let list = Signal::derive(move || query.with(|query| offers(store, query)));
    let node = NodeRef::<html::Dialog>::new();
    let on_close = Callback::new(move |()| store.dialog.set(None));
    let run = move |index: usize| {
        let offer = list.with_untracked(|list| list.get(index).cloned());
        // First the focus goes back, then what was chosen may take it.
        close(node);
        store.dialog.set(None);
        if let Some(offer) = offer {
            offer.run(page);
        }
    };
    let key = move |event: KeyboardEvent| {
        let count = list.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|it| *it = (*it + 1) % count),
            "ArrowUp" => chosen.update(|it| *it = (*it + count - 1) % count),
            "Enter" => run(chosen.get_untracked()),
            _ => return,
        }
        event.prevent_default();
        request_animation_frame(|| {
            let selected = document().query_selector(".command-list [aria-selected=true]");
            if let Ok(Some(selected)) = selected {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                selected.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    };
    view! {
        <Modal class="dialog command" label="All commands" node on_close>
            <input
                class="command-input"
                role="combobox"
                aria-expanded="true"
                aria-controls="command-list"
                aria-activedescendant=move || format!("command-{}", chosen.get())
                aria-label="What would you like to do?"
                placeholder="What would you like to do?"
                autofocus
                autocomplete="off"
                spellcheck="false"
                prop:value=move || query.get()
                on:input=move |event| {
                    chosen.set(0);
                    query.set(event_target_value(&event));
                }
                on:keydown=key
            />
            <div class="command-list" id="command-list" role="listbox" aria-label="Commands">
                {move || {
                    let offers = list.get();
                    if offers.is_empty() {
                        return view! { <p class="menu-title">"Nothing is called that."</p> }.into_any();
                    }
                    offers.into_iter().enumerate().map(|(index, offer)| {
                        let icon = match &offer {
                            Offer::Run(command) => view! { <Ui name=command.icon /> }.into_any(),
                            Offer::Add(kind) | Offer::Find(_, _, Some(kind)) => {
                                view! { <img class="icon" src=icon_path(kind.info().icon) alt="" /> }.into_any()
                            }
                            Offer::Find(..) => ().into_any(),
                        };
                        let key = match &offer {
                            Offer::Run(command) if !command.key.is_empty() => Some(view! { <kbd>{command.key}</kbd> }),
                            _ => None,
                        };
                        view! {
                            <div
                                class="menu-item"
                                role="option"
                                id=format!("command-{index}")
                                aria-selected=move || (chosen.get() == index).to_string()
                                on:click=move |_| run(index)
                            >{icon}{offer.title()}{key}</div>
                        }
                    }).collect_view().into_any()
                }}
            </div>
        </Modal>
    }
}

#[component]
fn Shortcuts() -> impl IntoView {
    let store = use_store();
    let node = NodeRef::<html::Dialog>::new();
    let on_close = Callback::new(move |()| store.dialog.set(None));
    let look_up = move |_| {
        close(node);
        store.dialog.set(None);
        store.reference.set(Some(Reference::default()));
    };
    view! {
        <Modal class="dialog" label="Keyboard shortcuts" node on_close>
            <div class="dialog-head">
                "Keyboard shortcuts"
                <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
            </div>
            <div class="dialog-body">
                <SingleKeys />
                <dl class="facts">
                    {commands::all().filter(|command| !command.key.is_empty()).map(|command| view! {
                        <div><dt>{command.title}</dt><dd><kbd>{command.key}</kbd></dd></div>
                    }).collect_view()}
                </dl>
                {commands::LOCAL_KEYS.iter().map(|(place, keys)| view! {
                    <p class="menu-title">{*place}</p>
                    <dl class="facts">
                        {keys.iter().map(|(title, key)| view! {
                            <div><dt>{*title}</dt><dd><kbd>{*key}</kbd></dd></div>
                        }).collect_view()}
                    </dl>
                }).collect_view()}
            </div>
            <div class="dialog-foot">
                <button class="btn quiet" on:click=look_up><Ui name="book" />"Rule reference"</button>
            </div>
        </Modal>
    }
}

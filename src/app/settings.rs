//! The settings: how the page looks, which keys it has, what it says. They belong to this
//! browser and are kept there.

use leptos::html;
use leptos::prelude::*;

use super::parts::Ui;
use super::parts::modal::{Modal, close};
use super::parts::segments::Segments;
use super::state::{Dialog, use_store};
use super::theme::{self, Theme};

/// The dialog.
#[component]
pub fn Settings() -> impl IntoView {
    let store = use_store();
    let node = NodeRef::<html::Dialog>::new();
    let on_close = Callback::new(move |()| store.dialog.set(None));
    let chosen = RwSignal::new(theme::chosen());
    let sized = move || store.dock_height.get().is_some() || store.inspector_width.get().is_some();
    view! {
        <Modal class="dialog settings" label="Settings" node on_close>
            <div class="dialog-head">
                "Settings"
                <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
            </div>
            <div class="dialog-body">
                <p class="muted">"They are kept in this browser."</p>
                <div class="setting">
                    <div class="grow"><b>"Theme"</b></div>
                    <Segments
                        label="Theme"
                        choices=vec![
                            (Theme::System, "As the system"),
                            (Theme::Light, "Light"),
                            (Theme::Dark, "Dark"),
                        ]
                        value=chosen
                        on_change=Callback::new(move |it| {
                            chosen.set(it);
                            theme::choose(it);
                        })
                    />
                </div>
                <SingleKeys />
                <Switch
                    id="says-changes"
                    label="Say what changes"
                    help="A screen reader is told which findings came or went, and what became of subnets and journeys."
                    value=store.says_changes
                />
                <div class="setting">
                    <div class="grow">
                        <b>"Sizes of the panels"</b>
                        <p class="muted small">"Drag the edge of a panel, or move it with the arrow keys, to give it more room."</p>
                    </div>
                    <button class="btn" aria-disabled=move || (!sized()).then_some("true") on:click=move |_| {
                        store.dock_height.set(None);
                        store.inspector_width.set(None);
                    }>"Reset"</button>
                </div>
            </div>
            <div class="dialog-foot">
                <button class="btn quiet" on:click=move |_| {
                    close(node);
                    store.dialog.set(Some(Dialog::Shortcuts));
                }><Ui name="command" />"Keyboard shortcuts"</button>
            </div>
        </Modal>
    }
}

/// Whether keys of one character are keys at all (WCAG 2.1.4).
#[component]
pub fn SingleKeys() -> impl IntoView {
    let store = use_store();
    view! {
        <Switch
            id="single-keys"
            label="Keys of one character"
            help="R, F, T, 1, ? and others, without Ctrl or Alt. Switch them off if you speak to your computer or press keys by chance."
            value=store.single_keys
        />
    }
}

#[component]
fn Switch(
    id: &'static str,
    label: &'static str,
    help: &'static str,
    value: RwSignal<bool>,
) -> impl IntoView {
    let described = format!("{id}-help");
    view! {
        <div class="setting">
            <label class="grow" for=id>
                <b>{label}</b>
            </label>
            <span class="check">
                <input
                    id=id
                    type="checkbox"
                    role="switch"
                    aria-describedby=described.clone()
                    prop:checked=move || value.get()
                    on:change=move |event| value.set(event_target_checked(&event))
                />
            </span>
            <p class="muted small" id=described>{help}</p>
        </div>
    }
}

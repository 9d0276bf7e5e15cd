//! Sharing: a link that holds the whole architecture, its length, its QR code. A part of
//! its own, because packing and QR codes are wanted seldom.

use leptos::html;
use leptos::prelude::*;

use super::files;
use super::late::late;
use super::parts::modal::{Modal, close};
use super::parts::{Ui, copy};
use super::state::use_store;
use crate::editor::Session;
use crate::share::{self, MAX_QR, Qr, SAFE_CHARS};
use crate::text::grouped;

late!(
    share,
    load,
    fn dialog() -> AnyView {
        view! { <Share /> }.into_any()
    }
);

/// Where the page is, without what stands behind its `#`.
fn page_address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// The dialog.
#[component]
fn Share() -> impl IntoView {
    let store = use_store();
    let node = NodeRef::<html::Dialog>::new();
    let on_close = Callback::new(move |()| store.dialog.set(None));
    // What is finished, as it is when the dialog opens.
    let link = store
        .peek(|it: &Session| share::fragment(&it.settled_document()))
        .map(|fragment| page_address() + &fragment);
    view! {
        <Modal class="dialog share-dialog" label="Share a link" node on_close>
            <div class="dialog-head">
                "Share a link"
                <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
            </div>
            <div class="dialog-body">
                {match link {
                    Ok(link) => view! { <Link link /> }.into_any(),
                    Err(why) => view! {
                        <div class="why warn"><p>"There is no link: "{why.to_string()}"."</p></div>
                    }.into_any(),
                }}
            </div>
            <div class="dialog-foot">
                <button class="btn" on:click=move |_| files::download_document(store)>
                    <Ui name="download" />"Save a file"
                </button>
            </div>
        </Modal>
    }
}

/// A link, what to know of it, and its code.
#[component]
fn Link(link: String) -> impl IntoView {
    let store = use_store();
    let length = link.chars().count();
    let long = (length > SAFE_CHARS).then(|| {
        format!(
            " Some chats cut links over {}: send the file there.",
            grouped(SAFE_CHARS as u64)
        )
    });
    let code = Qr::of(&link).map_or_else(
        || {
            let words = format!(
                "The link is too long for a QR code that a phone can read: that holds {} characters. Send the file instead.",
                grouped(MAX_QR as u64)
            );
            view! { <p class="share-none">{words}</p> }.into_any()
        },
        |code| {
            let side = code.side;
            view! {
                <svg class="share-code" role="img" aria-label="QR code of the link" viewBox=format!("0 0 {side} {side}")>
                    <rect width=side height=side />
                    <path d=code.path />
                </svg>
            }
            .into_any()
        },
    );
    let copied = link.clone();
    let choose =
        |event: web_sys::FocusEvent| event_target::<web_sys::HtmlInputElement>(&event).select();
    view! {
        <p>"The link holds the whole architecture. Nothing is uploaded. Whoever opens it gets a copy of their own."</p>
        <div class="share-row">
            <input
                class="input" readonly aria-label="Link" value=link
                on:focus=choose
            />
            <button class="btn primary" on:click=move |_| copy(store, copied.clone())><Ui name="copy" />"Copy link"</button>
        </div>
        <p class="muted">{format!("This link has {} characters.", grouped(length as u64))}{long}</p>
        {code}
    }
}

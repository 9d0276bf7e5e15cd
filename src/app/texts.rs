//! Fetching the texts of the rules when somebody wants to read them.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::rules;

/// How far the texts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has wanted to read yet.
    Away,
    /// On their way.
    Coming,
    /// Here.
    Here,
    /// They did not come; why.
    Failed(String),
}

/// The texts of the rules.
#[derive(Clone, Copy, Debug)]
pub struct Texts(RwSignal<State>);

/// The texts, in any component.
pub fn use_texts() -> Texts {
    expect_context()
}

impl Default for Texts {
    fn default() -> Self {
        Self(RwSignal::new(if rules::texts::are_here() {
            State::Here
        } else {
            State::Away
        }))
    }
}

impl Texts {
    /// How far they are.
    pub fn state(self) -> State {
        self.0.get()
    }

    /// Whether they are here.
    pub fn here(self) -> bool {
        self.0.with(|it| *it == State::Here)
    }

    /// Fetches them, unless they are here or on their way.
    pub fn fetch(self) {
        if self
            .0
            .with_untracked(|it| matches!(it, State::Coming | State::Here))
        {
            return;
        }
        self.0.set(State::Coming);
        leptos::task::spawn_local(async move {
            self.0.set(match load().await {
                Ok(()) => State::Here,
                Err(why) => State::Failed(why),
            });
        });
    }
}

/// Fetches the file that the page names.
async fn load() -> Result<(), String> {
    let away = |_: JsValue| "the server does not answer".to_owned();
    let page = document().query_selector("meta[name=\"cloud-campus\"]");
    let named = page
        .ok()
        .flatten()
        .and_then(|it| it.get_attribute("data-rules"));
    let address = named.ok_or("this page names no file of them")?;
    let answer = JsFuture::from(window().fetch_with_str(&address)).await;
    let answer: web_sys::Response = answer.and_then(JsCast::dyn_into).map_err(away)?;
    if !answer.ok() {
        return Err(format!("the server answers {}", answer.status()));
    }
    let text = JsFuture::from(answer.text().map_err(away)?).await;
    let text = text.map_err(away)?.as_string().unwrap_or_default();
    rules::texts::read(&text).map_err(|why| why.to_string())
}

/// What stands where the texts will be: that they are coming, or why they are not.
#[component]
pub fn Awaited() -> impl IntoView {
    let texts = use_texts();
    let failed = move || match texts.state() {
        State::Failed(why) => Some(why),
        _ => None,
    };
    view! {
        {move || match failed() {
            Some(why) => view! {
                <p class="field-error" role="alert">"The texts of the rules could not be loaded: "{why}"."</p>
                <button class="btn small" on:click=move |_| texts.fetch()>"Try again"</button>
            }.into_any(),
            None => view! { <p class="muted" role="status">"The texts of the rules are on their way…"</p> }.into_any(),
        }}
    }
}

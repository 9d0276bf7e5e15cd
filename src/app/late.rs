//! Parts of the page that come when they are asked for.
//!
//! The released page is cut into several WebAssembly modules (the feature `split`, see
//! `xtask/src/parts.rs`): a function that is declared by [`late!`] stands in another module
//! than the one that calls it, together with all that only it needs, and is fetched before
//! its first call. In every other build it is a function like any other.
//!
//! What does not arrive is said where it was to be seen, with a button that tries again;
//! nothing is remembered of an attempt that failed.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;

/// Says that a part did not arrive; why, stands in the browser's console.
pub type Missing = leptos::wasm_split::SplitLoaderError;

/// Declares the entrance of a part: a function, and another that fetches the part.
/// Functions that name the same part come together, and yet each wants its own fetching:
/// before that, [`now`] yields nothing.
macro_rules! late {
    ($part:ident, $load:ident, fn $name:ident($($given:ident: $of:ty),*) -> $out:ty $body:block) => {
        #[cfg(feature = "split")]
        #[::leptos::wasm_split::wasm_split(
            $part,
            fallible,
            wasm_split_path = ::leptos::wasm_split,
            preload(#[doc = "Fetches the part."] $load)
        )]
        #[doc = "The entrance of the part."]
        pub fn $name($($given: $of),*) -> Result<$out, $crate::app::late::Missing> {
            Ok($body)
        }

        #[cfg(not(feature = "split"))]
        #[doc = "Fetches the part, which is here."]
        pub async fn $load() -> Result<(), $crate::app::late::Missing> {
            Ok(())
        }

        #[cfg(not(feature = "split"))]
        #[doc = "The entrance of the part."]
        pub async fn $name($($given: $of),*) -> Result<$out, $crate::app::late::Missing> {
            Ok($body)
        }
    };
}
pub(crate) use late;

/// A part on its way.
type Arrival = Pin<Box<dyn Future<Output = Result<(), Missing>>>>;

/// How far a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nobody has asked for it.
    Away,
    /// On its way.
    Coming,
    /// Here.
    Here,
    /// It did not arrive.
    Failed,
}

/// A part of the page that may still have to come.
#[derive(Clone, Copy)]
pub struct Late {
    state: RwSignal<State>,
    load: fn() -> Arrival,
}

impl Late {
    /// A part, with what fetches it.
    pub fn new(load: fn() -> Arrival) -> Self {
        Self {
            state: RwSignal::new(State::Away),
            load,
        }
    }

    /// Whether it is here; tracked.
    pub fn is_here(self) -> bool {
        self.state.get() == State::Here
    }

    /// Whether it did not arrive; tracked.
    pub fn has_failed(self) -> bool {
        self.state.get() == State::Failed
    }

    /// Fetches it, unless it is here or on its way.
    pub fn fetch(self) {
        if matches!(self.state.get_untracked(), State::Coming | State::Here) {
            return;
        }
        let mut arrival = (self.load)();
        // What is here already is shown at once, without a flash of waiting.
        match arrival
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(arrived) => self.settle(&arrived),
            Poll::Pending => {
                self.state.set(State::Coming);
                leptos::task::spawn_local(async move { self.settle(&arrival.await) });
            }
        }
    }

    fn settle(self, arrived: &Result<(), Missing>) {
        // Whoever waited for it may have gone elsewhere meanwhile.
        let _ = self.state.try_set(match arrived {
            Ok(()) => State::Here,
            Err(_) => State::Failed,
        });
    }
}

/// What the entrance of a part yields, if the part is here.
pub fn now<T>(entrance: impl Future<Output = Result<T, Missing>>) -> Option<T> {
    match pin!(entrance).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer.ok(),
        Poll::Pending => None,
    }
}

/// Says that a part did not arrive, and tries again when asked to.
#[component]
pub fn Lost(
    /// The part.
    part: Late,
    /// What it is called, as a sentence begins with it.
    name: &'static str,
) -> impl IntoView {
    let lost = Memo::new(move |_| part.has_failed());
    view! {
        <Show when=move || lost.get()>
            <div class="why error" role="alert">
                <p>{name}" could not be loaded."</p>
                <p>"Look whether you are online, then try again. If it stays away, load the page again."</p>
                <button class="btn small" on:click=move |_| part.fetch()>"Try again"</button>
            </div>
        </Show>
    }
}

/// Draws a part as soon as it is here, and says until then that it is on its way.
#[component]
pub fn Part(
    /// What it is called, as a sentence begins with it.
    name: &'static str,
    /// Fetches it.
    load: fn() -> Arrival,
    /// Draws it.
    draw: impl Fn() -> Option<AnyView> + Send + 'static,
) -> impl IntoView {
    let part = Late::new(load);
    part.fetch();
    let here = Memo::new(move |_| part.is_here());
    move || {
        if here.get() {
            untrack(&draw).into_any()
        } else {
            view! {
                <div class="empty">
                    <Show when=move || !part.has_failed()>
                        <p class="muted" role="status">{name}" is on its way…"</p>
                    </Show>
                    <Lost part name />
                </div>
            }
            .into_any()
        }
    }
}

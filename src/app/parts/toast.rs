//! Short messages, some with a button that takes back what they tell of. They
//! lie over the drawing and move nothing in it; who hears the page is told what they say.

use leptos::prelude::*;

use super::Ui;
use crate::app::front::use_front;
use crate::app::state::{Toast, Tone};

/// The messages.
#[component]
pub fn Toasts() -> impl IntoView {
    let toasts = use_front().toasts;
    view! {
        <div class="toasts" role="region" aria-label="Messages">
            <For
                each=move || toasts.get()
                key=|toast| (toast.number, toast.action.is_some())
                children=move |toast| {
                    let number = toast.number;
                    let icon = if toast.tone == Tone::Error { "error" } else { "check-circle" };
                    view! {
                        <div class="toast" class:error=toast.tone == Tone::Error>
                            <Ui name=icon />
                            <p>{toast.text}</p>
                            {toast.action.map(|(word, run)| view! {
                                <button class="btn small quiet" on:click=move |_| {
                                    run();
                                    Toast::hide(toasts, number);
                                }>{word}</button>
                            })}
                            <button
                                class="btn small quiet square"
                                aria-label="Dismiss"
                                on:click=move |_| Toast::hide(toasts, number)
                            ><Ui name="close" /></button>
                        </div>
                    }
                }
            />
        </div>
    }
}

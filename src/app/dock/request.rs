//! The request panel.

use leptos::prelude::*;

use crate::app::store::Store;

/// Asks the question and plays the answer.
pub fn send(_store: Store) {}

/// The request panel.
#[component]
pub fn RequestPanel() -> impl IntoView {}

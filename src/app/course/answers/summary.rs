//! The summary: the learner's own first, then ours.

use leptos::prelude::*;

/// The summary.
#[component]
pub fn SummaryView(
    /// Ours.
    lines: Vec<String>,
    /// The learner's, as it was kept.
    #[prop(optional, into)]
    kept: String,
    /// Whether ours has been shown before.
    #[prop(optional)]
    shown: bool,
    /// Told of what the learner has written.
    #[prop(into)]
    on_keep: Callback<String>,
    /// Told once ours is shown.
    #[prop(into, optional)]
    on_shown: Option<Callback<()>>,
) -> impl IntoView {
    let _ = (lines, kept, shown, on_keep, on_shown);
}

//! What every kind of ask is handed, and the parts that all of them show.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::engine::{self, Given, Key};
use crate::analysis::Analysis;
use crate::app::parts::segments::Segments;
use crate::app::parts::{Ui, in_next_frame};
use crate::app::state::Pill;
use crate::architecture::ResourceId;
use crate::course::lesson::{Ask, FigureSpec};
use crate::course::quiz::Confidence;

/// What an ask is handed.
#[derive(Clone)]
pub(super) struct Asked {
    /// What is asked.
    pub ask: Arc<Ask>,
    /// The state that it is asked of.
    pub analysis: Signal<Analysis>,
    /// The figures of the chapter.
    pub figures: Arc<BTreeMap<String, FigureSpec>>,
    /// In which order cards first lie.
    pub seed: u64,
    /// Told of an answer.
    pub tell: Callback<(Given, bool, Option<Confidence>)>,
    /// Told when the last word on an answer has been said; whether it was right.
    pub settle: Callback<bool>,
    /// Told what the answer speaks of just now.
    pub light: Callback<Vec<ResourceId>>,
    /// Told which letters stand on which things of the canvas.
    pub letters: Callback<Vec<Pill>>,
}

impl Asked {
    /// The key, on the design of this moment.
    pub fn key(&self) -> Result<Key, String> {
        engine::key(&self.ask, &self.analysis.get_untracked(), &self.figures)
    }

    /// Judges an answer and tells of it; the key, and whether the answer is right.
    pub fn judge(
        &self,
        given: Given,
        confidence: Option<Confidence>,
    ) -> Result<(Key, bool), String> {
        let key = self.key()?;
        let right = engine::is_right(&self.ask, &key, &given);
        self.tell.run((given, right, confidence));
        Ok((key, right))
    }
}

/// "How sure?"
#[component]
pub fn Confident(
    /// What was said.
    sure: RwSignal<Confidence>,
) -> impl IntoView {
    view! {
        <div class="ask-how-sure">
            <span aria-hidden="true">"How sure?"</span>
            <Segments
                label="How sure are you?"
                choices=vec![
                    (Confidence::Guess, "Guess"),
                    (Confidence::ThinkSo, "Think so"),
                    (Confidence::Sure, "Sure"),
                ]
                value=sure
                on_change=Callback::new(move |it| sure.set(it))
            />
        </div>
    }
}

/// Whether an answer is right, in words and with a sign.
#[component]
pub fn Verdict(
    /// Whether it is.
    right: bool,
    /// What is said of one that is not.
    #[prop(default = "Not quite")]
    wrong: &'static str,
) -> impl IntoView {
    match right {
        true => view! { <span class="pill ok"><Ui name="check" />"Right"</span> }.into_any(),
        false => view! { <span class="pill">{wrong}</span> }.into_any(),
    }
}

/// Why there is no answer: the question stands on something that is not there.
#[component]
pub(super) fn NoKey(
    /// Why.
    why: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        why.get().map(|why| {
            view! {
                <div class="why warn" role="alert">
                    <p>"This cannot be judged on the design as it stands: "{why}"."</p>
                    <p>"Undo the last steps or begin the task again, and then answer."</p>
                </div>
            }
        })
    }
}

/// Puts the focus on a heading whose button has just gone.
pub(super) fn focus(node: NodeRef<html::P>) {
    in_next_frame(node, |element| {
        let _ = element.focus();
    });
}

//! The figures of a chapter: they stand in the text, and tasks ask what they say.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::analysis::Analysis;
use crate::app::course::figures::{FigureView, Guess, GuessOption, Question};
use crate::course::figures::{Figure, Outputs};
use crate::course::judge::answer::{self, Key};
use crate::course::lesson::{Ask, AskKind, FigureSpec, Lesson};

/// A figure with what it asks before it moves.
#[derive(Clone)]
struct Made {
    figure: RwSignal<Figure>,
    title: String,
    guess: Option<RwSignal<Guess>>,
}

/// All figures of a chapter, by name. They stay as they were turned while the chapter is
/// open, wherever one reads.
#[derive(Clone, Default)]
pub struct Figures(BTreeMap<String, Made>);

impl Figures {
    /// The figures as they begin. One that cannot be read is left out; the checks of the
    /// lessons say why.
    pub fn of(lesson: &Lesson) -> Self {
        let start = lesson.documents.get("start").cloned().unwrap_or_default();
        let analysis = Analysis::of(&start.architecture);
        let all = &lesson.chapter.figures;
        let made = all.iter().filter_map(|(name, spec)| {
            let members = Value::Object(spec.members.clone());
            let figure = Figure::read(&spec.widget, &members).ok()?;
            let guess = spec.guess.as_ref();
            let question = guess.and_then(|ask| question(ask, &analysis, all));
            let title = spec.members.get("title").and_then(Value::as_str);
            let asked = guess.map(|ask| ask.question.as_str());
            let title = title.or(asked.filter(|it| !it.is_empty()));
            let made = Made {
                figure: RwSignal::new(figure),
                title: title.unwrap_or_else(|| subject(&spec.widget)).to_owned(),
                guess: question.map(|question| {
                    RwSignal::new(Guess {
                        question,
                        chosen: None,
                    })
                }),
            };
            Some((name.clone(), made))
        });
        Self(made.collect())
    }

    /// What all figures say now: name, widget, outputs.
    pub fn outputs(&self) -> Vec<(String, &'static str, Outputs)> {
        let all = self.0.iter();
        all.map(|(name, made)| {
            let (widget, outputs) = made.figure.with_untracked(|it| (it.kind(), it.outputs()));
            (name.clone(), widget, outputs)
        })
        .collect()
    }

    /// Which widget a figure is.
    pub(super) fn widget(&self, name: &str) -> Option<&'static str> {
        let made = self.0.get(name)?;
        Some(made.figure.with_untracked(Figure::kind))
    }

    /// Turns a figure as a hint says.
    pub fn turn(&self, name: &str, set: &Map<String, Value>) {
        if let Some(made) = self.0.get(name) {
            made.figure.update(|figure| {
                for (member, value) in set {
                    // What the lessons' checks have passed is never refused.
                    let _ = figure.set(member, value);
                }
            });
        }
    }
}

/// What a figure is about, where the chapter does not say.
fn subject(widget: &str) -> &'static str {
    match widget {
        "ruler" => "A block of addresses",
        "signboard" => "Which way the packet takes",
        "gate" => "The gate of the VPC",
        "nat-table" => "What the NAT gateway remembers",
        "guards" => "What the guards let through",
        "demand" => "What is needed, and what is paid",
        "nines" => "How often it is there",
        "distance" => "How long a request is on its way",
        "alarm-bell" => "When the alarm rings",
        "credits" => "What a small server has saved",
        "oven" => "How long until a new server serves",
        "blocks" => "What the snapshots of a disk store",
        _ => "Try it",
    }
}

/// A question with its right answer, which the engine knows.
fn question(
    ask: &Ask,
    analysis: &Analysis,
    figures: &BTreeMap<String, FigureSpec>,
) -> Option<Question> {
    let key = answer::key(ask, analysis, figures).ok()?;
    match (&ask.kind, key) {
        (AskKind::Choose { options, .. }, Key::Option(right)) => {
            let options = options.iter().enumerate().map(|(place, it)| GuessOption {
                text: it.text.clone(),
                why: it.why.clone(),
                right: place == right,
            });
            Some(Question::Options(options.collect()))
        }
        (
            AskKind::Number {
                unit,
                tolerance,
                why,
                wrong,
                ..
            },
            Key::Number(truth),
        ) => Some(Question::Number {
            unit: unit.clone(),
            truth,
            tolerance: *tolerance,
            why: why.clone(),
            wrong: wrong.iter().map(|it| (it.value, it.why.clone())).collect(),
        }),
        _ => None,
    }
}

impl Figures {
    /// A figure as an element, which tells what it says; nothing where there is none.
    pub fn shown(&self, name: &str, told: Callback<Outputs>) -> Option<AnyView> {
        let made = self.0.get(name)?;
        let (figure, title) = (made.figure, made.title.clone());
        Some(match made.guess {
            Some(guess) => view! { <FigureView figure title guess on_outputs=told /> }.into_any(),
            None => view! { <FigureView figure title on_outputs=told /> }.into_any(),
        })
    }
}

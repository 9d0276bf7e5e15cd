//! A run on the canvas: who lives where, what is lost, where requests go. What
//! is to be seen stands in [`crate::editor::life`]; here it becomes elements.
//!
//! Only the control room names this, so it comes with the control room's part
//! of the page; while no run is shown there is nothing of it on the canvas.

mod choose;
mod figures;
mod over;
mod painter;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::tools::{CanvasTools, use_canvas};
use crate::app::theme;
use crate::editor::life::{Alive, Life as Looks, Stage, Strands, pace};
use crate::simulation::record::Happened;
use crate::simulation::{Deed, View, Whom};
use choose::Choose;
use painter::LifePainter;

pub use over::{Over, over};

/// How often at most words on things of the scene are brought up to date: they
/// are for reading and hearing, and the whole picture is looked through for it.
const WORDS: Duration = Duration::from_millis(400);

/// What is on the page, and how far its points are.
#[derive(Default)]
struct Shown {
    painter: Option<LifePainter>,
    looks: Looks,
    strands: Strands,
    /// The number of the drawing that they run through.
    drawn: u64,
    /// The time of the points, in seconds of the drawing.
    phase: f64,
    /// When the last frame was, in milliseconds.
    last: Option<f64>,
    /// Whether the next frame is asked for.
    awaits_frame: bool,
    /// What is about to be said of things, if something is waited for.
    words: Option<Arc<Alive>>,
}

type Kept = StoredValue<Shown, LocalStorage>;

/// Draws a run on the canvas, wherever this stands on the page: what it shows
/// hangs in the canvas's own drawing.
#[component]
pub fn Life(
    /// The moment that is shown; nothing without a run.
    #[prop(into)]
    view: Signal<Option<View>>,
    /// The timeline.
    #[prop(into)]
    story: Signal<Vec<Happened>>,
    /// How many seconds of the run pass in one; 0 while it stands.
    #[prop(into)]
    rate: Signal<f64>,
    /// The numbers of the timeline that are pointed at: an event with what led
    /// to it.
    #[prop(into)]
    lit: Signal<Vec<u32>>,
    /// What is being chosen a target for; whoever sets it hears the answer.
    choosing: RwSignal<Option<Deed>>,
    /// The target that was chosen.
    on_choose: Callback<Whom>,
    /// What of the drawing lies under something that is dragged onto it.
    #[prop(into)]
    dragged: Signal<Option<Over>>,
) -> impl IntoView {
    let tools = use_canvas();
    let kept: Kept = StoredValue::new_local(Shown::default());
    let still = theme::prefers("(prefers-reduced-motion: reduce)");
    Effect::new(move || {
        let painter = tools.world.get().map(|world| LifePainter::new(&world));
        kept.update_value(|shown| {
            shown.painter = painter;
            shown.looks = Looks::default();
        });
    });
    Effect::new(move || {
        // The canvas may come after this does.
        tools.world.track();
        let drawn = tools.scene.with(|drawing| drawing.serial());
        let looks = view.with(|view| {
            view.as_ref().map(|view| {
                let mut strands = kept
                    .try_update_value(|shown| {
                        let known = std::mem::replace(&mut shown.drawn, drawn) == drawn;
                        let strands = std::mem::take(&mut shown.strands);
                        if known { strands } else { Strands::default() }
                    })
                    .unwrap_or_default();
                let looks = story.with(|story| {
                    with_stage(tools, |stage| Looks::of(stage, view, story, &mut strands))
                });
                kept.update_value(|shown| shown.strands = strands);
                looks
            })
        });
        show(tools, kept, looks.unwrap_or_default(), still);
    });
    let lit = Memo::new(move |_| lit.get());
    Effect::new(move || {
        tools.world.track();
        let lit = lit.get();
        kept.update_value(|shown| {
            if let Some(painter) = &mut shown.painter {
                painter.light(lit);
            }
        });
    });
    // Views change many times a second, this does not.
    let runs = Memo::new(move |_| rate.get() > 0.0 && view.with(Option::is_some));
    Effect::new(move || {
        if runs.get() && !still {
            kept.update_value(|shown| shown.last = None);
            await_frame(kept, rate, runs);
        }
    });
    on_cleanup(move || {
        kept.update_value(|shown| *shown = Shown::default());
        tools.alive.set(Arc::default());
    });
    view! { <Choose view story choosing on_choose dragged /> }
}

/// Asks something about what a run is drawn on; tracked.
fn with_stage<T>(tools: CanvasTools, ask: impl FnOnce(&Stage<'_>) -> T) -> T {
    tools.scene.with(|scene| {
        tools.store.peek(|session| {
            ask(&Stage {
                scene,
                architecture: &session.document().architecture,
            })
        })
    })
}

/// Brings the page up to date.
fn show(tools: CanvasTools, kept: Kept, mut looks: Looks, still: bool) {
    let rates = match still {
        true => with_stage(tools, |stage| looks.rates(stage)),
        false => Vec::new(),
    };
    let alive = std::mem::take(&mut looks.alive);
    kept.update_value(|shown| {
        shown.looks = looks;
        if let Some(painter) = &mut shown.painter {
            painter.paint(&shown.looks);
            if still {
                painter.count(&shown.looks.strands, rates);
            } else {
                painter.dots(&shown.looks.strands, shown.phase);
            }
        }
    });
    say(tools, kept, alive);
}

/// Passes on what a run says of the things of the scene: the first and the last
/// word at once, those in between now and then.
fn say(tools: CanvasTools, kept: Kept, alive: Alive) {
    let before = tools.alive.get_untracked();
    let at_once = before.is_empty() || alive.is_empty();
    let waits = kept.try_update_value(|shown| {
        let waits = shown.words.is_some();
        shown.words = (!at_once).then(|| Arc::new(alive.clone()));
        waits
    });
    if at_once {
        if *before != alive {
            tools.alive.set(Arc::new(alive));
        }
    } else if waits == Some(false) {
        set_timeout(
            move || {
                // The run may have been left meanwhile.
                let words = kept.try_update_value(|shown| shown.words.take());
                if let Some(words) = words.flatten()
                    && tools.alive.with_untracked(|before| **before != *words)
                {
                    tools.alive.set(words);
                }
            },
            WORDS,
        );
    }
}

/// Has the points moved with the next frame, and with those after it as long as
/// the run goes on.
fn await_frame(kept: Kept, rate: Signal<f64>, runs: Memo<bool>) {
    let asked = kept.try_update_value(|shown| std::mem::replace(&mut shown.awaits_frame, true));
    if asked != Some(false) {
        return;
    }
    request_animation_frame(move || {
        let now = window().performance().map_or(0.0, |clock| clock.now());
        let (Some(rate_now), Some(goes_on)) = (rate.try_get_untracked(), runs.try_get_untracked())
        else {
            return;
        };
        let is_there = kept.try_update_value(|shown| {
            shown.awaits_frame = false;
            let passed = shown.last.map_or(0.0, |last| (now - last) / 1000.0);
            shown.last = Some(now);
            // After a pause, such as that of a tab out of sight, nothing leaps.
            shown.phase += passed.clamp(0.0, 0.1) * pace(rate_now);
            if let Some(painter) = &mut shown.painter {
                painter.dots(&shown.looks.strands, shown.phase);
            }
        });
        if goes_on && is_there.is_some() {
            await_frame(kept, rate, runs);
        }
    });
}

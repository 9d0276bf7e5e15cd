//! Choosing on the drawing what something is done to: what fits is lit and can
//! be pressed, everything else lies under a veil.

use leptos::portal::Portal;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::over::Over;
use super::with_stage;
use crate::app::canvas::tools::use_canvas;
use crate::editor::Rect;
use crate::editor::life::{Target, fitting};
use crate::simulation::record::Happened;
use crate::simulation::{Deed, View, Whom};

/// How far beyond the drawing the veil reaches.
const BEYOND: f64 = 4000.0;
/// How far beyond a thing its light reaches.
const LIGHT: f64 = 4.0;

/// The targets of a deed, while one is chosen for it.
#[component]
pub fn Choose(
    /// The moment that is shown.
    view: Signal<Option<View>>,
    /// The timeline.
    story: Signal<Vec<Happened>>,
    /// What a target is chosen for.
    choosing: RwSignal<Option<Deed>>,
    /// The target.
    on_choose: Callback<Whom>,
    /// What of the drawing lies under something that is dragged onto it; nothing
    /// while nothing is dragged.
    dragged: Signal<Option<Over>>,
) -> impl IntoView {
    let tools = use_canvas();
    let targets = Memo::new(move |_| {
        choosing.with(|deed| {
            let deed = deed.as_ref()?;
            view.with(|view| {
                let view = view.as_ref()?;
                story.with(|story| {
                    with_stage(tools, |stage| Some(fitting(stage, view, story, deed)))
                })
            })
        })
    });
    let is_choosing = Memo::new(move |_| targets.with(Option::is_some));
    // The first one has the focus when the choice begins.
    Effect::new(move || {
        // What is dragged needs no focus.
        if is_choosing.get() && dragged.with_untracked(Option::is_none) {
            request_animation_frame(|| {
                let first = document().query_selector(".life-target").ok().flatten();
                if let Some(first) = first.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                    crate::app::canvas::painter::dom::focus(&first);
                }
            });
        }
    });
    let escape = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && is_choosing.get_untracked() {
            event.prevent_default();
            choosing.set(None);
            tools.focus_canvas();
        }
    });
    on_cleanup(move || escape.remove());
    let choose = move |whom: Whom| {
        choosing.set(None);
        tools.focus_canvas();
        on_choose.run(whom);
    };
    let is_dragged = Memo::new(move |_| dragged.with(Option::is_some));
    let under = Memo::new(move |_| match dragged.get() {
        Some(Over::Hit { whom, .. }) => Some(whom),
        _ => None,
    });
    let said = move || {
        // What lies under it is said beside it.
        if is_dragged.get() {
            return None;
        }
        targets.with(|targets| {
            targets.as_ref().map(|targets| match targets.len() {
                0 => "Nothing on the drawing fits. Escape ends the choice.".to_owned(),
                1 => "One thing fits. Enter takes it, Escape ends the choice.".to_owned(),
                many => format!("{many} things fit. Tab goes from one to the next, Enter takes it, Escape ends the choice."),
            })
        })
    };
    let lit = move || {
        tools.world.get().filter(|_| is_choosing.get()).map(|world| {
            view! {
                <Portal mount=world>
                    <svg class="lines life-veil" aria-hidden="true">
                        <path fill-rule="evenodd" d=move || veil(tools.drawing().bounds, targets.get().as_deref()) />
                    </svg>
                    <For each=move || targets.get().unwrap_or_default() key=|target| target_key(target) let(target)>
                        {
                            let Target { whom, name, rect } = target;
                            let named = String::from(whom.clone());
                            let px = |value: f64| format!("{value}px");
                            let rect = rect.grown(LIGHT);
                            let own = whom.clone();
                            let is_under = move || under.with(|it| it.as_ref() == Some(&own));
                            view! {
                                <button
                                    class="life-target"
                                    aria-label=name.clone()
                                    title=name
                                    data-whom=named
                                    data-over=move || is_under().then_some("")
                                    style:left=px(rect.x)
                                    style:top=px(rect.y)
                                    style:width=px(rect.w)
                                    style:height=px(rect.h)
                                    on:click=move |_| choose(whom.clone())
                                ></button>
                            }
                        }
                    </For>
                </Portal>
            }
        })
    };
    view! {
        <p class="visually-hidden" role="status">{said}</p>
        {lit}
    }
}

/// A target that stands elsewhere is another one.
fn target_key(target: &Target) -> String {
    let Rect { x, y, w, h } = target.rect;
    format!("{:?} {x} {y} {w} {h}", target.whom)
}

/// The veil: everything but what fits.
fn veil(bounds: Option<Rect>, targets: Option<&[Target]>) -> String {
    let all = bounds.unwrap_or_default().grown(BEYOND);
    let hole = |rect: Rect| format!("M{} {}h{}v{}h-{}z", rect.x, rect.y, rect.w, rect.h, rect.w);
    let holes = targets.into_iter().flatten();
    let holes = holes.map(|target| hole(target.rect.grown(LIGHT)));
    std::iter::once(hole(all)).chain(holes).collect()
}

//! Marks on things: the numbers of the lines of a task that are about them, and the letters
//! of the options of a prediction.

use leptos::prelude::*;

use super::tools::use_canvas;
use crate::app::parts::Ui;
use crate::editor::scene::Shape;

/// How far a mark reaches beyond the corner of its thing.
const OVER: f64 = 10.0;
/// Half of a node's icon.
const ICON: f64 = 20.0;

/// The marks. They say nothing that the lines do not say, so nobody hears of them.
#[component]
pub fn Pills() -> impl IntoView {
    let tools = use_canvas();
    let placed = Memo::new(move |_| {
        let mut pills = tools.store.pills.get();
        pills.extend(tools.store.letters.get());
        tools.scene.with(|scene| {
            let at = pills.into_iter().filter_map(|pill| {
                let thing = scene.shown(&pill.thing)?;
                let body = scene.body(thing);
                // A node is as wide as its name may be; its icon is what one looks at.
                let right = match thing.shape {
                    Shape::Node => body.centre().x + ICON,
                    _ => body.right(),
                };
                Some((pill, thing.shape == Shape::Chip, right, body.y))
            });
            at.collect::<Vec<_>>()
        })
    });
    // From afar they are as large as from near: they grow away from the icon whose corner they
    // stand on, and on a chip over its end, as its neighbours are close.
    let grown = move || {
        tools
            .view
            .with(|view| (1.0 / view.zoom).max(1.0).to_string())
    };
    view! {
        {move || placed.get().into_iter().map(|(pill, chip, x, y)| view! {
            <span
                class="twin"
                aria-hidden="true"
                data-state=pill.state
                data-chip=chip.then_some("")
                style:translate=format!("{}px {}px", x - OVER, y - OVER)
                style:scale=grown
            >
                {match pill.state {
                    "met" => view! { <Ui name="check" /> }.into_any(),
                    _ => pill.text.into_any(),
                }}
            </span>
        }).collect_view()}
    }
}

//! The map, the zoom and the layers, in the lower left corner of the canvas.

use leptos::prelude::*;

use super::minimap::Minimap;
use super::tools::use_canvas;
use crate::app::parts::Ui;
use crate::app::parts::segments::Segments;
use crate::app::state::Layer;
use crate::editor::scene::{has_direction, legend};

/// Map, zoom and layers.
#[component]
pub fn Controls() -> impl IntoView {
    let tools = use_canvas();
    let zoom = move || {
        let percent = tools.view.with(|view| (view.zoom * 100.0).round());
        format!("{percent} %")
    };
    view! {
        <div class="canvas-tools">
            <Minimap />
            <div class="floating" role="toolbar" aria-label="Zoom">
                <button class="btn quiet square" aria-label="Zoom out" title="Zoom out (−)" on:click=move |_| tools.zoom(false)>
                    <Ui name="minus" />
                </button>
                <button class="zoom-value" aria-label=move || format!("Zoom {}, back to 100 %", zoom()) title="Zoom to 100 % (0)"
                    on:click=move |_| tools.actual_size()><span>{zoom}</span></button>
                <button class="btn quiet square" aria-label="Zoom in" title="Zoom in (+)" on:click=move |_| tools.zoom(true)>
                    <Ui name="plus" />
                </button>
                <button class="btn quiet square" aria-label="Show everything" title="Show everything (Shift+1)" on:click=move |_| tools.fit()>
                    <Ui name="fit" />
                </button>
            </div>
        </div>
        <Legend />
        <div class="canvas-layers">
            <Segments
                label="Layer"
                choices=vec![
                    (Layer::Structure, "Structure"),
                    (Layer::Routing, "Routing"),
                    (Layer::Security, "Security"),
                ]
                value=tools.store.layer
                on_change=Callback::new(move |layer| tools.store.layer.set(layer))
            />
        </div>
    }
}

/// What the lines of the layer mean. The calm layer needs no words where all are of one kind.
#[component]
fn Legend() -> impl IntoView {
    let tools = use_canvas();
    let entries = Memo::new(move |_| {
        let layer = tools.store.layer.get();
        let entries = tools.lines.with(|lines| legend(layer, lines.lines()));
        let is_plain = layer == Layer::Structure && entries.len() < 2;
        if is_plain { Vec::new() } else { entries }
    });
    view! {
        <Show when=move || entries.with(|it| !it.is_empty())>
            <div class="canvas-legend" role="note" aria-label="What the lines mean">
                {move || entries.get().into_iter().map(|(kind, words)| {
                    let end = has_direction(kind).then(|| format!("url(#arrow-{})", kind.class()));
                    view! {
                        <div>
                            <svg aria-hidden="true" viewBox="0 0 34 10"><path class=format!("line {}", kind.class()) d="M1 5H33" marker-end=end /></svg>
                            <span>{words}</span>
                        </div>
                    }
                }).collect_view()}
            </div>
        </Show>
    }
}

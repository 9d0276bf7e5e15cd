//! One thing of the drawing as an element. It hears of its own changes alone.

use leptos::prelude::*;

use super::tools::use_canvas;
use crate::app::parts::icon_path;
use crate::architecture::{Kind, ResourceId};
use crate::editor::scene::{Shape, Thing};
use crate::editor::{Mark, Rect};

/// Place and size as the stylesheet takes them.
pub fn place(rect: Rect) -> String {
    format!(
        "--x:{}px;--y:{}px;--w:{}px;--h:{}px",
        rect.x, rect.y, rect.w, rect.h
    )
}

/// What a gesture, the selection or a played request make of a thing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct State {
    selected: bool,
    takes: bool,
    refuses: bool,
    over: bool,
    connects: bool,
    dragged: bool,
    lit: bool,
}

impl State {
    fn classes(self) -> String {
        let classes = [
            (self.selected, " selected"),
            (self.takes, " drop-ok"),
            (self.refuses, " drop-no"),
            (self.over, " over"),
            (self.connects, " can-connect"),
            (self.dragged, " dragging"),
            (self.lit, " lit"),
        ];
        let classes = classes.into_iter().filter(|(on, _)| *on);
        classes.map(|(_, class)| class).collect()
    }
}

/// One thing.
#[component]
pub fn ThingView(
    /// Its id.
    id: ResourceId,
    /// Its kind.
    kind: Kind,
) -> impl IntoView {
    let tools = use_canvas();
    let own = id.clone();
    let thing = Memo::new(move |_| {
        let mut thing = tools.scene.with(|scene| {
            let thing = scene.get(&own)?.clone();
            let place = scene.rect_of(&thing);
            Some(Thing { place, ..thing })
        })?;
        tools.words.with(|words| {
            if let Some(word) = words.get(&own) {
                thing.sub.clone_from(word);
            }
        });
        Some(thing)
    });
    let own = id.clone();
    let state = Memo::new(move |_| {
        let overlay = tools.overlay.read();
        let over = overlay.over.as_ref() == Some(&own);
        State {
            selected: tools.store.selection().with(|ids| ids.contains(&own)),
            takes: overlay.takers.contains(&own),
            refuses: over && overlay.reason.is_some(),
            over: over && overlay.reason.is_none(),
            connects: overlay.connectable.contains(&own),
            dragged: overlay.dragged.contains(&own),
            lit: tools.lit.with(|lit| lit.contains(&own)),
        }
    });
    let Some(shape) = thing.with_untracked(|thing| thing.as_ref().map(|it| it.shape)) else {
        return ().into_any();
    };
    let read = move |part: fn(&Thing) -> String| {
        move || thing.with(|thing| thing.as_ref().map(part).unwrap_or_default())
    };
    let label = move || {
        let label = thing.with(|thing| thing.as_ref().map(|it| it.label.clone()));
        let selected = if state.get().selected {
            ", selected"
        } else {
            ""
        };
        format!("{}{selected}", label.unwrap_or_default())
    };
    let style = read(|thing| place(thing.place));
    let icon = view! { <img class="icon" src=read(|thing| icon_path(thing.icon).to_owned()) alt="" draggable="false" /> };
    let dot = move || {
        thing.with(|thing| {
            let thing = thing.as_ref()?;
            let shown = thing.shape == Shape::Node || thing.mark != Mark::Fine;
            shown.then(|| view! { <i class=format!("dot {}", thing.mark.class())></i> })
        })
    };
    let sub = move |class: &'static str| {
        move || {
            let text = thing.with(|thing| thing.as_ref().map(|it| it.sub.clone()));
            let text = text.filter(|text| !text.is_empty())?;
            Some(view! { <span class=class>{text}</span> })
        }
    };
    let class = move || {
        let looks = thing.with(|thing| thing.as_ref().map(looks).unwrap_or_default());
        format!("{looks}{}", state.get().classes())
    };
    let name = read(|thing| thing.name.clone());
    // Where a name is cut, the pointer still tells it.
    let title = read(|thing| thing.name.clone());
    let (id, kind) = (id.to_string(), kind.info().key);
    match shape {
        Shape::Box => view! {
            <div class=class data-id=id data-kind=kind tabindex="-1" role="group" aria-label=label prop:style=style>
                <header class="box-head">
                    {icon}
                    <span class="name" title=title>{name}</span>
                    {cidr(thing)}
                    {dot}
                    {tag(thing)}
                </header>
                {(kind != "region").then(all_handles)}
                <span class="corner"></span>
            </div>
        }
        .into_any(),
        Shape::Frame => view! {
            <div class=class prop:style=style>
                <span class="frame-label" data-id=id data-kind=kind tabindex="-1" role="group" aria-label=label
                    class:selected=move || state.get().selected>
                    {icon}
                    <span class="name" title=title>{name}</span>
                    {sub("count")}
                    {dot}
                </span>
            </div>
        }
        .into_any(),
        Shape::Chip => view! {
            <div class=class data-id=id data-kind=kind tabindex="-1" role="group" aria-label=label prop:style=style>
                {icon}
                <span class="name" title=title>{name}</span>
                {sub("count")}
                {dot}
                <span class="handle e" aria-hidden="true"></span>
            </div>
        }
        .into_any(),
        Shape::Node => view! {
            <div class=class data-id=id data-kind=kind tabindex="-1" role="group" aria-label=label prop:style=style>
                <span class="face">
                    {icon}
                    {dot}
                    {all_handles()}
                </span>
                <span class="name" title=title>{name}</span>
                {sub("sub")}
            </div>
        }
        .into_any(),
    }
}

fn looks(thing: &Thing) -> String {
    let mut class = match thing.shape {
        Shape::Box => format!("box {}", thing.kind.info().key),
        Shape::Frame => "frame asg".to_owned(),
        Shape::Chip => "chip".to_owned(),
        Shape::Node => "node".to_owned(),
    };
    if let Some(reach) = thing.reach {
        class.push(' ');
        class.push_str(reach.word());
    }
    let outside = thing.shape == Shape::Node && !is_in_network(thing);
    for (on, word) in [
        (outside, " outside"),
        (thing.standby, " standby"),
        (thing.failed, " failed"),
    ] {
        if on {
            class.push_str(word);
        }
    }
    class
}

/// Whether a node stands on a VPC's ground, which has another colour than the
/// canvas.
fn is_in_network(thing: &Thing) -> bool {
    !matches!(
        thing.kind,
        Kind::User | Kind::HostedZone | Kind::WebAcl | Kind::Bucket | Kind::FileSystem
    ) && thing.parent.is_some()
}

fn cidr(thing: Memo<Option<Thing>>) -> impl IntoView {
    move || {
        let text = thing.with(|thing| thing.as_ref().map(|it| it.sub.clone()));
        let text = text.filter(|text| !text.is_empty())?;
        Some(view! { <code class="cidr">{text}</code> })
    }
}

fn tag(thing: Memo<Option<Thing>>) -> impl IntoView {
    move || {
        let reach = thing.with(|thing| thing.as_ref().and_then(|it| it.reach))?;
        let word = reach.word();
        Some(view! { <span class=format!("tag {word}")>{word}</span> })
    }
}

fn all_handles() -> impl IntoView {
    ["n", "e", "s", "w"]
        .map(|side| view! { <span class=format!("handle {side}") aria-hidden="true"></span> })
        .collect_view()
}

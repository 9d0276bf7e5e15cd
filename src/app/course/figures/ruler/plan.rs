//! The ruler with several blocks: one that is split and merged, and several beneath one line.

use ipnet::Ipv4Net;
use leptos::prelude::*;
use serde_json::json;

use crate::app::course::figures::Handle;
use crate::app::course::figures::shared::{own, part_at, step_of};
use crate::app::parts::Ui;
use crate::course::figures::Ruler;
use crate::relations::usable_in;
use crate::text::grouped;

/// A block in parts, one of which is chosen, to be split or to be merged.
#[component]
pub fn Parts(handle: Handle, ruler: Memo<Ruler>) -> impl IntoView {
    let name = |block: Ipv4Net, of: Ipv4Net| {
        let octets = block.network().octets();
        match (of.prefix_len(), block == of) {
            (_, true) => block.to_string(),
            (24.., _) => format!(".{}/{}", octets[3], block.prefix_len()),
            (16.., _) => format!(".{}.{}/{}", octets[2], octets[3], block.prefix_len()),
            _ => block.to_string(),
        }
    };
    let part = Memo::new(move |_| ruler.with(Ruler::part));
    let finer = move || part.get().prefix_len() + 1;
    view! {
        <p class="figure-subject">
            <b class="mono">{move || ruler.with(Ruler::block).to_string()}</b>
            <span class="muted">{move || grouped(Ruler::size_of(ruler.with(Ruler::block)))}" addresses"</span>
        </p>
        <div class="ruler-parts" aria-hidden="true">
            {move || ruler.with(|it| it.parts().iter().enumerate().map(|(place, block)| view! {
                <span class:chosen={place == it.chosen()} style:--size=Ruler::size_of(*block).to_string()></span>
            }).collect_view())}
        </div>
        <div
            class="figure-chips"
            role="radiogroup"
            aria-label="Parts"
            on:keydown=move |event| {
                let (here, len) = ruler.with_untracked(|it| (it.chosen(), it.parts().len()));
                if let Some(to) = step_of(&event, here, len) {
                    event.prevent_default();
                    event.stop_propagation();
                    handle.put("chosen", json!(to));
                    crate::app::parts::focus_within(&event, "[aria-checked=true]");
                }
            }
        >
            <For
                each=move || ruler.with(|it| it.parts().to_vec())
                key=|block| *block
                let:block
            >
                {
                    let chosen = move || ruler.with(Ruler::part) == block;
                    view! {
                        <button
                            type="button"
                            class="figure-chip mono"
                            role="radio"
                            aria-checked=move || chosen().to_string()
                            tabindex=move || if chosen() { "0" } else { "-1" }
                            aria-label=block.to_string()
                            on:click=move |_| {
                                let place = ruler.with_untracked(|it| it.parts().iter().position(|it| *it == block));
                                handle.put("chosen", json!(place));
                            }
                        >{name(block, ruler.with_untracked(Ruler::block))}</button>
                    }
                }
            </For>
        </div>
        <div class="figure-row">
            <p class="grow ruler-part">
                <b class="mono">{move || part.get().to_string()}</b>" "
                <span class="muted">{move || {
                    let part = part.get();
                    format!("{} addresses, {} usable", grouped(Ruler::size_of(part)), grouped(usable_in(part)))
                }}</span>
            </p>
            <button
                type="button"
                class="btn"
                disabled=move || !ruler.with(Ruler::splits)
                on:click=move |_| {
                    let block = part.get_untracked();
                    handle.put("split", json!(block.to_string()));
                    handle.say(format!("{block} is split into two /{}.", block.prefix_len() + 1));
                }
            >"Split into two /"{finer}</button>
            <button
                type="button"
                class="btn"
                disabled=move || ruler.with(Ruler::sibling).is_none()
                on:click=move |_| {
                    let block = part.get_untracked();
                    handle.put("merge", json!(block.to_string()));
                    handle.say(format!("Merged into {}.", part.get_untracked()));
                }
            >{move || match ruler.with(Ruler::sibling) {
                Some(other) => format!("Merge with {}", name(other, ruler.with(Ruler::block))),
                None => "Merge".to_owned(),
            }}</button>
        </div>
    }
}

/// Several blocks beneath one line, each of which can be pushed along and made longer.
#[component]
pub fn Lanes(handle: Handle, ruler: Memo<Ruler>) -> impl IntoView {
    let line = Memo::new(move |_| ruler.with(Ruler::block));
    let count = Memo::new(move |_| ruler.with(|it| it.blocks().len()));
    let step = move |place: usize, by: i64| {
        handle.put("chosen", json!(place));
        handle.put("step", json!(by));
    };
    let length = move |place: usize, by: i8| {
        let now = ruler.with_untracked(|it| it.blocks().get(place).map(|it| it.block.prefix_len()));
        if let Some(now) = now {
            handle.put("chosen", json!(place));
            handle.put("length", json!(now.saturating_add_signed(by).min(32)));
        }
    };
    view! {
        <p class="figure-subject">
            <b class="mono">{move || line.get().to_string()}</b>
            <span class="muted">{move || grouped(Ruler::size_of(line.get()))}" addresses"</span>
        </p>
        <div class="ruler-lanes">
            {move || (0..count.get()).map(|place| view! {
                <Lane handle ruler line place step=Callback::new(move |by| step(place, by)) length=Callback::new(move |by| length(place, by)) />
            }).collect_view()}
        </div>
        <div class="ruler-ends mono">
            <span>{move || line.get().network().to_string()}</span>
            <span>{move || line.get().broadcast().to_string()}</span>
        </div>
    }
}

#[component]
fn Lane(
    handle: Handle,
    ruler: Memo<Ruler>,
    line: Memo<Ipv4Net>,
    place: usize,
    step: Callback<i64>,
    length: Callback<i8>,
) -> impl IntoView {
    let named = Memo::new(move |_| ruler.with(|it| it.blocks().get(place).cloned()));
    let block = move || {
        named
            .with(|it| it.as_ref().map(|it| it.block))
            .unwrap_or_default()
    };
    let name = move || {
        named
            .with(|it| it.as_ref().map(|it| it.name.clone()))
            .unwrap_or_default()
    };
    let meets = move || {
        !handle.waits()
            && ruler.with(|it| {
                it.meeting()
                    .iter()
                    .any(|(one, other)| *one == place || *other == place)
            })
    };
    let from = move || {
        let start =
            f64::from(u32::from(block().network())) - f64::from(u32::from(line.get().network()));
        format!("{}%", 100.0 * start / Ruler::size_of(line.get()) as f64)
    };
    let wide = move || {
        format!(
            "{}%",
            100.0 * Ruler::size_of(block()) as f64 / Ruler::size_of(line.get()) as f64
        )
    };
    let text = move || {
        let (block, meets) = (block(), meets());
        let word = if meets { ", overlaps" } else { "" };
        format!(
            "{block}, from {} to {}{word}",
            block.network(),
            block.broadcast()
        )
    };
    // Where a drag began: the part of the line, and the number of steps made since.
    let grabbed = RwSignal::new(None::<(f64, i64)>);
    view! {
        <div class="ruler-lane">
            <span class="grow">
                <b class:mono=move || name().contains('/')>{name}</b>
                {move || (!name().contains('/')).then(|| view! { <span class="muted mono small">" "{block().to_string()}</span> })}
            </span>
            <button type="button" class="btn quiet square small" aria-label=move || format!("{}: twice as large", name()) on:click=move |_| length.run(-1)><Ui name="minus" /></button>
            <button type="button" class="btn quiet square small" aria-label=move || format!("{}: half as large", name()) on:click=move |_| length.run(1)><Ui name="plus" /></button>
            <div class="ruler-track">
                <button
                    type="button"
                    class="ruler-piece"
                    class:meets=meets
                    role="slider"
                    aria-label=move || format!("Place of {}", name())
                    aria-valuemin="0"
                    aria-valuemax=move || Ruler::size_of(line.get()).to_string()
                    aria-valuenow=move || u32::from(block().network()).saturating_sub(line.get().network().into()).to_string()
                    aria-valuetext=text
                    style:--from=from
                    style:--wide=wide
                    on:keydown=move |event| {
                        match event.key().as_str() {
                            "ArrowLeft" | "ArrowDown" => step.run(-1),
                            "ArrowRight" | "ArrowUp" => step.run(1),
                            "+" | "=" => length.run(1),
                            "-" => length.run(-1),
                            _ => return,
                        }
                        event.prevent_default();
                        event.stop_propagation();
                    }
                    on:pointerdown=move |event| {
                        if let Some(element) = own(&event) && event.button() == 0 {
                            let _ = element.set_pointer_capture(event.pointer_id());
                            let _ = element.focus();
                            if let Some(track) = element.parent_element() {
                                grabbed.set(Some((part_at(&track, &event), 0)));
                            }
                            event.prevent_default();
                        }
                    }
                    on:pointermove=move |event| {
                        let Some((start, made)) = grabbed.get_untracked() else { return };
                        let Some(track) = own(&event).and_then(|it| it.parent_element()) else { return };
                        let moved = (part_at(&track, &event) - start) * Ruler::size_of(line.get_untracked()) as f64;
                        let size = Ruler::size_of(untrack(block)) as f64;
                        let wanted = (moved / size).round() as i64;
                        if wanted != made {
                            grabbed.set(Some((start, wanted)));
                            step.run(wanted - made);
                        }
                    }
                    on:pointerup=move |_| grabbed.set(None)
                    on:pointercancel=move |_| grabbed.set(None)
                ></button>
            </div>
        </div>
    }
}

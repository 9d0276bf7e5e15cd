//! The ruler: a border that is dragged over 32 bits, a block that is split and merged, and
//! several blocks beneath one line.

mod plan;

use ipnet::Ipv4Net;
use leptos::html::Div;
use leptos::prelude::*;
use serde_json::json;

use super::shared::{AddressField, own, part_at, step_of};
use super::{Handle, state};
use crate::app::parts::Ui;
use crate::course::figures::{Ruler, RulerMode};
use crate::relations::usable_in;
use crate::text::grouped;
use plan::{Lanes, Parts};

/// The ruler's body.
#[component]
pub fn RulerBody(handle: Handle) -> impl IntoView {
    let ruler = state!(handle, Ruler);
    let mode = Memo::new(move |_| ruler.with(Ruler::mode));
    move || match mode.get() {
        RulerMode::Split => view! { <Parts handle ruler /> }.into_any(),
        RulerMode::Compare => view! { <Lanes handle ruler /> }.into_any(),
        mode => view! { <Border handle ruler mode /> }.into_any(),
    }
}

/// How many of the 32 bits lie before a spot on the ruler. Between the four groups of eight
/// is a gap as wide as half a bit, as in the sheet.
fn bits_at(part: f64) -> u64 {
    let nearest = (0..=32_u8).min_by(|one, other| {
        let far = |bits: u8| (spot_of(bits) - part).abs();
        far(*one).total_cmp(&far(*other))
    });
    u64::from(nearest.unwrap_or(0))
}

/// Where the border behind so many bits stands, as a part of the ruler's width.
fn spot_of(bits: u8) -> f64 {
    const GAP: f64 = 0.6;
    let gaps = f64::from(bits.saturating_sub(1) / 8);
    (f64::from(bits) + gaps * GAP) / (32.0 + 3.0 * GAP)
}

fn bit(address: u32, place: u8) -> bool {
    address & (1 << (31 - place)) != 0
}

/// What the four numbers of a block's addresses are: fixed ones as they are, free ones as
/// a range.
fn octets(block: Ipv4Net) -> [String; 4] {
    let (first, last) = (block.network().octets(), block.broadcast().octets());
    std::array::from_fn(|place| {
        if first[place] == last[place] {
            first[place].to_string()
        } else {
            format!("{}–{}", first[place], last[place])
        }
    })
}

/// One block, and the border between its fixed and its free bits.
#[component]
fn Border(handle: Handle, ruler: Memo<Ruler>, mode: RulerMode) -> impl IntoView {
    let block = Memo::new(move |_| ruler.with(Ruler::block));
    let prefix = Memo::new(move |_| block.get().prefix_len());
    let track = NodeRef::<Div>::new();
    let held = RwSignal::new(false);
    let to = move |prefix: u64| handle.put("prefix", json!(prefix));
    let step = move |by: i8| {
        let wanted = prefix.get_untracked().saturating_add_signed(by).min(32);
        to(u64::from(wanted));
    };
    let value_text = move || {
        if handle.waits() {
            format!("prefix {}", prefix.get())
        } else {
            ruler.with(Ruler::value_text)
        }
    };
    let at = move || format!("{}%", 100.0 * spot_of(prefix.get()));
    view! {
        <div class="ruler-top">
            <p class="ruler-block mono">
                {move || block.get().network().to_string()}<b>"/"{move || prefix.get()}</b>
            </p>
            <button type="button" class="btn square" aria-label="One bit less: twice as large"
                disabled=move || prefix.get() == 0 on:click=move |_| step(-1)><Ui name="minus" /></button>
            <button type="button" class="btn square" aria-label="One bit more: half as large"
                disabled=move || prefix.get() == 32 on:click=move |_| step(1)><Ui name="plus" /></button>
        </div>
        <div
            class="ruler-bits"
            node_ref=track
            on:pointerdown=move |event| {
                if handle.waits.get_untracked() || event.button() != 0 {
                    return;
                }
                if let Some(element) = own(&event) {
                    let _ = element.set_pointer_capture(event.pointer_id());
                    held.set(true);
                    to(bits_at(part_at(&element, &event)));
                }
            }
            on:pointermove=move |event| {
                if held.get_untracked() && let Some(element) = own(&event) {
                    let wanted = bits_at(part_at(&element, &event));
                    if wanted != u64::from(prefix.get_untracked()) {
                        to(wanted);
                    }
                }
            }
            on:pointerup=move |_| held.set(false)
            on:pointercancel=move |_| held.set(false)
        >
            <Bits fixed=Signal::derive(move || prefix.get()) value=Signal::derive(move || block.get().network().into()) />
            <button
                type="button"
                class="ruler-border"
                class:held=move || held.get()
                role="slider"
                aria-label="Border between fixed and free bits"
                aria-valuemin="0"
                aria-valuemax="32"
                aria-valuenow=move || prefix.get().to_string()
                aria-valuetext=value_text
                style:--at=at
                on:keydown=move |event| {
                    let here = usize::from(prefix.get_untracked());
                    let wanted = match event.key().as_str() {
                        "ArrowUp" => Some(here + 1),
                        "ArrowDown" => here.checked_sub(1),
                        "PageUp" => Some(here + 8),
                        "PageDown" => Some(here.saturating_sub(8)),
                        _ => step_of(&event, here, 33),
                    };
                    if let Some(wanted) = wanted {
                        event.prevent_default();
                        event.stop_propagation();
                        to(wanted.min(32) as u64);
                    }
                }
            ><span class="mono">"/"{move || prefix.get()}</span><i></i></button>
        </div>
        <div class="ruler-octets mono" aria-hidden="true">
            {move || octets(block.get()).into_iter().map(|text| view! { <span>{text}</span> }).collect_view()}
        </div>
        {move || ruler.with(Ruler::address).map(|address| {
            let bits = Signal::derive(move || ruler.with(|it| it.address()).unwrap_or(address).into());
            view! {
                <div class="ruler-bits asked" aria-hidden="true">
                    <Bits
                        fixed=Signal::derive(move || prefix.get())
                        value=bits
                        against=Signal::derive(move || (!handle.waits()).then(|| block.get().network().into()))
                    />
                </div>
            }
        })}
        {(mode == RulerMode::Bits).then(|| view! {
            <AddressField handle member="address" label="Is this address inside?"
                value=Signal::derive(move || ruler.with(|it| it.address()).map(|it| it.to_string()).unwrap_or_default()) />
        })}
        {move || if mode == RulerMode::Kept {
            view! { <Kept block=block.get() hidden=handle.waits() /> }.into_any()
        } else {
            view! { <Line block=block.get() hidden=handle.waits() /> }.into_any()
        }}
    }
}

/// 32 cells in four groups: those that are fixed are filled. Wide ones show their digit.
#[component]
fn Bits(
    #[prop(into)] fixed: Signal<u8>,
    #[prop(into)] value: Signal<u32>,
    /// Another number, from which the fixed ones may differ.
    #[prop(optional, into)]
    against: Option<Signal<Option<u32>>>,
) -> impl IntoView {
    let differs = move |place: u8| {
        let against = against.and_then(|it| it.get());
        against.is_some_and(|it| place < fixed.get() && bit(it, place) != bit(value.get(), place))
    };
    (0..4_u8)
        .map(|group| {
            view! {
                <span class="ruler-group" aria-hidden="true">
                    {(0..8_u8).map(|within| {
                        let place = group * 8 + within;
                        view! {
                            <i
                                class:fixed=move || place < fixed.get()
                                class:differs=move || differs(place)
                            >{move || if bit(value.get(), place) { "1" } else { "0" }}</i>
                        }
                    }).collect_view()}
                </span>
            }
        })
        .collect_view()
}

/// The block as a line from its first to its last address, in a few equal parts.
#[component]
fn Line(block: Ipv4Net, hidden: bool) -> impl IntoView {
    let finer = (block.prefix_len() + 2).min(32);
    let parts: Vec<Ipv4Net> = block
        .subnets(finer)
        .map(Iterator::collect)
        .unwrap_or_default();
    view! {
        <div class="ruler-line" aria-hidden="true">
            {parts.into_iter().map(|part| {
                let octets = part.network().octets();
                view! { <span class="mono">{format!(".{}.{}/{}", octets[2], octets[3], part.prefix_len())}</span> }
            }).collect_view()}
        </div>
        <div class="ruler-ends mono">
            <span>{block.network().to_string()}</span>
            // What is to be guessed often stands here.
            <span>{(!hidden).then(|| block.broadcast().to_string())}</span>
        </div>
    }
}

/// The five addresses that AWS keeps of a subnet, and how many are left between them.
#[component]
fn Kept(block: Ipv4Net, hidden: bool) -> impl IntoView {
    let last = |address: std::net::Ipv4Addr| format!(".{}", address.octets()[3]);
    let first = u32::from(block.network());
    let small = Ruler::size_of(block) <= 4;
    let cells = ["network", "router", "name server", "kept", "broadcast"];
    let address = move |place: usize| {
        if place == 4 {
            last(block.broadcast())
        } else {
            last(std::net::Ipv4Addr::from(first.saturating_add(place as u32)))
        }
    };
    view! {
        <div class="ruler-kept">
            {(!small).then(|| cells.iter().enumerate().map(|(place, word)| {
                let text = address(place);
                let cell = view! {
                    <div class="kept"><b class="mono">{text}</b><span>{*word}</span></div>
                };
                if place == 4 {
                    view! {
                        <div class="free">
                            <b class="mono">{if hidden { "?".to_owned() } else { grouped(usable_in(block)) }}</b>
                            <span>"for servers"</span>
                        </div>
                        {cell}
                    }.into_any()
                } else {
                    cell.into_any()
                }
            }).collect_view())}
        </div>
        <div class="ruler-ends mono">
            <span>{block.network().to_string()}</span>
            <span>{block.broadcast().to_string()}</span>
        </div>
    }
}

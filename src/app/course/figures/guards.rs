//! The guards: a packet walks down the lists and stops at the first line that fits, and a
//! line is moved to see what changes.

use std::time::Duration;

use leptos::prelude::*;
use serde_json::json;

use super::shared::{Grip, focus_in, own};
use super::{Handle, state};
use crate::app::parts::Ui;
use crate::architecture::RuleAction;
use crate::course::figures::{Asked, Fit, Guards, GuardsMode, Line, List, Said, Verdicts};

/// How long the packet stays at a line while it is played.
const PACE: Duration = Duration::from_millis(450);

/// What the guards say of all packets, worked out once a change.
#[derive(Clone, Debug, PartialEq)]
struct Judged {
    packets: Vec<Asked>,
    chosen: usize,
    lists: Vec<ListJudged>,
}

#[derive(Clone, Debug, PartialEq)]
struct ListJudged {
    list: List,
    /// Whether it is read on the way there.
    there: bool,
    lines: Vec<Line>,
    /// How each line stands to each packet.
    fits: Vec<Vec<Fit>>,
    /// What this guard says of each packet.
    said: Vec<Said>,
}

fn judged(guards: &Guards) -> Judged {
    let packets = guards.packets();
    let chosen = packets.iter().position(|it| it == guards.packet());
    let packets = match chosen {
        Some(_) => packets,
        None => vec![guards.packet().clone()],
    };
    let verdicts: Vec<(Verdicts, Verdicts)> = packets
        .iter()
        .map(|it| {
            let (group, acl, ..) = guards.judge(it);
            (group, acl)
        })
        .collect();
    let list = |list: List| {
        let there = list.is_in() == guards.is_inward();
        let said = verdicts.iter().map(|(group, acl)| {
            let guard = if list.is_acl() { acl } else { group };
            if there { guard.request } else { guard.answer }
        });
        ListJudged {
            list,
            there,
            lines: guards.lines(list).to_vec(),
            fits: packets.iter().map(|it| guards.fits(list, it)).collect(),
            said: said.collect(),
        }
    };
    Judged {
        lists: guards.lists().into_iter().map(list).collect(),
        chosen: chosen.unwrap_or(0),
        packets,
    }
}

/// The guards' body.
#[component]
pub fn GuardsBody(handle: Handle) -> impl IntoView {
    let guards = state!(handle, Guards);
    let all = Memo::new(move |_| guards.with(judged));
    let packets = Memo::new(move |_| all.with(|it| it.packets.clone()));
    let chosen = Memo::new(move |_| all.with(|it| it.chosen));
    // How many lines of all lists the packet has come by; all of them where nothing plays.
    let reached = RwSignal::new(usize::MAX);
    let timer = StoredValue::new(None::<IntervalHandle>);
    let stop = move || {
        if let Some(running) = timer.get_value() {
            running.clear();
        }
        timer.set_value(None);
        reached.set(usize::MAX);
    };
    on_cleanup(move || {
        if let Some(Some(running)) = timer.try_get_value() {
            running.clear();
        }
    });
    let play = move || {
        stop();
        let lines =
            all.with_untracked(|it| it.lists.iter().map(|it| it.lines.len() + 1).sum::<usize>());
        if crate::app::theme::prefers("(prefers-reduced-motion: reduce)") {
            return;
        }
        reached.set(0);
        let running = set_interval_with_handle(
            move || {
                reached.update(|it| *it = it.saturating_add(1));
                if reached.get_untracked() > lines {
                    stop();
                }
            },
            PACE,
        );
        timer.set_value(running.ok());
    };
    view! {
        <div on:keydown=move |event| {
            if event.key().eq_ignore_ascii_case("p") && !event.ctrl_key() && !event.meta_key() && !handle.waits.get_untracked() {
                event.stop_propagation();
                play();
            }
        }>
            <div class="figure-row guards-asked">
                {move || {
                    let packets = packets.get();
                    (packets.len() > 1).then(|| view! {
                        <div class="figure-chips" role="group" aria-label="Packet">
                            {packets.into_iter().enumerate().map(|(place, packet)| view! {
                                <button
                                    type="button"
                                    class="figure-chip"
                                    aria-pressed=move || (chosen.get() == place).to_string()
                                    on:click={
                                        let text = written(&packet);
                                        move |_| {
                                            stop();
                                            handle.put("packet", json!(text));
                                        }
                                    }
                                >{if packet.name.is_empty() { packet.short() } else { packet.name.clone() }}</button>
                            }).collect_view()}
                        </div>
                    })
                }}
                <p class="guards-packet mono">
                    <i class="dot"></i>{move || packets.with(|all| all.get(chosen.get()).map(Asked::short))}
                </p>
                <button type="button" class="btn guards-play" aria-keyshortcuts="P" on:click=move |_| play()>
                    <Ui name="play" />"Play"
                </button>
            </div>
            {move || {
                let judged = all.get();
                let waits = handle.waits();
                let mut before = 0;
                judged.lists.iter().map(|it| {
                    let first = before;
                    before += it.lines.len() + 1;
                    view! { <Lines handle judged=judged.clone() list=it.clone() first reached waits /> }
                }).collect_view()
            }}
            {move || (guards.with(Guards::mode) == GuardsMode::Both && !handle.waits()).then(|| {
                let (group, acl) = guards.with(|it| it.judge_apart(it.packet()));
                view! { <Apart group acl /> }
            })}
        </div>
    }
}

fn written(packet: &Asked) -> String {
    format!(
        "{}:{} → {}:{} {}",
        packet.from.0, packet.from.1, packet.to.0, packet.to.1, packet.protocol
    )
}

/// How a line stands to a packet, in a word.
fn word(fit: Fit) -> (&'static str, &'static str, Option<&'static str>) {
    match fit {
        Fit::Passed => ("does not fit", "passed", Some("arrow-down")),
        Fit::Allows => ("allowed", "allows", Some("check")),
        Fit::Denies => ("denied", "denies", Some("close")),
        Fit::Unread => ("not read", "unread", None),
    }
}

#[component]
fn Lines(
    handle: Handle,
    judged: Judged,
    list: ListJudged,
    first: usize,
    reached: RwSignal<usize>,
    waits: bool,
) -> impl IntoView {
    let len = list.lines.len();
    let which = list.list;
    let there = if list.there {
        "for the question"
    } else {
        "for the answer"
    };
    let many = judged.packets.len() > 1;
    let note = match (which.is_acl(), list.said[judged.chosen], list.there) {
        _ if waits => "",
        (_, Said::Remembered, _) => "The guard remembers the question, so no line is read.",
        (false, Said::Dropped, _) => "No line fits, so it is not allowed.",
        (_, Said::Unasked, false) => "No answer comes this far.",
        (_, Said::Unasked, true) => "The packet does not come this far.",
        _ => "",
    };
    let reads = if which.is_acl() {
        "read from the top, stop at the first that fits"
    } else {
        "any line that fits lets it pass"
    };
    let packets = judged.packets.clone();
    let columns = packets.len();
    let rows: Vec<_> = (0..len + usize::from(which.is_acl()))
        .map(|place| {
            let fits: Vec<Fit> = list.fits.iter().map(|it| it[place]).collect();
            let line = list.lines.get(place).cloned();
            view! {
                <Row handle which line place len fits chosen=judged.chosen at={first + place} reached waits />
            }
        })
        .collect();
    view! {
        <section class="guards-list" class:many=many data-list=which.member() style:--packets=columns.to_string()>
            <header class="guards-head">
                <span class="grow">
                    <b>{which.title()}</b>" "<span class="muted small">{there}", "{reads}</span>
                </span>
                {many.then(|| packets.into_iter().map(|it| {
                    let name = if it.name.is_empty() { it.from.0.to_string() } else { it.name.clone() };
                    view! { <span class="guards-column wide-only"><b>{name}</b><span class="muted mono small">{it.short()}</span></span> }
                }).collect_view())}
            </header>
            <ol class="guards-lines">{rows}</ol>
            {(!note.is_empty()).then(|| view! { <p class="guards-note muted small">{note}</p> })}
            {(len == 0 && !which.is_acl() && note.is_empty()).then(|| view! { <p class="guards-note muted small">"The list is empty."</p> })}
        </section>
    }
}

#[component]
fn Row(
    handle: Handle,
    which: List,
    line: Option<Line>,
    place: usize,
    len: usize,
    fits: Vec<Fit>,
    chosen: usize,
    at: usize,
    reached: RwSignal<usize>,
    waits: bool,
) -> impl IntoView {
    let fit = fits[chosen];
    // While it plays, lines that the packet has not come to yet say nothing.
    let shown = move || !waits && reached.get() > at;
    let many = fits.len() > 1;
    let text = line.as_ref().map(Line::text);
    let (number, action, traffic, other, was) = match &line {
        Some(line) => {
            let number = line.entry.map(|it| it.0.to_string()).unwrap_or_default();
            let denies = line.entry.is_some_and(|it| it.1 == RuleAction::Deny);
            (
                number,
                denies,
                line.traffic(),
                line.other.to_string(),
                line.was,
            )
        }
        None => (
            "*".to_owned(),
            true,
            "all".to_owned(),
            "0.0.0.0/0".to_owned(),
            None,
        ),
    };
    let grip = text.clone().map(|text| {
        let label = format!("Move {text}, {} of {len}", place + 1);
        view! {
            <Grip
                label place len holder=".guards-list"
                on_move=Callback::new(move |to: usize| {
                    let moved = handle.set("move", json!({ "list": which.member(), "from": place, "to": to }));
                    let guards = handle.figure.with_untracked(|it| match it.state() {
                        crate::course::figures::State::Guards(it) => Some(it.clone()),
                        _ => None,
                    });
                    let words = match (moved, guards) {
                        (Err(problem), _) => format!("It stays where it is: {}.", problem.remedy),
                        (Ok(()), Some(guards)) => {
                            let line = guards.lines(which).get(to).map(Line::text).unwrap_or_default();
                            format!("{line}, {} of {len}.", to + 1)
                        }
                        _ => String::new(),
                    };
                    handle.say(words);
                })
            />
        }
        .into_any()
    });
    let star = view! { <span class="figure-grip still"><Ui name="lock" /></span> }.into_any();
    let mark = move |fit: Fit| {
        let (words, class, icon) = word(fit);
        view! {
            <span class=format!("guards-fit {class}")>
                {icon.map(|name| view! { <Ui name /> })}
                <span>{words}</span>
            </span>
        }
    };
    view! {
        <li
            class="guards-line"
            class:allows=move || shown() && fit == Fit::Allows
            class:denies=move || shown() && fit == Fit::Denies
            class:here=move || reached.get() == at + 1
            class:moved=was.is_some()
            data-line=line.as_ref().map(|_| place.to_string())
        >
            {grip.unwrap_or(star)}
            {which.is_acl().then(|| view! {
                <span class="guards-number mono">
                    {number}
                    {was.map(|was| view! { <span class="guards-was wide-only">" was "{was}</span> })}
                </span>
            })}
            <b class="guards-action" class:deny=action>{if action { "deny" } else { "allow" }}</b>
            <span class="guards-what">
                <span class="guards-traffic">{traffic}</span>
                <span class="guards-other mono">
                    {was.map(|was| view! { <span class="guards-was narrow-only">"was "{was}" "</span> })}
                    {other}
                </span>
            </span>
            <span class="guards-narrow" class:narrow-only=many>{move || shown().then(|| mark(fit))}</span>
            {many.then(|| fits.iter().map(|fit| {
                let fit = *fit;
                view! { <span class="guards-column wide-only">{move || shown().then(|| mark(fit))}</span> }
            }).collect_view())}
            {(!which.is_acl()).then(|| {
                let said = text.clone().unwrap_or_default();
                let label = format!("Take out {said}");
                view! {
                    <button type="button" class="btn quiet square small guards-bin" aria-label=label
                        on:click=move |event| {
                            // The button goes with its line, so the focus goes to what comes next.
                            let figure = own(&event).and_then(|it| it.closest(".figure").ok().flatten());
                            handle.put("remove", json!({ "list": which.member(), "place": place }));
                            handle.say(format!("{said} is taken out."));
                            focus_in(figure, ".guards-play".to_owned());
                        }
                    ><Ui name="trash" /></button>
                }
            })}
        </li>
    }
}

/// What each guard would say if he stood there alone.
#[component]
fn Apart(group: Verdicts, acl: Verdicts) -> impl IntoView {
    let cell = |said: Said| {
        let (words, class) = match said {
            Said::Allowed => ("allowed", "allows"),
            Said::Remembered => ("remembered", "allows"),
            Said::Dropped => ("stopped", "denies"),
            Said::Unasked => ("none sent", "unread"),
        };
        view! { <td><span class=format!("guards-fit {class}")>{words}</span></td> }
    };
    view! {
        <table class="guards-apart">
            <caption class="muted small">"If each guard stood there alone"</caption>
            <thead><tr><td></td><th scope="col">"Question"</th><th scope="col">"Answer"</th></tr></thead>
            <tbody>
                <tr><th scope="row">"Security group"</th>{cell(group.request)}{cell(group.answer)}</tr>
                <tr><th scope="row">"Network ACL"</th>{cell(acl.request)}{cell(acl.answer)}</tr>
            </tbody>
        </table>
    }
}

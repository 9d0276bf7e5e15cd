//! A request as a class follows it: the few stops that matter, and the addresses on the packet.

use std::sync::Arc;

use super::step::{Beside, Step};
use super::words::{caption, fits};
use crate::architecture::{Architecture, Kind, ResourceId};
use crate::explain::{hop_sentence, hop_subtitle, hop_title};
use crate::network::{Decision, Hop, Packet, Stage, Trace, Verdict};

/// So many stops of one request a class has patience for.
const MOST: usize = 5;

/// The addresses on a packet: as it came to a stop and as it leaves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The sender before, where this stop has changed it.
    pub wrote: Option<String>,
    /// The sender.
    pub sender: String,
    /// The receiver before, where this stop has changed it.
    pub meant: Option<String>,
    /// The receiver.
    pub receiver: String,
    /// Who came first: the name of whoever the packet is from, and of this stop.
    pub stop: String,
    /// Whether the packet ends here without having arrived.
    pub dropped: bool,
}

/// A hop of a way, request first.
pub fn hop(trace: &Trace, stop: usize) -> Option<&Hop> {
    let request = &trace.request.hops;
    match stop.checked_sub(request.len()) {
        None => request.get(stop),
        Some(back) => trace.response.hops.get(back),
    }
}

/// What stands on the packet at a stop.
pub fn ends(trace: &Trace, stop: usize, architecture: &Architecture) -> Option<Ends> {
    let now = hop(trace, stop)?;
    let before = stop.checked_sub(1).and_then(|it| hop(trace, it));
    let same_way =
        before.filter(|it| it.answering == now.answering && it.connection == now.connection);
    let of = |packet: &Packet, source: bool| {
        let (address, port) = match source {
            true => (packet.source, packet.source_port),
            false => (packet.destination, packet.destination_port),
        };
        match packet.protocol.has_ports() {
            true => format!("{address}:{port}"),
            false => address.to_string(),
        }
    };
    let changed = |source: bool| {
        let was = of(&same_way?.packet, source);
        (was != of(&now.packet, source)).then_some(was)
    };
    Some(Ends {
        wrote: changed(true),
        sender: of(&now.packet, true),
        meant: changed(false),
        receiver: of(&now.packet, false),
        stop: hop_title(now, architecture),
        dropped: now.decision == Decision::Dropped,
    })
}

/// The thing that a stop is about: where the packet is, or whoever stands outside.
pub fn thing(hop: &Hop, architecture: &Architecture) -> Vec<ResourceId> {
    match &hop.resource {
        Some(id) => vec![id.clone()],
        None if matches!(hop.stage, Stage::Source | Stage::Destination) => {
            architecture.ids_of(Kind::User).take(1).cloned().collect()
        }
        None => Vec::new(),
    }
}

/// The stops that a class looks at: where the packet starts, where it is changed or dropped,
/// and where it arrives.
fn stops(trace: &Trace) -> Vec<usize> {
    let count = trace.request.hops.len();
    let dropped = trace.verdict == Verdict::Dropped;
    let all = count + trace.response.hops.len();
    // The way back is looked at where it ends badly; else it is the same way home.
    let whole = match dropped {
        true => all,
        false => count,
    };
    let matters = |stop: usize| {
        let Some(now) = hop(trace, stop) else {
            return false;
        };
        let before = stop.checked_sub(1).and_then(|it| hop(trace, it));
        let changed = before.is_some_and(|it| {
            it.packet.source != now.packet.source || it.packet.destination != now.packet.destination
        });
        changed || matches!(now.stage, Stage::Listener | Stage::Dns)
    };
    let mut chosen = vec![0];
    let middle = (1..whole.saturating_sub(1)).filter(|it| matters(*it));
    chosen.extend(middle.take(MOST - 2));
    if whole > 1 {
        chosen.push(whole - 1);
    }
    chosen
}

/// A stop in two lines, where its sentence takes more: what it writes over the packet, else its
/// name with the few words of the line of stops. Whatever drops a packet is told in full.
fn in_short(
    trace: &Trace,
    stop: usize,
    sentence: &str,
    architecture: &Architecture,
) -> (String, String) {
    let Some(now) = hop(trace, stop) else {
        return caption(sentence, "");
    };
    let title = hop_title(now, architecture);
    let more = match now.decision {
        Decision::Dropped => sentence.to_owned(),
        _ => String::new(),
    };
    let bare = |text: &str| text.split(':').next().unwrap_or_default().to_owned();
    let ends = ends(trace, stop, architecture);
    let written = ends.and_then(|it| match (it.wrote, it.meant) {
        (Some(was), None) => Some((bare(&it.sender), bare(&was))),
        (None, Some(was)) => Some((bare(&it.receiver), bare(&was))),
        _ => None,
    });
    let said = match written.filter(|(is, was)| is != was) {
        Some((is, was)) => format!("{title} writes {is} in the place of {was}."),
        None => format!("{title}: {}.", hop_subtitle(now, architecture)),
    };
    match fits(&said) {
        true => (said, more),
        false => (caption(sentence, &title).0, more),
    }
}

/// A request as steps.
pub fn steps(
    trace: Trace,
    unit: usize,
    title: &str,
    document: usize,
    architecture: &Architecture,
) -> Vec<Step> {
    let trace = Arc::new(trace);
    let steps = stops(&trace).into_iter().filter_map(|stop| {
        let now = hop(&trace, stop)?;
        let sentence = hop_sentence(now, architecture);
        let (said, more) = match fits(&sentence) {
            true => (sentence, String::new()),
            false => in_short(&trace, stop, &sentence, architecture),
        };
        debug_assert!(fits(&said), "{said}");
        Some(Step {
            more,
            focus: thing(now, architecture),
            beside: Beside::Packet {
                trace: Arc::clone(&trace),
                stop,
            },
            ..Step::said(unit, title, said, document)
        })
    });
    steps.collect()
}

//! Requests in words: who asks whom on which port, and what becomes of it.

use super::super::{Moment, Scope, find};
use super::traffic;
use crate::course::condition::{End, FlowText};
use crate::explain;
use crate::network::{Hop, Network, Reach, Trace, Verdict};

/// A flow in words: "The request from web-1 to the internet on TCP port 443".
pub fn said(flow: &FlowText, moment: &Moment, scope: &Scope) -> String {
    let end = |end: &End| match end {
        End::Typed(text) if text.eq_ignore_ascii_case("internet") => "the internet".to_owned(),
        End::Typed(text) => text.trim_start_matches('@').to_owned(),
        End::Found(selector) => {
            let found = find::find(selector, moment, scope);
            found.first().map_or_else(String::new, |id| moment.name(id))
        }
    };
    let (from, to) = (end(&flow.from), end(&flow.to));
    let path = match flow.path.as_str() {
        "" | "/" => String::new(),
        path => path.to_owned(),
    };
    match flow.protocol.has_ports() {
        true => {
            let port = traffic::port(flow.protocol, flow.port);
            format!("The request from {from} to {to}{path} on {port}")
        }
        false => format!("The ping from {from} to {to}"),
    }
}

/// The hop at which a trace ends.
pub fn last(trace: &Trace) -> Option<&Hop> {
    let response = trace.response.hops.last();
    response.or_else(|| trace.request.hops.last())
}

/// What keeps a flow from being delivered to all: where it ends, and for whom.
pub fn lost(trace: &Trace, network: &Network) -> String {
    let mut said = match trace.verdict {
        Verdict::Dropped => format!("{} {}", verdict(trace), ends(trace, network)),
        Verdict::Delivered => "does not arrive for everybody.".to_owned(),
    };
    if trace.extent.reach == Reach::Some
        && let Some(remark) = explain::extent_sentences(&trace.extent, network).first()
    {
        said = format!("{said} {remark}");
    }
    said
}

/// How a request fares that is not delivered, to stand behind its name.
pub fn verdict(trace: &Trace) -> &'static str {
    match (trace.extent.reach, trace.response.hops.is_empty()) {
        (Reach::Some, _) => "does not arrive for everybody.",
        (_, true) => "does not arrive.",
        (_, false) => "arrives, but its answer does not come back.",
    }
}

/// Where a flow ends, without the remedy.
pub fn ends(trace: &Trace, network: &Network) -> String {
    match last(trace) {
        Some(hop) => explain::hop_sentence(hop, network.architecture()),
        None => "It does not start.".to_owned(),
    }
}

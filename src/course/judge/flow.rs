//! What becomes of flows: traces, intents, and what happens when something fails.

use serde_json::json;

use super::{Judgement, Moment, Scope, State, compare, find};
use crate::architecture::ResourceId;
use crate::course::condition::{End, Fails, FlowText, Stop, Test, TraceWanted, Weak};
use crate::explain;
use crate::network::{
    Component, Evidence, Failures, Flow, Hop, Network, Reach, Side, Trace, Verdict,
};

/// The flow that a text speaks of, in this network.
pub fn resolve(
    flow: &FlowText,
    network: &Network,
    moment: &Moment,
    scope: &Scope,
) -> Result<Flow, String> {
    let end = |end: &End, side| {
        let text = match end {
            End::Typed(text) => text.clone(),
            End::Found(selector) => match find::find(selector, moment, scope).first() {
                Some(id) => id.as_str().to_owned(),
                None => return Err(find::missing(selector)),
            },
        };
        network.end(&text, side).map_err(|why| why.to_string())
    };
    Ok(Flow {
        from: end(&flow.from, Side::From)?,
        to: end(&flow.to, Side::To)?,
        protocol: flow.protocol,
        port: flow.port,
        source_port: None,
        icmp: None,
        path: flow.path.clone(),
    })
}

/// A flow in a few words: "web-1 → internet, tcp 443".
pub fn said(flow: &FlowText, moment: &Moment, scope: &Scope) -> String {
    let end = |end: &End| match end {
        End::Typed(text) if text.eq_ignore_ascii_case("internet") => "the internet".to_owned(),
        End::Typed(text) => text.clone(),
        End::Found(selector) => {
            let found = find::find(selector, moment, scope);
            found.first().map_or_else(String::new, |id| moment.name(id))
        }
    };
    let port = match flow.protocol.has_ports() {
        true => format!("{} {}", flow.protocol, flow.port),
        false => flow.protocol.to_string(),
    };
    let from = match &flow.from {
        // A name keeps its own first letter.
        End::Typed(text) if text.eq_ignore_ascii_case("internet") => "The internet".to_owned(),
        from => end(from),
    };
    format!("{from} → {}, {port}", end(&flow.to))
}

/// The hop at which a trace ends.
pub fn last(trace: &Trace) -> Option<&Hop> {
    let response = trace.response.hops.last();
    response.or_else(|| trace.request.hops.last())
}

/// Whether a trace ends there.
pub fn stops_at(stop: &Stop, trace: &Trace, moment: &Moment, scope: &Scope) -> bool {
    if trace.verdict == Verdict::Delivered {
        return false;
    }
    let Some(hop) = last(trace) else {
        return false;
    };
    let leg = match trace.response.hops.is_empty() {
        true => "request",
        false => "response",
    };
    is_stop(stop, leg, hop, moment, scope)
}

/// Whether a hop of a leg is the stop that is spoken of.
fn is_stop(stop: &Stop, leg: &str, hop: &Hop, moment: &Moment, scope: &Scope) -> bool {
    stop.leg.as_deref().is_none_or(|it| it == leg)
        && stop.stage.as_deref().is_none_or(|it| it == stage(hop))
        && stop
            .code
            .as_deref()
            .is_none_or(|it| hop.code.is_some_and(|code| code.name() == it))
        && stop.resource.as_ref().is_none_or(|selector| {
            let found = find::find(selector, moment, scope);
            found.iter().any(|id| concerns(hop, id))
        })
}

/// The stage of a hop, as lessons name it.
pub fn stage(hop: &Hop) -> String {
    let value = json!(hop.stage);
    value.as_str().unwrap_or_default().to_owned()
}

/// Whether a hop happens at a thing, or by a thing of whose rows one decided.
fn concerns(hop: &Hop, id: &ResourceId) -> bool {
    let at = hop.resource.as_ref();
    at.is_some_and(|it| it == id || it.owner() == *id)
        || hop.evidence.iter().any(|evidence| match evidence {
            Evidence::Route { table: it, .. }
            | Evidence::NetworkAclEntry { acl: it, .. }
            | Evidence::SecurityGroupRule { group: it, .. } => it.as_ref() == Some(id),
            Evidence::NoSecurityGroupRule { groups, .. } => groups.contains(id),
            _ => false,
        })
}

/// What becomes of a flow.
pub fn trace(wanted: &TraceWanted, moment: &Moment, scope: &Scope) -> Judgement {
    let scenario = moment.analysis.calm();
    let network = scenario.network();
    let flow = match resolve(&wanted.flow, network, moment, scope) {
        Ok(flow) => flow,
        Err(why) => return Judgement::unclear(format!("I cannot tell yet: {why}.")),
    };
    let trace = network.trace(&flow);
    let name = said(&wanted.flow, moment, scope);
    let marks: Vec<ResourceId> = last(&trace)
        .and_then(|hop| hop.resource.clone())
        .into_iter()
        .collect();
    let everybody = trace.extent.reach == Reach::Everybody;
    let nobody = trace.extent.reach == Reach::Nobody;
    if !wanted.delivered {
        if !nobody {
            return Judgement::of(State::Missing, format!("{name}: it still gets through."))
                .contrary();
        }
        return match &wanted.stop {
            Some(stop) if !stops_at(stop, &trace, moment, scope) => {
                let where_ = ends(&trace, network);
                let sentence = format!("{name}: it ends somewhere else. {where_}");
                Judgement::of(State::Missing, sentence).marking(marks)
            }
            _ => Judgement::of(State::Met, format!("{name}: {}", ends(&trace, network))),
        };
    }
    if !everybody {
        let sentence = format!("{name}: {}", lost(&trace, network));
        return Judgement::of(State::Missing, sentence).marking(marks);
    }
    let hops = || trace.request.hops.iter().chain(&trace.response.hops);
    for selector in &wanted.passes {
        let found = find::find(selector, moment, scope);
        if !hops().any(|hop| found.iter().any(|id| concerns(hop, id))) {
            let what = find::said(selector, 1);
            let sentence = format!("{name}: it arrives, but not through {what}.");
            return Judgement::of(State::Missing, sentence).marking(found);
        }
    }
    for selector in &wanted.avoids {
        let found = find::find(selector, moment, scope);
        let passed = found.iter().find(|id| hops().any(|hop| concerns(hop, id)));
        if let Some(id) = passed {
            let sentence = format!("{name}: it goes through {}.", moment.name(id));
            return Judgement::of(State::Missing, sentence)
                .marking([id.clone()])
                .contrary();
        }
    }
    if let Some(status) = wanted.status {
        let given = hops()
            .flat_map(|hop| &hop.evidence)
            .find_map(|it| match it {
                Evidence::Listener {
                    status: Some(status),
                    ..
                }
                | Evidence::Permission { status, .. } => Some(u32::from(*status)),
                _ => None,
            });
        if given.unwrap_or(200) != status {
            let given = given.unwrap_or(200);
            let sentence = format!("{name}: the answer is {given}. It should be {status}.");
            return Judgement::of(State::Missing, sentence);
        }
    }
    if let Some(next) = &wanted.next {
        let (behind, comes) = next.as_ref();
        return follows(behind, comes, &trace, network, moment, scope);
    }
    Judgement::of(
        State::Met,
        format!("{name}: it arrives, and the answer comes back."),
    )
}

/// Whether one stop stands directly behind another. Several of the same kind in a row, such
/// as the two look-ups of a CNAME, are one: what counts is what comes behind the last.
fn follows(
    behind: &Stop,
    comes: &Stop,
    trace: &Trace,
    network: &Network,
    moment: &Moment,
    scope: &Scope,
) -> Judgement {
    let request = trace.request.hops.iter().map(|hop| ("request", hop));
    let response = trace.response.hops.iter().map(|hop| ("response", hop));
    let all: Vec<(&str, &Hop)> = request.chain(response).collect();
    let fits = |stop: &Stop, it: &(&str, &Hop)| is_stop(stop, it.0, it.1, moment, scope);
    let from = all.iter().position(|it| fits(behind, it));
    let Some(from) = from else {
        return Judgement::of(State::Missing, "It does not come by there.");
    };
    let next = all[from..].iter().find(|it| !fits(behind, it));
    let Some(next) = next else {
        return Judgement::of(State::Missing, "Nothing comes behind that.");
    };
    let sentence = explain::hop_sentence(next.1, network.architecture());
    let state = match fits(comes, next) {
        true => State::Met,
        false => State::Missing,
    };
    Judgement::of(state, sentence).marking(next.1.resource.clone())
}

/// What keeps a flow from being delivered to all: where it ends, and for whom.
fn lost(trace: &Trace, network: &Network) -> String {
    let mut said = match trace.verdict {
        Verdict::Dropped => ends(trace, network),
        Verdict::Delivered => "not all get through.".to_owned(),
    };
    if trace.extent.reach == Reach::Some
        && let Some(remark) = explain::extent_sentences(&trace.extent, network).first()
    {
        said = format!("{said} {remark}");
    }
    said
}

/// Where a flow ends, without the remedy.
pub fn ends(trace: &Trace, network: &Network) -> String {
    match last(trace) {
        Some(hop) => explain::hop_sentence(hop, network.architecture()),
        None => "it does not start.".to_owned(),
    }
}

/// The intents of the document.
pub fn intents(moment: &Moment) -> Judgement {
    let journeys = moment.analysis.calm().journeys();
    if journeys.is_empty() {
        return Judgement::of(State::Missing, "No journey is written down yet.");
    }
    let open: Vec<_> = journeys.iter().filter(|it| it.fails()).collect();
    match open.as_slice() {
        [] => {
            let count = crate::text::count(journeys.len(), "journey", "journeys");
            Judgement::of(State::Met, format!("{count} as intended."))
        }
        [first, ..] => {
            let count = crate::text::count(open.len(), "journey is", "journeys are");
            let sentence = format!("{count} not as intended. The first: {}.", first.name);
            Judgement::of(State::Missing, sentence).marking([first.id.clone()])
        }
    }
}

/// What has failed, by names.
pub fn failures(named: &[String], moment: &Moment) -> Result<Failures, String> {
    let mut failures = Failures::default();
    let zones = moment.analysis.calm().network().relations().zones();
    for text in named {
        let region = crate::aws::regions::REGIONS.iter();
        let is_zone = zones.contains(text.as_str())
            || region.flat_map(|it| it.zones).any(|zone| zone == text);
        if is_zone {
            failures.zones.insert(text.clone());
            continue;
        }
        match find::named(text, moment) {
            Some(id) => failures.resources.insert(id),
            None => return Err(format!("{text} is not there")),
        };
    }
    Ok(failures)
}

/// What becomes of a flow when something fails.
pub fn what_if(
    fail: &[String],
    journey: &FlowText,
    fails: Fails,
    moment: &Moment,
    scope: &Scope,
) -> Judgement {
    let unclear = |why: String| Judgement::unclear(format!("I cannot tell yet: {why}."));
    let failed = match failures(fail, moment) {
        Ok(failed) => failed,
        Err(why) => return unclear(why),
    };
    let calm = moment.analysis.calm().network();
    let flow = match resolve(journey, calm, moment, scope) {
        Ok(flow) => flow,
        Err(why) => return unclear(why),
    };
    let network = &calm.failing(failed);
    let trace = network.trace(&flow);
    let name = said(journey, moment, scope);
    let when = crate::text::list(fail.iter().cloned());
    let holds = trace.extent.reach == Reach::Everybody;
    let told = match holds {
        true => format!("If {when} fails, this still works: {name}."),
        false => format!(
            "If {when} fails, this breaks: {name}. {}",
            ends(&trace, network)
        ),
    };
    let marks = last(&trace).and_then(|hop| hop.resource.clone());
    let state = match holds == (fails == Fails::Holds) {
        true => State::Met,
        false => State::Missing,
    };
    Judgement::of(state, told).marking(marks.filter(|_| !holds))
}

/// The number of weak points.
pub fn weak_points(weak: Weak, test: &Test, moment: &Moment, scope: &Scope) -> Judgement {
    let points = moment.analysis.calm().network().weak_points();
    let counts = |component: &Component| match component {
        Component::Zone(_) => weak != Weak::Resources,
        Component::Resource(_) => weak != Weak::Zones,
    };
    let mut found: Vec<&Component> = points.iter().map(|it| &it.component).collect();
    found.retain(|it| counts(it));
    found.sort_unstable();
    found.dedup();
    let names = found.iter().map(|it| match it {
        Component::Zone(zone) => zone.clone(),
        Component::Resource(id) => moment.name(id),
    });
    let sentence = match found.is_empty() {
        true => "No single failure breaks a journey.".to_owned(),
        false => format!(
            "These break a journey when they fail: {}.",
            crate::text::list(names)
        ),
    };
    let state = match compare::passes(test, &json!(found.len()), moment, scope) {
        true => State::Met,
        false => State::Missing,
    };
    let marks = found.into_iter().filter_map(|it| match it {
        Component::Resource(id) => Some(id.clone()),
        Component::Zone(_) => None,
    });
    Judgement::of(state, sentence).marking(marks)
}

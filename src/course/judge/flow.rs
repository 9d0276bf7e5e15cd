//! What becomes of flows: traces, intents, and what happens when something fails.

use serde_json::{Value, json};

use super::say::flows::{lost, said, verdict};
use super::say::{selected, things, wish};

pub use super::say::flows::{ends, last};
use super::{Judgement, Moment, Scope, State, compare, find};
use crate::architecture::ResourceId;
use crate::course::condition::{End, Fails, FlowText, Selector, Stop, Test, TraceWanted, Weak};
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
                None => return Err(selected::missing(selector, moment)),
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
        Err(why) => return Judgement::not_yet(&why),
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
            let sentence = match everybody {
                true => format!("{name} still arrives. It should be stopped."),
                false => format!("{name} still arrives for some. It should be stopped for all."),
            };
            return Judgement::of(State::Missing, sentence).contrary();
        }
        return match &wanted.stop {
            Some(stop) if !stops_at(stop, &trace, moment, scope) => {
                let where_ = ends(&trace, network);
                let sentence = format!("{name} is stopped, but not where the task asks. {where_}");
                Judgement::of(State::Missing, sentence).marking(marks)
            }
            _ => {
                let sentence = format!("{name} {} {}", verdict(&trace), ends(&trace, network));
                Judgement::of(State::Met, sentence)
            }
        };
    }
    if !everybody {
        let sentence = format!("{name} {}", lost(&trace, network));
        return Judgement::of(State::Missing, sentence).marking(marks);
    }
    let hops = || trace.request.hops.iter().chain(&trace.response.hops);
    for selector in &wanted.passes {
        let found = find::find(selector, moment, scope);
        if !hops().any(|hop| found.iter().any(|id| concerns(hop, id))) {
            let what = selected::with_article(selector, moment);
            let it = match selector {
                Selector::Named(_) => "it",
                _ => "one",
            };
            let sentence =
                format!("{name} arrives, but not through {what}. It should go through {it}.");
            return Judgement::of(State::Missing, sentence).marking(found);
        }
    }
    for selector in &wanted.avoids {
        let found = find::find(selector, moment, scope);
        let passed = found.iter().find(|id| hops().any(|hop| concerns(hop, id)));
        if let Some(id) = passed {
            let sentence = format!(
                "{name} goes through {}. It should take another way.",
                things::the(id, moment)
            );
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
            let sentence =
                format!("{name} is answered with status {given}. It should be {status}.");
            return Judgement::of(State::Missing, sentence);
        }
    }
    if let Some(next) = &wanted.next {
        let (behind, comes) = next.as_ref();
        return follows(behind, comes, &trace, network, moment, scope);
    }
    Judgement::of(
        State::Met,
        format!("{name} arrives, and the answer comes back."),
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
        return Judgement::of(
            State::Missing,
            "The request does not pass the stop that the task names.",
        );
    };
    let next = all[from..].iter().find(|it| !fits(behind, it));
    let Some(next) = next else {
        return Judgement::of(
            State::Missing,
            "The stop that the task names is the last one.",
        );
    };
    let sentence = explain::hop_sentence(next.1, network.architecture());
    let state = match fits(comes, next) {
        true => State::Met,
        false => State::Missing,
    };
    Judgement::of(state, sentence).marking(next.1.resource.clone())
}

/// The intents of the document.
pub fn intents(moment: &Moment) -> Judgement {
    let journeys = moment.analysis.calm().journeys();
    if journeys.is_empty() {
        return Judgement::of(State::Missing, "There is no journey in the document yet.");
    }
    let open: Vec<_> = journeys.iter().filter(|it| it.fails()).collect();
    match open.as_slice() {
        [] => {
            let count = crate::text::count(journeys.len(), "journey goes", "journeys go");
            Judgement::of(State::Met, format!("{count} as intended."))
        }
        [first, ..] => {
            let name = &first.name;
            let sentence = match open.len() {
                1 => format!("The journey “{name}” does not go as it should."),
                more => format!("{more} journeys do not go as they should. The first is “{name}”."),
            };
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
            None => return Err(format!("nothing in the drawing is called {text}")),
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
    let unclear = |why: String| Judgement::not_yet(&why);
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
    let name = name
        .strip_prefix("The ")
        .map_or(name.clone(), |it| format!("the {it}"));
    let when = crate::text::list(fail.iter().map(|it| it.trim_start_matches('@')));
    let fail = if fail.len() == 1 { "fails" } else { "fail" };
    let holds = trace.extent.reach == Reach::Everybody;
    let told = match holds {
        true => format!("If {when} {fail}, {name} still arrives."),
        false => format!("If {when} {fail}, {name} {}", lost(&trace, network)),
    };
    let told = match (holds, fails) {
        (true, Fails::Breaks) => format!("{told} It should not."),
        _ => told,
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
        false if found.len() == 1 => format!(
            "There is 1 weak point. A journey breaks when this fails: {}.",
            crate::text::list(names)
        ),
        false => format!(
            "There are {} weak points. A journey breaks when one of these fails: {}.",
            found.len(),
            crate::text::list(names)
        ),
    };
    let (state, sentence) = match compare::passes(test, &json!(found.len()), moment, scope) {
        true => (State::Met, sentence),
        false => {
            let said = |it: &Value| compare::plain(it, moment);
            let asks = wish::amount(test, &said, moment, scope);
            let asks = match asks.as_str() {
                "none" => "There should be none.".to_owned(),
                asks => format!("The task asks for {asks}."),
            };
            (State::Missing, format!("{sentence} {asks}"))
        }
    };
    let marks = found.into_iter().filter_map(|it| match it {
        Component::Resource(id) => Some(id.clone()),
        Component::Zone(_) => None,
    });
    Judgement::of(state, sentence).marking(marks)
}

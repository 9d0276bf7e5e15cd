//! What leaves a server besides its calls of other tiers: the way out to the
//! internet, requests to S3, lines for log groups.

use super::probes::PAGE;
use super::{Call, Callee, Store, Wiring};
use crate::architecture::*;
use crate::iam::{Iam, Outcome, Principal, Question, arn};
use crate::network::{Code, Endpoint, Flow, Network, Stage, Trace, Verdict};

/// Fills in what leaves each spot. Its calls are known. Whether a cache has
/// failed is the run's matter, so its way is asked where nothing has.
pub fn outgoing(net: &Network, calm: &Network, wiring: &mut Wiring) {
    let iam = Iam::over(net.indexed());
    for at in 0..wiring.spots.len() {
        let spot = &wiring.spots[at];
        let out = ask(net, &spot.probe, Endpoint::Internet);
        let leaves_through = gateway(&out, wiring);
        let buckets = spot.calls.iter().filter_map(|it| bucket(net, it));
        let stores = buckets.map(|(id, reached)| {
            let trace = ask(net, &spot.probe, Endpoint::Resource(id.clone()));
            let mut hops = trace.request.hops.iter();
            Store {
                reached,
                through: gateway(&trace, wiring),
                // The network engine asks IAM about servers at S3's door.
                refused: hops.any(|it| it.code == Some(Code::AccessDenied)),
                id,
            }
        });
        let stores = stores.collect();
        let groups = net.indexed().all::<LogGroup>();
        let mine = groups.filter(|(_, it)| {
            let template = spot.template.as_ref();
            it.written_by.contains(&spot.of)
                || template.is_some_and(|template| it.written_by.contains(template))
        });
        let logs = mine
            .map(|(id, _)| id)
            .filter(|id| may_log(net, &iam, &spot.of, id));
        let logs = logs.cloned().collect();
        let caches = wiring.caches.iter().enumerate().filter(|(_, it)| {
            let mut calls = spot.calls.iter();
            calls.any(|call| call.callee == Callee::Other(it.id.clone()))
                && calm.connects(&spot.probe, Endpoint::Resource(it.id.clone()), Cache::PORT)
        });
        let caches = caches.map(|(at, _)| at).collect();
        let spot = &mut wiring.spots[at];
        spot.way_out = out.verdict == Verdict::Delivered;
        spot.leaves_through = leaves_through;
        spot.stores = stores;
        spot.caches = caches;
        spot.logs = logs;
    }
}

fn ask(net: &Network, from: &ResourceId, to: Endpoint) -> Trace {
    net.trace(&Flow {
        from: Endpoint::Resource(from.clone()),
        to,
        protocol: Protocol::Tcp,
        port: 443,
        source_port: None,
        icmp: None,
        path: PAGE.to_owned(),
    })
}

/// The NAT gateway that a packet comes to on its way.
fn gateway(trace: &Trace, wiring: &Wiring) -> Option<usize> {
    let mut hops = trace.request.hops.iter();
    let hop = hops.find(|hop| hop.stage == Stage::NatGateway)?;
    let id = hop.resource.as_ref()?;
    wiring.nats.iter().position(|nat| nat.id == *id)
}

fn bucket(net: &Network, call: &Call) -> Option<(ResourceId, bool)> {
    let Callee::Other(id) = &call.callee else {
        return None;
    };
    net.indexed().find::<Bucket>(id)?;
    Some((id.clone(), call.reached))
}

/// Whether the agent on a server may write to a log group (rulebook CWLG-7).
/// What hangs on something that is not drawn is taken to be allowed.
fn may_log(net: &Network, iam: &Iam, server: &ResourceId, group: &ResourceId) -> bool {
    let Some(arn) = arn::of(net.indexed(), group) else {
        return false;
    };
    let principal = Principal::Server(server.clone());
    let question = Question::new(
        principal,
        "logs:PutLogEvents",
        format!("{arn}:log-stream:server"),
    );
    let decision = iam.decide(&question);
    decision.is_allowed() || decision.outcome == Outcome::NotKnown
}

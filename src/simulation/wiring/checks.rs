//! What the health checks of Route 53 ask, and which of its checkers the
//! network lets through to it (SR5-2).

use std::net::Ipv4Addr;

use super::{Behind, Serves, Wiring, pool_of};
use crate::architecture::*;
use crate::aws::route53::CHECKERS;
use crate::network::{Endpoint, Failures, Flow, Network};

/// A health check.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// It.
    pub id: ResourceId,
    /// Where its checkers ask; nothing where that is not in the drawing, which
    /// is taken to answer.
    pub ends: Option<Vec<End>>,
    /// Whether it has failed itself, and passes nothing.
    pub failed: bool,
    /// Whether it asks for a page, or only for a connection.
    pub page: bool,
    /// The path that it asks for.
    pub path: String,
}

/// An address that checkers ask.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// What has it.
    pub behind: Behind,
    /// What the load balancer there does with what they ask.
    pub serves: Serves,
    /// For each checker, whether its connection gets in and back out.
    pub let_in: Vec<bool>,
}

/// The health checks of a drawing.
pub fn checks(net: &Network, wiring: &Wiring, failures: &Failures) -> Vec<Check> {
    let all = net.indexed().all::<HealthCheck>();
    all.map(|(id, check)| {
        let ends = net.ends_of_check(check).map(|ends| {
            let ends = ends.iter().filter_map(|(address, interface)| {
                let behind = wiring.behind(interface)?;
                Some(End {
                    behind,
                    serves: serves(net, wiring, behind, check),
                    let_in: let_in(net, *address, check.port),
                })
            });
            ends.collect()
        });
        Check {
            id: id.clone(),
            ends,
            failed: failures.hits(id),
            page: check.protocol != "TCP",
            path: check.path.clone(),
        }
    })
    .collect()
}

/// What a balancer does with a checker's request. It answers HTTP at an HTTPS
/// listener with 400, and there is no HTTPS at one of HTTP.
/// [ALB UG: Troubleshoot: HTTP 400]
fn serves(net: &Network, wiring: &Wiring, behind: Behind, check: &HealthCheck) -> Serves {
    let Behind::Node(at, _) = behind else {
        return Serves::Nothing;
    };
    let balancer = &wiring.balancers[at].id;
    let Some(balancer) = net.indexed().find::<LoadBalancer>(balancer) else {
        return Serves::Nothing;
    };
    let mut listeners = balancer.listeners.iter();
    let Some(listener) = listeners.find(|it| it.port == check.port) else {
        return Serves::Nothing;
    };
    match (listener.protocol, check.protocol.as_str()) {
        (ListenerProtocol::Https, "HTTP") => Serves::Answers(400),
        (ListenerProtocol::Http, "HTTPS") => Serves::Nothing,
        _ => pool_of(
            Network::action_for(listener, "", &check.path),
            &wiring.pools,
        ),
    }
}

/// Which checkers get to an address and back. Where everybody does, nobody is
/// asked about.
fn let_in(net: &Network, to: Ipv4Addr, port: u16) -> Vec<bool> {
    let from = |from: Endpoint| {
        net.share_let_in(&Flow {
            from,
            to: Endpoint::Address(to),
            protocol: Protocol::Tcp,
            port,
            source_port: None,
            icmp: None,
            path: super::probes::PAGE.to_owned(),
        })
    };
    let everybody = from(Endpoint::Internet) >= 1.0;
    let each = CHECKERS.iter().map(|it| {
        let checker = Endpoint::Address(Ipv4Addr::from(*it));
        everybody || from(checker) > 0.0
    });
    each.collect()
}

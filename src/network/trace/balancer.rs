//! What a load balancer does with a request: web ACL, listener, rule, target,
//! and a connection of its own to it.

use std::net::Ipv4Addr;

use super::conversation::{Serving, Start};
use super::fate::{Fate, Opener};
use super::gateways::CHOSEN_PORT;
use super::state::Asked;
use super::walk::{CIRCLE, MOST_CONNECTIONS, Walk};
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::extent::Limit;
use crate::relations::certificates::Standing;

const NOT_ADDRESSES: &str = "The web ACL also looks at what a request holds, or at how many come from one address. What that stops is not known here, so the request passes it.";
const REDIRECT: &str = "The browser's next request, to where the redirect sends it, is a flow of its own and not followed here.";

impl Walk<'_, '_> {
    /// A request has come to a node. `false` if there will be no answer.
    pub fn balance(&mut self, node: usize, serving: Serving) -> bool {
        let net = self.net;
        let owner = net.interfaces[node].owner;
        let packet = self.state.packet;
        let Some(balancer) = net.indexed().find::<LoadBalancer>(owner) else {
            return true;
        };
        if packet.protocol == Protocol::Icmp {
            // A load balancer answers pings itself and passes none on
            // [ALB UG: Security groups].
            self.pass(Stage::Destination, Decision::Delivered, Some(owner), |_| {
                vec![Evidence::Address {
                    address: packet.destination,
                    owner: Some(net.interfaces[node].id.clone()),
                }]
            });
            return true;
        }
        let port = packet.destination_port;
        let listener = balancer.listeners.iter().find(|listener| {
            self.state.scope.is_port(listener.port, port) && packet.protocol == Protocol::Tcp
        });
        let evidence = |rule, status| {
            vec![Evidence::Listener {
                balancer: owner.clone(),
                port,
                rule,
                status,
            }]
        };
        let Some(listener) = listener else {
            self.stop(
                Stage::Listener,
                Some(owner),
                Code::Elbv2ListenersMismatch,
                |_| evidence(None, None),
            );
            return false;
        };
        let certificate = match listener.protocol {
            ListenerProtocol::Https => Some(net.relations.certificate_of(owner, listener)),
            ListenerProtocol::Http => None,
        };
        let refused = match certificate {
            None | Some(Standing::Issued(..)) => None,
            Some(Standing::Missing) => Some((owner, "certificate")),
            Some(Standing::NotIssued(id)) => Some((id, "zone")),
            Some(Standing::Elsewhere(id)) => Some((id, "region")),
        };
        if let Some((resource, property)) = refused {
            // AWS makes no such listener, so nobody answers
            // (rulebook ALB-12).
            self.stop(
                Stage::Listener,
                Some(owner),
                Code::Elbv2ListenersMismatch,
                |_| {
                    let property = Evidence::Property {
                        resource: resource.clone(),
                        property: property.to_owned(),
                        value: net.value_of_property(resource, property),
                    };
                    [evidence(None, None), vec![property]].concat()
                },
            );
            return false;
        }
        match self.probing {
            None => {}
            Some(Asked::Connection) => return true,
            Some(Asked::Page(protocol)) if protocol == listener.protocol => {}
            Some(Asked::Page(_)) => {
                // HTTP is answered with 400 where TLS is spoken, and the other
                // way round there is no handshake.
                let code = Code::Elbv2ListenersMismatch;
                self.stop(Stage::Listener, Some(owner), code, |_| evidence(None, None));
                return false;
            }
        }
        if let Some(Standing::Issued(id, certificate)) = certificate
            && self.browser_refuses(node, id, certificate, serving.host)
        {
            return false;
        }
        if self.web_acl(balancer).is_none() {
            return false;
        }
        let (rule, action) = matching(listener, serving.host, serving.path);
        let status = match action {
            Action::Redirect { status, .. } => {
                self.note(REDIRECT);
                Some(*status)
            }
            Action::FixedResponse { status, .. } => Some(*status),
            Action::Forward { .. } => None,
        };
        if let Some(status) = status {
            let good = (200..400).contains(&status);
            if self.probing.is_some() && !good {
                self.dropped = true;
                return false;
            }
        }
        if status.is_some() {
            self.pass(Stage::Listener, Decision::Answered, Some(owner), |_| {
                evidence(rule, status)
            });
            return true;
        }
        let group = action
            .target_group()
            .and_then(|id| Some((id, net.indexed().find::<TargetGroup>(id)?)));
        let Some((group_id, group)) = group else {
            self.stop(
                Stage::Listener,
                Some(owner),
                Code::Elbv2ListenerRequiresTgAccept,
                |_| evidence(rule, Some(503)),
            );
            return false;
        };
        self.pass(Stage::Listener, Decision::Forwarded, Some(owner), |_| {
            evidence(rule, None)
        });
        self.forward(node, group_id, group, serving)
    }

    /// The web ACL, if there is one, looks at the client's address
    /// (rulebook WAF-6, WAF-7).
    fn web_acl(&mut self, balancer: &LoadBalancer) -> Option<()> {
        let net = self.net;
        let named = balancer.web_acl.as_ref();
        // A web ACL that does not exist inspects nothing.
        let Some((id, acl)) = named.and_then(|id| Some((id, net.indexed().find::<WebAcl>(id)?)))
        else {
            return Some(());
        };
        let client = self.state.packet.source;
        let rule = acl
            .rules
            .iter()
            .filter(|rule| {
                let block = rule.decides_for();
                block.is_some_and(|block| self.state.scope.holds(block, client))
            })
            .min_by_key(|rule| rule.priority);
        // What ends the evaluation is not followed by the other rules.
        let asked = |it: &&WebAclRule| rule.is_none_or(|rule| it.priority < rule.priority);
        let other = |it: &WebAclRule| it.statement != WebAclStatement::Addresses && !it.count;
        if acl.rules.iter().filter(asked).any(other) {
            self.note(NOT_ADDRESSES);
        }
        let action = rule.map_or(acl.default_action, |rule| rule.action);
        let evidence = || {
            vec![Evidence::WebAclRule {
                acl: id.clone(),
                priority: rule.map(|rule| rule.priority),
            }]
        };
        if action == RuleAction::Deny {
            return self.stop(Stage::WebAcl, Some(id), Code::WebAclBlocked, |_| evidence());
        }
        self.pass(Stage::WebAcl, Decision::Allowed, Some(id), |_| evidence());
        Some(())
    }

    /// Passes the request to a target over a new connection.
    fn forward(
        &mut self,
        node: usize,
        group_id: &ResourceId,
        group: &TargetGroup,
        serving: Serving,
    ) -> bool {
        let net = self.net;
        let any = self.judge.is_none() && self.way.is_empty();
        let targets = match net.eligible_targets(node, group_id, group, self.judge, any) {
            Ok(targets) => targets,
            Err(code) => {
                self.stop(Stage::Target, Some(group_id), code, |_| {
                    vec![Evidence::Target {
                        group: group_id.clone(),
                        target: None,
                        healthy: false,
                    }]
                });
                return false;
            }
        };
        let Some(source) = net.interfaces[node].private else {
            return false;
        };
        let call = |chosen: &Chosen| {
            let packet = Packet {
                source,
                destination: chosen.address,
                protocol: Protocol::Tcp,
                source_port: CHOSEN_PORT,
                destination_port: group.port,
            };
            let by_id = group.target_type == TargetType::Instance;
            let serving = Serving {
                meant: chosen.interface.filter(|_| by_id),
                is_request: true,
                ..serving
            };
            (packet, serving)
        };
        if let Some(judge) = self.judge {
            let ways = targets.iter().map(|chosen| {
                let (packet, serving) = call(chosen);
                let asking = &mut self.asking;
                let fate = judge.connect(asking, node, packet, Opener::Chooses, serving);
                (chosen.address, fate)
            });
            let fate = Fate::one_of(ways.collect(), |lost| Limit::Targets {
                group: group_id.clone(),
                lost: net.answers(node, lost),
                of: targets.len(),
            });
            self.depend(fate);
            return !self.dropped;
        }
        let addresses: Vec<Ipv4Addr> = targets.iter().map(|it| it.address).collect();
        let chosen = targets[self.choose(&addresses)];
        let (packet, serving) = call(&chosen);
        self.follow(node, group_id, chosen, packet, serving)
    }

    /// Follows the request to one target.
    fn follow(
        &mut self,
        node: usize,
        group_id: &ResourceId,
        chosen: Chosen,
        packet: Packet,
        serving: Serving,
    ) -> bool {
        let net = self.net;
        let target = chosen
            .interface
            .map(|index| net.interfaces[index].id.clone());
        self.connection = self.connections;
        self.connections += 1;
        let client = std::mem::replace(&mut self.state.packet, packet);
        self.pass(
            Stage::Target,
            Decision::Forwarded,
            target.as_ref().or(Some(group_id)),
            |_| {
                let evidence = Evidence::Target {
                    group: group_id.clone(),
                    target: target.clone(),
                    healthy: chosen.healthy,
                };
                let unhealthy =
                    (!chosen.healthy).then(|| net.why_unhealthy(node, group_id, chosen));
                std::iter::once(evidence)
                    .chain(unhealthy.flatten())
                    .collect()
            },
        );
        if self.connection >= MOST_CONNECTIONS {
            // Balancers that forward to each other in a circle: nobody is at
            // the end of it who could answer.
            self.note(CIRCLE);
            let address = chosen.address;
            let circle = Code::NoPossibleDestination;
            self.stop(Stage::Target, target.as_ref(), circle, |_| {
                vec![Evidence::Address {
                    address,
                    owner: target.clone(),
                }]
            });
            return false;
        }
        self.state.packet = client;
        self.converse(Start::Interface(node), packet, Opener::Chooses, serving)
    }
}

/// The priority and the action of the first rule that matches, or the default
/// action.
pub(in crate::network) fn matching<'l>(
    listener: &'l Listener,
    host: &str,
    path: &str,
) -> (Option<u32>, &'l Action) {
    let matches = |rule: &&ListenerRule| {
        let host = host.to_ascii_lowercase();
        let hosts = rule.hosts.is_empty()
            || rule
                .hosts
                .iter()
                .any(|it| wildcard(&it.to_ascii_lowercase(), &host));
        // The query is no part of the path [ALB UG: Path conditions].
        let path = path.split('?').next().unwrap_or(path);
        hosts && (rule.paths.is_empty() || rule.paths.iter().any(|it| wildcard(it, path)))
    };
    let rule = listener
        .rules
        .iter()
        .filter(matches)
        .min_by_key(|rule| rule.priority);
    match rule {
        Some(rule) => (Some(rule.priority), &rule.action),
        None => (None, &listener.default_action),
    }
}

/// Whether a pattern with `*` (any text) and `?` (any letter) matches
/// [ALB UG: Listener rules, host and path conditions].
fn wildcard(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut from) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while from < text.len() {
        match pattern.get(at) {
            Some('*') => {
                retry = Some((at, from));
                at += 1;
            }
            Some(letter) if *letter == '?' || *letter == text[from] => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((star, taken)) = retry else {
                    return false;
                };
                retry = Some((star, taken + 1));
                at = star + 1;
                from = taken + 1;
            }
        }
    }
    pattern[at..].iter().all(|letter| *letter == '*')
}

/// A target that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Its address.
    pub address: Ipv4Addr,
    /// Its interface, if an interface has the address.
    pub(in crate::network) interface: Option<usize>,
    /// Whether its health check gets through.
    pub healthy: bool,
}

#[cfg(test)]
mod tests {
    use super::wildcard;

    #[test]
    fn patterns_match_as_in_listener_rules() {
        assert!(wildcard("/img/*", "/img/a/b.png"));
        assert!(!wildcard("/img/*", "/image"));
        assert!(wildcard("*.example.com", "www.example.com"));
        assert!(!wildcard("*.example.com", "example.com"));
        assert!(wildcard("/p?ge*x", "/page-with-x-at-the-x"));
        assert!(wildcard("**", ""));
        assert!(!wildcard("", "a"));
    }
}

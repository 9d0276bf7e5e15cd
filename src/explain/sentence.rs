//! One sentence about a hop, in the voice of the course: the signboard, the
//! main gate, the guards, the receptionist.

mod borders;
mod called;
pub(super) mod directory;
mod dropped;

use super::hop::route_target;
use super::words;
use crate::architecture::{Architecture, Database, Kind, ResourceId};
use crate::network::{Decision, Direction, Evidence, Hop, Refusal, RouteTarget, Stage};
use crate::text::capitalised;

/// What happens at a hop, and why, in a sentence or two.
pub fn hop_sentence(hop: &Hop, architecture: &Architecture) -> String {
    let teller = Teller { hop, architecture };
    if hop.decision == Decision::Dropped {
        return teller.dropped();
    }
    teller.passed()
}

struct Teller<'a> {
    hop: &'a Hop,
    architecture: &'a Architecture,
}

impl Teller<'_> {
    fn name(&self, otherwise: &str) -> String {
        words::name_or(self.hop.resource.as_ref(), self.architecture, otherwise)
    }

    fn named(&self, id: &ResourceId) -> String {
        self.architecture.name_of(id)
    }

    /// Whose door a security group guards: the interface that has the address
    /// among the evidence.
    fn door(&self, otherwise: &str) -> String {
        self.owner().unwrap_or_else(|| self.name(otherwise))
    }

    /// Who has the address that is among the evidence.
    fn owner(&self) -> Option<String> {
        self.evidence(|evidence| match evidence {
            Evidence::Address {
                owner: Some(owner), ..
            } => Some(self.named(owner)),
            _ => None,
        })
    }

    /// The first answer that `ask` has for one of the pieces of evidence.
    fn evidence<T>(&self, ask: impl FnMut(&Evidence) -> Option<T>) -> Option<T> {
        self.hop.evidence.iter().find_map(ask)
    }

    fn passed(&self) -> String {
        let packet = &self.hop.packet;
        match self.hop.stage {
            Stage::Source if self.hop.resource.is_none() && !is_public(packet.source) => {
                format!(
                    "It starts at {}, an address that nobody here has.",
                    packet.source
                )
            }
            Stage::Source => format!(
                "It starts at {}, with the address {}.",
                self.name("the internet"),
                packet.source
            ),
            Stage::Dns => self.resolved(),
            Stage::WebAcl => match self.web_acl_priority() {
                Some(Some(priority)) => format!(
                    "Rule {priority} of {} allows the request of {}.",
                    self.of_kind("the web ACL"),
                    packet.source
                ),
                _ => format!(
                    "No rule of {} matches, so its default action lets the request pass.",
                    self.of_kind("the web ACL")
                ),
            },
            Stage::InternetGateway => match self.translation() {
                Some((before, after)) => format!(
                    "{}, the main gate, replaces {before} by {after}: outside only the public address is known, inside only the private one.",
                    self.of_kind("The internet gateway")
                ),
                None => format!(
                    "The packet passes {}, the main gate.",
                    self.of_kind("the internet gateway")
                ),
            },
            Stage::NatGateway => match self.translation() {
                Some((before, after)) if after == packet.destination => format!(
                    "{}, the staff-only side exit, remembers who asked and puts {after} back in place of its own {before}.",
                    self.of_kind("The NAT gateway")
                ),
                Some((before, after)) => format!(
                    "{}, the staff-only side exit, replaces {before} by {after} and remembers it for the answers.",
                    self.of_kind("The NAT gateway")
                ),
                None => format!(
                    "The packet passes {}, the side exit.",
                    self.of_kind("the NAT gateway")
                ),
            },
            Stage::VpcEndpoint => format!(
                "{} takes the packet to its service on a private path: no internet gateway and no NAT gateway is involved.",
                self.name("The gateway endpoint")
            ),
            Stage::VpcPeering => format!(
                "{} hands the packet over to the other VPC.",
                self.name("The peering connection")
            ),
            Stage::RouteTable => self.routed(),
            Stage::NetworkAclInbound | Stage::NetworkAclOutbound => self.let_through_by_acl(),
            Stage::SecurityGroupInbound | Stage::SecurityGroupOutbound => {
                self.let_through_by_group()
            }
            Stage::Interface => self.passed_on(),
            Stage::Listener => self.listened(),
            Stage::Target => self.chosen(),
            Stage::Destination => self.arrived(),
        }
    }

    /// An instance that packets for others go through.
    fn passed_on(&self) -> String {
        let name = self.name("The instance");
        match self.translation() {
            Some((before, after)) => format!(
                "{name} passes the packet on and replaces {before} by {after}, as a NAT instance does."
            ),
            None => format!("{name} passes the packet on: its source/destination check is off."),
        }
    }

    /// The name that AWS gives to an endpoint is in no zone of the learner's.
    fn endpoint_resolved(&self) -> String {
        let address = self.hop.packet.destination;
        match self.owner() {
            Some(owner) => format!(
                "The DNS of AWS, the directory, answers the name of {owner} with its address, {address}."
            ),
            None => format!("The DNS of AWS, the directory, answers with {address}."),
        }
    }

    fn routed(&self) -> String {
        self.evidence(|evidence| match evidence {
            Evidence::Route {
                table,
                address,
                destination: Some(destination),
                target: Some(target),
                vpc,
            } => {
                let signboard = capitalised(&self.signboard(table.as_ref(), vpc));
                Some(match target {
                    RouteTarget::Local => format!(
                        "{signboard} says that {destination} is local: {address} is an address of {}, so the packet stays in the VPC, inside the walls.",
                        self.named(vpc)
                    ),
                    target => format!(
                        "{signboard} sends {address} to {}: {destination} is its most specific match.",
                        route_target(target, self.architecture)
                    ),
                })
            }
            _ => None,
        })
        .unwrap_or_else(|| {
            "Both are in the same subnet, so no route table is asked.".to_owned()
        })
    }

    fn let_through_by_acl(&self) -> String {
        self.evidence(|evidence| match evidence {
            Evidence::NetworkAclEntry { acl, subnet, direction, number: Some(number) } => {
                Some(format!(
                    "{}, the guard at the {} of {}, is read from the top: rule {number} is the first that matches, and it allows.",
                    capitalised(&self.network_acl(acl.as_ref(), subnet)),
                    border(*direction),
                    self.named(subnet),
                ))
            }
            _ => None,
        })
        .unwrap_or_else(|| "The network ACL lets the packet through.".to_owned())
    }

    fn let_through_by_group(&self) -> String {
        if self.hop.decision == Decision::Remembered {
            return format!(
                "The security group, the guard at the door of {}, remembers the request and lets its answer through without asking a rule: security groups are stateful.",
                self.door("the resource")
            );
        }
        self.evidence(|evidence| match evidence {
            Evidence::SecurityGroupRule {
                group, direction, ..
            } => {
                let (group, guard) = self.guards(group.as_slice());
                let whose = match direction {
                    Direction::Inbound => self.door("the receiver"),
                    Direction::Outbound => self.door("the sender"),
                };
                Some(format!(
                    "{}, {guard} at the door of {whose}, has a rule that allows {}.",
                    capitalised(&group),
                    words::traffic_seen(&self.hop.packet, *direction)
                ))
            }
            _ => None,
        })
        .unwrap_or_else(|| "The security groups let the packet through.".to_owned())
    }

    fn listened(&self) -> String {
        let name = self.of_kind("The load balancer");
        self.evidence(|evidence| match evidence {
            Evidence::Listener { status: Some(status), .. } => Some(format!(
                "{name}, the receptionist, answers the request itself, with HTTP status {status}."
            )),
            Evidence::Listener { port, rule: Some(rule), .. } => Some(format!(
                "{name}, the receptionist, takes the request on port {port}; rule {rule} of the listener says where it goes."
            )),
            Evidence::Listener { port, .. } => Some(format!(
                "{name}, the receptionist, takes the request on port {port}; the listener's default action says where it goes."
            )),
            _ => None,
        })
        .unwrap_or_else(|| format!("{name}, the receptionist, takes the request."))
    }

    fn chosen(&self) -> String {
        let chosen = self.evidence(|evidence| match evidence {
            Evidence::Target { group, target: Some(target), healthy } => {
                let (group, target) = (self.named(group), self.named(target));
                Some(if *healthy {
                    format!(
                        "Of the healthy targets of {group} the load balancer picks {target} and opens a connection of its own to it."
                    )
                } else {
                    format!(
                        "No target of {group} is healthy, so the load balancer tries them all the same: it opens a connection of its own to {target}."
                    )
                })
            }
            _ => None,
        });
        let chosen = chosen.unwrap_or_else(|| {
            format!(
                "{} opens a connection of its own to {}.",
                self.name("The sender"),
                self.hop.packet.destination
            )
        });
        let check = self.evidence(|evidence| match evidence {
            Evidence::HealthCheck { port, stop } => Some(format!(
                " The health check to port {port} ends at {}: {}",
                super::hop_title(stop, self.architecture),
                super::hop_sentence(stop, self.architecture)
            )),
            _ => None,
        });
        chosen + &check.unwrap_or_default()
    }

    fn arrived(&self) -> String {
        let packet = &self.hop.packet;
        let name = self.name("the internet");
        let what = words::traffic(packet);
        let library = self
            .hop
            .resource
            .as_ref()
            .is_some_and(|id| self.architecture.find::<Database>(&id.owner()).is_some());
        let vpc = self
            .hop
            .resource
            .as_ref()
            .filter(|id| self.architecture.kind_of(id) == Some(Kind::Vpc));
        if let Some(vpc) = vpc {
            return format!(
                "AWS itself answers at {} in {}: no security group and no network ACL stands between a server and the name server, its metadata and the time.",
                packet.destination,
                self.named(vpc)
            );
        }
        match self.hop.decision {
            Decision::Forwarded => {
                format!("{name} has the request and asks its own backends before it can answer.")
            }
            Decision::Answered => self
                .evidence(|evidence| self.refused(evidence, &name))
                .unwrap_or_else(|| format!("{name} answers.")),
            _ if self.hop.evidence.is_empty() => format!("The packet has arrived at {name}."),
            _ if library => format!("The database {name}, the library, receives {what}."),
            _ => format!("{name} receives {what}."),
        }
    }

    /// Why S3 answers with 403.
    fn refused(&self, evidence: &Evidence, name: &str) -> Option<String> {
        let Evidence::Permission {
            asker,
            role,
            action,
            resource,
            refusal,
            denied_by,
            status,
        } = evidence
        else {
            return None;
        };
        let asker = self.named(asker);
        let role = words::name_or(role.as_ref(), self.architecture, "its role");
        let why = match (refusal, denied_by) {
            (Refusal::NoCredentials, _) => format!(
                "{asker} has no role and signs nothing, and no statement lets everybody do {action} on {resource}."
            ),
            (Refusal::TrustRefuses, _) => format!(
                "the trust policy of {role} does not let ec2.amazonaws.com put the role on, so {asker} signs nothing."
            ),
            (Refusal::Denied, Some((policy, index))) => format!(
                "statement {} of the policy of {} denies {action} to {asker}.",
                index + 1,
                self.named(policy)
            ),
            (Refusal::Denied, None) => format!("a statement denies {action} to {asker}."),
            (Refusal::NothingAllows, _) => format!(
                "no statement allows {action} on {resource} to {role}, the role of {asker}."
            ),
        };
        Some(format!(
            "The packet has arrived, but {name} answers with HTTP status {status}: {why}"
        ))
    }

    fn translation(&self) -> Option<(std::net::Ipv4Addr, std::net::Ipv4Addr)> {
        self.evidence(|evidence| match evidence {
            Evidence::Translation { before, after } => Some((*before, *after)),
            _ => None,
        })
    }

    fn web_acl_priority(&self) -> Option<Option<u32>> {
        self.evidence(|evidence| match evidence {
            Evidence::WebAclRule { priority, .. } => Some(*priority),
            _ => None,
        })
    }
}

/// Whether a host on the internet can have the address.
fn is_public(address: std::net::Ipv4Addr) -> bool {
    !crate::network::addresses::is_unroutable(address)
}

const fn border(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "entrance",
        Direction::Outbound => "exit",
    }
}

//! What stopped a packet, in a sentence.

use super::{Teller, border};
use crate::architecture::placement::capitalised;
use crate::architecture::{LoadBalancer, ResourceId};
use crate::explain::{code_explanation, words};
use crate::network::{Direction, Evidence, RouteTarget, Stage};

impl Teller<'_> {
    /// A drop: what stopped it here, then what the code means.
    pub fn dropped(&self) -> String {
        let here = self.evidence(|evidence| self.stopped_by(evidence));
        let code = self.hop.code.map(code_explanation);
        match (here, code) {
            (Some(here), _) => here,
            (None, Some(code)) => format!("The packet ends at {}. {code}", self.place()),
            (None, None) => format!("The packet ends at {}.", self.place()),
        }
    }

    fn place(&self) -> String {
        match (&self.hop.resource, self.hop.stage) {
            (Some(id), _) => self.named(id),
            (None, Stage::Dns) => "the directory".to_owned(),
            (None, Stage::RouteTable) => "the main route table".to_owned(),
            (None, _) => "this point".to_owned(),
        }
    }

    fn listens(&self, balancer: &ResourceId, port: u16) -> bool {
        self.architecture
            .find::<LoadBalancer>(balancer)
            .is_some_and(|it| it.listeners.iter().any(|listener| listener.port == port))
    }

    /// What stopped the packet, for evidence that tells by itself.
    fn stopped_by(&self, evidence: &Evidence) -> Option<String> {
        let packet = &self.hop.packet;
        Some(match evidence {
            Evidence::Route {
                table,
                address,
                destination: None,
                ..
            } => format!(
                "{} has no line for {address}, so the packet has no way to go.",
                capitalised(&self.signboard(table.as_ref()))
            ),
            Evidence::Route {
                table,
                address,
                destination: Some(destination),
                target: Some(RouteTarget::Blackhole(target)),
                ..
            } => format!(
                "{} sends {address} by {destination} to {}, which leads nowhere. A dead route is not skipped for a less specific one.",
                capitalised(&self.signboard(table.as_ref())),
                words::name_or(target.as_ref(), self.architecture, "nothing")
            ),
            Evidence::NetworkAclEntry {
                acl,
                subnet,
                direction,
                number,
            } => {
                let acl =
                    words::name_or(acl.as_ref(), self.architecture, "the default network ACL");
                let border = border(*direction);
                let subnet = self.named(subnet);
                let what = words::traffic_seen(packet, *direction);
                match number {
                    Some(number) => format!(
                        "The guard at the {border} of {subnet} reads {acl} from the top: rule {number} is the first that matches {what}, and it denies."
                    ),
                    None => format!(
                        "The guard at the {border} of {subnet} finds no entry of {acl} for {what}, and the last line, *, denies the rest. Network ACLs remember nothing: answers need entries of their own."
                    ),
                }
            }
            Evidence::NoSecurityGroupRule { groups, direction } => {
                let groups = match groups.as_slice() {
                    [] => "the default security group".to_owned(),
                    groups => words::names(groups, self.architecture),
                };
                let seen = words::traffic_seen(packet, *direction);
                match direction {
                    Direction::Inbound => format!(
                        "The guard at the door of {} turns it away: no rule of {groups} allows {seen}.",
                        self.door("the receiver")
                    ),
                    Direction::Outbound => format!(
                        "The guard at the door of {} does not let it out: no rule of {groups} allows {seen}.",
                        self.door("the sender")
                    ),
                }
            }
            Evidence::Listener {
                balancer,
                port,
                rule: None,
                status: None,
            } if !self.listens(balancer, *port) => format!(
                "{}, the receptionist, has no listener on port {port}, so nobody answers there.",
                self.named(balancer)
            ),
            Evidence::WebAclRule { acl, priority } => {
                let acl = self.named(acl);
                match priority {
                    Some(priority) => format!(
                        "Rule {priority} of {acl} blocks the request of {}: the client gets HTTP status 403.",
                        packet.source
                    ),
                    None => format!(
                        "No rule of {acl} matches and its default action blocks: the client gets HTTP status 403."
                    ),
                }
            }
            _ => return None,
        })
    }
}

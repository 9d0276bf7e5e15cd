//! Why the rest has no remedy: what somebody has to decide, or cannot have.

use super::NoRemedy;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::topology::Network;

impl Network<'_> {
    /// The reason why a hop with this code has no remedy.
    pub(super) fn reason(&self, hop: &Hop, code: Code) -> NoRemedy {
        let name = || {
            let id = hop.resource.as_ref();
            id.map_or_else(|| "it".to_owned(), |id| self.name(id))
        };
        let to = hop.packet.destination;
        NoRemedy::new(match code {
            Code::NoPossibleDestination => return self.why_impossible(hop),
            Code::BadState => format!(
                "{} has failed or is not running; no change to the design brings it back.",
                name()
            ),
            Code::IgwDestinationAddressNotInRfc1918Egress
            | Code::IgwDestinationAddressNotInRfc6598Egress => format!(
                "{to} is a private address, and the internet leads to none. A route for its block has to lead to where it is, such as a peering connection."
            ),
            Code::IgwSourceAddressNotInRfc1918Ingress
            | Code::IgwSourceAddressNotInRfc6598Ingress
            | Code::GatewayRejectsSpoofedTraffic => {
                "Nobody on the internet has this source address; such a packet is never let in."
                    .to_owned()
            }
            Code::NgwDestAddressPreservation => {
                "Nobody can start a connection through a NAT gateway. What is to be reached from the internet stands behind a load balancer.".to_owned()
            }
            Code::NgwSourceAddressReassign => {
                "The answer leaves through a NAT gateway, which puts its own address in. Who is asked from the internet needs a route to the internet gateway, or a load balancer in front of it.".to_owned()
            }
            Code::PcxRequiresAddressInVpcCidr => {
                "A peering connection leads to the VPC on its other side and no further.".to_owned()
            }
            Code::Elbv2ListenersMismatch => format!(
                "{} has no listener for this. A listener needs an action, and for HTTPS a certificate, which you choose.",
                name()
            ),
            Code::Elbv2ListenerHasNoTg => format!(
                "{} has no targets; register servers with it.",
                name()
            ),
            Code::Elbv2ListenerRequiresTgAccept => format!(
                "A listener of {} forwards to no target group; choose one.",
                name()
            ),
            Code::Elbv2NoTargetsInAz => {
                "The targets are in Availability Zones that the load balancer does not serve: give it a subnet there, or start targets in its zones.".to_owned()
            }
            Code::WebAclBlocked => format!(
                "{} blocks this client, by a rule or by its default action, and somebody meant that.",
                name()
            ),
            Code::PortNotListening => format!(
                "Nobody listens on this port at {}. Ask on the port that it has.",
                name()
            ),
            Code::AccessDenied => self.why_refused(hop),
            Code::StandbyTakesNoConnections => {
                "The standby takes no connections until it takes over. Ask the database by its name, which leads to the one that answers.".to_owned()
            }
            Code::UnassociatedComponent => {
                "It has no address: put it into a subnet with a free one.".to_owned()
            }
            Code::UnsupportedComponent => "It neither sends nor receives packets.".to_owned(),
            Code::NoSourceOrDestination => "It does not exist.".to_owned(),
            Code::NoPath => {
                "No way leads from here to there: other VPCs are reached over a peering connection with routes on both sides.".to_owned()
            }
            Code::ProtocolRestriction | Code::VpceGatewayProtocolRestriction => format!(
                "{} does not take this protocol, and no setting changes that.",
                name()
            ),
            Code::DnsNameNotFound | Code::DnsRecordPointsNowhere => {
                "What the name is to answer with you alone know: add or correct its record.".to_owned()
            }
            Code::DnsLoop => "The records lead in a circle; let one of them name an address or a resource.".to_owned(),
            Code::DnsCnameAtApex => {
                "At the top of a zone stands an alias or an address, never a CNAME.".to_owned()
            }
            _ => "What mends this somebody has to decide.".to_owned(),
        })
    }

    /// A NAT in its own loop, or an address that nobody has.
    fn why_impossible(&self, hop: &Hop) -> NoRemedy {
        let route = hop.evidence.iter().find_map(|it| match it {
            Evidence::Route {
                target: Some(RouteTarget::Resource(id)),
                ..
            } => Some(id),
            _ => None,
        });
        let through = route.and_then(|id| self.interface(id));
        NoRemedy::new(match through {
            Some(through) => format!(
                "{} stands in {}, whose route leads to {} itself: a circle. Put it into a public subnet, whose route leads to the internet gateway, and keep this one for those that it serves.",
                self.called(through),
                self.name(through.subnet),
                self.called(through)
            ),
            None if hop.stage == Stage::Target => {
                "The load balancers forward to each other in a circle.".to_owned()
            }
            None => format!(
                "No interface here has the address {}.",
                hop.packet.destination
            ),
        })
    }
}

//! What stopped a packet, in a sentence.

use super::{Teller, border};
use crate::architecture::HostedZone;
use crate::architecture::{Kind, LoadBalancer, Properties, ResourceId};
use crate::explain::{code_explanation, words};
use crate::network::{Code, Direction, Evidence, RouteTarget, Stage};
use crate::text::capitalised;

impl Teller<'_> {
    /// A drop: what stopped it here, then what the code means.
    pub fn dropped(&self) -> String {
        let here = self
            .at_the_gate()
            .or_else(|| self.without_record())
            .or_else(|| self.stopped_with())
            .or_else(|| self.evidence(|evidence| self.stopped_by(evidence)));
        let code = self.hop.code.map(code_explanation);
        match (here, code) {
            (Some(here), _) => here,
            (None, Some(code)) => format!("The packet ends at {}. {code}", self.spot()),
            (None, None) => format!("The packet ends at {}.", self.spot()),
        }
    }

    pub(super) fn place(&self) -> String {
        match (&self.hop.resource, self.hop.stage) {
            (Some(id), _) => words::name_or(Some(id), self.architecture, ""),
            (None, Stage::Dns) => "Route 53".to_owned(),
            (None, Stage::RouteTable) => "the main route table".to_owned(),
            (None, Stage::InternetGateway) => "the internet gateway".to_owned(),
            (None, _) => "this point".to_owned(),
        }
    }

    /// The certificate that a listener cannot use, and the property that says
    /// why.
    fn refused_certificate(&self) -> Option<(ResourceId, String)> {
        self.evidence(|evidence| match evidence {
            Evidence::Property {
                resource, property, ..
            } if self.architecture.kind_of(resource) == Some(Kind::Certificate) => {
                Some((resource.clone(), property.clone()))
            }
            _ => None,
        })
    }

    fn listens(&self, balancer: &ResourceId, port: u16) -> bool {
        self.architecture
            .find::<LoadBalancer>(balancer)
            .is_some_and(|it| it.listeners.iter().any(|listener| listener.port == port))
    }

    /// What stopped the packet, for codes that mean several things.
    fn stopped_with(&self) -> Option<String> {
        let place = self.place();
        let first = self.hop.evidence.first();
        let traffic = words::traffic(&self.hop.packet);
        Some(match (self.hop.code?, first) {
            (Code::BadState, Some(Evidence::Property { resource, .. })) => format!(
                "The instance {} is stopped: it takes no packets and sends none.",
                self.named(resource)
            ),
            (Code::BadState, Some(_)) => format!(
                "{} has failed: it takes no packets and sends none.",
                capitalised(&self.thing())
            ),
            (Code::BadState, None) => format!(
                "{} has no address in its subnet, so it takes no packets and sends none.",
                capitalised(&self.thing())
            ),
            (Code::NoPossibleDestination, _) => self.led_nowhere(first)?,
            (
                Code::NoPath,
                Some(Evidence::Address {
                    address,
                    owner: Some(other),
                }),
            ) => format!(
                "The packet comes to {}, which has the address {address} too. {place} is in another VPC, and no connection leads there.",
                self.named(other)
            ),
            (Code::UnassociatedComponent, Some(Evidence::Address { address, .. })) => format!(
                "{place} has no address: {address} is outside its subnet, kept by AWS, or another's already."
            ),
            (Code::PortNotListening, Some(Evidence::Property { value, .. })) => {
                format!(
                    "{place} listens on TCP port {value} and answers nothing else: this is {traffic}."
                )
            }
            (Code::PortNotListening, None) => format!(
                "{place} answers HTTP and HTTPS, on TCP ports 80 and 443: this is {traffic}."
            ),
            (Code::Elbv2ListenersMismatch, Some(Evidence::Listener { port, .. }))
                if let Some((certificate, property)) = self.refused_certificate() =>
            {
                let name = self.named(&certificate);
                match property.as_str() {
                    "region" => format!(
                        "The HTTPS listener of {place} on port {port} names the certificate {name}, which is in another Region. AWS makes no such listener, so nobody answers there."
                    ),
                    _ => format!(
                        "The HTTPS listener of {place} on port {port} names the certificate {name}, which is not issued: no record in a public zone proves that its names are yours. AWS makes no such listener, so nobody answers there."
                    ),
                }
            }
            (
                Code::CertificateNameMismatch,
                Some(Evidence::CertificateNames {
                    certificate,
                    host,
                    names,
                }),
            ) => format!(
                "The certificate {} is for {} and not for {host}. The connection is made, but the browser warns that the site may not be {host} and shows no page.",
                self.named(certificate),
                crate::text::list(names.iter().cloned())
            ),
            (
                Code::DnsNameNotFound,
                Some(Evidence::HiddenWildcard {
                    zone,
                    index,
                    name,
                    closer,
                }),
            ) => {
                let wildcard = &self
                    .architecture
                    .find::<HostedZone>(zone)?
                    .records
                    .get(*index)?
                    .name;
                if name == closer {
                    format!(
                        "The zone has no record of {name}, but records below it. So {name} exists, and {wildcard} answers only for names that do not (RFC 4592)."
                    )
                } else {
                    format!(
                        "The zone has no record of {name}. {wildcard} does not answer for it, because {closer} exists, which is closer to it (RFC 4592): add a record of {name} or of *.{closer}."
                    )
                }
            }
            (Code::DnsRecordsDisagree, Some(Evidence::RecordsDisagree { name, .. })) => format!(
                "The records of {name} have different routing policies. Route 53 takes records of one name and type only with the same policy, so none of them answers here."
            ),
            (Code::DnsRecordPointsNowhere, Some(Evidence::Record { .. })) => {
                let why = self.routing()?;
                format!(
                    "The packet ends at {}. {} {why}",
                    self.spot(),
                    code_explanation(Code::DnsRecordPointsNowhere)
                )
            }
            (Code::Elbv2ListenersMismatch, Some(Evidence::Listener { balancer, port, .. }))
                if self.listens(balancer, *port) =>
            {
                format!(
                    "The HTTPS listener of {place} on port {port} has no certificate. AWS makes no such listener without one, so nobody answers there."
                )
            }
            (Code::ProtocolRestriction, _) => {
                format!(
                    "{}, the side exit, passes on TCP, UDP and ICMP, and nothing else: this is {traffic}.",
                    self.of_kind("The NAT gateway")
                )
            }
            (Code::VpceGatewayProtocolRestriction, _) => {
                format!(
                    "{} takes TCP and ICMP echo requests, and nothing else: this is {traffic}.",
                    self.of_kind("The gateway endpoint")
                )
            }
            (
                Code::SgReferencesNotPreserved,
                Some(Evidence::NoSecurityGroupRule { groups, .. }),
            ) => {
                format!(
                    "A rule of the security group {} names the group of the other side, but what lies between the two hides it: an instance that passes packets on, or a peering connection between Regions. Name its addresses instead.",
                    words::names(groups, self.architecture)
                )
            }
            (Code::GatewayRejectsSpoofedTraffic, Some(Evidence::Address { address, .. })) => {
                format!(
                    "{} turns the packet away: its source, {address}, is no address that could come from there.",
                    capitalised(&place)
                )
            }
            _ => return None,
        })
    }

    /// Why nobody is at the end of the way.
    fn led_nowhere(&self, first: Option<&Evidence>) -> Option<String> {
        let place = self.place();
        Some(match (self.hop.stage, first?) {
            (Stage::NatGateway, Evidence::Route { .. }) => {
                let who = format!("{}, the side exit,", self.of_kind("The NAT gateway"));
                self.in_a_circle(&who)?
            }
            (Stage::Interface, Evidence::Route { .. }) => {
                self.in_a_circle(&capitalised(&self.thing()))?
            }
            (Stage::RouteTable, _) => {
                "The route tables, the signboards, lead the packet round in a circle until it dies."
                    .to_owned()
            }
            (Stage::InternetGateway, Evidence::Address { address, .. }) => {
                format!("{address} is an address that no host on the internet has.")
            }
            (
                Stage::Destination,
                Evidence::Address {
                    address,
                    owner: None,
                },
            ) => match &self.hop.resource {
                Some(id) if self.architecture.kind_of(id) == Some(Kind::Vpc) => format!(
                    "Nobody in the VPC {place} has the address {address}. All of the VPC's addresses are local, so the packet ends here and takes no other way."
                ),
                _ => format!("Nobody who could answer has the address {address}."),
            },
            _ => return None,
        })
    }

    /// Why a route leads nowhere.
    fn dead(&self, target: Option<&ResourceId>, vpc: &ResourceId) -> &'static str {
        let target = target.and_then(|id| self.architecture.get(id));
        match target.map(|it| &it.properties) {
            None => "which does not exist (any more)",
            Some(Properties::InternetGateway(it)) if it.vpc.is_none() => {
                "which is attached to no VPC"
            }
            Some(Properties::InternetGateway(it)) if it.vpc.as_ref() != Some(vpc) => {
                "which is attached to another VPC"
            }
            Some(Properties::VpcPeering(it))
                if ![&it.requester, &it.accepter].contains(&&Some(vpc.clone())) =>
            {
                "which connects other VPCs"
            }
            _ => "which does not work",
        }
    }

    /// What stopped the packet, for evidence that tells by itself.
    fn stopped_by(&self, evidence: &Evidence) -> Option<String> {
        let packet = &self.hop.packet;
        Some(match evidence {
            Evidence::Route {
                table,
                address,
                destination: None,
                vpc,
                ..
            } => format!(
                "{} has no route for {address}, so the packet has no way to go.",
                capitalised(&self.signboard(table.as_ref(), vpc))
            ),
            Evidence::Route {
                table,
                address,
                destination: Some(destination),
                target: Some(RouteTarget::Blackhole(target)),
                vpc,
            } => format!(
                "{} sends {address} by {destination} to {}, {}. A dead route is not skipped for a less specific one.",
                capitalised(&self.signboard(table.as_ref(), vpc)),
                words::name_or(target.as_ref(), self.architecture, "nothing"),
                self.dead(target.as_ref(), vpc)
            ),
            Evidence::NetworkAclEntry {
                acl,
                subnet,
                direction,
                number,
            } => {
                let acl = capitalised(&self.network_acl(acl.as_ref(), subnet));
                let border = border(*direction);
                let subnet = self.named(subnet);
                let what = words::traffic_seen(packet, *direction);
                match number {
                    Some(number) => format!(
                        "{acl}, the guard at the {border} of {subnet}, is read from the top: rule {number} is the first that matches {what}, and it denies."
                    ),
                    None => format!(
                        "{acl}, the guard at the {border} of {subnet}, has no entry for {what}, and its last line, *, denies the rest. Network ACLs remember nothing: answers need entries of their own."
                    ),
                }
            }
            Evidence::NoSecurityGroupRule { groups, direction } => {
                let (groups, guard) = self.guards(groups);
                let seen = words::traffic_seen(packet, *direction);
                match direction {
                    Direction::Inbound => format!(
                        "No rule of {groups}, {guard} at the door of {}, allows {seen}, so it is turned away.",
                        self.door("the receiver")
                    ),
                    Direction::Outbound => format!(
                        "No rule of {groups}, {guard} at the door of {}, allows {seen}, so it is not let out.",
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
                "The load balancer {}, the receptionist, has no listener for {}, so nobody answers there.",
                self.named(balancer),
                words::traffic(packet)
            ),
            Evidence::WebAclRule { acl, priority } => {
                let acl = self.named(acl);
                match priority {
                    Some(priority) => format!(
                        "Rule {priority} of the web ACL {acl} blocks the request of {}: the client gets HTTP status 403.",
                        packet.source
                    ),
                    None => format!(
                        "No rule of the web ACL {acl} matches and its default action blocks: the client gets HTTP status 403."
                    ),
                }
            }
            _ => return None,
        })
    }
}

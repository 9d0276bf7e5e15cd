//! What stops a packet at the border of a VPC, and a question at Route 53: with
//! the thing that lacks something by its name.

use super::Teller;
use crate::architecture::{HostedZone, Kind};
use crate::network::{Code, Evidence, RouteTarget};

impl Teller<'_> {
    /// A packet that an internet gateway stops.
    pub(super) fn at_the_gate(&self) -> Option<String> {
        let (address, owner) = self.evidence(|evidence| match evidence {
            Evidence::Address { address, owner } => Some((*address, owner.clone())),
            _ => None,
        })?;
        let owner = owner.map(|id| self.named(&id));
        let of_vpc = self.hop.resource.as_ref();
        let of_vpc = of_vpc.filter(|id| self.architecture.kind_of(id) == Some(Kind::Vpc));
        let gate = match of_vpc {
            Some(vpc) => format!(
                "An internet gateway, the main gate, of which {} has none that works,",
                self.named(vpc)
            ),
            None => format!("{}, the main gate,", self.of_kind("The internet gateway")),
        };
        Some(match (self.hop.code?, owner) {
            (Code::IgwPublicIpAssociationForEgress, Some(owner)) => format!(
                "{gate} lets out only interfaces that have a public address, and {owner} ({address}) has none."
            ),
            (Code::IgwPrivateIpAssociationForIngress, Some(owner)) => format!(
                "{gate} lets in only what is addressed to the public address of an interface, and {address} is the private one of {owner}."
            ),
            (Code::BadStateAttachment, Some(owner)) => match of_vpc {
                Some(vpc) => {
                    let name = self.named(vpc);
                    // Many are called so.
                    let what = if name.to_lowercase().contains("vpc") {
                        ""
                    } else {
                        "The VPC "
                    };
                    format!(
                        "{what}{name} has no internet gateway attached that works, so nothing from the internet reaches {owner} ({address})."
                    )
                }
                None => format!(
                    "{gate} does not work, so nothing from the internet reaches {owner} ({address})."
                ),
            },
            (Code::IgwDestinationAddressNotInRfc1918Egress, _) => format!(
                "{gate} lets out nothing for private addresses (RFC 1918), and {address} is one."
            ),
            (Code::IgwDestinationAddressNotInRfc6598Egress, _) => format!(
                "{gate} lets out nothing for shared addresses (RFC 6598), and {address} is one."
            ),
            (Code::IgwSourceAddressNotInRfc1918Ingress, _) => format!(
                "{gate} lets in nothing from private addresses (RFC 1918), and {address} is one."
            ),
            (Code::IgwSourceAddressNotInRfc6598Ingress, _) => format!(
                "{gate} lets in nothing from shared addresses (RFC 6598), and {address} is one."
            ),
            _ => return None,
        })
    }

    /// A NAT whose own way leads to a NAT again.
    pub(super) fn in_a_circle(&self, who: &str) -> Option<String> {
        self.evidence(|evidence| match evidence {
            Evidence::Route {
                table, vpc, target, ..
            } => Some(format!(
                "{who} cannot pass the packet on: {} leads to {} again, so the packet would go round in a circle.",
                self.signboard(table.as_ref(), vpc),
                match target {
                    Some(RouteTarget::Resource(id)) => self.named(id),
                    _ => "a NAT".to_owned(),
                }
            )),
            _ => None,
        })
    }

    /// A name that the zone which answers for it does not know.
    pub(super) fn without_record(&self) -> Option<String> {
        self.evidence(|evidence| {
            let Evidence::NoRecord { zone, name, hidden } = evidence else {
                return None;
            };
            let it: &HostedZone = self.architecture.find(zone)?;
            let what = self.named(zone);
            if !it.private {
                return Some(format!(
                    "The hosted zone {what}, the directory, has no record of {name}."
                ));
            }
            let vpcs = it.vpcs.iter().map(|vpc| self.named(vpc));
            let although = match hidden {
                Some(public) => format!(
                    ", although the public zone {} has one",
                    self.named(public)
                ),
                None => String::new(),
            };
            Some(format!(
                "Inside {} the private hosted zone {what}, the directory there, alone answers for {}, and it has no record of {name}{although}.",
                crate::text::list(vpcs),
                it.domain.trim_end_matches('.')
            ))
        })
    }
}

//! The remedy for a dropped hop, or the reason why there is none.
//!
//! A remedy mends the journey that the learner means by the narrowest change
//! that serves it. What is for the public is opened to everybody, never to one
//! made-up customer; a tier to the group that calls it, never to an address
//! that AWS has chosen; a network ACL to the blocks of the caller's subnets,
//! both ways. Nothing private becomes public by a remedy. Where no such change
//! exists, or where somebody has to decide first, there is no remedy but a
//! reason.
//!
//! Where to read what:
//!
//! - `party`: who is on the other side of a filter, and from which blocks.
//! - `groups`, `borders`: for whom a filter is to be opened.
//! - `doors`, `default_group`, `acls`: the remedies of filters, whoever offers
//!   them.
//! - `routes`, `tables`: routes that lack or lead nowhere, and subnets that
//!   obey the wrong table; `endpoints`: ways to services of Amazon.
//! - `addresses`: public addresses, and gateways that are not attached.
//! - `permissions`: what S3 refuses.
//! - `records`: names that a private zone hides.
//! - `reasons`: why the rest has no remedy.
//! - `blockers`: what else is in the way once the first remedy is applied.
//!
//! Rules that find the same causes offer the same edits, so that a finding and
//! a trace never tell two stories: they call the functions here
//! ([`public_subnet_instead`], [`serve_by_endpoint`], [`Network::let_in`] and its
//! like for security groups, [`open_acl`] for network ACLs), and
//! `tests/remedies.rs` holds both against each other.

mod acls;
mod addresses;
mod blockers;
mod borders;
mod default_group;
mod doors;
mod endpoints;
mod groups;
mod party;
mod permissions;
mod reasons;
mod records;
mod routes;
mod tables;
mod traffic;

use serde_json::{Value, json};

pub use acls::{Passing, open_acl, open_twice};
pub use endpoints::serve_by_endpoint;
pub use tables::public_subnet_instead;
pub use traffic::Traffic;

use super::answer::*;
use super::code::Code;
use super::interfaces::Interface;
use super::topology::Network;
use crate::architecture::*;

/// Why there is no remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoRemedy {
    /// The reason, and what somebody has to decide or do instead; one or two
    /// sentences.
    pub why: String,
}

impl NoRemedy {
    fn new(why: impl Into<String>) -> Self {
        Self { why: why.into() }
    }
}

type Found = Result<Remedy, NoRemedy>;

fn none<T>(why: impl Into<String>) -> Result<T, NoRemedy> {
    Err(NoRemedy::new(why))
}

impl Network<'_> {
    /// The remedy for a hop that drops a packet, where there is one.
    pub fn fix(&self, hop: &Hop) -> Option<Remedy> {
        self.remedy(hop).ok()
    }

    /// The remedy for a hop that drops a packet, or why there is none.
    pub fn remedy(&self, hop: &Hop) -> Result<Remedy, NoRemedy> {
        let Some(code) = hop.code else {
            return none("Nothing is dropped here.");
        };
        match code {
            Code::EniSgRulesMismatch | Code::SgHasNoRules => self.mend_group(hop, true),
            Code::SgReferencesNotPreserved => self.mend_group(hop, false),
            Code::SubnetAclRestriction => self.mend_acl(hop),
            Code::NoRouteToDestination => self.lay_route(hop),
            Code::BadStateRoute => self.revive_route(hop),
            Code::BadStateAttachment => self.attach_gateway(hop),
            Code::IgwPublicIpAssociationForEgress => self.give_address_out(hop),
            Code::IgwPrivateIpAssociationForIngress => self.give_address_in(hop),
            Code::EniSourceDestCheckRestriction => self.turn(
                hop,
                json!(false),
                "Turn off the source/destination check of",
            ),
            Code::BadState => self.turn(hop, json!("running"), "Start"),
            Code::AccessDenied => self.permit(hop),
            Code::DnsNameNotFound => self.add_record(hop),
            Code::DnsSupportDisabled => self.turn(hop, json!(true), "Turn on DNS resolution in"),
            other => Err(self.reason(hop, other)),
        }
    }

    fn name(&self, id: &ResourceId) -> String {
        self.indexed().name_of(id)
    }

    /// Sets the property that the evidence names.
    fn turn(&self, hop: &Hop, value: Value, doing: &str) -> Found {
        let named = hop.evidence.iter().find_map(|it| match it {
            Evidence::Property {
                resource, property, ..
            } => Some((resource, property)),
            _ => None,
        });
        // Members are made by their group; only what stands in the document
        // can be changed.
        let named = named.filter(|(resource, property)| {
            let found = self.indexed().get(resource);
            found.is_some_and(|it| it.properties.get(property).is_some())
        });
        match named {
            Some((resource, property)) => Ok(Remedy::new(
                format!("{doing} {}", self.name(resource)),
                Edit::set(resource, property, value),
            )),
            None => Err(self.reason(hop, Code::BadState)),
        }
    }

    /// The place of the interface that the evidence names.
    fn place_of(&self, hop: &Hop) -> Option<usize> {
        hop.evidence.iter().find_map(|it| match it {
            Evidence::Address {
                owner: Some(id), ..
            } => self.interface_index.get(id).copied(),
            _ => None,
        })
    }

    /// What an interface belongs to, in words.
    fn called(&self, interface: &Interface<'_>) -> String {
        self.name(&interface.id)
    }
}

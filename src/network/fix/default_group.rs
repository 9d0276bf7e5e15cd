//! The default group as a guard: it lets in its own members alone (rulebook
//! SG-6), so whoever is to be called by others needs a group of its own.

use super::doors::Whom;
use super::traffic::{Traffic, spoken};
use super::{Found, NoRemedy, none};
use crate::architecture::*;
use crate::network::answer::Direction;
use crate::network::interfaces::Role;
use crate::network::topology::Network;

impl Network<'_> {
    /// Gives an interface that the default group guards a group that lets
    /// `whom` in: one that is there for just that, else a new one.
    pub(super) fn leave_default_group(
        &self,
        at: usize,
        direction: Direction,
        traffic: &[Traffic],
        whom: &Whom,
    ) -> Found {
        let guarded = &self.interfaces[at];
        let name = self.name(guarded.owner);
        let what = spoken(traffic);
        let facts = guarded.vpc.and_then(|vpc| self.vpc(vpc));
        let default = facts.and_then(|facts| facts.default_group);
        let together = self.interfaces.iter().find(|it| {
            it.is_guarded()
                && it.groups.is_empty()
                && it.vpc_index == guarded.vpc_index
                && it.owner != guarded.owner
        });
        if let Some(default) = default
            && (direction == Direction::Outbound || together.is_some())
        {
            let remedy = self.open_group(default, direction, traffic, whom);
            return remedy.ok_or_else(|| NoRemedy::new("The default group is gone."));
        }
        let Some(vpc) = guarded.vpc.filter(|_| direction == Direction::Inbound) else {
            return none(format!(
                "{name} is guarded by the default group of its VPC."
            ));
        };
        if let Some(other) = together {
            return none(format!(
                "{name} is guarded by the default group, which lets in its own members alone, and {} is one of them. Give each a group of its own that lets in whom it needs.",
                self.name(other.owner)
            ));
        }
        let Some((resource, property)) = self.guarded_by(at) else {
            return none(format!(
                "{name} is guarded by the default group, which lets in its own members alone. Give it a group that lets its callers in."
            ));
        };
        if let Some(ready) = self.ready_group(at, vpc, default, traffic, whom) {
            return Ok(Remedy::new(
                format!(
                    "Guard {name} with {}, which lets {} in on {what}",
                    self.name(ready),
                    self.words(whom)
                ),
                Edit::set(&resource, property, [ready]),
            ));
        }
        let id = self.indexed().free_id(Kind::SecurityGroup);
        let plain = name.replace(|it: char| !it.is_ascii_alphanumeric() && it != '-', "-");
        let called = self.indexed().free_name(&format!("{plain}-group"));
        let rules = |peer: Peer| traffic.iter().map(move |it| it.rule(peer.clone()));
        let ingress = whom.peers().into_iter().flat_map(rules).collect();
        let group = SecurityGroup {
            vpc: Some(vpc.clone()),
            ingress,
            ..SecurityGroup::default()
        };
        Ok(Remedy {
            label: format!(
                "Guard {name} with a new group, {called}, which lets {} in on {what}",
                self.words(whom)
            ),
            edits: vec![
                Edit::create(id.clone(), Resource::new(called, group)),
                Edit::set(&resource, property, [id]),
            ],
        })
    }

    pub(super) fn words(&self, whom: &Whom) -> String {
        match whom {
            Whom::Everybody => "everybody".to_owned(),
            Whom::Group(id) => self.name(id),
            Whom::Blocks(blocks) => crate::text::list(blocks.iter().map(ToString::to_string)),
        }
    }

    /// The resource and the property that name the groups of an interface,
    /// where it is not one of several with groups of their own.
    fn guarded_by(&self, at: usize) -> Option<(ResourceId, &'static str)> {
        let guarded = &self.interfaces[at];
        match &self.indexed().get(guarded.owner)?.properties {
            Properties::Instance(_) if guarded.id != *guarded.owner => None,
            Properties::Instance(_)
            | Properties::Database(_)
            | Properties::Cache(_)
            | Properties::LoadBalancer(_) => Some((guarded.owner.clone(), "security_groups")),
            Properties::AutoScalingGroup(it) => {
                let (template, _) = self.relations.template_of(it)?;
                let mut users = self.relations.launched(template);
                let only = users.next().is_some() && users.next().is_none();
                only.then(|| (template.clone(), "security_groups"))
            }
            _ => None,
        }
    }

    /// A group of the VPC that is there for just this: it lets `whom` in on
    /// this port and nobody else on any other.
    fn ready_group(
        &self,
        at: usize,
        vpc: &ResourceId,
        default: Option<&ResourceId>,
        traffic: &[Traffic],
        whom: &Whom,
    ) -> Option<&ResourceId> {
        let wanted = |rule: &SecurityGroupRule| {
            let peer = match (whom, &rule.peer) {
                (Whom::Group(wanted), Peer::Group(peer)) => wanted == peer,
                (Whom::Blocks(wanted), Peer::Cidr(text)) => {
                    let block = text.lenient();
                    block.is_some_and(|block| wanted.iter().all(|it| block == *it))
                }
                (Whom::Everybody, Peer::Cidr(text)) => {
                    text.lenient() == Some(ipnet::Ipv4Net::default())
                }
                _ => false,
            };
            peer && traffic.iter().any(|it| it.is_that_of(rule))
        };
        // Who only answers needs no rule outbound.
        let calls = !matches!(
            self.interfaces[at].role,
            Role::Database | Role::Replica | Role::MountTarget
        );
        let mut fitting = self
            .indexed()
            .all::<SecurityGroup>()
            .filter(|(id, group)| {
                group.vpc.as_ref() == Some(vpc)
                    && Some(*id) != default
                    && traffic
                        .iter()
                        .all(|it| group.ingress.iter().any(|rule| it.is_that_of(rule)))
                    && group.ingress.iter().all(wanted)
                    && (!calls || group.egress.contains(&SecurityGroupRule::allow_all()))
            })
            .map(|(id, _)| id);
        let only = fitting.next();
        only.filter(|_| fitting.next().is_none())
    }
}

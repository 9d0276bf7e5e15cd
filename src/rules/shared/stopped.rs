//! What finds no way to or from the internet in some subnets: what the card on
//! the cause lists, instead of cards of their own.

use crate::architecture::*;
use crate::network::Role;
use crate::order::InOrder;
use crate::relations::{Exit, SubnetFacts};
use crate::rules::context::Context;

/// Whether a load balancer is for clients on the internet.
pub fn faces_internet(context: &Context<'_, '_>, id: &ResourceId) -> bool {
    let balancer: Option<&LoadBalancer> = context.find(id);
    balancer.is_some_and(|it| it.scheme == Scheme::InternetFacing)
}

/// Whether a NAT gateway is to lead to the internet.
pub fn is_public_nat(context: &Context<'_, '_>, id: &ResourceId) -> bool {
    let nat: Option<&NatGateway> = context.find(id);
    nat.is_some_and(|it| it.connectivity == Connectivity::Public)
}

/// What stands in subnets that are not public, and needs that they are.
#[derive(Default)]
pub struct Stopped<'a> {
    /// Load balancers that face the internet.
    pub balancers: Vec<&'a ResourceId>,
    /// Public NAT gateways, and instances that routes lead to as such.
    pub gateways: Vec<&'a ResourceId>,
    /// Instances with a public address.
    pub addressed: Vec<&'a ResourceId>,
    /// Whether a load balancer has nodes elsewhere too.
    partly: bool,
}

impl<'a> Stopped<'a> {
    /// What stands there.
    pub fn within<'s>(
        context: &Context<'_, 'a>,
        subnets: impl IntoIterator<Item = &'s ResourceId>,
    ) -> Self {
        let mut stopped = Self::default();
        let subnets: Vec<_> = subnets.into_iter().collect();
        for subnet in &subnets {
            for it in context.standing_in(subnet) {
                let id = it.owner;
                match it.role {
                    Role::BalancerNode if faces_internet(context, id) => stopped.balancers.push(id),
                    Role::NatGateway if is_public_nat(context, id) => stopped.gateways.push(id),
                    Role::Instance if passes_on(context.subnets, id) => stopped.gateways.push(id),
                    Role::Instance if it.public.is_some() => stopped.addressed.push(id),
                    _ => {}
                }
            }
        }
        for list in [
            &mut stopped.balancers,
            &mut stopped.gateways,
            &mut stopped.addressed,
        ] {
            list.order();
            list.dedup();
        }
        let balancers = stopped.balancers.iter();
        let all = balancers.filter_map(|id| context.find::<LoadBalancer>(id));
        let mut nodes = all.flat_map(|it| &it.subnets);
        stopped.partly = nodes.any(|it| !subnets.contains(&it));
        stopped
    }

    /// Whether something does not work that is there for others.
    pub fn is_grave(&self) -> bool {
        !self.balancers.is_empty() || !self.gateways.is_empty()
    }

    /// Whether somebody relies on what does not work: customers on a load
    /// balancer, subnets on where their default route leads.
    pub fn is_relied_on(&self, context: &Context<'_, '_>) -> bool {
        let leads_to = |id: &ResourceId| {
            let mut exits = context.subnets.iter().map(SubnetFacts::chosen_exit);
            exits.any(|exit| exit == Exit::NatGateway(id) || exit == Exit::Other(id))
        };
        !self.balancers.is_empty() || self.gateways.iter().any(|id| leads_to(id))
    }

    /// Everything, in the order in which it is told.
    pub fn all(&self) -> impl Iterator<Item = &'a ResourceId> {
        let lists = [&self.balancers, &self.addressed, &self.gateways];
        lists.into_iter().flatten().copied()
    }

    /// "nobody on the internet reaches shop", "exit leads nowhere".
    pub fn words(&self, context: &Context<'_, '_>) -> Vec<String> {
        let mut words = Vec::new();
        let asked = self.balancers.iter().chain(&self.addressed).copied();
        if !self.balancers.is_empty() || !self.addressed.is_empty() {
            words.push(format!(
                "nobody on the internet reaches {}{}",
                context.names(asked),
                if self.partly { " there" } else { "" }
            ));
        }
        if !self.gateways.is_empty() {
            let leads = match self.gateways[..] {
                [_] => "leads",
                _ => "lead",
            };
            words.push(format!(
                "{} {leads} nowhere",
                context.names(self.gateways.iter().copied())
            ));
        }
        words
    }

    /// The same behind a sentence: ": nobody on the internet reaches shop, and
    /// exit leads nowhere"; nothing where nothing is stopped.
    pub fn behind(&self, context: &Context<'_, '_>) -> String {
        match &self.words(context)[..] {
            [] => String::new(),
            words => format!(": {}", words.join(", and ")),
        }
    }
}

/// Whether the default route of some subnet leads to an instance.
fn passes_on(subnets: &[SubnetFacts<'_>], id: &ResourceId) -> bool {
    subnets.iter().any(|it| it.chosen_exit() == Exit::Other(id))
}

//! NAT instances: instances to which a default route leads.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::*;
use crate::relations::{Exit, SubnetFacts};
use crate::rules::context::Context;

/// An instance that is to take packets to the internet.
pub struct Forwarder<'c, 'a> {
    /// The instance.
    pub id: &'a ResourceId,
    /// What was said of it.
    pub instance: &'a Instance,
    /// The subnet that it stands in.
    pub home: &'c SubnetFacts<'a>,
    /// The subnets whose default route leads to it, in order of ids.
    pub served: Vec<&'c SubnetFacts<'a>>,
}

impl<'a> Forwarder<'_, 'a> {
    /// How the way goes on behind it.
    pub fn way(&self, context: &Context<'_, 'a>) -> Way<'a> {
        let mut round = BTreeSet::from([self.id]);
        let mut exit = self.home.chosen_exit();
        loop {
            match exit {
                Exit::InternetGateway(_) | Exit::NatGateway(_) => return Way::Out,
                Exit::None => return Way::Ends,
                Exit::Nowhere => return Way::Told,
                Exit::Other(next) => {
                    let home = context
                        .find::<Instance>(next)
                        .and_then(|it| context.subnet(it.subnet.as_ref()?));
                    // Behind a peering connection there is no internet, which
                    // is told as such.
                    let Some(home) = home else { return Way::Told };
                    if !round.insert(next) {
                        return Way::Round(round.into_iter().collect());
                    }
                    exit = home.chosen_exit();
                }
            }
        }
    }
}

/// How the way to the internet goes on behind a NAT instance.
pub enum Way<'a> {
    /// To an internet gateway or a NAT gateway.
    Out,
    /// Its own subnet has no default route.
    Ends,
    /// In a circle through these instances.
    Round(Vec<&'a ResourceId>),
    /// Into something that is told as such.
    Told,
}

/// Every instance to which the default route of a subnet leads, in order of
/// ids.
pub fn forwarders<'c, 'a>(context: &Context<'c, 'a>) -> Vec<Forwarder<'c, 'a>> {
    let mut served: BTreeMap<&ResourceId, Vec<_>> = BTreeMap::new();
    for subnet in context.subnets {
        if let Exit::Other(id) = subnet.chosen_exit() {
            served.entry(id).or_default().push(subnet);
        }
    }
    let known = served.into_iter().filter_map(|(id, served)| {
        let instance: &Instance = context.find(id)?;
        let home = context.subnet(instance.subnet.as_ref()?)?;
        Some(Forwarder {
            id,
            instance,
            home,
            served,
        })
    });
    known.collect()
}

/// Whether the packets of a subnet for the internet go to an instance that
/// cannot take them there, which is told as such.
pub fn is_misled(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>) -> bool {
    let Exit::Other(id) = subnet.chosen_exit() else {
        return false;
    };
    let mut all = forwarders(context).into_iter();
    let found = all.find(|it| it.id == id);
    found.is_some_and(|it| matches!(it.way(context), Way::Ends | Way::Round(_)))
}

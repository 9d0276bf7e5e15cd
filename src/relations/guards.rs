//! What a security group guards, and which groups count for whom.
//!
//! Groups stand at network interfaces. Whoever has none named is guarded by
//! the default group of its VPC (rulebook SG-7); a group of another VPC does
//! not count, since AWS refuses it (rulebook SG-15).

use rustc_hash::FxHashMap;

use super::{Relations, at_home};
use crate::architecture::*;

/// Something with network interfaces, and the groups that are named for them.
#[derive(Clone, Copy, Debug)]
pub struct Guarded<'a> {
    /// Who has the interfaces: for what a launch template makes, the Auto
    /// Scaling group.
    pub owner: &'a ResourceId,
    /// Who names the groups: the same, but for an Auto Scaling group its
    /// launch template.
    pub id: &'a ResourceId,
    /// The property that names them.
    pub property: &'static str,
    /// The VPC that the interfaces are in.
    pub vpc: Option<&'a ResourceId>,
    /// The groups as named; none means the default group of the VPC.
    pub groups: &'a [ResourceId],
}

/// Who is guarded by what.
#[derive(Clone, Debug, Default)]
pub struct Guards<'a> {
    /// Everything with network interfaces that groups can guard, by kind, then
    /// in order of ids.
    pub all: Vec<Guarded<'a>>,
    named: FxHashMap<&'a ResourceId, Vec<usize>>,
    members: FxHashMap<&'a ResourceId, Vec<&'a ResourceId>>,
}

impl<'a> Guards<'a> {
    /// Looks everything up.
    pub fn of(relations: &Relations<'a>) -> Self {
        let mut guards = Self {
            all: relations.guarded(),
            ..Self::default()
        };
        for (index, it) in guards.all.iter().enumerate() {
            for group in it.groups {
                guards.named.entry(group).or_default().push(index);
            }
            for group in relations.groups_of(it) {
                let members = guards.members.entry(group).or_default();
                // The interfaces of one owner stand next to each other.
                if members.last() != Some(&it.owner) {
                    members.push(it.owner);
                }
            }
        }
        guards
    }

    /// Everything that names a security group, whether that counts or not.
    pub fn naming(&self, group: &ResourceId) -> impl Iterator<Item = &Guarded<'a>> {
        let indices = self.named.get(group).map_or(&[][..], Vec::as_slice);
        indices.iter().map(|index| &self.all[*index])
    }

    /// Whom a security group guards: those for whose interfaces it counts. For
    /// what a launch template makes, the Auto Scaling group.
    pub fn members(&self, group: &ResourceId) -> &[&'a ResourceId] {
        self.members.get(group).map_or(&[], Vec::as_slice)
    }
}

impl<'a> Relations<'a> {
    fn guarded(&self) -> Vec<Guarded<'a>> {
        let architecture = self.indexed();
        let mut all = Vec::new();
        let vpc_of = |subnet: &Option<ResourceId>| self.subnet(subnet.as_ref()?)?.vpc;
        let mut add = |owner, id, property, vpc, groups| {
            all.push(Guarded {
                owner,
                id,
                property,
                vpc,
                groups,
            });
        };
        for (id, it) in architecture.all::<Instance>() {
            let vpc = vpc_of(&it.subnet);
            add(id, id, "security_groups", vpc, &it.security_groups[..]);
            for interface in &it.interfaces {
                let vpc = vpc_of(&interface.subnet);
                add(id, id, "interfaces", vpc, &interface.security_groups);
            }
        }
        for (owner, it) in architecture.all::<AutoScalingGroup>() {
            if let Some((id, template)) = self.template_of(it) {
                let vpc = self.vpc_of_subnets(&it.subnets);
                add(owner, id, "security_groups", vpc, &template.security_groups);
            }
        }
        for (id, it) in architecture.all::<LoadBalancer>() {
            let vpc = self.vpc_of_subnets(&it.subnets);
            add(id, id, "security_groups", vpc, &it.security_groups);
        }
        for (id, it) in self.stores() {
            let vpc = self.vpc_of_subnets(it.subnets);
            add(id, id, "security_groups", vpc, it.security_groups);
        }
        for (id, it) in architecture.all::<FileSystem>() {
            for target in &it.mount_targets {
                let vpc = vpc_of(&target.subnet);
                add(id, id, "mount_targets", vpc, &target.security_groups);
            }
        }
        all
    }

    /// The groups of the architecture that count for something.
    fn groups_of(
        &self,
        guarded: &Guarded<'a>,
    ) -> impl Iterator<Item = &'a ResourceId> + use<'_, 'a> {
        let vpc = guarded.vpc;
        let default = self.default_group_of(guarded.groups, vpc);
        let named = guarded.groups.iter().filter(move |id| {
            let group: Option<&SecurityGroup> = self.indexed().find(id);
            group.is_some_and(|it| at_home(it.vpc.as_ref(), vpc))
        });
        named.chain(default)
    }

    /// The group that stands for the default one of a VPC, where no other is
    /// named.
    fn default_group_of(
        &self,
        named: &[ResourceId],
        vpc: Option<&ResourceId>,
    ) -> Option<&'a ResourceId> {
        let vpc = vpc.filter(|_| named.is_empty())?;
        self.vpc(vpc)?.default_group
    }
}

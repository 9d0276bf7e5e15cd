//! Who serves requests, and who stands behind which target group.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Relations;
use crate::architecture::*;
use crate::order::InOrder;

/// Servers: an instance, or the instances of an Auto Scaling group.
#[derive(Clone, Copy, Debug)]
pub struct Servers<'a> {
    /// The instance or the Auto Scaling group.
    pub id: &'a ResourceId,
    /// Where they are.
    pub subnets: &'a [ResourceId],
    /// Who guards them.
    pub groups: &'a [ResourceId],
    /// What their application calls.
    pub backends: &'a [ResourceId],
    /// The instance profile that gives them a role.
    pub profile: Option<&'a ResourceId>,
    /// What they run at their first start.
    pub user_data: &'a str,
    /// Where these properties stand: the instance or the launch template.
    pub made_by: &'a ResourceId,
}

/// Who is registered with each target group: the instances that it names, as
/// listed, then the Auto Scaling groups that name it, in order of ids.
#[derive(Clone, Debug, Default)]
pub struct Registered<'a>(FxHashMap<&'a ResourceId, Vec<&'a ResourceId>>);

impl<'a> Registered<'a> {
    /// Looks everybody up.
    pub fn of(relations: &Relations<'a>) -> Self {
        let architecture = relations.indexed();
        let mut registered: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (id, group) in architecture.all::<TargetGroup>() {
            let instances = group.targets.iter();
            let instances = instances.filter(|it| architecture.kind_of(it) == Some(Kind::Instance));
            registered.entry(id).or_default().extend(instances);
        }
        for (id, group) in architecture.all::<AutoScalingGroup>() {
            for target_group in &group.target_groups {
                registered.entry(target_group).or_default().push(id);
            }
        }
        Self(registered)
    }

    /// Who is registered with a target group, whether AWS takes it or not.
    pub fn with(&self, group: &ResourceId) -> &[&'a ResourceId] {
        self.0.get(group).map_or(&[], Vec::as_slice)
    }

    /// Who answers for a target group, as far as its kind goes: a group that
    /// takes addresses takes no servers (rulebook TG-2).
    pub fn answering(&self, id: &ResourceId, group: &TargetGroup) -> &[&'a ResourceId] {
        match group.target_type {
            TargetType::Instance => self.with(id),
            TargetType::Ip => &[],
        }
    }
}

/// The tiers of an architecture: servers, and how requests come to them.
#[derive(Clone, Debug, Default)]
pub struct Tiers<'a> {
    /// All servers, in order of ids.
    pub servers: Vec<Servers<'a>>,
    /// The servers behind each target group.
    pub targets: BTreeMap<&'a ResourceId, Vec<Servers<'a>>>,
    forwarding: FxHashMap<&'a ResourceId, Vec<&'a ResourceId>>,
}

impl<'a> Tiers<'a> {
    /// Looks everybody up.
    pub fn of(relations: &Relations<'a>) -> Self {
        let servers = servers(relations);
        let find = |id: &ResourceId| {
            let place = servers.binary_search_by_key(&id, |it| it.id).ok()?;
            Some(servers[place])
        };
        let registered = Registered::of(relations);
        let targets = registered.0.iter();
        let targets =
            targets.map(|(group, ids)| (*group, ids.iter().copied().filter_map(find).collect()));
        let targets = targets.collect();
        let mut forwarding: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (id, balancer) in relations.indexed().all::<LoadBalancer>() {
            for group in forwards(balancer) {
                let balancers = forwarding.entry(group).or_default();
                if balancers.last() != Some(&id) {
                    balancers.push(id);
                }
            }
        }
        Self {
            servers,
            targets,
            forwarding,
        }
    }

    /// The load balancers that forward to a target group.
    pub fn balancers_of(&self, group: &ResourceId) -> &[&'a ResourceId] {
        self.forwarding.get(group).map_or(&[], Vec::as_slice)
    }
}

/// The target groups that the listeners of a load balancer forward to, each
/// once for every listener and rule that does.
pub fn forwards(balancer: &LoadBalancer) -> impl Iterator<Item = &ResourceId> {
    let actions = balancer.listeners.iter().flat_map(Listener::actions);
    actions.filter_map(Action::target_group)
}

fn servers<'a>(relations: &Relations<'a>) -> Vec<Servers<'a>> {
    let mut all = Vec::new();
    for (id, it) in relations.indexed().all::<Instance>() {
        all.push(Servers {
            id,
            subnets: it.subnet.as_slice(),
            groups: &it.security_groups,
            backends: &it.backends,
            profile: it.instance_profile.as_ref(),
            user_data: &it.user_data,
            made_by: id,
        });
    }
    for (id, it) in relations.indexed().all::<AutoScalingGroup>() {
        let Some((made_by, template)) = relations.template_of(it) else {
            continue;
        };
        all.push(Servers {
            id,
            subnets: &it.subnets,
            groups: &template.security_groups,
            backends: &template.backends,
            profile: template.instance_profile.as_ref(),
            user_data: &template.user_data,
            made_by,
        });
    }
    all.order_by_key(|it| it.id);
    all
}

impl<'a> Relations<'a> {
    /// The launch template of an Auto Scaling group, if that exists.
    pub fn template_of(
        &self,
        group: &'a AutoScalingGroup,
    ) -> Option<(&'a ResourceId, &'a LaunchTemplate)> {
        let id = group.launch_template.as_ref()?;
        Some((id, self.indexed().find(id)?))
    }

    /// The Auto Scaling groups that launch from a template, in order of ids.
    pub fn launched<'t>(
        &self,
        template: &'t ResourceId,
    ) -> impl Iterator<Item = &'a ResourceId> + use<'_, 'a, 't> {
        let groups = self.indexed().all::<AutoScalingGroup>();
        groups
            .filter(move |(_, group)| group.launch_template.as_ref() == Some(template))
            .map(|(id, _)| id)
    }

    /// The pairs of VPCs that a peering connection joins, each in both orders.
    /// One that AWS would not activate joins them too, on paper.
    pub fn peered(&self) -> rustc_hash::FxHashSet<(&'a ResourceId, &'a ResourceId)> {
        let peerings = self.indexed().all::<VpcPeering>();
        peerings
            .filter_map(|(_, it)| Some((it.requester.as_ref()?, it.accepter.as_ref()?)))
            .flat_map(|(one, other)| [(one, other), (other, one)])
            .collect()
    }
}

//! Who answers behind a target group, and who calls whom.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::architecture::*;
use crate::order::InOrder;
use crate::rules::context::Context;

/// Servers: an instance, or the instances of an Auto Scaling group.
#[derive(Clone, Copy)]
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
    pub profile: &'a str,
    /// What they run at their first start.
    pub user_data: &'a str,
    /// Where these properties stand: the instance or the launch template.
    pub made_by: &'a ResourceId,
}

/// All servers, in order of ids; looked up by the first who asks.
pub fn servers<'c, 'a>(context: &'c Context<'_, 'a>) -> &'c [Servers<'a>] {
    context.servers.get_or_init(|| find_servers(context))
}

/// The servers behind each target group; looked up by the first who asks.
pub fn targets<'c, 'a>(
    context: &'c Context<'_, 'a>,
) -> &'c BTreeMap<&'a ResourceId, Vec<Servers<'a>>> {
    context.targets.get_or_init(|| find_targets(context))
}

fn find_servers<'a>(context: &Context<'_, 'a>) -> Vec<Servers<'a>> {
    let mut all = Vec::new();
    for (id, it) in context.all::<Instance>() {
        all.push(Servers {
            id,
            subnets: it.subnet.as_slice(),
            groups: &it.security_groups,
            backends: &it.backends,
            profile: &it.instance_profile,
            user_data: &it.user_data,
            made_by: id,
        });
    }
    for (id, it) in context.all::<AutoScalingGroup>() {
        let Some(made_by) = &it.launch_template else {
            continue;
        };
        let Some(template) = context.find::<LaunchTemplate>(made_by) else {
            continue;
        };
        all.push(Servers {
            id,
            subnets: &it.subnets,
            groups: &template.security_groups,
            backends: &template.backends,
            profile: &template.instance_profile,
            user_data: &template.user_data,
            made_by,
        });
    }
    all.order_by_key(|it| it.id);
    all
}

fn find_targets<'a>(context: &Context<'_, 'a>) -> BTreeMap<&'a ResourceId, Vec<Servers<'a>>> {
    let servers = servers(context);
    let find = |id: &ResourceId| {
        let place = servers.binary_search_by_key(&id, |it| it.id).ok()?;
        Some(servers[place])
    };
    let mut targets: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, group) in context.all::<TargetGroup>() {
        let known = group.targets.iter().filter_map(&find);
        targets.entry(id).or_default().extend(known);
    }
    for (id, group) in context.all::<AutoScalingGroup>() {
        for target_group in &group.target_groups {
            targets.entry(target_group).or_default().extend(find(id));
        }
    }
    targets
}

/// What gives such servers a public address in a subnet, if anything does: a
/// property of what they are made by, or `map_public_ip` of the subnet.
pub fn public_address_by(
    context: &Context<'_, '_>,
    made_by: &ResourceId,
    subnet: &Subnet,
) -> Option<&'static str> {
    let choice = match context.architecture.get(made_by).map(|it| &it.properties) {
        Some(Properties::Instance(it)) if it.elastic_ip => return Some("elastic_ip"),
        Some(Properties::Instance(it)) if !it.public_address.is_automatic() => {
            return Some("public_address");
        }
        Some(Properties::Instance(it)) => it.public_ip,
        Some(Properties::LaunchTemplate(it)) => it.public_ip,
        _ => return None,
    };
    match choice {
        PublicIp::Yes => Some("public_ip"),
        PublicIp::No => None,
        PublicIp::Subnet => subnet.map_public_ip.then_some("map_public_ip"),
    }
}

/// The pairs of VPCs that a peering connection joins, each in both orders.
pub fn peered<'a>(context: &Context<'_, 'a>) -> FxHashSet<(&'a ResourceId, &'a ResourceId)> {
    let peerings = context.all::<VpcPeering>();
    peerings
        .filter_map(|(_, it)| Some((it.requester.as_ref()?, it.accepter.as_ref()?)))
        .flat_map(|(one, other)| [(one, other), (other, one)])
        .collect()
}

/// The fix that lets somebody call out: one more rule in the only group of the
/// one who calls, naming the only group of the one who is called.
pub fn allow_out(
    context: &Context<'_, '_>,
    callers: &[ResourceId],
    port: u16,
    groups: &[ResourceId],
) -> Option<Remedy> {
    let ([caller], [group]) = (callers, groups) else {
        return None;
    };
    let it: &SecurityGroup = context.find(caller)?;
    let rule = SecurityGroupRule::allow(Protocol::Tcp, port..=port, Peer::Group(group.clone()));
    Some(Remedy::new(
        format!(
            "Let {} out on TCP {port} to {}",
            context.name(caller),
            context.name(group)
        ),
        Edit::insert(caller, "egress", it.egress.len(), rule),
    ))
}

/// "A does not let", "A and B do not let": of the groups of somebody.
pub fn do_not_let(context: &Context<'_, '_>, groups: &[ResourceId]) -> String {
    let verb = if groups.len() == 1 { "does" } else { "do" };
    format!("{} {verb} not let", context.names(groups))
}

//! Auto Scaling groups and target groups that were plainly meant for each other.

use crate::architecture::*;
use crate::rules::context::Context;

/// The only target group of the VPC that asks instances and has none yet, where
/// this Auto Scaling group is the only one that it can be meant for.
pub fn group_without<'a>(
    context: &Context<'_, 'a>,
    id: &ResourceId,
    group: &AutoScalingGroup,
) -> Option<&'a ResourceId> {
    let vpc = context.vpc_of_subnets(&group.subnets)?;
    let mut free = context.all::<TargetGroup>().filter(|(id, it)| {
        let empty = context.targets().get(id).is_none_or(Vec::is_empty);
        it.vpc.as_ref() == Some(vpc) && it.target_type == TargetType::Instance && empty
    });
    let (only, it) = free.next().filter(|_| free.next().is_none())?;
    let (meant, _) = scaling_group_for(context, it)?;
    (meant == id).then_some(only)
}

/// With one Auto Scaling group in the VPC of a target group that has no target
/// group, that one is meant.
pub fn scaling_group_for<'a>(
    context: &Context<'_, 'a>,
    group: &TargetGroup,
) -> Option<(&'a ResourceId, &'a AutoScalingGroup)> {
    let vpc = group
        .vpc
        .as_ref()
        .filter(|_| group.target_type == TargetType::Instance)?;
    let mut free = context.all::<AutoScalingGroup>().filter(|(_, it)| {
        it.target_groups.is_empty() && context.vpc_of_subnets(&it.subnets) == Some(vpc)
    });
    free.next().filter(|_| free.next().is_none())
}

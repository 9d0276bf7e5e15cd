//! What lives inside something else has to be put there.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "required-place-missing",
    severity: Error,
    title: "Not placed yet",
    checks: "That a VPC, an alarm, a log group, a topic, a trail and a certificate have a Region, a subnet, route table, network ACL, security group, target group, flow log and gateway endpoint a VPC, an instance and a NAT gateway a subnet.",
    why: "Everything on AWS is created somewhere. Until that is decided nothing can be said about how it is reached.",
    reaction: "The call that creates it asks for the VPC or the subnet; without one it is refused, or the resource lands in the default VPC.",
    source: "[VPC UG: VPCs and subnets], [schema AWS::EC2::Subnet] · rulebook REG-1, SUB-1, TG-1, X-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut ask = |id: &ResourceId, place: &Option<ResourceId>, property, container: Kind| {
        if place.is_some() {
            return;
        }
        report
            .about(id)
            .at(property)
            .fix_if(only_choice(context, id, property, container))
            .waits_for(Step::Complete)
            .say(format!(
                "{} is in no {} yet: drag it into one, or choose one here.",
                context.name(id),
                if container == Kind::Subnet {
                    "subnet"
                } else {
                    container.info().title
                },
            ));
    };
    for (id, it) in context.all::<Vpc>() {
        ask(id, &it.region, "region", Kind::Region);
    }
    for (id, it) in context.all::<Subnet>() {
        ask(id, &it.vpc, "vpc", Kind::Vpc);
    }
    for (id, it) in context.all::<RouteTable>() {
        ask(id, &it.vpc, "vpc", Kind::Vpc);
    }
    for (id, it) in context.all::<NetworkAcl>() {
        ask(id, &it.vpc, "vpc", Kind::Vpc);
    }
    for (id, it) in context.all::<SecurityGroup>() {
        ask(id, &it.vpc, "vpc", Kind::Vpc);
    }
    for (id, it) in context.all::<TargetGroup>() {
        ask(id, &it.vpc, "vpc", Kind::Vpc);
    }
    for (id, it) in context.all::<VpcEndpoint>() {
        ask(id, &it.vpc, "vpc", Kind::Vpc);
    }
    for (id, it) in context.all::<FlowLog>() {
        ask(id, &it.vpc, "vpc", Kind::Vpc);
    }
    for (id, it) in context.all::<Alarm>() {
        ask(id, &it.region, "region", Kind::Region);
    }
    for (id, it) in context.all::<LogGroup>() {
        ask(id, &it.region, "region", Kind::Region);
    }
    for (id, it) in context.all::<Topic>() {
        ask(id, &it.region, "region", Kind::Region);
    }
    for (id, it) in context.all::<Trail>() {
        ask(id, &it.region, "region", Kind::Region);
    }
    for (id, it) in context.all::<Certificate>() {
        ask(id, &it.region, "region", Kind::Region);
    }
    for (id, it) in context.all::<Instance>() {
        ask(id, &it.subnet, "subnet", Kind::Subnet);
    }
    for (id, it) in context.all::<NatGateway>() {
        ask(id, &it.subnet, "subnet", Kind::Subnet);
    }
}

/// Where there is only one Region or VPC, that is the one.
fn only_choice(
    context: &Context<'_, '_>,
    id: &ResourceId,
    property: &str,
    container: Kind,
) -> Option<Remedy> {
    if container == Kind::Subnet {
        return None;
    }
    let mut choices = context.architecture.ids_of(container);
    let only = choices.next().filter(|_| choices.next().is_none())?;
    Some(Remedy::new(
        format!("Put it into {}", context.name(only)),
        Edit::set(id, property, only),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("rt-1", "vpc", serde_json::Value::Null), expect!["public is in no VPC yet: drag it into one, or choose one here. [Put it into Notebookly-VPC]"])
        .fires(empty_vpc().add("i-1", "web", Instance::default()), expect!["web is in no subnet yet: drag it into one, or choose one here."])
        .silent(three_tiers())
        .silent(empty_vpc().delete("vpc-1"))
}

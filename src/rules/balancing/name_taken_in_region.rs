//! Two desks with one sign.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "name-taken-in-region",
    severity: Error,
    title: "Name is taken in the Region",
    checks: "That no two load balancers, target groups, launch templates or Auto Scaling groups of a Region have the same name.",
    why: "For these, the name is more than a tag: AWS tells them apart by it.",
    reaction: "The call that creates the second one is refused.",
    source: "[API elbv2 CreateLoadBalancer; CreateTargetGroup], [API ec2 CreateLaunchTemplate], [API autoscaling CreateAutoScalingGroup] · rulebook ALB-9, LT-1",
    aws_error: "",
    check,
};

fn check<'a>(context: &Context<'_, 'a>, report: &mut Report<'_>) {
    let of_vpc = |vpc: Option<&ResourceId>| vpc.and_then(|vpc| context.region_of(vpc));
    let balancers = context.all::<LoadBalancer>();
    let balancers = balancers.map(|(id, it)| (id, of_vpc(context.vpc_of_subnets(&it.subnets))));
    let groups = context.all::<TargetGroup>();
    let groups = groups.map(|(id, it)| (id, of_vpc(it.vpc.as_ref())));
    let templates = context.all::<LaunchTemplate>().map(|(id, it)| {
        let region: Option<&Region> = context.architecture.follow(&it.region);
        (id, region.map(|region| region.code.as_str()))
    });
    let scaling = context.all::<AutoScalingGroup>();
    let scaling = scaling.map(|(id, it)| (id, of_vpc(context.vpc_of_subnets(&it.subnets))));
    let mut taken: FxHashMap<_, &'a ResourceId> = FxHashMap::default();
    for (id, region) in balancers.chain(groups).chain(templates).chain(scaling) {
        // Where it is, is told elsewhere as missing.
        let (Some(resource), Some(region)) = (context.architecture.get(id), region) else {
            continue;
        };
        let name = resource.name.trim();
        let kind = resource.kind();
        let Some(first) = taken.insert((kind, region, name), id).filter(|_| !name.is_empty()) else {
            continue;
        };
        let free = context.architecture.free_name(name);
        // The names of load balancers and target groups are short.
        let fits = free.len() <= 32;
        let fix = fits.then(|| {
            Remedy::new(
                format!("Call it {free}"),
                Edit::Rename {
                    id: id.clone(),
                    name: free.clone(),
                },
            )
        });
        report.about(id).with(first).fix_if(fix).say(format!(
            "{region} has more than one {} called {name}; there, the name must be unique.",
            crate::text::in_a_sentence(kind.info().noun),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let group = TargetGroup {
        vpc: to("vpc-1"),
        ..TargetGroup::default()
    };
    let template = LaunchTemplate {
        region: to("region-1"),
        ..LaunchTemplate::default()
    };
    Examples::new()
        .fires(three_tiers().add("tg-2", "Notebookly-TG", group.clone()), expect!["ap-south-1 has more than one target group called Notebookly-TG; there, the name must be unique. [Call it Notebookly-TG-2]"])
        .fires(three_tiers().add("lt-2", "Notebookly-Template", template.clone()), expect!["ap-south-1 has more than one launch template called Notebookly-Template; there, the name must be unique. [Call it Notebookly-Template-2]"])
        .silent(three_tiers().add("tg-2", "Notebookly-Template", group))
        .silent(three_tiers().add("lt-2", "Notebookly-Template", LaunchTemplate { region: None, ..template }))
}

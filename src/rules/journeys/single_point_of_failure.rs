//! What would stop the customers: each part on the way is taken out, in turn.

use std::collections::BTreeMap;

use crate::rules::prelude::*;
use crate::network::{Component, Role, Stage, WeakPoint, assumed_journeys};

pub const RULE: Rule = Rule {
    code: "single-point-of-failure",
    severity: Warning,
    title: "Single point of failure",
    checks: "That every journey that is stated still gets through when any one component on its way fails, or any one Availability Zone. Where none is stated, the journeys are those from the internet to every listener of every internet-facing load balancer. Each component and each zone is taken out in turn and the journey is traced again.",
    why: "Everything fails sooner or later, and now and then a whole zone does. What exists twice, in two zones, fails without anybody noticing; what exists once takes the journey along.",
    reaction: "AWS accepts it. An Auto Scaling group replaces a lost instance and RDS repairs a lost host, but until then the journey is interrupted.",
    source: "[EC2 UG: Regions and Zones], [RDS UG: Multi-AZ], [VPC UG: NAT gateway basics] · rulebook REG-5, NAT-8, RDS-21, ASG-23",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let journeys = journeys(context);
    let intents = journeys.iter().map(|(id, (_, intent))| (id, intent));
    let points: Vec<WeakPoint> = context
        .network
        .weak_points_of(intents)
        .into_iter()
        .filter(|point| point.total && starts(point) && !is_regional(context, &point.component))
        .collect();
    let mut by_component: BTreeMap<&Component, Vec<&WeakPoint>> = BTreeMap::new();
    for point in &points {
        if !told_by_a_part(context, point, &points) {
            by_component.entry(&point.component).or_default().push(point);
        }
    }
    for (component, points) in by_component {
        let Some(place) = place_of(context, component) else {
            continue;
        };
        let what = match component {
            Component::Zone(zone) => format!("the Availability Zone {zone}"),
            Component::Resource(id) => context.name(id),
        };
        let broken = points.iter().filter_map(|point| journeys.get(&point.journey));
        let broken = list(broken.map(|(name, _)| format!("“{name}”")));
        let proof = points[0].trace.blockers.first();
        let end = proof.map_or_else(String::new, |hop| {
            let at = hop.resource.as_ref().map(|id| format!("at {} ", context.name(id)));
            let code = hop.code.map_or("", |code| code.name());
            format!(": packets then end {}({code})", at.unwrap_or_default())
        });
        let mut finding = report.about(&place);
        for point in &points {
            if context.architecture.get(&point.journey).is_some() {
                finding = finding.with(&point.journey);
            }
        }
        for evidence in proof.iter().flat_map(|hop| &hop.evidence) {
            finding = finding.evidence(evidence.clone());
        }
        let gets = if points.len() == 1 { "gets" } else { "get" };
        finding.say(format!("If {what} fails, {broken} no longer {gets} through{end}."));
    }
}

/// The journeys by id, each with what it is called.
type Journeys = BTreeMap<ResourceId, (String, Intent)>;

/// What is declared or, where nothing is, what may be assumed.
fn journeys(context: &Context<'_, '_>) -> Journeys {
    let declared = context.all::<Intent>().map(|(id, it)| (id.clone(), (context.name(id), it.clone())));
    let assumed = assumed_journeys(context.architecture).into_iter().filter_map(|edit| match edit {
        Edit::Create { id, resource } => Some((id, (resource.name.clone(), resource.as_kind::<Intent>()?.clone()))),
        _ => None,
    });
    declared.chain(assumed).collect()
}

/// Whether somebody is still there to set out: that a server which has failed
/// asks nobody is no weakness of the way.
fn starts(point: &WeakPoint) -> bool {
    point.trace.blockers.first().is_none_or(|hop| hop.stage != Stage::Source)
}

/// Whether it is a mount target of a file system that has one in another zone
/// too. A Regional file system is kept in several zones; a mount target goes
/// with its zone, and then the others answer [EFS UG: Mount targets].
fn is_regional(context: &Context<'_, '_>, component: &Component) -> bool {
    let Component::Resource(id) = component else {
        return false;
    };
    let Some(it) = context.network.interface(id).filter(|it| it.role == Role::MountTarget) else {
        return false;
    };
    let mut others = context.network.interfaces_of(it.owner).iter();
    others.any(|other| other.zone != it.zone)
}

/// Whether a single component in the zone breaks the same journey: that one is
/// named, and its zone adds nothing.
fn told_by_a_part(context: &Context<'_, '_>, point: &WeakPoint, points: &[WeakPoint]) -> bool {
    let Component::Zone(zone) = &point.component else {
        return false;
    };
    points.iter().any(|other| match &other.component {
        Component::Resource(id) => {
            let interface = context.network.interface(id);
            other.journey == point.journey && interface.is_some_and(|it| it.zone == zone)
        }
        Component::Zone(_) => false,
    })
}

/// The resource to mend: whose component it is; for a zone, the first subnet
/// there that holds anything.
fn place_of(context: &Context<'_, '_>, component: &Component) -> Option<ResourceId> {
    match component {
        Component::Resource(id) => Some(id.owner()),
        Component::Zone(zone) => {
            let mut all = context.network.interfaces().iter();
            all.find(|it| it.zone == zone).map(|it| it.subnet.clone())
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let updates = || Intent {
        from: "asg-1".into(),
        to: "internet".into(),
        port: 443,
        ..Intent::default()
    };
    let one_nat = || {
        three_tiers()
            .add("intent-1", "Updates", updates())
            .set("rt-3", "routes", serde_json::json!([{"destination": "0.0.0.0/0", "target": "nat-1"}]))
    };
    let shared = |subnets: &[&str]| {
        let target = |subnet: &&str| MountTarget {
            subnet: to(subnet),
            security_groups: ids(&["sg-9"]),
            ..MountTarget::default()
        };
        let file_system = FileSystem {
            mount_targets: subnets.iter().map(target).collect(),
            ..FileSystem::default()
        };
        let nfs = SecurityGroup {
            vpc: to("vpc-1"),
            ingress: vec![tcp(2049, "#sg-2")],
            ..SecurityGroup::default()
        };
        let mounts = Intent {
            from: "asg-1".into(),
            to: "fs-1".into(),
            port: 2049,
            ..Intent::default()
        };
        three_tiers()
            .add("sg-9", "EFS-SG", nfs)
            .add("fs-1", "shared", file_system)
            .push("lt-1", "backends", "fs-1")
            .add("intent-1", "Files", mounts)
    };
    Examples::new()
        .fires(one_nat(), expect!["If the Availability Zone ap-south-1a fails, “Updates” no longer gets through: packets then end at NAT-GW-AZ1 (BAD_STATE)."])
        .fires(three_tiers().set("db-1", "multi_az", false), expect!["If notebookly-db primary fails, “The internet reaches Notebookly-ALB” no longer gets through: packets then end at notebookly-db primary (BAD_STATE)."])
        .fires(three_tiers().set("asg-1", "subnets", serde_json::json!(["subnet-3"])), expect!["If the Availability Zone ap-south-1a fails, “The internet reaches Notebookly-ALB” no longer gets through: packets then end at web-1 (BAD_STATE)."])
        // A file system with a mount target in each zone is redundant by itself.
        .silent(shared(&["subnet-3", "subnet-4"]))
        .fires(shared(&["subnet-3"]), expect!["If the Availability Zone ap-south-1a fails, “Files” no longer gets through: packets then end at shared ap-south-1a (BAD_STATE)."])
        .silent(three_tiers().add("intent-1", "Updates", updates()))
        .silent(one_nat().set("intent-1", "expectation", "never"))
        .silent(three_tiers())
}

//! The zones of Mumbai are not those of Frankfurt.

use crate::rules::prelude::*;
use crate::aws::regions;

pub const RULE: Rule = Rule {
    code: "zone-outside-region",
    severity: Error,
    title: "Availability Zone of another Region",
    checks: "That the zone of a subnet, and the primary zone of a database, is one of the Region that its VPC is in, and that of an EBS volume or a One Zone file system one of its own Region.",
    why: "A VPC spans the zones of its own Region and no others; a volume and a One Zone file system are kept in one of them.",
    reaction: "The call is refused: the zone does not exist in that Region.",
    source: "[VPC UG: VPCs and subnets] · rulebook REG-1, REG-2, EBS-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in context.subnets {
        let zone = subnet.subnet.zone.trim();
        if let (Some(vpc), false) = (subnet.vpc, zone.is_empty()) {
            tell(context, report, subnet.id, "zone", vpc, zone);
        }
    }
    for (id, database) in context.all::<Database>() {
        let zone = database.primary_zone.trim();
        if let (Some(vpc), false) = (context.vpc_of_subnets(&database.subnets), zone.is_empty()) {
            tell(context, report, id, "primary_zone", vpc, zone);
        }
    }
    for (id, volume) in context.all::<Volume>() {
        let zone = volume.zone.trim();
        if !zone.is_empty() {
            tell(context, report, id, "zone", id, zone);
        }
    }
    for (id, it) in context.all::<FileSystem>() {
        let zone = it.one_zone.trim();
        if !zone.is_empty() {
            tell(context, report, id, "one_zone", id, zone);
        }
    }
}

/// Tells of a zone that is not in the Region of `home`: its VPC, or itself.
fn tell(
    context: &Context<'_, '_>,
    report: &mut Report<'_>,
    id: &ResourceId,
    property: &'static str,
    home: &ResourceId,
    zone: &str,
) {
    // Of a Region that is not in our list we know no zones.
    let Some(region) = context.region_of(home).and_then(regions::facts) else {
        return;
    };
    if region.zones.contains(&zone) {
        return;
    }
    // The same letter is what was meant, where the Region has it.
    let same_letter = region
        .zones
        .iter()
        .find(|it| it.chars().last() == zone.to_ascii_lowercase().chars().last());
    let fix = same_letter.map(|it| Remedy::new(format!("Use {it}"), Edit::set(id, property, it)));
    report.about(id).at(property).with(home).fix_if(fix).say(format!(
        "{} is in {zone}, but {} ({}) has the zones {}.",
        context.name(id),
        region.code,
        region.place,
        list(region.zones.iter().copied()),
    ));
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().set("subnet-1", "zone", "eu-central-1a"), expect!["public-a is in eu-central-1a, but ap-south-1 (Mumbai) has the zones ap-south-1a, ap-south-1b and ap-south-1c. [Use ap-south-1a]"])
        .fires(empty_vpc().set("subnet-1", "zone", "AP-SOUTH-1A"), expect!["public-a is in AP-SOUTH-1A, but ap-south-1 (Mumbai) has the zones ap-south-1a, ap-south-1b and ap-south-1c. [Use ap-south-1a]"])
        .fires(empty_vpc().add("vol-1", "data", Volume { region: to("region-1"), zone: "eu-central-1a".to_owned(), ..Volume::default() }), expect!["data is in eu-central-1a, but ap-south-1 (Mumbai) has the zones ap-south-1a, ap-south-1b and ap-south-1c. [Use ap-south-1a]"])
        .fires(empty_vpc().add("fs-1", "shared", FileSystem { region: to("region-1"), one_zone: "eu-central-1a".to_owned(), ..FileSystem::default() }), expect!["shared is in eu-central-1a, but ap-south-1 (Mumbai) has the zones ap-south-1a, ap-south-1b and ap-south-1c. [Use ap-south-1a]"])
        .silent(empty_vpc().set("subnet-1", "zone", ""))
        .silent(three_tiers())
}

//! Some addresses are AWS's own.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "route-to-reserved-range",
    severity: Error,
    title: "Route for AWS's own addresses",
    checks: "That no route is for 169.254.168.0/22 or a part of it.",
    why: "AWS uses these addresses for its services inside every VPC.",
    reaction: "CreateRoute is refused.",
    source: "[VPC UG: Route table concepts] · rulebook RT-7",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let reserved = ipnet::Ipv4Net::new_assert([169, 254, 168, 0].into(), 22);
    for (id, table) in context.all::<RouteTable>() {
        for (index, route) in table.routes.iter().enumerate() {
            let destination = route.destination.lenient();
            if let Some(destination) = destination.filter(|it| reserved.contains(it)) {
                report
                    .about(id)
                    .at("routes")
                    .fix("Remove the route", Edit::remove(id, "routes", index))
                    .say(format!(
                        "{}'s route to {destination} is within {reserved}, which AWS keeps for its own services.",
                        context.name(id)
                    ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().push("rt-1", "routes", route("169.254.169.254/32", "igw-1")), expect!["public's route to 169.254.169.254/32 is within 169.254.168.0/22, which AWS keeps for its own services. [Remove the route]"])
        .silent(three_tiers().push("rt-1", "routes", route("169.254.0.0/16", "igw-1")))
}

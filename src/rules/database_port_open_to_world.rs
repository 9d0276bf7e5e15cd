//! The library's back door must not open onto the street.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-port-open-to-world",
    severity: Warning,
    title: "Database port open to the whole internet",
    checks: "That no security group lets 0.0.0.0/0 in on the port of a database: 1433, 1521, 3306, 5432, 6379, 27017, and the port of each database that the group guards.",
    why: "Only the application needs to reach the database. Named as a security group, it stays right whatever addresses the servers have.",
    reaction: "AWS accepts it.",
    source: "[EC2 UG: Security groups], [RDS UG: Security groups] · rulebook SG-16, SG-17",
    aws_error: "",
    check,
};

const PORTS: [(u16, &str); 6] = [
    (1433, "SQL Server"),
    (1521, "Oracle"),
    (3306, "MySQL"),
    (5432, "PostgreSQL"),
    (6379, "Redis"),
    (27017, "MongoDB"),
];

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<SecurityGroup>() {
        for (index, rule) in group.ingress.iter().enumerate() {
            // A rule that opens everything is told as such, by the rule on SSH.
            if !rule.is_open_to_world() || rule.covers_tcp(22) {
                continue;
            }
            let usual = PORTS.iter().filter(|(port, _)| rule.covers_tcp(*port));
            let mut open: Vec<_> = usual.map(|(port, name)| format!("{name} ({port})")).collect();
            for (database, it) in context.all::<Database>() {
                let port = it.listening_port();
                let known = PORTS.iter().any(|(usual, _)| *usual == port);
                if !known && it.security_groups.contains(id) && rule.covers_tcp(port) {
                    open.push(format!("{} ({port})", context.name(database)));
                }
            }
            if open.is_empty() {
                continue;
            }
            report
                .about(id)
                .at("ingress")
                .evidence(Evidence::SecurityGroupRule {
                    group: Some(id.clone()),
                    direction: crate::network::Direction::Inbound,
                    index,
                })
                .fix_if(admit_callers(context, id, group, index))
                .say(format!(
                    "{}'s inbound rule {} lets the whole internet in on {}: let in the security group of the application only.",
                    context.name(id),
                    index + 1,
                    list(open),
                ));
        }
    }
}

/// The only group of those who call the only database behind this group is
/// who should get in.
fn admit_callers(
    context: &Context<'_, '_>,
    id: &ResourceId,
    group: &SecurityGroup,
    index: usize,
) -> Option<Fix> {
    let mut behind = context
        .all::<Database>()
        .filter(|(_, it)| it.security_groups.contains(id));
    let (database, _) = behind.next()?;
    let instances = context
        .all::<Instance>()
        .map(|(_, it)| (&it.backends, &it.security_groups));
    let templates = context
        .all::<LaunchTemplate>()
        .map(|(_, it)| (&it.backends, &it.security_groups));
    let mut callers: Vec<_> = instances
        .chain(templates)
        .filter(|(backends, _)| backends.contains(database))
        .flat_map(|(_, groups)| groups)
        .collect();
    callers.sort();
    callers.dedup();
    let ([caller], None) = (&callers[..], behind.next()) else {
        return None;
    };
    let mut rules = group.ingress.clone();
    rules.get_mut(index)?.peer = Peer::Group((*caller).clone());
    Some(Fix::new(
        format!("Let in {} instead", context.name(caller)),
        Edit::set(id, "ingress", rules),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().push("sg-3", "ingress", tcp(3306, "0.0.0.0/0")), expect!["Database-SG's inbound rule 2 lets the whole internet in on MySQL (3306): let in the security group of the application only. [Let in WebServer-SG instead]"])
        .fires(three_tiers().set("db-1", "port", 4000).push("sg-3", "ingress", tcp(4000, "0.0.0.0/0")), expect!["Database-SG's inbound rule 2 lets the whole internet in on notebookly-db (4000): let in the security group of the application only. [Let in WebServer-SG instead]"])
        .silent(three_tiers().push("sg-3", "ingress", tcp(4000, "0.0.0.0/0")))
        .silent(three_tiers())
}

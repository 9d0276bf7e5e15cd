//! The library's back door must not open onto the street.

use rustc_hash::FxHashMap;

use crate::rules::shared::filters::{let_in_instead, tcp_ports};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-port-open-to-world",
    severity: Warning,
    title: "Database port open to the whole internet",
    checks: "That no security group lets 0.0.0.0/0 in on the port of a database: 1433, 1521, 3306, 5432, 6379, 27017; and that the group of a database lets it in on no port at all.",
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

const ADMIN: [(u16, &str); 2] = [(22, "SSH"), (3389, "RDP")];

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut behind: FxHashMap<&ResourceId, Vec<(&ResourceId, &Database)>> = FxHashMap::default();
    for (id, database) in context.all::<Database>() {
        for group in &database.security_groups {
            behind.entry(group).or_default().push((id, database));
        }
    }
    for (id, group) in context.all::<SecurityGroup>() {
        let databases = behind.get(id).map_or(&[][..], Vec::as_slice);
        for (index, rule) in group.ingress.iter().enumerate() {
            let Some(ports) = tcp_ports(rule.protocol, rule.from_port, rule.to_port) else {
                continue;
            };
            // A rule that opens everything is told as such, by the rule on
            // SSH, unless it is a database that it opens.
            let everything = ports == (0, 65535) && databases.is_empty();
            if !rule.is_open_to_world() || everything {
                continue;
            }
            let usual = PORTS.iter().filter(|(port, _)| rule.covers_tcp(*port));
            let mut open: Vec<_> = usual.map(|(port, name)| format!("{name} ({port})")).collect();
            let own = databases.iter().filter(|(_, it)| rule.covers_tcp(it.listening_port()));
            let own: Vec<_> = own
                .map(|(database, it)| format!("{} ({})", context.name(database), it.listening_port()))
                .collect();
            // The databases that are there say more than what a port is
            // usually for.
            if !own.is_empty() {
                open = own;
                // The same row is not told a second time for what else it opens
                // on the servers behind the group.
                let servers = context.guarded_by(id).any(|it| context.find::<Database>(it.id).is_none());
                let admin = ADMIN.iter().filter(|(port, _)| servers && rule.covers_tcp(*port));
                open.extend(admin.map(|(port, name)| format!("{name} ({port})")));
            }
            let sentence = if !open.is_empty() {
                format!("lets the whole internet in on {}: let in the security group of the application only", list(open))
            } else if let [(database, it), ..] = databases {
                // What it opens on servers behind the group is told as such.
                let servers = context.guarded_by(id).any(|it| context.find::<Database>(it.id).is_none());
                if servers && ADMIN.iter().any(|(port, _)| rule.covers_tcp(*port)) {
                    continue;
                }
                format!(
                    "lets the whole internet in, but {} behind it listens on port {} only: nothing needs this rule",
                    context.name(database),
                    it.listening_port(),
                )
            } else {
                continue;
            };
            report
                .about(id)
                .at("ingress")
                .evidence(Evidence::SecurityGroupRule {
                    group: Some(id.clone()),
                    direction: crate::network::Direction::Inbound,
                    index,
                })
                .fix_if(remedy(context, id, group, index, databases))
                .say(format!("{}'s inbound rule {} {sentence}.", context.name(id), index + 1));
        }
    }
}

/// The only group of those who call the only database behind this group is
/// who should get in. A rule for ports on which nobody listens can go, if the
/// group guards nothing else.
fn remedy(
    context: &Context<'_, '_>,
    id: &ResourceId,
    group: &SecurityGroup,
    index: usize,
    databases: &[(&ResourceId, &Database)],
) -> Option<Remedy> {
    let [(database, it)] = databases else {
        return None;
    };
    let rule = group.ingress.get(index)?;
    let mut guarded = context.guarded_by(id);
    if !rule.covers_tcp(it.listening_port()) {
        return guarded
            .all(|it| it.id == *database)
            .then(|| Remedy::new("Remove the rule", Edit::remove(id, "ingress", index)));
    }
    let instances = context
        .all::<Instance>()
        .map(|(_, it)| (&it.backends, &it.security_groups));
    let templates = context
        .all::<LaunchTemplate>()
        .map(|(_, it)| (&it.backends, &it.security_groups));
    let mut callers: Vec<_> = instances
        .chain(templates)
        .filter(|(backends, _)| backends.contains(*database))
        .flat_map(|(_, groups)| groups)
        .collect();
    callers.order();
    callers.dedup();
    let [caller] = callers[..] else { return None };
    let_in_instead(context, id, group, index, caller)
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().push("sg-3", "ingress", tcp(3306, "0.0.0.0/0")), expect!["Database-SG's inbound rule 2 lets the whole internet in on notebookly-db (3306): let in the security group of the application only. [Remove the rule: WebServer-SG is let in already]"])
        .fires(three_tiers().set("db-1", "port", 4000).push("sg-3", "ingress", tcp(4000, "0.0.0.0/0")), expect!["Database-SG's inbound rule 2 lets the whole internet in on notebookly-db (4000): let in the security group of the application only. [Let in WebServer-SG instead]"])
        .fires(three_tiers().push("sg-3", "ingress", tcp(4000, "0.0.0.0/0")), expect!["Database-SG's inbound rule 2 lets the whole internet in, but notebookly-db behind it listens on port 3306 only: nothing needs this rule. [Remove the rule]"])
        .fires(three_tiers().push("sg-3", "ingress", SecurityGroupRule::allow_all()), expect!["Database-SG's inbound rule 2 lets the whole internet in on notebookly-db (3306): let in the security group of the application only. [Let in WebServer-SG instead]"])
        .fires(three_tiers().push("sg-2", "ingress", SecurityGroupRule::allow(Protocol::Tcp, 22..=3306, Peer::Cidr("0.0.0.0/0".into()))), expect!["WebServer-SG's inbound rule 3 lets the whole internet in on SQL Server (1433), Oracle (1521) and MySQL (3306): let in the security group of the application only."])
        .silent(three_tiers().push("sg-2", "ingress", SecurityGroupRule::allow_all()))
        .silent(three_tiers())
}

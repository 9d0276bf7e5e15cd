//! The janitor's door must not open onto the street.

use crate::relations::guards::Guarded;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "admin-port-open-to-world",
    severity: Warning,
    title: "SSH or RDP open to the whole internet",
    checks: "That no security group lets 0.0.0.0/0 in on port 22 (SSH) or 3389 (RDP).",
    why: "Machines all over the world try these ports day and night. One weak password or one stolen key is enough.",
    reaction: "AWS accepts it.",
    source: "[EC2 UG: Security groups] · rulebook SG-17",
    aws_error: "",
    check,
};

const PORTS: [(u16, &str); 2] = [(22, "SSH"), (3389, "RDP")];

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<SecurityGroup>() {
        for (index, rule) in group.ingress.iter().enumerate() {
            if !rule.is_open_to_world() {
                continue;
            }
            let open = PORTS.iter().filter(|(port, _)| rule.covers_tcp(*port));
            let open: Vec<_> = open.map(|(port, name)| format!("{name} ({port})")).collect();
            if open.is_empty() || is_told_with_database(context, id, rule) {
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
                .say(format!(
                    "{}'s inbound rule {} lets the whole internet in on {}: allow only your own address (a /32) or another security group, or use Session Manager, which needs no open port.",
                    context.name(id),
                    index + 1,
                    list(open),
                ));
        }
    }
}

/// Nobody logs in to the machine of a database; that the group lets the world
/// in to it is told as such, with all that the rule opens.
fn is_told_with_database(context: &Context<'_, '_>, group: &ResourceId, rule: &SecurityGroupRule) -> bool {
    let database = |it: &Guarded<'_>| context.find::<Database>(it.id);
    let mut guarded = context.guarded_by(group).peekable();
    if guarded.peek().is_none() {
        return false;
    }
    let opened = |it: &Database| rule.covers_tcp(it.listening_port());
    let all = context.guarded_by(group).all(|it| database(it).is_some());
    all || guarded.any(|it| database(it).is_some_and(opened))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().push("sg-2", "ingress", tcp(22, "0.0.0.0/0")), expect!["WebServer-SG's inbound rule 3 lets the whole internet in on SSH (22): allow only your own address (a /32) or another security group, or use Session Manager, which needs no open port."])
        .fires(three_tiers().push("sg-2", "ingress", SecurityGroupRule::allow_all()), expect!["WebServer-SG's inbound rule 3 lets the whole internet in on SSH (22) and RDP (3389): allow only your own address (a /32) or another security group, or use Session Manager, which needs no open port."])
        .silent(three_tiers().push("sg-3", "ingress", SecurityGroupRule::allow_all()))
        .silent(three_tiers())
}

//! A name on the list, and nobody at the desk.

use crate::rules::dns::names::records;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "stopped-instance-asked",
    severity: Error,
    title: "A stopped instance is asked",
    checks: "That instances which a target group, a DNS record or a route leads to are running. Where a record answers with others too, this is a warning.",
    why: "A stopped instance answers nothing and forwards nothing, and it has given back its automatic public address.",
    reaction: "RegisterTargets is refused for an instance that is not running; one that is stopped later stays registered and gets no requests. Records and routes stay as they are.",
    source: "[API elbv2 RegisterTargets], [ALB UG: Target health reasons], [EC2 UG: Stop and start] · rulebook TG-3, EC2-8",
    aws_error: "InvalidTarget",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let stopped = |id: &ResourceId| {
        let it: Option<&Instance> = context.find(id);
        it.is_some_and(|it| it.state == InstanceState::Stopped)
    };
    let mut tell = |id: &ResourceId, by: &ResourceId, property: &str, weight, what: String| {
        report
            .about(id)
            .at("state")
            .weighs(weight)
            .with(by)
            .value(id, "state")
            .value(by, property)
            .fix(format!("Start {}", context.name(id)), Edit::set(id, "state", "running"))
            .say(format!("{} is stopped, but {what}.", context.name(id)));
    };
    for (group, it) in context.all::<TargetGroup>() {
        for id in it.targets.iter().filter(|id| stopped(id)) {
            let what = format!("it is a target of {}", context.name(group));
            tell(id, group, "targets", Error, what);
        }
    }
    for (table, it) in context.all::<RouteTable>() {
        for route in &it.routes {
            if let Some(id) = route.target.as_ref().filter(|id| stopped(id)) {
                let name = context.name(table);
                let what = format!("{name} sends packets for {} to it", route.destination);
                tell(id, table, "routes", Error, what);
            }
        }
    }
    for it in records(context) {
        for id in it.record.values.iter().map(|value| ResourceId::new(value.trim())) {
            if stopped(&id) {
                tell(&id, it.zone, "records", if it.record.values.len() > 1 { Warning } else { Error }, format!("{} leads to it", it.name));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let web = Instance {
        subnet: to("subnet-3"),
        security_groups: ids(&["sg-2"]),
        state: InstanceState::Stopped,
        ..Instance::default()
    };
    let spare = three_tiers().add("i-1", "web-1", web);
    let record = DnsRecord {
        name: "blog.notebookly.com".to_owned(),
        values: vec!["i-1".to_owned()],
        ..DnsRecord::default()
    };
    Examples::new()
        .fires(spare.clone().push("tg-1", "targets", "i-1"), expect!["web-1 is stopped, but it is a target of Notebookly-TG. [Start web-1]"])
        .fires(spare.clone().push("rt-2", "routes", route("10.9.0.0/16", "i-1")), expect!["web-1 is stopped, but private-a sends packets for 10.9.0.0/16 to it. [Start web-1]"])
        .fires(spare.clone().push("zone-1", "records", record), expect!["web-1 is stopped, but blog.notebookly.com leads to it. [Start web-1]"])
        .silent(spare.clone().set("i-1", "state", "running").push("tg-1", "targets", "i-1"))
        .silent(spare)
}

//! What to do with a request has to be said completely.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "listener-action-incomplete",
    severity: Error,
    title: "Listener does not say what to do",
    checks: "That every forward names a target group, every redirect answers 301 or 302 and names a port, and every fixed response a 2xx, 4xx or 5xx.",
    why: "A listener must do something with each request.",
    reaction: "CreateListener and CreateRule are refused.",
    source: "[schema AWS::ElasticLoadBalancingV2::Listener], [API elbv2] · rulebook ALB-10, ALB-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        for (index, listener) in balancer.listeners.iter().enumerate() {
            for action in listener.actions() {
                let (wrong, fix) = match action {
                    Action::Forward { target_group: None } => (
                        "forwards, but to no target group yet".to_owned(),
                        only_group(context, id, balancer, index),
                    ),
                    Action::Redirect { status, .. } if !matches!(status, 301 | 302) => {
                        (
                            format!("redirects with status {status}; only 301 and 302 are possible"),
                            usual_status(id, balancer, index),
                        )
                    }
                    Action::Redirect { port: 0, .. } => {
                        ("redirects, but to no port: ports are 1 to 65535".to_owned(), None)
                    }
                    Action::FixedResponse { status, .. }
                        if !matches!(status, 200..=299 | 400..=599) =>
                    {
                        (format!("answers with status {status}; only 2xx, 4xx and 5xx are possible"), None)
                    }
                    _ => continue,
                };
                let empty = matches!(action, Action::Forward { target_group: None });
                report.about(id).at("listeners").fix_if(fix).waits_if(empty, Step::Listener).say(format!(
                    "{}'s listener on port {} {wrong}.",
                    context.name(id),
                    listener.port,
                ));
            }
        }
    }
}

/// The status that means the same and that a load balancer can give: 307 is a
/// temporary redirect like 302, 308 a permanent one like 301. [RFC 9110]
fn usual_status(id: &ResourceId, balancer: &LoadBalancer, index: usize) -> Option<Remedy> {
    let mut listeners = balancer.listeners.clone();
    let listener = listeners.get_mut(index)?;
    let rules = listener.rules.iter_mut().map(|rule| &mut rule.action);
    let mut used = None;
    for action in rules.chain([&mut listener.default_action]) {
        if let Action::Redirect { status, .. } = action {
            *status = match *status {
                307 => 302,
                308 => 301,
                _ => continue,
            };
            used = Some(*status);
        }
    }
    Some(Remedy::new(format!("Use {}", used?), Edit::set(id, "listeners", listeners)))
}

/// With one target group in the VPC, that one is meant.
fn only_group(
    context: &Context<'_, '_>,
    id: &ResourceId,
    balancer: &LoadBalancer,
    index: usize,
) -> Option<Remedy> {
    let vpc = context.vpc_of_subnets(&balancer.subnets)?;
    let mut groups = context
        .all::<TargetGroup>()
        .filter(|(_, it)| it.vpc.as_ref() == Some(vpc));
    let (only, _) = groups.next().filter(|_| groups.next().is_none())?;
    if context.balancers_of(only).iter().any(|it| *it != id) {
        return None;
    }
    let mut listeners = balancer.listeners.clone();
    let listener = listeners.get_mut(index)?;
    let rules = listener.rules.iter_mut().map(|rule| &mut rule.action);
    for action in rules.chain([&mut listener.default_action]) {
        if *action == Action::forward(None) {
            *action = Action::forward(only.clone());
        }
    }
    Some(Remedy::new(
        format!("Forward to {}", context.name(only)),
        Edit::set(id, "listeners", listeners),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |default_action| {
        let listener = Listener {
            port: 8080,
            default_action,
            ..Listener::default()
        };
        three_tiers().push("alb-1", "listeners", listener)
    };
    let fixed = |status| Action::FixedResponse {
        status,
        body: String::new(),
    };
    let redirect = |status| Action::Redirect {
        protocol: ListenerProtocol::Https,
        port: 443,
        status,
    };
    Examples::new()
        .fires(with(Action::forward(None)), expect!["Notebookly-ALB's listener on port 8080 forwards, but to no target group yet. [Forward to Notebookly-TG]"])
        .fires(with(fixed(301)), expect!["Notebookly-ALB's listener on port 8080 answers with status 301; only 2xx, 4xx and 5xx are possible."])
        .fires(with(redirect(307)), expect!["Notebookly-ALB's listener on port 8080 redirects with status 307; only 301 and 302 are possible. [Use 302]"])
        .silent(with(fixed(503)))
        .silent(with(redirect(302)))
}

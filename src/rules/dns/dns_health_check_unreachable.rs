//! A doctor who is not let into the house.

use std::net::Ipv4Addr;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "dns-health-check-unreachable",
    severity: Error,
    title: "Health check that reaches nobody",
    checks: "That a Route 53 health check asks somebody: a name, a public address, an internet-facing load balancer on a port with a listener, or an instance with a public address.",
    why: "Route 53 asks from many places on the internet. What is private cannot answer, and is taken for unhealthy.",
    reaction: "A private address is refused. The rest AWS accepts; the check is unhealthy for ever.",
    source: "[R53 DG: How Route 53 checks the health of your resources], [API route53 HealthCheckConfig] · rulebook R53-20",
    aws_error: "InvalidInput",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, it) in context.all::<HealthCheck>() {
        let name = context.name(id);
        let endpoint = it.endpoint.trim();
        let (property, wrong) = match &it.target {
            Some(target) => ("target", of(context, it, target)),
            None if endpoint.is_empty() => ("target", Some("asks nobody yet: it needs a load balancer, an instance or an endpoint".to_owned())),
            None => (
                "endpoint",
                endpoint
                    .parse::<Ipv4Addr>()
                    .ok()
                    .filter(|it| it.is_private() || it.is_loopback() || it.is_link_local())
                    .map(|address| format!("asks {address}, a private address that nobody on the internet reaches")),
            ),
        };
        if let Some(wrong) = wrong {
            let mut draft = report.about(id).at(property);
            if let Some(target) = &it.target {
                draft = draft.with(target);
            }
            let empty = it.target.is_none() && endpoint.is_empty();
            draft.waits_if(empty, Step::Complete).say(format!("{name} {wrong}."));
        }
    }
}

fn of(context: &Context<'_, '_>, check: &HealthCheck, target: &ResourceId) -> Option<String> {
    let name = context.name(target);
    if let Some(balancer) = context.find::<LoadBalancer>(target) {
        if balancer.scheme == Scheme::Internal {
            return Some(format!("asks {name}, which is internal and not on the internet"));
        }
        let answered = balancer.listeners.is_empty() || balancer.listeners.iter().any(|it| it.port == check.port);
        return (!answered).then(|| format!("asks {name} on port {}, where it has no listener", check.port));
    }
    let instance: &Instance = context.find(target)?;
    let subnet = context.subnet(instance.subnet.as_ref()?)?;
    let none = context.relations.public_address_by(target, subnet.subnet).is_none();
    none.then(|| format!("asks {name}, an instance without a public address"))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |check| three_tiers().add("health-check-1", "shop-check", check);
    let asks = |target| HealthCheck { target: to(target), port: 443, ..HealthCheck::default() };
    let web = Instance { subnet: to("subnet-3"), ..Instance::default() };
    Examples::new()
        .fires(with(HealthCheck::default()), expect!["shop-check asks nobody yet: it needs a load balancer, an instance or an endpoint."])
        .fires(with(HealthCheck { endpoint: "10.0.3.10".to_owned(), ..HealthCheck::default() }), expect!["shop-check asks 10.0.3.10, a private address that nobody on the internet reaches."])
        .fires(with(asks("alb-1")).set("alb-1", "scheme", "internal"), expect!["shop-check asks Notebookly-ALB, which is internal and not on the internet."])
        .fires(with(HealthCheck { port: 8080, ..asks("alb-1") }), expect!["shop-check asks Notebookly-ALB on port 8080, where it has no listener."])
        .fires(with(asks("i-1")).add("i-1", "web-1", web), expect!["shop-check asks web-1, an instance without a public address."])
        .silent(with(asks("alb-1")))
        .silent(with(HealthCheck { endpoint: "www.notebookly.com".to_owned(), ..HealthCheck::default() }))
}

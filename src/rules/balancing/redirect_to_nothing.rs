//! A signpost to a desk where nobody sits.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "redirect-to-nothing",
    severity: Error,
    title: "Redirect to a port without a listener",
    checks: "That a redirect leads to a port and protocol that a listener of the same load balancer answers on.",
    why: "A redirect keeps the host name, so the browser comes back to the same load balancer. Without a listener there the connection fails.",
    reaction: "AWS accepts it; browsers get no answer.",
    source: "[API elbv2 RedirectActionConfig], [ALB UG: Listeners] · rulebook ALB-10, ALB-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        for listener in &balancer.listeners {
            for action in listener.actions() {
                let Action::Redirect { protocol, port, .. } = action else {
                    continue;
                };
                let mut others = balancer.listeners.iter();
                // A redirect to port 0 is none, and is told as such.
                if *port == 0 || others.any(|it| (it.port, it.protocol) == (*port, *protocol)) {
                    continue;
                }
                let other = balancer.listeners.iter().find(|it| it.port == *port);
                report.about(id).at("listeners").say(format!(
                    "{}'s listener on port {} redirects to {} on port {port}, but {}.",
                    context.name(id),
                    listener.port,
                    protocol.label(),
                    match other {
                        Some(it) => format!("the listener there speaks {}", it.protocol.label()),
                        None => "no listener is there".to_owned(),
                    },
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |port, protocol| {
        let listener = Listener {
            port: 8080,
            default_action: Action::Redirect { protocol, port, status: 301 },
            ..Listener::default()
        };
        three_tiers().push("alb-1", "listeners", listener)
    };
    use ListenerProtocol::{Http, Https};
    Examples::new()
        .fires(with(8443, Https), expect!["Notebookly-ALB's listener on port 8080 redirects to HTTPS on port 8443, but no listener is there."])
        .fires(with(443, Http), expect!["Notebookly-ALB's listener on port 8080 redirects to HTTP on port 443, but the listener there speaks HTTPS."])
        .silent(with(443, Https))
        .silent(three_tiers())
}

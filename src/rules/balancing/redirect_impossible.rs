//! "Please ask at the desk where you are standing."

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "redirect-impossible",
    severity: Error,
    title: "Redirect that AWS does not take",
    checks: "That a redirect changes the protocol or the port, and does not lead from HTTPS to HTTP.",
    why: "A browser that is sent to where it is comes back at once, again and again. And who came encrypted should not be sent away unencrypted.",
    reaction: "CreateListener and CreateRule are refused.",
    source: "[API elbv2 RedirectActionConfig], [ALB UG: Listeners] · rulebook ALB-13",
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
                let wrong = if *protocol == listener.protocol && *port == listener.port {
                    "to itself, so browsers go round in circles"
                } else if (listener.protocol, *protocol) == (ListenerProtocol::Https, ListenerProtocol::Http) {
                    "from HTTPS to HTTP, which AWS does not allow"
                } else {
                    continue;
                };
                report.about(id).at("listeners").say(format!(
                    "{}'s {} listener on port {} redirects {wrong}.",
                    context.name(id),
                    listener.protocol.label(),
                    listener.port,
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |from, port, into| {
        let listener = Listener {
            port: 8080,
            protocol: from,
            certificate: to("certificate-1"),
            default_action: Action::Redirect { protocol: into, port, status: 301 },
            ..Listener::default()
        };
        three_tiers().push("alb-1", "listeners", listener)
    };
    use ListenerProtocol::{Http, Https};
    Examples::new()
        .fires(with(Http, 8080, Http), expect!["Notebookly-ALB's HTTP listener on port 8080 redirects to itself, so browsers go round in circles."])
        .fires(with(Https, 80, Http), expect!["Notebookly-ALB's HTTPS listener on port 8080 redirects from HTTPS to HTTP, which AWS does not allow."])
        .silent(with(Http, 443, Https))
        .silent(with(Http, 80, Http))
        .silent(three_tiers())
}

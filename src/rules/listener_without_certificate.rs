//! HTTPS needs proof of who answers.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "listener-without-certificate",
    severity: Error,
    title: "HTTPS listener without a certificate",
    checks: "That every HTTPS listener has a certificate.",
    why: "The certificate proves to the browser that it speaks with your site.",
    reaction: "CreateListener is refused. The certificate must be of the load balancer's Region.",
    source: "[cfn E3676], [ALB UG: HTTPS listeners] · rulebook ALB-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        for listener in &balancer.listeners {
            let https = listener.protocol == ListenerProtocol::Https;
            if https && listener.certificate.trim().is_empty() {
                report.about(id).at("listeners").say(format!(
                    "{}'s HTTPS listener on port {} needs the ARN of a certificate, such as one that AWS Certificate Manager issues for nothing.",
                    context.name(id),
                    listener.port,
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let listener = Listener {
        port: 8443,
        protocol: ListenerProtocol::Https,
        default_action: Action::forward(to("tg-1")),
        ..Listener::default()
    };
    Examples::new()
        .fires(three_tiers().push("alb-1", "listeners", listener), expect!["Notebookly-ALB's HTTPS listener on port 8443 needs the ARN of a certificate, such as one that AWS Certificate Manager issues for nothing."])
        .silent(three_tiers())
}

//! HTTPS needs proof of who answers.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "listener-without-certificate",
    severity: Error,
    title: "HTTPS listener without a usable certificate",
    checks: "That every HTTPS listener has a certificate, for a name or with the ARN of one that exists, and of the load balancer's Region.",
    why: "The certificate proves to the browser that it speaks with your site.",
    reaction: "CreateListener is refused. So is one with a certificate of another Region.",
    source: "[cfn E3676], [ALB UG: HTTPS listeners] · rulebook ALB-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        for (index, listener) in balancer.listeners.iter().enumerate() {
            if listener.protocol != ListenerProtocol::Https {
                continue;
            }
            let vpc = context.vpc_of_subnets(&balancer.subnets);
            let region = vpc.and_then(|vpc| context.region_of(vpc));
            if let Some(wrong) = wrong(context, listener.certificate.as_ref(), region) {
                let empty = listener.certificate.is_none();
                let fix = empty.then(|| only_one(context, id, balancer, index, region)).flatten();
                report.about(id).at("listeners").fix_if(fix).waits_if(empty, Step::Complete).say(format!(
                    "{}'s HTTPS listener on port {} {wrong}.",
                    context.name(id),
                    listener.port,
                ));
            }
        }
    }
}

/// What is wrong with a certificate for a load balancer in a Region.
fn wrong(
    context: &Context<'_, '_>,
    certificate: Option<&ResourceId>,
    region: Option<&str>,
) -> Option<String> {
    let none = "needs a certificate, such as one that AWS Certificate Manager issues for free";
    let Some(id) = certificate else {
        return Some(none.to_owned());
    };
    let it = context.architecture.find::<Certificate>(id)?;
    let arn = it.arn.trim();
    let parts: Vec<_> = arn.split(':').collect();
    match parts[..] {
        [""] if it.domain.trim().is_empty() => Some(format!(
            "has the certificate {}, which is for no name yet", context.name(id)
        )),
        [""] => {
            let home = context.region_of(id)?;
            region.filter(|region| *region != home).map(|region| {
                format!("has a certificate of {home}, but the load balancer is in {region}: certificates count in their own Region only")
            })
        }
        ["arn", _, "acm", home, _, _] => region.filter(|region| *region != home).map(|region| {
            format!("has a certificate of {home}, but the load balancer is in {region}: certificates count in their own Region only")
        }),
        ["arn", _, "iam", ..] if parts.len() == 6 => None,
        _ => Some(format!(
            "has “{arn}” for a certificate, but it takes an ARN such as arn:aws:acm:ap-south-1:111122223333:certificate/…"
        )),
    }
}

/// With one certificate in the Region, that one is meant.
fn only_one(
    context: &Context<'_, '_>,
    id: &ResourceId,
    balancer: &LoadBalancer,
    index: usize,
    region: Option<&str>,
) -> Option<Remedy> {
    let here = |id: &ResourceId| region.is_some() && context.region_of(id) == region;
    let mut all = context.all::<Certificate>().filter(|(it, _)| here(it) && wrong(context, Some(it), region).is_none());
    let (only, _) = all.next().filter(|_| all.next().is_none())?;
    let mut listeners = balancer.listeners.clone();
    listeners.get_mut(index)?.certificate = Some(only.clone());
    Some(Remedy::new(format!("Use {}", context.name(only)), Edit::set(id, "listeners", listeners)))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |arn: &str| {
        let certificate = Certificate { region: to("region-1"), arn: arn.to_owned(), ..Certificate::default() };
        let listener = Listener {
            port: 8443,
            protocol: ListenerProtocol::Https,
            certificate: to("certificate-9"),
            default_action: Action::forward(to("tg-1")),
            ..Listener::default()
        };
        three_tiers().add("certificate-9", "cert", certificate).push("alb-1", "listeners", listener)
    };
    Examples::new()
        .fires(three_tiers().push("alb-1", "listeners", Listener { port: 8443, protocol: ListenerProtocol::Https, default_action: Action::forward(to("tg-1")), ..Listener::default() }), expect!["Notebookly-ALB's HTTPS listener on port 8443 needs a certificate, such as one that AWS Certificate Manager issues for free. [Use notebookly.com]"])
        .fires(with(""), expect!["Notebookly-ALB's HTTPS listener on port 8443 has the certificate cert, which is for no name yet."])
        .fires(with("my-certificate"), expect!["Notebookly-ALB's HTTPS listener on port 8443 has “my-certificate” for a certificate, but it takes an ARN such as arn:aws:acm:ap-south-1:111122223333:certificate/…."])
        .fires(with("arn:aws:acm:us-east-1:111122223333:certificate/a"), expect!["Notebookly-ALB's HTTPS listener on port 8443 has a certificate of us-east-1, but the load balancer is in ap-south-1: certificates count in their own Region only."])
        .silent(with("arn:aws:iam::111122223333:server-certificate/a"))
        .silent(three_tiers())
}

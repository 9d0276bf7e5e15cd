//! HTTPS needs proof of who answers.

use std::collections::BTreeSet;

use crate::rules::dns::names::{canonical, covers, leading};
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
                let place = Place { id, balancer, index, region };
                report.about(id).at("listeners").fix_if(place.remedy(context)).waits_if(empty, Step::Complete).say(format!(
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

/// Public names that lead to a load balancer, each with its zone.
type Names<'a> = BTreeSet<(String, &'a ResourceId)>;

/// A listener, and where its load balancer is.
struct Place<'a> {
    id: &'a ResourceId,
    balancer: &'a LoadBalancer,
    index: usize,
    region: Option<&'a str>,
}

impl Place<'_> {
    /// The certificate that is plainly meant: the only one that can serve the
    /// names leading here or, where no certificate can serve at all, a new one
    /// for those names, which their public zone can prove. [ACM UG: DNS
    /// validation]
    fn remedy(&self, context: &Context<'_, '_>) -> Option<Remedy> {
        let names = leading(context).remove(self.id).unwrap_or_default();
        let usable = context.all::<Certificate>().filter(|(id, it)| {
            wrong(context, Some(id), self.region).is_none() && may_be_for(it, &names)
        });
        let usable: Vec<_> = usable.map(|(id, _)| id).collect();
        match usable[..] {
            [only] => Some(Remedy::new(
                format!("Use {}", context.name(only)),
                self.take(only.clone())?,
            )),
            [] => self.request(context, &names),
            _ => None,
        }
    }

    fn request(&self, context: &Context<'_, '_>, names: &Names<'_>) -> Option<Remedy> {
        let (_, zone) = names.first()?;
        // One zone proves the names of one certificate here.
        let mut own = names.iter().filter(|(_, it)| it == zone).map(|(name, _)| name.clone());
        let domain = own.next()?;
        let code = self.region?;
        let (region, _) = context.all::<Region>().find(|(_, it)| it.code == code)?;
        let architecture = context.architecture.architecture();
        let id = architecture.free_id(Kind::Certificate);
        let label = format!("Request a certificate for {domain}, validated in {}", context.name(zone));
        let certificate = Certificate {
            region: Some(region.clone()),
            other_names: own.filter(|it| *it != domain).collect(),
            domain: domain.clone(),
            zone: Some((*zone).clone()),
            ..Certificate::default()
        };
        let name = architecture.free_name(&format!("{domain} certificate"));
        Some(Remedy {
            label,
            edits: vec![
                Edit::create(id.clone(), Resource::new(name, certificate)),
                self.take(id)?,
            ],
        })
    }

    fn take(&self, certificate: ResourceId) -> Option<Edit> {
        let mut listeners = self.balancer.listeners.clone();
        listeners.get_mut(self.index)?.certificate = Some(certificate);
        Some(Edit::set(self.id, "listeners", listeners))
    }
}

/// Whether a certificate may serve one of these names; one that exists already
/// and says no name may.
fn may_be_for(certificate: &Certificate, names: &Names<'_>) -> bool {
    let own = std::iter::once(&certificate.domain).chain(&certificate.other_names);
    let own: Vec<_> = own.map(|it| canonical(it)).filter(|it| !it.is_empty()).collect();
    names.is_empty()
        || own.is_empty()
        || names.iter().any(|(name, _)| own.iter().any(|own| covers(own, name)))
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
    let bare = || {
        let listener = Listener { port: 8443, protocol: ListenerProtocol::Https, default_action: Action::forward(to("tg-1")), ..Listener::default() };
        three_tiers().push("alb-1", "listeners", listener)
    };
    Examples::new()
        .fires(bare(), expect!["Notebookly-ALB's HTTPS listener on port 8443 needs a certificate, such as one that AWS Certificate Manager issues for free. [Use notebookly.com]"])
        .fires(with(""), expect!["Notebookly-ALB's HTTPS listener on port 8443 has the certificate cert, which is for no name yet. [Use notebookly.com]"])
        .fires(with("my-certificate"), expect!["Notebookly-ALB's HTTPS listener on port 8443 has “my-certificate” for a certificate, but it takes an ARN such as arn:aws:acm:ap-south-1:111122223333:certificate/…. [Use notebookly.com]"])
        .fires(with("arn:aws:acm:us-east-1:111122223333:certificate/a"), expect!["Notebookly-ALB's HTTPS listener on port 8443 has a certificate of us-east-1, but the load balancer is in ap-south-1: certificates count in their own Region only. [Use notebookly.com]"])
        // What leads to the load balancer has to be served: by what is there, by a new one, by neither.
        .fires(bare().add("certificate-9", "cert", Certificate { region: to("region-1"), domain: "other.example".to_owned(), ..Certificate::default() }).delete("certificate-1"), expect!["Notebookly-ALB's HTTPS listener on port 8443 needs a certificate, such as one that AWS Certificate Manager issues for free. [Request a certificate for notebookly.com, validated in notebookly.com]"])
        .fires(bare().add("certificate-9", "cert", Certificate { region: to("region-1"), domain: "*.notebookly.com".to_owned(), ..Certificate::default() }), expect!["Notebookly-ALB's HTTPS listener on port 8443 needs a certificate, such as one that AWS Certificate Manager issues for free."])
        .fires(bare().delete("certificate-1").set("zone-1", "records", serde_json::json!([])), expect!["Notebookly-ALB's HTTPS listener on port 8443 needs a certificate, such as one that AWS Certificate Manager issues for free."])
        .silent(with("arn:aws:iam::111122223333:server-certificate/a"))
        .silent(three_tiers())
}

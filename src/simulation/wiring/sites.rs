//! Buckets that answer as websites: what a name leads to when its record is an
//! alias of a bucket's website endpoint. [R53 DG: Routing traffic to a website
//! that is hosted in an Amazon S3 bucket]

use super::{Site, SiteSays, Wiring};
use crate::architecture::*;
use crate::iam::{Context, Iam, Outcome, Principal, Question, arn};
use crate::network::Network;

/// The buckets that a record of a public zone is an alias of, in order of ids.
pub fn sites(net: &Network) -> Vec<Site> {
    let zones = net.indexed().all::<HostedZone>();
    let public = zones.filter(|(_, zone)| !zone.private);
    let aliases = public.flat_map(|(_, zone)| &zone.records);
    let aliases: Vec<&ResourceId> = aliases.filter_map(|it| it.alias.as_ref()).collect();
    let buckets = net.indexed().all::<Bucket>();
    let meant = buckets.filter(|(id, _)| aliases.contains(id));
    let sites = meant.map(|(id, _)| Site {
        id: id.clone(),
        says: SiteSays::NoWebsite,
    });
    sites.collect()
}

/// Fills in what each answers. The entrance is known.
pub fn answers(net: &Network, wiring: &mut Wiring) {
    let (host, port) = (wiring.entrance.host.clone(), wiring.entrance.port);
    for site in &mut wiring.sites {
        site.says = says(net, &site.id, &host, port);
    }
}

/// What a website endpoint answers to whoever typed this name. It speaks HTTP
/// alone, it finds the bucket by the name that was asked for, and it serves
/// what everybody may read. [S3 UG: Website endpoints; Setting permissions for
/// website access], rulebook R53-15
fn says(net: &Network, id: &ResourceId, host: &str, port: u16) -> SiteSays {
    let Some(bucket) = net.indexed().find::<Bucket>(id) else {
        return SiteSays::NoWebsite;
    };
    if port != 80 {
        return SiteSays::NoHttps;
    }
    let name = net.indexed().name_of(id);
    let called = arn::bucket_name(&name, bucket);
    if !bucket.website || !called.eq_ignore_ascii_case(host) {
        return SiteSays::NoWebsite;
    }
    let Some(arn) = arn::of(net.indexed(), id) else {
        return SiteSays::NoWebsite;
    };
    let iam = Iam::over(net.indexed());
    let object = format!("{arn}/index.html");
    let question = Question::new(Principal::Anonymous, "s3:GetObject", object)
        .under(Context::new().with("aws:SecureTransport", "false"));
    match iam.decide(&question).outcome {
        // What hangs on something that is not drawn is taken to be allowed.
        Outcome::Allowed | Outcome::NotKnown => SiteSays::Page,
        Outcome::ImplicitDeny | Outcome::ExplicitDeny => SiteSays::Refused,
    }
}

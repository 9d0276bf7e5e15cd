//! Web ACLs, secrets, keys.

use super::amount::Amount;
use super::balancing::entrances;
use super::bill::Group;
use super::counting::{Counting, DAYS, share};
use super::sheet::{Charge, Factor};
use crate::architecture::*;

pub(super) fn count(counting: &mut Counting) {
    web_acls(counting);
    secrets(counting);
    keys(counting);
}

fn web_acls(counting: &mut Counting) {
    let relations = counting.relations;
    for (id, it) in relations.indexed().all::<WebAcl>() {
        let region = counting.region_of(id);
        let one = Factor::of(1, "web ACL", "web ACLs");
        counting.add(Charge::new(
            Group::Security,
            "WAF web ACLs",
            "waf.acl",
            &region,
            Some(id),
            vec![one],
        ));
        let rules = u32::try_from(it.rules.len()).unwrap_or(u32::MAX);
        if rules > 0 {
            counting.add(Charge::new(
                Group::Security,
                "WAF rules",
                "waf.rule",
                &region,
                Some(id),
                vec![Factor::of(rules, "rule", "rules")],
            ));
        }
    }
    let entrances = entrances(counting);
    let count = entrances.len();
    for (place, (_, balancer)) in entrances.into_iter().enumerate() {
        let Some(acl) = balancer.web_acl.as_ref() else {
            continue;
        };
        let Some((acl, _)) = relations.indexed().entry(acl) else {
            continue;
        };
        let region = counting.region_of(acl);
        let visits = share(counting.load.visits_a_day, place, count);
        let requests = counting.load.requests_per_visit;
        counting.add(Charge::new(
            Group::Security,
            "WAF requests",
            "waf.request",
            &region,
            Some(acl),
            vec![
                Factor::of(visits, "visit a day", "visits a day"),
                Factor::unit(DAYS, "days"),
                Factor::of(requests, "request", "requests"),
                Factor::per(1_000_000),
            ],
        ));
    }
}

fn secrets(counting: &mut Counting) {
    let relations = counting.relations;
    let own = relations.indexed().all::<Secret>().map(|(id, _)| id);
    let mut all: Vec<(&ResourceId, &str)> = own.map(|id| (id, "Secrets")).collect();
    if counting.options.managed_secrets {
        let databases = relations.indexed().all::<Database>();
        // A replica has the users of its source.
        let databases = databases.filter(|(_, it)| it.replica_of.is_none());
        all.extend(databases.map(|(id, _)| (id, "Secrets that RDS keeps for master users")));
    }
    for (id, what) in all {
        let region = counting.region_of(id);
        let one = Factor::of(1, "secret", "secrets");
        let charge = Charge::new(
            Group::Security,
            what,
            "secrets.secret",
            &region,
            Some(id),
            vec![one],
        );
        counting.add(charge);
    }
}

/// A bucket with SSE-KMS asks KMS for a key with each object that is read or
/// written, unless it has a bucket key, which is not modelled. The key that AWS
/// manages costs nothing by the month. [S3 UG: Reducing the cost of SSE-KMS]
fn keys(counting: &mut Counting) {
    let relations = counting.relations;
    let all: Vec<_> = relations.indexed().all::<Bucket>().collect();
    for (place, (id, it)) in all.iter().enumerate() {
        if it.encryption != "aws:kms" {
            continue;
        }
        let region = counting.region_of(id);
        let visits = share(counting.load.visits_a_day, place, all.len());
        let reads = visits
            .times(DAYS)
            .times(Amount::from(counting.load.objects_per_visit));
        let requests = reads + share(counting.load.s3_puts, place, all.len());
        let charge = Charge::new(
            Group::Security,
            "KMS requests of S3",
            "kms.request",
            &region,
            Some(id),
            vec![
                Factor::of(requests.to_digits(0), "request", "requests"),
                Factor::per(10_000),
            ],
        );
        counting.add(charge.free("kms.request"));
    }
}

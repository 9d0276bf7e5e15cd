//! An alias stands for some of AWS's resources only.

use crate::rules::dns::names::{canonical, records};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "alias-target-impossible",
    severity: Error,
    title: "Alias of something that has no alias",
    checks: "That an alias record points at a load balancer, or at an S3 bucket whose name is the record's name.",
    why: "For an instance with an Elastic IP use an A record with the address; for a database a CNAME of its endpoint.",
    reaction: "ChangeResourceRecordSets is refused.",
    source: "[R53 DG: Alias; Routing to AWS resources; S3 website] · rulebook R53-10, R53-11, R53-15",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in records(context) {
        let Some(target) = &it.record.alias else {
            continue;
        };
        let Some(resource) = context.architecture.get(target) else {
            continue;
        };
        let wrong = match &resource.properties {
            Properties::LoadBalancer(_) => continue,
            Properties::Bucket(bucket) => {
                let name = canonical(&bucket.bucket_name);
                // CloudFormation would make up a name that fits nothing.
                if name == it.name {
                    continue;
                }
                "a bucket can have an alias only if it is called like the record".to_owned()
            }
            Properties::Instance(_) => "an instance has none: use its address, best an Elastic IP".to_owned(),
            Properties::Database(_) => "a database has none: use a CNAME of its endpoint".to_owned(),
            _ => format!("only load balancers and buckets have one here, not {}", resource.kind().info().title),
        };
        // A CNAME or A record may name the resource as its value.
        let by_value = match &resource.properties {
            Properties::Instance(_) => Some(RecordType::A),
            Properties::Database(_) if it.name != it.domain => Some(RecordType::Cname),
            _ => None,
        };
        let fix = by_value.and_then(|record_type| {
            let zone: &HostedZone = context.find(it.zone)?;
            let mut rows = zone.records.clone();
            let row = rows.get_mut(it.index)?;
            row.alias = None;
            row.record_type = record_type;
            row.values = vec![target.to_string()];
            let label = format!("Make it a {} record of {}", record_type.label(), resource.name);
            Some(Remedy::new(label, Edit::set(it.zone, "records", rows)))
        });
        report.about(it.zone).at("records").with(target).fix_if(fix).say(format!(
            "{} is an alias of {}, but {wrong}.",
            it.name, resource.name,
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |target: &str| {
        let record = DnsRecord {
            name: "db.notebookly.com".to_owned(),
            alias: to(target),
            ..DnsRecord::default()
        };
        three_tiers().push("zone-1", "records", record)
    };
    let bucket = |name: &str| Bucket {
        bucket_name: name.to_owned(),
        ..Bucket::default()
    };
    Examples::new()
        .fires(with("db-1"), expect!["db.notebookly.com is an alias of notebookly-db, but a database has none: use a CNAME of its endpoint. [Make it a CNAME record of notebookly-db]"])
        .fires(with("asg-1"), expect!["db.notebookly.com is an alias of Notebookly-ASG, but only load balancers and buckets have one here, not Auto Scaling."])
        .fires(with("bucket-1").add("bucket-1", "site", bucket("notebookly")), expect!["db.notebookly.com is an alias of site, but a bucket can have an alias only if it is called like the record."])
        .silent(with("bucket-1").add("bucket-1", "site", bucket("db.notebookly.com")))
        .silent(three_tiers())
}

//! A visitors' book that the receptionist may not write in.

use serde_json::json;

use crate::iam::arn;
use crate::rules::prelude::*;
use crate::rules::shared::policies;

pub const RULE: Rule = Rule {
    code: "balancer-logs-refused",
    severity: Error,
    title: "Bucket does not take the access logs",
    checks: "That the bucket of a load balancer's access logs is in the same Region, is encrypted with the keys of S3, and has a policy that lets Elastic Load Balancing put objects where it writes them, under AWSLogs and the account's number.",
    why: "Elastic Load Balancing is a service of AWS and not one of your identities: it writes into your bucket only if the bucket's own policy lets it. It cannot write into one that is encrypted with a key of KMS.",
    reaction: "ModifyLoadBalancerAttributes is refused: “Access Denied for bucket”.",
    source: "[ALB UG: Access logs; Enable access logs] · rulebook ALB-22",
    aws_error: "InvalidConfigurationRequest",
    check,
};

const SERVICE: &str = "logdelivery.elasticloadbalancing.amazonaws.com";

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        let Some(bucket_id) = &balancer.access_logs else { continue };
        let Some(bucket) = context.find::<Bucket>(bucket_id) else { continue };
        let (name, bucket_called) = (context.name(id), context.name(bucket_id));
        let (here, there) = (context.region_of(id), context.region_of(bucket_id));
        if let (Some(here), Some(there)) = (here, there)
            && here != there
        {
            report.about(id).at("access_logs").with(bucket_id).say(format!("{name} is in {here}, but {bucket_called}, which gets its access logs, is in {there}."));
            continue;
        }
        if bucket.encryption != "AES256" {
            report.about(bucket_id).at("encryption").with(id).fix("Use the keys of S3", Edit::set(bucket_id, "encryption", "AES256")).say(format!(
                "{bucket_called} is encrypted with keys of KMS, and {name} can write access logs only where the keys are those of S3.",
            ));
        }
        // In older Regions an account of AWS's may be named instead.
        let account = match arn::account(context.architecture).1 {
            none if none.is_empty() => Account::default().number,
            number => number,
        };
        let file = format!("arn:aws:s3:::{}/AWSLogs/{account}/file", arn::bucket_name(&bucket_called, bucket));
        if policies::lets(&bucket.policy, SERVICE, "s3:PutObject", &file) || policies::lets_accounts(&bucket.policy, "s3:PutObject", &file) {
            continue;
        }
        let own = bucket.bucket_name.trim();
        let statement = json!({
            "Sid": "LoadBalancerAccessLogs",
            "Effect": "Allow",
            "Principal": {"Service": SERVICE},
            "Action": "s3:PutObject",
            "Resource": format!("arn:aws:s3:::{own}/AWSLogs/{account}/*"),
        });
        let policy = (!own.is_empty()).then(|| policies::with(&bucket.policy, vec![statement])).flatten();
        let fix = policy.map(|it| Remedy::new("Let the load balancer write", Edit::set(bucket_id, "policy", it)));
        report.about(bucket_id).at("policy").with(id).fix_if(fix).say(format!(
            "The policy of {bucket_called} does not let Elastic Load Balancing write, so {name} cannot send its access logs there{}.",
            if own.is_empty() { "; a policy names its bucket, so give it a name first" } else { "" },
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let bucket = |policy: &str| Bucket {
        region: to("region-1"),
        bucket_name: "notebookly-alb-logs".to_owned(),
        policy: policy.to_owned(),
        ..Bucket::default()
    };
    let with = |policy: &str| three_tiers().add("bucket-1", "alb-logs", bucket(policy)).set("alb-1", "access_logs", "bucket-1");
    let lets = r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "*"}]}"#;
    let frankfurt = Region { code: "eu-central-1".to_owned() };
    Examples::new()
        .fires(with(""), expect!["The policy of alb-logs does not let Elastic Load Balancing write, so Notebookly-ALB cannot send its access logs there. [Let the load balancer write]"])
        .fires(with(lets).set("bucket-1", "encryption", "aws:kms"), expect!["alb-logs is encrypted with keys of KMS, and Notebookly-ALB can write access logs only where the keys are those of S3. [Use the keys of S3]"])
        .fires(with(lets).add("region-2", "Frankfurt", frankfurt).set("bucket-1", "region", "region-2"), expect!["Notebookly-ALB is in ap-south-1, but alb-logs, which gets its access logs, is in eu-central-1."])
        .fires(with(&lets.replace("\"*\"", "\"arn:aws:s3:::notebookly-alb-logs/web/*\"")), expect!["The policy of alb-logs does not let Elastic Load Balancing write, so Notebookly-ALB cannot send its access logs there. [Let the load balancer write]"])
        .silent(with(lets))
}

//! The sources of a rule, as people read them: the guide by its full name,
//! with a link, instead of the marks that the rulebook writes.

/// A source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its guide and chapter, such as "Amazon VPC User Guide: NAT gateways".
    pub title: String,
    /// Where the guide begins, where that is known.
    pub url: Option<&'static str>,
}

/// The guides: their mark, their name, where they begin.
const GUIDES: &[(&str, &str, &str)] = &[
    (
        "VPC UG",
        "Amazon VPC User Guide",
        "https://docs.aws.amazon.com/vpc/latest/userguide/",
    ),
    (
        "VPC Peering Guide",
        "Amazon VPC Peering Guide",
        "https://docs.aws.amazon.com/vpc/latest/peering/",
    ),
    (
        "Service Authorization Reference",
        "Service Authorization Reference",
        "https://docs.aws.amazon.com/service-authorization/latest/reference/",
    ),
    (
        "PL guide",
        "AWS PrivateLink Guide",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/",
    ),
    (
        "ALB UG",
        "User Guide for Application Load Balancers",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/",
    ),
    (
        "EC2 UG",
        "Amazon EC2 User Guide",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/",
    ),
    (
        "EBS UG",
        "Amazon EBS User Guide",
        "https://docs.aws.amazon.com/ebs/latest/userguide/",
    ),
    (
        "EFS UG",
        "Amazon EFS User Guide",
        "https://docs.aws.amazon.com/efs/latest/ug/",
    ),
    (
        "S3 UG",
        "Amazon S3 User Guide",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/",
    ),
    (
        "RDS UG",
        "Amazon RDS User Guide",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/",
    ),
    (
        "ElastiCache UG",
        "Amazon ElastiCache User Guide",
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/",
    ),
    (
        "ASG UG",
        "Amazon EC2 Auto Scaling User Guide",
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/",
    ),
    (
        "CW UG",
        "Amazon CloudWatch User Guide",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/",
    ),
    (
        "CWL UG",
        "Amazon CloudWatch Logs User Guide",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/",
    ),
    (
        "CT UG",
        "AWS CloudTrail User Guide",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/",
    ),
    (
        "IAM UG",
        "IAM User Guide",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/",
    ),
    (
        "R53 DG",
        "Amazon Route 53 Developer Guide",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/",
    ),
    (
        "WAF DG",
        "AWS WAF Developer Guide",
        "https://docs.aws.amazon.com/waf/latest/developerguide/",
    ),
    (
        "SNS DG",
        "Amazon SNS Developer Guide",
        "https://docs.aws.amazon.com/sns/latest/dg/",
    ),
    (
        "Lambda DG",
        "AWS Lambda Developer Guide",
        "https://docs.aws.amazon.com/lambda/latest/dg/",
    ),
    (
        "ACM UG",
        "AWS Certificate Manager User Guide",
        "https://docs.aws.amazon.com/acm/latest/userguide/",
    ),
    (
        "SM UG",
        "AWS Secrets Manager User Guide",
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/",
    ),
];

/// The sources that a rule writes down, without what is only for those who
/// write rules.
pub fn read(text: &str) -> Vec<Source> {
    let marks = text
        .split('[')
        .skip(1)
        .filter_map(|it| it.split(']').next());
    marks.filter_map(source).collect()
}

fn source(mark: &str) -> Option<Source> {
    // A conclusion or a trial of ours is no source for a reader.
    if mark == "logic" || mark == "TEST" || mark.starts_with("TEST ") {
        return None;
    }
    let (guide, rest) = mark.split_once(": ").unwrap_or((mark, ""));
    if let Some((_, name, url)) = GUIDES.iter().find(|(key, ..)| *key == guide) {
        let title = if rest.is_empty() {
            (*name).to_owned()
        } else {
            format!("{name}: {rest}")
        };
        return Some(Source {
            title,
            url: Some(url),
        });
    }
    let title = match mark.split_once(' ') {
        Some(("API", call)) => format!("API reference: {call}"),
        Some(("schema", kind)) => format!("CloudFormation schema: {kind}"),
        _ => mark
            .replace(" UG", " User Guide")
            .replace(" DG", " Developer Guide"),
    };
    Some(Source { title, url: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_titles_and_workshop_talk_goes() {
        let read = read(
            "[VPC UG: NAT gateways], [API ec2 CreateNatGateway], [logic] · rulebook NAT-2, NAT-7",
        );
        let shown: Vec<_> = read
            .iter()
            .map(|it| (it.title.as_str(), it.url.is_some()))
            .collect();
        assert_eq!(
            shown,
            [
                ("Amazon VPC User Guide: NAT gateways", true),
                ("API reference: ec2 CreateNatGateway", false),
            ]
        );
    }

    #[test]
    fn no_rule_shows_a_mark() {
        for rule in crate::rules::all() {
            for source in super::read(rule.source) {
                let title = &source.title;
                assert!(
                    !title.contains("UG:") && !title.contains("rulebook"),
                    "{}: {title}",
                    rule.code
                );
                assert!(!title.contains(['[', ']']), "{}: {title}", rule.code);
            }
        }
    }
}

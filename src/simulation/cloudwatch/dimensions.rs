//! Which dimensions tell the metric of a drawn thing from all others of its
//! name. Who publishes and who watches ask here, so an alarm finds its metric
//! exactly when its dimensions are right; with others CloudWatch finds no data
//! (SIM-8, rulebook CWA-13).

use super::watch::Key;
use crate::architecture::{Dimension, Kind, LogGroup, ResourceId};
use crate::aws::metrics;
use crate::relations::Relations;
use crate::relations::servers::Tiers;

/// No metric has it. An alarm on something of another Region looks for it in
/// its own and finds nothing; with this dimension it finds nothing here either.
const ELSEWHERE: &str = "(looked for in Region)";

/// How the things of a drawing are called in CloudWatch.
pub struct Dimensions<'a> {
    relations: &'a Relations<'a>,
    tiers: Tiers<'a>,
}

/// Sixteen hexadecimal digits of an id, the same in every run, as AWS would
/// have rolled them.
pub fn hex(id: &str) -> String {
    // FNV-1a, mixed once so that ids that differ at the end differ all over.
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in id.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    format!("{:016x}", state ^ (state >> 31))
}

/// `i-0…`, as AWS calls a thing of this id: a prefix, a 0, 16 digits.
pub fn aws_id(prefix: &str, id: &ResourceId) -> String {
    format!("{prefix}-0{}", hex(id.as_str()))
}

/// The key of a metric of one server, by its instance id.
/// [EC2 UG: CloudWatch metrics: Dimensions]
pub fn of_instance(instance_id: &str, namespace: &str, metric: &str) -> Key {
    Key {
        namespace: namespace.to_owned(),
        name: metric.to_owned(),
        dimensions: vec![("InstanceId".to_owned(), instance_id.to_owned())],
    }
}

impl<'a> Dimensions<'a> {
    /// The names in this drawing.
    pub fn of(relations: &'a Relations<'a>) -> Self {
        Self {
            relations,
            tiers: Tiers::of(relations),
        }
    }

    /// The key of a metric. `of` is the thing that it is of, `given` are
    /// dimensions that were typed; of two with one name, the typed one counts.
    pub fn key(
        &self,
        of: Option<&ResourceId>,
        namespace: &str,
        metric: &str,
        given: &[Dimension],
    ) -> Key {
        let mut dimensions = of.map_or_else(Vec::new, |of| self.own(of, namespace, metric));
        for typed in given {
            let (name, value) = (typed.name.trim(), typed.value.trim());
            if name.is_empty() || value.is_empty() {
                continue;
            }
            dimensions.retain(|(other, _)| other != name);
            dimensions.push((name.to_owned(), value.to_owned()));
        }
        dimensions.sort();
        Key {
            namespace: namespace.to_owned(),
            name: metric.to_owned(),
            dimensions,
        }
    }

    /// The same as an alarm or a metric filter of a Region sees it: metrics
    /// stay in their Region, those of the bill and of health checks in
    /// us-east-1 (rulebook CWA-16).
    pub fn key_in(
        &self,
        region: &str,
        of: Option<&ResourceId>,
        namespace: &str,
        metric: &str,
        given: &[Dimension],
    ) -> Key {
        let mut key = self.key(of, namespace, metric, given);
        let only = metrics::namespace(namespace).and_then(|it| it.only_in);
        let home = only.or_else(|| match of {
            Some(of) => self.relations.region_code_of(of),
            None => self.counted_in(region, namespace, metric),
        });
        if home.is_some_and(|it| it != region) {
            key.dimensions
                .push((ELSEWHERE.to_owned(), region.to_owned()));
            key.dimensions.sort();
        }
        key
    }

    /// The Region in which metric filters make this metric: this one, if any
    /// does here.
    fn counted_in(&self, region: &str, namespace: &str, metric: &str) -> Option<&'a str> {
        let makes = |group: &LogGroup| {
            let mut filters = group.metric_filters.iter();
            filters.any(|it| it.namespace.trim() == namespace && it.metric.trim() == metric)
        };
        let groups = self.relations.indexed().all::<LogGroup>();
        let making = groups.filter(|(_, group)| makes(group));
        let mut homes = making.filter_map(|(id, _)| self.relations.region_code_of(id));
        let first = homes.next()?;
        if first == region {
            return Some(first);
        }
        homes.find(|it| *it == region).or(Some(first))
    }

    /// The Region of a thing, as its code.
    pub fn region_of(&self, id: &ResourceId) -> &'a str {
        self.relations.region_code_of(id).unwrap_or_default()
    }

    /// `app/Notebookly-ALB/50dc6c495c0c9188`.
    /// [ALB UG: CloudWatch metrics: Metric dimensions]
    pub fn balancer(&self, id: &ResourceId) -> String {
        format!("app/{}/{}", self.name(id), hex(id.as_str()))
    }

    /// `targetgroup/Notebookly-TG/73e2d6bc24d8a067`.
    pub fn target_group(&self, id: &ResourceId) -> String {
        format!("targetgroup/{}/{}", self.name(id), hex(id.as_str()))
    }

    fn name(&self, id: &ResourceId) -> String {
        self.relations.indexed().name_of(id)
    }

    /// The dimensions of a metric of a thing, by its kind and the namespace. In
    /// a namespace that is not of AWS they are what its programs send, which
    /// nobody knows here: there are none then.
    fn own(&self, of: &ResourceId, namespace: &str, metric: &str) -> Vec<(String, String)> {
        // A server of a group has an id of its own and the group's kind.
        if of.as_str().contains('/') {
            return vec![pair("InstanceId", aws_id("i", of))];
        }
        let Some(kind) = self.relations.indexed().kind_of(of) else {
            return Vec::new();
        };
        match (kind, namespace) {
            (Kind::Instance, "AWS/EC2" | "CWAgent") => {
                vec![pair("InstanceId", aws_id("i", of))]
            }
            // Rulebook SCL-14.
            (Kind::AutoScalingGroup, "AWS/EC2" | "AWS/AutoScaling" | "CWAgent") => {
                vec![pair("AutoScalingGroupName", self.name(of))]
            }
            (Kind::LoadBalancer, "AWS/ApplicationELB") => {
                vec![pair("LoadBalancer", self.balancer(of))]
            }
            (Kind::TargetGroup, "AWS/ApplicationELB") => {
                let balancers = self.tiers.balancers_of(of);
                let balancer = balancers.first().map(|it| self.balancer(it));
                let balancer = balancer.map(|it| pair("LoadBalancer", it));
                let mut both: Vec<_> = balancer.into_iter().collect();
                both.push(pair("TargetGroup", self.target_group(of)));
                both
            }
            // [RDS UG: CloudWatch dimensions]; RDS writes names in small
            // letters. [API rds CreateDBInstance]
            (Kind::Database, "AWS/RDS") => {
                vec![pair(
                    "DBInstanceIdentifier",
                    self.name(of).to_ascii_lowercase(),
                )]
            }
            // [VPC UG: NAT gateway metrics and dimensions]
            (Kind::NatGateway, "AWS/NATGateway") => {
                vec![pair("NatGatewayId", aws_id("nat", of))]
            }
            // [S3 UG: Amazon S3 CloudWatch dimensions]: sizes by storage
            // class, numbers over all.
            (Kind::Bucket, "AWS/S3") => {
                let storage = match metric {
                    "NumberOfObjects" => "AllStorageTypes",
                    _ => "StandardStorage",
                };
                vec![
                    pair("BucketName", self.name(of)),
                    pair("StorageType", storage),
                ]
            }
            // [EFS UG: CloudWatch metrics: Dimensions]
            (Kind::FileSystem, "AWS/EFS") => vec![pair("FileSystemId", aws_id("fs", of))],
            // [EBS UG: CloudWatch metrics: Dimensions]
            (Kind::Volume, "AWS/EBS") => vec![pair("VolumeId", aws_id("vol", of))],
            // Each node has metrics of its own; the first is called after its
            // group. [ElastiCache UG: Monitoring use with CloudWatch metrics]
            (Kind::Cache, "AWS/ElastiCache") => {
                let group = self.name(of).to_ascii_lowercase();
                vec![pair("CacheClusterId", format!("{group}-001"))]
            }
            // [Lambda DG: Types of metrics: dimensions]
            (Kind::Function, "AWS/Lambda") => vec![pair("FunctionName", self.name(of))],
            // [R53 DG: Monitoring health checks using CloudWatch]: a UUID.
            (Kind::HealthCheck, "AWS/Route53") => {
                vec![pair("HealthCheckId", uuid(of.as_str()))]
            }
            // [WAF DG: Core metrics and dimensions]: of all rules together.
            (Kind::WebAcl, "AWS/WAFV2") => vec![
                pair("WebACL", self.name(of)),
                pair("Region", self.region_of(of)),
                pair("Rule", "ALL"),
            ],
            _ => Vec::new(),
        }
    }
}

fn pair(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

/// A UUID of version 4, the same for the same text. [RFC 9562]
pub fn uuid(of: &str) -> String {
    let (one, two) = (hex(of), hex(&format!("{of}/")));
    format!(
        "{}-{}-4{}-a{}-{}",
        &one[..8],
        &one[8..12],
        &one[13..16],
        &two[1..4],
        &two[4..16],
    )
}

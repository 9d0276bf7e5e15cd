//! CloudTrail trails.

use super::instance_profile::trusts;
use super::names;
use super::omission::Why;
use super::policy;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Bucket, Kind, ResourceId, Trail};

pub(super) fn write(w: &mut Writer, id: &ResourceId, trail: &Trail) {
    let bucket = match w.follow(&trail.bucket, Kind::Bucket, "a bucket") {
        Ok(bucket) => bucket,
        Err(why) => return w.omit(id, why),
    };
    let lets = |action| {
        w.architecture
            .find::<Bucket>(&bucket)
            .is_some_and(|it| policy::lets(&it.policy, "cloudtrail.amazonaws.com", action))
    };
    if !lets("s3:PutObject") || !lets("s3:GetBucketAcl") {
        // Rulebook CT-3.
        w.omit_part(
            id,
            format!("permission in {}", w.architecture.name_of(&bucket)),
            Why::Refused("AWS refuses the trail, because the bucket's policy does not let cloudtrail.amazonaws.com GetBucketAcl and PutObject"),
        );
    }
    // Rulebook CT-7: both or none.
    let mut logs = None;
    if trail.log_group.is_some() || trail.role.is_some() {
        let group = w.follow(&trail.log_group, Kind::LogGroup, "a log group");
        let role = w.follow(&trail.role, Kind::IamRole, "a role that lets it write");
        match group.and_then(|group| Ok((group, role?))) {
            Ok((group, role)) => {
                trusts(w, id, &role, "cloudtrail.amazonaws.com");
                logs = Some((
                    Value::attribute(w.id(&group), "Arn"),
                    Value::attribute(w.id(&role), "Arn"),
                ));
            }
            Err(why) => w.omit_part(id, "log group", why),
        }
    }
    let global = trail.global_events || trail.multi_region;
    if global != trail.global_events {
        // [API cloudtrail CreateTrail: IncludeGlobalServiceEvents]
        w.omit_part(
            id,
            "global services",
            Why::Refused("a trail of all Regions always writes the calls of global services"),
        );
    }
    let prefix = trail.prefix.trim().trim_matches('/');
    let well_formed = prefix.len() <= 200 && prefix.bytes().all(|it| it.is_ascii_graphic());
    if !well_formed {
        w.omit_part(id, "prefix", Why::Malformed(trail.prefix.clone()));
    }
    let prefix = Some(prefix).filter(|it| well_formed && !it.is_empty());
    let (group, role) = logs.unzip();
    let properties = Fields::new()
        .maybe("TrailName", name(w, id))
        .with("S3BucketName", Value::Ref(w.id(&bucket)))
        .maybe("S3KeyPrefix", prefix)
        .with("IsLogging", trail.logging)
        .with("IsMultiRegionTrail", trail.multi_region)
        .with("IncludeGlobalServiceEvents", global)
        .with("EnableLogFileValidation", trail.validation)
        .maybe("CloudWatchLogsLogGroupArn", group)
        .maybe("CloudWatchLogsRoleArn", role)
        .list("Tags", w.tags(id));
    let waits = w.policies.get(&bucket).cloned();
    w.add(id, "AWS::CloudTrail::Trail", properties)
        .depends_on
        .extend(waits);
}

/// Rulebook CT-2.
fn name(w: &mut Writer, id: &ResourceId) -> Option<Value> {
    let takes = |char: char| char.is_ascii_alphanumeric() || "._-".contains(char);
    let ends = |name: &str| {
        let end = |char: Option<char>| char.is_some_and(|it| it.is_ascii_alphanumeric());
        end(name.chars().next()) && end(name.chars().last())
    };
    let adjacent = |name: &str| {
        name.as_bytes()
            .windows(2)
            .any(|two| two.iter().all(|it| b"._-".contains(it)))
    };
    let name = names::adapt(w.name(id), takes, 128).filter(|name| {
        name.len() >= 3
            && ends(name)
            && !adjacent(name)
            && name.parse::<std::net::Ipv4Addr>().is_err()
    });
    w.service_name("AWS::CloudTrail::Trail", name)
}

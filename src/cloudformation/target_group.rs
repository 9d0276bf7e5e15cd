//! Target groups.

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Algorithm, Kind, ResourceId, TargetGroup, TargetType};

pub(super) fn write(w: &mut Writer, id: &ResourceId, group: &TargetGroup) {
    let vpc = match w.follow(&group.vpc, Kind::Vpc, "a VPC") {
        Ok(vpc) => vpc,
        Err(why) => return w.omit(id, why),
    };
    if group.port == 0 {
        return w.omit(id, Why::Malformed("port 0".to_owned()));
    }
    let targets = match group.target_type {
        TargetType::Instance => instances(w, id, group, &vpc),
        TargetType::Ip => addresses(w, id, group),
    };
    // Up to 32 letters, digits and hyphens. [API elbv2 CreateTargetGroup]
    let name = names::hyphenated(w.name(id), 32);
    let name = w.service_name("AWS::ElasticLoadBalancingV2::TargetGroup", name);
    let protocol = group.protocol.value().to_ascii_uppercase();
    let mut number = |part: &str, value: u32, range: std::ops::RangeInclusive<u32>| {
        if range.contains(&value) {
            return Some(value);
        }
        w.omit_part(id, part, Why::Malformed(value.to_string()));
        None
    };
    // The ranges of rulebook TG-9.
    let interval = number("interval", group.health_interval, 5..=300);
    let timeout = number("timeout", group.health_timeout, 2..=120);
    let healthy = number("healthy after", group.healthy_threshold, 2..=10);
    let unhealthy = number("unhealthy after", group.unhealthy_threshold, 2..=10);
    let path = Some(group.health_path.trim()).filter(|path| is_path(path));
    if path.is_none() {
        w.omit_part(
            id,
            "health check path",
            Why::Malformed(group.health_path.clone()),
        );
    }
    let matcher = Some(group.health_matcher.trim()).filter(|codes| are_codes(codes));
    if matcher.is_none() {
        w.omit_part(
            id,
            "success codes",
            Why::Malformed(group.health_matcher.clone()),
        );
    }
    let attributes = attributes(w, id, group);
    let properties = Fields::new()
        .maybe("Name", name)
        .with("VpcId", Value::Ref(w.id(&vpc)))
        .with("TargetType", group.target_type.value())
        .with("Protocol", protocol.as_str())
        .with("Port", group.port)
        .with("HealthCheckProtocol", protocol.as_str())
        .maybe("HealthCheckPath", path)
        .maybe(
            "HealthCheckPort",
            group
                .health_port
                .filter(|port| *port > 0)
                .map(|port| port.to_string()),
        )
        .maybe("HealthCheckIntervalSeconds", interval)
        .maybe("HealthCheckTimeoutSeconds", timeout)
        .maybe("HealthyThresholdCount", healthy)
        .maybe("UnhealthyThresholdCount", unhealthy)
        .maybe(
            "Matcher",
            matcher.map(|codes| Fields::new().with("HttpCode", codes)),
        )
        .list("TargetGroupAttributes", attributes)
        .list("Targets", targets)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::ElasticLoadBalancingV2::TargetGroup", properties);
}

/// Attributes that differ from what a target group has by itself (rulebook
/// TG-15).
fn attributes(w: &mut Writer, id: &ResourceId, group: &TargetGroup) -> Vec<Value> {
    let mut attributes: Vec<Value> = Vec::new();
    let mut set = |key: &str, value: &str| {
        attributes.push(Fields::new().with("Key", key).with("Value", value).into());
    };
    let delay = group.deregistration_delay.min(3600);
    if delay != 300 {
        set("deregistration_delay.timeout_seconds", &delay.to_string());
    }
    if let Some(seconds) = group.stickiness {
        let seconds = seconds.clamp(1, 604_800);
        set("stickiness.enabled", "true");
        set("stickiness.type", "lb_cookie");
        set("stickiness.lb_cookie.duration_seconds", &seconds.to_string());
    }
    if group.algorithm != Algorithm::RoundRobin {
        set("load_balancing.algorithm.type", group.algorithm.value());
    }
    // [ALB UG: Slow start mode]
    if group.slow_start > 0 && group.algorithm != Algorithm::RoundRobin {
        w.omit_part(
            id,
            "slow start",
            Why::Refused("only a target group that goes round robin starts slowly"),
        );
    } else if (30..=900).contains(&group.slow_start) {
        set("slow_start.duration_seconds", &group.slow_start.to_string());
    } else if group.slow_start > 0 {
        w.omit_part(
            id,
            "slow start",
            Why::Refused("a slow start takes 30 to 900 seconds"),
        );
    }
    attributes
}

fn instances(w: &mut Writer, id: &ResourceId, group: &TargetGroup, vpc: &ResourceId) -> Vec<Value> {
    let mut targets = Vec::new();
    for instance in w.follow_all(id, &group.targets, Kind::Instance, "target") {
        if w.vpc_of(&instance).as_ref() == Some(vpc) {
            targets.push(Fields::new().with("Id", Value::Ref(w.id(&instance))).into());
        } else {
            // Rulebook TG-3.
            let part = format!("target {}", w.architecture.name_of(&instance));
            w.omit_part(
                id,
                part,
                Why::Refused("targets are in the VPC of their group"),
            );
        }
    }
    targets
}

fn addresses(w: &mut Writer, id: &ResourceId, group: &TargetGroup) -> Vec<Value> {
    let mut targets = Vec::new();
    for text in &group.addresses {
        match text.lenient().filter(|block| block.prefix_len() == 32) {
            Some(host) => {
                let target = Fields::new().with("Id", host.addr().to_string()).into();
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
            None => w.omit_part(id, "address", Why::Malformed(text.to_string())),
        }
    }
    targets
}

/// A path of up to 1024 printable characters.
fn is_path(path: &str) -> bool {
    path.starts_with('/') && path.len() <= 1024 && path.bytes().all(|it| it.is_ascii_graphic())
}

/// Codes and ranges of codes from 200 to 499, such as `200,204` or `200-299`.
fn are_codes(text: &str) -> bool {
    let code = |text: &str| {
        text.len() == 3
            && text
                .parse::<u16>()
                .is_ok_and(|code| (200..=499).contains(&code))
    };
    text.split(',').all(|part| match part.split_once('-') {
        Some((first, last)) => code(first) && code(last) && first <= last,
        None => code(part),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn success_codes_are_codes_and_ranges() {
        assert!(are_codes("200") && are_codes("200,302") && are_codes("200-299"));
        assert!(!are_codes("") && !are_codes("600") && !are_codes("299-200") && !are_codes("+20"));
    }
}

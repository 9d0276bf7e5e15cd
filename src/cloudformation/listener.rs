//! Listeners of a load balancer and their rules.

use std::collections::BTreeSet;

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{
    Action, Certificate, Kind, Listener, ListenerProtocol, ListenerRule, ResourceId,
};

/// Writes a listener of `balancer`, whose targets are in `vpc`.
pub(super) fn write(
    w: &mut Writer,
    balancer: &ResourceId,
    listener: &Listener,
    vpc: &ResourceId,
    again: bool,
) {
    if let Err(why) = try_write(w, balancer, listener, vpc, again) {
        w.omit_part(balancer, format!("listener {}", listener.port), why);
    }
}

fn try_write(
    w: &mut Writer,
    balancer: &ResourceId,
    listener: &Listener,
    vpc: &ResourceId,
    again: bool,
) -> Result<(), Why> {
    if listener.port == 0 {
        return Err(Why::Malformed("port 0".to_owned()));
    }
    if again {
        // Rulebook ALB-11.
        return Err(Why::Refused("another listener has the port already"));
    }
    let certificates = match listener.protocol {
        ListenerProtocol::Http => Vec::new(),
        ListenerProtocol::Https => vec![certificate(w, &listener.certificate)?],
    };
    let action = action(w, balancer, &listener.default_action, vpc)?;
    let properties = Fields::new()
        .with("LoadBalancerArn", Value::Ref(w.id(balancer)))
        .with("Port", listener.port)
        .with("Protocol", listener.protocol.value().to_ascii_uppercase())
        .list("Certificates", certificates)
        .with("DefaultActions", vec![action]);
    let logical = w.part_id(balancer, &format!("Listener{}", listener.port));
    w.add_part(
        logical.clone(),
        "AWS::ElasticLoadBalancingV2::Listener",
        properties,
    );
    let mut priorities = BTreeSet::new();
    for rule in &listener.rules {
        if let Err(why) = write_rule(w, (balancer, &logical), rule, vpc, &mut priorities) {
            let part = format!("rule {} of listener {}", rule.priority, listener.port);
            w.omit_part(balancer, part, why);
        }
    }
    Ok(())
}

/// The certificate that the template makes; or one that exists, which is a
/// parameter, so that whoever makes the stack can give another.
fn certificate(w: &mut Writer, certificate: &Option<ResourceId>) -> Result<Value, Why> {
    // Rulebook ALB-12.
    let id = certificate
        .as_ref()
        .ok_or(Why::NothingChosen("a certificate"))?;
    let arn = w
        .architecture
        .find::<Certificate>(id)
        .map(|it| it.arn.trim());
    let arn = arn.unwrap_or_default();
    if arn.is_empty() {
        let id = w.follow(certificate, Kind::Certificate, "a certificate")?;
        let made = Value::Ref(w.id(&id));
        return Ok(Fields::new().with("CertificateArn", made).into());
    }
    let parts: Vec<_> = arn.split(':').collect();
    let known = matches!(parts.as_slice(), ["arn", _, "acm" | "iam", _, _, _])
        && arn.bytes().all(|it| it.is_ascii_graphic())
        && arn.len() <= 2048;
    if !known {
        return Err(Why::Malformed(arn.to_owned()));
    }
    let parameter = w.parameter(
        "CertificateArn",
        "String",
        arn,
        "The TLS certificate of an HTTPS listener",
    );
    Ok(Fields::new().with("CertificateArn", parameter).into())
}

fn action(
    w: &mut Writer,
    balancer: &ResourceId,
    action: &Action,
    vpc: &ResourceId,
) -> Result<Value, Why> {
    let fields = match action {
        Action::Forward { target_group } => {
            let group = w.follow(target_group, Kind::TargetGroup, "a target group")?;
            if w.vpc_of(&group).as_ref() != Some(vpc) {
                return Err(Why::Refused("the target group is in another VPC"));
            }
            let first = w
                .balancers
                .entry(group.clone())
                .or_insert_with(|| balancer.clone());
            if first != balancer {
                // Rulebook TG-5.
                return Err(Why::Refused(
                    "another load balancer uses the target group already",
                ));
            }
            Fields::new()
                .with("Type", "forward")
                .with("TargetGroupArn", Value::Ref(w.id(&group)))
        }
        Action::Redirect {
            protocol,
            port,
            status,
        } => {
            // Rulebook ALB-14.
            if !matches!(status, 301 | 302) || *port == 0 {
                return Err(Why::Malformed(format!("redirect {status} to port {port}")));
            }
            let redirect = Fields::new()
                .with("Protocol", protocol.value().to_ascii_uppercase())
                .with("Port", port.to_string())
                .with("StatusCode", format!("HTTP_{status}"));
            Fields::new()
                .with("Type", "redirect")
                .with("RedirectConfig", redirect)
        }
        Action::FixedResponse { status, body } => {
            if !matches!(status / 100, 2 | 4 | 5) || body.chars().count() > 1024 {
                return Err(Why::Malformed(format!("answer {status}")));
            }
            let body = Some(body.as_str()).filter(|body| !body.is_empty());
            let response = Fields::new()
                .with("StatusCode", status.to_string())
                .with("ContentType", "text/plain")
                .maybe("MessageBody", body);
            Fields::new()
                .with("Type", "fixed-response")
                .with("FixedResponseConfig", response)
        }
    };
    Ok(fields.into())
}

fn write_rule(
    w: &mut Writer,
    (balancer, listener): (&ResourceId, &str),
    rule: &ListenerRule,
    vpc: &ResourceId,
    priorities: &mut BTreeSet<u32>,
) -> Result<(), Why> {
    if !(1..=50_000).contains(&rule.priority) {
        return Err(Why::Refused("rules have priorities from 1 to 50000"));
    }
    let hosts = patterns(&rule.hosts)?;
    let mut paths = patterns(&rule.paths)?;
    if hosts.is_empty() && paths.is_empty() {
        // AWS wants a condition; this one holds for every request.
        paths.push("/*".into());
    }
    if hosts.len() + paths.len() > 5 {
        // [ALB UG: Quotas: Condition values per rule]
        return Err(Why::Refused(
            "a rule has five host and path patterns at most",
        ));
    }
    let action = action(w, balancer, &rule.action, vpc)?;
    if !priorities.insert(rule.priority) {
        return Err(Why::Refused(
            "another rule of the listener has the priority already",
        ));
    }
    let mut conditions: Vec<Value> = Vec::new();
    for (field, config, values) in [
        ("host-header", "HostHeaderConfig", hosts),
        ("path-pattern", "PathPatternConfig", paths),
    ] {
        if !values.is_empty() {
            let condition = Fields::new()
                .with("Field", field)
                .with(config, Fields::new().with("Values", values));
            conditions.push(condition.into());
        }
    }
    let properties = Fields::new()
        .with("ListenerArn", Value::reference(listener))
        .with("Priority", rule.priority)
        .with("Conditions", conditions)
        .with("Actions", vec![action]);
    let logical = w.free_id(&format!("{listener}Rule{}", rule.priority));
    w.add_part(
        logical,
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        properties,
    );
    Ok(())
}

/// Patterns of 1 to 128 printable characters, once each.
fn patterns(texts: &[String]) -> Result<Vec<Value>, Why> {
    let mut values: Vec<Value> = Vec::new();
    for text in texts {
        let text = text.trim();
        if !(1..=128).contains(&text.len()) || !text.bytes().all(|it| it.is_ascii_graphic()) {
            return Err(Why::Malformed(text.to_owned()));
        }
        if !values.contains(&text.into()) {
            values.push(text.into());
        }
    }
    Ok(values)
}

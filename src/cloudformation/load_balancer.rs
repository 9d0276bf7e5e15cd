//! Load balancers. Their listeners are next door.

use super::listener;
use super::names;
use super::omission::Why;
use super::policy;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Bucket, Kind, ListenerProtocol, LoadBalancer, ResourceId, Scheme};

pub(super) fn write(w: &mut Writer, id: &ResourceId, balancer: &LoadBalancer) {
    if let Err(why) = try_write(w, id, balancer) {
        w.omit(id, why);
    }
}

fn try_write(w: &mut Writer, id: &ResourceId, balancer: &LoadBalancer) -> Result<(), Why> {
    let (vpc, subnets) = w.subnets(id, &balancer.subnets, true)?;
    if subnets.len() < 2 {
        // Rulebook ALB-1.
        return Err(Why::Refused(
            "a load balancer needs subnets in two Availability Zones",
        ));
    }
    let mut waits = None;
    if balancer.scheme == Scheme::InternetFacing {
        // [CFN TR: DependsOn attribute: load balancers with public addresses]
        waits = w.attachments.get(&vpc).cloned();
        if waits.is_none() {
            return Err(Why::Refused(
                "AWS makes an internet-facing load balancer only where the VPC has an internet gateway",
            ));
        }
    }
    if !balancer.node_addresses.is_empty() {
        w.omit_part(
            id,
            "node addresses",
            Why::Inexpressible("AWS chooses the addresses of a load balancer"),
        );
    }
    let groups = w.groups(id, &balancer.security_groups, Some(&vpc));
    // Up to 32 letters, digits and hyphens, without AWS's own start.
    // [API elbv2 CreateLoadBalancer]
    let name = names::hyphenated(w.name(id), 32).filter(|name| !name.starts_with("internal-"));
    let name = w.service_name("AWS::ElasticLoadBalancingV2::LoadBalancer", name);
    let (attributes, policy) = attributes(w, id, balancer);
    let properties = Fields::new()
        .maybe("Name", name)
        .with("Type", "application")
        .with("Scheme", balancer.scheme.value())
        .with("Subnets", w.references(&subnets))
        .list("SecurityGroups", groups)
        .list("LoadBalancerAttributes", attributes)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::ElasticLoadBalancingV2::LoadBalancer", properties)
        .depends_on
        .extend(waits.into_iter().chain(policy));
    for (index, it) in balancer.listeners.iter().enumerate() {
        let earlier = balancer
            .listeners
            .iter()
            .take(index)
            .any(|other| other.port == it.port);
        listener::write(w, id, it, &vpc, earlier);
    }
    web_acl(w, id, balancer);
    output(w, id, balancer);
    Ok(())
}

/// Attributes that differ from what a load balancer has by itself, and the
/// bucket policy that must be there first. [API elbv2 LoadBalancerAttribute]
fn attributes(
    w: &mut Writer,
    id: &ResourceId,
    balancer: &LoadBalancer,
) -> (Vec<Value>, Option<String>) {
    let mut attributes: Vec<Value> = Vec::new();
    let mut set = |key: &str, value: Value| {
        attributes.push(Fields::new().with("Key", key).with("Value", value).into());
    };
    // Rulebook ALB-21.
    let idle = balancer.idle_timeout.clamp(1, 4000);
    if idle != 60 {
        set("idle_timeout.timeout_seconds", idle.to_string().into());
    }
    if balancer.deletion_protection {
        set("deletion_protection.enabled", "true".into());
    }
    let mut policy = None;
    match access_logs(w, balancer) {
        Ok(Some(bucket)) => {
            set("access_logs.s3.enabled", "true".into());
            set("access_logs.s3.bucket", Value::Ref(w.id(&bucket)));
            policy = w.policies.get(&bucket).cloned();
        }
        Ok(None) => {}
        Err(why) => w.omit_part(id, "access logs", why),
    }
    (attributes, policy)
}

/// The bucket of the access logs. AWS tries it out at once, and refuses one
/// whose policy does not let it write, and the load balancer with it (rulebook
/// ALB-22).
fn access_logs(w: &Writer, balancer: &LoadBalancer) -> Result<Option<ResourceId>, Why> {
    if balancer.access_logs.is_none() {
        return Ok(None);
    }
    let bucket = w.follow(&balancer.access_logs, Kind::Bucket, "a bucket")?;
    let it = w.architecture.find::<Bucket>(&bucket);
    // In older Regions the writer may also be named as an account of AWS.
    // [ALB UG: Enable access logs: Step 2]
    let lets = it.is_some_and(|it| {
        policy::allows(&it.policy, "s3:PutObject", |principal| {
            principal == "*"
                || principal == "logdelivery.elasticloadbalancing.amazonaws.com"
                || principal.starts_with("arn:aws:iam::") && principal.ends_with(":root")
        })
    });
    if !lets {
        return Err(Why::Refused(
            "the bucket's policy does not let logdelivery.elasticloadbalancing.amazonaws.com PutObject, and AWS would refuse the load balancer",
        ));
    }
    if it.is_some_and(|it| it.encryption != "AES256") {
        // [ALB UG: Enable access logs: Step 1]
        return Err(Why::Refused("access logs are written with SSE-S3 only"));
    }
    Ok(Some(bucket))
}

fn web_acl(w: &mut Writer, id: &ResourceId, balancer: &LoadBalancer) {
    if balancer.web_acl.is_none() {
        return;
    }
    match w.follow(&balancer.web_acl, Kind::WebAcl, "a web ACL") {
        Ok(acl) => {
            let properties = Fields::new()
                .with("ResourceArn", Value::Ref(w.id(id)))
                .with("WebACLArn", Value::attribute(w.id(&acl), "Arn"));
            let logical = w.part_id(id, "WebAclAssociation");
            w.add_part(logical, "AWS::WAFv2::WebACLAssociation", properties);
        }
        Err(why) => w.omit_part(id, "web ACL", why),
    }
}

/// Where the load balancer answers: on HTTPS's own port, on HTTP's, or else
/// its bare name.
fn output(w: &mut Writer, id: &ResourceId, balancer: &LoadBalancer) {
    let answers = |protocol, port| {
        balancer.listeners.iter().any(|it| {
            it.protocol == protocol
                && it.port == port
                && (protocol == ListenerProtocol::Http || it.certificate.is_some())
        })
    };
    let name = w.id(id);
    if answers(ListenerProtocol::Https, 443) {
        let url = Value::Sub(format!("https://${{{name}.DNSName}}"));
        w.output(id, "Url", "Where this load balancer answers", url);
    } else if answers(ListenerProtocol::Http, 80) {
        let url = Value::Sub(format!("http://${{{name}.DNSName}}"));
        w.output(id, "Url", "Where this load balancer answers", url);
    } else {
        w.output(
            id,
            "Name",
            "The DNS name of this load balancer",
            Value::attribute(name, "DNSName"),
        );
    }
}

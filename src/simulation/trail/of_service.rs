//! What services of AWS do by themselves: which of it is a call and leaves a
//! record (SCT-7 to SCT-9), and which is none and leaves nothing (SCT-10).

use serde_json::json;

use super::names;
use super::record::{About, Record};
use super::scribe::{Call, Scribe};
use crate::architecture::{
    AutoScalingGroup, Indexed, LaunchTemplate, ResourceId, Subnet, TargetGroup,
};
use crate::simulation::Second;

/// What a service does by a call of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doing<'a> {
    /// An Auto Scaling group launches an instance.
    Launch {
        /// The group.
        group: &'a ResourceId,
        /// The instance's id: `i-0…`.
        instance: &'a str,
        /// The subnet that it comes into.
        subnet: &'a ResourceId,
        /// The version of the launch template.
        version: u32,
    },
    /// An Auto Scaling group ends an instance.
    Terminate {
        /// The group.
        group: &'a ResourceId,
        /// The instance's id.
        instance: &'a str,
    },
    /// An Auto Scaling group hands an instance to a target group.
    Register {
        /// The target group.
        target_group: &'a ResourceId,
        /// The instance's id.
        instance: &'a str,
    },
    /// An Auto Scaling group takes an instance out of a target group.
    Deregister {
        /// The target group.
        target_group: &'a ResourceId,
        /// The instance's id.
        instance: &'a str,
    },
    /// A load balancer takes an address in a subnet for a node of its own.
    CreateInterface {
        /// The load balancer.
        balancer: &'a ResourceId,
        /// The subnet.
        subnet: &'a ResourceId,
    },
    /// A load balancer gives such an address back.
    DeleteInterface {
        /// The load balancer.
        balancer: &'a ResourceId,
        /// The interface's id: `eni-0…`.
        interface: &'a str,
    },
}

/// The service-linked role of Auto Scaling and its session (SCT-7).
const SCALING: (&str, &str, &str) = (
    "AWSServiceRoleForAutoScaling",
    "AutoScaling",
    "autoscaling.amazonaws.com",
);

/// The service-linked role of Elastic Load Balancing (SCT-8).
const BALANCING: (&str, &str, &str) = (
    "AWSServiceRoleForElasticLoadBalancing",
    "ElasticLoadBalancing",
    "elasticloadbalancing.amazonaws.com",
);

const EC2: &str = "ec2.amazonaws.com";

/// The record of what a service does by itself.
pub fn of_service(
    scribe: &mut Scribe,
    drawing: &Indexed<'_>,
    at: Second,
    doing: Doing<'_>,
) -> Record {
    let region = scribe.region().to_owned();
    let name = |id: &ResourceId| names::of(drawing, &region, id);
    let one = |instance: &str| json!({"instancesSet": {"items": [{"instanceId": instance}]}});
    let (by, source, call, parameters, response, about) = match doing {
        Doing::Launch {
            group,
            instance,
            subnet,
            version,
        } => {
            let found = drawing.find::<AutoScalingGroup>(group);
            let template = found.and_then(|it| it.launch_template.as_ref());
            let kind = template.and_then(|id| drawing.find::<LaunchTemplate>(id));
            let zone = drawing.find::<Subnet>(subnet).map(|it| it.zone.as_str());
            let parameters = json!({
                "instancesSet": {"items": [{"minCount": 1, "maxCount": 1}]},
                "availabilityZone": zone,
                "subnetId": name(subnet),
                "launchTemplate": {
                    "launchTemplateId": template.map(name),
                    "version": version.to_string(),
                },
                "tagSpecificationSet": {"items": [{
                    "resourceType": "instance",
                    "tags": [{"key": "aws:autoscaling:groupName", "value": drawing.name_of(group)}],
                }]},
            });
            let response = json!({"instancesSet": {"items": [{
                "instanceId": instance,
                "instanceState": {"code": 0, "name": "pending"},
                "instanceType": kind.map(|it| it.instance_type.as_str()),
            }]}});
            (SCALING, EC2, "RunInstances", parameters, response, group)
        }
        Doing::Terminate { group, instance } => {
            let response = json!({"instancesSet": {"items": [{
                "instanceId": instance,
                "currentState": {"code": 32, "name": "shutting-down"},
                "previousState": {"code": 16, "name": "running"},
            }]}});
            (
                SCALING,
                EC2,
                "TerminateInstances",
                one(instance),
                response,
                group,
            )
        }
        Doing::Register {
            target_group,
            instance,
        } => {
            let port = drawing.find::<TargetGroup>(target_group).map(|it| it.port);
            let parameters = json!({
                "targetGroupArn": name(target_group),
                "targets": [{"id": instance, "port": port}],
            });
            (
                SCALING,
                BALANCING.2,
                "RegisterTargets",
                parameters,
                json!(null),
                target_group,
            )
        }
        Doing::Deregister {
            target_group,
            instance,
        } => {
            let parameters = json!({
                "targetGroupArn": name(target_group),
                "targets": [{"id": instance}],
            });
            (
                SCALING,
                BALANCING.2,
                "DeregisterTargets",
                parameters,
                json!(null),
                target_group,
            )
        }
        Doing::CreateInterface { balancer, subnet } => {
            let parameters = json!({
                "subnetId": name(subnet),
                "description": format!("ELB app/{}", drawing.name_of(balancer)),
            });
            (
                BALANCING,
                EC2,
                "CreateNetworkInterface",
                parameters,
                json!(null),
                balancer,
            )
        }
        Doing::DeleteInterface {
            balancer,
            interface,
        } => {
            let parameters = json!({"networkInterfaceId": interface});
            let response = json!({"_return": true});
            (
                BALANCING,
                EC2,
                "DeleteNetworkInterface",
                parameters,
                response,
                balancer,
            )
        }
    };
    let call = Call {
        source,
        name: call.to_owned(),
        region: None,
        parameters,
        response,
        about: About::of(drawing, about),
    };
    let (role, session, service) = by;
    scribe.by_service(role, session, service, at, call)
}

/// Something that happens and is no call of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRecorded {
    /// What it is.
    pub what: &'static str,
    /// Why there is no record, and where it is told instead.
    pub why: &'static str,
}

/// What CloudTrail does not write (SCT-10, SCT-13, [RB CT-8]): whoever looks
/// for it there finds an empty list.
pub const NOT_RECORDED: &[NotRecorded] = &[
    NotRecorded {
        what: "An alarm changes its state",
        why: "Nobody called an API: CloudWatch compared numbers. The alarm's own history has it.",
    },
    NotRecorded {
        what: "A scaling policy decides",
        why: "The decision is no call. The launch that follows is one, and it is recorded. The group's activity history has the reason.",
    },
    NotRecorded {
        what: "A health check passes or fails",
        why: "A load balancer's check is a request to your server and not to AWS. Target health and its metrics show it.",
    },
    NotRecorded {
        what: "RDS fails over by itself",
        why: "AWS moves its own database and calls no API of your account. RDS events have it.",
    },
    NotRecorded {
        what: "A customer opens a page",
        why: "That is a request to your application. The access logs of the load balancer have it.",
    },
    NotRecorded {
        what: "Somebody reads an object of a bucket",
        why: "That is a data event. Trails leave data events out until you ask for them, and then they cost. Here they are not simulated.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::*;
    use crate::simulation::Clock;

    /// SCT-7, with the template of the reference.
    #[test]
    fn a_launch_is_recorded_as_the_reference_has_it() {
        let mut document = Document::default();
        let template = LaunchTemplate {
            instance_type: "t3.micro".to_owned(),
            ..LaunchTemplate::default()
        };
        let group = AutoScalingGroup {
            launch_template: Some("lt".into()),
            ..AutoScalingGroup::default()
        };
        let subnet = Subnet {
            zone: "ap-south-1a".to_owned(),
            ..Subnet::default()
        };
        for (id, resource) in [
            ("lt", Resource::new("web", template)),
            ("asg", Resource::new("Notebookly-ASG", group)),
            ("subnet", Resource::new("private-a", subnet)),
        ] {
            document.apply(Edit::create(id.into(), resource)).unwrap();
        }
        let mut scribe = Scribe::new(&document.architecture, Clock::default(), 7);
        let indexed = Indexed::new(&document.architecture);
        let (group, subnet) = ("asg".into(), "subnet".into());
        let doing = Doing::Launch {
            group: &group,
            instance: "i-0aa",
            subnet: &subnet,
            version: 1,
        };
        let record = of_service(&mut scribe, &indexed, 60, doing);
        let mut written = record.to_value();
        // What the reference leaves open.
        written["userIdentity"]["principalId"] = json!("AROAEXAMPLE:AutoScaling");
        for open in ["eventTime", "requestID", "eventID"] {
            written[open] = json!("…");
        }
        written["userIdentity"]["sessionContext"]["attributes"]["creationDate"] = json!("…");
        written["requestParameters"]["subnetId"] = json!("subnet-…");
        written["requestParameters"]["launchTemplate"]["launchTemplateId"] = json!("lt-…");
        written["responseElements"]["instancesSet"]["items"][0]["instanceId"] = json!("i-…");
        let wanted: serde_json::Value = serde_json::from_str(r#"{"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:AutoScaling","arn":"arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling","accountId":"111122223333","sessionContext":{"sessionIssuer":{"type":"Role","userName":"AWSServiceRoleForAutoScaling"},"attributes":{"creationDate":"…","mfaAuthenticated":"false"}},"invokedBy":"autoscaling.amazonaws.com"},"eventTime":"…","eventSource":"ec2.amazonaws.com","eventName":"RunInstances","awsRegion":"ap-south-1","sourceIPAddress":"autoscaling.amazonaws.com","userAgent":"autoscaling.amazonaws.com","requestParameters":{"instancesSet":{"items":[{"minCount":1,"maxCount":1}]},"availabilityZone":"ap-south-1a","subnetId":"subnet-…","launchTemplate":{"launchTemplateId":"lt-…","version":"1"},"tagSpecificationSet":{"items":[{"resourceType":"instance","tags":[{"key":"aws:autoscaling:groupName","value":"Notebookly-ASG"}]}]}},"responseElements":{"instancesSet":{"items":[{"instanceId":"i-…","instanceState":{"code":0,"name":"pending"},"instanceType":"t3.micro"}]}},"requestID":"…","eventID":"…","readOnly":false,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"111122223333","eventCategory":"Management"}"#).unwrap();
        assert_eq!(written, wanted);
        // The members stand in AWS's order.
        let text = record.to_json();
        let places = [
            "eventVersion",
            "userIdentity",
            "eventTime",
            "eventSource",
            "eventName",
            "awsRegion",
            "requestID",
            "eventCategory",
        ];
        let places: Vec<_> = places
            .iter()
            .map(|it| text.find(&format!("\"{it}\"")))
            .collect();
        assert!(places.is_sorted(), "{text}");
    }

    #[test]
    fn what_services_do_is_done_by_their_roles() {
        let document = Document::default();
        let mut scribe = Scribe::new(&document.architecture, Clock::default(), 7);
        let indexed = Indexed::new(&document.architecture);
        let (it, subnet) = ("it".into(), "subnet".into());
        for (doing, name, by) in [
            (
                Doing::Terminate {
                    group: &it,
                    instance: "i-1",
                },
                "TerminateInstances",
                "autoscaling.amazonaws.com",
            ),
            (
                Doing::Register {
                    target_group: &it,
                    instance: "i-1",
                },
                "RegisterTargets",
                "autoscaling.amazonaws.com",
            ),
            (
                Doing::Deregister {
                    target_group: &it,
                    instance: "i-1",
                },
                "DeregisterTargets",
                "autoscaling.amazonaws.com",
            ),
            (
                Doing::CreateInterface {
                    balancer: &it,
                    subnet: &subnet,
                },
                "CreateNetworkInterface",
                "elasticloadbalancing.amazonaws.com",
            ),
            (
                Doing::DeleteInterface {
                    balancer: &it,
                    interface: "eni-1",
                },
                "DeleteNetworkInterface",
                "elasticloadbalancing.amazonaws.com",
            ),
        ] {
            let record = of_service(&mut scribe, &indexed, 5, doing);
            assert_eq!(record.event_name, name);
            assert_eq!(record.user_identity.invoked_by.as_deref(), Some(by));
            assert_eq!(record.user_agent, by);
            assert!(record.user_identity.is_service() && record.tls_details.is_none());
        }
    }
}

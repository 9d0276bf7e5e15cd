//! What somebody does to running things, which changes nothing in the drawing:
//! stops a member of a group, reboots a database, stops a trail (SCT-11,
//! SCT-12).

use serde_json::{Value, json};

use super::names;
use super::record::{About, Record};
use super::scribe::{Call, Scribe};
use super::source::source_of;
use super::who::Actor;
use crate::architecture::{Indexed, Kind, ResourceId};
use crate::simulation::Second;

/// The record of a call that somebody makes by hand: on instances, by their
/// ids, or on a thing of the drawing.
pub fn of_deed(
    scribe: &mut Scribe,
    drawing: &Indexed<'_>,
    at: Second,
    actor: &Actor,
    call: &'static str,
    (instances, of): (&[&str], &ResourceId),
) -> Record {
    let region = scribe.region().to_owned();
    let name = names::of(drawing, &region, of);
    let kind = drawing.kind_of(of);
    let items: Vec<Value> = instances
        .iter()
        .map(|id| json!({"instanceId": id}))
        .collect();
    let set = json!({"instancesSet": {"items": items}});
    let (source, parameters) = match call {
        "StopInstances" | "TerminateInstances" | "StartInstances" => ("ec2.amazonaws.com", set),
        "RebootDBInstance" => (
            "rds.amazonaws.com",
            json!({"dBInstanceIdentifier": name, "forceFailover": true}),
        ),
        // [API rds RestoreDBInstanceToPointInTime]
        "RestoreDBInstanceToPointInTime" => (
            "rds.amazonaws.com",
            json!({
                "sourceDBInstanceIdentifier": name,
                "targetDBInstanceIdentifier": format!("{name}-restored"),
            }),
        ),
        "StartInstanceRefresh" => (
            "autoscaling.amazonaws.com",
            json!({"autoScalingGroupName": drawing.name_of(of)}),
        ),
        "StopLogging" | "StartLogging" => (
            "cloudtrail.amazonaws.com",
            json!({"name": drawing.name_of(of)}),
        ),
        _ => (
            source_of(kind.unwrap_or(Kind::Instance), call).unwrap_or("ec2.amazonaws.com"),
            json!({"name": name}),
        ),
    };
    let call = Call {
        source,
        name: call.to_owned(),
        region: None,
        parameters,
        response: Value::Null,
        about: About::of(drawing, of),
    };
    scribe.by(actor, at, call)
}

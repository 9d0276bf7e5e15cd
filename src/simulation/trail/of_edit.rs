//! What an edit of the drawing is to AWS: one call or several, each a record
//! (SCT-11).
//!
//! Most edits are one call. Making a thing is more where AWS's call to make it
//! does not take what was said of it: a subnet that hands out public addresses
//! is made by `CreateSubnet` and changed by `ModifySubnetAttribute`.

use serde_json::{Value, json};

use super::names;
use super::parameters::Asked;
use super::record::{About, Record};
use super::scribe::{Call, Scribe};
use super::source::{recorded_as, source_of};
use super::who::Actor;
use crate::architecture::{Change, Document, Edit, Indexed, Kind, Property, ResourceId};
use crate::relations::Relations;
use crate::simulation::Second;

/// Calls that follow the one that makes a thing, because that one does not
/// take what they say. [API s] of each service's Create operation.
const AFTER_CREATION: &[&str] = &[
    "AddRoleToInstanceProfile",
    "AddUserToGroup",
    "AssociateAddress",
    "AssociateRouteTable",
    "AssociateVpcCidrBlock",
    "AssociateWebACL",
    "AttachGroupPolicy",
    "AttachInternetGateway",
    "AttachRolePolicy",
    "AttachUserPolicy",
    "AttachVolume",
    "AuthorizeSecurityGroupEgress",
    "AuthorizeSecurityGroupIngress",
    "ChangeResourceRecordSets",
    "CreateAccessKey",
    "CreateListener",
    "CreateLoginProfile",
    "CreateMountTarget",
    "CreateNetworkAclEntry",
    "CreateNotification",
    "CreateRoute",
    "EnableMFADevice",
    "EnableMetricsCollection",
    "ModifyLoadBalancerAttributes",
    "ModifySubnetAttribute",
    "ModifyTargetGroupAttributes",
    "ModifyVpcAttribute",
    "PutBackupPolicy",
    "PutBucketEncryption",
    "PutBucketLifecycleConfiguration",
    "PutBucketLogging",
    "PutBucketPolicy",
    "PutBucketVersioning",
    "PutBucketWebsite",
    "PutLifecycleConfiguration",
    "PutMetricFilter",
    "PutPublicAccessBlock",
    "PutRetentionPolicy",
    "PutScalingPolicy",
    "RegisterTargets",
    "ReplaceNetworkAclAssociation",
    "RotateSecret",
    "StopInstances",
    "Subscribe",
];

/// One call of an edit.
#[derive(Clone, Debug)]
struct Step {
    call: &'static str,
    change: Option<(&'static Property, Value)>,
    tag: Option<(String, String)>,
}

impl Step {
    fn of(call: &'static str) -> Self {
        Self {
            call,
            change: None,
            tag: None,
        }
    }

    fn with(call: &'static str, property: &'static Property, value: Value) -> Self {
        Self {
            call,
            change: Some((property, value)),
            tag: None,
        }
    }
}

/// The records of an edit on the document as it was before. None for what AWS
/// would not notice.
pub fn of_edit(
    scribe: &mut Scribe,
    before: &Document,
    edit: &Edit,
    at: Second,
    actor: &Actor,
) -> Vec<Record> {
    let Some(id) = edit.resource() else {
        return Vec::new();
    };
    let mut after = before.clone();
    let applied = after.apply(edit.clone()).is_ok();
    // What is deleted is still there in the document before.
    let drawing = match edit {
        Edit::Delete { .. } => before,
        _ if applied => &after,
        _ => before,
    };
    let indexed = Indexed::new(&drawing.architecture);
    let Some(kind) = indexed.kind_of(id) else {
        return Vec::new();
    };
    let relations = Relations::of(&drawing.architecture);
    let region = relations
        .region_code_of(id)
        .unwrap_or(scribe.region())
        .to_owned();
    let mut records = Vec::new();
    for step in steps(before, edit, kind) {
        let Some(source) = source_of(kind, step.call) else {
            continue;
        };
        let asked = Asked {
            drawing: &indexed,
            region: &region,
            id,
            call: step.call,
            change: step
                .change
                .as_ref()
                .map(|(property, value)| (*property, value)),
            tag: step
                .tag
                .as_ref()
                .map(|(key, value)| (key.as_str(), value.as_str())),
        };
        let call = Call {
            source,
            name: recorded_as(kind, step.call).to_owned(),
            region: Some(region.clone()),
            parameters: asked.parameters(),
            response: response(step.call, kind, &names::of(&indexed, &region, id)),
            about: About::of(&indexed, id),
        };
        records.push(scribe.by(actor, at, call));
    }
    records
}

/// What was answered, of the calls whose answer is known; null stands for
/// those that answer nothing and for those that are not written out.
fn response(call: &str, kind: Kind, name: &str) -> Value {
    let state = |code: u8, state: &str, code_before: u8, before: &str| {
        json!({"instancesSet": {"items": [{
            "instanceId": name,
            "currentState": {"code": code, "name": state},
            "previousState": {"code": code_before, "name": before},
        }]}})
    };
    match call {
        // [EC2 API: InstanceState]
        "StopInstances" => state(64, "stopping", 16, "running"),
        "StartInstances" => state(0, "pending", 80, "stopped"),
        "TerminateInstances" => state(32, "shutting-down", 16, "running"),
        "RunInstances" => json!({"instancesSet": {"items": [{
            "instanceId": name,
            "instanceState": {"code": 0, "name": "pending"},
        }]}}),
        "AuthorizeSecurityGroupIngress"
        | "AuthorizeSecurityGroupEgress"
        | "CreateRoute"
        | "DeleteRoute"
        | "DeleteSubnet"
        | "DeleteVpc"
        | "ModifySubnetAttribute"
        | "ModifyVpcAttribute" => json!({"_return": true}),
        "CreateTags" | "DeleteTags" if kind != Kind::AutoScalingGroup => json!({"_return": true}),
        _ => Value::Null,
    }
}

/// The names of the calls of an edit on the document as it was before, in
/// order.
pub fn calls_of(before: &Document, edit: &Edit) -> Vec<&'static str> {
    let kind = match edit {
        Edit::Create { resource, .. } => Some(resource.kind()),
        _ => edit
            .resource()
            .and_then(|id| before.architecture.kind_of(id)),
    };
    let steps = kind.map_or_else(Vec::new, |kind| steps(before, edit, kind));
    steps.into_iter().map(|step| step.call).collect()
}

/// The calls of an edit, in order.
fn steps(before: &Document, edit: &Edit, kind: Kind) -> Vec<Step> {
    let Some(call) = edit.api_call(before) else {
        return Vec::new();
    };
    let property = |key: &str| kind.info().property(key);
    match edit {
        Edit::Create { resource, .. } => {
            let mut steps = vec![Step::of(call)];
            let mut told: Vec<&str> = Vec::new();
            for it in kind.info().properties {
                let is_after = AFTER_CREATION.contains(&it.api);
                if !is_after || it.api == call || resource.properties.is_default(it.key) {
                    continue;
                }
                let Some(value) = resource.properties.get(it.key) else {
                    continue;
                };
                if it.is_list() {
                    let default = kind.defaults().get(it.key).unwrap_or(Value::Null);
                    steps.extend(list_steps(it, &default, &value));
                } else if !told.contains(&it.api) {
                    told.push(it.api);
                    steps.push(Step::with(it.api, it, value));
                }
            }
            // A trail is made silent; the console switches it on at once.
            // [API cloudtrail CreateTrail, StartLogging]
            if kind == Kind::Trail && resource.properties.get("logging") == Some(json!(true)) {
                steps.push(Step::of("StartLogging"));
            }
            steps
        }
        Edit::Rename { name, .. } => {
            vec![Step {
                call,
                change: None,
                tag: Some(("Name".to_owned(), name.clone())),
            }]
        }
        Edit::Tag { key, value, .. } => {
            vec![Step {
                call,
                change: None,
                tag: Some((key.clone(), value.clone())),
            }]
        }
        Edit::Untag { key, .. } => {
            vec![Step {
                call,
                change: None,
                tag: Some((key.clone(), String::new())),
            }]
        }
        Edit::Set {
            id,
            property: key,
            value,
        } => {
            let Some(property) = property(key) else {
                return Vec::new();
            };
            let old = current(before, id, key);
            if property.is_list() && !property.remove.is_empty() {
                return list_steps(property, &old, value);
            }
            match old == *value {
                true => Vec::new(),
                false => vec![Step::with(call, property, value.clone())],
            }
        }
        Edit::Insert {
            property: key,
            item,
            ..
        } => {
            let found = property(key).map(|it| Step::with(call, it, item.clone()));
            found.into_iter().collect()
        }
        Edit::Remove {
            id,
            property: key,
            index,
        } => {
            let item = current(before, id, key)[*index].clone();
            let found = property(key).map(|it| Step::with(call, it, item));
            found.into_iter().collect()
        }
        Edit::Delete { .. } => vec![Step::of(call)],
        Edit::Arrange { .. } | Edit::Accept { .. } | Edit::Reopen { .. } | Edit::Retitle { .. } => {
            Vec::new()
        }
    }
}

fn current(document: &Document, id: &ResourceId, key: &str) -> Value {
    let resource = document.architecture.get(id);
    resource
        .and_then(|it| it.properties.get(key))
        .unwrap_or(Value::Null)
}

/// What turns one list into another: what goes, then what comes.
fn list_steps(property: &'static Property, old: &Value, new: &Value) -> Vec<Step> {
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (mut gone, mut come) = (items(old), Vec::new());
    for item in items(new) {
        match gone.iter().position(|it| *it == item) {
            Some(place) => {
                gone.remove(place);
            }
            None => come.push(item),
        }
    }
    let remove = match property.remove {
        "" => property.api,
        remove => remove,
    };
    let gone = gone.into_iter().map(|it| Step::with(remove, property, it));
    let come = come
        .into_iter()
        .map(|it| Step::with(property.api, property, it));
    gone.chain(come).filter(|it| !it.call.is_empty()).collect()
}

/// Whether AWS would have to make the thing anew for this edit; then no call
/// changes it, and none is recorded.
pub fn needs_replacement(before: &Document, edit: &Edit) -> bool {
    let Edit::Set { id, property, .. } = edit else {
        return false;
    };
    let kind = before.architecture.kind_of(id);
    let property = kind.and_then(|kind| kind.info().property(property));
    property.is_some_and(|it| it.change == Change::Replacement)
}

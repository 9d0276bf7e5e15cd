//! What a call asked for, in the shape in which CloudTrail writes it.
//!
//! Of the frequent calls (`members::is_exact`) the members and their nesting are
//! those that records show: EC2 wraps lists into `items`
//! ([EC2 API: Logging with CloudTrail], records [IDX 31323996242, 40716114365]),
//! other services write the operation's members with a small first letter
//! ([IDX 25270179671] for Auto Scaling, [IDX 69398500667] for RDS). Of all other
//! calls the thing is named and what changed, under the name that CloudFormation has for
//! it: shortened, and `is_exact` says so.

use serde_json::{Map, Value, json};

use super::members::{camel, member_of};
use super::names;
use crate::architecture::*;
use crate::iam::arn;

/// A call on a thing of the drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a, 'i> {
    /// The drawing in which the thing is.
    pub drawing: &'i Indexed<'a>,
    /// Its Region.
    pub region: &'i str,
    /// The thing.
    pub id: &'i ResourceId,
    /// What is called.
    pub call: &'i str,
    /// Which property it is about, and its new value or the item.
    pub change: Option<(&'static Property, &'i Value)>,
    /// The tag that it is about.
    pub tag: Option<(&'i str, &'i str)>,
}

impl Asked<'_, '_> {
    fn name(&self, id: &ResourceId) -> String {
        names::of(self.drawing, self.region, id)
    }

    fn own(&self) -> String {
        self.name(self.id)
    }

    fn value(&self) -> Value {
        self.change
            .map_or(Value::Null, |(_, value)| self.plain(value))
    }

    /// A value with the drawing's ids as AWS calls the things.
    fn plain(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let id = ResourceId::new(text.as_str());
                match self.drawing.get(&id) {
                    Some(_) => json!(self.name(&id)),
                    None => value.clone(),
                }
            }
            Value::Array(all) => all.iter().map(|it| self.plain(it)).collect(),
            Value::Object(all) => all
                .iter()
                .map(|(key, it)| (camel(key), self.plain(it)))
                .collect(),
            other => other.clone(),
        }
    }

    /// What was asked for.
    pub fn parameters(&self) -> Value {
        let Some(resource) = self.drawing.get(self.id) else {
            return Value::Null;
        };
        let own = self.own();
        let instance = json!({"instancesSet": {"items": [{"instanceId": own}]}});
        match (self.call, &resource.properties) {
            ("StartInstances" | "TerminateInstances", _) => instance,
            ("StopInstances", _) => {
                json!({"instancesSet": instance["instancesSet"], "force": false})
            }
            ("RunInstances", Properties::Instance(it)) => self.run_instances(&resource.name, it),
            (
                "AuthorizeSecurityGroupIngress"
                | "AuthorizeSecurityGroupEgress"
                | "RevokeSecurityGroupIngress"
                | "RevokeSecurityGroupEgress",
                _,
            ) => json!({"groupId": own, "ipPermissions": {"items": [self.permission()]}}),
            ("CreateRoute", _) => self.route(&own, true),
            ("DeleteRoute", _) => self.route(&own, false),
            ("CreateVpc", Properties::Vpc(it)) => json!({
                "cidrBlock": it.cidr.0,
                "instanceTenancy": "default",
                "amazonProvidedIpv6CidrBlock": false,
            }),
            ("CreateSubnet", Properties::Subnet(it)) => json!({
                "vpcId": it.vpc.as_ref().map(|vpc| self.name(vpc)),
                "cidrBlock": it.cidr.0,
                "availabilityZone": it.zone,
            }),
            ("ModifySubnetAttribute" | "ModifyVpcAttribute", _) => {
                let member = self
                    .change
                    .map_or_else(String::new, |(it, _)| camel(it.aws));
                self.with_own([(member, json!({"value": self.value()}))])
            }
            ("SetDesiredCapacity", _) => self.with_own([
                ("desiredCapacity".to_owned(), self.value()),
                ("honorCooldown".to_owned(), json!(false)),
            ]),
            ("PutMetricAlarm", Properties::Alarm(it)) => self.alarm(&own, it),
            ("CreateTrail" | "UpdateTrail", Properties::Trail(it)) => self.trail(&own, it),
            ("ModifyDBInstance", _) => {
                let mut all = self.changed();
                all.push(("applyImmediately".to_owned(), json!(true)));
                self.with_own(all)
            }
            ("CreateTags" | "DeleteTags", properties)
                if properties.kind() != Kind::AutoScalingGroup =>
            {
                let (key, value) = self.tag.unwrap_or_default();
                let tag = match self.call {
                    "DeleteTags" => json!({"key": key}),
                    _ => json!({"key": key, "value": value}),
                };
                json!({
                    "resourcesSet": {"items": [{"resourceId": own}]},
                    "tagSet": {"items": [tag]},
                })
            }
            ("RegisterTargets" | "DeregisterTargets", _) => {
                self.with_own([("targets".to_owned(), json!([{"id": self.value()}]))])
            }
            (
                "AttachUserPolicy" | "AttachGroupPolicy" | "AttachRolePolicy" | "DetachUserPolicy"
                | "DetachGroupPolicy" | "DetachRolePolicy",
                _,
            ) => {
                let policy = match self.change {
                    Some((_, Value::Object(row))) => {
                        json!(arn::managed_policy(
                            row["name"].as_str().unwrap_or_default()
                        ))
                    }
                    _ => self.value(),
                };
                self.with_own([("policyArn".to_owned(), policy)])
            }
            ("AddUserToGroup" | "RemoveUserFromGroup", _) => {
                self.with_own([("groupName".to_owned(), self.value())])
            }
            (call, _) if call.starts_with("Create") && self.change.is_none() => {
                self.created(resource)
            }
            _ => match self.tag {
                Some((key, value)) => {
                    self.with_own([("tags".to_owned(), json!([{"key": key, "value": value}]))])
                }
                None => self.with_own(self.changed()),
            },
        }
    }

    /// The thing itself, and more.
    fn with_own(&self, more: impl IntoIterator<Item = (String, Value)>) -> Value {
        let kind = self.drawing.kind_of(self.id);
        let member = kind.map_or("name", names::member);
        // Calls that are only about the trail itself take its name.
        let mut all = Map::new();
        all.insert(member.to_owned(), json!(self.own()));
        all.extend(more);
        Value::Object(all)
    }

    /// The property that changed, with its value.
    fn changed(&self) -> Vec<(String, Value)> {
        let Some((property, _)) = self.change else {
            return Vec::new();
        };
        let member = member_of(self.call, property);
        vec![(member, self.value())]
    }

    /// All that was said when it was made, in the names of the template.
    fn created(&self, resource: &Resource) -> Value {
        let properties = resource.kind().info().properties.iter();
        let said =
            properties.filter(|it| !it.aws.is_empty() && !resource.properties.is_default(it.key));
        // What has a call of its own is told by that one.
        let said = said.filter(|it| !it.is_list() || it.remove.is_empty());
        let said = said.filter_map(|it| {
            let value = resource.properties.get(it.key)?;
            Some((member_of(self.call, it), self.plain(&value)))
        });
        let said: Vec<_> = said.collect();
        self.with_own(said)
    }

    fn run_instances(&self, name: &str, it: &Instance) -> Value {
        let image = match &it.own_image {
            Some(image) => self.name(image),
            None => it.image.clone(),
        };
        let mut item = json!({"imageId": image, "minCount": 1, "maxCount": 1});
        if let Some(key) = &it.key_pair {
            item["keyName"] = json!(self.name(key));
        }
        let groups = it.security_groups.iter();
        let groups: Vec<Value> = groups.map(|id| json!({"groupId": self.name(id)})).collect();
        json!({
            "instancesSet": {"items": [item]},
            "groupSet": {"items": groups},
            "instanceType": it.instance_type,
            "subnetId": it.subnet.as_ref().map(|id| self.name(id)),
            "monitoring": {"enabled": it.detailed_monitoring},
            "tagSpecificationSet": {"items": [{
                "resourceType": "instance",
                "tags": [{"key": "Name", "value": name}],
            }]},
        })
    }

    /// A rule of a security group as EC2 records it [IDX 31323996242].
    fn permission(&self) -> Value {
        let rule = self.change.map_or(&Value::Null, |(_, rule)| rule);
        let protocol = match rule["protocol"].as_str() {
            Some("all") => "-1",
            Some(other) => other,
            None => "tcp",
        };
        let mut permission = json!({
            "ipProtocol": protocol,
            "groups": {}, "ipRanges": {}, "ipv6Ranges": {}, "prefixListIds": {},
        });
        for (key, member) in [("from_port", "fromPort"), ("to_port", "toPort")] {
            if protocol != "-1" && rule[key].is_number() {
                permission[member] = rule[key].clone();
            }
        }
        let described = |mut it: Value| {
            if let Some(text) = rule["description"].as_str().filter(|it| !it.is_empty()) {
                it["description"] = json!(text);
            }
            json!({"items": [it]})
        };
        let peer = &rule["peer"];
        if let Some(block) = peer["cidr"].as_str() {
            permission["ipRanges"] = described(json!({"cidrIp": block}));
        } else if let Some(group) = peer["group"].as_str() {
            let group = self.name(&ResourceId::new(group));
            permission["groups"] = described(json!({"groupId": group}));
        }
        permission
    }

    fn route(&self, table: &str, with_target: bool) -> Value {
        let row = self.change.map_or(&Value::Null, |(_, row)| row);
        let mut route = json!({
            "routeTableId": table,
            "destinationCidrBlock": row["destination"],
        });
        let target = row["target"].as_str().map(ResourceId::new);
        if let Some(target) = target.filter(|_| with_target) {
            let member = match self.drawing.kind_of(&target) {
                Some(Kind::NatGateway) => "natGatewayId",
                Some(Kind::Instance) => "instanceId",
                Some(Kind::VpcPeering) => "vpcPeeringConnectionId",
                Some(Kind::VpcEndpoint) => "vpcEndpointId",
                _ => "gatewayId",
            };
            route[member] = json!(self.name(&target));
        }
        route
    }

    fn alarm(&self, name: &str, it: &Alarm) -> Value {
        let ids = |all: &[ResourceId]| all.iter().map(|id| self.name(id)).collect::<Vec<_>>();
        let mut all = json!({
            "alarmName": name,
            "actionsEnabled": true,
            "alarmActions": ids(&it.actions),
            "oKActions": ids(&it.ok_actions),
        });
        // What is written in the template, under the operation's names.
        let resource = Resource::new(name, it.clone());
        for property in Kind::Alarm.info().properties {
            let member = camel(property.aws);
            let known = member.is_empty() || !all[&member].is_null();
            if known || property.is_list() || property.key == "watches" {
                continue;
            }
            let value = resource.properties.get(property.key).unwrap_or(Value::Null);
            let is_empty = value.is_null() || value == json!("");
            if !is_empty {
                all[&member] = self.plain(&value);
            }
        }
        if let Some(text) = all["threshold"].as_str()
            && let Ok(number) = text.trim().parse::<f64>()
        {
            all["threshold"] = json!(number);
        }
        if let Some(watched) = &it.watches {
            // Those that one dimension tells apart. [RB CWA-13]
            let dimension = match self.drawing.kind_of(watched) {
                Some(Kind::Instance) => "InstanceId",
                Some(Kind::AutoScalingGroup) => "AutoScalingGroupName",
                Some(Kind::Database) => "DBInstanceIdentifier",
                _ => "",
            };
            if !dimension.is_empty() {
                all["dimensions"] = json!([{"name": dimension, "value": self.name(watched)}]);
            }
        }
        all
    }

    fn trail(&self, name: &str, it: &Trail) -> Value {
        let mut all = json!({
            "name": name,
            "s3BucketName": it.bucket.as_ref().map(|id| self.name(id)),
            "includeGlobalServiceEvents": it.global_events,
            "isMultiRegionTrail": it.multi_region,
            "enableLogFileValidation": it.validation,
        });
        if !it.prefix.trim().is_empty() {
            all["s3KeyPrefix"] = json!(it.prefix.trim());
        }
        let arn = |id: &Option<ResourceId>| id.as_ref().and_then(|id| arn::of(self.drawing, id));
        if let Some(group) = arn(&it.log_group) {
            all["cloudWatchLogsLogGroupArn"] = json!(format!("{group}:*"));
        }
        if let Some(role) = arn(&it.role) {
            all["cloudWatchLogsRoleArn"] = json!(role);
        }
        all
    }
}

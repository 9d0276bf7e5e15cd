//! How the members of a call are called, and of which calls they are complete.

use crate::architecture::Property;

/// Calls whose parameters have AWS's own shape here.
const EXACT: &[&str] = &[
    "AddUserToGroup",
    "AttachGroupPolicy",
    "AttachRolePolicy",
    "AttachUserPolicy",
    "AuthorizeSecurityGroupEgress",
    "AuthorizeSecurityGroupIngress",
    "CreateGroup",
    "CreateRoute",
    "CreateSubnet",
    "CreateTags",
    "CreateTrail",
    "CreateUser",
    "CreateVpc",
    "DeleteGroup",
    "DeleteRoute",
    "DeleteSubnet",
    "DeleteTags",
    "DeleteTrail",
    "DeleteUser",
    "DeleteVpc",
    "DeregisterTargets",
    "DetachGroupPolicy",
    "DetachRolePolicy",
    "DetachUserPolicy",
    "ModifySubnetAttribute",
    "ModifyVpcAttribute",
    "RegisterTargets",
    "RemoveUserFromGroup",
    "RevokeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
    "SetDesiredCapacity",
    "StartInstances",
    "StartLogging",
    "StopInstances",
    "StopLogging",
    "TerminateInstances",
    "UpdateTrail",
];

/// Whether the parameters of a call are all there and in AWS's shape; of
/// others the page says that they are shortened.
pub fn is_exact(call: &str) -> bool {
    EXACT.contains(&call)
}

/// The member of a call for a property: CloudFormation's name with a small
/// first letter, where the operation has no other. [API rds ModifyDBInstance],
/// [API autoscaling UpdateAutoScalingGroup]
pub(super) fn member_of(call: &str, property: &Property) -> String {
    match (call, property.aws) {
        ("ModifyDBInstance", "Port") => "dBPortNumber".to_owned(),
        ("ModifyDBInstance" | "CreateDBInstance", "VPCSecurityGroups") => {
            "vpcSecurityGroupIds".to_owned()
        }
        ("UpdateAutoScalingGroup" | "CreateAutoScalingGroup", "Cooldown") => {
            "defaultCooldown".to_owned()
        }
        (_, "") => camel(property.key),
        (_, aws) => camel(aws),
    }
}

/// A name with a small first letter; `from_port` as `fromPort`.
pub(super) fn camel(name: &str) -> String {
    let mut all = String::with_capacity(name.len());
    let mut capital = false;
    for letter in name.chars() {
        match letter {
            '_' => capital = true,
            _ if capital => {
                all.push(letter.to_ascii_uppercase());
                capital = false;
            }
            _ if all.is_empty() => all.push(letter.to_ascii_lowercase()),
            _ => all.push(letter),
        }
    }
    all
}

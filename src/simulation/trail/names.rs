//! What AWS calls the drawing's things in records: ids that it would have
//! chosen, made from the drawing's own, and names and ARNs where it takes
//! those.

use crate::architecture::{Indexed, Kind, ResourceId};
use crate::iam::arn;
use crate::simulation::Dice;

/// How the ids of a kind begin; none where AWS names it otherwise.
fn prefix(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Vpc => "vpc",
        Kind::Subnet => "subnet",
        Kind::RouteTable => "rtb",
        Kind::NetworkAcl => "acl",
        Kind::SecurityGroup => "sg",
        Kind::InternetGateway => "igw",
        Kind::NatGateway => "nat",
        Kind::VpcEndpoint => "vpce",
        Kind::VpcPeering => "pcx",
        Kind::FlowLog => "fl",
        Kind::Instance => "i",
        Kind::LaunchTemplate => "lt",
        Kind::Image => "ami",
        Kind::Volume => "vol",
        Kind::Snapshot => "snap",
        Kind::FileSystem => "fs",
        _ => return None,
    })
}

/// Seventeen hexadecimal digits that belong to a text, as AWS's long ids have.
pub fn digits(text: &str) -> String {
    format!("0{:016x}", Dice::of(0, text).throw())
}

/// An id such as `i-0123456789abcdef0`, always the same for the same text.
pub fn made_up(prefix: &str, text: &str) -> String {
    format!("{prefix}-{}", digits(text))
}

/// What calls name a thing by: its id where AWS gives one, an ARN for load
/// balancers, target groups, topics and certificates, else its name.
pub fn of(architecture: &Indexed<'_>, region: &str, id: &ResourceId) -> String {
    let Some((own, resource)) = architecture.entry(id) else {
        return id.to_string();
    };
    let name = resource.name.trim();
    let kind = resource.kind();
    let (_, account) = arn::account(architecture);
    if let Some(prefix) = prefix(kind) {
        return made_up(prefix, own.as_str());
    }
    let short = || digits(own.as_str())[1..].to_owned();
    match kind {
        Kind::LoadBalancer => format!(
            "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/{name}/{}",
            short()
        ),
        Kind::TargetGroup => format!(
            "arn:aws:elasticloadbalancing:{region}:{account}:targetgroup/{name}/{}",
            short()
        ),
        Kind::Certificate => {
            format!(
                "arn:aws:acm:{region}:{account}:certificate/{}",
                uuid(&mut Dice::of(0, own.as_str()))
            )
        }
        Kind::Topic | Kind::IamPolicy => {
            arn::of(architecture, own).unwrap_or_else(|| name.to_owned())
        }
        Kind::Bucket => match architecture.find(own) {
            Some(bucket) => arn::bucket_name(name, bucket).to_owned(),
            None => name.to_owned(),
        },
        Kind::LogGroup => match architecture.find::<crate::architecture::LogGroup>(own) {
            Some(group) if !group.log_group_name.trim().is_empty() => {
                group.log_group_name.trim().to_owned()
            }
            _ => name.to_owned(),
        },
        Kind::Region => architecture
            .find::<crate::architecture::Region>(own)
            .map_or_else(|| name.to_owned(), |it| it.code.clone()),
        _ => name.to_owned(),
    }
}

/// The member by which the calls of a kind name the thing itself.
pub fn member(kind: Kind) -> &'static str {
    match kind {
        Kind::Vpc => "vpcId",
        Kind::Subnet => "subnetId",
        Kind::RouteTable => "routeTableId",
        Kind::NetworkAcl => "networkAclId",
        Kind::SecurityGroup => "groupId",
        Kind::InternetGateway => "internetGatewayId",
        Kind::NatGateway => "natGatewayId",
        Kind::VpcEndpoint => "vpcEndpointId",
        Kind::VpcPeering => "vpcPeeringConnectionId",
        Kind::Instance => "instanceId",
        Kind::LaunchTemplate => "launchTemplateId",
        Kind::Image => "imageId",
        Kind::Volume => "volumeId",
        Kind::Snapshot => "snapshotId",
        Kind::KeyPair => "keyName",
        Kind::FileSystem => "fileSystemId",
        Kind::AutoScalingGroup => "autoScalingGroupName",
        Kind::LoadBalancer => "loadBalancerArn",
        Kind::TargetGroup => "targetGroupArn",
        Kind::Certificate => "certificateArn",
        Kind::Topic => "topicArn",
        Kind::Database => "dBInstanceIdentifier",
        Kind::Cache => "replicationGroupId",
        Kind::Alarm => "alarmName",
        Kind::Dashboard => "dashboardName",
        Kind::LogGroup => "logGroupName",
        Kind::Function => "functionName",
        Kind::Budget => "budgetName",
        Kind::Bucket => "bucketName",
        Kind::Secret => "secretId",
        Kind::IamUser => "userName",
        Kind::IamGroup => "groupName",
        Kind::IamRole => "roleName",
        Kind::IamPolicy => "policyArn",
        Kind::InstanceProfile => "instanceProfileName",
        Kind::Region => "regionName",
        Kind::Account => "accountId",
        _ => "name",
    }
}

/// An id in the form of a UUID of version 4, from dice.
pub fn uuid(dice: &mut Dice) -> String {
    let (high, low) = (dice.throw(), dice.throw());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0x0fff,
        0x8000 | ((low >> 48) & 0x3fff),
        low & 0xffff_ffff_ffff,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::*;

    #[test]
    fn a_uuid_has_the_form_of_version_4() {
        let id = uuid(&mut Dice::of(1, "trail"));
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(id.as_bytes()[14], b'4');
        assert!(b"89ab".contains(&id.as_bytes()[19]), "{id}");
    }

    #[test]
    fn a_thing_is_always_called_the_same() {
        let mut document = Document::default();
        let vpc = Resource::new("campus", Vpc::default());
        document.apply(Edit::create("vpc-1".into(), vpc)).unwrap();
        let indexed = Indexed::new(&document.architecture);
        let id = of(&indexed, "ap-south-1", &"vpc-1".into());
        assert!(id.starts_with("vpc-0") && id.len() == 21, "{id}");
        assert_eq!(id, of(&indexed, "ap-south-1", &"vpc-1".into()));
        assert_eq!(of(&indexed, "ap-south-1", &"vpc-2".into()), "vpc-2");
    }
}

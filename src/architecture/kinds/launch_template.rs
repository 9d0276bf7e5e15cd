//! A launch template: how a new instance is made.

use super::{CreditMode, IMAGES, INSTANCE_TYPES, Kind, PublicIp, VOLUME_TYPES};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// A launch template says how a new instance is made: from which image,
    /// how large, with which guards. Auto Scaling groups launch from it.
    /// [EC2 UG: Launch templates]
    LaunchTemplate = KindInfo::new("launch-template", "Launch template", "AWS::EC2::LaunchTemplate")
        .category(Category::Compute)
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateLaunchTemplate", "DeleteLaunchTemplate")
        .tagged(Tagging::EC2)
        .keywords("template ami recipe");

    /// The Region that it lives in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// How much CPU and memory an instance has.
    instance_type: String = "t3.micro".to_owned()
        => Property::suggested("Instance type", "InstanceType", INSTANCE_TYPES)
            .via("CreateLaunchTemplateVersion");

    /// The master image that instances start from, by the public parameter
    /// that names its newest version, or an AMI id.
    image: String = IMAGES[0].value.to_owned()
        => Property::suggested("AMI", "ImageId", IMAGES).via("CreateLaunchTemplateVersion");

    /// An AMI of your own instead.
    own_image: Option<ResourceId> = None
        => Property::reference("Own AMI", "ImageId", &[Kind::Image]).via("CreateLaunchTemplateVersion");

    /// The key pair that opens SSH; none for no SSH.
    key_pair: Option<ResourceId> = None
        => Property::reference("Key pair", "KeyName", &[Kind::KeyPair]).via("CreateLaunchTemplateVersion");

    /// The guards at an instance's door; none means the VPC's default group.
    security_groups: Vec<ResourceId> = Vec::new()
        => Property::references("Security groups", "SecurityGroupIds", &[Kind::SecurityGroup])
            .via("CreateLaunchTemplateVersion");

    /// Whether instances get a public address; wins over the subnet's setting.
    public_ip: PublicIp = PublicIp::Subnet
        => Property::choice("Public IP", "AssociatePublicIpAddress", PublicIp::CHOICES)
            .via("CreateLaunchTemplateVersion");

    /// What the application on the instances asks in order to answer a
    /// request: a database, a load balancer, a bucket, a file system. Ours,
    /// not AWS's: no API holds what a program calls.
    backends: Vec<ResourceId> = Vec::new()
        => Property::references("Application calls", "", &[
            Kind::Database, Kind::LoadBalancer, Kind::Bucket, Kind::FileSystem, Kind::Instance,
            Kind::Cache,
        ]);

    /// The script that an instance runs at its first start, at most 16 KB.
    user_data: String = String::new()
        => Property::long_text("User data", "UserData").via("CreateLaunchTemplateVersion");

    /// The instance profile that gives instances a role.
    instance_profile: Option<ResourceId> = None
        => Property::reference("Instance profile", "IamInstanceProfile", &[Kind::InstanceProfile])
            .via("CreateLaunchTemplateVersion");

    /// Whether the instance's own data, its role's keys among them, are given
    /// out only against a token (IMDSv2), as the newer AMIs of AWS have it.
    /// [EC2 UG: Configure the Instance Metadata Service options]
    imds_v2: bool = true
        => Property::flag("IMDSv2 required", "HttpTokens").via("CreateLaunchTemplateVersion").detail();

    /// Whether its metrics come every minute, for a charge, instead of every
    /// five.
    detailed_monitoring: bool = false
        => Property::flag("Detailed monitoring", "Monitoring").via("CreateLaunchTemplateVersion").detail();

    /// What it does when its CPU credits are used up.
    credit_mode: CreditMode = CreditMode::OfItsType
        => Property::choice("CPU credits", "CreditSpecification", CreditMode::CHOICES).via("CreateLaunchTemplateVersion").detail();


    /// The size of an instance's root volume.
    volume_size: u32 = 8
        => Property::number("Root volume", "VolumeSize", (1, 65536), "GiB")
            .via("CreateLaunchTemplateVersion");

    /// The type of an instance's root volume.
    volume_type: String = "gp3".to_owned()
        => Property::choice("Volume type", "VolumeType", VOLUME_TYPES)
            .via("CreateLaunchTemplateVersion");

    /// Whether root volumes are encrypted.
    volume_encrypted: bool = true
        => Property::flag("Encrypted volume", "Encrypted").via("CreateLaunchTemplateVersion");
}

//! An EC2 instance: a student who does the work.

use super::{CreditMode, IMAGES, INSTANCE_TYPES, InstanceState, Kind, PublicIp, VOLUME_TYPES};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::{AddressText, NetworkInterface};

declare! {
    /// An EC2 instance is a virtual server in one subnet. Its security groups
    /// decide who may talk to it. [EC2 UG: Instances]
    Instance = KindInfo::new("instance", "EC2 instance", "AWS::EC2::Instance")
        .icon("ec2-instance")
        .category(Category::Compute)
        .places(&[Place::inside(Kind::Subnet, "subnet")])
        .api("RunInstances", "TerminateInstances")
        .tagged(Tagging::EC2)
        .can_fail()
        .talks()
        .first_name("server")
        .keywords("server virtual machine ec2 student");

    /// The subnet of its first interface.
    subnet: Option<ResourceId> = None
        => Property::reference("Subnet", "SubnetId", &[Kind::Subnet]).fixed();

    /// How much CPU and memory it has.
    instance_type: String = "t3.micro".to_owned()
        => Property::suggested("Instance type", "InstanceType", INSTANCE_TYPES).via("ModifyInstanceAttribute");

    /// The master image that it starts from, by the public parameter that
    /// names its newest version, or an AMI id.
    image: String = IMAGES[0].value.to_owned()
        => Property::suggested("AMI", "ImageId", IMAGES).fixed();

    /// An AMI of your own instead.
    own_image: Option<ResourceId> = None
        => Property::reference("Own AMI", "ImageId", &[Kind::Image]).fixed();

    /// The key pair that opens SSH; none for no SSH.
    key_pair: Option<ResourceId> = None
        => Property::reference("Key pair", "KeyName", &[Kind::KeyPair]).fixed();

    /// The guards at its door; none means the VPC's default group.
    security_groups: Vec<ResourceId> = Vec::new()
        => Property::references("Security groups", "SecurityGroupIds", &[Kind::SecurityGroup])
            .via("ModifyInstanceAttribute");

    /// Whether it gets a public address when it starts.
    public_ip: PublicIp = PublicIp::Subnet
        => Property::choice("Public IP", "AssociatePublicIpAddress", PublicIp::CHOICES).fixed();

    /// Whether it has an Elastic IP, which stays when it is stopped.
    elastic_ip: bool = false
        => Property::flag("Elastic IP", "EIPAssociation").via("AssociateAddress");

    /// Its private address; empty where AWS chooses.
    private_address: AddressText = AddressText::default()
        => Property::address("Private address", "PrivateIpAddress").fixed();

    /// The public address that it has, where it has one and it matters which.
    /// AWS always chooses, so a template leaves it out.
    public_address: AddressText = AddressText::default()
        => Property::address("Public address", "").detail();

    /// Whether it drops packets that are neither from nor to itself. A NAT
    /// instance needs it off.
    source_dest_check: bool = true
        => Property::flag("Source/destination check", "SourceDestCheck").via("ModifyInstanceAttribute");

    /// Further network interfaces.
    interfaces: Vec<NetworkInterface> = Vec::new()
        => Property::rows("Further interfaces", "NetworkInterfaces", &NetworkInterface::ROW)
            .added_by("AttachNetworkInterface")
            .removed_by("DetachNetworkInterface");

    /// What the application on it asks in order to answer a request: a
    /// database, a load balancer, a bucket, a file system, another instance.
    /// Ours, not AWS's: no API holds what a program calls.
    backends: Vec<ResourceId> = Vec::new()
        => Property::references("Application calls", "", &[
            Kind::Database, Kind::LoadBalancer, Kind::Bucket, Kind::FileSystem, Kind::Instance,
            Kind::Cache,
        ]);

    /// Whether it runs.
    state: InstanceState = InstanceState::Running
        => Property::choice("State", "", InstanceState::CHOICES)
            .via("StopInstances")
            .via_for("running", "StartInstances");

    /// The script that it runs at its first start, at most 16 KB.
    user_data: String = String::new()
        => Property::long_text("User data", "UserData");

    /// The instance profile that gives it a role; none for no role.
    instance_profile: Option<ResourceId> = None
        => Property::reference("Instance profile", "IamInstanceProfile", &[Kind::InstanceProfile])
            .via("AssociateIamInstanceProfile");

    /// Whether the instance's own data, its role's keys among them, are given
    /// out only against a token (IMDSv2), as the newer AMIs of AWS have it.
    /// [EC2 UG: Configure the Instance Metadata Service options]
    imds_v2: bool = true
        => Property::flag("IMDSv2 required", "HttpTokens").via("ModifyInstanceMetadataOptions").detail();

    /// Whether its metrics come every minute, for a charge, instead of every
    /// five.
    detailed_monitoring: bool = false
        => Property::flag("Detailed monitoring", "Monitoring").via("MonitorInstances").detail();

    /// What it does when its CPU credits are used up.
    credit_mode: CreditMode = CreditMode::OfItsType
        => Property::choice("CPU credits", "CreditSpecification", CreditMode::CHOICES).via("ModifyInstanceCreditSpecification").detail();


    /// The size of its root volume.
    volume_size: u32 = 8
        => Property::number("Root volume", "VolumeSize", (1, 65536), "GiB").via("ModifyVolume");

    /// The type of its root volume.
    volume_type: String = "gp3".to_owned()
        => Property::choice("Volume type", "VolumeType", VOLUME_TYPES).via("ModifyVolume");

    /// Whether its root volume is encrypted; it cannot be changed in place.
    volume_encrypted: bool = true
        => Property::flag("Encrypted volume", "Encrypted").fixed();
}

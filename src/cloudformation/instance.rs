//! EC2 instances, their interfaces and Elastic IPs.
//!
//! An instance with one interface has it among its own properties. One with
//! several has them all as resources of their own: only so can each have its
//! own source/destination check, its own Elastic IP and routes that lead to
//! it.

use super::launch;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{
    AddressText, Instance, InstanceState, Kind, PublicIp, ResourceId, Subnet,
};

pub(super) fn write(w: &mut Writer, id: &ResourceId, instance: &Instance) {
    if let Err(why) = try_write(w, id, instance) {
        w.omit(id, why);
    }
}

fn try_write(w: &mut Writer, id: &ResourceId, instance: &Instance) -> Result<(), Why> {
    let subnet = w.follow(&instance.subnet, Kind::Subnet, "a subnet")?;
    let instance_type = launch::instance_type(&instance.instance_type)?;
    let image = launch::image_of(w, id, &instance.own_image, &instance.image)?;
    if instance.state == InstanceState::Stopped {
        w.omit_part(
            id,
            "state",
            Why::Inexpressible("CloudFormation starts the instances that it makes"),
        );
    }
    w.aws_chooses(id, "public address", &instance.public_address);

    let volume = launch::root_volume(
        w,
        id,
        (&instance.own_image, &instance.image),
        (
            instance.volume_size,
            &instance.volume_type,
            instance.volume_encrypted,
        ),
    );
    let profile = launch::profile(w, id, &instance.instance_profile).map(|profile| match profile {
        launch::Profile::Made(made) => Value::Ref(made),
        launch::Profile::Existing(name) => name.into(),
    });
    let key_pair = launch::key_pair(w, id, &instance.key_pair);
    let credits = launch::credits(w, id, &instance_type, instance.credit_mode)
        .map(|mode| Fields::new().with("CPUCredits", mode));
    let user_data = launch::user_data(w, id, &instance.user_data);
    let network = if instance.interfaces.is_empty() {
        one_interface(w, id, instance, &subnet)
    } else {
        several_interfaces(w, id, instance, &subnet)
    };

    let vpc = w.vpc_of(id);
    let attachment = vpc.and_then(|vpc| w.attachments.get(&vpc).cloned());
    let mut waits: Vec<String> = Vec::new();
    if gets_public_ip(w, instance, &subnet) {
        // [CFN TR: DependsOn attribute: instances with a public address]
        waits.extend(attachment.clone());
    }
    let logical = w.id(id);
    if user_data.is_some() {
        waits.extend(launch::mount_targets(w, &instance.backends));
        w.waiting.push((logical.clone(), vec![subnet]));
    }
    let mut properties = Fields::new()
        .with("ImageId", image)
        .with("InstanceType", instance_type)
        .maybe("KeyName", key_pair);
    properties.0.extend(network.0);
    let properties = properties
        .maybe("IamInstanceProfile", profile)
        .with("MetadataOptions", launch::metadata(instance.imds_v2))
        .maybe("Monitoring", instance.detailed_monitoring.then_some(true))
        .maybe("CreditSpecification", credits)
        .list("BlockDeviceMappings", volume)
        .maybe("UserData", user_data)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::EC2::Instance", properties)
        .depends_on
        .extend(waits);

    if instance.elastic_ip {
        let owner = match w.first_interfaces.get(id) {
            Some(interface) => ("NetworkInterfaceId", Value::reference(interface)),
            None => ("InstanceId", Value::Ref(logical)),
        };
        if let Some(address) = elastic_ip(w, id, "", owner) {
            w.elastic_ips.insert(id.clone(), address.clone());
            w.output(
                id,
                "PublicIp",
                "The Elastic IP of this instance",
                Value::Ref(address),
            );
        }
    }
    for (index, interface) in instance.interfaces.iter().enumerate() {
        let logical = w.further_interfaces.get(&(id.clone(), index + 1)).cloned();
        if let Some(logical) = logical.filter(|_| !interface.public_address.is_automatic()) {
            let owner = ("NetworkInterfaceId", Value::Ref(logical));
            elastic_ip(w, id, &format!("Interface{}", index + 1), owner);
            let part = format!("public address of {}", interface.name);
            w.aws_chooses(id, &part, &interface.public_address);
        }
    }
    Ok(())
}

/// Whether the instance starts with a public address.
pub(super) fn gets_public_ip(w: &Writer, instance: &Instance, subnet: &ResourceId) -> bool {
    let by_subnet = || {
        w.architecture
            .find::<Subnet>(subnet)
            .is_some_and(|it| it.map_public_ip)
    };
    instance.interfaces.is_empty()
        && match instance.public_ip {
            PublicIp::Yes => true,
            PublicIp::No => false,
            PublicIp::Subnet => by_subnet(),
        }
}

fn one_interface(
    w: &mut Writer,
    id: &ResourceId,
    instance: &Instance,
    subnet: &ResourceId,
) -> Fields {
    let vpc = w.vpc_of(id);
    let groups = w.groups(id, &instance.security_groups, vpc.as_ref());
    let address = w.address(id, "private address", subnet, &instance.private_address);
    let reference = Value::Ref(w.id(subnet));
    let check = Some(false).filter(|_| !instance.source_dest_check);
    let public = match instance.public_ip {
        PublicIp::Subnet => {
            return Fields::new()
                .with("SubnetId", reference)
                .list("SecurityGroupIds", groups)
                .maybe("PrivateIpAddress", address)
                .maybe("SourceDestCheck", check);
        }
        PublicIp::Yes => true,
        PublicIp::No => false,
    };
    let interface = Fields::new()
        .with("DeviceIndex", "0")
        .with("AssociatePublicIpAddress", public)
        .with("DeleteOnTermination", true)
        .with("SubnetId", reference)
        .list("GroupSet", groups)
        .maybe("PrivateIpAddress", address);
    Fields::new()
        .with("NetworkInterfaces", vec![Value::from(interface)])
        .maybe("SourceDestCheck", check)
}

fn several_interfaces(
    w: &mut Writer,
    id: &ResourceId,
    instance: &Instance,
    subnet: &ResourceId,
) -> Fields {
    if instance.public_ip == PublicIp::Yes {
        // [API ec2 RunInstances: AssociatePublicIpAddress]
        w.omit_part(
            id,
            "public IP",
            Why::Refused(
                "an instance with several interfaces gets a public address only as an Elastic IP",
            ),
        );
    }
    let first = (
        subnet.clone(),
        instance.security_groups.clone(),
        instance.private_address.clone(),
        instance.source_dest_check,
    );
    let first = write_interface(w, id, 0, first);
    w.first_interfaces.insert(id.clone(), first.clone());
    let mut attached = vec![first];
    for (index, interface) in instance.interfaces.iter().enumerate() {
        let part = format!("interface {}", interface.name);
        match w.follow(&interface.subnet, Kind::Subnet, "a subnet") {
            Ok(other)
                if w.zone_of(&other) != w.zone_of(subnet)
                    || w.vpc_of(&other) != w.vpc_of(subnet) =>
            {
                w.omit_part(
                    id,
                    part,
                    Why::Refused("all interfaces of an instance are in its own VPC and zone"),
                );
            }
            Ok(other) => {
                let parts = (
                    other,
                    interface.security_groups.clone(),
                    interface.private_address.clone(),
                    interface.source_dest_check,
                );
                let logical = write_interface(w, id, index + 1, parts);
                w.further_interfaces
                    .insert((id.clone(), index + 1), logical.clone());
                attached.push(logical);
            }
            Err(why) => w.omit_part(id, part, why),
        }
    }
    let interfaces = attached
        .into_iter()
        .enumerate()
        .map(|(index, interface)| {
            Fields::new()
                .with("DeviceIndex", index.to_string())
                .with("NetworkInterfaceId", Value::Ref(interface))
                .into()
        })
        .collect::<Vec<Value>>();
    Fields::new().with("NetworkInterfaces", interfaces)
}

fn write_interface(
    w: &mut Writer,
    id: &ResourceId,
    index: usize,
    (subnet, groups, address, check): (ResourceId, Vec<ResourceId>, AddressText, bool),
) -> String {
    let vpc = w.vpc_of(&subnet);
    let groups = w.groups(id, &groups, vpc.as_ref());
    let address = w.address(id, "private address", &subnet, &address);
    let properties = Fields::new()
        .with("SubnetId", Value::Ref(w.id(&subnet)))
        .list("GroupSet", groups)
        .maybe("PrivateIpAddress", address)
        .with("SourceDestCheck", check)
        .list("Tags", w.tags(id));
    let logical = w.part_id(id, &format!("Interface{index}"));
    w.add_part(logical.clone(), "AWS::EC2::NetworkInterface", properties);
    logical
}

/// An Elastic IP on an interface; nothing where the VPC has no gateway, since
/// AWS then refuses to associate it.
fn elastic_ip(w: &mut Writer, id: &ResourceId, part: &str, owner: (&str, Value)) -> Option<String> {
    let attachment = w
        .vpc_of(id)
        .and_then(|vpc| w.attachments.get(&vpc).cloned());
    let Some(attachment) = attachment else {
        w.omit_part(
            id,
            "Elastic IP",
            Why::Refused("an address is associated only where the VPC has an internet gateway"),
        );
        return None;
    };
    let address = w.part_id(id, &format!("{part}ElasticIp"));
    let properties = Fields::new().with("Domain", "vpc").list("Tags", w.tags(id));
    // [CFN TR: DependsOn attribute: Elastic IPs wait for the attachment]
    w.add_part(address.clone(), "AWS::EC2::EIP", properties)
        .depends_on
        .push(attachment);
    let properties = Fields::new()
        .with("AllocationId", Value::attribute(&address, "AllocationId"))
        .with(owner.0, owner.1);
    let association = w.part_id(id, &format!("{part}ElasticIpAssociation"));
    w.add_part(association, "AWS::EC2::EIPAssociation", properties);
    Some(address)
}

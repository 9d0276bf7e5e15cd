//! Launch templates.
//!
//! A launch template stands in no VPC, so which default security group its
//! instances would get is decided by the first Auto Scaling group that uses
//! it.

use super::launch;
use super::names;
use super::omission::Why;
use super::scaling;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{AutoScalingGroup, LaunchTemplate, PublicIp, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, template: &LaunchTemplate) {
    if let Err(why) = try_write(w, id, template) {
        w.omit(id, why);
    }
}

fn try_write(w: &mut Writer, id: &ResourceId, template: &LaunchTemplate) -> Result<(), Why> {
    let instance_type = launch::instance_type(&template.instance_type)?;
    let image = launch::image_of(w, id, &template.own_image, &template.image)?;
    let users: Vec<_> = w
        .architecture
        .all::<AutoScalingGroup>()
        .filter(|(_, group)| group.launch_template.as_ref() == Some(id))
        .collect();
    let vpc = users.iter().find_map(|(group, _)| w.vpc_of(group));
    // CPU is measured every five minutes unless asked for more often.
    let often = users
        .iter()
        .any(|(_, group)| group.policies.iter().any(scaling::needs_every_minute));
    let groups = w.groups(id, &template.security_groups, vpc.as_ref());
    let volume = launch::root_volume(
        w,
        id,
        (&template.own_image, &template.image),
        (
            template.volume_size,
            &template.volume_type,
            template.volume_encrypted,
        ),
    );
    let profile = launch::profile(w, id, &template.instance_profile).map(|profile| match profile {
        launch::Profile::Made(made) => Fields::new().with("Arn", Value::attribute(made, "Arn")),
        launch::Profile::Existing(name) => Fields::new().with("Name", name),
    });
    let key_pair = launch::key_pair(w, id, &template.key_pair);
    let credits = launch::credits(w, id, &instance_type, template.credit_mode)
        .map(|mode| Fields::new().with("CpuCredits", mode));
    let user_data = launch::user_data(w, id, &template.user_data);
    let data = Fields::new()
        .with("ImageId", image)
        .with("InstanceType", instance_type)
        .maybe("KeyName", key_pair);
    let data = match template.public_ip {
        PublicIp::Subnet => data.list("SecurityGroupIds", groups),
        chosen => {
            let interface = Fields::new()
                .with("DeviceIndex", 0)
                .with("AssociatePublicIpAddress", chosen == PublicIp::Yes)
                .with("DeleteOnTermination", true)
                .list("Groups", groups);
            data.with("NetworkInterfaces", vec![Value::from(interface)])
        }
    };
    let data = data
        .maybe("IamInstanceProfile", profile)
        .maybe(
            "Monitoring",
            (often || template.detailed_monitoring).then(|| Fields::new().with("Enabled", true)),
        )
        .with("MetadataOptions", launch::metadata(template.imds_v2))
        .maybe("CreditSpecification", credits)
        .list("BlockDeviceMappings", volume)
        .maybe("UserData", user_data);
    // Rulebook LT-1.
    let takes = |char: char| char.is_ascii_alphanumeric() || "().-/_".contains(char);
    let name = names::adapt(w.name(id), takes, 128).filter(|name| name.len() >= 3);
    let name = w.service_name("AWS::EC2::LaunchTemplate", name);
    let tags = w.tags(id);
    let tags = (!tags.is_empty()).then(|| {
        let tags = Fields::new()
            .with("ResourceType", "launch-template")
            .with("Tags", tags);
        vec![Value::from(tags)]
    });
    let properties = Fields::new()
        .maybe("LaunchTemplateName", name)
        .with("LaunchTemplateData", data)
        .maybe("TagSpecifications", tags);
    w.add(id, "AWS::EC2::LaunchTemplate", properties);
    Ok(())
}

//! A trunk that does not fit into the locker.

use crate::aws::images::root_volume;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "root-volume-smaller-than-image",
    severity: Error,
    title: "Root volume is smaller than its AMI",
    checks: "That the root volume of what starts from an AMI of your own is at least as large as the disk of that AMI, and of what starts from Amazon Linux 2023 at least 8 GiB.",
    why: "The root volume is made from the AMI's snapshot, and all of it has to fit. A disk can grow and never shrink.",
    reaction: "RunInstances is refused: a volume is equal to or larger than the snapshot that it is made from.",
    source: "[API ec2 EbsBlockDevice VolumeSize; CreateVolume Size] · rulebook EBS-2, EBS-14",
    aws_error: "InvalidBlockDeviceMapping",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let instances = context.all::<Instance>().map(|(id, it)| (id, &it.own_image, &it.image, it.volume_size));
    let templates = context.all::<LaunchTemplate>().map(|(id, it)| (id, &it.own_image, &it.image, it.volume_size));
    for (id, own, public, size) in instances.chain(templates) {
        let Some(own) = own else {
            if let Some(least) = root_volume(public).filter(|least| *least > size) {
                report
                    .about(id)
                    .at("volume_size")
                    .value(id, "volume_size")
                    .value(id, "image")
                    .fix(format!("Give it {least} GiB"), Edit::set(id, "volume_size", least))
                    .say(format!(
                        "The root volume of {} has {size} GiB, but the AMI of Amazon Linux 2023, which it is made from, has {least}.",
                        context.name(id),
                    ));
            }
            continue;
        };
        let Some(image) = context.find::<Image>(own).filter(|it| it.size > size) else {
            continue;
        };
        report
            .about(id)
            .at("volume_size")
            .with(own)
            .value(id, "volume_size")
            .value(own, "size")
            .fix(format!("Give it {} GiB", image.size), Edit::set(id, "volume_size", image.size))
            .say(format!(
                "The root volume of {} has {size} GiB, but the disk of {}, which it is made from, has {}.",
                context.name(id),
                context.name(own),
                image.size,
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let from = |size| {
        let image = Image {
            region: to("region-1"),
            size,
            ..Image::default()
        };
        three_tiers().add("ami-1", "web-golden", image).set("lt-1", "own_image", "ami-1")
    };
    Examples::new()
        .fires(from(30), expect!["The root volume of Notebookly-Template has 8 GiB, but the disk of web-golden, which it is made from, has 30. [Give it 30 GiB]"])
        .fires(three_tiers().set("lt-1", "volume_size", 4), expect!["The root volume of Notebookly-Template has 4 GiB, but the AMI of Amazon Linux 2023, which it is made from, has 8. [Give it 8 GiB]"])
        .silent(three_tiers().set("lt-1", "volume_size", 4).set("lt-1", "image", "ami-0123456789abcdef0"))
        .silent(from(8))
        .silent(from(30).set("lt-1", "volume_size", 40))
        .silent(from(30).delete("ami-1"))
}

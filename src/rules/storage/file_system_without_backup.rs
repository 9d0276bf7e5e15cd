//! A reading room without a copy.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "file-system-without-backup",
    severity: Warning,
    title: "File system without backups",
    checks: "That file systems which can be mounted are kept by AWS Backup (automatic backups). For one that is kept in several zones this is worth knowing; for a One Zone file system it is a warning.",
    why: "Kept in several zones, files survive the loss of one, but not that somebody deletes or overwrites them. A One Zone file system is lost with its zone.",
    reaction: "AWS accepts it. Automatic backups are off for a Regional file system unless they are asked for, and on for One Zone.",
    source: "[API efs CreateFileSystem Backup], [EFS UG: Backing up; EFS file system types]",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, it) in context.all::<FileSystem>() {
        if it.backups || it.mount_targets.is_empty() {
            continue;
        }
        let zone = it.one_zone.trim();
        let (weight, without) = match zone {
            "" => (Info, "what is deleted or overwritten there is gone".to_owned()),
            zone => (Warning, format!("it is kept in {zone} alone, and is lost with it")),
        };
        report
            .about(id)
            .at("backups")
            .weighs(weight)
            .fix("Turn automatic backups on", Edit::set(id, "backups", true))
            .say(format!("{} has no automatic backups: {without}.", context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = || {
        let file_system = FileSystem {
            mount_targets: vec![MountTarget {
                subnet: to("subnet-3"),
                ..MountTarget::default()
            }],
            ..FileSystem::default()
        };
        three_tiers().add("fs-1", "shared", file_system)
    };
    Examples::new()
        .fires(with(), expect!["shared has no automatic backups: what is deleted or overwritten there is gone. [Turn automatic backups on]"])
        .fires(with().set("fs-1", "one_zone", "ap-south-1a"), expect!["shared has no automatic backups: it is kept in ap-south-1a alone, and is lost with it. [Turn automatic backups on]"])
        .silent(with().set("fs-1", "backups", true))
        .silent(three_tiers().add("fs-1", "shared", FileSystem::default()))
}

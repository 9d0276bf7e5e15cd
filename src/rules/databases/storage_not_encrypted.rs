//! A locker without a lock.

use crate::rules::prelude::*;
use crate::rules::shared::snapshots::source;

pub const RULE: Rule = Rule {
    code: "storage-not-encrypted",
    severity: Warning,
    title: "Data at rest is not encrypted",
    checks: "That volumes, those of instances and launch templates among them, AMIs of your own, databases, caches and file systems are encrypted. A volume from a snapshot of an encrypted disk is so in any case.",
    why: "Encryption is chosen at creation: later it takes a copy, a snapshot and an outage. With AWS's own key it costs nothing.",
    reaction: "AWS accepts it; for databases it is off by default.",
    source: "[EC2 UG: EBS encryption], [RDS UG: Encryption], [EFS UG: Encryption] · rulebook EBS-11, EBS-13, RDS-28, EFS-13, X-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut tell = |id: &ResourceId, property, encrypted: bool| {
        if !encrypted {
            report
                .about(id)
                .at(property)
                .fix("Encrypt it", Edit::set(id, property, true))
                .say(format!("The storage of {} is not encrypted.", context.name(id)));
        }
    };
    for (id, it) in context.all::<Instance>() {
        tell(id, "volume_encrypted", it.volume_encrypted);
    }
    for (id, it) in context.all::<LaunchTemplate>() {
        tell(id, "volume_encrypted", it.volume_encrypted);
    }
    for (id, it) in context.all::<Database>() {
        tell(id, "encrypted", it.encrypted);
    }
    for (id, it) in context.all::<FileSystem>() {
        tell(id, "encrypted", it.encrypted);
    }
    for (id, it) in context.all::<Cache>() {
        tell(id, "encrypted", it.encrypted);
    }
    for (id, it) in context.all::<Volume>() {
        let snapshot = it.snapshot.as_ref().and_then(|id| context.find::<Snapshot>(id));
        let handed_on = snapshot.and_then(|it| source(context, it)).is_some_and(|(_, encrypted)| encrypted);
        tell(id, "encrypted", it.encrypted || handed_on);
    }
    for (id, it) in context.all::<Image>() {
        // A public one cannot be.
        tell(id, "encrypted", it.encrypted || it.public);
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "encrypted", false), expect!["The storage of notebookly-db is not encrypted. [Encrypt it]"])
        .fires(three_tiers().set("lt-1", "volume_encrypted", false), expect!["The storage of Notebookly-Template is not encrypted. [Encrypt it]"])
        .fires(three_tiers().add("vol-1", "data", Volume { encrypted: false, ..Volume::default() }), expect!["The storage of data is not encrypted. [Encrypt it]"])
        .fires(three_tiers().add("ami-1", "web-golden", Image { encrypted: false, ..Image::default() }), expect!["The storage of web-golden is not encrypted. [Encrypt it]"])
        .silent(three_tiers())
}

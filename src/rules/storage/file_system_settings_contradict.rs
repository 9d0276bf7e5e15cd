//! Settings of a reading room that exclude each other.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "file-system-settings-contradict",
    severity: Error,
    title: "Settings of a file system contradict",
    checks: "That performance mode, throughput mode and lifecycle of a file system go together: Max I/O neither with One Zone nor with elastic throughput; provisioned throughput with a value, and a value in no other mode; Archive only with elastic throughput and General Purpose, and later than Infrequent Access.",
    why: "AWS recommends General Purpose for all file systems: Max I/O is older, and slower with each operation. Files pass through Infrequent Access on their way to Archive.",
    reaction: "CreateFileSystem or PutLifecycleConfiguration is refused. A throughput without the mode provisioned counts for nothing.",
    source: "[API efs CreateFileSystem; PutLifecycleConfiguration] · rulebook EFS-8, EFS-9, EFS-10",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, it) in context.all::<FileSystem>() {
        let name = || context.name(id);
        let max_io = it.performance_mode == "maxIO";
        let mode = it.throughput_mode.as_str();
        let one_zone = !it.one_zone.trim().is_empty();
        if max_io && (one_zone || mode == "elastic") {
            report
                .about(id)
                .at("performance_mode")
                .value(id, "performance_mode")
                .value(id, if one_zone { "one_zone" } else { "throughput_mode" })
                .fix("Use General Purpose", Edit::set(id, "performance_mode", "generalPurpose"))
                .say(format!(
                    "{} has the performance mode Max I/O, which is not possible with {}.",
                    name(),
                    if one_zone { "One Zone" } else { "elastic throughput" },
                ));
        }
        match (mode, it.provisioned_throughput) {
            ("provisioned", None) => report
                .about(id)
                .at("provisioned_throughput")
                .value(id, "throughput_mode")
                .fix("Pay for what is used instead", Edit::set(id, "throughput_mode", "elastic"))
                .say(format!("{} has provisioned throughput, but does not say how many MiB/s.", name())),
            ("provisioned", Some(_)) | (_, None) => {}
            (_, Some(some)) => report
                .about(id)
                .at("provisioned_throughput")
                .weighs(Warning)
                .value(id, "throughput_mode")
                .fix("Leave it out", Edit::set(id, "provisioned_throughput", serde_json::Value::Null))
                .say(format!("{} names {some} MiB/s, which count only in the mode provisioned; its mode is {mode}.", name())),
        }
        archive(context, report, id, it);
    }
}

fn archive(context: &Context<'_, '_>, report: &mut Report<'_>, id: &ResourceId, it: &FileSystem) {
    let name = context.name(id);
    let Some(archived) = days(&it.to_archive) else { return };
    let draft = report.about(id).at("to_archive").value(id, "to_archive");
    // Both at once are mended one after the other.
    if it.throughput_mode != "elastic" || it.performance_mode == "maxIO" {
        let mut edits = vec![Edit::set(id, "throughput_mode", "elastic")];
        if it.performance_mode == "maxIO" {
            edits.push(Edit::set(id, "performance_mode", "generalPurpose"));
        }
        draft
            .value(id, "throughput_mode")
            .value(id, "performance_mode")
            .fix_all("Use elastic throughput", edits)
            .say(format!("{name} moves files to Archive, which needs elastic throughput and General Purpose."));
    } else if let Some(rare) = days(&it.to_infrequent)
        && archived <= rare
    {
        draft.value(id, "to_infrequent").say(format!(
            "{name} moves files to Archive after {}, but to Infrequent Access only after {}: Archive has to come later.",
            count(archived, "day", "days"),
            count(rare, "day", "days"),
        ));
    }
}

/// The number in AFTER_30_DAYS.
fn days(text: &str) -> Option<usize> {
    let (number, _) = text.strip_prefix("AFTER_")?.split_once('_')?;
    number.parse().ok()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let file_system = || three_tiers().add("fs-1", "shared", FileSystem::default());
    let elastic = || file_system().set("fs-1", "throughput_mode", "elastic");
    Examples::new()
        .fires(elastic().set("fs-1", "performance_mode", "maxIO"), expect!["shared has the performance mode Max I/O, which is not possible with elastic throughput. [Use General Purpose]"])
        .fires(file_system().set("fs-1", "performance_mode", "maxIO").set("fs-1", "one_zone", "ap-south-1a"), expect!["shared has the performance mode Max I/O, which is not possible with One Zone. [Use General Purpose]"])
        .fires(file_system().set("fs-1", "throughput_mode", "provisioned"), expect!["shared has provisioned throughput, but does not say how many MiB/s. [Pay for what is used instead]"])
        .fires(elastic().set("fs-1", "provisioned_throughput", 50), expect!["shared names 50 MiB/s, which count only in the mode provisioned; its mode is elastic. [Leave it out]"])
        .fires(file_system().set("fs-1", "to_archive", "AFTER_90_DAYS"), expect!["shared moves files to Archive, which needs elastic throughput and General Purpose. [Use elastic throughput]"])
        .fires(elastic().set("fs-1", "to_archive", "AFTER_30_DAYS").set("fs-1", "to_infrequent", "AFTER_30_DAYS"), expect!["shared moves files to Archive after 30 days, but to Infrequent Access only after 30 days: Archive has to come later."])
        .silent(elastic().set("fs-1", "to_archive", "AFTER_90_DAYS").set("fs-1", "to_infrequent", "AFTER_30_DAYS"))
        .silent(file_system().set("fs-1", "throughput_mode", "provisioned").set("fs-1", "provisioned_throughput", 50))
        .silent(file_system().set("fs-1", "performance_mode", "maxIO"))
}

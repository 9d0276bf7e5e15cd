//! Hours that no clock shows.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "backup-window-invalid",
    severity: Error,
    title: "Backup window is not possible",
    checks: "That the backup window of a database has the form 18:30-19:00, in UTC, and is at least 30 minutes long; and that backups are on where there is one.",
    why: "RDS makes the daily backup in this window. In Mumbai the clock shows five and a half hours more: 18:30 UTC is midnight.",
    reaction: "CreateDBInstance and ModifyDBInstance are refused. With backups off the window counts for nothing.",
    source: "[API rds CreateDBInstance PreferredBackupWindow], [RDS UG: Backup window] · rulebook RDS-18, RDS-20",
    aws_error: "InvalidParameterValue",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let window = database.backup_window.trim();
        if window.is_empty() {
            continue;
        }
        let wrong = match minutes(window) {
            None => "is not of the form 18:30-19:00".to_owned(),
            Some(long) if long < 30 => format!("is {} long, and RDS takes 30 or more", count(long as usize, "minute", "minutes")),
            // That backups are off is told as such.
            Some(_) => continue,
        };
        report
            .about(id)
            .at("backup_window")
            .fix("Let AWS choose", Edit::set(id, "backup_window", ""))
            .say(format!("The backup window of {}, “{window}”, {wrong}.", context.name(id)));
    }
}

/// How many minutes a window has; one may go past midnight.
fn minutes(window: &str) -> Option<u32> {
    let (from, to) = window.split_once('-')?;
    let (from, to) = (time(from)?, time(to)?);
    Some((to + 24 * 60 - from) % (24 * 60))
}

/// The minutes since midnight in hh:mm.
fn time(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str, below: u32| {
        let two_digits = text.len() == 2 && text.bytes().all(|it| it.is_ascii_digit());
        let number: u32 = text.parse().ok().filter(|_| two_digits)?;
        (number < below).then_some(number)
    };
    Some(number(hours, 24)? * 60 + number(minutes, 60)?)
}

#[cfg(test)]
pub fn examples() -> Examples {
    let window = |text: &str| three_tiers().set("db-1", "backup_window", text);
    Examples::new()
        .fires(window("at night"), expect!["The backup window of notebookly-db, “at night”, is not of the form 18:30-19:00. [Let AWS choose]"])
        .fires(window("18:30-24:30"), expect!["The backup window of notebookly-db, “18:30-24:30”, is not of the form 18:30-19:00. [Let AWS choose]"])
        .fires(window("18:30-18:45"), expect!["The backup window of notebookly-db, “18:30-18:45”, is 15 minutes long, and RDS takes 30 or more. [Let AWS choose]"])
        .silent(window("18:30-19:00"))
        .silent(window("23:45-00:15"))
        .silent(three_tiers())
}

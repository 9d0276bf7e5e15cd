//! The lines of a week that the book is about: as a lesson writes them, and the routine of a
//! small shop between them.

use serde_json::Value;

use crate::architecture::{Architecture, Kind};
use crate::course::figures::members::{self, Problem, Read};
use crate::simulation::clock::{Clock, DAY, HOUR, MINUTE, Second};
use crate::simulation::dice::Dice;
use crate::simulation::trail::{Caller, Record, Scribe, Told, of_story};

/// A call of the week.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When, counted from the beginning of the first day in India.
    pub at: Second,
    /// Who: `root`, a user, `Role/session`, `autoscaling.amazonaws.com`.
    pub who: String,
    /// What.
    pub call: String,
    /// On what.
    pub on: Option<(Kind, String)>,
    /// From which address.
    pub from: String,
    /// The Region, where it is not Mumbai.
    pub region: Option<String>,
    /// What was asked for.
    pub parameters: Value,
    /// Whether it was refused.
    pub refused: bool,
}

impl Line {
    /// The record of it.
    pub(super) fn record(&self, scribe: &mut Scribe) -> Option<Record> {
        let caller = match (self.who.as_str(), self.who.split_once('/')) {
            ("root", _) => Caller::Root,
            ("autoscaling.amazonaws.com", _) => Caller::AutoScaling,
            (_, Some((role, session))) => Caller::Role(role, session),
            (user, None) => Caller::User(user),
        };
        let told = Told {
            caller,
            from: &self.from,
            call: &self.call,
            on: self.on.as_ref().map(|(kind, name)| (*kind, name.as_str())),
            region: self.region.as_deref(),
            parameters: self.parameters.clone(),
            refused: self.refused,
        };
        of_story(scribe, self.at, &told)
    }
}

/// A moment of the week: "4 22:14" is the fourth day, 22:14 in India.
pub(super) fn moment(path: &str, value: &Value) -> Read<Second> {
    let text = members::text(path, value)?;
    let read = || -> Option<Second> {
        let (day, time) = text.trim().split_once(' ')?;
        let day: Second = day.parse().ok().filter(|it| (1..=14).contains(it))?;
        let mut parts = time.split(':').map(|it| it.parse::<Second>().ok());
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().unwrap_or(Some(0))?;
        let fits = hour < 24 && minute < 60 && second < 60;
        fits.then_some((day - 1) * DAY + hour * HOUR + minute * MINUTE + second)
    };
    read().ok_or_else(|| Problem::at(path, "write a day and a time, such as \"4 22:14\""))
}

/// Reads a line of a lesson.
pub(super) fn line(path: &str, value: &Value) -> Read<Line> {
    const MEMBERS: [&str; 8] = [
        "at", "who", "call", "on", "from", "region", "asks", "refused",
    ];
    members::only(path, value, &MEMBERS)?;
    let text = |name: &str| -> Read<String> {
        let value = members::member(path, value, name)?;
        members::text(&format!("{path}.{name}"), value).map(str::to_owned)
    };
    let maybe = |name: &str| value.get(name).map(|_| text(name)).transpose();
    let on = match maybe("on")? {
        None => None,
        Some(on) => {
            let wrong = || {
                let remedy = "write a kind and a name, such as \"security-group WebServer-SG\"";
                Problem::at(format!("{path}.on"), remedy)
            };
            let (kind, name) = on.split_once(' ').ok_or_else(wrong)?;
            let kind = Kind::ALL.iter().find(|it| it.info().key == kind);
            Some((*kind.ok_or_else(wrong)?, name.to_owned()))
        }
    };
    let line = Line {
        at: moment(&format!("{path}.at"), members::member(path, value, "at")?)?,
        who: text("who")?,
        call: text("call")?,
        on,
        from: maybe("from")?.unwrap_or_else(|| OFFICE.to_owned()),
        region: maybe("region")?,
        parameters: value.get("asks").cloned().unwrap_or_default(),
        refused: match value.get("refused") {
            Some(it) => members::flag(&format!("{path}.refused"), it)?,
            None => false,
        },
    };
    let mut scribe = Scribe::new(&Architecture::default(), Clock::default(), 0);
    match line.record(&mut scribe) {
        Some(_) => Ok(line),
        None => Err(Problem::at(
            format!("{path}.call"),
            format!("no service has the call `{}` on that", line.call),
        )),
    }
}

/// Where the shop's people sit. [RFC 5737]
const OFFICE: &str = "203.0.113.9";

/// A day of the shop's routine: people sign in, the group comes and goes with the customers,
/// a script deploys.
pub(super) fn routine(day: Second) -> Vec<Line> {
    let mut dice = Dice::of(u64::from(day), "book-routine");
    let mut lines = Vec::new();
    let mut add =
        |hour: Second, within: Second, who: &str, call: &str, on: Option<(Kind, &str)>| {
            let more = dice.between(0, within.max(1) * 60 - 1);
            lines.push(Line {
                at: day * DAY + hour * HOUR + more,
                who: who.to_owned(),
                call: call.to_owned(),
                on: on.map(|(kind, name)| (kind, name.to_owned())),
                from: OFFICE.to_owned(),
                region: None,
                parameters: Value::Null,
                refused: false,
            });
        };
    let group = Some((Kind::AutoScalingGroup, "Notebookly-ASG"));
    let targets = Some((Kind::TargetGroup, "Notebookly-TG"));
    let template = Some((Kind::LaunchTemplate, "Notebookly-Template"));
    const SCALING: &str = "autoscaling.amazonaws.com";
    // The group grows towards the evening, and shrinks in the night.
    for hour in [9, 11, 13, 17, 18, 19, 20] {
        add(hour, 50, SCALING, "RunInstances", group);
        add(hour, 55, SCALING, "RegisterTargets", targets);
    }
    for hour in [1, 2, 10, 15, 16, 21, 23] {
        add(hour, 50, SCALING, "DeregisterTargets", targets);
        add(hour, 55, SCALING, "TerminateInstances", group);
    }
    add(9, 30, "admin-rahul", "ConsoleLogin", None);
    add(9, 40, "farhan", "ConsoleLogin", None);
    if day % 3 == 1 {
        add(14, 20, "kavya", "ConsoleLogin", None);
    }
    for hour in [10, 14, 18] {
        add(hour, 20, "farhan", "AssumeRole", None);
        add(
            hour,
            20,
            "Deploy/farhan-laptop",
            "CreateLaunchTemplateVersion",
            template,
        );
        add(
            hour + 1,
            20,
            "Deploy/farhan-laptop",
            "UpdateAutoScalingGroup",
            group,
        );
    }
    add(
        11,
        50,
        "admin-rahul",
        "CreateTags",
        Some((Kind::Instance, "web-1")),
    );
    add(
        12,
        50,
        "admin-rahul",
        "PutMetricAlarm",
        Some((Kind::Alarm, "asg-cpu-high")),
    );
    add(
        16,
        50,
        "admin-rahul",
        "PutRetentionPolicy",
        Some((Kind::LogGroup, "app-logs")),
    );
    lines
}

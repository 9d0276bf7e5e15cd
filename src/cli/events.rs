//! `cloud-campus events`: the calls of a run as CloudTrail writes them: who,
//! what, when, when it is delivered, or why it is in no file.

use std::fmt::Write as _;
use std::io::Read;

use clap::Args;
use serde_json::{Value, json};

use super::output::{Paint, json as printed, wrapped};
use super::run::{Finished, scenario};
use super::{Answer, BadInput, FileFlag, input};
use crate::architecture::{Architecture, Document, ResourceId};
use crate::simulation::clock::Clock;
use crate::simulation::drills::duration;
use crate::simulation::record::{Call, Record};
use crate::simulation::trail::{Camera, NOT_RECORDED};
use crate::text::count_or_none;

/// The flags of `events`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// What is to happen: the name of a drill (see `cloud-campus drills`), or
    /// the path of a file with a scenario.
    #[arg(long, value_name = "SCENARIO")]
    scenario: String,
    /// Only events of this name, such as StopLogging.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Only those that somebody made: a user, root, a role, a service, or a
    /// part of its name.
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// Only those about this thing, by name or id.
    #[arg(long, value_name = "THING")]
    on: Option<String>,
    /// Print JSON (see `cloud-campus schema events`).
    #[arg(long)]
    json: bool,
}

/// Plays the run, and lists its calls.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let drill = scenario(&flags.scenario)?;
    let document = input::read(&flags.file.file, stdin)?;
    let on = flags
        .on
        .as_deref()
        .map(|on| things(&document.architecture, on))
        .transpose()?;
    let finished = Finished::of(drill.run(&document), &drill);
    let played = finished.played();
    let (record, clock) = (played.record, played.run.scenario.begins);
    let is_in = |text: &str, part: &str| text.to_lowercase().contains(&part.trim().to_lowercase());
    let meant = |call: &&Call| {
        let about = call.about.as_ref();
        flags
            .name
            .as_ref()
            .is_none_or(|it| call.name.eq_ignore_ascii_case(it.trim()))
            && flags.by.as_ref().is_none_or(|it| is_in(&call.who, it))
            && on.as_ref().is_none_or(|ids| {
                about.is_some_and(|id| ids.contains(id) || ids.contains(&id.owner()))
            })
    };
    let calls: Vec<&Call> = record.calls.iter().filter(meant).collect();
    let asked = Asked {
        cameras: Camera::all(&played.run.document.architecture, 0),
        record,
        clock,
        all: record.calls.len(),
    };
    let text = match flags.json {
        true => printed(&asked.as_json(&calls, &document, &drill.scenario.id)),
        false => asked.as_text(&calls, &document, &drill.scenario.title, paint),
    };
    Ok(Answer::fine(text))
}

/// The things of a name.
fn things(architecture: &Architecture, name: &str) -> Result<Vec<ResourceId>, BadInput> {
    let name = name.trim();
    let found: Vec<ResourceId> = architecture
        .resources()
        .filter(|(id, it)| id.as_str() == name || it.name.eq_ignore_ascii_case(name))
        .map(|(id, _)| id.clone())
        .collect();
    match found.is_empty() {
        false => Ok(found),
        true => Err(BadInput(format!(
            "--on: nothing in the document is called `{name}`"
        ))),
    }
}

/// What the calls are told with.
struct Asked<'r> {
    cameras: Vec<Camera>,
    record: &'r Record,
    clock: Clock,
    /// How many calls there are, wanted or not.
    all: usize,
}

impl Asked<'_> {
    /// Why no file and no log group gets a call; none where one does.
    fn why_not(&self, call: &Call) -> Option<String> {
        if call.delivered.is_some() {
            // What a trail takes still has to be let in.
            let refused = self.cameras.iter().filter(|it| it.logging);
            let reasons: Vec<&String> = refused
                .clone()
                .filter(|it| it.log_group.is_none() || it.log_group_refuses.is_some())
                .filter_map(|it| it.bucket_refuses.as_ref())
                .collect();
            let all = !reasons.is_empty() && reasons.len() == refused.count();
            return reasons.first().filter(|_| all).map(|it| (*it).clone());
        }
        if self.cameras.is_empty() {
            return Some("There is no trail. The event history has it, for 90 days.".to_owned());
        }
        let silent = self
            .record
            .gaps
            .iter()
            .find(|(_, from, to)| *from <= call.at && to.is_none_or(|to| call.at <= to));
        Some(match silent {
            Some((trail, from, _)) => {
                let camera = self.cameras.iter().find(|it| it.trail == *trail);
                let name = camera.map_or(trail.as_str(), |it| &it.name);
                let since = self.clock.time(*from);
                format!(
                    "{name} was stopped at {since}. The event history has it, for 90 days."
                )
            }
            None => "No trail takes it: of its Region, or of global services. The event history has it, for 90 days.".to_owned(),
        })
    }

    fn as_json(&self, calls: &[&Call], document: &Document, scenario: &str) -> Value {
        let events = calls.iter().map(|it| {
            let why = self.why_not(it);
            json!({
                "at": it.at,
                "time": self.clock.iso(it.at),
                "name": it.name,
                "who": it.who,
                "resource": it.about,
                "sentence": it.sentence,
                "error": it.error,
                "delivered": it.delivered.filter(|_| why.is_none()),
                "why_not": why,
                "record": serde_json::from_str::<Value>(&it.json).unwrap_or_default(),
            })
        });
        json!({
            "title": document.title,
            "scenario": scenario,
            "begins": self.clock.iso(0),
            "calls": self.all,
            "events": events.collect::<Vec<_>>(),
            "no_events": NOT_RECORDED.iter().map(|it| json!({
                "what": it.what, "why": it.why,
            })).collect::<Vec<_>>(),
        })
    }

    fn as_text(&self, calls: &[&Call], document: &Document, title: &str, paint: Paint) -> String {
        let heading = format!(
            "{}: {title}: {}",
            document.title,
            count_or_none(calls.len(), "event", "events")
        );
        let mut text = format!("{}\n", paint.bold(&heading));
        if calls.len() < self.all {
            // Writing into a text cannot fail.
            let _ = writeln!(
                text,
                "{}",
                paint.dim(&format!("of {} in the run", self.all))
            );
        }
        for call in calls {
            let time = self.clock.time(call.at);
            let name = match &call.error {
                None => paint.bold(&call.name),
                Some(_) => paint.red(&call.name),
            };
            let _ = writeln!(text, "\n  {time}  {name}  by {}", call.who);
            text.push_str(&wrapped(&call.sentence, 12, 92));
            let kept = match (self.why_not(call), call.delivered) {
                (None, Some(at)) => format!(
                    "Delivered at {}, {} after the call.",
                    self.clock.time(at),
                    duration(at.saturating_sub(call.at))
                ),
                (Some(why), _) => format!("In no file. {why}"),
                (None, None) => "In no file.".to_owned(),
            };
            let lines = wrapped(&kept, 12, 92);
            for line in lines.lines() {
                let _ = writeln!(text, "{}", paint.dim(line));
            }
        }
        if calls.is_empty() {
            let why = match self.all {
                0 => "Nobody called AWS in this run.",
                _ => "There are calls in this run, and none of them is what you look for.",
            };
            let _ = writeln!(text, "\n  {why}");
            let _ = writeln!(text, "\n{}", paint.bold("What is no event"));
            for it in NOT_RECORDED {
                text.push_str(&wrapped(&format!("{}. {}", it.what, it.why), 2, 92));
            }
        }
        text
    }
}

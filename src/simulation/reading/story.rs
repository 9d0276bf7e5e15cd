//! What follows from what on a timeline, and what is seen of a record at a
//! moment.

use crate::architecture::ResourceId;
use crate::simulation::clock::Second;
use crate::simulation::record::{AlarmState, AlarmStory, Call, Happened, Mail, Manner, Record};

/// The numbers that hang together with one: what it follows from, and what
/// follows from it, in order.
pub fn chain(story: &[Happened], number: u32) -> Vec<u32> {
    let mut found = vec![number];
    // Causes stand before their effects, so one way back and one way on do.
    let mut causes = vec![number];
    for it in story.iter().rev() {
        if causes.contains(&it.number) {
            causes.extend(&it.from);
        }
    }
    let mut effects = vec![number];
    for it in story {
        if it.from.iter().any(|from| effects.contains(from)) {
            effects.push(it.number);
        }
    }
    found.extend(causes);
    found.extend(effects);
    found.sort_unstable();
    found.dedup();
    found
}

/// The lines of the timeline that are known at a moment: what has happened,
/// and what was expected by then and is still to come.
pub fn known(record: &Record, at: Second) -> Vec<&Happened> {
    let story = record.story.iter();
    let known = story.filter(|it| match it.manner {
        Manner::Done | Manner::Followed => it.at <= at,
        Manner::Expected => it.at > at && cause_at(record, it).is_none_or(|cause| cause <= at),
    });
    known.collect()
}

/// When the last cause of something came to be.
fn cause_at(record: &Record, it: &Happened) -> Option<Second> {
    let story = record.story.iter();
    let causes = story.filter(|other| it.from.contains(&other.number));
    causes.map(|other| other.at).max()
}

/// The alarms as they stand at a moment: ringing ones first, then those that
/// cannot tell, each in their order.
pub fn alarms(record: &Record, at: Second) -> Vec<(usize, AlarmState, &AlarmStory)> {
    let standing: Vec<(usize, AlarmState, &AlarmStory)> = record
        .alarms
        .iter()
        .enumerate()
        .map(|(place, it)| (place, it.state_at(at), it))
        .collect();
    let order = [
        AlarmState::Alarm,
        AlarmState::InsufficientData,
        AlarmState::Ok,
    ];
    let of = |state: AlarmState| {
        let standing = standing.iter().copied();
        standing.filter(move |it| it.1 == state)
    };
    order.into_iter().flat_map(of).collect()
}

/// Since when an alarm has been as it is, and AWS's reason.
pub fn since(alarm: &AlarmStory, at: Second) -> Option<(Second, &str)> {
    let change = alarm.changes.iter().rev().find(|it| it.at <= at)?;
    Some((change.at, change.reason.as_str()))
}

/// The mails of a thing that arrived, or did not, from one moment to another.
pub fn mails<'a>(record: &'a Record, of: &ResourceId, from: Second, to: Second) -> Vec<&'a Mail> {
    let mails = record.mails.iter();
    let fit = mails.filter(|it| it.of == *of && from <= it.at && it.at <= to);
    fit.collect()
}

/// The calls that were made by a moment and that a text is found in, the
/// latest first: by who, what, the sentence, or the time as it is shown.
pub fn calls<'a>(
    record: &'a Record,
    at: Second,
    wanted: &str,
    time: impl Fn(Second) -> String,
) -> Vec<&'a Call> {
    let wanted = wanted.trim().to_lowercase();
    let found = |it: &&Call| {
        wanted.split_whitespace().all(|word| {
            it.name.to_lowercase().contains(word)
                || it.who.to_lowercase().contains(word)
                || it.sentence.to_lowercase().contains(word)
                || time(it.at).contains(word)
        })
    };
    let known = record.calls.iter().rev().filter(|it| it.at <= at);
    known.filter(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::record::{AlarmChange, Place};

    fn happened(number: u32, at: Second, manner: Manner, from: &[u32]) -> Happened {
        Happened {
            number,
            at,
            manner,
            what: String::new(),
            why: String::new(),
            from: from.to_vec(),
            place: Place::Customers,
            rule: "SIM-1",
            assumption: None,
        }
    }

    fn record() -> Record {
        Record {
            story: vec![
                happened(1, 10, Manner::Done, &[]),
                happened(2, 12, Manner::Done, &[]),
                happened(3, 20, Manner::Followed, &[1]),
                happened(4, 30, Manner::Followed, &[3]),
                happened(5, 90, Manner::Expected, &[4]),
            ],
            ..Record::default()
        }
    }

    #[test]
    fn a_chain_goes_both_ways_and_nowhere_else() {
        let story = record().story;
        assert_eq!(chain(&story, 3), [1, 3, 4, 5]);
        assert_eq!(chain(&story, 2), [2]);
    }

    #[test]
    fn nothing_is_known_before_its_time() {
        let record = record();
        let numbers = |at| {
            known(&record, at)
                .iter()
                .map(|it| it.number)
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers(25), [1, 2, 3]);
        assert_eq!(numbers(40), [1, 2, 3, 4, 5]);
        // It has come to be, or not: it is expected no more.
        assert_eq!(numbers(95), [1, 2, 3, 4]);
    }

    #[test]
    fn ringing_alarms_stand_first() {
        let alarm = |name: &str, changes: Vec<AlarmChange>| AlarmStory {
            of: ResourceId::new(name),
            name: name.to_owned(),
            of_a_policy: false,
            condition: String::new(),
            compare: ">",
            threshold: 1.0,
            unit: String::new(),
            changes,
            failures: Vec::new(),
            values: Vec::new(),
        };
        let turned = |at, state| AlarmChange {
            at,
            state,
            reason: "Threshold Crossed".to_owned(),
        };
        let record = Record {
            alarms: vec![
                alarm("calm", vec![turned(60, AlarmState::Ok)]),
                alarm("dark", Vec::new()),
                alarm(
                    "loud",
                    vec![turned(60, AlarmState::Ok), turned(120, AlarmState::Alarm)],
                ),
            ],
            ..Record::default()
        };
        let names = |at| {
            alarms(&record, at)
                .iter()
                .map(|it| it.2.name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(150), ["loud", "dark", "calm"]);
        assert_eq!(names(90), ["dark", "calm", "loud"]);
        assert_eq!(
            since(&record.alarms[2], 150),
            Some((120, "Threshold Crossed"))
        );
        assert_eq!(since(&record.alarms[2], 90).map(|it| it.0), Some(60));
    }

    #[test]
    fn calls_are_found_by_who_what_and_when() {
        let call = |at, name: &str, who: &str| Call {
            at,
            delivered: None,
            name: name.to_owned(),
            who: who.to_owned(),
            sentence: String::new(),
            json: String::new(),
            about: None,
            error: None,
        };
        let record = Record {
            calls: vec![
                call(5, "ConsoleLogin", "admin-rahul"),
                call(65, "RunInstances", "autoscaling.amazonaws.com"),
            ],
            ..Record::default()
        };
        let found = |wanted| calls(&record, 100, wanted, |at| format!("20:0{}", at / 60)).len();
        assert_eq!(found(""), 2);
        assert_eq!(found("rahul"), 1);
        assert_eq!(found("autoscaling run"), 1);
        assert_eq!(found("20:01"), 1);
        assert_eq!(found("nobody"), 0);
        assert_eq!(calls(&record, 10, "", |_| String::new()).len(), 1);
    }
}

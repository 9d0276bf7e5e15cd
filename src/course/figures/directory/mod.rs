//! F19, the directory: a name leads to what stands in the hosted zone, and others remember
//! an answer for as long as its TTL lets them.
//!
//! In the mode `answer` a small design is made, and the engine resolves the name. In the
//! mode `move` a record is changed at a time of the day, and the caches of the simulation
//! say who still believes the old answer (the assumption `name-cache`: who asked when is
//! spread evenly).

mod slips;
mod zone;

use std::net::Ipv4Addr;

use serde_json::{Value, json};

use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::network::Code;
use crate::simulation::{DAY, HOUR, MINUTE, Second};
pub use slips::{Move, Slip, time};
use zone::{DOMAIN, WWW};
pub use zone::{Entry, Question, Reply};

const NAMES: [(&str, bool); 2] = [(DOMAIN, false), (WWW, true)];
const RECORDS: [(&str, Entry); 3] = [
    ("alias", Entry::Alias),
    ("address", Entry::Address),
    ("cname", Entry::Cname),
];

/// The directory.
#[derive(Clone, Debug, PartialEq)]
pub struct Directory {
    moving: bool,
    question: Question,
    change: Move,
}

impl Default for Directory {
    fn default() -> Self {
        Self {
            moving: false,
            question: Question {
                www: false,
                entry: Entry::Alias,
                replaced: false,
                ttl: HOUR,
            },
            change: Move {
                ttl: HOUR,
                lowered_to: MINUTE,
                lowered_at: None,
                changed_at: 12 * HOUR,
                off_at: None,
                at: 12 * HOUR,
            },
        }
    }
}

impl Directory {
    /// Whether it shows a move, and not one answer.
    pub fn is_moving(&self) -> bool {
        self.moving
    }

    /// The question, of the mode `answer`.
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// The change, of the mode `move`.
    pub fn change(&self) -> &Move {
        &self.change
    }

    fn answer_sentence(&self) -> Sentence {
        let said = self.question.reply();
        if said.code == Some(Code::DnsCnameAtApex) {
            return Sentence::new(
                Tone::Bad,
                "Route 53 refuses this record.",
                "At the top of the zone stand NS and SOA already, and a CNAME stands alone.",
            );
        }
        if said.addresses.is_empty() {
            return Sentence::new(Tone::Bad, "There is no address in the answer.", "");
        }
        if !said.is_current {
            return Sentence::new(
                Tone::Bad,
                "The answer is an address of yesterday.",
                "The load balancer has other nodes now, and the record does not know.",
            );
        }
        let count = crate::text::count(said.addresses.len(), "address", "addresses");
        let rest = match self.question.entry {
            Entry::Alias => format!(
                "An alias follows the load balancer, and its answer may be kept for {} seconds.",
                said.ttl
            ),
            Entry::Address => {
                "It is right for as long as the load balancer keeps this node.".to_owned()
            }
            Entry::Cname => {
                "The first answer is a name, so a second question is needed.".to_owned()
            }
        };
        Sentence::new(
            Tone::Good,
            format!("The answer holds {count}, and no name."),
            rest,
        )
    }

    fn move_sentence(&self) -> Sentence {
        let until = self.change.old_until();
        let lost = percent(self.change.lost());
        if lost > 0 {
            return Sentence::new(
                Tone::Bad,
                format!(
                    "At {} the old server stops, and {lost} % of the customers still go to it.",
                    time(self.change.off_at.unwrap_or_default())
                ),
                format!("The last of them find the shop again at {}.", time(until)),
            );
        }
        let minutes = self.change.old_minutes();
        Sentence::new(
            if minutes <= 2 {
                Tone::Good
            } else {
                Tone::Plain
            },
            format!("The old answer is in use until {}.", time(until)),
            match self.change.lowered_at {
                Some(at) if at >= self.change.changed_at => {
                    "The TTL was lowered too late: the long slips were out already.".to_owned()
                }
                _ => format!(
                    "That is {} after the change.",
                    crate::text::count(minutes as usize, "minute", "minutes")
                ),
            },
        )
    }
}

/// A whole percentage, of which a small part is one.
fn percent(share: f64) -> u32 {
    (share * 100.0).ceil() as u32
}

/// A time of the day such as "11:58".
fn clock(path: &str, value: &Value) -> Read<Second> {
    let read = || {
        let (hours, minutes) = value.as_str()?.trim().split_once(':')?;
        let (hours, minutes): (Second, Second) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours < 24 && minutes < 60).then_some(hours * HOUR + minutes * MINUTE)
    };
    read().ok_or_else(|| Problem::at(path, "write a time of the day such as \"11:58\""))
}

/// A time of the day, or "never".
fn clock_or_never(path: &str, value: &Value) -> Read<Option<Second>> {
    match value.as_str() {
        Some("never") => Ok(None),
        _ => clock(path, value).map(Some),
    }
}

impl Machine for Directory {
    const MEMBERS: &'static [&'static str] = &[
        "mode",
        "name",
        "record",
        "replaced",
        "ttl",
        "lowered_to",
        "lowered_at",
        "changed_at",
        "off_at",
        "at",
    ];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "mode" => {
                self.moving = members::word(member, value, &[("answer", false), ("move", true)])?;
            }
            "name" => self.question.www = members::word(member, value, &NAMES)?,
            "record" => self.question.entry = members::word(member, value, &RECORDS)?,
            "replaced" => self.question.replaced = members::flag(member, value)?,
            "ttl" => {
                let ttl = seconds(member, value)?;
                (self.question.ttl, self.change.ttl) = (ttl, ttl);
            }
            "lowered_to" => self.change.lowered_to = seconds(member, value)?,
            "lowered_at" => self.change.lowered_at = clock_or_never(member, value)?,
            "changed_at" => self.change.changed_at = clock(member, value)?,
            "off_at" => self.change.off_at = clock_or_never(member, value)?,
            "at" => self.change.at = clock(member, value)?,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let said = self.question.reply();
        let addresses: Vec<String> = said.addresses.iter().map(Ipv4Addr::to_string).collect();
        let early = self
            .change
            .lowered_in_time()
            .map_or(0, |at| (self.change.changed_at - at) / MINUTE);
        outputs([
            ("mode", json!(if self.moving { "move" } else { "answer" })),
            (
                "answer",
                json!(if said.code == Some(Code::DnsCnameAtApex) {
                    "refused".to_owned()
                } else if addresses.is_empty() {
                    "none".to_owned()
                } else {
                    addresses.join(", ")
                }),
            ),
            ("records", json!(said.records.len())),
            ("current", json!(said.is_current)),
            ("kept", json!(said.ttl)),
            ("ttl", json!(self.change.ttl)),
            ("old_until", json!(time(self.change.old_until()))),
            ("old_minutes", json!(self.change.old_minutes())),
            ("lowered_before", json!(early)),
            (
                "old_share",
                json!(percent(self.change.old_share(self.change.at))),
            ),
            ("lost", json!(percent(self.change.lost()))),
        ])
    }

    fn sentence(&self) -> Sentence {
        match self.moving {
            true => self.move_sentence(),
            false => self.answer_sentence(),
        }
    }

    fn alternative(&self) -> String {
        if !self.moving {
            let said = self.question.reply();
            let steps = said
                .records
                .iter()
                .map(|(name, answer)| match answer.is_empty() {
                    true => format!("{name} is answered with nothing"),
                    false => format!("{name} is answered with {answer}"),
                });
            return format!(
                "The name {} and its record: {}. {}. {}",
                self.question.name(),
                self.question.value(),
                steps.collect::<Vec<_>>().join("; "),
                self.sentence()
            );
        }
        let lowered = match self.change.lowered_at {
            Some(at) => format!(
                "lowered to {} seconds at {}",
                self.change.lowered_to,
                time(at)
            ),
            None => "never lowered".to_owned(),
        };
        let slips = self.change.slips().map(|slip| {
            format!(
                "{} asked at {} and keeps the {} answer until {}",
                slip.place,
                slip.asked_at(),
                if slip.is_old { "old" } else { "new" },
                time(slip.until)
            )
        });
        format!(
            "A record with a TTL of {} seconds, {lowered}, changed at {}. At {}: {}; {} % of the customers use the old answer. {}",
            self.change.ttl,
            time(self.change.changed_at),
            time(self.change.at),
            slips.join("; "),
            percent(self.change.old_share(self.change.at)),
            self.sentence()
        )
    }
}

/// A TTL. Route 53 takes up to 2,147,483,647 seconds; longer than a day teaches nothing more.
fn seconds(path: &str, value: &Value) -> Read<Second> {
    Ok(members::whole(path, value, 1, u64::from(DAY))? as Second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(members: &Value) -> Directory {
        Directory::read(members.as_object().expect("an object")).expect("a directory")
    }

    fn moving(ttl: Second, lowered_at: &str) -> Directory {
        figure(&json!({ "mode": "move", "ttl": ttl, "lowered_at": lowered_at }))
    }

    #[test]
    fn an_alias_answers_with_the_addresses_of_the_nodes() {
        let said = Directory::default().question.reply();
        assert_eq!((said.addresses.len(), said.is_current), (2, true));
        assert_eq!(said.ttl, 60);
        // With other nodes it answers with others.
        let other = figure(&json!({ "replaced": true })).question.reply();
        assert!(other.is_current);
        assert!(
            other
                .addresses
                .iter()
                .all(|it| !said.addresses.contains(it))
        );
    }

    #[test]
    fn an_address_is_right_until_the_nodes_change() {
        let mut it = figure(&json!({ "record": "address" }));
        assert!(it.question.reply().is_current);
        it.set("replaced", &json!(true)).expect("a flag");
        let out = it.outputs();
        assert_eq!(
            (&out["current"], &out["records"]),
            (&json!(false), &json!(1))
        );
        assert_eq!(it.sentence().lead, "The answer is an address of yesterday.");
    }

    #[test]
    fn a_cname_is_refused_at_the_top_and_one_record_more_below() {
        let mut it = figure(&json!({ "record": "cname" }));
        assert_eq!(it.outputs()["answer"], "refused");
        it.set("name", &json!(WWW)).expect("a name");
        let out = it.outputs();
        assert_eq!(
            (&out["current"], &out["records"]),
            (&json!(true), &json!(2))
        );
    }

    /// Chapter 21, task 5.
    #[test]
    fn a_slip_is_good_for_the_ttl_that_it_was_given_with() {
        let it = moving(3600, "never");
        assert_eq!(
            (it.outputs()["old_until"].clone(), it.change.old_minutes()),
            (json!("13:01"), 61)
        );
        let it = moving(3600, "11:00");
        assert_eq!(it.outputs()["old_until"], "12:02");
        assert_eq!(it.outputs()["lowered_before"], 60);
        let it = moving(3600, "11:45");
        assert_eq!(it.outputs()["old_until"], "12:46");
        // At the moment of the change it helps nobody any more.
        assert_eq!(
            moving(3600, "12:00").change.old_until(),
            moving(3600, "never").change.old_until()
        );
        assert_eq!(
            moving(86_400, "never").outputs()["old_until"],
            "12:01 of the next day"
        );
    }

    #[test]
    fn who_switches_off_too_early_loses_customers() {
        let mut it = moving(3600, "never");
        it.set("off_at", &json!("12:05")).expect("a time");
        let lost = it.outputs()["lost"].as_u64().expect("a share");
        assert!((90..=95).contains(&lost), "{lost}");
        it.set("lowered_at", &json!("11:00")).expect("a time");
        assert_eq!(it.outputs()["lost"], 0);
    }

    /// The slips of very many resolvers, one by one, are what the caches of the simulation
    /// say of all.
    #[test]
    fn slips_and_shares_agree() {
        for (ttl, lowered) in [
            (3600, "never"),
            (300, "never"),
            (3600, "11:00"),
            (3600, "11:30"),
        ] {
            let mut it = moving(ttl, lowered);
            for at in ["11:59", "12:01", "12:20", "12:40", "13:00", "13:02"] {
                it.set("at", &json!(at)).expect("a time");
                let all = (0..3600).filter(|before| it.change.slip("", *before).is_old);
                let share = all.count() as f64 / 3600.0;
                assert!(
                    (share - it.change.old_share(it.change.at)).abs() < 0.02,
                    "{ttl} {lowered} {at}"
                );
            }
            it.change.at = it.change.old_until();
            assert!((0..3600).all(|before| !it.change.slip("", before).is_old));
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        let mut it = Directory::default();
        assert!(it.set("at", &json!("25:00")).is_err());
        assert!(it.set("changed_at", &json!("never")).is_err());
        assert!(it.set("ttl", &json!(0)).is_err());
    }
}

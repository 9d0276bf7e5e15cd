//! F19, the directory: a name leads to what stands in the hosted zone, and others remember
//! an answer for as long as its TTL lets them.
//!
//! In the mode `answer` a small design is made, and the engine resolves the name. In the
//! mode `move` a record is changed at a time of the day, and the caches of the simulation
//! say who still believes the old answer (the assumption `name-cache`: who asked when is
//! spread evenly).

use std::net::Ipv4Addr;

use serde_json::{Value, json};

use super::made::{design, to};
use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture::*;
use crate::network::{Code, DnsAnswer, Endpoint, Evidence, Network};
use crate::simulation::load::Cached;
use crate::simulation::load::names::{BALANCER_TTL, PROPAGATION};
use crate::simulation::{DAY, HOUR, MINUTE, Second};

const DOMAIN: &str = "notebookly.com";
const WWW: &str = "www.notebookly.com";

const NAMES: [(&str, bool); 2] = [(DOMAIN, false), (WWW, true)];
const RECORDS: [(&str, Entry); 3] = [
    ("alias", Entry::Alias),
    ("address", Entry::Address),
    ("cname", Entry::Cname),
];

/// The places whose caches are shown, and how long before the change they asked last if
/// nobody lowered the TTL.
const PLACES: [(&str, Second); 4] = [
    ("Kochi", 2 * MINUTE),
    ("Guwahati", 15 * MINUTE),
    ("Pune", 31 * MINUTE),
    ("Jaipur", 48 * MINUTE),
];

/// What stands in the zone at the name that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// An alias to the load balancer.
    Alias,
    /// The address that a node of the load balancer had when the record was made.
    Address,
    /// Another name: of `www` the domain itself, of the domain the balancer's own.
    Cname,
}

/// What Route 53 says to the name.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The records on the way: the name and what it was answered with.
    pub records: Vec<(String, String)>,
    /// The addresses in the answer.
    pub addresses: Vec<Ipv4Addr>,
    /// Why there is none.
    pub code: Option<Code>,
    /// Whether all of the addresses are the load balancer's of now.
    pub is_current: bool,
    /// For how many seconds a resolver may keep it.
    pub ttl: Second,
}

/// The slip of paper of a resolver: an answer, and until when it may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Who has it.
    pub place: &'static str,
    /// When the resolver asked.
    pub asked: Second,
    /// Until when the answer may be used.
    pub until: Second,
    /// Whether it is the answer from before the change.
    pub is_old: bool,
}

/// The directory.
#[derive(Clone, Debug, PartialEq)]
pub struct Directory {
    moving: bool,
    www: bool,
    entry: Entry,
    replaced: bool,
    ttl: Second,
    lowered_to: Second,
    lowered_at: Option<Second>,
    changed_at: Second,
    off_at: Option<Second>,
    at: Second,
}

impl Default for Directory {
    fn default() -> Self {
        Self {
            moving: false,
            www: false,
            entry: Entry::Alias,
            replaced: false,
            ttl: HOUR,
            lowered_to: MINUTE,
            lowered_at: None,
            changed_at: 12 * HOUR,
            off_at: None,
            at: 12 * HOUR,
        }
    }
}

impl Directory {
    /// Whether it shows a move, and not one answer.
    pub fn is_moving(&self) -> bool {
        self.moving
    }

    /// The name that is asked for.
    pub fn name(&self) -> &'static str {
        if self.www { WWW } else { DOMAIN }
    }

    /// Whether that is `www`, and not the domain itself.
    pub fn is_www(&self) -> bool {
        self.www
    }

    /// What stands in the zone.
    pub fn entry(&self) -> Entry {
        self.entry
    }

    /// Whether the load balancer has other nodes than when the record was made.
    pub fn is_replaced(&self) -> bool {
        self.replaced
    }

    /// The TTL of the record before anything is changed, in seconds.
    pub fn ttl(&self) -> Second {
        self.ttl
    }

    /// When the TTL is lowered.
    pub fn lowered_at(&self) -> Option<Second> {
        self.lowered_at
    }

    /// When the record is changed.
    pub fn changed_at(&self) -> Second {
        self.changed_at
    }

    /// When the old server is stopped.
    pub fn off_at(&self) -> Option<Second> {
        self.off_at
    }

    /// The time that is looked at.
    pub fn at(&self) -> Second {
        self.at
    }

    /// What stands at the name in the record, as one writes it.
    pub fn value(&self) -> String {
        match self.entry {
            Entry::Alias => "alias of Notebookly-ALB".to_owned(),
            Entry::Address => self.first_address(),
            Entry::Cname => self.other_name().to_owned(),
        }
    }

    fn other_name(&self) -> &'static str {
        match self.www {
            true => DOMAIN,
            false => "Notebookly-ALB.ap-south-1.elb.amazonaws.com",
        }
    }

    /// The address of a node when the record was made.
    fn first_address(&self) -> String {
        let alias = Self::shop("alb", vec![record(DOMAIN, Entry::Alias, "alb", "")]);
        let answers = asked(&alias, DOMAIN);
        let first = answers.first().and_then(|it| it.addresses.first());
        first.map(Ipv4Addr::to_string).unwrap_or_default()
    }

    /// A load balancer in two zones, with this id, and a hosted zone with these records.
    /// The nodes of another load balancer have other addresses.
    fn shop(balancer: &str, records: Vec<DnsRecord>) -> Architecture {
        let everywhere = Route {
            destination: "0.0.0.0/0".into(),
            target: to("gate"),
        };
        let wing = |block: &str, zone: &str| Subnet {
            vpc: to("vpc"),
            cidr: block.into(),
            zone: zone.to_owned(),
            route_table: to("board"),
            ..Subnet::default()
        };
        let nodes = LoadBalancer {
            subnets: vec![ResourceId::new("wing-a"), ResourceId::new("wing-b")],
            ..LoadBalancer::default()
        };
        let zone = HostedZone {
            domain: DOMAIN.to_owned(),
            records,
            ..HostedZone::default()
        };
        let gate = InternetGateway {
            vpc: to("vpc"),
            ..InternetGateway::default()
        };
        let board = RouteTable {
            vpc: to("vpc"),
            routes: vec![everywhere],
        };
        design([
            ("vpc", Vpc::default().into()),
            ("gate", gate.into()),
            ("board", board.into()),
            ("wing-a", wing("10.0.1.0/24", "ap-south-1a").into()),
            ("wing-b", wing("10.0.2.0/24", "ap-south-1b").into()),
            (balancer, nodes.into()),
            ("zone", zone.into()),
        ])
    }

    /// What Route 53 says to the name, as the engine resolves it.
    pub fn reply(&self) -> Reply {
        let balancer = if self.replaced { "alb-of-today" } else { "alb" };
        let address = self.first_address();
        let value = match self.entry {
            Entry::Cname => self.other_name(),
            Entry::Alias | Entry::Address => &address,
        };
        let mut records = vec![record(self.name(), self.entry, balancer, value)];
        if self.www {
            records.push(record(DOMAIN, Entry::Alias, balancer, ""));
        }
        let now = Self::shop(balancer, vec![record(DOMAIN, Entry::Alias, balancer, "")]);
        let current = asked(&now, DOMAIN);
        let current = current.first().map_or(&[][..], |it| &it.addresses);
        let zone = Self::shop(balancer, records);
        let answers = asked(&zone, self.name());
        let Some(answer) = answers.into_iter().next() else {
            return Reply {
                records: Vec::new(),
                addresses: Vec::new(),
                code: None,
                is_current: false,
                ttl: 0,
            };
        };
        let steps = answer.evidence.into_iter();
        let records = steps.filter_map(|it| match it {
            Evidence::Record { name, answer, .. } => Some((name, answer)),
            _ => None,
        });
        Reply {
            records: records.collect(),
            is_current: !answer.addresses.is_empty()
                && answer.addresses.iter().all(|it| current.contains(it)),
            addresses: answer.addresses,
            code: answer.code,
            // Behind a CNAME the addresses are a record of their own, with its own TTL.
            ttl: match self.entry {
                Entry::Address => self.ttl,
                Entry::Alias | Entry::Cname => BALANCER_TTL,
            },
        }
    }

    /// When the TTL is lowered, where that is early enough to change anything.
    fn lowered_in_time(&self) -> Option<Second> {
        self.lowered_at.filter(|it| *it < self.changed_at)
    }

    /// The slips of before the TTL was lowered, and those of after: each 1 while it is the
    /// old answer. All of the name servers have a change after [`PROPAGATION`].
    fn caches(&self) -> (Cached, Cached) {
        let ends = self.lowered_in_time().unwrap_or(self.changed_at);
        let mut long = Cached::new(&[1.0, 0.0], self.ttl);
        long.change(ends + PROPAGATION, &[0.0, 1.0]);
        let mut short = Cached::new(&[1.0, 0.0], self.lowered_to);
        short.change(self.changed_at + PROPAGATION, &[0.0, 1.0]);
        (long, short)
    }

    /// The share of the customers who use the old answer at a time of the day. Those whose
    /// slip is a short one are taken to have asked evenly in its time.
    pub fn old_share(&self, at: Second) -> f64 {
        let (long, short) = self.caches();
        let first = |cached: &Cached| {
            let mut shares = [0.0; 2];
            cached.shares(at, &mut shares);
            shares[0]
        };
        let long = first(&long);
        match self.lowered_in_time() {
            Some(_) => long + (1.0 - long) * first(&short),
            None => long,
        }
    }

    /// From when on no honest resolver gives the old answer any more.
    pub fn old_until(&self) -> Second {
        let (long, short) = self.caches();
        let early = self.lowered_in_time().is_some();
        let settled = |at: Second| long.settled(at) && (!early || short.settled(at));
        // It stays settled, so the place can be found by halves.
        let (mut low, mut high) = (self.changed_at, 3 * DAY);
        while low < high {
            let middle = low + (high - low) / 2;
            match settled(middle) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        low
    }

    /// The share of the customers who are sent to a server that is stopped, at most.
    pub fn lost(&self) -> f64 {
        self.off_at.map_or(0.0, |off| self.old_share(off))
    }

    /// The slips of four resolvers at the time that is looked at.
    pub fn slips(&self) -> [Slip; 4] {
        PLACES.map(|(place, before)| self.slip(place, before))
    }

    /// The slip of somebody who would have asked so long before the change.
    fn slip(&self, place: &'static str, before: Second) -> Slip {
        // A day earlier everything was as it had always been.
        let (at, changed) = (self.at + DAY, self.changed_at + DAY + PROPAGATION);
        let lowered = self.lowered_at.map(|it| it + DAY + PROPAGATION);
        let ttl = |asked: Second| match lowered {
            Some(lowered) if asked >= lowered => self.lowered_to,
            _ => self.ttl,
        };
        let mut asked = (self.changed_at + DAY - before) % self.ttl;
        while asked + ttl(asked) <= at {
            asked += ttl(asked);
        }
        Slip {
            place,
            asked: asked.saturating_sub(DAY),
            until: (asked + ttl(asked)).saturating_sub(DAY),
            is_old: asked < changed,
        }
    }

    fn answer_sentence(&self) -> Sentence {
        let said = self.reply();
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
        let rest = match self.entry {
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
        let until = self.old_until();
        let lost = percent(self.lost());
        if lost > 0 {
            return Sentence::new(
                Tone::Bad,
                format!(
                    "At {} the old server stops, and {lost} % of the customers still go to it.",
                    time(self.off_at.unwrap_or_default())
                ),
                format!("The last of them find the shop again at {}.", time(until)),
            );
        }
        let minutes = self.old_minutes();
        Sentence::new(
            if minutes <= 2 {
                Tone::Good
            } else {
                Tone::Plain
            },
            format!("The old answer is in use until {}.", time(until)),
            match self.lowered_at {
                Some(at) if at >= self.changed_at => {
                    "The TTL was lowered too late: the long slips were out already.".to_owned()
                }
                _ => format!(
                    "That is {} after the change.",
                    crate::text::count(minutes as usize, "minute", "minutes")
                ),
            },
        )
    }

    /// How many minutes after the change the old answer is still used, a part of one as one.
    fn old_minutes(&self) -> Second {
        (self.old_until() - self.changed_at).div_ceil(MINUTE)
    }
}

/// A whole percentage, of which a small part is one.
fn percent(share: f64) -> u32 {
    (share * 100.0).ceil() as u32
}

/// A time of the day: 12:05, or of the day after.
pub fn time(at: Second) -> String {
    let (day, rest) = (at / DAY, at % DAY);
    let clock = format!("{:02}:{:02}", rest / HOUR, rest % HOUR / MINUTE);
    let clock = match rest % MINUTE {
        0 => clock,
        second => format!("{clock}:{second:02}"),
    };
    match day {
        0 => clock,
        1 => format!("{clock} of the next day"),
        _ => format!("{clock}, {day} days later"),
    }
}

/// What is said to somebody on the internet who asks for a name.
fn asked(design: &Architecture, name: &str) -> Vec<DnsAnswer> {
    Network::new(design).dns_answers(name, &Endpoint::Internet)
}

fn record(name: &str, entry: Entry, balancer: &str, value: &str) -> DnsRecord {
    let by_value = |record_type| DnsRecord {
        name: name.to_owned(),
        record_type,
        values: vec![value.to_owned()],
        ..DnsRecord::default()
    };
    match entry {
        Entry::Alias => DnsRecord {
            name: name.to_owned(),
            alias: to(balancer),
            ..DnsRecord::default()
        },
        Entry::Address => by_value(RecordType::A),
        Entry::Cname => by_value(RecordType::Cname),
    }
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
            "name" => self.www = members::word(member, value, &NAMES)?,
            "record" => self.entry = members::word(member, value, &RECORDS)?,
            "replaced" => self.replaced = members::flag(member, value)?,
            "ttl" => self.ttl = seconds(member, value)?,
            "lowered_to" => self.lowered_to = seconds(member, value)?,
            "lowered_at" => self.lowered_at = clock_or_never(member, value)?,
            "changed_at" => self.changed_at = clock(member, value)?,
            "off_at" => self.off_at = clock_or_never(member, value)?,
            "at" => self.at = clock(member, value)?,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let said = self.reply();
        let addresses: Vec<String> = said.addresses.iter().map(Ipv4Addr::to_string).collect();
        let early = self
            .lowered_in_time()
            .map_or(0, |at| (self.changed_at - at) / MINUTE);
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
            ("old_until", json!(time(self.old_until()))),
            ("old_minutes", json!(self.old_minutes())),
            ("lowered_before", json!(early)),
            ("old_share", json!(percent(self.old_share(self.at)))),
            ("lost", json!(percent(self.lost()))),
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
            let said = self.reply();
            let steps = said
                .records
                .iter()
                .map(|(name, answer)| match answer.is_empty() {
                    true => format!("{name} is answered with nothing"),
                    false => format!("{name} is answered with {answer}"),
                });
            return format!(
                "The name {} and its record: {}. {}. {}",
                self.name(),
                self.value(),
                steps.collect::<Vec<_>>().join("; "),
                self.sentence()
            );
        }
        let lowered = match self.lowered_at {
            Some(at) => format!("lowered to {} seconds at {}", self.lowered_to, time(at)),
            None => "never lowered".to_owned(),
        };
        let slips = self.slips().map(|slip| {
            format!(
                "{} asked at {} and keeps the {} answer until {}",
                slip.place,
                time(slip.asked),
                if slip.is_old { "old" } else { "new" },
                time(slip.until)
            )
        });
        format!(
            "A record with a TTL of {} seconds, {lowered}, changed at {}. At {}: {}; {} % of the customers use the old answer. {}",
            self.ttl,
            time(self.changed_at),
            time(self.at),
            slips.join("; "),
            percent(self.old_share(self.at)),
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
        let said = Directory::default().reply();
        assert_eq!((said.addresses.len(), said.is_current), (2, true));
        assert_eq!(said.ttl, 60);
        // With other nodes it answers with others.
        let other = figure(&json!({ "replaced": true })).reply();
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
        assert!(it.reply().is_current);
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
            (it.outputs()["old_until"].clone(), it.old_minutes()),
            (json!("13:01"), 61)
        );
        let it = moving(3600, "11:00");
        assert_eq!(it.outputs()["old_until"], "12:02");
        assert_eq!(it.outputs()["lowered_before"], 60);
        let it = moving(3600, "11:45");
        assert_eq!(it.outputs()["old_until"], "12:46");
        // At the moment of the change it helps nobody any more.
        assert_eq!(
            moving(3600, "12:00").old_until(),
            moving(3600, "never").old_until()
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
                let all = (0..3600).filter(|before| it.slip("", *before).is_old);
                let share = all.count() as f64 / 3600.0;
                assert!(
                    (share - it.old_share(it.at)).abs() < 0.02,
                    "{ttl} {lowered} {at}"
                );
            }
            it.at = it.old_until();
            assert!((0..3600).all(|before| !it.slip("", before).is_old));
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

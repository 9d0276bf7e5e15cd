//! Computed facts as sentences, and the verb with which one asks for another.

use serde_json::Value;

use super::super::{Moment, compare, facts};
use super::{things, traffic};
use crate::architecture::{Kind, ResourceId};
use crate::course::condition::{Derived, DerivedOf};
use crate::review::{Line, Pillar};
use crate::text;

/// What is so, and how something else would be asked for.
pub struct Told {
    /// What is so now, in a sentence.
    pub now: String,
    /// How something else is asked for.
    pub asked: Asked,
}

/// How a fact is asked to be another.
pub enum Asked {
    /// With this verb behind "It should".
    Verb(&'static str),
    /// In these words, because there is but one other.
    Words(&'static str),
    /// What is so says it all.
    Silent,
}

/// A value of a fact in words.
pub fn value(derived: &Derived, value: &Value, moment: &Moment) -> String {
    let plain = || compare::plain(value, moment);
    let many = |one: &str, many: &str| match value.as_f64() {
        Some(1.0) => format!("1 {one}"),
        _ => format!("{} {many}", plain()),
    };
    match derived.fact.as_str() {
        "default_target.kind" => {
            let kind = Kind::ALL
                .iter()
                .find(|it| Some(it.info().key) == value.as_str());
            kind.map_or_else(plain, |it| it.with_article())
        }
        "usable" => many("usable address", "usable addresses"),
        "size" => many("address", "addresses"),
        "free" => many("free address", "free addresses"),
        "healthy_targets" => many("healthy target", "healthy targets"),
        "users" => many("user", "users"),
        "prefix" => format!("the prefix length /{}", plain().trim_start_matches('/')),
        "effective_table" if value == "main" => "the main route table".to_owned(),
        "effective_acl" if value == "default" => "the default network ACL".to_owned(),
        "effective_table" => format!("the route table {}", plain()),
        "effective_acl" => format!("the network ACL {}", plain()),
        "open_to_internet" => match value {
            Value::Array(all) => {
                text::list(all.iter().filter_map(Value::as_str).map(traffic::typed))
            }
            value => value.as_str().map_or_else(plain, traffic::typed),
        },
        "first_match" if value == "*" => "its last line, *".to_owned(),
        "first_match" => format!("entry {}", value.to_string().trim_matches('"')),
        "answers" => format!("its route {}", plain()),
        "checklist.met" => many("point", "points"),
        _ => plain(),
    }
}

/// A fact as a sentence.
pub fn told(derived: &Derived, id: Option<&ResourceId>, is: &Value, moment: &Moment) -> Told {
    let name = match (id, &derived.of) {
        (Some(id), _) => things::at_first(id, moment),
        (None, DerivedOf::Block(block)) => format!("The block {block}"),
        (None, _) => "The design".to_owned(),
    };
    let said = value(derived, is, moment);
    let with = |key: &str| {
        derived
            .with(key)
            .unwrap_or_default()
            .trim_start_matches('@')
    };
    let nothing = compare::is_empty(is);
    let yes = *is == Value::Bool(true);
    let not = if yes { "" } else { " not" };
    let (now, verb) = match derived.fact.as_str() {
        "kind" => (format!("{name} is {said}{}.", why(is)), "be"),
        "default_target" | "default_target.kind" if nothing => (
            format!("{name} sends 0.0.0.0/0 nowhere yet."),
            "send 0.0.0.0/0 to",
        ),
        "default_target" | "default_target.kind" => {
            (format!("{name} sends 0.0.0.0/0 to {said}."), "send it to")
        }
        "default_target.zone" if nothing => (
            format!(
                "The way out of {} stands in no Availability Zone.",
                lower(&name)
            ),
            "stand in",
        ),
        "default_target.zone" => (
            format!("The way out of {} stands in {said}.", lower(&name)),
            "stand in",
        ),
        "default_target.state" => match is.as_str() {
            Some("none") => (format!("{name} has no route for 0.0.0.0/0."), "be"),
            _ => (
                format!("The default route of {} is {said}.", lower(&name)),
                "be",
            ),
        },
        "effective_table" | "effective_acl" if nothing => (format!("{name} uses none."), "use"),
        "effective_table" | "effective_acl" => (format!("{name} uses {said}."), "use"),
        "answers" | "answers.target" if nothing => (
            format!("{name} has no route for {}.", with("address")),
            "have",
        ),
        "answers" => (
            format!("{name} sends {} by {said}.", with("address")),
            "send it by",
        ),
        "answers.target" => (
            format!("{name} sends {} to {said}.", with("address")),
            "send it to",
        ),
        "answers.state" => (
            format!(
                "The route of {} for {} is {said}.",
                lower(&name),
                with("address")
            ),
            "be",
        ),
        "public_address" if nothing => (format!("{name} has no public IPv4 address."), "have"),
        "public_address" => (format!("{name} has the public address {said}."), "have"),
        "private_address" if nothing => (format!("{name} has no private address."), "have"),
        "private_address" => (format!("{name} has the private address {said}."), "have"),
        "groups" if nothing => (format!("{name} has no security group of its own."), "have"),
        "groups" => (format!("{name} has {} {said}.", groups(is)), "have"),
        "zone" | "zones" if nothing => (format!("{name} is in no Availability Zone yet."), "be in"),
        "zone" | "zones" => (format!("{name} is in {said}."), "be in"),
        "region" if nothing => (format!("{name} is in no Region."), "be in"),
        "vpc" if nothing => (format!("{name} is in no VPC."), "be in"),
        "subnet" if nothing => (format!("{name} is in no subnet."), "be in"),
        "region" => (format!("{name} is in {said}."), "be in"),
        "vpc" => (format!("{name} is in the VPC {said}."), "be in"),
        "subnet" => (format!("{name} is in the subnet {said}."), "be in"),
        "state" if nothing => (format!("{name} has no state."), "be"),
        "state" => (format!("{name} is {said}."), "be"),
        "used_by" if nothing => (format!("Nothing uses {} yet.", lower(&name)), "be used by"),
        "used_by" => (format!("{name} is used by {said}."), "be used by"),
        "users" => (format!("{name} has {said}."), "have"),
        "members" if nothing => (format!("{name} has no members yet."), "have"),
        "members" => (format!("{name} has the members {said}."), "have"),
        "healthy_targets" => (format!("{name} has {said}."), "have"),
        "usable" | "size" | "free" if nothing => (format!("{name} has no block yet."), "have"),
        "usable" | "size" | "free" => (format!("{name} has {said}."), "have"),
        "prefix" => (format!("{name} has {said}."), "have"),
        "first" => (format!("{name} begins at {said}."), "begin at"),
        "last" => (format!("{name} ends at {said}."), "end at"),
        "host_bits" => {
            let is = if yes { "is not" } else { "is" };
            let now = format!("{name} {is} written with the first address of its block.");
            return Told {
                now,
                asked: Asked::Silent,
            };
        }
        "contains" => {
            let now = format!("{name} does{not} hold {}.", with("address"));
            return flag(now.replace("does hold", "holds"), yes);
        }
        "overlaps" => {
            let now = format!("{name} does{not} overlap {}.", with("other"));
            return flag(now.replace("does overlap", "overlaps"), yes);
        }
        "has_way_to_internet" => {
            let now = match yes {
                true => format!("{name} has a way to the internet."),
                false => format!("{name} has no way to the internet."),
            };
            return flag(now, yes);
        }
        "admits" => {
            let port = traffic::typed(&format!(
                "{} {}",
                derived.with("protocol").unwrap_or("tcp"),
                with("port")
            ));
            let now = format!("{name} does{not} let {} in on {port}.", with("peer"));
            return flag(now.replace("does let", "lets"), yes);
        }
        "open_to_internet" if nothing => (
            format!("{name} lets the internet in on no port."),
            "let it in on",
        ),
        "open_to_internet" => (
            format!("{name} lets the whole internet in on {said}."),
            "let it in on",
        ),
        "first_match" => (
            format!("In {}, {said} is the first that matches.", lower(&name)),
            "be",
        ),
        "primary_zone" if nothing => (format!("{name} has no primary yet."), "have one in"),
        "primary_zone" => (
            format!("The primary of {} is in {said}.", lower(&name)),
            "be in",
        ),
        "standby_zone" if nothing => (format!("{name} has no standby."), "have one in"),
        "standby_zone" => (
            format!("The standby of {} is in {said}.", lower(&name)),
            "be in",
        ),
        "checklist" | "practice" | "checklist.met" | "pillar" => {
            return review(derived, &said, moment);
        }
        fact => {
            let fact = fact.replace(['_', '.'], " ");
            (format!("{name}: {fact} is {said}."), "be")
        }
    };
    Told {
        now,
        asked: Asked::Verb(verb),
    }
}

/// What is so or not so: it should be the other way round.
fn flag(now: String, yes: bool) -> Told {
    let asked = match (now.contains(" has "), yes) {
        (true, true) => "It should have none.",
        (true, false) => "It should have one.",
        (false, true) => "It should not.",
        (false, false) => "It should.",
    };
    Told {
        now,
        asked: Asked::Words(asked),
    }
}

/// What makes a subnet public, private or isolated.
fn why(kind: &Value) -> &'static str {
    match kind.as_str() {
        Some("public") => ": its route table leads to an internet gateway",
        Some("private") => ": its way out is not an internet gateway",
        Some("isolated") => ": its route table has no way out of the VPC",
        _ => "",
    }
}

fn groups(value: &Value) -> &'static str {
    match value.as_array().map(Vec::len) {
        Some(0 | 1) => "the security group",
        _ => "the security groups",
    }
}

/// What begins a sentence, inside one.
fn lower(name: &str) -> String {
    match name.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => name.to_owned(),
    }
}

/// What the review says.
fn review(derived: &Derived, said: &str, moment: &Moment) -> Told {
    let alone = |now: String| Told {
        now,
        asked: Asked::Silent,
    };
    match derived.fact.as_str() {
        "checklist" => alone(match facts::point(derived, moment) {
            Some(point) => point_said(&point, said),
            None => "The checklist has the points 1 to 20.".to_owned(),
        }),
        "practice" => alone(match facts::practice(derived, moment) {
            Some(line) => format!("“{}” is {}. {}", line.title, known(said), line.sentence),
            None => "There is no such line.".to_owned(),
        }),
        "pillar" => Told {
            now: match facts::pillar(derived, moment) {
                Some(pillar) => pillar_said(&pillar, said),
                None => "There is no such list.".to_owned(),
            },
            asked: Asked::Verb("reach"),
        },
        _ => {
            let points = crate::review::points(moment.analysis);
            let open = points.iter().find(|it| !it.answer.is_met());
            let open = open.map_or(String::new(), |it| {
                let number = it.number.unwrap_or_default();
                format!(" The first open one is {number}, “{}”.", it.title)
            });
            Told {
                now: format!("The design meets {said} of {}.{open}", points.len()),
                asked: Asked::Verb("meet"),
            }
        }
    }
}

fn point_said(point: &Line, said: &str) -> String {
    let number = point.number.unwrap_or_default();
    let (title, sentence) = (point.title, &point.sentence);
    format!(
        "Point {number} of the checklist, “{title}”, is {}. {sentence}",
        known(said)
    )
}

fn pillar_said(pillar: &Pillar, said: &str) -> String {
    let open = pillar.lines.iter().find(|it| !it.line.answer.is_met());
    let open = open.map_or(String::new(), |it| {
        format!(" The first open line is “{}”.", it.line.title)
    });
    format!("“{}” has {said} of 100 points.{open}", pillar.title)
}

/// How an answer of the review is said.
fn known(said: &str) -> &str {
    match said {
        "not knowable" => "open: no drawing shows it",
        said => said,
    }
}

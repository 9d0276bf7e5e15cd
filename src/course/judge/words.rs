//! Computed facts as sentences.

use serde_json::Value;

use super::{Moment, compare};
use crate::architecture::ResourceId;
use crate::course::condition::{Derived, DerivedOf};

/// A fact as a sentence.
pub fn of_fact(
    derived: &Derived,
    id: Option<&ResourceId>,
    value: &Value,
    moment: &Moment,
) -> String {
    let name = match (id, &derived.of) {
        (Some(id), _) => moment.name(id),
        (None, DerivedOf::Block(block)) => block.clone(),
        (None, _) => String::new(),
    };
    let said = compare::plain(value, moment);
    let address = derived.with("address").unwrap_or_default();
    match derived.fact.as_str() {
        "kind" => format!("{name} is {said}."),
        "default_target" if value.is_null() => format!("{name} sends 0.0.0.0/0 nowhere."),
        "default_target" => format!("{name} sends 0.0.0.0/0 to {said}."),
        "default_target.kind" if value.is_null() => format!("{name} sends 0.0.0.0/0 nowhere."),
        "default_target.kind" => format!("{name} sends 0.0.0.0/0 to a thing of kind {said}."),
        "default_target.zone" if value.is_null() => {
            format!("The way out of {name} stands in no zone.")
        }
        "default_target.zone" => format!("The way out of {name} stands in {said}."),
        "effective_table" if said == "main" => format!("{name} obeys the main route table."),
        "effective_table" => format!("{name} obeys the route table {said}."),
        "effective_acl" if said == "default" => format!("{name} obeys the default network ACL."),
        "effective_acl" => format!("{name} obeys the network ACL {said}."),
        "answers" if value.is_null() => format!("{name} has no row for {address}."),
        "answers" => format!("{name} sends {address} by its row {said}."),
        "public_address" if value.is_null() => format!("{name} has no public address."),
        "groups" if compare::is_empty(value) => format!("{name} has no security group of its own."),
        "groups" => format!("{name} has the security groups {said}."),
        "zone" => format!("{name} stands in {said}."),
        "zones" => format!("{name} stands in {said}."),
        "used_by" if compare::is_empty(value) => format!("Nothing uses {name}."),
        "users" => format!("{name} is used by {said}."),
        "open_to_internet" => format!("{name} lets the internet in on {said}."),
        "admits" => match value {
            Value::Bool(true) => format!("{name} lets {} in.", derived.with("peer").unwrap_or("")),
            _ => format!(
                "{name} does not let {} in.",
                derived.with("peer").unwrap_or("")
            ),
        },
        "checklist" => match super::facts::point(derived, moment) {
            Some(point) => format!(
                "Point {} of the checklist, {}, is {said}. {}",
                point.number.unwrap_or_default(),
                point.title,
                point.sentence,
            ),
            None => "The checklist has the points 1 to 20.".to_owned(),
        },
        "checklist.met" => {
            let points = crate::review::points(moment.analysis);
            let open = points.iter().filter(|it| !it.answer.is_met());
            let open: Vec<String> = open
                .map(|it| format!("{}, {}", it.number.unwrap_or_default(), it.title))
                .collect();
            match open.as_slice() {
                [] => format!("All {} points of the checklist are met.", points.len()),
                [first] => format!("{said} of {} points are met. Open: {first}.", points.len()),
                [first, rest @ ..] => format!(
                    "{said} of {} points are met. The first that is open: {first}. And {} more.",
                    points.len(),
                    rest.len()
                ),
            }
        }
        "practice" => match super::facts::practice(derived, moment) {
            Some(line) => format!("{}: {said}. {}", line.title, line.sentence),
            None => "There is no such line.".to_owned(),
        },
        "pillar" => match super::facts::pillar(derived, moment) {
            Some(pillar) => {
                let open = pillar.lines.iter().find(|it| !it.line.answer.is_met());
                let open = open.map_or(String::new(), |it| {
                    format!(" The first that is open: {}.", it.line.title)
                });
                format!("{}: {said} of 100.{open}", pillar.title)
            }
            None => "There is no such list.".to_owned(),
        },
        fact => {
            let fact = fact.replace(['_', '.'], " ");
            match value {
                Value::Null => format!("{name} has no {fact}."),
                _ => format!("{name}: {fact} is {said}."),
            }
        }
    }
}

//! What stands in the design: properties, rows, facts, references, findings, the template.

use serde_json::{Value, json};

use super::{Judgement, Moment, Scope, State, compare, facts, find, over, words};
use crate::architecture::{Kind, ResourceId};
use crate::cloudformation;
use crate::course::condition::{Derived, Op, RowWanted, Selector, Test};
use crate::rules::Severity;
use crate::text;

/// The things that a predicate is about: those of its selector, else the thing at hand.
fn subjects(of: Option<&Selector>, moment: &Moment, scope: &Scope) -> Vec<ResourceId> {
    match of {
        Some(selector) => find::find(selector, moment, scope),
        None => scope.it.clone().into_iter().collect(),
    }
}

fn none_there(of: Option<&Selector>) -> Judgement {
    match of {
        Some(selector) => over::nothing_there(selector),
        None => Judgement::unclear("Nobody said of what."),
    }
}

/// A property of things.
pub fn prop(
    key: &str,
    of: Option<&Selector>,
    test: &Test,
    moment: &Moment,
    scope: &Scope,
    wanted: bool,
) -> Judgement {
    let found = subjects(of, moment, scope);
    if found.is_empty() {
        return none_there(of);
    }
    let mut met: Option<String> = None;
    for id in &found {
        let Some(value) = facts::property(id, key, moment) else {
            let name = moment.name(id);
            return Judgement::unclear(format!("{name} has no property `{key}`."));
        };
        let said = said_of(id, &label(id, key, moment), &value, moment);
        if compare::passes(test, &value, moment, scope) == wanted {
            met.get_or_insert(said);
            continue;
        }
        return missing(said, test, moment, scope, wanted).marking([id.clone()]);
    }
    Judgement::of(State::Met, met.unwrap_or_default()).marking(found)
}

/// "web-1: the state is stopped", with what is wanted behind it.
fn missing(said: String, test: &Test, moment: &Moment, scope: &Scope, wanted: bool) -> Judgement {
    // That something should be there is said by saying that it is not.
    let there = matches!(test.0.as_slice(), [(Op::Set, _)]);
    let sentence = match wanted && !there {
        true => format!(
            "{said} It should be {}.",
            compare::wanted(test, moment, scope)
        ),
        false => said,
    };
    let mut judgement = Judgement::of(State::Missing, sentence);
    judgement.contrary = !wanted;
    judgement
}

fn said_of(id: &ResourceId, what: &str, value: &Value, moment: &Moment) -> String {
    let name = moment.name(id);
    match value {
        Value::Bool(flag) => {
            let flag = if *flag { "on" } else { "off" };
            format!("{name}: {what} is {flag}.")
        }
        value if compare::is_empty(value) => format!("{name} has no {what}."),
        value => format!("{name}: the {what} is {}.", compare::plain(value, moment)),
    }
}

/// What the inspector calls a property.
fn label(id: &ResourceId, key: &str, moment: &Moment) -> String {
    let kind = moment.architecture().kind_of(&id.owner());
    let property = kind.and_then(|kind| kind.info().property(key));
    property.map_or_else(
        || key.replace('_', " "),
        // A name with capitals of its own, such as "Multi-AZ", keeps them.
        |it| match it.label.chars().skip(1).any(char::is_uppercase) {
            true => it.label.to_owned(),
            false => text::in_a_sentence(it.label),
        },
    )
}

/// A computed fact.
pub fn derived(
    derived: &Derived,
    test: &Test,
    moment: &Moment,
    scope: &Scope,
    wanted: bool,
) -> Judgement {
    let all = match facts::facts(derived, moment, scope) {
        Ok(all) => all,
        Err(why) => return Judgement::unclear(format!("I cannot tell yet: {why}.")),
    };
    if all.is_empty() {
        let of = match &derived.of {
            crate::course::condition::DerivedOf::Things(selector) => Some(selector),
            _ => None,
        };
        return none_there(of);
    }
    let mut met: Option<String> = None;
    for (id, value) in &all {
        let said = words::of_fact(derived, id.as_ref(), value, moment);
        if compare::passes(test, value, moment, scope) == wanted {
            met.get_or_insert(said);
            continue;
        }
        return missing(said, test, moment, scope, wanted).marking(id.clone());
    }
    let ids = all.into_iter().filter_map(|(id, _)| id);
    Judgement::of(State::Met, met.unwrap_or_default()).marking(ids)
}

/// Rows of a table.
pub fn row(row: &RowWanted, moment: &Moment, scope: &Scope, wanted: bool) -> Judgement {
    let found = subjects(row.of.as_ref(), moment, scope);
    if found.is_empty() {
        return none_there(row.of.as_ref());
    }
    let mut judgement = Judgement::of(State::Met, String::new());
    for id in &found {
        let rows = rows_of(id, &row.property, moment);
        let fitting = rows
            .iter()
            .filter(|it| is_such(it, &row.members, moment, scope))
            .count();
        let passes = compare::passes(&row.is, &json!(fitting), moment, scope);
        let what = label(id, &row.property, moment);
        let such = match row.members.is_empty() {
            true => String::new(),
            false => format!(" “{}”", members_said(row, moment, scope)),
        };
        let name = moment.name(id);
        let there = match fitting {
            0 => format!("{name} has no row{such} in its {what}."),
            1 => format!("{name} has 1 row{such} in its {what}."),
            many => format!("{name} has {many} rows{such} in its {what}."),
        };
        if passes != wanted {
            let plain = row.is == Test::one_or_more() || fitting > 0 && row.is.takes_zero();
            let sentence = match wanted && !plain {
                true => format!(
                    "{there} It should be {}.",
                    compare::wanted(&row.is, moment, scope)
                ),
                false => there,
            };
            let mut judgement = Judgement::of(State::Missing, sentence).marking([id.clone()]);
            judgement.contrary = fitting > 0 && (!wanted || row.is.takes_zero());
            return judgement;
        }
        if judgement.sentence.is_empty() {
            judgement.sentence = there;
        }
    }
    judgement.marking(found)
}

fn members_said(row: &RowWanted, moment: &Moment, scope: &Scope) -> String {
    let wanted = |key: &str| {
        let found = row.members.iter().find(|(path, _)| path == key);
        found.map(|(_, test)| compare::wanted(test, moment, scope))
    };
    // A filter's ports are said as one says them: "tcp 80".
    let ports = match (wanted("from_port"), wanted("to_port")) {
        (Some(from), Some(to)) if from == to => Some(from),
        (Some(from), Some(to)) => Some(format!("{from}–{to}")),
        (from, to) => from.or(to),
    };
    let mut said: Vec<String> = Vec::new();
    match (wanted("protocol"), ports) {
        (Some(protocol), Some(ports)) => said.push(format!("{protocol} {ports}")),
        (Some(protocol), None) => said.push(protocol),
        (None, Some(ports)) => said.push(format!("port {ports}")),
        (None, None) => {}
    }
    for (path, test) in &row.members {
        let value = compare::wanted(test, moment, scope);
        match path.as_str() {
            "protocol" | "from_port" | "to_port" => {}
            "peer.cidr" | "peer.group" | "cidr" => said.push(format!("for {value}")),
            "action" | "destination" => said.push(value),
            "target" => said.push(format!("to {value}")),
            path => said.push(format!("{} {value}", path.replace(['_', '.'], " "))),
        }
    }
    said.join(" ")
}

/// The rows of a table.
pub fn rows_of(id: &ResourceId, property: &str, moment: &Moment) -> Vec<Value> {
    match facts::property(id, property, moment) {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    }
}

/// Whether the members of a row are such; a path such as `peer.group` goes inside.
pub fn is_such(row: &Value, tests: &[(String, Test)], moment: &Moment, scope: &Scope) -> bool {
    tests.iter().all(|(path, test)| {
        let mut value = Some(row);
        for step in path.split('.') {
            value = value.and_then(|it| it.get(step));
        }
        compare::passes(test, value.unwrap_or(&Value::Null), moment, scope)
    })
}

/// One thing names another.
pub fn related(
    how: &str,
    from: Option<&Selector>,
    to: &Selector,
    moment: &Moment,
    scope: &Scope,
) -> Judgement {
    let ones = subjects(from, moment, scope);
    if ones.is_empty() {
        return none_there(from);
    }
    let others = find::find(to, moment, scope);
    if others.is_empty() {
        return over::nothing_there(to);
    }
    for one in &ones {
        if others.iter().any(|other| names(one, other, how, moment)) {
            continue;
        }
        let (name, other) = (moment.name(one), moment.name(&others[0]));
        let sentence = match how {
            "in" | "placed-in" => format!("{name} is not in {other}."),
            "uses" => format!("{name} does not use {other}."),
            _ => format!("{name}: the {} is not {other}.", label(one, how, moment)),
        };
        return Judgement::of(State::Missing, sentence).marking([one.clone()]);
    }
    let (name, other) = (moment.name(&ones[0]), moment.name(&others[0]));
    Judgement::of(State::Met, format!("{name} belongs to {other}.")).marking(ones)
}

fn names(one: &ResourceId, other: &ResourceId, how: &str, moment: &Moment) -> bool {
    let network = moment.analysis.calm().network();
    let reference = |key: &str| facts::property(one, key, moment);
    let mentions = |value: &Value| match value {
        Value::String(id) => id == other.as_str(),
        Value::Array(all) => all.iter().any(|it| it.as_str() == Some(other.as_str())),
        _ => false,
    };
    match how {
        "in" | "placed-in" => {
            let subnet = network
                .interfaces_of(one)
                .iter()
                .any(|it| it.subnet == other);
            subnet
                || reference("subnet").as_ref().is_some_and(mentions)
                || network.relations().vpc_of(one) == Some(other)
                || moment.architecture().kind_of(other) == Some(Kind::Region)
                    && network.relations().region_of(one) == Some(other)
        }
        "uses" => {
            let Some(resource) = moment.architecture().get(one) else {
                return false;
            };
            let mut found = false;
            resource
                .properties
                .references(&mut |_, id| found |= id == other);
            found
        }
        key => reference(key).as_ref().is_some_and(mentions),
    }
}

/// The number of findings of a severity.
pub fn severity(errors: bool, test: &Test, moment: &Moment, scope: &Scope) -> Judgement {
    let wanted = if errors {
        Severity::Error
    } else {
        Severity::Warning
    };
    let findings = moment.analysis.findings().iter();
    let found: Vec<_> = findings.filter(|it| it.severity == wanted).collect();
    let passes = compare::passes(test, &json!(found.len()), moment, scope);
    let (one, many) = if errors {
        ("error", "errors")
    } else {
        ("warning", "warnings")
    };
    let count = text::count_or_none(found.len(), one, many);
    let is = if found.len() == 1 { "is" } else { "are" };
    if passes {
        let sentence = format!("The findings list {count}.");
        return Judgement::of(State::Met, sentence);
    }
    let Some(first) = found.first().map(|it| it.sentence.clone()) else {
        return Judgement::of(State::Missing, format!("There are {count} yet."));
    };
    let marks = found.iter().flat_map(|it| it.resources.first().cloned());
    Judgement::of(State::Missing, format!("There {is} still {count}: {first}"))
        .marking(marks)
        .contrary()
}

/// Resources in the template, or what it leaves out.
pub fn export(what: &str, test: &Test, moment: &Moment, scope: &Scope) -> Judgement {
    let export = cloudformation::export(moment.architecture(), None);
    let found = match what {
        "omissions" => export.omitted.len(),
        kind => {
            let text = export.template.to_json();
            let value: Value = serde_json::from_str(&text).unwrap_or_default();
            let resources = value.get("Resources").and_then(Value::as_object);
            let of_kind = |it: &&Value| it.get("Type").and_then(Value::as_str) == Some(kind);
            resources.map_or(0, |all| all.values().filter(of_kind).count())
        }
    };
    let there = match what {
        "omissions" => format!(
            "The template leaves out {}.",
            text::count(found, "thing", "things")
        ),
        kind => format!("The template has {found} of {kind}."),
    };
    match compare::passes(test, &json!(found), moment, scope) {
        true => Judgement::of(State::Met, there),
        false => {
            let asks = compare::wanted(test, moment, scope);
            Judgement::of(State::Missing, format!("{there} The task asks for {asks}."))
        }
    }
}

/// Whether a finding is about a property, or about the thing as a whole.
pub fn is_about(finding: &crate::rules::Finding, property: &str) -> bool {
    finding.property.is_none_or(|it| it == property)
}

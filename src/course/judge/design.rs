//! What stands in the design: properties, facts, references, findings, the template.

use serde_json::{Value, json};

use super::say::facts::{Asked, Told, told, value as fact_value};
use super::say::wish::{Wish, amount};
use super::say::{selected, things};
use super::{Judgement, Moment, Scope, State, compare, facts, find};
use crate::architecture::{Kind, PropertyType, ResourceId};
use crate::cloudformation;
use crate::course::condition::{Derived, DerivedOf, Selector, Test};
use crate::rules::Severity;
use crate::text;

/// The things that a predicate is about: those of its selector, else the thing at hand.
pub fn subjects(of: Option<&Selector>, moment: &Moment, scope: &Scope) -> Vec<ResourceId> {
    match of {
        Some(selector) => find::find(selector, moment, scope),
        None => scope.it.clone().into_iter().collect(),
    }
}

/// Nothing is there of which something should hold.
pub fn none_there(of: Option<&Selector>, moment: &Moment) -> Judgement {
    match of {
        Some(selector) => Judgement::of(State::Missing, selected::missing(selector, moment)),
        None => Judgement::unclear("I cannot tell: the task does not say of what."),
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
        return none_there(of, moment);
    }
    let mut met: Option<String> = None;
    for id in &found {
        let Some(value) = facts::property(id, key, moment) else {
            let the = things::the(id, moment);
            return Judgement::not_yet(&format!("{the} has no setting `{key}`"));
        };
        let property = things::property(id, key, moment);
        let typed = property.map(|it| &it.value);
        let said = |it: &Value| things::value(typed, key, it, moment);
        let now = setting_now(id, key, &value, &said(&value), moment);
        if compare::passes(test, &value, moment, scope) == wanted {
            met.get_or_insert(now);
            continue;
        }
        let verb = match key {
            "name" => "be called",
            _ => "be",
        };
        let wish = Wish { verb, said: &said };
        let asks = wish.sentence(test, wanted, moment, scope);
        let mut judgement = Judgement::of(State::Missing, format!("{now}{asks}"));
        judgement.contrary = !wanted;
        return judgement.marking([id.clone()]);
    }
    Judgement::of(State::Met, met.unwrap_or_default()).marking(found)
}

/// "The setting “Instance type” of the EC2 instance web-1 is t3.micro."
fn setting_now(id: &ResourceId, key: &str, value: &Value, said: &str, moment: &Moment) -> String {
    match key {
        "state" => {
            let subject = things::at_first(id, moment);
            return format!("{subject} is {}.", compare::plain(value, moment));
        }
        "name" => {
            let kind = moment.architecture().kind_of(&id.owner());
            let noun = kind.map_or("thing".to_owned(), things::noun);
            return format!("The {noun} is called {said}.");
        }
        _ => {}
    }
    let label = things::label(id, key, moment);
    let setting = format!("The setting “{label}” of {}", things::the(id, moment));
    let is_long = value
        .as_str()
        .is_some_and(|it| it.contains('\n') || it.len() > 80);
    match value {
        value if compare::is_empty(value) => format!("{setting} is empty."),
        _ if is_long => format!("{setting} is filled in."),
        _ => format!("{setting} is {said}."),
    }
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
        Err(why) => return Judgement::not_yet(&why),
    };
    if all.is_empty() {
        let of = match &derived.of {
            DerivedOf::Things(selector) => Some(selector),
            _ => None,
        };
        return none_there(of, moment);
    }
    let mut met: Option<String> = None;
    for (id, value) in &all {
        let Told { now, asked } = told(derived, id.as_ref(), value, moment);
        if compare::passes(test, value, moment, scope) == wanted {
            met.get_or_insert(now);
            continue;
        }
        let said = |it: &Value| fact_value(derived, it, moment);
        let asks = match asked {
            Asked::Verb(verb) => {
                let wish = Wish { verb, said: &said };
                wish.sentence(test, wanted, moment, scope)
            }
            Asked::Words(words) => format!(" {words}"),
            Asked::Silent => String::new(),
        };
        let mut judgement = Judgement::of(State::Missing, format!("{now}{asks}"));
        judgement.contrary = !wanted;
        return judgement.marking(id.clone());
    }
    let ids = all.into_iter().filter_map(|(id, _)| id);
    Judgement::of(State::Met, met.unwrap_or_default()).marking(ids)
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
        return none_there(from, moment);
    }
    let others = find::find(to, moment, scope);
    if others.is_empty() {
        return none_there(Some(to), moment);
    }
    for one in &ones {
        if others.iter().any(|other| names(one, other, how, moment)) {
            continue;
        }
        // Any of them would do.
        let which = others.iter().map(|it| things::the(it, moment));
        let other = text::either(which);
        let name = things::at_first(one, moment);
        let sentence = match how {
            "in" | "placed-in" => format!("{name} is not in {other} yet."),
            "uses" => format!("{name} does not use {other} yet."),
            key => {
                let now = facts::property(one, key, moment).unwrap_or_default();
                let typed = things::property(one, key, moment).map(|it| &it.value);
                let said = things::value(typed, key, &now, moment);
                let now = setting_now(one, key, &now, &said, moment);
                match typed {
                    Some(PropertyType::Reference(_)) => format!("{now} It should be {other}."),
                    _ => format!("{now} It should include {other}."),
                }
            }
        };
        return Judgement::of(State::Missing, sentence).marking([one.clone()]);
    }
    let (name, other) = (things::at_first(&ones[0], moment), moment.name(&others[0]));
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
    let said = |it: &Value| compare::plain(it, moment);
    let asks = amount(test, &said, moment, scope);
    let Some(first) = found.first().map(|it| it.sentence.clone()) else {
        let sentence = format!("The findings list {count}. The task asks for {asks}.");
        return Judgement::of(State::Missing, sentence);
    };
    let marks = found.iter().flat_map(|it| it.resources.first().cloned());
    if !test.takes_zero() {
        let sentence = format!("The findings list {count}. The task asks for {asks}.");
        return Judgement::of(State::Missing, sentence).marking(marks);
    }
    let first = match found.len() {
        1 => format!(": {first}"),
        _ => format!(". The first: {first}"),
    };
    Judgement::of(State::Missing, format!("There {is} still {count}{first}"))
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
            "The CloudFormation template leaves out {}.",
            text::count_or_none(found, "thing", "things")
        ),
        kind => format!(
            "The CloudFormation template has {} of the type {kind}.",
            text::count_or_none(found, "resource", "resources")
        ),
    };
    match compare::passes(test, &json!(found), moment, scope) {
        true => Judgement::of(State::Met, there),
        false => {
            let said = |it: &Value| compare::plain(it, moment);
            let asks = amount(test, &said, moment, scope);
            Judgement::of(State::Missing, format!("{there} The task asks for {asks}."))
        }
    }
}

/// Whether a finding is about a property, or about the thing as a whole.
pub fn is_about(finding: &crate::rules::Finding, property: &str) -> bool {
    finding.property.is_none_or(|it| it == property)
}

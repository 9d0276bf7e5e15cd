//! What there is to choose in a field: out of the drawing, the rules, the drills.

use super::Chosen;
use crate::analysis::failing;
use crate::analysis::question::endpoints;
use crate::architecture::{Architecture, Choice, Kind, Property, PropertyType, RowInfo};
use crate::course::condition::{ACCOUNT_FACTS, FACTS, Field, STAGES};
use crate::course::figures::LABELS;
use crate::relations::Relations;
use crate::rules;
use crate::simulation::drills::{METRICS, drills};

/// What a field of one choice offers; nothing for fields of other forms.
pub fn choices(field: Field, architecture: &Architecture, kinds: &[Kind]) -> Vec<Chosen> {
    match field {
        Field::Choice(choices) => {
            let both = |(value, label): &(&str, &str)| ((*value).to_owned(), (*label).to_owned());
            choices.iter().map(both).collect()
        }
        Field::Property => properties(kinds, false),
        Field::Table => properties(kinds, true),
        Field::Relation => relations(kinds),
        Field::Fact => same(FACTS.iter().copied()),
        Field::Rule => rule_codes(),
        Field::Call => calls(),
        Field::Failing => failing_choices(architecture),
        Field::Account => account_facts(),
        Field::Drill => drill_choices(),
        Field::Metric => METRICS
            .iter()
            .map(|(metric, name, ..)| ((*name).to_owned(), metric.title().to_owned()))
            .collect(),
        Field::Output => outputs(),
        Field::Stop => same(STAGES.iter().copied()),
        _ => Vec::new(),
    }
}

/// The outputs of all figures by their labels; of which figure they are stands there, too.
fn outputs() -> Vec<Chosen> {
    let mut all: Vec<Chosen> = Vec::new();
    for (widget, labels) in LABELS {
        for (name, label) in *labels {
            let text = format!("{label} ({widget})");
            match all.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => *known = format!("{known}; {text}"),
                None => all.push(((*name).to_owned(), text)),
            }
        }
    }
    all
}

fn same<'a>(all: impl Iterator<Item = &'a str>) -> Vec<Chosen> {
    all.map(|it| (it.to_owned(), it.replace(['_', '.'], " ")))
        .collect()
}

/// The properties of kinds, or their tables alone; with what every thing has.
pub(super) fn properties(kinds: &[Kind], tables: bool) -> Vec<Chosen> {
    let mut all: Vec<Chosen> = Vec::new();
    let is_table = |it: &Property| matches!(it.value, PropertyType::Rows(_));
    for kind in kinds {
        for property in kind.info().properties {
            let known = all.iter().any(|(key, _)| key == property.key);
            if !known && is_table(property) == tables {
                all.push((property.key.to_owned(), property.label.to_owned()));
            }
        }
    }
    if !tables {
        all.push(("name".to_owned(), "Name".to_owned()));
        all.push(("kind".to_owned(), "Kind".to_owned()));
    }
    all
}

/// The property of one of these kinds.
fn property_of(kinds: &[Kind], key: &str) -> Option<&'static Property> {
    kinds.iter().find_map(|kind| kind.info().property(key))
}

/// What a property can be, where that is a list; by what files say and what one reads.
pub fn values(kinds: &[Kind], property: &str, architecture: &Architecture) -> Vec<Chosen> {
    let Some(property) = property_of(kinds, property) else {
        return Vec::new();
    };
    let listed = |all: &[Choice]| -> Vec<Chosen> {
        let both = |it: &Choice| (it.value.to_owned(), it.label.to_owned());
        all.iter().map(both).collect()
    };
    match property.value {
        PropertyType::Flag => vec![
            ("true".to_owned(), "on".to_owned()),
            ("false".to_owned(), "off".to_owned()),
        ],
        PropertyType::Choice(all) | PropertyType::Suggested(all) => listed(all),
        PropertyType::Reference(kinds) | PropertyType::References(kinds) => kinds
            .iter()
            .flat_map(|kind| architecture.ids_of(*kind))
            .map(|id| (id.to_string(), architecture.name_of(id)))
            .collect(),
        PropertyType::Zone => failing::zones(&Relations::of(architecture))
            .into_iter()
            .map(|zone| (zone.clone(), zone))
            .collect(),
        _ => Vec::new(),
    }
}

/// The members of the rows of a table: their ways and labels.
pub fn members(kinds: &[Kind], table: &str) -> Vec<Chosen> {
    let Some(PropertyType::Rows(info)) = property_of(kinds, table).map(|it| it.value) else {
        return Vec::new();
    };
    row_members(info)
}

fn row_members(info: &RowInfo) -> Vec<Chosen> {
    let mut all = Vec::new();
    for member in info.members {
        let (key, label) = (member.key, member.label);
        match member.value {
            PropertyType::Peer => {
                all.push((format!("{key}.cidr"), format!("{label}: block")));
                all.push((format!("{key}.group"), format!("{label}: group")));
            }
            PropertyType::Action => {
                all.push((format!("{key}.forward"), format!("{label}: forward to")));
            }
            PropertyType::Rows(_) => {}
            _ => all.push((key.to_owned(), label.to_owned())),
        }
    }
    all
}

fn relations(kinds: &[Kind]) -> Vec<Chosen> {
    let mut all = vec![
        ("in".to_owned(), "stands in".to_owned()),
        ("uses".to_owned(), "names, in whichever way".to_owned()),
    ];
    for kind in kinds {
        for property in kind.info().properties {
            let known = all.iter().any(|(key, _): &Chosen| key == property.key);
            if !known && !property.referenced_kinds().is_empty() {
                all.push((property.key.to_owned(), property.label.to_owned()));
            }
        }
    }
    all
}

pub(super) fn rule_codes() -> Vec<Chosen> {
    rules::all()
        .map(|rule| (rule.code.to_owned(), rule.title.to_owned()))
        .collect()
}

/// Every call that an edit can stand for.
fn calls() -> Vec<Chosen> {
    let mut all = vec!["any"];
    for kind in Kind::ALL {
        let info = kind.info();
        all.extend([info.create, info.delete]);
        for property in info.properties {
            all.extend([property.api, property.remove]);
            all.extend(property.call_for.map(|(_, call)| call));
        }
    }
    all.retain(|it| !it.is_empty());
    all.sort_unstable();
    all.dedup();
    all.into_iter()
        .map(|it| (it.to_owned(), it.to_owned()))
        .collect()
}

pub(super) fn failing_choices(architecture: &Architecture) -> Vec<Chosen> {
    let relations = Relations::of(architecture);
    let mut all: Vec<Chosen> = failing::zones(&relations)
        .into_iter()
        .map(|zone| (zone.clone(), zone))
        .collect();
    for (id, resource) in architecture.resources() {
        if failing::can_fail(architecture, id) {
            all.push((id.to_string(), resource.name.clone()));
        }
    }
    if all.is_empty() {
        all.push(("ap-south-1a".to_owned(), "ap-south-1a".to_owned()));
    }
    all
}

fn account_facts() -> Vec<Chosen> {
    let properties = Kind::Account.info().properties.iter();
    let properties = properties.map(|it| (it.key.to_owned(), it.label.to_owned()));
    let mut all: Vec<Chosen> = properties.collect();
    all.extend(same(ACCOUNT_FACTS.iter().copied()));
    all
}

pub(super) fn drill_choices() -> Vec<Chosen> {
    let all = drills().iter();
    all.map(|it| (it.id().to_owned(), it.scenario.title.clone()))
        .collect()
}

/// What a request can start or end at.
pub fn talkers(architecture: &Architecture) -> Vec<Chosen> {
    let all = endpoints(architecture).into_iter();
    all.map(|it| (it.clone(), it)).collect()
}

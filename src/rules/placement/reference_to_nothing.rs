//! A name that nobody bears any more.

use crate::architecture::row::Fate;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "reference-to-nothing",
    severity: Error,
    title: "Refers to something that does not exist",
    checks: "That every resource that another one names exists and is of a kind that fits there. Routes and alias records have rules of their own, because on AWS they outlive what they name.",
    why: "It was probably deleted, or the file was edited by hand. What depends on it cannot work.",
    reaction: "AWS refuses the call and says that the id was not found; a resource that others still use cannot be deleted (DependencyViolation).",
    source: "[VPC UG: Delete your VPC], [logic] · rulebook X-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, resource) in context.architecture.resources() {
        resource.properties.references(&mut |key, named| {
            let expected = expected(resource, key, named);
            // Routes and alias records outlive what they name.
            if expected.is_empty() {
                return;
            }
            let kind = context.architecture.kind_of(named);
            if kind.is_some_and(|kind| expected.contains(&kind)) {
                return;
            }
            // Nobody has seen the id of what was deleted here; one that a file
            // brought along is all that its author can look for.
            let what = match kind {
                Some(_) => context.name(named),
                None => context.architecture.spoken(named.as_str()),
            };
            let sentence = match kind {
                Some(kind) => format!(
                    "{} uses {what} here, {}, where {} belongs.",
                    resource.name,
                    kind.with_article(),
                    wanted(&expected),
                ),
                None if what != named.as_str() => format!("{} uses {what} here.", resource.name),
                None => format!(
                    "{} uses {named} here, but nothing has that id; it was probably deleted.",
                    resource.name
                ),
            };
            let mut without = resource.properties.clone();
            without.forget(named, &mut |_| {});
            // A subnet without a table would have the main one, and whoever is
            // left without a group the default one: nobody asked for those.
            let empty = |value: &serde_json::Value| value.as_array().is_some_and(Vec::is_empty);
            let value = without.get(key).filter(|value| {
                key != "route_table" && !(key == "security_groups" && empty(value))
            });
            let fix = value.map(|value| {
                Remedy::new(
                    format!("Stop using {what}"),
                    Edit::set(id, key, value),
                )
            });
            report.about(id).at(key).fix_if(fix).say(sentence);
        });
    }
}

/// The kinds that a property may name there, as it is declared; none for what
/// outlives the thing that it names.
fn expected(resource: &Resource, key: &str, named: &ResourceId) -> Vec<Kind> {
    let Some(property) = resource.kind().info().property(key) else {
        return Vec::new();
    };
    let PropertyType::Rows(row) = property.value else {
        return property.value.referenced_kinds();
    };
    // Where each member names kinds of its own, it depends on which one it is.
    let naming = |member: &&Member| matches!(member.value, PropertyType::Reference(_));
    if row.members.iter().filter(naming).count() < 2 {
        return property.value.referenced_kinds();
    }
    let rows = resource.properties.get(key).unwrap_or_default();
    let rows = rows.as_array().map_or(&[][..], Vec::as_slice);
    let members = row.members.iter().filter(|member| {
        let names = |row: &serde_json::Value| {
            row.get(member.key).and_then(serde_json::Value::as_str) == Some(named.as_str())
        };
        rows.iter().any(names)
    });
    let members: Vec<&Member> = members.collect();
    if members.is_empty() {
        return property.value.referenced_kinds();
    }
    let lasting = members.iter().filter(|it| it.fate != Fate::Kept);
    lasting.flat_map(|it| it.value.referenced_kinds()).collect()
}

fn wanted(kinds: &[Kind]) -> String {
    list(kinds.iter().map(|it| it.with_article())).replace(" and ", " or ")
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().delete("sg-3"), expect!["notebookly-db uses sg-3 here, but nothing has that id; it was probably deleted."])
        .fires(three_tiers().push("db-1", "security_groups", "sg-9"), expect!["notebookly-db uses sg-9 here, but nothing has that id; it was probably deleted. [Stop using sg-9]"])
        .fires(three_tiers().set("subnet-1", "route_table", "igw-1"), expect!["public-a uses Notebookly-IGW here, an internet gateway, where a route table belongs."])
        .silent(three_tiers())
        .silent(three_tiers().delete("nat-1"))
}

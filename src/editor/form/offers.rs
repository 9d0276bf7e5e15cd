//! What can be chosen in a form field.

use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::architecture::{Architecture, Kind, PropertyType, ResourceId};
use crate::aws::regions;
use crate::building::placement;
use crate::order::{InOrder, by_name};
use crate::relations::Relations;

use super::fields::{show, texts};

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its text form, which [`super::fields::read`] understands.
    pub text: String,
    /// What the page shows.
    pub label: String,
}

/// How many one looks through without searching.
pub const AT_A_GLANCE: usize = 12;

/// What somebody sees of all offers who looks for a part of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Whatever is chosen and the first whose name has it, in the order of all.
    pub shown: Vec<Offer>,
    /// How many names have it, shown or not.
    pub fitting: usize,
    /// How many of these are not shown.
    pub more: usize,
}

/// Looks for a part of a name among offers.
pub fn found(all: &[Offer], chosen: &dyn Fn(&str) -> bool, part: &str) -> Found {
    let part = part.trim().to_lowercase();
    let mut found = Found::default();
    let mut room = AT_A_GLANCE;
    for offer in all {
        let fits = offer.label.to_lowercase().contains(&part);
        found.fitting += usize::from(fits);
        if chosen(&offer.text) {
            found.shown.push(offer.clone());
        } else if fits && room > 0 {
            found.shown.push(offer.clone());
            room -= 1;
        } else if fits {
            found.more += 1;
        }
    }
    found
}

/// What can be chosen in a field of `id`, in the order of the page.
pub fn options(
    field: PropertyType,
    value: &Value,
    architecture: &Architecture,
    id: &ResourceId,
) -> Vec<Offer> {
    let option = |text: &str, label: &str| Offer {
        text: text.to_owned(),
        label: label.to_owned(),
    };
    let mut options = match field {
        PropertyType::Choice(choices) | PropertyType::Suggested(choices) => choices
            .iter()
            .map(|choice| option(choice.value, choice.label))
            .collect(),
        PropertyType::Zone => {
            let zones = zones_around(architecture, id);
            let chosen = architecture.kind_of(id) == Some(Kind::Database);
            let empty = if chosen { "chosen by AWS" } else { "none" };
            std::iter::once(option("", empty))
                .chain(zones.iter().map(|zone| option(zone, zone)))
                .collect()
        }
        PropertyType::Reference(kinds) => {
            let mut all = vec![option("", nothing(kinds, architecture.kind_of(id)))];
            all.extend(resources(architecture, kinds, id));
            all
        }
        PropertyType::References(kinds) => {
            let mut all = resources(architecture, kinds, id);
            // What is named but gone stays visible, so that it can be dropped.
            for text in texts(value) {
                if !all.iter().any(|option| option.text == text) {
                    let name = architecture.name_of(&ResourceId::new(&text));
                    all.push(Offer { text, label: name });
                }
            }
            return all;
        }
        PropertyType::Protocol => ["tcp", "udp", "icmp", "all"]
            .iter()
            .map(|name| option(name, &name.to_uppercase().replace("ALL", "All")))
            .collect(),
        PropertyType::Peer => {
            let mut all = resources(architecture, &[Kind::SecurityGroup], id);
            // A rule may name its own group.
            all.extend(
                architecture
                    .get(id)
                    .filter(|it| it.kind() == Kind::SecurityGroup)
                    .map(|it| option(id.as_str(), &it.name)),
            );
            for option in &mut all {
                option.text.clone_from(&option.label);
            }
            all.push(option("0.0.0.0/0", "everybody"));
            return all;
        }
        PropertyType::Action => {
            let mut all = vec![option("forward:", "Forward to…")];
            all.extend(
                resources(architecture, &[Kind::TargetGroup], id)
                    .into_iter()
                    .map(|group| Offer {
                        text: format!("forward:{}", group.text),
                        label: format!("Forward to {}", group.label),
                    }),
            );
            all.push(option("redirect", "Redirect"));
            all.push(option("fixed_response", "Answer by itself"));
            all
        }
        _ => return Vec::new(),
    };
    let current = show(field, value, architecture);
    let free = matches!(field, PropertyType::Suggested(_));
    if !free && !options.iter().any(|option| option.text == current) {
        let label = match field {
            PropertyType::Reference(_) => architecture.name_of(&ResourceId::new(&current)),
            PropertyType::Action => "Forward to what was deleted".to_owned(),
            _ => current.clone(),
        };
        options.push(Offer {
            text: current,
            label,
        });
    }
    options
}

/// All resources of some kinds but `id` itself, by name; with their container
/// where a name alone would not tell them apart.
fn resources(architecture: &Architecture, kinds: &[Kind], id: &ResourceId) -> Vec<Offer> {
    let all: Vec<(&ResourceId, &str)> = architecture
        .resources()
        .filter(|(other, resource)| *other != id && kinds.contains(&resource.kind()))
        .map(|(other, resource)| (other, resource.name.as_str()))
        .collect();
    let mut namesakes: FxHashMap<&str, usize> = FxHashMap::default();
    for (_, name) in &all {
        *namesakes.entry(name).or_default() += 1;
    }
    let container = |other: &ResourceId, name: &str| {
        let alone = namesakes.get(name) == Some(&1);
        (!alone).then(|| placement::container_of(architecture, other))?
    };
    let mut options: Vec<Offer> = all
        .iter()
        .map(|(other, name)| {
            let label = match container(other, name) {
                Some(container) => format!("{name} in {}", architecture.name_of(&container)),
                None => (*name).to_owned(),
            };
            Offer {
                text: other.to_string(),
                label,
            }
        })
        .collect();
    options.order_by(|a, b| by_name(&a.label, &b.label).then_with(|| a.text.cmp(&b.text)));
    options
}

/// The zones of the Region that a resource is in.
fn zones_around(architecture: &Architecture, id: &ResourceId) -> &'static [&'static str] {
    let relations = Relations::of(architecture);
    let region = relations.region_code_of(id).and_then(regions::facts);
    region.map_or(&[], |facts| facts.zones)
}

/// What an empty reference means: AWS makes a main route table, a default
/// network ACL and a default security group with every VPC (rulebook VPC-22),
/// and they count for whatever names no other.
fn nothing(kinds: &[Kind], holder: Option<Kind>) -> &'static str {
    match (kinds, holder) {
        ([Kind::RouteTable | Kind::NetworkAcl | Kind::SecurityGroup], Some(Kind::Vpc)) => {
            "made by AWS"
        }
        ([Kind::RouteTable], Some(Kind::Subnet)) => "the VPC's main one",
        ([Kind::NetworkAcl], Some(Kind::Subnet)) => "the VPC's default one",
        // A gateway is in the Region of the VPC that it is attached to.
        ([Kind::Region], Some(Kind::InternetGateway)) => "that of its VPC",
        _ => "none",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::architecture::{Document, Edit, Resource, SecurityGroup};

    fn guarded() -> Architecture {
        let mut document = Document::default();
        let resource = Resource::new("ALB-SG", SecurityGroup::default());
        let id = "security-group-1".into();
        document.apply(Edit::Create { id, resource }).unwrap();
        document.architecture
    }

    fn servers(count: usize) -> Vec<Offer> {
        let offer = |number: usize| Offer {
            text: format!("instance-{number}"),
            label: format!("Server-{number:02}"),
        };
        (1..=count).map(offer).collect()
    }

    fn labels(found: &Found) -> Vec<&str> {
        found.shown.iter().map(|it| it.label.as_str()).collect()
    }

    #[test]
    fn as_many_as_one_looks_through_are_all_shown() {
        let all = servers(AT_A_GLANCE);
        let found = found(&all, &|_| false, "");
        assert_eq!((found.shown, found.more), (all, 0));
    }

    #[test]
    fn of_many_the_chosen_are_shown_and_the_first_that_the_name_fits() {
        let all = servers(40);
        let chosen = |text: &str| text == "instance-31";
        let at_first = found(&all, &chosen, "");
        assert_eq!(at_first.shown.len(), AT_A_GLANCE + 1);
        assert_eq!(labels(&at_first).last(), Some(&"Server-31"));
        assert_eq!(at_first.more, 40 - AT_A_GLANCE - 1);
        // What is chosen stays in sight whatever is looked for.
        let in_vain = found(&all, &chosen, " server-5 ");
        assert_eq!(labels(&in_vain), ["Server-31"]);
        assert_eq!((in_vain.fitting, in_vain.more), (0, 0));
        let one = found(&all, &chosen, "R-40");
        assert_eq!(labels(&one), ["Server-31", "Server-40"]);
    }

    #[test]
    fn what_is_gone_stays_visible_in_a_choice() {
        let field = PropertyType::Reference(&[Kind::SecurityGroup]);
        let options = options(field, &json!("security-group-7"), &guarded(), &"x".into());
        let labels: Vec<&str> = options.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["none", "ALB-SG", "a deleted security group"]);
    }
}

//! Computed facts: what is never stored, and what tasks ask for.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde_json::{Value, json};

use super::{Moment, Scope, find};
use crate::architecture::*;
use crate::course::condition::{Derived, DerivedOf};
use crate::network::{Direction, Interface, Network, Packet, Role, RouteTarget};
use crate::relations::{Exit, usable_in};
use crate::review::{self, Answer, Line, Pillar};

/// The thing, and the fact of it; null where there is none.
pub type Fact = (Option<ResourceId>, Value);

/// What a fact is, of everything that it is asked of; or why it cannot be said.
pub fn facts(derived: &Derived, moment: &Moment, scope: &Scope) -> Result<Vec<Fact>, String> {
    // The review is about the design, whatever is at hand.
    match derived.fact.as_str() {
        "checklist" => {
            let point = point(derived, moment);
            let point = point.ok_or("the checklist has the points 1 to 20")?;
            return Ok(vec![(None, json!(word(point.answer)))]);
        }
        "checklist.met" => {
            let points = review::points(moment.analysis);
            let met = points.iter().filter(|it| it.answer.is_met()).count();
            return Ok(vec![(None, json!(met))]);
        }
        "practice" => {
            let line = practice(derived, moment);
            let line = line.ok_or("no list of best practice has such a line")?;
            return Ok(vec![(None, json!(word(line.answer)))]);
        }
        "pillar" => {
            let pillar = pillar(derived, moment);
            let pillar = pillar.ok_or(
                "the lists of best practice are high-availability, security, cost and operations",
            )?;
            return Ok(vec![(None, json!(pillar.score))]);
        }
        _ => {}
    }
    match &derived.of {
        DerivedOf::Block(text) => {
            let block: Ipv4Net = text
                .parse()
                .map_err(|_| format!("`{text}` is no block of addresses"))?;
            Ok(vec![(None, of_block(derived, block).unwrap_or_default())])
        }
        DerivedOf::It => {
            let Some(it) = &scope.it else {
                return Err("nobody said of what".to_owned());
            };
            Ok(vec![(Some(it.clone()), of_thing(derived, it, moment))])
        }
        DerivedOf::Things(selector) => Ok(find::find(selector, moment, scope)
            .into_iter()
            .map(|id| {
                let value = of_thing(derived, &id, moment);
                (Some(id), value)
            })
            .collect()),
    }
}

/// The point of the production checklist that is asked for.
pub fn point(derived: &Derived, moment: &Moment) -> Option<Line> {
    let number = derived.with("number")?.parse().ok()?;
    review::point(moment.analysis, number)
}

/// The line of the lists of best practice that is asked for.
pub fn practice(derived: &Derived, moment: &Moment) -> Option<Line> {
    review::practice(moment.analysis, derived.with("code")?)
}

/// The list of best practice that is asked for.
pub fn pillar(derived: &Derived, moment: &Moment) -> Option<Pillar> {
    review::pillar(moment.analysis, derived.with("code")?)
}

/// How conditions name an answer of the checklist.
const fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Met | Answer::Stated => "met",
        Answer::NotMet => "not met",
        Answer::StatementNeeded => "not knowable",
    }
}

/// A property of a thing, with its name and kind among them.
pub fn property(id: &ResourceId, key: &str, moment: &Moment) -> Option<Value> {
    let resource = moment.architecture().get(&id.owner())?;
    match key {
        "name" => Some(Value::from(moment.name(id))),
        "kind" if resource.properties.get("kind").is_none() => {
            Some(Value::from(resource.kind().info().key))
        }
        _ => resource.properties.get(key),
    }
}

fn of_block(derived: &Derived, block: Ipv4Net) -> Option<Value> {
    let size = || 1_u64 << (32 - block.prefix_len());
    Some(match derived.fact.as_str() {
        "size" => json!(size()),
        "usable" => json!(usable_in(block)),
        "first" => json!(block.network().to_string()),
        "last" => json!(block.broadcast().to_string()),
        "prefix" => json!(block.prefix_len()),
        "host_bits" => json!(block.addr() != block.network()),
        "contains" => {
            let text = derived.with("address")?;
            let address = text.parse::<Ipv4Addr>().map(|it| block.contains(&it));
            let inner = || text.parse::<Ipv4Net>().map(|it| block.contains(&it));
            json!(address.ok().or_else(|| inner().ok())?)
        }
        "overlaps" => {
            let other: Ipv4Net = derived.with("other")?.parse().ok()?;
            json!(block.contains(&other) || other.contains(&block))
        }
        _ => return None,
    })
}

fn of_thing(derived: &Derived, id: &ResourceId, moment: &Moment) -> Value {
    let network = moment.analysis.calm().network();
    known(derived, id, network, moment).unwrap_or(Value::Null)
}

fn known(derived: &Derived, id: &ResourceId, network: &Network, moment: &Moment) -> Option<Value> {
    let relations = network.relations();
    let fact = derived.fact.as_str();
    let name = |id: Option<&ResourceId>| id.map(|id| json!(id.as_str()));
    let subnet = || network.subnet(id);
    let block = || match network.subnet(id) {
        Some(facts) => facts.block,
        None => network.vpc(id)?.blocks.first().copied(),
    };
    match fact {
        "size" | "usable" | "first" | "last" | "prefix" | "host_bits" | "contains" | "overlaps" => {
            if fact == "host_bits" {
                let typed = property(id, "cidr", moment)?;
                let block: Ipv4Net = typed.as_str()?.trim().parse().ok()?;
                return Some(json!(block.addr() != block.network()));
            }
            of_block(derived, block()?)
        }
        "zone" => zone(id, network, moment),
        "subnet" => {
            let own = moment.architecture().get(id)?.properties.get("subnet");
            own.or_else(|| name(Some(interface(id, network)?.subnet)))
        }
        "state" => property(id, "state", moment),
        "vpc" => name(relations.vpc_of(id)),
        "region" => relations.region_code_of(id).map(Value::from),
        "used_by" => Some(users(id, network, moment).into()),
        "users" => Some(json!(users(id, network, moment).len())),
        "kind" => Some(json!(subnet()?.kind.word())),
        "free" => {
            let usable = u64::from(network.usable_addresses(id));
            let used = u64::try_from(network.addresses_in_use(id)).ok()?;
            subnet()?;
            Some(json!(usable.saturating_sub(used)))
        }
        "effective_table" => match subnet()?.table {
            Some(table) => name(Some(table)),
            None => Some(json!("main")),
        },
        "effective_acl" => match subnet()?.acl {
            Some(acl) => name(Some(acl)),
            None => Some(json!("default")),
        },
        "default_target"
        | "default_target.kind"
        | "default_target.zone"
        | "default_target.state" => default_target(fact, id, network, moment),
        "answers" | "answers.target" | "answers.state" => {
            let (destination, target) = answer(derived, id, network)?;
            Some(match fact {
                "answers" => json!(destination.to_string()),
                "answers.state" => json!(match target {
                    RouteTarget::Blackhole(_) => "blackhole",
                    _ => "active",
                }),
                _ => match target {
                    RouteTarget::Local => json!("local"),
                    RouteTarget::Resource(id) => json!(id.as_str()),
                    RouteTarget::Blackhole(id) => json!(id.map(|id| id.as_str().to_owned())),
                },
            })
        }
        "private_address" => interface(id, network)?
            .private
            .map(|it| json!(it.to_string())),
        "public_address" => {
            let mut all = network.interfaces_of(id).iter();
            all.find_map(|it| it.public).map(|it| json!(it.to_string()))
        }
        "groups" => {
            let groups = &interface(id, network)?.groups;
            Some(
                groups
                    .iter()
                    .map(|it| it.as_str().to_owned())
                    .collect::<Vec<_>>()
                    .into(),
            )
        }
        "has_way_to_internet" => {
            let home = interface(id, network).map_or(id, |it| it.subnet);
            let exit = network.subnet(home)?.exit;
            Some(json!(!matches!(exit, Exit::None | Exit::Nowhere)))
        }
        "open_to_internet" => Some(json!(super::admits::open_to_internet(id, moment)?)),
        "admits" => super::admits::admits(derived, id, moment).map(Value::from),
        "first_match" => first_match(derived, id, network),
        "zones" => Some(zones(id, network, moment).into()),
        "members" => {
            let all = network.interfaces_of(id).iter();
            Some(
                all.map(|it| it.id.as_str().to_owned())
                    .collect::<Vec<_>>()
                    .into(),
            )
        }
        "healthy_targets" => {
            let healthy = network
                .target_health(id)
                .iter()
                .filter(|it| it.healthy)
                .count();
            moment.architecture().find::<TargetGroup>(id)?;
            Some(json!(healthy))
        }
        "primary_zone" | "standby_zone" => {
            let role = match fact {
                "primary_zone" => Role::Database,
                _ => Role::Standby,
            };
            let mut all = network.interfaces_of(id).iter();
            all.find(|it| it.role == role).map(|it| json!(it.zone))
        }
        _ => None,
    }
}

fn interface<'n>(id: &ResourceId, network: &'n Network) -> Option<&'n Interface<'n>> {
    let own = network.interfaces_of(id).first();
    own.or_else(|| network.interface(id))
}

/// The zone of a thing: its own, that of its subnet, that of its interface.
fn zone(id: &ResourceId, network: &Network, moment: &Moment) -> Option<Value> {
    if let Some(subnet) = network.subnet(id) {
        return Some(json!(subnet.zone_text));
    }
    let kind = moment.architecture().kind_of(&id.owner());
    // These span zones, whatever their members do.
    if kind == Some(Kind::LoadBalancer) && !id.as_str().contains('/') {
        return None;
    }
    if let Some(interface) = interface(id, network) {
        return Some(json!(interface.zone));
    }
    let subnet = moment.architecture().get(id)?.properties.get("subnet")?;
    let subnet = ResourceId::new(subnet.as_str()?);
    Some(json!(network.subnet(&subnet)?.zone_text))
}

/// The zones that a thing stands in, in order, each once.
fn zones(id: &ResourceId, network: &Network, moment: &Moment) -> Vec<String> {
    let mut zones: Vec<String> = network
        .interfaces_of(id)
        .iter()
        .map(|it| it.zone.to_owned())
        .collect();
    if let Some(group) = moment.architecture().find::<TargetGroup>(id) {
        let targets = network.relations().indexed();
        let named = group.targets.iter().filter_map(|it| targets.entry(it));
        zones.extend(
            named
                .flat_map(|(id, _)| network.interfaces_of(id))
                .map(|it| it.zone.to_owned()),
        );
    }
    zones.sort_unstable();
    zones.dedup();
    zones
}

/// The names of what uses a thing: of a route table the subnets that obey it, of other
/// things whatever names them.
fn users(id: &ResourceId, network: &Network, moment: &Moment) -> Vec<String> {
    let architecture = moment.architecture();
    if architecture.find::<RouteTable>(id).is_some() {
        let subnets = network.subnets().iter();
        let obey = subnets.filter(|subnet| subnet.table == Some(id));
        return obey.map(|subnet| moment.name(subnet.id)).collect();
    }
    let mut names: Vec<String> = architecture
        .users_of(id)
        .iter()
        .map(|(user, _)| moment.name(user))
        .collect();
    names.dedup();
    names
}

fn default_target(
    fact: &str,
    id: &ResourceId,
    network: &Network,
    moment: &Moment,
) -> Option<Value> {
    let exit = network.subnet(id)?.exit;
    let target = match exit {
        Exit::InternetGateway(target) | Exit::NatGateway(target) | Exit::Other(target) => {
            Some(target)
        }
        Exit::Nowhere | Exit::None => None,
    };
    match fact {
        "default_target" => target.map(|id| json!(id.as_str())),
        "default_target.kind" => {
            let kind = moment.architecture().kind_of(target?)?;
            Some(json!(kind.info().key))
        }
        "default_target.zone" => zone(target?, network, moment),
        _ => Some(json!(match exit {
            Exit::None => "none",
            Exit::Nowhere => "blackhole",
            _ => "active",
        })),
    }
}

/// The row that takes an address: of a table, or of the table that a subnet obeys.
fn answer(derived: &Derived, id: &ResourceId, network: &Network) -> Option<(Ipv4Net, RouteTarget)> {
    let address: Ipv4Addr = derived.with("address")?.parse().ok()?;
    let table = match network.subnet(id) {
        Some(subnet) => subnet.table.or(subnet.vpc)?,
        None => id,
    };
    network.answering_row(table, address)
}

fn first_match(derived: &Derived, id: &ResourceId, network: &Network) -> Option<Value> {
    network.indexed().find::<NetworkAcl>(id)?;
    let other: Ipv4Addr = derived.with("address")?.parse().ok()?;
    let direction = match derived.with("direction") {
        Some("outbound") => Direction::Outbound,
        _ => Direction::Inbound,
    };
    let inside = Ipv4Addr::UNSPECIFIED;
    let (source, destination) = match direction {
        Direction::Inbound => (other, inside),
        Direction::Outbound => (inside, other),
    };
    let packet = Packet {
        source,
        destination,
        protocol: derived.with("protocol").unwrap_or("tcp").parse().ok()?,
        source_port: 0,
        destination_port: derived.with("port").unwrap_or("0").parse().ok()?,
    };
    Some(match network.first_entry(id, direction, &packet) {
        Some((number, _)) => json!(number),
        None => json!("*"),
    })
}

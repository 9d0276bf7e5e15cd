//! Tables about names and requests: records, listeners, targets, and the
//! facts of a hop that no table of its own decided.

use super::{DecidingTable, Row};
use crate::architecture::{
    Action, Architecture, DnsRecord, HostedZone, ListenerRule, LoadBalancer, ResourceId,
};
use crate::explain::sentence::directory;
use crate::explain::{property_value, words};
use crate::network::{Decision, Evidence, Hop, Routing};
use crate::order::InOrder;

/// The records of a zone, with the one that answered; where it was one of
/// several, how each takes part and why it was not given.
pub fn records(
    evidence: &Evidence,
    hop: &Hop,
    architecture: &Architecture,
) -> Option<DecidingTable> {
    let Evidence::Record {
        zone, index, name, ..
    } = evidence
    else {
        return None;
    };
    let routing = hop.evidence.iter().find_map(|it| match it {
        Evidence::Routing(routing) => Some(routing),
        _ => None,
    });
    let mut table = zone_table(zone, architecture, routing, &[*index])?;
    table.because = match routing {
        Some(_) => format!("one of the records of {name}"),
        None => format!("the record of {name}"),
    };
    Some(table)
}

/// The records of a zone, with those that bear a name between a wildcard and
/// the name asked for.
pub fn hidden(evidence: &Evidence, architecture: &Architecture) -> Option<DecidingTable> {
    let Evidence::HiddenWildcard { zone, closer, .. } = evidence else {
        return None;
    };
    let records = &architecture.find::<HostedZone>(zone)?.records;
    let bears = |record: &DnsRecord| {
        let name = record
            .name
            .trim()
            .trim_end_matches('.')
            .to_ascii_lowercase();
        name.strip_suffix(closer.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let places = records.iter().enumerate();
    let decided: Vec<usize> = places
        .filter(|(_, it)| bears(it))
        .map(|(at, _)| at)
        .collect();
    let mut table = zone_table(zone, architecture, None, &decided)?;
    table.because = format!("what makes {closer} a name that exists");
    Some(table)
}

/// The records of a zone, with those that share a name and no policy.
pub fn disagreeing(evidence: &Evidence, architecture: &Architecture) -> Option<DecidingTable> {
    let Evidence::RecordsDisagree {
        zone,
        name,
        indices,
    } = evidence
    else {
        return None;
    };
    let mut table = zone_table(zone, architecture, None, indices)?;
    table.columns.push("Routing");
    let records = &architecture.find::<HostedZone>(zone)?.records;
    for (row, record) in table.rows.iter_mut().zip(records) {
        row.cells.push(record.policy.label().to_owned());
    }
    table.because = format!("the records of {name} do not share a routing policy");
    Some(table)
}

fn zone_table(
    zone: &ResourceId,
    architecture: &Architecture,
    routing: Option<&Routing>,
    decided: &[usize],
) -> Option<DecidingTable> {
    let records = &architecture.find::<HostedZone>(zone)?.records;
    let row = |place: usize, record: &DnsRecord| {
        let value = match &record.alias {
            Some(target) => format!("alias → {}", architecture.name_of(target)),
            None => record
                .values
                .iter()
                .map(|value| architecture.spoken(value))
                .collect::<Vec<_>>()
                .join(", "),
        };
        let mut cells = vec![
            record.name.clone(),
            record.record_type.label().to_owned(),
            value,
        ];
        if let Some(routing) = routing {
            let passed_over = routing.passed_over.iter().find(|it| it.index == place);
            let why = passed_over.map_or("", |it| directory::not_given(it.why));
            let part = directory::part(record);
            let texts = [part.as_str(), why];
            let texts = texts.into_iter().filter(|it| !it.is_empty());
            cells.push(texts.collect::<Vec<_>>().join(" · "));
        }
        Row::new(cells, decided.contains(&place))
    };
    let rows = records.iter().enumerate();
    let mut columns = vec!["Name", "Type", "Value"];
    columns.extend(routing.map(|_| "Routing"));
    Some(DecidingTable {
        title: format!("Hosted zone {}", architecture.name_of(zone)),
        columns,
        rows: rows.map(|(place, record)| row(place, record)).collect(),
        because: String::new(),
    })
}

/// The rules of the listener that took the request; where none did, the
/// listeners that there are.
pub fn listeners(evidence: &Evidence, architecture: &Architecture) -> Option<DecidingTable> {
    let Evidence::Listener {
        balancer,
        port,
        rule,
        ..
    } = evidence
    else {
        return None;
    };
    let load_balancer = architecture.find::<LoadBalancer>(balancer)?;
    let name = architecture.name_of(balancer);
    let Some(listener) = load_balancer.listeners.iter().find(|it| it.port == *port) else {
        let rows = load_balancer
            .listeners
            .iter()
            .map(|listener| {
                Row::new(
                    [
                        words::listener(listener),
                        words::action(&listener.default_action, architecture),
                    ],
                    false,
                )
            })
            .collect();
        return Some(DecidingTable {
            title: format!("Listeners of {name}"),
            columns: vec!["Listener", "Default action"],
            rows,
            because: format!("none of them answers on port {port}"),
        });
    };
    let mut rules: Vec<&ListenerRule> = listener.rules.iter().collect();
    rules.order_by_key(|it| it.priority);
    let decided = rule.and_then(|rule| rules.iter().position(|it| it.priority == rule));
    let line = |priority: String, hosts: &[String], paths: &[String], action: &Action| {
        let any = |patterns: &[String]| match patterns {
            [] => "any".to_owned(),
            patterns => patterns.join(", "),
        };
        [
            priority,
            any(hosts),
            any(paths),
            words::action(action, architecture),
        ]
    };
    let mut rows: Vec<Row> = rules
        .iter()
        .enumerate()
        .map(|(index, it)| {
            let cells = line(it.priority.to_string(), &it.hosts, &it.paths, &it.action);
            Row::new(cells, decided == Some(index))
        })
        .collect();
    let default = line("default".to_owned(), &[], &[], &listener.default_action);
    rows.push(Row::new(default, rule.is_none()));
    Some(DecidingTable {
        title: format!("Listener {} of {name}", words::listener(listener)),
        columns: vec!["Priority", "Host", "Path", "Action"],
        rows,
        because: match rule {
            Some(_) => "the first rule that matches the request".to_owned(),
            None if listener.rules.is_empty() => "there are no rules to ask first".to_owned(),
            None => "no rule matches the request".to_owned(),
        },
    })
}

/// The targets that were looked at, with their health.
pub fn targets(evidence: &[Evidence], architecture: &Architecture) -> Option<DecidingTable> {
    let mut of_group = None;
    let mut rows = Vec::new();
    let mut any_healthy = false;
    for it in evidence {
        if let Evidence::Target {
            group,
            target,
            healthy,
        } = it
        {
            of_group.get_or_insert(group);
            if let Some(target) = target {
                any_healthy |= healthy;
                let health = if *healthy { "healthy" } else { "unhealthy" };
                // The first one is the one that was chosen.
                let cells = [architecture.name_of(target), health.to_owned()];
                rows.push(Row::new(cells, rows.is_empty()));
            }
        }
    }
    let because = match (rows.is_empty(), any_healthy) {
        (true, _) => "nothing is registered",
        (false, true) => "a healthy target takes the request",
        // The balancer then fails open (rulebook TG-13).
        (false, false) => "no target is healthy, so all of them get requests",
    };
    Some(DecidingTable {
        title: format!("Targets of {}", architecture.name_of(of_group?)),
        columns: vec!["Target", "Health"],
        rows,
        because: because.to_owned(),
    })
}

/// What a hop without a table of its own goes by: properties, addresses,
/// blocks and translations, one a row.
pub fn facts(hop: &Hop, architecture: &Architecture) -> Option<DecidingTable> {
    // Where nothing was refused and nothing replaced there is nothing to show.
    if !matches!(hop.decision, Decision::Dropped | Decision::Translated) {
        return None;
    }
    let rows: Vec<Row> = hop
        .evidence
        .iter()
        .filter_map(|evidence| match evidence {
            Evidence::Property {
                resource,
                property,
                value,
            } => {
                let info = architecture.kind_of(&resource.owner())?.info();
                let declared = info.property(property)?;
                Some(Row::new(
                    [
                        format!("{} of {}", declared.label, architecture.name_of(resource)),
                        property_value(declared, value, architecture),
                    ],
                    false,
                ))
            }
            Evidence::Address { address, owner } => Some(Row::new(
                [
                    address.to_string(),
                    match owner {
                        Some(owner) => architecture.name_of(owner),
                        None => "—".to_owned(),
                    },
                ],
                false,
            )),
            Evidence::Block { resource, block } => Some(Row::new(
                [block.to_string(), architecture.name_of(resource)],
                false,
            )),
            Evidence::Translation { before, after } => Some(Row::new(
                ["Address".to_owned(), format!("{before} → {after}")],
                false,
            )),
            _ => None,
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    Some(DecidingTable {
        title: "What counts here".to_owned(),
        columns: vec!["Fact", "Value"],
        rows,
        because: hop
            .code
            .map(crate::explain::code_explanation)
            .unwrap_or_default()
            .to_owned(),
    })
}

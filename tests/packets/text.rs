//! Hops as short text, in the words in which the cases expect them.

use cloud_campus::network::{Evidence, Hop, Leg, RouteTarget, Trace};
use serde::Serialize;

/// The name that a value has in JSON, such as `ENI_SG_RULES_MISMATCH`.
pub fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        other => format!("{other:?}"),
    }
}

/// The stage of a hop, such as `network-acl-inbound`.
pub fn stage(hop: &Hop) -> String {
    word(hop.stage).replace('_', "-")
}

fn or<T: ToString>(it: &Option<T>, absent: &str) -> String {
    it.as_ref()
        .map_or_else(|| absent.to_owned(), ToString::to_string)
}

/// A piece of evidence, in one or two wordings, the fuller one first.
pub fn evidence(evidence: &Evidence) -> Vec<String> {
    match evidence {
        Evidence::Route {
            table,
            vpc,
            destination,
            target,
            ..
        } => {
            let table = or(table, &format!("main of {vpc}"));
            let way = match target {
                None => return vec![format!("{table} no route")],
                Some(RouteTarget::Local) => "local".to_owned(),
                Some(RouteTarget::Resource(id)) => id.to_string(),
                Some(RouteTarget::Blackhole(Some(id))) => format!("blackhole {id}"),
                Some(RouteTarget::Blackhole(None)) => "blackhole".to_owned(),
            };
            vec![format!(
                "{table} {} → {way}",
                or(destination, "prefix list")
            )]
        }
        Evidence::NetworkAclEntry {
            acl,
            subnet,
            number,
            ..
        } => {
            let entry = format!("{} {}", or(acl, "default"), or(number, "*"));
            vec![format!("{entry} at {subnet}"), entry]
        }
        Evidence::SecurityGroupRule { group, index, .. } => {
            let group = or(group, "default");
            vec![format!("{group} rule {index}"), group]
        }
        Evidence::NoSecurityGroupRule { groups, .. } => {
            let mut groups: Vec<_> = groups.iter().map(ToString::to_string).collect();
            groups.sort();
            if groups.is_empty() {
                groups.push("default".to_owned());
            }
            vec![format!("none of {}", groups.join(", "))]
        }
        Evidence::Record { name, answer, .. } => vec![format!("{name} = {answer}")],
        Evidence::Translation { before, after } => vec![format!("{before} → {after}")],
        Evidence::Listener {
            balancer,
            port,
            rule,
            status,
        } => {
            let rule = rule.map_or("default".to_owned(), |it| format!("rule {it}"));
            let short = format!("{balancer}:{port} {rule}");
            match status {
                Some(status) => vec![format!("{short} answers {status}"), short],
                None => vec![short],
            }
        }
        Evidence::Target {
            group,
            target,
            healthy,
        } => {
            let health = if *healthy { "healthy" } else { "unhealthy" };
            let short = format!("{group} {}", or(target, "nobody"));
            vec![
                format!("{short} {health}"),
                short,
                format!("{group} {health}"),
            ]
        }
        Evidence::WebAclRule { acl, priority } => vec![match priority {
            Some(priority) => format!("{acl} rule {priority}"),
            None => format!("{acl} default"),
        }],
        Evidence::Property {
            resource,
            property,
            value,
        } => vec![format!("{resource}.{property} = {value}")],
        Evidence::Address { address, owner } => {
            vec![format!("{address} of {}", or(owner, "nobody"))]
        }
        Evidence::Block { resource, block } => vec![format!("{resource} {block}")],
        #[allow(unreachable_patterns, reason = "the engine may learn to say more")]
        other => vec![format!("{other:?}")],
    }
}

/// Everything that a case may call a hop by, after its stage.
pub fn names(hop: &Hop) -> Vec<String> {
    let mut names: Vec<_> = hop.evidence.iter().flat_map(evidence).collect();
    names.extend(hop.resource.iter().map(ToString::to_string));
    names.push(word(hop.decision));
    names.push(hop.packet.destination.to_string());
    names
}

fn line(hop: &Hop) -> String {
    let why: Vec<_> = hop
        .evidence
        .iter()
        .filter_map(|it| evidence(it).into_iter().next())
        .collect();
    let code = hop.code.map(|code| format!(" {}", word(code)));
    let ports = (hop.packet.source_port, hop.packet.destination_port);
    format!(
        "{:<24} {:<12} {:<10}{} [{}] {}:{} → {}:{} #{}",
        stage(hop),
        or(&hop.resource, "-"),
        word(hop.decision),
        code.unwrap_or_default(),
        why.join("; "),
        hop.packet.source,
        ports.0,
        hop.packet.destination,
        ports.1,
        hop.connection,
    )
}

/// A whole answer, a line a hop, for the message of a failing case.
pub fn trace(trace: &Trace) -> String {
    let leg = |name: &str, leg: &Leg| -> String {
        leg.hops
            .iter()
            .map(|hop| format!("      {name} {}\n", line(hop)))
            .collect()
    };
    format!(
        "      {}\n{}{}",
        word(trace.verdict),
        leg("→", &trace.request),
        leg("←", &trace.response)
    )
}

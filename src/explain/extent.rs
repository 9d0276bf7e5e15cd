//! How far an answer holds, in sentences: who gets through and who does not.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::words;
use crate::architecture::{Kind, ResourceId};
use crate::network::{Answer, Extent, Limit, Network, Reach, Side};
use crate::text::{count, list};

/// How many blocks or names stand in a sentence before the rest is counted.
const NAMED: usize = 4;

/// Who of all that a question speaks of gets through, where it is neither all
/// nor nobody: a sentence for the share, and one for each thing that some get
/// past and others do not. A remark, where hardly a connection is lost.
pub fn extent_sentences(extent: &Extent, network: &Network) -> Vec<String> {
    match extent.reach {
        Reach::Nobody => Vec::new(),
        Reach::Everybody if !extent.share.is_part() => Vec::new(),
        Reach::Everybody => vec![format!(
            "A network ACL denies a few of the ports that answers go to: {} of the connections \
             get through.",
            extent.share
        )],
        Reach::Some => {
            // One limit that says how many needs no word more.
            let told = matches!(
                extent.limits.as_slice(),
                [Limit::Addresses { .. } | Limit::ClientPorts { .. } | Limit::ChosenPorts { .. }]
            );
            let share = format!("{} of the connections get through.", extent.share);
            let limits = extent.limits.iter();
            std::iter::once(share)
                .filter(|_| !told)
                .chain(limits.map(|limit| sentence(limit, network)))
                .collect()
        }
    }
}

fn sentence(limit: &Limit, network: &Network) -> String {
    match limit {
        Limit::Addresses {
            side,
            through,
            lost,
            example,
            share,
        } => addresses(*side, (through, lost), *example, &share.to_string()),
        Limit::Members { side, lost, of } => {
            let names = some(lost.iter().map(|id| network.architecture().name_of(id)));
            let (what, does) = match side {
                Side::From => ("get through", "does not"),
                Side::To => ("are reached", "is not"),
            };
            let doing = if lost.len() == 1 {
                does
            } else {
                match side {
                    Side::From => "do not",
                    Side::To => "are not",
                }
            };
            format!("{} of {of} {what}; {names} {doing}.", of - lost.len())
        }
        Limit::Answers { lost, of } => answers(lost, *of, network),
        Limit::Targets { group, lost, of } => format!(
            "{} of the {of} targets of {} that may be chosen answer; {} {} not.",
            of - lost.len(),
            network.architecture().name_of(group),
            some(lost.iter().map(|it| owner(it, network))),
            if lost.len() == 1 { "does" } else { "do" },
        ),
        Limit::ClientPorts {
            through,
            linux,
            windows,
        } => {
            let loses = |share: crate::network::Share| match share.rest() {
                none if none == crate::network::Share::NONE => "none".to_owned(),
                lost => lost.to_string(),
            };
            format!(
                "Answers get back to {} only. Of their connections, Linux clients \
                 (ports 32768–60999) lose {}, Windows clients (49152–65535) {}.",
                ports(through),
                loses(*linux),
                loses(*windows)
            )
        }
        Limit::ChosenPorts { through, share } => format!(
            "Answers get back to {} only. A NAT gateway or a load balancer chooses from \
             1024–65535, so {} of these connections are lost.",
            ports(through),
            share.rest()
        ),
    }
}

fn addresses(
    side: Side,
    (through, lost): (&[Ipv4Net], &[Ipv4Net]),
    example: Ipv4Addr,
    share: &str,
) -> String {
    let blocks = |blocks: &[Ipv4Net]| some(blocks.iter().map(ToString::to_string));
    let (does, do_, not) = match side {
        Side::From => ("gets through", "get through", "does not"),
        Side::To => ("is reached", "are reached", "is not"),
    };
    if through.len() <= lost.len() {
        format!(
            "Of the internet, only {} {}, {share} of its addresses; {example}, for one, {not}.",
            blocks(through),
            if through.len() == 1 { does } else { do_ }
        )
    } else {
        format!(
            "All of the internet {does} but {}; {example}, for one, {not}.",
            blocks(lost)
        )
    }
}

/// The addresses of a name: of a load balancer, its nodes by their subnets.
fn answers(lost: &[Answer], of: usize, network: &Network) -> String {
    let balancer = |answer: &Answer| {
        let node = network.interface(answer.owner.as_ref()?)?;
        let kind = network.architecture().kind_of(node.owner);
        (kind == Some(Kind::LoadBalancer)).then_some((node.owner.clone(), node.subnet.clone()))
    };
    let nodes: Option<Vec<(ResourceId, ResourceId)>> = lost.iter().map(balancer).collect();
    let through = of - lost.len();
    let name = |id: &ResourceId| network.architecture().name_of(id);
    match nodes.as_deref() {
        Some([(owner, _), rest @ ..])
            if rest.iter().all(|(other, _)| other == owner)
                && network.interfaces_of(owner).len() >= of =>
        {
            let subnets = nodes.iter().flatten().map(|(_, subnet)| name(subnet));
            format!(
                "It gets through by {through} of the {of} nodes of {}, not by the {} in {}. DNS \
                 answers with all of them.",
                name(owner),
                if lost.len() == 1 { "one" } else { "ones" },
                some(subnets)
            )
        }
        _ => format!(
            "It gets through by {through} of the {of} addresses that the name answers with, not \
             by {}.",
            some(lost.iter().map(|it| owner(it, network)))
        ),
    }
}

fn owner(answer: &Answer, network: &Network) -> String {
    match &answer.owner {
        Some(id) => words::name_or(Some(id), network.architecture(), ""),
        None if answer.address.is_unspecified() => "a record without an address".to_owned(),
        None => answer.address.to_string(),
    }
}

fn ports(ranges: &[(u16, u16)]) -> String {
    let said = ranges.iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        }
    });
    let single = matches!(ranges, [(first, last)] if first == last);
    format!("{} {}", if single { "port" } else { "ports" }, some(said))
}

/// A list, of which only the first few are named.
fn some(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<String> = items.collect();
    if items.len() > NAMED {
        let rest = items.len() - (NAMED - 1);
        items.truncate(NAMED - 1);
        items.push(count(rest, "other", "others"));
    }
    list(items)
}

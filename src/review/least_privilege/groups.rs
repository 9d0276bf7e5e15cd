//! Rules of security groups that let in more than is needed, each with the
//! narrower rule.
//!
//! Only inbound rules are judged: outbound a new group allows everything, and
//! the reference architecture keeps it so. A rule is proposed only after the
//! engine has seen that with it every intent still holds, every load balancer
//! still reaches its listeners' targets and every healthy target stays so.

use ipnet::Ipv4Net;

use super::needs::{From, Need, Needs};
use crate::analysis::Analysis;
use crate::analysis::journeys::State;
use crate::architecture::*;
use crate::network::assumed_journeys;
use crate::review::facts::Facts;
use crate::text::list;

/// A rule that lets in more than is needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Wide {
    /// The group.
    pub group: ResourceId,
    /// The place of the rule among its inbound rules.
    pub index: usize,
    /// What is wrong, and what is enough.
    pub sentence: String,
    /// What is enough instead of it; nothing where it is not needed at all.
    pub instead: Vec<SecurityGroupRule>,
}

/// How many wide rules are tried one by one, when not all can be narrowed
/// together: more are an unusual drawing, and each costs a look at all of it.
const TRIED: usize = 12;

/// Every inbound rule that is wider than needed and can be narrowed.
pub fn wide(facts: &Facts) -> Vec<Wide> {
    let needs = Needs::of(facts);
    let found = candidates(facts, &needs);
    if found.is_empty() {
        return found;
    }
    let before = Standing::of(facts.analysis);
    if before.is_kept(facts, &edits(facts, &found)) {
        return found;
    }
    let narrowable = |it: &Wide| before.is_kept(facts, &edits(facts, std::slice::from_ref(it)));
    found.into_iter().take(TRIED).filter(narrowable).collect()
}

/// The edits that put what is enough in the place of these rules.
pub fn edits(facts: &Facts, wide: &[Wide]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut groups: Vec<&ResourceId> = wide.iter().map(|it| &it.group).collect();
    groups.dedup();
    for id in groups {
        let Some(group) = facts.design.find::<SecurityGroup>(id) else {
            continue;
        };
        let of_group = |index: usize| wide.iter().find(|it| it.group == *id && it.index == index);
        let mut rules: Vec<SecurityGroupRule> = Vec::new();
        for (index, rule) in group.ingress.iter().enumerate() {
            let instead = match of_group(index) {
                Some(wide) => wide.instead.clone(),
                None => vec![rule.clone()],
            };
            for rule in instead {
                // AWS refuses a second equal rule.
                if !rules.iter().any(|it| is_same(it, &rule)) {
                    rules.push(rule);
                }
            }
        }
        edits.push(Edit::set(id, "ingress", rules));
    }
    edits
}

fn is_same(one: &SecurityGroupRule, other: &SecurityGroupRule) -> bool {
    (one.protocol, one.from_port, one.to_port, &one.peer)
        == (other.protocol, other.from_port, other.to_port, &other.peer)
}

fn candidates(facts: &Facts, needs: &Needs) -> Vec<Wide> {
    let mut found = Vec::new();
    for (id, group) in facts.all::<SecurityGroup>() {
        let members = facts.guards().members(id);
        if members.is_empty() || members.iter().any(|it| needs.forwards(it)) {
            continue;
        }
        let of_members: Vec<&Need> = members.iter().flat_map(|it| needs.of_owner(it)).collect();
        for (index, rule) in group.ingress.iter().enumerate() {
            let of_rule = needs.of_rule(id, index).iter();
            let all = of_members.iter().copied().chain(of_rule);
            if let Some(it) = judge(facts, id, index, rule, all) {
                found.push(it);
            }
        }
    }
    found
}

/// Judges one rule by what is needed of those whom it guards.
fn judge<'n>(
    facts: &Facts,
    id: &ResourceId,
    index: usize,
    rule: &SecurityGroupRule,
    needs: impl Iterator<Item = &'n Need>,
) -> Option<Wide> {
    // What cannot be read has findings of its own.
    let ports = ports(rule)?;
    if let Peer::Cidr(text) = &rule.peer {
        text.lenient()?;
    }
    if tells_of_large_packets(rule) {
        return None;
    }
    let mut instead: Vec<SecurityGroupRule> = Vec::new();
    for need in needs {
        for peer in served(rule, ports, need) {
            let narrow = SecurityGroupRule {
                protocol: need.protocol,
                from_port: port_of(need),
                to_port: port_of(need),
                peer,
                description: rule.description.clone(),
            };
            if !instead.iter().any(|it| is_same(it, &narrow)) {
                instead.push(narrow);
            }
        }
    }
    instead = without_the_covered(instead);
    if is_as_narrow(rule, ports, &instead) {
        return None;
    }
    let name = facts.name(id);
    let place = index + 1;
    let sentence = match instead.is_empty() {
        true => format!(
            "Rule {place} of {name} ({}) lets in what nothing in the drawing needs. State it as a journey if somebody does.",
            in_words(facts, rule),
        ),
        false => format!(
            "Rule {place} of {name} lets in {}; {} is enough.",
            in_words(facts, rule),
            list(instead.iter().map(|it| in_words(facts, it))),
        ),
    };
    Some(Wide {
        group: id.clone(),
        index,
        sentence,
        instead,
    })
}

/// Rules that let in nothing which another of them does not let in as well are no rules of
/// their own: one customer is among everybody.
fn without_the_covered(rules: Vec<SecurityGroupRule>) -> Vec<SecurityGroupRule> {
    let block = |rule: &SecurityGroupRule| match &rule.peer {
        Peer::Cidr(text) => text.lenient(),
        Peer::Group(_) => None,
    };
    let covered = |rule: &SecurityGroupRule| {
        rules.iter().any(|other| {
            let same = (other.protocol, other.from_port, other.to_port)
                == (rule.protocol, rule.from_port, rule.to_port);
            let (Some(own), Some(wider)) = (block(rule), block(other)) else {
                return false;
            };
            same && wider != own && wider.contains(&own)
        })
    };
    rules.iter().filter(|it| !covered(it)).cloned().collect()
}

/// The ports of a rule, in the numbers of its protocol.
fn ports(rule: &SecurityGroupRule) -> Option<(i32, i32)> {
    match rule.protocol {
        Protocol::Tcp | Protocol::Udp => {
            let (from, to) = (rule.from_port?, rule.to_port?);
            // -1 is how the AWS command line writes any port.
            let (from, to) = if from == -1 { (0, 65_535) } else { (from, to) };
            (from <= to).then_some((from, to))
        }
        _ => Some((0, 65_535)),
    }
}

fn port_of(need: &Need) -> Option<i32> {
    match need.protocol {
        // An echo request.
        Protocol::Icmp => Some(8),
        it if it.has_ports() => Some(need.port.into()),
        _ => None,
    }
}

/// "Fragmentation needed" is how a sender learns that its packets are too
/// large; nobody asks for it and everybody may need it. [VPC UG: Path MTU]
fn tells_of_large_packets(rule: &SecurityGroupRule) -> bool {
    rule.protocol == Protocol::Icmp && rule.from_port == Some(3) && rule.to_port == Some(4)
}

/// The narrowest peers by which a rule serves a need; none if it does not.
fn served(rule: &SecurityGroupRule, ports: (i32, i32), need: &Need) -> Vec<Peer> {
    let protocol = rule.protocol == Protocol::All || rule.protocol == need.protocol;
    let port = i32::from(need.port);
    if !protocol || (need.protocol.has_ports() && !(ports.0..=ports.1).contains(&port)) {
        return Vec::new();
    }
    let block = match &rule.peer {
        Peer::Cidr(text) => text.lenient(),
        Peer::Group(_) => None,
    };
    match (&need.from, block) {
        // A rule for fewer than everybody is the learner's choice.
        (From::World, Some(_)) => vec![rule.peer.clone()],
        (From::World | From::Block(_), None) => Vec::new(),
        (From::Block(wanted), Some(block)) => {
            narrower(*wanted, block).into_iter().map(peer).collect()
        }
        (From::Caller { groups, blocks }, Some(block)) => {
            let near: Vec<Ipv4Net> = blocks
                .iter()
                .filter_map(|it| narrower(*it, block))
                .collect();
            if near.is_empty() {
                Vec::new()
            } else if groups.is_empty() {
                near.into_iter().map(peer).collect()
            } else {
                groups.iter().take(1).cloned().map(Peer::Group).collect()
            }
        }
        (From::Caller { groups, .. }, None) => match &rule.peer {
            Peer::Group(named) if groups.contains(named) => vec![rule.peer.clone()],
            _ => Vec::new(),
        },
    }
}

fn peer(block: Ipv4Net) -> Peer {
    Peer::Cidr(block.to_string().as_str().into())
}

/// The smaller of two blocks, if one lies in the other.
fn narrower(one: Ipv4Net, other: Ipv4Net) -> Option<Ipv4Net> {
    if one.contains(&other) {
        Some(other)
    } else if other.contains(&one) {
        Some(one)
    } else {
        None
    }
}

/// Whether a rule lets in no more than these together.
fn is_as_narrow(rule: &SecurityGroupRule, ports: (i32, i32), needed: &[SecurityGroupRule]) -> bool {
    if needed.is_empty() || needed.iter().any(|it| !same_peer(&it.peer, &rule.peer)) {
        return false;
    }
    if needed.iter().any(|it| it.protocol != rule.protocol) {
        return false;
    }
    if !matches!(rule.protocol, Protocol::Tcp | Protocol::Udp) {
        return true;
    }
    let wanted = i64::from(ports.1) - i64::from(ports.0) + 1;
    i64::try_from(needed.len()).is_ok_and(|it| it == wanted)
}

fn same_peer(one: &Peer, other: &Peer) -> bool {
    match (one, other) {
        // Written otherwise, or with host bits, it is the same block.
        (Peer::Cidr(one), Peer::Cidr(other)) => {
            one.lenient().map(|it| it.trunc()) == other.lenient().map(|it| it.trunc())
        }
        _ => one == other,
    }
}

fn in_words(facts: &Facts, rule: &SecurityGroupRule) -> String {
    let peer = match &rule.peer {
        Peer::Cidr(block) => block.to_string(),
        Peer::Group(group) => facts.name(group),
    };
    let protocol = rule.protocol.to_string();
    match (rule.protocol, rule.from_port, rule.to_port) {
        (Protocol::All, ..) => format!("everything from {peer}"),
        (_, Some(from), Some(to)) if from == to || !rule.protocol.has_ports() => {
            format!("{protocol} {from} from {peer}")
        }
        (_, Some(from), Some(to)) => format!("{protocol} {from}\u{2013}{to} from {peer}"),
        _ => format!("{protocol} from {peer}"),
    }
}

/// What holds in a design: which intents are kept, which targets are healthy.
struct Standing {
    kept: Vec<ResourceId>,
    healthy: Vec<(ResourceId, usize)>,
}

impl Standing {
    fn of(analysis: &Analysis) -> Self {
        // Where nobody has declared a journey, those that may be assumed count.
        let assumed = assumed_journeys(analysis.architecture());
        match with(analysis.architecture(), &assumed) {
            Some(declared) if !assumed.is_empty() => Self::seen(&Analysis::of(&declared)),
            _ => Self::seen(analysis),
        }
    }

    fn seen(analysis: &Analysis) -> Self {
        let calm = analysis.calm();
        let journeys = calm.journeys().iter();
        let kept = journeys.filter(|it| matches!(it.state, State::Passes(_)));
        let groups = analysis.architecture().ids_of(Kind::TargetGroup);
        let healthy = groups.map(|id| {
            let all = calm.network().target_health(id);
            (id.clone(), all.iter().filter(|it| it.healthy).count())
        });
        Self {
            kept: kept.map(|it| it.id.clone()).collect(),
            healthy: healthy.collect(),
        }
    }

    /// Whether all of it still holds after these edits.
    fn is_kept(&self, facts: &Facts, edits: &[Edit]) -> bool {
        let Some(after) = with(facts.analysis.architecture(), edits) else {
            return false;
        };
        let after = Self::of(&Analysis::of(&after));
        self.kept.iter().all(|id| after.kept.contains(id)) && self.healthy == after.healthy
    }
}

/// The architecture after these edits, if they can be made.
fn with(architecture: &Architecture, edits: &[Edit]) -> Option<Architecture> {
    let mut document = Document {
        architecture: architecture.clone(),
        ..Document::default()
    };
    document.apply_all(edits.to_vec()).ok()?;
    Some(document.architecture)
}

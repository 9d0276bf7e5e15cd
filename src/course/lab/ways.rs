//! What reaches what on a canvas: the journeys that somebody has stated, and those that
//! everybody would expect of such a design.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::analysis::Analysis;
use crate::analysis::question::Question;
use crate::architecture::{
    Architecture, Cache, Database, Expectation, FileSystem, HostedZone, Instance, Intent, Kind,
    LoadBalancer, Protocol, ResourceId,
};
use crate::network::Verdict;

/// So many ways are looked at; a large drawing has more, which say the same.
const MOST: usize = 32;

/// A way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Where it starts, as one types it.
    pub from: String,
    /// Where it leads.
    pub to: String,
    /// Its protocol.
    pub protocol: Protocol,
    /// Its port.
    pub port: u16,
    /// Whether it must get through; else it must not.
    pub reaches: bool,
    /// Whether somebody has stated it.
    pub declared: bool,
}

impl Way {
    /// It as a flow of a lesson: `internet → web-1 tcp 443`.
    pub fn flow(&self) -> String {
        match self.protocol.has_ports() {
            true => format!(
                "{} → {} {} {}",
                self.from, self.to, self.protocol, self.port
            ),
            false => format!("{} → {} {}", self.from, self.to, self.protocol),
        }
    }

    /// It as a condition.
    pub fn condition(&self) -> Value {
        let is = if self.reaches { "delivered" } else { "dropped" };
        json!({ "trace": self.flow(), "is": is, "line": self.said() })
    }

    /// What must be so, in a few words.
    pub fn said(&self) -> String {
        let how = if self.reaches {
            "reaches"
        } else {
            "does not reach"
        };
        format!("{} {how} {} on {}", self.from, self.to, self.door())
    }

    /// Its door: `tcp 443`.
    pub fn door(&self) -> String {
        match self.protocol.has_ports() {
            true => format!("{} {}", self.protocol, self.port),
            false => self.protocol.to_string(),
        }
    }

    /// Whether it is so now; not where it cannot be asked.
    pub fn holds(&self, analysis: &Analysis) -> bool {
        let network = analysis.calm().network();
        let question = Question {
            from: self.from.clone(),
            to: self.to.clone(),
            protocol: self.protocol,
            port: self.port.to_string(),
        };
        let Ok(flow) = question.flow(network) else {
            return false;
        };
        (network.trace(&flow).verdict == Verdict::Delivered) == self.reaches
    }
}

/// The ways that are as they should be on this design: stated ones first.
pub fn ways(analysis: &Analysis) -> Vec<Way> {
    let mut all = declared(analysis.architecture());
    all.extend(obvious(analysis.architecture()));
    let mut seen = BTreeSet::new();
    all.retain(|it| seen.insert(it.flow()));
    all.truncate(MOST);
    all.retain(|it| it.holds(analysis));
    all
}

/// What stands for a thing in a flow: its name, or its id where others are called so too.
fn spoken(id: &ResourceId, architecture: &Architecture) -> String {
    let name = architecture.name_of(id);
    match architecture.called(&name) == Some(id) && !name.contains(['→', '$', '@']) {
        true => name,
        false => id.to_string(),
    }
}

/// The journeys that the document states.
fn declared(architecture: &Architecture) -> Vec<Way> {
    let end = |text: &str| match architecture.get(&ResourceId::new(text)) {
        Some(_) => spoken(&ResourceId::new(text), architecture),
        None => text.to_owned(),
    };
    let intents = architecture.all::<Intent>();
    intents
        .map(|(_, it)| Way {
            from: end(&it.from),
            to: end(&it.to),
            protocol: it.protocol,
            port: it.port,
            reaches: it.expectation == Expectation::Reaches,
            declared: true,
        })
        .collect()
}

/// What one would expect of any such design: customers reach what faces them, servers reach
/// their stores and the internet.
fn obvious(architecture: &Architecture) -> Vec<Way> {
    let mut all = Vec::new();
    let mut add = |from: &str, to: &str, port: u16| {
        all.push(Way {
            from: from.to_owned(),
            to: to.to_owned(),
            protocol: Protocol::Tcp,
            port,
            reaches: true,
            declared: false,
        });
    };
    let doors: BTreeSet<u16> = architecture
        .all::<LoadBalancer>()
        .flat_map(|(_, it)| it.listeners.iter().map(|it| it.port))
        .collect();
    for (_, zone) in architecture.all::<HostedZone>() {
        let usual = [443, 80];
        let ports = usual
            .iter()
            .filter(|it| doors.is_empty() || doors.contains(it));
        ports.for_each(|port| add("internet", &zone.domain, *port));
    }
    for (id, balancer) in architecture.all::<LoadBalancer>() {
        for listener in &balancer.listeners {
            add("internet", &spoken(id, architecture), listener.port);
        }
    }
    let servers: Vec<String> = architecture
        .ids_of(Kind::AutoScalingGroup)
        .chain(architecture.all::<Instance>().map(|(id, _)| id))
        .map(|id| spoken(id, architecture))
        .collect();
    let stores = stores(architecture);
    for server in &servers {
        add("internet", server, 80);
        add("internet", server, 443);
        for (store, port) in &stores {
            add(server, store, *port);
        }
        add(server, "internet", 443);
    }
    all
}

/// The stores that servers call, with their ports.
fn stores(architecture: &Architecture) -> Vec<(String, u16)> {
    let mut all = Vec::new();
    for (id, it) in architecture.all::<Database>() {
        all.push((spoken(id, architecture), it.listening_port()));
    }
    for (id, _) in architecture.all::<FileSystem>() {
        // NFS [EFS UG: Mount targets].
        all.push((spoken(id, architecture), 2049));
    }
    for (id, _) in architecture.all::<Cache>() {
        all.push((spoken(id, architecture), Cache::PORT));
    }
    all
}

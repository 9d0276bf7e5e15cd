//! What is linked with what, on each layer: prepared once for an architecture,
//! however often the lines are then drawn anew.
//!
//! Who may talk to whom is read off the rules of security groups, as far as
//! the security layer shows it; it is not traced.

mod services;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::architecture::{
    Cache, Database, HostedZone, InternetGateway, LoadBalancer, Peer, ResourceId, Scheme,
    SecurityGroup, SecurityGroupRule, TargetGroup, User,
};
use crate::relations::Relations;
use crate::relations::guards::Guards;
use crate::relations::servers::{Registered, Tiers, forwards};

/// What the drawing shows besides the things themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// The way of a request, standbys and replicas.
    #[default]
    Structure,
    /// Which table each subnet obeys, and where its default route leads.
    Routing,
    /// Which group guards what, and who may talk to whom.
    Security,
}

/// What a line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// One passes requests or traffic to the other.
    Attach,
    /// One counts for the other.
    Association,
    /// A default route leads there.
    Route,
    /// A security group lets it in.
    Security,
    /// One is a copy of the other.
    Replica,
    /// A name is asked for there, or its answer leads there: no request passes.
    Lookup,
}

impl LineKind {
    /// Its class in the stylesheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Attach => "attach",
            Self::Association => "association",
            Self::Route => "route",
            Self::Security => "security",
            Self::Replica => "replica",
            Self::Lookup => "lookup",
        }
    }
}

/// Two things that a line connects.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// From here.
    pub from: ResourceId,
    /// To there.
    pub to: ResourceId,
    /// What it means.
    pub kind: LineKind,
    /// What it means in words, such as "alb may talk to web on tcp 80".
    pub label: String,
    /// What is written on it, such as "tcp 80"; mostly nothing.
    pub note: String,
}

/// The links of one layer, no two of the same kind between the same ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    layer: Layer,
    all: Vec<Link>,
    by_end: FxHashMap<ResourceId, Vec<usize>>,
}

impl Links {
    /// The links of a layer.
    pub fn of(relations: &Relations<'_>, layer: Layer) -> Self {
        let mut gathering = Gathering {
            relations,
            links: Vec::new(),
            known: FxHashSet::default(),
        };
        gathering.replicas();
        match layer {
            Layer::Structure => {
                gathering.requests();
                gathering.services();
            }
            Layer::Routing => gathering.routing(),
            Layer::Security => gathering.security(),
        }
        let mut by_end: FxHashMap<ResourceId, Vec<usize>> = FxHashMap::default();
        for (place, link) in gathering.links.iter().enumerate() {
            by_end.entry(link.from.clone()).or_default().push(place);
            if link.to != link.from {
                by_end.entry(link.to.clone()).or_default().push(place);
            }
        }
        Self {
            layer,
            all: gathering.links,
            by_end,
        }
    }

    /// The layer that they are of.
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// Every link.
    pub fn all(&self) -> &[Link] {
        &self.all
    }

    /// The places in [`Links::all`] of those that end at a thing.
    pub(super) fn at(&self, id: &ResourceId) -> &[usize] {
        self.by_end.get(id).map_or(&[], Vec::as_slice)
    }
}

/// What gathering links needs at hand.
struct Gathering<'r, 'a> {
    relations: &'r Relations<'a>,
    links: Vec<Link>,
    known: FxHashSet<(ResourceId, ResourceId, LineKind)>,
}

impl Gathering<'_, '_> {
    /// Adds a link, unless the two are linked so already. The label is made
    /// only then.
    fn add(
        &mut self,
        (from, to): (&ResourceId, &ResourceId),
        kind: LineKind,
        note: &str,
        label: impl FnOnce(&str, &str) -> String,
    ) {
        if self.known.insert((from.clone(), to.clone(), kind)) {
            let name = |id| self.relations.indexed().name_of(id);
            self.links.push(Link {
                label: label(&name(from), &name(to)),
                note: note.to_owned(),
                from: from.clone(),
                to: to.clone(),
                kind,
            });
        }
    }

    fn replicas(&mut self) {
        let databases = self.relations.indexed().all::<Database>();
        for (id, _) in databases.filter(|(_, it)| it.multi_az) {
            let standby = id.member("standby");
            self.add((id, &standby), LineKind::Replica, "", |name, _| {
                format!("{name} copies everything to its standby")
            });
        }
        // Which of the nodes is the primary now, and so no member, is drawn.
        for (id, cache) in self.relations.indexed().all::<Cache>() {
            for number in 1..=usize::from(cache.nodes) {
                let node = Cache::node(id, number);
                self.add((id, &node), LineKind::Replica, "", |name, _| {
                    format!("{name} copies everything to its replica")
                });
            }
        }
    }

    fn passes(&mut self, from: &ResourceId, to: &ResourceId, what: &str) {
        self.add((from, to), LineKind::Attach, "", |from, to| {
            format!("{from} {what} {to}")
        });
    }

    fn looks_up(&mut self, from: &ResourceId, to: &ResourceId, what: &str) {
        self.add((from, to), LineKind::Lookup, "", |from, to| {
            format!("{from} {what} {to}")
        });
    }

    /// Requests from the internet to a load balancer come through the gateway of its
    /// VPC ([VPC UG: Internet gateways]).
    fn enters(&mut self, user: &ResourceId, balancer: &ResourceId) {
        let relations = self.relations;
        let faces = relations.indexed().find::<LoadBalancer>(balancer);
        if faces.is_none_or(|it| it.scheme != Scheme::InternetFacing) {
            return;
        }
        let Some(vpc) = relations.vpc_of(balancer) else {
            return;
        };
        let mut gateways = relations.indexed().all::<InternetGateway>();
        let gateway = gateways.find(|(_, gateway)| gateway.vpc.as_ref() == Some(vpc));
        if let Some((gateway, _)) = gateway {
            self.passes(user, gateway, "sends requests through");
            self.passes(gateway, balancer, "passes requests to");
        }
    }

    /// The way of a request.
    fn requests(&mut self) {
        let relations = self.relations;
        let architecture = relations.indexed();
        let user = architecture.all::<User>().next().map(|(id, _)| id);
        for (id, zone) in architecture.all::<HostedZone>() {
            if let Some(user) = user.filter(|_| !zone.private && !zone.records.is_empty()) {
                self.looks_up(user, id, "asks for addresses of");
            }
            for target in zone.records.iter().filter_map(|it| it.alias.as_ref()) {
                self.looks_up(id, target, "answers with the addresses of");
                if let Some(user) = user {
                    self.enters(user, target);
                }
            }
        }
        let registered = Registered::of(relations);
        for (id, balancer) in architecture.all::<LoadBalancer>() {
            if let Some(acl) = &balancer.web_acl {
                self.passes(acl, id, "inspects the requests to");
            }
            for id_of_group in forwards(balancer) {
                let group: Option<&TargetGroup> = architecture.find(id_of_group);
                let answering = group.map(|group| registered.answering(id_of_group, group));
                for target in answering.into_iter().flatten() {
                    self.passes(id, target, "passes requests to");
                }
            }
        }
        for servers in Tiers::of(relations).servers {
            for backend in servers.backends {
                self.passes(servers.id, backend, "asks");
            }
        }
    }

    fn routing(&mut self) {
        let relations = self.relations;
        for subnet in relations.subnets() {
            let Some(table) = subnet.table.and_then(|id| relations.table(id)) else {
                continue;
            };
            let ends = (subnet.id, table.id);
            self.add(ends, LineKind::Association, "", |name, table| {
                format!("{name} obeys {table}")
            });
            for route in &table.table.routes {
                if let Some(target) = &route.target {
                    let to = route.destination.to_string();
                    self.add((subnet.id, target), LineKind::Route, &to, |name, target| {
                        format!("{name} sends {to} to {target}")
                    });
                }
            }
        }
    }

    fn security(&mut self) {
        let architecture = self.relations.indexed();
        let guards = Guards::of(self.relations);
        for (group, _) in architecture.all::<SecurityGroup>() {
            for member in guards.members(group) {
                self.add((group, member), LineKind::Association, "", |group, name| {
                    format!("{group} guards {name}")
                });
            }
        }
        let internet = architecture.all::<User>().next().map(|(id, _)| id);
        for (id, group) in architecture.all::<SecurityGroup>() {
            for to in guards.members(id) {
                for rule in &group.ingress {
                    let froms = match &rule.peer {
                        Peer::Group(peer) => guards.members(peer),
                        Peer::Cidr(block) => {
                            let block = block.lenient();
                            let everybody = block.is_some_and(|it| it.prefix_len() == 0);
                            internet
                                .as_slice()
                                .get(..usize::from(everybody))
                                .unwrap_or(&[])
                        }
                    };
                    let on = ports(rule);
                    for from in froms.iter().filter(|from| *from != to) {
                        self.add((from, to), LineKind::Security, &on, |from, to| {
                            format!("{from} may talk to {to} on {on}")
                        });
                    }
                }
            }
        }
    }
}

fn ports(rule: &SecurityGroupRule) -> String {
    match (rule.from_port, rule.to_port) {
        (Some(from), Some(to)) if from == to => format!("{} {from}", rule.protocol),
        (Some(from), Some(to)) => format!("{} {from}–{to}", rule.protocol),
        _ => rule.protocol.to_string(),
    }
}

/// What a layer says on the things themselves in place of their second line:
/// the route table that a subnet obeys, the security groups that guard a node.
pub fn layer_words(relations: &Relations<'_>, layer: Layer) -> BTreeMap<ResourceId, String> {
    let architecture = relations.indexed();
    let mut words: BTreeMap<ResourceId, String> = BTreeMap::new();
    match layer {
        Layer::Structure => {}
        Layer::Routing => {
            for subnet in relations.subnets() {
                let table = match subnet.table {
                    Some(table) => architecture.name_of(table),
                    None => "main route table".to_owned(),
                };
                words.insert(subnet.id.clone(), table);
            }
        }
        Layer::Security => {
            let guards = Guards::of(relations);
            for (group, _) in architecture.all::<SecurityGroup>() {
                let name = architecture.name_of(group);
                for member in guards.members(group) {
                    let said = words.entry((*member).clone()).or_default();
                    if !said.is_empty() {
                        said.push_str(", ");
                    }
                    said.push_str(&name);
                }
            }
        }
    }
    words
}

//! What is linked with what, on each layer: prepared once for an architecture,
//! however often the lines are then drawn anew.
//!
//! Who may talk to whom is read off the rules of security groups, as far as
//! the security layer shows it; it is not traced.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::{Layer, LineKind};
use super::users::Users;
use crate::architecture::{
    Architecture, AutoScalingGroup, Database, DnsRecord, HostedZone, Indexed, Instance, Kind,
    LaunchTemplate, LoadBalancer, Peer, ResourceId, RouteTable, SecurityGroup, SecurityGroupRule,
    Subnet, TargetGroup, User, Vpc,
};

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
    pub fn of(architecture: &Architecture, layer: Layer) -> Self {
        let mut gathering = Gathering::new(architecture);
        gathering.replicas();
        match layer {
            Layer::Structure => gathering.requests(),
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
struct Gathering<'a> {
    architecture: Indexed<'a>,
    users: Users,
    /// The Auto Scaling groups that launch from each template.
    launched: FxHashMap<&'a ResourceId, Vec<&'a ResourceId>>,
    links: Vec<Link>,
    known: FxHashSet<(ResourceId, ResourceId, LineKind)>,
}

impl<'a> Gathering<'a> {
    fn new(architecture: &'a Architecture) -> Self {
        let architecture = Indexed::new(architecture);
        let mut launched: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (id, group) in architecture.all::<AutoScalingGroup>() {
            if let Some(template) = &group.launch_template {
                launched.entry(template).or_default().push(id);
            }
        }
        Self {
            users: Users::of(architecture.architecture()),
            architecture,
            launched,
            links: Vec::new(),
            known: FxHashSet::default(),
        }
    }

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
            let name = |id| self.architecture.name_of(id);
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
        let databases: Vec<_> = self.architecture.all::<Database>().collect();
        for (id, _) in databases.into_iter().filter(|(_, it)| it.multi_az) {
            let standby = id.member("standby");
            self.add((id, &standby), LineKind::Replica, "", |name, _| {
                format!("{name} copies everything to its standby")
            });
        }
    }

    fn passes(&mut self, from: &ResourceId, to: &ResourceId, what: &str) {
        self.add((from, to), LineKind::Attach, "", |from, to| {
            format!("{from} {what} {to}")
        });
    }

    /// The way of a request.
    fn requests(&mut self) {
        let zones: Vec<_> = self.architecture.all::<HostedZone>().collect();
        for (id, zone) in zones {
            for DnsRecord { alias, .. } in &zone.records {
                if let Some(target) = alias {
                    self.passes(id, target, "points at");
                }
            }
        }
        let balancers: Vec<_> = self.architecture.all::<LoadBalancer>().collect();
        for (id, balancer) in balancers {
            if let Some(acl) = &balancer.web_acl {
                self.passes(acl, id, "inspects the requests to");
            }
            let groups = (balancer.listeners.iter())
                .flat_map(|listener| listener.actions())
                .filter_map(|action| action.target_group());
            for group in groups {
                let scaling: Vec<ResourceId> =
                    self.users.by(group, "target_groups").cloned().collect();
                for target in &scaling {
                    if self.architecture.kind_of(target) == Some(Kind::AutoScalingGroup) {
                        self.passes(id, target, "passes requests to");
                    }
                }
                let targets = self.architecture.find::<TargetGroup>(group);
                for target in targets.map_or(&[][..], |group| &group.targets) {
                    self.passes(id, target, "passes requests to");
                }
            }
        }
        let groups: Vec<_> = self.architecture.all::<AutoScalingGroup>().collect();
        for (id, group) in groups {
            let template: Option<&LaunchTemplate> =
                self.architecture.follow(&group.launch_template);
            for backend in template.map_or(&[][..], |template| &template.backends) {
                self.passes(id, backend, "asks");
            }
        }
        let instances: Vec<_> = self.architecture.all::<Instance>().collect();
        for (id, instance) in instances {
            for backend in &instance.backends {
                self.passes(id, backend, "asks");
            }
        }
    }

    fn routing(&mut self) {
        let subnets: Vec<_> = self.architecture.all::<Subnet>().collect();
        for (id, subnet) in subnets {
            let Some(table) = route_table(&self.architecture, subnet) else {
                continue;
            };
            self.add((id, table), LineKind::Association, "", |name, table| {
                format!("{name} obeys {table}")
            });
            let routes = self.architecture.find::<RouteTable>(table);
            for route in routes.map_or(&[][..], |table| &table.routes) {
                if let Some(target) = &route.target {
                    let to = route.destination.to_string();
                    self.add((id, target), LineKind::Route, &to, |name, target| {
                        format!("{name} sends {to} to {target}")
                    });
                }
            }
        }
    }

    fn security(&mut self) {
        let groups: Vec<_> = self.architecture.all::<SecurityGroup>().collect();
        let members: BTreeMap<&ResourceId, Vec<ResourceId>> = groups
            .iter()
            .map(|(id, _)| {
                (
                    *id,
                    members(&self.users, &self.launched, &self.architecture, id),
                )
            })
            .collect();
        for (group, members) in &members {
            for member in members {
                self.add((group, member), LineKind::Association, "", |group, name| {
                    format!("{group} guards {name}")
                });
            }
        }
        let internet = self.architecture.all::<User>().next().map(|(id, _)| id);
        for (id, group) in &groups {
            for to in &members[id] {
                for rule in &group.ingress {
                    let everybody = matches!(&rule.peer, Peer::Cidr(block)
                        if block.lenient().is_some_and(|it| it.prefix_len() == 0));
                    let froms = match &rule.peer {
                        Peer::Group(peer) => members.get(peer).map_or(&[][..], Vec::as_slice),
                        Peer::Cidr(_) if everybody => {
                            internet.map_or(&[][..], std::slice::from_ref)
                        }
                        Peer::Cidr(_) => &[],
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

/// What a group guards, as it is drawn: a group whose launch template names it
/// stands for its instances.
fn members(
    users: &Users,
    launched: &FxHashMap<&ResourceId, Vec<&ResourceId>>,
    architecture: &Architecture,
    group: &ResourceId,
) -> Vec<ResourceId> {
    let mut members = Vec::new();
    for (user, property) in users.of_resource(group) {
        if *property != "security_groups" && *property != "mount_targets" {
            continue;
        }
        match architecture.kind_of(user) {
            Some(Kind::LaunchTemplate) => {
                members.extend(launched.get(user).into_iter().flatten().copied().cloned());
            }
            Some(_) => members.push(user.clone()),
            None => {}
        }
    }
    members
}

/// The route table that counts for a subnet: its own or its VPC's main one.
fn route_table<'a>(architecture: &Indexed<'a>, subnet: &'a Subnet) -> Option<&'a ResourceId> {
    subnet.route_table.as_ref().or_else(|| {
        architecture
            .follow::<Vpc>(&subnet.vpc)
            .and_then(|vpc| vpc.main_route_table.as_ref())
    })
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
pub fn layer_words(architecture: &Architecture, layer: Layer) -> BTreeMap<ResourceId, String> {
    let mut words: BTreeMap<ResourceId, String> = BTreeMap::new();
    match layer {
        Layer::Structure => {}
        Layer::Routing => {
            let architecture = Indexed::new(architecture);
            for (id, subnet) in architecture.all::<Subnet>() {
                let table = match route_table(&architecture, subnet) {
                    Some(table) => architecture.name_of(table),
                    None => "main route table".to_owned(),
                };
                words.insert(id.clone(), table);
            }
        }
        Layer::Security => {
            let gathering = Gathering::new(architecture);
            for (group, _) in gathering.architecture.all::<SecurityGroup>() {
                let name = gathering.architecture.name_of(group);
                let (users, launched) = (&gathering.users, &gathering.launched);
                for member in members(users, launched, architecture, group) {
                    let said = words.entry(member).or_default();
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

//! Which lines are drawn: few. Each layer shows the relations that it is
//! about, and the calm one, Structure, just the way of a request.

use super::links::{backends, members, route_table, talks};
use super::route::Router;
use super::{Scene, Shape};
use std::collections::BTreeMap;

use crate::architecture::{
    Architecture, AutoScalingGroup, Database, DnsRecord, HostedZone, Instance, Kind, LoadBalancer,
    ResourceId, RouteTable, Subnet, TargetGroup,
};
use crate::editor::geometry::Point;

/// What the drawing shows besides the things themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// The way of a request, and standbys.
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
        }
    }
}

/// A line between two things.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
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
    /// Its corners, the ends included.
    pub points: Vec<Point>,
}

impl Scene {
    /// The lines of a layer. Which table or group counts for what stands on
    /// the things themselves (see [`layer_words`]); lines to the shelf are
    /// drawn only for what is `selected`, for there would be too many.
    pub fn lines(
        &self,
        architecture: &Architecture,
        layer: Layer,
        selected: &dyn Fn(&ResourceId) -> bool,
    ) -> Vec<Line> {
        let mut links = Vec::new();
        structure(architecture, layer, &mut links);
        match layer {
            Layer::Structure => {}
            Layer::Routing => routing(architecture, &mut links),
            Layer::Security => security(architecture, self, &mut links),
        }
        links.retain(|(from, to, kind, ..)| {
            *kind != LineKind::Association || selected(from) || selected(to)
        });
        let router = Router::new(self);
        let mut lines: Vec<Line> = Vec::new();
        for (from, to, kind, label, note) in links {
            let drawn = lines
                .iter()
                .any(|line| line.from == from && line.to == to && line.kind == kind);
            let (Some(one), Some(other)) = (self.get(&from), self.get(&to)) else {
                continue;
            };
            if !drawn {
                lines.push(Line {
                    points: router.route(one, other),
                    from,
                    to,
                    kind,
                    label,
                    note,
                });
            }
        }
        lines
    }
}

type Link = (ResourceId, ResourceId, LineKind, String, String);

/// The way of a request, left out where the layer shows something else.
fn structure(architecture: &Architecture, layer: Layer, links: &mut Vec<Link>) {
    let name = |id: &ResourceId| architecture.name_of(id);
    for (id, database) in architecture.all::<Database>() {
        if database.multi_az {
            let standby = id.member("standby");
            let label = format!("{} copies everything to its standby", name(id));
            links.push((id.clone(), standby, LineKind::Replica, label, String::new()));
        }
    }
    if layer != Layer::Structure {
        return;
    }
    let mut passes = |from: &ResourceId, to: &ResourceId, what: &str| {
        let label = format!("{} {what} {}", name(from), name(to));
        links.push((
            from.clone(),
            to.clone(),
            LineKind::Attach,
            label,
            String::new(),
        ));
    };
    for (id, zone) in architecture.all::<HostedZone>() {
        for DnsRecord { alias, .. } in &zone.records {
            if let Some(target) = alias {
                passes(id, target, "points at");
            }
        }
    }
    for (id, balancer) in architecture.all::<LoadBalancer>() {
        if let Some(acl) = &balancer.web_acl {
            passes(acl, id, "inspects the requests to");
        }
        let groups = balancer
            .listeners
            .iter()
            .flat_map(|listener| listener.actions())
            .filter_map(|action| action.target_group());
        for group in groups {
            for (target, it) in architecture.all::<AutoScalingGroup>() {
                if it.target_groups.contains(group) {
                    passes(id, target, "passes requests to");
                }
            }
            for target in architecture
                .find::<TargetGroup>(group)
                .map_or(&[][..], |group| &group.targets)
            {
                passes(id, target, "passes requests to");
            }
        }
    }
    for (id, group) in architecture.all::<AutoScalingGroup>() {
        for backend in backends(architecture, group) {
            passes(id, backend, "asks");
        }
    }
    for (id, instance) in architecture.all::<Instance>() {
        for backend in &instance.backends {
            passes(id, backend, "asks");
        }
    }
}

fn routing(architecture: &Architecture, links: &mut Vec<Link>) {
    for (id, subnet) in architecture.all::<Subnet>() {
        let Some(table) = route_table(architecture, subnet) else {
            continue;
        };
        let label = format!(
            "{} obeys {}",
            architecture.name_of(id),
            architecture.name_of(&table)
        );
        links.push((
            id.clone(),
            table.clone(),
            LineKind::Association,
            label,
            String::new(),
        ));
        let routes = architecture
            .find::<RouteTable>(&table)
            .map_or(&[][..], |table| &table.routes);
        for route in routes {
            if let Some(target) = &route.target {
                let label = format!(
                    "{} sends {} to {}",
                    architecture.name_of(id),
                    route.destination,
                    architecture.name_of(target)
                );
                links.push((
                    id.clone(),
                    target.clone(),
                    LineKind::Route,
                    label,
                    route.destination.to_string(),
                ));
            }
        }
    }
}

fn security(architecture: &Architecture, scene: &Scene, links: &mut Vec<Link>) {
    for group in architecture.ids_of(Kind::SecurityGroup) {
        for member in members(architecture, group) {
            let label = format!(
                "{} guards {}",
                architecture.name_of(group),
                architecture.name_of(&member)
            );
            links.push((
                group.clone(),
                member,
                LineKind::Association,
                label,
                String::new(),
            ));
        }
    }
    let internet = architecture.ids_of(Kind::User).next();
    for talk in talks(architecture) {
        let Some(from) = talk.from.or_else(|| internet.cloned()) else {
            continue;
        };
        let label = format!(
            "{} may talk to {} on {}",
            architecture.name_of(&from),
            architecture.name_of(&talk.to),
            talk.on
        );
        links.push((from, talk.to, LineKind::Security, label, talk.on));
    }
    // A chip has no line to what is not drawn.
    links.retain(|(from, to, ..)| {
        [from, to]
            .into_iter()
            .all(|id| scene.get(id).is_some_and(|thing| thing.shape != Shape::Box))
    });
}

/// What a layer says on the things themselves in place of their second line:
/// the route table that a subnet obeys, the security groups that guard a node.
pub fn layer_words(architecture: &Architecture, layer: Layer) -> BTreeMap<ResourceId, String> {
    let mut words: BTreeMap<ResourceId, Vec<String>> = BTreeMap::new();
    match layer {
        Layer::Structure => {}
        Layer::Routing => {
            for (id, subnet) in architecture.all::<Subnet>() {
                let table = match route_table(architecture, subnet) {
                    Some(table) => architecture.name_of(&table),
                    None => "main route table".to_owned(),
                };
                words.insert(id.clone(), vec![table]);
            }
        }
        Layer::Security => {
            for group in architecture.ids_of(Kind::SecurityGroup) {
                for member in members(architecture, group) {
                    let name = architecture.name_of(group);
                    words.entry(member).or_default().push(name);
                }
            }
        }
    }
    words
        .into_iter()
        .map(|(id, names)| (id, names.join(", ")))
        .collect()
}

//! The last steps over the whole template: what must wait for its way to the
//! internet, texts that CloudFormation could take for references, and the
//! order in which resources are written.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use petgraph::Direction;
use petgraph::algo::has_path_connecting;
use petgraph::graph::{DiGraph, NodeIndex};

use super::template::Template;
use super::value::Value;
use super::writer::Writer;
use crate::architecture::{NatGateway, ResourceId, RouteTable};

/// Finishes the template.
pub(super) fn finish(mut w: Writer) -> Writer {
    settle_waits(&mut w);
    guard_texts(&mut w.template);
    drop_unused_parameters(&mut w.template);
    order(&mut w.template);
    w
}

/// The graph of what must exist first: an edge leads from a resource to what
/// it needs.
fn graph(template: &Template) -> (DiGraph<usize, ()>, BTreeMap<String, NodeIndex>) {
    let mut graph = DiGraph::new();
    let nodes: BTreeMap<String, NodeIndex> = template
        .resources
        .iter()
        .enumerate()
        .map(|(index, entry)| (entry.id.clone(), graph.add_node(index)))
        .collect();
    for entry in &template.resources {
        let from = nodes[&entry.id];
        entry.visit_references(&mut |id| {
            if let Some(to) = nodes.get(id) {
                graph.update_edge(from, *to, ());
            }
        });
    }
    (graph, nodes)
}

/// A script that runs at an instance's first start, and only then, may need
/// the internet or a mount target. CloudFormation makes things side by side,
/// so without a word it would start instances before their subnets' routes
/// are there. Those that have a script therefore wait for their subnets'
/// routes, except where such a route itself waits for them, as with a
/// NAT instance in its own subnet.
fn settle_waits(w: &mut Writer) {
    let (mut graph, nodes) = graph(&w.template);
    for (waiting, mut subnets) in std::mem::take(&mut w.waiting) {
        // The way out leads on through the subnets of NAT gateways.
        let beyond: Vec<_> = subnets.iter().flat_map(|it| nat_subnets(w, it)).collect();
        subnets.extend(beyond);
        let Some(from) = nodes.get(&waiting) else {
            continue;
        };
        let mut needs: Vec<String> = Vec::new();
        for subnet in subnets {
            if let Some((table, association)) = w.associations.get(&subnet) {
                needs.push(association.clone());
                needs.extend(w.routes.get(table).into_iter().flatten().cloned());
            }
        }
        let mut added = BTreeSet::new();
        for need in needs {
            let Some(to) = nodes.get(&need) else {
                continue;
            };
            // Named by a property already, or waiting for this very resource.
            if graph.contains_edge(*from, *to) || has_path_connecting(&graph, *to, *from, None) {
                continue;
            }
            graph.add_edge(*from, *to, ());
            if added.insert(need.clone())
                && let Some(entry) = w.template.resources.iter_mut().find(|it| it.id == waiting)
                && !entry.depends_on.contains(&need)
            {
                entry.depends_on.push(need);
            }
        }
    }
}

/// The subnets of the NAT gateways that a subnet's routes lead to.
fn nat_subnets(w: &Writer, subnet: &ResourceId) -> Vec<ResourceId> {
    let table = w
        .associations
        .get(subnet)
        .and_then(|(table, _)| w.architecture.find::<RouteTable>(table));
    let routes = table.into_iter().flat_map(|table| &table.routes);
    routes
        .filter_map(|route| w.architecture.follow::<NatGateway>(&route.target))
        .filter_map(|nat| nat.subnet.clone())
        .collect()
}

/// A parameter that was made for something that is left out after all would
/// only make people wonder.
fn drop_unused_parameters(template: &mut Template) {
    let mut used: BTreeSet<String> = BTreeSet::new();
    for entry in &template.resources {
        entry.visit_references(&mut |id| {
            used.insert(id.to_owned());
        });
    }
    template.parameters.retain(|it| used.contains(&it.id));
}

/// CloudFormation puts something else in place of `{{resolve:…}}` wherever it
/// stands, and tools take `${Name}` for a forgotten `Fn::Sub`, where such a
/// name exists, and `AWS::Region` for a forgotten `Ref`. What a learner typed
/// is none of these: such texts are cut in pieces, and CloudFormation joins
/// them again.
fn guard_texts(template: &mut Template) {
    let mut names: BTreeSet<String> = template.resources.iter().map(|it| it.id.clone()).collect();
    names.extend(template.parameters.iter().map(|it| it.id.clone()));
    let guard = |text: &str| {
        let named = text.split("${").skip(1).any(|rest| {
            let name = rest.split(['}', '.']).next().unwrap_or(rest).trim();
            name.starts_with("AWS::") || names.contains(name)
        });
        if text.starts_with("AWS::") {
            return Some(cut(text, "::"));
        }
        (named || text.contains("{{resolve:")).then(|| cut(text, "{"))
    };
    for entry in &mut template.resources {
        for (_, value) in &mut entry.properties.0 {
            value.replace_texts(&guard);
        }
    }
}

fn cut(text: &str, at: &str) -> Value {
    Value::Join(at.to_owned(), text.split(at).map(Value::from).collect())
}

/// Puts every resource behind what it needs, and else keeps the order in which
/// they were written.
fn order(template: &mut Template) {
    let (graph, _) = graph(template);
    let mut open: Vec<usize> = graph
        .node_indices()
        .map(|node| graph.neighbors(node).filter(|need| *need != node).count())
        .collect();
    let mut ready: BinaryHeap<Reverse<usize>> = (0..open.len())
        .filter(|index| open[*index] == 0)
        .map(Reverse)
        .collect();
    let mut order = Vec::with_capacity(open.len());
    while let Some(Reverse(index)) = ready.pop() {
        order.push(index);
        // Node indices count up with the resources.
        for user in graph.neighbors_directed(NodeIndex::new(index), Direction::Incoming) {
            let user = user.index();
            open[user] = open[user].saturating_sub(1);
            if open[user] == 0 {
                ready.push(Reverse(user));
            }
        }
    }
    // No ring can be left; if one were, its members would stay at the end.
    let placed: BTreeSet<usize> = order.iter().copied().collect();
    order.extend((0..open.len()).filter(|index| !placed.contains(index)));
    let mut entries: Vec<_> = std::mem::take(&mut template.resources)
        .into_iter()
        .map(Some)
        .collect();
    template.resources = order
        .into_iter()
        .filter_map(|index| entries[index].take())
        .collect();
}

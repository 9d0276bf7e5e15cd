//! What a run says of the things of the scene: whose picture it replaces, what
//! stands under a name, and everything in words for those who hear the page.

use std::collections::BTreeMap;

use super::living::{Key, Living, customers};
use super::looks;
use super::places::Places;
use super::stage::Stage;
use crate::architecture::{Kind, ResourceId};
use crate::editor::scene::{Shape, Thing};
use crate::order::InOrder;
use crate::simulation::View;
use crate::simulation::view::{Health, Phase, ServerView};

/// What a run says of a thing of the scene.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Whether the run draws it itself.
    pub replaced: bool,
    /// What stands in place of its second line.
    pub second: Option<String>,
    /// Everything about it in words; empty where nothing is to be added.
    pub label: String,
}

/// What a run says of the things of the scene.
pub type Alive = BTreeMap<ResourceId, Told>;

/// What a moment says of the things of the scene.
pub fn alive(stage: &Stage<'_>, view: &View, places: &Places, living: &[Living]) -> Alive {
    let mut alive = Alive::new();
    for it in living {
        if let Key::Thing(id) = &it.key
            && let Some(thing) = stage.scene.get(id)
        {
            alive.insert(id.clone(), replaced(thing, &it.name, &it.words));
        }
    }
    for server in view.servers.iter().filter(|it| !it.is_member) {
        if let Some(thing) = stage.scene.get(&server.of) {
            let told = replaced(thing, &server.name, &looks::words(server));
            alive.insert(server.of.clone(), told);
        }
    }
    for frame in stage.scene.of_shape(Shape::Frame) {
        group(stage, view, places, frame, &mut alive);
    }
    balancer(stage, view, &mut alive);
    if let Some(thing) = stage.customers() {
        let said = customers(view);
        let label = format!("{}, {said}", thing.label);
        let told = Told {
            replaced: false,
            second: Some(said),
            label,
        };
        alive.insert(thing.id.clone(), told);
    }
    for code in &view.lost_zones {
        let boxes = stage.scene.of_shape(Shape::Box);
        for subnet in boxes.filter(|it| stage.zone_of(&it.id) == code) {
            let told = Told {
                label: format!("{}, {code} is lost", subnet.label),
                ..Told::default()
            };
            alive.insert(subnet.id.clone(), told);
        }
    }
    alive
}

fn replaced(thing: &Thing, name: &str, words: &str) -> Told {
    Told {
        replaced: true,
        second: None,
        label: format!("{name}, {}, {words}", thing.kind.info().title),
    }
}

/// The count on the frame of a group, and its servers in the places of the
/// members that the scene draws: the keyboard goes by these.
fn group(stage: &Stage<'_>, view: &View, places: &Places, frame: &Thing, alive: &mut Alive) {
    let mine = |it: &&ServerView| it.is_member && it.of == frame.id;
    let servers: Vec<&ServerView> = view.servers.iter().filter(mine).collect();
    let is_up = |it: &&&ServerView| it.phase == Phase::Up;
    let serves = |it: &&&ServerView| matches!(it.health, None | Some(Health::Healthy));
    let starts = |it: &&&ServerView| match it.phase {
        Phase::Pending | Phase::Booting | Phase::Installing | Phase::Starting => true,
        Phase::Up => it.health == Some(Health::Initial),
        _ => false,
    };
    let gone =
        |it: &&&ServerView| matches!(it.phase, Phase::Terminated | Phase::Stopping | Phase::Lost);
    let there = servers.iter().filter(|it| !gone(it)).count();
    let up = servers.iter().filter(is_up).filter(serves).count();
    let starting = servers.iter().filter(starts).count();
    let mut second = format!("{up} of {there} in service");
    if starting > 0 {
        second.push_str(&format!(" · {starting} starting"));
    }
    let mut label = format!("{}, {}, {second}", frame.name, frame.kind.info().title);
    for server in servers.iter().filter(|it| it.phase != Phase::Terminated) {
        label.push_str(&format!("; {}, {}", server.name, looks::words(server)));
    }
    let told = Told {
        replaced: false,
        second: Some(second),
        label,
    };
    alive.insert(frame.id.clone(), told);
    // Those that stand in a subnet, from the left.
    let mut seated: BTreeMap<&ResourceId, Vec<&ServerView>> = BTreeMap::new();
    for server in &servers {
        if places.servers.contains_key(&server.number) {
            seated.entry(&server.subnet).or_default().push(server);
        }
    }
    let nodes = stage.scene.of_shape(Shape::Node);
    let mut members: Vec<&Thing> = nodes
        .filter(|it| it.is_member() && it.id.owner() == frame.id)
        .collect();
    members.order_by(|one, other| {
        let of = |it: &Thing| {
            (
                it.parent.clone(),
                it.place.y.round() as i64,
                it.place.x.round() as i64,
            )
        };
        of(one).cmp(&of(other))
    });
    let mut next: BTreeMap<&ResourceId, usize> = BTreeMap::new();
    for member in members {
        let Some(subnet) = member.parent.as_ref() else {
            continue;
        };
        let at = next.entry(subnet).or_default();
        let server = seated.get(subnet).and_then(|all| all.get(*at));
        *at += 1;
        let told = match server {
            Some(server) => replaced(member, &server.name, &looks::words(server)),
            None => replaced(member, &frame.name, "no server stands here now"),
        };
        alive.insert(member.id.clone(), told);
    }
}

/// How many targets are healthy, on the balancer. With several balancers a
/// view does not say whose targets the servers are.
fn balancer(stage: &Stage<'_>, view: &View, alive: &mut Alive) {
    let nodes = stage.scene.of_shape(Shape::Node);
    let mut balancers = nodes.filter(|it| it.kind == Kind::LoadBalancer);
    let (Some(one), None) = (balancers.next(), balancers.next()) else {
        return;
    };
    if alive.contains_key(&one.id) {
        return;
    }
    let health = view.servers.iter().filter_map(|it| it.health);
    let targets: Vec<Health> = health.filter(|it| *it != Health::Unused).collect();
    let healthy = targets.iter().filter(|it| **it == Health::Healthy).count();
    let second = match targets.len() {
        0 => "no targets".to_owned(),
        1 => format!("{healthy} of 1 target healthy"),
        all => format!("{healthy} of {all} targets healthy"),
    };
    let told = Told {
        replaced: false,
        label: format!("{}, {}, {second}", one.name, one.kind.info().title),
        second: Some(second),
    };
    alive.insert(one.id.clone(), told);
}

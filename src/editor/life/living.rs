//! Everything that has a picture of its own while a run is shown: servers,
//! both places of a database, and what does not work.

use super::looks::{self, Health, Lines, Look, Ring};
use super::places::{Places, Slot};
use super::stage::Stage;
use crate::architecture::{Kind, ResourceId};
use crate::editor::geometry::Rect;
use crate::editor::scene::{Shape, Thing};
use crate::simulation::View;
use crate::simulation::view::{DatabaseView, Phase, ServerView};

/// Whose picture it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A server, by its number in the run.
    Server(u32),
    /// The servers of a group in a subnet for which there is no room.
    More(ResourceId, ResourceId),
    /// A thing of the scene.
    Thing(ResourceId),
    /// Customers, where the drawing has none.
    Customers,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Living {
    /// Whose.
    pub key: Key,
    /// Where, in the world; as large as a node of the scene.
    pub rect: Rect,
    /// The room for its words.
    pub room: f64,
    /// The name of its icon; empty for a number alone.
    pub icon: &'static str,
    /// What it is called.
    pub name: String,
    /// How it looks.
    pub look: Look,
    /// Its state in words.
    pub words: String,
    /// Whether it stands on the ground of the canvas and not of a VPC.
    pub outside: bool,
}

/// Every picture, in a stable order.
pub fn all(stage: &Stage<'_>, view: &View, places: &Places) -> Vec<Living> {
    let mut all = servers(stage, view, places);
    let mut taken: Vec<ResourceId> = view.servers.iter().map(|it| it.of.clone()).collect();
    for database in &view.databases {
        all.extend(copies(stage, view, database));
        taken.push(database.id.clone());
    }
    all.extend(broken(stage, view, &taken));
    if stage.customers().is_none()
        && let Some(Slot { rect, room }) = places.customers
    {
        all.push(Living {
            key: Key::Customers,
            rect,
            room,
            icon: Kind::User.info().icon,
            name: "Customers".to_owned(),
            look: Look {
                second: customers(view),
                ..Look::default()
            },
            words: looks::requests(view.asked),
            outside: true,
        });
    }
    all
}

/// How many customers ask, in a few words.
pub fn customers(view: &View) -> String {
    let asked = format!("{} requests/s", view.asked.round());
    match view.answered {
        Some(answered) if answered < 0.995 => {
            format!(
                "{asked} · {} % fail",
                looks::percent(1.0 - answered).max(1.0)
            )
        }
        _ => asked,
    }
}

fn servers(stage: &Stage<'_>, view: &View, places: &Places) -> Vec<Living> {
    // The lines are the same for all of a group.
    let mut known: Vec<(&ResourceId, Lines)> = Vec::new();
    let mut all: Vec<Living> = Vec::with_capacity(view.servers.len());
    for server in &view.servers {
        let Some(Slot { rect, room }) = places.servers.get(&server.number).copied() else {
            continue;
        };
        let lines = match known.iter().find(|(of, _)| *of == &server.of) {
            Some((_, lines)) => *lines,
            None => {
                let lines = Lines::of(stage.architecture, &server.of);
                known.push((&server.of, lines));
                lines
            }
        };
        all.push(Living {
            key: Key::Server(server.number),
            rect,
            room,
            icon: Kind::Instance.info().icon,
            name: server.name.clone(),
            look: looks::server(server, lines),
            words: looks::words(server),
            outside: false,
        });
    }
    for more in &places.more {
        let number = more.numbers.len();
        let of = |it: &&ServerView| more.numbers.contains(&it.number);
        let up = view.servers.iter().filter(of);
        let up = up.filter(|server| server.phase == Phase::Up).count();
        all.push(Living {
            key: Key::More(more.group.clone(), more.subnet.clone()),
            rect: more.slot.rect,
            room: more.slot.room,
            icon: "",
            name: format!("+{number}"),
            look: Look {
                second: format!("{up} up"),
                ..Look::default()
            },
            words: format!("{number} more servers, {up} of them running"),
            outside: false,
        });
    }
    all
}

/// A database's pictures: where the scene draws its primary and where its
/// standby. Which is which the run says.
fn copies(stage: &Stage<'_>, view: &View, database: &DatabaseView) -> Vec<Living> {
    let primary = stage.scene.get(&database.id);
    let others = stage.scene.of_shape(Shape::Node);
    let others = others.filter(|it| it.standby && it.id.owner() == database.id);
    let name = primary.map_or_else(String::new, |it| it.name.clone());
    primary
        .into_iter()
        .chain(others)
        .map(|thing| {
            let zone = stage.zone_around(thing);
            let (look, words) = copy(view, database, zone, thing.standby);
            Living {
                name: name.clone(),
                ..of_thing(stage, thing, look, words)
            }
        })
        .collect()
}

/// How a copy of a database looks in its zone.
fn copy(view: &View, database: &DatabaseView, zone: &str, standby: bool) -> (Look, String) {
    let here = |role: &Option<String>| role.as_deref() == Some(zone) && !zone.is_empty();
    let lost = view.lost_zones.iter().any(|it| it == zone);
    // A database that names no zones stands where the scene draws it.
    let nowhere = database.primary_zone.is_none() && database.standby_zone.is_none();
    let is_primary = here(&database.primary_zone) || (nowhere && !standby);
    let load = format!(
        "CPU {} percent, {} connections",
        looks::percent(database.cpu),
        database.connections
    );
    if lost && !(is_primary && database.answers) {
        let second = match (is_primary, standby) {
            (true, _) => "primary, lost",
            (false, false) => "was primary",
            (false, true) => "standby, lost",
        };
        let look = Look {
            health: Health::Broken,
            gone: true,
            second: second.to_owned(),
            ..Look::default()
        };
        (look, format!("{second}, its zone is lost"))
    } else if is_primary {
        let role = match database.standby_zone {
            Some(_) => "primary",
            None => "",
        };
        let calm = database.answers && database.status == "available";
        let second = match (calm, role) {
            (true, "") => format!("{} %", looks::percent(database.cpu)),
            (true, role) => format!("{role} · {} %", looks::percent(database.cpu)),
            (false, _) => database.status.clone(),
        };
        let look = Look {
            health: match (database.answers, calm) {
                (true, true) => Health::Fine,
                (true, false) => Health::Warning,
                (false, _) => Health::Broken,
            },
            ring: if database.answers {
                Ring::None
            } else {
                Ring::Waits
            },
            pale: !database.answers,
            second,
            ..Look::default()
        };
        let answers = if database.answers {
            ""
        } else {
            ", does not answer"
        };
        let role = if role.is_empty() { "" } else { "primary, " };
        (look, format!("{role}{}{answers}, {load}", database.status))
    } else if here(&database.standby_zone) {
        let look = Look {
            health: Health::Fine,
            pale: true,
            second: "standby".to_owned(),
            ..Look::default()
        };
        (look, "standby, takes no requests".to_owned())
    } else {
        let look = Look {
            pale: true,
            second: "no copy here".to_owned(),
            ..Look::default()
        };
        (look, "no copy here now".to_owned())
    }
}

/// What does not work: what the run says, and what stands in a lost zone.
fn broken(stage: &Stage<'_>, view: &View, taken: &[ResourceId]) -> Vec<Living> {
    stage
        .scene
        .of_shape(Shape::Node)
        .filter(|thing| !taken.contains(&thing.id.owner()))
        .filter_map(|thing| {
            let zone = stage.zone_around(thing);
            let lost = view.lost_zones.iter().any(|it| it == zone);
            // A balancer lives on in its other zones.
            let is_zonal = thing.kind != Kind::LoadBalancer;
            let down = view.down.contains(&thing.id);
            if !(down || lost && is_zonal) {
                return None;
            }
            let word = if lost { "lost" } else { "out of order" };
            let look = Look {
                health: Health::Broken,
                gone: true,
                second: word.to_owned(),
                ..Look::default()
            };
            Some(of_thing(stage, thing, look, word.to_owned()))
        })
        .collect()
}

/// The picture of a thing of the scene, in its place.
fn of_thing(stage: &Stage<'_>, thing: &Thing, look: Look, words: String) -> Living {
    Living {
        key: Key::Thing(thing.id.clone()),
        rect: stage.scene.rect_of(thing),
        room: 142.0,
        icon: thing.icon,
        name: thing.name.clone(),
        look,
        words,
        outside: !(thing.kind.is_in_network() && thing.parent.is_some()),
    }
}

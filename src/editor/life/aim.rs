//! What something can be done to: the things of the drawing that fit a deed.

use std::collections::BTreeSet;

use super::places::Places;
use super::stage::Stage;
use crate::architecture::Kind;
use crate::editor::geometry::Rect;
use crate::editor::scene::{Shape, Thing, frame_label};
use crate::order::{InOrder, by_name};
use crate::simulation::record::Happened;
use crate::simulation::view::{DatabaseView, Phase, ServerView};
use crate::simulation::{Deed, View, Whom};

/// Something that a deed can be done to.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// It, as a deed names it.
    pub whom: Whom,
    /// What it is called, with what it is.
    pub name: String,
    /// Where it is to be pressed, in the world.
    pub rect: Rect,
}

/// Everything that a deed of this kind fits, whomever it names now, in an order
/// for the keyboard: from top to bottom, from left to right. Where different
/// kinds of things fit, the words `@nat` and `@database` narrow it to theirs.
pub fn fitting(stage: &Stage<'_>, view: &View, story: &[Happened], deed: &Deed) -> Vec<Target> {
    let aim = Aim {
        stage,
        view,
        places: Places::of(stage, view, story),
    };
    let runs = |it: &ServerView| {
        !matches!(
            it.phase,
            Phase::Stopping | Phase::Stopped | Phase::Terminated | Phase::Lost
        )
    };
    let is_up = |it: &ServerView| it.phase == Phase::Up;
    let mut targets = match deed {
        Deed::Stop(_) => aim.servers(&runs),
        Deed::Start(_) => aim.servers(&|it| it.phase == Phase::Stopped),
        Deed::Terminate(_) => {
            aim.servers(&|it| !matches!(it.phase, Phase::Terminated | Phase::Lost))
        }
        Deed::Crash(_) => aim.servers(&is_up),
        Deed::Spike { .. } => [aim.servers(&is_up), aim.groups()].concat(),
        Deed::FailZone(_) => aim.zones(false),
        Deed::RestoreZone(_) => aim.zones(true),
        Deed::Fail(whom) => {
            let works = |it: &Thing| it.kind == Kind::NatGateway && !view.down.contains(&it.id);
            [
                aim.things(&|it| *whom != Whom::Database && works(it)),
                aim.databases(&|database| *whom != Whom::Nat && database.answers),
            ]
            .concat()
        }
        Deed::Restore(_) => aim.things(&|it| view.down.contains(&it.id)),
        Deed::Failover(_) => {
            aim.databases(&|database| database.answers && database.standby_zone.is_some())
        }
        Deed::RestoreDatabase { .. } => aim.databases(&|_| true),
        Deed::Fill { of, .. } => [
            aim.servers(&|it| *of != Whom::Database && runs(it)),
            aim.databases(&|_| true),
        ]
        .concat(),
        Deed::BadDeployment(_) | Deed::RollBack(_) | Deed::Refresh(_) => aim.groups(),
        Deed::StopLogging(_) | Deed::StartLogging(_) => aim.things(&|it| it.kind == Kind::Trail),
        // Nothing is chosen for these.
        Deed::Flood { .. } | Deed::Attack { .. } | Deed::Load(_) | Deed::Edit(_) => Vec::new(),
    };
    targets.order_by(|one, other| {
        let key = |it: &Target| (it.rect.y.round() as i64, it.rect.x.round() as i64);
        key(one)
            .cmp(&key(other))
            .then(by_name(&one.name, &other.name))
    });
    targets
}

/// The same deed, done to another.
pub fn aimed(deed: Deed, whom: Whom) -> Deed {
    match deed {
        Deed::Stop(_) => Deed::Stop(whom),
        Deed::Start(_) => Deed::Start(whom),
        Deed::Terminate(_) => Deed::Terminate(whom),
        Deed::Crash(_) => Deed::Crash(whom),
        Deed::FailZone(_) => Deed::FailZone(whom),
        Deed::RestoreZone(_) => Deed::RestoreZone(whom),
        Deed::Fail(_) => Deed::Fail(whom),
        Deed::Restore(_) => Deed::Restore(whom),
        Deed::Failover(_) => Deed::Failover(whom),
        Deed::RestoreDatabase { ago, .. } => Deed::RestoreDatabase { of: whom, ago },
        Deed::Spike { seconds, .. } => Deed::Spike { of: whom, seconds },
        Deed::BadDeployment(_) => Deed::BadDeployment(whom),
        Deed::RollBack(_) => Deed::RollBack(whom),
        Deed::Fill {
            leaves, seconds, ..
        } => Deed::Fill {
            of: whom,
            leaves,
            seconds,
        },
        Deed::StopLogging(_) => Deed::StopLogging(whom),
        Deed::StartLogging(_) => Deed::StartLogging(whom),
        Deed::Refresh(_) => Deed::Refresh(whom),
        Deed::Flood { .. } | Deed::Attack { .. } | Deed::Load(_) | Deed::Edit(_) => deed,
    }
}

struct Aim<'s, 'a> {
    stage: &'s Stage<'a>,
    view: &'s View,
    places: Places,
}

impl Aim<'_, '_> {
    fn servers(&self, fits: &dyn Fn(&ServerView) -> bool) -> Vec<Target> {
        let fitting = self.view.servers.iter().filter(|it| fits(it));
        let target = |server: &ServerView| {
            let slot = self.places.servers.get(&server.number)?;
            let whom = match server.is_member {
                true => Whom::Named(server.name.clone()),
                false => Whom::from(&server.of),
            };
            Some(Target {
                whom,
                name: format!("{}, instance in {}", server.name, server.zone),
                rect: around_node(slot.rect, slot.room),
            })
        };
        fitting.filter_map(target).collect()
    }

    fn things(&self, fits: &dyn Fn(&Thing) -> bool) -> Vec<Target> {
        let fitting = self.stage.scene.things().filter(|it| fits(it));
        fitting.map(|thing| self.thing(thing)).collect()
    }

    fn groups(&self) -> Vec<Target> {
        self.things(&|it| it.kind == Kind::AutoScalingGroup && it.shape == Shape::Frame)
    }

    fn databases(&self, fits: &dyn Fn(&DatabaseView) -> bool) -> Vec<Target> {
        let fitting = self.view.databases.iter().filter(|it| fits(it));
        let target = |it: &DatabaseView| {
            // Where its primary is now, not where it was drawn.
            let thing = self.places.thing(self.stage, &it.id)?;
            let own = self.stage.scene.get(&it.id)?;
            Some(Target {
                whom: Whom::from(&it.id),
                name: self.thing(own).name,
                ..self.thing(thing)
            })
        };
        fitting.filter_map(target).collect()
    }

    fn thing(&self, thing: &Thing) -> Target {
        let rect = self.stage.scene.rect_of(thing);
        Target {
            whom: Whom::from(&thing.id),
            name: format!("{}, {}", thing.name, thing.kind.info().title),
            rect: match thing.shape {
                Shape::Node => around_node(rect, 120.0),
                Shape::Frame => rect.union(frame_label(thing, rect)),
                Shape::Box | Shape::Chip => rect,
            },
        }
    }

    fn zones(&self, lost: bool) -> Vec<Target> {
        let subnets = self.stage.scene.of_shape(Shape::Box);
        let subnets = subnets.filter(|it| it.kind == Kind::Subnet);
        let codes: BTreeSet<&str> = subnets
            .map(|it: &Thing| self.stage.zone_of(&it.id))
            .filter(|code| !code.is_empty())
            .filter(|code| self.view.lost_zones.iter().any(|it| it == code) == lost)
            .collect();
        let target = |code: &str| {
            let mut columns = self.stage.scene.zones().filter(|zone| zone.code == code);
            let column = columns.next();
            let column = column.map(|it| self.stage.scene.in_world(Some(&it.vpc), it.place));
            let rect = column.or_else(|| Rect::around(self.stage.subnets_in(code)))?;
            Some(Target {
                whom: Whom::Named(code.to_owned()),
                name: format!("{code}, Availability Zone"),
                rect,
            })
        };
        codes.into_iter().filter_map(target).collect()
    }
}

/// Where a node is to be pressed: its icon with its ring, and its words.
fn around_node(rect: Rect, room: f64) -> Rect {
    let width = (room - 8.0).clamp(58.0, rect.w);
    Rect::new(
        rect.centre().x - width / 2.0,
        rect.y - 10.0,
        width,
        rect.h + 12.0,
    )
}

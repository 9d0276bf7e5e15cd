//! What can be done to an architecture by hand while it runs: the faults that
//! it can have, and what each fits. What lasts of them stands in
//! [`lasting`](super::lasting).

use super::clock::{MINUTE, Second};
use super::scenario::{Deed, Whom};
use super::view::{Phase, View};
use crate::architecture::{
    AutoScalingGroup, Database, Document, Indexed, NatGateway, ResourceId, Subnet, Trail,
};
use crate::order::{InOrder, by_name};

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An Availability Zone is lost.
    Zone,
    /// An instance is stopped.
    Stop,
    /// The application on an instance dies.
    Crash,
    /// Something keeps a CPU busy.
    Spike,
    /// A new version that does not work comes to a group.
    Deployment,
    /// A disk or a database's storage fills.
    Disk,
    /// A database is rebooted with failover.
    Failover,
    /// The host of a database fails.
    DatabaseHost,
    /// A NAT gateway fails.
    Nat,
    /// One address sends many requests.
    Flood,
    /// Requests that are meant to break in.
    Attack,
    /// A trail is stopped.
    Trail,
}

/// How many requests a second a flood sends: as many as a small server answers
/// twenty times over.
const FLOOD: u32 = 500;

/// How many requests a second mean to break in.
const ATTACK: u32 = 5;

/// How long a CPU is kept busy.
pub(super) const SPIKE: Second = 10 * MINUTE;

/// How long storage takes to fill.
const FILLS: Second = 5 * MINUTE;

/// Something that a fault can be done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// As a deed names it.
    pub whom: Whom,
    /// What people call it.
    pub name: String,
    /// What is said beside it: where it is, how it is.
    pub about: String,
    /// Its pictures in the drawing; a press on one of them, or on what stands
    /// in it, chooses it.
    pub pictures: Vec<ResourceId>,
}

impl Fault {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 12] = [
        Self::Zone,
        Self::Stop,
        Self::Crash,
        Self::Spike,
        Self::Deployment,
        Self::Disk,
        Self::Failover,
        Self::DatabaseHost,
        Self::Nat,
        Self::Flood,
        Self::Attack,
        Self::Trail,
    ];

    /// What it is called in the list.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Zone => "Fail a zone",
            Self::Stop => "Stop an instance",
            Self::Crash => "Crash the app",
            Self::Spike => "CPU spike",
            Self::Deployment => "Bad deployment",
            Self::Disk => "Fill the storage",
            Self::Failover => "Database failover",
            Self::DatabaseHost => "Fail a database",
            Self::Nat => "Fail a NAT gateway",
            Self::Flood => "Flood of requests",
            Self::Attack => "Break-in attempts",
            Self::Trail => "Stop the trail",
        }
    }

    /// What is asked when it is chosen; none where there is nothing to choose.
    pub const fn question(self) -> Option<&'static str> {
        match self {
            Self::Zone => Some("Which Availability Zone?"),
            Self::Stop | Self::Crash | Self::Spike => Some("Which instance?"),
            Self::Deployment => Some("Which Auto Scaling group?"),
            Self::Disk | Self::Failover | Self::DatabaseHost => Some("Which database?"),
            Self::Nat => Some("Which NAT gateway?"),
            Self::Trail => Some("Which trail?"),
            Self::Flood | Self::Attack => None,
        }
    }

    /// What is said when nothing fits.
    pub const fn nothing(self) -> &'static str {
        match self {
            Self::Zone => "Nothing stands in an Availability Zone.",
            Self::Stop | Self::Crash | Self::Spike => "No instance runs at this moment.",
            Self::Deployment => "There is no Auto Scaling group.",
            Self::Disk | Self::DatabaseHost => "There is no database.",
            Self::Failover => "No database has a standby: Multi-AZ is off.",
            Self::Nat => "There is no NAT gateway.",
            Self::Trail => "No trail records.",
            Self::Flood | Self::Attack => "",
        }
    }

    /// What is done.
    pub fn deed(self, whom: Whom) -> Deed {
        match self {
            Self::Zone => Deed::FailZone(whom),
            Self::Stop => Deed::Stop(whom),
            Self::Crash => Deed::Crash(whom),
            Self::Spike => Deed::Spike {
                of: whom,
                seconds: SPIKE,
            },
            Self::Deployment => Deed::BadDeployment(whom),
            Self::Disk => Deed::Fill {
                of: whom,
                leaves: 0,
                seconds: FILLS,
            },
            Self::Failover => Deed::Failover(whom),
            Self::DatabaseHost | Self::Nat => Deed::Fail(whom),
            Self::Flood => Deed::Flood { per_second: FLOOD },
            Self::Attack => Deed::Attack { per_second: ATTACK },
            Self::Trail => Deed::StopLogging(whom),
        }
    }

    /// What is done, with a word for what it fits: for whoever looks for that.
    pub fn sought(self) -> Deed {
        self.deed(match self {
            Self::Zone => Whom::Zone,
            Self::Deployment => Whom::Group,
            Self::Disk | Self::Failover | Self::DatabaseHost => Whom::Database,
            Self::Nat => Whom::Nat,
            Self::Trail => Whom::Trail,
            Self::Stop | Self::Crash | Self::Spike | Self::Flood | Self::Attack => Whom::Server,
        })
    }

    /// What it can be done to at a moment, in the order of names.
    pub fn targets(self, document: &Document, view: &View) -> Vec<Target> {
        let architecture = &document.architecture;
        let mut found = match self {
            Self::Zone => zones(document, view),
            Self::Stop | Self::Crash | Self::Spike => servers(document, view),
            Self::Deployment => all::<AutoScalingGroup>(document, |_| true),
            Self::Disk | Self::DatabaseHost => {
                all::<Database>(document, |id| !view.down.contains(id))
            }
            Self::Failover => all::<Database>(document, |id| {
                architecture
                    .find::<Database>(id)
                    .is_some_and(|it| it.multi_az)
            }),
            Self::Nat => all::<NatGateway>(document, |id| !view.down.contains(id)),
            Self::Trail => all::<Trail>(document, |id| {
                architecture.find::<Trail>(id).is_some_and(|it| it.logging)
            }),
            Self::Flood | Self::Attack => Vec::new(),
        };
        found.order_by(|one, other| by_name(&one.name, &other.name));
        found
    }
}

/// The zones in which subnets are, but for those that are lost.
fn zones(document: &Document, view: &View) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    for (id, subnet) in Indexed::new(&document.architecture).all::<Subnet>() {
        let zone = &subnet.zone;
        if zone.is_empty() || view.lost_zones.contains(zone) {
            continue;
        }
        let known = found.iter_mut().find(|it| it.name == *zone);
        match known {
            Some(target) => target.pictures.push(id.clone()),
            None => found.push(Target {
                whom: Whom::Named(zone.clone()),
                name: zone.clone(),
                about: String::new(),
                pictures: vec![id.clone()],
            }),
        }
    }
    for target in &mut found {
        target.about = crate::text::count(target.pictures.len(), "subnet", "subnets");
    }
    found
}

/// The servers that run.
fn servers(document: &Document, view: &View) -> Vec<Target> {
    let running = view.servers.iter().filter(|it| it.phase == Phase::Up);
    running
        .map(|it| Target {
            whom: Whom::Named(it.name.clone()),
            name: it.name.clone(),
            about: it.zone.clone(),
            pictures: if it.is_member {
                members(document, view, &it.of, it.number)
            } else {
                vec![it.of.clone()]
            },
        })
        .collect()
}

/// The seat that a member of a group has in the drawing: groups are drawn with
/// their desired capacity, and members sit in the order of their numbers.
fn members(document: &Document, view: &View, group: &ResourceId, number: u32) -> Vec<ResourceId> {
    let living = view
        .servers
        .iter()
        .filter(|it| it.of == *group && it.phase != Phase::Terminated);
    let seat = living.take_while(|it| it.number != number).count() + 1;
    match document.architecture.get(group) {
        Some(_) => vec![group.member(seat)],
        None => Vec::new(),
    }
}

/// The resources of a kind that fit.
fn all<T>(document: &Document, fits: impl Fn(&ResourceId) -> bool) -> Vec<Target>
where
    for<'a> &'a T: TryFrom<&'a crate::architecture::Properties>,
    T: crate::architecture::Declared + 'static,
{
    let architecture = &document.architecture;
    let indexed = Indexed::new(architecture);
    let ids = indexed.all::<T>().map(|it| it.0);
    ids.filter(|id| fits(id))
        .map(|id| Target {
            whom: Whom::from(id),
            name: architecture.name_of(id),
            about: String::new(),
            pictures: vec![id.clone()],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::view::ServerView;

    fn notebookly() -> Document {
        let text = include_str!("../../assets/examples/notebookly.campus.json");
        Document::from_json(text).unwrap()
    }

    fn names(fault: Fault, view: &View) -> Vec<String> {
        let targets = fault.targets(&notebookly(), view);
        targets.into_iter().map(|it| it.name).collect()
    }

    #[test]
    fn a_fault_fits_what_can_have_it() {
        let mut view = View::default();
        assert_eq!(names(Fault::Zone, &view), ["ap-south-1a", "ap-south-1b"]);
        assert_eq!(names(Fault::Failover, &view).len(), 1);
        assert!(!names(Fault::Trail, &view).is_empty());
        assert!(names(Fault::Flood, &view).is_empty());
        view.lost_zones.push("ap-south-1a".to_owned());
        assert_eq!(names(Fault::Zone, &view), ["ap-south-1b"]);
        let nat = Fault::Nat.targets(&notebookly(), &view).remove(0);
        let before = names(Fault::Nat, &view).len();
        view.down.push(nat.pictures[0].clone());
        assert_eq!(names(Fault::Nat, &view).len(), before - 1);
    }

    #[test]
    fn only_a_server_that_runs_is_stopped_and_it_has_a_seat_in_the_drawing() {
        let document = notebookly();
        let indexed = Indexed::new(&document.architecture);
        let group = indexed.all::<AutoScalingGroup>().next();
        let group = group.unwrap().0.clone();
        let server = |number, phase| ServerView {
            number,
            name: format!("web-{number}"),
            instance_id: String::new(),
            of: group.clone(),
            is_member: true,
            subnet: ResourceId::new("a"),
            zone: "ap-south-1a".to_owned(),
            phase,
            health: None,
            cpu: 0.0,
            requests: 0.0,
            trouble: String::new(),
        };
        let view = View {
            servers: vec![
                server(1, Phase::Terminated),
                server(2, Phase::Booting),
                server(3, Phase::Up),
            ],
            ..View::default()
        };
        let targets = Fault::Stop.targets(&document, &view);
        assert_eq!(targets.len(), 1);
        assert_eq!(targets[0].whom, Whom::Named("web-3".to_owned()));
        assert_eq!(targets[0].pictures, [group.member(2)]);
    }
}

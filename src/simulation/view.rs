//! A moment of a run as it is drawn: plain values, made when asked for.

use super::clock::Second;
use crate::architecture::ResourceId;

/// What is to be seen at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The moment.
    pub at: Second,
    /// Requests of customers a second, over the last ten.
    pub asked: f64,
    /// The share of them that was answered well, 0 to 1; none without requests.
    pub answered: Option<f64>,
    /// Servers: those of the drawing and those that groups have launched, in
    /// the order of their numbers.
    pub servers: Vec<ServerView>,
    /// Databases.
    pub databases: Vec<DatabaseView>,
    /// Zones that are lost.
    pub lost_zones: Vec<String>,
    /// Things that do not work, and are drawn so: NAT gateways, nodes.
    pub down: Vec<ResourceId>,
    /// Where requests go, and how many.
    pub ways: Vec<Way>,
}

/// A server at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerView {
    /// Its number in the run.
    pub number: u32,
    /// `web-3`.
    pub name: String,
    /// `i-0a1b…`.
    pub instance_id: String,
    /// The instance of the drawing, or the group that launched it.
    pub of: ResourceId,
    /// Whether a group launched it.
    pub is_member: bool,
    /// Its subnet.
    pub subnet: ResourceId,
    /// Its zone.
    pub zone: String,
    /// How far it is.
    pub phase: Phase,
    /// What the balancer thinks of it; none when it is no target.
    pub health: Option<Health>,
    /// Its CPU, 0 to 1.
    pub cpu: f64,
    /// Requests a second.
    pub requests: f64,
    /// What is wrong with it, in a few words; empty when all is well.
    pub trouble: String,
}

/// How far a server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// AWS looks for a machine.
    Pending,
    /// The system boots.
    Booting,
    /// Its user data runs.
    Installing,
    /// The application starts.
    Starting,
    /// It works.
    Up,
    /// It runs, but the application does not.
    Dead,
    /// It is going to be stopped or ended.
    Stopping,
    /// It is stopped.
    Stopped,
    /// It is no more.
    Terminated,
    /// Its zone is lost.
    Lost,
}

impl Phase {
    /// In a word, under the drawing.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Booting => "booting",
            Self::Installing => "installing",
            Self::Starting => "starting",
            Self::Up => "running",
            Self::Dead => "application down",
            Self::Stopping => "stopping",
            Self::Stopped => "stopped",
            Self::Terminated => "terminated",
            Self::Lost => "lost",
        }
    }
}

/// What a balancer thinks of a target (SLB-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It is being registered or first checked.
    Initial,
    /// It gets requests.
    Healthy,
    /// It gets none, unless all are.
    Unhealthy,
    /// It finishes what it has.
    Draining,
    /// It is not used.
    Unused,
}

/// A database at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct DatabaseView {
    /// It.
    pub id: ResourceId,
    /// Where the primary is.
    pub primary_zone: Option<String>,
    /// Where the standby is, if there is one.
    pub standby_zone: Option<String>,
    /// Whether it answers.
    pub answers: bool,
    /// What it is doing: `available`, `failing over`, `storage-full`.
    pub status: String,
    /// Open connections.
    pub connections: u32,
    /// Its CPU, 0 to 1.
    pub cpu: f64,
    /// The free share of its storage, 0 to 1.
    pub free: f64,
}

/// An end of a way: what is drawn there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The customers.
    Customers,
    /// A thing of the drawing.
    Thing(ResourceId),
    /// A server, by its number.
    Server(u32),
}

/// Where requests go.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// From here.
    pub from: End,
    /// To there.
    pub to: End,
    /// How many a second.
    pub per_second: f64,
    /// How many of them fail there, a second.
    pub failing: f64,
}

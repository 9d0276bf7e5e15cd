//! The wiring that a run plays on: who is there and who reaches whom, as plain numbers.
//!
//! A run asks the network engine only when something changed: an edit, a
//! failure, a repair. What it answers is laid down here in tables that the
//! seconds of a run read without asking again. So a wrong rule, route or
//! health path has exactly the effects in a run that the trace predicts.
//!
//! A group's servers come and go, but all of them in one subnet see the same
//! network. So the network is asked about one server in each subnet of a
//! group, whatever its size.

mod ask;
mod checks;
mod entrance;
mod files;
mod outgoing;
mod probes;
mod program;
mod sites;

pub use ask::wiring;
pub use checks::{Check, End};
pub use program::Program;

use crate::architecture::{Action, DnsRecord, ResourceId};

/// The wiring of a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wiring {
    /// Where the customers' name leads.
    pub entrance: Entrance,
    /// Load balancers, in order of ids.
    pub balancers: Vec<Balancer>,
    /// Target groups that a load balancer uses, in order of ids.
    pub pools: Vec<Pool>,
    /// Where servers can be: an instance of the drawing, or a subnet of a
    /// group.
    pub spots: Vec<Spot>,
    /// Auto Scaling groups, in order of ids.
    pub groups: Vec<GroupWiring>,
    /// Databases, in order of ids.
    pub databases: Vec<DatabaseWiring>,
    /// Caches, in order of ids.
    pub caches: Vec<CacheWiring>,
    /// File systems, in order of ids.
    pub files: Vec<FilesWiring>,
    /// NAT gateways, in order of ids.
    pub nats: Vec<NatWiring>,
    /// Buckets that records of public zones are aliases of, in order of ids.
    pub sites: Vec<Site>,
    /// Health checks of Route 53, in order of ids.
    pub checks: Vec<Check>,
}

/// Where the customers' name leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entrance {
    /// The name that they type; empty if there is none.
    pub host: String,
    /// The port that they come to in the end.
    pub port: u16,
    /// What answers under it, with its part of the customers: nothing for what
    /// only stands by.
    pub doors: Vec<Door>,
    /// How long an answer is kept, in seconds.
    pub ttl: u32,
    /// Its records, of which a change takes a while to be known (SR5-6).
    pub records: Vec<DnsRecord>,
    /// The health checks and load balancers by whose health Route 53 chooses
    /// among them.
    pub chosen_by: Vec<ResourceId>,
}

/// What answers under a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Door {
    /// The node of a balancer, or a server.
    pub behind: Behind,
    /// Its part of all answers, 0 to 1.
    pub share: f64,
    /// The part of the customers whose connection gets in and back out.
    pub let_in: f64,
}

/// What is behind a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// A balancer's node: both by index.
    Node(usize, usize),
    /// A server's spot, by index.
    Spot(usize),
    /// A bucket's website, by index.
    Site(usize),
}

/// A bucket as a website.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// It.
    pub id: ResourceId,
    /// What it answers.
    pub says: SiteSays,
}

/// What the website endpoint of a bucket answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteSays {
    /// The bucket's page.
    Page,
    /// 403: not everybody may read it.
    Refused,
    /// 404: the bucket is no website, or is not called like the name.
    NoWebsite,
    /// Nothing: customers come with HTTPS, which it does not speak.
    NoHttps,
}

/// A load balancer.
#[derive(Clone, Debug, PartialEq)]
pub struct Balancer {
    /// It.
    pub id: ResourceId,
    /// Its nodes, one a subnet.
    pub nodes: Vec<Node>,
    /// What it does with the customers' pages.
    pub serves: Serves,
    /// Its web ACL.
    pub web_acl: Option<ResourceId>,
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its interface.
    pub id: ResourceId,
    /// Its zone.
    pub zone: String,
    /// Whether it runs.
    pub up: bool,
}

/// What a balancer does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serves {
    /// It passes it to a pool, by index.
    Pool(usize),
    /// It answers by itself with this status.
    Answers(u16),
    /// It has no listener or no target group for it.
    Nothing,
}

/// A target group.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// It.
    pub id: ResourceId,
    /// Its balancer, by index.
    pub balancer: usize,
    /// Spots whose servers are its targets.
    pub spots: Vec<usize>,
    /// For each node of the balancer, for each of `spots`: whether the health
    /// check gets there.
    pub checks: Vec<Vec<bool>>,
    /// The same for requests, on the traffic port.
    pub carries: Vec<Vec<bool>>,
}

/// Where servers can be.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The instance, or the group that launches there.
    pub of: ResourceId,
    /// The interface that was asked about.
    pub probe: ResourceId,
    /// The launch template, for a group.
    pub template: Option<ResourceId>,
    /// The subnet.
    pub subnet: ResourceId,
    /// The zone.
    pub zone: String,
    /// Whether the zone, the subnet and what it stands on work.
    pub up: bool,
    /// How many servers its subnet has addresses for.
    pub room: u32,
    /// Whether it gets out to the internet on 443.
    pub way_out: bool,
    /// The NAT gateway that it leaves through, by index.
    pub leaves_through: Option<usize>,
    /// The buckets that its application calls.
    pub stores: Vec<Store>,
    /// The caches that its application calls and the network lets it reach, by
    /// index.
    pub caches: Vec<usize>,
    /// The file systems that its application calls.
    pub mounts: Vec<Mount>,
    /// The log groups that its agent writes to and may.
    pub logs: Vec<ResourceId>,
    /// What its application calls.
    pub calls: Vec<Call>,
    /// What its program is like.
    pub program: Program,
}

/// A bucket that an application calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    /// It.
    pub id: ResourceId,
    /// Whether the connection opens.
    pub reached: bool,
    /// The NAT gateway on the way, by index; none where it goes by an endpoint
    /// or has a public address of its own.
    pub through: Option<usize>,
    /// Whether S3 answers 403: no policy lets the server in.
    pub refused: bool,
}

/// A file system that an application calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// It, by index.
    pub files: usize,
    /// Whether the connection to the mount target opens.
    pub reached: bool,
    /// The zone of the mount target: the client's own, or that of the first
    /// where its own zone has none (rulebook EFS-3, EFS-11). None without any.
    pub zone: Option<String>,
}

/// A call of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Whom.
    pub callee: Callee,
    /// Whether the connection opens.
    pub reached: bool,
}

/// Whom an application calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Callee {
    /// A database, by index.
    Database(usize),
    /// Another tier behind a balancer, by index.
    Balancer(usize),
    /// A server of the drawing, by its spot.
    Spot(usize),
    /// A cache, a bucket, a file system.
    Other(ResourceId),
}

/// An Auto Scaling group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupWiring {
    /// It.
    pub id: ResourceId,
    /// Its spots, one a subnet, in order of zones.
    pub spots: Vec<usize>,
    /// Its pools, by index.
    pub pools: Vec<usize>,
    /// Whether it has a launch template that exists.
    pub can_launch: bool,
}

/// A database.
#[derive(Clone, Debug, PartialEq)]
pub struct DatabaseWiring {
    /// It.
    pub id: ResourceId,
    /// The zone of the primary by the drawing.
    pub primary_zone: Option<String>,
    /// The zone of the standby.
    pub standby_zone: Option<String>,
}

/// A cache.
#[derive(Clone, Debug, PartialEq)]
pub struct CacheWiring {
    /// It.
    pub id: ResourceId,
    /// The zones of its nodes, the primary's first.
    pub zones: Vec<String>,
}

/// A file system.
#[derive(Clone, Debug, PartialEq)]
pub struct FilesWiring {
    /// It.
    pub id: ResourceId,
    /// Whether it works: One Zone fails with its zone (SAZ-6).
    pub up: bool,
}

/// A NAT gateway.
#[derive(Clone, Debug, PartialEq)]
pub struct NatWiring {
    /// It.
    pub id: ResourceId,
    /// Its zone.
    pub zone: String,
    /// Whether it works.
    pub up: bool,
}

impl Wiring {
    /// What an interface belongs to.
    fn behind(&self, interface: &ResourceId) -> Option<Behind> {
        for (at, balancer) in self.balancers.iter().enumerate() {
            if let Some(node) = balancer.nodes.iter().position(|it| it.id == *interface) {
                return Some(Behind::Node(at, node));
            }
        }
        let spot = self.spots.iter().position(|it| it.probe == *interface);
        spot.map(Behind::Spot)
    }

    /// The place of a balancer.
    pub fn balancer(&self, id: &ResourceId) -> Option<usize> {
        self.balancers.iter().position(|it| it.id == *id)
    }

    /// The place of a group.
    pub fn group(&self, id: &ResourceId) -> Option<usize> {
        self.groups.iter().position(|it| it.id == *id)
    }

    /// The place of a database.
    pub fn database(&self, id: &ResourceId) -> Option<usize> {
        self.databases.iter().position(|it| it.id == *id)
    }

    /// The place of an instance of the drawing.
    pub fn instance(&self, id: &ResourceId) -> Option<usize> {
        self.spots
            .iter()
            .position(|it| it.of == *id && it.template.is_none())
    }
}

/// The target group of an action.
fn pool_of(action: &Action, pools: &[Pool]) -> Serves {
    match action {
        Action::Forward { target_group } => target_group
            .as_ref()
            .and_then(|id| pools.iter().position(|it| it.id == *id))
            .map_or(Serves::Nothing, Serves::Pool),
        Action::Redirect { status, .. } | Action::FixedResponse { status, .. } => {
            Serves::Answers(*status)
        }
    }
}

//! A member of a group, what the group sees of it, and what it orders.

use super::super::clock::Second;

/// How an instance is, as EC2 tells the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Pending.
    Pending,
    /// Running, whatever its application does.
    Running,
    /// Stopping, stopped or shutting down.
    NotRunning,
    /// Terminated.
    Gone,
}

/// How its target is, as the target groups tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// There is none, or nothing is known yet: the group takes it for healthy
    /// until told otherwise (SAS-5).
    Unknown,
    /// Healthy.
    Healthy,
    /// Unhealthy in one of the target groups.
    Unhealthy,
}

/// What a group sees of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which server.
    pub server: u32,
    /// How the instance is.
    pub state: State,
    /// Whether a status check fails.
    pub impaired: bool,
    /// How its target is.
    pub target: Target,
    /// Whether its deregistration is over: nothing of it is in flight.
    pub drained: bool,
}

/// What a group sees of a place where it launches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// How many addresses its subnet has left.
    pub free: u32,
    /// Whether its zone is there.
    pub up: bool,
    /// Whether AWS has room for the instance type there.
    pub capacity: bool,
}

/// All that a group sees.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// Its members, in any order; one that is missing is gone.
    pub members: &'a [Seen],
    /// Its places, in the order of [`super::Setup::places`].
    pub places: &'a [Ground],
    /// The index that the next launched server gets; further ones count up.
    pub next_server: u32,
    /// The instance id of a server.
    pub id: &'a dyn Fn(u32) -> String,
}

/// What a group wants done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Launch the server with this index.
    Launch {
        /// Its index.
        server: u32,
        /// Into which of the group's places.
        place: usize,
        /// From which version of the template.
        template: u32,
    },
    /// Register it with the target groups.
    Register {
        /// Which.
        server: u32,
    },
    /// Take it out of the target groups.
    Deregister {
        /// Which.
        server: u32,
    },
    /// End it.
    Terminate {
        /// Which.
        server: u32,
    },
}

/// Where a member is (SAS-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is starting.
    Pending,
    /// It is one of the group.
    InService,
    /// It is taken out of the target groups and finishes its requests.
    Draining,
    /// It is being ended.
    Terminating,
}

impl Stage {
    /// The lifecycle state that AWS shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::InService => "InService",
            Self::Draining | Self::Terminating => "Terminating",
        }
    }

    /// Whether it counts for the group's capacity.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Pending | Self::InService)
    }
}

/// A member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Which server.
    pub server: u32,
    /// Where in the group's list of places it is.
    pub place: usize,
    /// Its zone.
    pub zone: usize,
    /// The version of the template that it came from.
    pub template: u32,
    /// When it was launched.
    pub launched: Second,
    /// Where it is.
    pub stage: Stage,
    /// From when on its failing health checks count (SAS-8).
    pub grace_until: Second,
    /// From when on it counts for the group's metrics (SAS-16).
    pub warm_at: Second,
    /// The policy that had it launched, until it is warm.
    pub(super) by: Option<usize>,
    /// Whether scale-in ends it.
    pub(super) by_scale_in: bool,
    /// Since when its status checks fail.
    pub(super) impaired: Option<Second>,
    /// The activity that is about it.
    pub(super) activity: Option<u32>,
}

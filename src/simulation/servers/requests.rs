//! Requests: what a second brings, what each costs, how long it may wait, and
//! what became of it.

use serde::{Deserialize, Serialize};

use super::super::clock::Second;

/// Requests by what they cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requests {
    /// Dynamic pages.
    pub pages: u32,
    /// Calls of the API.
    pub api: u32,
    /// Small files from the server's own disk.
    pub files: u32,
    /// Health checks.
    pub health: u32,
}

impl Requests {
    /// Those of clients.
    pub const fn of_clients(self) -> u32 {
        self.pages + self.api + self.files
    }

    /// All of them.
    pub const fn all(self) -> u32 {
        self.of_clients() + self.health
    }

    pub(super) const fn each(self) -> [u32; 4] {
        [self.health, self.files, self.api, self.pages]
    }
}

/// What a request costs, in microseconds of one vCPU (PERF-1, PERF-2:
/// assumptions `page-cpu`, `api-cpu`, `proxy-cpu`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Costs {
    /// A page.
    pub page: u32,
    /// A call of the API.
    pub api: u32,
    /// A small file.
    pub file: u32,
    /// A health check.
    pub health: u32,
}

impl Costs {
    /// A server that makes its pages itself.
    pub const APPLICATION: Self = Self {
        page: 40_000,
        api: 10_000,
        file: 250,
        health: 1_000,
    };

    /// One that only hands on to another tier.
    pub const PROXY: Self = Self {
        page: 1_000,
        api: 1_000,
        file: 250,
        health: 1_000,
    };

    pub(super) fn each(self) -> [u32; 4] {
        // Nothing is free, or a server could do it without end.
        [self.health, self.file, self.api, self.page].map(|it| it.max(1))
    }
}

/// How long and how many wait (assumptions `backlog`, `patience`; SLB-24,
/// SLB-25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// How many requests wait before more are refused.
    pub backlog: u32,
    /// After how long a client leaves.
    pub patience: Second,
    /// After how long the balancer gives up on an answer.
    pub idle: Second,
    /// After how long it gives up on a connection.
    pub connect: Second,
    /// After how long a health check is given up.
    pub health: Second,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            backlog: 500,
            patience: 30,
            idle: 60,
            connect: 10,
            health: 5,
        }
    }
}

/// What the application does with what comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Door {
    /// It answers.
    Open,
    /// It takes connections and does nothing.
    Hangs,
    /// Connections are refused at once.
    Refuses,
    /// Nobody is there: connections come to nothing.
    Silent,
}

/// A second's work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// What comes.
    pub arrivals: Requests,
    /// What the application does with it.
    pub door: Door,
    /// How many vCPUs there are.
    pub vcpus: u32,
    /// How much of them the application can have, in vCPU-microseconds.
    pub capacity: u64,
    /// How long a page or a call of the API waits for what it asks in turn,
    /// such as a database, in seconds.
    pub extra: f64,
    /// The share of pages and calls that are answered with an error, as when
    /// the database is away.
    pub broken: f64,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Done {
    /// Answers that are none of an error.
    pub answered: u32,
    /// Answers 500 of the application.
    pub errors: u32,
    /// Refused or reset connections: 502 of the balancer (SLB-22).
    pub refused: u32,
    /// Given up by the balancer: 504 (SLB-24).
    pub timed_out: u32,
    /// Given up by the client: 460 (SLB-25).
    pub left: u32,
    /// The pages that the server worked on; each asks the database.
    pub pages: u32,
    /// The calls of the API likewise.
    pub api: u32,
    /// And the files.
    pub files: u32,
    /// Health checks that were answered.
    pub health: u32,
    /// Health checks that were not.
    pub health_failed: u32,
    /// Requests of clients that are neither answered nor failed yet.
    pub in_flight: u32,
    /// The mean time of an answer to a request that comes now, in seconds.
    pub response: f64,
    /// How much of the vCPUs the application used, in vCPU-microseconds.
    pub used: u64,
}

impl Done {
    /// The clients' requests that are over.
    pub const fn over(&self) -> u32 {
        self.answered + self.errors + self.refused + self.timed_out + self.left
    }
}

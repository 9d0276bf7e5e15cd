//! What was counted in ten seconds is laid down.

use super::super::balancing::Failure;
use super::super::record::{Cause, Tally};
use super::{Out, World};

impl Tally {
    /// Requests of customers failed.
    pub(super) fn fail(&mut self, failure: Failure, requests: u32) {
        self.failed[Cause::from(failure) as usize] += requests;
    }
}

impl From<Failure> for Cause {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NoName => Self::NoName,
            Failure::DeadAddress => Self::DeadAddress,
            Failure::NoRoute => Self::NotReached,
            Failure::Blocked403 => Self::Blocked,
            Failure::NoListener | Failure::Fixed => Self::NotServed,
            Failure::NoTarget503 => Self::NoTarget,
            Failure::Refused502 => Self::Refused,
            Failure::TargetClosed502 => Self::Closed,
            Failure::Overload502 => Self::Overloaded,
            Failure::Unreachable504 | Failure::Timeout504 => Self::TimedOut,
            Failure::ClientLeft460 => Self::Left,
            Failure::App500Database => Self::NoDatabase,
            Failure::App500Connections => Self::NoConnection,
            Failure::App500Storage | Failure::App500 => Self::Faulty,
            Failure::SlowDown503 => Self::SlowDown,
            Failure::AccessDenied403 => Self::Denied,
        }
    }
}

impl World {
    /// Ends ten seconds.
    pub(super) fn lay_down(&mut self, out: &mut Out) {
        let mut tally = std::mem::take(&mut self.tally);
        tally.waits = *self.waits.counts();
        self.waits.clear();
        let mut cpu = 0.0;
        let mut running: u32 = 0;
        for server in &mut self.servers {
            server.shown = std::mem::take(&mut server.lately);
            if server.gone.is_none() && server.server.phase().is_running() && server.depth == 0 {
                cpu += server.server.cpu();
                running += 1;
            }
        }
        tally.servers = running;
        if running > 0 {
            // Percent to thousandths.
            tally.cpu = (cpu * 10.0 / f64::from(running)).round() as u32;
        }
        let pools = self.pools.iter().enumerate();
        let served = pools.filter(|(at, _)| {
            let balancer = self.balancers.get(self.wiring.pools[*at].balancer);
            balancer.is_some_and(|it| it.depth == 0)
        });
        tally.healthy = served.map(|(_, it)| it.targets.healthy(None)).sum();
        // Dollars to millionths.
        tally.cost = (self.meter.total(self.at).approximate() * 1e6)
            .round()
            .max(0.0) as u64;
        self.shown = tally.clone();
        if let Some(record) = out.record.as_deref_mut() {
            record.tallies.push(tally);
        }
    }
}

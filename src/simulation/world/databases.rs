//! Databases are asked, and what they say is what pages wait for.

use super::super::balancing::Failure;
use super::super::clock::Second;
use super::super::record::{DatabaseEvent, Place};
use super::super::stores::database::{
    Asked, ORDER_READS, ORDER_WRITES, PAGE_READS, POOL, Status, What,
};
use super::super::wiring::Callee;
use super::story::Line;
use super::{Out, World};

/// A call of the API that is no order (assumption `database-work`).
const CALL_READS: u32 = 1;

impl World {
    /// What was worked on in this second asks its databases.
    pub(super) fn ask_databases(&mut self, now: Second, out: &mut Out) {
        for it in &mut self.databases {
            (it.reads, it.writes, it.clients) = (0, 0, 0);
        }
        let mut orders = self.orders;
        for at in 0..self.servers.len() {
            let server = &self.servers[at];
            if server.gone.is_some()
                || server.server.knock() == super::super::servers::Knock::Silent
            {
                continue;
            }
            let done = server.done;
            for call in &self.wiring.spots[server.spot].calls {
                let Callee::Database(database) = call.callee else {
                    continue;
                };
                let Some(it) = self.databases.get_mut(database).filter(|_| call.reached) else {
                    continue;
                };
                let ordered = orders.min(done.api);
                orders -= ordered;
                it.clients += POOL;
                it.reads += done.pages * PAGE_READS
                    + (done.api - ordered) * CALL_READS
                    + ordered * ORDER_READS;
                it.writes += ordered * ORDER_WRITES;
            }
        }
        for at in 0..self.databases.len() {
            let it = &mut self.databases[at];
            let asked = Asked {
                reads: it.reads,
                writes: it.writes,
                connections: it.clients,
            };
            let all = it.reads + it.writes;
            let answered = it.database.tick(now, asked);
            it.connections = answered.connections;
            if answered.served() > 0 {
                it.latency = answered.read_latency;
            }
            if all > 0 {
                let share = |part: u32| f64::from(part) / f64::from(all);
                it.broken = share(answered.failed.all());
                it.refused = share(answered.refused);
            } else {
                it.broken = f64::from(u8::from(!it.database.is_up()));
                it.refused = 0.0;
            }
        }
        self.look_at_databases();
        self.hear_databases(out);
    }

    /// What servers find when they ask in the next second.
    pub(super) fn look_at_databases(&mut self) {
        for server in &mut self.servers {
            if server.gone.is_some() {
                continue;
            }
            let (mut extra, mut broken, mut reason) = (0.0, 0.0, Failure::App500);
            for call in &self.wiring.spots[server.spot].calls {
                match call.callee {
                    Callee::Database(at) => {
                        let Some(it) = self.databases.get(at) else {
                            continue;
                        };
                        let fails = if call.reached {
                            it.broken + it.refused
                        } else {
                            1.0
                        };
                        if fails > broken {
                            broken = fails;
                            reason = match call.reached && it.refused > it.broken {
                                true => Failure::App500Connections,
                                false => Failure::App500Database,
                            };
                        }
                        extra += it.latency * f64::from(PAGE_READS);
                    }
                    Callee::Balancer(at) => {
                        let Some(it) = self.balancers.get(at) else {
                            continue;
                        };
                        if it.depth <= server.depth {
                            continue;
                        }
                        let fails = if call.reached { it.inner.broken } else { 1.0 };
                        if fails > broken {
                            (broken, reason) = (fails, Failure::App500);
                        }
                        extra += it.inner.response;
                    }
                    Callee::Spot(_) if !call.reached => {
                        (broken, reason) = (1.0, Failure::App500);
                    }
                    Callee::Spot(_) | Callee::Other(_) => {}
                }
            }
            let mut stores = self.wiring.spots[server.spot].stores.iter();
            if broken < 1.0 && stores.any(|it| !it.reached) {
                (broken, reason) = (1.0, Failure::App500Storage);
            }
            for mount in &self.wiring.spots[server.spot].mounts {
                extra += self.files.wait(mount);
            }
            server.extra = extra;
            server.broken = broken.min(1.0);
            server.reason = reason;
        }
    }

    /// What databases tell goes on the timeline, as far as somebody wants to
    /// know it.
    fn hear_databases(&mut self, out: &mut Out) {
        for at in 0..self.databases.len() {
            let events = self.databases[at].database.events();
            if events.is_empty() {
                continue;
            }
            let id = self.databases[at].id.clone();
            let name = self.called(&id);
            for event in events {
                if let (Some(record), Some(known)) = (out.record.as_deref_mut(), event.what.id()) {
                    record.database_events.push(DatabaseEvent {
                        at: event.at,
                        database: id.clone(),
                        id: known,
                        text: event.what.message(&name, ""),
                    });
                }
                self.tell_database(at, event.what, out);
            }
        }
    }

    fn tell_database(&mut self, at: usize, what: What, out: &mut Out) {
        let id = self.databases[at].id.clone();
        let name = self.called(&id);
        let zone = |zone: u8| {
            self.zones
                .get(usize::from(zone))
                .cloned()
                .unwrap_or_default()
        };
        let place = self.databases[at].database.place();
        let primary = zone(place.primary);
        let standby = place.standby.map(zone).unwrap_or_default();
        let trouble = matches!(
            what,
            What::FailoverStarted
                | What::RecoveryStarted
                | What::MultiAzRecoveryStarted
                | What::StorageFull
                | What::StorageExhausted
                | What::LowStorage { .. }
        );
        let (said, why, rule, assumption) = match what {
            What::FailoverStarted => (
                format!("{name} fails over to its standby in {standby}."),
                "Until its name leads there, every page that needs it is answered with 500. That takes 60 to 120 seconds.".to_owned(),
                "SRD-2",
                None,
            ),
            What::FailoverCompleted => (
                format!("{name} answers again, from {primary}."),
                "The same name leads to the standby now. It has no standby of its own until a new one is made.".to_owned(),
                "SRD-1",
                None,
            ),
            What::RecoveryStarted | What::MultiAzRecoveryStarted => (
                format!("{name} is down and is repaired where it is."),
                "It has no standby that could take over.".to_owned(),
                "SRD-7",
                Some("single-recovery"),
            ),
            What::RecoveryCompleted | What::MultiAzRecoveryCompleted => (
                format!("{name} answers again."),
                "It was repaired.".to_owned(),
                "SRD-7",
                Some("single-recovery"),
            ),
            What::StandbyRecoveryCompleted => (
                format!("{name} has a standby again."),
                "From now on it could fail over once more.".to_owned(),
                "SRD-5",
                Some("standby-rebuild"),
            ),
            What::LowStorage { .. } => (
                format!("{name} has little storage left."),
                "Less than a tenth of it is free.".to_owned(),
                "SRD-11",
                None,
            ),
            What::StorageExhausted => (
                format!("The storage of {name} is used up."),
                "Nothing can be written any more.".to_owned(),
                "SRD-11",
                None,
            ),
            What::StorageFull => (
                format!("{name} stops: its storage is full."),
                "Its status is storage-full. It answers nothing before it gets more.".to_owned(),
                "SRD-11",
                None,
            ),
            What::AutoscalingStarted => (
                format!("{name} gets more storage by itself."),
                "Less than 10 % was free for five minutes, and it may grow.".to_owned(),
                "SRD-12",
                None,
            ),
            What::AutoscalingFinished => (
                format!("The storage of {name} has grown."),
                String::new(),
                "SRD-12",
                None,
            ),
            What::Restored => (
                format!("{name} is restored and answers."),
                "It has an endpoint of its own: nobody calls it until an application is told so.".to_owned(),
                "SRD-14",
                Some("restore-time"),
            ),
            What::FailoverAbandoned => (
                format!("{name} does not fail over: it has no standby that is ready."),
                String::new(),
                "SRD-6",
                None,
            ),
            _ => return,
        };
        let mut line = Line::followed(said, Place::Thing(id), rule)
            .why(why)
            .from(self.databases[at].told.or(self.outage));
        line.assumption = assumption;
        let number = self.story.tell(self.at, line, out.record.as_deref_mut());
        self.databases[at].told = Some(number);
        if trouble {
            self.story.is_trouble(self.at, number);
        }
    }

    /// A database of which somebody asks whether it is well.
    pub(super) fn is_well(&self, at: usize) -> bool {
        matches!(
            self.databases[at].database.status(self.at),
            Status::Available | Status::BackingUp | Status::Modifying | Status::StorageOptimization
        )
    }
}

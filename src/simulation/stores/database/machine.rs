//! A database, second by second.

use super::super::super::clock::{Clock, DAY, MINUTE, Second};
use super::super::super::dice::Dice;
use super::super::credits::Credits;
use super::super::disk::{Limits, Operations};
use super::super::queue;
use super::super::split::Split;
use super::super::{Dark, Zone};
use super::answered::{Answered, Asked};
use super::class::GIB;
use super::event::{Event, Reason, What};
use super::minute::Minute;
use super::settings::{Settings, Window};
use super::status::{CLIENT_CACHE, ClientCache, Place, Status};
use super::storage::Storage;

/// How long a failover takes (SRD-2).
const FAILOVER: (Second, Second) = (60, 120);

/// When a new standby is ready (SRD-5, assumption `standby-rebuild`).
const REBUILD: Second = 10 * MINUTE;

/// How long a repair without a standby takes (SRD-7, assumption
/// `single-recovery`).
const RECOVERY: (Second, Second) = (5 * MINUTE, 15 * MINUTE);

/// How long a plain reboot takes (assumption `reboot`).
const REBOOT: Second = 30;

/// How long a restore takes (SRD-14, assumption `restore-time`).
const RESTORE: (Second, Second) = (10 * MINUTE, 30 * MINUTE);

/// A restore goes up to this long ago (SRD-14).
const RESTORABLE_UNTIL: Second = 5 * MINUTE;

/// How long I/O stops at the start of a backup without a standby (SRD-13).
const BACKUP_PAUSE: Second = 3;

/// How long a backup goes on (assumption `backup-time`).
const BACKUP: Second = 5 * MINUTE;

/// What a read and a write cost in milliseconds of a vCPU (PERF-6).
const READ: u64 = 1;
const WRITE: u64 = 5;

/// What a commit takes longer with a standby (SRD-8), in seconds.
const COMMIT: f64 = 0.002;

/// One read in so many goes to the disk, and an operation there takes so many
/// seconds (assumption `database-disk`).
const READS_PER_OPERATION: u64 = 10;
const OPERATION: f64 = 0.001;

/// How many seconds of work wait at most; who comes later times out
/// (assumption `database-backlog`).
const BACKLOG: u64 = 30;

/// What of the memory is free without connections, and what each takes
/// (assumption `database-memory`).
const FREE_PART: u64 = 4;
const PER_CONNECTION: u64 = 2 << 20;

/// What was summed up since the last minute.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sums {
    seconds: u32,
    worked: u64,
    connections: u32,
    reads: u64,
    writes: u64,
    waiting: u64,
    wait: f64,
}

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Up,
    Creating { until: Second },
    FailingOver { until: Second, reason: Reason },
    Rebooting { until: Second },
    Recovering { until: Second, ends: Ends },
    Unreachable { lost_failover: bool },
}

/// What is told at the end of a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    Single,
    Activation,
    PartialFailover,
}

/// How the standby is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standby {
    None,
    Ready,
    Rebuilding {
        until: Second,
        told: bool,
    },
    /// Its zone is dark.
    Lost,
}

/// Why there is no restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRestore {
    /// It keeps no backups (rulebook RDS-19).
    NoBackups,
    /// The last five minutes cannot be restored yet (SRD-14).
    TooRecent,
    /// So old a backup is not kept.
    TooOld,
}

/// A database.
#[derive(Clone, Debug, PartialEq)]
pub struct Database {
    settings: Settings,
    place: Place,
    phase: Phase,
    standby: Standby,
    dark: Dark,
    storage: Storage,
    operations: Operations,
    credits: Credits,
    cache: ClientCache,
    /// When its name last got another address.
    moved: Option<Second>,
    /// Bytes that are written each second.
    filling: u64,
    /// Milliseconds of vCPU that wait, and the queries that they are of.
    backlog: u64,
    backlog_queries: u64,
    open: u32,
    dropped: u32,
    broken: u32,
    window: Option<Window>,
    /// The second of the day at which the run began, in UTC.
    day: Second,
    backup_until: Option<Second>,
    pause_until: Second,
    splits: [Split; 7],
    dice: Dice,
    sums: Sums,
    events: Vec<Event>,
}

impl Database {
    /// A database that runs, with a disk of which a quarter is used
    /// (assumption `database-start`), and without CPU credits.
    pub fn new(settings: Settings, place: Place, region: &str, clock: Clock, dice: Dice) -> Self {
        let mut dice = dice;
        let window = (settings.backup_days > 0 && !settings.is_replica).then(|| {
            let named = settings.backup_window;
            named.unwrap_or_else(|| Window::chosen(region, &mut dice))
        });
        let day = clock.unix(0).rem_euclid(i64::from(DAY));
        let used = u64::from(settings.storage) * GIB / 4;
        let place = Place {
            standby: place.standby.filter(|_| settings.multi_az),
            ..place
        };
        Self {
            storage: Storage::new(settings.storage, settings.max_storage, used),
            operations: Operations::new(limits(&settings, settings.storage)),
            credits: Credits::new(settings.class.earns),
            standby: match place.standby {
                Some(_) => Standby::Ready,
                None => Standby::None,
            },
            settings,
            place,
            phase: Phase::Up,
            dark: Dark::default(),
            cache: CLIENT_CACHE,
            moved: None,
            filling: 0,
            backlog: 0,
            backlog_queries: 0,
            open: 0,
            dropped: 0,
            broken: 0,
            window,
            day: Second::try_from(day).unwrap_or_default(),
            backup_until: None,
            pause_until: 0,
            splits: [Split::default(); 7],
            dice,
            sums: Sums::default(),
            events: Vec::new(),
        }
    }

    /// The same after a quiet day: with all the CPU credits it can keep.
    #[must_use]
    pub fn rested(mut self) -> Self {
        self.credits = self.credits.rested();
        self
    }

    /// The same with so many bytes of its disk used.
    #[must_use]
    pub fn with_used(mut self, bytes: u64) -> Self {
        self.storage = Storage::new(self.settings.storage, self.settings.max_storage, bytes);
        self
    }

    /// How long clients keep its address.
    pub fn cached_by_clients(&mut self, cache: ClientCache) {
        self.cache = cache;
    }

    /// All clients were restarted, so that they ask for the address anew.
    pub fn clients_restarted(&mut self) {
        self.moved = None;
    }

    /// From now on so many bytes a second are written, while it answers.
    pub fn fill(&mut self, bytes_a_second: u64) {
        self.filling = bytes_a_second;
    }

    /// What is deleted makes room.
    pub fn delete(&mut self, bytes: u64) {
        self.storage.delete(bytes);
    }

    /// Somebody makes its disk larger, to so many GiB. Whether AWS does it: not
    /// while it is changed or optimised after a change.
    pub fn enlarge(&mut self, now: Second, size: u32) -> bool {
        self.storage.enlarge(now, size, &mut self.events)
    }

    /// Somebody changed it in the drawing. Another class restarts it, with a
    /// standby by a failover (SRD-3); a larger disk grows. Other changes hold
    /// at once. A standby that is added is made anew.
    pub fn renew(&mut self, now: Second, settings: Settings, place: Place) {
        let class_changed = settings.class != self.settings.class;
        if settings.storage != self.settings.storage {
            self.enlarge(now, settings.storage);
        }
        if settings.max_storage != self.settings.max_storage {
            self.storage.may_grow_to(settings.max_storage);
        }
        if class_changed {
            self.credits = Credits::new(settings.class.earns);
        }
        match (settings.multi_az, self.standby) {
            (false, _) => {
                self.standby = Standby::None;
                self.place.standby = None;
            }
            (true, Standby::None) => {
                self.place.standby = place.standby;
                self.standby = match place.standby {
                    Some(_) => Standby::Rebuilding {
                        until: now + REBUILD,
                        told: false,
                    },
                    None => Standby::None,
                };
            }
            (true, _) => {}
        }
        self.settings = settings;
        self.follow_size();
        if class_changed && self.phase == Phase::Up {
            match self.is_protected() {
                true => self.fail_over(now, Reason::Modified),
                false => self.restart(now),
            }
        }
    }

    /// Its primary fails for a reason. With a standby that is ready this is a
    /// failover, else a repair. Whether something happened: who asks for a
    /// failover without a standby is refused.
    pub fn fail(&mut self, now: Second, reason: Reason) -> bool {
        self.advance(now);
        if self.phase != Phase::Up {
            return false;
        }
        if self.is_protected() {
            self.fail_over(now, reason);
            return true;
        }
        if reason == Reason::Requested {
            if self.standby != Standby::None {
                self.tell(now, What::FailoverAbandoned);
            }
            return false;
        }
        self.go_down();
        self.recover(now, Ends::Single);
        true
    }

    /// Somebody reboots it; `with_failover` is refused without a standby.
    pub fn reboot(&mut self, now: Second, with_failover: bool) -> bool {
        if with_failover {
            return self.fail(now, Reason::Requested);
        }
        self.advance(now);
        if self.phase != Phase::Up {
            return false;
        }
        self.restart(now);
        true
    }

    /// A zone goes dark (SAZ-1, SAZ-5).
    pub fn fail_zone(&mut self, now: Second, zone: Zone) {
        self.advance(now);
        self.dark.set(zone, true);
        let hits_standby = self.place.standby == Some(zone);
        let hits_primary = self.place.primary == zone;
        match self.phase {
            // The standby was about to take over.
            Phase::FailingOver { .. } if hits_standby => {
                if self.dark.has(self.place.primary) {
                    self.phase = Phase::Unreachable {
                        lost_failover: true,
                    };
                } else {
                    self.standby = Standby::Lost;
                    self.recover(now, Ends::PartialFailover);
                }
                return;
            }
            Phase::FailingOver { .. } => return,
            Phase::Unreachable { .. } => {}
            // Nobody asks it yet: it is made in the other zone.
            Phase::Creating { .. } if hits_primary && self.is_protected() => {
                self.swap();
                self.standby = Standby::Lost;
                return;
            }
            _ if hits_primary && self.is_protected() => {
                self.fail_over(now, Reason::Unreachable);
                return;
            }
            _ if hits_primary => {
                self.go_down();
                // What is not there any more cannot be copied.
                if matches!(self.standby, Standby::Rebuilding { .. }) {
                    self.standby = Standby::Lost;
                }
                self.phase = Phase::Unreachable {
                    lost_failover: false,
                };
            }
            _ => {}
        }
        if hits_standby && !matches!(self.phase, Phase::Unreachable { .. }) {
            self.standby = Standby::Lost;
        }
    }

    /// A zone is back (SRD-7).
    pub fn restore_zone(&mut self, now: Second, zone: Zone) {
        self.advance(now);
        self.dark.set(zone, false);
        if let Phase::Unreachable { lost_failover } = self.phase {
            let ends = match lost_failover {
                true => Ends::PartialFailover,
                false => Ends::Single,
            };
            if self.place.primary == zone {
                if self.place.standby.is_some_and(|it| self.dark.has(it)) {
                    self.standby = Standby::Lost;
                }
                self.recover(now, ends);
            } else if self.place.standby == Some(zone) && self.standby == Standby::Ready {
                self.swap();
                self.standby = Standby::Lost;
                self.moved = Some(now);
                self.recover(now, ends);
            }
        } else if self.standby == Standby::Lost
            && self.place.standby == Some(zone)
            && matches!(self.phase, Phase::Up | Phase::Rebooting { .. })
        {
            self.rebuild(now, true);
        }
    }

    /// A new database with the data of this one as it was at a second of the
    /// run (SRD-14). It answers after 10 to 30 minutes and under a name of its
    /// own, which clients have to be told. Of what had been written since
    /// nothing is kept apart: its disk is as full as this one's now.
    pub fn restore(
        &self,
        now: Second,
        to: Second,
        place: Place,
        clock: Clock,
        dice: Dice,
    ) -> Result<Self, NoRestore> {
        if self.settings.backup_days == 0 {
            return Err(NoRestore::NoBackups);
        }
        if to.saturating_add(RESTORABLE_UNTIL) > now {
            return Err(NoRestore::TooRecent);
        }
        if now - to > Second::from(self.settings.backup_days) * DAY {
            return Err(NoRestore::TooOld);
        }
        let settings = Settings {
            multi_az: place.standby.is_some(),
            // The setting is not inherited. [RDS UG: storage autoscaling]
            max_storage: None,
            storage: u32::try_from(self.storage.allocated() / GIB).unwrap_or(u32::MAX),
            ..self.settings.clone()
        };
        let window = self.window;
        let mut it = Self::new(settings, place, "", clock, dice).with_used(self.storage.used());
        it.window = window;
        it.cache = self.cache;
        it.dark = self.dark;
        it.phase = Phase::Creating {
            until: now + it.dice.between(RESTORE.0, RESTORE.1),
        };
        Ok(it)
    }

    /// One second.
    pub fn tick(&mut self, now: Second, asked: Asked) -> Answered {
        self.advance(now);
        let mut answered = Answered {
            dropped: std::mem::take(&mut self.dropped),
            broken: std::mem::take(&mut self.broken),
            ..Answered::default()
        };
        if self.phase != Phase::Up {
            answered.failed.unreachable = asked.reads.saturating_add(asked.writes);
            return answered;
        }
        let size = self.storage.allocated();
        self.storage.step(now, self.filling, &mut self.events);
        if self.storage.allocated() != size {
            self.follow_size();
        }
        self.back_up(now);
        if self.storage.is_shut() {
            answered.dropped += std::mem::take(&mut self.open);
            answered.broken += self.drop_backlog();
            answered.failed.storage_full = asked.reads.saturating_add(asked.writes);
            // Its host is there and goes on telling.
            self.sums.seconds += 1;
            return answered;
        }
        self.answer(now, asked, &mut answered);
        answered
    }

    /// What it told since the last time that somebody asked.
    pub fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// The values since the last call, which is to come once a minute; `None`
    /// where it could not be reached in any second of it.
    pub fn minute(&mut self) -> Option<Minute> {
        let sums = std::mem::take(&mut self.sums);
        if sums.seconds == 0 {
            return None;
        }
        let seconds = f64::from(sums.seconds);
        let able = seconds * f64::from(self.settings.class.vcpus) * 1_000.0;
        let taken = u64::from(sums.connections) * PER_CONNECTION;
        let memory = (self.settings.class.memory / FREE_PART).saturating_sub(taken);
        let wait = sums.wait / seconds;
        Some(Minute {
            cpu: float(sums.worked) * 100.0 / able,
            connections: f64::from(sums.connections),
            free_storage: float(self.storage.free()),
            freeable_memory: float(memory),
            read_latency: OPERATION + wait,
            write_latency: OPERATION + wait + self.commit(),
            read_iops: float(sums.reads) / seconds,
            write_iops: float(sums.writes) / seconds,
            queue_depth: float(sums.waiting) / seconds,
        })
    }

    /// What it is doing.
    pub fn status(&self, now: Second) -> Status {
        match self.phase {
            Phase::Creating { .. } => Status::Creating,
            Phase::FailingOver { .. } => Status::FailingOver,
            Phase::Rebooting { .. } => Status::Rebooting,
            Phase::Recovering { .. } => Status::Recovering,
            Phase::Unreachable { .. } => Status::Unreachable,
            Phase::Up if self.storage.is_full() => Status::StorageFull,
            Phase::Up if self.storage.is_changing() => Status::Modifying,
            Phase::Up if self.backup_until.is_some() => Status::BackingUp,
            Phase::Up if self.storage.is_cooling(now) => Status::StorageOptimization,
            Phase::Up => Status::Available,
        }
    }

    /// Whether it answers queries that read.
    pub fn is_up(&self) -> bool {
        self.phase == Phase::Up && !self.storage.is_shut()
    }

    /// Whether a standby could take over now.
    pub fn is_protected(&self) -> bool {
        self.standby == Standby::Ready
            && self.place.standby.is_some_and(|zone| !self.dark.has(zone))
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What it is set to.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Its CPU credits.
    pub fn credits(&self) -> &Credits {
        &self.credits
    }

    /// Bytes of its disk that are free: `FreeStorageSpace`.
    pub fn free_storage(&self) -> u64 {
        self.storage.free()
    }

    /// The size of its disk in bytes.
    pub fn allocated_storage(&self) -> u64 {
        self.storage.allocated()
    }

    /// What the disk has of its burst: `BurstBalance`, of a gp2.
    pub fn burst_balance(&self) -> Option<f64> {
        self.operations.burst_balance()
    }

    /// The second at which its outage ends, where that is known.
    pub fn back_at(&self) -> Option<Second> {
        match self.phase {
            Phase::Creating { until }
            | Phase::FailingOver { until, .. }
            | Phase::Rebooting { until }
            | Phase::Recovering { until, .. } => Some(until),
            Phase::Up | Phase::Unreachable { .. } => None,
        }
    }

    fn tell(&mut self, at: Second, what: What) {
        self.events.push(Event { at, what });
    }

    /// A larger disk may do more operations.
    fn follow_size(&mut self) {
        let size = u32::try_from(self.storage.allocated() / GIB).unwrap_or(u32::MAX);
        self.operations.renew(limits(&self.settings, size));
    }

    fn commit(&self) -> f64 {
        match self.standby {
            Standby::Ready => COMMIT,
            _ => 0.0,
        }
    }

    fn drop_backlog(&mut self) -> u32 {
        self.operations.drop_all();
        self.backlog = 0;
        u32::try_from(std::mem::take(&mut self.backlog_queries)).unwrap_or(u32::MAX)
    }

    /// All connections break (SRD-1).
    fn go_down(&mut self) {
        self.dropped = self.dropped.saturating_add(std::mem::take(&mut self.open));
        let broken = self.drop_backlog();
        self.broken = self.broken.saturating_add(broken);
        self.backup_until = None;
        self.pause_until = 0;
    }

    fn fail_over(&mut self, now: Second, reason: Reason) {
        self.go_down();
        let until = now + self.dice.between(FAILOVER.0, FAILOVER.1);
        self.phase = Phase::FailingOver { until, reason };
        self.tell(now, What::FailoverStarted);
    }

    fn restart(&mut self, now: Second) {
        self.go_down();
        self.phase = Phase::Rebooting {
            until: now + REBOOT,
        };
        self.tell(now, What::Shutdown);
    }

    fn recover(&mut self, now: Second, ends: Ends) {
        // A standby is made of a primary that is there, so it begins anew.
        if matches!(self.standby, Standby::Rebuilding { .. }) {
            self.standby = Standby::Lost;
        }
        let until = now + self.dice.between(RECOVERY.0, RECOVERY.1);
        let ends = match ends {
            Ends::Single if self.standby != Standby::None => Ends::Activation,
            _ => ends,
        };
        self.phase = Phase::Recovering { until, ends };
        match ends {
            Ends::Single => self.tell(now, What::RecoveryStarted),
            Ends::Activation => self.tell(now, What::MultiAzRecoveryStarted),
            Ends::PartialFailover => {}
        }
    }

    fn swap(&mut self) {
        if let Some(standby) = self.place.standby {
            self.place = Place {
                primary: standby,
                standby: Some(self.place.primary),
            };
        }
    }

    fn rebuild(&mut self, now: Second, told: bool) {
        if self.place.standby.is_none() {
            self.standby = Standby::None;
            return;
        }
        self.standby = Standby::Rebuilding {
            until: now + REBUILD,
            told,
        };
        if told {
            self.tell(now, What::StandbyRecoveryStarted);
        }
    }

    /// A standby that was lost is made anew, where its zone is there.
    fn rebuild_lost(&mut self, now: Second) {
        let lit = self.place.standby.is_some_and(|it| !self.dark.has(it));
        if self.standby == Standby::Lost && lit {
            self.rebuild(now, true);
        }
    }

    /// What is over by now ends, at the second that it was due.
    fn advance(&mut self, now: Second) {
        match self.phase {
            Phase::Up | Phase::Unreachable { .. } => {}
            Phase::Creating { until } if until <= now => {
                self.phase = Phase::Up;
                self.tell(until, What::Created);
                self.tell(until, What::Restored);
                self.rebuild_lost(until);
            }
            Phase::FailingOver { until, reason } if until <= now => {
                self.phase = Phase::Up;
                self.swap();
                self.moved = Some(until);
                self.tell(until, What::Restarted);
                self.tell(until, What::FailoverCompleted);
                self.tell(until, What::FailoverReason(reason));
                match self.place.standby.is_some_and(|zone| self.dark.has(zone)) {
                    true => self.standby = Standby::Lost,
                    false => self.rebuild(until, false),
                }
            }
            Phase::Rebooting { until } if until <= now => {
                self.phase = Phase::Up;
                self.tell(until, What::Restarted);
            }
            Phase::Recovering { until, ends } if until <= now => {
                self.phase = Phase::Up;
                match ends {
                    Ends::Single => {
                        self.tell(until, What::Restarted);
                        self.tell(until, What::RecoveryCompleted);
                    }
                    Ends::Activation => {
                        self.tell(until, What::MultiAzRecoveryCompleted);
                        self.tell(until, What::ActivationStarted);
                        self.tell(until, What::Restarted);
                        self.tell(until, What::ActivationCompleted);
                    }
                    Ends::PartialFailover => {
                        self.tell(until, What::Restarted);
                        self.tell(until, What::PartialFailoverRecovered);
                    }
                }
                self.rebuild_lost(until);
            }
            _ => {}
        }
        if let Standby::Rebuilding { until, told } = self.standby
            && until <= now
        {
            self.standby = Standby::Ready;
            if told {
                self.tell(until, What::StandbyRecoveryCompleted);
            }
        }
    }

    /// Daily backups (SRD-13).
    fn back_up(&mut self, now: Second) {
        if self.backup_until.is_some_and(|until| until <= now) {
            self.backup_until = None;
            self.tell(now, What::BackupFinished);
        }
        let Some(window) = self.window.filter(|_| self.settings.backup_days > 0) else {
            return;
        };
        if (self.day + now % DAY) % DAY == window.begins {
            self.backup_until = Some(now + BACKUP);
            self.tell(now, What::BackupStarted);
            if self.standby != Standby::Ready {
                self.pause_until = now + BACKUP_PAUSE;
            }
        }
    }

    /// How many of the wanted connections ask the right address by now: the
    /// caches of clients run out one after the other (SRD-4, assumption
    /// `name-cache`).
    fn returned(&mut self, now: Second, wanted: u32) -> u32 {
        let Some(moved) = self.moved else {
            return wanted;
        };
        let since = now.saturating_sub(moved);
        match self.cache {
            ClientCache::ForEver => 0,
            ClientCache::Seconds(cache) if since >= cache => {
                self.moved = None;
                wanted
            }
            ClientCache::Seconds(cache) => {
                let part = u64::from(wanted) * u64::from(since) / u64::from(cache);
                u32::try_from(part).unwrap_or(wanted)
            }
        }
    }

    fn answer(&mut self, now: Second, asked: Asked, answered: &mut Answered) {
        let wanted = match asked.reads | asked.writes {
            0 => asked.connections,
            _ => asked.connections.max(1),
        };
        let returned = self.returned(now, wanted);
        let open = returned.min(self.settings.connections);
        answered.refused_connections = returned - open;
        answered.connections = open;
        self.open = open;

        // Who cannot ask at all.
        let (mut reads, mut writes) = (asked.reads, asked.writes);
        let all = u64::from(wanted);
        let astray = u64::from(wanted - returned);
        let turned_away = u64::from(answered.refused_connections);
        let [
            old_reads,
            old_writes,
            away_reads,
            away_writes,
            busy_reads,
            busy_writes,
            to_disk,
        ] = &mut self.splits;
        let (lost_reads, lost_writes) = (
            old_reads.of(reads, astray, all),
            old_writes.of(writes, astray, all),
        );
        answered.failed.old_address = lost_reads + lost_writes;
        (reads, writes) = (reads - lost_reads, writes - lost_writes);
        let (away_reads, away_writes) = (
            away_reads.of(reads, turned_away, all - astray),
            away_writes.of(writes, turned_away, all - astray),
        );
        answered.refused = away_reads + away_writes;
        (reads, writes) = (reads - away_reads, writes - away_writes);
        if self.settings.is_replica {
            answered.failed.read_only = std::mem::take(&mut writes);
        } else if self.storage.is_full() {
            answered.failed.storage_full = std::mem::take(&mut writes);
        }

        // How much work there is, and how much room for it.
        let vcpus = self.settings.class.vcpus;
        let able = u64::from(vcpus) * 1_000;
        let work = u64::from(reads) * READ + u64::from(writes) * WRITE;
        let room = (BACKLOG + 1) * able - self.backlog.min((BACKLOG + 1) * able);
        let operations = u64::from(reads).div_ceil(READS_PER_OPERATION) + u64::from(writes);
        let disk_able = self.operations.capacity();
        let disk_room =
            (BACKLOG + 1) * disk_able - self.operations.waiting().min((BACKLOG + 1) * disk_able);
        // The shorter of the two decides which part has room.
        let (left, of) = match u128::from(room) * u128::from(operations)
            <= u128::from(disk_room) * u128::from(work)
        {
            true => (work.saturating_sub(room), work),
            false => (operations.saturating_sub(disk_room), operations),
        };
        if left > 0 {
            let late_reads = busy_reads.of(reads, left, of);
            let late_writes = busy_writes.of(writes, left, of);
            answered.failed.busy = late_reads + late_writes;
            (reads, writes) = (reads - late_reads, writes - late_writes);
        }
        let work = u64::from(reads) * READ + u64::from(writes) * WRITE;
        let queries = u64::from(reads) + u64::from(writes);

        // The processor: what it does now, and what waits.
        let paused = now < self.pause_until;
        let this_second = if paused { 0 } else { able };
        let due = self.backlog + work;
        let worked = due.min(this_second);
        self.backlog = due - worked;
        self.backlog_queries = match due {
            0 => 0,
            _ => {
                let waiting = u128::from(self.backlog_queries + queries);
                let rest = waiting * u128::from(self.backlog) / u128::from(due);
                u64::try_from(rest).unwrap_or(u64::MAX)
            }
        };
        self.credits.spend(worked);

        // The disk.
        let read_operations = u64::from(to_disk.of(reads, 1, READS_PER_OPERATION));
        let done = self.operations.step(read_operations + u64::from(writes));

        let pause = f64::from(self.pause_until.saturating_sub(now));
        let service = match queries {
            0 => 0.0,
            _ => float(work) / float(queries) / 1_000.0,
        };
        let queue = match paused {
            true => 0.0,
            false => queue::wait(float(work) / 1_000.0, vcpus, service),
        };
        let wait = queue + float(self.backlog) / float(able) + pause + done.wait;
        answered.reads = reads;
        answered.writes = writes;
        if reads > 0 {
            answered.read_latency = 0.001 + wait;
        }
        if writes > 0 {
            answered.write_latency = 0.005 + wait + self.commit();
        }

        self.sums.seconds += 1;
        self.sums.worked += worked;
        self.sums.connections = self.sums.connections.max(open);
        self.sums.reads += read_operations;
        self.sums.writes += u64::from(writes);
        self.sums.waiting += done.waiting;
        self.sums.wait += done.wait;
    }
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn float(number: u64) -> f64 {
    number as f64
}

/// The operations of a database's disk: a gp3 of RDS has 12,000 from 400 GiB,
/// where RDS puts several volumes together. [RDS UG: General Purpose SSD
/// storage]
fn limits(settings: &Settings, size: u32) -> Limits {
    let kind = if settings.gp2 { "gp2" } else { "gp3" };
    let iops = (!settings.gp2 && size >= 400).then_some(12_000);
    let unlimited = Limits {
        iops: u32::MAX,
        burst: u32::MAX,
        throughput: u64::MAX,
    };
    Limits::of(kind, size, iops, None).unwrap_or(unlimited)
}

/// The name that a database answers to: its identifier, twelve characters of
/// the account and the Region (rulebook RDS-24).
pub fn endpoint(identifier: &str, region: &str, seed: u64) -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut dice = Dice::of(seed, "rds endpoint");
    let mut account = String::from("c");
    for _ in 0..11 {
        account.push(char::from(LETTERS[dice.between(0, 35) as usize]));
    }
    format!("{identifier}.{account}.{region}.rds.amazonaws.com")
}

/// The threshold of an alarm on `FreeStorageSpace` for a fifth of a disk of so
/// many GiB: in bytes, because no metric of RDS gives percent (SCW-19).
pub fn a_fifth_of(storage: u32) -> u64 {
    u64::from(storage) * GIB / 5
}

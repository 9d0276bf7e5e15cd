//! A database, second by second.

use super::super::super::clock::{Clock, DAY, MINUTE, Second};
use super::super::super::dice::Dice;
use super::super::Zone;
use super::super::credits::Credits;
use super::answered::{Answered, Asked};
use super::class::GIB;
use super::event::{Event, Reason, What};
use super::life::Life;
use super::minute::Minute;
use super::phase::Phase;
use super::settings::{Settings, Window};
use super::status::{ClientCache, Place, Status};
use super::storage::Storage;
use super::work::Work;

/// How long a restore takes (SRD-14, assumption `restore-time`).
const RESTORE: (Second, Second) = (10 * MINUTE, 30 * MINUTE);

/// A restore goes up to this long ago (SRD-14).
pub const RESTORABLE_UNTIL: Second = 5 * MINUTE;

/// How long I/O stops at the start of a backup without a standby (SRD-13).
const BACKUP_PAUSE: Second = 3;

/// How long a backup goes on (assumption `backup-time`).
const BACKUP: Second = 5 * MINUTE;

/// What a commit takes longer with a standby (SRD-8), in seconds.
const COMMIT: f64 = 0.002;

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
    life: Life,
    work: Work,
    storage: Storage,
    /// Bytes that are written each second.
    filling: u64,
    window: Option<Window>,
    /// The second of the day at which the run began, in UTC.
    day: Second,
    backup_until: Option<Second>,
    pause_until: Second,
}

impl Database {
    /// A database that runs, with a disk of which a quarter is used
    /// (assumption `database-start`), and without CPU credits.
    pub fn new(
        settings: Settings,
        place: Place,
        region: &str,
        clock: Clock,
        mut dice: Dice,
    ) -> Self {
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
            work: Work::new(&settings),
            life: Life::new(place, dice),
            settings,
            filling: 0,
            window,
            day: Second::try_from(day).unwrap_or_default(),
            backup_until: None,
            pause_until: 0,
        }
    }

    /// The same after a quiet day: with all the CPU credits it can keep.
    #[must_use]
    pub fn rested(mut self) -> Self {
        self.work.set_credits(self.work.credits().rested());
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
        self.life.clients.keep_for(cache);
    }

    /// All clients were restarted, so that they ask for the address anew.
    pub fn clients_restarted(&mut self) {
        self.life.clients.restarted();
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
        self.storage.enlarge(now, size, &mut self.life.events)
    }

    /// Somebody changed it in the drawing. Another class restarts it, with a
    /// standby by a failover (SRD-3); a larger disk grows. Other changes hold
    /// at once. A standby that is added is made anew.
    pub fn renew(&mut self, now: Second, settings: Settings, place: Place) {
        self.life.advance(now);
        let class_changed = settings.class != self.settings.class;
        if settings.storage != self.settings.storage {
            self.enlarge(now, settings.storage);
        }
        if settings.max_storage != self.settings.max_storage {
            self.storage.may_grow_to(settings.max_storage);
        }
        let standby = place.standby.filter(|_| settings.multi_az);
        self.life.keep_standby(now, standby);
        self.settings = settings;
        self.work.follow(&self.settings, &self.storage);
        if class_changed {
            let credits = Credits::new(self.settings.class.earns);
            self.work.set_credits(credits);
            self.life.modify(now);
            self.settle();
        }
    }

    /// Its primary fails for a reason. With a standby that is ready this is a
    /// failover, else a repair. Whether something happened: who asks for a
    /// failover without a standby is refused.
    pub fn fail(&mut self, now: Second, reason: Reason) -> bool {
        let happened = self.life.fail(now, reason);
        self.settle();
        happened
    }

    /// Somebody reboots it; `with_failover` is refused without a standby.
    pub fn reboot(&mut self, now: Second, with_failover: bool) -> bool {
        let happened = self.life.reboot(now, with_failover);
        self.settle();
        happened
    }

    /// A zone goes dark (SAZ-1, SAZ-5).
    pub fn fail_zone(&mut self, now: Second, zone: Zone) {
        self.life.fail_zone(now, zone);
        self.settle();
    }

    /// A zone is back (SRD-7).
    pub fn restore_zone(&mut self, now: Second, zone: Zone) {
        self.life.restore_zone(now, zone);
    }

    /// A new database with the data of this one as it was so many seconds ago
    /// (SRD-14), which may be before the run began: it held then what it holds
    /// at its beginning. It answers after 10 to 30 minutes and under a name of its
    /// own, which clients have to be told. Of what had been written since
    /// nothing is kept apart: its disk is as full as this one's now.
    pub fn restore(
        &self,
        now: Second,
        ago: Second,
        place: Place,
        clock: Clock,
        dice: Dice,
    ) -> Result<Self, NoRestore> {
        if self.settings.backup_days == 0 {
            return Err(NoRestore::NoBackups);
        }
        if ago < RESTORABLE_UNTIL {
            return Err(NoRestore::TooRecent);
        }
        if ago > Second::from(self.settings.backup_days) * DAY {
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
        it.life = it.life.created(now, RESTORE, &self.life);
        Ok(it)
    }

    /// One second.
    pub fn tick(&mut self, now: Second, asked: Asked) -> Answered {
        self.life.advance(now);
        let mut answered = self.work.begin();
        let queries = asked.reads.saturating_add(asked.writes);
        if !self.life.is_up() {
            answered.failed.unreachable = queries;
            return answered;
        }
        let size = self.storage.allocated();
        let events = &mut self.life.events;
        self.storage.step(now, self.filling, events);
        if self.storage.allocated() != size {
            self.work.follow(&self.settings, &self.storage);
        }
        self.back_up(now);
        if self.storage.is_shut() {
            self.work.drop_all();
            // Its host is there and goes on telling.
            self.work.idle();
            answered.failed.storage_full = queries;
            return answered;
        }
        let wanted = match queries {
            0 => asked.connections,
            _ => asked.connections.max(1),
        };
        let returned = self.life.clients.returned(now, wanted);
        let (settings, storage) = (&self.settings, &self.storage);
        let connections = (wanted, returned);
        let admitted = self
            .work
            .admit(settings, storage, asked, connections, &mut answered);
        let paused = self.pause_until.saturating_sub(now);
        let commit = self.commit();
        self.work
            .serve(&self.settings, admitted, paused, commit, &mut answered);
        answered
    }

    /// What it told since the last time that somebody asked.
    pub fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.life.events)
    }

    /// The values since the last call, which is to come once a minute; `None`
    /// where it could not be reached in any second of it.
    pub fn minute(&mut self) -> Option<Minute> {
        let commit = self.commit();
        self.work
            .minute(&self.settings, self.storage.free(), commit)
    }

    /// What it is doing.
    pub fn status(&self, now: Second) -> Status {
        match self.life.phase() {
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
        self.life.is_up() && !self.storage.is_shut()
    }

    /// Whether a standby could take over now.
    pub fn is_protected(&self) -> bool {
        self.life.is_protected()
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.life.place()
    }

    /// What it is set to.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Its CPU credits.
    pub fn credits(&self) -> &Credits {
        self.work.credits()
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
        self.work.burst_balance()
    }

    /// The second at which its outage ends, where that is known.
    pub fn back_at(&self) -> Option<Second> {
        self.life.back_at()
    }

    fn commit(&self) -> f64 {
        match self.life.is_mirrored() {
            true => COMMIT,
            false => 0.0,
        }
    }

    /// What follows where it went down.
    fn settle(&mut self) {
        if self.life.went_down() {
            self.work.drop_all();
            self.backup_until = None;
            self.pause_until = 0;
        }
    }

    fn tell(&mut self, at: Second, what: What) {
        self.life.events.push(Event { at, what });
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
            if !self.life.is_mirrored() {
                self.pause_until = now + BACKUP_PAUSE;
            }
        }
    }
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

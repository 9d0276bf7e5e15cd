//! Restoring a database to a point in time by hand (SRD-14): which databases
//! have backups to restore, and from when to when they reach.
//!
//! AWS restores to the latest restorable time or to a time that one gives, up
//! to as many days ago as backups are retained, and refuses a database whose
//! retention is 0. [API_RestoreDBInstanceToPointInTime:
//! UseLatestRestorableTime, RestoreTime, PointInTimeRestoreNotEnabled]

use super::clock::{Clock, DAY, Second};
use super::scenario::{Deed, Whom};
use super::stores::database::RESTORABLE_UNTIL;
use crate::architecture::{Architecture, Database, Document, Indexed, ResourceId};
use crate::order::{InOrder, by_name};

/// A database, and whether it can be restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restorable {
    /// As a deed names it.
    pub whom: Whom,
    /// What people call it.
    pub name: String,
    /// What the new database will be called.
    pub becomes: String,
    /// How many days its backups are retained.
    pub days: u8,
    /// Why it cannot be restored to any time.
    pub refusal: Option<String>,
}

/// The time that is restored to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreTime {
    /// The latest that there is.
    Latest,
    /// One that was given, as a field for date and time holds it.
    Custom(String),
}

/// All databases, in the order of names.
pub fn restorable(document: &Document) -> Vec<Restorable> {
    let architecture = &document.architecture;
    let indexed = Indexed::new(architecture);
    let all = indexed.all::<Database>().map(|(id, database)| {
        let becomes = restored_as(architecture, id).1;
        let refusal = if database.backup_days == 0 {
            Some("Automated backups are off: the backup retention period is 0 days.".to_owned())
        } else if is_taken(architecture, id) {
            Some(format!("{becomes} exists already."))
        } else {
            None
        };
        Restorable {
            whom: Whom::from(id),
            name: architecture.name_of(id),
            becomes,
            days: database.backup_days,
            refusal,
        }
    });
    let mut all: Vec<Restorable> = all.collect();
    all.order_by(|one, other| by_name(&one.name, &other.name));
    all
}

/// The id and the name of the database that a restore makes.
pub(super) fn restored_as(architecture: &Architecture, of: &ResourceId) -> (ResourceId, String) {
    let name = format!("{}-restored", architecture.name_of(of));
    (ResourceId::new(format!("{of}-restored")), name)
}

/// Whether something of that id or name is there already.
pub(super) fn is_taken(architecture: &Architecture, of: &ResourceId) -> bool {
    let (id, name) = restored_as(architecture, of);
    architecture.get(&id).is_some() || architecture.called(&name).is_some()
}

/// The latest restorable time at a second of the run, in seconds after its
/// beginning: a time before it is negative.
pub fn latest(now: Second) -> i64 {
    i64::from(now) - i64::from(RESTORABLE_UNTIL)
}

impl Restorable {
    /// The earliest time that it can be restored to, counted like [`latest`].
    pub fn earliest(&self, now: Second) -> i64 {
        i64::from(now) - i64::from(self.days) * i64::from(DAY)
    }

    /// What is done to restore it to a time, or why that cannot be done.
    pub fn deed(&self, clock: Clock, now: Second, to: &RestoreTime) -> Result<Deed, String> {
        if let Some(refusal) = &self.refusal {
            return Err(refusal.clone());
        }
        let to = match to {
            RestoreTime::Latest => latest(now),
            RestoreTime::Custom(text) => clock
                .of_field(text)
                .ok_or_else(|| "Enter a date and a time.".to_owned())?,
        };
        if to > latest(now) {
            let latest = said(clock, latest(now));
            return Err(format!("The latest restorable time is {latest}."));
        }
        if to < self.earliest(now) {
            let earliest = said(clock, self.earliest(now));
            return Err(format!("Its backups begin on {earliest}."));
        }
        let ago = Second::try_from(i64::from(now) - to).map_err(|_| "That is too long ago.")?;
        Ok(Deed::RestoreDatabase {
            of: self.whom.clone(),
            ago,
        })
    }
}

/// A time in words, in India: 24 November 2026, 20:12:36.
pub fn said(clock: Clock, after: i64) -> String {
    let it = Clock::utc(clock.unix(0).saturating_add(after));
    format!("{}, {}", it.day(0), it.time(0))
}

#[cfg(test)]
mod tests {
    use super::super::playing::Simulation;
    use super::super::scenario::Run;
    use super::*;
    use crate::architecture::Edit;
    use crate::simulation::drills::drill;

    fn notebookly() -> Document {
        let text = include_str!("../../assets/examples/notebookly.campus.json");
        Document::from_json(text).unwrap()
    }

    fn database(document: &Document) -> Restorable {
        restorable(document).remove(0)
    }

    fn with(property: &str, value: u8) -> Document {
        let mut document = notebookly();
        let id = ResourceId::new(String::from(database(&document).whom));
        document.apply(Edit::set(&id, property, value)).unwrap();
        document
    }

    #[test]
    fn a_database_is_restored_to_the_latest_time_or_to_one_that_is_given() {
        let document = with("backup_days", 1);
        let (it, clock, now) = (database(&document), Clock::default(), 120);
        let ago = |to: RestoreTime| {
            it.deed(clock, now, &to).map(|deed| match deed {
                Deed::RestoreDatabase { ago, .. } => ago,
                other => panic!("{other:?}"),
            })
        };
        let custom = |text: &str| ago(RestoreTime::Custom(text.to_owned()));
        assert_eq!(ago(RestoreTime::Latest), Ok(300));
        assert_eq!(said(clock, latest(now)), "24 November 2026, 19:57:00");
        assert_eq!(custom("2026-11-24T19:57"), Ok(300));
        assert_eq!(custom("2026-11-23T20:02:00"), Ok(DAY));
        let refused = |text: &str| custom(text).unwrap_err();
        assert_eq!(
            refused("2026-11-24T19:57:01"),
            "The latest restorable time is 24 November 2026, 19:57:00."
        );
        assert_eq!(
            refused("2026-11-23T20:01:59"),
            "Its backups begin on 23 November 2026, 20:02:00."
        );
        assert_eq!(refused("soon"), "Enter a date and a time.");
    }

    #[test]
    fn what_has_no_backups_or_was_restored_already_says_so() {
        let none = database(&with("backup_days", 0));
        let said = "Automated backups are off: the backup retention period is 0 days.";
        assert_eq!(none.refusal.as_deref(), Some(said));
        assert_eq!(
            none.deed(Clock::default(), 600, &RestoreTime::Latest),
            Err(said.to_owned())
        );

        let drill = drill("visit").unwrap();
        let run: Run = drill.run(&notebookly());
        let clock = run.scenario.begins;
        let mut simulation = Simulation::begin(run);
        simulation.advance(60);
        let it = database(simulation.document());
        assert_eq!(it.refusal, None);
        // In the first minutes, too: the database is older than the run.
        simulation.act(it.deed(clock, 60, &RestoreTime::Latest).unwrap());
        simulation.advance(2);
        let all = restorable(simulation.document());
        let names: Vec<&str> = all.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, [it.name.as_str(), it.becomes.as_str()]);
        let refusal = format!("{} exists already.", it.becomes);
        assert_eq!(all[0].refusal, Some(refusal));
    }
}

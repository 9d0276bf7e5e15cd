//! A database is restored to a point in time (SRD-14): a new one stands beside
//! it, answers after a while, and is called by nobody until somebody says so.

use super::super::dice::Dice;
use super::super::record::Place;
use super::super::restores::{is_taken, restored_as};
use super::super::scenario::Whom;
use super::super::stores::database::NoRestore;
use super::super::wiring::wiring;
use super::deeds::YOU;
use super::story::Line;
use super::{Out, World};
use crate::architecture::{Database, Edit, Properties, Resource, ResourceId};

impl World {
    pub(super) fn restore_database(&mut self, whom: &Whom, ago: u32, out: &mut Out) {
        let Some(at) = self.database_of(whom) else {
            self.nobody(whom, "database", out);
            return;
        };
        let id = self.databases[at].id.clone();
        let (of, moment) = (self.called(&id), super::health::seconds(ago));
        let what = format!("{YOU} restore {of} to what it held {moment} ago.");
        let why = "Backups and transaction logs make a new database; the old one stays as it is.";
        let told = self.done(what, why, Place::Thing(id.clone()), "SRD-14", out);
        self.record_deed("RestoreDBInstanceToPointInTime", None, Some(&id), out);
        if let Err(why) = self.begin_restore(at, &id, ago, told, out) {
            let line = Line::followed(
                format!("RDS refuses to restore {of}."),
                Place::Thing(id),
                "SRD-14",
            )
            .why(why)
            .from([told]);
            self.story.tell(self.at, line, out.record.as_deref_mut());
        }
    }

    fn begin_restore(
        &mut self,
        at: usize,
        source: &ResourceId,
        ago: u32,
        told: u32,
        out: &mut Out,
    ) -> Result<(), &'static str> {
        let architecture = &self.document.architecture;
        let (id, name) = restored_as(architecture, source);
        if is_taken(architecture, source) {
            return Err("A database of that name exists: DBInstanceAlreadyExists.");
        }
        let Some(drawn) = architecture.find::<Database>(source) else {
            return Err("It is not there any more.");
        };
        let gib = self.databases[at].database.allocated_storage() >> 30;
        let drawn = Database {
            // The setting is not inherited. [RDS UG: storage autoscaling]
            max_storage: None,
            storage: u32::try_from(gib).unwrap_or(drawn.storage),
            ..drawn.clone()
        };
        let before = self.document.clone();
        let mut resource = Resource::new(id.as_str(), Properties::from(drawn));
        resource.name = name;
        let create = Edit::Create {
            id: id.clone(),
            resource,
        };
        if self.document.apply(create).is_err() {
            return Err("The drawing does not take another database.");
        }
        let fresh = wiring(&self.document.architecture, &self.failures, &self.unhealthy);
        let wired = fresh.databases.iter().find(|it| it.id == id);
        let Some(place) = wired.map(|it| self.database_place(it)) else {
            self.document = before;
            return Err("It stands in no subnet.");
        };
        let dice = Dice::of(self.seed, &format!("restore {id} {}", self.at));
        let old = &self.databases[at].database;
        match old.restore(self.at, ago, place, self.clock, dice) {
            Ok(database) => {
                let run = super::DatabaseRun::of(id, database, Some(told));
                self.databases.push(run);
                self.adopt(fresh);
                self.watch_anew(out);
                Ok(())
            }
            Err(refusal) => {
                self.document = before;
                Err(match refusal {
                    NoRestore::NoBackups => "It has no backups: their retention is 0 days.",
                    NoRestore::TooRecent => "The last five minutes cannot be restored yet.",
                    NoRestore::TooOld => "Its backups do not go back so far.",
                })
            }
        }
    }
}

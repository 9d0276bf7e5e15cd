//! What is done to an architecture while it runs, by a scenario or by hand.

use super::super::group::Output;
use super::super::record::{Manner, Place};
use super::super::scenario::{Deed, Whom};
use super::story::Line;
use super::{Out, World};
use crate::architecture::*;
use crate::text;

/// Who does it, in sentences.
pub(super) const YOU: &str = "You";

impl World {
    /// Does it, and tells it. What cannot be done is told, too.
    pub(super) fn perform(&mut self, deed: &Deed, out: &mut Out) {
        match deed {
            Deed::Stop(whom) => self.do_to_server(whom, out, "stop", |world, at, out| {
                world.servers[at].server.stop(world.at);
                world.record_deed("StopInstances", Some(at), None, out);
            }),
            Deed::Start(whom) => self.do_to_server(whom, out, "start", |world, at, out| {
                world.servers[at].server.start(world.at);
                world.record_deed("StartInstances", Some(at), None, out);
            }),
            Deed::Terminate(whom) => self.do_to_server(whom, out, "terminate", |world, at, out| {
                world.servers[at].server.terminate(world.at);
                world.record_deed("TerminateInstances", Some(at), None, out);
            }),
            Deed::Crash(whom) => {
                self.do_to_server(whom, out, "end the application on", |world, at, _| {
                    world.servers[at].server.crash();
                });
            }
            Deed::FailZone(whom) => self.fail_zone(whom, out),
            Deed::RestoreZone(whom) => self.restore_zone(whom, out),
            Deed::Fail(whom) => self.fail_thing(whom, out),
            Deed::Restore(whom) => self.restore_thing(whom, out),
            Deed::Failover(whom) => self.failover(whom, out),
            Deed::RestoreDatabase { of, ago } => self.restore_database(of, *ago, out),
            Deed::Spike { of, seconds } => self.spike(of, *seconds, out),
            Deed::BadDeployment(whom) => self.deploy(whom, true, out),
            Deed::RollBack(whom) => self.deploy(whom, false, out),
            Deed::Fill {
                of,
                leaves,
                seconds,
            } => self.fill(of, *leaves, *seconds, out),
            Deed::Flood { per_second } => self.flood(*per_second, out),
            Deed::Attack { per_second } => self.attack(*per_second, out),
            Deed::StopLogging(whom) => self.log(whom, false, out),
            Deed::StartLogging(whom) => self.log(whom, true, out),
            Deed::Refresh(whom) => self.refresh(whom, out),
            Deed::Load(factor) => {
                self.visitors.change(self.at, *factor, 0);
                let what = format!("{factor} times as many customers come from now on.");
                self.done(what, "", Place::Customers, "PERF-16", out);
            }
            Deed::Edit(edits) => self.edit(edits, out),
        }
    }

    /// Tells something that was done. Its number.
    pub(super) fn done(
        &mut self,
        what: String,
        why: &str,
        place: Place,
        rule: &'static str,
        out: &mut Out,
    ) -> u32 {
        let line = Line {
            manner: Manner::Done,
            ..Line::followed(what, place, rule).why(why)
        };
        let number = self.story.tell(self.at, line, out.record.as_deref_mut());
        self.story.is_trouble(self.at, number);
        number
    }

    /// There is nobody to do it to.
    pub(super) fn nobody(&mut self, whom: &Whom, what: &str, out: &mut Out) {
        let said = match whom {
            Whom::Named(text) => format!("Nothing here is called “{text}”, so nothing is done."),
            _ => format!("There is no {what} in this architecture, so nothing is done."),
        };
        let line = Line {
            manner: Manner::Done,
            ..Line::followed(said.clone(), Place::Customers, "")
        };
        self.story.tell(self.at, line, out.record.as_deref_mut());
        if let Some(record) = out.record.as_deref_mut() {
            record.not_modelled.push(said);
        }
    }

    fn do_to_server(
        &mut self,
        whom: &Whom,
        out: &mut Out,
        verb: &str,
        act: impl FnOnce(&mut Self, usize, &mut Out),
    ) {
        let Some(at) = self.server_meant(whom) else {
            self.nobody(whom, "running server", out);
            return;
        };
        let it = &self.servers[at];
        let (name, number) = (it.name.clone(), it.number);
        let place = Place::Server(it.of.clone(), number);
        let why = match verb {
            "stop" => "Its target is not in use any more, and a group sees that it does not run.",
            "end the application on" => {
                "The machine runs on, but nothing listens: connections are refused."
            }
            _ => "",
        };
        let told = self.done(format!("{YOU} {verb} {name}."), why, place, "SEC-1", out);
        self.servers[at].told = Some(told);
        act(self, at, out);
    }

    fn failover(&mut self, whom: &Whom, out: &mut Out) {
        let Some(at) = self.database_meant(whom) else {
            self.nobody(whom, "database", out);
            return;
        };
        let id = self.databases[at].id.clone();
        let what = format!("{YOU} reboot {} with failover.", self.called(&id));
        let told = self.done(what, "", Place::Thing(id.clone()), "SRD-3", out);
        self.databases[at].told = Some(told);
        let began = self.databases[at].database.reboot(self.at, true);
        self.record_deed("RebootDBInstance", None, Some(&id), out);
        if !began {
            let what = format!("{} refuses: it has no standby.", self.called(&id));
            let line = Line::followed(what, Place::Thing(id), "SRD-1")
                .why("Only a Multi-AZ database can fail over.")
                .from([told]);
            self.story.tell(self.at, line, out.record.as_deref_mut());
        }
    }

    fn spike(&mut self, of: &Whom, seconds: u32, out: &mut Out) {
        let group = match of {
            Whom::Named(_) | Whom::Group => self.group_meant(of),
            _ => None,
        };
        let servers: Vec<usize> = match group {
            Some(group) => (0..self.servers.len())
                .filter(|at| {
                    let it = &self.servers[*at];
                    it.group == Some(group) && it.gone.is_none()
                })
                .collect(),
            None => self.server_meant(of).into_iter().collect(),
        };
        if servers.is_empty() {
            self.nobody(of, "server", out);
            return;
        }
        let names: Vec<&str> = servers
            .iter()
            .map(|at| self.servers[*at].name.as_str())
            .collect();
        let what = format!("{YOU} keep the CPUs of {} busy.", text::list(names));
        let place = match group {
            Some(group) => Place::Thing(self.groups[group].id.clone()),
            None => {
                let it = &self.servers[servers[0]];
                Place::Server(it.of.clone(), it.number)
            }
        };
        let why = format!(
            "For {}, as the program stress does.",
            super::health::seconds(seconds)
        );
        let told = self.done(what, &why, place, "SEC-7", out);
        for at in servers {
            self.servers[at].server.spike(self.at, seconds, 100);
            self.servers[at].told = Some(told);
        }
    }

    fn deploy(&mut self, whom: &Whom, bad: bool, out: &mut Out) {
        let Some(at) = self.group_meant(whom) else {
            let server = self.server_meant(whom);
            let Some(server) = server else {
                self.nobody(whom, "group of servers", out);
                return;
            };
            self.servers[server].is_bad = bad;
            return;
        };
        let id = self.groups[at].id.clone();
        let (what, why) = match bad {
            true => (
                format!("{YOU} deploy a new version to {}.", self.called(&id)),
                "Its pages work, but its health check answers 500.",
            ),
            false => (
                format!(
                    "{YOU} roll {} back to the version before.",
                    self.called(&id)
                ),
                "Its health check answers 200 again.",
            ),
        };
        let told = self.done(what, why, Place::Thing(id), "SLB-7", out);
        let version = self.groups[at].group.template() + 1;
        self.groups[at].group.set_template(version);
        self.groups[at].is_bad = bad;
        for server in &mut self.servers {
            if server.group == Some(at) && server.gone.is_none() {
                server.is_bad = bad;
                server.told = Some(told);
            }
        }
    }

    fn fill(&mut self, of: &Whom, leaves: u32, seconds: u32, out: &mut Out) {
        if let Some(at) = self.database_of(of) {
            let it = &mut self.databases[at];
            let target = it.database.allocated_storage() / 100 * u64::from(leaves.min(100));
            let bytes = it.database.free_storage().saturating_sub(target);
            it.database.fill(bytes / u64::from(seconds.max(1)));
            let id = it.id.clone();
            let what = format!("{YOU} fill the storage of {}.", self.called(&id));
            let why = format!("Over {}.", super::health::seconds(seconds));
            let told = self.done(what, &why, Place::Thing(id), "SRD-11", out);
            self.databases[at].told = Some(told);
            return;
        }
        let Some(at) = self.server_meant(of) else {
            self.nobody(of, "server or database with a disk", out);
            return;
        };
        // A quarter is in use when it begins.
        self.servers[at].filling = Some((0.75 / f64::from(seconds.max(1)), 0.25));
        let it = &self.servers[at];
        let what = format!("{YOU} fill the disk of {}.", it.name);
        let place = Place::Server(it.of.clone(), it.number);
        let why = format!("Over {}.", super::health::seconds(seconds));
        let told = self.done(what, &why, place, "SEC-17", out);
        self.servers[at].told = Some(told);
    }

    fn flood(&mut self, per_second: u32, out: &mut Out) {
        self.flood = per_second;
        let what = match per_second {
            0 => "The flood ends.".to_owned(),
            many => format!("One address sends {many} requests a second."),
        };
        let told = self.done(what, "", Place::Customers, "SWF-1", out);
        self.outage = Some(told);
    }

    fn attack(&mut self, per_second: u32, out: &mut Out) {
        self.attack = per_second;
        let what = match per_second {
            0 => "The attack ends.".to_owned(),
            many => format!("Somebody sends {many} requests a second that carry an exploit."),
        };
        let told = self.done(what, "", Place::Customers, "SWF-4", out);
        self.outage = Some(told);
    }

    fn log(&mut self, whom: &Whom, logging: bool, out: &mut Out) {
        let Some(id) = self.trail_meant(whom) else {
            self.nobody(whom, "trail", out);
            return;
        };
        let name = self.called(&id);
        let (what, why, call) = match logging {
            true => (format!("{YOU} start {name} again."), "", "StartLogging"),
            false => (
                format!("{YOU} stop {name}."),
                "This call is still recorded; files after it are not.",
                "StopLogging",
            ),
        };
        self.done(what, why, Place::Thing(id.clone()), "SCT-12", out);
        // The call comes first: it is the last that is recorded.
        if !logging {
            self.record_deed(call, None, Some(&id), out);
        }
        let _ = self.document.apply(Edit::set(&id, "logging", logging));
        self.trails_changed(out);
        if logging {
            self.record_deed(call, None, Some(&id), out);
        }
    }

    fn refresh(&mut self, whom: &Whom, out: &mut Out) {
        let Some(at) = self.group_meant(whom) else {
            self.nobody(whom, "group of servers", out);
            return;
        };
        let id = self.groups[at].id.clone();
        let what = format!("{YOU} replace all servers of {}.", self.called(&id));
        let why = "An instance refresh: a few at a time, 90 % stay in service.";
        let told = self.done(what, why, Place::Thing(id.clone()), "SAS-28", out);
        self.groups[at].told = Some(told);
        let version = self.groups[at].group.template() + 1;
        let mut output = Output::default();
        self.groups[at]
            .group
            .start_refresh(self.at, version, 90, None, &mut output);
        self.record_deed("StartInstanceRefresh", None, Some(&id), out);
        self.follow_orders(at, output, &[told], out);
    }

    /// The drawing changes while it runs.
    fn edit(&mut self, edits: &[Edit], out: &mut Out) {
        let before = self.document.clone();
        let mut changed: Vec<ResourceId> = Vec::new();
        for edit in edits {
            if let Ok(applied) = self.document.apply(edit.clone()) {
                changed.extend(applied.touched);
            }
        }
        if changed.is_empty() {
            return;
        }
        changed.dedup();
        self.record_edits(&before, edits, out);
        let names: Vec<String> = changed.iter().take(3).map(|id| self.called(id)).collect();
        let what = format!(
            "{YOU} change {}.",
            text::list(names.iter().map(String::as_str))
        );
        let told = self.done(what, "", Place::Thing(changed[0].clone()), "SCT-11", out);
        self.outage = Some(told);
        self.rewire();
        self.trails_changed(out);
        self.watch_anew(out);
    }
}

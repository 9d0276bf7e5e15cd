//! A zone or a thing fails, and works again.

use super::super::record::Place;
use super::super::scenario::Whom;
use super::super::stores::database::Reason;
use super::deeds::YOU;
use super::story::Line;
use super::{Out, World};

impl World {
    pub(super) fn fail_zone(&mut self, whom: &Whom, out: &mut Out) {
        let Some(zone) = self.zone_meant(whom) else {
            self.nobody(whom, "Availability Zone with servers", out);
            return;
        };
        if !self.failures.zones.insert(zone.clone()) {
            return;
        }
        let why = "Everything in it is out of reach: subnets, servers, disks, its NAT gateway, its node of the load balancer, its copy of the database.";
        let place = Place::Zone(zone.clone());
        let told = self.done(format!("{YOU} fail {zone}."), why, place, "SAZ-1", out);
        self.outage = Some(told);
        for server in &mut self.servers {
            if server.gone.is_none() && self.wiring.spots[server.spot].zone == zone {
                server.told = Some(told);
            }
        }
        if let Ok(number) = u8::try_from(self.zone(&zone)) {
            for it in &mut self.databases {
                let place = it.database.place();
                if place.primary == number || place.standby == Some(number) {
                    it.told = Some(told);
                }
                it.database.fail_zone(self.at, number);
            }
            self.darken_caches(number, true, told);
        }
        self.rewire();
        self.tell_dead_node(&zone, told, out);
        self.tell_lost_database(&zone, told, out);
    }

    fn tell_dead_node(&mut self, zone: &str, cause: u32, out: &mut Out) {
        let balancers = self.wiring.balancers.iter().zip(&self.balancers);
        let mut lost = balancers.filter(|(it, run)| {
            run.depth == 0 && it.nodes.iter().any(|it| it.zone == zone) && it.nodes.len() > 1
        });
        let Some((it, _)) = lost.next() else { return };
        let (id, nodes) = (it.id.clone(), it.nodes.len());
        let part = match nodes {
            2 => "Half of the customers".to_owned(),
            many => format!("One in {many} customers"),
        };
        let what = format!("{part} hear nothing from {}.", self.called(&id));
        let line = Line::followed(what, Place::Customers, "SLB-13")
            .why("They still have the address of the dead node. Within 60 seconds all have asked again and got a living one.")
            .from([cause])
            .assuming("name-cache");
        let number = self.story.tell(self.at, line, out.record.as_deref_mut());
        self.story.is_trouble(self.at, number);
    }

    fn tell_lost_database(&mut self, zone: &str, cause: u32, out: &mut Out) {
        let number = self.zone(zone);
        for at in 0..self.databases.len() {
            let it = &self.databases[at];
            let there = usize::from(it.database.place().primary) == number;
            if !there || it.database.back_at().is_some() || it.database.is_up() {
                continue;
            }
            let id = it.id.clone();
            let what = format!("{} is lost with {zone}.", self.called(&id));
            let line = Line::followed(what, Place::Thing(id), "SRD-7")
                .why("It has no standby in another zone. It comes back when its zone does.")
                .from([cause]);
            let told = self.story.tell(self.at, line, out.record.as_deref_mut());
            self.databases[at].told = Some(told);
            self.story.is_trouble(self.at, told);
        }
    }

    pub(super) fn restore_zone(&mut self, whom: &Whom, out: &mut Out) {
        let zone = match whom {
            Whom::Named(text) => Some(text.trim().to_owned()),
            // The one that failed.
            _ => self.failures.zones.iter().next().cloned(),
        };
        let zone = zone.filter(|zone| self.failures.zones.remove(zone));
        let Some(zone) = zone else {
            self.nobody(whom, "lost Availability Zone", out);
            return;
        };
        let why = "What stands in it works again. A group evens out its servers over the zones: it launches before it ends.";
        let place = Place::Zone(zone.clone());
        let told = self.done(
            format!("{YOU} bring {zone} back."),
            why,
            place,
            "SAZ-4",
            out,
        );
        if let Ok(number) = u8::try_from(self.zone(&zone)) {
            for it in &mut self.databases {
                it.told = it.told.map(|_| told);
                it.database.restore_zone(self.at, number);
            }
            self.darken_caches(number, false, told);
        }
        self.rewire();
    }

    pub(super) fn fail_thing(&mut self, whom: &Whom, out: &mut Out) {
        if let Some(at) = self.database_of(whom) {
            let id = self.databases[at].id.clone();
            let what = format!("{YOU} fail the host of {}.", self.called(&id));
            let told = self.done(what, "", Place::Thing(id), "SRD-3", out);
            self.databases[at].told = Some(told);
            self.databases[at]
                .database
                .fail(self.at, Reason::HostUnhealthy);
            return;
        }
        if self.fail_cache(whom, out) {
            return;
        }
        let nat = match whom {
            Whom::Named(_) | Whom::Nat => self.nat_meant(whom),
            _ => None,
        };
        if let Some(at) = nat {
            let id = self.wiring.nats[at].id.clone();
            self.failures.resources.insert(id.clone());
            let what = format!("{YOU} fail {}.", self.called(&id));
            let why = "Servers whose route leads to it do not get out to the internet any more. Customers come in another way and notice nothing, until a new server cannot install its packages.";
            self.done(what, why, Place::Thing(id), "SAZ-2", out);
            self.rewire();
            return;
        }
        let thing = match whom {
            Whom::Named(text) => self.document.architecture.called(text).cloned(),
            _ => None,
        };
        let can = thing.filter(|id| {
            let kind = self.document.architecture.kind_of(id);
            kind.is_some_and(crate::network::can_fail)
        });
        let Some(id) = can else {
            self.nobody(whom, "thing that can fail", out);
            return;
        };
        self.failures.resources.insert(id.clone());
        let what = format!("{YOU} fail {}.", self.called(&id));
        let told = self.done(what, "", Place::Thing(id), "SAZ-1", out);
        self.outage = Some(told);
        self.rewire();
    }

    /// The database that is meant by name or word, and not another thing.
    pub(super) fn database_of(&self, whom: &Whom) -> Option<usize> {
        match whom {
            Whom::Named(_) | Whom::Database => self.database_meant(whom),
            _ => None,
        }
    }

    pub(super) fn restore_thing(&mut self, whom: &Whom, out: &mut Out) {
        let id = match whom {
            Whom::Named(text) => self.document.architecture.called(text).cloned(),
            _ => self.failures.resources.iter().next().cloned(),
        };
        let id = id.filter(|id| self.failures.resources.remove(id));
        let Some(id) = id else {
            self.nobody(whom, "failed thing", out);
            return;
        };
        let what = format!("{YOU} bring {} back.", self.called(&id));
        self.done(what, "", Place::Thing(id), "SAZ-2", out);
        self.rewire();
    }
}

//! What the cameras see: calls of the learner and of services, and when they
//! reach the bucket and the log group.

use std::sync::Arc;

use super::super::record::Call;
use super::super::trail::{
    Actor, Book, Doing, Record, Scribe, of_deed, of_edit, of_service, sentence,
};
use super::{Out, World};
use crate::architecture::*;

/// The book of the account and who writes in it.
#[derive(Clone, Debug)]
pub(super) struct Cameras {
    book: Book,
    scribe: Scribe,
}

impl Cameras {
    pub(super) fn new(architecture: &Architecture, clock: super::Clock, seed: u64) -> Self {
        Self {
            book: Book::new(architecture, clock, seed),
            scribe: Scribe::new(architecture, clock, seed),
        }
    }
}

impl World {
    /// The learner called an API: on a server of the run, or on a thing.
    pub(super) fn record_deed(
        &mut self,
        call: &'static str,
        server: Option<usize>,
        of: Option<&ResourceId>,
        out: &mut Out,
    ) {
        let architecture = self.document.architecture.clone();
        let drawing = Indexed::new(&architecture);
        let actor = Actor::learner(&drawing);
        let instance = server.map(|at| self.servers[at].instance_id.clone());
        let of = match (of, server) {
            (Some(of), _) => of.clone(),
            (None, Some(at)) => self.servers[at].of.clone(),
            (None, None) => return,
        };
        let instances: Vec<&str> = instance.iter().map(String::as_str).collect();
        let scribe = &mut self.cameras.scribe;
        let on = (instances.as_slice(), &of);
        let record = of_deed(scribe, &drawing, self.at, &actor, call, on);
        self.see(record, out);
    }

    /// A service called an API by itself.
    pub(super) fn record_service(
        &mut self,
        call: &'static str,
        group: usize,
        server: u32,
        out: &mut Out,
    ) {
        let Some(at) = self.server(server) else {
            return;
        };
        let architecture = self.document.architecture.clone();
        let drawing = Indexed::new(&architecture);
        let instance = self.servers[at].instance_id.clone();
        let subnet = self.wiring.spots[self.servers[at].spot].subnet.clone();
        let group_id = self.groups[group].id.clone();
        let pools = self.wiring.groups[group].pools.clone();
        let pools = pools.iter().map(|it| self.wiring.pools[*it].id.clone());
        let pools: Vec<ResourceId> = pools.collect();
        let instance = instance.as_str();
        let doings: Vec<Doing> = match call {
            "RunInstances" => vec![Doing::Launch {
                group: &group_id,
                instance,
                subnet: &subnet,
                version: self.servers[at].template,
            }],
            "TerminateInstances" => vec![Doing::Terminate {
                group: &group_id,
                instance,
            }],
            "RegisterTargets" => pools
                .iter()
                .map(|target_group| Doing::Register {
                    target_group,
                    instance,
                })
                .collect(),
            _ => pools
                .iter()
                .map(|target_group| Doing::Deregister {
                    target_group,
                    instance,
                })
                .collect(),
        };
        for doing in doings {
            let record = of_service(&mut self.cameras.scribe, &drawing, self.at, doing);
            self.see(record, out);
        }
    }

    /// The drawing was edited while it ran.
    pub(super) fn record_edits(&mut self, before: &Document, edits: &[Edit], out: &mut Out) {
        let mut before = before.clone();
        let actor = Actor::learner(&Indexed::new(&before.architecture));
        let now = self.at;
        for edit in edits {
            let scribe = &mut self.cameras.scribe;
            for record in of_edit(scribe, &before, edit, now, &actor) {
                self.see(record, out);
            }
            let _ = before.apply(edit.clone());
        }
    }

    /// A call goes into the book, and on the list.
    fn see(&mut self, record: Record, out: &mut Out) {
        let event = self.cameras.book.happen(self.at, record);
        let Some(list) = out.record.as_deref_mut() else {
            return;
        };
        let about = event.record.about.as_ref().map(|it| it.id.clone());
        let is_recorded = self.cameras.book.trails().any(|it| it.takes(&event.record))
            || event.record.event_name == "StopLogging";
        list.calls.push(Call {
            at: event.called,
            delivered: is_recorded.then_some(event.delivered),
            name: event.record.event_name.clone(),
            who: who(&event.record),
            sentence: sentence(&event.record),
            json: event.record.to_json(),
            about,
            error: event.record.error_code.clone(),
        });
    }

    /// Trails began or ended to record.
    pub(super) fn trails_changed(&mut self, out: &mut Out) {
        let architecture = self.document.architecture.clone();
        self.cameras.book.follow(&architecture, self.at);
        self.note_gaps(out);
    }

    /// When no trail recorded.
    fn note_gaps(&mut self, out: &mut Out) {
        let Some(record) = out.record.as_deref_mut() else {
            return;
        };
        record.gaps.clear();
        for camera in self.cameras.book.trails() {
            for gap in self.cameras.book.gaps(&camera.trail) {
                record.gaps.push((camera.trail.clone(), gap.from, gap.to));
            }
        }
    }

    /// What has reached bucket and log group by now. What a log group gets is
    /// counted by its filters.
    pub(super) fn deliver(&mut self) {
        let arrivals = self.cameras.book.delivered(self.at);
        for line in &arrivals.lines {
            if let Some(group) = self.watching.filters().group(&line.log_group) {
                let text: &Arc<_> = &line.event;
                let text = text.record.to_json();
                self.watching.filters().lines(group, &text, 1);
            }
        }
    }
}

/// Who called, in a word: a person, or the service that did it.
fn who(record: &Record) -> String {
    let identity = &record.user_identity;
    match &identity.invoked_by {
        Some(service) => service.clone(),
        None => identity.name().to_owned(),
    }
}

//! Who goes: the unhealthy, those that a refresh replaces, those too many.

use super::super::super::clock::Second;
use super::super::activity::{Activity, Ending, Event, News, Status};
use super::super::distribution::{Candidate, first_to_go, replaceable};
use super::super::exchange::Output;
use super::super::member::{Facts, Member, Order, Stage, State, Target};
use super::{Group, IMPAIRED_WAIT, close, see, tell};

impl Group {
    /// Whoever is not healthy is ended and replaced (SAS-6 to SAS-9).
    pub(super) fn look_after_health(&mut self, now: Second, facts: &Facts, out: &mut Output) {
        for index in 0..self.members.len() {
            let it = &self.members[index];
            if !it.stage.is_active() {
                continue;
            }
            let seen = see(facts, it.server);
            let in_grace = now < it.grace_until || it.stage == Stage::Pending;
            let impaired = it.impaired.is_some_and(|it| it + IMPAIRED_WAIT <= now);
            let why = match seen.state {
                State::NotRunning | State::Gone => Ending::NotRunning,
                _ if in_grace => continue,
                _ if impaired => Ending::StatusCheck,
                _ if self.setup.elb && seen.target == Target::Unhealthy => Ending::Elb,
                _ => continue,
            };
            self.end(index, why, (0, 0), now, facts, out);
            self.replacing += 1;
        }
    }

    /// Replaces as many of the old ones as may be missing (SAS-28).
    pub(super) fn go_on_refreshing(&mut self, now: Second, facts: &Facts, out: &mut Output) {
        let Some(refresh) = self.refresh else {
            return;
        };
        let old = |it: &Member| it.template != self.template;
        // A new one counts when it is warm and, where the word of its target
        // groups counts, healthy there. [ASG UG: How an instance refresh works]
        let by_targets = self.setup.elb && self.setup.has_targets;
        let is_well = |it: &Member| !by_targets || see(facts, it.server).target == Target::Healthy;
        let ready = self.members.iter().filter(|it| {
            it.stage == Stage::InService && (old(it) || (it.warm_at <= now && is_well(it)))
        });
        let ready = u32::try_from(ready.count()).unwrap_or(u32::MAX);
        if !self.active().any(old) {
            if ready >= self.desired && self.many_active() == self.desired {
                self.refresh = None;
                tell(out, Event::RefreshSucceeded, now, None);
            }
            return;
        }
        let missing = self.desired.saturating_sub(ready);
        let can = replaceable(self.desired, refresh.min_healthy).saturating_sub(missing);
        let version = self.template;
        for _ in 0..can {
            let old = |it: &Member| it.template != version;
            let Some(index) = self.choose(now, old) else {
                return;
            };
            self.end(index, Ending::Refresh, (0, 0), now, facts, out);
            self.refreshing += 1;
        }
    }

    /// The member that goes first of those that are active and `of` these
    /// (SAS-13).
    pub(super) fn choose(&mut self, now: Second, of: impl Fn(&Member) -> bool) -> Option<usize> {
        let candidates: Vec<Candidate> = self
            .active()
            .filter(|it| of(it))
            .map(|it| Candidate {
                server: it.server,
                zone: it.zone,
                template: it.template,
                launched: it.launched,
            })
            .collect();
        let server = first_to_go(&candidates, now, &mut self.dice)?;
        self.members.iter().position(|it| it.server == server)
    }

    /// A member goes: it is taken out of the target groups first (SLB-19).
    pub(super) fn end(
        &mut self,
        index: usize,
        why: Ending,
        (from, to): (u32, u32),
        now: Second,
        facts: &Facts,
        out: &mut Output,
    ) {
        let words = self.words();
        let server = self.members[index].server;
        let seen = see(facts, server);
        let id = (facts.id)(server);
        let cause = words.ending(now, why, from, to, &id);
        let cause = match why {
            Ending::TooMany => self.caused(cause),
            _ => cause,
        };
        let activity = self.begin(
            now,
            format!("Terminating EC2 instance: {id}"),
            cause,
            server,
            None,
            out,
        );
        let has_targets = self.setup.has_targets;
        let it = &mut self.members[index];
        // A launch that is not done is called off.
        close(out, &mut it.activity, now, Status::Cancelled);
        it.activity = Some(activity);
        it.by_scale_in = why == Ending::TooMany;
        it.by = None;
        let registered = has_targets && it.stage == Stage::InService;
        if registered {
            out.orders.push(Order::Deregister { server });
        }
        if registered && seen.state == State::Running && !seen.drained {
            it.stage = Stage::Draining;
        } else {
            it.stage = Stage::Terminating;
            if seen.state != State::Gone {
                out.orders.push(Order::Terminate { server });
            }
        }
    }

    /// The cause of an activity behind what moved the desired capacity. AWS
    /// puts two spaces between sentences.
    pub(super) fn caused(&self, last: String) -> String {
        let mut all = self.why.clone();
        all.push(last);
        all.join("  ")
    }

    /// A new activity; its number.
    pub(super) fn begin(
        &mut self,
        now: Second,
        description: String,
        cause: String,
        server: u32,
        place: Option<usize>,
        out: &mut Output,
    ) -> u32 {
        self.activities += 1;
        out.news.push(News::Activity(Activity {
            id: self.activities,
            started: now,
            ended: None,
            status: Status::InProgress,
            description,
            message: String::new(),
            cause,
            server: Some(server),
            place,
        }));
        self.activities
    }
}

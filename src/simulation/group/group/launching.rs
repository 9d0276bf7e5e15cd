//! Who comes: the difference between desired and actual capacity, and where
//! each is launched.

use super::super::super::clock::Second;
use super::super::activity::{Activity, Beginning, Ending, Event, News, Status};
use super::super::distribution::{any, fewest, margin, moves};
use super::super::exchange::Output;
use super::super::member::{Facts, Ground, Member, Order, Stage};
use super::{Group, RETRY, tell};

impl Group {
    /// Compares what is with what should be, and orders the difference
    /// (SAS-1).
    pub(super) fn reconcile(&mut self, now: Second, facts: &Facts, out: &mut Output) {
        if self.surplus > 0 && !self.is_pending() {
            // The new ones are in service, so the old ones may go (SAS-11).
            self.surplus = 0;
        }
        let active = self.many_active();
        let want = self.desired + self.surplus;
        if active < want {
            if self.retry_at <= now {
                self.launch(want - active, false, now, facts, out);
            }
            return;
        }
        (self.replacing, self.refreshing, self.owed) = (0, 0, None);
        if active > want {
            if let Some(zones) = self.rebalanced.take() {
                self.why = vec![self.words().rebalanced(now, &zones)];
            }
            for _ in want..active {
                if let Some(index) = self.choose(now, |_| true) {
                    self.end(index, Ending::TooMany, (active, want), now, facts, out);
                }
            }
        } else if self.members.iter().all(|it| it.stage == Stage::InService)
            && self.surplus == 0
            && self.refresh.is_none()
            && self.retry_at <= now
        {
            self.rebalance(now, facts, out);
        }
        self.why.clear();
    }

    /// Evens out the zones when all is calm: launches first (SAS-11).
    fn rebalance(&mut self, now: Second, facts: &Facts, out: &mut Output) {
        let counts = self.counts();
        let can: Vec<bool> = (0..counts.len())
            .map(|zone| {
                let mut here = self.setup.places.iter().zip(facts.places);
                here.any(|(place, it)| place.zone == zone && trouble(it).is_none())
            })
            .collect();
        // The others cannot be judged while some are dark.
        let many = moves(&counts, &can).min(margin(self.setup.max));
        if many > 0 {
            self.surplus = many;
            self.launch(many, true, now, facts, out);
        } else {
            self.rebalanced = None;
        }
    }

    /// How many are active in each zone.
    pub(super) fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.setup.zones()];
        for it in self.active() {
            if let Some(count) = counts.get_mut(it.zone) {
                *count += 1;
            }
        }
        counts
    }

    /// Launches so many, each into the zone with the fewest; where that fails,
    /// into another (SAS-2, SAS-35).
    fn launch(
        &mut self,
        many: u32,
        rebalancing: bool,
        now: Second,
        facts: &Facts,
        out: &mut Output,
    ) {
        let mut ground: Vec<Ground> = facts.places.to_vec();
        let active = self.many_active();
        let to = active + many;
        let zones = self.zones_in_words();
        let servers = facts.next_server..facts.next_server.saturating_add(many);
        for server in servers {
            let why = if rebalancing {
                Beginning::Rebalance
            } else if self.replacing > 0 {
                Beginning::Replacement
            } else if self.refreshing > 0 {
                Beginning::Refresh
            } else {
                Beginning::TooFew
            };
            let cause = self.words().beginning(now, why, active, to, &zones);
            let cause = match why {
                Beginning::TooFew => self.caused(cause),
                _ => cause,
            };
            let Some(place) = self.find_place(now, &mut ground, &cause, rebalancing, out) else {
                self.retry_at = now + RETRY;
                if rebalancing {
                    // What there is by now may go on.
                    self.surplus = self.many_active().saturating_sub(self.desired);
                }
                return;
            };
            let id = (facts.id)(server);
            let activity = self.begin(
                now,
                format!("Launching a new EC2 instance: {id}"),
                cause,
                server,
                Some(place),
                out,
            );
            let by = self.take_from(why);
            if rebalancing {
                self.rebalanced = Some(self.setup.places[place].zone_name.clone());
            }
            self.members.push(Member {
                server,
                place,
                zone: self.setup.places[place].zone,
                template: self.template,
                launched: now,
                stage: Stage::Pending,
                grace_until: 0,
                warm_at: Second::MAX,
                by,
                by_scale_in: false,
                impaired: None,
                activity: Some(activity),
            });
            out.orders.push(Order::Launch {
                server,
                place,
                template: self.template,
            });
        }
    }

    /// One launch of this reason is done; the policy that had asked for it.
    fn take_from(&mut self, why: Beginning) -> Option<usize> {
        match why {
            Beginning::Replacement => self.replacing -= 1,
            Beginning::Refresh => self.refreshing -= 1,
            Beginning::Rebalance => {}
            Beginning::TooFew => {
                let (policy, many) = self.owed?;
                self.owed = (many > 1).then_some((policy, many - 1));
                return Some(policy);
            }
        }
        None
    }

    /// A place for one more. What fails on the way is written down.
    fn find_place(
        &mut self,
        now: Second,
        ground: &mut [Ground],
        cause: &str,
        rebalancing: bool,
        out: &mut Output,
    ) -> Option<usize> {
        let counts = self.counts();
        let mut open: Vec<bool> = (0..counts.len())
            .map(|zone| self.setup.places.iter().any(|it| it.zone == zone))
            .collect();
        loop {
            let zone = any(&fewest(&counts, &open), &mut self.dice)?;
            let here: Vec<usize> = (0..self.setup.places.len())
                .filter(|it| self.setup.places[*it].zone == zone)
                .collect();
            let place = any(&here, &mut self.dice)?;
            let it = ground.get_mut(place)?;
            let Some(trouble) = trouble(it) else {
                it.free -= 1;
                return Some(place);
            };
            let message = self.message(trouble, place);
            self.activities += 1;
            out.news.push(News::Activity(Activity {
                id: self.activities,
                started: now,
                ended: Some(now),
                status: Status::Failed,
                description: format!("Launching a new EC2 instance.  Status Reason: {message}"),
                message,
                cause: cause.to_owned(),
                server: None,
                place: Some(place),
            }));
            tell(out, Event::LaunchFailed, now, None);
            open[zone] = false;
            if rebalancing {
                // Another zone would even out nothing.
                return None;
            }
        }
    }

    /// Why a launch fails, in the words that are seen in public lists of
    /// activities. What AWS says of a zone without power is not known; the
    /// words are those for one without room.
    fn message(&self, trouble: Trouble, place: usize) -> String {
        let place = &self.setup.places[place];
        match trouble {
            Trouble::NoAddress => format!(
                "There are not enough free addresses in subnet '{}' to satisfy the requested number of instances. Launching EC2 instance failed.",
                place.label
            ),
            Trouble::NoCapacity => {
                let kind = &self.setup.instance_type;
                let mut others: Vec<&str> = (0..self.setup.zones())
                    .filter(|it| *it != place.zone)
                    .map(|it| self.setup.zone_name(it))
                    .collect();
                others.sort_unstable();
                let others = if others.is_empty() {
                    String::new()
                } else {
                    format!(" or choosing {}", others.join(", "))
                };
                format!(
                    "We currently do not have sufficient {kind} capacity in the Availability Zone you requested ({}). Our system will be working on provisioning additional capacity. You can currently get {kind} capacity by not specifying an Availability Zone in your request{others}. Launching EC2 instance failed.",
                    place.zone_name
                )
            }
        }
    }

    /// `ap-south-1a ap-south-1b had 2 0`, as in AWS's sentence.
    fn zones_in_words(&self) -> String {
        let counts = self.counts();
        let names: Vec<&str> = (0..counts.len())
            .map(|it| self.setup.zone_name(it))
            .collect();
        let counts: Vec<String> = counts.iter().map(u32::to_string).collect();
        format!("{} had {}", names.join(" "), counts.join(" "))
    }
}

/// Why nothing can be launched into a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    NoAddress,
    NoCapacity,
}

fn trouble(it: &Ground) -> Option<Trouble> {
    if !it.up || !it.capacity {
        Some(Trouble::NoCapacity)
    } else if it.free == 0 {
        Some(Trouble::NoAddress)
    } else {
        None
    }
}

//! What the calls of alarms come to.

use super::super::super::clock::Second;
use super::super::exchange::{Call, Output};
use super::super::member::Stage;
use super::super::policy::Rule;
use super::super::sizes::{adjusted, step, tracked};
use super::{Cooldown, Group};

impl Group {
    /// How many of the desired were asked for by policies and are not warm yet:
    /// of one policy, or of any (SAS-19).
    pub(super) fn warming(&self, now: Second, policy: Option<usize>) -> u32 {
        let counts = |by: usize| policy.is_none_or(|it| it == by);
        let there = self.active().filter(|it| {
            it.by.is_some_and(counts) && (it.stage == Stage::Pending || now < it.warm_at)
        });
        let owed = self.owed.filter(|it| counts(it.0)).map_or(0, |it| it.1);
        u32::try_from(there.count()).unwrap_or(u32::MAX) + owed
    }

    /// What the calls come to: out to the largest size that any asks for; in
    /// only when none asks for more and all that track a target agree (SAS-24).
    pub(super) fn scale(&mut self, now: Second, calls: &[Call], out: &mut Output) {
        let limit = |it: u32| it.clamp(self.setup.min, self.setup.max.max(self.setup.min));
        let mut best: Option<(u32, usize)> = None;
        let mut asks_for_more = false;
        let all_track_low = self.setup.policies.iter().enumerate().all(|(index, it)| {
            !matches!(it.rule, Rule::Tracking { .. })
                || calls.iter().any(|it| it.policy == index && !it.high)
        });
        for (index, call) in calls.iter().enumerate() {
            let Some(wanted) = self.wanted(now, call) else {
                continue;
            };
            let wanted = limit(wanted);
            let more = wanted > self.desired;
            let is_in = wanted < self.desired;
            let tracking = matches!(
                self.setup.policies.get(call.policy).map(|it| &it.rule),
                Some(Rule::Tracking { .. })
            );
            if !more && !is_in || is_in && tracking && !all_track_low {
                continue;
            }
            asks_for_more |= more;
            if best.is_none_or(|(size, _)| wanted > size) {
                best = Some((wanted, index));
            }
        }
        // A policy that asks for more and gets it already keeps the others
        // from shrinking the group.
        let scaling_out = asks_for_more || calls.iter().any(|it| self.grows(it));
        let Some((to, index)) = best else {
            return;
        };
        if to < self.desired && scaling_out {
            return;
        }
        let call = &calls[index];
        let Some(policy) = self.setup.policies.get(call.policy) else {
            return;
        };
        let cause = self
            .words()
            .alarm(now, call.alarm, &policy.name, self.desired, to);
        if matches!(policy.rule, Rule::Simple(_)) {
            self.cooldown = Cooldown::Busy;
        }
        self.desire(now, to, cause, Some(call.policy), out);
    }

    /// Whether a call is one for more instances, taken by itself.
    fn grows(&self, call: &Call) -> bool {
        let Some(policy) = self.setup.policies.get(call.policy) else {
            return false;
        };
        match &policy.rule {
            Rule::Tracking { .. } => call.high,
            // One that waits for its cooldown is ignored (SAS-15).
            Rule::Simple(it) => {
                self.cooldown == Cooldown::Over && adjusted(self.desired, *it) > self.desired
            }
            Rule::Step(steps) => step(steps, call.threshold, call.value.unwrap_or(call.threshold))
                .is_some_and(|it| adjusted(self.desired, it) > self.desired),
        }
    }

    /// The size that a call asks for, before the limits; none where the policy
    /// has to wait.
    fn wanted(&self, now: Second, call: &Call) -> Option<u32> {
        let policy = self.setup.policies.get(call.policy)?;
        let desired = self.desired;
        // Shrinking waits until what the policies have added is warm (SAS-16).
        // [ASG UG: Instance warmup: a scale-in activity can't start while a
        // scale-out activity is in progress]
        let may_shrink = self.warming(now, None) == 0;
        match &policy.rule {
            Rule::Simple(it) => (self.cooldown == Cooldown::Over).then(|| adjusted(desired, *it)),
            Rule::Step(steps) => {
                let value = call.value.unwrap_or(call.threshold);
                let it = step(steps, call.threshold, value)?;
                let settled = desired.saturating_sub(self.warming(now, Some(call.policy)));
                let out = adjusted(settled, it);
                if out > settled {
                    // What warms up already is part of the step (SAS-19).
                    return Some(out.max(desired));
                }
                // So is what is on its way out. [ASG UG: Instance warmup: while
                // scaling in, instances that are terminating are part of the
                // current capacity]
                let to = adjusted(desired + self.leaving(), it).min(desired);
                may_shrink.then_some(to)
            }
            Rule::Tracking { target } => {
                let value = call.value?;
                if call.high {
                    let settled = desired.saturating_sub(self.warming(now, None));
                    let to = tracked(settled, value, *target).max(settled + 1);
                    return Some(to.max(desired));
                }
                let leaving = self.leaving();
                let to = tracked(desired + leaving, value, *target).min(desired);
                let to = if leaving == 0 {
                    to.min(desired.saturating_sub(1))
                } else {
                    to
                };
                may_shrink.then_some(to)
            }
        }
    }
}

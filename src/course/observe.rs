//! Looking at a design in the course of a task, and noting what checks will ask later:
//! what was met once, what was seen.

use super::attempt::{Attempt, Called};
use super::condition::{Condition, Leaf, Presence, What};
use super::judge::{self, Moment, State};
use crate::analysis::Analysis;
use crate::architecture::Indexed;
use crate::rules::Severity;
use crate::simulation::trail::Actor;

impl Attempt {
    /// Takes note of a new state of the design; asked at every edit, and when the task
    /// begins. `calls` are all calls since the task began.
    pub fn observe(&mut self, check: Option<&Condition>, analysis: &Analysis, calls: &[Called]) {
        let known = std::mem::replace(&mut self.since.calls, calls.to_vec());
        let now = errors(analysis);
        let before = self.since.errors.unwrap_or_else(|| errors(&self.begun));
        self.since.raised += u32::from(now > before);
        self.since.errors = Some(now);
        let Some(check) = check else {
            return;
        };
        if asks_who(check) {
            self.name_callers(&known, analysis);
        }
        let (mut firsts, mut findings) = (Vec::new(), false);
        check.walk(&mut |condition| match &condition.what {
            What::First(first, _) => firsts.push(first.as_ref()),
            What::Leaf(leaf) => {
                let seen = matches!(leaf.as_ref(), Leaf::Finding(_, _, Presence::Seen));
                findings |= seen;
            }
            _ => {}
        });
        if findings {
            let codes = analysis.findings().iter().map(|it| it.code.to_owned());
            self.since.seen.extend(codes);
        }
        // An inner "first" counts once the outer one has been met, so in order.
        for first in firsts {
            if self.since.met.contains(&first.path) {
                continue;
            }
            let moment = Moment::new(analysis, self);
            if judge::state(first, &moment) == State::Met {
                self.since.met.insert(first.path.clone());
            }
        }
    }

    /// Says of each new call in whose name it was made: of who the learner was before it. So
    /// whoever makes the first administrator does it as root, and goes on as that user.
    fn name_callers(&mut self, before: &[Called], analysis: &Analysis) {
        let who = |of: &Analysis| Actor::learner(&Indexed::new(of.architecture())).name;
        if self.since.who.is_empty() {
            self.since.who = who(&self.begun);
        }
        for (place, call) in self.since.calls.iter_mut().enumerate() {
            let known = before
                .get(place)
                .filter(|it| it.call == call.call && it.resource == call.resource);
            call.by = match known {
                Some(known) if !known.by.is_empty() => known.by.clone(),
                _ => self.since.who.clone(),
            };
        }
        self.since.who = who(analysis);
    }
}

/// Whether a check asks who made a call.
fn asks_who(check: &Condition) -> bool {
    let mut asks = false;
    check.walk(&mut |it| {
        if let What::Leaf(leaf) = &it.what
            && let Leaf::Event(wanted, _) = leaf.as_ref()
        {
            asks |= wanted.by.is_some();
        }
    });
    asks
}

fn errors(analysis: &Analysis) -> u32 {
    let errors = analysis.findings().iter();
    let errors = errors.filter(|it| it.severity == Severity::Error);
    u32::try_from(errors.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Account, Document, Edit, IamUser, ManagedPolicy, Resource};
    use crate::course::read::At;
    use serde_json::json;

    #[test]
    fn whoever_makes_the_first_administrator_is_root_and_goes_on_as_that_user() {
        let by = |who: &str| {
            let check = json!({"event": "any", "by": who, "is": 1});
            Condition::read_all(&At::root(&check)).expect("a condition")
        };
        let mut document = Document::default();
        let account = Resource::new("account", Account::default());
        document
            .apply(Edit::create("account-1".into(), account))
            .expect("it can be made");
        let analysis = Analysis::of(&document.architecture);
        let mut attempt = Attempt::new(&analysis);
        let check = by("root");
        attempt.observe(Some(&check), &analysis, &[]);
        let admin = IamUser {
            console: true,
            managed_policies: vec![ManagedPolicy {
                name: "AdministratorAccess".to_owned(),
            }],
            ..IamUser::default()
        };
        let called = |call: &str, resource: &str| Called {
            call: call.to_owned(),
            resource: resource.into(),
            by: String::new(),
        };
        let mut calls = Vec::new();
        for (id, resource, call) in [
            (
                "iam-user-1",
                Resource::new("admin-rahul", admin),
                "CreateUser",
            ),
            (
                "iam-user-2",
                Resource::new("farhan", IamUser::default()),
                "CreateUser",
            ),
        ] {
            document
                .apply(Edit::create(id.into(), resource))
                .expect("it can be made");
            calls.push(called(call, id));
            let analysis = Analysis::of(&document.architecture);
            attempt.observe(Some(&check), &analysis, &calls);
        }
        let names: Vec<&str> = attempt
            .since
            .calls
            .iter()
            .map(|it| it.by.as_str())
            .collect();
        assert_eq!(names, ["root", "admin-rahul"]);
        let analysis = Analysis::of(&document.architecture);
        for who in ["root", "admin-rahul"] {
            let moment = Moment::new(&analysis, &attempt);
            assert_eq!(judge::state(&by(who), &moment), State::Met, "{who}");
        }
    }
}

//! Auto Scaling groups look around, are called by alarms, and what they order
//! is done.

use super::super::balancing::State as TargetState;
use super::super::group::{
    Activity, Call, Ending as Why, Event, Facts, Ground, News, Order, Output, Seen, State, Status,
    Target,
};
use super::super::record::{GroupActivity, Place};
use super::super::servers::Phase;
use super::names::instance_id;
use super::story::Line;
use super::{Out, World};
use crate::text;

/// A call of a policy by an alarm.
#[derive(Clone, Debug)]
pub(super) struct PolicyCall {
    pub group: usize,
    pub policy: usize,
    pub high: bool,
    pub alarm: String,
    pub threshold: f64,
    pub value: Option<f64>,
    /// What was told of the alarm.
    pub told: Option<u32>,
}

impl World {
    /// Groups look around; those that are called do what their policies say.
    pub(super) fn look_after_groups(&mut self, calls: &[PolicyCall], out: &mut Out) {
        for at in 0..self.groups.len() {
            let mine: Vec<&PolicyCall> = calls.iter().filter(|it| it.group == at).collect();
            let due = self.groups[at].group.is_due(self.at);
            if !due && mine.is_empty() {
                continue;
            }
            self.step_group(at, &mine, out);
        }
    }

    fn step_group(&mut self, at: usize, calls: &[&PolicyCall], out: &mut Out) {
        let now = self.at;
        let members = self.seen(at);
        let places = self.places(at);
        let seed = self.seed;
        let id = move |number: u32| instance_id(seed, number);
        let facts = Facts {
            members: &members,
            places: &places,
            next_server: self.next_server,
            id: &id,
        };
        let called: Vec<Call> = calls
            .iter()
            .map(|it| Call {
                policy: it.policy,
                alarm: &it.alarm,
                high: it.high,
                threshold: it.threshold,
                value: it.value,
            })
            .collect();
        let mut output = Output::default();
        self.groups[at]
            .group
            .step(now, &facts, &called, &mut output);
        let causes: Vec<u32> = calls.iter().filter_map(|it| it.told).collect();
        self.follow_orders(at, output, &causes, out);
    }

    /// What a group sees of its members.
    fn seen(&self, at: usize) -> Vec<Seen> {
        let members = self.groups[at].group.members();
        let known = members.iter().filter_map(|member| {
            let server = self.server(member.server)?;
            let it = &self.servers[server];
            let state = match it.server.phase() {
                Phase::Pending => State::Pending,
                Phase::Terminated => State::Gone,
                phase if phase.is_running() => State::Running,
                _ => State::NotRunning,
            };
            let mut target = Target::Unknown;
            let mut drained = true;
            for pool in &self.wiring.groups[at].pools {
                let targets = &self.pools[*pool].targets;
                let open = it.done.in_flight;
                drained &= targets.drained(member.server, open);
                match targets.state_of(member.server) {
                    TargetState::Unhealthy => target = Target::Unhealthy,
                    TargetState::Healthy if target == Target::Unknown => target = Target::Healthy,
                    _ => {}
                }
            }
            Some(Seen {
                server: member.server,
                state,
                impaired: it.server.life().failing().is_some(),
                target,
                drained,
            })
        });
        known.collect()
    }

    fn places(&self, at: usize) -> Vec<Ground> {
        let group = &self.wiring.groups[at];
        let spots = group.spots.iter().map(|spot| {
            let it = &self.wiring.spots[*spot];
            let there = self.live().filter(|server| server.spot == *spot).count();
            Ground {
                free: it
                    .room
                    .saturating_sub(u32::try_from(there).unwrap_or(u32::MAX)),
                up: it.up,
                capacity: group.can_launch,
            }
        });
        spots.collect()
    }

    /// What a group wants done is done, and told.
    pub(super) fn follow_orders(
        &mut self,
        at: usize,
        output: Output,
        causes: &[u32],
        out: &mut Out,
    ) {
        let now = self.at;
        let mut launched = Vec::new();
        let mut ended = Vec::new();
        for news in output.news {
            self.hear(at, news, causes, &mut ended, out);
        }
        for order in output.orders {
            match order {
                Order::Launch {
                    place, template, ..
                } => {
                    let Some(spot) = self.wiring.groups[at].spots.get(place).copied() else {
                        continue;
                    };
                    let name = self.next_name(at);
                    let server = self.add_server(spot, Some(at), template, name, Some(false));
                    launched.push(server);
                }
                Order::Register { server } => {
                    self.register(at, server);
                    self.record_service("RegisterTargets", at, server, out);
                }
                Order::Deregister { server } => {
                    for pool in self.wiring.groups[at].pools.clone() {
                        self.pools[pool].targets.deregister(server, now);
                        self.pools[pool].stale = true;
                    }
                    self.record_service("DeregisterTargets", at, server, out);
                }
                Order::Terminate { server } => {
                    if let Some(place) = self.server(server) {
                        self.servers[place].server.terminate(now);
                        self.record_service("TerminateInstances", at, server, out);
                    }
                }
            }
        }
        self.tell_ended(at, &ended, causes, out);
        self.tell_launched(at, &launched, causes, out);
        for server in launched {
            let number = self.servers[server].number;
            self.record_service("RunInstances", at, number, out);
        }
    }

    fn register(&mut self, at: usize, number: u32) {
        let now = self.at;
        let Some(server) = self.server(number) else {
            return;
        };
        let zone = self.zone(&self.wiring.spots[self.servers[server].spot].zone);
        for pool in self.wiring.groups[at].pools.clone() {
            self.pools[pool].targets.register(number, zone, now);
            self.pools[pool].stale = true;
        }
    }

    fn hear(
        &mut self,
        at: usize,
        news: News,
        causes: &[u32],
        ended: &mut Vec<(u32, Why)>,
        out: &mut Out,
    ) {
        match news {
            News::Activity(activity) => {
                if let (Some(server), Some(why)) = (activity.server, why_ended(&activity)) {
                    ended.push((server, why));
                }
                self.begin_activity(at, &activity, out);
            }
            News::Desired { from, to, .. } => self.tell_desired(at, from, to, causes, out),
            News::Ended {
                activity,
                at: when,
                status,
            } => self.end_activity(at, activity, (when, status), out),
            News::Event { event, .. } => self.tell_event(at, event, out),
        }
    }

    fn begin_activity(&mut self, at: usize, activity: &Activity, out: &mut Out) {
        let mut place = usize::MAX;
        if let Some(record) = out.record.as_deref_mut() {
            place = record.activities.len();
            record.activities.push(GroupActivity {
                group: self.groups[at].id.clone(),
                at: activity.started,
                ended: activity.ended,
                description: activity.description.clone(),
                cause: match activity.message.is_empty() {
                    true => activity.cause.clone(),
                    false => format!("{} {}", activity.cause, activity.message),
                },
                status: activity.status.word(),
            });
        }
        if activity.ended.is_none() {
            self.groups[at].activities.push((activity.id, place));
        }
    }

    fn end_activity(
        &mut self,
        at: usize,
        activity: u32,
        (when, status): (u32, Status),
        out: &mut Out,
    ) {
        let open = &mut self.groups[at].activities;
        let Some(known) = open.iter().position(|(id, _)| *id == activity) else {
            return;
        };
        let (_, place) = open.remove(known);
        let record = out.record.as_deref_mut();
        if let Some(line) = record.and_then(|it| it.activities.get_mut(place)) {
            line.ended = Some(when);
            line.status = status.word();
        }
    }

    fn tell_desired(&mut self, at: usize, from: u32, to: u32, causes: &[u32], out: &mut Out) {
        let id = self.groups[at].id.clone();
        let what = format!(
            "{} {} from {from} to {}.",
            self.called(&id),
            if to > from { "grows" } else { "shrinks" },
            text::count(to as usize, "server", "servers")
        );
        let line = Line::followed(what, Place::Thing(id), "SAS-1").from(causes.iter().copied());
        let number = self.story.tell(self.at, line, out.record.as_deref_mut());
        self.groups[at].told = Some(number);
    }

    fn tell_event(&mut self, at: usize, event: Event, out: &mut Out) {
        let what = match event {
            Event::LaunchFailed => "could not launch a server",
            Event::RefreshStarted => "begins to replace its servers one after the other",
            Event::RefreshSucceeded => "has replaced all its servers",
            _ => return,
        };
        let id = self.groups[at].id.clone();
        let what = format!("{} {what}.", self.called(&id));
        let rule = match event {
            Event::LaunchFailed => "SAS-35",
            _ => "SAS-28",
        };
        let line = Line::followed(what, Place::Thing(id), rule).from(self.groups[at].told);
        let number = self.story.tell(self.at, line, out.record.as_deref_mut());
        self.groups[at].told = Some(number);
    }

    fn tell_ended(&mut self, at: usize, ended: &[(u32, Why)], causes: &[u32], out: &mut Out) {
        let mut told: Vec<Why> = Vec::new();
        for (_, why) in ended {
            if told.contains(why) {
                continue;
            }
            told.push(*why);
            let those: Vec<u32> = ended
                .iter()
                .filter(|(_, it)| it == why)
                .map(|(number, _)| *number)
                .collect();
            let names = those.iter().filter_map(|it| self.server(*it));
            let names: Vec<String> = names.map(|it| self.servers[it].name.clone()).collect();
            let from: Vec<u32> = those
                .iter()
                .filter_map(|it| self.servers[self.server(*it)?].told)
                .chain(causes.iter().copied())
                .chain(self.groups[at].told.filter(|_| *why == Why::TooMany))
                .collect();
            let id = self.groups[at].id.clone();
            let (because, rule) = match why {
                Why::TooMany => ("there are more than desired", "SAS-13"),
                Why::Elb => ("its target group calls it unhealthy", "SAS-7"),
                Why::StatusCheck => ("its status checks fail", "SAS-6"),
                Why::NotRunning => ("it does not run any more", "SAS-6"),
                Why::Refresh => ("it is replaced by a newer one", "SAS-28"),
            };
            let what = format!(
                "{} ends {}.",
                self.called(&id),
                text::list(names.iter().map(String::as_str))
            );
            let line = Line::followed(what, Place::Thing(id), rule)
                .why(format!("Because {because}."))
                .from(from);
            let number = self.story.tell(self.at, line, out.record.as_deref_mut());
            self.groups[at].told = Some(number);
            for it in those {
                if let Some(server) = self.server(it) {
                    self.servers[server].told = Some(number);
                }
            }
        }
    }

    fn tell_launched(&mut self, at: usize, launched: &[usize], causes: &[u32], out: &mut Out) {
        if launched.is_empty() {
            return;
        }
        let names: Vec<String> = launched
            .iter()
            .map(|it| self.servers[*it].name.clone())
            .collect();
        let mut zones: Vec<String> = launched
            .iter()
            .map(|it| self.wiring.spots[self.servers[*it].spot].zone.clone())
            .collect();
        zones.sort();
        zones.dedup();
        let id = self.groups[at].id.clone();
        let what = format!(
            "{} launches {} in {}.",
            self.called(&id),
            text::list(names.iter().map(String::as_str)),
            text::list(zones.iter().map(String::as_str))
        );
        let line = Line::followed(what, Place::Thing(id), "SAS-2")
            .why("In the zone with the fewest of its servers.")
            .from(
                self.groups[at]
                    .told
                    .into_iter()
                    .chain(causes.iter().copied()),
            );
        let number = self.story.tell(self.at, line, out.record.as_deref_mut());
        for server in launched {
            self.servers[*server].told = Some(number);
        }
    }
}

/// Why a member is ended, by AWS's words for it (SAS-32, SAS-33); nothing for
/// an activity that ends nobody.
fn why_ended(activity: &Activity) -> Option<Why> {
    if !activity.description.starts_with("Terminating") {
        return None;
    }
    let says = |words: &str| activity.cause.contains(words);
    Some(match () {
        () if says("ELB system health check") => Why::Elb,
        () if says("status check") => Why::StatusCheck,
        () if says("terminated or stopped") => Why::NotRunning,
        () if says("instance refresh") => Why::Refresh,
        () => Why::TooMany,
    })
}

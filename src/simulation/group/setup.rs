//! What a group is told: its numbers, places and policies.

use super::super::clock::{Clock, Second};
use super::policy::Policy;
use crate::architecture::{AutoScalingGroup, HealthCheckType, ResourceId};

/// A place where a group launches: one of its subnets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The subnet.
    pub subnet: ResourceId,
    /// What AWS's messages call it: `subnet-0…`.
    pub label: String,
    /// Its zone, counted from 0 within the group.
    pub zone: usize,
    /// The zone's name.
    pub zone_name: String,
}

/// What a group is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// Its name.
    pub name: String,
    /// The clock that its activities are dated by.
    pub clock: Clock,
    /// It never has fewer.
    pub min: u32,
    /// It never has more, rebalancing aside.
    pub max: u32,
    /// How many it starts with.
    pub desired: u32,
    /// Whether the word of its target groups counts, too (SAS-5).
    pub elb: bool,
    /// Whether it has target groups.
    pub has_targets: bool,
    /// How long after a launch failing health checks do not count (SAS-8).
    pub grace: Second,
    /// How long a simple policy waits (SAS-15).
    pub cooldown: Second,
    /// Its default instance warm-up (SAS-20).
    pub warmup: Option<Second>,
    /// The type that it launches, for AWS's messages.
    pub instance_type: String,
    /// Where it launches.
    pub places: Vec<Place>,
    /// When it grows and shrinks.
    pub policies: Vec<Policy>,
    /// Whether its sizes are metrics (SAS-29).
    pub metrics: bool,
}

impl Setup {
    /// The group of the drawing.
    pub fn of(
        name: &str,
        group: &AutoScalingGroup,
        instance_type: &str,
        places: Vec<Place>,
        clock: Clock,
    ) -> Self {
        let policies = group.policies.iter().enumerate();
        Self {
            name: name.to_owned(),
            clock,
            min: group.min_size,
            max: group.max_size,
            desired: group.desired,
            elb: group.health_check == HealthCheckType::Elb,
            has_targets: !group.target_groups.is_empty(),
            grace: group.grace_period,
            cooldown: group.cooldown,
            warmup: group.warmup,
            instance_type: instance_type.to_owned(),
            places,
            policies: policies
                .map(|(index, row)| Policy::of(name, index, row))
                .collect(),
            metrics: group.group_metrics,
        }
    }

    /// How long an instance that a policy asked for warms up: the policy's own
    /// time, the group's, the cooldown (SAS-20).
    pub fn warmup_of(&self, policy: Option<usize>) -> Second {
        let own = policy.and_then(|it| self.policies.get(it)?.warmup);
        own.or(self.warmup).unwrap_or(self.cooldown)
    }

    /// How many zones it spans.
    pub(super) fn zones(&self) -> usize {
        self.places.iter().map(|it| it.zone + 1).max().unwrap_or(0)
    }

    /// The name of a zone.
    pub(super) fn zone_name(&self, zone: usize) -> &str {
        let place = self.places.iter().find(|it| it.zone == zone);
        place.map_or("", |it| &it.zone_name)
    }
}

//! What stood in one place only, or was full.

use super::super::super::super::record::Cause;
use super::super::super::super::scenario::Deed;
use super::super::super::factor::Factor;
use super::super::super::metric::Metric::{
    Failed, Failovers, HealthyAgain, LongestOutage, Success,
};
use super::super::Look;
use super::{SERVICE, asked};
use crate::architecture::{Database, Edit, LoadBalancer, ResourceId, Subnet};

/// A database without a standby was away (SRD-7).
pub fn single_database(look: &Look, all: &mut Vec<Factor>) {
    let lost = look.lost(&[Cause::NoDatabase]);
    let tried = look.did(|it| matches!(it, Deed::Failover(_)));
    if lost == 0 && !tried {
        return;
    }
    let databases = look.played.architecture().all::<Database>();
    for (id, _) in databases.filter(|(_, it)| !it.multi_az && it.replica_of.is_none()) {
        all.push(Factor {
            resource: Some(id.clone()),
            what: format!("{}, Multi-AZ off", look.name(id)),
            sentence: match lost {
                0 => "It has no standby, so there is nothing to fail over to.".to_owned(),
                _ => format!(
                    "It has no standby, so nothing took over while it was away. {} got a 500.",
                    asked(lost)
                ),
            },
            amount: String::new(),
            label: "Turn Multi-AZ on".to_owned(),
            edits: vec![Edit::set(id, "multi_az", true)],
            explains: &[LongestOutage, Success, Failed, Failovers, HealthyAgain],
        });
    }
}

/// Its storage was full, and could not grow (SRD-11, SRD-12).
pub fn storage(look: &Look, all: &mut Vec<Factor>) {
    let full = look.played.record.database_events.iter();
    let full = full.filter(|it| it.id == "RDS-EVENT-0007" || it.id == "RDS-EVENT-0221");
    let mut told: Vec<&ResourceId> = Vec::new();
    for event in full {
        let Some(database) = look.played.architecture().find::<Database>(&event.database) else {
            continue;
        };
        if database.max_storage.is_some() || told.contains(&&event.database) {
            continue;
        }
        told.push(&event.database);
        let most = database.storage.saturating_mul(5).min(65_536);
        all.push(Factor {
            resource: Some(event.database.clone()),
            what: format!(
                "{}, storage of {} GiB",
                look.name(&event.database),
                database.storage
            ),
            sentence: "It was used up and may not grow by itself, so the database stopped."
                .to_owned(),
            amount: String::new(),
            label: format!("Let it grow up to {most} GiB"),
            edits: vec![Edit::set(&event.database, "max_storage", most)],
            explains: SERVICE,
        });
    }
}

/// All servers of a group stood in the zone that was lost (SAZ-1, SAZ-4).
pub fn one_zone(look: &Look, all: &mut Vec<Factor>) {
    let Some(lost) = look.lost_zone() else {
        return;
    };
    let architecture = look.played.architecture();
    for (id, group) in look.groups() {
        let zones: Vec<&str> = group
            .subnets
            .iter()
            .filter_map(|it| look.zone(it))
            .collect();
        if zones.is_empty() || zones.iter().any(|it| *it != lost) {
            continue;
        }
        // A subnet of the same VPC elsewhere that obeys a table of its own
        // as private ones do: one that no load balancer stands in.
        let vpc = group
            .subnets
            .first()
            .and_then(|it| architecture.find::<Subnet>(it));
        let vpc = vpc.and_then(|it| it.vpc.clone());
        let entrances: Vec<&ResourceId> = architecture
            .all::<LoadBalancer>()
            .flat_map(|(_, it)| &it.subnets)
            .collect();
        let other = architecture.all::<Subnet>().find(|(id, it)| {
            it.vpc == vpc && !it.zone.is_empty() && it.zone != lost && !entrances.contains(id)
        });
        let mut subnets = group.subnets.clone();
        subnets.extend(other.map(|(id, _)| id.clone()));
        all.push(Factor {
            resource: Some(id.clone()),
            what: format!("{}, one zone", look.name(id)),
            sentence: format!(
                "All its servers stood in {lost}, and it may start none anywhere else."
            ),
            amount: String::new(),
            label: other.map_or_else(String::new, |(id, _)| {
                format!("Add the subnet {}", look.name(id))
            }),
            edits: match other {
                Some(_) => vec![Edit::set(id, "subnets", subnets)],
                None => Vec::new(),
            },
            explains: SERVICE,
        });
    }
}

//! The changes that make sense for a design: what each would edit.

use std::collections::BTreeSet;

use super::network::{nats_to_s3, used_nats};
use crate::architecture::*;
use crate::relations::servers::Tiers;
use crate::relations::{Exit, Relations};

/// A change that a bill may be asked for.
pub struct Trial {
    /// Its key.
    pub key: &'static str,
    /// What would be changed.
    pub what: &'static str,
    /// What one has to know before doing it.
    pub but: &'static str,
    /// The edits that make the change; none where it makes no sense.
    pub edits: fn(&Relations) -> Option<Vec<Edit>>,
}

/// All of them, in order.
pub const TRIALS: [Trial; 10] = [
    Trial {
        key: "one-nat",
        what: "One NAT gateway for the whole VPC",
        but: "When its zone fails, no private subnet has a way out.",
        edits: one_nat,
    },
    Trial {
        key: "nat-per-zone",
        what: "A second NAT gateway, in another zone",
        but: "",
        edits: second_nat,
    },
    Trial {
        key: "s3-endpoint",
        what: "A gateway endpoint for S3",
        but: "",
        edits: s3_endpoint,
    },
    Trial {
        key: "single-az",
        what: "RDS in one zone instead of Multi-AZ",
        but: "When the zone fails, the database is gone until you restore it.",
        edits: |relations| multi_az(relations, false),
    },
    Trial {
        key: "multi-az",
        what: "RDS Multi-AZ",
        but: "",
        edits: |relations| multi_az(relations, true),
    },
    Trial {
        key: "graviton",
        what: "t4g and db.t4g instead of t3 and db.t3",
        but: "Programs and AMIs of servers have to be for arm64.",
        edits: graviton,
    },
    Trial {
        key: "gp3",
        what: "gp3 instead of gp2 for EBS volumes",
        but: "",
        edits: gp3,
    },
    Trial {
        key: "waf",
        what: "WAF with three rules in front of the load balancers",
        but: "",
        edits: waf,
    },
    Trial {
        key: "detailed-monitoring",
        what: "Detailed monitoring of the instances",
        but: "",
        edits: |relations| monitoring(relations, true),
    },
    Trial {
        key: "basic-monitoring",
        what: "Basic monitoring of the instances, every 5 minutes",
        but: "Alarms and scaling see a change later.",
        edits: |relations| monitoring(relations, false),
    },
];

/// Edits, if there are any.
fn some(edits: Vec<Edit>) -> Option<Vec<Edit>> {
    (!edits.is_empty()).then_some(edits)
}

/// Leaves the first NAT gateway of each VPC, and leads the routes of the others
/// there.
fn one_nat(relations: &Relations) -> Option<Vec<Edit>> {
    let used = used_nats(relations);
    let mut edits = Vec::new();
    let mut kept: Vec<(&ResourceId, &ResourceId)> = Vec::new();
    for nat in used {
        let Some(vpc) = relations.vpc_of(nat) else {
            continue;
        };
        let Some((_, first)) = kept.iter().find(|(of, _)| *of == vpc) else {
            kept.push((vpc, nat));
            continue;
        };
        for (id, table) in relations.indexed().all::<RouteTable>() {
            let leads = |route: &Route| route.target.as_ref() == Some(nat);
            if table.routes.iter().any(leads) {
                let mut routes = table.routes.clone();
                for route in routes.iter_mut().filter(|route| leads(route)) {
                    route.target = Some((*first).clone());
                }
                edits.push(Edit::set(id, "routes", written(&routes)));
            }
        }
        edits.push(Edit::Delete { id: nat.clone() });
    }
    some(edits)
}

fn written<T: crate::architecture::written::Written>(rows: &[T]) -> serde_json::Value {
    rows.iter().map(|row| row.write()).collect()
}

/// Where one NAT gateway serves private subnets of several zones, adds another
/// for one of them.
fn second_nat(relations: &Relations) -> Option<Vec<Edit>> {
    let used = used_nats(relations);
    if used.len() != 1 {
        return None;
    }
    let nat = used.into_iter().next()?;
    let subnets = relations.subnets().iter();
    let served = subnets.filter(|subnet| subnet.exit == Exit::NatGateway(nat));
    let zones: BTreeSet<&str> = served.map(|subnet| subnet.zone_text).collect();
    let home = relations.indexed().find::<NatGateway>(nat)?;
    let home = relations.subnet(home.subnet.as_ref()?)?;
    let public = relations.subnets().iter().find(|subnet| {
        subnet.is_public() && subnet.vpc == home.vpc && subnet.zone_text != home.zone_text
    });
    if zones.len() < 2 {
        return None;
    }
    let architecture = relations.architecture();
    let id = architecture.free_id(Kind::NatGateway);
    let copy = NatGateway {
        subnet: Some(public?.id.clone()),
        ..NatGateway::default()
    };
    Some(vec![Edit::create(id, Resource::new("second", copy))])
}

/// Adds an endpoint to each VPC whose servers speak with S3 through a NAT
/// gateway.
fn s3_endpoint(relations: &Relations) -> Option<Vec<Edit>> {
    let nats = nats_to_s3(relations, &Tiers::of(relations));
    let mut architecture = Document {
        architecture: relations.architecture().clone(),
        ..Document::default()
    };
    let mut edits = Vec::new();
    for vpc in relations.vpcs() {
        let subnets = relations.subnets_of(vpc.id);
        let tables = subnets.filter_map(|subnet| match subnet.exit {
            Exit::NatGateway(nat) if nats.contains(nat) => subnet.table,
            _ => None,
        });
        let tables: BTreeSet<ResourceId> = tables.cloned().collect();
        if tables.is_empty() {
            continue;
        }
        let endpoint = VpcEndpoint {
            vpc: Some(vpc.id.clone()),
            route_tables: tables.into_iter().collect(),
            ..VpcEndpoint::default()
        };
        let id = architecture.architecture.free_id(Kind::VpcEndpoint);
        let edit = Edit::create(id, Resource::new("s3-endpoint", endpoint));
        // So that the next one gets another id.
        architecture.apply(edit.clone()).ok()?;
        edits.push(edit);
    }
    some(edits)
}

fn multi_az(relations: &Relations, wanted: bool) -> Option<Vec<Edit>> {
    let all = relations.indexed().all::<Database>();
    let others = all.filter(|(_, it)| it.multi_az != wanted && it.replica_of.is_none());
    some(
        others
            .map(|(id, _)| Edit::set(id, "multi_az", wanted))
            .collect(),
    )
}

fn graviton(relations: &Relations) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let architecture = relations.indexed();
    let mut change = |id: &ResourceId, property: &str, kind: &str, from: &str, to: &str| {
        if let Some(size) = kind.trim().strip_prefix(from) {
            edits.push(Edit::set(id, property, format!("{to}{size}")));
        }
    };
    for (id, it) in architecture.all::<Instance>() {
        change(id, "instance_type", &it.instance_type, "t3.", "t4g.");
    }
    for (id, it) in architecture.all::<LaunchTemplate>() {
        change(id, "instance_type", &it.instance_type, "t3.", "t4g.");
    }
    for (id, it) in architecture.all::<Database>() {
        change(id, "class", &it.class, "db.t3.", "db.t4g.");
    }
    some(edits)
}

fn gp3(relations: &Relations) -> Option<Vec<Edit>> {
    let architecture = relations.indexed();
    let mut edits = Vec::new();
    let mut change = |id: &ResourceId, kind: &str| {
        if kind == "gp2" {
            edits.push(Edit::set(id, "volume_type", "gp3"));
        }
    };
    for (id, it) in architecture.all::<Instance>() {
        change(id, &it.volume_type);
    }
    for (id, it) in architecture.all::<LaunchTemplate>() {
        change(id, &it.volume_type);
    }
    for (id, it) in architecture.all::<Volume>() {
        change(id, &it.volume_type);
    }
    some(edits)
}

/// Puts a web ACL with three rules in front of the internet-facing balancers
/// of each Region that have none.
fn waf(relations: &Relations) -> Option<Vec<Edit>> {
    let architecture = relations.indexed();
    let bare = architecture.all::<LoadBalancer>();
    let bare = bare.filter(|(_, it)| it.scheme == Scheme::InternetFacing && it.web_acl.is_none());
    let mut edits = Vec::new();
    let mut made: Vec<(Option<&ResourceId>, ResourceId)> = Vec::new();
    for (id, _) in bare {
        let region = relations.region_of(id);
        let found = made.iter().find(|(of, _)| *of == region);
        let acl = match found {
            Some((_, acl)) => acl.clone(),
            None => {
                let acl = ResourceId::new(format!("web-acl-of-{id}"));
                let rule = |priority| WebAclRule {
                    priority,
                    ..WebAclRule::default()
                };
                let properties = WebAcl {
                    region: region.cloned(),
                    rules: vec![rule(1), rule(2), rule(3)],
                    ..WebAcl::default()
                };
                edits.push(Edit::create(acl.clone(), Resource::new("WAF", properties)));
                made.push((region, acl.clone()));
                acl
            }
        };
        edits.push(Edit::set(id, "web_acl", acl));
    }
    some(edits)
}

fn monitoring(relations: &Relations, wanted: bool) -> Option<Vec<Edit>> {
    let architecture = relations.indexed();
    let instances = architecture.all::<Instance>();
    let instances = instances.filter(|(_, it)| it.detailed_monitoring != wanted);
    let templates = architecture.all::<LaunchTemplate>();
    let templates = templates.filter(|(_, it)| it.detailed_monitoring != wanted);
    let ids = instances
        .map(|(id, _)| id)
        .chain(templates.map(|(id, _)| id));
    some(
        ids.map(|id| Edit::set(id, "detailed_monitoring", wanted))
            .collect(),
    )
}

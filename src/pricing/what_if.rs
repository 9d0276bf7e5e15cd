//! What a change would save or cost. Each is made on a copy of the design, or
//! in the options, and counted again: no formula of its own can disagree with
//! the bill.

use std::collections::BTreeSet;

use super::amount::Amount;
use super::bill::Bill;
use super::network::{nats_to_s3, used_nats};
use super::options::Options;
use super::table::table;
use crate::architecture::*;
use crate::relations::servers::Tiers;
use crate::relations::{Exit, Relations};

/// A change, and what the bill would be.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// Its key, such as `one-nat`.
    pub key: &'static str,
    /// What would be changed.
    pub what: String,
    /// What one has to know before doing it; empty where there is nothing.
    pub but: &'static str,
    /// What the bill would rise by in USD; below nothing where it would fall.
    pub delta: Amount,
    /// The new total.
    pub total: Amount,
    /// The edits that make it so; none where only the way to count changes.
    pub edits: Vec<Edit>,
}

/// A design with several changes at once, and what it would cost.
#[derive(Clone, Debug)]
pub struct Assumed {
    /// The edits of all changes, in order. They apply as one step.
    pub edits: Vec<Edit>,
    /// The bill.
    pub bill: Bill,
}

/// A design with these changes, each made on what the one before left. A
/// change that makes no sense any more is left out.
pub fn assume<'k>(
    architecture: &Architecture,
    options: &Options,
    keys: impl IntoIterator<Item = &'k str>,
) -> Assumed {
    let mut document = Document {
        architecture: architecture.clone(),
        ..Document::default()
    };
    let mut options = options.clone();
    let mut all = Vec::new();
    for key in keys {
        options.festival |= key == "festival";
        options.reserved |= key == "reserved";
        let Some(trial) = TRIALS.iter().find(|it| it.key == key) else {
            continue;
        };
        let edits = (trial.edits)(&Relations::of(&document.architecture));
        if let Some(edits) = edits
            && document.apply_all(edits.clone()).is_ok()
        {
            all.extend(edits);
        }
    }
    Assumed {
        edits: all,
        bill: super::bill_of(&document.architecture, &options),
    }
}

/// What a bill rises by in USD from another; none where a price is unknown that
/// only one of the two asks for.
pub fn difference(old: &Bill, new: &Bill) -> Option<Amount> {
    (unknown(old) == unknown(new)).then(|| (new.sum() - old.sum()).cents())
}

fn unknown(bill: &Bill) -> BTreeSet<(String, Amount)> {
    let lines = bill.unknown();
    lines.map(|it| (it.price_id.clone(), it.quantity)).collect()
}

/// All changes that make sense for a design.
pub fn what_ifs(relations: &Relations, options: &Options, bill: &Bill) -> Vec<WhatIf> {
    let mut all = Vec::new();
    let architecture = relations.architecture();
    for trial in TRIALS {
        let Some(edits) = (trial.edits)(relations) else {
            continue;
        };
        let mut document = Document {
            architecture: architecture.clone(),
            ..Document::default()
        };
        if document.apply_all(edits.clone()).is_err() {
            continue;
        }
        let new = super::bill_of(&document.architecture, options);
        all.extend(
            compared(trial.key, trial.what, trial.but, bill, &new).map(|it| WhatIf { edits, ..it }),
        );
    }
    if !options.festival && is_busy(relations) {
        let festival = Options {
            festival: true,
            ..options.clone()
        };
        let load = relations.indexed().all::<Workload>().next();
        let load = load.map_or_else(Workload::default, |(_, load)| load.clone());
        let what = format!(
            "A festival month: {} times the visits, up to {} servers for {} hours",
            load.festival_factor, load.festival_servers, load.festival_hours
        );
        let new = super::bill(relations, &festival);
        all.extend(compared("festival", &what, "", bill, &new));
    }
    if !options.reserved {
        let reserved = Options {
            reserved: true,
            ..options.clone()
        };
        let new = super::bill(relations, &reserved);
        if let Some(model) = model(bill, relations) {
            let what = format!("Reserve the instances: {model}");
            let but = "You pay for the year, whether you use them or not.";
            all.extend(compared("reserved", &what, but, bill, &new));
        }
    }
    all
}

/// The change as a row; none where nothing changes, or where a price is unknown
/// that only one of the two bills asks for.
fn compared(
    key: &'static str,
    what: &str,
    but: &'static str,
    old: &Bill,
    new: &Bill,
) -> Option<WhatIf> {
    // In a festival month the same things are used more; what is unknown of
    // them stays so.
    let same = match key {
        "festival" => unknown(old).len() == unknown(new).len(),
        _ => unknown(old) == unknown(new),
    };
    let delta = (new.sum() - old.sum()).cents();
    (same && !delta.is_zero()).then(|| WhatIf {
        key,
        what: what.to_owned(),
        but,
        delta,
        total: old.total() + delta,
        edits: Vec::new(),
    })
}

struct Trial {
    key: &'static str,
    what: &'static str,
    but: &'static str,
    /// The edits that make the change; none where it makes no sense.
    edits: fn(&Relations) -> Option<Vec<Edit>>,
}

const TRIALS: [Trial; 10] = [
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

/// Whether anybody serves visitors.
fn is_busy(relations: &Relations) -> bool {
    let architecture = relations.indexed();
    architecture.all::<LoadBalancer>().next().is_some()
        || architecture.all::<AutoScalingGroup>().next().is_some()
        || architecture.all::<Instance>().next().is_some()
}

/// The reservation of the instances whose saving is known.
fn model(bill: &Bill, relations: &Relations) -> Option<&'static str> {
    let architecture = relations.indexed();
    let instances = architecture.all::<Instance>();
    let instances = instances.map(|(_, it)| it.instance_type.as_str());
    let templates = architecture.all::<LaunchTemplate>();
    let templates = templates.map(|(_, it)| it.instance_type.as_str());
    let mut lines = bill.lines.iter();
    let mut types = instances.chain(templates);
    types.find_map(|kind| {
        let price = format!("ec2.{kind}");
        let line = lines.find(|line| line.price_id == price)?;
        Some(table().reserved(&line.region, kind)?.model)
    })
}

//! The calls that AWS would have got for what was done, in an order in which
//! they are possible.
//!
//! One edit may be several calls: an internet gateway is made by
//! `CreateInternetGateway` and joined to its VPC by `AttachInternetGateway`;
//! a public NAT gateway needs an address first, and a database a subnet group.
//! What belongs to one step is put in order: what lets go, then what goes (who
//! depends first), then what comes (who is needed first, and what joins behind both).
//! Taking a step back is calls too: `DeleteNatGateway`, `ReleaseAddress`.
//!
//! The names are those of the API, which CloudTrail records as they are.
//! [EC2 API], [RDS API], [ElastiCache API]; [CT UG: Record contents, eventName]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::architecture::{
    Architecture, Connectivity, Document, Edit, Indexed, Kind, Properties, ResourceId, Scheme,
};
use crate::rules::moment::{Fresh, known};
use crate::rules::{self, Finding, Severity};
use crate::simulation::trail::{Actor, calls_of};

use super::{AuditEvent, Session};

/// A call, and what it is about.
type Told = (&'static str, ResourceId, String);

/// The calls of one step.
#[derive(Default)]
struct Calls {
    /// What lets go of something, and changes.
    loosened: Vec<Told>,
    /// What is deleted.
    deleted: Vec<ResourceId>,
    /// What is created.
    created: Vec<ResourceId>,
    /// What follows a creation.
    joined: BTreeMap<ResourceId, Vec<Told>>,
    of: BTreeMap<ResourceId, Vec<Told>>,
}

/// The calls of the edits of a step on the document as it was before.
pub(super) fn of_step(before: &Document, edits: &[Edit]) -> Vec<Told> {
    if !edits.iter().any(|edit| {
        edit.api_call(before).is_some()
            || edit
                .resource()
                .is_some_and(|id| before.architecture.get(id).is_none())
    }) {
        return Vec::new();
    }
    let mut calls = Calls::default();
    let mut now = before.clone();
    for edit in edits {
        calls.add(&now, edit);
        if now.apply(edit.clone()).is_err() {
            break;
        }
    }
    let going = ordered(calls.deleted.iter(), &before.architecture);
    let mut all = Vec::new();
    let mut late = BTreeMap::<ResourceId, Vec<Told>>::new();
    match (going.is_empty(), calls.created.is_empty()) {
        // What is changed may name what is made first.
        (true, false) => {
            for call in std::mem::take(&mut calls.loosened) {
                late.entry(call.1.clone()).or_default().push(call);
            }
        }
        _ => all.append(&mut calls.loosened),
    }
    for id in going.iter().rev() {
        all.extend(calls.of.remove(id).unwrap_or_default());
    }
    calls.come(late, &now.architecture, &mut all);
    all
}

impl Calls {
    fn add(&mut self, before: &Document, edit: &Edit) {
        let Some(id) = edit.resource() else { return };
        let name = match edit {
            Edit::Create { resource, .. } => resource.name.clone(),
            _ => before.architecture.name_of(id),
        };
        let told = |call: &'static str| (call, id.clone(), name.clone());
        let mut names = calls_of(before, edit);
        if names.is_empty() {
            return;
        }
        match edit {
            Edit::Create { resource, .. } => {
                let first = companions(&resource.properties).0;
                let mut own: Vec<Told> = first.into_iter().map(told).collect();
                own.push(told(names.remove(0)));
                self.joined
                    .insert(id.clone(), names.into_iter().map(told).collect());
                self.of.insert(id.clone(), own);
                self.created.push(id.clone());
            }
            Edit::Delete { .. } => {
                let resource = before.architecture.get(id);
                let (_, before_it, after_it) =
                    resource.map_or((None, None, None), |it| companions(&it.properties));
                let own = before_it.into_iter().chain(names).chain(after_it);
                self.of.insert(id.clone(), own.map(told).collect());
                self.deleted.push(id.clone());
            }
            Edit::Set {
                property, value, ..
            } => {
                let held = before.architecture.get(id);
                let held = held.and_then(|it| it.properties.get(property));
                let was = held.is_some_and(|it| !it.is_null());
                let is = !value.is_null();
                let names = match (names[0], was, is) {
                    ("AttachInternetGateway", true, true) => {
                        vec!["DetachInternetGateway", "AttachInternetGateway"]
                    }
                    ("AttachInternetGateway", _, false) => vec!["DetachInternetGateway"],
                    ("AttachVolume", true, true) => vec!["DetachVolume", "AttachVolume"],
                    ("AttachVolume", _, false) => vec!["DetachVolume"],
                    ("AssociateRouteTable" | "ReplaceRouteTableAssociation", true, true) => {
                        vec!["ReplaceRouteTableAssociation"]
                    }
                    ("AssociateRouteTable" | "ReplaceRouteTableAssociation", false, true) => {
                        vec!["AssociateRouteTable"]
                    }
                    ("AssociateRouteTable" | "ReplaceRouteTableAssociation", _, false) => {
                        vec!["DisassociateRouteTable"]
                    }
                    _ => names,
                };
                self.loosened.extend(names.into_iter().map(told));
            }
            _ => self.loosened.extend(names.into_iter().map(told)),
        }
    }

    /// What is made, each behind what it needs, and what is changed with it; what joins two
    /// things, once both are there.
    fn come(
        mut self,
        mut late: BTreeMap<ResourceId, Vec<Told>>,
        architecture: &Architecture,
        all: &mut Vec<Told>,
    ) {
        let mut missing: BTreeSet<&ResourceId> = self.created.iter().collect();
        let mut last = Vec::new();
        for id in ordered(self.created.iter().chain(late.keys()), architecture) {
            all.extend(self.of.remove(&id).unwrap_or_default());
            missing.remove(&id);
            let mut joins = self.joined.remove(&id).unwrap_or_default();
            joins.extend(late.remove(&id).unwrap_or_default());
            let mut waits = false;
            if let Some(resource) = architecture.get(&id) {
                let properties = &resource.properties;
                properties.references(&mut |_, named| waits |= missing.contains(named));
            }
            match waits {
                true => last.append(&mut joins),
                false => all.append(&mut joins),
            }
        }
        all.append(&mut last);
    }
}

/// The calls without which AWS would not make it, take it away, or leave
/// nothing of it: before its creation, before its deletion, after it.
fn companions(
    properties: &Properties,
) -> (
    Option<&'static str>,
    Option<&'static str>,
    Option<&'static str>,
) {
    match properties {
        Properties::NatGateway(it) if it.connectivity == Connectivity::Public && it.elastic_ip => {
            (Some("AllocateAddress"), None, Some("ReleaseAddress"))
        }
        Properties::Database(it) if !it.subnets.is_empty() => (
            Some("CreateDBSubnetGroup"),
            None,
            Some("DeleteDBSubnetGroup"),
        ),
        Properties::Cache(it) if !it.subnets.is_empty() => (
            Some("CreateCacheSubnetGroup"),
            None,
            Some("DeleteCacheSubnetGroup"),
        ),
        Properties::InternetGateway(it) if it.vpc.is_some() => {
            (None, Some("DetachInternetGateway"), None)
        }
        _ => (None, None, None),
    }
}

/// Resources so that each stands behind those that it needs, also where what it names names
/// them in its turn: an Auto Scaling group needs the groups of its launch template. A chain of
/// names may be as long as the document, so it is followed without calling oneself.
fn ordered<'a>(
    ids: impl Iterator<Item = &'a ResourceId>,
    architecture: &Architecture,
) -> Vec<ResourceId> {
    let among: BTreeSet<&ResourceId> = ids.collect();
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for id in &among {
        let mut open = vec![((*id).clone(), false)];
        while let Some((id, has_all)) = open.pop() {
            if has_all {
                all.push(id);
            } else if seen.insert(id.clone()) {
                let needed = needed(&id, architecture);
                open.push((id, true));
                open.extend(needed.into_iter().rev().map(|id| (id, false)));
            }
        }
    }
    all.retain(|id| among.contains(id));
    all
}

/// What must be there for a thing to be made. A public NAT gateway needs the internet gateway
/// of its VPC, though it does not name it (rulebook NAT-3; [API ec2 NatGateway],
/// Gateway.NotAttached), and a balancer that faces the internet is reached through it; a VPC is
/// there before the tables and groups that count for it.
fn needed(id: &ResourceId, architecture: &Architecture) -> Vec<ResourceId> {
    let mut needed = Vec::new();
    let Some(resource) = architecture.get(id) else {
        return needed;
    };
    if resource.kind() != Kind::Vpc {
        let add = &mut |_, named: &ResourceId| needed.push(named.clone());
        resource.properties.references(add);
    }
    let faces_the_internet = match &resource.properties {
        Properties::NatGateway(it) => it.connectivity == Connectivity::Public,
        Properties::LoadBalancer(it) => it.scheme == Scheme::InternetFacing,
        _ => false,
    };
    if faces_the_internet {
        needed.extend(architecture.ids_of(Kind::InternetGateway).cloned());
    }
    needed
}

impl Session {
    /// What has just been added and not been left yet; the moment of a finding
    /// hangs on it.
    pub fn fresh(&self) -> &Fresh {
        &self.fresh
    }

    /// The rows that were just added have been left.
    pub fn leave_rows(&mut self) {
        self.fresh.leave_rows();
    }

    /// Everything that was done, as API calls, oldest first. An undo is a call
    /// of its own, as it would be on AWS.
    pub fn audit(&self) -> &[AuditEvent] {
        &self.audit
    }

    /// Tells the session what time it is, in milliseconds since 1970: it has
    /// no clock of its own, and calls happen at some time.
    pub fn set_now(&mut self, now: u64) {
        self.now = Some(now);
    }

    /// The API calls that edits stand for, asked before they are applied.
    pub(super) fn events(&self, edits: &[Edit]) -> Vec<AuditEvent> {
        let calls = of_step(&self.document, edits);
        if calls.is_empty() {
            return Vec::new();
        }
        let by = Actor::learner(&Indexed::new(&self.document.architecture)).name;
        let event = |(call, resource, name)| AuditEvent {
            call: Cow::Borrowed(call),
            resource,
            name,
            at: self.now,
            by: by.clone(),
            refused: String::new(),
        };
        calls.into_iter().map(event).collect()
    }

    /// Takes note of what AWS would have answered: where a rule has found,
    /// since the last call, that AWS refuses something, the last call about
    /// that thing was refused with the code of AWS. Says whether one was. The first answer
    /// only tells how it stood: what was wrong when a document was opened is nothing that a
    /// call of this sitting has brought.
    pub fn answer(&mut self, findings: &[Finding]) -> bool {
        let mut any = false;
        let refused: BTreeSet<(ResourceId, &'static str)> = findings
            .iter()
            .filter(|it| it.severity == Severity::Error)
            .filter_map(|it| {
                let code = rules::find(it.code)?.aws_error;
                (!code.is_empty()).then_some((it.resources.first()?.clone(), code))
            })
            .collect();
        let new = refused.difference(&self.refused);
        let from = match self.known {
            Some(_) => self.answered.min(self.audit.len()),
            None => self.audit.len(),
        };
        for (id, code) in new {
            let calls = self.audit[from..].iter_mut().rev();
            let mut about = calls.filter(|it| it.resource == *id && it.refused.is_empty());
            if let Some(event) = about.next() {
                event.refused = (*code).to_owned();
                any = true;
            }
        }
        self.refused = refused;
        self.known = Some(Arc::new(known(findings)));
        self.answered = self.audit.len();
        any
    }
}

#[cfg(test)]
mod tests;

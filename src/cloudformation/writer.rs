//! What the files of the kinds write with: the template so far, the logical
//! ids, and the list of what was left out.

use std::collections::{BTreeMap, BTreeSet};

use super::names::LogicalIds;
use super::omission::{Omission, Why};
use super::template::{Entry, Output, Parameter, Template};
use super::value::{Fields, Value};
use crate::architecture::{AddressText, Architecture, Kind, ResourceId};
use crate::aws::regions;
use crate::relations::Relations;

/// A scaling policy that waits for an alarm.
#[derive(Clone, Debug)]
pub(super) struct Scaling {
    /// The Auto Scaling group.
    pub group: ResourceId,
    /// What the policy is called among the omissions.
    pub part: String,
    /// Its logical id.
    pub logical: String,
}

/// The state of one export.
pub(super) struct Writer<'a> {
    /// What is exported.
    pub architecture: &'a Architecture,
    /// Who stands where, and what counts for whom.
    pub relations: Relations<'a>,
    /// Whether the template is the one that makes what belongs to the account
    /// as a whole and can be there only once.
    pub first: bool,
    /// The Region that the template is for, where there is one.
    pub region: Option<&'a regions::RegionFacts>,
    ids: LogicalIds,
    pub template: Template,
    pub omitted: Vec<Omission>,
    written: BTreeSet<ResourceId>,
    service_names: BTreeSet<(&'static str, String)>,
    parameters: BTreeMap<String, String>,
    /// The private addresses that are given out, by subnet.
    pub addresses: BTreeSet<(ResourceId, std::net::Ipv4Addr)>,
    /// The load balancer of each target group that has one.
    pub balancers: BTreeMap<ResourceId, ResourceId>,
    /// The policies of buckets and topics that have one of their own, which
    /// those that write there wait for.
    pub policies: BTreeMap<ResourceId, String>,
    /// The scaling policies that alarms of the architecture set off, by alarm:
    /// each with its group and what it is called there.
    pub scaling: BTreeMap<ResourceId, Vec<Scaling>>,
    /// The attachment of each VPC's internet gateway.
    pub attachments: BTreeMap<ResourceId, String>,
    /// The Elastic IPs of instances.
    pub elastic_ips: BTreeMap<ResourceId, String>,
    /// The first interface of each instance that has several, and the further
    /// ones by their place in the list, from 1.
    pub first_interfaces: BTreeMap<ResourceId, String>,
    pub further_interfaces: BTreeMap<(ResourceId, usize), String>,
    /// What makes each subnet's way out: its association and the routes of
    /// its table.
    pub associations: BTreeMap<ResourceId, (ResourceId, String)>,
    pub routes: BTreeMap<ResourceId, Vec<String>>,
    /// What must wait for others, to be settled when everything is written.
    pub waiting: Vec<(String, Vec<ResourceId>)>,
    /// Mount targets by file system, and what each VPC's further blocks are
    /// called.
    pub mount_targets: BTreeMap<ResourceId, Vec<String>>,
    pub blocks: BTreeMap<ResourceId, Vec<(ipnet::Ipv4Net, Option<String>)>>,
    /// The blocks of subnets that were written, by VPC.
    pub subnet_blocks: BTreeMap<ResourceId, Vec<(ResourceId, ipnet::Ipv4Net)>>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        architecture: &'a Architecture,
        region: Option<&'a regions::RegionFacts>,
        first: bool,
    ) -> Self {
        Self {
            architecture,
            relations: Relations::of(architecture),
            first,
            region,
            ids: LogicalIds::new(architecture),
            template: Template::default(),
            omitted: Vec::new(),
            written: BTreeSet::new(),
            service_names: BTreeSet::new(),
            parameters: BTreeMap::new(),
            addresses: BTreeSet::new(),
            balancers: BTreeMap::new(),
            policies: BTreeMap::new(),
            scaling: BTreeMap::new(),
            attachments: BTreeMap::new(),
            elastic_ips: BTreeMap::new(),
            first_interfaces: BTreeMap::new(),
            further_interfaces: BTreeMap::new(),
            associations: BTreeMap::new(),
            routes: BTreeMap::new(),
            waiting: Vec::new(),
            mount_targets: BTreeMap::new(),
            blocks: BTreeMap::new(),
            subnet_blocks: BTreeMap::new(),
        }
    }

    /// The logical id of a resource.
    pub(super) fn id(&self, id: &ResourceId) -> String {
        self.ids.of(id)
    }

    /// A logical id for something that belongs to a resource.
    pub(super) fn part_id(&mut self, id: &ResourceId, part: &str) -> String {
        let wanted = self.ids.of(id) + part;
        self.ids.free(&wanted)
    }

    /// A logical id for something that belongs to none.
    pub(super) fn free_id(&mut self, wanted: &str) -> String {
        self.ids.free(wanted)
    }

    /// Adds the entry that stands for the resource itself.
    pub(super) fn add(
        &mut self,
        id: &ResourceId,
        kind: &'static str,
        properties: Fields,
    ) -> &mut Entry {
        self.written.insert(id.clone());
        let logical = self.ids.of(id);
        self.add_part(logical, kind, properties)
    }

    /// Adds an entry beside the one of a resource.
    pub(super) fn add_part(
        &mut self,
        id: String,
        kind: &'static str,
        properties: Fields,
    ) -> &mut Entry {
        self.template.resources.push(Entry {
            id,
            kind,
            depends_on: Vec::new(),
            keep: None,
            properties,
        });
        // It was pushed just now.
        self.template
            .resources
            .last_mut()
            .expect("an entry was pushed")
    }

    /// Adds an output.
    pub(super) fn output(
        &mut self,
        id: &ResourceId,
        what: &str,
        description: &'static str,
        value: Value,
    ) {
        let id = self.part_id(id, what);
        self.template.outputs.push(Output {
            id,
            description,
            value,
        });
    }

    /// The logical id of the parameter with this default, made at its first
    /// use.
    pub(super) fn parameter(
        &mut self,
        wanted: &str,
        kind: &'static str,
        default: &str,
        description: &'static str,
    ) -> Value {
        self.parameter_of(default, wanted, kind, Some(default), description)
    }

    /// The same without a default, so that a value must be given; what is
    /// asked for once per resource.
    pub(super) fn question(
        &mut self,
        about: &ResourceId,
        part: &str,
        kind: &'static str,
        description: &'static str,
    ) -> Value {
        let wanted = self.ids.of(about) + part;
        let key = format!("{part} of {about}");
        self.parameter_of(&key, &wanted, kind, None, description)
    }

    fn parameter_of(
        &mut self,
        key: &str,
        wanted: &str,
        kind: &'static str,
        default: Option<&str>,
        description: &'static str,
    ) -> Value {
        if let Some(id) = self.parameters.get(key) {
            return Value::reference(id);
        }
        let id = self.ids.free(wanted);
        self.parameters.insert(key.to_owned(), id.clone());
        self.template.parameters.push(Parameter {
            id: id.clone(),
            kind,
            default: default.map(str::to_owned),
            description,
        });
        Value::Ref(id)
    }

    /// Notes that a whole resource is left out.
    pub(super) fn omit(&mut self, id: &ResourceId, why: Why) {
        self.omitted.push(Omission {
            resource: id.clone(),
            part: None,
            why,
        });
    }

    /// Notes that a part of a resource is left out.
    pub(super) fn omit_part(&mut self, id: &ResourceId, part: impl Into<String>, why: Why) {
        self.omitted.push(Omission {
            resource: id.clone(),
            part: Some(part.into()),
            why,
        });
    }

    /// Whether the template makes this resource.
    pub(super) fn makes(&self, id: &ResourceId) -> bool {
        self.written.contains(id)
    }

    /// Whether the template makes this resource, and it is of that kind.
    pub(super) fn has(&self, id: &ResourceId, kind: Kind) -> bool {
        self.written.contains(id) && self.architecture.kind_of(id) == Some(kind)
    }

    /// Why what names this resource is left out: it was deleted, or the
    /// template does not make it.
    pub(super) fn unmade(&self, id: &ResourceId) -> Why {
        Why::NotInTemplate {
            name: self.architecture.name_of(id),
            deleted: self.architecture.get(id).is_none(),
        }
    }

    /// The resource that a reference leads to, or why there is none.
    pub(super) fn follow(
        &self,
        reference: &Option<ResourceId>,
        kind: Kind,
        what: &'static str,
    ) -> Result<ResourceId, Why> {
        match reference {
            None => Err(Why::NothingChosen(what)),
            Some(id) if self.has(id, kind) => Ok(id.clone()),
            Some(id) => Err(self.unmade(id)),
        }
    }

    /// Those of a list that the template makes, once each; the others are
    /// noted.
    pub(super) fn follow_all(
        &mut self,
        owner: &ResourceId,
        list: &[ResourceId],
        kind: Kind,
        part: &str,
    ) -> Vec<ResourceId> {
        let mut found: Vec<ResourceId> = Vec::new();
        for id in list {
            if !self.has(id, kind) {
                self.omit_part(owner, part, self.unmade(id));
            } else if !found.contains(id) {
                found.push(id.clone());
            }
        }
        found
    }

    /// References to resources that the template makes.
    pub(super) fn references(&self, ids: &[ResourceId]) -> Vec<Value> {
        ids.iter().map(|id| Value::Ref(self.id(id))).collect()
    }

    /// Notes that AWS chooses this public address.
    pub(super) fn aws_chooses(&mut self, owner: &ResourceId, part: &str, address: &AddressText) {
        if !address.is_automatic() {
            self.omit_part(
                owner,
                part,
                Why::Inexpressible(
                    "AWS draws public addresses from its own pool, so the real one will be another",
                ),
            );
        }
    }

    /// A name that AWS takes for this type, unless another resource of the
    /// template has it already; the Name tag tells them apart then.
    pub(super) fn service_name(
        &mut self,
        kind: &'static str,
        name: Option<String>,
    ) -> Option<Value> {
        let name = name?;
        self.service_names
            .insert((kind, name.to_ascii_lowercase()))
            .then(|| name.into())
    }

    /// A name for what is global: in the template of the first Region alone,
    /// since AWS refuses the same name again in that of another.
    pub(super) fn global_name(
        &mut self,
        kind: &'static str,
        name: Option<String>,
    ) -> Option<Value> {
        let name = name.filter(|_| self.first);
        self.service_name(kind, name)
    }

    /// The name of a resource.
    pub(super) fn name(&self, id: &ResourceId) -> &'a str {
        self.architecture.get(id).map_or("", |it| it.name.as_str())
    }
}

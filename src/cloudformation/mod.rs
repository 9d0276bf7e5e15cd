//! From an architecture to a CloudFormation template that deploys.
//!
//! [`export`] takes any architecture. What it can say it says with references
//! between resources, never with literal ids; what it cannot say, or what AWS
//! is known to refuse, is left out and listed in [`Export::omitted`], since a
//! template that fails halfway is of no use to anybody.
//!
//! One template makes the resources of one Region.
//!
//! What a template never says, and why:
//!
//! - Public addresses: AWS draws them from its own pool. The addresses that
//!   AWS chooses for load balancers and databases have no property either.
//! - `backends`, users and intents: they are ours, not AWS's. All that a
//!   backend does here is to let an instance with a start script wait for the
//!   mount targets of a file system that it uses.
//! - Passwords: RDS makes the master password and keeps it in Secrets Manager
//!   (`ManageMasterUserPassword`).
//! - The permissions of an instance's role. An architecture knows an instance
//!   profile by its name alone, so the template makes a role that EC2 may
//!   assume and that may do nothing, and lists that. Neither gets the name
//!   itself, so that a stack needs `CAPABILITY_IAM` and no more.
//! - AWS's own main route tables, default network ACLs and default security
//!   groups: see `vpc.rs`.
//! - Whether an instance is stopped: CloudFormation starts what it makes.
//!
//! Names become `Name` tags, and the resource's own name where AWS has one
//! and takes it; a name that AWS does not take is adapted (`names.rs`), and one
//! that another resource of the template has already is left out.

mod auto_scaling_group;
mod bucket;
mod database;
mod dns_name;
mod file_system;
mod finish;
mod hosted_zone;
mod instance;
mod internet_gateway;
mod launch;
mod launch_template;
mod listener;
mod load_balancer;
mod names;
mod nat_gateway;
mod network_acl;
mod omission;
mod places;
mod ports;
mod route_table;
mod scaling;
mod security_group;
mod subnet;
mod tags;
mod target_group;
mod template;
mod value;
mod vpc;
mod vpc_endpoint;
mod vpc_peering;
mod web_acl;
mod writer;
mod yaml;

pub use omission::{Omission, Why};
pub use template::{Entry, Output, Parameter, Template};
pub use value::{Fields, Value};

use crate::architecture::{Architecture, Kind, Properties, Region, ResourceId};
use crate::aws::regions;
use crate::order::InOrder;
use writer::Writer;

/// A template, and what is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Export {
    /// The template.
    pub template: Template,
    /// What was left out, in order of ids.
    pub omitted: Vec<Omission>,
}

/// The order in which kinds are written: each after those that it has to name.
const ORDER: &[Kind] = &[
    Kind::Vpc,
    Kind::InternetGateway,
    Kind::VpcPeering,
    Kind::SecurityGroup,
    Kind::NetworkAcl,
    Kind::RouteTable,
    Kind::Subnet,
    Kind::NatGateway,
    Kind::VpcEndpoint,
    Kind::Bucket,
    Kind::FileSystem,
    Kind::Database,
    Kind::Instance,
    Kind::TargetGroup,
    Kind::WebAcl,
    Kind::LoadBalancer,
    Kind::LaunchTemplate,
    Kind::AutoScalingGroup,
    Kind::HostedZone,
];

/// Makes the template of a Region; without one, of the first Region that the
/// architecture has.
pub fn export(architecture: &Architecture, region: Option<&ResourceId>) -> Export {
    let region = region
        .cloned()
        .filter(|id| architecture.kind_of(id) == Some(Kind::Region))
        .or_else(|| architecture.ids_of(Kind::Region).next().cloned());
    let facts = region
        .as_ref()
        .and_then(|id| architecture.find::<Region>(id))
        .and_then(|it| regions::facts(&it.code));
    let mut w = Writer::new(architecture, facts);
    w.template.description = match facts {
        Some(facts) => format!(
            "Made with Cloud Campus for {} ({})",
            facts.code, facts.place
        ),
        None => "Made with Cloud Campus".to_owned(),
    };

    let mut here: Vec<&ResourceId> = Vec::new();
    for (id, resource) in architecture.resources() {
        if resource.kind().info().aws.is_empty() {
            continue;
        }
        let its_region = w.relations.region_of(id);
        // What is in no Region yet goes with any.
        if its_region.is_none() || its_region == region.as_ref() {
            here.push(id);
        } else {
            w.omit(id, Why::OtherRegion);
        }
    }
    for kind in ORDER {
        let ids: Vec<&ResourceId> = here
            .iter()
            .copied()
            .filter(|id| architecture.kind_of(id) == Some(*kind))
            .collect();
        write_kind(&mut w, *kind, &ids);
    }
    for id in &here {
        if let Some(table) = architecture.find(id) {
            route_table::write_routes(&mut w, id, table);
        }
        if w.makes(id) {
            w.omit_tags(id);
        }
    }

    let Writer {
        template,
        mut omitted,
        ..
    } = finish::finish(w);
    omitted.order_by(|one, other| one.resource.cmp(&other.resource));
    Export { template, omitted }
}

fn write_kind(w: &mut Writer, kind: Kind, ids: &[&ResourceId]) {
    if kind == Kind::SecurityGroup {
        let groups: Vec<_> = ids
            .iter()
            .filter_map(|id| Some((*id, w.architecture.find(id)?)))
            .collect();
        return security_group::write_all(w, &groups);
    }
    for id in ids {
        let Some(resource) = w.architecture.get(id) else {
            continue;
        };
        match &resource.properties {
            Properties::Vpc(it) => vpc::write(w, id, it),
            Properties::InternetGateway(it) => internet_gateway::write(w, id, it),
            Properties::VpcPeering(it) => vpc_peering::write(w, id, it),
            Properties::NetworkAcl(it) => network_acl::write(w, id, it),
            Properties::RouteTable(it) => route_table::write(w, id, it),
            Properties::Subnet(it) => subnet::write(w, id, it),
            Properties::NatGateway(it) => nat_gateway::write(w, id, it),
            Properties::VpcEndpoint(it) => vpc_endpoint::write(w, id, it),
            Properties::Bucket(it) => bucket::write(w, id, it),
            Properties::FileSystem(it) => file_system::write(w, id, it),
            Properties::Database(it) => database::write(w, id, it),
            Properties::Instance(it) => instance::write(w, id, it),
            Properties::TargetGroup(it) => target_group::write(w, id, it),
            Properties::WebAcl(it) => web_acl::write(w, id, it),
            Properties::LoadBalancer(it) => load_balancer::write(w, id, it),
            Properties::LaunchTemplate(it) => launch_template::write(w, id, it),
            Properties::AutoScalingGroup(it) => auto_scaling_group::write(w, id, it),
            Properties::HostedZone(it) => hosted_zone::write(w, id, it),
            // Security groups are written together, see above; the others
            // are no AWS resources.
            Properties::SecurityGroup(_)
            | Properties::Region(_)
            | Properties::User(_)
            | Properties::Intent(_) => {}
        }
    }
}

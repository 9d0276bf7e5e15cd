//! From an architecture to a CloudFormation template that deploys.
//!
//! [`export`] takes any architecture. What it can say it says with references
//! between resources, never with literal ids; what it cannot say, or what AWS
//! is known to refuse, is left out and listed in [`Export::omitted`], since a
//! template that fails halfway is of no use to anybody.
//!
//! One template makes the resources of one Region. What belongs to the account
//! has none: policies, roles, instance profiles and health checks go with any,
//! and have their names only in the template of the first Region, since AWS
//! takes a name once; users, groups, budgets and dashboards are in that
//! template alone. IAM's names are kept because policies name others by them,
//! so such a stack needs `CAPABILITY_NAMED_IAM`.
//!
//! What a template never says, and why:
//!
//! - Public addresses: AWS draws them from its own pool. The addresses that
//!   AWS chooses for load balancers and databases have no property either.
//! - What AWS has no type of resource for: accounts, AMIs and EBS snapshots.
//!   Whatever needs an AMI or a snapshot asks for its id with a parameter. The
//!   default tags of the account are written on every resource that takes tags
//!   and does not set the key itself.
//! - `backends`, users, intents and workloads: they are ours, not AWS's. All
//!   that a backend does here is to let an instance with a start script wait for the
//!   mount targets of a file system that it uses.
//! - Passwords: RDS makes the master password and keeps it in Secrets Manager
//!   (`ManageMasterUserPassword`), Secrets Manager makes up what a secret holds,
//!   and IAM users get neither a password nor keys.
//! - Policies that have not the form of one: `policy.rs` says what AWS would
//!   refuse. Whether a service is let in that has to be, such as CloudTrail by
//!   the policy of its bucket, is listed where it is not.
//! - What a function does: it gets a program that writes down what it was
//!   called with.
//! - Instance profiles without a role: they stand for one of that name that
//!   exists already. Certificates with an ARN exist already too, and are a
//!   parameter.
//! - AWS's own main route tables, default network ACLs and default security
//!   groups: see `vpc.rs`.
//! - Whether an instance is stopped: CloudFormation starts what it makes.
//!
//! Names become `Name` tags, and the resource's own name where AWS has one
//! and takes it; a name that AWS does not take is adapted (`names.rs`), and one
//! that another resource of the template has already is left out.

mod dns_name;
mod finish;
mod launch;
mod listener;
mod metrics;
mod names;
mod omission;
mod places;
mod policy;
mod ports;
mod scaling;
mod tags;
mod template;
mod value;
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

/// Declares the files of the kinds and the order in which they are written,
/// each after those that it has to name: one line for each kind. Most write
/// each resource by itself, some all of them together.
macro_rules! kinds {
    ($( $(#[$meta:meta])* $how:ident $kind:ident ),+ $(,)?) => {
        $( $(#[$meta])* mod $kind; )+

        fn write_kinds(w: &mut Writer<'_>, here: &[&ResourceId]) {
            $( $(#[$meta])* $how(w, here, $kind::write); )+
        }
    };
}

kinds! {
    each vpc,
    each internet_gateway,
    each vpc_peering,
    together security_group,
    each network_acl,
    each route_table,
    each subnet,
    each nat_gateway,
    each vpc_endpoint,
    each iam_policy,
    each iam_role,
    each instance_profile,
    each iam_group,
    each iam_user,
    each key_pair,
    each hosted_zone,
    each certificate,
    each secret,
    together bucket,
    each log_group,
    each flow_log,
    each function,
    each topic,
    each file_system,
    together database,
    each cache,
    each instance,
    together volume,
    each target_group,
    each web_acl,
    each load_balancer,
    each launch_template,
    each auto_scaling_group,
    each health_check,
    together alarm,
    each dashboard,
    each trail,
    each budget,
    #[cfg(test)]
    each specimen,
}

/// Those of one kind, in order of ids.
fn of_kind<'a, 'i, T>(
    architecture: &'a Architecture,
    here: &[&'i ResourceId],
) -> Vec<(&'i ResourceId, &'a T)>
where
    T: 'a,
    &'a T: TryFrom<&'a Properties>,
{
    here.iter()
        .filter_map(|id| Some((*id, architecture.find(id)?)))
        .collect()
}

fn each<'a, T>(
    w: &mut Writer<'a>,
    here: &[&ResourceId],
    write: fn(&mut Writer<'a>, &ResourceId, &T),
) where
    T: 'a,
    &'a T: TryFrom<&'a Properties>,
{
    for (id, it) in of_kind::<T>(w.architecture, here) {
        write(w, id, it);
    }
}

fn together<'a, T>(
    w: &mut Writer<'a>,
    here: &[&ResourceId],
    write: fn(&mut Writer<'a>, &[(&ResourceId, &T)]),
) where
    T: 'a,
    &'a T: TryFrom<&'a Properties>,
{
    let all = of_kind::<T>(w.architecture, here);
    write(w, &all);
}

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
    let first = region.as_ref() == architecture.ids_of(Kind::Region).next();
    let mut w = Writer::new(architecture, facts, first);
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
    write_kinds(&mut w, &here);
    for id in &here {
        if let Some(table) = architecture.find(id) {
            route_table::write_routes(&mut w, id, table);
        }
        if let Some(zone) = architecture.find(id) {
            hosted_zone::write_records(&mut w, id, zone);
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

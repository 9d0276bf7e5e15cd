//! What there may be only one of: the second is not what the first was.

use super::names::free_name;
use crate::architecture::{
    Architecture, Bucket, Document, Edit, InternetGateway, Kind, LogGroup, Properties, ResourceId,
    Volume,
};
use crate::building::placement::free_device;
use crate::relations::Relations;

/// The edits that make of a copy what AWS would take beside the original, and
/// what somebody should know of them.
pub fn edits(document: &Document, id: &ResourceId) -> (Vec<Edit>, Option<String>) {
    let architecture = &document.architecture;
    let Some(resource) = architecture.get(id) else {
        return (Vec::new(), None);
    };
    match &resource.properties {
        // Attaching a second one is refused (rulebook IGW-1).
        Properties::InternetGateway(it) => {
            let mut others = architecture.all::<InternetGateway>();
            let Some(vpc) = it.vpc.as_ref().filter(|vpc| {
                others.any(|(other, gateway)| other != id && gateway.vpc.as_ref() == Some(vpc))
            }) else {
                return (Vec::new(), None);
            };
            let region = Relations::of(architecture).region_of(vpc).cloned();
            let told = format!(
                "{} is not attached: {} has an internet gateway already.",
                resource.name,
                architecture.name_of(vpc)
            );
            let edits = vec![
                Edit::set(id, "vpc", None::<ResourceId>),
                Edit::set(id, "region", region),
            ];
            (edits, Some(told))
        }
        // A device name that is in use is refused (rulebook EBS-15).
        Properties::Volume(it) => {
            let Some(server) = &it.attached_to else {
                return (Vec::new(), None);
            };
            let mut others = architecture.all::<Volume>();
            let taken = others.any(|(other, volume)| {
                other != id && volume.attached_to == it.attached_to && volume.device == it.device
            });
            let device = free_device(architecture, server);
            let edit = taken.then(|| Edit::set(id, "device", device));
            (edit.into_iter().collect(), None)
        }
        // The name of a bucket is its own in the whole world (rulebook S3-4).
        Properties::Bucket(it) => {
            let taken = |name: &str| {
                let mut all = architecture.all::<Bucket>();
                all.any(|(other, bucket)| other != id && bucket.bucket_name == name)
            };
            (
                renamed(architecture, id, "bucket_name", &it.bucket_name, &taken),
                None,
            )
        }
        Properties::LogGroup(it) => {
            let taken = |name: &str| {
                let mut all = architecture.all::<LogGroup>();
                all.any(|(other, group)| other != id && group.log_group_name == name)
            };
            (
                renamed(
                    architecture,
                    id,
                    "log_group_name",
                    &it.log_group_name,
                    &taken,
                ),
                None,
            )
        }
        _ => (Vec::new(), None),
    }
}

fn renamed(
    architecture: &Architecture,
    id: &ResourceId,
    property: &str,
    name: &str,
    taken: &dyn Fn(&str) -> bool,
) -> Vec<Edit> {
    if name.is_empty() || !taken(name) {
        return Vec::new();
    }
    let kind = architecture.kind_of(id).unwrap_or(Kind::Bucket);
    vec![Edit::set(id, property, free_name(kind, name, taken))]
}

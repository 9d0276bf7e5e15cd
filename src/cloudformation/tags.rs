//! The tags of resources: the name, and what else people wrote on them.
//!
//! What belongs to a resource, such as the Elastic IP of an instance, has its
//! tags too, so that a bill shows both under the same ones.

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::tags::TagProblem;
use crate::architecture::{Account, Resource, ResourceId, Tagging};

impl<'a> Writer<'a> {
    /// The tags of a resource and of what belongs to it.
    pub(super) fn tags(&self, id: &ResourceId) -> Vec<Value> {
        let Some((resource, tagging)) = self.taggable(id) else {
            return Vec::new();
        };
        let mut tags: Vec<Value> = name_tag(resource, tagging)
            .map(|name| tag("Name", &name).into())
            .into_iter()
            .collect();
        let taken = self.sorted(resource, tagging).into_iter();
        tags.extend(
            taken
                .filter(|(_, _, why)| why.is_none())
                .map(|(key, value, _)| tag(key, value).into()),
        );
        tags
    }

    /// The tags of an Auto Scaling group, which its instances get as well.
    /// Their `Name` is what they are called, not what the group is.
    pub(super) fn group_tags(&self, id: &ResourceId, instance_name: &str) -> Vec<Value> {
        let Some((resource, tagging)) = self.taggable(id) else {
            return Vec::new();
        };
        let name = names::tag(instance_name);
        let name = name.as_deref().map(|name| tag("Name", name));
        let taken = self.sorted(resource, tagging).into_iter();
        let taken = taken.filter(|(_, _, why)| why.is_none());
        name.into_iter()
            .chain(taken.map(|(key, value, _)| tag(key, value)))
            .map(|tag| tag.with("PropagateAtLaunch", true).into())
            .collect()
    }

    /// Notes the tags that are left out.
    pub(super) fn omit_tags(&mut self, id: &ResourceId) {
        let Some((resource, tagging)) = self.taggable(id) else {
            return;
        };
        for (key, _, why) in self.sorted(resource, tagging) {
            let Some(why) = why else {
                continue;
            };
            let part = match key {
                "" => "tag without a key".to_owned(),
                key => format!("tag “{key}”"),
            };
            self.omit_part(id, part, why);
        }
    }

    /// Every tag but the name, with the reason where it is left out: those of
    /// the resource, and those that the account gives to whatever does not say
    /// otherwise.
    fn sorted(
        &self,
        resource: &'a Resource,
        tagging: Tagging,
    ) -> Vec<(&'a str, &'a str, Option<Why>)> {
        let account = self.architecture.all::<Account>().next();
        let defaults = account.into_iter().flat_map(|(_, it)| &it.default_tags);
        let mut all: Vec<(&str, &str)> = resource.tags.iter().collect();
        for default in defaults {
            if all.iter().all(|(key, _)| *key != default.key) {
                all.push((&default.key, &default.value));
            }
        }
        // One place is kept for the name.
        let mut free = tagging.most - 1;
        let sorted = all.into_iter().map(|(key, value)| {
            let why = why_not(tagging, key, value).or_else(|| {
                let full = free == 0;
                free = free.saturating_sub(1);
                full.then_some(Why::Refused("it has as many tags as AWS takes already"))
            });
            (key, value, why)
        });
        sorted.collect()
    }

    fn taggable(&self, id: &ResourceId) -> Option<(&'a Resource, Tagging)> {
        let resource = self.architecture.get(id)?;
        Some((resource, resource.kind().info().tagging?))
    }
}

fn tag(key: &str, value: &str) -> Fields {
    Fields::new().with("Key", key).with("Value", value)
}

/// The Name tag. EC2 takes almost any text.
fn name_tag(resource: &Resource, tagging: Tagging) -> Option<String> {
    if tagging == Tagging::EC2 {
        names::ec2_tag(&resource.name)
    } else {
        names::tag(&resource.name)
    }
}

fn why_not(tagging: Tagging, key: &str, value: &str) -> Option<Why> {
    let why = match tagging.problem(key, value) {
        Some(TagProblem::NoKey) => Why::Refused("a tag needs a key"),
        Some(TagProblem::IsTheName) => Why::Refused("the Name tag is what the resource is called"),
        Some(TagProblem::Reserved) => Why::Refused("what begins with aws: belongs to AWS"),
        Some(TagProblem::LongKey) => Why::Refused("a key has at most 128 characters"),
        Some(TagProblem::LongValue) => Why::Refused("a value has at most 256 characters"),
        Some(TagProblem::Character(_)) => Why::Malformed(format!("{key}={value}")),
        // [CFN UG: Dynamic references], and `${…}` of `Fn::Sub`.
        None if key.contains(['{', '}']) || value.contains(['{', '}']) => {
            Why::Inexpressible("CloudFormation takes braces for a reference of its own")
        }
        None => return None,
    };
    Some(why)
}

//! Network interfaces that a resource has beyond its first one.

use serde::{Deserialize, Serialize};

use super::AddressText;
use crate::architecture::id::ResourceId;
use crate::architecture::property::{Remains, Row};

fn forget_in(list: &mut Vec<ResourceId>, gone: &ResourceId) -> bool {
    let before = list.len();
    list.retain(|id| id != gone);
    list.len() != before
}

fn forget_one(reference: &mut Option<ResourceId>, gone: &ResourceId) -> bool {
    let held = reference.as_ref() == Some(gone);
    if held {
        *reference = None;
    }
    held
}

fn remains(changed: bool) -> Remains {
    if changed {
        Remains::Changed
    } else {
        Remains::Untouched
    }
}

/// A further network interface of an instance, in the same zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkInterface {
    /// What it is called, such as `eth1`.
    #[serde(default)]
    pub name: String,
    /// The subnet that it is in.
    #[serde(default)]
    pub subnet: Option<ResourceId>,
    /// Its security groups; none means the VPC's default group
    /// (rulebook SG-7).
    #[serde(default)]
    pub security_groups: Vec<ResourceId>,
    /// Its private address; empty where AWS chooses.
    #[serde(default)]
    pub private_address: AddressText,
    /// Its Elastic IP address; empty for none.
    #[serde(default)]
    pub public_address: AddressText,
    /// Whether it drops packets that are neither from nor to itself.
    #[serde(default = "yes")]
    pub source_dest_check: bool,
}

const fn yes() -> bool {
    true
}

impl Default for NetworkInterface {
    fn default() -> Self {
        Self {
            name: "eth1".to_owned(),
            subnet: None,
            security_groups: Vec::new(),
            private_address: AddressText::default(),
            public_address: AddressText::default(),
            source_dest_check: true,
        }
    }
}

impl NetworkInterface {
    /// What the further interface at this place of the list is called: by its
    /// name or, where it has none or shares it with an earlier one, `eth1` and
    /// so on, as Linux counts them. Unique within the list.
    pub fn called(list: &[Self], place: usize) -> String {
        let own = list[place].name.trim();
        let named = |name: &str| list.iter().position(|it| it.name.trim() == name);
        if !own.is_empty() && named(own) == Some(place) {
            return own.to_owned();
        }
        let mut name = format!("eth{}", place + 1);
        while named(&name).is_some() {
            name.push('\'');
        }
        name
    }
}

impl Row for NetworkInterface {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        self.subnet.iter().for_each(&mut *visit);
        self.security_groups.iter().for_each(visit);
    }

    fn without(&mut self, gone: &ResourceId) -> Remains {
        let subnet = forget_one(&mut self.subnet, gone);
        let group = forget_in(&mut self.security_groups, gone);
        remains(subnet || group)
    }
}

/// Fixed addresses for a load balancer's node in one of its subnets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeAddress {
    /// The subnet of the node.
    pub subnet: Option<ResourceId>,
    /// Its private address; empty where AWS chooses.
    #[serde(default)]
    pub private_address: AddressText,
    /// Its public address; empty where AWS chooses. Without meaning on an
    /// internal balancer.
    #[serde(default)]
    pub public_address: AddressText,
}

impl Row for NodeAddress {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        self.subnet.iter().for_each(visit);
    }

    fn without(&mut self, gone: &ResourceId) -> Remains {
        if self.subnet.as_ref() == Some(gone) {
            Remains::Nothing
        } else {
            Remains::Untouched
        }
    }
}

/// Where a file system can be reached: one per zone (rulebook EFS-1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MountTarget {
    /// The subnet that it is in.
    pub subnet: Option<ResourceId>,
    /// Its security groups; none means the VPC's default group.
    #[serde(default)]
    pub security_groups: Vec<ResourceId>,
    /// Its private address; empty where AWS chooses.
    #[serde(default)]
    pub private_address: AddressText,
}

impl Row for MountTarget {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        self.subnet.iter().for_each(&mut *visit);
        self.security_groups.iter().for_each(visit);
    }

    fn without(&mut self, gone: &ResourceId) -> Remains {
        if self.subnet.as_ref() == Some(gone) {
            return Remains::Nothing;
        }
        remains(forget_in(&mut self.security_groups, gone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interfaces_are_told_apart_whatever_they_are_called() {
        let list = ["", "eth1", "spare", "spare", ""].map(|name| NetworkInterface {
            name: name.to_owned(),
            ..NetworkInterface::default()
        });
        let called: Vec<String> = (0..list.len())
            .map(|place| NetworkInterface::called(&list, place))
            .collect();
        assert_eq!(called, ["eth1'", "eth1", "spare", "eth4", "eth5"]);
    }
}

//! What several stages point at as their reason.

use std::net::Ipv4Addr;

use crate::architecture::*;
use crate::network::answer::Evidence;
use crate::network::topology::Network;

impl Network<'_> {
    /// Who has an address, as seen from an interface.
    pub(super) fn owner_of_address(&self, address: Ipv4Addr, seen_from: usize) -> Evidence {
        let vpc = self.interfaces[seen_from].vpc_index;
        let owner = vpc.and_then(|vpc| self.by_private.get(&(vpc, address)));
        Evidence::Address {
            address,
            owner: owner.map(|index| self.interfaces[*index].id.clone()),
        }
    }

    /// A property of a resource as it stands in files.
    pub(super) fn value_of_property(&self, id: &ResourceId, property: &str) -> serde_json::Value {
        let resource = self.indexed().get(id);
        let value = resource.and_then(|it| it.properties.get(property));
        value.unwrap_or_else(|| serde_json::Value::from(""))
    }

    /// Why an interface is down.
    pub(super) fn why_down(&self, index: usize) -> Vec<Evidence> {
        let interface = &self.interfaces[index];
        match self.indexed().find::<Instance>(interface.owner) {
            Some(instance) if instance.state == InstanceState::Stopped => {
                vec![Evidence::Property {
                    resource: interface.owner.clone(),
                    property: "state".to_owned(),
                    value: serde_json::Value::from(instance.state.value()),
                }]
            }
            _ => interface
                .private
                .map(|address| Evidence::Address {
                    address,
                    owner: Some(interface.id.clone()),
                })
                .into_iter()
                .collect(),
        }
    }
}

//! The resource kinds: one file each, and one line in `list.rs`.

use serde_json::Value;

use super::id::ResourceId;
use list::for_each_kind;

use super::kind::{Declared, KindInfo, Look, SetError, kinds};

for_each_kind!(kinds);

pub(super) mod list;
mod options;
pub use account::Plan;
pub use alarm::NAMESPACES;
pub use cache::{CACHE_TYPES, CacheEngine};
pub use list::Kind;
pub use options::{
    AlarmComparison, Algorithm, Architecture64, Connectivity, CreditMode, DATABASE_CLASSES,
    EBS_TYPES, EndpointService, Engine, Expectation, FlowTraffic, HealthCheckType, IMAGES,
    INSTANCE_TYPES, InstanceState, MissingData, PublicIp, STATISTICS, Scheme, TargetType,
    VOLUME_TYPES,
};
#[cfg(test)]
pub use specimen::SpecimenPart;

impl Kind {
    /// The kind that files call `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.info().key == key)
    }

    /// Whether anything can be dropped on it.
    pub const fn is_container(self) -> bool {
        matches!(self.info().look, Look::Container { .. })
    }

    /// Whether it stands outside every Region, as what is global and what is
    /// no part of AWS do.
    pub fn is_outside(self) -> bool {
        self.info().places.is_empty() && !self.is_container()
    }

    /// Whether it belongs into a VPC rather than beside it.
    pub fn is_in_network(self) -> bool {
        let network = [Kind::Vpc, Kind::Subnet];
        let mut places = self.info().places.iter();
        places.any(|place| network.contains(&place.container))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Category, Ground};

    /// What CloudFormation has no resource for.
    const WITHOUT_TEMPLATE: &[Kind] = &[Kind::Region, Kind::Account, Kind::Image, Kind::Snapshot];

    #[test]
    fn every_kind_is_declared_completely() {
        for kind in Kind::ALL {
            let info = kind.info();
            assert!(!info.docs.trim().is_empty(), "{kind:?} has no docs");
            assert_eq!(
                Kind::from_key(info.key),
                Some(*kind),
                "{} is not unique",
                info.key
            );
            if info.category != Category::Outside {
                assert!(
                    !info.create.is_empty() && !info.delete.is_empty(),
                    "{kind:?} lacks API calls"
                );
                assert!(
                    info.aws.starts_with("AWS::") || WITHOUT_TEMPLATE.contains(kind),
                    "{kind:?}"
                );
            }
            for property in info.properties {
                assert!(
                    !property.help.trim().is_empty(),
                    "{kind:?}.{} has no help",
                    property.key
                );
                assert!(
                    !property.label.is_empty(),
                    "{kind:?}.{} has no label",
                    property.key
                );
            }
            for place in info.places {
                assert!(
                    info.property(place.property).is_some(),
                    "{kind:?} is placed by a property that it lacks"
                );
                assert!(place.container.is_container());
            }
            // Each says only what its look can show.
            if kind.is_outside() {
                let look = matches!(info.look, Look::Card | Look::Unseen);
                assert!(look, "{kind:?} has no shelf to stand on");
            }
            if info.is_across() {
                let by = |place: &crate::architecture::Place| place.property == "subnets";
                assert!(info.places.iter().all(by), "{kind:?} names no subnets");
            }
            if info.ground != Ground::Anywhere {
                assert_eq!(info.look, Look::Card, "{kind:?} stands on its ground");
            }
            if let Some(counted) = info.counted {
                let names_it = Kind::ALL
                    .iter()
                    .any(|other| other.info().property(counted.property).is_some());
                assert_eq!(info.look, Look::Chip, "{kind:?} counts");
                assert!(names_it, "{kind:?} counts what nobody says");
            }
        }
    }

    #[test]
    fn every_default_goes_to_json_and_back() {
        for kind in Kind::ALL {
            let mut properties = kind.defaults();
            for property in kind.info().properties {
                let value = properties.get(property.key).unwrap();
                properties.set(property.key, value).unwrap();
                assert!(
                    properties.is_default(property.key),
                    "{kind:?}.{}",
                    property.key
                );
            }
        }
    }
}

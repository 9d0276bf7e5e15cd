//! What a server is made of, as the drawing says.

use super::requests::Costs;
use crate::architecture::{CreditMode, Instance, LaunchTemplate};
use crate::aws::instance_sizes::{self, Burst};

/// What a server is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Its vCPUs.
    pub vcpus: u32,
    /// Its memory in MiB. No request asks for it: memory is not modelled.
    pub memory_mib: u32,
    /// Whether its type stands in our table; else its numbers are assumed
    /// from the size (assumption `unknown-type`).
    pub listed: bool,
    /// Its CPU credits, of the T families.
    pub burst: Option<Burst>,
    /// Whether it may borrow credits.
    pub unlimited: bool,
    /// Whether its metrics come every minute (rulebook EC2-10).
    pub detailed: bool,
    /// What requests cost it.
    pub costs: Costs,
}

impl Machine {
    /// Of an instance type.
    pub fn of(kind: &str, credits: CreditMode, detailed: bool) -> Self {
        let size = instance_sizes::size(kind);
        let burst = instance_sizes::burst(kind);
        Self {
            vcpus: size.vcpus,
            memory_mib: size.memory_mib,
            listed: size.listed,
            burst,
            unlimited: match credits {
                CreditMode::OfItsType => burst.is_some_and(|it| it.unlimited),
                CreditMode::Standard => false,
                CreditMode::Unlimited => true,
            },
            detailed,
            costs: Costs::APPLICATION,
        }
    }

    /// Of an instance of the drawing.
    pub fn of_instance(it: &Instance) -> Self {
        Self::of(&it.instance_type, it.credit_mode, it.detailed_monitoring)
    }

    /// Of one that is launched from a template.
    pub fn of_template(it: &LaunchTemplate) -> Self {
        Self::of(&it.instance_type, it.credit_mode, it.detailed_monitoring)
    }

    /// The same for a server that only hands on to another tier.
    pub const fn as_proxy(mut self) -> Self {
        self.costs = Costs::PROXY;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_is_that_of_the_type_unless_somebody_says_otherwise() {
        // Rulebook EC2-15.
        let unlimited = |kind, mode| Machine::of(kind, mode, false).unlimited;
        assert!(unlimited("t3.micro", CreditMode::OfItsType));
        assert!(!unlimited("t3.micro", CreditMode::Standard));
        assert!(!unlimited("t2.micro", CreditMode::OfItsType));
        assert!(unlimited("t2.micro", CreditMode::Unlimited));
        let it = Machine::of_instance(&Instance::default());
        assert_eq!((it.vcpus, it.memory_mib, it.listed), (2, 1_024, true));
        assert_eq!(Machine::of_template(&LaunchTemplate::default()), it);
        assert_eq!(it.as_proxy().costs.page, 1_000);
    }
}

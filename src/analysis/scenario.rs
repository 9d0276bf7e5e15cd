//! A design with something failed, or nothing: the network of that moment and
//! what follows from it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use self_cell::self_cell;

use super::journeys::{self, Journey, Weak};
use super::reach::HeatMap;
use crate::architecture::Architecture;
use crate::network::{Failures, Network};

self_cell!(
    /// An architecture, and the network that was looked up in it.
    struct Snapshot {
        owner: Architecture,
        #[covariant]
        dependent: Network,
    }
);

/// A state of the design in which this and that has failed. Two are equal if
/// they are the very same one.
#[derive(Clone)]
pub struct Scenario(Arc<Parts>);

struct Parts {
    snapshot: Snapshot,
    journeys: OnceLock<Vec<Journey>>,
    weak: OnceLock<Vec<Weak>>,
    heat_map: OnceLock<HeatMap>,
}

impl PartialEq for Scenario {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scenario").field(self.failures()).finish()
    }
}

impl Scenario {
    pub(super) fn new(architecture: &Architecture, failures: Failures) -> Self {
        // The architecture is shared, not copied.
        let snapshot = Snapshot::new(architecture.clone(), |architecture| {
            Network::with_failures(architecture, failures)
        });
        Self(Arc::new(Parts {
            snapshot,
            journeys: OnceLock::new(),
            weak: OnceLock::new(),
            heat_map: OnceLock::new(),
        }))
    }

    /// What was built.
    pub fn architecture(&self) -> &Architecture {
        self.0.snapshot.borrow_owner()
    }

    /// Where packets go.
    pub fn network(&self) -> &Network<'_> {
        self.0.snapshot.borrow_dependent()
    }

    /// What has failed.
    pub fn failures(&self) -> &Failures {
        self.network().failures()
    }

    /// How the learner's journeys fare.
    pub fn journeys(&self) -> &[Journey] {
        self.0
            .journeys
            .get_or_init(|| journeys::journeys(self.network()))
    }

    /// What breaks the journeys that get through, each with its proof.
    pub fn weak_points(&self) -> &[Weak] {
        self.0.weak.get_or_init(|| journeys::weak(self.network()))
    }

    /// Who reaches whom.
    pub fn heat_map(&self) -> &HeatMap {
        self.0.heat_map.get_or_init(|| HeatMap::of(self.network()))
    }
}

//! What stands across subnets, asked from the subnet's side.

use super::Scene;
use crate::architecture::{Ground, Kind, ResourceId};

impl Scene {
    /// Everything that names this subnet as one of those that it spans, in
    /// order of ids.
    pub fn spanning(&self, subnet: &ResourceId) -> impl Iterator<Item = &ResourceId> {
        self.users.by(subnet, "subnets")
    }

    /// Whether a balancer stands between this subnet and others.
    pub fn is_spanned_by_balancer(&self, subnet: &ResourceId) -> bool {
        let mut kinds = self.kinds_across(subnet);
        kinds.any(|kind| kind.info().ground == Ground::Across)
    }

    /// Whether a database or a cache may stand in this subnet.
    pub fn is_spanned_by_data(&self, subnet: &ResourceId) -> bool {
        let mut kinds = self.kinds_across(subnet);
        kinds.any(|kind| matches!(kind, Kind::Database | Kind::Cache))
    }

    fn kinds_across(&self, subnet: &ResourceId) -> impl Iterator<Item = Kind> {
        self.spanning(subnet)
            .filter_map(|id| self.get(id).map(|thing| thing.kind))
    }
}

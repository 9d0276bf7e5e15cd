//! What the services around the network have to do with each other and with
//! what they watch, keep and guard. There are many of these relations, so their
//! lines show only for what is selected.

use crate::architecture::{Kind, ResourceId};
use crate::editor::scene::links::{Gathering, LineKind};

/// What a property says of its holder and of what it names, such as "writes
/// into"; `None` where a line would say nothing.
fn said(holder: Kind, property: &str, named: Kind) -> Option<&'static str> {
    Some(match (holder, property, named) {
        (_, "instance_profile", _) => "has the role of",
        (Kind::InstanceProfile, "role", _) => "hands out",
        (_, "role", _) => "works with",
        (_, "policies", Kind::IamPolicy) => "has the policy",
        (_, "groups", _) => "is in",
        (_, "attached_to", _) => "is attached to",
        (_, "watches" | "metrics", _) => "watches",
        (Kind::Dashboard, "widgets", _) => "shows",
        (_, "actions" | "ok_actions", Kind::Function) => "calls",
        (_, "actions" | "ok_actions", _) => "tells",
        (_, "subscriptions", _) => "passes its messages to",
        (_, "notifications", Kind::Topic) => "tells",
        (Kind::Trail, "bucket", _) | (_, "log_group", _) => "writes into",
        (_, "written_by", _) => "keeps the lines of",
        (_, "access_logs", _) => "writes its access logs into",
        (_, "listeners", Kind::Certificate) => "shows",
        (Kind::HealthCheck, "target", _) => "asks",
        (_, "records", Kind::HealthCheck) => "heeds",
        (Kind::Certificate, "zone", _) => "proves its name in",
        (Kind::Snapshot, "of", _) => "was taken of",
        (Kind::Image, "source", _) | (Kind::Volume, "snapshot", _) => "was made from",
        (_, "copy_of", _) => "is a copy of",
        (_, "own_image", _) => "starts from",
        (_, "key_pair", _) => "opens to",
        _ => return None,
    })
}

impl Gathering<'_, '_> {
    /// Who works with, watches and writes into what.
    pub(super) fn services(&mut self) {
        let architecture = self.relations.architecture();
        let mut pairs: Vec<(&ResourceId, ResourceId, &'static str)> = Vec::new();
        for (id, resource) in architecture.resources() {
            resource.properties.references(&mut |property, named| {
                let kind = architecture.kind_of(named);
                if let Some(says) = kind.and_then(|kind| said(resource.kind(), property, kind)) {
                    pairs.push((id, named.clone(), says));
                }
            });
        }
        for (id, named, says) in pairs {
            self.add((id, &named), LineKind::Association, "", |one, other| {
                format!("{one} {says} {other}")
            });
        }
    }
}

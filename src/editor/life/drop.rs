//! Letting go of a deed over the drawing: which of the things that it fits lies
//! there, or why what lies there does not fit.

use super::aim::{Target, fitting};
use super::stage::Stage;
use crate::editor::geometry::Point;
use crate::order::InOrder;
use crate::simulation::record::Happened;
use crate::simulation::{Deed, View, Whom};
use crate::text::isolated;

/// What comes of letting go.
#[derive(Clone, Debug, PartialEq)]
pub enum Drop {
    /// This has it done to it.
    Hits(Target),
    /// Nothing has, for this reason.
    Misses(String),
}

/// What comes of letting go of a deed over a point of the world.
pub fn drop_at(stage: &Stage<'_>, view: &View, story: &[Happened], deed: &Deed, at: Point) -> Drop {
    let targets = fitting(stage, view, story, deed);
    let none = targets.is_empty();
    let mut here: Vec<Target> = targets
        .into_iter()
        .filter(|it| it.rect.contains(at))
        .collect();
    // Of two that lie over each other the smaller one is meant.
    here.order_by(|one, other| (one.rect.w * one.rect.h).total_cmp(&(other.rect.w * other.rect.h)));
    if let Some(target) = here.into_iter().next() {
        return Drop::Hits(target);
    }
    let fits = fits(deed);
    Drop::Misses(match stage.scene.thing_at(at) {
        _ if none => format!("Nothing here fits: {fits}."),
        Some(thing) => format!("Not {}: {fits}.", isolated(&thing.name)),
        None => "Drop it on something that is lit.".to_owned(),
    })
}

/// What a deed fits, as the reason why it does not fit something else.
const fn fits(deed: &Deed) -> &'static str {
    match deed {
        Deed::Stop(_) => "only an instance that runs can be stopped",
        Deed::Start(_) => "only a stopped instance can be started",
        Deed::Terminate(_) => "only an instance can be terminated",
        Deed::Crash(_) => "an application crashes on an instance that runs",
        Deed::Spike { .. } => "only an instance that runs has a CPU to keep busy",
        Deed::FailZone(_) => "only an Availability Zone that is not lost can fail",
        Deed::RestoreZone(_) => "only an Availability Zone that is lost can be brought back",
        Deed::Fail(Whom::Nat) => "only a NAT gateway that works can fail",
        Deed::Fail(Whom::Database) => "only a database that answers can fail",
        Deed::Fail(_) => "only a NAT gateway or a database that works can fail",
        Deed::Restore(_) => "only what has failed can be brought back",
        Deed::Failover(_) => "only a database with a standby (Multi-AZ) can fail over",
        Deed::RestoreDatabase { .. } => "only a database can be restored",
        Deed::Fill {
            of: Whom::Database, ..
        } => "only the storage of a database can fill",
        Deed::Fill { .. } => "only the storage of an instance or a database can fill",
        Deed::BadDeployment(_) => "a new version is deployed to an Auto Scaling group",
        Deed::RollBack(_) => "only the version of an Auto Scaling group can be rolled back",
        Deed::Refresh(_) => "only the instances of an Auto Scaling group can be refreshed",
        Deed::StopLogging(_) => "only a trail can be stopped",
        Deed::StartLogging(_) => "only a trail can be started",
        Deed::Flood { .. } | Deed::Attack { .. } | Deed::Load(_) | Deed::Edit(_) => {
            "it is done to nothing in particular"
        }
    }
}

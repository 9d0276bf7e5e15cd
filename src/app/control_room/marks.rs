//! A fault as it is seen: its icon, and where it is while it is dragged.

use crate::app::canvas::life::Over;
use crate::editor::Point;
use crate::simulation::hands::Fault;

/// The icon of a fault.
pub const fn icon(fault: Fault) -> &'static str {
    match fault {
        Fault::Zone => "zone",
        Fault::Stop => "stop",
        Fault::Crash => "bolt",
        Fault::Spike => "cpu",
        Fault::Deployment => "deploy",
        Fault::Disk => "disk",
        Fault::Failover => "swap",
        Fault::DatabaseHost => "error",
        Fault::Nat => "split",
        Fault::Flood => "flood",
        Fault::Attack => "shield",
        Fault::Trail => "eye",
    }
}

/// A fault that is dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct Dragged {
    /// It.
    pub fault: Fault,
    /// Where the pointer is, in the window.
    pub at: Point,
    /// What lies under it.
    pub over: Over,
}

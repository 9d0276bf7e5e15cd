//! What the cameras see: calls of the learner and of services.

use super::{Out, World};
use crate::architecture::*;

impl World {
    /// The learner called an API.
    pub(super) fn record_deed(
        &mut self,
        call: &'static str,
        server: Option<usize>,
        of: Option<&ResourceId>,
        out: &mut Out,
    ) {
        let _ = (call, server, of, out);
    }

    /// A service called an API by itself.
    pub(super) fn record_service(
        &mut self,
        call: &'static str,
        group: usize,
        server: u32,
        out: &mut Out,
    ) {
        let _ = (call, group, server, out);
    }

    /// The drawing was edited while it ran.
    pub(super) fn record_edits(&mut self, before: &Document, edits: &[Edit], out: &mut Out) {
        let _ = (before, edits, out);
    }

    /// Trails began or ended to record.
    pub(super) fn trails_changed(&mut self) {}

    /// What has reached bucket and log group by now.
    pub(super) fn deliver(&mut self, out: &mut Out) {
        let _ = out;
    }
}

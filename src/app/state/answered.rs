//! What AWS would have answered to what was done, for the audit log.

use leptos::prelude::*;

use super::store::Store;
use crate::analysis::Analysis;

impl Store {
    /// Lets the audit log know what AWS would have refused of what was done.
    pub fn answer(self, analysis: &Analysis) {
        let mut session = self.session.write();
        if !session.answer(analysis.findings()) {
            session.untrack();
        }
    }
}

//! The end of a minute: what is published, written down and looked at.

use super::super::record::Place;
use super::story::Line;
use super::{Out, World};

impl World {
    /// A minute ends.
    pub(super) fn end_minute(&mut self, out: &mut Out) {
        let now = self.at;
        self.publish_servers(now, out);
        self.publish_balancers(now, out);
        self.publish_stores(now, out);
        self.publish_checks(now, out);
        self.publish_caches(now, out);
        self.publish_files(now, out);
        self.tell_refused(out);
        self.write_logs();
        self.deliver();
        self.watching.filters.publish(now, out.metrics);
        self.watch_blocking(out);
        let spent = self.meter.total(now).approximate();
        let architecture = self.document.architecture.clone();
        if let Some(bill) = &mut self.watching.bill {
            for notice in bill.minute(now, spent, &architecture, out.metrics) {
                self.send(&notice.told, &notice.budget, out);
            }
        }
        self.look_at_alarms(out);
    }

    /// What applications write into log groups: a line for each error, and one
    /// for each page. Only where an agent writes, and IAM lets it (rulebook
    /// CWLG-7).
    fn write_logs(&mut self) {
        let groups = std::mem::take(&mut self.watching.log_groups);
        for (id, index) in &groups {
            for server in &self.servers {
                let spot = self.wiring.spots.get(server.spot);
                let writes = spot.is_some_and(|it| it.logs.contains(id));
                if !writes || server.gone.is_some() {
                    continue;
                }
                let (errors, pages) = server.minute;
                self.watching.filters.lines(*index, ERROR_LINE, errors);
                self.watching.filters.other_lines(*index, pages);
            }
        }
        self.watching.log_groups = groups;
        for server in &mut self.servers {
            server.minute = (0, 0);
        }
    }

    /// The web ACL begins or ends to turn somebody away.
    fn watch_blocking(&mut self, out: &mut Out) {
        for at in 0..self.balancers.len() {
            let blocked = std::mem::take(&mut self.balancers[at].blocked);
            let blocks = blocked > 0;
            if blocks == self.balancers[at].blocking {
                continue;
            }
            self.balancers[at].blocking = blocks;
            let Some(acl) = self.wiring.balancers[at].web_acl.clone() else {
                continue;
            };
            let name = self.called(&acl);
            let (what, why) = match blocks {
                true => (
                    format!("{name} turns requests away with 403."),
                    "They never reach a server.",
                ),
                false => (format!("{name} turns nobody away any more."), ""),
            };
            let line = Line::followed(what, Place::Thing(acl), "SWF-3")
                .why(why)
                .from(self.outage);
            self.story.tell(self.at, line, out.record.as_deref_mut());
        }
    }
}

/// What an application writes when it fails.
const ERROR_LINE: &str = "ERROR 500 page could not be made";

//! What sank a run, the worst first, each with a repair where one edit or two
//! would have helped.

mod book;
mod health;
mod size;
mod stores;
mod watch;

use super::super::factor::Factor;
use super::super::metric::Metric::{
    self, Failed, HealthyAgain, LatencyP95, LongestOutage, Success,
};
use super::super::played::Played;
use super::Look;
use crate::text::grouped;

/// The measures that customers feel.
const SERVICE: &[Metric] = &[Success, LongestOutage, Failed, HealthyAgain, LatencyP95];

/// What sank a run.
pub fn sank(played: &Played) -> Vec<Factor> {
    let look = Look::at(played);
    let mut all = Vec::new();
    health::health_path(&look, &mut all);
    stores::single_database(&look, &mut all);
    stores::storage(&look, &mut all);
    stores::one_zone(&look, &mut all);
    size::one_server(&look, &mut all);
    size::too_few(&look, &mut all);
    health::machine_checks(&look, &mut all);
    size::ceiling(&look, &mut all);
    health::slow_checks(&look, &mut all);
    book::firewall(&look, &mut all);
    book::logins(&look, &mut all);
    watch::voiceless(&look, &mut all);
    watch::silent(&look, &mut all);
    book::unwritten(&look, &mut all);
    all
}

fn asked(requests: u64) -> String {
    many(requests, "request", "requests")
}

fn many(number: u64, one: &str, several: &str) -> String {
    let noun = if number == 1 { one } else { several };
    format!("{} {noun}", grouped(number))
}

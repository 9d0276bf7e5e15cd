//! The very table that decided a hop, with the deciding row marked.
//!
//! A learner who sees "dropped by rule 140" wants to see rule 140 among its
//! neighbours. Each kind of evidence has its table; cells hold names, not ids.

mod filters;
mod requests;
mod routes;

use serde::Serialize;

use crate::network::{Evidence, Hop, Network};

/// A table with at most one deciding row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecidingTable {
    /// What it is: "Route table private-rt-a".
    pub title: String,
    /// The headings of its columns.
    pub columns: Vec<&'static str>,
    /// Its rows, in the order in which they are asked.
    pub rows: Vec<Row>,
    /// Why the marked row decided, or why none did: "longest match for
    /// 10.0.3.21".
    pub because: String,
}

/// A row of a deciding table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// One text for each column.
    pub cells: Vec<String>,
    /// Whether it is the row that decided.
    pub decided: bool,
}

impl Row {
    fn new(cells: impl IntoIterator<Item = impl Into<String>>, decided: bool) -> Self {
        Self {
            cells: cells.into_iter().map(Into::into).collect(),
            decided,
        }
    }
}

/// The table that decided `hop`; `None` where no table did.
pub fn deciding_table(hop: &Hop, network: &Network) -> Option<DecidingTable> {
    let architecture = network.architecture();
    let one = |evidence: &Evidence| match evidence {
        Evidence::Route { .. } => routes::table(evidence, network),
        Evidence::NetworkAclEntry { .. } => filters::network_acl(evidence, hop, architecture),
        Evidence::SecurityGroupRule { .. } => filters::security_group(evidence, hop, architecture),
        Evidence::NoSecurityGroupRule { .. } => filters::no_rule(evidence, hop, architecture),
        Evidence::WebAclRule { .. } => filters::web_acl(evidence, hop, architecture),
        Evidence::Record { .. } => requests::records(evidence, hop, architecture),
        Evidence::HiddenWildcard { .. } => requests::hidden(evidence, architecture),
        Evidence::RecordsDisagree { .. } => requests::disagreeing(evidence, architecture),
        Evidence::Listener { .. } => requests::listeners(evidence, architecture),
        Evidence::Target { .. } => requests::targets(&hop.evidence, architecture),
        Evidence::Translation { .. }
        | Evidence::NoRecord { .. }
        | Evidence::Routing(_)
        | Evidence::CertificateNames { .. }
        | Evidence::HealthCheck { .. }
        | Evidence::Property { .. }
        | Evidence::Address { .. }
        | Evidence::Permission { .. }
        | Evidence::Block { .. } => None,
    };
    hop.evidence
        .iter()
        .find_map(one)
        .or_else(|| requests::facts(hop, architecture))
}

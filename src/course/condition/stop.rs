//! Where a flow ends.

use super::Selector;
use crate::course::read::{At, Fault};

/// The stages at which a flow may end, as traces name them.
pub const STAGES: [&str; 16] = [
    "source",
    "dns",
    "web_acl",
    "internet_gateway",
    "nat_gateway",
    "vpc_endpoint",
    "vpc_peering",
    "route_table",
    "network_acl_inbound",
    "network_acl_outbound",
    "security_group_inbound",
    "security_group_outbound",
    "interface",
    "listener",
    "target",
    "destination",
];

/// Where a flow ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stop {
    /// The stage.
    pub stage: Option<String>,
    /// The reason.
    pub code: Option<String>,
    /// The thing that decides.
    pub resource: Option<Selector>,
    /// `request` or `response`.
    pub leg: Option<String>,
}

impl Stop {
    /// Reads where a flow ends.
    pub fn read(at: &At) -> Result<Self, Fault> {
        let members = at.members(&["stage", "code", "resource", "leg"])?;
        let stop = Self {
            stage: members.maybe("stage", |at| at.text().map(str::to_owned))?,
            code: members.maybe("code", |at| at.text().map(str::to_owned))?,
            resource: members.maybe("resource", Selector::read)?,
            leg: members.maybe("leg", |at| at.text().map(str::to_owned))?,
        };
        let known = |text: &str| crate::network::Code::ALL.iter().any(|it| it.name() == text);
        if let Some(code) = stop.code.as_deref().filter(|text| !known(text)) {
            return Err(members.fault(format!("there is no code `{code}`")));
        }
        let stage = stop.stage.as_deref();
        if let Some(stage) = stage.filter(|it| !STAGES.contains(it)) {
            let stages = STAGES.join(", ");
            return Err(members.fault(format!("there is no stage `{stage}`; there are {stages}")));
        }
        if stop
            .leg
            .as_deref()
            .is_some_and(|it| !["request", "response"].contains(&it))
        {
            return Err(members.fault("`leg` is request or response"));
        }
        Ok(stop)
    }
}

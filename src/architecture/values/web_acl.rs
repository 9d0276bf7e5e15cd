//! Rules of a web ACL.

use super::{CidrText, RuleAction};
use crate::architecture::property::PropertyType;
use crate::architecture::row::{Member, RowInfo, row};

row! {
    /// A rule that matches the client's address. The other statements of AWS
    /// WAF look into the request and are not modelled.
    WebAclRule = RowInfo::lines("rule", "web ACL rule");

    // Rulebook WAF-6.
    /// Its place in the order; the lowest that matches decides.
    priority: u32 = 1
        => Member::number("No.", (0, 2_147_483_647), "").narrow().counted(1);

    // A request that is stopped is answered with 403 (rulebook WAF-7).
    /// What it does.
    action: RuleAction = RuleAction::Allow
        => Member::choice("Action", RuleAction::CHOICES).narrow();

    /// The client addresses that it matches.
    cidr: CidrText = "203.0.113.0/24".into()
        => Member::new("Clients", PropertyType::Cidr);
}

//! Rules of a web ACL.

use super::{CidrText, RuleAction, choices};
use crate::architecture::property::{Choice, PropertyType};
use crate::architecture::row::{Member, RowInfo, row};

choices! {
    /// What a rule looks at. The other statements of AWS WAF are not modelled.
    WebAclStatement {
        /// The client's address.
        #[default]
        Addresses = "addresses" "Client addresses",
        /// What a rule group of AWS looks for.
        ManagedGroup = "managed-group" "AWS managed rules",
        /// How many requests come from one address.
        Rate = "rate" "Rate of an address",
    }
}

/// Rule groups of AWS. [WAF DG: AWS Managed Rules rule groups list]
const MANAGED_GROUPS: &[Choice] = &[
    Choice {
        value: "AWSManagedRulesCommonRuleSet",
        label: "Core rule set",
    },
    Choice {
        value: "AWSManagedRulesKnownBadInputsRuleSet",
        label: "Known bad inputs",
    },
    Choice {
        value: "AWSManagedRulesSQLiRuleSet",
        label: "SQL database",
    },
    Choice {
        value: "AWSManagedRulesAmazonIpReputationList",
        label: "Amazon IP reputation list",
    },
    Choice {
        value: "AWSManagedRulesAnonymousIpList",
        label: "Anonymous IP list",
    },
    Choice {
        value: "AWSManagedRulesLinuxRuleSet",
        label: "Linux operating system",
    },
];

impl WebAclRule {
    /// The client addresses that it decides for: nothing where it looks at
    /// something else, or only counts.
    pub fn decides_for(&self) -> Option<ipnet::Ipv4Net> {
        let decides = self.statement == WebAclStatement::Addresses && !self.count;
        self.cidr.lenient().filter(|_| decides)
    }
}

row! {
    /// A rule. Those about addresses decide in the trace; what managed rules
    /// and rates stop depends on what a request holds and how many there are,
    /// so a trace passes them and says so.
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
        => Member::new("Clients", PropertyType::Cidr).optional();

    /// What it looks at.
    statement: WebAclStatement = WebAclStatement::Addresses
        => Member::choice("Looks at", WebAclStatement::CHOICES).optional().detail();

    /// The rule group of AWS that it uses.
    managed_group: String = String::new()
        => Member::new("Rule group", PropertyType::Suggested(MANAGED_GROUPS)).optional().detail();

    /// Requests of one address in a window above which it matches, 10 and more
    /// (rulebook WAF-9).
    limit: u32 = 2000
        => Member::number("More than", (10, 2_000_000_000), "requests").optional().detail();

    /// The window, 60, 120, 300 or 600 seconds.
    window: u32 = 300
        => Member::number("In", (60, 600), "seconds").optional().detail();

    /// Whether a match is only counted, which is how new managed rules begin.
    count: bool = false
        => Member::new("Only count", PropertyType::Flag).optional().detail();
}

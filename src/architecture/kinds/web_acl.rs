//! A web ACL of AWS WAF: the guard who reads requests.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, Ground, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::{RuleAction, WebAclRule};

declare! {
    /// A web ACL inspects the requests of the load balancers that it is
    /// associated with. Of its statements only the match of the client's
    /// address is modelled. [WAF DG: Web ACLs]
    WebAcl = KindInfo::new("web-acl", "WAF", "AWS::WAFv2::WebACL")
        .icon("waf")
        .category(Category::Security)
        .places(&[Place::inside(Kind::Region, "region")])
        .ground(Ground::Front)
        .api("CreateWebACL", "DeleteWebACL")
        .tagged(Tagging::WAF)
        .noun("web ACL")
        .keywords("waf web firewall");

    /// The Region that it lives in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// What happens to a request that no rule matches.
    default_action: RuleAction = RuleAction::Allow
        => Property::choice("Default action", "DefaultAction", RuleAction::CHOICES)
            .via("UpdateWebACL");

    /// Its rules, asked in order of priority.
    rules: Vec<WebAclRule> = Vec::new()
        => Property::rows("Rules", "Rules", &WebAclRule::ROW).via("UpdateWebACL");
}

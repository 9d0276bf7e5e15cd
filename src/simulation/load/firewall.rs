//! A web ACL over time: which of the requests that come it stops, and from
//! when (SWF-1 to SWF-4).
//!
//! What a rule looks at is asked of the drawing's rules as the network does. A
//! request is not followed alone but in a crowd of its like: customers, a
//! flood from one address, an attack. A crowd that is spread over many
//! addresses is only matched by a rule about addresses that holds them all.

use ipnet::Ipv4Net;
use serde::{Deserialize, Serialize};

use crate::architecture::{RuleAction, WebAcl, WebAclRule, WebAclStatement};

use super::super::clock::Second;

/// How often a rate rule looks (SWF-1, OPEN-8).
const LOOK: Second = 10;

/// The longest window of a rate rule, in looks (SWF-1).
const LONGEST: usize = 60;

/// What a request carries that a rule group of AWS knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attack {
    /// Commands for the database in a field of a form.
    SqlInjection,
    /// Scripts for other customers' browsers.
    CrossSiteScripting,
    /// Strings that are known from exploits, such as those of Log4j.
    KnownBadInputs,
    /// Files of the operating system asked for by path.
    FileInclusion,
}

impl Attack {
    /// Whether a rule group of AWS stops it.
    /// [WAF DG: AWS Managed Rules rule groups list]
    fn is_caught_by(self, group: &str) -> bool {
        let groups: &[&str] = match self {
            Self::SqlInjection => &["AWSManagedRulesSQLiRuleSet"],
            Self::CrossSiteScripting => &["AWSManagedRulesCommonRuleSet"],
            Self::KnownBadInputs => &["AWSManagedRulesKnownBadInputsRuleSet"],
            Self::FileInclusion => &[
                "AWSManagedRulesCommonRuleSet",
                "AWSManagedRulesLinuxRuleSet",
            ],
        };
        groups.contains(&group)
    }
}

/// Requests of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crowd {
    /// The addresses that they come from. One address is a /32; of others each
    /// sends so few that no rate rule minds.
    pub from: Ipv4Net,
    /// What they carry, if it is an attack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attack: Option<Attack>,
}

impl Crowd {
    /// Ordinary customers, who come from everywhere.
    pub fn customers() -> Self {
        Self {
            from: Ipv4Net::default(),
            attack: None,
        }
    }

    /// One address that sends more than anybody else (assumption
    /// `flood-source`). It is one of those that documentation may use.
    /// [RFC 5737]
    pub fn flood() -> Self {
        Self {
            from: Ipv4Net::from(std::net::Ipv4Addr::new(198, 51, 100, 66)),
            attack: None,
        }
    }

    /// Somebody who looks for a known hole.
    pub fn attack() -> Self {
        Self {
            from: Ipv4Net::from(std::net::Ipv4Addr::new(198, 51, 100, 99)),
            attack: Some(Attack::KnownBadInputs),
        }
    }

    fn is_one_address(&self) -> bool {
        self.from.prefix_len() == self.from.max_prefix_len()
    }
}

/// What a rule does with a crowd.
#[derive(Clone, Debug, PartialEq)]
struct Rule {
    priority: u32,
    /// Whether it ends the evaluation, and how; a rule that only counts does
    /// not.
    ends: Option<RuleAction>,
    matches: Matches,
}

#[derive(Clone, Debug, PartialEq)]
enum Matches {
    /// Requests from these addresses.
    Addresses(Ipv4Net),
    /// What a rule group of AWS stops.
    Group(String),
    /// One address above a rate.
    Rate { limit: u64, window: usize },
}

impl Rule {
    fn of(rule: &WebAclRule) -> Option<Self> {
        let matches = match rule.statement {
            WebAclStatement::Addresses => Matches::Addresses(rule.cidr.lenient()?),
            WebAclStatement::ManagedGroup => Matches::Group(rule.managed_group.trim().to_owned()),
            WebAclStatement::Rate => Matches::Rate {
                limit: u64::from(rule.limit),
                window: ((rule.window / LOOK) as usize).clamp(1, LONGEST),
            },
        };
        let action = match rule.statement {
            // A rule group blocks by itself, unless it only counts.
            WebAclStatement::ManagedGroup => RuleAction::Deny,
            _ => rule.action,
        };
        Some(Self {
            priority: rule.priority,
            ends: (!rule.count).then_some(action),
            matches,
        })
    }
}

/// Requests of one address in the last seconds.
#[derive(Clone, Debug, PartialEq)]
struct Rate {
    /// By spans of ten seconds, a ring.
    spans: [u32; LONGEST],
    /// Whether the last look found more than the limit.
    above: bool,
}

impl Default for Rate {
    fn default() -> Self {
        Self {
            spans: [0; LONGEST],
            above: false,
        }
    }
}

impl Rate {
    /// Looks, at the beginning of a span, whether the spans before hold more
    /// than the limit; and begins the span.
    fn look(&mut self, span: usize, window: usize, limit: u64) {
        let before = (1..=window).map(|ago| (span + LONGEST - ago) % LONGEST);
        let sum: u64 = before.map(|it| u64::from(self.spans[it])).sum();
        self.above = sum > limit;
        self.spans[span] = 0;
    }
}

/// How often a rule matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule's priority; nothing is the default action.
    pub priority: Option<u32>,
    /// Requests that it matched and that ended there.
    pub ended: u64,
    /// Requests that it matched and only counted.
    pub counted: u64,
}

/// What became of a crowd's requests of a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How many may pass.
    pub allowed: u32,
    /// How many are answered with 403 and reach no target (SWF-3).
    pub blocked: u32,
}

/// A web ACL and the crowds that meet it.
#[derive(Clone, Debug, PartialEq)]
pub struct Firewall {
    /// In order of priority (SWF-4).
    rules: Vec<Rule>,
    default: RuleAction,
    crowds: Vec<Crowd>,
    /// For each crowd, for each rule; only rate rules use theirs.
    rates: Vec<Vec<Rate>>,
    span: usize,
    /// For each rule, and the default action behind them.
    counts: Vec<RuleCount>,
}

impl Firewall {
    /// A web ACL of the drawing. A rule about addresses that are none matches
    /// nobody.
    pub fn of(acl: &WebAcl) -> Self {
        let mut rules: Vec<Rule> = acl.rules.iter().filter_map(Rule::of).collect();
        rules.sort_by_key(|it| it.priority);
        let mut firewall = Self {
            rules,
            default: acl.default_action,
            crowds: Vec::new(),
            rates: Vec::new(),
            span: 0,
            counts: Vec::new(),
        };
        firewall.counts = firewall.nothing();
        firewall
    }

    /// Where no web ACL stands before the balancer: all may pass.
    pub fn none() -> Self {
        Self::of(&WebAcl::default())
    }

    /// Another web ACL after an edit, before the same crowds. Rates are counted
    /// anew.
    #[must_use]
    pub fn renewed(&self, acl: &WebAcl) -> Self {
        let mut firewall = Self::of(acl);
        for crowd in &self.crowds {
            firewall.expect(crowd.clone());
        }
        firewall.span = self.span;
        firewall
    }

    /// A crowd comes; its number.
    pub fn expect(&mut self, crowd: Crowd) -> usize {
        self.crowds.push(crowd);
        self.rates.push(vec![Rate::default(); self.rules.len()]);
        self.crowds.len() - 1
    }

    fn nothing(&self) -> Vec<RuleCount> {
        let priorities = self.rules.iter().map(|it| Some(it.priority));
        let all = priorities.chain(std::iter::once(None));
        all.map(|priority| RuleCount {
            priority,
            ended: 0,
            counted: 0,
        })
        .collect()
    }

    /// A second begins; to be said once a second, before requests are judged.
    /// Every ten seconds the rate rules look (SWF-1).
    pub fn tick(&mut self, now: Second) {
        if !now.is_multiple_of(LOOK) {
            return;
        }
        self.span = (now / LOOK) as usize % LONGEST;
        for rates in &mut self.rates {
            for (rate, rule) in rates.iter_mut().zip(&self.rules) {
                if let Matches::Rate { limit, window } = rule.matches {
                    rate.look(self.span, window, limit);
                }
            }
        }
    }

    /// Judges the requests that a crowd sends this second: by priority, the
    /// first rule that ends it wins, Count goes on (SWF-4).
    pub fn judge(&mut self, crowd: usize, requests: u32) -> Outcome {
        let mut action = self.default;
        let mut ended = self.rules.len();
        let (Some(who), Some(rates)) = (self.crowds.get(crowd), self.rates.get_mut(crowd)) else {
            return Outcome {
                allowed: requests,
                blocked: 0,
            };
        };
        for (place, rule) in self.rules.iter().enumerate() {
            let matches = match &rule.matches {
                Matches::Addresses(block) => block.contains(&who.from),
                Matches::Group(group) => who.attack.is_some_and(|it| it.is_caught_by(group)),
                Matches::Rate { .. } => {
                    let rate = &mut rates[place];
                    // What it blocks goes on counting.
                    let span = &mut rate.spans[self.span];
                    *span = span.saturating_add(requests);
                    rate.above && who.is_one_address()
                }
            };
            if !matches {
                continue;
            }
            match rule.ends {
                None => self.counts[place].counted += u64::from(requests),
                Some(ends) => {
                    (action, ended) = (ends, place);
                    break;
                }
            }
        }
        self.counts[ended].ended += u64::from(requests);
        match action {
            RuleAction::Allow => Outcome {
                allowed: requests,
                blocked: 0,
            },
            RuleAction::Deny => Outcome {
                allowed: 0,
                blocked: requests,
            },
        }
    }

    /// How often each rule matched since this was asked last, and the default
    /// action behind them: `AllowedRequests`, `BlockedRequests` and
    /// `CountedRequests` of each.
    pub fn minute(&mut self) -> Vec<RuleCount> {
        let nothing = self.nothing();
        std::mem::replace(&mut self.counts, nothing)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rate(priority: u32, limit: u32, window: u32) -> WebAclRule {
        WebAclRule {
            priority,
            action: RuleAction::Deny,
            statement: WebAclStatement::Rate,
            limit,
            window,
            ..WebAclRule::default()
        }
    }

    fn group(priority: u32, name: &str) -> WebAclRule {
        WebAclRule {
            priority,
            statement: WebAclStatement::ManagedGroup,
            managed_group: name.to_owned(),
            ..WebAclRule::default()
        }
    }

    fn addresses(priority: u32, action: RuleAction, cidr: &str) -> WebAclRule {
        WebAclRule {
            priority,
            action,
            cidr: cidr.into(),
            ..WebAclRule::default()
        }
    }

    fn acl(rules: Vec<WebAclRule>) -> WebAcl {
        WebAcl {
            rules,
            ..WebAcl::default()
        }
    }

    fn flood() -> Crowd {
        Crowd {
            from: "198.51.100.7/32".parse().expect("it is an address"),
            attack: None,
        }
    }

    fn attack(attack: Attack) -> Crowd {
        Crowd {
            attack: Some(attack),
            ..Crowd::customers()
        }
    }

    /// The first second in which anything of a crowd is blocked, and the first
    /// in which nothing is any more.
    fn blocked(
        firewall: &mut Firewall,
        crowd: usize,
        until: Second,
        sends: impl Fn(Second) -> u32,
    ) -> (Option<Second>, Option<Second>) {
        let (mut first, mut last) = (None, None);
        for now in 0..until {
            firewall.tick(now);
            let requests = sends(now);
            let outcome = firewall.judge(crowd, requests);
            assert_eq!(outcome.allowed + outcome.blocked, requests);
            if outcome.blocked > 0 {
                first = first.or(Some(now));
                last = Some(now + 1);
            }
        }
        (first, last)
    }

    /// SWF-2: the 101st request comes at 50 s and is let through, as all are
    /// until the look at 60 s.
    #[test]
    fn swf_2_a_burst_passes_until_the_next_look() {
        for window in [60, 300] {
            let mut firewall = Firewall::of(&acl(vec![rate(1, 100, window)]));
            let crowd = firewall.expect(flood());
            let (first, _) = blocked(&mut firewall, crowd, 120, |_| 2);
            assert_eq!(first, Some(60));
        }
    }

    /// SWF-1: it acts until the count falls, and what it blocks counts on.
    #[test]
    fn a_flood_is_blocked_until_its_window_is_empty_enough() {
        let mut firewall = Firewall::of(&acl(vec![rate(1, 100, 60)]));
        let crowd = firewall.expect(flood());
        let sends = |now| match now {
            100..200 => 50,
            // So slow that it would be let through for ever.
            _ => 1,
        };
        let span = blocked(&mut firewall, crowd, 400, sends);
        // The look at 250 still sees ten of the hundred seconds, the one at 260
        // none.
        assert_eq!(span, (Some(110), Some(260)));
    }

    /// DRILL-8: without a rate rule a flood passes; customers are never met by
    /// one.
    #[test]
    fn drill_8_customers_are_not_met_by_a_rate_rule() {
        let mut firewall = Firewall::of(&acl(vec![rate(1, 10, 60)]));
        let customers = firewall.expect(Crowd::customers());
        assert_eq!(blocked(&mut firewall, customers, 120, |_| 900).0, None);
        let mut none = Firewall::none();
        let crowd = none.expect(flood());
        assert_eq!(blocked(&mut none, crowd, 120, |_| 900).0, None);
    }

    /// SWF-4.
    #[test]
    fn the_first_rule_that_ends_it_wins_and_count_goes_on() {
        let counting = WebAclRule {
            count: true,
            ..addresses(1, RuleAction::Deny, "0.0.0.0/0")
        };
        let mut firewall = Firewall::of(&acl(vec![
            addresses(30, RuleAction::Deny, "198.51.0.0/16"),
            addresses(20, RuleAction::Allow, "198.51.100.0/24"),
            counting,
        ]));
        let crowd = firewall.expect(flood());
        let customers = firewall.expect(Crowd::customers());
        assert_eq!(firewall.judge(crowd, 7).allowed, 7);
        assert_eq!(firewall.judge(customers, 5).allowed, 5);
        let count = |priority, ended, counted| RuleCount {
            priority,
            ended,
            counted,
        };
        assert_eq!(
            firewall.minute(),
            [
                count(Some(1), 0, 12),
                count(Some(20), 7, 0),
                count(Some(30), 0, 0),
                count(None, 5, 0)
            ]
        );
        assert!(firewall.minute().iter().all(|it| it.ended == 0));
    }

    /// Rulebook WAF-8.
    #[test]
    fn a_default_of_block_blocks_everybody() {
        let mut firewall = Firewall::of(&WebAcl {
            default_action: RuleAction::Deny,
            ..acl(vec![addresses(1, RuleAction::Allow, "198.51.100.7/32")])
        });
        let crowd = firewall.expect(flood());
        let customers = firewall.expect(Crowd::customers());
        assert_eq!(firewall.judge(crowd, 3).allowed, 3);
        assert_eq!(firewall.judge(customers, 3).blocked, 3);
    }

    #[test]
    fn a_rule_group_stops_what_it_knows() {
        let sql = "AWSManagedRulesSQLiRuleSet";
        let core = "AWSManagedRulesCommonRuleSet";
        let stops = |rule: WebAclRule, kind| {
            let mut firewall = Firewall::of(&acl(vec![rule]));
            let crowd = firewall.expect(attack(kind));
            firewall.judge(crowd, 4).blocked == 4
        };
        assert!(stops(group(1, sql), Attack::SqlInjection));
        assert!(!stops(group(1, core), Attack::SqlInjection));
        assert!(stops(group(1, core), Attack::CrossSiteScripting));
        assert!(stops(
            group(1, "AWSManagedRulesLinuxRuleSet"),
            Attack::FileInclusion
        ));
        assert!(stops(
            group(1, "AWSManagedRulesKnownBadInputsRuleSet"),
            Attack::KnownBadInputs
        ));
        let counting = WebAclRule {
            count: true,
            ..group(1, sql)
        };
        assert!(!stops(counting, Attack::SqlInjection));
        let mut firewall = Firewall::of(&acl(vec![group(1, sql)]));
        let customers = firewall.expect(Crowd::customers());
        assert_eq!(firewall.judge(customers, 4).allowed, 4);
    }

    /// Where the network passes or stops a customer by an address, so does the
    /// run.
    #[test]
    fn rules_about_addresses_are_those_of_the_network() {
        for rule in [
            addresses(1, RuleAction::Deny, "198.51.100.0/24"),
            addresses(1, RuleAction::Deny, "203.0.113.0/24"),
            addresses(1, RuleAction::Deny, "no address"),
        ] {
            let decides = rule
                .decides_for()
                .is_some_and(|block| block.contains(&flood().from));
            let mut firewall = Firewall::of(&acl(vec![rule]));
            let crowd = firewall.expect(flood());
            assert_eq!(firewall.judge(crowd, 1).blocked == 1, decides);
        }
    }

    #[test]
    fn an_edited_web_acl_meets_the_same_crowds() {
        let mut firewall = Firewall::none();
        let crowd = firewall.expect(flood());
        assert_eq!(blocked(&mut firewall, crowd, 60, |_| 20).0, None);
        let mut firewall = firewall.renewed(&acl(vec![rate(1, 100, 60)]));
        for now in 60..70 {
            firewall.tick(now);
            assert_eq!(firewall.judge(crowd, 20).blocked, 0);
        }
        firewall.tick(70);
        assert_eq!(firewall.judge(crowd, 20).blocked, 20);
    }

    proptest! {
        /// The ring holds what a sum over all seconds of the window says.
        #[test]
        fn a_rate_is_the_sum_of_its_window(
            sends in proptest::collection::vec(0..40u32, 1..900),
            limit in 10..2_000u32,
            window in proptest::sample::select(vec![60u32, 120, 300, 600]),
        ) {
            let mut firewall = Firewall::of(&acl(vec![rate(1, limit, window)]));
            let crowd = firewall.expect(flood());
            let mut above = false;
            for (now, requests) in sends.iter().enumerate() {
                if now % 10 == 0 {
                    let from = now.saturating_sub(window as usize);
                    above = sends[from..now].iter().sum::<u32>() > limit;
                }
                firewall.tick(now as Second);
                let outcome = firewall.judge(crowd, *requests);
                prop_assert_eq!(outcome.blocked, if above { *requests } else { 0 });
            }
        }
    }
}

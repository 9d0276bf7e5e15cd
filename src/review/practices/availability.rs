//! High availability: what still works when a zone does not.

use super::Practice;
use crate::review::chapters;
use crate::review::checklist;
use crate::review::facts::Facts;
use crate::review::line::Asked;
use crate::review::verdict::Verdict;

pub const LINES: &[Practice] = &[
    Practice {
        asked: Asked {
            number: None,
            code: "several-zones",
            title: "Several Availability Zones",
            chapter: chapters::ZONES,
            rules: &["scaling-group-in-one-zone", "targets-in-one-zone"],
            judge: checklist::two_zones,
        },
        weight: 20,
        why: "Each of the tiers alone decides whether the shop answers after a zone has failed, so the four weigh the same.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "minimum-in-each-zone",
            title: "Auto Scaling minimum in each zone",
            chapter: chapters::SCALING,
            rules: &["scaling-group-of-one"],
            judge: checklist::least_one_per_zone,
        },
        weight: 20,
        why: "A group that may shrink to one server is one zone away from none.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "balancer-in-zones",
            title: "Load balancer across zones",
            chapter: chapters::BALANCER,
            rules: &["balancer-in-one-zone", "balancer-subnets-share-zone"],
            judge: checklist::balancer_across_zones,
        },
        weight: 20,
        why: "Every request comes through it, so it must outlive a zone as the servers do.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "database-standby",
            title: "RDS Multi-AZ",
            chapter: chapters::RDS,
            rules: &["database-without-standby", "database-subnets-in-one-zone"],
            judge: checklist::standby,
        },
        weight: 20,
        why: "Without the data the servers have nothing to serve.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "nat-per-zone",
            title: "A NAT gateway per zone",
            chapter: chapters::NAT,
            rules: &["nat-in-another-zone"],
            judge: checklist::nat_in_each_zone,
        },
        weight: 12,
        why: "It carries what the servers ask of others. Visitors are still answered without it, so it weighs less.",
    },
    Practice {
        asked: Asked {
            number: None,
            code: "zone-failure-tested",
            title: "The failure of a zone is tested",
            chapter: chapters::WHOLE,
            rules: &[],
            judge: drill,
        },
        weight: 8,
        why: "A test prevents no failure, but it finds what no drawing shows, such as sessions in memory.",
    },
];

fn drill(facts: &Facts) -> Verdict {
    if facts.is_empty() {
        return Verdict::not_met("There is nothing yet that a failure could hit.");
    }
    Verdict::ask(
        "Let a zone fail in a drill, and say when you did and what you found. No drawing shows it.",
    )
}

//! What Route 53 answers, and why with this one of several records.

use super::Teller;
use crate::architecture::{DnsRecord, HostedZone, ResourceId, RoutingPolicy};
use crate::network::{Because, Evidence, NotGiven, Routing};
use crate::text::list;

impl Teller<'_> {
    /// A name that was answered.
    pub(super) fn resolved(&self) -> String {
        let answered = self.evidence(|evidence| match evidence {
            Evidence::Record {
                zone, name, answer, ..
            } => {
                let asked = format!(
                    "This is a question, not yet the request: a DNS resolver asks for {name}. Route 53, the directory, finds it in the zone {} and answers {answer}.",
                    self.named(zone)
                );
                // [R53 DG: How internet traffic is routed to your website or web application]
                Some(match answer.parse::<std::net::Ipv4Addr>() {
                    Ok(address) => {
                        format!("{asked} The request itself goes straight to {address}.")
                    }
                    Err(_) => asked,
                })
            }
            _ => None,
        });
        let Some(answered) = answered else {
            return self.endpoint_resolved();
        };
        match self.routing() {
            Some(why) => format!("{answered} {why}"),
            None => answered,
        }
    }

    /// Why this one of several records was given.
    pub(super) fn routing(&self) -> Option<String> {
        let (zone, index) = self.evidence(|evidence| match evidence {
            Evidence::Record { zone, index, .. } => Some((zone.clone(), *index)),
            _ => None,
        })?;
        let routing = self.evidence(|evidence| match evidence {
            Evidence::Routing(routing) => Some(routing.clone()),
            _ => None,
        })?;
        let record = self.record(&zone, index)?;
        let mut said = vec![because(&routing, record)];
        if routing.all_unhealthy && routing.policy != RoutingPolicy::Failover {
            said.push(
                "No record of this name is healthy. Route 53 then treats all of them as healthy."
                    .to_owned(),
            );
        }
        let unhealthy = routing.passed_over.iter();
        let unhealthy = unhealthy.filter(|it| it.why == NotGiven::Unhealthy);
        let names: Vec<String> = unhealthy
            .filter_map(|it| Some(called(self.record(&zone, it.index)?, it.index)))
            .collect();
        if !names.is_empty() {
            said.push(format!(
                "{} {} not given, because {} not healthy.",
                list(names.iter().cloned()),
                if names.len() == 1 { "is" } else { "are" },
                if names.len() == 1 {
                    "it is"
                } else {
                    "they are"
                },
            ));
        }
        Some(said.join(" "))
    }

    fn record(&self, zone: &ResourceId, index: usize) -> Option<&DnsRecord> {
        let zone = self.architecture.find::<HostedZone>(zone)?;
        zone.records.get(index)
    }
}

/// What a record is called among those of its name.
pub(in crate::explain) fn called(record: &DnsRecord, index: usize) -> String {
    match record.set_id.trim() {
        "" => format!("record {}", index + 1),
        set_id => format!("record {set_id}"),
    }
}

fn because(routing: &Routing, record: &DnsRecord) -> String {
    let share = routing.share.map_or_else(String::new, |it| it.to_string());
    match routing.because {
        Because::Only => "It is the only record of this name.".to_owned(),
        Because::Weight => format!(
            "The routing is weighted: this record has weight {} and is {share} of the answers.",
            record.weight
        ),
        Because::AllWeightsZero => format!(
            "The routing is weighted and all weights are 0, so each record is as likely as the others: {share} of the answers."
        ),
        Because::WeightZeroStandsIn => format!(
            "The routing is weighted. This record has weight 0 and is given only because no record with a weight is healthy: {share} of the answers."
        ),
        Because::NearestRegion => format!(
            "The routing is by latency: {} is the Region with the least delay to whoever asks.",
            record.region.trim()
        ),
        Because::OnlyRegionLeft => format!(
            "The routing is by latency: no healthy record is for the nearest Region, and only {} is left.",
            record.region.trim()
        ),
        Because::SomeRegion => format!(
            "The routing is by latency. Which Region has the least delay to whoever asks is not known here, so each healthy record may be given; this one is for {}.",
            record.region.trim()
        ),
        Because::PrimaryHealthy => {
            "The routing is failover: the primary record is healthy, so it is given.".to_owned()
        }
        Because::SecondaryStandsIn => {
            "The routing is failover: no primary record is healthy, so the secondary is given."
                .to_owned()
        }
        Because::NeitherHealthy => {
            "The routing is failover: no record is healthy, and Route 53 then gives this one all the same."
                .to_owned()
        }
        Because::Country => format!(
            "The routing is by location: this record is for {}, the country of whoever asks.",
            record.location.trim()
        ),
        Because::Continent => format!(
            "The routing is by location: this record is for {}, the continent of whoever asks, and no healthy one is for the country.",
            record.location.trim()
        ),
        Because::Everywhere => {
            "The routing is by location: this record is for everybody who has no healthy one of country or continent."
                .to_owned()
        }
        Because::SomePlace => format!(
            "The routing is by location. Where whoever asks is, is not known here, so each record may be given; this one is for {}.",
            match record.location.trim() {
                "*" => "everybody else",
                place => place,
            }
        ),
        Because::OneOfSeveral => {
            let given = "The routing is multivalue: Route 53 gives up to 8 healthy records at once, and a client takes one or another.";
            given.to_owned()
        }
    }
}

/// Why a record was not given, in a few words.
pub(in crate::explain) const fn not_given(why: NotGiven) -> &'static str {
    match why {
        NotGiven::Unhealthy => "not healthy",
        NotGiven::NoWeight => "weight 0",
        NotGiven::FartherRegion => "another Region",
        NotGiven::StandsBy => "stands by",
        NotGiven::OtherPlace => "another place",
        NotGiven::Twice => "twice",
    }
}

/// How a record takes part in its policy, in a few words.
pub(in crate::explain) fn part(record: &DnsRecord) -> String {
    match record.policy {
        RoutingPolicy::Simple => String::new(),
        RoutingPolicy::Weighted => format!("weight {}", record.weight),
        RoutingPolicy::Latency => record.region.clone(),
        RoutingPolicy::Failover => record.role.label().to_lowercase(),
        RoutingPolicy::Geolocation => match record.location.trim() {
            "*" => "everywhere".to_owned(),
            place => place.to_owned(),
        },
        RoutingPolicy::Multivalue => "multivalue".to_owned(),
    }
}

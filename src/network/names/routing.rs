//! Which of several records of the same name and type Route 53 gives.
//!
//! Where it draws, all that it may draw are given with their chances; where it
//! goes by who asks and that is not known, all that somebody may be given.
//! Sources: [R53 DG: Choosing a routing policy], [R53 DG: How Route 53 chooses
//! records when health checking is configured].

use crate::architecture::{DnsRecord, FailoverRole, RoutingPolicy};
use crate::network::given::{Because, NotGiven, PassedOver};

/// Where whoever asks is, as far as Route 53 can tell; empty for what is not
/// known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::network) struct Whereabouts<'a> {
    /// The country, by its two letters.
    pub country: &'a str,
    /// The continent, by its two letters.
    pub continent: &'a str,
    /// The Region with the least delay.
    pub region: &'a str,
}

impl<'a> Whereabouts<'a> {
    /// Reads a country and a continent as written, such as `IN/AS`.
    pub fn of(place: &'a str, region: &'a str) -> Self {
        let (country, continent) = place.split_once('/').unwrap_or((place, ""));
        Self {
            country: country.trim(),
            continent: continent.trim(),
            region: region.trim(),
        }
    }
}

/// A record that may be given.
#[derive(Clone, Copy, Debug)]
struct Candidate<'z> {
    /// Its place in the zone.
    index: usize,
    record: &'z DnsRecord,
    healthy: bool,
}

/// A record that is given, to one or to many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given {
    pub index: usize,
    /// Its part of the answers, beside the others'.
    pub weight: u64,
    pub because: Because,
}

/// What is given, and what is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// All that may be given; nothing where nobody gets an answer.
    pub given: Vec<Given>,
    pub passed_over: Vec<PassedOver>,
    /// Whether the weights are Route 53's own. Else they say only that each
    /// may be given to somebody.
    pub drawn: bool,
    /// Whether it depends on who asks.
    pub by_asker: bool,
    /// Whether nobody is healthy, so that all count as if they were.
    pub all_unhealthy: bool,
    /// Whether somebody gets no answer beside those who get one.
    pub some_unanswered: bool,
}

/// Which of the records of a name are given. Health is asked only where there
/// is something to choose.
pub(super) fn among(
    policy: RoutingPolicy,
    records: &[(usize, &DnsRecord)],
    asker: Whereabouts<'_>,
    healthy: &dyn Fn(&DnsRecord) -> bool,
) -> Choice {
    let chooses = policy != RoutingPolicy::Simple;
    let candidates: Vec<Candidate<'_>> = records
        .iter()
        // Route 53 makes no alias of a multivalue answer
        // [API route53 ResourceRecordSet: MultiValueAnswer].
        .filter(|(_, it)| policy != RoutingPolicy::Multivalue || it.alias.is_none())
        .map(|(index, record)| Candidate {
            index: *index,
            record,
            healthy: !chooses || healthy(record),
        })
        .collect();
    choose(policy, &candidates, asker)
}

/// Chooses among the records of a name, which share a policy and are some.
fn choose(policy: RoutingPolicy, records: &[Candidate<'_>], asker: Whereabouts<'_>) -> Choice {
    let all_unhealthy = records.iter().all(|it| !it.healthy);
    let mut choice = match policy {
        RoutingPolicy::Simple => simple(records),
        RoutingPolicy::Weighted => weighted(records),
        RoutingPolicy::Latency => latency(records, asker.region),
        RoutingPolicy::Failover => failover(records),
        RoutingPolicy::Geolocation => geolocation(records, asker),
        RoutingPolicy::Multivalue => multivalue(records),
    };
    choice.all_unhealthy = all_unhealthy;
    let given: Vec<usize> = choice.given.iter().map(|it| it.index).collect();
    let rest = records.iter().filter(|it| !given.contains(&it.index));
    choice.passed_over = rest
        .map(|it| PassedOver {
            index: it.index,
            why: match policy {
                _ if !it.healthy && !all_unhealthy => NotGiven::Unhealthy,
                RoutingPolicy::Weighted => NotGiven::NoWeight,
                RoutingPolicy::Latency => NotGiven::FartherRegion,
                RoutingPolicy::Failover => NotGiven::StandsBy,
                RoutingPolicy::Geolocation => NotGiven::OtherPlace,
                RoutingPolicy::Simple | RoutingPolicy::Multivalue => NotGiven::Twice,
            },
        })
        .collect();
    choice
}

/// Some of the records, alike.
fn alike<'c, 'z: 'c>(
    records: impl IntoIterator<Item = &'c Candidate<'z>>,
    because: Because,
) -> Choice {
    let given = records.into_iter().map(|it| Given {
        index: it.index,
        weight: 1,
        because,
    });
    Choice {
        given: given.collect(),
        drawn: true,
        ..Choice::default()
    }
}

/// The healthy ones, or all where nobody is healthy: Route 53 has to answer
/// something.
fn healthy_or_all<'c, 'z>(records: &[&'c Candidate<'z>]) -> Vec<&'c Candidate<'z>> {
    let healthy: Vec<_> = records.iter().copied().filter(|it| it.healthy).collect();
    if healthy.is_empty() {
        records.to_vec()
    } else {
        healthy
    }
}

/// One record, with all of its values. Its health is not asked: there is no
/// other.
fn simple(records: &[Candidate<'_>]) -> Choice {
    alike(records.first(), Because::Only)
}

/// First those with a weight; those of weight zero only when all others are
/// unhealthy, or when there are no others, and then each alike
/// [R53 DG: Weighted routing, Health checks and weighted routing].
fn weighted(records: &[Candidate<'_>]) -> Choice {
    let (heavy, light): (Vec<_>, Vec<_>) = records.iter().partition(|it| it.record.weight > 0);
    if heavy.is_empty() {
        return alike(healthy_or_all(&light), Because::AllWeightsZero);
    }
    let spare: Vec<_> = light.into_iter().filter(|it| it.healthy).collect();
    if heavy.iter().all(|it| !it.healthy) && !spare.is_empty() {
        return alike(spare, Because::WeightZeroStandsIn);
    }
    let given = healthy_or_all(&heavy).into_iter().map(|it| Given {
        index: it.index,
        weight: it.record.weight.into(),
        because: Because::Weight,
    });
    Choice {
        given: given.collect(),
        drawn: true,
        ..Choice::default()
    }
}

/// The Region with the least delay, then the next best. Which one is next is
/// not known here, so every other healthy one may be
/// [R53 DG: Latency-based routing].
fn latency(records: &[Candidate<'_>], region: &str) -> Choice {
    let all: Vec<_> = records.iter().collect();
    let usable = healthy_or_all(&all);
    let near = usable
        .iter()
        .find(|it| !region.is_empty() && it.record.region.trim().eq_ignore_ascii_case(region));
    let mut choice = match near {
        Some(near) => alike([*near], Because::NearestRegion),
        None if usable.len() == 1 => alike(usable, Because::OnlyRegionLeft),
        None => Choice {
            drawn: false,
            ..alike(usable, Because::SomeRegion)
        },
    };
    choice.by_asker = true;
    choice
}

/// The primary while it is healthy, else the secondary while that is, else
/// the primary all the same [R53 DG: Failover routing].
fn failover(records: &[Candidate<'_>]) -> Choice {
    let of = |role| records.iter().find(|it| it.record.role == role);
    let (primary, secondary) = (of(FailoverRole::Primary), of(FailoverRole::Secondary));
    match (primary, secondary) {
        (Some(primary), _) if primary.healthy => alike([primary], Because::PrimaryHealthy),
        (_, Some(secondary)) if secondary.healthy => alike([secondary], Because::SecondaryStandsIn),
        (Some(primary), _) => alike([primary], Because::NeitherHealthy),
        (None, secondary) => alike(secondary, Because::NeitherHealthy),
    }
}

/// The smallest place that holds whoever asks and has a healthy record: the
/// country, the continent, everywhere. With none healthy, the smallest one;
/// with none at all, no answer [R53 DG: Geolocation routing; Values specific
/// for geolocation records, Health check].
fn geolocation(records: &[Candidate<'_>], asker: Whereabouts<'_>) -> Choice {
    let at = |place: &str| {
        let mut records = records.iter();
        records
            .find(|it| !place.is_empty() && it.record.location.trim().eq_ignore_ascii_case(place))
    };
    let everywhere = at("*");
    let mut choice = if asker.country.is_empty() && asker.continent.is_empty() {
        // Somebody is in each of the places. Where a record for everywhere
        // stands in, an unhealthy one is given to nobody.
        let given = |it: &&Candidate<'_>| it.healthy || everywhere.is_none_or(|it| !it.healthy);
        Choice {
            drawn: false,
            some_unanswered: everywhere.is_none(),
            ..alike(records.iter().filter(given), Because::SomePlace)
        }
    } else {
        let places = [
            (at(asker.country), Because::Country),
            (at(asker.continent), Because::Continent),
            (everywhere, Because::Everywhere),
        ];
        let applicable = || places.iter().filter_map(|(it, why)| Some(((*it)?, *why)));
        let found = applicable().find(|(it, _)| it.healthy);
        match found.or_else(|| applicable().next()) {
            Some((record, because)) => alike([record], because),
            None => alike([], Because::SomePlace),
        }
    };
    choice.by_asker = true;
    choice
}

/// Up to eight healthy records at once, of which clients take one or another.
/// Of more, different ones at different times, so each may be among them
/// [R53 DG: Multivalue answer routing].
fn multivalue(records: &[Candidate<'_>]) -> Choice {
    let all: Vec<_> = records.iter().collect();
    alike(healthy_or_all(&all), Because::OneOfSeveral)
}

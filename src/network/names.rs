//! Names: what Route 53 and the VPC's own name server answer.
//!
//! A client inside a VPC asks the private zones of that VPC first, and where
//! one of them covers the name only it answers [R53 DG: Working with private
//! hosted zones]; everybody else asks the public zones. The most specific zone
//! counts. Names outside the hosted zones of the document are known only where
//! they are names that AWS itself gives.

mod client;
mod given;
mod routing;
mod zones;

use std::net::Ipv4Addr;

use super::answer::Evidence;
use super::code::Code;
use super::given::Routing;
use super::interfaces::Role;
use super::share::Share;
use super::topology::Network;
use crate::architecture::*;
pub(super) use client::Client;
pub(super) use routing::Whereabouts;
pub(super) use zones::public_records;
use zones::{Records, answers, covers, is_given_by_aws, records_for};

/// More ways than this through records that choose and lead on to records that
/// choose are no longer told apart.
const MOST_WAYS: usize = 256;

const STRANGER: &str = "The name is in no hosted zone of this document. It is taken for a host on the internet, as the public DNS may answer.";

/// All that a name may be answered with.
#[derive(Clone, Debug)]
pub(super) struct Answers {
    /// Each way, with its part of the answers; at least one.
    pub ways: Vec<(Share, Resolution)>,
    /// Whether they depend on where the client is.
    pub by_asker: bool,
}

/// One way to follow a name.
#[derive(Clone, Debug)]
pub(super) struct Resolution {
    /// Every record on the way, with its zone and why it was given.
    pub steps: Vec<Vec<Evidence>>,
    /// The address, or why there is none and where.
    pub answer: Result<Found, (Code, Option<ResourceId>)>,
}

/// A name that is being followed.
struct Following<'q, 'a> {
    client: Client<'a>,
    /// Whether a record is healthy, where there is something to choose.
    healthy: &'q dyn Fn(&DnsRecord) -> bool,
    answers: Answers,
    asked: Vec<String>,
    steps: Vec<Vec<Evidence>>,
}

impl Following<'_, '_> {
    fn end(&mut self, share: Share, answer: Result<Found, (Code, Option<ResourceId>)>) {
        let steps = self.steps.clone();
        self.answers
            .ways
            .push((share, Resolution { steps, answer }));
    }

    /// Ends without an answer, for this reason at this zone.
    fn end_for(&mut self, reason: Evidence, share: Share, code: Code, zone: &ResourceId) {
        self.steps.push(vec![reason]);
        self.end(share, Err((code, Some(zone.clone()))));
        self.steps.pop();
    }
}

/// An address that a name or a resource stands for.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub address: Ipv4Addr,
    /// The interface or resource that has it.
    pub owner: Option<ResourceId>,
    /// The other addresses that the same name answers with: clients take one
    /// or another.
    pub others: Vec<(Ipv4Addr, Option<ResourceId>)>,
    /// How likely each of the addresses is, in their order; empty where all
    /// are alike.
    pub weights: Vec<u64>,
    /// Whether clients reach it by a name that AWS gave it, and so depend on
    /// the name server.
    pub named: bool,
    /// What the answer leaves out.
    pub note: Option<&'static str>,
}

impl Found {
    pub fn at(address: Ipv4Addr, owner: Option<ResourceId>) -> Self {
        Self {
            address,
            owner,
            others: Vec::new(),
            weights: Vec::new(),
            named: false,
            note: None,
        }
    }

    /// All addresses that the name answers with.
    pub fn addresses(&self) -> Vec<Ipv4Addr> {
        let others = self.others.iter().map(|(address, _)| *address);
        std::iter::once(self.address).chain(others).collect()
    }

    /// The same with another one of its addresses first.
    pub fn with_first(mut self, place: usize) -> Self {
        if let Some(other) = place.checked_sub(1).and_then(|at| self.others.get_mut(at)) {
            std::mem::swap(&mut self.address, &mut other.0);
            std::mem::swap(&mut self.owner, &mut other.1);
        }
        self
    }

    /// Further addresses that the name answers with.
    fn and(mut self, more: Self) -> Self {
        let known = self.addresses();
        let more = std::iter::once((more.address, more.owner)).chain(more.others);
        self.others
            .extend(more.filter(|(address, _)| !known.contains(address)));
        self
    }

    pub fn named(mut self) -> Self {
        self.named = true;
        self
    }
}

impl<'a> Network<'a> {
    /// What a host name may be answered with, for this client. Where there is
    /// something to choose, `healthy` says of a record whether it is.
    pub(super) fn resolve(
        &self,
        host: &str,
        client: Client<'a>,
        healthy: &dyn Fn(&DnsRecord) -> bool,
    ) -> Answers {
        let mut following = Following {
            client,
            healthy,
            answers: Answers {
                ways: Vec::new(),
                by_asker: false,
            },
            asked: Vec::new(),
            steps: Vec::new(),
        };
        let name = host.trim_end_matches('.').to_ascii_lowercase();
        self.look_up(&name, Share::ALL, &mut following);
        following.answers
    }

    fn look_up(&self, name: &str, share: Share, following: &mut Following<'_, 'a>) {
        let client = following.client;
        if following.asked.iter().any(|it| it == name) {
            return following.end(share, Err((Code::DnsLoop, None)));
        }
        let Some((zone_id, zone)) = self.zone_for(name, client) else {
            let given = self.given_name(name, client);
            let found = given.or_else(|| {
                // Public names of anybody are answered; where to is not
                // known here [VPC UG: DNS attributes]. What a zone of the
                // document covers is this document's to know.
                let ours = self
                    .zones
                    .iter()
                    .any(|(_, zone)| covers(&zone.domain, name));
                (!ours && !is_given_by_aws(name)).then(|| Found {
                    note: Some(STRANGER),
                    ..Found::at(self.host, None)
                })
            });
            return following.end(share, found.ok_or((Code::DnsNameNotFound, None)));
        };
        let here = || Some(zone_id.clone());
        let records = match records_for(zone, name) {
            Records::Given(records) => records,
            Records::None => {
                // The public zone may have what a private one lacks.
                let public = self.zone_for(name, Client::STRANGER);
                let public = public.filter(|(_, it)| zone.private && answers(it, name));
                let reason = Evidence::NoRecord {
                    zone: zone_id.clone(),
                    name: name.to_owned(),
                    hidden: public.map(|(id, _)| id.clone()),
                };
                return following.end_for(reason, share, Code::DnsNameNotFound, zone_id);
            }
            Records::HiddenWildcard { index, closer } => {
                let reason = Evidence::HiddenWildcard {
                    zone: zone_id.clone(),
                    index,
                    name: name.to_owned(),
                    closer,
                };
                return following.end_for(reason, share, Code::DnsNameNotFound, zone_id);
            }
        };
        let (_, first) = records[0];
        let apex = name == zone.domain.trim_end_matches('.').to_ascii_lowercase();
        let policy = first.policy;
        if records.iter().any(|(_, it)| it.policy != policy) {
            let reason = Evidence::RecordsDisagree {
                zone: zone_id.clone(),
                name: name.to_owned(),
                indices: records.iter().map(|(index, _)| *index).collect(),
            };
            return following.end_for(reason, share, Code::DnsRecordsDisagree, zone_id);
        }
        let whereabouts = client.whereabouts;
        let choice = routing::among(policy, &records, whereabouts, following.healthy);
        following.answers.by_asker |= choice.by_asker;
        if choice.given.is_empty() || choice.some_unanswered {
            let code = match policy {
                RoutingPolicy::Geolocation => Code::DnsNoRecordForPlace,
                _ => Code::DnsRecordPointsNowhere,
            };
            if choice.given.is_empty() {
                return following.end(share, Err((code, here())));
            }
        }
        let mut whole: u64 = choice.given.iter().map(|it| it.weight).sum();
        whole += u64::from(choice.some_unanswered);
        following.asked.push(name.to_owned());
        let crowded = following.answers.ways.len() >= MOST_WAYS;
        for given in choice
            .given
            .iter()
            .take(if crowded { 1 } else { usize::MAX })
        {
            let Some((_, record)) = records.iter().find(|(index, _)| *index == given.index) else {
                continue;
            };
            let part = Share::of(given.weight, whole);
            let step = |answer: String| {
                let record = Evidence::Record {
                    zone: zone_id.clone(),
                    index: given.index,
                    name: name.to_owned(),
                    answer,
                };
                let routing = (policy != RoutingPolicy::Simple).then(|| {
                    Evidence::Routing(Routing {
                        policy,
                        because: given.because,
                        share: choice.drawn.then_some(part),
                        all_unhealthy: choice.all_unhealthy,
                        passed_over: choice.passed_over.clone(),
                    })
                });
                std::iter::once(record).chain(routing).collect()
            };
            let share = share.and(part);
            if record.record_type == RecordType::Cname && apex {
                following.steps.push(step(String::new()));
                following.end(share, Err((Code::DnsCnameAtApex, here())));
            } else {
                match self.follow_record(record, zone.private, client) {
                    Followed::Found(found) => {
                        following.steps.push(step(found.address.to_string()));
                        following.end(share, Ok(found));
                    }
                    Followed::Name(next) => {
                        following.steps.push(step(next.clone()));
                        self.look_up(&next, share, following);
                    }
                    Followed::Nothing => {
                        following.steps.push(step(String::new()));
                        following.end(share, Err((Code::DnsRecordPointsNowhere, here())));
                    }
                }
            }
            following.steps.pop();
        }
        following.asked.pop();
        if choice.some_unanswered {
            let share = share.and(Share::of(1, whole));
            following.end(share, Err((Code::DnsNoRecordForPlace, here())));
        }
    }

    /// The zone that answers for a name.
    fn zone_for(&self, name: &str, client: Client) -> Option<(&'a ResourceId, &'a HostedZone)> {
        let most_specific = |private: bool| {
            self.zones
                .iter()
                .filter(|(_, zone)| {
                    let seen = || !private || client.vpc.is_some_and(|vpc| self.sees(vpc, zone));
                    zone.private == private && covers(&zone.domain, name) && seen()
                })
                .max_by_key(|(id, zone)| (zone.domain.len(), std::cmp::Reverse(*id)))
                .copied()
        };
        most_specific(true).or_else(|| most_specific(false))
    }

    /// Whether a VPC sees a private zone: it is associated, and both of its
    /// DNS attributes are on (rulebook VPC-19, R53-3).
    fn sees(&self, vpc: usize, zone: &HostedZone) -> bool {
        let facts = &self.relations.vpcs[vpc];
        zone.vpcs.contains(facts.id) && facts.vpc.dns_support && facts.vpc.dns_hostnames
    }

    fn follow_record(&self, record: &DnsRecord, private: bool, client: Client) -> Followed {
        if let Some(target) = &record.alias {
            // AWS lets an alias lead to a load balancer or a bucket's website,
            // not to an instance or a database (rulebook R53-10).
            let allowed = matches!(
                self.indexed().kind_of(target),
                Some(Kind::LoadBalancer | Kind::Bucket)
            );
            let found = allowed.then(|| self.locate(target, client).ok()).flatten();
            return found.map_or(Followed::Nothing, Followed::Found);
        }
        // Route 53 answers with all values of a record, and clients take one
        // or another [R53 DG: Simple routing].
        let mut all: Option<Found> = None;
        for value in &record.values {
            let value = value.trim();
            let by_name = record.record_type == RecordType::Cname;
            let found = if let Ok(address) = value.parse::<Ipv4Addr>() {
                (!by_name).then(|| Found::at(address, None))
            } else {
                let id = ResourceId::new(value);
                if self.indexed().get(&id).is_some() || self.interface(&id).is_some() {
                    self.value_of(&id, by_name, private, client)
                } else if by_name && !value.is_empty() {
                    return Followed::Name(value.trim_end_matches('.').to_ascii_lowercase());
                } else {
                    None
                }
            };
            if let Some(found) = found {
                all = Some(match all {
                    Some(all) => all.and(found),
                    None => found,
                });
                if by_name {
                    break;
                }
            }
        }
        all.map_or(Followed::Nothing, Followed::Found)
    }

    /// What a resource written as a record's value stands for: an instance for
    /// the one address that was written down, the public one if it has one and
    /// the zone is public; others for what their own name answers. A CNAME
    /// names an instance by its public DNS name, which answers with the private
    /// address inside the VPC where DNS hostnames are on
    /// [VPC UG: DNS attributes].
    fn value_of(
        &self,
        id: &ResourceId,
        by_name: bool,
        private: bool,
        client: Client,
    ) -> Option<Found> {
        match self.interface(id) {
            Some(interface) if interface.role == Role::Instance => {
                let home = interface.vpc_index.filter(|vpc| client.vpc == Some(*vpc));
                let inside =
                    by_name && home.is_some_and(|vpc| self.relations.vpcs[vpc].vpc.dns_hostnames);
                let public = interface.public.filter(|_| !private && !inside);
                let address = public.or(interface.private)?;
                Some(Found::at(address, Some(interface.id.clone())))
            }
            // The address that stands in for a name that does not answer is of
            // no use to somebody who asks for the name.
            _ => self
                .locate(id, client)
                .ok()
                .filter(|found| found.note.is_none()),
        }
    }
}

enum Followed {
    Found(Found),
    Name(String),
    Nothing,
}

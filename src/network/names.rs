//! Names: what Route 53 and the VPC's own name server answer.
//!
//! A client inside a VPC asks the private zones of that VPC first, and where
//! one of them covers the name only it answers [R53 DG: Working with private
//! hosted zones]; everybody else asks the public zones. The most specific zone
//! counts. Names outside the hosted zones of the document are known only where
//! they are names that AWS itself gives.

use std::net::Ipv4Addr;

use super::answer::Evidence;
use super::code::Code;
use super::interfaces::Role;
use super::topology::Network;
use crate::architecture::*;

const STRANGER: &str = "The name is in no hosted zone of this document. It is taken for a host on the internet, as the public DNS may answer.";

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Client<'a> {
    /// The client's VPC; `None` on the internet.
    pub vpc: Option<usize>,
    /// The client's Availability Zone; empty on the internet.
    pub zone: &'a str,
}

/// How a name was followed.
#[derive(Clone, Debug)]
pub(super) struct Resolution {
    /// Every record on the way, with its zone.
    pub steps: Vec<Evidence>,
    /// The address, or why there is none and where.
    pub answer: Result<Found, (Code, Option<ResourceId>)>,
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
    /// The address behind a host name, for this client.
    pub(super) fn resolve(&self, host: &str, client: Client) -> Resolution {
        let mut steps = Vec::new();
        let mut name = host.trim_end_matches('.').to_ascii_lowercase();
        let mut asked: Vec<String> = Vec::new();
        loop {
            if asked.contains(&name) {
                return Resolution {
                    steps,
                    answer: Err((Code::DnsLoop, None)),
                };
            }
            asked.push(name.clone());
            let Some((zone_id, zone)) = self.zone_for(&name, client) else {
                let given = self.given_name(&name, client);
                let found = given.or_else(|| {
                    // Public names of anybody are answered; where to is not
                    // known here [VPC UG: DNS attributes]. What a zone of the
                    // document covers is this document's to know.
                    let ours = self
                        .zones
                        .iter()
                        .any(|(_, zone)| covers(&zone.domain, &name));
                    (!ours && !is_given_by_aws(&name)).then(|| Found {
                        note: Some(STRANGER),
                        ..Found::at(self.host, None)
                    })
                });
                let answer = found.ok_or((Code::DnsNameNotFound, None));
                return Resolution { steps, answer };
            };
            let Some((index, record)) = record_for(zone, &name) else {
                return Resolution {
                    steps,
                    answer: Err((Code::DnsNameNotFound, Some(zone_id.clone()))),
                };
            };
            let step = |answer: String| Evidence::Record {
                zone: zone_id.clone(),
                index,
                name: name.clone(),
                answer,
            };
            let apex = name == zone.domain.trim_end_matches('.').to_ascii_lowercase();
            if record.record_type == RecordType::Cname && apex {
                steps.push(step(String::new()));
                return Resolution {
                    steps,
                    answer: Err((Code::DnsCnameAtApex, Some(zone_id.clone()))),
                };
            }
            match self.follow_record(record, zone.private, client) {
                Followed::Found(found) => {
                    steps.push(step(found.address.to_string()));
                    return Resolution {
                        steps,
                        answer: Ok(found),
                    };
                }
                Followed::Name(next) => {
                    steps.push(step(next.clone()));
                    name = next;
                }
                Followed::Nothing => {
                    steps.push(step(String::new()));
                    return Resolution {
                        steps,
                        answer: Err((Code::DnsRecordPointsNowhere, Some(zone_id.clone()))),
                    };
                }
            }
        }
    }

    /// The zone that answers for a name.
    fn zone_for(&self, name: &str, client: Client) -> Option<(&'a ResourceId, &'a HostedZone)> {
        let most_specific = |private: bool| {
            self.zones
                .iter()
                .filter(|(_, zone)| {
                    let seen = !private || client.vpc.is_some_and(|vpc| self.sees(vpc, zone));
                    zone.private == private && seen && covers(&zone.domain, name)
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

    /// The names that AWS itself gives: of instances by their address, of load
    /// balancers, databases and buckets by theirs.
    fn given_name(&self, host: &str, client: Client) -> Option<Found> {
        let (label, rest) = host.split_once('.')?;
        if let Some(numbers) = label.strip_prefix("ec2-")
            && rest.contains("compute")
        {
            let public: Ipv4Addr = numbers.replace('-', ".").parse().ok()?;
            let owner = self
                .by_public
                .get(&public)
                .map(|index| &self.interfaces[*index])?;
            let vpc = &self.relations.vpcs[owner.vpc_index?];
            // Public names exist only with DNS hostnames on, and answer with
            // the private address inside the VPC [VPC UG: DNS hostnames].
            if !vpc.vpc.dns_hostnames {
                return None;
            }
            let inside = client.vpc == owner.vpc_index;
            let address = if inside { owner.private? } else { public };
            return Some(Found::at(address, Some(owner.id.clone())));
        }
        if let Some(numbers) = label.strip_prefix("ip-")
            && rest.ends_with("internal")
        {
            return Some(Found::at(numbers.replace('-', ".").parse().ok()?, None));
        }
        let (kind, label) = if rest.ends_with("rds.amazonaws.com") {
            (Kind::Database, label)
        } else if rest.ends_with("elb.amazonaws.com") {
            (
                Kind::LoadBalancer,
                label.strip_prefix("internal-").unwrap_or(label),
            )
        } else if rest.starts_with("s3") && rest.ends_with("amazonaws.com") {
            (Kind::Bucket, label)
        } else {
            return None;
        };
        let of_kind = self
            .indexed()
            .resources()
            .filter(|(_, it)| it.kind() == kind);
        let same = |name: &str| {
            let name = name.to_ascii_lowercase();
            let numbered = label
                .strip_prefix(&name)
                .is_some_and(|rest| rest.starts_with('-'));
            label == name || (kind == Kind::LoadBalancer && numbered)
        };
        let mut named = of_kind.filter(|(_, resource)| {
            let bucket = resource.as_kind::<Bucket>();
            same(&resource.name) || bucket.is_some_and(|it| same(&it.bucket_name))
        });
        self.locate(named.next()?.0, client).ok()
    }
}

enum Followed {
    Found(Found),
    Name(String),
    Nothing,
}

/// Whether it is a name as AWS gives them to instances, load balancers,
/// databases and the like: if nobody here has it, nobody is meant.
fn is_given_by_aws(name: &str) -> bool {
    name.ends_with(".amazonaws.com") || name.ends_with(".internal")
}

/// Whether a name is in a domain.
fn covers(domain: &str, name: &str) -> bool {
    let domain = domain.trim_end_matches('.').to_ascii_lowercase();
    !domain.is_empty()
        && name
            .strip_suffix(domain.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The record of a name: its own, else the nearest wildcard
/// (rulebook R53-16).
fn record_for<'z>(zone: &'z HostedZone, name: &str) -> Option<(usize, &'z DnsRecord)> {
    let find = |wanted: &str| {
        zone.records.iter().enumerate().find(|(_, record)| {
            record
                .name
                .trim()
                .trim_end_matches('.')
                .eq_ignore_ascii_case(wanted)
        })
    };
    find(name).or_else(|| {
        let mut rest = name;
        while let Some((_, parent)) = rest.split_once('.') {
            if let Some(found) = find(&format!("*.{parent}")) {
                return Some(found);
            }
            rest = parent;
        }
        None
    })
}

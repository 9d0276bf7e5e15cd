//! What a name is answered with: a small design is made, and the engine resolves the name.

use std::net::Ipv4Addr;

use super::super::made::{design, to};
use crate::architecture::*;
use crate::network::{Code, DnsAnswer, Endpoint, Evidence, Network};
use crate::simulation::Second;
use crate::simulation::load::names::BALANCER_TTL;

/// The domain of the zone.
pub const DOMAIN: &str = "notebookly.com";
/// The name below it.
pub const WWW: &str = "www.notebookly.com";

/// What stands in the zone at the name that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// An alias to the load balancer.
    Alias,
    /// The address that a node of the load balancer had when the record was made.
    Address,
    /// Another name: of `www` the domain itself, of the domain the balancer's own.
    Cname,
}

/// What Route 53 says to the name.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The records on the way: the name and what it was answered with.
    pub records: Vec<(String, String)>,
    /// The addresses in the answer.
    pub addresses: Vec<Ipv4Addr>,
    /// Why there is none.
    pub code: Option<Code>,
    /// Whether all of the addresses are the load balancer's of now.
    pub is_current: bool,
    /// For how many seconds a resolver may keep it.
    pub ttl: Second,
}

/// A question for a name, and what stands in the zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Whether `www` is asked for, and not the domain itself.
    pub www: bool,
    /// What stands at the name.
    pub entry: Entry,
    /// Whether the load balancer has other nodes than when the record was made.
    pub replaced: bool,
    /// The TTL of a record that holds an address, in seconds.
    pub ttl: Second,
}

impl Question {
    /// The name that is asked for.
    pub fn name(&self) -> &'static str {
        if self.www { WWW } else { DOMAIN }
    }

    /// What stands at the name in the record, as one writes it.
    pub fn value(&self) -> String {
        match self.entry {
            Entry::Alias => "alias of Notebookly-ALB".to_owned(),
            Entry::Address => self.first_address(),
            Entry::Cname => self.other_name().to_owned(),
        }
    }

    fn other_name(&self) -> &'static str {
        match self.www {
            true => DOMAIN,
            false => "Notebookly-ALB.ap-south-1.elb.amazonaws.com",
        }
    }

    /// The address of a node when the record was made.
    fn first_address(&self) -> String {
        let alias = Self::shop("alb", vec![record(DOMAIN, Entry::Alias, "alb", "")]);
        let answers = asked(&alias, DOMAIN);
        let first = answers.first().and_then(|it| it.addresses.first());
        first.map(Ipv4Addr::to_string).unwrap_or_default()
    }

    /// A load balancer in two zones, with this id, and a hosted zone with these records.
    /// The nodes of another load balancer have other addresses.
    fn shop(balancer: &str, records: Vec<DnsRecord>) -> Architecture {
        let everywhere = Route {
            destination: "0.0.0.0/0".into(),
            target: to("gate"),
        };
        let wing = |block: &str, zone: &str| Subnet {
            vpc: to("vpc"),
            cidr: block.into(),
            zone: zone.to_owned(),
            route_table: to("board"),
            ..Subnet::default()
        };
        let nodes = LoadBalancer {
            subnets: vec![ResourceId::new("wing-a"), ResourceId::new("wing-b")],
            ..LoadBalancer::default()
        };
        let zone = HostedZone {
            domain: DOMAIN.to_owned(),
            records,
            ..HostedZone::default()
        };
        let gate = InternetGateway {
            vpc: to("vpc"),
            ..InternetGateway::default()
        };
        let board = RouteTable {
            vpc: to("vpc"),
            routes: vec![everywhere],
        };
        design([
            ("vpc", Vpc::default().into()),
            ("gate", gate.into()),
            ("board", board.into()),
            ("wing-a", wing("10.0.1.0/24", "ap-south-1a").into()),
            ("wing-b", wing("10.0.2.0/24", "ap-south-1b").into()),
            (balancer, nodes.into()),
            ("zone", zone.into()),
        ])
    }

    /// What Route 53 says to the name, as the engine resolves it.
    pub fn reply(&self) -> Reply {
        let balancer = if self.replaced { "alb-of-today" } else { "alb" };
        let address = self.first_address();
        let value = match self.entry {
            Entry::Cname => self.other_name(),
            Entry::Alias | Entry::Address => &address,
        };
        let mut records = vec![record(self.name(), self.entry, balancer, value)];
        if self.www {
            records.push(record(DOMAIN, Entry::Alias, balancer, ""));
        }
        let now = Self::shop(balancer, vec![record(DOMAIN, Entry::Alias, balancer, "")]);
        let current = asked(&now, DOMAIN);
        let current = current.first().map_or(&[][..], |it| &it.addresses);
        let zone = Self::shop(balancer, records);
        let answers = asked(&zone, self.name());
        let Some(answer) = answers.into_iter().next() else {
            return Reply {
                records: Vec::new(),
                addresses: Vec::new(),
                code: None,
                is_current: false,
                ttl: 0,
            };
        };
        let steps = answer.evidence.into_iter();
        let records = steps.filter_map(|it| match it {
            Evidence::Record { name, answer, .. } => Some((name, answer)),
            _ => None,
        });
        Reply {
            records: records.collect(),
            is_current: !answer.addresses.is_empty()
                && answer.addresses.iter().all(|it| current.contains(it)),
            addresses: answer.addresses,
            code: answer.code,
            // Behind a CNAME the addresses are a record of their own, with its own TTL.
            ttl: match self.entry {
                Entry::Address => self.ttl,
                Entry::Alias | Entry::Cname => BALANCER_TTL,
            },
        }
    }
}

/// What is said to somebody on the internet who asks for a name.
fn asked(design: &Architecture, name: &str) -> Vec<DnsAnswer> {
    Network::new(design).dns_answers(name, &Endpoint::Internet)
}

fn record(name: &str, entry: Entry, balancer: &str, value: &str) -> DnsRecord {
    let by_value = |record_type| DnsRecord {
        name: name.to_owned(),
        record_type,
        values: vec![value.to_owned()],
        ..DnsRecord::default()
    };
    match entry {
        Entry::Alias => DnsRecord {
            name: name.to_owned(),
            alias: to(balancer),
            ..DnsRecord::default()
        },
        Entry::Address => by_value(RecordType::A),
        Entry::Cname => by_value(RecordType::Cname),
    }
}

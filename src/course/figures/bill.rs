//! F2, bill: what a month costs, line by line, and what goes on when a server is stopped.
//!
//! The figure makes the small design that its members describe, with no load on it, and has
//! the product's own bill counted for it (`crate::pricing`), so its prices are those of the
//! table and never its own.

use serde_json::{Value, json};

use super::made::{design, nobody, to};
use super::members::{self, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture::*;
use crate::pricing::{Amount, Bill as Counted, Options, bill_of};

const PUBLIC: [&str; 2] = ["public-a", "public-b"];
const PRIVATE: [&str; 2] = ["private-a", "private-b"];

/// A few things that are kept for a month, and what that costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Bill {
    servers: u64,
    disk: u64,
    address: bool,
    nat: u64,
    balancer: bool,
    database: Kept,
    stopped: bool,
}

/// Whether there is a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Nowhere,
    InOneZone,
    InTwoZones,
}

impl Default for Bill {
    fn default() -> Self {
        Self {
            servers: 1,
            disk: 8,
            address: false,
            nat: 0,
            balancer: false,
            database: Kept::Nowhere,
            stopped: false,
        }
    }
}

/// One row of the bill: what it is for, how it comes about, and dollars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillRow {
    /// What is charged.
    pub what: String,
    /// The multiplication.
    pub formula: String,
    /// What it costs, in dollars and cents.
    pub usd: String,
    /// How much of the month it is, in percent.
    pub share: u64,
}

const DATABASES: [(&str, Kept); 3] = [
    ("none", Kept::Nowhere),
    ("single", Kept::InOneZone),
    ("multi", Kept::InTwoZones),
];

impl Bill {
    /// How many servers there are.
    pub fn servers(&self) -> u64 {
        self.servers
    }

    /// The disk of each, in GB.
    pub fn disk(&self) -> u64 {
        self.disk
    }

    /// Whether each server has an Elastic IP.
    pub fn has_address(&self) -> bool {
        self.address
    }

    /// How many NAT gateways there are.
    pub fn nat(&self) -> u64 {
        self.nat
    }

    /// Whether there is a load balancer.
    pub fn has_balancer(&self) -> bool {
        self.balancer
    }

    /// Which database there is: `none`, `single` or `multi`.
    pub fn database(&self) -> &'static str {
        let found = DATABASES.iter().find(|(_, it)| *it == self.database);
        found.map_or("none", |(word, _)| word)
    }

    /// Whether the servers are stopped.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// The rows of the bill that cost something, as it lists them.
    pub fn rows(&self) -> Vec<BillRow> {
        let counted = self.counted();
        let all = counted.sum().approximate().max(1e-9);
        let costing = |line: &crate::pricing::Line| line.usd.filter(|usd| !usd.is_zero());
        let rows = counted.lines.iter().filter_map(|line| {
            let usd = costing(line)?;
            Some(BillRow {
                what: line.what.clone(),
                formula: line.formula.clone(),
                usd: usd.fixed(2),
                share: (100.0 * usd.approximate() / all).round() as u64,
            })
        });
        rows.collect()
    }

    /// The month in dollars before tax, with two digits.
    pub fn month(&self) -> String {
        self.counted().total().fixed(2)
    }

    /// The month in rupees with tax, without paise.
    pub fn rupees(&self) -> String {
        let rupees = self.counted().total_with_gst_inr().approximate().round();
        crate::text::grouped(rupees as u64)
    }

    fn counted(&self) -> Counted {
        let options = Options {
            managed_secrets: false,
            ..Options::default()
        };
        bill_of(&self.design(), &options)
    }

    /// The things as a design, with nobody using them.
    fn design(&self) -> Architecture {
        let (region, vpc) = ("region", "vpc");
        let mut things: Vec<(String, Properties)> = vec![
            (region.into(), Region::default().into()),
            (
                vpc.into(),
                Vpc {
                    region: to(region),
                    ..Vpc::default()
                }
                .into(),
            ),
            ("load".into(), nobody().into()),
        ];
        let names = PUBLIC.iter().chain(&PRIVATE);
        for ((name, zone), third) in names.zip(["a", "b", "a", "b"]).zip(1..) {
            let subnet = Subnet {
                vpc: to(vpc),
                cidr: format!("10.0.{third}.0/24").as_str().into(),
                zone: format!("ap-south-1{zone}"),
                ..Subnet::default()
            };
            things.push(((*name).into(), subnet.into()));
        }
        for number in 1..=self.servers {
            let server = Instance {
                subnet: to(PUBLIC[0]),
                elastic_ip: self.address,
                public_ip: PublicIp::No,
                volume_size: u32::try_from(self.disk).unwrap_or(u32::MAX),
                state: match self.stopped {
                    true => InstanceState::Stopped,
                    false => InstanceState::Running,
                },
                ..Instance::default()
            };
            things.push((format!("server-{number}"), server.into()));
        }
        for number in 1..=self.nat {
            let nat = NatGateway {
                subnet: to(PUBLIC[(number as usize + 1) % 2]),
                ..NatGateway::default()
            };
            things.push((format!("nat-{number}"), nat.into()));
        }
        if self.balancer {
            let balancer = LoadBalancer {
                subnets: PUBLIC.map(ResourceId::new).to_vec(),
                ..LoadBalancer::default()
            };
            things.push(("balancer".into(), balancer.into()));
        }
        if self.database != Kept::Nowhere {
            let database = Database {
                subnets: PRIVATE.map(ResourceId::new).to_vec(),
                multi_az: self.database == Kept::InTwoZones,
                ..Database::default()
            };
            things.push(("database".into(), database.into()));
        }
        design(things.iter().map(|(id, it)| (id.as_str(), it.clone())))
    }
}

fn dollars(amount: Amount) -> Value {
    json!((amount.approximate() * 100.0).round() / 100.0)
}

fn flag(member: &str, value: &Value) -> Read<bool> {
    members::flag(member, value)
}

impl Machine for Bill {
    const MEMBERS: &'static [&'static str] = &[
        "servers", "disk", "address", "nat", "balancer", "database", "stopped",
    ];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "servers" => self.servers = members::whole(member, value, 0, 6)?,
            "disk" => self.disk = members::whole(member, value, 1, 1000)?,
            "address" => self.address = flag(member, value)?,
            "nat" => self.nat = members::whole(member, value, 0, 3)?,
            "balancer" => self.balancer = flag(member, value)?,
            "database" => self.database = members::word(member, value, &DATABASES)?,
            "stopped" => self.stopped = flag(member, value)?,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let counted = self.counted();
        let rows = self.rows();
        outputs([
            ("month", dollars(counted.total())),
            ("servers", json!(self.servers)),
            ("nat", json!(self.nat)),
            ("stopped", json!(self.stopped)),
            (
                "lines",
                json!(rows.iter().map(|it| &it.what).collect::<Vec<_>>()),
            ),
            (
                "largest",
                json!(rows.iter().map(|it| it.share).max().unwrap_or(0)),
            ),
        ])
    }

    fn sentence(&self) -> Sentence {
        let rows = self.rows();
        let Some(largest) = rows.iter().max_by_key(|it| it.share) else {
            return Sentence::new(Tone::Good, "Nothing is kept, so nothing costs.", "");
        };
        let (month, rupees) = (self.month(), self.rupees());
        let lead = format!("US${month} a month, about ₹{rupees} with tax.");
        if self.stopped && self.servers > 0 {
            return Sentence::new(
                Tone::Bad,
                lead,
                "The servers are stopped. What is kept for them still costs.",
            );
        }
        if rows.len() > 1 && largest.share >= 50 {
            let rest = format!("{} is {} % of it.", largest.what, largest.share);
            return Sentence::new(Tone::Bad, lead, rest);
        }
        Sentence::new(Tone::Plain, lead, "")
    }

    fn alternative(&self) -> String {
        let servers = crate::text::count(self.servers as usize, "server", "servers");
        let state = if self.stopped { "stopped" } else { "running" };
        let rows: Vec<String> = self
            .rows()
            .iter()
            .map(|it| format!("{}: {} dollars", it.what, it.usd))
            .collect();
        format!(
            "A bill of one month in Mumbai: {servers}, {state}, with {} GB of disk each{}. {} {}",
            self.disk,
            if self.address {
                " and an Elastic IP"
            } else {
                ""
            },
            rows.join("; ") + ".",
            self.sentence(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bill(members: Value) -> Bill {
        Bill::read(members.as_object().unwrap()).unwrap()
    }

    #[test]
    fn what_is_kept_for_a_stopped_server_still_costs() {
        let running = bill(json!({"servers": 1, "disk": 8, "address": true}));
        assert_eq!(running.month(), "12.56");
        let stopped = bill(json!({"servers": 1, "disk": 8, "address": true, "stopped": true}));
        assert_eq!(stopped.month(), "4.38");
        assert_eq!(stopped.rows().len(), 2);
    }

    #[test]
    fn a_nat_gateway_is_the_line_that_surprises() {
        let with = bill(json!({"servers": 1, "disk": 8, "address": true, "nat": 1}));
        assert_eq!(with.month(), "57.09");
        assert!(with.sentence().rest.contains("NAT"));
        assert_eq!(bill(json!({"servers": 0})).month(), "0.00");
    }
}

//! F13, desk: two servers in two zones and one file, on a disk, in a shared file system or
//! in a bucket: who sees it, and what a zone's loss takes with it.
//!
//! The figure makes the small design and has the engine trace whether each server reaches
//! what holds the file; a disk has one server, so nobody is asked there. What 100 GB cost
//! is a price of the table times the gigabytes.

use serde_json::{Value, json};

use super::made::{design, flow, thing, to};
use super::members::{self, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture::*;
use crate::network::{Failures, Network, Verdict};
use crate::pricing::{Amount, table};
use crate::text;

const REGION: &str = "ap-south-1";

/// The servers, each with its zone and its subnet.
const SERVERS: [(&str, &str, &str); 2] = [
    ("web-1", "ap-south-1a", "private-a"),
    ("web-2", "ap-south-1b", "private-b"),
];

/// What the file lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// The EBS volume of web-1.
    Disk,
    /// An EFS file system.
    Shared,
    /// An S3 bucket.
    Objects,
}

const STORES: [(&str, Store); 3] = [
    ("disk", Store::Disk),
    ("shared", Store::Shared),
    ("objects", Store::Objects),
];

/// Which zone has failed.
const FAILED: [(&str, Option<usize>); 3] = [("none", None), ("a", Some(0)), ("b", Some(1))];

/// Two servers and a file that web-1 has written.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    store: Store,
    doors: u64,
    failed: Option<usize>,
    gb: u64,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            store: Store::Disk,
            doors: 2,
            failed: None,
            gb: 100,
        }
    }
}

/// A server, and whether it sees the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Its name.
    pub name: &'static str,
    /// Its zone.
    pub zone: &'static str,
    /// Whether it runs.
    pub up: bool,
    /// Whether it sees the file.
    pub sees: bool,
    /// Whether the shared file system has a mount target in its zone.
    pub door: bool,
}

impl Desk {
    /// The requests that are counted.
    pub const RELOADS: u64 = 10;

    /// What the file lies on.
    pub fn store(&self) -> Store {
        self.store
    }

    /// In how many zones the file system has a mount target: the first is that of web-1.
    pub fn doors(&self) -> u64 {
        self.doors
    }

    /// Which zone has failed: `none`, `a` or `b`.
    pub fn failed(&self) -> &'static str {
        members::word_of(&self.failed, &FAILED)
    }

    /// The gigabytes that are counted.
    pub fn gb(&self) -> u64 {
        self.gb
    }

    /// What the service is called.
    pub fn service(&self) -> &'static str {
        match self.store {
            Store::Disk => "EBS, gp3",
            Store::Shared => "EFS Standard",
            Store::Objects => "S3 Standard",
        }
    }

    fn failures(&self) -> Failures {
        self.failed
            .map_or_else(Failures::default, |it| Failures::of_zone(SERVERS[it].1))
    }

    /// The things as a design: the servers reach both stores, and each has its disk.
    fn design(&self) -> Architecture {
        let nfs = SecurityGroupRule::allow(
            Protocol::Tcp,
            2049..=2049,
            Peer::Group(ResourceId::new("web-sg")),
        );
        let door = |(_, _, subnet): (&str, &str, &str)| MountTarget {
            subnet: to(subnet),
            security_groups: vec![ResourceId::new("efs-sg")],
            ..MountTarget::default()
        };
        let doors = SERVERS.into_iter().take(self.doors as usize);
        let mut things: Vec<(&str, Properties)> = vec![
            ("region", Region::default().into()),
            (
                "vpc",
                Vpc {
                    region: to("region"),
                    dns_hostnames: true,
                    ..Vpc::default()
                }
                .into(),
            ),
            (
                "table",
                RouteTable {
                    vpc: to("vpc"),
                    ..RouteTable::default()
                }
                .into(),
            ),
            (
                "endpoint",
                VpcEndpoint {
                    vpc: to("vpc"),
                    route_tables: vec![ResourceId::new("table")],
                    ..VpcEndpoint::default()
                }
                .into(),
            ),
            (
                "web-sg",
                SecurityGroup {
                    vpc: to("vpc"),
                    egress: vec![SecurityGroupRule::allow_all()],
                    ..SecurityGroup::default()
                }
                .into(),
            ),
            (
                "efs-sg",
                SecurityGroup {
                    vpc: to("vpc"),
                    ingress: vec![nfs],
                    ..SecurityGroup::default()
                }
                .into(),
            ),
            (
                "objects",
                Bucket {
                    region: to("region"),
                    ..Bucket::default()
                }
                .into(),
            ),
            (
                "shared",
                FileSystem {
                    region: to("region"),
                    mount_targets: doors.map(door).collect(),
                    ..FileSystem::default()
                }
                .into(),
            ),
        ];
        for ((name, zone, subnet), third) in SERVERS.into_iter().zip(3..) {
            let wing = Subnet {
                vpc: to("vpc"),
                cidr: format!("10.0.{third}.0/24").as_str().into(),
                zone: zone.to_owned(),
                route_table: to("table"),
                ..Subnet::default()
            };
            let server = Instance {
                subnet: to(subnet),
                security_groups: vec![ResourceId::new("web-sg")],
                public_ip: PublicIp::No,
                ..Instance::default()
            };
            things.push((subnet, wing.into()));
            things.push((name, server.into()));
        }
        design(things)
    }

    /// The servers: whether each runs and sees what web-1 has written.
    pub fn seats(&self) -> [Seat; 2] {
        let design = self.design();
        let network = Network::with_failures(&design, self.failures());
        let reaches = |server: &str, store: &str, port| {
            let asked = flow(thing(server), thing(store), Protocol::Tcp, port);
            network.trace(&asked).verdict == Verdict::Delivered
        };
        [0, 1].map(|place| {
            let (name, zone, _) = SERVERS[place];
            let up = self.failed != Some(place);
            let sees = match self.store {
                // A volume is attached to one instance, of its own zone (rulebook EBS-16).
                Store::Disk => place == 0,
                Store::Shared => reaches(name, "shared", 2049),
                Store::Objects => reaches(name, "objects", 443),
            };
            Seat {
                name,
                zone,
                up,
                sees: up && sees,
                door: (place as u64) < self.doors,
            }
        })
    }

    /// Of ten requests, as many as show the file: the balancer sends them to the servers
    /// that run, in turn.
    pub fn seen(&self) -> u64 {
        let seats = self.seats();
        let up = seats.iter().filter(|it| it.up).count() as u64;
        let sees = seats.iter().filter(|it| it.sees).count() as u64;
        Self::RELOADS * sees / up.max(1)
    }

    /// Whether the file is still there and can be read by somebody.
    fn is_readable(&self) -> bool {
        self.seats().iter().any(|it| it.sees)
    }

    /// What the gigabytes cost in a month.
    pub fn month(&self) -> Option<Amount> {
        let gb = i64::try_from(self.gb).unwrap_or(i64::MAX);
        Some(price(self.store)?.by(gb))
    }

    /// How many times as much as in S3 that is.
    fn times_s3(&self) -> Option<f64> {
        let (own, s3) = (price(self.store)?, price(Store::Objects)?);
        let times = own.approximate() / s3.approximate().max(1e-9);
        Some((times * 10.0).round() / 10.0)
    }
}

/// What a gigabyte costs for a month.
fn price(store: Store) -> Option<Amount> {
    let key = match store {
        Store::Disk => "ebs.gp3",
        Store::Shared => "efs.standard",
        Store::Objects => "s3.standard",
    };
    table().price(key, REGION).map(|it| it.usd)
}

impl Machine for Desk {
    const MEMBERS: &'static [&'static str] = &["store", "doors", "failed", "gb"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "store" => self.store = members::word(member, value, &STORES)?,
            "doors" => self.doors = members::whole(member, value, 0, 2)?,
            "failed" => self.failed = members::word(member, value, &FAILED)?,
            // With more, the first tier of S3's price would end.
            "gb" => self.gb = members::whole(member, value, 1, 10_000)?,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let seats = self.seats();
        let readers = seats.iter().filter(|it| it.sees).map(|it| it.name);
        let month = self.month().map_or(json!("not known"), |it| {
            json!((it.approximate() * 100.0).round() / 100.0)
        });
        outputs([
            ("store", json!(members::word_of(&self.store, &STORES))),
            ("seen", json!(self.seen())),
            ("readers", json!(readers.collect::<Vec<_>>())),
            ("readable", json!(self.is_readable())),
            ("month", month),
            (
                "times_s3",
                self.times_s3().map_or(json!("not known"), |it| json!(it)),
            ),
        ])
    }

    fn sentence(&self) -> Sentence {
        let seen = self.seen();
        let lead = format!("{seen} of {} reloads show the photo.", Self::RELOADS);
        let blind: Vec<_> = self.seats().into_iter().filter(|it| !it.sees).collect();
        let blind = blind.iter().find(|it| it.up);
        let rest = match (self.store, blind) {
            (Store::Disk, Some(_)) if self.failed == Some(0) => {
                "The photo lies on the disk of web-1, and zone a has failed.".to_owned()
            }
            (Store::Disk, Some(it)) => {
                format!(
                    "The photo lies on the disk of web-1. {} has a disk of its own.",
                    it.name
                )
            }
            (Store::Disk, None) => "Only web-1 runs, and the photo lies on its disk.".to_owned(),
            (Store::Shared, Some(it)) => {
                format!("{} finds no mount target that it can reach.", it.name)
            }
            (Store::Shared, None) => "Every server that runs sees the same files.".to_owned(),
            (Store::Objects, Some(it)) => format!("{} finds no way to S3.", it.name),
            (Store::Objects, None) => "Every server that runs gets the same objects.".to_owned(),
        };
        let tone = if seen == Self::RELOADS {
            Tone::Good
        } else {
            Tone::Bad
        };
        Sentence::new(tone, lead, rest)
    }

    fn alternative(&self) -> String {
        let seats = self.seats().map(|it| {
            let state = match (it.up, it.sees) {
                (false, _) => "has failed with its zone",
                (true, true) => "sees the photo",
                (true, false) => "does not see the photo",
            };
            format!("{} in {} {state}", it.name, it.zone)
        });
        let doors = match (self.store, self.doors) {
            (Store::Shared, 2) => ", with a mount target in each zone",
            (Store::Shared, 1) => ", with a mount target in zone a only",
            (Store::Shared, _) => ", without a mount target",
            _ => "",
        };
        format!(
            "web-1 has written a photo to {}{doors}. {}. {} GB cost {} a month. {}",
            self.service(),
            text::list(seats),
            self.gb,
            super::years::dollars(self.month()),
            self.sentence(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(members: Value) -> Outputs {
        let Value::Object(members) = members else {
            panic!("an object")
        };
        Desk::read(&members).expect("it is read").outputs()
    }

    #[test]
    fn every_second_time_from_a_disk() {
        assert_eq!(desk(json!({}))["seen"], 5);
        assert_eq!(desk(json!({ "store": "shared" }))["seen"], 10);
        assert_eq!(desk(json!({ "store": "objects" }))["seen"], 10);
    }

    #[test]
    fn what_a_zone_takes_with_it() {
        let seen = |store: &str, doors: u64, failed: &str| {
            let out = desk(json!({ "store": store, "doors": doors, "failed": failed }));
            (out["seen"].clone(), out["readable"].clone())
        };
        assert_eq!(seen("disk", 2, "a"), (json!(0), json!(false)));
        assert_eq!(seen("disk", 2, "b"), (json!(10), json!(true)));
        assert_eq!(seen("shared", 2, "a"), (json!(10), json!(true)));
        // Through the other zone's door it works, until that zone fails (EFS-3).
        assert_eq!(seen("shared", 1, "none"), (json!(10), json!(true)));
        assert_eq!(seen("shared", 1, "a"), (json!(0), json!(false)));
        assert_eq!(seen("shared", 0, "none"), (json!(0), json!(false)));
        assert_eq!(seen("objects", 2, "a"), (json!(10), json!(true)));
    }

    #[test]
    fn a_hundred_gigabytes() {
        let month = |store: &str| desk(json!({ "store": store }))["month"].clone();
        assert_eq!(month("disk"), json!(9.12));
        assert_eq!(month("shared"), json!(33.0));
        assert_eq!(month("objects"), json!(2.5));
        assert_eq!(desk(json!({ "store": "shared" }))["times_s3"], json!(13.2));
    }
}

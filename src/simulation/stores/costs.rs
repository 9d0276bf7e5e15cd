//! What a run costs: a meter that runs with it, in exact amounts.
//!
//! What exists by the month or the hour costs what the bill of the drawing
//! says of it, second by second: NAT gateways, load balancers, databases,
//! disks, addresses, alarms. Servers are counted one by one as they run
//! (SEC-1). What depends on use is told to the meter: LCUs, bytes, requests,
//! surplus credits. A price that nobody knows is named and is in no sum.
//!
//! AWS charges each started hour of a NAT gateway and of a load balancer as a
//! whole one; the meter counts their seconds, so that a short run shows what a
//! long one would cost by the hour.

use std::collections::{BTreeMap, BTreeSet};

use super::super::clock::Second;
use crate::architecture::{Architecture, AutoScalingGroup, Database, Instance, ResourceId};
use crate::pricing::{Amount, Group, Options, bill, table};
use crate::relations::Relations;

/// Seconds of a month of 730 hours.
const MONTH: i64 = 730 * 3_600;

/// The shortest time that is charged of a server (SEC-1).
const LEAST: Second = 60;

/// Bytes of a gigabyte, as transfer is charged.
const GIGABYTE: i64 = 1_000_000_000;

/// What something costs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rate {
    resource: Option<ResourceId>,
    group: Group,
    /// In USD a month.
    month: Amount,
}

/// A server that was launched.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Server {
    /// The group or instance of the drawing that it belongs to.
    of: ResourceId,
    began: Second,
    ended: Option<Second>,
    /// In USD an hour; `None` where the price is unknown.
    hour: Option<Amount>,
    /// What its disk and its address cost a month.
    disk: Amount,
    address: Amount,
}

impl Server {
    fn cost(&self, now: Second) -> Amount {
        let until = self.ended.unwrap_or(now).min(now);
        let ran = until.saturating_sub(self.began);
        let charged = i64::from(ran.max(LEAST));
        let hours = self.hour.unwrap_or_default().by(charged).over(3_600);
        hours + (self.disk + self.address).by(i64::from(ran)).over(MONTH)
    }
}

/// What a server is, for its price.
#[derive(Clone, Copy, Debug)]
pub struct ServerKind<'a> {
    /// `t3.micro`.
    pub instance_type: &'a str,
    /// The type of its root volume.
    pub volume_type: &'a str,
    /// The size of that in GiB.
    pub volume_size: u32,
    /// Whether it has a public IPv4 address.
    pub public_address: bool,
}

/// The meter of a run.
#[derive(Clone, Debug)]
pub struct Meter {
    options: Options,
    rates: Vec<Rate>,
    /// What grew beyond the drawing, which stays when that changes.
    grown: Vec<Rate>,
    since: Second,
    /// The Region of what has none of its own, and of what is elsewhere.
    region: String,
    elsewhere: BTreeMap<ResourceId, String>,
    /// What was charged of everything but the rates since `since` and the
    /// servers.
    charged: BTreeMap<(Option<ResourceId>, Group), Amount>,
    servers: BTreeMap<u32, Server>,
    unknown: BTreeSet<String>,
}

impl Meter {
    /// A meter at the beginning of a run.
    pub fn new(architecture: &Architecture, options: Options) -> Self {
        let mut meter = Self {
            options,
            rates: Vec::new(),
            grown: Vec::new(),
            since: 0,
            region: String::new(),
            elsewhere: BTreeMap::new(),
            charged: BTreeMap::new(),
            servers: BTreeMap::new(),
            unknown: BTreeSet::new(),
        };
        meter.renew(0, architecture);
        meter
    }

    /// The drawing changed: from now on what is in it costs.
    pub fn renew(&mut self, now: Second, architecture: &Architecture) {
        self.close(now);
        let relations = Relations::of(architecture);
        let bill = bill(&relations, &self.options);
        let indexed = relations.indexed();
        let is_group = |id: &ResourceId| indexed.find::<AutoScalingGroup>(id).is_some();
        let is_server = |id: &ResourceId| is_group(id) || indexed.find::<Instance>(id).is_some();
        self.region.clone_from(&bill.region);
        self.elsewhere = architecture
            .resources()
            .map(|(id, _)| id)
            .filter(|_| self.options.region.is_none())
            .filter_map(|id| Some((id.clone(), relations.region_code_of(id)?.to_owned())))
            .filter(|(_, region)| *region != bill.region)
            .collect();
        self.rates.clear();
        // A price that is in no row of the table has no unit.
        let is_meant = |unit: &str| unit.is_empty() || is_of_time(unit);
        for line in bill.lines.iter().filter(|line| is_meant(&line.unit)) {
            for part in &line.parts {
                // Servers, their root volumes and addresses are counted one by
                // one, as they are launched.
                if part.resource.as_ref().is_some_and(is_server) && is_of_servers(&line.price_id) {
                    continue;
                }
                if line.price.is_none() {
                    self.unknown.insert(line.what.clone());
                    continue;
                }
                self.rates.push(Rate {
                    resource: part.resource.clone(),
                    group: line.group,
                    month: part.usd,
                });
            }
        }
        // The lines of one thing become one.
        self.rates
            .sort_by(|one, other| (&one.resource, one.group).cmp(&(&other.resource, other.group)));
        self.rates.dedup_by(|next, kept| {
            let same = (&next.resource, next.group) == (&kept.resource, kept.group);
            if same {
                kept.month += next.month;
            }
            same
        });
    }

    /// What the rates cost since they hold is charged.
    fn close(&mut self, now: Second) {
        let seconds = i64::from(now.saturating_sub(self.since));
        for rate in self.rates.iter().chain(&self.grown) {
            let entry = self
                .charged
                .entry((rate.resource.clone(), rate.group))
                .or_default();
            *entry += rate.month.by(seconds).over(MONTH);
        }
        self.since = now;
    }

    fn region_of(&self, id: Option<&ResourceId>) -> &str {
        let own = id.and_then(|id| self.elsewhere.get(id));
        own.unwrap_or(&self.region)
    }

    /// The price of one of something, for a resource; what is unknown is noted.
    fn price(&mut self, of: Option<&ResourceId>, id: &str, what: &str) -> Option<Amount> {
        let price = table().price(id, self.region_of(of));
        if price.is_none() {
            self.unknown.insert(what.to_owned());
        }
        price.map(|it| it.usd)
    }

    /// A server runs from now on: the `index` that the run gave it, and the
    /// group or instance of the drawing that it belongs to. It costs from
    /// running on, not from pending (SEC-1).
    pub fn launch(&mut self, now: Second, index: u32, of: &ResourceId, kind: ServerKind) {
        let instance_type = kind.instance_type.trim().to_ascii_lowercase();
        let what = format!("EC2 {instance_type}");
        let hour = self.price(Some(of), &format!("ec2.{instance_type}"), &what);
        let what = format!("EBS {} root volumes", kind.volume_type);
        let disk = self.price(Some(of), &format!("ebs.{}", kind.volume_type), &what);
        let address = match kind.public_address {
            true => self.price(Some(of), "ipv4.in-use", "Public IPv4 addresses"),
            false => None,
        };
        let server = Server {
            of: of.clone(),
            began: now,
            ended: None,
            hour,
            disk: disk.unwrap_or_default().by(i64::from(kind.volume_size)),
            address: address.unwrap_or_default().by(730),
        };
        self.end(now, index);
        self.servers.insert(index, server);
    }

    /// A server runs no longer. Its root volume and its address go with it.
    pub fn end(&mut self, now: Second, index: u32) {
        if let Some(mut server) = self.servers.remove(&index) {
            server.ended = Some(now);
            let cost = server.cost(now);
            *self
                .charged
                .entry((Some(server.of), Group::Compute))
                .or_default() += cost;
        }
    }

    /// A server stands still: only its root volume costs on, until it runs
    /// again (rulebook EC2-17).
    pub fn stop(&mut self, now: Second, index: u32) {
        let Some(server) = self.servers.get(&index).cloned() else {
            return;
        };
        self.end(now, index);
        let stopped = Server {
            began: now,
            hour: None,
            address: Amount::ZERO,
            ..server
        };
        self.servers.insert(index, stopped);
    }

    /// The disk of a database grew by itself, by so many GiB (SRD-12): from now
    /// on it costs more than the drawing says.
    pub fn storage_grew(&mut self, now: Second, id: &ResourceId, database: &Database, gib: u32) {
        self.close(now);
        let zones = if database.multi_az { "multi" } else { "single" };
        let kind = &database.storage_type;
        let (price, what) = (format!("rds.{kind}.{zones}"), format!("RDS {kind} storage"));
        if let Some(month) = self.price(Some(id), &price, &what) {
            self.grown.push(Rate {
                resource: Some(id.clone()),
                group: Group::Database,
                month: month.by(i64::from(gib)),
            });
        }
    }

    /// Something was used whose price has this id in the table, such as
    /// `alb.lcu`.
    pub fn used(
        &mut self,
        of: Option<&ResourceId>,
        group: Group,
        price: &str,
        what: &str,
        quantity: Amount,
    ) {
        if quantity.is_zero() {
            return;
        }
        if let Some(usd) = self.price(of, price, what) {
            *self.charged.entry((of.cloned(), group)).or_default() += quantity.times(usd);
        }
    }

    /// A load balancer did so many LCU hours of work (SLB-35): what it consumed
    /// by so many hours.
    pub fn lcu(&mut self, balancer: &ResourceId, hours: Amount) {
        let (group, what) = (Group::Balancing, "ALB, LCU hours");
        self.used(Some(balancer), group, "alb.lcu", what, hours);
    }

    /// A NAT gateway passed so many bytes, out and in.
    pub fn nat_bytes(&mut self, gateway: &ResourceId, bytes: u64) {
        let (group, what) = (Group::Network, "NAT gateways, data processed");
        self.used(Some(gateway), group, "nat.gb", what, gigabytes(bytes));
    }

    /// So many bytes went out to the internet, at the price of the first ten
    /// terabytes of a month. The hundred gigabytes that are free each month are
    /// not taken off: they are the account's, and a run is a part of a month.
    pub fn internet_bytes(&mut self, bytes: u64) {
        let (group, what) = (Group::Network, "Data transfer out to the internet");
        self.used(None, group, "dto.t1", what, gigabytes(bytes));
    }

    /// So many bytes crossed zones, counted once.
    pub fn cross_zone_bytes(&mut self, bytes: u64) {
        let (group, what) = (Group::Network, "Between Availability Zones");
        self.used(None, group, "dt.inter-az", what, gigabytes(bytes));
    }

    /// A bucket was asked so often.
    pub fn s3_requests(&mut self, bucket: &ResourceId, reads: u64, writes: u64) {
        let thousands = |it: u64| whole(it).over(1_000);
        let group = Group::Storage;
        let (get, put) = ("s3.standard.get", "s3.standard.put");
        self.used(Some(bucket), group, get, "S3 GET", thousands(reads));
        self.used(Some(bucket), group, put, "S3 PUT", thousands(writes));
    }

    /// A burstable server or database spent so many vCPU hours of surplus
    /// credits that are charged (SEC-14, SRD-16), at a price in USD an hour
    /// that the caller knows; `None` where nobody does.
    pub fn surplus(&mut self, of: &ResourceId, group: Group, hours: Amount, price: Option<Amount>) {
        if hours.is_zero() {
            return;
        }
        match price {
            Some(price) => {
                *self.charged.entry((Some(of.clone()), group)).or_default() += hours.times(price);
            }
            None => _ = self.unknown.insert("Surplus CPU credits".to_owned()),
        }
    }

    /// What each resource cost up to now, by its group of the bill; `None` is
    /// what belongs to the load.
    pub fn by_resource(&self, now: Second) -> BTreeMap<(Option<ResourceId>, Group), Amount> {
        let mut costs = self.charged.clone();
        let seconds = i64::from(now.saturating_sub(self.since));
        for rate in self.rates.iter().chain(&self.grown) {
            *costs
                .entry((rate.resource.clone(), rate.group))
                .or_default() += rate.month.by(seconds).over(MONTH);
        }
        for server in self.servers.values() {
            *costs
                .entry((Some(server.of.clone()), Group::Compute))
                .or_default() += server.cost(now);
        }
        costs
    }

    /// What the run cost up to now in USD, before tax. Ten digits: rounding is
    /// left to whoever shows it.
    pub fn total(&self, now: Second) -> Amount {
        let seconds = i64::from(now.saturating_sub(self.since));
        let charged = self.charged.values().copied();
        let rates = self.rates.iter().chain(&self.grown);
        let rates = rates.map(|rate| rate.month.by(seconds).over(MONTH));
        let servers = self.servers.values().map(|it| it.cost(now));
        charged.chain(rates).chain(servers).sum()
    }

    /// The same in rupees, before tax.
    pub fn total_inr(&self, now: Second) -> Amount {
        self.total(now).times(table().fx.value)
    }

    /// The same in rupees, with the tax of an Indian account.
    pub fn total_with_gst_inr(&self, now: Second) -> Amount {
        let taxed = Amount::whole(100) + table().gst.value;
        self.total_inr(now).times(taxed).over(100)
    }

    /// What an hour costs as everything stands now, without use.
    pub fn hour(&self) -> Amount {
        let rates = self.rates.iter().chain(&self.grown);
        let rates = rates.map(|it| it.month).sum::<Amount>();
        let disks = self.servers.values().map(|it| it.disk + it.address);
        let hours = self.servers.values().filter_map(|it| it.hour);
        (rates + disks.sum()).over(730) + hours.sum()
    }

    /// What is in no sum, because nobody knows its price.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.unknown.iter().map(String::as_str)
    }
}

fn whole(number: u64) -> Amount {
    Amount::whole(i64::try_from(number).unwrap_or(i64::MAX))
}

fn gigabytes(bytes: u64) -> Amount {
    whole(bytes).over(GIGABYTE)
}

/// Whether a price is for a time that something exists, and not for its use.
fn is_of_time(unit: &str) -> bool {
    unit == "hour" || unit.ends_with("-month")
}

/// Whether a price is for what comes and goes with a server.
fn is_of_servers(price: &str) -> bool {
    price.starts_with("ec2.") || price.starts_with("ebs.") || price == "ipv4.in-use"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Kind};
    use crate::pricing::bill_of;
    use crate::simulation::{DAY, HOUR};

    fn notebookly() -> Architecture {
        let text = include_str!("../../../tests/pricing/notebookly.campus.json");
        Document::from_json(text)
            .expect("it can be read")
            .architecture
    }

    fn only(architecture: &Architecture, kind: Kind) -> ResourceId {
        architecture
            .ids_of(kind)
            .next()
            .expect("there is one")
            .clone()
    }

    fn of(meter: &Meter, now: Second, id: &ResourceId, group: Group) -> Amount {
        let costs = meter.by_resource(now);
        costs
            .get(&(Some(id.clone()), group))
            .copied()
            .unwrap_or_default()
    }

    const MICRO: ServerKind = ServerKind {
        instance_type: "t3.micro",
        volume_type: "gp3",
        volume_size: 8,
        public_address: false,
    };

    fn about(text: &str) -> Amount {
        Amount::parse(text).expect("an amount")
    }

    #[test]
    fn a_month_costs_what_the_bill_says_of_what_exists() {
        let architecture = notebookly();
        let options = Options::default();
        let bill = bill_of(&architecture, &options);
        let lines = bill.lines.iter().filter(|line| is_of_time(&line.unit));
        let wanted: Amount = lines.filter_map(|line| line.usd).sum();
        let group = only(&architecture, Kind::AutoScalingGroup);
        let mut meter = Meter::new(&architecture, options);
        meter.launch(0, 0, &group, MICRO);
        meter.launch(0, 1, &group, MICRO);
        let month = 730 * HOUR;
        // Looking at it in between changes nothing.
        for hour in (0..730).step_by(7) {
            meter.renew(hour * HOUR, &architecture);
        }
        let difference = (meter.total(month) - wanted).size();
        assert!(difference < about("0.001"), "{difference} of {wanted}");
        assert_eq!(
            meter.by_resource(month).values().copied().sum::<Amount>(),
            meter.total(month)
        );
        let rupees = meter.total(month).times(table().fx.value);
        assert_eq!(meter.total_inr(month), rupees);
        assert!(meter.total_with_gst_inr(month) > rupees);
        let hour = meter.hour().by(730);
        assert!((hour - wanted).size() < about("0.001"), "{hour}");
    }

    #[test]
    fn sec_1_a_server_costs_by_the_second_and_a_minute_at_least() {
        let architecture = notebookly();
        let group = only(&architecture, Kind::AutoScalingGroup);
        let mut meter = Meter::new(&architecture, Options::default());
        let bare = meter.total(HOUR);
        let bare_hour = |meter: &Meter| of(meter, HOUR, &group, Group::Compute);
        assert!(bare_hour(&meter).is_zero());
        let kind = ServerKind {
            volume_size: 0,
            ..MICRO
        };
        meter.launch(100, 7, &group, kind);
        meter.end(110, 7);
        let minute = about("0.0112").over(60);
        assert_eq!(bare_hour(&meter), minute);
        assert_eq!(meter.total(HOUR), bare + minute);
        meter.launch(200, 8, &group, kind);
        meter.end(200 + 1_800, 8);
        assert_eq!(bare_hour(&meter), minute + about("0.0056"));
        meter.end(3_000, 99);
        assert_eq!(bare_hour(&meter), minute + about("0.0056"));
    }

    #[test]
    fn a_stopped_server_costs_its_disk() {
        let architecture = notebookly();
        let group = only(&architecture, Kind::AutoScalingGroup);
        let mut meter = Meter::new(&architecture, Options::default());
        meter.launch(0, 0, &group, MICRO);
        meter.stop(HOUR, 0);
        let first = of(&meter, HOUR, &group, Group::Compute);
        let disk = of(&meter, 731 * HOUR, &group, Group::Compute) - first;
        assert_eq!(disk, about("0.0912").by(8));
    }

    #[test]
    fn what_is_used_is_charged_where_it_is_used() {
        let architecture = notebookly();
        let mut meter = Meter::new(&architecture, Options::default());
        let balancer = only(&architecture, Kind::LoadBalancer);
        let gateway = only(&architecture, Kind::NatGateway);
        let bucket = only(&architecture, Kind::Bucket);
        assert!(of(&meter, 0, &balancer, Group::Balancing).is_zero());
        assert_eq!(
            of(&meter, HOUR, &balancer, Group::Balancing),
            about("0.0239")
        );
        assert_eq!(
            of(&meter, DAY, &gateway, Group::Network),
            about("0.061").by(24)
        );
        // TV-32: five LCUs are 0.04 USD an hour.
        meter.lcu(&balancer, Amount::whole(5));
        assert_eq!(of(&meter, 0, &balancer, Group::Balancing), about("0.04"));
        meter.nat_bytes(&gateway, 2_500_000_000);
        assert_eq!(of(&meter, 0, &gateway, Group::Network), about("0.14"));
        meter.s3_requests(&bucket, 10_000, 1_000);
        assert_eq!(of(&meter, 0, &bucket, Group::Storage), about("0.009"));
        let before = meter.total(0);
        meter.internet_bytes(1_000_000_000);
        meter.cross_zone_bytes(1_000_000_000);
        assert_eq!(meter.total(0) - before, about("0.1193"));
    }

    #[test]
    fn what_nobody_knows_is_named_and_in_no_sum() {
        let architecture = notebookly();
        let group = only(&architecture, Kind::AutoScalingGroup);
        let database = only(&architecture, Kind::Database);
        let mut meter = Meter::new(&architecture, Options::default());
        let before = meter.total(HOUR);
        let kind = ServerKind {
            instance_type: "x9.huge",
            volume_type: "none",
            ..MICRO
        };
        meter.launch(0, 1, &group, kind);
        meter.surplus(&database, Group::Database, about("38.4"), None);
        assert_eq!(meter.total(HOUR), before);
        let unknown: Vec<&str> = meter.unknown().collect();
        for what in [
            "EC2 x9.huge",
            "EBS none root volumes",
            "Surplus CPU credits",
        ] {
            assert!(unknown.contains(&what), "{unknown:?}");
        }
        let price = super::super::credits::surplus_price("us-east-1");
        meter.surplus(&database, Group::Database, about("38.4"), price);
        assert_eq!(meter.total(HOUR), before + about("2.88"));
    }

    #[test]
    fn a_disk_that_grew_costs_more() {
        let architecture = notebookly();
        let id = only(&architecture, Kind::Database);
        let database: Database = architecture
            .find::<Database>(&id)
            .expect("it is there")
            .clone();
        let mut meter = Meter::new(&architecture, Options::default());
        let hour = meter.total(HOUR);
        meter.storage_grew(HOUR, &id, &database, 10);
        meter.renew(HOUR, &architecture);
        let more = meter.total(2 * HOUR) - hour - hour;
        assert!(
            (more - about("2.62").over(730)).size() < about("0.0000001"),
            "{more}"
        );
    }

    #[test]
    fn a_change_of_the_drawing_counts_from_then_on() {
        let architecture = notebookly();
        let mut meter = Meter::new(&architecture, Options::default());
        let hour = meter.total(HOUR);
        let empty = Architecture::default();
        meter.renew(HOUR, &empty);
        assert_eq!(meter.total(HOUR), hour);
        assert_eq!(meter.total(10 * HOUR), hour);
        meter.renew(10 * HOUR, &architecture);
        let twice = meter.total(11 * HOUR) - hour;
        assert!((twice - hour).size() < about("0.0000001"));
    }
}

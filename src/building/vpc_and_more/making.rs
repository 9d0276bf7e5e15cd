//! Makes everything that a wish asks for, as edits.

use super::blocks::Blocks;
use super::{Made, Nats, Plan, Wish, explained};
use crate::architecture::{
    Document, Edit, InternetGateway, Kind, NatGateway, Properties, Region, Resource, ResourceId,
    Route, RouteTable, Subnet, Vpc, VpcEndpoint,
};

/// Where a default route leads to.
const EVERYWHERE: &str = "0.0.0.0/0";

/// What is being made.
struct Making {
    /// The document as it would be, so that no id is taken twice.
    draft: Document,
    edits: Vec<Edit>,
    made: Vec<Made>,
    prefix: String,
}

impl Making {
    /// Makes one thing, called by the prefix and this.
    fn make(
        &mut self,
        name: &str,
        detail: String,
        properties: impl Into<Properties>,
    ) -> ResourceId {
        let properties = properties.into();
        let kind = properties.kind();
        let id = self.draft.architecture.free_id(kind);
        let name = format!("{}-{name}", self.prefix);
        self.made.push(Made {
            kind,
            name: name.clone(),
            detail,
        });
        self.apply(Edit::Create {
            id: id.clone(),
            resource: Resource::new(name, properties),
        });
        id
    }

    fn apply(&mut self, edit: Edit) {
        let applied = self.draft.apply(edit.clone());
        debug_assert!(applied.is_ok(), "a free id takes anything: {applied:?}");
        self.edits.push(edit);
    }

    fn table(
        &mut self,
        vpc: &ResourceId,
        name: &str,
        to: Option<(&ResourceId, &str)>,
    ) -> ResourceId {
        let route = |(target, _): (&ResourceId, &str)| Route {
            destination: EVERYWHERE.into(),
            target: Some(target.clone()),
        };
        let detail = match to {
            Some((_, called)) => format!("{EVERYWHERE} to {called}"),
            None => "no route to the internet".to_owned(),
        };
        let table = RouteTable {
            vpc: Some(vpc.clone()),
            routes: to.map(route).into_iter().collect(),
        };
        self.make(name, detail, table)
    }
}

/// A subnet to be made.
struct Wing<'a> {
    name: String,
    zone: &'a str,
    block: String,
}

fn wings<'a>(tier: &str, blocks: &[ipnet::Ipv4Net], zones: &'a [String]) -> Vec<Wing<'a>> {
    let zones = zones.iter().cycle();
    (blocks.iter().zip(zones).enumerate())
        .map(|(number, (block, zone))| Wing {
            name: format!("{tier}{}-{zone}", number + 1),
            zone,
            block: block.to_string(),
        })
        .collect()
}

pub fn make(
    document: &Document,
    region: Option<&ResourceId>,
    wish: &Wish,
    zones: &[String],
    blocks: Blocks,
) -> Plan {
    let prefix = match wish.prefix.trim() {
        "" => Wish::default().prefix,
        prefix => prefix.to_owned(),
    };
    let mut making = Making {
        draft: document.clone(),
        edits: Vec::new(),
        made: Vec::new(),
        prefix,
    };
    let region = region.cloned().unwrap_or_else(|| {
        let drawn = &making.draft.architecture;
        let id = drawn.free_id(Kind::Region);
        let name = drawn.first_name(Kind::Region, &id);
        making.apply(Edit::Create {
            id: id.clone(),
            resource: Resource::new(name, Region::default()),
        });
        id
    });
    let addresses = 1_u64 << (32 - blocks.vpc.prefix_len());
    let vpc = making.make(
        "vpc",
        format!(
            "{}, {} addresses",
            blocks.vpc,
            crate::text::grouped(addresses)
        ),
        Vpc {
            region: Some(region),
            cidr: blocks.vpc.into(),
            dns_support: wish.dns_support,
            // Names need the name server: AWS refuses one without the other.
            // [API ec2 ModifyVpcAttribute]
            dns_hostnames: wish.dns_hostnames && wish.dns_support,
            ..Vpc::default()
        },
    );
    // The gateway comes first, so that the table can lead to it; a NAT gateway
    // needs its subnet, and the private tables need the NAT gateways.
    let public = wings("public", &blocks.public, zones);
    let gate = (!public.is_empty()).then(|| {
        let gateway = InternetGateway {
            vpc: Some(vpc.clone()),
            ..InternetGateway::default()
        };
        making.make("igw", "attached".to_owned(), gateway)
    });
    let way_out = format!("{}-igw", making.prefix);
    let public_table = (gate.as_ref())
        .map(|gate| making.table(&vpc, "rtb-public", Some((gate, way_out.as_str()))));
    let doors: Vec<ResourceId> = (public.iter())
        .map(|wing| subnet(&mut making, &vpc, wing, public_table.as_ref()))
        .collect();
    let nats: Vec<(ResourceId, String)> = (doors.iter().zip(&public).take(wish.nats_made()))
        .map(|(door, wing)| {
            let name = format!("nat-{}", wing.name);
            let gateway = NatGateway {
                subnet: Some(door.clone()),
                ..NatGateway::default()
            };
            let detail = format!(
                "in {}-subnet-{}, with an Elastic IP",
                making.prefix, wing.name
            );
            let called = format!("{}-{name}", making.prefix);
            (making.make(&name, detail, gateway), called)
        })
        .collect();
    let mut private_tables = Vec::new();
    for (number, wing) in wings("private", &blocks.private, zones).iter().enumerate() {
        let nat = match wish.nats {
            Nats::PerZone => nats.get(number % zones.len().max(1)),
            Nats::InOneZone | Nats::None => nats.first(),
        };
        let to = nat.map(|(id, name)| (id, name.as_str()));
        let table = making.table(&vpc, &format!("rtb-{}", wing.name), to);
        subnet(&mut making, &vpc, wing, Some(&table));
        private_tables.push(table);
    }
    let data = wings("data", &blocks.data, zones);
    let data_table = (!data.is_empty()).then(|| making.table(&vpc, "rtb-data", None));
    for wing in &data {
        subnet(&mut making, &vpc, wing, data_table.as_ref());
    }
    if wish.endpoint {
        // Without private tables the console's choice says nothing; then the
        // tables that there are lead to S3 by it.
        let tables = match private_tables.is_empty() {
            true => data_table.iter().chain(&public_table).cloned().collect(),
            false => private_tables,
        };
        let many = crate::text::count(tables.len(), "route table", "route tables");
        let endpoint = VpcEndpoint {
            vpc: Some(vpc.clone()),
            route_tables: tables,
            ..VpcEndpoint::default()
        };
        making.make("vpce-s3", format!("to Amazon S3, in {many}"), endpoint);
    }
    Plan {
        said: explained::said(wish, &making.made, zones),
        vpc,
        made: making.made,
        edits: making.edits,
    }
}

fn subnet(
    making: &mut Making,
    vpc: &ResourceId,
    wing: &Wing<'_>,
    table: Option<&ResourceId>,
) -> ResourceId {
    let subnet = Subnet {
        vpc: Some(vpc.clone()),
        cidr: wing.block.as_str().into(),
        zone: wing.zone.to_owned(),
        route_table: table.cloned(),
        // The console leaves "Auto-assign public IPv4 address" off.
        ..Subnet::default()
    };
    let detail = format!("{}, {}", wing.block, wing.zone);
    making.make(&format!("subnet-{}", wing.name), detail, subnet)
}

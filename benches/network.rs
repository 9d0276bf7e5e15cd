//! What must stay fast in the network: the snapshot, one trace, the matrix,
//! and how they grow.
//!
//! Run with `cargo bench --bench network`.

use cloud_campus::architecture::*;
use cloud_campus::network::*;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The shipped example.
fn notebookly() -> Architecture {
    let text = include_str!("../assets/examples/notebookly.campus.json");
    let document = Document::from_json(text);
    document
        .map(|document| document.architecture)
        .unwrap_or_default()
}

/// A campus of about `size` resources: of every hundred, ten subnets, four
/// security groups, two network ACLs and two route tables, the rest instances.
fn campus(size: usize) -> Architecture {
    let mut document = Document::default();
    let mut add = |id: String, properties: Properties| {
        let resource = Resource::new(id.as_str(), properties);
        let create = Edit::Create {
            id: id.as_str().into(),
            resource,
        };
        // Ids are counted, so none is taken twice.
        let _ = document.apply(create);
    };
    let vpc = || Some(ResourceId::new("vpc-1"));
    add(
        "vpc-1".to_owned(),
        Vpc {
            cidr: "10.0.0.0/8".into(),
            ..Vpc::default()
        }
        .into(),
    );
    add(
        "gate".to_owned(),
        InternetGateway {
            vpc: vpc(),
            ..InternetGateway::default()
        }
        .into(),
    );
    for hundred in 0..size.div_ceil(100) {
        let name = |kind: &str, number: usize| format!("{kind}-{hundred}-{number}");
        for number in 0..2 {
            let route = Route {
                destination: "0.0.0.0/0".into(),
                target: Some("gate".into()),
            };
            add(
                name("table", number),
                RouteTable {
                    vpc: vpc(),
                    routes: vec![route],
                }
                .into(),
            );
            let entry = NetworkAclEntry {
                number: 100,
                protocol: Protocol::All,
                cidr: "0.0.0.0/0".into(),
                ..NetworkAclEntry::default()
            };
            let acl = NetworkAcl {
                vpc: vpc(),
                inbound: vec![entry.clone()],
                outbound: vec![entry],
            };
            add(name("acl", number), acl.into());
        }
        for number in 0..4 {
            let ports = 80..=80 + u16::try_from(number).unwrap_or(0);
            let peer = Peer::Group(name("group", (number + 1) % 4).as_str().into());
            let group = SecurityGroup {
                vpc: vpc(),
                ingress: vec![
                    SecurityGroupRule::default(),
                    SecurityGroupRule::allow(Protocol::Tcp, ports, peer),
                ],
                ..SecurityGroup::default()
            };
            add(name("group", number), group.into());
        }
        for number in 0..10 {
            let subnet = Subnet {
                vpc: vpc(),
                cidr: CidrText(format!(
                    "10.{}.{}.0/24",
                    hundred / 25,
                    (hundred % 25) * 10 + number
                )),
                zone: ["a", "b", "c"][number % 3].to_owned(),
                route_table: Some(name("table", number % 2).as_str().into()),
                network_acl: Some(name("acl", number % 2).as_str().into()),
                map_public_ip: true,
            };
            add(name("subnet", number), subnet.into());
        }
        for number in 0..82 {
            let instance = Instance {
                subnet: Some(name("subnet", number % 10).as_str().into()),
                security_groups: vec![name("group", number % 4).as_str().into()],
                ..Instance::default()
            };
            add(name("instance", number), instance.into());
        }
    }
    document.architecture
}

fn request(from: &str, to: Endpoint, port: u16) -> Flow {
    Flow {
        from: if from == "internet" {
            Endpoint::Internet
        } else {
            Endpoint::Resource(from.into())
        },
        to,
        protocol: Protocol::Tcp,
        port,
        source_port: None,
        icmp: None,
        path: "/".to_owned(),
    }
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn snapshot(bencher: Bencher, size: usize) {
    let architecture = campus(size);
    bencher.bench_local(|| black_box(Network::new(&architecture)));
}

#[divan::bench]
fn snapshot_of_notebookly(bencher: Bencher) {
    let architecture = notebookly();
    bencher.bench_local(|| black_box(Network::new(&architecture)));
}

/// From the user through all tiers to the database and back.
#[divan::bench]
fn trace_through_notebookly(bencher: Bencher) {
    let architecture = notebookly();
    let network = Network::new(&architecture);
    let flow = request("internet", Endpoint::Host("notebookly.com".to_owned()), 80);
    bencher.bench_local(|| black_box(network.trace(&flow)));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn trace(bencher: Bencher, size: usize) {
    let architecture = campus(size);
    let network = Network::new(&architecture);
    let flow = request(
        "instance-0-0",
        Endpoint::Resource("instance-0-5".into()),
        80,
    );
    bencher.bench_local(|| black_box(network.trace(&flow)));
}

#[divan::bench(args = [100, 600, 1_200])]
fn matrix(bencher: Bencher, size: usize) {
    let architecture = campus(size);
    let network = Network::new(&architecture);
    bencher.bench_local(|| black_box(network.matrix()));
}

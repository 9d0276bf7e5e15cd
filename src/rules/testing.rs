//! Small architectures for the tests of rules, and what the rules say of them.

use expect_test::Expect;
use serde_json::Value;

use crate::architecture::*;

/// The examples of a rule: where it speaks and where it is silent.
#[derive(Default)]
pub struct Examples {
    /// Each with the sentences that the rule says.
    pub fires: Vec<(Sketch, Expect)>,
    /// Where the rule says nothing.
    pub silent: Vec<Sketch>,
}

impl Examples {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The rule says exactly this of `sketch`.
    pub fn fires(mut self, sketch: Sketch, says: Expect) -> Self {
        self.fires.push((sketch, says));
        self
    }

    /// The rule has nothing to say of `sketch`.
    pub fn silent(mut self, sketch: Sketch) -> Self {
        self.silent.push(sketch);
        self
    }
}

/// A document that is built in a few words.
#[derive(Clone, Default)]
pub struct Sketch(pub Document);

impl Sketch {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a resource.
    pub fn add(self, id: &str, name: &str, properties: impl Into<Properties>) -> Self {
        self.edit(Edit::Create {
            id: id.into(),
            resource: Resource::new(name, properties),
        })
    }

    /// Gives a property a value, as in files.
    pub fn set(self, id: &str, property: &str, value: impl Into<Value>) -> Self {
        let value: Value = value.into();
        self.edit(Edit::set(&id.into(), property, value))
    }

    /// Adds a row to a table, or a member to a list.
    pub fn push(self, id: &str, property: &str, item: impl serde::Serialize) -> Self {
        let resource = self.0.architecture.get(&id.into()).unwrap();
        let rows = resource.properties.get(property).unwrap();
        let end = rows.as_array().unwrap().len();
        self.edit(Edit::insert(&id.into(), property, end, item))
    }

    /// Writes a tag on a resource.
    pub fn tag(self, id: &str, key: &str, value: &str) -> Self {
        self.edit(Edit::Tag {
            id: id.into(),
            key: key.to_owned(),
            value: value.to_owned(),
        })
    }

    /// Changes what a resource is called.
    pub fn rename(self, id: &str, name: &str) -> Self {
        self.edit(Edit::Rename {
            id: id.into(),
            name: name.to_owned(),
        })
    }

    /// Deletes a resource and leaves behind what others say of it.
    pub fn delete(self, id: &str) -> Self {
        self.edit(Edit::Delete { id: id.into() })
    }

    fn edit(mut self, edit: Edit) -> Self {
        let text = format!("{edit:?}");
        if let Err(error) = self.0.apply(edit) {
            panic!("{text}: {error:?}");
        }
        self
    }
}

/// The id with this text, as references in properties have it.
pub fn to(id: &str) -> Option<ResourceId> {
    Some(id.into())
}

/// The ids with these texts.
pub fn ids(ids: &[&str]) -> Vec<ResourceId> {
    ids.iter().map(|id| (*id).into()).collect()
}

/// A route.
pub fn route(destination: &str, target: &str) -> Route {
    Route {
        destination: destination.into(),
        target: (!target.is_empty()).then(|| target.into()),
    }
}

/// A rule that allows TCP on a port from a block or, with `#`, a group.
pub fn tcp(port: u16, peer: &str) -> SecurityGroupRule {
    let peer = match peer.strip_prefix('#') {
        Some(group) => Peer::Group(group.into()),
        None => Peer::Cidr(peer.into()),
    };
    SecurityGroupRule::allow(Protocol::Tcp, port..=port, peer)
}

/// An entry of a network ACL for TCP.
pub fn entry(number: u32, action: RuleAction, ports: (i32, i32), cidr: &str) -> NetworkAclEntry {
    NetworkAclEntry {
        number,
        action,
        protocol: Protocol::Tcp,
        from_port: Some(ports.0),
        to_port: Some(ports.1),
        cidr: cidr.into(),
    }
}

/// A region with one VPC and one subnet that nothing is wrong with, but that
/// nothing leads out of.
pub fn empty_vpc() -> Sketch {
    Sketch::new()
        .add("region-1", "Mumbai", Region::default())
        .add(
            "vpc-1",
            "Notebookly-VPC",
            Vpc {
                region: to("region-1"),
                ..Vpc::default()
            },
        )
        .add("subnet-1", "public-a", subnet("10.0.1.0/24", "a", "rt-1"))
        .add("rt-1", "public", table(Vec::new()))
}

fn subnet(cidr: &str, zone: &str, table: &str) -> Subnet {
    Subnet {
        vpc: to("vpc-1"),
        cidr: cidr.into(),
        zone: format!("ap-south-1{zone}"),
        route_table: to(table),
        ..Subnet::default()
    }
}

fn table(routes: Vec<Route>) -> RouteTable {
    RouteTable {
        vpc: to("vpc-1"),
        routes,
    }
}

fn group(ingress: Vec<SecurityGroupRule>) -> SecurityGroup {
    SecurityGroup {
        vpc: to("vpc-1"),
        ingress,
        ..SecurityGroup::default()
    }
}

/// Two zones with a public and a private subnet each, an internet gateway, a
/// NAT gateway per zone, a load balancer, an Auto Scaling group, a database
/// and a zone of names: three tiers that nothing is wrong with.
pub fn three_tiers() -> Sketch {
    let nat = |subnet| NatGateway {
        subnet: to(subnet),
        ..NatGateway::default()
    };
    empty_vpc()
        .set("vpc-1", "dns_hostnames", true)
        .add("subnet-2", "public-b", subnet("10.0.2.0/24", "b", "rt-1"))
        .add("subnet-3", "private-a", subnet("10.0.3.0/24", "a", "rt-2"))
        .add("subnet-4", "private-b", subnet("10.0.4.0/24", "b", "rt-3"))
        .add(
            "igw-1",
            "Notebookly-IGW",
            InternetGateway {
                region: to("region-1"),
                vpc: to("vpc-1"),
            },
        )
        .add("nat-1", "NAT-GW-AZ1", nat("subnet-1"))
        .add("nat-2", "NAT-GW-AZ2", nat("subnet-2"))
        .push("rt-1", "routes", route("0.0.0.0/0", "igw-1"))
        .add(
            "rt-2",
            "private-a",
            table(vec![route("0.0.0.0/0", "nat-1")]),
        )
        .add(
            "rt-3",
            "private-b",
            table(vec![route("0.0.0.0/0", "nat-2")]),
        )
        .add(
            "sg-1",
            "ALB-SG",
            group(vec![tcp(80, "0.0.0.0/0"), tcp(443, "0.0.0.0/0")]),
        )
        .add(
            "sg-2",
            "WebServer-SG",
            group(vec![tcp(80, "#sg-1"), tcp(22, "198.51.100.7/32")]),
        )
        .add("sg-3", "Database-SG", group(vec![tcp(3306, "#sg-2")]))
        .add(
            "alb-1",
            "Notebookly-ALB",
            LoadBalancer {
                subnets: ids(&["subnet-1", "subnet-2"]),
                security_groups: ids(&["sg-1"]),
                listeners: vec![
                    Listener {
                        default_action: Action::Redirect {
                            protocol: ListenerProtocol::Https,
                            port: 443,
                            status: 301,
                        },
                        ..Listener::default()
                    },
                    Listener {
                        port: 443,
                        protocol: ListenerProtocol::Https,
                        certificate: to("certificate-1"),
                        default_action: Action::forward(to("tg-1")),
                        ..Listener::default()
                    },
                ],
                ..LoadBalancer::default()
            },
        )
        .add(
            "certificate-1",
            "notebookly.com",
            Certificate {
                region: to("region-1"),
                domain: "notebookly.com".to_owned(),
                other_names: vec!["*.notebookly.com".to_owned()],
                zone: to("zone-1"),
                ..Certificate::default()
            },
        )
        .add(
            "tg-1",
            "Notebookly-TG",
            TargetGroup {
                vpc: to("vpc-1"),
                health_path: "/health".to_owned(),
                ..TargetGroup::default()
            },
        )
        .add(
            "lt-1",
            "Notebookly-Template",
            LaunchTemplate {
                region: to("region-1"),
                security_groups: ids(&["sg-2"]),
                backends: ids(&["db-1"]),
                ..LaunchTemplate::default()
            },
        )
        .add(
            "asg-1",
            "Notebookly-ASG",
            AutoScalingGroup {
                launch_template: to("lt-1"),
                subnets: ids(&["subnet-3", "subnet-4"]),
                target_groups: ids(&["tg-1"]),
                max_size: 10,
                ..AutoScalingGroup::default()
            },
        )
        .add(
            "db-1",
            "notebookly-db",
            Database {
                subnets: ids(&["subnet-3", "subnet-4"]),
                security_groups: ids(&["sg-3"]),
                deletion_protection: true,
                ..Database::default()
            },
        )
        .add(
            "zone-1",
            "notebookly.com",
            HostedZone {
                domain: "notebookly.com".to_owned(),
                records: vec![
                    DnsRecord {
                        name: "notebookly.com".to_owned(),
                        alias: to("alb-1"),
                        ..DnsRecord::default()
                    },
                    DnsRecord {
                        name: "www.notebookly.com".to_owned(),
                        record_type: RecordType::Cname,
                        values: vec!["notebookly.com".to_owned()],
                        ..DnsRecord::default()
                    },
                ],
                ..HostedZone::default()
            },
        )
}

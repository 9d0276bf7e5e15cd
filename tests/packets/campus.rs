//! A language for small networks.
//!
//! A network is a few lines of what a learner would say: this VPC, these
//! subnets, this table, that guard. It becomes a document through the real
//! file format, so a network that no file could hold cannot be asked about.

use cloud_campus::architecture::Document;
use serde_json::{Value, json};

use super::wording::{acl_entry, group_rule};

/// A network in the making. Every resource is called by its id.
#[derive(Clone)]
pub struct Campus {
    pub(super) resources: Vec<Value>,
    vpc: String,
}

/// A Region with one VPC, called `vpc`.
pub fn campus(cidr: &str) -> Campus {
    let empty = Campus {
        resources: Vec::new(),
        vpc: String::new(),
    };
    empty
        .add("region", "mumbai", json!({"code": "ap-south-1"}))
        .vpc("vpc", cidr)
}

impl Campus {
    /// The document, through the file format.
    pub fn document(&self) -> Document {
        let file = json!({
            "format": "cloud-campus", "version": 3, "title": "a case",
            "resources": self.resources,
        });
        Document::from_json(&file.to_string()).unwrap()
    }

    /// A resource of any kind.
    pub fn add(mut self, kind: &str, id: &str, properties: Value) -> Self {
        let mut members = json!({"id": id, "kind": kind, "name": id});
        for (key, value) in properties.as_object().unwrap() {
            members[key] = value.clone();
        }
        self.resources.push(members);
        self
    }

    /// Gives a property of a resource another value.
    pub fn set(mut self, id: &str, property: &str, value: Value) -> Self {
        self.find(id)[property] = value;
        self
    }

    /// Deletes a resource as AWS does when something else still names it as
    /// the target of a route or of an alias.
    pub fn gone(mut self, id: &str) -> Self {
        self.resources.retain(|it| it["id"] != id);
        self
    }

    fn find(&mut self, id: &str) -> &mut Value {
        let found = self.resources.iter_mut().find(|it| it["id"] == id);
        found.unwrap_or_else(|| panic!("the case names `{id}`, which it never made"))
    }

    /// A further VPC, to which everything that follows belongs.
    pub fn vpc(self, id: &str, cidr: &str) -> Self {
        let mut it = self.add("vpc", id, json!({"region": "mumbai", "cidr": cidr}));
        it.vpc = id.to_owned();
        it
    }

    /// Public names for instances, and private zones: `enableDnsHostnames`.
    pub fn dns_hostnames(self) -> Self {
        let vpc = self.vpc.clone();
        self.set(&vpc, "dns_hostnames", json!(true))
    }

    /// A subnet in the zone with this letter.
    pub fn subnet(self, id: &str, cidr: &str, zone: &str) -> Self {
        let zone = format!("ap-south-1{zone}");
        let vpc = self.vpc.clone();
        self.add(
            "subnet",
            id,
            json!({"vpc": vpc, "cidr": cidr, "zone": zone}),
        )
    }

    /// An internet gateway, attached.
    pub fn gateway(self, id: &str) -> Self {
        let vpc = self.vpc.clone();
        self.add(
            "internet-gateway",
            id,
            json!({"region": "mumbai", "vpc": vpc}),
        )
    }

    /// A public NAT gateway with its addresses.
    pub fn nat(self, id: &str, subnet: &str, private: &str, public: &str) -> Self {
        self.add(
            "nat-gateway",
            id,
            json!({"subnet": subnet, "private_address": private, "public_address": public}),
        )
    }

    /// A route table for these subnets, its routes such as `0.0.0.0/0 igw`.
    pub fn table(mut self, id: &str, subnets: &[&str], routes: &[&str]) -> Self {
        for subnet in subnets {
            self = self.set(subnet, "route_table", json!(id));
        }
        let routes: Vec<_> = routes
            .iter()
            .map(|route| {
                let (destination, target) = route.split_once(' ').unwrap();
                json!({"destination": destination, "target": target})
            })
            .collect();
        let vpc = self.vpc.clone();
        self.add("route-table", id, json!({"vpc": vpc, "routes": routes}))
    }

    /// A network ACL at the border of these subnets.
    pub fn acl(mut self, id: &str, subnets: &[&str], inbound: &[&str], outbound: &[&str]) -> Self {
        for subnet in subnets {
            self = self.set(subnet, "network_acl", json!(id));
        }
        let inbound: Vec<_> = inbound.iter().map(|it| acl_entry(it)).collect();
        let outbound: Vec<_> = outbound.iter().map(|it| acl_entry(it)).collect();
        let vpc = self.vpc.clone();
        self.add(
            "network-acl",
            id,
            json!({"vpc": vpc, "inbound": inbound, "outbound": outbound}),
        )
    }

    /// A security group with its inbound rules; outbound everything, as a new
    /// group has it.
    pub fn guard(self, id: &str, ingress: &[&str]) -> Self {
        let ingress: Vec<_> = ingress.iter().map(|it| group_rule(it)).collect();
        let vpc = self.vpc.clone();
        self.add(
            "security-group",
            id,
            json!({"vpc": vpc, "ingress": ingress}),
        )
    }

    /// Replaces the outbound rules of a group.
    pub fn egress(self, group: &str, rules: &[&str]) -> Self {
        let rules: Vec<_> = rules.iter().map(|it| group_rule(it)).collect();
        self.set(group, "egress", json!(rules))
    }

    /// An instance without a public address.
    pub fn server(self, id: &str, subnet: &str, address: &str, groups: &[&str]) -> Self {
        self.add(
            "instance",
            id,
            json!({
                "subnet": subnet, "private_address": address,
                "security_groups": groups, "public_ip": "no",
            }),
        )
    }

    /// Gives an instance a public address.
    pub fn public(self, server: &str, address: &str) -> Self {
        self.set(server, "public_ip", json!("yes"))
            .set(server, "public_address", json!(address))
    }

    /// A peering connection between two VPCs.
    pub fn peering(self, id: &str, requester: &str, accepter: &str) -> Self {
        self.add(
            "vpc-peering",
            id,
            json!({"requester": requester, "accepter": accepter}),
        )
    }

    /// A gateway endpoint with a route in these tables.
    pub fn endpoint(self, id: &str, service: &str, tables: &[&str]) -> Self {
        let vpc = self.vpc.clone();
        self.add(
            "vpc-endpoint",
            id,
            json!({"vpc": vpc, "service": service, "route_tables": tables}),
        )
    }

    /// A bucket in the VPC's own Region.
    pub fn bucket(self, id: &str) -> Self {
        self.add("bucket", id, json!({"region": "mumbai"}))
    }

    /// A load balancer; a node is `subnet private` or `subnet private public`.
    pub fn balancer(self, id: &str, scheme: &str, nodes: &[&str], groups: &[&str]) -> Self {
        let words = |node: &str| node.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let subnets: Vec<_> = nodes.iter().map(|it| words(it)[0].clone()).collect();
        let addresses: Vec<_> = nodes
            .iter()
            .map(|it| {
                let node = words(it);
                json!({
                    "subnet": node[0], "private_address": node[1],
                    "public_address": node.get(2).cloned().unwrap_or_default(),
                })
            })
            .collect();
        self.add(
            "load-balancer",
            id,
            json!({
                "scheme": scheme, "subnets": subnets,
                "node_addresses": addresses, "security_groups": groups,
            }),
        )
    }

    /// An HTTP listener whose default action forwards to a group.
    pub fn listener(self, balancer: &str, port: u16, target_group: &str) -> Self {
        self.listens(
            balancer,
            json!({
                "port": port, "protocol": "http",
                "default_action": {"forward": {"target_group": target_group}},
            }),
        )
    }

    /// A listener as it stands in a file.
    pub fn listens(mut self, balancer: &str, listener: Value) -> Self {
        let it = self.find(balancer);
        let mut listeners = it["listeners"].as_array().cloned().unwrap_or_default();
        listeners.push(listener);
        it["listeners"] = json!(listeners);
        self
    }

    /// A target group with instances registered by hand.
    pub fn targets(self, id: &str, port: u16, targets: &[&str]) -> Self {
        let vpc = self.vpc.clone();
        self.add(
            "target-group",
            id,
            json!({"vpc": vpc, "port": port, "targets": targets}),
        )
    }

    /// A hosted zone everybody sees; a record is `name A value`, `name CNAME
    /// value` or `name alias resource`.
    pub fn zone(self, id: &str, domain: &str, records: &[&str]) -> Self {
        let records: Vec<_> = records
            .iter()
            .map(|record| {
                let words: Vec<_> = record.split(' ').collect();
                match words[1] {
                    "alias" => json!({"name": words[0], "type": "A", "alias": words[2]}),
                    kind => json!({"name": words[0], "type": kind, "values": [words[2]]}),
                }
            })
            .collect();
        self.add(
            "hosted-zone",
            id,
            json!({"domain": domain, "records": records}),
        )
    }

    /// Makes a zone private to these VPCs.
    pub fn private_to(self, zone: &str, vpcs: &[&str]) -> Self {
        self.set(zone, "private", json!(true))
            .set(zone, "vpcs", json!(vpcs))
    }
}

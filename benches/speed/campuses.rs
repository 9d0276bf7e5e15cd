//! Architectures to measure with, made anew for every size.

use cloud_campus::architecture::*;
use serde_json::Value;

const NOTEBOOKLY: &str = include_str!("../../tests/files/notebookly.campus.json");

/// The shipped example.
pub fn notebookly() -> Architecture {
    read(NOTEBOOKLY)
}

/// A campus of about `size` resources: of every hundred, ten subnets, four
/// security groups, two network ACLs and two route tables, the rest instances.
pub fn campus(size: usize) -> Architecture {
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

/// An architecture of about `size` resources as somebody would draw it: for
/// every hundred one more Notebookly, in a VPC of its own, with further web
/// servers in its private subnets.
pub fn notebooklies(size: usize) -> Architecture {
    copies(size, |_| {})
}

/// The same with much that is wrong: every VPC has the same block, no web
/// server is let in, and half of the servers have only the default group.
pub fn broken_notebooklies(size: usize) -> Architecture {
    copies(size, |resource| match resource["kind"].as_str() {
        Some("vpc") => resource["cidr"] = "10.0.0.0/16".into(),
        Some("security-group") => resource["ingress"] = Value::Array(Vec::new()),
        Some("instance") if resource["id"].as_str().is_some_and(|id| id.ends_with('0')) => {
            resource["security_groups"] = Value::Array(Vec::new());
        }
        _ => {}
    })
}

/// The same with more resources.
pub fn with_more(architecture: &Architecture, more: Vec<Value>) -> Architecture {
    let document = Document {
        architecture: architecture.clone(),
        ..Document::default()
    };
    let mut document: Value = serde_json::from_str(&document.to_json()).unwrap_or_default();
    if let Some(resources) = document["resources"].as_array_mut() {
        resources.extend(more);
    }
    read(&document.to_string())
}

fn copies(size: usize, change: impl Fn(&mut Value)) -> Architecture {
    let one: Value = serde_json::from_str(NOTEBOOKLY).unwrap_or_default();
    let originals = one["resources"].as_array().cloned().unwrap_or_default();
    let names: Vec<&str> = originals
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    // One world for all: there is one Region and one customer.
    let shared = |resource: &Value| matches!(resource["kind"].as_str(), Some("region" | "user"));
    let mut resources: Vec<Value> = originals.iter().filter(|it| shared(it)).cloned().collect();
    for copy in 0..size.div_ceil(100) {
        let before = resources.len();
        for original in originals.iter().filter(|it| !shared(it)) {
            let mut resource = original.clone();
            if resource["kind"] == "vpc" {
                resource["cidr"] = "10.0.0.0/16".into();
            }
            renumber(&mut resource, copy, &names);
            resources.push(resource);
        }
        for number in 0..(before + size.min(100)).saturating_sub(resources.len()) {
            let subnet = 3 + number % 2;
            resources.push(serde_json::json!({
                "kind": "instance",
                "id": format!("instance-{copy}-{number}"),
                "name": format!("server-{copy}-{number}"),
                "subnet": format!("subnet-{subnet}-of-{copy}"),
                "security_groups": [format!("security-group-2-of-{copy}")],
            }));
        }
    }
    for resource in &mut resources {
        change(resource);
    }
    let document = serde_json::json!({
        "format": "cloud-campus", "version": 2, "title": "Measured", "resources": resources,
    });
    read(&document.to_string())
}

/// Gives a copy its own ids, names and addresses.
fn renumber(value: &mut Value, copy: usize, names: &[&str]) {
    match value {
        Value::String(text) => {
            let is_id = text.rsplit_once('-').is_some_and(|(kind, number)| {
                number.parse::<u8>().is_ok()
                    && Kind::from_key(kind).is_some_and(|kind| kind != Kind::Region)
            });
            let is_name = names.contains(&text.as_str()) && !text.contains('.');
            *text = if is_id || is_name {
                format!("{text}-of-{copy}")
            } else {
                text.replace("10.0.", &format!("10.{copy}."))
                    .replace("notebookly.com", &format!("notebookly{copy}.com"))
                    .replace("notebook-db", &format!("notebook-db{copy}"))
            };
        }
        Value::Array(values) => values.iter_mut().for_each(|it| renumber(it, copy, names)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|it| renumber(it, copy, names)),
        _ => {}
    }
}

fn read(text: &str) -> Architecture {
    match Document::from_json(text) {
        Ok(document) => document.architecture,
        Err(problem) => panic!("what is measured is no document: {problem}"),
    }
}

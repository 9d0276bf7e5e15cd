//! The statements of the language that have a list behind their colon.

use cloud_campus::architecture::*;

use super::{Campus, Words, acl_id, action, clauses, group_id, ids, peer, ports};

impl Campus {
    pub(super) fn acl(&mut self, name: &str, body: &str) {
        let mut acl = NetworkAcl {
            vpc: self.vpc.clone(),
            ..NetworkAcl::default()
        };
        for clause in clauses(body) {
            let (from_port, to_port) = ports(clause[4]);
            let entry = NetworkAclEntry {
                number: clause[1].parse().unwrap(),
                action: action(clause[2]),
                protocol: clause[3].parse().unwrap(),
                from_port,
                to_port,
                cidr: clause[5].into(),
            };
            match clause[0] {
                "in" => acl.inbound.push(entry),
                _ => acl.outbound.push(entry),
            }
        }
        self.add(acl_id(name).as_str(), acl);
    }

    pub(super) fn group(&mut self, name: &str, body: &str) {
        let mut group = SecurityGroup {
            vpc: self.vpc.clone(),
            ..SecurityGroup::default()
        };
        if body.contains("out ") {
            group.egress.clear();
        }
        for clause in clauses(body) {
            if clause[1] == "none" {
                continue;
            }
            let (from_port, to_port) = ports(clause[2]);
            let rule = SecurityGroupRule {
                protocol: clause[1].parse().unwrap(),
                from_port,
                to_port,
                peer: peer(clause[3]),
                description: String::new(),
            };
            match clause[0] {
                "in" => group.ingress.push(rule),
                _ => group.egress.push(rule),
            }
        }
        self.add(group_id(name).as_str(), group);
    }

    pub(super) fn instance(&mut self, name: &str, subnet: &str, address: &str, words: &Words) {
        self.add(
            name,
            Instance {
                subnet: Some(subnet.into()),
                private_address: address.trim_matches('_').into(),
                public_address: words.after("public").unwrap_or_default().into(),
                elastic_ip: words.has("eip"),
                security_groups: words.groups(),
                source_dest_check: !words.has("no-check"),
                state: if words.has("stopped") {
                    InstanceState::Stopped
                } else {
                    InstanceState::Running
                },
                backends: words.ids_after("calls"),
                ..Instance::default()
            },
        );
    }

    /// `eni INSTANCE NAME SUBNET ADDRESS`
    pub(super) fn further_interface(&mut self, instance: &str, words: &Words) {
        let item = NetworkInterface {
            name: words.0[2].to_owned(),
            subnet: Some(words.0[3].into()),
            private_address: words.0[4].into(),
            public_address: words.after("public").unwrap_or_default().into(),
            security_groups: words.groups(),
            source_dest_check: true,
        };
        let insert = Edit::Insert {
            id: instance.into(),
            property: "interfaces".to_owned(),
            index: 0,
            item: serde_json::to_value(item).unwrap(),
        };
        self.document.apply(insert).unwrap();
    }

    /// Listeners: `80 -> group`, `80 = 301`, and rules `80 /path* -> group`.
    pub(super) fn balancer(&mut self, name: &str, subnets: &str, words: &Words, body: &str) {
        let mut listeners: Vec<Listener> = Vec::new();
        for clause in clauses(body) {
            let port: u16 = clause[0].parse().unwrap();
            let target = *clause.last().unwrap();
            let action = match clause[clause.len() - 2] {
                "->" if target == "nothing" => Action::forward(None),
                "->" => Action::forward(ResourceId::new(target)),
                _ => match target.parse().unwrap() {
                    status @ (301 | 302) => Action::Redirect {
                        protocol: ListenerProtocol::Https,
                        port: 443,
                        status,
                    },
                    status => Action::FixedResponse {
                        status,
                        body: String::new(),
                    },
                },
            };
            let place = listeners.iter().position(|listener| listener.port == port);
            match place {
                Some(place) => {
                    let pattern = clause[1].to_owned();
                    let mut rule = ListenerRule {
                        priority: listeners[place].rules.len() as u32 + 1,
                        action,
                        ..ListenerRule::default()
                    };
                    match pattern.starts_with('/') {
                        true => rule.paths.push(pattern),
                        false => rule.hosts.push(pattern),
                    }
                    listeners[place].rules.push(rule);
                }
                None => listeners.push(Listener {
                    port,
                    certificate: words.id_after("cert").filter(|_| port == 443),
                    protocol: if port == 443 {
                        ListenerProtocol::Https
                    } else {
                        ListenerProtocol::Http
                    },
                    default_action: action,
                    ..Listener::default()
                }),
            }
        }
        self.add(
            name,
            LoadBalancer {
                scheme: if words.has("internal") {
                    Scheme::Internal
                } else {
                    Scheme::InternetFacing
                },
                subnets: ids(subnets),
                security_groups: words.groups(),
                listeners,
                web_acl: words.id_after("waf"),
                node_addresses: Vec::new(),
                ..LoadBalancer::default()
            },
        );
    }

    pub(super) fn zone(&mut self, domain: &str, words: &Words, body: &str) {
        let records = clauses(body).map(|clause| {
            let value = clause[2].to_owned();
            let mut record = DnsRecord {
                name: clause[0].to_owned(),
                ..DnsRecord::default()
            };
            match clause[1] {
                "alias" => record.alias = Some(value.as_str().into()),
                "CNAME" => {
                    record.record_type = RecordType::Cname;
                    record.values.push(value);
                }
                _ => record.values.extend(value.split(',').map(str::to_owned)),
            }
            // `A web weighted 90`, `A web geolocation IN`
            if let [_, _, target, policy, how, ..] = clause[..] {
                record.set_id = target.to_owned();
                record.weight = how.parse().unwrap_or(100);
                record.location = how.to_owned();
                record.policy = match policy {
                    "weighted" => RoutingPolicy::Weighted,
                    "geolocation" => RoutingPolicy::Geolocation,
                    other => unreachable!("{other} is no policy of this language"),
                };
            }
            record
        });
        let zone = HostedZone {
            domain: domain.to_owned(),
            private: words.has("private"),
            vpcs: words.ids_after("private"),
            records: records.collect(),
        };
        self.add(&format!("zone-{domain}-{}", words.has("private")), zone);
    }
}

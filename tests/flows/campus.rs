//! A small language for networks and flows, so that a test shows what is
//! built, what is asked and what the answer is, and nothing else.
//!
//! One statement a line; a resource's name is its id, but for security groups
//! and network ACLs, which get `-sg` and `-acl` behind theirs. `subnet`, `table`, `acl`,
//! `sg`, `tg` belong to the last `vpc` above them. A flow is written
//! `from -> to protocol port = outcome`, the outcome being `delivered` or the
//! code of the drop, with `on return` when it is the answer that is dropped.

#[path = "statements.rs"]
mod statements;

use cloud_campus::architecture::*;
use cloud_campus::network::*;

/// Builds the network that the text describes.
pub fn build(text: &str) -> Architecture {
    let mut campus = Campus::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        campus.statement(line);
    }
    campus.document.architecture
}

#[derive(Default)]
struct Campus {
    document: Document,
    vpc: Option<ResourceId>,
    region: Option<ResourceId>,
}

/// The words of a statement: what follows a keyword, and what stands alone.
struct Words<'t>(Vec<&'t str>);

impl<'t> Words<'t> {
    fn after(&self, keyword: &str) -> Option<&'t str> {
        let at = self.0.iter().position(|word| *word == keyword)?;
        self.0.get(at + 1).copied()
    }

    fn has(&self, keyword: &str) -> bool {
        self.0.contains(&keyword)
    }

    fn ids_after(&self, keyword: &str) -> Vec<ResourceId> {
        self.after(keyword).map(ids).unwrap_or_default()
    }

    fn groups(&self) -> Vec<ResourceId> {
        let named = self
            .after("sg")
            .into_iter()
            .flat_map(|list| list.split(','));
        named.map(group_id).collect()
    }

    fn acl(&self) -> Option<ResourceId> {
        self.after("acl").map(acl_id)
    }

    fn id_after(&self, keyword: &str) -> Option<ResourceId> {
        self.after(keyword).map(ResourceId::new)
    }
}

fn group_id(name: &str) -> ResourceId {
    ResourceId::new(format!("{name}-sg"))
}

fn acl_id(name: &str) -> ResourceId {
    ResourceId::new(format!("{name}-acl"))
}

fn ids(list: &str) -> Vec<ResourceId> {
    list.split(',').map(ResourceId::new).collect()
}

fn clauses(body: &str) -> impl Iterator<Item = Vec<&str>> {
    body.split(';')
        .map(|clause| clause.split_whitespace().collect())
        .filter(|it: &Vec<_>| !it.is_empty())
}

/// Ports as written: `80`, `1024-65535`, `*`, and for ICMP `type/code`.
fn ports(text: &str) -> (Option<i32>, Option<i32>) {
    if text == "*" {
        return (None, None);
    }
    let (from, to) = text
        .split_once('/')
        .or_else(|| text.split_once('-'))
        .unwrap_or((text, text));
    (from.parse().ok(), to.parse().ok())
}

fn peer(text: &str) -> Peer {
    match text.chars().next() {
        Some(first) if first.is_ascii_digit() => Peer::Cidr(text.into()),
        _ => Peer::Group(group_id(text)),
    }
}

impl Campus {
    fn add(&mut self, id: &str, properties: impl Into<Properties>) {
        let create = Edit::Create {
            id: id.into(),
            resource: Resource::new(id, properties),
        };
        self.document.apply(create).unwrap();
    }

    fn statement(&mut self, line: &str) {
        let (head, body) = line
            .split_once(": ")
            .unwrap_or((line.trim_end_matches(':'), ""));
        let words = Words(head.split_whitespace().collect());
        let name = words.0.get(1).copied().unwrap_or_default();
        let word = |at: usize| words.0.get(at).copied().unwrap_or_default();
        let vpc = self.vpc.clone();
        let region = self.region.clone();
        match word(0) {
            "region" => {
                self.region = Some(name.into());
                self.add(
                    name,
                    Region {
                        code: name.to_owned(),
                    },
                );
            }
            "vpc" => {
                self.vpc = Some(name.into());
                let further = words.after("and").map(|block| vec![block.into()]);
                self.add(
                    name,
                    Vpc {
                        region,
                        cidr: word(2).into(),
                        secondary_cidrs: further.unwrap_or_default(),
                        dns_support: !words.has("no-dns"),
                        dns_hostnames: words.has("hostnames"),
                        main_route_table: words.id_after("main"),
                        default_network_acl: words.acl(),
                        default_security_group: words.after("sg").map(group_id),
                    },
                );
            }
            "igw" => self.add(
                name,
                InternetGateway {
                    region,
                    vpc: words.0.get(2).map(|id| (*id).into()),
                },
            ),
            "subnet" => self.add(
                name,
                Subnet {
                    vpc,
                    cidr: word(2).into(),
                    zone: word(3).to_owned(),
                    route_table: words.id_after("table"),
                    network_acl: words.acl(),
                    map_public_ip: words.has("public"),
                },
            ),
            "table" => {
                let routes = clauses(body).map(|clause| Route {
                    destination: clause[0].into(),
                    target: clause.get(2).map(|id| (*id).into()),
                });
                self.add(
                    name,
                    RouteTable {
                        vpc,
                        routes: routes.collect(),
                    },
                );
            }
            "acl" => self.acl(name, body),
            "sg" => self.group(name, body),
            "instance" => self.instance(name, word(2), word(3), &words),
            "eni" => self.further_interface(name, &words),
            "nat" => self.add(
                name,
                NatGateway {
                    subnet: Some(word(2).into()),
                    connectivity: if words.has("private") {
                        Connectivity::Private
                    } else {
                        Connectivity::Public
                    },
                    elastic_ip: !words.has("no-eip"),
                    private_address: words.after("at").unwrap_or_default().into(),
                    public_address: words.after("eip").unwrap_or_default().into(),
                },
            ),
            "peering" => self.add(
                name,
                VpcPeering {
                    requester: Some(word(2).into()),
                    accepter: Some(word(3).into()),
                },
            ),
            "endpoint" => self.add(
                name,
                VpcEndpoint {
                    vpc,
                    service: EndpointService::S3,
                    route_tables: words.0.get(2).map(|list| ids(list)).unwrap_or_default(),
                },
            ),
            "bucket" => self.add(
                name,
                Bucket {
                    region,
                    ..Bucket::default()
                },
            ),
            "template" => self.add(
                name,
                LaunchTemplate {
                    security_groups: words.groups(),
                    backends: words.ids_after("calls"),
                    ..LaunchTemplate::default()
                },
            ),
            "asg" => self.add(
                name,
                AutoScalingGroup {
                    launch_template: Some(word(2).into()),
                    subnets: ids(word(3)),
                    desired: word(4).parse().unwrap(),
                    target_groups: words.ids_after("tg"),
                    ..AutoScalingGroup::default()
                },
            ),
            "tg" => self.add(
                name,
                TargetGroup {
                    vpc,
                    port: word(2).parse().unwrap(),
                    target_type: if words.has("ips") {
                        TargetType::Ip
                    } else {
                        TargetType::Instance
                    },
                    targets: words.ids_after("targets"),
                    addresses: words
                        .after("ips")
                        .map(|list| list.split(',').map(CidrText::from).collect())
                        .unwrap_or_default(),
                    health_port: words.after("health").map(|port| port.parse().unwrap()),
                    ..TargetGroup::default()
                },
            ),
            "alb" => self.balancer(name, word(2), &words, body),
            // `certificate NAME ZONE DOMAIN,FURTHER`; `-` for no zone.
            "certificate" => {
                let mut names = word(3).split(',').map(str::to_owned);
                self.add(
                    name,
                    Certificate {
                        region,
                        domain: names.next().unwrap_or_default(),
                        other_names: names.collect(),
                        zone: Some(word(2))
                            .filter(|zone| *zone != "-")
                            .map(|zone| format!("zone-{zone}-false").as_str().into()),
                        arn: words.after("arn").unwrap_or_default().to_owned(),
                    },
                );
            }
            "cache" => self.add(
                name,
                Cache {
                    subnets: ids(word(2)),
                    security_groups: words.groups(),
                    nodes: words.after("nodes").map_or(2, |it| it.parse().unwrap()),
                    multi_az: !words.has("single"),
                    ..Cache::default()
                },
            ),
            "db" => self.add(
                name,
                Database {
                    subnets: ids(word(2)),
                    security_groups: words.groups(),
                    multi_az: !words.has("single"),
                    public: words.has("public"),
                    private_address: words.after("at").unwrap_or_default().into(),
                    standby_address: words.after("standby").unwrap_or_default().into(),
                    ..Database::default()
                },
            ),
            "efs" => {
                let mount_targets = ids(word(2)).into_iter().map(|subnet| MountTarget {
                    subnet: Some(subnet),
                    security_groups: words.groups(),
                    ..MountTarget::default()
                });
                self.add(
                    name,
                    FileSystem {
                        region,
                        mount_targets: mount_targets.collect(),
                        one_zone: words.after("one-zone").unwrap_or_default().to_owned(),
                        encrypted: true,
                        ..FileSystem::default()
                    },
                );
            }
            "zone" => self.zone(name, &words, body),
            "waf" => {
                let rules = clauses(body).map(|clause| WebAclRule {
                    priority: clause[0].parse().unwrap(),
                    action: action(clause[1]),
                    cidr: clause[2].into(),
                    ..WebAclRule::default()
                });
                self.add(
                    name,
                    WebAcl {
                        region,
                        default_action: action(word(2)),
                        rules: rules.collect(),
                    },
                );
            }
            "intent" => self.add(
                name,
                Intent {
                    from: word(2).to_owned(),
                    to: word(4).to_owned(),
                    protocol: word(5).parse().unwrap(),
                    port: word(6).parse().unwrap(),
                    expectation: if word(3) == "never" {
                        Expectation::Never
                    } else {
                        Expectation::Reaches
                    },
                },
            ),
            "user" => self.add(
                name,
                User {
                    address: word(2).into(),
                    ..User::default()
                },
            ),
            other => panic!("no statement begins with `{other}`"),
        }
    }
}

fn action(word: &str) -> RuleAction {
    match word {
        "allow" => RuleAction::Allow,
        "deny" => RuleAction::Deny,
        other => panic!("`{other}` is neither allow nor deny"),
    }
}

/// Reads a flow: `from -> to protocol port`, perhaps with `from-port N`,
/// `type T/C`, `path P`.
pub fn flow(text: &str, architecture: &Architecture) -> Flow {
    let words = Words(text.split_whitespace().collect());
    let network = Network::new(architecture);
    let end = |at: usize| {
        network
            .endpoint(words.0[at])
            .unwrap_or_else(|_| Endpoint::Resource(words.0[at].into()))
    };
    let icmp = words.after("type").map(|text| {
        let (kind, code) = text.split_once('/').unwrap_or((text, "0"));
        (kind.parse().unwrap(), code.parse().unwrap())
    });
    Flow {
        from: end(0),
        to: end(2),
        protocol: words.0[3].parse().unwrap(),
        port: words
            .0
            .get(4)
            .and_then(|port| port.parse().ok())
            .unwrap_or(0),
        source_port: words.after("from-port").map(|port| port.parse().unwrap()),
        icmp,
        path: words.after("path").unwrap_or("/").to_owned(),
    }
}

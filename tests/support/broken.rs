//! Small designs that work, and the ways in which people break them.

use cloud_campus::architecture::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A design in the language of the flow tests, and the flows that it is for.
#[derive(Clone, Copy, Debug)]
pub struct Design {
    pub name: &'static str,
    pub text: &'static str,
    pub flows: &'static [&'static str],
}

/// What one finds in tutorials: each works as it stands.
pub const DESIGNS: &[Design] = &[
    Design {
        name: "shop",
        text: "
            region ap-south-1
            vpc campus 10.0.0.0/16
            igw gate campus
            table out: 0.0.0.0/0 -> gate
            table inner: 0.0.0.0/0 -> exit
            table data:
            sg front: in tcp 80 0.0.0.0/0
            sg web: in tcp 8080 front
            sg store: in tcp 3306 web
            acl web: in 100 allow tcp 8080 10.0.1.0/24; in 110 allow tcp 8080 10.0.2.0/24; in 120 allow tcp 1024-65535 0.0.0.0/0; out 100 allow tcp 1024-65535 0.0.0.0/0; out 110 allow tcp 443 0.0.0.0/0
            acl store: in 100 allow tcp 3306 10.0.3.0/24; in 110 allow tcp 3306 10.0.4.0/24; out 100 allow tcp 1024-65535 10.0.3.0/24; out 110 allow tcp 1024-65535 10.0.4.0/24
            subnet public-a 10.0.1.0/24 ap-south-1a table out
            subnet public-b 10.0.2.0/24 ap-south-1b table out
            subnet private-a 10.0.3.0/24 ap-south-1a table inner acl web
            subnet private-b 10.0.4.0/24 ap-south-1b table inner acl web
            subnet data-a 10.0.5.0/24 ap-south-1a table data acl store
            subnet data-b 10.0.6.0/24 ap-south-1b table data acl store
            nat exit public-a
            template recipe sg web calls store
            asg fleet recipe private-a,private-b 2 tg webs
            tg webs 8080
            db store data-a,data-b sg store single
            alb shop public-a,public-b sg front: 80 -> webs
        ",
        flows: &[
            "internet -> shop tcp 80",
            "fleet -> store tcp 3306",
            "fleet -> internet tcp 443",
            "shop -> fleet tcp 8080",
        ],
    },
    Design {
        name: "two servers",
        text: "
            region ap-south-1
            vpc campus 10.0.0.0/16
            igw gate campus
            table out: 0.0.0.0/0 -> gate
            table inner:
            sg front: in tcp 80 0.0.0.0/0
            sg web: in tcp 80 front
            subnet public-a 10.0.1.0/24 ap-south-1a table out
            subnet public-b 10.0.2.0/24 ap-south-1b table out
            subnet private-a 10.0.3.0/24 ap-south-1a table inner
            subnet private-b 10.0.4.0/24 ap-south-1b table inner
            instance web-1 private-a _ sg web
            instance web-2 private-b _ sg web
            tg webs 80 targets web-1,web-2
            alb shop public-a,public-b sg front: 80 -> webs
        ",
        flows: &["internet -> shop tcp 80", "shop -> web-2 tcp 80"],
    },
    Design {
        name: "a NAT gateway in each zone",
        text: "
            region ap-south-1
            vpc campus 10.0.0.0/16
            igw gate campus
            table out: 0.0.0.0/0 -> gate
            table inner-a: 0.0.0.0/0 -> exit-a
            table inner-b: 0.0.0.0/0 -> exit-b
            sg job: in tcp 22 10.0.0.0/16
            acl street: in 100 allow tcp 443 10.0.0.0/16; in 110 allow tcp 1024-65535 0.0.0.0/0; out 100 allow tcp 443 0.0.0.0/0; out 110 allow tcp 1024-65535 10.0.0.0/16
            acl yard: in 100 allow tcp 1024-65535 0.0.0.0/0; out 100 allow tcp 443 0.0.0.0/0
            subnet public-a 10.0.1.0/24 ap-south-1a table out acl street
            subnet public-b 10.0.2.0/24 ap-south-1b table out acl street
            subnet private-a 10.0.3.0/24 ap-south-1a table inner-a acl yard
            subnet private-b 10.0.4.0/24 ap-south-1b table inner-b
            nat exit-a public-a
            nat exit-b public-b
            instance job-a private-a _ sg job
            instance job-b private-b _ sg job
        ",
        flows: &["job-a -> internet tcp 443", "job-b -> internet tcp 443"],
    },
    Design {
        name: "a NAT instance",
        text: "
            region ap-south-1
            vpc campus 10.0.0.0/16
            igw gate campus
            table out: 0.0.0.0/0 -> gate
            table inner: 0.0.0.0/0 -> relay
            sg relay: in tcp 443 10.0.3.0/24; in tcp 443 10.0.4.0/24
            sg job:
            subnet public-a 10.0.1.0/24 ap-south-1a table out
            subnet private-a 10.0.3.0/24 ap-south-1a table inner
            subnet private-b 10.0.4.0/24 ap-south-1b table inner
            instance relay public-a _ eip sg relay no-check
            instance job-a private-a _ sg job
            instance job-b private-b _ sg job
        ",
        flows: &["job-a -> internet tcp 443", "job-b -> internet tcp 443"],
    },
    Design {
        name: "peering",
        text: "
            region ap-south-1
            vpc campus 10.0.0.0/16
            table here: 10.1.0.0/16 -> bridge
            sg app: in tcp 22 10.0.0.0/16
            acl here: in 100 allow tcp 1024-65535 10.1.0.0/16; out 100 allow tcp 5432 10.1.0.0/16
            subnet app-net 10.0.1.0/24 ap-south-1a table here acl here
            instance app app-net _ sg app
            vpc annex 10.1.0.0/16
            table there: 10.0.0.0/16 -> bridge
            sg store: in tcp 5432 app
            subnet store-net 10.1.1.0/24 ap-south-1a table there
            instance store store-net _ sg store
            peering bridge campus annex
        ",
        flows: &["app -> store tcp 5432"],
    },
    Design {
        name: "an endpoint",
        text: "
            region ap-south-1
            vpc campus 10.0.0.0/16
            table data:
            table other:
            sg app: out tcp 443 0.0.0.0/0
            acl data: in 100 allow tcp 1024-65535 0.0.0.0/0; out 100 allow tcp 443 0.0.0.0/0
            subnet data-net 10.0.1.0/24 ap-south-1a table data acl data
            endpoint door data,other
            bucket archive
            instance app data-net _ sg app calls archive
        ",
        flows: &["app -> archive tcp 443"],
    },
    Design {
        name: "a public server",
        text: "
            region ap-south-1
            vpc campus 10.0.0.0/16
            igw gate campus
            table out: 0.0.0.0/0 -> gate
            table inner:
            sg web: in tcp 80 0.0.0.0/0; in tcp 22 198.51.100.0/24
            sg store: in tcp 3306 web
            acl street: in 100 allow tcp 80 0.0.0.0/0; in 110 allow tcp 1024-65535 10.0.2.0/24; out 100 allow tcp 1024-65535 0.0.0.0/0; out 110 allow tcp 3306 10.0.2.0/24
            subnet public-a 10.0.1.0/24 ap-south-1a table out acl street
            subnet private-a 10.0.2.0/24 ap-south-1a table inner
            instance web public-a _ eip sg web calls store
            instance store private-a _ sg store
        ",
        flows: &["internet -> web tcp 80", "web -> store tcp 3306"],
    },
];

/// One way to break something; the numbers choose what and how.
#[derive(Clone, Debug)]
pub struct Break {
    what: Index,
    where_: Index,
    how: Index,
}

fn break_() -> impl Strategy<Value = Break> {
    (any::<Index>(), any::<Index>(), any::<Index>()).prop_map(|(what, where_, how)| Break {
        what,
        where_,
        how,
    })
}

/// A design, what breaks in it, and which of its flows is asked.
pub fn broken() -> BoxedStrategy<(Design, Vec<Break>, Index)> {
    (select(DESIGNS), vec(break_(), 1..4), any::<Index>()).boxed()
}

impl Break {
    /// The edit that breaks something of a document, if there is something to
    /// break.
    pub fn edit(&self, architecture: &Architecture) -> Option<Edit> {
        let mut edits = Vec::new();
        for (id, resource) in architecture.resources() {
            self.of(id, &resource.properties, architecture, &mut edits);
        }
        // First by kind of break, so that rows, of which there are many, do not
        // crowd out the rest.
        let mut kinds: Vec<u8> = edits.iter().map(|(kind, _)| *kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.is_empty() {
            return None;
        }
        let kind = *self.what.get(&kinds);
        let of_kind: Vec<Edit> = edits
            .into_iter()
            .filter(|(it, _)| *it == kind)
            .map(|(_, edit)| edit)
            .collect();
        Some(self.where_.get(&of_kind).clone())
    }

    fn of(
        &self,
        id: &ResourceId,
        properties: &Properties,
        architecture: &Architecture,
        edits: &mut Vec<(u8, Edit)>,
    ) {
        let pick = |count: usize| self.how.index(count);
        match properties {
            Properties::SecurityGroup(it) => {
                for (key, rules) in [("ingress", &it.ingress), ("egress", &it.egress)] {
                    for (index, rule) in rules.iter().enumerate() {
                        edits.push((0, Edit::remove(id, key, index)));
                        let mut altered = rules.clone();
                        match pick(3) {
                            0 => altered[index].from_port = rule.from_port.map(|it| it + 1),
                            1 => altered[index].peer = Peer::Cidr("192.0.2.0/24".into()),
                            _ => altered[index].protocol = Protocol::Udp,
                        }
                        if rule.from_port.is_some() {
                            altered[index].to_port = altered[index].from_port;
                            edits.push((1, Edit::set(id, key, altered)));
                        }
                    }
                }
            }
            Properties::NetworkAcl(it) => {
                for (key, rows) in [("inbound", &it.inbound), ("outbound", &it.outbound)] {
                    for index in 0..rows.len() {
                        edits.push((2, Edit::remove(id, key, index)));
                        let mut altered = rows.clone();
                        match pick(4) {
                            0 => altered[index].action = RuleAction::Deny,
                            1 => altered[index].cidr = "10.0.3.0/25".into(),
                            2 => altered[index].from_port = altered[index].to_port,
                            _ => {
                                altered[index].action = RuleAction::Deny;
                                altered[index].protocol = Protocol::All;
                                altered[index].cidr = "0.0.0.0/0".into();
                                altered[index].from_port = None;
                                altered[index].to_port = None;
                            }
                        }
                        edits.push((3, Edit::set(id, key, altered)));
                    }
                }
            }
            Properties::RouteTable(it) => {
                for index in 0..it.routes.len() {
                    edits.push((4, Edit::remove(id, "routes", index)));
                    let mut altered = it.routes.clone();
                    altered[index].target = Some("gone".into());
                    edits.push((5, Edit::set(id, "routes", altered)));
                }
            }
            Properties::Subnet(it) => {
                if it.route_table.is_some() {
                    edits.push((6, Edit::set(id, "route_table", None::<String>)));
                }
                let tables: Vec<&ResourceId> =
                    architecture.all::<RouteTable>().map(|(id, _)| id).collect();
                if let Some(other) = tables.get(pick(tables.len().max(1))) {
                    edits.push((7, Edit::set(id, "route_table", other)));
                }
            }
            Properties::InternetGateway(_) => {
                edits.push((8, Edit::set(id, "vpc", None::<String>)));
            }
            Properties::NatGateway(_) => {
                edits.push((9, Edit::set(id, "elastic_ip", false)));
            }
            Properties::Instance(it) => {
                if it.elastic_ip {
                    edits.push((9, Edit::set(id, "elastic_ip", false)));
                }
                if !it.source_dest_check {
                    edits.push((10, Edit::set(id, "source_dest_check", true)));
                }
                edits.push((11, Edit::set(id, "state", "stopped")));
                edits.push((12, Edit::set(id, "security_groups", Vec::<String>::new())));
            }
            Properties::Database(_) => {
                edits.push((12, Edit::set(id, "security_groups", Vec::<String>::new())));
            }
            Properties::VpcEndpoint(it) => {
                for index in 0..it.route_tables.len() {
                    edits.push((13, Edit::remove(id, "route_tables", index)));
                }
            }
            _ => {}
        }
    }
}

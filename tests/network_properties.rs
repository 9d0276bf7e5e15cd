//! Properties that hold for every network.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "flows/campus.rs"]
#[allow(dead_code, reason = "the language has more words than are used here")]
mod campus;
mod support;

use std::net::Ipv4Addr;

use cloud_campus::architecture::*;
use cloud_campus::network::*;
use ipnet::Ipv4Net;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A campus of two VPCs whose associations, routes, rules and entries are
/// drawn at random, in the language of the flow tests.
fn random_campus() -> BoxedStrategy<String> {
    let block = || {
        select(vec![
            "0.0.0.0/0",
            "10.0.0.0/16",
            "10.0.1.0/24",
            "10.0.2.0/24",
            "10.0.2.128/25",
            "10.1.0.0/16",
            "198.51.100.0/24",
            "203.0.113.7/32",
            "10.0.1.10/32",
        ])
    };
    let target = || select(vec!["gate", "exit", "bridge", "relay", "gone"]);
    let ports = || select(vec!["80-80", "22-22", "0-65535", "1024-65535", "443-8080"]);
    let protocol = || select(vec!["tcp", "udp", "all"]);
    let rule = (
        any::<bool>(),
        protocol(),
        ports(),
        prop_oneof![
            2 => block().prop_map(str::to_owned),
            1 => select(vec!["one", "two", "three"]).prop_map(str::to_owned),
        ],
    )
        .prop_map(|(inward, protocol, ports, peer)| {
            format!(
                "{} {protocol} {ports} {peer}",
                if inward { "in" } else { "out" }
            )
        });
    let entry = (
        any::<bool>(),
        1..50u32,
        prop::bool::weighted(0.7),
        protocol(),
        ports(),
        block(),
    )
        .prop_map(|(inward, number, allow, protocol, ports, block)| {
            let (side, action) = (
                if inward { "in" } else { "out" },
                if allow { "allow" } else { "deny" },
            );
            format!("{side} {number} {action} {protocol} {ports} {block}")
        });
    let route = (block(), target()).prop_map(|(block, target)| format!("{block} -> {target}"));
    let tables = vec(vec(route, 0..4), 3);
    let groups = vec(vec(rule, 0..4), 3);
    let acls = vec(vec(entry, 0..5), 2);
    let picks = vec(any::<Index>(), 24);
    (tables, groups, acls, picks)
        .prop_map(|(tables, groups, acls, picks)| {
            let mut picks = picks.into_iter();
            let mut pick =
                |from: &[&'static str]| picks.next().map_or(from[0], |index| *index.get(from));
            let mut text = String::from("vpc campus 10.0.0.0/16\nigw gate campus\n");
            for (name, routes) in ["ta", "tb", "tc"].iter().zip(&tables) {
                text += &format!("table {name}: {}\n", routes.join("; "));
            }
            text += "sg open: in all * 0.0.0.0/0\n";
            text += "table sane: 0.0.0.0/0 -> gate\n";
            for (name, rules) in ["one", "two", "three"].iter().zip(&groups) {
                text += &format!("sg {name}: {}\n", rules.join("; "));
            }
            for (name, entries) in ["guard", "wall"].iter().zip(&acls) {
                text += &format!("acl {name}: {}\n", entries.join("; "));
            }
            for (name, block) in [
                ("sa", "10.0.1.0/24"),
                ("sb", "10.0.2.0/25"),
                ("sc", "10.0.2.128/25"),
            ] {
                let table = pick(&["table ta", "table tb", "table tc", "table sane", ""]);
                let acl = pick(&["acl guard", "acl wall", "", "", ""]);
                text += &format!("subnet {name} {block} a {table} {acl}\n");
            }
            text += "nat exit sa at 10.0.1.5 eip 13.1.1.5\n";
            for (name, subnet, address, public) in [
                ("anna", "sa", "10.0.1.10", "public 13.1.1.1"),
                ("ben", "sb", "10.0.2.10", ""),
                ("cleo", "sc", "10.0.2.140", "public 13.1.1.3"),
                ("dora", "sa", "10.0.1.11", ""),
                ("relay", "sb", "10.0.2.20", "public 13.1.1.4 no-check"),
            ] {
                let groups = pick(&[
                    "sg one",
                    "sg two",
                    "sg three",
                    "sg one,two",
                    "sg two,three",
                    "sg open",
                    "sg open",
                    "",
                ]);
                text += &format!("instance {name} {subnet} {address} {public} {groups}\n");
            }
            text += "vpc annex 10.1.0.0/16\n";
            text += &format!(
                "table back: 10.0.0.0/16 -> {}\n",
                pick(&["bridge", "bridge", "gone"])
            );
            text += "subnet far 10.1.1.0/24 a table back\n";
            text += &format!(
                "sg annex: in {} {} {}\n",
                pick(&["tcp", "all"]),
                pick(&["80-80", "0-65535"]),
                pick(&["one", "10.0.0.0/16", "0.0.0.0/0"])
            );
            text += "instance emil far 10.1.1.10 sg annex\npeering bridge campus annex\n";
            // A VPC with the same addresses that nothing leads to.
            text += "vpc isle 10.0.0.0/16\nsg isle: in all * 0.0.0.0/0\n";
            text += "subnet rock 10.0.1.0/24 a\ninstance fred rock 10.0.1.10 sg isle\n";
            text
        })
        .boxed()
}

const PLACES: &[&str] = &[
    "anna",
    "ben",
    "cleo",
    "dora",
    "relay",
    "emil",
    "fred",
    "internet",
    "13.1.1.1",
    "13.1.1.3",
    "10.0.2.77",
    "198.51.100.9",
];

/// What one may name as an end: some of it has many members.
const ENDS: &[&str] = &[
    "sa", "sb", "sc", "far", "one-sg", "two-sg", "open-sg", "campus", "annex", "isle", "internet",
    "anna", "cleo", "twin-0",
];

/// A shop whose safety nets are drawn at random: how many of what, where.
fn random_shop() -> BoxedStrategy<String> {
    let exits = || select(vec!["exit", "spare", "gate", "gone"]);
    let places = || select(vec!["sa", "sb", "sa,sb"]);
    (
        (exits(), exits(), places(), 1..4u8),
        (places(), any::<bool>(), any::<bool>(), any::<bool>()),
        select(vec!["pa", "pa,pb"]),
    )
        .prop_map(
            |((exit_a, exit_b, fleet, size), (store, standby, calls, extra), front)| {
                format!(
                    "vpc campus 10.0.0.0/16
                igw gate campus
                table out: 0.0.0.0/0 -> gate
                table inner-a: 0.0.0.0/0 -> {exit_a}
                table inner-b: 0.0.0.0/0 -> {exit_b}
                sg front: in tcp 80 0.0.0.0/0
                sg web: in tcp 80 front
                sg store: in tcp 3306 web
                subnet pa 10.0.1.0/24 a table out
                subnet pb 10.0.2.0/24 b table out
                subnet sa 10.0.3.0/24 a table inner-a
                subnet sb 10.0.4.0/24 b table inner-b
                nat exit pa
                nat spare pb
                template recipe sg web {}
                asg fleet recipe {fleet} {size} tg webs
                tg webs 80 {}
                db store {store} sg store{}
                alb front {front} sg front: 80 -> webs
                instance alone sa sg web
                zone shop.example: www.shop.example alias front
                intent shop internet reaches www.shop.example tcp 80
                intent updates fleet reaches internet tcp 443
                intent solo alone reaches store tcp 3306
                intent direct front reaches fleet tcp 80
                ",
                    if calls { "calls store" } else { "" },
                    if extra { "targets alone" } else { "" },
                    if standby { "" } else { " single" },
                )
            },
        )
        .boxed()
}

fn question() -> BoxedStrategy<String> {
    (
        select(PLACES),
        select(PLACES),
        select(vec!["tcp", "udp"]),
        select(vec![22u16, 80, 443, 5000]),
    )
        .prop_map(|(from, to, protocol, port)| format!("{from} -> {to} {protocol} {port}"))
        .boxed()
}

fn delivered(architecture: &Architecture, question: &str) -> bool {
    Network::new(architecture).reaches(&campus::flow(question, architecture))
}

fn document(text: &str) -> Document {
    Document {
        architecture: campus::build(text),
        ..Document::default()
    }
}

fn endpoint() -> BoxedStrategy<Endpoint> {
    prop_oneof![
        Just(Endpoint::Internet),
        support::arbitrary::any_id().prop_map(Endpoint::Resource),
        (support::arbitrary::any_id(), 0..4u8)
            .prop_map(|(id, member)| Endpoint::Resource(id.member(member))),
        any::<u32>().prop_map(|address| Endpoint::Address(address.into())),
        select(vec![
            "10.0.1.17",
            "10.0.2.9",
            "13.234.1.1",
            "169.254.169.253",
            "0.0.0.0",
            "255.255.255.255"
        ])
        .prop_map(|text| Endpoint::Address(text.parse().unwrap())),
        select(vec![
            "example.com",
            "www.example.com",
            "",
            ".",
            "x.rds.amazonaws.com"
        ])
        .prop_map(|host| Endpoint::Host(host.to_owned())),
    ]
    .boxed()
}

fn any_flow() -> BoxedStrategy<Flow> {
    (
        endpoint(),
        endpoint(),
        select(vec![
            Protocol::Tcp,
            Protocol::Udp,
            Protocol::Icmp,
            Protocol::All,
            Protocol::Number(50),
        ]),
        any::<u16>(),
        any::<Option<u16>>(),
        any::<Option<(u8, u8)>>(),
        ".{0,8}",
    )
        .prop_map(|(from, to, protocol, port, source_port, icmp, path)| Flow {
            from,
            to,
            protocol,
            port,
            source_port,
            icmp,
            path,
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: support::cases(200), failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the types can hold is answered, by trace and quick answer
    /// alike.
    #[test]
    fn every_architecture_is_answered(
        document in support::arbitrary::document(40),
        flows in vec(any_flow(), 6),
    ) {
        let network = Network::new(&document.architecture);
        for flow in &flows {
            let trace = network.trace(flow);
            prop_assert_eq!(trace.verdict == Verdict::Delivered, trace.blockers.is_empty());
            prop_assert_eq!(network.reaches(flow), trace.verdict == Verdict::Delivered);
            for hop in &trace.blockers {
                if let Some(fix) = network.fix(hop) {
                    prop_assert!(!fix.edits.is_empty(), "{}", fix.label);
                    let mut mended = document.clone();
                    prop_assert!(mended.apply_all(fix.edits).is_ok());
                }
            }
            network.causes(&trace);
        }
        network.check_intents();
        for subnet in network.subnets() {
            network.subnet_kind(subnet.id);
        }
        for (id, _) in document.architecture.all::<TargetGroup>() {
            network.target_health(id);
        }
    }

    /// Whatever the types can hold has a matrix and weak points.
    #[test]
    fn every_architecture_has_a_matrix(document in support::arbitrary::document(12)) {
        let network = Network::new(&document.architecture);
        if network.interfaces().len() < 60 {
            network.matrix();
            network.weak_points();
        }
    }

    /// Names mean nothing, nor does what is built elsewhere, nor the order of
    /// groups, rules and routes.
    #[test]
    fn only_what_is_on_the_way_matters(campus in random_campus(), question in question()) {
        let mut document = document(&campus);
        let before = delivered(&document.architecture, &question);
        // Another campus with the same blocks, and a new server next door.
        let elsewhere = campus::build("vpc other 10.0.0.0/16\nigw door other\ntable tt: 0.0.0.0/0 -> door\nsubnet ss 10.0.1.0/24 a table tt\ninstance zoe ss 10.0.1.10 public 13.9.9.9");
        for (id, resource) in elsewhere.resources() {
            let id = ResourceId::new(format!("zz-{id}"));
            let mut resource = resource.clone();
            let rename = |named: &mut Option<ResourceId>| {
                if let Some(old) = named {
                    *named = Some(ResourceId::new(format!("zz-{old}")));
                }
            };
            match &mut resource.properties {
                Properties::InternetGateway(it) => rename(&mut it.vpc),
                Properties::RouteTable(it) => {
                    rename(&mut it.vpc);
                    it.routes.iter_mut().for_each(|route| rename(&mut route.target));
                }
                Properties::Subnet(it) => { rename(&mut it.vpc); rename(&mut it.route_table); }
                Properties::Instance(it) => rename(&mut it.subnet),
                _ => {}
            }
            document.apply(Edit::Create { id, resource }).unwrap();
        }
        prop_assert_eq!(delivered(&document.architecture, &question), before, "something else was built");
        let ids: Vec<ResourceId> = document.architecture.resources().map(|(id, _)| id.clone()).collect();
        for id in ids {
            if let Some(group) = document.architecture.find::<SecurityGroup>(&id).cloned() {
                let turned = |rules: &[SecurityGroupRule]| serde_json::to_value(rules.iter().rev().collect::<Vec<_>>()).unwrap();
                document.apply(Edit::Set { id: id.clone(), property: "ingress".into(), value: turned(&group.ingress) }).unwrap();
                document.apply(Edit::Set { id: id.clone(), property: "egress".into(), value: turned(&group.egress) }).unwrap();
            }
            if let Some(acl) = document.architecture.find::<NetworkAcl>(&id).cloned() {
                // Of two entries with one number the first counts, so only
                // lists of distinct numbers may be turned round.
                let mut numbers: Vec<u32> = acl.inbound.iter().map(|entry| entry.number).collect();
                let count = numbers.len();
                numbers.sort();
                numbers.dedup();
                if numbers.len() == count {
                    let turned: Vec<_> = acl.inbound.iter().rev().collect();
                    document.apply(Edit::Set { id: id.clone(), property: "inbound".into(), value: serde_json::to_value(turned).unwrap() }).unwrap();
                }
            }
            document.apply(Edit::Rename { id, name: "same".into() }).unwrap();
        }
        prop_assert_eq!(delivered(&document.architecture, &question), before, "names or order have changed");
    }

    /// Widening a group never breaks what was delivered; taking a rule away
    /// never repairs what was not.
    #[test]
    fn groups_only_ever_allow(
        campus in random_campus(), question in question(),
        group in select(vec!["one-sg", "two-sg", "three-sg"]), inward in any::<bool>(), gone in any::<Index>(),
    ) {
        let mut document = document(&campus);
        let property = if inward { "ingress" } else { "egress" };
        let before = delivered(&document.architecture, &question);
        let found = document.architecture.find::<SecurityGroup>(&group.into()).unwrap();
        let rules = if inward { found.ingress.len() } else { found.egress.len() };
        if before {
            let item = serde_json::to_value(SecurityGroupRule::allow_all()).unwrap();
            document.apply(Edit::Insert { id: group.into(), property: property.into(), index: 0, item }).unwrap();
            prop_assert!(delivered(&document.architecture, &question));
        } else if rules > 0 {
            document.apply(Edit::Remove { id: group.into(), property: property.into(), index: gone.index(rules) }).unwrap();
            prop_assert!(!delivered(&document.architecture, &question));
        }
    }

    /// The route that is shown is the longest match, found by trying all.
    #[test]
    fn the_longest_match_wins(
        routes in vec((any::<u32>(), 0..=32u8), 0..12),
        to in any::<u32>(), near in any::<Option<Index>>(),
    ) {
        let routes: Vec<Ipv4Net> = routes
            .into_iter()
            .map(|(address, prefix)| Ipv4Net::new(address.into(), prefix).unwrap().trunc())
            .collect();
        let address = match near {
            Some(index) if !routes.is_empty() => index.get(&routes).network(),
            _ => Ipv4Addr::from(to),
        };
        let listed: Vec<String> = routes.iter().map(|net| format!("{net} -> gone")).collect();
        let architecture = campus::build(&format!(
            "vpc campus 172.16.0.0/16\ntable mixed: {}\nsubnet wing 172.16.1.0/24 a table mixed\ninstance anna wing 172.16.1.10",
            listed.join("; ")
        ));
        let local: Ipv4Net = "172.16.0.0/16".parse().unwrap();
        let wing: Ipv4Net = "172.16.1.0/24".parse().unwrap();
        prop_assume!(!wing.contains(&address) && address.octets()[..2] != [169, 254]);
        prop_assume!(address != Ipv4Addr::new(172, 16, 0, 2));
        let longest = routes.iter().chain([&local]).filter(|net| net.contains(&address)).map(Ipv4Net::prefix_len).max();
        let trace = Network::new(&architecture).trace(&campus::flow(&format!("anna -> {address} tcp 443"), &architecture));
        let chosen = trace.request.hops.iter().flat_map(|hop| &hop.evidence).find_map(|evidence| match evidence {
            Evidence::Route { destination, .. } => Some(*destination),
            _ => None,
        });
        prop_assert_eq!(chosen.unwrap().map(|net| net.prefix_len()), longest);
    }

    /// The matrix and the trace agree on every pair of interfaces.
    #[test]
    fn the_matrix_agrees_with_the_trace(campus in random_campus(), port in any::<u16>()) {
        let architecture = campus::build(&campus);
        let network = Network::new(&architecture);
        let matrix = network.matrix();
        let ids: Vec<Option<ResourceId>> = network.interfaces().iter().map(|it| Some(it.id.clone())).chain([None]).collect();
        let end = |id: &Option<ResourceId>| id.clone().map_or(Endpoint::Internet, Endpoint::Resource);
        for from in &ids {
            for to in ids.iter().filter(|to| *to != from) {
                for (protocol, port) in [(Protocol::Tcp, port), (Protocol::Tcp, 80), (Protocol::Udp, 443), (Protocol::Icmp, 0)] {
                    let flow = Flow { from: end(from), to: end(to), protocol, port, source_port: None, icmp: None, path: "/".into() };
                    let (row, column) = (matrix.class_of(from.as_ref()).unwrap(), matrix.class_of(to.as_ref()).unwrap());
                    let open = matrix.cells[row][column].iter().find(|it| it.protocol == protocol && (it.from..=it.to).contains(&port));
                    let extent = network.extent(&flow);
                    let share = if extent.reach == Reach::Everybody { Share::ALL } else { extent.share };
                    prop_assert_eq!(open.map_or(Share::NONE, |it| it.share), share, "{:?}", flow);
                }
            }
        }
    }

    /// Weak points are exactly what taking everything out, one after the other,
    /// finds: every server, every database, every zone, on a snapshot made for it.
    #[test]
    fn weak_points_are_what_trying_everything_finds(shop in random_shop()) {
        let architecture = campus::build(&shop);
        let network = Network::new(&architecture);
        let zones = network.subnets().iter().map(|subnet| Component::Zone(subnet.zone_text.to_owned()));
        let members = network.interfaces().iter().filter_map(|it| match it.role {
            Role::Instance if network.interface(it.owner).is_some() => Some(Component::Resource(it.owner.clone())),
            Role::Instance | Role::Database => Some(Component::Resource(it.id.clone())),
            // Redundant by themselves, or waiting.
            _ => None,
        });
        let mut components: Vec<Component> = zones.chain(members).collect();
        components.sort();
        components.dedup();
        let mut tried = Vec::new();
        for (id, intent) in architecture.all::<Intent>() {
            if !matches!(network.check_intent(intent), Outcome::Kept(_)) {
                continue;
            }
            for component in &components {
                let failed = network.what_if(component);
                // Who is gone asks nothing.
                if failed.interface(&intent.from.as_str().into()).is_some_and(|it| !it.up) {
                    continue;
                }
                if let Outcome::Broken(_) = failed.check_intent(intent) {
                    tried.push((id.clone(), component.clone()));
                }
            }
        }
        let found: Vec<_> = network.weak_points().into_iter().map(|it| (it.journey, it.component)).collect();
        prop_assert_eq!(found, tried);
    }

    /// What is said of a subnet, a group, a VPC or the internet as an end is what
    /// asking each member, pair by pair, finds.
    #[test]
    fn an_answer_for_many_is_true_of_each_of_them(
        campus in random_campus(), port in any::<u16>(), twins in 0..12_usize, asked in vec((select(ENDS), select(ENDS)), 6),
    ) {
        // Where there are many alike, one of them is asked for all.
        let twins: String = (0..twins).map(|at| format!("instance twin-{at} {} _ sg one\n", ["sb", "sb", "sc"][at % 3])).collect();
        let architecture = campus::build(&format!("{campus}{twins}"));
        let network = Network::new(&architecture);
        let members = |end: &str| -> Vec<Endpoint> {
            let of = |it: &&Interface| it.role == Role::Instance && (it.id.as_str() == end
                || it.subnet.as_str() == end || it.vpc.is_some_and(|vpc| vpc.as_str() == end) || it.groups.iter().any(|group| group.as_str() == end));
            match end {
                "internet" => vec![Endpoint::Internet],
                _ => network.interfaces().iter().filter(of).map(|it| Endpoint::Resource(it.id.clone())).collect(),
            }
        };
        for (from, to) in asked {
            let ends = (network.end(from, Side::From), network.end(to, Side::To));
            let (Ok(source), Ok(target)) = ends else {
                prop_assert!(members(from).is_empty() || members(to).is_empty(), "{from} {to} {ends:?}");
                continue;
            };
            if from == to && members(from).len() < 2 {
                continue;
            }
            for port in [80, port] {
                let flow = |from: &Endpoint, to: &Endpoint| Flow {
                    from: from.clone(), to: to.clone(), protocol: Protocol::Tcp, port, source_port: None, icmp: None, path: "/".into(),
                };
                let extent = network.extent(&flow(&source, &target));
                let (mut shares, mut all, mut lost) = (Vec::new(), true, (Vec::new(), Vec::new()));
                for one in members(from) {
                    for other in members(to) {
                        if one == other && one != Endpoint::Internet {
                            continue;
                        }
                        let single = network.extent(&flow(&one, &other));
                        shares.push((single.share, 1));
                        all &= single.reach == Reach::Everybody;
                        if single.reach != Reach::Everybody {
                            lost.0.push(one.clone());
                            lost.1.push(other);
                        }
                    }
                }
                let none = shares.iter().all(|(share, _)| *share == Share::NONE);
                let reach = if all { Reach::Everybody } else if none { Reach::Nobody } else { Reach::Some };
                prop_assert_eq!(extent.reach, reach, "{} -> {} {}: {:?}", from, to, port, extent);
                let mean = Share::mean(shares);
                let apart = mean.millionths().abs_diff(extent.share.millionths());
                prop_assert!(apart <= 20, "{from} -> {to} {port}: {mean} {extent:?}");
                for limit in &extent.limits {
                    if let Limit::Members { side, lost: told, .. } = limit {
                        let lost = if *side == Side::From { &lost.0 } else { &lost.1 };
                        let mut lost: Vec<ResourceId> = lost.iter().filter_map(|it| match it {
                            Endpoint::Resource(id) => Some(id.clone()),
                            _ => None,
                        }).collect();
                        let mut told = told.clone();
                        lost.sort();
                        lost.dedup();
                        told.sort();
                        prop_assert_eq!(told, lost, "{} -> {} {}", from, to, port);
                    }
                }
            }
        }
    }

    /// What is said of the whole internet is what asking address after address
    /// finds: at every edge of every block that anything names, and beside it.
    #[test]
    fn an_answer_for_the_internet_is_true_of_every_address(campus in random_campus(), port in any::<u16>()) {
        let architecture = campus::build(&campus);
        let network = Network::new(&architecture);
        let mut universe: Vec<Ipv4Addr> = Vec::new();
        for word in campus.split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == '/')) {
            let Ok(block) = word.parse::<Ipv4Net>().or_else(|_| word.parse::<Ipv4Addr>().map(Ipv4Net::from)) else { continue };
            let edges = [u32::from(block.network()), u32::from(block.broadcast())];
            universe.extend(edges.iter().flat_map(|edge| [edge.saturating_sub(1), *edge, edge.saturating_add(1)]).map(Ipv4Addr::from));
        }
        universe.extend(["1.0.0.1", "8.8.8.8", "100.0.0.1", "198.51.100.10", "203.0.113.7", "223.255.255.254"].map(|it| it.parse::<Ipv4Addr>().unwrap()));
        universe.sort_unstable();
        universe.dedup();
        let vpcs: Vec<Ipv4Net> = network.vpcs().iter().flat_map(|vpc| vpc.blocks.clone()).collect();
        let outside = |it: &Ipv4Addr| {
            let owned = network.interfaces().iter().any(|interface| interface.public == Some(*it));
            !owned && !addresses::is_unroutable(*it) && !addresses::S3_POOL.contains(it)
                && !addresses::DYNAMODB_POOL.contains(it) && !vpcs.iter().any(|block| block.contains(it))
        };
        universe.retain(outside);
        for interface in network.interfaces() {
            let own = Endpoint::Resource(interface.id.clone());
            for (from, to) in [(Endpoint::Internet, own.clone()), (own, Endpoint::Internet)] {
                for (protocol, port) in [(Protocol::Tcp, port), (Protocol::Tcp, 80), (Protocol::Udp, 443)] {
                    let flow = Flow { from: from.clone(), to: to.clone(), protocol, port, source_port: None, icmp: None, path: "/".into() };
                    let extent = network.extent(&flow);
                    for address in &universe {
                        let one = match from {
                            Endpoint::Internet => Flow { from: Endpoint::Address(*address), ..flow.clone() },
                            _ => Flow { to: Endpoint::Address(*address), ..flow.clone() },
                        };
                        // A client's port at every edge of its ranges, and of those that a filter names.
                        let ports = [32_768, 32_769, 49_151, 49_152, 49_153, 60_999, 61_000, 65_535, port.max(32_768)];
                        let through = ports.iter().all(|it| network.reaches(&Flow { source_port: Some(*it), ..one.clone() }));
                        let within = extent.limits.iter().find_map(|limit| match limit {
                            Limit::Addresses { through, .. } => Some(through.iter().any(|block| block.contains(address))),
                            _ => None,
                        });
                        let said = within.unwrap_or(extent.reach == Reach::Everybody);
                        prop_assert_eq!(said, through, "{:?} {:?} {:?}", one, extent, address);
                    }
                }
            }
        }
    }
}

//! What Route 53 answers, row by row: who asks, what is out of service, and
//! which records may be given with which part of the answers.
//!
//! Sources: [R53 DG: Choosing a routing policy], [R53 DG: How Route 53 chooses
//! records when health checking is configured], [API route53
//! ResourceRecordSet, AliasTarget].

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use cloud_campus::architecture::*;
use cloud_campus::network::*;

/// Servers with public addresses and a health check each, two load balancers,
/// and people in several countries. `closed` answers nobody on the internet.
fn world(records: &str) -> Architecture {
    let mut document = Document::default();
    let mut add = |id: &str, properties: Properties| {
        let resource = Resource::new(id, properties);
        let create = Edit::Create {
            id: id.into(),
            resource,
        };
        document.apply(create).unwrap();
    };
    let user = |address: &str, country: &str, region: &str| User {
        address: address.into(),
        country: country.to_owned(),
        nearest_region: region.to_owned(),
    };
    add("india", user("203.0.113.1", "IN/AS", "ap-south-1").into());
    add("nepal", user("203.0.113.2", "NP/AS", "ap-south-1").into());
    add("france", user("203.0.113.3", "FR/EU", "eu-west-3").into());
    add("brazil", user("203.0.113.4", "BR/SA", "sa-east-1").into());
    // Two people may sit behind one address in a drawing.
    add("ireland", user("203.0.113.1", "IE/EU", "eu-west-1").into());
    for (region, block) in [("ap-south-1", "10.0"), ("eu-west-1", "10.1")] {
        let name = |what: &str| format!("{what}-{region}");
        let code = region.to_owned();
        add(region, Region { code }.into());
        let vpc = Vpc {
            region: Some(region.into()),
            cidr: format!("{block}.0.0/16").as_str().into(),
            ..Vpc::default()
        };
        add(&name("vpc"), vpc.into());
        let gateway = InternetGateway {
            region: Some(region.into()),
            vpc: Some(name("vpc").as_str().into()),
        };
        add(&name("igw"), gateway.into());
        let route = Route {
            destination: "0.0.0.0/0".into(),
            target: Some(name("igw").as_str().into()),
        };
        let table = RouteTable {
            vpc: Some(name("vpc").as_str().into()),
            routes: vec![route],
        };
        add(&name("table"), table.into());
        for (zone, third) in [("a", 1), ("b", 2)] {
            let subnet = Subnet {
                vpc: Some(name("vpc").as_str().into()),
                cidr: format!("{block}.{third}.0/24").as_str().into(),
                zone: format!("{region}{zone}"),
                route_table: Some(name("table").as_str().into()),
                ..Subnet::default()
            };
            add(&format!("{zone}-{region}"), subnet.into());
        }
        for (group, ports) in [("open", 0..=65_535), ("shut", 22..=22)] {
            let rule =
                SecurityGroupRule::allow(Protocol::Tcp, ports, Peer::Cidr("0.0.0.0/0".into()));
            let guard = SecurityGroup {
                vpc: Some(name("vpc").as_str().into()),
                ingress: vec![rule],
                ..SecurityGroup::default()
            };
            add(&name(group), guard.into());
        }
        let target_group = TargetGroup {
            vpc: Some(name("vpc").as_str().into()),
            targets: vec![format!("behind-{region}").as_str().into()],
            ..TargetGroup::default()
        };
        add(&name("tg"), target_group.into());
        let listener = Listener {
            default_action: Action::forward(ResourceId::new(name("tg"))),
            ..Listener::default()
        };
        let balancer = LoadBalancer {
            subnets: vec![name("a").as_str().into(), name("b").as_str().into()],
            security_groups: vec![name("open").as_str().into()],
            listeners: vec![listener],
            ..LoadBalancer::default()
        };
        add(&name("alb"), balancer.into());
    }
    let servers = [
        ("mumbai", "a-ap-south-1", "open"),
        ("delhi", "b-ap-south-1", "open"),
        ("dublin", "a-eu-west-1", "open"),
        ("cork", "b-eu-west-1", "open"),
        ("closed", "a-eu-west-1", "shut"),
        ("behind-ap-south-1", "a-ap-south-1", "open"),
        ("behind-eu-west-1", "b-eu-west-1", "open"),
    ];
    for (number, (server, subnet, group)) in servers.into_iter().enumerate() {
        let region = &subnet[2..];
        let instance = Instance {
            subnet: Some(subnet.into()),
            security_groups: vec![format!("{group}-{region}").as_str().into()],
            public_address: format!("13.1.1.{}", number + 1).as_str().into(),
            ..Instance::default()
        };
        add(server, instance.into());
        let check = HealthCheck {
            target: Some(server.into()),
            ..HealthCheck::default()
        };
        add(&format!("check-{server}"), check.into());
    }
    for region in ["ap-south-1", "eu-west-1"] {
        let check = HealthCheck {
            target: Some(format!("alb-{region}").as_str().into()),
            ..HealthCheck::default()
        };
        add(&format!("check-alb-{region}"), check.into());
    }
    let elsewhere = HealthCheck {
        endpoint: "www.example.net".to_owned(),
        ..HealthCheck::default()
    };
    add("check-elsewhere", elsewhere.into());
    let zone = HostedZone {
        domain: "shop.example".to_owned(),
        records: records.lines().filter_map(record).collect(),
        ..HostedZone::default()
    };
    add("zone", zone.into());
    let private = HostedZone {
        domain: "shop.internal".to_owned(),
        private: true,
        vpcs: vec!["vpc-ap-south-1".into()],
        ..HostedZone::default()
    };
    add("private", private.into());
    document.architecture
}

/// `mumbai weighted 90 checked`: a record of www.shop.example that leads to a
/// server, or by `alias` to a load balancer.
fn record(line: &str) -> Option<DnsRecord> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [target, policy, rest @ ..] = words.as_slice() else {
        return None;
    };
    let policies = [
        RoutingPolicy::Simple,
        RoutingPolicy::Weighted,
        RoutingPolicy::Latency,
        RoutingPolicy::Failover,
        RoutingPolicy::Geolocation,
        RoutingPolicy::Multivalue,
    ];
    let policy = policies
        .into_iter()
        .find(|it| it.value() == *policy)
        .unwrap();
    let value = rest.first().copied().unwrap_or_default();
    let is_alias = rest.contains(&"alias") || rest.contains(&"evaluated");
    Some(DnsRecord {
        name: "www.shop.example".to_owned(),
        alias: is_alias.then(|| ResourceId::new(*target)),
        values: if is_alias {
            Vec::new()
        } else {
            vec![(*target).to_owned()]
        },
        policy,
        set_id: (*target).to_owned(),
        weight: value.parse().unwrap_or(100),
        region: value.to_owned(),
        location: value.to_owned(),
        role: match value {
            "secondary" => FailoverRole::Secondary,
            _ => FailoverRole::Primary,
        },
        health_check: rest.iter().find_map(|word| match *word {
            "checked" => Some(ResourceId::new(format!("check-{target}"))),
            "checked-elsewhere" => Some(ResourceId::new("check-elsewhere")),
            _ => None,
        }),
        evaluate_target_health: rest.contains(&"evaluated"),
        ..DnsRecord::default()
    })
}

/// Who asks, what fails, what may be answered: `mumbai 90 %, dublin 10 %`.
fn check(records: &str, rows: &str) -> usize {
    let architecture = world(records);
    let mut wrong = String::new();
    let mut asked = 0;
    for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let [client, failing, expected]: [&str; 3] = row
            .split('|')
            .map(str::trim)
            .collect::<Vec<_>>()
            .try_into()
            .unwrap();
        let mut failures = Failures::default();
        for id in failing.split_whitespace() {
            match id.strip_prefix("zone:") {
                Some(zone) => failures.zones.insert(zone.to_owned()),
                None => failures.resources.insert(id.into()),
            };
        }
        let network = Network::with_failures(&architecture, failures);
        let from = network.endpoint(client).unwrap();
        let answers = network.dns_answers("www.shop.example", &from);
        let said: Vec<String> = answers.iter().map(|it| said(it, &network)).collect();
        let said = said.join(", ");
        if said != expected {
            wrong += &format!("\n{row}\n  but: {said}");
        }
        // A trace follows one of these and agrees with them.
        let flow = Flow {
            from,
            to: Endpoint::Host("www.shop.example".to_owned()),
            protocol: Protocol::Tcp,
            port: 80,
            source_port: None,
            icmp: None,
            path: "/".to_owned(),
        };
        let trace = network.trace(&flow);
        let code = trace.blockers.first().and_then(|hop| hop.code);
        let known = answers.iter().any(|it| match it.code {
            Some(_) => it.code == code,
            None => trace
                .request
                .hops
                .iter()
                .any(|hop| it.addresses.contains(&hop.packet.destination)),
        });
        if !known {
            wrong += &format!(
                "\n{row}\n  but a trace comes to {:?}",
                trace.request.hops.last()
            );
        }
        asked += 1;
    }
    assert!(wrong.is_empty(), "with\n{records}{wrong}");
    asked
}

fn said(answer: &DnsAnswer, network: &Network) -> String {
    if let Some(code) = answer.code {
        return format!("{} {}", code.name(), answer.share);
    }
    let owners = answer.addresses.iter().filter_map(|address| {
        let mut all = network.interfaces().iter();
        all.find(|it| it.public == Some(*address))
            .map(|it| it.owner.to_string())
    });
    let mut owners: Vec<String> = owners.collect();
    owners.dedup();
    format!("{} {}", owners.join("+"), answer.share)
}

/// All values of the only record, and no question of health: there is nothing
/// else to give. [R53 DG: Simple routing]
#[test]
fn simple_routing_gives_the_record_as_it_is() {
    let asked = check(
        "mumbai simple",
        "
        india  |        | mumbai 100 %
        france | mumbai | mumbai 100 %
        ",
    );
    assert_eq!(asked, 2);
    // A health check changes nothing where there is no other record.
    check("mumbai simple checked", "india | mumbai | mumbai 100 %");
}

/// In proportion to the weights of those that are healthy; weight zero stands
/// in when all others fail. [R53 DG: Weighted routing, Health checks and
/// weighted routing]
#[test]
fn weighted_routing_draws_among_the_healthy() {
    check(
        "
        mumbai weighted 90 checked
        dublin weighted 10 checked
        ",
        "
        india  |               | mumbai 90 %, dublin 10 %
        mumbai |               | mumbai 90 %, dublin 10 %
        india  | dublin        | mumbai 100 %
        india  | mumbai        | dublin 100 %
        india  | mumbai dublin | mumbai 90 %, dublin 10 %
        india  | check-mumbai  | dublin 100 %
        ",
    );
    check(
        "
        mumbai weighted 1 checked
        delhi weighted 1 checked
        dublin weighted 0 checked
        ",
        "
        india |                     | mumbai 50 %, delhi 50 %
        india | mumbai delhi        | dublin 100 %
        india | mumbai delhi dublin | mumbai 50 %, delhi 50 %
        india | mumbai dublin       | delhi 100 %
        ",
    );
    // All weights zero: each as likely as the others. Without a check a record
    // is always healthy.
    check(
        "
        mumbai weighted 0 checked
        dublin weighted 0
        ",
        "
        india |        | mumbai 50 %, dublin 50 %
        india | mumbai | dublin 100 %
        ",
    );
    check(
        "
        mumbai weighted 3
        dublin weighted 1 checked
        ",
        "
        india | mumbai | mumbai 75 %, dublin 25 %
        india | dublin | mumbai 100 %
        ",
    );
}

/// The primary while it is healthy, then the secondary while that is, else the
/// primary. [R53 DG: Failover routing; rulebook R53-18]
#[test]
fn failover_routing_gives_one_of_two() {
    check(
        "
        mumbai failover primary checked
        dublin failover secondary checked
        ",
        "
        india  |                    | mumbai 100 %
        india  | mumbai             | dublin 100 %
        india  | zone:ap-south-1a   | dublin 100 %
        india  | zone:ap-south-1b   | mumbai 100 %
        india  | dublin             | mumbai 100 %
        india  | mumbai dublin      | mumbai 100 %
        ",
    );
    // Without a check nobody notices that the primary is gone.
    check(
        "
        mumbai failover primary
        dublin failover secondary
        ",
        "india | mumbai | mumbai 100 %",
    );
    // A checker comes from the internet and is stopped by the guard.
    check(
        "
        closed failover primary checked
        dublin failover secondary
        ",
        "india | | dublin 100 %",
    );
    // What is not in the drawing is taken to be well, unless its check fails.
    check(
        "
        mumbai failover primary checked-elsewhere
        dublin failover secondary
        ",
        "
        india | mumbai          | mumbai 100 %
        india | check-elsewhere | dublin 100 %
        ",
    );
    check(
        "dublin failover secondary checked",
        "india | dublin | dublin 100 %",
    );
}

/// The Region with the least delay to whoever asks, and only healthy ones. A
/// name server in a VPC is in the Region of the VPC. [R53 DG: Latency-based
/// routing]
#[test]
fn latency_routing_gives_the_nearest_region() {
    check(
        "
        mumbai latency ap-south-1 checked
        dublin latency eu-west-1 checked
        ",
        "
        india        |               | mumbai 100 %
        ireland      |               | dublin 100 %
        nepal        |               | mumbai 100 %
        delhi        |               | mumbai 100 %
        cork         |               | dublin 100 %
        india        | mumbai        | dublin 100 %
        india        | mumbai dublin | mumbai 100 %
        brazil       |               | mumbai 50 %, dublin 50 %
        brazil       | mumbai        | dublin 100 %
        198.51.100.9 |               | mumbai 50 %, dublin 50 %
        ",
    );
}

/// The smallest place with a healthy record: country, continent, everywhere.
/// With none for the place there is no answer. [R53 DG: Geolocation routing;
/// Values specific for geolocation records]
#[test]
fn geolocation_routing_gives_the_smallest_place() {
    check(
        "
        mumbai geolocation IN checked
        delhi geolocation AS checked
        dublin geolocation * checked
        ",
        "
        india        |                     | mumbai 100 %
        nepal        |                     | delhi 100 %
        france       |                     | dublin 100 %
        brazil       |                     | dublin 100 %
        delhi        |                     | mumbai 100 %
        cork         |                     | dublin 100 %
        india        | mumbai              | delhi 100 %
        india        | mumbai delhi        | dublin 100 %
        nepal        | delhi               | dublin 100 %
        france       | dublin              | dublin 100 %
        india        | mumbai delhi dublin | mumbai 100 %
        nepal        | mumbai delhi dublin | delhi 100 %
        198.51.100.9 |                     | mumbai 33 %, delhi 33 %, dublin 33 %
        198.51.100.9 | mumbai              | delhi 50 %, dublin 50 %
        ",
    );
    check(
        "
        mumbai geolocation IN
        dublin geolocation EU
        ",
        "
        france       | | dublin 100 %
        brazil       | | DNS_NO_RECORD_FOR_PLACE 100 %
        198.51.100.9 | | mumbai 33 %, dublin 33 %, DNS_NO_RECORD_FOR_PLACE 33 %
        ",
    );
}

/// Up to eight healthy records at once; aliases are not among them.
/// [R53 DG: Multivalue answer routing; API route53 ResourceRecordSet]
#[test]
fn multivalue_routing_gives_all_that_are_healthy() {
    check(
        "
        mumbai multivalue m checked
        delhi multivalue d checked
        dublin multivalue i
        ",
        "
        india |              | mumbai 33 %, delhi 33 %, dublin 33 %
        india | mumbai       | delhi 50 %, dublin 50 %
        india | mumbai delhi | dublin 100 %
        india | dublin       | mumbai 33 %, delhi 33 %, dublin 33 %
        ",
    );
    check(
        "
        mumbai multivalue m checked
        delhi multivalue d checked
        ",
        "india | mumbai delhi | mumbai 50 %, delhi 50 %",
    );
    check(
        "
        alb-ap-south-1 multivalue m alias
        dublin multivalue i
        ",
        "india | | dublin 100 %",
    );
}

/// An alias that evaluates the health of a load balancer follows its target
/// groups; a check that asks for a page gets none without targets. (rulebook
/// R53-13) [API route53 AliasTarget: EvaluateTargetHealth]
#[test]
fn an_alias_is_as_healthy_as_its_load_balancer() {
    check(
        "
        alb-ap-south-1 failover primary evaluated
        alb-eu-west-1 failover secondary evaluated
        ",
        "
        india |                                    | alb-ap-south-1 100 %
        india | behind-ap-south-1                  | alb-eu-west-1 100 %
        india | alb-ap-south-1                     | alb-eu-west-1 100 %
        india | zone:ap-south-1a                   | alb-eu-west-1 100 %
        india | zone:ap-south-1b                   | alb-ap-south-1 100 %
        india | behind-ap-south-1 behind-eu-west-1 | alb-ap-south-1 100 %
        ",
    );
    check(
        "
        alb-ap-south-1 failover primary alias
        alb-eu-west-1 failover secondary alias
        ",
        "india | behind-ap-south-1 | alb-ap-south-1 100 %",
    );
    check(
        "
        alb-ap-south-1 failover primary alias checked
        alb-eu-west-1 failover secondary alias
        ",
        "
        india |                   | alb-ap-south-1 100 %
        india | behind-ap-south-1 | alb-eu-west-1 100 %
        ",
    );
    // With both, both must be healthy [R53 DG: What happens when you associate
    // a health check with an alias record].
    check(
        "
        alb-ap-south-1 failover primary evaluated checked
        alb-eu-west-1 failover secondary alias
        ",
        "india | check-alb-ap-south-1 | alb-eu-west-1 100 %",
    );
    check(
        "
        alb-ap-south-1 weighted 1 evaluated
        alb-eu-west-1 weighted 1 evaluated
        ",
        "
        india |                   | alb-ap-south-1 50 %, alb-eu-west-1 50 %
        india | behind-eu-west-1  | alb-ap-south-1 100 %
        ",
    );
}

/// Records of a name share their policy; Route 53 refuses others. (rulebook
/// R53-17)
#[test]
fn records_that_do_not_share_a_policy_answer_nobody() {
    check(
        "
        mumbai weighted 1
        dublin latency eu-west-1
        ",
        "india | | DNS_RECORDS_DISAGREE 100 %",
    );
}

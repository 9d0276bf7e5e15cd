//! What the network says beyond a single flow: fixes, intents, weak points,
//! the matrix, subnet kinds and addresses.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "flows/campus.rs"]
mod campus;

use cloud_campus::architecture::*;
use cloud_campus::network::*;
use expect_test::expect;

const SHOP: &str = "
    vpc campus 10.0.0.0/16
    igw gate campus
    table out: 0.0.0.0/0 -> gate
    table inner-a: 0.0.0.0/0 -> exit
    table inner-b: 0.0.0.0/0 -> exit
    sg front: in tcp 80 0.0.0.0/0
    sg web: in tcp 80 front
    sg store: in tcp 3306 web
    subnet pa 10.0.1.0/24 a table out
    subnet pb 10.0.2.0/24 b table out
    subnet sa 10.0.3.0/24 a table inner-a
    subnet sb 10.0.4.0/24 b table inner-b
    nat exit pa
    template recipe sg web calls store
    asg fleet recipe sa,sb 2 tg webs
    tg webs 80
    db store sa,sb sg store
    alb front pa,pb sg front: 80 -> webs
    zone shop.example: www.shop.example alias front
    intent shop internet reaches www.shop.example tcp 80
    intent updates fleet reaches internet tcp 443
    intent safe internet never store tcp 3306
    intent wrong internet never front tcp 80
    intent unclear internet reaches fornt tcp 80
";

#[test]
fn intents_are_kept_broken_or_unclear() {
    let architecture = campus::build(SHOP);
    let said: Vec<String> = Network::new(&architecture)
        .check_intents()
        .into_iter()
        .map(|check| {
            let outcome = match check.outcome {
                Outcome::Kept(_) => "kept".to_owned(),
                Outcome::Broken(_) => "broken".to_owned(),
                Outcome::Unclear(why) => why.to_string(),
            };
            format!("{}: {outcome}", check.intent)
        })
        .collect();
    expect![[r#"
        safe: kept
        shop: kept
        unclear: there is no `fornt`; did you mean `front`?
        updates: kept
        wrong: broken"#]]
    .assert_eq(&said.join("\n"));
}

/// The single NAT gateway and its zone are weak points of the updates; the
/// shop survives each of its parts but not its database... which fails over.
#[test]
fn a_single_nat_gateway_is_a_weak_point() {
    let architecture = campus::build(SHOP);
    let points: Vec<String> = Network::new(&architecture)
        .weak_points()
        .iter()
        .map(|point| {
            assert_eq!(point.trace.verdict, Verdict::Dropped);
            format!("{}: {:?}", point.journey, point.component)
        })
        .collect();
    expect![[r#"updates: Zone("a")"#]].assert_eq(&points.join("\n"));
}

#[test]
fn after_a_failure_the_survivors_serve() {
    let architecture = campus::build(SHOP);
    let calm = Network::new(&architecture);
    let ask = |network: &Network, text: &str| network.reaches(&campus::flow(text, &architecture));
    let shop = "internet -> www.shop.example tcp 80";
    for component in [
        Component::Zone("a".to_owned()),
        Component::Zone("b".to_owned()),
        Component::Resource("fleet/1".into()),
        Component::Resource("store/primary".into()),
        Component::Resource("front/a".into()),
    ] {
        assert!(ask(&calm.what_if(&component), shop), "{component:?}");
    }
    let both = calm
        .what_if(&Component::Zone("a".to_owned()))
        .what_if(&Component::Zone("b".to_owned()));
    assert!(!ask(&both, shop));
    let no_exit = calm.what_if(&Component::Resource("exit".into()));
    assert!(!ask(&no_exit, "fleet/1 -> internet tcp 443"));
}

#[test]
fn the_matrix_says_who_reaches_whom() {
    let architecture = campus::build(SHOP);
    let matrix = Network::new(&architecture).matrix();
    let mut lines = Vec::new();
    for (from, row) in matrix.classes.iter().zip(&matrix.cells) {
        for (to, openings) in matrix.classes.iter().zip(row) {
            let ports: Vec<String> = openings
                .iter()
                .map(|it| format!("{} {}-{}", it.protocol, it.from, it.to))
                .collect();
            if !ports.is_empty() {
                lines.push(format!(
                    "{} -> {}: {}",
                    name(from),
                    name(to),
                    ports.join(", ")
                ));
            }
        }
    }
    expect![[r#"
        internet -> front/a: tcp 80-80
        internet -> front/b: tcp 80-80
        front/a -> internet: tcp 0-65535, udp 0-65535, icmp 0-0
        front/a -> front/b: tcp 80-80
        front/a -> fleet/1: tcp 80-80
        front/a -> fleet/2: tcp 80-80
        front/b -> internet: tcp 0-65535, udp 0-65535, icmp 0-0
        front/b -> front/a: tcp 80-80
        front/b -> fleet/1: tcp 80-80
        front/b -> fleet/2: tcp 80-80
        fleet/1 -> internet: tcp 0-65535, udp 0-65535, icmp 0-0
        fleet/1 -> front/a: tcp 80-80
        fleet/1 -> front/b: tcp 80-80
        fleet/1 -> store/primary: tcp 3306-3306
        store/primary -> internet: tcp 0-65535, udp 0-65535, icmp 0-0
        store/primary -> front/a: tcp 80-80
        store/primary -> front/b: tcp 80-80
        fleet/2 -> internet: tcp 0-65535, udp 0-65535, icmp 0-0
        fleet/2 -> front/a: tcp 80-80
        fleet/2 -> front/b: tcp 80-80
        fleet/2 -> store/primary: tcp 3306-3306
        store/standby -> internet: tcp 0-65535, udp 0-65535, icmp 0-0
        store/standby -> front/a: tcp 80-80
        store/standby -> front/b: tcp 80-80"#]]
    .assert_eq(&lines.join("\n"));
}

fn name(class: &Class) -> String {
    let members: Vec<&str> = class.members.iter().map(ResourceId::as_str).collect();
    if members.is_empty() {
        "internet".to_owned()
    } else {
        members.join("+")
    }
}

/// Applying the fix of the first drop again and again ends in a delivered
/// flow.
#[test]
fn fixes_mend_the_flow_step_by_step() {
    let broken = "
        vpc campus 10.0.0.0/16 no-dns
        igw gate
        table out:
        table inner:
        acl tight: in 100 deny tcp 80 0.0.0.0/0; out 100 allow tcp 80 0.0.0.0/0
        sg web:
        sg ops: out none
        subnet street 10.0.1.0/24 a table out acl tight
        subnet yard 10.0.2.0/24 a table inner
        nat exit street no-eip
        instance web street 10.0.1.10 public 13.1.1.1 sg web stopped
        instance ops yard 10.0.2.10 sg ops
        zone shop.example: www.shop.example A web
    ";
    let mended = |question: &str| {
        let mut document = Document {
            architecture: campus::build(broken),
            ..Document::default()
        };
        let mut steps = Vec::new();
        for _ in 0..12 {
            let network = Network::new(&document.architecture);
            let trace = network.trace(&campus::flow(question, &document.architecture));
            let Some(hop) = trace.blockers.first() else {
                steps.push("delivered".to_owned());
                break;
            };
            let Some(fix) = network.fix(hop) else {
                steps.push(format!("no fix for {}", hop.code.unwrap().name()));
                break;
            };
            steps.push(fix.label);
            document.apply_all(fix.edits).unwrap();
        }
        format!("{question}\n  {}", steps.join("\n  "))
    };
    let text = [
        mended("internet -> web tcp 80"),
        mended("ops -> web tcp 80"),
        mended("ops -> internet tcp 443"),
        mended("ops -> www.shop.example tcp 22"),
        mended("web -> ops icmp"),
    ];
    expect![[r#"
        internet -> web tcp 80
          Attach gate to campus
          Allow TCP 80 from 0.0.0.0/0 in tight-acl as rule 99, and the answers on TCP 1024–65535 as rule 110
          Let everybody in on TCP 80 in web-sg
          Start web
          Route 0.0.0.0/0 to gate in out
          delivered
        ops -> web tcp 80
          Let ops-sg out on TCP 80 to web-sg
          Allow TCP 80 from 10.0.2.0/24 in tight-acl as rule 99, and the answers on TCP 1024–65535 as rule 110
          Let ops-sg in on TCP 80 in web-sg
          Start web
          delivered
        ops -> internet tcp 443
          Let ops-sg out on TCP 443 to everybody
          Route 0.0.0.0/0 to exit in inner
          Allow TCP 443 from 10.0.2.0/24 in tight-acl as rule 110, and the answers on TCP 1024–65535 as rule 110; Allow TCP 443 to 0.0.0.0/0 in tight-acl as rule 120, and the answers on TCP 1024–65535 as rule 120
          Attach gate to campus, and route 0.0.0.0/0 to it in out
          Give exit an Elastic IP
          delivered
        ops -> www.shop.example tcp 22
          Turn on DNS resolution in campus
          no fix for SG_HAS_NO_RULES
        web -> ops icmp
          Start web
          Allow ICMP type 8 to 10.0.2.0/24 in tight-acl as rule 110, and the answers on ICMP type 0 as rule 110
          Let web-sg in on ICMP type 8 in ops-sg
          delivered"#]]
    .assert_eq(&text.join("\n"));
}

#[test]
fn a_subnet_is_what_its_routes_make_it() {
    let architecture = campus::build(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table public: 0.0.0.0/0 -> gate
        table private: 0.0.0.0/0 -> exit
        table dead: 0.0.0.0/0 -> gone
        table sealed:
        subnet one 10.0.1.0/24 a table public
        subnet two 10.0.2.0/28 a table private
        subnet three 10.0.3.0/24 a table dead
        subnet four 10.0.4.0/24 a table sealed
        subnet five 10.0.5.0/24 a
        subnet six 10.9.5.0/24 a
        nat exit one
        endpoint s3 sealed
        instance anna two 10.0.2.4
    ",
    );
    let network = Network::new(&architecture);
    let kinds: Vec<String> = ["one", "two", "three", "four", "five"]
        .map(|id| {
            let (kind, evidence) = network.subnet_kind(&id.into()).unwrap();
            let Evidence::Route {
                destination,
                target,
                ..
            } = evidence
            else {
                panic!("no route")
            };
            format!("{id}: {kind:?} {destination:?} {target:?}")
        })
        .to_vec();
    expect![[r#"
        one: Public Some(0.0.0.0/0) Some(Resource(#gate))
        two: Private Some(0.0.0.0/0) Some(Resource(#exit))
        three: Isolated Some(0.0.0.0/0) Some(Blackhole(Some(#gone)))
        four: Isolated None None
        five: Isolated None None"#]]
    .assert_eq(&kinds.join("\n"));
    assert_eq!(network.usable_addresses(&"two".into()), 11);
    assert_eq!(network.addresses_in_use(&"two".into()), 1);
    assert_eq!(
        network.usable_addresses(&"six".into()),
        0,
        "outside its VPC"
    );
    assert_eq!(
        network
            .relations()
            .free_block(&"campus".into(), 24)
            .map(|net| net.to_string())
            .as_deref(),
        Some("10.0.0.0/24")
    );
    assert_eq!(
        network
            .relations()
            .free_block(&"campus".into(), 17)
            .map(|net| net.to_string())
            .as_deref(),
        Some("10.0.128.0/17")
    );
    assert_eq!(network.relations().free_block(&"campus".into(), 16), None);
    assert_eq!(network.route_rows(&"sealed".into()).len(), 2);
}

/// More members than addresses: those that find none say so.
#[test]
fn a_full_subnet_gives_no_more_addresses() {
    let architecture = campus::build(
        "
        vpc campus 10.0.0.0/24
        subnet small 10.0.0.0/28 a
        template recipe
        asg fleet recipe small 13
    ",
    );
    let network = Network::new(&architecture);
    let full = network
        .interfaces()
        .iter()
        .filter(|interface| interface.problem == Some(AddressProblem::SubnetFull))
        .count();
    assert_eq!(full, 2);
    let mut addresses: Vec<_> = network
        .interfaces()
        .iter()
        .filter_map(|it| it.private)
        .collect();
    addresses.sort();
    addresses.dedup();
    assert_eq!(addresses.len(), 11);
}

/// The name of a load balancer answers with every node; where they differ the
/// trace says so.
#[test]
fn a_node_without_a_way_back_loses_its_share() {
    let network = |table: &str| {
        campus::build(&format!(
            "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg open: in all * 0.0.0.0/0
        subnet pa 10.0.1.0/24 a table out
        subnet pb 10.0.2.0/24 b {table}
        instance web pa 10.0.1.10 sg open
        tg webs 80 targets web
        alb front pa,pb sg open: 80 -> webs
        "
        ))
    };
    let trace = |architecture: &Architecture| {
        let flow = campus::flow("internet -> front tcp 80", architecture);
        Network::new(architecture).trace(&flow)
    };
    let fine = trace(&network("table out"));
    assert_eq!(fine.extent.reach, Reach::Everybody);
    let trace = trace(&network(""));
    assert_eq!(trace.verdict, Verdict::Dropped);
    assert_eq!(trace.extent.reach, Reach::Some);
    assert_eq!(trace.extent.share.to_string(), "50 %");
    let [Limit::Answers { lost, of: 2 }] = trace.extent.limits.as_slice() else {
        panic!("{:?}", trace.extent);
    };
    assert_eq!(lost[0].owner, Some("front/b".into()));
    assert!(trace.through.is_some());
}

/// A promise about something that never sends or receives would always be
/// kept, which helps nobody: it is unclear.
#[test]
fn intents_about_what_cannot_talk_are_unclear() {
    for end in ["inner-a", "webs", "0.0.0.0/0", "10.0.0.300"] {
        let architecture =
            campus::build(&format!("{SHOP}\n intent empty {end} never store tcp 3306"));
        let checks = Network::new(&architecture).check_intents();
        let check = checks
            .iter()
            .find(|it| it.intent.as_str() == "empty")
            .unwrap();
        assert!(
            matches!(&check.outcome, Outcome::Unclear(_)),
            "{end}: {check:?}"
        );
    }
}

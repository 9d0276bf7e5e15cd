//! Answers that hold for everybody that a question speaks of, or say for which
//! part: the internet, the members of what is named, the nodes and targets of
//! load balancers, the addresses of a name, the ports that a client or a
//! gateway may choose.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "flows/campus.rs"]
#[allow(dead_code, reason = "the language has more words than are used here")]
mod campus;
#[path = "everybody/siblings.rs"]
mod siblings;

use cloud_campus::architecture::*;
use cloud_campus::explain::extent_sentences;
use cloud_campus::network::*;
use expect_test::{Expect, expect};

/// A file of the collected cases.
fn case(name: &str) -> Architecture {
    let path = format!(
        "{}/tests/cases/{name}.campus.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).unwrap();
    Document::from_json(&text).unwrap().architecture
}

/// What is said of a flow, as one reads it: the verdict, where it ends, for
/// whom.
fn said(architecture: &Architecture, question: &str) -> String {
    let network = Network::new(architecture);
    let trace = network.trace(&campus::flow(question, architecture));
    let mut text = match trace.verdict {
        Verdict::Delivered => "delivered".to_owned(),
        Verdict::Dropped => {
            let stop = &trace.blockers[0];
            let at = stop.resource.as_ref().map_or("-", ResourceId::as_str);
            format!("{} at {at}", stop.code.unwrap().name())
        }
    };
    text += match trace.extent.reach {
        Reach::Everybody => ", everybody\n",
        Reach::Some => ", some\n",
        Reach::Nobody => ", nobody\n",
    };
    for sentence in extent_sentences(&trace.extent, &network) {
        text += &format!("{sentence}\n");
    }
    for note in &trace.not_modelled {
        text += &format!("({note})\n");
    }
    text
}

fn check(network: &str, question: &str, expected: Expect) {
    expected.assert_eq(&said(&campus::build(network), question));
}

/// Whether each intent of a design is kept.
fn kept(architecture: &Architecture) -> Vec<bool> {
    let checks = Network::new(architecture).check_intents();
    let kept = checks.iter();
    kept.map(|it| matches!(it.outcome, Outcome::Kept(_)))
        .collect()
}

/// One server in a public subnet; rules to be added.
fn server(more: &str) -> String {
    format!(
        "vpc campus 10.0.0.0/16
        igw gate campus
        {more}
        instance server front 10.0.0.10 public 52.0.0.10 sg group"
    )
}

#[test]
fn half_of_the_internet_is_not_the_internet() {
    assert_eq!(kept(&case("internet-never")), [false]);
    assert_eq!(kept(&case("internet-remedy-before")), [false]);
    assert_eq!(kept(&case("internet-remedy-after")), [false]);
    // One made-up customer is let in, or one node of two: nothing that was once
    // offered for it makes the intent hold.
    for offered in [
        "alb-group-lacks-listener-port-after-offered-fix",
        "network-acl-rule-100-denies-all-after-offered-fix",
    ] {
        assert_eq!(kept(&case(offered)), [false], "{offered}");
    }
    let half = "table out: 0.0.0.0/0 -> gate
        sg group: in tcp 3306 0.0.0.0/1
        subnet front 10.0.0.0/24 a table out";
    check(
        &server(half),
        "internet -> server tcp 3306",
        expect![[r#"
            ENI_SG_RULES_MISMATCH at group-sg, some
            Of the internet, only 0.0.0.0/1 gets through, 57 % of its addresses; 203.0.113.7, for one, does not.
        "#]],
    );
}

#[test]
fn every_filter_on_the_way_divides_the_internet() {
    // An entry of the network ACL, on the way in.
    let acl = "table out: 0.0.0.0/0 -> gate
        sg group: in tcp 80 0.0.0.0/0
        acl wall: in 90 deny all * 198.51.100.0/24; in 100 allow all * 0.0.0.0/0; out 100 allow all * 0.0.0.0/0
        subnet front 10.0.0.0/24 a table out acl wall";
    check(
        &server(acl),
        "internet -> server tcp 80",
        expect![[r#"
        delivered, some
        All of the internet gets through but 198.51.100.0/24; 198.51.100.10, for one, does not.
    "#]],
    );
    // Answers find a route to one half only.
    let route = "table out: 128.0.0.0/1 -> gate
        sg group: in tcp 80 0.0.0.0/0
        subnet front 10.0.0.0/24 a table out";
    check(
        &server(route),
        "internet -> server tcp 80",
        expect![[r#"
            delivered, some
            Of the internet, only 128.0.0.0/1 gets through, 43 % of its addresses; 1.0.0.1, for one, does not.
        "#]],
    );
    // The internet as a destination, and rules that let out to a part of it.
    let out = "table out: 0.0.0.0/0 -> gate
        sg group: out tcp 443 203.0.113.0/24; out tcp 443 198.51.100.0/24
        subnet front 10.0.0.0/24 a table out";
    check(
        &server(out),
        "server -> internet tcp 443",
        expect![[r#"
            delivered, some
            Of the internet, only 198.51.100.0/24 and 203.0.113.0/24 are reached, under 0.01 % of its addresses; 1.0.0.1, for one, is not.
        "#]],
    );
    // Holes that are denied one by one.
    let many: String = (0..6)
        .map(|at| format!("in {} deny all * {}.0.0.0/8; ", 10 + at, 40 + 3 * at))
        .collect();
    let many = format!(
        "table out: 0.0.0.0/0 -> gate
        sg group: in tcp 80 0.0.0.0/0
        acl wall: {many}in 100 allow all * 0.0.0.0/0; out 100 allow all * 0.0.0.0/0
        subnet front 10.0.0.0/24 a table out acl wall"
    );
    check(
        &server(&many),
        "internet -> server tcp 80",
        expect![[r#"
        delivered, some
        All of the internet gets through but 40.0.0.0/8, 43.0.0.0/8, 46.0.0.0/8 and 3 others; 40.0.0.1, for one, does not.
    "#]],
    );
}

#[test]
fn a_client_has_any_port_of_its_system() {
    assert_eq!(kept(&case("client-ports")), [false]);
    let with = |ports: &str| {
        server(&format!(
            "table out: 0.0.0.0/0 -> gate
            sg group: in tcp 80 0.0.0.0/0
            acl wall: in 100 allow all * 0.0.0.0/0; out 100 allow tcp {ports} 0.0.0.0/0
            subnet front 10.0.0.0/24 a table out acl wall"
        ))
    };
    check(
        &with("1024-65535"),
        "internet -> server tcp 80",
        expect![[r#"
        delivered, everybody
    "#]],
    );
    check(
        &with("32768-61000"),
        "internet -> server tcp 80",
        expect![[r#"
        delivered, some
        Answers get back to ports 32768–61000 only. Of their connections, Linux clients (ports 32768–60999) lose none, Windows clients (49152–65535) 28 %.
    "#]],
    );
    check(
        &with("1024-32767"),
        "internet -> server tcp 80",
        expect![[r#"
        SUBNET_ACL_RESTRICTION at wall-acl, nobody
    "#]],
    );
    // A few ports are no more than a remark.
    let few = server(
        "table out: 0.0.0.0/0 -> gate
        sg group: in tcp 80 0.0.0.0/0
        acl wall: in 100 allow all * 0.0.0.0/0; out 90 deny tcp 33890 0.0.0.0/0; out 100 allow all * 0.0.0.0/0
        subnet front 10.0.0.0/24 a table out acl wall",
    );
    check(
        &few,
        "internet -> server tcp 80",
        expect![[r#"
        delivered, everybody
        A network ACL denies a few of the ports that answers go to: over 99.99 % of the connections get through.
    "#]],
    );
    // A server that calls another one is a client, too.
    let inside = "vpc campus 10.0.0.0/16
        sg open: in all * 10.0.0.0/16
        acl wall: in 100 allow all * 0.0.0.0/0; out 100 allow tcp 49152-65535 0.0.0.0/0
        subnet one 10.0.1.0/24 a
        subnet two 10.0.2.0/24 a acl wall
        instance app one 10.0.1.10 sg open
        instance cache two 10.0.2.10 sg open";
    check(
        inside,
        "app -> cache tcp 6379",
        expect![[r#"
        delivered, some
        Answers get back to ports 49152–65535 only. Of their connections, Linux clients (ports 32768–60999) lose 58 %, Windows clients (49152–65535) none.
    "#]],
    );
}

#[test]
fn gateways_and_balancers_choose_any_port_from_1024_on() {
    let three_percent = said(&case("three-percent-denied"), "internet -> balancer tcp 80");
    expect![[r#"
        SUBNET_ACL_RESTRICTION at acl, some
        Answers get back to ports 1024–7999 and 10000–65535 only. A NAT gateway or a load balancer chooses from 1024–65535, so 3.1 % of these connections are lost.
    "#]].assert_eq(&three_percent);
    let nat = "vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        table inner: 0.0.0.0/0 -> exit
        acl wall: in 100 allow tcp 32768-65535 0.0.0.0/0; in 110 allow tcp 443 10.0.0.0/16; out 100 allow all * 0.0.0.0/0
        sg open: in all * 10.0.0.0/16; out all * 0.0.0.0/0
        subnet front 10.0.0.0/24 a table out acl wall
        subnet back 10.0.1.0/24 a table inner
        nat exit front
        instance app back 10.0.1.10 sg open";
    check(
        nat,
        "app -> internet tcp 443",
        expect![[r#"
        SUBNET_ACL_RESTRICTION at wall-acl, some
        Answers get back to ports 32768–65535 only. A NAT gateway or a load balancer chooses from 1024–65535, so 49 % of these connections are lost.
    "#]],
    );
}

#[test]
fn every_node_that_dns_may_answer_counts() {
    let one_private = case("alb-one-subnet-of-three-private");
    assert_eq!(kept(&one_private), [false]);
    expect![[r#"
        NO_ROUTE_TO_DESTINATION at rt-prv, some
        67 % of the connections get through.
        It gets through by 2 of the 3 nodes of shop-alb, not by the one in private-3. DNS answers with all of them.
    "#]].assert_eq(&said(&one_private, "internet -> shop-alb tcp 80"));
    expect![[r#"
        ENI_SG_RULES_MISMATCH at sg-web, some
        50 % of the connections get through.
        It gets through by 1 of the 2 nodes of shop-alb, not by the one in public-2. DNS answers with all of them.
    "#]].assert_eq(&said(
        &case("targets-admit-one-alb-subnet-only"),
        "internet -> shop-alb tcp 80",
    ));
    // An internal balancer, called by a server; one node's subnet refuses.
    let internal = "vpc campus 10.0.0.0/16
        sg open: in all * 10.0.0.0/16
        acl shut: in 100 deny all * 0.0.0.0/0; out 100 allow all * 0.0.0.0/0
        subnet one 10.0.1.0/24 a
        subnet two 10.0.2.0/24 b acl shut
        instance web one 10.0.1.10 sg open
        tg webs 80 targets web
        instance app one 10.0.1.20 sg open
        alb inner one,two sg open internal: 80 -> webs";
    check(
        internal,
        "app -> inner tcp 80",
        expect![[r#"
        SUBNET_ACL_RESTRICTION at shut-acl, some
        50 % of the connections get through.
        It gets through by 1 of the 2 nodes of inner, not by the one in two. DNS answers with all of them.
    "#]],
    );
    // A name with the addresses of two servers, one of which lets nobody in.
    let name = "vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg open: in tcp 80 0.0.0.0/0
        sg shut:
        subnet front 10.0.0.0/24 a table out
        instance one front 10.0.0.10 public 52.0.0.10 sg open
        instance two front 10.0.0.11 public 52.0.0.11 sg shut
        zone shop.example: shop.example A 52.0.0.10,52.0.0.11";
    check(
        name,
        "internet -> shop.example tcp 80",
        expect![[r#"
            SG_HAS_NO_RULES at shut-sg, some
            50 % of the connections get through.
            It gets through by 1 of the 2 addresses that the name answers with, not by 52.0.0.11.
        "#]],
    );
}

#[test]
fn every_target_that_may_be_chosen_counts() {
    expect![[r#"
        SUBNET_ACL_RESTRICTION at acl, some
        50 % of the connections get through.
        1 of the 2 targets of targets that may be chosen answer; server-b does not.
    "#]]
    .assert_eq(&said(
        &case("one-target-of-many"),
        "internet -> www.example.com tcp 80",
    ));
    // One application of two, behind a balancer that a web server calls, does
    // not get to the database; and a target that fails its check is not asked.
    let tiers = "vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg front: in tcp 80 0.0.0.0/0
        sg app: in tcp 8080 front
        sg odd: in tcp 8080 front
        sg sick:
        sg store: in tcp 3306 app
        subnet pa 10.0.1.0/24 a table out
        subnet pb 10.0.2.0/24 b table out
        subnet sa 10.0.3.0/24 a
        subnet sb 10.0.4.0/24 b
        db store sa,sb sg store
        instance one sa sg app calls store
        instance two sb sg odd calls store
        instance three sb sg sick calls store
        tg apps 8080 targets one,two,three
        alb door pa,pb sg front: 80 -> apps
        zone shop.example: www.shop.example alias door";
    check(
        tiers,
        "internet -> www.shop.example tcp 80",
        expect![[r#"
        ENI_SG_RULES_MISMATCH at store-sg, some
        50 % of the connections get through.
        1 of the 2 targets of apps that may be chosen answer; two does not.
    "#]],
    );
}

#[test]
fn what_has_members_is_asked_for_all_of_them() {
    let campus = "vpc campus 10.0.0.0/16
        sg app: 
        sg store: in tcp 3306 app
        sg other: in tcp 3306 10.0.9.0/24
        subnet one 10.0.1.0/24 a
        subnet two 10.0.2.0/24 a
        subnet empty 10.0.9.0/24 a
        instance a one 10.0.1.10 sg app
        instance b one 10.0.1.11 sg app
        instance c two 10.0.2.10 sg store
        instance d two 10.0.2.11 sg other";
    check(
        campus,
        "one -> c tcp 3306",
        expect![[r#"
        delivered, everybody
    "#]],
    );
    check(
        campus,
        "app-sg -> two tcp 3306",
        expect![[r#"
        ENI_SG_RULES_MISMATCH at other-sg, some
        50 % of the connections get through.
        1 of 2 are reached; d is not.
    "#]],
    );
    check(
        campus,
        "campus -> c tcp 3306",
        expect![[r#"
            ENI_SG_RULES_MISMATCH at store-sg, some
            67 % of the connections get through.
            2 of 3 get through; d does not.
        "#]],
    );
    let architecture = campus::build(campus);
    let network = Network::new(&architecture);
    assert!(matches!(
        network.end("empty", Side::From),
        Err(Unread::Empty(..))
    ));
}

#[test]
fn who_is_not_in_the_document_is_said_to_be_elsewhere() {
    expect![[r#"
        delivered, everybody
        (The name is in no hosted zone of this document. It is taken for a host on the internet, as the public DNS may answer.)
    "#]].assert_eq(&said(
        &case("name-of-a-stranger"),
        "server -> pypi.org tcp 443",
    ));
    expect![[r#"
        delivered, everybody
        (The name is in no hosted zone of this document. It is taken for a host on the internet, as the public DNS may answer.)
    "#]].assert_eq(&said(
        &case("name-of-a-stranger"),
        "internet -> www.example.com tcp 80",
    ));
    expect![[r#"
        delivered, everybody
        (Nobody in this document has the address: the packet leaves for the internet, and somebody there is assumed to answer.)
    "#]].assert_eq(&said(
        &case("address-of-nobody"),
        "internet -> 52.77.0.1 tcp 80",
    ));
}

#[test]
fn a_listener_without_a_certificate_is_none() {
    expect![[r#"
        ELBV2_LISTENERS_MISMATCH at balancer, nobody
    "#]]
    .assert_eq(&said(
        &case("https-without-certificate"),
        "internet -> balancer tcp 443",
    ));
}

#[test]
fn an_unhealthy_target_says_which_check_fails_and_where() {
    let architecture = case("unhealthy-why");
    let network = Network::new(&architecture);
    let trace = network.trace(&campus::flow("internet -> balancer tcp 80", &architecture));
    let hops = trace.request.hops.iter();
    let target = hops.clone().find(|hop| hop.stage == Stage::Target).unwrap();
    expect!["No target of targets is healthy, so the load balancer tries them all the same: it opens a connection of its own to server. The health check to port 9090 ends at group in: No rule of the security group group, the guard at the door of server, allows TCP to port 9090 from 10.0.1.105, so it is turned away."].assert_eq(&cloud_campus::explain::hop_sentence(target, &architecture));
}

#[test]
fn what_is_redundant_by_itself_is_no_weak_point() {
    let weak = |name: &str| -> Vec<Component> {
        let architecture = case(name);
        let points = Network::new(&architecture).weak_points();
        points.into_iter().map(|it| it.component).collect()
    };
    assert_eq!(weak("nat-in-every-zone"), []);
    assert_eq!(
        weak("second-interface"),
        [Component::Resource("server".into())]
    );
}

#[test]
fn an_address_that_a_prefix_list_may_hold_is_said_not_to_be_known() {
    // No way but the endpoint's, which is for the list alone.
    expect![[r#"
        NO_ROUTE_TO_DESTINATION at private, nobody
        (The route table has the prefix list of a gateway endpoint. AWS keeps the blocks of that list, and they are not known here: the service is drawn at an example address. If this address is in the list, the packet goes to the endpoint instead.)
    "#]].assert_eq(&said(
        &case("address-of-s3"),
        "server -> 52.216.1.1 tcp 443",
    ));
    // The same where there is another way, which most of the internet takes.
    let both = "table out: 0.0.0.0/0 -> gate
        endpoint shelf out
        sg group: out tcp 443 0.0.0.0/0
        subnet front 10.0.0.0/24 a table out";
    check(
        &server(both),
        "server -> 52.216.1.1 tcp 443",
        expect![[r#"
        delivered, everybody
        (The route table has the prefix list of a gateway endpoint. AWS keeps the blocks of that list, and they are not known here: the service is drawn at an example address. If this address is in the list, the packet goes to the endpoint instead.)
        (Nobody in this document has the address: the packet leaves for the internet, and somebody there is assumed to answer.)
    "#]],
    );
    // Nothing of the kind is said where the answer is known.
    check(
        &server(both),
        "server -> internet tcp 443",
        expect![[r#"
        delivered, everybody
    "#]],
    );
    check(
        &server(both),
        "server -> 10.0.0.77 tcp 443",
        expect![[r#"
        NO_POSSIBLE_DESTINATION at campus, nobody
    "#]],
    );
}

#[test]
fn a_wildcard_speaks_only_for_names_that_are_not_there() {
    let below = case("wildcard-below-a-name");
    expect![[r#"
        DNS_NAME_NOT_FOUND at zone, nobody
    "#]]
    .assert_eq(&said(&below, "internet -> x.b.example.com tcp 80"));
    expect![[r#"
        delivered, everybody
    "#]]
    .assert_eq(&said(&below, "internet -> x.example.com tcp 80"));
    expect![[r#"
        delivered, everybody
    "#]]
    .assert_eq(&said(&below, "internet -> x.y.example.com tcp 80"));
}

#[test]
fn inside_its_vpc_a_private_zone_answers_alone() {
    let shadowed = case("private-zone-shadows-public-zone");
    assert_eq!(kept(&shadowed), [false]);
    let campus = |zones: &str| {
        format!(
            "vpc campus 10.0.0.0/16 hostnames
            igw gate campus
            table out: 0.0.0.0/0 -> gate
            sg open: in tcp 80 0.0.0.0/0
            subnet front 10.0.0.0/24 a table out
            instance web front 10.0.0.10 public 52.0.0.10 sg open
            instance job front 10.0.0.11 public 52.0.0.11 sg open
            zone shop.example: www.shop.example A 52.0.0.10
            {zones}
            vpc annex 10.1.0.0/16 hostnames"
        )
    };
    let ask = |zones: &str, wanted: Expect| {
        check(&campus(zones), "job -> www.shop.example tcp 80", wanted);
    };
    // It lacks the name, and nobody asks the public zone.
    ask(
        "zone shop.example private campus: db.shop.example A 10.0.0.10",
        expect![[r#"
            DNS_NAME_NOT_FOUND at zone-shop.example-true, nobody
        "#]],
    );
    // It has the name.
    ask(
        "zone shop.example private campus: www.shop.example A 10.0.0.10",
        expect![[r#"
            delivered, everybody
        "#]],
    );
    // It is for a name beside the one that is asked.
    ask(
        "zone db.shop.example private campus: db.shop.example A 10.0.0.10",
        expect![[r#"
            delivered, everybody
        "#]],
    );
    // It is another VPC's.
    ask(
        "zone shop.example private annex: db.shop.example A 10.0.0.10",
        expect![[r#"
            delivered, everybody
        "#]],
    );
}

#[test]
fn a_stop_names_what_lacks_what() {
    for (name, question, words) in [
        (
            "nat-instance-without-public-address",
            "i-app -> internet tcp 443",
            &[
                "The internet gateway gateway",
                "nat-instance (10.0.0.151) has none",
            ][..],
        ),
        (
            "remedy-without-effect",
            "internet -> 10.0.1.20 tcp 80",
            &[
                "The internet gateway igw",
                "10.0.1.20 is the private one of bare",
            ],
        ),
        (
            "nat-routes-to-itself",
            "i-app -> internet tcp 443",
            &[
                "The instance nat-instance",
                "the route table main-subnet-rt",
                "leads to nat-instance again",
                "circle",
            ],
        ),
        (
            "one-cause-twice",
            "internet -> server tcp 80",
            &["The VPC v has no internet gateway", "server (52.0.0.10)"],
        ),
        (
            "database-in-default-group",
            "i-app -> db-1 tcp 3306",
            &["the default security group of shop-vpc, the guard at the door of shop-db"],
        ),
        (
            "private-zone-shadows-public-zone",
            "i-job -> www.example.com tcp 80",
            &[
                "Inside shop-vpc",
                "hosted zone example.com (private)",
                "no record of www.example.com",
                "although the public zone example.com has one",
            ],
        ),
        (
            "s3-endpoint-blocked-by-acl",
            "i-app -> bucket-1 tcp 443",
            &["The network ACL data-acl, the guard at the exit of data-1"],
        ),
    ] {
        let architecture = case(name);
        let network = Network::new(&architecture);
        let trace = network.trace(&campus::flow(question, &architecture));
        let stop = &trace.blockers[0];
        let sentence = cloud_campus::explain::hop_sentence(stop, &architecture);
        for word in words {
            assert!(
                sentence.contains(word),
                "{name}: “{word}” is not in “{sentence}”"
            );
        }
    }
}

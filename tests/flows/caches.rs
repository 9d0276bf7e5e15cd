//! Caches: who reaches them, on which port, and who takes over.

use cloud_campus::network::{Component, Failures, Network, Role, Verdict};
use expect_test::expect;

use crate::campus::{build, flow};
use crate::render::check;

const SESSIONS: &str = "
    vpc campus 10.0.0.0/16 hostnames
    igw gate campus
    table out: 0.0.0.0/0 -> gate
    sg web: in tcp 80 0.0.0.0/0
    sg other: in tcp 80 0.0.0.0/0
    sg store: in tcp 6379 web
    subnet street 10.0.1.0/24 ap-south-1a table out
    subnet back-a 10.0.2.0/24 ap-south-1a
    subnet back-b 10.0.3.0/24 ap-south-1b
    instance web street 10.0.1.10 public 13.1.1.1 sg web calls sessions
    instance other street 10.0.1.11 sg other
    cache sessions back-a,back-b sg store
    zone shop.example: www.shop.example A 13.1.1.1
";

/// Redis and Valkey listen on 6379 over TCP. [ElastiCache UG: Ports]
#[test]
fn a_cache_answers_whom_its_guard_lets_in() {
    check(
        SESSIONS,
        "
        web -> sessions tcp 6379
        web -> sessions tcp 80 = ENI_SG_RULES_MISMATCH
        other -> sessions tcp 6379 = ENI_SG_RULES_MISMATCH
        internet -> sessions tcp 6379 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        web -> master.sessions.abc123.aps1.cache.amazonaws.com tcp 6379
        internet -> www.shop.example tcp 80
        ",
        expect![[r#"
            web -> sessions tcp 6379
              there: from web | dns sessions | sg out web-sg [0] | acl out street 100 at street | route out 10.0.0.0/16 | acl in back-a 100 at back-a | sg in store-sg [0] | at sessions/001
              back: sg out sessions/001 remembered | acl out back-a 100 at back-a | route campus 10.0.0.0/16 | acl in street 100 at street | sg in web remembered | at web

            web -> sessions tcp 80
              there: from web | dns sessions | sg out web-sg [0] | acl out street 100 at street | route out 10.0.0.0/16 | acl in back-a 100 at back-a | sg in store-sg !ENI_SG_RULES_MISMATCH
              behind it: PORT_NOT_LISTENING

            other -> sessions tcp 6379
              there: from other | dns sessions | sg out other-sg [0] | acl out street 100 at street | route out 10.0.0.0/16 | acl in back-a 100 at back-a | sg in store-sg !ENI_SG_RULES_MISMATCH

            internet -> sessions tcp 6379
              there: from - | dns sessions | igw gate !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
              behind it: ENI_SG_RULES_MISMATCH, NO_ROUTE_TO_DESTINATION

            web -> master.sessions.abc123.aps1.cache.amazonaws.com tcp 6379
              there: from web | sg out web-sg [0] | acl out street 100 at street | route out 10.0.0.0/16 | acl in back-a 100 at back-a | sg in store-sg [0] | at sessions/001
              back: sg out sessions/001 remembered | acl out back-a 100 at back-a | route campus 10.0.0.0/16 | acl in street 100 at street | sg in web remembered | at web

            internet -> www.shop.example tcp 80
              there: from - | dns zone-shop.example-false www.shop.example=13.1.1.1 | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at web | dns sessions | sg out web-sg [0] | acl out street 100 at street | route out 10.0.0.0/16 | acl in back-a 100 at back-a | sg in store-sg [0] | at sessions/001
              back: sg out sessions/001 remembered | acl out back-a 100 at back-a | route campus 10.0.0.0/16 | acl in street 100 at street | sg in web remembered | at web | sg out web remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

        "#]],
    );
}

const REQUEST: &str = "internet -> www.shop.example tcp 80";

fn outcome(network: &Network<'_>) -> (Verdict, Vec<String>) {
    let trace = network.trace(&flow(REQUEST, network.architecture()));
    let active = network.interfaces_of(&"sessions".into()).iter();
    let active = active.filter(|it| it.role == Role::Database && it.up);
    (trace.verdict, active.map(|it| it.id.to_string()).collect())
}

/// The primary's name leads to the replica that took over, as long as one in
/// another zone is there. [ElastiCache UG: Minimizing downtime with Multi-AZ]
#[test]
fn a_replica_takes_over() {
    let campus = build(SESSIONS);
    let failed = |what: Failures| outcome(&Network::with_failures(&campus, what));
    let first = (Verdict::Delivered, vec!["sessions/001".to_owned()]);
    let second = (Verdict::Delivered, vec!["sessions/002".to_owned()]);
    assert_eq!(failed(Failures::default()), first);
    assert_eq!(failed(Failures::of("sessions/001")), second);
    assert_eq!(failed(Failures::of("sessions/002")), first);
    assert_eq!(failed(Failures::of("sessions")).0, Verdict::Dropped);
    // The same, found by the analysis in place.
    let network = Network::new(&campus);
    let without = network.what_if(&Component::Resource("sessions/001".into()));
    assert_eq!(outcome(&without), second);

    // In one zone nobody takes over.
    let single = build(&SESSIONS.replace("back-b sg store", "back-b sg store single"));
    let network = Network::with_failures(&single, Failures::of("sessions/001"));
    assert_eq!(outcome(&network), (Verdict::Dropped, Vec::new()));
    let nodes = network.interfaces_of(&"sessions".into());
    assert!(nodes.iter().all(|it| it.zone == "ap-south-1a"));
}

/// With three nodes over two zones, the one that takes over when a zone fails
/// is the one in the other zone, not its neighbour that failed too.
#[test]
fn what_failed_with_the_primary_does_not_take_over() {
    let three = build(&SESSIONS.replace("back-b sg store", "back-b sg store nodes 4"));
    let network = Network::with_failures(&three, Failures::of_zone("ap-south-1a"));
    let active = network.interfaces_of(&"sessions".into()).iter();
    let active: Vec<_> = active.filter(|it| it.role == Role::Database).collect();
    assert_eq!(active.len(), 1);
    assert_eq!(
        (active[0].id.as_str(), active[0].up),
        ("sessions/002", true)
    );
}

/// What a cache without a stand-in would break is found, and no more with one.
#[test]
fn a_cache_alone_is_a_weak_point() {
    let journey = "\n    intent shop internet reaches www.shop.example tcp 80";
    let weak = |text: &str| {
        let campus = build(&(text.to_owned() + journey));
        let network = Network::new(&campus);
        let found = network.weak_points().into_iter().map(|it| it.component);
        found.collect::<Vec<_>>()
    };
    let node = Component::Resource("sessions/001".into());
    assert!(!weak(SESSIONS).contains(&node));
    let single = SESSIONS.replace("back-b sg store", "back-b sg store single");
    assert!(weak(&single).contains(&node));
}

/// A One Zone file system has its mount target in its zone, and is gone with
/// it. (rulebook EFS-4)
#[test]
fn a_file_system_of_one_zone_is_mounted_there() {
    let campus = build(&format!(
        "{SESSIONS}efs files back-a,back-b one-zone ap-south-1b"
    ));
    let up = |failures: Failures| -> Vec<(String, bool)> {
        let network = Network::with_failures(&campus, failures);
        let targets = network.interfaces_of(&"files".into()).iter();
        targets.map(|it| (it.zone.to_owned(), it.up)).collect()
    };
    let only = |up| vec![("ap-south-1b".to_owned(), up)];
    assert_eq!(up(Failures::default()), only(true));
    assert_eq!(up(Failures::of_zone("ap-south-1a")), only(true));
    assert_eq!(up(Failures::of_zone("ap-south-1b")), only(false));
}

//! Instances that pass packets on, and routes more specific than local.

use expect_test::expect;

use crate::render::check;

#[test]
fn an_instance_passes_on_only_without_the_check() {
    let network = |check: &str| {
        format!(
            "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        table inner: 0.0.0.0/0 -> relay
        sg relay: in all * 10.0.0.0/16
        sg app: in tcp 80 0.0.0.0/0
        subnet street 10.0.1.0/24 a table out
        subnet yard 10.0.2.0/24 a table inner
        instance relay street 10.0.1.10 public 13.1.1.1 sg relay {check}
        instance anna yard 10.0.2.10 sg app
        "
        )
    };
    check(
        &network("no-check"),
        "
        anna -> internet tcp 443
        anna -> internet icmp
        anna -> relay tcp 443
        ",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | sg in relay-sg [0] | eni relay 10.0.2.10>10.0.1.10 | sg out relay-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -
              back: igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in relay remembered | eni relay 10.0.1.10>10.0.2.10 | sg out relay remembered | acl out street 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in anna remembered | at anna

            anna -> internet icmp
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | sg in relay-sg [0] | eni relay 10.0.2.10>10.0.1.10 | sg out relay-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -
              back: igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in relay remembered | eni relay 10.0.1.10>10.0.2.10 | sg out relay remembered | acl out street 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in anna remembered | at anna

            anna -> relay tcp 443
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 10.0.0.0/16 | acl in street 100 at street | sg in relay-sg [0] | at relay
              back: sg out relay remembered | acl out street 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in anna remembered | at anna

        "#]],
    );
    check(
        &network(""),
        "
        anna -> internet tcp 443 = ENI_SOURCE_DEST_CHECK_RESTRICTION
        ",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | sg in relay-sg [0] | eni relay !ENI_SOURCE_DEST_CHECK_RESTRICTION

        "#]],
    );
    check(
        &network("no-check stopped"),
        "
        anna -> internet tcp 443 = BAD_STATE
        ",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | sg in relay-sg [0] | eni relay !BAD_STATE
              behind it: BAD_STATE

        "#]],
    );
}

/// A route for just a subnet's block beats the local one and leads through an
/// inspecting instance; group references do not survive that
/// [VPC Peering Guide: security groups].
#[test]
fn an_inspecting_instance_hides_group_membership() {
    check(
        "
        vpc campus 10.0.0.0/16
        table one: 10.0.2.0/24 -> inspector
        table two: 10.0.1.0/24 -> inspector
        sg inspector: in all * 10.0.0.0/16
        sg apps: in tcp 80 10.0.0.0/16
        sg byname: in tcp 80 apps
        subnet left 10.0.1.0/24 a table one
        subnet right 10.0.2.0/24 a table two
        subnet middle 10.0.3.0/24 a
        instance inspector middle 10.0.3.10 sg inspector no-check
        instance anna left 10.0.1.10 sg apps
        instance ben right 10.0.2.10 sg apps
        instance named right 10.0.2.11 sg byname
        instance near middle 10.0.3.11 sg apps
        ",
        "
        anna -> ben tcp 80
        anna -> named tcp 80 = SG_REFERENCES_NOT_PRESERVED
        near -> named tcp 80
        anna -> near tcp 80
        ",
        expect![[r#"
            anna -> ben tcp 80
              there: from anna | sg out apps-sg [0] | acl out left 100 at left | route one 10.0.2.0/24 | acl in middle 100 at middle | sg in inspector-sg [0] | eni inspector | sg out inspector-sg [0] | acl out middle 100 at middle | route campus 10.0.0.0/16 | acl in right 100 at right | sg in apps-sg [0] | at ben
              back: sg out ben remembered | acl out right 100 at right | route two 10.0.1.0/24 | acl in middle 100 at middle | sg in inspector remembered | eni inspector | sg out inspector remembered | acl out middle 100 at middle | route campus 10.0.0.0/16 | acl in left 100 at left | sg in anna remembered | at anna

            anna -> named tcp 80
              there: from anna | sg out apps-sg [0] | acl out left 100 at left | route one 10.0.2.0/24 | acl in middle 100 at middle | sg in inspector-sg [0] | eni inspector | sg out inspector-sg [0] | acl out middle 100 at middle | route campus 10.0.0.0/16 | acl in right 100 at right | sg in byname-sg !SG_REFERENCES_NOT_PRESERVED

            near -> named tcp 80
              there: from near | sg out apps-sg [0] | acl out middle 100 at middle | route campus 10.0.0.0/16 | acl in right 100 at right | sg in byname-sg [0] | at named
              back: sg out named remembered | acl out right 100 at right | route two 10.0.0.0/16 | acl in middle 100 at middle | sg in near remembered | at near

            anna -> near tcp 80
              there: from anna | sg out apps-sg [0] | acl out left 100 at left | route one 10.0.0.0/16 | acl in middle 100 at middle | sg in apps-sg [0] | at near
              back: sg out near remembered | acl out middle 100 at middle | route campus 10.0.0.0/16 | acl in left 100 at left | sg in anna remembered | at anna

        "#]],
    );
}

/// A NAT gateway serves only senders of its VPC, and not for a foreign source
/// that an instance passes on.
#[test]
fn an_instance_that_is_its_own_way_out_is_a_circle() {
    check(
        "
        vpc campus 10.0.0.0/16
        table self: 0.0.0.0/0 -> relay
        sg open: in all * 0.0.0.0/0
        subnet street 10.0.1.0/24 a table self
        instance relay street 10.0.1.10 sg open no-check
        instance anna street 10.0.1.11 sg open
        ",
        "
        relay -> internet tcp 443 = NO_POSSIBLE_DESTINATION
        anna -> internet tcp 443 = NO_POSSIBLE_DESTINATION
        ",
        expect![[r#"
            relay -> internet tcp 443
              there: from relay | sg out open-sg [0] | acl out street 100 at street | route self 0.0.0.0/0 | eni relay 0.0.0.0/0 !NO_POSSIBLE_DESTINATION

            anna -> internet tcp 443
              there: from anna | sg out open-sg [0] | acl out street 100 at street | route self 0.0.0.0/0 | sg in open-sg [0] | eni relay 10.0.1.11>10.0.1.10 | sg out open-sg [0] | acl out street 100 at street | route self 0.0.0.0/0 | eni relay 0.0.0.0/0 !NO_POSSIBLE_DESTINATION

        "#]],
    );
}

/// Two instances that pass packets on to each other keep one until it dies.
#[test]
fn a_circle_of_instances_ends() {
    check(
        "
        vpc campus 10.0.0.0/16
        table left: 0.0.0.0/0 -> ben
        table right: 0.0.0.0/0 -> anna
        sg open: in all * 0.0.0.0/0
        subnet one 10.0.1.0/24 a table left
        subnet two 10.0.2.0/24 a table right
        instance anna one 10.0.1.10 sg open no-check
        instance ben two 10.0.2.10 sg open no-check
        ",
        "
        anna -> internet tcp 443 = NO_POSSIBLE_DESTINATION
        ",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out open-sg [0] | acl out one 100 at one | route left 0.0.0.0/0 | acl in two 100 at two | sg in open-sg [0] | eni ben 10.0.1.10>10.0.2.10 | sg out open-sg [0] | acl out two 100 at two | route right 0.0.0.0/0 | acl in one 100 at one | sg in open-sg [0] | eni anna 10.0.2.10>10.0.1.10 | sg out open-sg [0] | acl out one 100 at one | route left 0.0.0.0/0 | acl in two 100 at two | sg in open-sg [0] | eni ben 10.0.1.10>10.0.2.10 | sg out open-sg [0] | acl out two 100 at two | route right 0.0.0.0/0 | acl in one 100 at one | sg in open-sg [0] | eni anna 10.0.2.10>10.0.1.10 | sg out open-sg [0] | acl out one 100 at one | route left 0.0.0.0/0 | acl in two 100 at two | sg in open-sg [0] | eni ben 10.0.1.10>10.0.2.10 | sg out open-sg [0] | acl out two 100 at two | route right 0.0.0.0/0 | acl in one 100 at one | sg in open-sg [0] | eni anna 10.0.2.10>10.0.1.10 | sg out open-sg [0] | acl out one 100 at one | route left 0.0.0.0/0 | acl in two 100 at two | sg in open-sg [0] | eni ben 10.0.1.10>10.0.2.10 | sg out open-sg [0] | acl out two 100 at two | route right 0.0.0.0/0 | acl in one 100 at one | sg in open-sg [0] | eni anna 10.0.2.10>10.0.1.10 | sg out open-sg [0] | acl out one 100 at one | route left 0.0.0.0/0 | acl in two 100 at two | sg in open-sg [0] | eni ben 10.0.1.10>10.0.2.10 | sg out open-sg [0] | acl out two 100 at two | route right 0.0.0.0/0 | acl in one 100 at one | sg in open-sg [0] | eni anna 10.0.2.10>10.0.1.10 | sg out open-sg [0] | acl out one 100 at one | route left 0.0.0.0/0 | acl in two 100 at two | sg in open-sg [0] | eni ben 10.0.1.10>10.0.2.10 | sg out open-sg [0] | acl out two 100 at two | route right 0.0.0.0/0 | acl in one 100 at one | sg in open-sg [0] | eni anna 10.0.2.10>10.0.1.10 | sg out open-sg [0] | acl out one 100 at one | route left 0.0.0.0/0 | acl in two 100 at two | sg in open-sg [0] | eni ben 10.0.1.10>10.0.2.10 | sg out open-sg [0] | acl out two 100 at two | route right 0.0.0.0/0 | acl in one 100 at one | sg in open-sg [0] | eni anna 10.0.2.10>10.0.1.10 | sg out open-sg [0] | acl out one 100 at one | route left 0.0.0.0/0 | acl in two 100 at two | sg in open-sg [0] | eni ben 10.0.1.10>10.0.2.10 | sg out open-sg [0] | acl out two 100 at two | route right 0.0.0.0/0 | acl in one 100 at one | sg in open-sg [0] | eni anna 10.0.2.10>10.0.1.10 | sg out open-sg [0] | route - !NO_POSSIBLE_DESTINATION

        "#]],
    );
}

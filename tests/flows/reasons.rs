//! Who is meant, and everything that is in the way.

use expect_test::expect;

use crate::render::check;

/// Two VPCs may use the same addresses. Without a connection between them
/// nobody of the one reaches anybody of the other (rulebook VPC-25), and
/// whoever has the address at home is not who was meant.
#[test]
fn a_twin_address_is_not_the_one_that_is_meant() {
    check(
        "
        vpc east 10.0.0.0/16
        sg east: in all * 0.0.0.0/0
        subnet es 10.0.1.0/24 a
        instance anna es 10.0.1.10 sg east
        instance ben es 10.0.1.11 sg east
        vpc west 10.0.0.0/16
        sg west: in all * 0.0.0.0/0
        subnet ws 10.0.1.0/24 a
        instance cleo ws 10.0.1.11 sg west
        instance dora ws 10.0.1.12 sg west
        ",
        "
        anna -> ben tcp 80
        anna -> cleo tcp 80 = NO_PATH
        anna -> dora tcp 80 = NO_POSSIBLE_DESTINATION
        ben -> cleo tcp 80 = NO_PATH
        ",
        expect![[r#"
            anna -> ben tcp 80
              there: from anna | sg out east-sg [0] | sg in east-sg [0] | at ben
              back: sg out ben remembered | sg in anna remembered | at anna

            anna -> cleo tcp 80
              there: from anna | sg out east-sg [0] | sg in east-sg [0] | at cleo !NO_PATH

            anna -> dora tcp 80
              there: from anna | sg out east-sg [0] | at east !NO_POSSIBLE_DESTINATION

            ben -> cleo tcp 80
              there: from ben | at cleo !NO_PATH

        "#]],
    );
}

/// One denied port out of 64,512 that a NAT gateway may choose is no reason to
/// call every connection lost; half of them is (rulebook NACL-12).
#[test]
fn a_hole_of_one_port_stops_next_to_nothing() {
    let network = |entries: &str| {
        format!(
            "
            vpc campus 10.0.0.0/16
            igw gate campus
            table out: 0.0.0.0/0 -> gate
            table inner: 0.0.0.0/0 -> exit
            sg app: in tcp 80 10.0.0.0/16
            acl street: {entries}; out 100 allow all * 0.0.0.0/0
            subnet street 10.0.1.0/24 a table out acl street
            subnet yard 10.0.2.0/24 a table inner
            nat exit street at 10.0.1.5 eip 13.1.1.5
            instance anna yard 10.0.2.10 sg app
            "
        )
    };
    check(
        &network("in 90 deny tcp 3389-3389 0.0.0.0/0; in 100 allow all * 0.0.0.0/0"),
        "anna -> internet tcp 443",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street-acl 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out street-acl 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in street-acl 100 at street | nat exit 10.0.1.5>10.0.2.10 | acl out street-acl 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in anna remembered | at anna

        "#]],
    );
    check(
        &network("in 90 deny tcp 1024-32767 0.0.0.0/0; in 100 allow all * 0.0.0.0/0"),
        "anna -> internet tcp 443 = SUBNET_ACL_RESTRICTION on return",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street-acl 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out street-acl 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in street-acl 90 at street !SUBNET_ACL_RESTRICTION

        "#]],
    );
}

/// Reasons behind the first are told too, as if it had been mended.
#[test]
fn every_reason_is_told_at_once() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        table inner: 0.0.0.0/0 -> gate
        table none:
        sg app: in tcp 80 10.0.0.0/16
        acl wall: in 100 allow tcp 80-80 0.0.0.0/0; out 100 allow all * 0.0.0.0/0
        subnet street 10.0.1.0/24 a table out
        subnet yard 10.0.2.0/24 a table inner acl wall
        subnet cell 10.0.3.0/24 a table none acl wall
        nat exit street at 10.0.1.5 eip 13.1.1.5
        instance anna yard 10.0.2.10 sg app
        instance cleo cell 10.0.3.10 sg app
        peering bridge campus annex
        vpc annex 10.1.0.0/16
        table far:
        sg far: in tcp 22 10.0.0.0/16
        subnet there 10.1.1.0/24 a table far
        instance ben there 10.1.1.10 sg far
        ",
        "
        anna -> internet tcp 443 = IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS
        anna -> 192.168.5.5 tcp 443 = IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS
        cleo -> internet tcp 443 = NO_ROUTE_TO_DESTINATION
        cleo -> ben tcp 80 = NO_ROUTE_TO_DESTINATION
        internet -> ben tcp 22 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        ",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out app-sg [0] | acl out wall-acl 100 at yard | route inner 0.0.0.0/0 | igw gate !IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS
              behind it: SUBNET_ACL_RESTRICTION

            anna -> 192.168.5.5 tcp 443
              there: from anna | sg out app-sg [0] | acl out wall-acl 100 at yard | route inner 0.0.0.0/0 | igw gate !IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS
              behind it: IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS

            cleo -> internet tcp 443
              there: from cleo | sg out app-sg [0] | acl out wall-acl 100 at cell | route none !NO_ROUTE_TO_DESTINATION
              behind it: SUBNET_ACL_RESTRICTION

            cleo -> ben tcp 80
              there: from cleo | sg out app-sg [0] | acl out wall-acl 100 at cell | route none !NO_ROUTE_TO_DESTINATION
              behind it: ENI_SG_RULES_MISMATCH, NO_ROUTE_TO_DESTINATION, SUBNET_ACL_RESTRICTION

            internet -> ben tcp 22
              there: from - | igw annex !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
              behind it: BAD_STATE_ATTACHMENT, ENI_SG_RULES_MISMATCH, NO_ROUTE_TO_DESTINATION

        "#]],
    );
}

/// Nobody outside may send from an address that is the VPC's own, whatever
/// its range; and a bucket speaks HTTP and HTTPS over TCP, nothing else.
#[test]
fn sources_and_protocols_that_cannot_be() {
    check(
        "
        vpc campus 52.10.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg app: in all * 0.0.0.0/0
        subnet street 52.10.1.0/24 a table out
        instance anna street 52.10.1.10 public 13.1.1.1 sg app
        bucket box
        ",
        "
        52.10.200.9 -> 13.1.1.1 tcp 80 = GATEWAY_REJECTS_SPOOFED_TRAFFIC
        127.0.0.1 -> 13.1.1.1 tcp 80 = GATEWAY_REJECTS_SPOOFED_TRAFFIC
        anna -> box tcp 443
        anna -> box udp 443 = PORT_NOT_LISTENING
        anna -> box 47 = PORT_NOT_LISTENING
        ",
        expect![[r#"
            52.10.200.9 -> 13.1.1.1 tcp 80
              there: from - | igw gate !GATEWAY_REJECTS_SPOOFED_TRAFFIC
              behind it: NO_POSSIBLE_DESTINATION

            127.0.0.1 -> 13.1.1.1 tcp 80
              there: from - | igw gate !GATEWAY_REJECTS_SPOOFED_TRAFFIC
              behind it: NO_POSSIBLE_DESTINATION

            anna -> box tcp 443
              there: from anna | dns box | sg out app-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 52.10.1.10>13.1.1.1 | at box | at box !ACCESS_DENIED
              back: igw gate 13.1.1.1>52.10.1.10 | acl in street 100 at street | sg in anna remembered | at anna

            anna -> box udp 443
              there: from anna | dns box | sg out app-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 52.10.1.10>13.1.1.1 | at box !PORT_NOT_LISTENING

            anna -> box 47
              there: from anna | dns box | sg out app-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 52.10.1.10>13.1.1.1 | at box !PORT_NOT_LISTENING

        "#]],
    );
}

/// An instance that passes on an answer whose request it never saw has nothing
/// to remember: its groups must let the packet in and out by their rules.
#[test]
fn an_answer_that_comes_another_way_is_judged_by_rules() {
    check(
        "
        vpc campus 10.0.0.0/16
        table there:
        table back: 10.0.1.0/24 -> relay
        sg app: in all * 10.0.0.0/16
        sg relay: in all * 10.0.0.0/16; out none
        subnet here 10.0.1.0/24 a table there
        subnet yonder 10.0.2.0/24 a table back
        subnet middle 10.0.3.0/24 a table there
        instance anna here 10.0.1.10 sg app
        instance ben yonder 10.0.2.10 sg app
        instance relay middle 10.0.3.10 no-check sg relay
        ",
        "anna -> ben tcp 80 = SG_HAS_NO_RULES on return",
        expect![[r#"
            anna -> ben tcp 80
              there: from anna | sg out app-sg [0] | acl out here 100 at here | route there 10.0.0.0/16 | acl in yonder 100 at yonder | sg in app-sg [0] | at ben
              back: sg out ben remembered | acl out yonder 100 at yonder | route back 10.0.1.0/24 | acl in middle 100 at middle | sg in relay-sg [0] | eni relay | sg out relay-sg !SG_HAS_NO_RULES

        "#]],
    );
}

/// A name means another address from elsewhere: a public database's private
/// one in its own VPC alone, an instance's too. A load balancer answers pings
/// by itself.
#[test]
fn who_asks_decides_what_a_name_means() {
    check(
        "
        vpc campus 10.0.0.0/16 hostnames
        igw gate campus
        table out: 0.0.0.0/0 -> gate; 10.1.0.0/16 -> bridge
        sg web: in all * web
        sg store: in tcp 3306 10.0.0.0/8
        sg front: in icmp * 0.0.0.0/0
        subnet pa 10.0.1.0/24 a table out
        subnet pb 10.0.2.0/24 b table out
        instance anna pa 10.0.1.10 public 13.1.1.1 sg web
        instance ben pb 10.0.2.10 public 13.1.1.2 sg web
        db store pa,pb sg store public
        alb front pa,pb sg front:
        zone shop.example: ben.shop.example CNAME ben; b.shop.example A ben
        vpc annex 10.1.0.0/16
        table far: 10.0.0.0/16 -> bridge
        sg far:
        subnet there 10.1.1.0/24 a table far
        instance cleo there 10.1.1.10 sg far
        peering bridge campus annex
        ",
        "
        anna -> store tcp 3306
        cleo -> store tcp 3306 = NO_ROUTE_TO_DESTINATION
        anna -> ben.shop.example tcp 22
        anna -> b.shop.example tcp 22 = ENI_SG_RULES_MISMATCH
        internet -> front icmp
        internet -> front 50 = ENI_SG_RULES_MISMATCH
        ",
        expect![[r#"
            anna -> store tcp 3306
              there: from anna | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in anna remembered | at anna

            cleo -> store tcp 3306
              there: from cleo | dns store | sg out far-sg [0] | acl out there 100 at there | route far !NO_ROUTE_TO_DESTINATION

            anna -> ben.shop.example tcp 22
              there: from anna | dns zone-shop.example-false ben.shop.example=10.0.2.10 | sg out web-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in pb 100 at pb | sg in web-sg [0] | at ben
              back: sg out ben remembered | acl out pb 100 at pb | route out 10.0.0.0/16 | acl in pa 100 at pa | sg in anna remembered | at anna

            anna -> b.shop.example tcp 22
              there: from anna | dns zone-shop.example-false b.shop.example=13.1.1.2 | sg out web-sg [0] | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | igw gate 13.1.1.2>10.0.2.10 | acl in pb 100 at pb | sg in web-sg !ENI_SG_RULES_MISMATCH

            internet -> front icmp
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | at front
              back: sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            internet -> front 50
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg !ENI_SG_RULES_MISMATCH
              behind it: ELBV2_LISTENERS_MISMATCH

        "#]],
    );
}

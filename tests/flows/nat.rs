//! NAT gateways: every leg, both ways.

use expect_test::expect;

use crate::render::check;

/// The instance's subnet, the NAT gateway's subnet and the internet gateway
/// all have their say (rulebook NAT-2, NAT-11).
#[test]
fn a_private_subnet_gets_out_and_nobody_gets_in() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        table inner: 0.0.0.0/0 -> exit
        sg app: in tcp 80 10.0.0.0/16
        subnet street 10.0.1.0/24 a table out
        subnet yard 10.0.2.0/24 a table inner
        nat exit street at 10.0.1.5 eip 13.1.1.5
        instance anna yard 10.0.2.10 sg app
        instance double yard 10.0.2.11 public 13.1.1.6 sg app
        instance guest street 10.0.1.10 sg app
        ",
        "
        anna -> internet tcp 443
        anna -> internet udp 53
        anna -> internet icmp
        anna -> internet 50 = PROTOCOL_RESTRICTION
        anna -> internet tcp 443 from-port 1024
        internet -> exit tcp 443 = NGW_DEST_ADDRESS_PRESERVATION
        internet -> 13.1.1.5 tcp 443 = NGW_DEST_ADDRESS_PRESERVATION
        anna -> 10.0.1.5 tcp 443 = NGW_DEST_ADDRESS_PRESERVATION
        guest -> 10.0.1.5 tcp 443 = NGW_DEST_ADDRESS_PRESERVATION
        internet -> anna tcp 80 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        internet -> double tcp 80 = ENI_SG_RULES_MISMATCH
        double -> internet tcp 443
        guest -> anna tcp 80
        ",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in street 100 at street | nat exit 10.0.1.5>10.0.2.10 | acl out street 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in anna remembered | at anna

            anna -> internet udp 53
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in street 100 at street | nat exit 10.0.1.5>10.0.2.10 | acl out street 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in anna remembered | at anna

            anna -> internet icmp
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in street 100 at street | nat exit 10.0.1.5>10.0.2.10 | acl out street 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in anna remembered | at anna

            anna -> internet 50
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | nat exit !PROTOCOL_RESTRICTION

            anna -> internet tcp 443 from-port 1024
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in street 100 at street | nat exit 10.0.1.5>10.0.2.10 | acl out street 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in anna remembered | at anna

            internet -> exit tcp 443
              there: from - | igw gate 13.1.1.5>10.0.1.5 | acl in street 100 at street | nat exit !NGW_DEST_ADDRESS_PRESERVATION

            internet -> 13.1.1.5 tcp 443
              there: from - | igw gate 13.1.1.5>10.0.1.5 | acl in street 100 at street | nat exit !NGW_DEST_ADDRESS_PRESERVATION

            anna -> 10.0.1.5 tcp 443
              there: from anna | sg out app-sg [0] | acl out yard 100 at yard | route inner 10.0.0.0/16 | acl in street 100 at street | nat exit !NGW_DEST_ADDRESS_PRESERVATION

            guest -> 10.0.1.5 tcp 443
              there: from guest | sg out app-sg [0] | nat exit !NGW_DEST_ADDRESS_PRESERVATION

            internet -> anna tcp 80
              there: from - | igw gate !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
              behind it: ENI_SG_RULES_MISMATCH, NGW_SOURCE_ADDRESS_REASSIGN

            internet -> double tcp 80
              there: from - | igw gate 13.1.1.6>10.0.2.11 | acl in yard 100 at yard | sg in app-sg !ENI_SG_RULES_MISMATCH
              behind it: NGW_SOURCE_ADDRESS_REASSIGN

            double -> internet tcp 443
              there: from double | sg out app-sg [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | nat exit 10.0.2.11>10.0.1.5 | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in street 100 at street | nat exit 10.0.1.5>10.0.2.11 | acl out street 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in double remembered | at double

            guest -> anna tcp 80
              there: from guest | sg out app-sg [0] | acl out street 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in app-sg [0] | at anna
              back: sg out anna remembered | acl out yard 100 at yard | route inner 10.0.0.0/16 | acl in street 100 at street | sg in guest remembered | at guest

        "#]],
    );
}

/// A server with a public address in a subnet that leaves by NAT takes the
/// request and answers from the wrong address.
#[test]
fn an_answer_through_nat_is_lost() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        table inner: 0.0.0.0/0 -> exit
        sg web: in tcp 80 0.0.0.0/0
        subnet street 10.0.1.0/24 a table out
        subnet yard 10.0.2.0/24 a table inner
        nat exit street
        instance double yard 10.0.2.11 public 13.1.1.6 sg web
        ",
        "
        internet -> double tcp 80 = NGW_SOURCE_ADDRESS_REASSIGN on return
        ",
        expect![[r#"
            internet -> double tcp 80
              there: from - | igw gate 13.1.1.6>10.0.2.11 | acl in yard 100 at yard | sg in web-sg [0] | at double
              back: sg out double remembered | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | nat exit !NGW_SOURCE_ADDRESS_REASSIGN

        "#]],
    );
}

/// A NAT gateway works by the routes of its own subnet (rulebook NAT-2,
/// NAT-7).
#[test]
fn a_misplaced_nat_gateway_does_not_work() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        table loop: 0.0.0.0/0 -> circle
        table deep: 0.0.0.0/0 -> buried
        table bare: 0.0.0.0/0 -> naked
        table chain: 0.0.0.0/0 -> circle
        table priv: 0.0.0.0/0 -> inward
        subnet street 10.0.1.0/24 a table out
        subnet looped 10.0.2.0/24 a table loop
        subnet below 10.0.3.0/24 a table deep
        subnet cellar 10.0.4.0/24 a
        subnet plain 10.0.5.0/24 a table bare
        subnet chained 10.0.6.0/24 a table chain
        subnet inside 10.0.7.0/24 a table priv
        nat circle looped
        nat buried cellar
        nat naked street no-eip
        nat inward street private
        instance anna looped 10.0.2.10
        instance ben below 10.0.3.10
        instance cleo plain 10.0.5.10
        instance dora chained 10.0.6.10
        instance emil inside 10.0.7.10
        ",
        "
        anna -> internet tcp 443 = NO_POSSIBLE_DESTINATION
        ben -> internet tcp 443 = NO_ROUTE_TO_DESTINATION
        cleo -> internet tcp 443 = IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS
        dora -> internet tcp 443 = NO_POSSIBLE_DESTINATION
        emil -> internet tcp 443 = IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS
        ",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out anna [0] | acl out looped 100 at looped | route loop 0.0.0.0/0 | nat circle 0.0.0.0/0 !NO_POSSIBLE_DESTINATION

            ben -> internet tcp 443
              there: from ben | sg out ben [0] | acl out below 100 at below | route deep 0.0.0.0/0 | acl in cellar 100 at cellar | nat buried 10.0.3.10>10.0.4.148 | acl out cellar 100 at cellar | route campus !NO_ROUTE_TO_DESTINATION

            cleo -> internet tcp 443
              there: from cleo | sg out cleo [0] | acl out plain 100 at plain | route bare 0.0.0.0/0 | acl in street 100 at street | nat naked 10.0.5.10>10.0.1.132 | acl out street 100 at street | route out 0.0.0.0/0 | igw gate !IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS

            dora -> internet tcp 443
              there: from dora | sg out dora [0] | acl out chained 100 at chained | route chain 0.0.0.0/0 | acl in looped 100 at looped | nat circle 10.0.6.10>10.0.2.251 | acl out looped 100 at looped | route loop 0.0.0.0/0 | nat circle 0.0.0.0/0 !NO_POSSIBLE_DESTINATION

            emil -> internet tcp 443
              there: from emil | sg out emil [0] | acl out inside 100 at inside | route priv 0.0.0.0/0 | acl in street 100 at street | nat inward 10.0.7.10>10.0.1.131 | acl out street 100 at street | route out 0.0.0.0/0 | igw gate !IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS

        "#]],
    );
}

/// The network ACLs of both subnets see both legs, and the NAT gateway may use
/// any port from 1024 on (rulebook NACL-12, NACL-15).
#[test]
fn both_acls_see_both_legs() {
    let network = |street: &str, yard: &str| {
        format!(
            "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        table inner: 0.0.0.0/0 -> exit
        acl front: {street}
        acl back: {yard}
        subnet street 10.0.1.0/24 a table out acl front
        subnet yard 10.0.2.0/24 a table inner acl back
        nat exit street at 10.0.1.5 eip 13.1.1.5
        instance anna yard 10.0.2.10
        "
        )
    };
    let good_front = "in 100 allow tcp 443 10.0.0.0/16; in 110 allow tcp 1024-65535 0.0.0.0/0; out 100 allow tcp 443 0.0.0.0/0; out 110 allow tcp 1024-65535 10.0.0.0/16";
    let good_back = "in 100 allow tcp 1024-65535 0.0.0.0/0; out 100 allow tcp 443 0.0.0.0/0";
    check(
        &network(good_front, good_back),
        "anna -> internet tcp 443",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out anna [0] | acl out back-acl 100 at yard | route inner 0.0.0.0/0 | acl in front-acl 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out front-acl 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in front-acl 110 at street | nat exit 10.0.1.5>10.0.2.10 | acl out front-acl 110 at street | route out 10.0.0.0/16 | acl in back-acl 100 at yard | sg in anna remembered | at anna

        "#]],
    );
    let no_way_in = "in 110 allow tcp 1024-65535 0.0.0.0/0; out 100 allow tcp 443 0.0.0.0/0; out 110 allow tcp 1024-65535 10.0.0.0/16";
    check(
        &network(
            &no_way_in.replace("1024-65535 0", "2000-65535 0"),
            good_back,
        ),
        "anna -> internet tcp 443 = SUBNET_ACL_RESTRICTION",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out anna [0] | acl out back-acl 100 at yard | route inner 0.0.0.0/0 | acl in front-acl * at street !SUBNET_ACL_RESTRICTION
              behind it: SUBNET_ACL_RESTRICTION

        "#]],
    );
    let narrow = good_front.replace(
        "in 110 allow tcp 1024-65535",
        "in 110 allow tcp 32768-65535",
    );
    check(
        &network(&narrow, good_back),
        "anna -> internet tcp 443 = SUBNET_ACL_RESTRICTION on return",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out anna [0] | acl out back-acl 100 at yard | route inner 0.0.0.0/0 | acl in front-acl 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out front-acl 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in front-acl * at street !SUBNET_ACL_RESTRICTION

        "#]],
    );
    let no_way_back = good_front.replace("; out 110 allow tcp 1024-65535 10.0.0.0/16", "");
    check(
        &network(&no_way_back, good_back),
        "anna -> internet tcp 443 = SUBNET_ACL_RESTRICTION on return",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out anna [0] | acl out back-acl 100 at yard | route inner 0.0.0.0/0 | acl in front-acl 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out front-acl 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in front-acl 110 at street | nat exit 10.0.1.5>10.0.2.10 | acl out front-acl * at street !SUBNET_ACL_RESTRICTION

        "#]],
    );
    // The answer's source is the internet host, not the NAT gateway.
    let from_nat_only = "in 100 allow tcp 1024-65535 10.0.1.0/24; out 100 allow tcp 443 0.0.0.0/0";
    check(
        &network(good_front, from_nat_only),
        "anna -> internet tcp 443 = SUBNET_ACL_RESTRICTION on return",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out anna [0] | acl out back-acl 100 at yard | route inner 0.0.0.0/0 | acl in front-acl 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out front-acl 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in front-acl 110 at street | nat exit 10.0.1.5>10.0.2.10 | acl out front-acl 110 at street | route out 10.0.0.0/16 | acl in back-acl * at yard !SUBNET_ACL_RESTRICTION

        "#]],
    );
    // Where the client's own port counts, only that port must pass.
    let one_port = "in 100 allow tcp 40000-40000 0.0.0.0/0; out 100 allow tcp 443 0.0.0.0/0";
    check(
        &network(good_front, one_port),
        "
        anna -> internet tcp 443 from-port 40000
        anna -> internet tcp 443 from-port 40001 = SUBNET_ACL_RESTRICTION on return
        ",
        expect![[r#"
            anna -> internet tcp 443 from-port 40000
              there: from anna | sg out anna [0] | acl out back-acl 100 at yard | route inner 0.0.0.0/0 | acl in front-acl 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out front-acl 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in front-acl 110 at street | nat exit 10.0.1.5>10.0.2.10 | acl out front-acl 110 at street | route out 10.0.0.0/16 | acl in back-acl 100 at yard | sg in anna remembered | at anna

            anna -> internet tcp 443 from-port 40001
              there: from anna | sg out anna [0] | acl out back-acl 100 at yard | route inner 0.0.0.0/0 | acl in front-acl 100 at street | nat exit 10.0.2.10>10.0.1.5 | acl out front-acl 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.5>13.1.1.5 | at -
              back: igw gate 13.1.1.5>10.0.1.5 | acl in front-acl 110 at street | nat exit 10.0.1.5>10.0.2.10 | acl out front-acl 110 at street | route out 10.0.0.0/16 | acl in back-acl * at yard !SUBNET_ACL_RESTRICTION

        "#]],
    );
}

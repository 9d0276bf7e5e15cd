//! The internet gateway: public addresses, one-to-one translation, what it
//! refuses.

use expect_test::expect;

use crate::render::check;

const CAMPUS: &str = "
    vpc campus 10.0.0.0/16
    igw gate campus
    table out: 0.0.0.0/0 -> gate
    sg web: in tcp 80 0.0.0.0/0; in icmp 8/0 0.0.0.0/0
    sg friends: in tcp 80 friends
    subnet street 10.0.1.0/24 a table out
    subnet yard 10.0.2.0/24 a
    instance anna street 10.0.1.10 public 13.1.1.1 sg web,friends
    instance bare street 10.0.1.11 sg web
    instance shy street 10.0.1.12 public 13.1.1.3 sg friends
    instance inner yard 10.0.2.10 public 13.1.1.4 sg web
    user customer 198.18.0.1
";

/// Both directions need a public address, and answers need the route
/// (rulebook IGW-3, IGW-4).
#[test]
fn the_gateway_serves_public_addresses_only() {
    check(
        CAMPUS,
        "
        internet -> anna tcp 80
        customer -> anna tcp 80
        internet -> anna icmp
        internet -> 13.1.1.1 tcp 80
        203.0.113.99 -> anna tcp 80 from-port 1025
        internet -> anna tcp 22 = ENI_SG_RULES_MISMATCH
        internet -> bare tcp 80 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        internet -> 10.0.1.10 tcp 80 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        internet -> 10.0.1.77 tcp 80 = NO_POSSIBLE_DESTINATION
        internet -> inner tcp 80 = NO_ROUTE_TO_DESTINATION on return
        anna -> internet tcp 443
        anna -> 8.8.8.8 udp 53
        anna -> customer tcp 443
        bare -> internet tcp 443 = IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS
        anna -> 192.168.1.1 tcp 443 = IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS
        anna -> 172.20.1.1 tcp 443 = IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS
        anna -> 100.64.9.9 tcp 443 = IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS
        anna -> 240.0.0.1 tcp 443 = NO_POSSIBLE_DESTINATION
        internet -> internet tcp 80
        ",
        expect![[r#"
            internet -> anna tcp 80
              there: from customer | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at customer

            customer -> anna tcp 80
              there: from customer | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at customer

            internet -> anna icmp
              there: from customer | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [1] | at anna
              back: sg out anna remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at customer

            internet -> 13.1.1.1 tcp 80
              there: from customer | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at customer

            203.0.113.99 -> anna tcp 80 from-port 1025
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            internet -> anna tcp 22
              there: from customer | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in anna !ENI_SG_RULES_MISMATCH

            internet -> bare tcp 80
              there: from customer | igw gate !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
              behind it: IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS

            internet -> 10.0.1.10 tcp 80
              there: from customer | igw gate !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS

            internet -> 10.0.1.77 tcp 80
              there: from customer | at - !NO_POSSIBLE_DESTINATION

            internet -> inner tcp 80
              there: from customer | igw gate 13.1.1.4>10.0.2.10 | acl in yard 100 at yard | sg in web-sg [0] | at inner
              back: sg out inner remembered | acl out yard 100 at yard | route campus !NO_ROUTE_TO_DESTINATION

            anna -> internet tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -
              back: igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in anna remembered | at anna

            anna -> 8.8.8.8 udp 53
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -
              back: igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in anna remembered | at anna

            anna -> customer tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at customer
              back: igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in anna remembered | at anna

            bare -> internet tcp 443
              there: from bare | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate !IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS

            anna -> 192.168.1.1 tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate !IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS

            anna -> 172.20.1.1 tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate !IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS

            anna -> 100.64.9.9 tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate !IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS

            anna -> 240.0.0.1 tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate !NO_POSSIBLE_DESTINATION

            internet -> internet tcp 80
              there: from customer | at -
              back: at customer

        "#]],
    );
}

/// Sources that cannot be on the internet are not let in.
#[test]
fn spoofed_sources_are_refused() {
    check(
        CAMPUS,
        "
        10.9.9.9 -> anna tcp 80 = IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS
        192.168.0.9 -> 13.1.1.1 tcp 80 = IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS
        100.64.0.9 -> anna tcp 80 = IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS
        10.0.1.99 -> internet tcp 80 = GATEWAY_REJECTS_SPOOFED_TRAFFIC
        ",
        expect![[r#"
            10.9.9.9 -> anna tcp 80
              there: from - | igw gate !IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS
              behind it: IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS

            192.168.0.9 -> 13.1.1.1 tcp 80
              there: from - | igw gate !IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS
              behind it: IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS

            100.64.0.9 -> anna tcp 80
              there: from - | igw gate !IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS
              behind it: IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS

            10.0.1.99 -> internet tcp 80
              there: from - | igw gate !GATEWAY_REJECTS_SPOOFED_TRAFFIC

        "#]],
    );
}

/// A neighbour's public address is not local: out through the gateway and back
/// in, with a translated source that no group reference matches.
#[test]
fn a_neighbours_public_address_leads_outside() {
    check(
        CAMPUS,
        "
        anna -> 10.0.1.12 tcp 80
        anna -> 13.1.1.3 tcp 80 = ENI_SG_RULES_MISMATCH
        shy -> 13.1.1.1 tcp 80
        shy -> 10.0.1.10 tcp 80
        bare -> 13.1.1.1 tcp 80 = IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS
        inner -> 13.1.1.1 tcp 80 = NO_ROUTE_TO_DESTINATION
        anna -> 13.1.1.1 tcp 80
        ",
        expect![[r#"
            anna -> 10.0.1.12 tcp 80
              there: from anna | sg out web-sg [0] | sg in friends-sg [0] | at shy
              back: sg out shy remembered | sg in anna remembered | at anna

            anna -> 13.1.1.3 tcp 80
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | igw gate 13.1.1.3>10.0.1.12 | acl in street 100 at street | sg in friends-sg !ENI_SG_RULES_MISMATCH

            shy -> 13.1.1.1 tcp 80
              there: from shy | sg out friends-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.12>13.1.1.3 | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | igw gate 13.1.1.3>10.0.1.12 | acl in street 100 at street | sg in shy remembered | at shy

            shy -> 10.0.1.10 tcp 80
              there: from shy | sg out friends-sg [0] | sg in web-sg [0] | at anna
              back: sg out anna remembered | sg in shy remembered | at shy

            bare -> 13.1.1.1 tcp 80
              there: from bare | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate !IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS

            inner -> 13.1.1.1 tcp 80
              there: from inner | sg out web-sg [0] | acl out yard 100 at yard | route campus !NO_ROUTE_TO_DESTINATION

            anna -> 13.1.1.1 tcp 80
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in anna remembered | at anna

        "#]],
    );
}

/// A gateway that is not attached is no gateway, and a route to it a
/// blackhole (rulebook IGW-2, RT-12).
#[test]
fn a_detached_gateway_leads_nowhere() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate
        table out: 0.0.0.0/0 -> gate
        sg web: in tcp 80 0.0.0.0/0
        subnet street 10.0.1.0/24 a table out
        instance anna street 10.0.1.10 public 13.1.1.1 sg web
        ",
        "
        anna -> internet tcp 443 = BAD_STATE_ROUTE
        internet -> anna tcp 80 = BAD_STATE_ATTACHMENT
        ",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 !BAD_STATE_ROUTE

            internet -> anna tcp 80
              there: from - | igw campus !BAD_STATE_ATTACHMENT
              behind it: BAD_STATE_ROUTE

        "#]],
    );
}

/// The most specific route wins even when it leads nowhere
/// (rulebook RT-4, RT-12).
#[test]
fn the_longest_prefix_wins_even_if_it_is_dead() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate; 198.51.0.0/16 -> gone; 198.51.100.0/24 -> gate; 198.51.100.128/25
        sg web: in tcp 80 0.0.0.0/0
        subnet street 10.0.1.0/24 a table out
        instance anna street 10.0.1.10 eip sg web
        ",
        "
        anna -> 198.50.0.1 tcp 443
        anna -> 198.51.0.1 tcp 443 = BAD_STATE_ROUTE
        anna -> 198.51.100.1 tcp 443
        anna -> 198.51.100.200 tcp 443 = BAD_STATE_ROUTE
        198.51.0.1 -> anna tcp 80 = BAD_STATE_ROUTE on return
        198.51.100.1 -> anna tcp 80
        ",
        expect![[r#"
            anna -> 198.50.0.1 tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.233.222.190 | at -
              back: igw gate 13.233.222.190>10.0.1.10 | acl in street 100 at street | sg in anna remembered | at anna

            anna -> 198.51.0.1 tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 198.51.0.0/16 !BAD_STATE_ROUTE

            anna -> 198.51.100.1 tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 198.51.100.0/24 | igw gate 10.0.1.10>13.233.222.190 | at -
              back: igw gate 13.233.222.190>10.0.1.10 | acl in street 100 at street | sg in anna remembered | at anna

            anna -> 198.51.100.200 tcp 443
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route out 198.51.100.128/25 !BAD_STATE_ROUTE

            198.51.0.1 -> anna tcp 80
              there: from - | igw gate 13.233.222.190>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out street 100 at street | route out 198.51.0.0/16 !BAD_STATE_ROUTE

            198.51.100.1 -> anna tcp 80
              there: from - | igw gate 13.233.222.190>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out street 100 at street | route out 198.51.100.0/24 | igw gate 10.0.1.10>13.233.222.190 | at -

        "#]],
    );
}

/// An address of a VPC is private to it, also in a range of the internet
/// (rulebook VPC-5); and an instance is met at the interface that has a public
/// address.
#[test]
fn private_is_what_the_vpc_has() {
    check(
        "
        vpc campus 11.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg web: in tcp 80 0.0.0.0/0
        subnet street 11.0.1.0/24 a table out
        instance anna street 11.0.1.10 sg web
        instance double street 11.0.1.11
        eni double eth1 street 11.0.1.12 public 13.1.1.1 sg web
        ",
        "
        internet -> anna tcp 80 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        internet -> 11.0.1.10 tcp 80 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        internet -> double tcp 80
        11.0.1.10 -> 11.0.1.12 tcp 80
        ",
        expect![[r#"
            internet -> anna tcp 80
              there: from - | igw gate !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
              behind it: IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS

            internet -> 11.0.1.10 tcp 80
              there: from - | igw gate !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
              behind it: IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS

            internet -> double tcp 80
              there: from - | igw gate 13.1.1.1>11.0.1.12 | acl in street 100 at street | sg in web-sg [0] | at double/eth1
              back: sg out double/eth1 remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 11.0.1.12>13.1.1.1 | at -

            11.0.1.10 -> 11.0.1.12 tcp 80
              there: from anna | sg out web-sg [0] | sg in web-sg [0] | at double/eth1
              back: sg out double/eth1 remembered | sg in anna remembered | at anna

        "#]],
    );
}

/// What belongs to another VPC is not associated (rulebook RT-13).
#[test]
fn tables_and_acls_of_another_vpc_do_not_count() {
    check(
        "
        vpc other 10.1.0.0/16
        igw door other
        table theirs: 0.0.0.0/0 -> door
        acl theirs
        vpc campus 10.0.0.0/16
        igw gate campus
        table borrowed: 0.0.0.0/0 -> door
        sg web: in tcp 80 0.0.0.0/0
        subnet street 10.0.1.0/24 a table theirs acl theirs
        subnet lane 10.0.2.0/24 a table borrowed
        instance anna street 10.0.1.10 public 13.1.1.1 sg web
        instance ben lane 10.0.2.10 public 13.1.1.2 sg web
        ",
        "
        anna -> internet tcp 80 = NO_ROUTE_TO_DESTINATION
        ben -> internet tcp 80 = BAD_STATE_ROUTE
        ben -> anna tcp 80
        ",
        expect![[r#"
            anna -> internet tcp 80
              there: from anna | sg out web-sg [0] | acl out street 100 at street | route campus !NO_ROUTE_TO_DESTINATION

            ben -> internet tcp 80
              there: from ben | sg out web-sg [0] | acl out lane 100 at lane | route borrowed 0.0.0.0/0 !BAD_STATE_ROUTE

            ben -> anna tcp 80
              there: from ben | sg out web-sg [0] | acl out lane 100 at lane | route borrowed 10.0.0.0/16 | acl in street 100 at street | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out street 100 at street | route campus 10.0.0.0/16 | acl in lane 100 at lane | sg in ben remembered | at ben

        "#]],
    );
}

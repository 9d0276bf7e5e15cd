//! Inside a VPC: the same subnet, other subnets, addresses that nobody has.

use expect_test::expect;

use crate::render::check;

/// Inside a subnet neither network ACL nor route table is asked
/// (rulebook NACL-11).
#[test]
fn neighbours_in_a_subnet_meet_no_acl() {
    check(
        "
        vpc campus 10.0.0.0/16
        acl closed
        sg open: in all * 10.0.0.0/16
        subnet wing 10.0.1.0/24 a acl closed
        subnet other 10.0.2.0/24 a
        instance anna wing 10.0.1.10 sg open
        instance ben wing 10.0.1.11 sg open
        instance cleo other 10.0.2.10 sg open
        ",
        "
        anna -> ben tcp 80
        ben -> anna udp 53
        anna -> ben icmp
        anna -> anna tcp 80
        anna -> cleo tcp 80 = SUBNET_ACL_RESTRICTION
        cleo -> anna tcp 80 = SUBNET_ACL_RESTRICTION
        anna -> 10.0.1.99 tcp 80 = NO_POSSIBLE_DESTINATION
        anna -> 10.0.1.255 tcp 80 = NO_POSSIBLE_DESTINATION
        ",
        expect![[r#"
            anna -> ben tcp 80
              there: from anna | sg out open-sg [0] | sg in open-sg [0] | at ben
              back: sg out ben remembered | sg in anna remembered | at anna

            ben -> anna udp 53
              there: from ben | sg out open-sg [0] | sg in open-sg [0] | at anna
              back: sg out anna remembered | sg in ben remembered | at ben

            anna -> ben icmp
              there: from anna | sg out open-sg [0] | sg in open-sg [0] | at ben
              back: sg out ben remembered | sg in anna remembered | at anna

            anna -> anna tcp 80
              there: from anna | at anna
              back: at anna

            anna -> cleo tcp 80
              there: from anna | sg out open-sg [0] | acl out closed-acl * at wing !SUBNET_ACL_RESTRICTION
              behind it: SUBNET_ACL_RESTRICTION

            cleo -> anna tcp 80
              there: from cleo | sg out open-sg [0] | acl out other 100 at other | route campus 10.0.0.0/16 | acl in closed-acl * at wing !SUBNET_ACL_RESTRICTION
              behind it: SUBNET_ACL_RESTRICTION

            anna -> 10.0.1.99 tcp 80
              there: from anna | sg out open-sg [0] | at campus !NO_POSSIBLE_DESTINATION

            anna -> 10.0.1.255 tcp 80
              there: from anna | sg out open-sg [0] | at campus !NO_POSSIBLE_DESTINATION

        "#]],
    );
}

/// The whole VPC is local, also where no subnet is; a default route is no way
/// to an address inside.
#[test]
fn all_of_the_vpc_is_local() {
    check(
        "
        vpc campus 10.0.0.0/16 and 10.1.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg open: in all * 0.0.0.0/0
        subnet one 10.0.1.0/24 a table out
        subnet two 10.0.2.0/24 b
        subnet three 10.1.3.0/24 b
        instance anna one 10.0.1.10 public 13.1.1.1 sg open
        instance ben two 10.0.2.10 sg open
        instance cleo three 10.1.3.10 sg open
        ",
        "
        anna -> ben tcp 443
        anna -> cleo tcp 443
        cleo -> anna tcp 443
        anna -> 10.0.200.1 tcp 443 = NO_POSSIBLE_DESTINATION
        anna -> 10.1.77.7 tcp 443 = NO_POSSIBLE_DESTINATION
        anna -> 10.2.0.1 tcp 443 = IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS
        ben -> 10.2.0.1 tcp 443 = NO_ROUTE_TO_DESTINATION
        ben -> internet tcp 443 = NO_ROUTE_TO_DESTINATION
        10.0.1.10 -> 10.0.2.10 tcp 443
        ",
        expect![[r#"
            anna -> ben tcp 443
              there: from anna | sg out open-sg [0] | acl out one 100 at one | route out 10.0.0.0/16 | acl in two 100 at two | sg in open-sg [0] | at ben
              back: sg out ben remembered | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in anna remembered | at anna

            anna -> cleo tcp 443
              there: from anna | sg out open-sg [0] | acl out one 100 at one | route out 10.1.0.0/16 | acl in three 100 at three | sg in open-sg [0] | at cleo
              back: sg out cleo remembered | acl out three 100 at three | route campus 10.0.0.0/16 | acl in one 100 at one | sg in anna remembered | at anna

            cleo -> anna tcp 443
              there: from cleo | sg out open-sg [0] | acl out three 100 at three | route campus 10.0.0.0/16 | acl in one 100 at one | sg in open-sg [0] | at anna
              back: sg out anna remembered | acl out one 100 at one | route out 10.1.0.0/16 | acl in three 100 at three | sg in cleo remembered | at cleo

            anna -> 10.0.200.1 tcp 443
              there: from anna | sg out open-sg [0] | acl out one 100 at one | route out 10.0.0.0/16 | at campus !NO_POSSIBLE_DESTINATION

            anna -> 10.1.77.7 tcp 443
              there: from anna | sg out open-sg [0] | acl out one 100 at one | route out 10.1.0.0/16 | at campus !NO_POSSIBLE_DESTINATION

            anna -> 10.2.0.1 tcp 443
              there: from anna | sg out open-sg [0] | acl out one 100 at one | route out 0.0.0.0/0 | igw gate !IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS

            ben -> 10.2.0.1 tcp 443
              there: from ben | sg out open-sg [0] | acl out two 100 at two | route campus !NO_ROUTE_TO_DESTINATION

            ben -> internet tcp 443
              there: from ben | sg out open-sg [0] | acl out two 100 at two | route campus !NO_ROUTE_TO_DESTINATION

            10.0.1.10 -> 10.0.2.10 tcp 443
              there: from anna | sg out open-sg [0] | acl out one 100 at one | route out 10.0.0.0/16 | acl in two 100 at two | sg in open-sg [0] | at ben
              back: sg out ben remembered | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in anna remembered | at anna

        "#]],
    );
}

/// Subnets without associations use the main table and the default ACL of the
/// VPC (rulebook RT-1, NACL-2).
#[test]
fn subnets_without_associations_use_the_main_ones() {
    check(
        "
        vpc campus 10.0.0.0/16 main central acl guard
        igw gate campus
        table central: 0.0.0.0/0 -> gate
        table alone:
        acl guard: in 100 allow tcp 80 0.0.0.0/0; out 100 allow tcp 1024-65535 0.0.0.0/0
        acl wide: in 100 allow all * 0.0.0.0/0; out 100 allow all * 0.0.0.0/0
        sg open: in all * 0.0.0.0/0
        subnet plain 10.0.1.0/24 a
        subnet own 10.0.2.0/24 a table alone acl wide
        instance anna plain 10.0.1.10 public 13.1.1.1 sg open
        instance ben own 10.0.2.10 public 13.1.1.2 sg open
        ",
        "
        internet -> anna tcp 80
        internet -> anna tcp 443 = SUBNET_ACL_RESTRICTION
        internet -> ben tcp 80 = NO_ROUTE_TO_DESTINATION on return
        ben -> anna tcp 80
        anna -> ben tcp 80 = SUBNET_ACL_RESTRICTION
        anna -> ben tcp 8080 = SUBNET_ACL_RESTRICTION on return
        ",
        expect![[r#"
            internet -> anna tcp 80
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in guard-acl 100 at plain | sg in open-sg [0] | at anna
              back: sg out anna remembered | acl out guard-acl 100 at plain | route central 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            internet -> anna tcp 443
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in guard-acl * at plain !SUBNET_ACL_RESTRICTION

            internet -> ben tcp 80
              there: from - | igw gate 13.1.1.2>10.0.2.10 | acl in wide-acl 100 at own | sg in open-sg [0] | at ben
              back: sg out ben remembered | acl out wide-acl 100 at own | route alone !NO_ROUTE_TO_DESTINATION

            ben -> anna tcp 80
              there: from ben | sg out open-sg [0] | acl out wide-acl 100 at own | route alone 10.0.0.0/16 | acl in guard-acl 100 at plain | sg in open-sg [0] | at anna
              back: sg out anna remembered | acl out guard-acl 100 at plain | route central 10.0.0.0/16 | acl in wide-acl 100 at own | sg in ben remembered | at ben

            anna -> ben tcp 80
              there: from anna | sg out open-sg [0] | acl out guard-acl * at plain !SUBNET_ACL_RESTRICTION
              behind it: SUBNET_ACL_RESTRICTION

            anna -> ben tcp 8080
              there: from anna | sg out open-sg [0] | acl out guard-acl 100 at plain | route central 10.0.0.0/16 | acl in wide-acl 100 at own | sg in open-sg [0] | at ben
              back: sg out ben remembered | acl out wide-acl 100 at own | route alone 10.0.0.0/16 | acl in guard-acl * at plain !SUBNET_ACL_RESTRICTION

        "#]],
    );
}

/// What AWS provides at every interface passes every filter
/// (rulebook SG-23, VPC-20).
#[test]
fn nothing_stands_before_the_name_server() {
    let network = |attribute: &str| {
        format!(
            "
        vpc campus 10.0.0.0/16 {attribute}
        acl closed
        sg shut: out none
        subnet wing 10.0.1.0/24 a acl closed
        instance anna wing 10.0.1.10 sg shut
        "
        )
    };
    check(
        &network(""),
        "
        anna -> 10.0.0.2 udp 53
        anna -> 169.254.169.253 tcp 53
        anna -> 169.254.169.254 tcp 80
        anna -> 169.254.169.123 udp 123
        anna -> 10.0.0.2 tcp 80 = SG_HAS_NO_RULES
        anna -> 169.254.169.254 tcp 22 = SG_HAS_NO_RULES
        ",
        expect![[r#"
            anna -> 10.0.0.2 udp 53
              there: from anna | at campus
              back: at anna

            anna -> 169.254.169.253 tcp 53
              there: from anna | at campus
              back: at anna

            anna -> 169.254.169.254 tcp 80
              there: from anna | at campus
              back: at anna

            anna -> 169.254.169.123 udp 123
              there: from anna | at campus
              back: at anna

            anna -> 10.0.0.2 tcp 80
              there: from anna | sg out shut-sg !SG_HAS_NO_RULES
              behind it: SUBNET_ACL_RESTRICTION, NO_POSSIBLE_DESTINATION

            anna -> 169.254.169.254 tcp 22
              there: from anna | sg out shut-sg !SG_HAS_NO_RULES
              behind it: SUBNET_ACL_RESTRICTION, NO_ROUTE_TO_DESTINATION

        "#]],
    );
    check(
        &network("no-dns"),
        "
        anna -> 10.0.0.2 udp 53 = DNS_SUPPORT_DISABLED
        anna -> 169.254.169.254 tcp 80
        ",
        expect![[r#"
            anna -> 10.0.0.2 udp 53
              there: from anna | dns campus !DNS_SUPPORT_DISABLED

            anna -> 169.254.169.254 tcp 80
              there: from anna | at campus
              back: at anna

        "#]],
    );
}

/// What is stopped, homeless or no machine at all neither sends nor receives.
#[test]
fn some_things_cannot_talk() {
    check(
        "
        vpc campus 10.0.0.0/16
        sg open: in all * 10.0.0.0/8
        subnet wing 10.0.1.0/24 a
        subnet outside 10.9.1.0/24 a
        instance anna wing 10.0.1.10 sg open
        instance asleep wing 10.0.1.11 sg open stopped
        instance homeless nowhere _
        instance lost outside _ sg open
        instance twin wing 10.0.1.10 sg open
        instance reserved wing 10.0.1.1 sg open
        table inner:
        bucket box
        nat exit wing
        ",
        "
        anna -> asleep tcp 80 = BAD_STATE
        asleep -> anna tcp 80 = BAD_STATE
        anna -> homeless tcp 80 = UNASSOCIATED_COMPONENT
        homeless -> anna tcp 80 = UNASSOCIATED_COMPONENT
        lost -> anna tcp 80 = UNASSOCIATED_COMPONENT
        anna -> lost tcp 80 = UNASSOCIATED_COMPONENT
        anna -> twin tcp 80 = UNASSOCIATED_COMPONENT
        anna -> reserved tcp 80 = UNASSOCIATED_COMPONENT
        anna -> inner tcp 80 = UNSUPPORTED_COMPONENT
        inner -> anna tcp 80 = UNSUPPORTED_COMPONENT
        anna -> nobody tcp 80 = NO_SOURCE_OR_DESTINATION
        nobody -> anna tcp 80 = NO_SOURCE_OR_DESTINATION
        box -> anna tcp 80 = NO_PATH
        exit -> anna tcp 80 = NO_PATH
        anna -> exit tcp 80 = NGW_DEST_ADDRESS_PRESERVATION
        ",
        expect![[r#"
            anna -> asleep tcp 80
              there: from anna | sg out open-sg [0] | sg in open-sg [0] | at asleep !BAD_STATE

            asleep -> anna tcp 80
              there: from asleep !BAD_STATE
              behind it: BAD_STATE

            anna -> homeless tcp 80
              there: from anna | at homeless !UNASSOCIATED_COMPONENT

            homeless -> anna tcp 80
              there: from homeless !UNASSOCIATED_COMPONENT

            lost -> anna tcp 80
              there: from lost !UNASSOCIATED_COMPONENT

            anna -> lost tcp 80
              there: from anna | at lost !UNASSOCIATED_COMPONENT

            anna -> twin tcp 80
              there: from anna | at twin !UNASSOCIATED_COMPONENT

            anna -> reserved tcp 80
              there: from anna | at reserved !UNASSOCIATED_COMPONENT

            anna -> inner tcp 80
              there: from anna | at inner !UNSUPPORTED_COMPONENT

            inner -> anna tcp 80
              there: from inner !UNSUPPORTED_COMPONENT

            anna -> nobody tcp 80
              there: from anna | at nobody !NO_SOURCE_OR_DESTINATION

            nobody -> anna tcp 80
              there: from nobody !NO_SOURCE_OR_DESTINATION

            box -> anna tcp 80
              there: from box !NO_PATH

            exit -> anna tcp 80
              there: from exit !NO_PATH

            anna -> exit tcp 80
              there: from anna | sg out open-sg [0] | nat exit !NGW_DEST_ADDRESS_PRESERVATION

        "#]],
    );
}

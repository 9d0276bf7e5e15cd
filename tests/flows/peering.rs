//! Peering connections: both sides, no further, groups across.

use expect_test::expect;

use crate::render::check;

const THREE: &str = "
    region mumbai
    vpc left 10.0.0.0/16
    igw gate left
    table lefts: 10.1.0.0/16 -> bridge; 10.2.0.0/16 -> bridge; 0.0.0.0/0 -> bridge
    sg lefts: in tcp 80 rights; in icmp -1/-1 10.1.0.0/16
    subnet here 10.0.1.0/24 a table lefts
    instance anna here 10.0.1.10 sg lefts
    vpc right 10.1.0.0/16
    table rights: 10.0.0.0/16 -> bridge; 10.2.0.0/16 -> tunnel
    table oneway:
    sg rights: in tcp 80 10.0.0.0/16; in tcp 443 lefts
    subnet there 10.1.1.0/24 a table rights
    subnet quiet 10.1.2.0/24 a table oneway
    instance ben there 10.1.1.10 sg rights
    instance mute quiet 10.1.2.10 sg rights
    vpc far 10.2.0.0/16
    table fars: 10.1.0.0/16 -> tunnel
    sg fars: in tcp 80 0.0.0.0/0
    subnet beyond 10.2.1.0/24 a table fars
    instance cleo beyond 10.2.1.10 sg fars
    instance doubled beyond 10.2.1.11 sg lefts
    peering bridge left right
    peering tunnel right far
";

#[test]
fn peering_needs_both_sides_and_leads_no_further() {
    check(
        THREE,
        "
        anna -> ben tcp 80
        anna -> ben tcp 443
        ben -> anna tcp 80
        ben -> anna icmp
        ben -> anna tcp 443 = ENI_SG_RULES_MISMATCH
        anna -> mute tcp 80 = NO_ROUTE_TO_DESTINATION on return
        mute -> anna tcp 80 = NO_ROUTE_TO_DESTINATION
        ben -> cleo tcp 80
        anna -> cleo tcp 80 = PCX_REQUIRES_ADDRESS_IN_VPC_CIDR
        anna -> internet tcp 80 = PCX_REQUIRES_ADDRESS_IN_VPC_CIDR
        anna -> 10.1.99.9 tcp 80 = NO_POSSIBLE_DESTINATION
        ben -> doubled tcp 80 = SG_HAS_NO_RULES
        ",
        expect![[r#"
            anna -> ben tcp 80
              there: from anna | sg out lefts-sg [0] | acl out here 100 at here | route lefts 10.1.0.0/16 | peering bridge | acl in there 100 at there | sg in rights-sg [0] | at ben
              back: sg out ben remembered | acl out there 100 at there | route rights 10.0.0.0/16 | peering bridge | acl in here 100 at here | sg in anna remembered | at anna

            anna -> ben tcp 443
              there: from anna | sg out lefts-sg [0] | acl out here 100 at here | route lefts 10.1.0.0/16 | peering bridge | acl in there 100 at there | sg in rights-sg [1] | at ben
              back: sg out ben remembered | acl out there 100 at there | route rights 10.0.0.0/16 | peering bridge | acl in here 100 at here | sg in anna remembered | at anna

            ben -> anna tcp 80
              there: from ben | sg out rights-sg [0] | acl out there 100 at there | route rights 10.0.0.0/16 | peering bridge | acl in here 100 at here | sg in lefts-sg [0] | at anna
              back: sg out anna remembered | acl out here 100 at here | route lefts 10.1.0.0/16 | peering bridge | acl in there 100 at there | sg in ben remembered | at ben

            ben -> anna icmp
              there: from ben | sg out rights-sg [0] | acl out there 100 at there | route rights 10.0.0.0/16 | peering bridge | acl in here 100 at here | sg in lefts-sg [1] | at anna
              back: sg out anna remembered | acl out here 100 at here | route lefts 10.1.0.0/16 | peering bridge | acl in there 100 at there | sg in ben remembered | at ben

            ben -> anna tcp 443
              there: from ben | sg out rights-sg [0] | acl out there 100 at there | route rights 10.0.0.0/16 | peering bridge | acl in here 100 at here | sg in lefts-sg !ENI_SG_RULES_MISMATCH

            anna -> mute tcp 80
              there: from anna | sg out lefts-sg [0] | acl out here 100 at here | route lefts 10.1.0.0/16 | peering bridge | acl in quiet 100 at quiet | sg in rights-sg [0] | at mute
              back: sg out mute remembered | acl out quiet 100 at quiet | route oneway !NO_ROUTE_TO_DESTINATION

            mute -> anna tcp 80
              there: from mute | sg out rights-sg [0] | acl out quiet 100 at quiet | route oneway !NO_ROUTE_TO_DESTINATION

            ben -> cleo tcp 80
              there: from ben | sg out rights-sg [0] | acl out there 100 at there | route rights 10.2.0.0/16 | peering tunnel | acl in beyond 100 at beyond | sg in fars-sg [0] | at cleo
              back: sg out cleo remembered | acl out beyond 100 at beyond | route fars 10.1.0.0/16 | peering tunnel | acl in there 100 at there | sg in ben remembered | at ben

            anna -> cleo tcp 80
              there: from anna | sg out lefts-sg [0] | acl out here 100 at here | route lefts 10.2.0.0/16 | peering bridge !PCX_REQUIRES_ADDRESS_IN_VPC_CIDR

            anna -> internet tcp 80
              there: from anna | sg out lefts-sg [0] | acl out here 100 at here | route lefts 0.0.0.0/0 | peering bridge !PCX_REQUIRES_ADDRESS_IN_VPC_CIDR

            anna -> 10.1.99.9 tcp 80
              there: from anna | sg out lefts-sg [0] | acl out here 100 at here | route lefts 10.1.0.0/16 | peering bridge | at right !NO_POSSIBLE_DESTINATION

            ben -> doubled tcp 80
              there: from ben | sg out rights-sg [0] | acl out there 100 at there | route rights 10.2.0.0/16 | peering tunnel | acl in beyond 100 at beyond | sg in lefts-sg !SG_HAS_NO_RULES

        "#]],
    );
}

/// VPCs that overlap cannot be peered; VPCs without peering do not meet.
#[test]
fn overlapping_vpcs_are_not_peered() {
    check(
        "
        vpc left 10.0.0.0/16
        igw gate left
        table lefts: 10.0.128.0/17 -> bridge; 0.0.0.0/0 -> gate
        subnet here 10.0.1.0/24 a table lefts
        instance anna here 10.0.1.10 eip
        vpc right 10.0.0.0/16
        subnet there 10.0.200.0/24 a
        instance ben there 10.0.200.10
        vpc apart 172.16.0.0/16
        subnet aside 172.16.1.0/24 a
        instance cleo aside 172.16.1.10
        peering bridge left right
        ",
        "
        anna -> 10.0.200.10 tcp 80 = BAD_STATE_ROUTE
        anna -> cleo tcp 80 = IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS
        cleo -> anna tcp 80 = NO_ROUTE_TO_DESTINATION
        ",
        expect![[r#"
            anna -> 10.0.200.10 tcp 80
              there: from anna | sg out anna [0] | acl out here 100 at here | route lefts 10.0.128.0/17 !BAD_STATE_ROUTE

            anna -> cleo tcp 80
              there: from anna | sg out anna [0] | acl out here 100 at here | route lefts 0.0.0.0/0 | igw gate !IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS

            cleo -> anna tcp 80
              there: from cleo | sg out cleo [0] | acl out aside 100 at aside | route apart !NO_ROUTE_TO_DESTINATION

        "#]],
    );
}

/// Between Regions group membership does not travel [VPC Peering Guide:
/// security groups].
#[test]
fn groups_are_unknown_in_another_region() {
    check(
        "
        region ap-south-1
        vpc left 10.0.0.0/16
        table lefts: 10.1.0.0/16 -> bridge
        sg lefts:
        subnet here 10.0.1.0/24 a table lefts
        instance anna here 10.0.1.10 sg lefts
        region eu-west-1
        vpc right 10.1.0.0/16
        table rights: 10.0.0.0/16 -> bridge
        sg byname: in tcp 80 lefts
        sg byblock: in tcp 80 10.0.0.0/16
        subnet there 10.1.1.0/24 a table rights
        instance named there 10.1.1.10 sg byname
        instance blocked there 10.1.1.11 sg byblock
        peering bridge left right
        ",
        "
        anna -> named tcp 80 = SG_REFERENCES_NOT_PRESERVED
        anna -> blocked tcp 80
        ",
        expect![[r#"
            anna -> named tcp 80
              there: from anna | sg out lefts-sg [0] | acl out here 100 at here | route lefts 10.1.0.0/16 | peering bridge | acl in there 100 at there | sg in byname-sg !SG_REFERENCES_NOT_PRESERVED

            anna -> blocked tcp 80
              there: from anna | sg out lefts-sg [0] | acl out here 100 at here | route lefts 10.1.0.0/16 | peering bridge | acl in there 100 at there | sg in byblock-sg [0] | at blocked
              back: sg out blocked remembered | acl out there 100 at there | route rights 10.0.0.0/16 | peering bridge | acl in here 100 at here | sg in anna remembered | at anna

        "#]],
    );
}

/// A NAT gateway is no shared exit for a peered VPC (rulebook NAT-13).
#[test]
fn a_peered_vpc_cannot_use_the_neighbours_exit() {
    check(
        "
        vpc left 10.0.0.0/16
        table lefts: 0.0.0.0/0 -> bridge; 10.1.0.0/16 -> bridge
        subnet here 10.0.1.0/24 a table lefts
        instance anna here 10.0.1.10
        vpc right 10.1.0.0/16
        igw gate right
        table rights: 0.0.0.0/0 -> gate; 10.0.0.0/16 -> bridge
        subnet there 10.1.1.0/24 a table rights
        nat exit there at 10.1.1.5
        peering bridge left right
        ",
        "
        anna -> internet tcp 443 = PCX_REQUIRES_ADDRESS_IN_VPC_CIDR
        anna -> 10.1.1.5 tcp 443 = NGW_DEST_ADDRESS_PRESERVATION
        ",
        expect![[r#"
            anna -> internet tcp 443
              there: from anna | sg out anna [0] | acl out here 100 at here | route lefts 0.0.0.0/0 | peering bridge !PCX_REQUIRES_ADDRESS_IN_VPC_CIDR

            anna -> 10.1.1.5 tcp 443
              there: from anna | sg out anna [0] | acl out here 100 at here | route lefts 10.1.0.0/16 | peering bridge | acl in there 100 at there | nat exit !NGW_DEST_ADDRESS_PRESERVATION

        "#]],
    );
}

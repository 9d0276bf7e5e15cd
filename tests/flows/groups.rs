//! Security groups: unions, references, state, the default group.

use expect_test::expect;

use crate::render::check;

/// The rules of all groups are united, and a reference means the private
/// addresses of a group's members (rulebook SG-3, SG-13).
#[test]
fn groups_are_united_and_refer_to_members() {
    check(
        "
        vpc campus 10.0.0.0/16
        sg web: in tcp 80 0.0.0.0/0
        sg admin: in tcp 22 ops
        sg ops: in all * ops
        sg lonely:
        subnet one 10.0.1.0/24 a
        subnet two 10.0.2.0/24 b
        instance anna one 10.0.1.10 sg web,admin
        instance ben one 10.0.1.11 sg ops
        instance bert two 10.0.2.11 sg ops
        instance cleo two 10.0.2.10 sg web
        instance solo two 10.0.2.12 sg lonely
        ",
        "
        cleo -> anna tcp 80
        ben -> anna tcp 22
        bert -> anna tcp 22
        cleo -> anna tcp 22 = ENI_SG_RULES_MISMATCH
        ben -> anna udp 22 = ENI_SG_RULES_MISMATCH
        ben -> bert tcp 9999
        bert -> ben icmp
        anna -> ben tcp 80 = ENI_SG_RULES_MISMATCH
        anna -> solo tcp 80 = SG_HAS_NO_RULES
        solo -> anna tcp 80
        ",
        expect![[r#"
            cleo -> anna tcp 80
              there: from cleo | sg out web-sg [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in cleo remembered | at cleo

            ben -> anna tcp 22
              there: from ben | sg out ops-sg [0] | sg in admin-sg [0] | at anna
              back: sg out anna remembered | sg in ben remembered | at ben

            bert -> anna tcp 22
              there: from bert | sg out ops-sg [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in admin-sg [0] | at anna
              back: sg out anna remembered | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in bert remembered | at bert

            cleo -> anna tcp 22
              there: from cleo | sg out web-sg [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in anna !ENI_SG_RULES_MISMATCH

            ben -> anna udp 22
              there: from ben | sg out ops-sg [0] | sg in anna !ENI_SG_RULES_MISMATCH

            ben -> bert tcp 9999
              there: from ben | sg out ops-sg [0] | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in ops-sg [0] | at bert
              back: sg out bert remembered | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in ben remembered | at ben

            bert -> ben icmp
              there: from bert | sg out ops-sg [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in ops-sg [0] | at ben
              back: sg out ben remembered | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in bert remembered | at bert

            anna -> ben tcp 80
              there: from anna | sg out web-sg [0] | sg in ops-sg !ENI_SG_RULES_MISMATCH

            anna -> solo tcp 80
              there: from anna | sg out web-sg [0] | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in lonely-sg !SG_HAS_NO_RULES

            solo -> anna tcp 80
              there: from solo | sg out lonely-sg [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in web-sg [0] | at anna
              back: sg out anna remembered | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in solo remembered | at solo

        "#]],
    );
}

/// A group without outbound rules starts nothing and answers everything that
/// it let in (rulebook SG-1, SG-4).
#[test]
fn state_carries_the_answer_and_nothing_else() {
    check(
        "
        vpc campus 10.0.0.0/16
        sg mute: in tcp 80 0.0.0.0/0; out none
        sg picky: in tcp 80 0.0.0.0/0; out tcp 443 10.0.2.0/24; out tcp 3306 store
        sg store: in tcp 3306 picky; in tcp 443 picky
        subnet one 10.0.1.0/24 a
        subnet two 10.0.2.0/24 b
        instance mute one 10.0.1.10 sg mute
        instance picky one 10.0.1.11 sg picky
        instance store two 10.0.2.10 sg store
        instance elsewhere one 10.0.1.12 sg store
        ",
        "
        picky -> mute tcp 80 = ENI_SG_RULES_MISMATCH
        store -> mute tcp 80
        mute -> picky tcp 80 = SG_HAS_NO_RULES
        picky -> store tcp 3306
        picky -> store tcp 443
        picky -> elsewhere tcp 3306
        picky -> elsewhere tcp 443 = ENI_SG_RULES_MISMATCH
        store -> picky tcp 80
        ",
        expect![[r#"
            picky -> mute tcp 80
              there: from picky | sg out picky-sg !ENI_SG_RULES_MISMATCH

            store -> mute tcp 80
              there: from store | sg out store-sg [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in mute-sg [0] | at mute
              back: sg out mute remembered | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in store remembered | at store

            mute -> picky tcp 80
              there: from mute | sg out mute-sg !SG_HAS_NO_RULES

            picky -> store tcp 3306
              there: from picky | sg out picky-sg [1] | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in store-sg [0] | at store
              back: sg out store remembered | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in picky remembered | at picky

            picky -> store tcp 443
              there: from picky | sg out picky-sg [0] | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in store-sg [1] | at store
              back: sg out store remembered | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in picky remembered | at picky

            picky -> elsewhere tcp 3306
              there: from picky | sg out picky-sg [1] | sg in store-sg [0] | at elsewhere
              back: sg out elsewhere remembered | sg in picky remembered | at picky

            picky -> elsewhere tcp 443
              there: from picky | sg out picky-sg !ENI_SG_RULES_MISMATCH

            store -> picky tcp 80
              there: from store | sg out store-sg [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in picky-sg [0] | at picky
              back: sg out picky remembered | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in store remembered | at store

        "#]],
    );
}

/// An interface without groups has the VPC's default group, whose members
/// reach each other (rulebook SG-6, SG-7).
#[test]
fn the_default_group_joins_its_members() {
    check(
        "
        vpc campus 10.0.0.0/16
        sg other: in tcp 80 0.0.0.0/0
        subnet one 10.0.1.0/24 a
        subnet two 10.0.2.0/24 b
        instance anna one 10.0.1.10
        instance ben two 10.0.2.10
        instance cleo two 10.0.2.11 sg other
        ",
        "
        anna -> ben tcp 12345
        ben -> anna icmp
        anna -> cleo tcp 80
        cleo -> anna tcp 80 = ENI_SG_RULES_MISMATCH
        ",
        expect![[r#"
            anna -> ben tcp 12345
              there: from anna | sg out anna [0] | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in ben [0] | at ben
              back: sg out ben remembered | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in anna remembered | at anna

            ben -> anna icmp
              there: from ben | sg out ben [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in anna [0] | at anna
              back: sg out anna remembered | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in ben remembered | at ben

            anna -> cleo tcp 80
              there: from anna | sg out anna [0] | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in other-sg [0] | at cleo
              back: sg out cleo remembered | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in anna remembered | at anna

            cleo -> anna tcp 80
              there: from cleo | sg out other-sg [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in anna !ENI_SG_RULES_MISMATCH

        "#]],
    );
    check(
        "
        vpc campus 10.0.0.0/16 sg mine
        sg mine: in tcp 80 10.0.2.0/24
        subnet one 10.0.1.0/24 a
        subnet two 10.0.2.0/24 b
        instance anna one 10.0.1.10
        instance ben two 10.0.2.10
        ",
        "
        ben -> anna tcp 80
        anna -> ben tcp 80 = ENI_SG_RULES_MISMATCH
        ",
        expect![[r#"
            ben -> anna tcp 80
              there: from ben | sg out mine-sg [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in mine-sg [0] | at anna
              back: sg out anna remembered | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in ben remembered | at ben

            anna -> ben tcp 80
              there: from anna | sg out mine-sg [0] | acl out one 100 at one | route campus 10.0.0.0/16 | acl in two 100 at two | sg in mine-sg !ENI_SG_RULES_MISMATCH

        "#]],
    );
}

/// For ICMP the ports are type and code; a code without a type matches
/// nothing; only `all` matches protocols that no rule names.
#[test]
fn protocols_match_exactly() {
    check(
        "
        vpc campus 10.0.0.0/16
        sg echo: in icmp 8/-1 0.0.0.0/0
        sg anyping: in icmp -1/-1 0.0.0.0/0
        sg broken: in icmp -1/0 0.0.0.0/0
        sg precise: in icmp 3/4 0.0.0.0/0
        sg tcps: in tcp 0-65535 0.0.0.0/0; in udp * 0.0.0.0/0
        sg everything: in all * 0.0.0.0/0
        sg esp: in 50 * 0.0.0.0/0
        subnet one 10.0.1.0/24 a
        instance client one 10.0.1.9 sg everything
        instance echo one 10.0.1.10 sg echo
        instance anyping one 10.0.1.11 sg anyping
        instance broken one 10.0.1.12 sg broken
        instance precise one 10.0.1.13 sg precise
        instance tcps one 10.0.1.14 sg tcps
        instance everything one 10.0.1.15 sg everything
        instance esp one 10.0.1.16 sg esp
        ",
        "
        client -> echo icmp
        client -> echo icmp type 3/4 = ENI_SG_RULES_MISMATCH
        client -> anyping icmp type 3/4
        client -> anyping tcp 80 = ENI_SG_RULES_MISMATCH
        client -> broken icmp = ENI_SG_RULES_MISMATCH
        client -> precise icmp type 3/4
        client -> precise icmp type 3/1 = ENI_SG_RULES_MISMATCH
        client -> tcps tcp 65535
        client -> tcps udp 1
        client -> tcps icmp = ENI_SG_RULES_MISMATCH
        client -> tcps 50 = ENI_SG_RULES_MISMATCH
        client -> everything 50
        client -> everything 47
        client -> esp 50
        client -> esp 51 = ENI_SG_RULES_MISMATCH
        ",
        expect![[r#"
            client -> echo icmp
              there: from client | sg out everything-sg [0] | sg in echo-sg [0] | at echo
              back: sg out echo remembered | sg in client remembered | at client

            client -> echo icmp type 3/4
              there: from client | sg out everything-sg [0] | sg in echo-sg !ENI_SG_RULES_MISMATCH

            client -> anyping icmp type 3/4
              there: from client | sg out everything-sg [0] | sg in anyping-sg [0] | at anyping

            client -> anyping tcp 80
              there: from client | sg out everything-sg [0] | sg in anyping-sg !ENI_SG_RULES_MISMATCH

            client -> broken icmp
              there: from client | sg out everything-sg [0] | sg in broken-sg !ENI_SG_RULES_MISMATCH

            client -> precise icmp type 3/4
              there: from client | sg out everything-sg [0] | sg in precise-sg [0] | at precise

            client -> precise icmp type 3/1
              there: from client | sg out everything-sg [0] | sg in precise-sg !ENI_SG_RULES_MISMATCH

            client -> tcps tcp 65535
              there: from client | sg out everything-sg [0] | sg in tcps-sg [0] | at tcps
              back: sg out tcps remembered | sg in client remembered | at client

            client -> tcps udp 1
              there: from client | sg out everything-sg [0] | sg in tcps-sg [1] | at tcps
              back: sg out tcps remembered | sg in client remembered | at client

            client -> tcps icmp
              there: from client | sg out everything-sg [0] | sg in tcps-sg !ENI_SG_RULES_MISMATCH

            client -> tcps 50
              there: from client | sg out everything-sg [0] | sg in tcps-sg !ENI_SG_RULES_MISMATCH

            client -> everything 50
              there: from client | sg out everything-sg [0] | sg in everything-sg [0] | at everything
              back: sg out everything remembered | sg in client remembered | at client

            client -> everything 47
              there: from client | sg out everything-sg [0] | sg in everything-sg [0] | at everything
              back: sg out everything remembered | sg in client remembered | at client

            client -> esp 50
              there: from client | sg out everything-sg [0] | sg in esp-sg [0] | at esp
              back: sg out esp remembered | sg in client remembered | at client

            client -> esp 51
              there: from client | sg out everything-sg [0] | sg in esp-sg !ENI_SG_RULES_MISMATCH

        "#]],
    );
}

/// Each interface has its own groups and its own place.
#[test]
fn a_second_interface_is_guarded_by_its_own_groups() {
    check(
        "
        vpc campus 10.0.0.0/16
        sg shut: in tcp 22 10.0.9.9/32
        sg web: in tcp 80 0.0.0.0/0
        subnet one 10.0.1.0/24 a
        subnet two 10.0.2.0/24 a
        instance anna one 10.0.1.10 sg shut
        eni anna eth1 two 10.0.2.20 sg web
        instance ben two 10.0.2.10
        ",
        "
        ben -> anna tcp 80 = ENI_SG_RULES_MISMATCH
        ben -> anna/eth1 tcp 80
        ben -> 10.0.2.20 tcp 80
        anna/eth1 -> ben tcp 80 = ENI_SG_RULES_MISMATCH
        ",
        expect![[r#"
            ben -> anna tcp 80
              there: from ben | sg out ben [0] | acl out two 100 at two | route campus 10.0.0.0/16 | acl in one 100 at one | sg in shut-sg !ENI_SG_RULES_MISMATCH

            ben -> anna/eth1 tcp 80
              there: from ben | sg out ben [0] | sg in web-sg [0] | at anna/eth1
              back: sg out anna/eth1 remembered | sg in ben remembered | at ben

            ben -> 10.0.2.20 tcp 80
              there: from ben | sg out ben [0] | sg in web-sg [0] | at anna/eth1
              back: sg out anna/eth1 remembered | sg in ben remembered | at ben

            anna/eth1 -> ben tcp 80
              there: from anna/eth1 | sg out web-sg [0] | sg in ben !ENI_SG_RULES_MISMATCH

        "#]],
    );
}

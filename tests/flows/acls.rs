//! Network ACLs: order, statelessness, ports.

use expect_test::expect;

use crate::render::check;

/// The lowest number that matches decides (rulebook NACL-3).
#[test]
fn the_first_matching_entry_decides() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        acl front: in 300 deny tcp 80 0.0.0.0/0; in 100 allow tcp 80 0.0.0.0/0; in 90 deny tcp 80 198.18.0.0/15; in 50 allow tcp 80 198.18.7.7/32; out 100 allow all * 0.0.0.0/0
        sg open: in all * 0.0.0.0/0
        subnet street 10.0.1.0/24 a table out acl front
        instance anna street 10.0.1.10 public 13.1.1.1 sg open
        ",
        "
        internet -> anna tcp 80
        198.18.0.1 -> anna tcp 80 = SUBNET_ACL_RESTRICTION
        198.18.7.7 -> anna tcp 80
        internet -> anna tcp 81 = SUBNET_ACL_RESTRICTION
        internet -> anna udp 80 = SUBNET_ACL_RESTRICTION
        ",
        expect![[r#"
            internet -> anna tcp 80
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in front-acl 100 at street | sg in open-sg [0] | at anna
              back: sg out anna remembered | acl out front-acl 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            198.18.0.1 -> anna tcp 80
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in front-acl 90 at street !SUBNET_ACL_RESTRICTION

            198.18.7.7 -> anna tcp 80
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in front-acl 50 at street | sg in open-sg [0] | at anna
              back: sg out anna remembered | acl out front-acl 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            internet -> anna tcp 81
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in front-acl * at street !SUBNET_ACL_RESTRICTION

            internet -> anna udp 80
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in front-acl * at street !SUBNET_ACL_RESTRICTION

        "#]],
    );
}

/// Answers need entries of their own, for the client's port
/// (rulebook NACL-1, NACL-13).
#[test]
fn answers_need_their_own_entries() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        acl forgetful: in 100 allow tcp 80 0.0.0.0/0
        acl linux: in 100 allow tcp 80 0.0.0.0/0; out 100 allow tcp 32768-61000 0.0.0.0/0
        acl icmpless: in 100 allow icmp 8/-1 0.0.0.0/0; out 100 allow icmp 8/-1 0.0.0.0/0
        acl icmpful: in 100 allow icmp 8/-1 0.0.0.0/0; out 100 allow icmp 0/-1 0.0.0.0/0
        acl esp: in 100 allow 50 * 0.0.0.0/0; out 100 allow 50 * 0.0.0.0/0
        acl ranged: in 100 allow tcp * 0.0.0.0/0; out 100 allow tcp * 0.0.0.0/0
        sg open: in all * 0.0.0.0/0
        subnet one 10.0.1.0/24 a table out acl forgetful
        subnet two 10.0.2.0/24 a table out acl linux
        subnet three 10.0.3.0/24 a table out acl icmpless
        subnet four 10.0.4.0/24 a table out acl icmpful
        subnet five 10.0.5.0/24 a table out acl esp
        subnet six 10.0.6.0/24 a table out acl ranged
        instance forgetful one 10.0.1.10 public 13.1.1.1 sg open
        instance linux two 10.0.2.10 public 13.1.1.2 sg open
        instance icmpless three 10.0.3.10 public 13.1.1.3 sg open
        instance icmpful four 10.0.4.10 public 13.1.1.4 sg open
        instance esp five 10.0.5.10 public 13.1.1.5 sg open
        instance ranged six 10.0.6.10 public 13.1.1.6 sg open
        ",
        "
        internet -> forgetful tcp 80 = SUBNET_ACL_RESTRICTION on return
        internet -> linux tcp 80
        internet -> linux tcp 80 from-port 61000
        internet -> linux tcp 80 from-port 61001 = SUBNET_ACL_RESTRICTION on return
        internet -> linux tcp 80 from-port 1024 = SUBNET_ACL_RESTRICTION on return
        internet -> icmpless icmp = SUBNET_ACL_RESTRICTION on return
        internet -> icmpful icmp
        internet -> icmpful icmp type 13 = SUBNET_ACL_RESTRICTION
        internet -> esp 50
        internet -> esp 47 = SUBNET_ACL_RESTRICTION
        internet -> ranged tcp 1
        internet -> ranged udp 1 = SUBNET_ACL_RESTRICTION
        linux -> internet tcp 80 = SUBNET_ACL_RESTRICTION
        ",
        expect![[r#"
            internet -> forgetful tcp 80
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in forgetful-acl 100 at one | sg in open-sg [0] | at forgetful
              back: sg out forgetful remembered | acl out forgetful-acl * at one !SUBNET_ACL_RESTRICTION

            internet -> linux tcp 80
              there: from - | igw gate 13.1.1.2>10.0.2.10 | acl in linux-acl 100 at two | sg in open-sg [0] | at linux
              back: sg out linux remembered | acl out linux-acl 100 at two | route out 0.0.0.0/0 | igw gate 10.0.2.10>13.1.1.2 | at -

            internet -> linux tcp 80 from-port 61000
              there: from - | igw gate 13.1.1.2>10.0.2.10 | acl in linux-acl 100 at two | sg in open-sg [0] | at linux
              back: sg out linux remembered | acl out linux-acl 100 at two | route out 0.0.0.0/0 | igw gate 10.0.2.10>13.1.1.2 | at -

            internet -> linux tcp 80 from-port 61001
              there: from - | igw gate 13.1.1.2>10.0.2.10 | acl in linux-acl 100 at two | sg in open-sg [0] | at linux
              back: sg out linux remembered | acl out linux-acl * at two !SUBNET_ACL_RESTRICTION

            internet -> linux tcp 80 from-port 1024
              there: from - | igw gate 13.1.1.2>10.0.2.10 | acl in linux-acl 100 at two | sg in open-sg [0] | at linux
              back: sg out linux remembered | acl out linux-acl * at two !SUBNET_ACL_RESTRICTION

            internet -> icmpless icmp
              there: from - | igw gate 13.1.1.3>10.0.3.10 | acl in icmpless-acl 100 at three | sg in open-sg [0] | at icmpless
              back: sg out icmpless remembered | acl out icmpless-acl * at three !SUBNET_ACL_RESTRICTION

            internet -> icmpful icmp
              there: from - | igw gate 13.1.1.4>10.0.4.10 | acl in icmpful-acl 100 at four | sg in open-sg [0] | at icmpful
              back: sg out icmpful remembered | acl out icmpful-acl 100 at four | route out 0.0.0.0/0 | igw gate 10.0.4.10>13.1.1.4 | at -

            internet -> icmpful icmp type 13
              there: from - | igw gate 13.1.1.4>10.0.4.10 | acl in icmpful-acl * at four !SUBNET_ACL_RESTRICTION
              behind it: SUBNET_ACL_RESTRICTION

            internet -> esp 50
              there: from - | igw gate 13.1.1.5>10.0.5.10 | acl in esp-acl 100 at five | sg in open-sg [0] | at esp
              back: sg out esp remembered | acl out esp-acl 100 at five | route out 0.0.0.0/0 | igw gate 10.0.5.10>13.1.1.5 | at -

            internet -> esp 47
              there: from - | igw gate 13.1.1.5>10.0.5.10 | acl in esp-acl * at five !SUBNET_ACL_RESTRICTION
              behind it: SUBNET_ACL_RESTRICTION

            internet -> ranged tcp 1
              there: from - | igw gate 13.1.1.6>10.0.6.10 | acl in ranged-acl 100 at six | sg in open-sg [0] | at ranged
              back: sg out ranged remembered | acl out ranged-acl 100 at six | route out 0.0.0.0/0 | igw gate 10.0.6.10>13.1.1.6 | at -

            internet -> ranged udp 1
              there: from - | igw gate 13.1.1.6>10.0.6.10 | acl in ranged-acl * at six !SUBNET_ACL_RESTRICTION
              behind it: SUBNET_ACL_RESTRICTION

            linux -> internet tcp 80
              there: from linux | sg out open-sg [0] | acl out linux-acl * at two !SUBNET_ACL_RESTRICTION
              behind it: SUBNET_ACL_RESTRICTION

        "#]],
    );
}

/// A new ACL denies everything; both the ACL and the group are named.
#[test]
fn every_blocker_is_named() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        acl new
        sg none:
        subnet street 10.0.1.0/24 a table out acl new
        instance anna street 10.0.1.10 public 13.1.1.1 sg none
        ",
        "
        internet -> anna tcp 80 = SUBNET_ACL_RESTRICTION
        anna -> internet tcp 80 = SUBNET_ACL_RESTRICTION
        ",
        expect![[r#"
            internet -> anna tcp 80
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in new-acl * at street !SUBNET_ACL_RESTRICTION
              behind it: SG_HAS_NO_RULES, SUBNET_ACL_RESTRICTION

            anna -> internet tcp 80
              there: from anna | sg out none-sg [0] | acl out new-acl * at street !SUBNET_ACL_RESTRICTION
              behind it: SUBNET_ACL_RESTRICTION

        "#]],
    );
}

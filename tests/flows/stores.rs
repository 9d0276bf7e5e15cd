//! Databases, file systems, buckets.

use expect_test::expect;

use crate::render::check;

#[test]
fn a_database_answers_on_its_port_by_its_primary() {
    check(
        "
        vpc campus 10.0.0.0/16 hostnames
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg app: in tcp 80 0.0.0.0/0
        sg store: in tcp 0-65535 app; in icmp -1/-1 app
        sg world: in tcp 3306 0.0.0.0/0
        subnet street 10.0.1.0/24 a table out
        subnet street2 10.0.2.0/24 b table out
        subnet sa 10.0.3.0/24 a
        subnet sb 10.0.4.0/24 b
        instance app sa 10.0.3.10 sg app
        instance other sb 10.0.4.10 sg world
        db store sa,sb sg store at 10.0.3.20 standby 10.0.4.20
        db open street,street2 sg world public
        ",
        "
        app -> store tcp 3306
        app -> 10.0.3.20 tcp 3306
        app -> store/standby tcp 3306 = STANDBY_TAKES_NO_CONNECTIONS
        app -> 10.0.4.20 tcp 3306 = STANDBY_TAKES_NO_CONNECTIONS
        app -> store tcp 5432 = PORT_NOT_LISTENING
        other -> store tcp 3306 = ENI_SG_RULES_MISMATCH
        internet -> store tcp 3306 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        internet -> open tcp 3306
        app -> open tcp 3306
        ",
        expect![[r#"
            app -> store tcp 3306
              there: from app | dns store | sg out app-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in app remembered | at app

            app -> 10.0.3.20 tcp 3306
              there: from app | sg out app-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in app remembered | at app

            app -> store/standby tcp 3306
              there: from app | sg out app-sg [0] | acl out sa 100 at sa | route campus 10.0.0.0/16 | acl in sb 100 at sb | sg in store-sg [0] | at store/standby !STANDBY_TAKES_NO_CONNECTIONS

            app -> 10.0.4.20 tcp 3306
              there: from app | sg out app-sg [0] | acl out sa 100 at sa | route campus 10.0.0.0/16 | acl in sb 100 at sb | sg in store-sg [0] | at store/standby !STANDBY_TAKES_NO_CONNECTIONS

            app -> store tcp 5432
              there: from app | dns store | sg out app-sg [0] | sg in store-sg [0] | at store/primary !PORT_NOT_LISTENING

            other -> store tcp 3306
              there: from other | dns store | sg out world-sg [0] | acl out sb 100 at sb | route campus 10.0.0.0/16 | acl in sa 100 at sa | sg in store-sg !ENI_SG_RULES_MISMATCH

            internet -> store tcp 3306
              there: from - | dns store | igw gate !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
              behind it: ENI_SG_RULES_MISMATCH, NO_ROUTE_TO_DESTINATION

            internet -> open tcp 3306
              there: from - | dns open | igw gate 13.233.87.246>10.0.1.156 | acl in street 100 at street | sg in world-sg [0] | at open/primary
              back: sg out open/primary remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.156>13.233.87.246 | at -

            app -> open tcp 3306
              there: from app | dns open | sg out app-sg [0] | acl out sa 100 at sa | route campus 10.0.0.0/16 | acl in street 100 at street | sg in world-sg [0] | at open/primary
              back: sg out open/primary remembered | acl out street 100 at street | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in app remembered | at app

        "#]],
    );
}

/// Clients use the mount target of their own zone (rulebook EFS-5, EFS-11).
#[test]
fn a_file_system_is_reached_in_ones_own_zone() {
    check(
        "
        vpc campus 10.0.0.0/16 hostnames
        sg app:
        sg files: in tcp 2049 app
        subnet sa 10.0.3.0/24 a
        subnet sb 10.0.4.0/24 b
        subnet sc 10.0.5.0/24 c
        instance anna sa 10.0.3.10 sg app
        instance ben sb 10.0.4.10 sg app
        instance cleo sc 10.0.5.10 sg app
        instance stranger sa 10.0.3.11 sg files
        efs shelf sa,sb sg files
        ",
        "
        anna -> shelf tcp 2049
        ben -> shelf tcp 2049
        cleo -> shelf tcp 2049
        stranger -> shelf tcp 2049 = ENI_SG_RULES_MISMATCH
        anna -> shelf tcp 2050 = ENI_SG_RULES_MISMATCH
        shelf -> anna tcp 80 = NO_PATH
        ",
        expect![[r#"
            anna -> shelf tcp 2049
              there: from anna | dns shelf | sg out app-sg [0] | sg in files-sg [0] | at shelf/a
              back: sg out shelf/a remembered | sg in anna remembered | at anna

            ben -> shelf tcp 2049
              there: from ben | dns shelf | sg out app-sg [0] | sg in files-sg [0] | at shelf/b
              back: sg out shelf/b remembered | sg in ben remembered | at ben

            cleo -> shelf tcp 2049
              there: from cleo | sg out app-sg [0] | acl out sc 100 at sc | route campus 10.0.0.0/16 | acl in sa 100 at sa | sg in files-sg [0] | at shelf/a
              back: sg out shelf/a remembered | acl out sa 100 at sa | route campus 10.0.0.0/16 | acl in sc 100 at sc | sg in cleo remembered | at cleo

            stranger -> shelf tcp 2049
              there: from stranger | dns shelf | sg out files-sg [0] | sg in files-sg !ENI_SG_RULES_MISMATCH

            anna -> shelf tcp 2050
              there: from anna | dns shelf | sg out app-sg [0] | sg in files-sg !ENI_SG_RULES_MISMATCH
              behind it: PORT_NOT_LISTENING

            shelf -> anna tcp 80
              there: from shelf !NO_PATH

        "#]],
    );
}

/// S3 is outside every VPC: over the internet, over NAT or through the
/// endpoint of one's own route table (rulebook VPCE-3, VPCE-5).
#[test]
fn a_bucket_is_reached_by_three_ways() {
    check(
        "
        region ap-south-1
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        table inner: 0.0.0.0/0 -> exit
        table sealed:
        table alone:
        acl noreturn: in 100 allow tcp 443 0.0.0.0/0; out 100 allow all * 0.0.0.0/0
        sg none: out tcp 443 10.0.0.0/16
        subnet street 10.0.1.0/24 a table out
        subnet yard 10.0.2.0/24 a table inner
        subnet vault 10.0.3.0/24 a table sealed
        subnet cell 10.0.4.0/24 a table alone
        subnet strict 10.0.5.0/24 a table sealed acl noreturn
        nat exit street
        endpoint s3 sealed
        bucket box
        instance anna street 10.0.1.10 eip
        instance ben yard 10.0.2.10
        instance cleo vault 10.0.3.10
        instance dora cell 10.0.4.10
        instance emil strict 10.0.5.10
        instance fred vault 10.0.3.11 sg none
        ",
        "
        anna -> box tcp 443
        ben -> box tcp 443
        cleo -> box tcp 443
        cleo -> box icmp
        cleo -> box udp 443 = VPCE_GATEWAY_PROTOCOL_RESTRICTION
        cleo -> internet tcp 443 = NO_ROUTE_TO_DESTINATION
        dora -> box tcp 443 = NO_ROUTE_TO_DESTINATION
        emil -> box tcp 443 = SUBNET_ACL_RESTRICTION on return
        fred -> box tcp 443 = ENI_SG_RULES_MISMATCH
        cleo -> box tcp 22 = PORT_NOT_LISTENING
        internet -> box tcp 443
        cleo -> s3 tcp 443
        ",
        expect![[r#"
            anna -> box tcp 443
              there: from anna | dns box | sg out anna [0] | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.233.222.190 | at box | at box !ACCESS_DENIED
              back: igw gate 13.233.222.190>10.0.1.10 | acl in street 100 at street | sg in anna remembered | at anna

            ben -> box tcp 443
              there: from ben | dns box | sg out ben [0] | acl out yard 100 at yard | route inner 0.0.0.0/0 | acl in street 100 at street | nat exit 10.0.2.10>10.0.1.191 | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.191>13.234.27.240 | at box | at box !ACCESS_DENIED
              back: igw gate 13.234.27.240>10.0.1.191 | acl in street 100 at street | nat exit 10.0.1.191>10.0.2.10 | acl out street 100 at street | route out 10.0.0.0/16 | acl in yard 100 at yard | sg in ben remembered | at ben

            cleo -> box tcp 443
              there: from cleo | dns box | sg out cleo [0] | acl out vault 100 at vault | route sealed 52.219.0.0/22 | endpoint s3 | at box | at box !ACCESS_DENIED
              back: acl in vault 100 at vault | sg in cleo remembered | at cleo

            cleo -> box icmp
              there: from cleo | dns box | sg out cleo [0] | acl out vault 100 at vault | route sealed 52.219.0.0/22 | endpoint s3 | at box
              back: acl in vault 100 at vault | sg in cleo remembered | at cleo

            cleo -> box udp 443
              there: from cleo | dns box | sg out cleo [0] | acl out vault 100 at vault | route sealed 52.219.0.0/22 | endpoint s3 !VPCE_GATEWAY_PROTOCOL_RESTRICTION

            cleo -> internet tcp 443
              there: from cleo | sg out cleo [0] | acl out vault 100 at vault | route sealed !NO_ROUTE_TO_DESTINATION

            dora -> box tcp 443
              there: from dora | dns box | sg out dora [0] | acl out cell 100 at cell | route alone !NO_ROUTE_TO_DESTINATION

            emil -> box tcp 443
              there: from emil | dns box | sg out emil [0] | acl out noreturn-acl 100 at strict | route sealed 52.219.0.0/22 | endpoint s3 | at box | at box !ACCESS_DENIED
              back: acl in noreturn-acl * at strict !SUBNET_ACL_RESTRICTION

            fred -> box tcp 443
              there: from fred | dns box | sg out none-sg !ENI_SG_RULES_MISMATCH

            cleo -> box tcp 22
              there: from cleo | dns box | sg out cleo [0] | acl out vault 100 at vault | route sealed 52.219.0.0/22 | endpoint s3 | at box !PORT_NOT_LISTENING

            internet -> box tcp 443
              there: from - | dns box | at box
              back: at -

            cleo -> s3 tcp 443
              there: from cleo | dns s3 | sg out cleo [0] | acl out vault 100 at vault | route sealed 52.219.0.0/22 | endpoint s3 | at -
              back: acl in vault 100 at vault | sg in cleo remembered | at cleo

        "#]],
    );
    // The endpoint serves its own Region (rulebook VPCE-7).
    check(
        "
        region ap-south-1
        vpc campus 10.0.0.0/16
        table sealed:
        subnet vault 10.0.3.0/24 a table sealed
        endpoint s3 sealed
        instance cleo vault 10.0.3.10
        region eu-west-1
        bucket far
        ",
        "
        cleo -> far tcp 443 = NO_ROUTE_TO_DESTINATION
        ",
        expect![[r#"
            cleo -> far tcp 443
              there: from cleo | dns far | sg out cleo [0] | acl out vault 100 at vault | route sealed !NO_ROUTE_TO_DESTINATION

        "#]],
    );
}

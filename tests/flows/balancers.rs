//! Load balancers: listeners, rules, targets, health, web ACLs.

use expect_test::expect;

use crate::render::check;

const SHOP: &str = "
    vpc campus 10.0.0.0/16
    igw gate campus
    table out: 0.0.0.0/0 -> gate
    table inner: 0.0.0.0/0 -> exit
    sg front: in tcp 80 0.0.0.0/0; in tcp 81-90 0.0.0.0/0
    sg web: in tcp 80 front; in tcp 8080 10.0.0.0/16
    sg store: in tcp 3306 web
    subnet pa 10.0.1.0/24 a table out
    subnet pb 10.0.2.0/24 b table out
    subnet sa 10.0.3.0/24 a table inner
    subnet sb 10.0.4.0/24 b table inner
    subnet sc 10.0.5.0/24 c table inner
    nat exit pa
    instance admin sa 10.0.3.50 sg web
    instance stray sc 10.0.5.10 sg web
    template recipe sg web calls store
    asg fleet recipe sa,sb 2 tg webs
    tg webs 80
    tg images 8080 targets admin
    tg empty 80
    tg strays 80 targets stray
    db store sa,sb sg store
    alb front pa,pb sg front: 80 -> webs; 80 /img/* -> images; 80 shop.example -> empty; 81 = 301; 82 = 404; 83 -> nothing; 84 -> empty; 85 -> strays
    zone shop.example: shop.example alias front; www.shop.example alias front; www2.shop.example CNAME www.shop.example
";

/// The customer's request goes to the balancer, from there over a new
/// connection to a target, and the application asks the database.
#[test]
fn a_request_goes_through_all_tiers() {
    check(
        SHOP,
        "
        internet -> www.shop.example tcp 80
        internet -> www2.shop.example tcp 80 path /img/logo.png
        internet -> shop.example tcp 80 = ELBV2_LISTENER_HAS_NO_TG
        internet -> front tcp 80
        internet -> front tcp 81
        internet -> front tcp 82
        internet -> front tcp 83 = ELBV2_LISTENER_REQUIRES_TG_ACCEPT
        internet -> front tcp 84 = ELBV2_LISTENER_HAS_NO_TG
        internet -> front tcp 85 = ELBV2_NO_TARGETS_IN_AZ
        internet -> front tcp 86 = ELBV2_LISTENERS_MISMATCH
        internet -> front tcp 443 = ENI_SG_RULES_MISMATCH
        admin -> www.shop.example tcp 80
        internet -> fleet/1 tcp 80 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        front -> fleet/1 tcp 80
        admin -> fleet/2 tcp 80 = ENI_SG_RULES_MISMATCH
        fleet/2 -> store tcp 3306
        admin -> store tcp 3306
        front -> store tcp 3306 = ENI_SG_RULES_MISMATCH
        ",
        expect![[r#"
            internet -> www.shop.example tcp 80
              there: from - | dns zone-shop.example-false www.shop.example=13.233.188.203 | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | listener front 80 | target fleet/1 | sg out front-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in web-sg [0] | at fleet/1 | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in fleet/1 remembered | at fleet/1 | sg out fleet/1 remembered | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in pa 100 at pa | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            internet -> www2.shop.example tcp 80 path /img/logo.png
              there: from - | dns zone-shop.example-false www2.shop.example=www.shop.example | dns zone-shop.example-false www.shop.example=13.233.188.203 | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | listener front 80 rule 1 | target admin | sg out front-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in web-sg [1] | at admin
              back: sg out admin remembered | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in pa 100 at pa | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            internet -> shop.example tcp 80
              there: from - | dns zone-shop.example-false shop.example=13.233.188.203 | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | listener front 80 rule 2 | target empty !ELBV2_LISTENER_HAS_NO_TG

            internet -> front tcp 80
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | listener front 80 | target fleet/1 | sg out front-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in web-sg [0] | at fleet/1 | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in fleet/1 remembered | at fleet/1 | sg out fleet/1 remembered | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in pa 100 at pa | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            internet -> front tcp 81
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [1] | listener front 81 301
              back: sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            internet -> front tcp 82
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [1] | listener front 82 404
              back: sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            internet -> front tcp 83
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [1] | listener front 83 503 !ELBV2_LISTENER_REQUIRES_TG_ACCEPT

            internet -> front tcp 84
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [1] | listener front 84 | target empty !ELBV2_LISTENER_HAS_NO_TG

            internet -> front tcp 85
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [1] | listener front 85 | target strays !ELBV2_NO_TARGETS_IN_AZ

            internet -> front tcp 86
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [1] | listener front 86 !ELBV2_LISTENERS_MISMATCH

            internet -> front tcp 443
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg !ENI_SG_RULES_MISMATCH
              behind it: ELBV2_LISTENERS_MISMATCH

            admin -> www.shop.example tcp 80
              there: from admin | dns zone-shop.example-false www.shop.example=13.233.188.203 | sg out web-sg [0] | acl out sa 100 at sa | route inner 0.0.0.0/0 | acl in pa 100 at pa | nat exit 10.0.3.50>10.0.1.191 | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.191>13.234.27.240 | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | listener front 80 | target fleet/1 | sg out front-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in web-sg [0] | at fleet/1 | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in fleet/1 remembered | at fleet/1 | sg out fleet/1 remembered | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in pa 100 at pa | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | igw gate 13.234.27.240>10.0.1.191 | acl in pa 100 at pa | nat exit 10.0.1.191>10.0.3.50 | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in admin remembered | at admin

            internet -> fleet/1 tcp 80
              there: from - | igw gate !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
              behind it: ENI_SG_RULES_MISMATCH, NGW_SOURCE_ADDRESS_REASSIGN

            front -> fleet/1 tcp 80
              there: from front/a | sg out front-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in web-sg [0] | at fleet/1
              back: sg out fleet/1 remembered | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in pa 100 at pa | sg in front/a remembered | at front/a

            admin -> fleet/2 tcp 80
              there: from admin | sg out web-sg [0] | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in sb 100 at sb | sg in web-sg !ENI_SG_RULES_MISMATCH

            fleet/2 -> store tcp 3306
              there: from fleet/2 | dns store | sg out web-sg [0] | acl out sb 100 at sb | route inner 10.0.0.0/16 | acl in sa 100 at sa | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in sb 100 at sb | sg in fleet/2 remembered | at fleet/2

            admin -> store tcp 3306
              there: from admin | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in admin remembered | at admin

            front -> store tcp 3306
              there: from front/a | dns store | sg out front-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in store-sg !ENI_SG_RULES_MISMATCH

        "#]],
    );
}

/// A target whose health check cannot get through is unhealthy and gets
/// nothing while a healthy one exists; when none is healthy all get something
/// (rulebook TG-13).
#[test]
fn unhealthy_targets_are_spared() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg front: in all * 0.0.0.0/0
        sg web: in tcp 80 front
        sg healthy: in tcp 9000 front
        subnet pa 10.0.1.0/24 a table out
        subnet pb 10.0.2.0/24 b table out
        subnet sa 10.0.3.0/24 a
        subnet sb 10.0.4.0/24 b
        instance sick sa 10.0.3.10 sg web
        instance well sb 10.0.4.10 sg web,healthy
        instance off sa 10.0.3.9 sg web,healthy stopped
        instance closed sa 10.0.3.8 sg healthy
        tg both 80 targets sick,well,off health 9000
        tg sickly 80 targets sick health 9000
        tg asleep 80 targets off
        tg shut 80 targets closed health 9000
        tg byaddress 80 ips 10.0.4.10/32,10.0.3.77/32
        alb front pa,pb sg front: 80 -> both; 81 -> sickly; 82 -> asleep; 83 -> shut; 84 -> byaddress
        ",
        "
        internet -> front tcp 80
        internet -> front tcp 81
        internet -> front tcp 82 = ELBV2_LISTENER_HAS_NO_TG
        internet -> front tcp 83 = ENI_SG_RULES_MISMATCH
        internet -> front tcp 84
        ",
        expect![[r#"
            internet -> front tcp 80
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | listener front 80 | target well | sg out front-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sb 100 at sb | sg in web-sg [0] | at well
              back: sg out well remembered | acl out sb 100 at sb | route campus 10.0.0.0/16 | acl in pa 100 at pa | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            internet -> front tcp 81
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | listener front 81 | target sick unhealthy | sg out front-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in web-sg [0] | at sick
              back: sg out sick remembered | acl out sa 100 at sa | route campus 10.0.0.0/16 | acl in pa 100 at pa | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            internet -> front tcp 82
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | listener front 82 | target asleep !ELBV2_LISTENER_HAS_NO_TG

            internet -> front tcp 83
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | listener front 83 | target closed | sg out front-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in healthy-sg !ENI_SG_RULES_MISMATCH

            internet -> front tcp 84
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | listener front 84 | target well | sg out front-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sb 100 at sb | sg in web-sg [0] | at well
              back: sg out well remembered | acl out sb 100 at sb | route campus 10.0.0.0/16 | acl in pa 100 at pa | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

        "#]],
    );
}

/// An internal balancer has private addresses only (rulebook ALB-7).
#[test]
fn an_internal_balancer_is_for_insiders() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg front: in tcp 80 10.0.0.0/16
        sg web: in tcp 80 front
        subnet pa 10.0.1.0/24 a table out
        subnet pb 10.0.2.0/24 b table out
        instance web pa 10.0.1.10 sg web
        instance client pb 10.0.2.10 eip sg web
        tg webs 80 targets web
        alb inside pa,pb internal sg front: 80 -> webs
        zone shop.example: api.shop.example alias inside
        ",
        "
        client -> inside tcp 80
        client -> api.shop.example tcp 80
        internet -> inside tcp 80 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        internet -> api.shop.example tcp 80 = IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
        ",
        expect![[r#"
            client -> inside tcp 80
              there: from client | dns inside | sg out web-sg [0] | acl out pb 100 at pb | route out 10.0.0.0/16 | acl in pa 100 at pa | sg in front-sg [0] | listener inside 80 | target web | sg out front-sg [0] | sg in web-sg [0] | at web
              back: sg out web remembered | sg in inside/a remembered | at inside/a | sg out inside/a remembered | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in pb 100 at pb | sg in client remembered | at client

            client -> api.shop.example tcp 80
              there: from client | dns zone-shop.example-false api.shop.example=10.0.1.48 | sg out web-sg [0] | acl out pb 100 at pb | route out 10.0.0.0/16 | acl in pa 100 at pa | sg in front-sg [0] | listener inside 80 | target web | sg out front-sg [0] | sg in web-sg [0] | at web
              back: sg out web remembered | sg in inside/a remembered | at inside/a | sg out inside/a remembered | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in pb 100 at pb | sg in client remembered | at client

            internet -> inside tcp 80
              there: from - | dns inside | igw gate !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
              behind it: ENI_SG_RULES_MISMATCH, IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS

            internet -> api.shop.example tcp 80
              there: from - | dns zone-shop.example-false api.shop.example=10.0.1.48 | igw gate !IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS
              behind it: ENI_SG_RULES_MISMATCH, IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS

        "#]],
    );
}

/// A balancer in subnets without a way to the internet gateway takes requests
/// and cannot answer (rulebook ALB-6).
#[test]
fn a_balancer_in_private_subnets_cannot_answer() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        sg front: in tcp 80 0.0.0.0/0
        subnet sa 10.0.1.0/24 a
        subnet sb 10.0.2.0/24 b
        instance web sa 10.0.1.10 sg front
        tg webs 80 targets web
        alb front sa,sb sg front: 80 -> webs
        ",
        "
        internet -> front tcp 80 = NO_ROUTE_TO_DESTINATION on return
        ",
        expect![[r#"
            internet -> front tcp 80
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in sa 100 at sa | sg in front-sg [0] | listener front 80 | target web | sg out front-sg [0] | sg in front-sg [0] | at web
              back: sg out web remembered | sg in front/a remembered | at front/a | sg out front/a remembered | acl out sa 100 at sa | route campus !NO_ROUTE_TO_DESTINATION

        "#]],
    );
}

/// A web ACL looks at the client's address before the listener does
/// (rulebook WAF-6, WAF-7).
#[test]
fn a_web_acl_blocks_by_address() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg front: in tcp 80 0.0.0.0/0
        waf guard allow: 20 deny 198.18.0.0/15; 10 allow 198.18.7.7/32
        waf wall deny: 10 allow 198.18.0.0/15
        subnet pa 10.0.1.0/24 a table out
        subnet pb 10.0.2.0/24 b table out
        instance web pa 10.0.1.10 sg front
        tg webs 80 targets web
        alb front pa,pb sg front waf guard: 80 -> webs
        alb walled pa,pb sg front waf wall: 80 -> webs
        ",
        "
        internet -> front tcp 80
        198.18.0.1 -> front tcp 80 = WEB_ACL_BLOCKED
        198.18.7.7 -> front tcp 80
        internet -> walled tcp 80 = WEB_ACL_BLOCKED
        198.18.0.1 -> walled tcp 80
        ",
        expect![[r#"
            internet -> front tcp 80
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | waf guard | listener front 80 | target web | sg out front-sg [0] | sg in front-sg [0] | at web
              back: sg out web remembered | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            198.18.0.1 -> front tcp 80
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | waf guard !WEB_ACL_BLOCKED

            198.18.7.7 -> front tcp 80
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in front-sg [0] | waf guard | listener front 80 | target web | sg out front-sg [0] | sg in front-sg [0] | at web
              back: sg out web remembered | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            internet -> walled tcp 80
              there: from - | dns walled | igw gate 13.233.208.173>10.0.1.212 | acl in pa 100 at pa | sg in front-sg [0] | waf wall !WEB_ACL_BLOCKED

            198.18.0.1 -> walled tcp 80
              there: from - | dns walled | igw gate 13.233.208.173>10.0.1.212 | acl in pa 100 at pa | sg in front-sg [0] | waf wall | listener walled 80 | target web | sg out front-sg [0] | sg in front-sg [0] | at web
              back: sg out web remembered | sg in walled/a remembered | at walled/a | sg out walled/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.212>13.233.208.173 | at -

        "#]],
    );
}

/// The balancer opens its own connection from a port of its choice: the ACL of
/// its subnet must let all of those answers in (rulebook NACL-14).
#[test]
fn the_balancers_ports_need_room_in_the_acl() {
    let network = |ports: &str| {
        format!(
            "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        acl front: in 100 allow tcp 80 0.0.0.0/0; in 110 allow tcp {ports} 10.0.0.0/16; out 100 allow tcp * 0.0.0.0/0
        sg front: in tcp 80 0.0.0.0/0
        subnet pa 10.0.1.0/24 a table out acl front
        subnet pb 10.0.2.0/24 b table out acl front
        subnet sa 10.0.3.0/24 a
        instance web sa 10.0.3.10 sg front
        tg webs 80 targets web
        alb front pa,pb sg front: 80 -> webs
        "
        )
    };
    check(
        &network("1024-65535"),
        "internet -> front tcp 80",
        expect![[r#"
            internet -> front tcp 80
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in front-acl 100 at pa | sg in front-sg [0] | listener front 80 | target web | sg out front-sg [0] | acl out front-acl 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in front-sg [0] | at web
              back: sg out web remembered | acl out sa 100 at sa | route campus 10.0.0.0/16 | acl in front-acl 110 at pa | sg in front/a remembered | at front/a | sg out front/a remembered | acl out front-acl 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

        "#]],
    );
    check(
        &network("32768-60999"),
        "internet -> front tcp 80 = SUBNET_ACL_RESTRICTION on return",
        expect![[r#"
            internet -> front tcp 80
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in front-acl 100 at pa | sg in front-sg [0] | listener front 80 | target web unhealthy | sg out front-sg [0] | acl out front-acl 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in front-sg [0] | at web
              back: sg out web remembered | acl out sa 100 at sa | route campus 10.0.0.0/16 | acl in front-acl * at pa !SUBNET_ACL_RESTRICTION

        "#]],
    );
}

/// An application may ask many backends, and an internal balancer before
/// other applications.
#[test]
fn an_application_asks_all_of_its_backends() {
    check(
        "
        vpc campus 10.0.0.0/16
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        table inner: 0.0.0.0/0 -> exit
        sg all: in all * 0.0.0.0/0
        sg web: in tcp 80 all
        sg nobody: in tcp 3306 10.9.9.9/32
        subnet pa 10.0.1.0/24 a table out
        subnet pb 10.0.2.0/24 b table out
        subnet sa 10.0.3.0/24 a table inner
        subnet sb 10.0.4.0/24 b table inner
        nat exit pa
        bucket box
        efs shelf sa,sb sg all
        db store sa,sb sg all
        db closed sa,sb sg nobody
        instance web sa 10.0.3.10 sg all calls box,shelf,store,inside
        instance app sb 10.0.4.10 sg all calls store,box,store,box
        instance bad sb 10.0.4.11 sg all calls closed
        instance ring sa 10.0.3.12 sg all calls ringing
        tg webs 80 targets web
        tg apps 8080 targets app
        tg bads 80 targets bad
        tg rings 80 targets ring
        alb front pa,pb sg all: 80 -> webs; 81 -> bads; 82 -> rings
        alb inside sa,sb internal sg all: 8080 -> apps
        alb ringing sa,sb internal sg all: 80 -> rings
        ",
        "
        internet -> front tcp 80
        internet -> front tcp 81 = ENI_SG_RULES_MISMATCH
        internet -> front tcp 82
        ",
        expect![[r#"
            internet -> front tcp 80
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in all-sg [0] | listener front 80 | target web | sg out all-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in all-sg [0] | at web | dns box | sg out all-sg [0] | acl out sa 100 at sa | route inner 0.0.0.0/0 | acl in pa 100 at pa | nat exit 10.0.3.10>10.0.1.191 | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.191>13.234.27.240 | at box | at box !ACCESS_DENIED | sg out all-sg [0] | sg in all-sg [0] | at shelf/a | dns store | sg out all-sg [0] | sg in all-sg [0] | at store/primary | dns inside | sg out all-sg [0] | sg in all-sg [0] | listener inside 8080 | target app | sg out all-sg [0] | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in sb 100 at sb | sg in all-sg [0] | at app | dns store | sg out all-sg [0] | acl out sb 100 at sb | route inner 10.0.0.0/16 | acl in sa 100 at sa | sg in all-sg [0] | at store/primary | dns box | sg out all-sg [0] | acl out sb 100 at sb | route inner 0.0.0.0/0 | acl in pa 100 at pa | nat exit 10.0.4.10>10.0.1.191 | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.191>13.234.27.240 | at box | at box !ACCESS_DENIED | dns store | sg out all-sg [0] | acl out sb 100 at sb | route inner 10.0.0.0/16 | acl in sa 100 at sa | sg in all-sg [0] | at store/primary | dns box | sg out all-sg [0] | acl out sb 100 at sb | route inner 0.0.0.0/0 | acl in pa 100 at pa | nat exit 10.0.4.10>10.0.1.191 | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.191>13.234.27.240 | at box | at box !ACCESS_DENIED
              back: igw gate 13.234.27.240>10.0.1.191 | acl in pa 100 at pa | nat exit 10.0.1.191>10.0.3.10 | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in web remembered | at web | sg out shelf/a remembered | sg in web remembered | at web | sg out store/primary remembered | sg in web remembered | at web | sg out store/primary remembered | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in sb 100 at sb | sg in app remembered | at app | igw gate 13.234.27.240>10.0.1.191 | acl in pa 100 at pa | nat exit 10.0.1.191>10.0.4.10 | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sb 100 at sb | sg in app remembered | at app | sg out store/primary remembered | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in sb 100 at sb | sg in app remembered | at app | igw gate 13.234.27.240>10.0.1.191 | acl in pa 100 at pa | nat exit 10.0.1.191>10.0.4.10 | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sb 100 at sb | sg in app remembered | at app | sg out app remembered | acl out sb 100 at sb | route inner 10.0.0.0/16 | acl in sa 100 at sa | sg in inside/a remembered | at inside/a | sg out inside/a remembered | sg in web remembered | at web | sg out web remembered | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in pa 100 at pa | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

            internet -> front tcp 81
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in all-sg [0] | listener front 81 | target bad | sg out all-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sb 100 at sb | sg in all-sg [0] | at bad | dns closed | sg out all-sg [0] | acl out sb 100 at sb | route inner 10.0.0.0/16 | acl in sa 100 at sa | sg in nobody-sg !ENI_SG_RULES_MISMATCH

            internet -> front tcp 82
              there: from - | dns front | igw gate 13.233.188.203>10.0.1.101 | acl in pa 100 at pa | sg in all-sg [0] | listener front 82 | target ring | sg out all-sg [0] | acl out pa 100 at pa | route out 10.0.0.0/16 | acl in sa 100 at sa | sg in all-sg [0] | at ring | dns ringing | sg out all-sg [0] | sg in all-sg [0] | listener ringing 80 | target ring | sg out all-sg [0] | sg in all-sg [0] | at ring
              back: sg out ring remembered | sg in ringing/a remembered | at ringing/a | sg out ringing/a remembered | sg in ring remembered | at ring | sg out ring remembered | acl out sa 100 at sa | route inner 10.0.0.0/16 | acl in pa 100 at pa | sg in front/a remembered | at front/a | sg out front/a remembered | acl out pa 100 at pa | route out 0.0.0.0/0 | igw gate 10.0.1.101>13.233.188.203 | at -

        "#]],
    );
}

/// Two balancers that are each other's targets: health checks end at the
/// listener, and a request never comes to anybody who answers.
#[test]
fn balancers_in_a_circle_end() {
    check(
        "
        vpc campus 10.0.0.0/16
        sg all: in all * 0.0.0.0/0
        subnet pa 10.0.1.0/28 a
        subnet pb 10.0.2.0/28 b
        instance client pa 10.0.1.4 sg all
        tg both 80 ips 10.0.1.5/32,10.0.1.6/32,10.0.1.7/32,10.0.1.8/32,10.0.1.9/32,10.0.1.10/32,10.0.1.11/32,10.0.1.12/32,10.0.1.13/32,10.0.1.14/32
        alb left pa,pb internal sg all: 80 -> both
        alb right pa,pb internal sg all: 80 -> both
        ",
        "
        client -> left tcp 80 = NO_POSSIBLE_DESTINATION
        ",
        expect![[r#"
            client -> left tcp 80
              there: from client | dns left | sg out all-sg [0] | sg in all-sg [0] | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | listener left 80 | target left/a | target left/a !NO_POSSIBLE_DESTINATION

        "#]],
    );
}

//! Names: public and private zones, aliases, chains, what goes wrong.

use expect_test::expect;

use crate::render::check;

const ZONES: &str = "
    vpc campus 10.0.0.0/16 hostnames
    igw gate campus
    table out: 0.0.0.0/0 -> gate
    sg web: in tcp 80 0.0.0.0/0; in tcp 22 0.0.0.0/0
    sg store: in tcp 3306 web
    subnet street 10.0.1.0/24 a table out
    subnet back 10.0.2.0/24 b
    instance web street 10.0.1.10 public 13.1.1.1 sg web calls store
    instance other street 10.0.1.11 public 13.1.1.2 sg web
    db store street,back sg store
    zone shop.example: shop.example CNAME web; www.shop.example A 13.1.1.1; named.shop.example A web; a.shop.example CNAME b.shop.example; b.shop.example CNAME a.shop.example; wrong.shop.example alias web; gone.shop.example alias ghost; *.wild.shop.example A 13.1.1.1; store.shop.example CNAME store; out.shop.example A 198.51.100.77; deep.shop.example CNAME www.shop.example
    zone shop.example private campus: inside.shop.example A 10.0.1.10
    zone corp.example private campus: web.corp.example A web
";

#[test]
fn names_lead_to_addresses() {
    check(
        ZONES,
        "
        internet -> www.shop.example tcp 80
        internet -> named.shop.example tcp 80
        internet -> named.shop.example tcp 22
        internet -> deep.shop.example tcp 80
        internet -> x.wild.shop.example tcp 80
        internet -> out.shop.example tcp 80
        internet -> shop.example tcp 80 = DNS_CNAME_AT_APEX
        internet -> a.shop.example tcp 80 = DNS_LOOP
        internet -> wrong.shop.example tcp 80 = DNS_RECORD_POINTS_NOWHERE
        internet -> gone.shop.example tcp 80 = DNS_RECORD_POINTS_NOWHERE
        internet -> nothing.shop.example tcp 80 = DNS_NAME_NOT_FOUND
        internet -> elsewhere.example tcp 80
        internet -> web.corp.example tcp 80 = DNS_NAME_NOT_FOUND
        other -> web.corp.example tcp 80
        other -> inside.shop.example tcp 80
        other -> www.shop.example tcp 80 = DNS_NAME_NOT_FOUND
        other -> ec2-13-1-1-1.ap-south-1.compute.amazonaws.com tcp 80
        internet -> ec2-13-1-1-1.ap-south-1.compute.amazonaws.com tcp 80
        other -> store.abc.ap-south-1.rds.amazonaws.com tcp 3306
        ",
        expect![[r#"
            internet -> www.shop.example tcp 80
              there: from - | dns zone-shop.example-false www.shop.example=13.1.1.1 | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at web | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in web remembered | at web | sg out web remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            internet -> named.shop.example tcp 80
              there: from - | dns zone-shop.example-false named.shop.example=13.1.1.1 | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at web | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in web remembered | at web | sg out web remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            internet -> named.shop.example tcp 22
              there: from - | dns zone-shop.example-false named.shop.example=13.1.1.1 | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [1] | at web
              back: sg out web remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            internet -> deep.shop.example tcp 80
              there: from - | dns zone-shop.example-false deep.shop.example=www.shop.example | dns zone-shop.example-false www.shop.example=13.1.1.1 | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at web | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in web remembered | at web | sg out web remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            internet -> x.wild.shop.example tcp 80
              there: from - | dns zone-shop.example-false x.wild.shop.example=13.1.1.1 | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at web | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in web remembered | at web | sg out web remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            internet -> out.shop.example tcp 80
              there: from - | dns zone-shop.example-false out.shop.example=198.51.100.77 | at -
              back: at -

            internet -> shop.example tcp 80
              there: from - | dns zone-shop.example-false shop.example= !DNS_CNAME_AT_APEX

            internet -> a.shop.example tcp 80
              there: from - | dns zone-shop.example-false a.shop.example=b.shop.example | dns - b.shop.example=a.shop.example !DNS_LOOP

            internet -> wrong.shop.example tcp 80
              there: from - | dns zone-shop.example-false wrong.shop.example= !DNS_RECORD_POINTS_NOWHERE

            internet -> gone.shop.example tcp 80
              there: from - | dns zone-shop.example-false gone.shop.example= !DNS_RECORD_POINTS_NOWHERE

            internet -> nothing.shop.example tcp 80
              there: from - | dns zone-shop.example-false !DNS_NAME_NOT_FOUND

            internet -> elsewhere.example tcp 80
              there: from - | at -
              back: at -

            internet -> web.corp.example tcp 80
              there: from - | dns - !DNS_NAME_NOT_FOUND

            other -> web.corp.example tcp 80
              there: from other | dns zone-corp.example-true web.corp.example=10.0.1.10 | sg out web-sg [0] | sg in web-sg [0] | at web | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in web remembered | at web | sg out web remembered | sg in other remembered | at other

            other -> inside.shop.example tcp 80
              there: from other | dns zone-shop.example-true inside.shop.example=10.0.1.10 | sg out web-sg [0] | sg in web-sg [0] | at web | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in web remembered | at web | sg out web remembered | sg in other remembered | at other

            other -> www.shop.example tcp 80
              there: from other | dns zone-shop.example-true !DNS_NAME_NOT_FOUND

            other -> ec2-13-1-1-1.ap-south-1.compute.amazonaws.com tcp 80
              there: from other | sg out web-sg [0] | sg in web-sg [0] | at web | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in web remembered | at web | sg out web remembered | sg in other remembered | at other

            internet -> ec2-13-1-1-1.ap-south-1.compute.amazonaws.com tcp 80
              there: from - | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in web-sg [0] | at web | dns store | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in web remembered | at web | sg out web remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            other -> store.abc.ap-south-1.rds.amazonaws.com tcp 3306
              there: from other | sg out web-sg [0] | sg in store-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in other remembered | at other

        "#]],
    );
}

/// Without the VPC's name server no name is answered inside; addresses still
/// work.
#[test]
fn without_dns_support_names_are_dead_inside() {
    check(
        "
        vpc campus 10.0.0.0/16 no-dns
        igw gate campus
        table out: 0.0.0.0/0 -> gate
        sg open: in all * 0.0.0.0/0
        subnet street 10.0.1.0/24 a table out
        subnet back 10.0.2.0/24 b
        instance web street 10.0.1.10 public 13.1.1.1 sg open
        instance ben back 10.0.2.10 sg open
        db store street,back sg open at 10.0.1.200
        zone shop.example: www.shop.example A 13.1.1.1
        ",
        "
        internet -> www.shop.example tcp 80
        web -> www.shop.example tcp 80 = DNS_SUPPORT_DISABLED
        web -> store tcp 3306 = DNS_SUPPORT_DISABLED
        web -> 10.0.1.200 tcp 3306
        web -> ben tcp 80
        ",
        expect![[r#"
            internet -> www.shop.example tcp 80
              there: from - | dns zone-shop.example-false www.shop.example=13.1.1.1 | igw gate 13.1.1.1>10.0.1.10 | acl in street 100 at street | sg in open-sg [0] | at web
              back: sg out web remembered | acl out street 100 at street | route out 0.0.0.0/0 | igw gate 10.0.1.10>13.1.1.1 | at -

            web -> www.shop.example tcp 80
              there: from web | dns campus !DNS_SUPPORT_DISABLED

            web -> store tcp 3306
              there: from web | dns campus !DNS_SUPPORT_DISABLED

            web -> 10.0.1.200 tcp 3306
              there: from web | sg out open-sg [0] | sg in open-sg [0] | at store/primary
              back: sg out store/primary remembered | sg in web remembered | at web

            web -> ben tcp 80
              there: from web | sg out open-sg [0] | acl out street 100 at street | route out 10.0.0.0/16 | acl in back 100 at back | sg in open-sg [0] | at ben
              back: sg out ben remembered | acl out back 100 at back | route campus 10.0.0.0/16 | acl in street 100 at street | sg in web remembered | at web

        "#]],
    );
}

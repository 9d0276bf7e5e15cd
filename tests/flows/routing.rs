//! Names with several records: every way that AWS may take is followed.

use cloud_campus::network::{Network, Reach};
use expect_test::expect;

use crate::campus::{build, flow};
use crate::render::check;

const SHOPS: &str = "
    region ap-south-1
    vpc campus 10.0.0.0/16
    igw gate campus
    table out: 0.0.0.0/0 -> gate
    sg open: in tcp 80 0.0.0.0/0
    sg shut: in tcp 22 0.0.0.0/0
    subnet street 10.0.1.0/24 a table out
    instance one street 10.0.1.10 public 13.1.1.1 sg open
    instance two street 10.0.1.11 public 13.1.1.2 sg shut
    zone shop.example: w.shop.example A one weighted 90; w.shop.example A two weighted 10; g.shop.example A one geolocation EU; x.shop.example A one weighted 1; x.shop.example A two geolocation IN; n.shop.example A ghost weighted 1; n.shop.example A one weighted 3
";

/// A record that leads to nobody, or into a wall, fails for its part of the
/// answers. (rulebook R53-17) [R53 DG: Weighted routing]
#[test]
fn every_record_that_may_be_given_is_followed() {
    check(
        SHOPS,
        "
        internet -> w.shop.example tcp 80 = ENI_SG_RULES_MISMATCH
        internet -> n.shop.example tcp 80 = DNS_RECORD_POINTS_NOWHERE
        internet -> x.shop.example tcp 80 = DNS_RECORDS_DISAGREE
        one -> g.shop.example tcp 80 = DNS_NO_RECORD_FOR_PLACE
        ",
        expect![[r#"
            internet -> w.shop.example tcp 80
              there: from - | dns zone-shop.example-false w.shop.example=13.1.1.2 | igw gate 13.1.1.2>10.0.1.11 | acl in street 100 at street | sg in shut-sg !ENI_SG_RULES_MISMATCH

            internet -> n.shop.example tcp 80
              there: from - | dns zone-shop.example-false n.shop.example= !DNS_RECORD_POINTS_NOWHERE

            internet -> x.shop.example tcp 80
              there: from - | dns zone-shop.example-false !DNS_RECORDS_DISAGREE

            one -> g.shop.example tcp 80
              there: from one | dns zone-shop.example-false !DNS_NO_RECORD_FOR_PLACE

        "#]],
    );
    let campus = build(SHOPS);
    let network = Network::new(&campus);
    let share = |name: &str| {
        let flow = flow(&format!("internet -> {name}.shop.example tcp 80"), &campus);
        let extent = network.extent(&flow);
        (extent.reach, extent.share.to_string())
    };
    assert_eq!(share("w"), (Reach::Some, "90 %".to_owned()));
    assert_eq!(share("n"), (Reach::Some, "75 %".to_owned()));
    assert_eq!(share("x"), (Reach::Nobody, "0 %".to_owned()));
}

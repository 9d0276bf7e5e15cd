//! HTTPS: whether AWS takes the listener's certificate, and whether a browser
//! does.

use cloud_campus::network::Network;
use expect_test::expect;

use crate::campus::{build, flow};
use crate::render::{check, outcome_of};

const SHOP: &str = "
    region ap-south-1
    vpc campus 10.0.0.0/16
    igw gate campus
    table out: 0.0.0.0/0 -> gate
    sg open: in tcp * 0.0.0.0/0
    subnet a 10.0.1.0/24 a table out
    subnet b 10.0.2.0/24 b table out
    instance web a 10.0.1.10 sg open
    tg group 80 targets web
    zone shop.example: shop.example alias alb; www.shop.example alias alb; a.www.shop.example alias alb
    zone other.example: other.example alias alb
    alb alb a,b sg open cert proof: 443 -> group
";

/// A browser compares the name that it asks for with those of the
/// certificate; a wildcard stands for one label.
/// [ACM UG: Characteristics, Wildcard names]
#[test]
fn a_browser_shows_no_page_under_a_strange_name() {
    let shop = SHOP.to_owned() + "certificate proof shop.example shop.example,*.shop.example";
    check(
        &shop,
        "
        internet -> shop.example tcp 443
        internet -> www.shop.example tcp 443
        internet -> a.www.shop.example tcp 443 = CERTIFICATE_NAME_MISMATCH
        internet -> other.example tcp 443 = CERTIFICATE_NAME_MISMATCH
        internet -> alb tcp 443
        ",
        expect![[r#"
            internet -> shop.example tcp 443
              there: from - | dns zone-shop.example-false shop.example=13.232.83.183 | igw gate 13.232.83.183>10.0.1.229 | acl in a 100 at a | sg in open-sg [0] | listener alb 443 | target web | sg out open-sg [0] | sg in open-sg [0] | at web
              back: sg out web remembered | sg in alb/a remembered | at alb/a | sg out alb/a remembered | acl out a 100 at a | route out 0.0.0.0/0 | igw gate 10.0.1.229>13.232.83.183 | at -

            internet -> www.shop.example tcp 443
              there: from - | dns zone-shop.example-false www.shop.example=13.232.83.183 | igw gate 13.232.83.183>10.0.1.229 | acl in a 100 at a | sg in open-sg [0] | listener alb 443 | target web | sg out open-sg [0] | sg in open-sg [0] | at web
              back: sg out web remembered | sg in alb/a remembered | at alb/a | sg out alb/a remembered | acl out a 100 at a | route out 0.0.0.0/0 | igw gate 10.0.1.229>13.232.83.183 | at -

            internet -> a.www.shop.example tcp 443
              there: from - | dns zone-shop.example-false a.www.shop.example=13.232.83.183 | igw gate 13.232.83.183>10.0.1.229 | acl in a 100 at a | sg in open-sg [0] | listener alb !CERTIFICATE_NAME_MISMATCH

            internet -> other.example tcp 443
              there: from - | dns zone-other.example-false other.example=13.232.83.183 | igw gate 13.232.83.183>10.0.1.229 | acl in a 100 at a | sg in open-sg [0] | listener alb !CERTIFICATE_NAME_MISMATCH

            internet -> alb tcp 443
              there: from - | dns alb | igw gate 13.232.83.183>10.0.1.229 | acl in a 100 at a | sg in open-sg [0] | listener alb 443 | target web | sg out open-sg [0] | sg in open-sg [0] | at web
              back: sg out web remembered | sg in alb/a remembered | at alb/a | sg out alb/a remembered | acl out a 100 at a | route out 0.0.0.0/0 | igw gate 10.0.1.229>13.232.83.183 | at -

        "#]],
    );
}

/// One that nothing proves is not issued, and AWS makes no listener with it;
/// of one that exists already the names are not known. (rulebook ALB-12)
#[test]
fn a_listener_takes_issued_certificates_only() {
    for (proof, outcome) in [
        ("- shop.example", "ELBV2_LISTENERS_MISMATCH"),
        ("other.example shop.example", "ELBV2_LISTENERS_MISMATCH"),
        (
            "- , arn arn:aws:acm:ap-south-1:123456789012:certificate/1",
            "delivered",
        ),
    ] {
        let campus = build(&format!("{SHOP}certificate proof {proof}"));
        let trace = Network::new(&campus).trace(&flow("internet -> shop.example tcp 443", &campus));
        assert_eq!(outcome_of(&trace), outcome, "{proof}");
        let unknown = trace
            .not_modelled
            .iter()
            .any(|it| it.contains("which names"));
        assert_eq!(unknown, outcome == "delivered", "{:?}", trace.not_modelled);
    }
}

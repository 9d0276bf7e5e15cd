//! Behind a NAT gateway a flow crosses the border of the gateway's subnet four
//! times and that of the instance's subnet twice. Every crossing asks.

use super::campus::Campus;
use super::case::flow;
use super::nat_gateway::staff_exit;

/// What the gateway's subnet must let in: the instance's request, and the
/// answer to the gateway's own port. [VPC UG: NAT gateways]
const IN_REQUEST: &str = "100 allow tcp 443 from 10.0.2.0/24";
const IN_ANSWER: &str = "200 allow tcp 1024-65535 from 0.0.0.0/0";
/// What it must let out: the gateway's request, and the answer to the
/// instance's port. [VPC UG: NAT gateways]
const OUT_REQUEST: &str = "100 allow tcp 443 to 0.0.0.0/0";
const OUT_ANSWER: &str = "200 allow tcp 1024-65535 to 10.0.2.0/24";

fn guarded(inbound: &[&str], outbound: &[&str]) -> Campus {
    staff_exit().acl("gate", &["public"], inbound, outbound)
}

#[test]
fn all_four_crossings_of_its_subnet_are_asked() {
    guarded(&[IN_REQUEST, IN_ANSWER], &[OUT_REQUEST, OUT_ANSWER]).check([
        flow("app -> internet tcp 443").delivered([
            "network-acl-inbound gate 100 at public",
            "network-acl-outbound gate 100 at public",
            "back: network-acl-inbound gate 200 at public",
            "back: network-acl-outbound gate 200 at public",
        ]),
        flow("app -> internet tcp 80")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at public"),
    ]);
}

#[test]
fn the_request_must_get_in() {
    // From everywhere to high ports only: 443 is not one of them.
    guarded(&[IN_ANSWER], &[OUT_REQUEST, OUT_ANSWER]).check([flow("app -> internet tcp 443")
        .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at public")]);
}

#[test]
fn the_translated_request_must_get_out() {
    guarded(&[IN_REQUEST, IN_ANSWER], &[OUT_ANSWER]).check([flow("app -> internet tcp 443")
        .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at public")]);
}

#[test]
fn the_answer_from_the_internet_must_get_in() {
    guarded(&[IN_REQUEST], &[OUT_REQUEST, OUT_ANSWER]).check([flow("app -> internet tcp 443")
        .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at public")]);
}

#[test]
fn the_translated_answer_must_get_out() {
    guarded(&[IN_REQUEST, IN_ANSWER], &[OUT_REQUEST]).check([flow("app -> internet tcp 443")
        .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at public")]);
}

/// At the instance's own subnet the answer comes from the internet host, not
/// from the NAT gateway: an entry for the VPC's block does not admit it.
/// [VPC UG: Network ACL examples]
#[test]
fn the_instances_subnet_sees_the_internet_host() {
    staff_exit()
        .acl(
            "wall",
            &["private"],
            &["100 allow tcp 1024-65535 from 0.0.0.0/0"],
            &["100 allow tcp 443 to 0.0.0.0/0"],
        )
        .check([
            flow("app -> internet tcp 443").delivered([
                "network-acl-outbound wall 100 at private",
                "back: network-acl-inbound wall 100 at private",
            ]),
            flow("app -> internet tcp 80")
                .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION wall * at private"),
        ]);
    staff_exit()
        .acl(
            "wall",
            &["private"],
            &["100 allow tcp 1024-65535 from 10.0.0.0/16"],
            &["100 allow tcp 443 to 0.0.0.0/0"],
        )
        .check([flow("app -> internet tcp 443")
            .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION wall * at private")]);
}

/// An entry outbound at the instance's subnet is about the internet host too:
/// allowing the NAT gateway's address lets nothing out.
#[test]
fn allowing_the_gateways_address_is_not_enough() {
    staff_exit()
        .acl(
            "wall",
            &["private"],
            &["100 allow all from 0.0.0.0/0"],
            &["100 allow all to 10.0.1.5/32"],
        )
        .check([flow("app -> internet tcp 443")
            .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION wall * at private")]);
}

/// The gateway takes ports from 1024 to 65535: an entry for fewer lets some
/// connections through and others not, which is no way that works.
/// [VPC UG: Ephemeral ports; NAT gateways]
#[test]
fn the_gateway_may_take_any_port_from_1024() {
    guarded(
        &[IN_REQUEST, "200 allow tcp 32768-61000 from 0.0.0.0/0"],
        &[OUT_REQUEST, OUT_ANSWER],
    )
    .check([flow("app -> internet tcp 443 from 40000")
        .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at public")]);
    // The instance's own port is the instance's choice.
    guarded(
        &[IN_REQUEST, IN_ANSWER],
        &[OUT_REQUEST, "200 allow tcp 32768-61000 to 10.0.2.0/24"],
    )
    .check([
        flow("app -> internet tcp 443 from 40000").delivered(["nat-gateway nat"]),
        flow("app -> internet tcp 443 from 2000")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at public"),
    ]);
}

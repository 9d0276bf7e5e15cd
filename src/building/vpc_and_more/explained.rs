//! Why there is so much of each: for whoever has it made and wants to learn.

use super::{Made, Nats, Wish};
use crate::architecture::Kind;
use crate::text::count;

/// One line of the explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// How many of what, such as "2 public subnets".
    pub what: String,
    /// Why, as a whole sentence.
    pub why: String,
}

/// The explanation of what was made. [VPC UG: Create a VPC]
pub fn said(wish: &Wish, made: &[Made], zones: &[String]) -> Vec<Said> {
    let mut lines = Vec::new();
    let mut say = |what: String, why: String| lines.push(Said { what, why });
    let many = |kind: Kind| made.iter().filter(|it| it.kind == kind).count();
    let named = |part: &str| (made.iter().filter(|it| it.name.contains(part))).count();
    let several = zones.len() > 1;
    say(
        "1 VPC".to_owned(),
        "It is the private network that all the rest stands in.".to_owned(),
    );
    let public = named("-subnet-public");
    if public > 0 {
        say(
            count(public, "public subnet", "public subnets"),
            match several {
                true => "Load balancers and NAT gateways stand here. There is one in each zone, because a subnet lies in one zone and a load balancer needs two.",
                false => "Load balancers and NAT gateways stand here. A load balancer needs subnets in two zones, so one zone is not enough for it.",
            }
            .to_owned(),
        );
        say(
            "1 internet gateway".to_owned(),
            "It is the way to the internet and back. A VPC has at most one, and it is redundant by itself.".to_owned(),
        );
        say(
            "1 public route table".to_owned(),
            "Its route 0.0.0.0/0 to the internet gateway is what makes the subnets public. All of them have the same way out, so one table is enough.".to_owned(),
        );
    }
    let private = named("-subnet-private");
    if private > 0 {
        say(
            count(private, "private subnet", "private subnets"),
            "Servers stand here: nobody on the internet can begin a connection to them.".to_owned(),
        );
        say(
            count(private, "private route table", "private route tables"),
            "Each private subnet has its own, so that each can lead to the NAT gateway of its zone.".to_owned(),
        );
    }
    match (wish.nats_made(), wish.nats) {
        (0, _) if private > 0 => say(
            "No NAT gateway".to_owned(),
            "The private subnets have no way to the internet, so their servers get no updates from there. Nothing is paid for by the hour either.".to_owned(),
        ),
        (0, _) => {}
        (1, Nats::InOneZone) if several => say(
            "1 NAT gateway".to_owned(),
            format!(
                "Servers in private subnets reach the internet through it. It costs by the hour and by the gigabyte. If {} fails, the private subnets of all zones lose their way out.",
                zones.first().map_or("its zone", String::as_str)
            ),
        ),
        (1, _) => say(
            "1 NAT gateway".to_owned(),
            "Servers in private subnets reach the internet through it. It costs by the hour and by the gigabyte.".to_owned(),
        ),
        (many, _) => say(
            count(many, "NAT gateway", "NAT gateways"),
            "Each zone has its own, so that no zone loses its way out when another fails. Each costs by the hour and by the gigabyte.".to_owned(),
        ),
    }
    let data = named("-subnet-data");
    if data > 0 {
        say(
            count(data, "data subnet", "data subnets"),
            "Databases stand here: their route table has no way to the internet at all. AWS's console does not have this choice.".to_owned(),
        );
    }
    if many(Kind::VpcEndpoint) > 0 {
        say(
            "1 gateway endpoint".to_owned(),
            "Requests to S3 stay inside AWS's network and pass no NAT gateway. It costs nothing."
                .to_owned(),
        );
    }
    lines
}

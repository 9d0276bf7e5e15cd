//! What things on the way are called: AWS's word first, the course's beside it.

use super::Teller;
use crate::architecture::{Kind, ResourceId};
use crate::explain::words;
use crate::network::Stage;

impl Teller<'_> {
    /// A route table: the word of AWS, and beside it the word of the course.
    pub(super) fn signboard(&self, table: Option<&ResourceId>) -> String {
        match table {
            Some(table) => format!("the route table {}, the signboard,", self.named(table)),
            None => "the main route table, the signboard of the VPC,".to_owned(),
        }
    }

    /// Where the hop is, with what AWS calls that: "The NAT gateway NAT-GW-AZ1".
    pub(super) fn of_kind(&self, what: &str) -> String {
        match &self.hop.resource {
            Some(id) => format!("{what} {}", self.named(id)),
            None => what.to_owned(),
        }
    }

    /// Where a packet ends: what AWS calls it, its own name, and beside them the
    /// word of the course.
    pub(super) fn spot(&self) -> String {
        let Some(id) = &self.hop.resource else {
            return match self.hop.stage {
                Stage::Dns => "Route 53, the directory".to_owned(),
                _ => self.place(),
            };
        };
        let (what, beside) = match self.architecture.kind_of(&id.owner()) {
            Some(Kind::InternetGateway) => ("the internet gateway", ", the main gate"),
            Some(Kind::NatGateway) => ("the NAT gateway", ", the side exit"),
            Some(Kind::VpcEndpoint) => ("the gateway endpoint", ""),
            Some(Kind::VpcPeering) => ("the peering connection", ""),
            Some(Kind::LoadBalancer) => ("the load balancer", ", the receptionist"),
            Some(Kind::WebAcl) => ("the web ACL", ""),
            Some(Kind::RouteTable) => ("the route table", ", the signboard"),
            Some(Kind::HostedZone) => ("the hosted zone", ""),
            _ => return self.place(),
        };
        format!("{}{beside}", self.of_kind(what))
    }

    /// A network ACL: "the network ACL private-acl".
    pub(super) fn network_acl(&self, acl: Option<&ResourceId>) -> String {
        match acl {
            Some(acl) => format!("the network ACL {}", self.named(acl)),
            None => "the default network ACL".to_owned(),
        }
    }

    /// Security groups, and what the course calls them.
    pub(super) fn guards(&self, groups: &[ResourceId]) -> (String, &'static str) {
        match groups {
            [] => ("the default security group".to_owned(), "the guard"),
            [group] => (
                format!("the security group {}", self.named(group)),
                "the guard",
            ),
            groups => (
                format!(
                    "the security groups {}",
                    words::names(groups, self.architecture)
                ),
                "the guards",
            ),
        }
    }
}

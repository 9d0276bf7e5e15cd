//! What things on the way are called: AWS's word first, the course's beside it.

use super::Teller;
use crate::architecture::{Kind, ResourceId, Subnet};
use crate::explain::words;
use crate::network::Stage;

impl Teller<'_> {
    /// A route table: the word of AWS, and beside it the word of the course.
    pub(super) fn signboard(&self, table: Option<&ResourceId>, vpc: &ResourceId) -> String {
        match table {
            Some(table) => format!("the route table {}, the signboard,", self.named(table)),
            None => format!(
                "the main route table of {}, the signboard,",
                self.named(vpc)
            ),
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
            Some(Kind::TargetGroup) => ("the target group", ""),
            _ => return self.thing(),
        };
        format!("{}{beside}", self.of_kind(what))
    }

    /// A network ACL: "the network ACL private-acl".
    pub(super) fn network_acl(&self, acl: Option<&ResourceId>, subnet: &ResourceId) -> String {
        let vpc = self.architecture.find::<Subnet>(subnet);
        match (acl, vpc.and_then(|it| it.vpc.as_ref())) {
            (Some(acl), _) => format!("the network ACL {}", self.named(acl)),
            (None, Some(vpc)) => format!("the default network ACL of {}", self.named(vpc)),
            (None, None) => "the default network ACL".to_owned(),
        }
    }

    /// Security groups, and what the course calls them.
    pub(super) fn guards(&self, groups: &[ResourceId]) -> (String, &'static str) {
        match groups {
            [] => (self.default_group(), "the guard"),
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

    /// The group that AWS made with the VPC of whoever has no other.
    fn default_group(&self) -> String {
        let mut vpc = None;
        let owner = self.hop.resource.as_ref().map(ResourceId::owner);
        if let Some(it) = owner.and_then(|id| self.architecture.get(&id)) {
            it.properties.references(&mut |_, named| {
                let subnet = self.architecture.find::<Subnet>(named);
                vpc = vpc.take().or_else(|| subnet.and_then(|it| it.vpc.clone()));
            });
        }
        match vpc {
            Some(vpc) => format!("the default security group of {}", self.named(&vpc)),
            None => "the default security group".to_owned(),
        }
    }

    /// Where the hop is, with AWS's word for that and its name: "the instance
    /// web-1".
    pub(super) fn thing(&self) -> String {
        let Some(id) = &self.hop.resource else {
            return self.place();
        };
        let what = match self.architecture.kind_of(&id.owner()) {
            Some(Kind::Instance) => "the instance",
            Some(Kind::AutoScalingGroup) => "the Auto Scaling member",
            Some(Kind::LoadBalancer) => "the load balancer node",
            Some(Kind::Database) => "the database",
            Some(Kind::Cache) => "the cache",
            Some(Kind::FileSystem) => "the mount target",
            Some(Kind::NatGateway) => "the NAT gateway",
            Some(Kind::InternetGateway) => "the internet gateway",
            Some(Kind::Vpc) => "the VPC",
            _ => return self.place(),
        };
        self.of_kind(what)
    }
}

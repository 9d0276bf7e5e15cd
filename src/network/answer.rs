//! The answer to "what happens to this packet?", as data.
//!
//! Every hop carries what decided it: the route, the entry, the rule. Words
//! are made from it at the edge, in [`crate::explain`]. The JSON form of these
//! types is what `cloud-campus trace --json` prints.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde::Serialize;

use super::code::Code;
pub use super::decided::{Decision, RouteTarget};
use super::extent::Extent;
use super::given::Routing;
pub use super::refusal::Refusal;
use crate::architecture::{Protocol, ResourceId};

/// Where a flow starts or wants to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// Somebody on the internet, at 203.0.113.7 unless the architecture has a
    /// user with an address.
    Internet,
    /// A resource, or a member of one (`asg-1/2`, `instance-1/eth1`).
    Resource(ResourceId),
    /// An address, whoever owns it.
    Address(Ipv4Addr),
    /// A name that has to be resolved first.
    Host(String),
}

/// A question: can this get there, and can the answer come back?
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Where it starts.
    pub from: Endpoint,
    /// Where it wants to go.
    pub to: Endpoint,
    /// Its protocol; never [`Protocol::All`].
    pub protocol: Protocol,
    /// The destination port; 0 for protocols without ports.
    pub port: u16,
    /// The source port; `None` for an ephemeral one of the client's choice.
    pub source_port: Option<u16>,
    /// ICMP type and code; `None` for an echo request (8, 0).
    pub icmp: Option<(u8, u8)>,
    /// The path that an HTTP request asks for.
    pub path: String,
}

/// Where a packet is from and where to at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Packet {
    /// The source address.
    pub source: Ipv4Addr,
    /// The destination address.
    pub destination: Ipv4Addr,
    /// The protocol.
    pub protocol: Protocol,
    /// The source port; for ICMP the type.
    pub source_port: u16,
    /// The destination port; for ICMP the code.
    pub destination_port: u16,
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trace {
    /// The question.
    pub flow: Flow,
    /// Whether the request arrives and its answer comes back.
    pub verdict: Verdict,
    /// The way there, up to the hop that drops it.
    pub request: Leg,
    /// The way back; without hops when the request was dropped.
    pub response: Leg,
    /// Every reason known against the flow, the deciding one first. Those
    /// behind the first would stop it too, once the first is mended.
    pub blockers: Vec<Hop>,
    /// How far the answer holds for all that the flow speaks of.
    pub extent: Extent,
    /// Where the flow is dropped and others of those that it speaks of get
    /// through: one of these, on its way.
    pub through: Option<Box<Passage>>,
    /// What the answer leaves out, in plain words; mostly empty.
    pub not_modelled: Vec<String>,
}

impl Trace {
    /// The same answer, told of one who gets through; nothing where nobody
    /// else does.
    pub fn of_one_through(&self) -> Option<Self> {
        let passage = self.through.as_deref()?;
        Some(Self {
            flow: Flow {
                from: passage.from.clone(),
                to: passage.to.clone(),
                ..self.flow.clone()
            },
            verdict: Verdict::Delivered,
            request: passage.request.clone(),
            response: passage.response.clone(),
            blockers: Vec::new(),
            extent: self.extent.clone(),
            through: None,
            not_modelled: self.not_modelled.clone(),
        })
    }
}

/// A way that gets through.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Passage {
    /// Where it starts.
    pub from: Endpoint,
    /// Where it goes.
    pub to: Endpoint,
    /// The way there.
    pub request: Leg,
    /// The way back.
    pub response: Leg,
}

/// Whether a flow gets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The request arrives and its answer comes back.
    Delivered,
    /// One of the two is dropped.
    Dropped,
}

/// One way, hop by hop.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Leg {
    /// The hops in order.
    pub hops: Vec<Hop>,
}

/// One decision on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hop {
    /// The resource that decides, or where the packet is.
    pub resource: Option<ResourceId>,
    /// What kind of decision it is.
    pub stage: Stage,
    /// What is decided.
    pub decision: Decision,
    /// Why it is dropped, in AWS's vocabulary where AWS has a word for it.
    pub code: Option<Code>,
    /// What decided it.
    pub evidence: Vec<Evidence>,
    /// The packet as it leaves the hop (as it arrives, when it is dropped).
    pub packet: Packet,
    /// Which connection it belongs to: 0 is the client's; a load balancer or
    /// an application opens further ones.
    pub connection: usize,
    /// Whether the packet is the answer to a request.
    pub answering: bool,
    /// Whether the flow named a resource, whose address may change, and not an
    /// address or a name.
    #[serde(skip)]
    pub by_resource: bool,
}

/// The kinds of decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Where a connection starts.
    Source,
    /// A name is looked up.
    Dns,
    /// A web ACL looks at the request.
    WebAcl,
    /// The internet gateway translates between public and private address.
    InternetGateway,
    /// A NAT gateway translates the source, or the answer back.
    NatGateway,
    /// A gateway endpoint takes the packet to its service.
    VpcEndpoint,
    /// A peering connection takes the packet to the other VPC.
    VpcPeering,
    /// A route table chooses the way.
    RouteTable,
    /// The network ACL of a subnet is asked on the way in.
    NetworkAclInbound,
    /// The network ACL of a subnet is asked on the way out.
    NetworkAclOutbound,
    /// The security groups of the receiver are asked.
    SecurityGroupInbound,
    /// The security groups of the sender are asked.
    SecurityGroupOutbound,
    /// The interface checks source and destination.
    Interface,
    /// A listener of a load balancer takes the request.
    Listener,
    /// A target is chosen.
    Target,
    /// Where a connection ends.
    Destination,
}

/// Which side of a filter is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Towards the interface or into the subnet.
    Inbound,
    /// Away from it.
    Outbound,
}

/// What decided. Every variant is enough to find and mark the very row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// A route won, or none matched.
    Route {
        /// The table; `None` for the main table that AWS made with the VPC.
        table: Option<ResourceId>,
        /// The VPC of the table.
        vpc: ResourceId,
        /// The address that was looked up.
        address: Ipv4Addr,
        /// The destination of the winning route; `None` if none matched.
        destination: Option<Ipv4Net>,
        /// What it leads to; `None` if none matched.
        target: Option<RouteTarget>,
    },
    /// An entry of a network ACL was the first to match.
    NetworkAclEntry {
        /// The ACL; `None` for the default one that AWS made with the VPC.
        acl: Option<ResourceId>,
        /// The subnet at whose border it stands.
        subnet: ResourceId,
        /// Which list.
        direction: Direction,
        /// The number of the entry; `None` for the final `*` that denies.
        number: Option<u32>,
    },
    /// A rule of a security group allowed it.
    SecurityGroupRule {
        /// The group; `None` for the default one that AWS made with the VPC.
        group: Option<ResourceId>,
        /// Which list.
        direction: Direction,
        /// The place of the rule in the list, 0 being first.
        index: usize,
    },
    /// No rule of these groups allowed it.
    NoSecurityGroupRule {
        /// All groups of the interface; empty for the VPC's default group.
        groups: Vec<ResourceId>,
        /// Which list.
        direction: Direction,
    },
    /// A record answered.
    Record {
        /// The zone.
        zone: ResourceId,
        /// The place of the record in the zone, 0 being first.
        index: usize,
        /// The name that was asked for.
        name: String,
        /// What it answered with.
        answer: String,
    },
    /// Why the record was given, where there are several of its name and type.
    Routing(Routing),
    /// Records of one name and type that do not share a routing policy, so
    /// that none of them can be.
    RecordsDisagree {
        /// The zone.
        zone: ResourceId,
        /// The name that was asked for.
        name: String,
        /// The places of the records in the zone.
        indices: Vec<usize>,
    },
    /// The zone that answers for a name has no record of it.
    NoRecord {
        /// The zone.
        zone: ResourceId,
        /// The name that was asked for.
        name: String,
        /// The public zone that has one, where the zone is private and hides it.
        hidden: Option<ResourceId>,
    },
    /// A wildcard that would answer, but for a name between that exists.
    HiddenWildcard {
        /// The zone.
        zone: ResourceId,
        /// The place of the wildcard's record in the zone.
        index: usize,
        /// The name that was asked for.
        name: String,
        /// The name that exists.
        closer: String,
    },
    /// An address was replaced by another.
    Translation {
        /// The address before.
        before: Ipv4Addr,
        /// The address after.
        after: Ipv4Addr,
    },
    /// A listener took the request.
    Listener {
        /// The load balancer.
        balancer: ResourceId,
        /// The port of the listener.
        port: u16,
        /// The priority of the rule that matched; `None` for the default
        /// action.
        rule: Option<u32>,
        /// The HTTP status of an answer on the spot.
        status: Option<u16>,
    },
    /// A target was chosen, or could not be.
    Target {
        /// The target group.
        group: ResourceId,
        /// The target.
        target: Option<ResourceId>,
        /// Whether its health check gets through.
        healthy: bool,
    },
    /// A health check did not get through.
    HealthCheck {
        /// The port that it asks.
        port: u16,
        /// The hop at which it ends.
        stop: Box<Hop>,
    },
    /// A rule of a web ACL matched, or its default action counted.
    WebAclRule {
        /// The web ACL.
        acl: ResourceId,
        /// The priority of the rule; `None` for the default action.
        priority: Option<u32>,
    },
    /// A certificate is for other names than the one that is asked for.
    CertificateNames {
        /// The certificate.
        certificate: ResourceId,
        /// The name that is asked for.
        host: String,
        /// The names that it is for.
        names: Vec<String>,
    },
    /// A property of a resource decided.
    Property {
        /// The resource.
        resource: ResourceId,
        /// The property's key.
        property: String,
        /// Its value, as in files.
        value: serde_json::Value,
    },
    /// An address decided, by what or where it is.
    Address {
        /// The address.
        address: Ipv4Addr,
        /// Who has it, if anybody.
        owner: Option<ResourceId>,
    },
    /// IAM decided that a server may not do this, and the service answers so.
    Permission {
        /// The server that asks.
        asker: ResourceId,
        /// The role that it has, or would have.
        role: Option<ResourceId>,
        /// The action.
        action: String,
        /// On what, by ARN.
        resource: String,
        /// Why it may not.
        refusal: Refusal,
        /// The resource whose policy has the statement that denies it, and the
        /// statement's place in it, 0 being first.
        denied_by: Option<(ResourceId, usize)>,
        /// The HTTP status of the answer.
        status: u16,
    },
    /// A block decided.
    Block {
        /// The resource that it belongs to.
        resource: ResourceId,
        /// The block.
        block: Ipv4Net,
    },
}

//! Why a packet is dropped, as a code.
//!
//! Codes that AWS's Reachability Analyzer has are called and meant as there
//! (VPC Reachability Analyzer guide, "Reachability Analyzer explanation
//! codes"). For stages that it does not look at (names, web ACLs, what a
//! server listens on) there are codes of our own, marked so.

use serde::Serialize;

/// One list gives the type, the names, the meanings and whose code it is.
macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $Variant:ident = $name:literal, $whose:ident; )+) => {
        /// Why a packet is dropped.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Code {
            $( $(#[doc = $doc])+ #[serde(rename = $name)] $Variant ),+
        }

        impl Code {
            /// All codes that a trace can give.
            pub const ALL: &'static [Self] = &[$( Self::$Variant ),+];

            /// The name, as in JSON.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$Variant => $name ),+ }
            }

            /// What it means, in a sentence or two.
            pub const fn meaning(self) -> &'static str {
                match self { $( Self::$Variant => concat!($($doc),+).trim_ascii() ),+ }
            }

            /// Whether AWS's Reachability Analyzer has this code; else it is
            /// one of ours.
            pub const fn is_aws(self) -> bool {
                match self { $( Self::$Variant => codes!(@ $whose) ),+ }
            }
        }
    };
    (@ aws) => { true };
    (@ ours) => { false };
}

codes! {
    /// The component is not in a state in which it works: stopped, failed, or without an address.
    BadState = "BAD_STATE", aws;
    /// The VPC has no internet gateway attached that works.
    BadStateAttachment = "BAD_STATE_ATTACHMENT", aws;
    /// The route is a blackhole: what it leads to is gone or detached. A dead route is not skipped for a less specific one.
    BadStateRoute = "BAD_STATE_ROUTE", aws;
    /// No route of the table matches the destination.
    NoRouteToDestination = "NO_ROUTE_TO_DESTINATION", aws;
    /// The packet cannot be delivered to anybody from here: no interface has the address, or the way leads back to itself.
    NoPossibleDestination = "NO_POSSIBLE_DESTINATION", aws;
    /// No rule of the security groups allows the packet.
    EniSgRulesMismatch = "ENI_SG_RULES_MISMATCH", aws;
    /// The security groups have no rule at all in this direction, so nothing passes.
    SgHasNoRules = "SG_HAS_NO_RULES", aws;
    /// A rule names a security group, but what lies between the two does not carry group membership, as peering between Regions does not.
    SgReferencesNotPreserved = "SG_REFERENCES_NOT_PRESERVED", aws;
    /// The network ACL of the subnet does not admit the packet.
    SubnetAclRestriction = "SUBNET_ACL_RESTRICTION", aws;
    /// The interface drops what is neither from nor to one of its own addresses, because its source/destination check is on.
    EniSourceDestCheckRestriction = "ENI_SOURCE_DEST_CHECK_RESTRICTION", aws;
    /// An internet gateway lets out only interfaces that have a public address.
    IgwPublicIpAssociationForEgress = "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", aws;
    /// An internet gateway lets in only what is addressed to the public address of an interface of its VPC.
    IgwPrivateIpAssociationForIngress = "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", aws;
    /// An internet gateway does not let out packets for private addresses (RFC 1918).
    IgwDestinationAddressNotInRfc1918Egress = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", aws;
    /// An internet gateway does not let out packets for shared addresses (RFC 6598).
    IgwDestinationAddressNotInRfc6598Egress = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS", aws;
    /// An internet gateway does not let in packets from private addresses (RFC 1918).
    IgwSourceAddressNotInRfc1918Ingress = "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS", aws;
    /// An internet gateway does not let in packets from shared addresses (RFC 6598).
    IgwSourceAddressNotInRfc6598Ingress = "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS", aws;
    /// A gateway rejects packets whose source address belongs to nobody in the VPC.
    GatewayRejectsSpoofedTraffic = "GATEWAY_REJECTS_SPOOFED_TRAFFIC", aws;
    /// A NAT gateway never changes destinations: what is sent to its own address, unasked, goes no further.
    NgwDestAddressPreservation = "NGW_DEST_ADDRESS_PRESERVATION", aws;
    /// A NAT gateway would answer from its own address, so an answer that leaves through it cannot be the one that was asked for.
    NgwSourceAddressReassign = "NGW_SOURCE_ADDRESS_REASSIGN", aws;
    /// The load balancer has no listener that accepts the traffic.
    Elbv2ListenersMismatch = "ELBV2_LISTENERS_MISMATCH", aws;
    /// The listener's target group has no targets, so the load balancer answers 503.
    Elbv2ListenerHasNoTg = "ELBV2_LISTENER_HAS_NO_TG", aws;
    /// The listener forwards to no target group that exists.
    Elbv2ListenerRequiresTgAccept = "ELBV2_LISTENER_REQUIRES_TG_ACCEPT", aws;
    /// All targets are in Availability Zones that the load balancer does not serve.
    Elbv2NoTargetsInAz = "ELBV2_NO_TARGETS_IN_AZ", aws;
    /// A gateway endpoint takes only TCP and ICMP echo.
    VpceGatewayProtocolRestriction = "VPCE_GATEWAY_PROTOCOL_RESTRICTION", aws;
    /// A peering connection leads only to the addresses of the VPC on its other side, never beyond.
    PcxRequiresAddressInVpcCidr = "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", aws;
    /// The component takes only certain protocols; a NAT gateway TCP, UDP and ICMP.
    ProtocolRestriction = "PROTOCOL_RESTRICTION", aws;
    /// There is no way from the source to the destination; the source may be one that never starts connections.
    NoPath = "NO_PATH", aws;
    /// The source or the destination does not exist.
    NoSourceOrDestination = "NO_SOURCE_OR_DESTINATION", aws;
    /// The component has no network interface with an address, or is in no VPC.
    UnassociatedComponent = "UNASSOCIATED_COMPONENT", aws;
    /// The component neither sends nor receives packets.
    UnsupportedComponent = "UNSUPPORTED_COMPONENT", aws;
    /// No hosted zone that the client can see has a record of this name.
    DnsNameNotFound = "DNS_NAME_NOT_FOUND", ours;
    /// The record leads to nothing that has an address.
    DnsRecordPointsNowhere = "DNS_RECORD_POINTS_NOWHERE", ours;
    /// The records lead in a circle.
    DnsLoop = "DNS_LOOP", ours;
    /// A CNAME may not stand at the apex of its zone; Route 53 refuses it.
    DnsCnameAtApex = "DNS_CNAME_AT_APEX", ours;
    /// Records of one name and type have different routing policies; Route 53 refuses that, so none of them is there to answer.
    DnsRecordsDisagree = "DNS_RECORDS_DISAGREE", ours;
    /// The records are for certain countries and continents; who asks is in none of them, and there is no record for everybody else.
    DnsNoRecordForPlace = "DNS_NO_RECORD_FOR_PLACE", ours;
    /// The VPC's name server is switched off (EnableDnsSupport).
    DnsSupportDisabled = "DNS_SUPPORT_DISABLED", ours;
    /// The web ACL blocks the request; the client gets 403.
    WebAclBlocked = "WEB_ACL_BLOCKED", ours;
    /// The certificate of the listener is not for the name that the browser asks for, so the browser warns and shows no page.
    CertificateNameMismatch = "CERTIFICATE_NAME_MISMATCH", ours;
    /// Nothing listens on the port.
    PortNotListening = "PORT_NOT_LISTENING", ours;
    /// The standby of a Multi-AZ database takes no connections before a failover.
    StandbyTakesNoConnections = "STANDBY_TAKES_NO_CONNECTIONS", ours;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_meanings_are_sentences() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            let meaning = code.meaning();
            assert!(meaning.ends_with('.') && meaning.len() > 20, "{code:?}");
            assert_eq!(serde_json::json!(code), code.name());
        }
    }
}

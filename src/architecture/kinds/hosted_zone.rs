//! A Route 53 hosted zone: the directory.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{KindInfo, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::DnsRecord;

declare! {
    /// A hosted zone answers questions about the names of a domain. An alias
    /// record points at an AWS resource and follows its changing addresses.
    /// [R53 DG: Hosted zones]
    HostedZone = KindInfo::new("hosted-zone", "Route 53 zone", "AWS::Route53::HostedZone")
        .icon("route-53")
        .api("CreateHostedZone", "DeleteHostedZone")
        .tagged(Tagging::ROUTE_53)
        .first_name("zone")
        .keywords("route 53 dns domain directory name");

    /// The domain, such as notebookly.com.
    domain: String = "example.com".to_owned()
        => Property::text("Domain", "Name", "notebookly.com").fixed();

    /// Whether only chosen VPCs see it.
    private: bool = false
        => Property::flag("Private zone", "").fixed();

    /// The VPCs that see a private zone.
    vpcs: Vec<ResourceId> = Vec::new()
        => Property::references("VPCs", "VPCs", &[Kind::Vpc])
            .added_by("AssociateVPCWithHostedZone")
            .removed_by("DisassociateVPCFromHostedZone");

    /// Its records. Route 53 adds NS and SOA records by itself.
    records: Vec<DnsRecord> = Vec::new()
        => Property::rows("Records", "RecordSet", &DnsRecord::ROW).via("ChangeResourceRecordSets");
}

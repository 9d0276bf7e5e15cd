//! A VPC flow log: who spoke with whom.

use super::{FlowTraffic, Kind};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// A flow log writes down who spoke with whom in a VPC or a subnet, on
    /// which port, and whether it was let through. It never holds what was
    /// said. [VPC UG: VPC Flow Logs]
    FlowLog = KindInfo::new("flow-log", "Flow log", "AWS::EC2::FlowLog")
        .category(Category::Management)
        .icon("flow-log")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Vpc, "vpc")])
        .api("CreateFlowLogs", "DeleteFlowLogs")
        .tagged(Tagging::EC2)
        .keywords("vpc traffic log accept reject");

    /// The VPC whose traffic it writes down.
    vpc: Option<ResourceId> = None
        => Property::reference("VPC", "ResourceId", &[Kind::Vpc]).fixed();

    /// The one subnet that it is limited to; empty for the whole VPC.
    subnet: Option<ResourceId> = None
        => Property::reference("Only this subnet", "ResourceId", &[Kind::Subnet]).fixed();

    /// Which traffic it writes down.
    traffic: FlowTraffic = FlowTraffic::All
        => Property::choice("Traffic", "TrafficType", FlowTraffic::CHOICES).fixed();

    /// The log group that it writes into.
    log_group: Option<ResourceId> = None
        => Property::reference("Log group", "LogGroupName", &[Kind::LogGroup]).fixed();

    /// The role that lets it write there.
    role: Option<ResourceId> = None
        => Property::reference("Role", "DeliverLogsPermissionArn", &[Kind::IamRole]).fixed();
}

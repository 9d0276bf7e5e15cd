//! VPC flow logs into CloudWatch Logs.

use super::instance_profile::trusts;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{FlowLog, Kind, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, log: &FlowLog) {
    if let Err(why) = try_write(w, id, log) {
        w.omit(id, why);
    }
}

fn try_write(w: &mut Writer, id: &ResourceId, log: &FlowLog) -> Result<(), Why> {
    let (kind, of) = match &log.subnet {
        Some(_) => ("Subnet", w.follow(&log.subnet, Kind::Subnet, "a subnet")?),
        None => ("VPC", w.follow(&log.vpc, Kind::Vpc, "a VPC")?),
    };
    let group = w.follow(&log.log_group, Kind::LogGroup, "a log group")?;
    // [API ec2 CreateFlowLogs: DeliverLogsPermissionArn]
    let role = w.follow(&log.role, Kind::IamRole, "a role that lets it write")?;
    trusts(w, id, &role, "vpc-flow-logs.amazonaws.com");
    let properties = Fields::new()
        .with("ResourceType", kind)
        .with("ResourceId", Value::Ref(w.id(&of)))
        .with("TrafficType", log.traffic.value())
        .with("LogDestinationType", "cloud-watch-logs")
        .with("LogGroupName", Value::Ref(w.id(&group)))
        .with("DeliverLogsPermissionArn", Value::attribute(w.id(&role), "Arn"))
        .list("Tags", w.tags(id));
    w.add(id, "AWS::EC2::FlowLog", properties);
    Ok(())
}

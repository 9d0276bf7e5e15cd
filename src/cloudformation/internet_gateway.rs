//! Internet gateways and their attachments.

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{InternetGateway, Kind, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, gateway: &InternetGateway) {
    let properties = Fields::new().list("Tags", w.tags(id));
    w.add(id, "AWS::EC2::InternetGateway", properties);
    if gateway.vpc.is_none() {
        return;
    }
    let vpc = match w.follow(&gateway.vpc, Kind::Vpc, "a VPC") {
        Ok(vpc) => vpc,
        Err(why) => return w.omit_part(id, "attachment", why),
    };
    let attached = w.relations.vpc(&vpc).and_then(|it| it.internet_gateway);
    if attached != Some(id) {
        w.omit_part(
            id,
            "attachment",
            Why::Refused("a VPC has one internet gateway at most"),
        );
        return;
    }
    let properties = Fields::new()
        .with("VpcId", Value::Ref(w.id(&vpc)))
        .with("InternetGatewayId", Value::Ref(w.id(id)));
    let attachment = w.part_id(id, "Attachment");
    w.add_part(
        attachment.clone(),
        "AWS::EC2::VPCGatewayAttachment",
        properties,
    );
    w.attachments.insert(vpc, attachment);
}

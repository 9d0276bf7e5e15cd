//! Network ACLs and their entries.

use std::collections::BTreeSet;

use super::omission::Why;
use super::ports;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Kind, NetworkAcl, NetworkAclEntry, Protocol, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, acl: &NetworkAcl) {
    let vpc = match w.follow(&acl.vpc, Kind::Vpc, "a VPC") {
        Ok(vpc) => vpc,
        Err(why) => return w.omit(id, why),
    };
    let properties = Fields::new()
        .with("VpcId", Value::Ref(w.id(&vpc)))
        .list("Tags", w.tags(id));
    w.add(id, "AWS::EC2::NetworkAcl", properties);
    for (egress, entries) in [(false, &acl.inbound), (true, &acl.outbound)] {
        let mut numbers = BTreeSet::new();
        for entry in entries {
            if let Err(why) = write_entry(w, id, egress, entry, &mut numbers) {
                let side = if egress { "outbound" } else { "inbound" };
                w.omit_part(id, format!("{side} entry {}", entry.number), why);
            }
        }
    }
}

fn write_entry(
    w: &mut Writer,
    id: &ResourceId,
    egress: bool,
    entry: &NetworkAclEntry,
    numbers: &mut BTreeSet<u32>,
) -> Result<(), Why> {
    if !(1..=32766).contains(&entry.number) {
        return Err(Why::Refused("entries have numbers from 1 to 32766"));
    }
    let block = entry
        .cidr
        .lenient()
        .ok_or_else(|| Why::Malformed(entry.cidr.to_string()))?;
    let range = ports::range(entry.protocol, entry.from_port, entry.to_port)?;
    if !numbers.insert(entry.number) {
        return Err(Why::Refused(
            "an entry with the same number stands before it",
        ));
    }
    let (ports, icmp) = match (entry.protocol, range) {
        (Protocol::Icmp, Some((kind, code))) => (
            None,
            Some(Fields::new().with("Type", kind).with("Code", code)),
        ),
        (_, Some((from, to))) => (Some(Fields::new().with("From", from).with("To", to)), None),
        (_, None) => (None, None),
    };
    let properties = Fields::new()
        .with("NetworkAclId", Value::Ref(w.id(id)))
        .with("RuleNumber", entry.number)
        .with("Egress", egress)
        .with("RuleAction", entry.action.value())
        .with("Protocol", entry.protocol.number())
        .maybe("PortRange", ports)
        .maybe("Icmp", icmp)
        .with("CidrBlock", block.to_string());
    let side = if egress { "Outbound" } else { "Inbound" };
    let logical = w.part_id(id, &format!("{side}{}", entry.number));
    w.add_part(logical, "AWS::EC2::NetworkAclEntry", properties);
    Ok(())
}

//! Names that a private zone lacks, although the public zone has them.

use super::Found;
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::names::public_records;
use crate::network::topology::Network;

impl Network<'_> {
    /// The same records in the private zone, which alone answers inside its
    /// VPCs [R53 DG: Working with private hosted zones].
    pub(super) fn add_record(&self, hop: &Hop) -> Found {
        let reason = || self.reason(hop, Code::DnsNameNotFound);
        let hidden = hop.evidence.iter().find_map(|it| match it {
            Evidence::NoRecord {
                zone,
                name,
                hidden: Some(public),
            } => Some((zone, name, public)),
            _ => None,
        });
        let (zone, name, public) = hidden.ok_or_else(reason)?;
        let private: &HostedZone = self.indexed().find(zone).ok_or_else(reason)?;
        let public: &HostedZone = self.indexed().find(public).ok_or_else(reason)?;
        let apex = private
            .domain
            .trim_end_matches('.')
            .eq_ignore_ascii_case(name);
        let records = public_records(public, name);
        // The domain itself cannot have a CNAME.
        let cname = |it: &&DnsRecord| it.record_type == RecordType::Cname && it.alias.is_none();
        if records.is_empty() || apex && records.iter().any(cname) {
            return Err(reason());
        }
        let end = private.records.len();
        let edits = records.iter().enumerate().map(|(index, record)| {
            let record = DnsRecord {
                name: name.clone(),
                ..(*record).clone()
            };
            Edit::insert(zone, "records", end + index, record)
        });
        Ok(Remedy {
            label: format!("Add {name} to {}", self.name(zone)),
            edits: edits.collect(),
        })
    }
}

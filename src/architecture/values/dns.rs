//! Records of a hosted zone.

use super::choices;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::Kind;
use crate::architecture::property::PropertyType;
use crate::architecture::row::{Member, RowInfo, row};

choices! {
    /// The type of a record. Others that Route 53 knows are not modelled.
    RecordType {
        /// An IPv4 address, or an alias to a resource that has some.
        #[default]
        A = "A" "A",
        /// Another name to ask for.
        Cname = "CNAME" "CNAME",
    }
}

/// What an alias record may point at, of what is modelled (rulebook R53-10).
const ALIAS_TARGETS: &[Kind] = &[Kind::LoadBalancer, Kind::Bucket];

// An alias has no time to live of its own (rulebook R53-6), and Route 53 does
// not notice when its target is deleted: the record stays and points nowhere.
row! {
    /// One record: simple routing, by value or as an alias.
    DnsRecord = RowInfo::forms("record", "record");

    /// The full name, such as `www.notebookly.com`.
    name: String = String::new()
        => Member::text("Name", "www.notebookly.com");

    /// Its type.
    record_type as "type": RecordType = RecordType::A
        => Member::choice("Type", RecordType::CHOICES);

    /// The resource that an alias record points at.
    alias: Option<ResourceId> = None
        => Member::reference("Alias of", ALIAS_TARGETS).optional().kept();

    /// Addresses or, for a CNAME, one name; or the id of a resource.
    values: Vec<String> = Vec::new()
        => Member::new("Values", PropertyType::Names("203.0.113.10")).optional();

    /// Seconds that an answer may be remembered; 300 when absent.
    ttl: u32 = 300
        => Member::number("TTL", (0, 2_147_483_647), "seconds").optional();
}

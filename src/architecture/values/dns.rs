//! Records of a hosted zone.

use serde::{Deserialize, Serialize};

use super::choices;
use crate::architecture::id::ResourceId;
use crate::architecture::property::{Remains, Row};

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

/// One record: simple routing, by value or as an alias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DnsRecord {
    /// The full name, such as `www.notebookly.com`.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub record_type: RecordType,
    /// Seconds that an answer may be remembered; an alias has none of its own
    /// (rulebook R53-6).
    #[serde(default = "default_ttl")]
    pub ttl: u32,
    /// Addresses or, for a CNAME, one name. A value may also be the id of a
    /// resource of this architecture (an instance, a database), which stands
    /// for its address or its endpoint name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The resource that an alias record points at; such a record has no
    /// values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<ResourceId>,
}

const fn default_ttl() -> u32 {
    300
}

impl Default for DnsRecord {
    fn default() -> Self {
        Self {
            name: String::new(),
            record_type: RecordType::A,
            ttl: default_ttl(),
            values: Vec::new(),
            alias: None,
        }
    }
}

impl Row for DnsRecord {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        if let Some(target) = &self.alias {
            visit(target);
        }
    }

    // Route 53 does not notice when the target of an alias is deleted: the
    // record stays and points nowhere, so `without` keeps it.
    fn without(&mut self, _gone: &ResourceId) -> Remains {
        Remains::Untouched
    }
}

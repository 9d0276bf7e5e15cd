//! What a row of each table property is made of, in files.
//!
//! The rows are plain structs; this is their description for people. A test
//! compares it with what the structs really write.

use crate::architecture::{Kind, Table};

/// What values a member of a row takes.
#[derive(Clone, Copy, Debug)]
pub enum Member {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// `tcp`, `udp`, `icmp`, `all` or a number in a text.
    Protocol,
    /// The id of a resource of one of these kinds, or null.
    Id(&'static [Kind]),
    /// A list of ids of resources of this kind.
    Ids(Kind),
    /// A list of texts.
    Texts,
    /// An object with exactly one of several members.
    Either(&'static [Field]),
    /// An object.
    Object(&'static [Field]),
    /// A list of objects.
    Objects(&'static [Field]),
}

/// A member of a row.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// What it takes.
    pub member: Member,
    /// Whether a row is malformed without it.
    pub required: bool,
    /// What it means.
    pub help: &'static str,
}

const fn required(key: &'static str, member: Member, help: &'static str) -> Field {
    Field {
        key,
        member,
        required: true,
        help,
    }
}

const fn optional(key: &'static str, member: Member, help: &'static str) -> Field {
    Field {
        key,
        member,
        required: false,
        help,
    }
}

const FROM_PORT: Field = optional(
    "from_port",
    Member::Number,
    "The first port of the range; for ICMP the type, -1 for any. Absent means any.",
);
const TO_PORT: Field = optional(
    "to_port",
    Member::Number,
    "The last port of the range; for ICMP the code, -1 for any. Absent means any.",
);
const PROTOCOL: Field = required("protocol", Member::Protocol, "Which protocol it matches.");
const SUBNET: Field = optional("subnet", Member::Id(&[Kind::Subnet]), "The subnet.");
const PRIVATE_ADDRESS: Field = optional(
    "private_address",
    Member::Text,
    "The private address; empty where AWS chooses.",
);
const GROUPS: Field = optional(
    "security_groups",
    Member::Ids(Kind::SecurityGroup),
    "The security groups; none means the VPC's default group.",
);
const ALLOW_OR_DENY: Member = Member::OneOf(&["allow", "deny"]);
const HTTP: Member = Member::OneOf(&["http", "https"]);

const ACTION: Member = Member::Either(&[
    required(
        "forward",
        Member::Object(&[optional(
            "target_group",
            Member::Id(&[Kind::TargetGroup]),
            "The target group that takes the request.",
        )]),
        "Passes the request to a target of a group.",
    ),
    required(
        "redirect",
        Member::Object(&[
            required("protocol", HTTP, "The protocol to ask with."),
            required("port", Member::Number, "The port to ask on."),
            required("status", Member::Number, "301 (permanent) or 302 (found)."),
        ]),
        "Tells the browser to ask elsewhere.",
    ),
    required(
        "fixed_response",
        Member::Object(&[
            required(
                "status",
                Member::Number,
                "The HTTP status, 2xx, 4xx or 5xx.",
            ),
            optional("body", Member::Text, "The text of the answer."),
        ]),
        "Answers by itself.",
    ),
]);

const ROUTES: &[Field] = &[
    required(
        "destination",
        Member::Text,
        "Where the packet wants to go: a block such as `0.0.0.0/0`.",
    ),
    optional(
        "target",
        Member::Id(&[
            Kind::InternetGateway,
            Kind::NatGateway,
            Kind::VpcPeering,
            Kind::Instance,
        ]),
        "Which way it is sent.",
    ),
];

const SECURITY_GROUP_RULES: &[Field] = &[
    PROTOCOL,
    FROM_PORT,
    TO_PORT,
    required(
        "peer",
        Member::Either(&[
            required("cidr", Member::Text, "Every address of a block."),
            required(
                "group",
                Member::Id(&[Kind::SecurityGroup]),
                "The private addresses of the interfaces in a group.",
            ),
        ]),
        "Who is on the other side.",
    ),
    optional(
        "description",
        Member::Text,
        "A note on why the rule exists.",
    ),
];

const NETWORK_ACL_ENTRIES: &[Field] = &[
    required(
        "number",
        Member::Number,
        "Its place in the order, 1 to 32766; the lowest that matches decides.",
    ),
    required("action", ALLOW_OR_DENY, "What it does."),
    PROTOCOL,
    FROM_PORT,
    TO_PORT,
    required(
        "cidr",
        Member::Text,
        "The block on the other side: the source inbound, the destination outbound.",
    ),
];

const LISTENERS: &[Field] = &[
    required("port", Member::Number, "The port, 1 to 65535."),
    required("protocol", HTTP, "What it speaks with the client."),
    optional(
        "certificate",
        Member::Text,
        "The ARN of the TLS certificate, which HTTPS needs.",
    ),
    optional(
        "rules",
        Member::Objects(&[
            required(
                "priority",
                Member::Number,
                "Its place in the order, 1 to 50000; lower is asked first.",
            ),
            optional("hosts", Member::Texts, "Host patterns with `*` and `?`."),
            optional("paths", Member::Texts, "Path patterns with `*` and `?`."),
            optional("action", ACTION, "What is done."),
        ]),
        "Rules that are asked before the default action.",
    ),
    optional(
        "default_action",
        ACTION,
        "What happens when no rule matches.",
    ),
];

const RECORDS: &[Field] = &[
    required(
        "name",
        Member::Text,
        "The full name, such as `www.notebookly.com`.",
    ),
    required("type", Member::OneOf(&["A", "CNAME"]), "Its type."),
    optional(
        "ttl",
        Member::Number,
        "Seconds that an answer may be remembered; 300 when absent.",
    ),
    optional(
        "values",
        Member::Texts,
        "Addresses or, for a CNAME, one name; or the id of a resource.",
    ),
    optional(
        "alias",
        Member::Id(&[Kind::LoadBalancer]),
        "The resource that an alias record points at.",
    ),
];

const SCALING_POLICIES: &[Field] = &[
    required(
        "when",
        Member::OneOf(&["above", "below"]),
        "Which side of the threshold sets it off.",
    ),
    required(
        "cpu_percent",
        Member::Number,
        "The threshold, in percent of CPU.",
    ),
    required(
        "minutes",
        Member::Number,
        "How long it must last, in minutes.",
    ),
    required(
        "change",
        Member::Number,
        "How many instances are added, or taken away when negative.",
    ),
];

const NETWORK_INTERFACES: &[Field] = &[
    optional("name", Member::Text, "What it is called, such as `eth1`."),
    SUBNET,
    GROUPS,
    PRIVATE_ADDRESS,
    optional(
        "public_address",
        Member::Text,
        "Its Elastic IP address; empty for none.",
    ),
    optional(
        "source_dest_check",
        Member::Flag,
        "Whether it drops packets that are neither from nor to itself; true when absent.",
    ),
];

const NODE_ADDRESSES: &[Field] = &[
    SUBNET,
    PRIVATE_ADDRESS,
    optional(
        "public_address",
        Member::Text,
        "The public address; empty where AWS chooses.",
    ),
];

const MOUNT_TARGETS: &[Field] = &[SUBNET, GROUPS, PRIVATE_ADDRESS];

const TAGS: &[Field] = &[
    required("key", Member::Text, "What it is about."),
    required("value", Member::Text, "What it says."),
];

const WEB_ACL_RULES: &[Field] = &[
    required(
        "priority",
        Member::Number,
        "Its place in the order; the lowest that matches decides.",
    ),
    required("action", ALLOW_OR_DENY, "What it does."),
    required(
        "cidr",
        Member::Text,
        "The client addresses that it matches.",
    ),
];

/// The members of a row of `table`.
pub const fn fields(table: Table) -> &'static [Field] {
    match table {
        Table::Routes => ROUTES,
        Table::SecurityGroupRules => SECURITY_GROUP_RULES,
        Table::NetworkAclEntries => NETWORK_ACL_ENTRIES,
        Table::Listeners => LISTENERS,
        Table::Records => RECORDS,
        Table::ScalingPolicies => SCALING_POLICIES,
        Table::NetworkInterfaces => NETWORK_INTERFACES,
        Table::NodeAddresses => NODE_ADDRESSES,
        Table::MountTargets => MOUNT_TARGETS,
        Table::WebAclRules => WEB_ACL_RULES,
        Table::Tags => TAGS,
    }
}

/// Every table.
pub const TABLES: [Table; 10] = [
    Table::Routes,
    Table::SecurityGroupRules,
    Table::NetworkAclEntries,
    Table::Listeners,
    Table::Records,
    Table::ScalingPolicies,
    Table::NetworkInterfaces,
    Table::NodeAddresses,
    Table::MountTargets,
    Table::WebAclRules,
];

/// What one row of a table is called.
pub const fn row_name(table: Table) -> &'static str {
    match table {
        Table::Routes => "route",
        Table::SecurityGroupRules => "security group rule",
        Table::NetworkAclEntries => "network ACL entry",
        Table::Listeners => "listener",
        Table::Records => "record",
        Table::ScalingPolicies => "scaling policy",
        Table::NetworkInterfaces => "network interface",
        Table::NodeAddresses => "node address",
        Table::MountTargets => "mount target",
        Table::WebAclRules => "web ACL rule",
        Table::Tags => "tag",
    }
}

#[cfg(test)]
mod tests;

//! The columns of every table property: what the one editor for tables needs
//! to know to edit routes, rules, records and all the others.

use crate::architecture::{
    Architecture, Choice, Comparison, Kind, ListenerProtocol, Property, PropertyType, RecordType,
    ResourceId, RuleAction, Table,
};
use crate::relations::Relations;

use super::fields::Field;

/// One column: a place in a row, and what stands there.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its heading.
    pub label: &'static str,
    /// Where it is in a row's JSON form, as a JSON pointer; empty for the row
    /// itself, where one field covers several members.
    pub at: &'static str,
    /// Shown only in rows that have something at this pointer.
    pub when: Option<&'static str>,
    /// What stands there.
    pub field: Field,
    /// Whether a few characters are enough.
    pub narrow: bool,
    /// Whether it is a detail that is shown on request.
    pub detail: bool,
}

impl Column {
    const fn new(label: &'static str, at: &'static str, field: Field) -> Self {
        Self {
            label,
            at,
            when: None,
            field,
            narrow: false,
            detail: false,
        }
    }

    const fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }

    const fn detail(mut self) -> Self {
        self.detail = true;
        self
    }

    const fn when(mut self, pointer: &'static str) -> Self {
        self.when = Some(pointer);
        self
    }
}

/// How the rows of a table are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// One line each, under common headings.
    Lines,
    /// A small form each, because there is too much for a line.
    Forms,
}

/// What the editor of a table needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// What one row is called, such as "route".
    pub row: &'static str,
    /// How rows are laid out.
    pub rows: Rows,
    /// The columns.
    pub columns: &'static [Column],
}

const fn plain(value: PropertyType) -> Field {
    Field::Plain(value)
}

const fn text(example: &'static str) -> Field {
    plain(PropertyType::Text { example })
}

const fn number(min: i64, max: i64, unit: &'static str) -> Field {
    plain(PropertyType::Number { min, max, unit })
}

const fn choice(choices: &'static [Choice]) -> Field {
    plain(PropertyType::Choice(choices))
}

const CIDR: Field = plain(PropertyType::Cidr);
const ADDRESS: Field = plain(PropertyType::Address);
const SUBNET: Field = plain(PropertyType::Reference(&[Kind::Subnet]));
const GROUPS: Field = plain(PropertyType::References(&[Kind::SecurityGroup]));

/// What a route may lead to [VPC UG: Route tables, "Targets"]; those that are
/// modelled.
const ROUTE_TARGETS: &[Kind] = &[
    Kind::InternetGateway,
    Kind::NatGateway,
    Kind::VpcPeering,
    Kind::Instance,
];

/// What an alias record may point at, of what is modelled (rulebook R53-10).
const ALIAS_TARGETS: &[Kind] = &[Kind::LoadBalancer, Kind::Bucket];

/// The members of an action that stands at a pointer.
macro_rules! action {
    ($at:literal) => {
        [
            Column::new("Action", $at, Field::Action),
            Column::new(
                "To",
                concat!($at, "/redirect/protocol"),
                choice(ListenerProtocol::CHOICES),
            )
            .when(concat!($at, "/redirect")),
            Column::new(
                "On port",
                concat!($at, "/redirect/port"),
                number(1, 65535, ""),
            )
            .when(concat!($at, "/redirect")),
            Column::new(
                "Status",
                concat!($at, "/redirect/status"),
                number(301, 302, ""),
            )
            .when(concat!($at, "/redirect")),
            Column::new(
                "Status",
                concat!($at, "/fixed_response/status"),
                number(200, 599, ""),
            )
            .when(concat!($at, "/fixed_response")),
            Column::new("Text", concat!($at, "/fixed_response/body"), text("Sorry"))
                .when(concat!($at, "/fixed_response")),
        ]
    };
}

const DEFAULT_ACTION: [Column; 6] = action!("/default_action");
const RULE_ACTION: [Column; 6] = action!("/action");

const ROUTES: &[Column] = &[
    Column::new("Destination", "/destination", CIDR),
    Column::new(
        "Target",
        "/target",
        plain(PropertyType::Reference(ROUTE_TARGETS)),
    ),
];

const SECURITY_GROUP_RULES: &[Column] = &[
    Column::new("Protocol", "/protocol", Field::Protocol).narrow(),
    Column::new("Ports", "", Field::Ports).narrow(),
    Column::new("Peer", "/peer", Field::Peer),
    Column::new("Description", "/description", text("Why it is open")).detail(),
];

const NETWORK_ACL_ENTRIES: &[Column] = &[
    Column::new("No.", "/number", number(1, 32766, "")).narrow(),
    Column::new("Action", "/action", choice(RuleAction::CHOICES)).narrow(),
    Column::new("Ports", "", Field::Ports).narrow(),
    Column::new("CIDR", "/cidr", CIDR),
    Column::new("Protocol", "/protocol", Field::Protocol).detail(),
];

const LISTENERS: &[Column] = &[
    Column::new("Port", "/port", number(1, 65535, "")),
    Column::new("Protocol", "/protocol", choice(ListenerProtocol::CHOICES)),
    Column::new("Certificate", "/certificate", text("arn:aws:acm:…")),
    DEFAULT_ACTION[0],
    DEFAULT_ACTION[1],
    DEFAULT_ACTION[2],
    DEFAULT_ACTION[3],
    DEFAULT_ACTION[4],
    DEFAULT_ACTION[5],
    Column::new("Rules", "/rules", Field::Rows(&LISTENER_RULES)),
];

const LISTENER_RULES: Sheet = Sheet {
    row: "rule",
    rows: Rows::Forms,
    columns: &[
        Column::new("Priority", "/priority", number(1, 50000, "")),
        Column::new("Hosts", "/hosts", Field::Texts("*.notebookly.com")),
        Column::new("Paths", "/paths", Field::Texts("/api/*")),
        RULE_ACTION[0],
        RULE_ACTION[1],
        RULE_ACTION[2],
        RULE_ACTION[3],
        RULE_ACTION[4],
        RULE_ACTION[5],
    ],
};

const RECORDS: &[Column] = &[
    Column::new("Name", "/name", text("www.notebookly.com")),
    Column::new("Type", "/type", choice(RecordType::CHOICES)),
    Column::new(
        "Alias of",
        "/alias",
        plain(PropertyType::Reference(ALIAS_TARGETS)),
    ),
    Column::new("Values", "/values", Field::Names("203.0.113.10")),
    Column::new("TTL", "/ttl", number(0, 2_147_483_647, "seconds")),
];

const SCALING_POLICIES: &[Column] = &[
    Column::new("CPU", "/when", choice(Comparison::CHOICES)).narrow(),
    Column::new("Percent", "/cpu_percent", number(0, 100, "%")).narrow(),
    Column::new("Minutes", "/minutes", number(1, 1440, "minutes")).narrow(),
    Column::new("Instances", "/change", number(-100, 100, "")),
];

const NETWORK_INTERFACES: &[Column] = &[
    Column::new("Name", "/name", text("eth1")),
    Column::new("Subnet", "/subnet", SUBNET),
    Column::new("Security groups", "/security_groups", GROUPS),
    Column::new("Private address", "/private_address", ADDRESS),
    Column::new("Public address", "/public_address", ADDRESS),
    Column::new(
        "Source/dest. check",
        "/source_dest_check",
        plain(PropertyType::Flag),
    ),
];

const NODE_ADDRESSES: &[Column] = &[
    Column::new("Subnet", "/subnet", SUBNET),
    Column::new("Private address", "/private_address", ADDRESS),
    Column::new("Public address", "/public_address", ADDRESS),
];

const MOUNT_TARGETS: &[Column] = &[
    Column::new("Subnet", "/subnet", SUBNET),
    Column::new("Security groups", "/security_groups", GROUPS),
    Column::new("Private address", "/private_address", ADDRESS),
];

const TAGS: &[Column] = &[
    Column::new("Key", "/key", Field::TagKey),
    Column::new("Value", "/value", Field::TagValue),
];

const WEB_ACL_RULES: &[Column] = &[
    Column::new("No.", "/priority", number(0, 2_147_483_647, "")).narrow(),
    Column::new("Action", "/action", choice(RuleAction::CHOICES)).narrow(),
    Column::new("Clients", "/cidr", CIDR),
];

/// What the editor of a table needs to know.
pub const fn sheet(table: Table) -> Sheet {
    let (row, rows, columns) = match table {
        Table::Routes => ("route", Rows::Lines, ROUTES),
        Table::SecurityGroupRules => ("rule", Rows::Lines, SECURITY_GROUP_RULES),
        Table::NetworkAclEntries => ("entry", Rows::Lines, NETWORK_ACL_ENTRIES),
        Table::Listeners => ("listener", Rows::Forms, LISTENERS),
        Table::Records => ("record", Rows::Forms, RECORDS),
        Table::ScalingPolicies => ("policy", Rows::Lines, SCALING_POLICIES),
        Table::NetworkInterfaces => ("interface", Rows::Forms, NETWORK_INTERFACES),
        Table::NodeAddresses => ("node", Rows::Forms, NODE_ADDRESSES),
        Table::MountTargets => ("mount target", Rows::Forms, MOUNT_TARGETS),
        Table::Tags => ("tag", Rows::Lines, TAGS),
        Table::WebAclRules => ("rule", Rows::Lines, WEB_ACL_RULES),
    };
    Sheet { row, rows, columns }
}

/// The heading of a column; the peer of a security group rule is its source
/// inbound and its destination outbound.
pub fn heading(column: &Column, property: &Property) -> &'static str {
    match (column.label, property.key) {
        ("Peer", "ingress") => "Source",
        ("Peer", "egress") => "Destination",
        (label, _) => label,
    }
}

/// The rows that AWS adds by itself and nobody can change, a text for each
/// column: the local routes of a route table (rulebook RT-3) and the final
/// deny of a network ACL (rulebook NACL-4).
pub fn implied_rows(
    architecture: &Architecture,
    id: &ResourceId,
    property: &Property,
) -> Vec<Vec<String>> {
    match property.value {
        PropertyType::Table(Table::Routes) => {
            let relations = Relations::of(architecture);
            let vpc = relations.table(id).and_then(|it| relations.vpc(it.vpc?));
            vpc.iter()
                .flat_map(|vpc| &vpc.blocks)
                .map(|block| vec![block.to_string(), "local".to_owned()])
                .collect()
        }
        PropertyType::Table(Table::NetworkAclEntries) => {
            vec![
                ["*", "Deny", "all", "0.0.0.0/0"]
                    .map(str::to_owned)
                    .to_vec(),
            ]
        }
        _ => Vec::new(),
    }
}

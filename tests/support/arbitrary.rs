//! Arbitrary documents: anything that the types can hold, likely shapes more
//! often than wild ones.
//!
//! Values are made from the declarations of the kinds and of their rows, so a
//! new kind, property or table is covered without a change here.

use cloud_campus::architecture::layout::Spot;
use cloud_campus::architecture::{
    Document, Edit, Kind, Member, PropertyType, Resource, ResourceId,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// How many resources of each kind have an id that others may name.
const IDS_PER_KIND: usize = 3;

/// Any id of a kind, whether the resource exists or not.
pub fn id_of(kinds: &'static [Kind]) -> BoxedStrategy<ResourceId> {
    (select(kinds), 1..=IDS_PER_KIND)
        .prop_map(|(kind, number)| ResourceId::new(format!("{}-{number}", kind.info().key)))
        .boxed()
}

/// Any id at all.
pub fn any_id() -> BoxedStrategy<ResourceId> {
    id_of(Kind::ALL)
}

/// Blocks as learners type them: mostly of the campus, some malformed.
fn block() -> BoxedStrategy<String> {
    prop_oneof![
        4 => select(vec![
            "10.0.0.0/16", "10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24", "10.0.1.0/25", "10.1.0.0/16",
            "0.0.0.0/0", "10.0.0.0/28", "10.0.0.0/8", "203.0.113.0/24", "10.0.1.17/32",
        ]).prop_map(str::to_owned),
        1 => select(vec!["", "10.0.0.0", "10.0.0.1/16", "300.0.0.0/8", "10.0.0.0/33", "x", "0.0.0.0/31", "255.255.255.255/32"])
            .prop_map(str::to_owned),
        1 => (any::<[u8; 4]>(), 0u8..=32)
            .prop_map(|([a, b, c, d], prefix)| format!("{a}.{b}.{c}.{d}/{prefix}")),
    ]
    .boxed()
}

fn address() -> BoxedStrategy<String> {
    prop_oneof![
        3 => Just(String::new()),
        2 => select(vec!["10.0.1.17", "10.0.1.0", "10.0.2.255", "203.0.113.9", "nonsense"]).prop_map(str::to_owned),
        1 => any::<[u8; 4]>().prop_map(|[a, b, c, d]| format!("{a}.{b}.{c}.{d}")),
    ]
    .boxed()
}

fn protocol() -> BoxedStrategy<Value> {
    select(vec!["tcp", "udp", "icmp", "all", "50"])
        .prop_map(|name| json!(name))
        .boxed()
}

fn ports() -> BoxedStrategy<(Value, Value)> {
    prop_oneof![
        Just((Value::Null, Value::Null)),
        Just((json!(80), json!(80))),
        Just((json!(1024), json!(65535))),
        (any::<i32>(), any::<i32>()).prop_map(|(from, to)| (json!(from), json!(to))),
    ]
    .boxed()
}

/// An id that a file names where one of these kinds belongs: as a rule it is
/// one, but nothing stops a file from naming any other.
fn named(kinds: &'static [Kind]) -> BoxedStrategy<ResourceId> {
    prop_oneof![4 => id_of(kinds), 1 => any_id()].boxed()
}

fn reference(kinds: &'static [Kind]) -> BoxedStrategy<Value> {
    prop_oneof![1 => Just(Value::Null), 5 => named(kinds).prop_map(|id| json!(id))].boxed()
}

fn references(kinds: &'static [Kind]) -> BoxedStrategy<Value> {
    vec(named(kinds), 0..4).prop_map(|ids| json!(ids)).boxed()
}

const GROUP: &[Kind] = &[Kind::SecurityGroup];
const TARGETS: &[Kind] = &[Kind::TargetGroup];

fn action() -> BoxedStrategy<Value> {
    prop_oneof![
        3 => reference(TARGETS).prop_map(|group| json!({"forward": {"target_group": group}})),
        1 => any::<(u16, u16)>()
            .prop_map(|(port, status)| json!({"redirect": {"protocol": "https", "port": port, "status": status}})),
        1 => any::<u16>().prop_map(|status| json!({"fixed_response": {"status": status, "body": "closed"}})),
    ]
    .boxed()
}

fn name() -> BoxedStrategy<String> {
    prop_oneof![
        3 => select(vec!["example.com", "www.example.com", "api.example.com", "web", "*.example.com"]).prop_map(str::to_owned),
        1 => ".{0,12}",
    ]
    .boxed()
}

/// A whole number that the type of such a member can hold, as often as not
/// one that AWS takes.
fn number(min: i64, max: i64) -> BoxedStrategy<Value> {
    let any = match (min, max) {
        (..0, _) => any::<i32>().prop_map(Value::from).boxed(),
        (_, ..=255) => any::<u8>().prop_map(Value::from).boxed(),
        (_, ..=65535) => any::<u16>().prop_map(Value::from).boxed(),
        _ => any::<u32>().prop_map(Value::from).boxed(),
    };
    prop_oneof![1 => any, 1 => (min..=max).prop_map(Value::from)].boxed()
}

/// A row of a table, as in files, from the declaration of its members.
fn row(members: &'static [Member]) -> BoxedStrategy<Value> {
    let parts: Vec<BoxedStrategy<Vec<(&str, Value)>>> = members
        .iter()
        .map(|member| {
            let key = member.key;
            let one = move |value: Value| vec![(key, value)];
            let part = match member.value {
                PropertyType::Ports => ports()
                    .prop_map(|(from, to)| vec![("from_port", from), ("to_port", to)])
                    .boxed(),
                PropertyType::PortsEnd => return Just(Vec::new()).boxed(),
                // What a row cannot hold would refuse the whole table.
                PropertyType::Choice(choices) => select(choices)
                    .prop_map(move |choice| one(choice.value.into()))
                    .boxed(),
                PropertyType::Number { min, max, .. } => number(min, max).prop_map(one).boxed(),
                value => typed(value).prop_map(one).boxed(),
            };
            match member.required {
                true => part,
                false => prop_oneof![9 => part, 1 => Just(Vec::new())].boxed(),
            }
        })
        .collect();
    parts
        .prop_map(|parts| {
            let members = parts.into_iter().flatten();
            Value::Object(
                members
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect(),
            )
        })
        .boxed()
}

/// A value of a property, as in files. Some are not of its type on purpose.
fn value(property: PropertyType) -> BoxedStrategy<Value> {
    prop_oneof![19 => typed(property), 1 => Just(json!({"not": "it"}))].boxed()
}

fn typed(property: PropertyType) -> BoxedStrategy<Value> {
    match property {
        PropertyType::Text { .. } | PropertyType::LongText => {
            prop_oneof![name(), ".{0,30}"].prop_map(Value::from).boxed()
        }
        PropertyType::Policy => policy_document(),
        PropertyType::Cidr => block().prop_map(Value::from).boxed(),
        PropertyType::Cidrs => vec(block(), 0..3).prop_map(Value::from).boxed(),
        PropertyType::Address => address().prop_map(Value::from).boxed(),
        PropertyType::Flag => any::<bool>().prop_map(Value::from).boxed(),
        PropertyType::Number { .. } => prop_oneof![
            (0..20u32).prop_map(Value::from),
            any::<u32>().prop_map(Value::from),
            Just(Value::Null),
        ]
        .boxed(),
        PropertyType::Choice(choices) | PropertyType::Suggested(choices) => {
            prop_oneof![4 => select(choices).prop_map(|choice| Value::from(choice.value)), 1 => name().prop_map(Value::from)]
                .boxed()
        }
        PropertyType::Zone => select(vec!["ap-south-1a", "ap-south-1b", "ap-south-1c", "", "mars-1a"])
            .prop_map(Value::from)
            .boxed(),
        PropertyType::Reference(kinds) => reference(kinds),
        PropertyType::References(kinds) => references(kinds),
        PropertyType::Rows(info) => vec(row(info.members), 0..4).prop_map(Value::from).boxed(),
        PropertyType::Protocol => protocol(),
        PropertyType::Ports | PropertyType::PortsEnd => any::<i32>().prop_map(Value::from).boxed(),
        PropertyType::Peer => prop_oneof![
            block().prop_map(|cidr| json!({"cidr": cidr})),
            named(GROUP).prop_map(|group| json!({"group": group})),
        ]
        .boxed(),
        PropertyType::Action => action(),
        PropertyType::Texts(_) => vec(name(), 0..2).prop_map(Value::from).boxed(),
        PropertyType::Names(_) => {
            vec(prop_oneof![address(), name(), any_id().prop_map(|id| id.to_string())], 0..3)
                .prop_map(Value::from)
                .boxed()
        }
        PropertyType::TagKey | PropertyType::TagValue => name().prop_map(Value::from).boxed(),
    }
}

/// A policy document, whole or broken.
fn policy_document() -> BoxedStrategy<Value> {
    let texts = vec![
        "",
        "{",
        r#"{"Version": "2012-10-17", "Statement": []}"#,
        r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#,
        r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}]}"#,
    ];
    prop_oneof![3 => select(texts).prop_map(Value::from), 1 => name().prop_map(Value::from)].boxed()
}

/// A tag, as AWS takes it or not.
fn tag() -> BoxedStrategy<(String, String)> {
    let key = prop_oneof![
        3 => select(vec!["Environment", "Owner", "Name", "aws:mine", "a{b}", ""]).prop_map(str::to_owned),
        1 => name(),
    ];
    (key, name()).boxed()
}

/// A resource of a kind, with some of its properties set.
pub fn resource(kind: Kind) -> BoxedStrategy<Resource> {
    let properties = kind.info().properties;
    let values: Vec<BoxedStrategy<Option<Value>>> = properties
        .iter()
        .map(|property| proptest::option::weighted(0.7, value(property.value)).boxed())
        .collect();
    let most = if kind.info().tagging.is_some() { 3 } else { 0 };
    (name(), vec(tag(), 0..=most), values)
        .prop_map(move |(name, tags, values)| {
            let mut resource = Resource::new(name, kind.defaults());
            for (key, value) in tags {
                resource.tags.set(key, value);
            }
            for (property, value) in properties.iter().zip(values) {
                if let Some(value) = value {
                    // Values that the type refuses leave the default.
                    let _ = resource.properties.set(property.key, value);
                }
            }
            resource
        })
        .boxed()
}

/// An edit that creates a resource of any kind.
pub fn creation() -> BoxedStrategy<Edit> {
    select(Kind::ALL)
        .prop_flat_map(|kind| (1..=IDS_PER_KIND, resource(kind)))
        .prop_map(|(number, resource)| Edit::Create {
            id: ResourceId::new(format!("{}-{number}", resource.kind().info().key)),
            resource,
        })
        .boxed()
}

/// Any document with up to `size` resources.
pub fn document(size: usize) -> BoxedStrategy<Document> {
    vec(creation(), 0..=size)
        .prop_map(|creations| {
            let mut document = Document::default();
            for creation in creations {
                // An id that is taken already is simply not taken twice.
                let _ = document.apply(creation);
            }
            document
        })
        .boxed()
}

fn spot() -> BoxedStrategy<Option<Spot>> {
    proptest::option::of(any::<[f64; 4]>().prop_map(|[x, y, width, height]| Spot {
        x,
        y,
        width,
        height,
    }))
    .boxed()
}

/// Any edit at all, whether it applies or not.
pub fn edit() -> BoxedStrategy<Edit> {
    let change = select(Kind::ALL).prop_flat_map(|kind| {
        let properties = kind.info().properties;
        (1..=IDS_PER_KIND, any::<Index>(), 0..4usize, 0..3u8).prop_flat_map(
            move |(number, which, index, how)| {
                let id = ResourceId::new(format!("{}-{number}", kind.info().key));
                let property = which.get(properties);
                value(property.value).prop_map(move |value| {
                    let (id, property) = (id.clone(), property.key.to_owned());
                    match (how, value) {
                        (0, Value::Array(mut items)) if !items.is_empty() => Edit::Insert {
                            id,
                            property,
                            index,
                            item: items.remove(0),
                        },
                        (1, _) => Edit::Remove {
                            id,
                            property,
                            index,
                        },
                        (_, value) => Edit::Set {
                            id,
                            property,
                            value,
                        },
                    }
                })
            },
        )
    });
    prop_oneof![
        4 => creation(),
        2 => any_id().prop_map(|id| Edit::Delete { id }),
        1 => (any_id(), name()).prop_map(|(id, name)| Edit::Rename { id, name }),
        1 => (any_id(), tag()).prop_map(|(id, (key, value))| Edit::Tag { id, key, value }),
        1 => (any_id(), tag()).prop_map(|(id, (key, _))| Edit::Untag { id, key }),
        6 => change,
        2 => (any_id(), spot()).prop_map(|(id, spot)| Edit::Arrange { id, spot }),
        1 => name().prop_map(|title| Edit::Retitle { title }),
    ]
    .boxed()
}

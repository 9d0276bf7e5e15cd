//! Key pairs. CloudFormation lets EC2 make the keys and keeps the private one
//! as a parameter of Systems Manager, `/ec2/keypair/` and the id of the pair.
//! [CFN TR: AWS::EC2::KeyPair]

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{KeyPair, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, pair: &KeyPair) {
    // Up to 255 printable ASCII characters, and it has to have a name.
    // [API ec2 CreateKeyPair]
    let takes = |char: char| (char.is_ascii_graphic() || char == ' ') && !"{}$".contains(char);
    let name = names::adapt(w.name(id), takes, 255).unwrap_or_else(|| w.id(id));
    let Some(name) = w.service_name("AWS::EC2::KeyPair", Some(name)) else {
        return w.omit(id, Why::Refused("another key pair has the name already"));
    };
    let properties = Fields::new()
        .with("KeyName", name)
        .with("KeyType", pair.key_type.as_str())
        .list("Tags", w.tags(id));
    w.add(id, "AWS::EC2::KeyPair", properties);
    let logical = w.id(id);
    w.output(
        id,
        "PrivateKey",
        "The parameter of Systems Manager that holds the private key",
        Value::Sub(format!("/ec2/keypair/${{{logical}.KeyPairId}}")),
    );
}

//! A key pair: what SSH asks for.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::{Choice, Property};
use crate::architecture::tags::Tagging;

/// [API ec2 CreateKeyPair]
const KEY_TYPES: &[Choice] = &[
    Choice { value: "ed25519", label: "ED25519" },
    Choice { value: "rsa", label: "RSA" },
];

declare! {
    /// A key pair opens SSH on the instances that were launched with it: AWS
    /// puts the public half on the disk, you keep the private one. With
    /// Session Manager none is needed. [EC2 UG: Key pairs]
    KeyPair = KindInfo::new("key-pair", "Key pair", "AWS::EC2::KeyPair")
        .category(Category::Compute)
        .icon("key-pair")
        .look(Look::Chip)
        .counts("key_pair", "user")
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateKeyPair", "DeleteKeyPair")
        .tagged(Tagging::EC2)
        .first_name("key")
        .keywords("ssh login key");

    /// The Region that it is in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// The kind of its keys.
    key_type: String = "ed25519".to_owned()
        => Property::choice("Type", "KeyType", KEY_TYPES).fixed();
}

//! A secret of Secrets Manager.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// A secret keeps a password outside of code and templates; programs with
    /// a role fetch it when they start. That of a database's master user RDS
    /// makes by itself. [SM UG: What is AWS Secrets Manager]
    Secret = KindInfo::new("secret", "Secret", "AWS::SecretsManager::Secret")
        .category(Category::Security)
        .icon("secrets-manager")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateSecret", "DeleteSecret")
        .tagged(Tagging::SECRETS)
        .keywords("password secrets manager credentials");

    /// The Region that it is in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// What it is for.
    description: String = String::new()
        => Property::text("Description", "Description", "Key of the payment service").via("UpdateSecret");

    /// How often it is changed by itself; empty for never. Needs a function
    /// that does it, so a template leaves it out.
    rotation_days: Option<u16> = None
        => Property::number("Rotation", "", (1, 1_000), "days").via("RotateSecret");
}

//! Secrets of Secrets Manager. What is in it, Secrets Manager makes up: it
//! never stands in a template.

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{ResourceId, Secret};

pub(super) fn write(w: &mut Writer, id: &ResourceId, secret: &Secret) {
    // Letters, digits and `/_+=.@-`. [API secretsmanager CreateSecret]
    let takes = |char: char| char.is_ascii_alphanumeric() || "/_+=.@-".contains(char);
    let name = names::adapt(w.name(id), takes, 512);
    let name = w.service_name("AWS::SecretsManager::Secret", name);
    let description: String = secret.description.trim().chars().take(2048).collect();
    let properties = Fields::new()
        .maybe("Name", name)
        .maybe("Description", Some(description).filter(|it| !it.is_empty()))
        .with(
            "GenerateSecretString",
            Fields::new().with("PasswordLength", 32),
        )
        .list("Tags", w.tags(id));
    w.add(id, "AWS::SecretsManager::Secret", properties);
    if secret.rotation_days.is_some() {
        w.omit_part(
            id,
            "rotation",
            Why::Inexpressible("a function has to change the secret, and none is drawn for it"),
        );
    }
    let logical = w.id(id);
    w.output(id, "Arn", "The ARN of this secret", Value::Ref(logical));
}

//! What instances and launch templates have in common: image, root volume,
//! start script, instance profile.

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{IMAGES, Kind, ResourceId};

/// The longest start script, in bytes before encoding (rulebook EC2-9).
const MAX_USER_DATA: usize = 16_384;

/// The AMI: a parameter that CloudFormation reads from the Systems Manager,
/// so that a stack starts from the newest version of the image; or, for an
/// AMI id, a plain parameter, since such an id is known in one Region only.
pub(super) fn image(w: &mut Writer, image: &str) -> Result<Value, Why> {
    let image = image.trim();
    let last = image.rsplit('/').next().unwrap_or(image);
    let wanted = format!("Image{}", names::camel(last));
    let wanted: String = wanted.chars().take(100).collect();
    let takes = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
    if image.len() <= 1011
        && image.starts_with('/')
        && !image.ends_with('/')
        && image.bytes().all(takes)
    {
        return Ok(w.parameter(
            &wanted,
            "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
            image,
            "The public parameter that names the newest version of the image",
        ));
    }
    let id = image.strip_prefix("ami-").unwrap_or_default();
    let hex = id
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if hex && matches!(id.len(), 8 | 17) {
        return Ok(w.parameter(
            &wanted,
            "AWS::EC2::Image::Id",
            image,
            "The AMI that instances start from, in the Region of the stack",
        ));
    }
    Err(Why::Malformed(image.to_owned()))
}

/// An instance type, such as `t3.micro`.
pub(super) fn instance_type(text: &str) -> Result<String, Why> {
    let text = text.trim();
    let known = text.split_once('.').is_some_and(|(family, size)| {
        let word = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
        };
        word(family) && word(size)
    });
    if known {
        Ok(text.to_owned())
    } else {
        Err(Why::Malformed(text.to_owned()))
    }
}

/// The root volume. Its device is named by the AMI: `/dev/xvda` for Amazon
/// Linux. [EC2 UG: Device names for volumes] For other images the name is not
/// known here, so their own volume is left as it is.
pub(super) fn root_volume(
    w: &mut Writer,
    owner: &ResourceId,
    image: &str,
    size: u32,
    kind: &str,
    encrypted: bool,
) -> Vec<Value> {
    if !IMAGES.iter().any(|known| known.value == image.trim()) {
        w.omit_part(
            owner,
            "root volume",
            Why::Inexpressible("the image decides what its root device is called, and this image's is not known here"),
        );
        return Vec::new();
    }
    let volume = Fields::new()
        .with("VolumeSize", size.max(1))
        .maybe(
            "VolumeType",
            Some(kind).filter(|kind| matches!(*kind, "gp2" | "gp3")),
        )
        .with("Encrypted", encrypted)
        .with("DeleteOnTermination", true);
    vec![
        Fields::new()
            .with("DeviceName", "/dev/xvda")
            .with("Ebs", volume)
            .into(),
    ]
}

/// The start script, encoded by CloudFormation.
pub(super) fn user_data(w: &mut Writer, owner: &ResourceId, script: &str) -> Option<Value> {
    if script.is_empty() {
        return None;
    }
    // EC2 hands the script out as it is; zero bytes have no place in a template.
    if script.len() > MAX_USER_DATA || script.contains('\0') {
        w.omit_part(
            owner,
            "user data",
            Why::Refused("a start script has 16 KB at most, and is text"),
        );
        return None;
    }
    Some(Value::Base64(Box::new(script.into())))
}

/// The logical id of the instance profile that is called so, made at its
/// first use together with its role.
pub(super) fn profile(
    w: &mut Writer,
    owner: &ResourceId,
    profile: &Option<ResourceId>,
) -> Option<String> {
    let name = w.architecture.get(profile.as_ref()?)?.name.trim();
    if name.is_empty() {
        return None;
    }
    w.omit_part(
        owner,
        format!("permissions of {name}"),
        Why::Inexpressible("an architecture holds the name of a role and not its permissions, so the template's role may do nothing yet"),
    );
    if let Some(profile) = w.profiles.get(name) {
        return Some(profile.clone());
    }
    let base = match names::camel(name) {
        camel if camel.starts_with(|first: char| first.is_ascii_alphabetic()) => camel,
        camel => format!("Profile{camel}"),
    };
    let base: String = base.chars().take(100).collect();
    let role = w.free_id(&base);
    let profile = w.free_id(&format!("{role}Profile"));
    let statement = Fields::new()
        .with("Effect", "Allow")
        .with(
            "Principal",
            Fields::new().with("Service", "ec2.amazonaws.com"),
        )
        .with("Action", "sts:AssumeRole");
    let trust = Fields::new()
        .with("Version", "2012-10-17")
        .with("Statement", vec![Value::from(statement)]);
    w.add_part(
        role.clone(),
        "AWS::IAM::Role",
        Fields::new().with("AssumeRolePolicyDocument", trust),
    );
    let roles = vec![Value::reference(&role)];
    w.add_part(
        profile.clone(),
        "AWS::IAM::InstanceProfile",
        Fields::new().with("Roles", roles),
    );
    w.profiles.insert(name.to_owned(), profile.clone());
    Some(profile)
}

/// The mount targets of the file systems among `backends`, which a start
/// script may want to mount.
pub(super) fn mount_targets(w: &Writer, backends: &[ResourceId]) -> Vec<String> {
    backends
        .iter()
        .filter(|id| w.has(id, Kind::FileSystem))
        .filter_map(|id| w.mount_targets.get(id))
        .flatten()
        .cloned()
        .collect()
}

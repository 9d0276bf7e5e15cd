//! What instances and launch templates have in common: image, root volume,
//! start script, instance profile, key pair.

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{CreditMode, IMAGES, Image, Instance, InstanceProfile, Kind, ResourceId};

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

/// An AMI of your own, which no template can make, so its id is asked for; or
/// else one of AWS.
pub(super) fn image_of(
    w: &mut Writer,
    owner: &ResourceId,
    own: &Option<ResourceId>,
    image: &str,
) -> Result<Value, Why> {
    let Some(own) = own else {
        return self::image(w, image);
    };
    if w.architecture.kind_of(own) != Some(Kind::Image) {
        return Err(w.unmade(own));
    }
    w.omit_part(
        owner,
        format!("AMI `{own}`"),
        Why::Inexpressible(
            "CloudFormation makes no AMIs, so the template asks for the id of one in its Region",
        ),
    );
    Ok(w.question(
        own,
        "Id",
        "AWS::EC2::Image::Id",
        "The AMI of your own that instances start from, in the Region of the stack",
    ))
}

/// The image of AWS at the bottom of an AMI of your own: its root device keeps
/// the name. [EC2 UG: Create an Amazon EBS-backed AMI]
fn bottom(w: &Writer, own: &Option<ResourceId>, image: &str) -> Option<String> {
    let mut own = own.clone();
    let mut image = image.to_owned();
    // Copies of copies end somewhere, and a ring of them nowhere.
    for _ in 0..16 {
        let Some(id) = own else {
            return Some(image);
        };
        let it = w.architecture.find::<Image>(&id)?;
        if it.copy_of.is_some() {
            own = it.copy_of.clone();
            continue;
        }
        let source = w.architecture.follow::<Instance>(&it.source)?;
        own = source.own_image.clone();
        image = source.image.clone();
    }
    None
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
    (own, image): (&Option<ResourceId>, &str),
    (size, kind, encrypted): (u32, &str, bool),
) -> Vec<Value> {
    let image = bottom(w, own, image).unwrap_or_default();
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

/// Where an instance gets its role from.
pub(super) enum Profile {
    /// A profile that the template makes, by its logical id.
    Made(String),
    /// One that exists already, by its name.
    Existing(String),
}

/// The instance profile; one without a role stands for one of its name that
/// exists already.
pub(super) fn profile(
    w: &mut Writer,
    owner: &ResourceId,
    profile: &Option<ResourceId>,
) -> Option<Profile> {
    let id = profile.as_ref()?;
    if w.has(id, Kind::InstanceProfile) {
        return Some(Profile::Made(w.id(id)));
    }
    let exists = w
        .architecture
        .find::<InstanceProfile>(id)
        .is_some_and(|it| it.role.is_none());
    if !exists {
        w.omit_part(owner, "instance profile", w.unmade(id));
        return None;
    }
    let name = w.name(id).trim();
    let takes = |byte: u8| byte.is_ascii_alphanumeric() || b"+=,.@_-".contains(&byte);
    if !(1..=128).contains(&name.len()) || !name.bytes().all(takes) {
        w.omit_part(owner, "instance profile", Why::Malformed(name.to_owned()));
        return None;
    }
    Some(Profile::Existing(name.to_owned()))
}

/// The key pair's name.
pub(super) fn key_pair(
    w: &mut Writer,
    owner: &ResourceId,
    pair: &Option<ResourceId>,
) -> Option<Value> {
    let id = pair.as_ref()?;
    if w.has(id, Kind::KeyPair) {
        return Some(Value::Ref(w.id(id)));
    }
    w.omit_part(owner, "key pair", w.unmade(id));
    None
}

/// Whether the instance's own data ask for a token. It is always said, since
/// without a word the AMI decides. [EC2 UG: Configure the Instance Metadata
/// Service options]
pub(super) fn metadata(imds_v2: bool) -> Fields {
    let tokens = match imds_v2 {
        true => "required",
        false => "optional",
    };
    Fields::new().with("HttpTokens", tokens)
}

/// What becomes of a burstable instance without credits; other types have none
/// (rulebook EC2-15).
pub(super) fn credits(
    w: &mut Writer,
    owner: &ResourceId,
    instance_type: &str,
    mode: CreditMode,
) -> Option<&'static str> {
    if mode == CreditMode::OfItsType {
        return None;
    }
    let family = instance_type.split('.').next().unwrap_or_default();
    if !matches!(family, "t2" | "t3" | "t3a" | "t4g") {
        w.omit_part(
            owner,
            "CPU credits",
            Why::Refused("only burstable instances have CPU credits"),
        );
        return None;
    }
    Some(mode.value())
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

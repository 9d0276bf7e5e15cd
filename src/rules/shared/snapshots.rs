//! What a snapshot was taken of.

use crate::architecture::*;
use crate::rules::context::Context;

/// The size and the encryption of the disk that a snapshot was taken of, as it
/// is today. A disk may have grown since; its encryption is fixed.
pub fn source(context: &Context<'_, '_>, snapshot: &Snapshot) -> Option<(u32, bool)> {
    let of = snapshot.of.as_ref()?;
    if let Some(volume) = context.find::<Volume>(of) {
        return Some((volume.size, volume.encrypted));
    }
    let instance = context.find::<Instance>(of)?;
    Some((instance.volume_size, instance.volume_encrypted))
}

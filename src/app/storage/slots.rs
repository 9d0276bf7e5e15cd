//! The numbers under which documents are kept.

/// Numbers below belong to documents of the older storage.
const FIRST_SLOT: f64 = 1_048_576.0;

/// A number that no document has, drawn by lot: none of a removed document comes back while a
/// tab still shows it. If it is taken after all, the database refuses it.
pub(super) fn free_slot() -> u32 {
    let room = f64::from(u32::MAX) - FIRST_SLOT;
    (FIRST_SLOT + (js_sys::Math::random() * room).floor()) as u32
}

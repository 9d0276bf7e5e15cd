//! What the values of properties have in common: they stand in files, they
//! may name resources, and they know what AWS drops with these.

use serde_json::Value;

use crate::architecture::id::ResourceId;
use crate::architecture::written::{Misread, Written, list};

/// A Rust type that can be the value of a property.
///
/// Besides turning into JSON and back it tells which resources it names, so
/// that placement, deletion and drawing work on all kinds alike.
pub trait PropertyValue: Written {
    /// Calls `visit` with every resource that the value names.
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        let _ = visit;
    }

    /// Drops what AWS would drop by itself when `gone` is deleted: a member of
    /// a list, an association. What AWS keeps as a dead entry, such as a
    /// route, stays. Returns whether anything changed.
    fn forget(&mut self, gone: &ResourceId) -> bool {
        let _ = gone;
        false
    }

    /// Names in every place what `to` makes of the resource named there, as a
    /// copy does. What it makes nothing of is no longer named: a list gets
    /// shorter, an association ends, a row goes that is about it.
    fn redirect(&mut self, to: &Redirect<'_>) {
        let _ = to;
    }
}

/// What a copy names in place of a resource; nothing where it may not name it.
pub type Redirect<'a> = dyn Fn(&ResourceId) -> Option<ResourceId> + 'a;

macro_rules! plain_values {
    ($($ty:ty),+ $(,)?) => { $(impl $crate::architecture::property::PropertyValue for $ty {})+ };
}
plain_values!(
    String,
    bool,
    u8,
    u16,
    u32,
    i32,
    Option<u16>,
    Option<u32>,
    Option<i32>,
);
pub(crate) use plain_values;

impl PropertyValue for Option<ResourceId> {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        if let Some(id) = self {
            visit(id);
        }
    }

    fn forget(&mut self, gone: &ResourceId) -> bool {
        let held = self.as_ref() == Some(gone);
        if held {
            *self = None;
        }
        held
    }

    fn redirect(&mut self, to: &Redirect<'_>) {
        *self = self.as_ref().and_then(to);
    }
}

/// A list of rows: its references are those of the rows, in order.
///
/// A row that is nothing without the resource it names is dropped with it.
pub trait Row: Written {
    /// Calls `visit` with every resource that the row names.
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        let _ = visit;
    }

    /// What remains of the row when `gone` is deleted.
    fn without(&mut self, gone: &ResourceId) -> Remains {
        let _ = gone;
        Remains::Untouched
    }

    /// Names what `to` makes of each resource; says whether the row is still
    /// about anything.
    fn redirected(&mut self, to: &Redirect<'_>) -> bool {
        let _ = to;
        true
    }
}

/// What remains of a row after a resource that it may name was deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remains {
    /// The row did not name it, or keeps naming it as AWS does.
    Untouched,
    /// The row stays without it.
    Changed,
    /// The row goes with it.
    Nothing,
}

impl Row for ResourceId {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        visit(self);
    }

    fn without(&mut self, gone: &ResourceId) -> Remains {
        if self == gone {
            Remains::Nothing
        } else {
            Remains::Untouched
        }
    }

    fn redirected(&mut self, to: &Redirect<'_>) -> bool {
        match to(self) {
            Some(other) => {
                *self = other;
                true
            }
            None => false,
        }
    }
}

impl<R: Row> PropertyValue for Vec<R> {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        for row in self {
            row.references(visit);
        }
    }

    fn forget(&mut self, gone: &ResourceId) -> bool {
        let mut changed = false;
        self.retain_mut(|row| match row.without(gone) {
            Remains::Untouched => true,
            Remains::Changed => {
                changed = true;
                true
            }
            Remains::Nothing => {
                changed = true;
                false
            }
        });
        changed
    }

    fn redirect(&mut self, to: &Redirect<'_>) {
        self.retain_mut(|row| row.redirected(to));
    }
}

impl<T: Row> Written for Vec<T> {
    fn read(value: &Value) -> Result<Self, Misread> {
        let mut items = Self::new();
        list(value, &mut |item| {
            items.push(T::read(item)?);
            Ok(())
        })?;
        Ok(items)
    }

    fn write(&self) -> Value {
        Value::Array(self.iter().map(T::write).collect())
    }

    fn empty() -> Option<Self> {
        Some(Self::new())
    }
}

//! Values of properties from files: read, or refused with the place.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

use super::SetError;

/// Reads the value of a property. An error says where in the value it is, in
/// the words of people who write files: rows are counted from 1.
pub(in crate::architecture) fn read<T: DeserializeOwned>(value: Value) -> Result<T, SetError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let place: Vec<String> = error
            .path()
            .iter()
            .filter_map(|step| match step {
                Segment::Seq { index } => Some(format!("row {}", index + 1)),
                Segment::Map { key } => Some(format!("`{key}`")),
                Segment::Enum { .. } | Segment::Unknown => None,
            })
            .collect();
        let mut why = error.inner().to_string();
        for (theirs, ours) in [
            ("expected u8", "expected a whole number from 0 to 255"),
            ("expected u16", "expected a whole number from 0 to 65535"),
            ("expected u32", "expected a whole number, not negative"),
            ("expected i32", "expected a whole number"),
            ("expected a sequence", "expected a list"),
            (
                "expected map with a single key",
                "expected an object with exactly one member",
            ),
            ("invalid type: map", "invalid type: object"),
            ("invalid value: map", "invalid value: object"),
            ("missing field", "there is no"),
        ] {
            why = why.replace(theirs, ours);
        }
        SetError::BadValue(if place.is_empty() {
            why
        } else {
            format!("{}: {why}", place.join(", "))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::NetworkAclEntry;

    #[test]
    fn what_is_refused_says_in_which_row_and_member_it_is() {
        let refused = |text: &str| {
            let value = serde_json::from_str(text).unwrap();
            match read::<Vec<NetworkAclEntry>>(value).unwrap_err() {
                SetError::BadValue(why) => why,
                other => panic!("{other:?}"),
            }
        };
        let rows = r#"[{"number": 1, "action": "allow", "protocol": "all", "cidr": "0.0.0.0/0"}, {"number": "x"}]"#;
        let why = refused(rows);
        assert!(why.starts_with("row 2, `number`: "), "{why}");
        assert!(
            why.ends_with("expected a whole number, not negative"),
            "{why}"
        );
        assert!(refused("{}").ends_with("expected a list"));
    }
}

//! What the storage classes of S3 take, charge and answer, by the names that the API gives
//! them.

/// How old an object must be before a rule may move it there, in days (rulebook S3-15).
pub fn earliest_days(class: &str) -> u32 {
    match class {
        "STANDARD_IA" | "ONEZONE_IA" => 30,
        _ => 0,
    }
}

/// The days that are charged for in any case (rulebook S3-23).
pub fn least_days(class: &str) -> u32 {
    match class {
        "STANDARD_IA" | "ONEZONE_IA" => 30,
        "GLACIER_IR" | "GLACIER" => 90,
        "DEEP_ARCHIVE" => 180,
        _ => 0,
    }
}

/// Whether S3 moves objects from one class to the other by rule (rulebook S3-17).
pub fn leads_down(from: &str, to: &str) -> bool {
    match from {
        "STANDARD" => to != "STANDARD",
        "STANDARD_IA" => !matches!(to, "STANDARD" | "STANDARD_IA"),
        "INTELLIGENT_TIERING" => !matches!(to, "STANDARD" | "STANDARD_IA" | "INTELLIGENT_TIERING"),
        "ONEZONE_IA" | "GLACIER_IR" => matches!(to, "GLACIER" | "DEEP_ARCHIVE"),
        "GLACIER" => to == "DEEP_ARCHIVE",
        _ => false,
    }
}

/// How long a restore takes before an object can be read: the hours of the retrieval that
/// is the default, and of the slowest one. `None` for a class that answers at once. A
/// request for an object that is not restored gets the error `InvalidObjectState`. The
/// archive tiers of Intelligent-Tiering, which have to be chosen, are not modelled.
/// [S3 UG: Understanding archive retrieval options], [API s3 GetObject]
pub fn restore_hours(class: &str) -> Option<(u32, u32)> {
    match class {
        "GLACIER" => Some((5, 12)),
        "DEEP_ARCHIVE" => Some((12, 48)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&str; 7] = [
        "STANDARD",
        "STANDARD_IA",
        "INTELLIGENT_TIERING",
        "ONEZONE_IA",
        "GLACIER_IR",
        "GLACIER",
        "DEEP_ARCHIVE",
    ];

    #[test]
    fn nothing_leads_back_up() {
        for from in ALL {
            assert!(!leads_down(from, from) && !leads_down(from, "STANDARD"));
            for to in ALL {
                assert!(
                    !(leads_down(from, to) && leads_down(to, from)),
                    "{from} {to}"
                );
            }
        }
    }

    #[test]
    fn what_must_be_restored_is_charged_for_longest() {
        for class in ALL {
            if let Some((usual, slowest)) = restore_hours(class) {
                assert!(usual <= slowest && least_days(class) >= 90);
            }
        }
    }
}

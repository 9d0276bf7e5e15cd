//! Lifecycle rules of a bucket.

use crate::architecture::property::{Choice, PropertyType};
use crate::architecture::row::{Member, RowInfo, row};

/// Where objects can be moved to (rulebook S3-17). Standard is where they
/// begin, and no rule leads back to it.
pub const STORAGE_CLASSES: &[Choice] = &[
    Choice {
        value: "",
        label: "nowhere",
    },
    Choice {
        value: "STANDARD_IA",
        label: "Standard-IA",
    },
    Choice {
        value: "INTELLIGENT_TIERING",
        label: "Intelligent-Tiering",
    },
    Choice {
        value: "ONEZONE_IA",
        label: "One Zone-IA",
    },
    Choice {
        value: "GLACIER_IR",
        label: "Glacier Instant Retrieval",
    },
    Choice {
        value: "GLACIER",
        label: "Glacier Flexible Retrieval",
    },
    Choice {
        value: "DEEP_ARCHIVE",
        label: "Glacier Deep Archive",
    },
];

row! {
    /// What becomes of objects with age. For two moves of the same objects
    /// there are two rules. [S3 UG: Managing the lifecycle of objects]
    LifecycleRule = RowInfo::forms("rule", "lifecycle rule");

    /// What the names of its objects begin with; empty for all.
    prefix: String = String::new()
        => Member::text("Prefix", "images/").optional();

    /// Where they are moved to.
    storage_class: String = String::new()
        => Member::choice("Move to", STORAGE_CLASSES).optional();

    /// After how many days they are moved.
    transition_days: u32 = 90
        => Member::number("After", (0, 36_500), "days").optional();

    /// After how many days they are deleted; empty for never. In a versioned
    /// bucket an earlier version stays.
    expire_days: Option<u32> = None
        => Member::number("Delete after", (1, 36_500), "days").optional();

    /// After how many days earlier versions are deleted; empty for never.
    noncurrent_days: Option<u32> = None
        => Member::number("Delete earlier versions after", (1, 36_500), "days").optional();

    /// After how many days uploads that were never finished are thrown away;
    /// empty for never.
    abort_days: Option<u32> = None
        => Member::number("Clean up uploads after", (1, 36_500), "days").optional();

    /// Whether it is in force.
    enabled: bool = true
        => Member::new("In force", PropertyType::Flag).optional();
}

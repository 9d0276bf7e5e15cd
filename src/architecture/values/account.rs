//! What is said of an account, and what IAM attaches.

use super::choices;
use crate::architecture::property::Choice;
use crate::architecture::property::PropertyType;
use crate::architecture::row::{Member, RowInfo, row};

row! {
    /// A tag that everything gets which does not say otherwise.
    DefaultTag = RowInfo::lines("tag", "default tag");

    /// Its key, such as Environment.
    key: String = String::new()
        => Member::new("Key", PropertyType::TagKey);

    /// Its value.
    value: String = String::new()
        => Member::new("Value", PropertyType::TagValue).optional();
}

row! {
    /// What was done outside every template, in the learner's own words.
    Statement = RowInfo::lines("statement", "statement");

    /// The line of the review that it answers, by its code.
    line: String = String::new()
        => Member::text("Line of the review", "zone-failure-tested");

    /// What was done and when.
    said: String = String::new()
        => Member::text("What was done", "Drill on 3 November, see the runbook").optional();
}

choices! {
    /// Whether a key works.
    KeyStatus {
        /// It does.
        #[default]
        Active = "active" "active",
        /// It was switched off.
        Inactive = "inactive" "inactive",
    }
}

row! {
    /// A long-lived access key.
    AccessKey = RowInfo::lines("key", "access key")
        // [IAM UG: IAM and STS quotas] · rulebook IAM-18
        .at_most(2, "A user has two access keys at most.");

    /// How many days ago it was made.
    age_days: u32 = 0
        => Member::number("Age", (0, 36_500), "days");

    /// Whether it works.
    status: KeyStatus = KeyStatus::Active
        => Member::choice("Status", KeyStatus::CHOICES);

    /// What uses it.
    used_by: String = String::new()
        => Member::text("Used by", "deploy script").optional();
}

/// Policies of AWS that the course uses; `src/iam` has their statements.
const MANAGED: &[Choice] = &[
    Choice {
        value: "AdministratorAccess",
        label: "everything",
    },
    Choice {
        value: "PowerUserAccess",
        label: "everything but IAM",
    },
    Choice {
        value: "ReadOnlyAccess",
        label: "reading everything",
    },
    Choice {
        value: "AmazonS3ReadOnlyAccess",
        label: "reading S3",
    },
    Choice {
        value: "AmazonS3FullAccess",
        label: "all of S3",
    },
    Choice {
        value: "AmazonSSMManagedInstanceCore",
        label: "Session Manager on instances",
    },
    Choice {
        value: "CloudWatchAgentServerPolicy",
        label: "the CloudWatch agent",
    },
    Choice {
        value: "IAMUserChangePassword",
        label: "changing one's own password",
    },
    Choice {
        value: "Billing",
        label: "the bill",
    },
    Choice {
        value: "AWSLambdaBasicExecutionRole",
        label: "logs of Lambda",
    },
];

row! {
    /// A policy that AWS wrote and keeps up to date, by its name.
    ManagedPolicy = RowInfo::lines("policy", "AWS managed policy");

    /// Its name.
    name: String = String::new()
        => Member::new("Name", PropertyType::Suggested(MANAGED));
}

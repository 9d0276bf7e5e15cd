//! A CloudTrail trail: the cameras' recording.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// A trail writes every call of the account's APIs into a bucket: who,
    /// what, when, from where. Without one the last 90 days can be looked up,
    /// but nothing is kept. [CT UG: What is AWS CloudTrail]
    Trail = KindInfo::new("trail", "CloudTrail trail", "AWS::CloudTrail::Trail")
        .category(Category::Management)
        .icon("cloudtrail")
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateTrail", "DeleteTrail")
        .tagged(Tagging::CLOUDTRAIL)
        .noun("trail")
        .keywords("cloudtrail audit log cameras visitors");

    /// The Region that it was made in, its home.
    region: Option<ResourceId> = None
        => Property::reference("Home Region", "", &[Kind::Region]).fixed();

    /// The bucket that it writes to, whose policy must let it.
    bucket: Option<ResourceId> = None
        => Property::reference("Bucket", "S3BucketName", &[Kind::Bucket]).via("UpdateTrail");

    /// What the names of its files begin with.
    prefix: String = String::new()
        => Property::text("Prefix", "S3KeyPrefix", "cloudtrail").via("UpdateTrail");

    /// Whether it writes at all.
    logging: bool = true
        => Property::flag("Logging", "IsLogging").via("StopLogging").via_for("true", "StartLogging");

    /// Whether it writes the calls of all Regions.
    multi_region: bool = false
        => Property::flag("All Regions", "IsMultiRegionTrail").via("UpdateTrail");

    /// Whether it writes the calls of global services, such as IAM.
    global_events: bool = true
        => Property::flag("Global services", "IncludeGlobalServiceEvents").via("UpdateTrail").detail();

    /// Whether AWS signs the files, so that a change to one is found.
    validation: bool = false
        => Property::flag("Log file validation", "EnableLogFileValidation").via("UpdateTrail");

    /// The log group that gets the calls too, for filters and alarms.
    log_group: Option<ResourceId> = None
        => Property::reference("Log group", "CloudWatchLogsLogGroupArn", &[Kind::LogGroup])
            .via("UpdateTrail");

    /// The role that lets it write there.
    // Rulebook CT-7.
    role: Option<ResourceId> = None
        => Property::reference("Role", "CloudWatchLogsRoleArn", &[Kind::IamRole]).via("UpdateTrail");
}

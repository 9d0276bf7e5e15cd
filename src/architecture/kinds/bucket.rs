//! An S3 bucket: the document archive.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::{Choice, Property};
use crate::architecture::tags::Tagging;
use crate::architecture::values::LifecycleRule;

/// Rulebook S3-10.
const ENCRYPTION: &[Choice] = &[
    Choice { value: "AES256", label: "SSE-S3 · keys of S3" },
    Choice { value: "aws:kms", label: "SSE-KMS · keys of KMS" },
];

declare! {
    /// An S3 bucket keeps objects. It is in a Region but outside every VPC:
    /// instances reach it over the internet or a gateway endpoint.
    /// Replication to another bucket is not modelled.
    /// [S3 UG: Buckets overview]
    Bucket = KindInfo::new("bucket", "S3 bucket", "AWS::S3::Bucket")
        .icon("s3-bucket")
        .category(Category::Storage)
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateBucket", "DeleteBucket")
        .tagged(Tagging::S3)
        .talks()
        .keywords("s3 storage archive object");

    /// The Region that it lives in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// Its name in all the world; empty where CloudFormation makes one up.
    bucket_name: String = String::new()
        => Property::text("Bucket name", "BucketName", "notebookly-static-assets").fixed();

    /// Whether earlier versions of objects are kept.
    versioning: bool = false
        => Property::flag("Versioning", "VersioningConfiguration").via("PutBucketVersioning");

    /// Whether versions can be deleted only with a second factor. It is set by
    /// the root user in the terminal, so a template leaves it out, and it
    /// cannot be used with lifecycle rules. [S3 UG: Configuring MFA delete]
    mfa_delete: bool = false
        => Property::flag("MFA delete", "").via("PutBucketVersioning").detail();

    /// What objects are encrypted with; all are.
    // Rulebook S3-9.
    encryption: String = "AES256".to_owned()
        => Property::choice("Encryption", "BucketEncryption", ENCRYPTION).via("PutBucketEncryption").detail();

    /// Whether new public ACLs are refused.
    block_public_acls: bool = true
        => Property::flag("Block public ACLs", "BlockPublicAcls").via("PutPublicAccessBlock");

    /// Whether public ACLs count for nothing.
    ignore_public_acls: bool = true
        => Property::flag("Ignore public ACLs", "IgnorePublicAcls").via("PutPublicAccessBlock");

    /// Whether a policy that lets everybody in is refused.
    block_public_policy: bool = true
        => Property::flag("Block public policies", "BlockPublicPolicy").via("PutPublicAccessBlock");

    /// Whether a bucket with a public policy answers its own account only.
    restrict_public_buckets: bool = true
        => Property::flag("Restrict public buckets", "RestrictPublicBuckets")
            .via("PutPublicAccessBlock");

    /// Who may do what with it: a policy with principals.
    policy: String = String::new()
        => Property::policy("Bucket policy", "BucketPolicy").via("PutBucketPolicy");

    /// What becomes of objects with age.
    lifecycle: Vec<LifecycleRule> = Vec::new()
        => Property::rows("Lifecycle rules", "LifecycleConfiguration", &LifecycleRule::ROW)
            .via("PutBucketLifecycleConfiguration");

    /// Whether it answers as a website too, over HTTP only.
    website: bool = false
        => Property::flag("Website", "WebsiteConfiguration").via("PutBucketWebsite");

    /// The bucket that gets a line about each request to this one.
    access_logs: Option<ResourceId> = None
        => Property::reference("Access logs to", "LoggingConfiguration", &[Kind::Bucket])
            .via("PutBucketLogging").detail();
}

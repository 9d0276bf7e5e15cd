//! An S3 bucket: the document archive.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// An S3 bucket keeps objects. It is in a Region but outside every VPC:
    /// instances reach it over the internet or a gateway endpoint.
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

    /// Whether all public access is blocked.
    block_public_access: bool = true
        => Property::flag("Block public access", "PublicAccessBlockConfiguration")
            .via("PutPublicAccessBlock");
}

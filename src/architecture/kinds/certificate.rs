//! A TLS certificate of AWS Certificate Manager.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// A certificate proves to browsers that they speak with your site, and
    /// lets an HTTPS listener encrypt. AWS Certificate Manager issues one for
    /// a name once a record in its zone proves that the name is yours, and
    /// renews it. [ACM UG: DNS validation]
    Certificate = KindInfo::new("certificate", "Certificate", "AWS::CertificateManager::Certificate")
        .category(Category::Security)
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Region, "region")])
        .api("RequestCertificate", "DeleteCertificate")
        .tagged(Tagging::ACM)
        .keywords("acm tls ssl https");

    /// The Region that it is in: the one of the load balancer that uses it.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// The name that it is for, such as notebookly.com or *.notebookly.com.
    domain: String = String::new()
        => Property::text("Domain", "DomainName", "notebookly.com").fixed();

    /// Further names that it is for.
    other_names: Vec<String> = Vec::new()
        => Property::texts("Further names", "SubjectAlternativeNames", "www.notebookly.com").fixed();

    /// The public hosted zone in which a record proves that the name is yours.
    zone: Option<ResourceId> = None
        => Property::reference("Validated in", "DomainValidationOptions", &[Kind::HostedZone])
            .fixed();

    /// Its ARN where it exists already; a template then uses it as it is.
    arn: String = String::new()
        => Property::text("ARN of an existing one", "", "arn:aws:acm:…").detail();
}

//! The groups of the palette.

/// A group of the palette, as AWS groups its services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// VPC and what belongs to it, Route 53, load balancing.
    Networking,
    /// EC2 and Auto Scaling.
    Compute,
    /// RDS.
    Database,
    /// S3 and EFS.
    Storage,
    /// WAF, security groups, network ACLs, IAM, certificates, secrets.
    Security,
    /// The account, CloudWatch, CloudTrail, SNS, budgets.
    Management,
    /// What is outside AWS: people and what the learner expects of the design.
    Outside,
}

impl Category {
    /// All groups, in the order of the palette.
    pub const ALL: [Self; 7] = [
        Self::Networking,
        Self::Compute,
        Self::Database,
        Self::Storage,
        Self::Security,
        Self::Management,
        Self::Outside,
    ];

    /// Its heading in the palette.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Networking => "Networking",
            Self::Compute => "Compute",
            Self::Database => "Database",
            Self::Storage => "Storage",
            Self::Security => "Security",
            Self::Management => "Management",
            Self::Outside => "Outside AWS",
        }
    }
}

//! Values that several kinds choose from.

use crate::architecture::property::Choice;
use crate::architecture::values::choices;

choices! {
    /// Whether an instance gets a public address when it starts.
    PublicIp {
        /// As its subnet says (rulebook SUB-10).
        #[default]
        Subnet = "subnet" "As the subnet says",
        /// Yes, whatever the subnet says (rulebook LT-7).
        Yes = "yes" "Yes",
        /// No, whatever the subnet says.
        No = "no" "No",
    }
}

choices! {
    /// Whether a load balancer or NAT gateway faces the internet.
    Scheme {
        /// Its nodes have public addresses too.
        #[default]
        InternetFacing = "internet-facing" "Internet-facing",
        /// Private addresses only (rulebook ALB-7).
        Internal = "internal" "Internal",
    }
}

choices! {
    /// The connectivity of a NAT gateway (rulebook NAT-5).
    Connectivity {
        /// With an Elastic IP, to the internet.
        #[default]
        Public = "public" "Public",
        /// Between private networks. How it translates is not modelled.
        Private = "private" "Private",
    }
}

choices! {
    /// What an instance is doing.
    InstanceState {
        /// It runs and answers.
        #[default]
        Running = "running" "Running",
        /// It is stopped and answers nothing.
        Stopped = "stopped" "Stopped",
    }
}

choices! {
    /// How a target group names its targets (rulebook TG-2). Lambda functions
    /// and load balancers as targets are not modelled.
    TargetType {
        /// By instance.
        #[default]
        Instance = "instance" "Instance",
        /// By private address.
        Ip = "ip" "IP address",
    }
}

choices! {
    /// Which health counts for an Auto Scaling group (rulebook ASG-12).
    HealthCheckType {
        /// The status checks of the instance.
        #[default]
        Ec2 = "EC2" "EC2 status",
        /// Those and the health checks of its target groups.
        Elb = "ELB" "EC2 status and load balancer",
    }
}

choices! {
    /// A database engine. The other engines of RDS are not modelled.
    Engine {
        /// MySQL, port 3306.
        #[default]
        Mysql = "mysql" "MySQL",
        /// MariaDB, port 3306.
        Mariadb = "mariadb" "MariaDB",
        /// PostgreSQL, port 5432.
        Postgres = "postgres" "PostgreSQL",
    }
}

impl Engine {
    /// The port that it listens on unless told otherwise (rulebook RDS-9).
    pub const fn default_port(self) -> u16 {
        match self {
            Self::Mysql | Self::Mariadb => 3306,
            Self::Postgres => 5432,
        }
    }
}

choices! {
    /// A service that a gateway endpoint serves (rulebook VPCE-2).
    EndpointService {
        /// Amazon S3.
        #[default]
        S3 = "s3" "Amazon S3",
        /// Amazon DynamoDB.
        Dynamodb = "dynamodb" "Amazon DynamoDB",
    }
}

choices! {
    /// What the learner expects of a flow.
    Expectation {
        /// It must be delivered, and so must its answer.
        #[default]
        Reaches = "reaches" "must reach",
        /// It must never be delivered.
        Never = "never" "must never reach",
    }
}

/// An AMI, by the public parameter that always names its newest version.
/// Source: EC2 User Guide, "Reference the latest AMIs using Systems Manager
/// public parameters".
pub const IMAGES: &[Choice] = &[
    Choice {
        value: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        label: "Amazon Linux 2023 (x86_64)",
    },
    Choice {
        value: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
        label: "Amazon Linux 2023 (arm64)",
    },
];

/// Instance types that a learner meets first (rulebook EC2-14).
pub const INSTANCE_TYPES: &[Choice] = &[
    Choice {
        value: "t3.micro",
        label: "t3.micro · 2 vCPU, 1 GiB",
    },
    Choice {
        value: "t3.small",
        label: "t3.small · 2 vCPU, 2 GiB",
    },
    Choice {
        value: "t3.medium",
        label: "t3.medium · 2 vCPU, 4 GiB",
    },
    Choice {
        value: "t4g.micro",
        label: "t4g.micro · 2 vCPU, 1 GiB, arm64",
    },
    Choice {
        value: "t2.micro",
        label: "t2.micro · 1 vCPU, 1 GiB",
    },
    Choice {
        value: "m5.large",
        label: "m5.large · 2 vCPU, 8 GiB",
    },
];

/// Database instance classes that a learner meets first (rulebook RDS-3).
pub const DATABASE_CLASSES: &[Choice] = &[
    Choice {
        value: "db.t3.micro",
        label: "db.t3.micro · 2 vCPU, 1 GiB",
    },
    Choice {
        value: "db.t3.small",
        label: "db.t3.small · 2 vCPU, 2 GiB",
    },
    Choice {
        value: "db.t3.medium",
        label: "db.t3.medium · 2 vCPU, 4 GiB",
    },
    Choice {
        value: "db.t4g.micro",
        label: "db.t4g.micro · 2 vCPU, 1 GiB",
    },
    Choice {
        value: "db.m5.large",
        label: "db.m5.large · 2 vCPU, 8 GiB",
    },
];

/// EBS volume types (rulebook EBS-3).
pub const VOLUME_TYPES: &[Choice] = &[
    Choice {
        value: "gp3",
        label: "gp3 · general purpose SSD",
    },
    Choice {
        value: "gp2",
        label: "gp2 · general purpose SSD, older",
    },
];

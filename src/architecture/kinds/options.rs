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

choices! {
    /// The processors that a machine image is for (rulebook EC2-16).
    Architecture64 {
        /// Intel and AMD.
        #[default]
        X86 = "x86_64" "x86_64",
        /// Graviton.
        Arm = "arm64" "arm64",
    }
}

choices! {
    /// What a burstable instance does when its CPU credits are used up
    /// (rulebook EC2-15).
    CreditMode {
        /// As its type does: unlimited for t3 and t4g, standard for t2.
        #[default]
        OfItsType = "default" "As its type does",
        /// It slows down to its baseline.
        Standard = "standard" "Standard",
        /// It goes on, and surplus credits are charged.
        Unlimited = "unlimited" "Unlimited",
    }
}

choices! {
    /// On which side of its threshold a metric is bad (rulebook CWA-3).
    AlarmComparison {
        /// Above.
        #[default]
        Greater = "GreaterThanThreshold" ">",
        /// At or above.
        GreaterOrEqual = "GreaterThanOrEqualToThreshold" "≥",
        /// Below.
        Less = "LessThanThreshold" "<",
        /// At or below.
        LessOrEqual = "LessThanOrEqualToThreshold" "≤",
    }
}

choices! {
    /// What a period without a value counts as (rulebook CWA-7).
    MissingData {
        /// Nothing: the alarm cannot tell when too many are missing.
        #[default]
        Missing = "missing" "missing",
        /// Good.
        NotBreaching = "notBreaching" "good",
        /// Bad.
        Breaching = "breaching" "bad",
        /// As if it had not been.
        Ignore = "ignore" "ignored: the state stays",
    }
}

choices! {
    /// Which traffic a flow log writes down.
    FlowTraffic {
        /// All of it.
        #[default]
        All = "ALL" "all",
        /// What was let through.
        Accept = "ACCEPT" "accepted",
        /// What was not.
        Reject = "REJECT" "rejected",
    }
}

choices! {
    /// How a load balancer chooses among healthy targets.
    /// [ALB UG: Routing algorithms]
    Algorithm {
        /// One after the other.
        #[default]
        RoundRobin = "round_robin" "Round robin",
        /// The one with the fewest open requests.
        LeastOutstanding = "least_outstanding_requests" "Least outstanding requests",
        /// By chance, less often where errors were seen.
        WeightedRandom = "weighted_random" "Weighted random",
    }
}

/// How the values of a period become one (rulebook CWA-2).
pub const STATISTICS: &[Choice] = &[
    Choice {
        value: "Average",
        label: "average",
    },
    Choice {
        value: "Sum",
        label: "sum",
    },
    Choice {
        value: "Maximum",
        label: "largest",
    },
    Choice {
        value: "Minimum",
        label: "smallest",
    },
    Choice {
        value: "SampleCount",
        label: "how many",
    },
    Choice {
        value: "p99",
        label: "99th percentile",
    },
];

/// Types of EBS volumes that stand alone (rulebook EBS-3).
pub const EBS_TYPES: &[Choice] = &[
    Choice {
        value: "gp3",
        label: "gp3 · general purpose SSD",
    },
    Choice {
        value: "gp2",
        label: "gp2 · general purpose SSD, older",
    },
    Choice {
        value: "io2",
        label: "io2 · provisioned IOPS SSD",
    },
    Choice {
        value: "io1",
        label: "io1 · provisioned IOPS SSD, older",
    },
    Choice {
        value: "st1",
        label: "st1 · throughput HDD",
    },
    Choice {
        value: "sc1",
        label: "sc1 · cold HDD",
    },
    Choice {
        value: "standard",
        label: "standard · magnetic, older",
    },
];

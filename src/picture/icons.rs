//! AWS's own drawings, byte for byte, carried by the program: a page asks no
//! server for an icon, and a picture needs no file beside it. `tests/icons.rs`
//! holds the list to the kinds. Nothing here may change a drawing (see NOTICE).

macro_rules! icons {
    ($($name:literal)+) => {
        /// Every icon by name, with its drawing.
        pub const ICONS: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../assets/icons/", $name, ".svg"))),)+
        ];
    };
}

// Those that are shown somewhere; each costs about 400 bytes on the wire.
icons! {
    "account"
    "ami"
    "application-load-balancer"
    "auto-scaling-group"
    "brand"
    "budget"
    "certificate"
    "cloudtrail"
    "cloudwatch"
    "cloudwatch-alarm"
    "ebs-snapshot"
    "ebs-volume"
    "ec2-instance"
    "efs"
    "elasticache"
    "flow-log"
    "health-check"
    "iam"
    "iam-policy"
    "iam-role"
    "iam-user"
    "internet"
    "internet-gateway"
    "key-pair"
    "lambda"
    "launch-template"
    "load-balancer"
    "log-group"
    "nat-gateway"
    "network-acl"
    "peering"
    "rds"
    "region"
    "route-53"
    "route-table"
    "s3"
    "s3-bucket"
    "secrets-manager"
    "security-group"
    "sns"
    "subnet-private"
    "subnet-public"
    "target-group"
    "user"
    "users"
    "vpc"
    "vpc-endpoint"
    "waf"
}

/// The drawing of an icon.
pub fn drawing(name: &str) -> Option<&'static str> {
    let found = ICONS.iter().find(|(known, _)| *known == name);
    found.map(|(_, drawing)| *drawing)
}

/// Whether a line drawing reaches into its corners, which therefore stay; the corners of
/// all others are rounded.
pub fn keeps_corners(name: &str) -> bool {
    matches!(
        name,
        "route-table"
            | "ami"
            | "s3-bucket"
            | "ebs-volume"
            | "launch-template"
            | "db-subnet-group"
            | "cloudwatch-alarm"
            | "iam-role"
    )
}

/// Whether a drawing is made of dark lines alone, and so needs a light plate
/// behind it wherever the ground is dark.
pub fn wants_plate(name: &str) -> bool {
    matches!(
        name,
        "user"
            | "users"
            | "iam-user"
            | "internet"
            | "security-group"
            | "target-group"
            | "availability-zone"
    )
}

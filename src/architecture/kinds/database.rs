//! An RDS database: the library.

use super::{DATABASE_CLASSES, Engine, Kind};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::{Choice, Property};
use crate::architecture::tags::Tagging;
use crate::architecture::values::AddressText;

const STORAGE_TYPES: &[Choice] = &[
    Choice { value: "gp3", label: "gp3 · general purpose SSD" },
    Choice { value: "gp2", label: "gp2 · general purpose SSD, older" },
];

declare! {
    /// An RDS database instance, with the subnet group that it lives in. With
    /// Multi-AZ a standby in another Availability Zone takes over under the
    /// same name when the first one fails; it answers no queries before that.
    /// [RDS UG: Multi-AZ DB instance deployments]
    Database = KindInfo::new("database", "RDS database", "AWS::RDS::DBInstance")
        .icon("rds")
        .category(Category::Database)
        .places(&[
            Place::inside(Kind::Subnet, "subnets"),
            Place::across(Kind::Vpc, "subnets", false),
        ])
        .api("CreateDBInstance", "DeleteDBInstance")
        .tagged(Tagging::RDS)
        .can_fail()
        .talks()
        .keywords("rds mysql postgres library sql");

    /// The subnets of its subnet group, in at least two Availability Zones.
    subnets: Vec<ResourceId> = Vec::new()
        => Property::references("Subnet group", "DBSubnetGroup", &[Kind::Subnet])
            .via("ModifyDBSubnetGroup");

    /// The guards at its door; none means the VPC's default group.
    security_groups: Vec<ResourceId> = Vec::new()
        => Property::references("Security groups", "VPCSecurityGroups", &[Kind::SecurityGroup])
            .via("ModifyDBInstance");

    /// Which database it runs.
    engine: Engine = Engine::Mysql
        => Property::choice("Engine", "Engine", Engine::CHOICES).fixed();

    /// The exact version, such as 8.4.11; empty for AWS's default.
    engine_version: String = String::new()
        => Property::text("Engine version", "EngineVersion", "8.4.11").via("ModifyDBInstance");

    /// How much CPU and memory it has.
    class: String = "db.t3.micro".to_owned()
        => Property::suggested("Class", "DBInstanceClass", DATABASE_CLASSES).via("ModifyDBInstance");

    /// The port it listens on; empty for the engine's own.
    port: Option<u16> = None
        => Property::number("Port", "Port", (1150, 65535), "").via("ModifyDBInstance");

    /// Whether a standby is kept in another zone.
    multi_az: bool = true
        => Property::flag("Multi-AZ", "MultiAZ").via("ModifyDBInstance");

    /// The zone of the primary; empty where AWS chooses.
    primary_zone: String = String::new()
        => Property::zone("Primary zone", "AvailabilityZone").fixed();

    /// The size of its disk; it can grow and never shrink.
    storage: u32 = 20
        => Property::number("Storage", "AllocatedStorage", (20, 65_536), "GiB").via("ModifyDBInstance");

    /// Up to which size it grows by itself; empty for not at all.
    max_storage: Option<u32> = None
        => Property::number("Grows up to", "MaxAllocatedStorage", (20, 65_536), "GiB").via("ModifyDBInstance").detail();

    /// The type of its disk.
    storage_type: String = "gp3".to_owned()
        => Property::choice("Storage type", "StorageType", STORAGE_TYPES).via("ModifyDBInstance");

    /// Whether its disk is encrypted; it cannot be changed in place.
    encrypted: bool = true
        => Property::flag("Encrypted", "StorageEncrypted").fixed();

    /// Days that automatic backups are kept; 0 turns them off.
    backup_days: u8 = 7
        => Property::number("Backups", "BackupRetentionPeriod", (0, 35), "days").via("ModifyDBInstance");

    /// When automatic backups are made, in UTC, such as 18:30-19:00; empty
    /// where AWS chooses.
    backup_window: String = String::new()
        => Property::text("Backup window", "PreferredBackupWindow", "18:30-19:00").via("ModifyDBInstance").detail();

    /// Whether Performance Insights records what its queries wait for.
    performance_insights: bool = false
        => Property::flag("Performance Insights", "EnablePerformanceInsights").via("ModifyDBInstance").detail();

    /// Whether AWS goes on patching it, for a charge, when standard support
    /// has ended; without it AWS upgrades it then. CloudFormation's default.
    extended_support: bool = true
        => Property::flag("Extended Support", "EngineLifecycleSupport").fixed().detail();

    /// The database that it is a read replica of.
    replica_of: Option<ResourceId> = None
        => Property::reference("Read replica of", "SourceDBInstanceIdentifier", &[Kind::Database])
            .via("PromoteReadReplica").detail();

    /// Whether its name answers with a public address on the internet.
    public: bool = false
        => Property::flag("Publicly accessible", "PubliclyAccessible").via("ModifyDBInstance");

    /// Whether it refuses to be deleted.
    deletion_protection: bool = false
        => Property::flag("Deletion protection", "DeletionProtection").via("ModifyDBInstance");

    /// The name of its first user. The password is made and kept by Secrets
    /// Manager, never in a template.
    username: String = "admin".to_owned()
        => Property::text("Master user", "MasterUsername", "admin").fixed();

    /// The private address of the primary; empty where AWS chooses.
    private_address: AddressText = AddressText::default()
        => Property::address("Private address", "");

    /// The private address of the standby; empty where AWS chooses.
    standby_address: AddressText = AddressText::default()
        => Property::address("Standby address", "");
}

impl Database {
    /// The port that it listens on.
    pub fn listening_port(&self) -> u16 {
        self.port.unwrap_or(self.engine.default_port())
    }
}

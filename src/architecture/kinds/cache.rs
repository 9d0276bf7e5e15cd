//! An ElastiCache cluster: where sessions live outside the servers.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::{Choice, Property};
use crate::architecture::tags::Tagging;
use crate::architecture::values::choices;

choices! {
    /// What a cache runs. Memcached, which has no replication, is not
    /// modelled.
    CacheEngine {
        /// Valkey, the open continuation of Redis.
        #[default]
        Valkey = "valkey" "Valkey",
        /// Redis OSS.
        Redis = "redis" "Redis OSS",
    }
}

/// Node types that a learner meets first. [ElastiCache UG: Supported node types]
pub const CACHE_TYPES: &[Choice] = &[
    Choice { value: "cache.t4g.micro", label: "cache.t4g.micro · 0.5 GiB" },
    Choice { value: "cache.t3.micro", label: "cache.t3.micro · 0.5 GiB" },
    Choice { value: "cache.t4g.small", label: "cache.t4g.small · 1.37 GiB" },
    Choice { value: "cache.t3.small", label: "cache.t3.small · 1.37 GiB" },
    Choice { value: "cache.m7g.large", label: "cache.m7g.large · 6.38 GiB" },
];

declare! {
    /// An ElastiCache replication group keeps data in memory, such as the
    /// sessions of customers, so that any server can serve any of them. One
    /// node takes the writes; replicas in other zones stand in for it.
    /// [ElastiCache UG: Replication groups]
    Cache = KindInfo::new("cache", "ElastiCache", "AWS::ElastiCache::ReplicationGroup")
        .category(Category::Database)
        .icon("elasticache")
        .places(&[
            Place::inside(Kind::Subnet, "subnets"),
            Place::across(Kind::Vpc, "subnets", false),
        ])
        .api("CreateReplicationGroup", "DeleteReplicationGroup")
        .tagged(Tagging::ELASTICACHE)
        .can_fail()
        .talks()
        .noun("cache")
        .keywords("elasticache redis valkey session memory");

    /// The subnets of its subnet group.
    subnets: Vec<ResourceId> = Vec::new()
        => Property::references("Subnet group", "CacheSubnetGroupName", &[Kind::Subnet])
            .via("ModifyCacheSubnetGroup");

    /// The guards at its door; none means the VPC's default group.
    security_groups: Vec<ResourceId> = Vec::new()
        => Property::references("Security groups", "SecurityGroupIds", &[Kind::SecurityGroup])
            .via("ModifyReplicationGroup");

    /// What it runs.
    engine: CacheEngine = CacheEngine::Valkey
        => Property::choice("Engine", "Engine", CacheEngine::CHOICES).via("ModifyReplicationGroup");

    /// How much memory a node has.
    node_type: String = "cache.t4g.micro".to_owned()
        => Property::suggested("Node type", "CacheNodeType", CACHE_TYPES).via("ModifyReplicationGroup");

    /// How many nodes there are, the one that takes the writes among them.
    nodes: u8 = 2
        => Property::number("Nodes", "NumCacheClusters", (1, 6), "").via("IncreaseReplicaCount");

    /// Whether the nodes stand in several zones and a replica takes over.
    multi_az: bool = true
        => Property::flag("Multi-AZ", "MultiAZEnabled").via("ModifyReplicationGroup");

    /// Whether it is encrypted where it is stored; fixed at creation.
    encrypted: bool = true
        => Property::flag("Encrypted", "AtRestEncryptionEnabled").fixed().detail();

    /// Whether the way to it is encrypted.
    encrypted_in_transit: bool = true
        => Property::flag("Encrypted in transit", "TransitEncryptionEnabled")
            .via("ModifyReplicationGroup").detail();
}

impl Cache {
    /// The port that it listens on. [ElastiCache UG: Ports]
    pub const PORT: u16 = 6379;

    /// One of its nodes, from 1; AWS numbers them so: notebookly-sessions-001.
    pub fn node(id: &ResourceId, number: usize) -> ResourceId {
        id.member(format!("{number:03}"))
    }
}

//! Records of a hosted zone.

use super::choices;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::Kind;
use crate::architecture::property::PropertyType;
use crate::architecture::row::{Member, RowInfo, row};

choices! {
    /// The type of a record. Others that Route 53 knows are not modelled.
    RecordType {
        /// An IPv4 address, or an alias to a resource that has some.
        #[default]
        A = "A" "A",
        /// Another name to ask for.
        Cname = "CNAME" "CNAME",
    }
}

choices! {
    /// How Route 53 chooses among records of the same name and type.
    /// Geoproximity and IP-based routing are not modelled. [R53 DG: Choosing a
    /// routing policy]
    RoutingPolicy {
        /// There is one record, and all of its values are given.
        #[default]
        Simple = "simple" "Simple",
        /// By chance, in proportion to the weights.
        Weighted = "weighted" "Weighted",
        /// The Region with the least delay to whoever asks.
        Latency = "latency" "Latency",
        /// The primary while it is healthy, else the secondary.
        Failover = "failover" "Failover",
        /// By the country or continent of whoever asks.
        Geolocation = "geolocation" "Geolocation",
        /// Up to eight healthy ones at once.
        Multivalue = "multivalue" "Multivalue answer",
    }
}

choices! {
    /// Which of the two a failover record is (rulebook R53-18).
    FailoverRole {
        /// The one that counts while it is healthy.
        #[default]
        Primary = "PRIMARY" "Primary",
        /// The one that stands in.
        Secondary = "SECONDARY" "Secondary",
    }
}

/// What an alias record may point at, of what is modelled (rulebook R53-10).
const ALIAS_TARGETS: &[Kind] = &[Kind::LoadBalancer, Kind::Bucket];

// An alias has no values and no time to live of its own, and what has values
// evaluates no target (rulebook R53-6). Route 53 does
// not notice when its target is deleted: the record stays and points nowhere.
row! {
    /// One record, by value or as an alias. Several of the same name and type
    /// share a routing policy other than simple.
    DnsRecord = RowInfo::forms("record", "record");

    /// The full name, such as `www.notebookly.com`.
    name: String = String::new()
        => Member::text("Name", "www.notebookly.com");

    /// Its type.
    record_type as "type": RecordType = RecordType::A
        => Member::choice("Type", RecordType::CHOICES);

    /// The resource that an alias record points at.
    alias: Option<ResourceId> = None
        => Member::reference("Alias of", ALIAS_TARGETS)
            .optional()
            .kept()
            .instead_of(&["values", "ttl"]);

    /// Addresses or, for a CNAME, one name; or the id of a resource.
    values: Vec<String> = Vec::new()
        => Member::new("Values", PropertyType::Names("203.0.113.10"))
            .optional()
            .instead_of(&["alias", "evaluate_target_health"]);

    /// Seconds that an answer may be remembered; 300 when absent.
    ttl: u32 = 300
        => Member::number("TTL", (0, 2_147_483_647), "seconds").optional();

    /// How Route 53 chooses among records of this name and type.
    policy: RoutingPolicy = RoutingPolicy::Simple
        => Member::choice("Routing", RoutingPolicy::CHOICES).optional().detail();

    /// What tells it from the others of its name, under any policy but simple.
    set_id: String = String::new()
        => Member::text("Set identifier", "mumbai").optional().detail();

    /// Its weight, 0 to 255, for weighted routing.
    weight: u8 = 100
        => Member::number("Weight", (0, 255), "").optional().detail();

    /// The Region that it stands for, for latency routing.
    region: String = String::new()
        => Member::text("Region", "ap-south-1").optional().detail();

    /// Whether it is the primary or the secondary, for failover routing.
    role: FailoverRole = FailoverRole::Primary
        => Member::choice("Failover", FailoverRole::CHOICES).optional().detail();

    /// A country such as IN, a continent such as AS, or * for everybody else,
    /// for geolocation routing.
    location: String = String::new()
        => Member::text("Location", "IN").optional().detail();

    /// The health check without which it is not given out.
    health_check: Option<ResourceId> = None
        => Member::reference("Health check", &[Kind::HealthCheck]).optional().detail();

    /// Whether an alias is given out only while its target is healthy.
    evaluate_target_health: bool = false
        => Member::new("Evaluate target health", PropertyType::Flag).optional().detail();
}

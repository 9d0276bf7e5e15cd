//! What a class of RDS gives: vCPUs, memory, credits, connections.

use crate::architecture::Engine;

/// A gibibyte.
pub const GIB: u64 = 1 << 30;

/// A class of RDS. [RDS UG: Hardware specifications for DB instance classes]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// How many vCPUs it has.
    pub vcpus: u32,
    /// Its memory in bytes.
    pub memory: u64,
    /// What its baseline earns each second in thousandths of a vCPU; 0 where
    /// it has no credits (SEC-9: the same for t3 and t4g).
    pub earns: u64,
}

impl Class {
    /// The smallest, which stands for classes that we have no numbers of.
    pub const MICRO: Self = Self {
        vcpus: 2,
        memory: GIB,
        earns: 200,
    };

    /// The class of this name; `None` where we have no numbers of it. Known are
    /// db.t3 and db.t4g, and all generations of db.m and db.r.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let mut parts = name.split('.');
        let (Some("db"), Some(family), Some(size), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        if matches!(family, "t3" | "t4g") {
            let (vcpus, gib, earns) = match size {
                "micro" => (2, 1, 200),
                "small" => (2, 2, 400),
                "medium" => (2, 4, 400),
                "large" => (2, 8, 600),
                "xlarge" => (4, 16, 1_600),
                "2xlarge" => (8, 32, 3_200),
                _ => return None,
            };
            return Some(Self {
                vcpus,
                memory: gib * GIB,
                earns,
            });
        }
        let generation = family.as_bytes().get(1).filter(|it| it.is_ascii_digit());
        let each = match (family.as_bytes().first(), generation) {
            (Some(b'm'), Some(b'5'..)) => 4,
            (Some(b'r'), Some(b'5'..)) => 8,
            _ => return None,
        };
        let vcpus = match size {
            "large" => 2,
            "xlarge" => 4,
            _ => {
                let times: u32 = size.strip_suffix("xlarge")?.parse().ok()?;
                (1..=48).contains(&times).then_some(times * 4)?
            }
        };
        Some(Self {
            vcpus,
            memory: u64::from(vcpus) * each * GIB,
            earns: 0,
        })
    }
}

/// How many connections an engine takes by default with so much memory: the
/// upper bound, because the memory that counts is less than the class's
/// (SRD-9).
pub fn connections_of_memory(engine: Engine, memory: u64) -> u32 {
    let connections = match engine {
        Engine::Mysql | Engine::Mariadb => memory / 12_582_880,
        Engine::Postgres => (memory / 9_531_392).min(5_000),
    };
    // What the parameter takes at most in MySQL. [RDS UG: Quotas]
    u32::try_from(connections).unwrap_or(u32::MAX).min(100_000)
}

/// How many connections a database of this class takes: `max_connections`.
/// For the micro classes reports are followed instead of the formula
/// (assumption `micro-connections`).
pub fn max_connections(engine: Engine, name: &str, class: Class) -> u32 {
    let name = name.trim();
    let micro = ["db.t3.micro", "db.t4g.micro"];
    if micro.iter().any(|it| name.eq_ignore_ascii_case(it)) {
        return 60;
    }
    connections_of_memory(engine, class.memory).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tv_36_connections_follow_the_memory() {
        let of = |gib: u64| connections_of_memory(Engine::Mysql, gib * GIB);
        assert_eq!([1, 2, 4, 8].map(of), [85, 170, 341, 682]);
        let postgres = |gib: u64| connections_of_memory(Engine::Postgres, gib * GIB);
        assert_eq!([1, 8, 256].map(postgres), [112, 901, 5_000]);
    }

    #[test]
    fn micro_classes_take_60() {
        let most = |engine, name| max_connections(engine, name, Class::of(name).unwrap());
        assert_eq!(most(Engine::Mysql, "db.t3.micro"), 60);
        assert_eq!(most(Engine::Postgres, "DB.T4G.micro"), 60);
        assert_eq!(most(Engine::Mysql, "db.t3.small"), 170);
        assert_eq!(most(Engine::Mariadb, "db.m5.large"), 682);
    }

    #[test]
    fn classes_are_read_from_their_names() {
        let of = |name| Class::of(name).map(|it| (it.vcpus, it.memory / GIB, it.earns));
        assert_eq!(of("db.t3.micro"), Some((2, 1, 200)));
        assert_eq!(of("db.t4g.2xlarge"), Some((8, 32, 3_200)));
        assert_eq!(of("db.m7g.4xlarge"), Some((16, 64, 0)));
        assert_eq!(of("db.r6gd.large"), Some((2, 16, 0)));
        for unknown in [
            "",
            "t3.micro",
            "db.t2.micro",
            "db.t3.nano",
            "db.x2g.large",
            "db.m4.large",
            "db.m5.0xlarge",
            "db.m5.large.more",
            "db.m",
        ] {
            assert_eq!(of(unknown), None, "{unknown}");
        }
    }
}

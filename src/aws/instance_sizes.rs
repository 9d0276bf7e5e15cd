//! How much an instance type has: vCPUs, memory, and the CPU credits of the T
//! families.
//!
//! Sources: [EC2 UG: Instance types], [EC2 UG: Key concepts for burstable
//! performance instances] for the credits (simulation SEC-9), rulebook EC2-14.

/// What a type has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Its vCPUs.
    pub vcpus: u32,
    /// Its memory in MiB.
    pub memory_mib: u32,
    /// Whether the type stands in our table. The numbers of one that does not
    /// are those that its size has in other families: an assumption
    /// (`unknown-type`), which whoever shows them has to name.
    pub listed: bool,
}

/// The CPU credits of a type of the T families.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burst {
    /// Its vCPUs.
    pub vcpus: u32,
    /// The share of each vCPU that it may use for ever, in thousandths.
    pub baseline: u32,
    /// Whether it may borrow credits unless somebody says otherwise (rulebook
    /// EC2-15).
    pub unlimited: bool,
    /// Credits that it starts with in standard mode (SEC-11).
    pub launch_credits: u32,
    /// Whether its credits outlive a stop, for seven days (SEC-10).
    pub survives_a_stop: bool,
}

/// A t3.micro, the server that the course explains credits with.
pub const T3_MICRO: Burst = Burst::of_t3(2, 100);

impl Burst {
    /// Of the families t3, t3a and t4g.
    const fn of_t3(vcpus: u32, baseline: u32) -> Self {
        Self {
            vcpus,
            baseline,
            unlimited: true,
            launch_credits: 0,
            survives_a_stop: true,
        }
    }

    /// The credits that it earns an hour: a credit is one vCPU at full load
    /// for one minute (SEC-8).
    pub fn earned_per_hour(self) -> f64 {
        f64::from(self.baseline * self.vcpus * 60) / 1000.0
    }

    /// The most that it keeps: what it earns in a day (SEC-10).
    pub fn most(self) -> f64 {
        self.earned_per_hour() * 24.0
    }
}

/// The sizes of the T families: name, vCPUs of a t3, those of a t2, memory in
/// MiB, and the baseline of a vCPU in thousandths, t3's and t2's.
const T: &[(&str, u32, u32, u32, u32, u32)] = &[
    ("nano", 2, 1, 512, 50, 50),
    ("micro", 2, 1, 1_024, 100, 100),
    ("small", 2, 1, 2_048, 200, 200),
    ("medium", 2, 2, 4_096, 200, 200),
    ("large", 2, 2, 8_192, 300, 300),
    ("xlarge", 4, 4, 16_384, 400, 225),
    ("2xlarge", 8, 8, 32_768, 400, 170),
];

/// The other families that are listed, with the GiB that each has for a vCPU;
/// `large` is two vCPUs, `xlarge` four.
const FAMILIES: &[(&str, u32)] = &[
    ("c5", 2),
    ("c6g", 2),
    ("c6i", 2),
    ("c7g", 2),
    ("c7i", 2),
    ("m5", 4),
    ("m6g", 4),
    ("m6i", 4),
    ("m7g", 4),
    ("m7i", 4),
    ("r5", 8),
    ("r6g", 8),
    ("r6i", 8),
    ("r7g", 8),
    ("r7i", 8),
];

/// The CPU credits of a type, or of a database class such as `db.t3.micro`;
/// `None` for one that has none.
pub fn burst(kind: &str) -> Option<Burst> {
    let (family, size) = parts(kind)?;
    let &(_, t3, t2, _, of_t3, of_t2) = T.iter().find(|it| it.0 == size)?;
    match family {
        "t3" | "t3a" | "t4g" => Some(Burst::of_t3(t3, of_t3)),
        "t2" => Some(Burst {
            vcpus: t2,
            baseline: of_t2,
            unlimited: false,
            launch_credits: 30 * t2,
            survives_a_stop: false,
        }),
        _ => None,
    }
}

/// What a type has. A text that is no type at all is taken for a `large`.
pub fn size(kind: &str) -> Size {
    let (family, word) = parts(kind).unwrap_or(("", "large"));
    let of_t = T.iter().find(|it| it.0 == word);
    if let (Some(it), Some(burst)) = (of_t, burst(kind)) {
        return Size {
            vcpus: burst.vcpus,
            memory_mib: it.3,
            listed: true,
        };
    }
    let listed = FAMILIES.iter().find(|it| it.0 == family);
    let vcpus = match word.strip_suffix("xlarge") {
        Some("") => 4,
        // More than 192 xlarge there is none.
        Some(number) => number.parse::<u32>().map_or(2, |it| it.clamp(1, 192) * 4),
        None => match word {
            "medium" if listed.is_some() => 1,
            _ => 2,
        },
    };
    // By the letter of the family: compute, memory or general purpose.
    let per_vcpu = listed.map_or(
        match family.as_bytes().first() {
            Some(b'c') => 2,
            Some(b'r' | b'x') => 8,
            _ => 4,
        },
        |it| it.1,
    );
    Size {
        vcpus,
        memory_mib: vcpus * per_vcpu * 1_024,
        listed: listed.is_some() && ["large", "xlarge", "2xlarge", "4xlarge"].contains(&word),
    }
}

/// Family and size; the `db.` or `cache.` of a class is left out.
fn parts(kind: &str) -> Option<(&str, &str)> {
    let kind = kind.trim();
    let bare = ["db.", "cache."]
        .iter()
        .find_map(|it| kind.strip_prefix(it));
    bare.unwrap_or(kind).split_once('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_credits_is_that_of_the_guide() {
        // SEC-9: earned an hour, most, vCPUs, baseline of one.
        for (size, earned, most, vcpus, baseline) in [
            ("nano", 6.0, 144.0, 2, 50),
            ("micro", 12.0, 288.0, 2, 100),
            ("small", 24.0, 576.0, 2, 200),
            ("medium", 24.0, 576.0, 2, 200),
            ("large", 36.0, 864.0, 2, 300),
            ("xlarge", 96.0, 2304.0, 4, 400),
            ("2xlarge", 192.0, 4608.0, 8, 400),
        ] {
            for family in ["t3", "t3a", "t4g"] {
                let it = burst(&format!("{family}.{size}")).expect("a burstable type");
                assert_eq!((it.earned_per_hour(), it.most()), (earned, most), "{size}");
                assert_eq!((it.vcpus, it.baseline), (vcpus, baseline), "{size}");
                assert!(it.unlimited && it.survives_a_stop);
            }
        }
        let t2 = burst("t2.2xlarge").expect("a burstable type");
        assert!((t2.earned_per_hour() - 81.6).abs() < 1e-9);
        assert!((t2.most() - 1958.4).abs() < 1e-9);
        assert_eq!(burst("t2.micro").map(|it| it.launch_credits), Some(30));
        assert_eq!(burst("db.t3.micro"), burst("t3.micro"));
        assert_eq!(burst("t3.micro"), Some(T3_MICRO));
        assert_eq!(burst("m5.large"), None);
    }

    #[test]
    fn a_type_that_is_not_listed_says_so() {
        let of = |kind| {
            let it = size(kind);
            (it.vcpus, it.memory_mib, it.listed)
        };
        assert_eq!(of("t3.micro"), (2, 1_024, true));
        assert_eq!(of("t2.micro"), (1, 1_024, true));
        assert_eq!(of("m5.large"), (2, 8_192, true));
        assert_eq!(of("c7g.xlarge"), (4, 8_192, true));
        assert_eq!(of("x8g.4xlarge"), (16, 131_072, false));
        assert_eq!(of("nonsense"), (2, 8_192, false));
        assert_eq!(of("m9.99999999999xlarge"), (2, 8_192, false));
    }
}

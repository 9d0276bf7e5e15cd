//! What the types of EBS volumes take. [API ec2 CreateVolume], November 2026
//! (rulebook EBS-4 to EBS-8).

/// The bounds of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The smallest and the largest, in GiB.
    pub size: (u32, u32),
    /// The fewest and the most operations a second that can be asked for;
    /// `None` where they follow from the type and the size.
    pub iops: Option<(u32, u32)>,
    /// How many of them for each GiB at most.
    /// [EBS UG: General Purpose SSD volumes; Provisioned IOPS SSD volumes]
    pub iops_per_gib: u32,
    /// Whether they have to be asked for.
    pub needs_iops: bool,
    /// Whether a throughput can be asked for.
    pub throughput: bool,
}

/// What a type takes; `None` where there is no such type.
pub fn bounds(volume_type: &str) -> Option<Bounds> {
    let of_size = |size| Bounds {
        size,
        iops: None,
        iops_per_gib: 0,
        needs_iops: false,
        throughput: false,
    };
    Some(match volume_type {
        "gp2" => of_size((1, 16_384)),
        "gp3" => Bounds {
            iops: Some((3_000, 80_000)),
            iops_per_gib: 500,
            throughput: true,
            ..of_size((1, 65_536))
        },
        "io1" => Bounds {
            iops: Some((100, 64_000)),
            iops_per_gib: 50,
            needs_iops: true,
            ..of_size((4, 16_384))
        },
        "io2" => Bounds {
            iops: Some((100, 256_000)),
            iops_per_gib: 1_000,
            needs_iops: true,
            ..of_size((4, 65_536))
        },
        "st1" | "sc1" => of_size((125, 16_384)),
        "standard" => of_size((1, 1_024)),
        _ => return None,
    })
}

impl Bounds {
    /// The fewest and the most operations a second of a volume of this size;
    /// what a type includes can always be asked for.
    pub fn iops_of(&self, size: u32) -> Option<(u32, u32)> {
        let (least, most) = self.iops?;
        let by_size = self.iops_per_gib.saturating_mul(size);
        Some((least, by_size.clamp(least, most)))
    }

    /// The largest throughput with so many operations a second, in MiB/s: a
    /// quarter of a MiB/s for each. [EBS UG: General Purpose SSD volumes]
    pub fn throughput_with(iops: u32) -> u32 {
        (iops / 4).clamp(125, 2_000)
    }
}

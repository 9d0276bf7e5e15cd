//! What an instance type's name tells of it.

/// The families that cfn-lint calls previous.
const PREVIOUS: &[&str] = &[
    "c1", "c2", "c3", "cc2", "cg1", "cr1", "g2", "hi1", "hs1", "i2", "m1", "m2", "m3", "r1", "r2",
    "r3", "t1",
];

/// Whether a type is of a previous generation (rulebook EC2-4).
pub fn is_previous_generation(kind: &str) -> bool {
    let family = kind.split('.').next().unwrap_or_default();
    PREVIOUS.contains(&family)
}

/// How many network interfaces a type takes, of the few types that we have the
/// number for (rulebook EC2-14).
pub fn most_interfaces(kind: &str) -> Option<usize> {
    match kind {
        "t2.micro" | "t3.micro" | "t4g.micro" => Some(2),
        "t3.small" | "t3.medium" | "m5.large" => Some(3),
        _ => None,
    }
}

/// Whether a type has a Graviton processor, by AWS's way of naming: the letter
/// behind the generation tells the processor, and `g` is Graviton. `a1` is
/// older than that; of the Macs nothing is said.
pub fn is_arm(kind: &str) -> Option<bool> {
    let (family, _) = kind.trim().split_once('.')?;
    let digit = |it: char| it.is_ascii_digit();
    let generation = family.find(digit)?;
    match &family[..generation] {
        "" | "mac" => None,
        "a" => Some(true),
        _ => Some(
            family[generation..]
                .trim_start_matches(digit)
                .starts_with('g'),
        ),
    }
}

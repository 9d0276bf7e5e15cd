//! What an instance type's name tells of it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

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

/// The families that some Region has: cfn-lint 1.58.0, data of 20 October 2026
/// (rulebook EC2-3).
const FAMILIES: &str = "a1 c1 c3 c4 c5 c5a c5ad c5d c5n c6a c6g c6gd c6gn c6i c6id c6in c7a c7g c7gd c7gn \
    c7i c7i-flex c8a c8g c8gb c8gd c8gn c8i c8i-flex c8ib c8id c8in c8ine c9g c9gd cc2 \
    cr1 d2 d3 d3en dl1 dl2q f1 f2 g2 g3 g3s g4ad g4dn g5 g5g g6 g6e g6f g7 g7e gr6 \
    gr6f h1 hpc6a hpc6id hpc7a hpc7g hpc8a hs1 i2 i3 i3en i3p i4g i4i i7i i7ie i8g \
    i8ge im4gn inf1 inf2 is4gen m1 m2 m3 m4 m5 m5a m5ad m5d m5dn m5n m5zn m6a m6g m6gd \
    m6i m6id m6idn m6in m7a m7g m7gd m7i m7i-flex m8a m8azn m8g m8gb m8gd m8gn m8i \
    m8i-flex m8ib m8id m8idb m8idn m8in m8ine m9g m9gd mac-m3ultra mac-m4 mac-m4max \
    mac-m4pro mac1 mac2 mac2-m1ultra mac2-m2 mac2-m2pro p2 p3 p3dn p4d p4de p5 p5e \
    p5en p6-b200 p6-b300 r3 r4 r5 r5a r5ad r5b r5d r5dn r5n r6a r6g r6gd r6i r6id \
    r6idn r6in r7a r7g r7gd r7i r7iz r8a r8g r8gb r8gd r8gn r8i r8i-flex r8ib r8id \
    r8idb r8idn r8in r9g r9gd t1 t2 t3 t3a t4g t8i trn1 trn1n trn2 u-12tb1 u-18tb1 \
    u-24tb1 u-3tb1 u-6tb1 u-9tb1 u7i-12tb u7i-6tb u7i-8tb u7in-16tb u7in-24tb \
    u7in-32tb vt1 x1 x1e x2gd x2idn x2iedn x2iezn x8aedz x8g x8i z1d";

/// Those of them that Mumbai has none of, from the same data.
const NOT_IN_MUMBAI: &str = "c1 c3 c5ad c6id c7a c7gn c8a c8gb c8ib c8in c8ine c9g c9gd cc2 cr1 d3en dl1 dl2q \
    f1 f2 g2 g3 g3s g4ad g5g g7 h1 hpc6a hpc6id hpc7a hpc7g hpc8a hs1 i3p i4g m1 m2 m3 \
    m5dn m5n m5zn m7a m8azn m8gb m8gn m8ib m8idb m8idn m8in m8ine m9g m9gd mac-m3ultra \
    mac-m4 mac-m4max mac-m4pro mac2 mac2-m1ultra mac2-m2 mac2-m2pro p3 p3dn p4de p5e \
    p6-b300 r5b r5dn r6idn r6in r7a r7iz r8a r8gb r8gn r8ib r8idb r8idn r8in r9g r9gd \
    t1 trn1 trn1n trn2 u-18tb1 u-24tb1 u-3tb1 u7in-24tb u7in-32tb vt1 x2gd x2iezn x8g";

/// The sizes that there are, from the same data, but for `xlarge` and
/// `metal-…xl` with a number.
const SIZES: &[&str] = &[
    "nano", "micro", "small", "medium", "large", "xlarge", "metal",
];

/// Whether a Region offers types of the family of `kind`. `None` where we have
/// no list of the Region, or the text is no instance type at all.
pub fn is_offered(kind: &str, region: &str) -> Option<bool> {
    let (family, _) = kind.trim().split_once('.')?;
    let in_mumbai = OFFERED.get(family).copied();
    in_mumbai.filter(|_| region == "ap-south-1")
}

/// Each family, and whether Mumbai offers types of it: looked up once for each
/// server of a drawing, and there may be thousands.
static OFFERED: LazyLock<FxHashMap<&str, bool>> = LazyLock::new(|| {
    let mut families: FxHashMap<&str, bool> = FAMILIES
        .split_ascii_whitespace()
        .map(|it| (it, true))
        .collect();
    for lacking in NOT_IN_MUMBAI.split_ascii_whitespace() {
        if let Some(offered) = families.get_mut(lacking) {
            *offered = false;
        }
    }
    families
});

/// Whether there is a family and a size of these names on AWS. Not each family
/// has each size.
pub fn exists(kind: &str) -> bool {
    let Some((family, size)) = kind.trim().split_once('.') else {
        return false;
    };
    let number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let numbered = size
        .strip_prefix("metal-")
        .and_then(|it| it.strip_suffix("xl"))
        .or_else(|| size.strip_suffix("xlarge"));
    OFFERED.contains_key(family) && (SIZES.contains(&size) || numbered.is_some_and(number))
}

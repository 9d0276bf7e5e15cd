//! From where Route 53 checks health, and how many voices count.

/// The addresses that health checkers come from, a range for each of their
/// places, as ip-ranges.json lists them for the service ROUTE53_HEALTHCHECKS
/// [API route53 GetCheckerIpRanges].
pub const CHECKERS: &[[u8; 4]] = &[
    [15, 177, 0, 1],
    [54, 183, 255, 129],
    [54, 228, 16, 1],
    [54, 232, 40, 65],
    [54, 241, 32, 65],
    [54, 243, 31, 193],
    [54, 244, 52, 193],
    [54, 245, 168, 1],
    [54, 248, 220, 1],
    [54, 250, 253, 193],
    [54, 251, 31, 129],
    [54, 252, 79, 129],
    [54, 252, 254, 193],
    [54, 255, 254, 193],
    [107, 23, 255, 1],
    [176, 34, 159, 193],
    [177, 71, 207, 129],
];

/// Of a hundred checkers, more than so many must find an endpoint healthy
/// [R53 DG: How Route 53 determines whether a health check is healthy].
pub const ENOUGH: usize = 18;

/// Records that a multivalue answer holds at most
/// [R53 DG: Multivalue answer routing].
pub const MOST_VALUES: usize = 8;

//! Where the next instance goes, which one goes first, how many may be
//! replaced at once (SAS-2, SAS-11, SAS-13, SAS-28).

use super::super::clock::{HOUR, Second};
use super::super::dice::Dice;

/// The zones with the fewest instances among those that can take one.
pub fn fewest(counts: &[u32], can: &[bool]) -> Vec<usize> {
    let open = || (0..counts.len()).filter(|it| can.get(*it) == Some(&true));
    let least = open().map(|it| counts[it]).min();
    open().filter(|it| Some(counts[*it]) == least).collect()
}

/// One of them, by chance.
pub fn any(of: &[usize], dice: &mut Dice) -> Option<usize> {
    let last = u32::try_from(of.len()).ok()?.checked_sub(1)?;
    of.get(dice.between(0, last) as usize).copied()
}

/// A member that may be ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which server.
    pub server: u32,
    /// Its zone.
    pub zone: usize,
    /// The version of the template that it came from.
    pub template: u32,
    /// When it was launched.
    pub launched: Second,
}

/// Whom scale-in ends: of the zone with most members the one with the oldest
/// template, of those the one nearest to its next hour, of those any (SAS-13).
pub fn first_to_go(candidates: &[Candidate], now: Second, dice: &mut Dice) -> Option<u32> {
    let in_zone = |zone| candidates.iter().filter(|it| it.zone == zone).count();
    let most = candidates.iter().map(|it| in_zone(it.zone)).max()?;
    let pool = || candidates.iter().filter(|it| in_zone(it.zone) == most);
    let oldest = pool().map(|it| it.template).min()?;
    let pool = || pool().filter(|it| it.template == oldest);
    let of_hour = |it: &Candidate| now.saturating_sub(it.launched) % HOUR;
    let nearest = pool().map(of_hour).max()?;
    let last: Vec<usize> = (0..candidates.len())
        .filter(|&it| {
            let it = &candidates[it];
            in_zone(it.zone) == most && it.template == oldest && of_hour(it) == nearest
        })
        .collect();
    any(&last, dice).map(|it| candidates[it].server)
}

/// How many instances have to move so that no zone that can take instances has
/// two more than another (SAS-11).
pub fn moves(counts: &[u32], can: &[bool]) -> u32 {
    let mut open: Vec<u32> = (0..counts.len())
        .filter(|it| can.get(*it) == Some(&true))
        .map(|it| counts[it])
        .collect();
    let mut moves = 0;
    loop {
        open.sort_unstable();
        match open.as_mut_slice() {
            [least, .., most] if *most > *least + 1 => {
                *least += 1;
                *most -= 1;
                moves += 1;
            }
            _ => return moves,
        }
    }
}

/// How far rebalancing may pass the maximum: by a tenth or by one, whichever is
/// more (SAS-11, rulebook ASG-10).
pub fn margin(max: u32) -> u32 {
    (max / 10).max(1)
}

/// How many of a group an instance refresh replaces at once: what the minimum
/// healthy percentage leaves free, and at least one (SAS-28).
pub fn replaceable(desired: u32, min_healthy: u32) -> u32 {
    let healthy = (u64::from(desired) * u64::from(min_healthy)).div_ceil(100);
    u32::try_from(u64::from(desired).saturating_sub(healthy))
        .unwrap_or(u32::MAX)
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tv_25_launches_even_out() {
        let mut counts = [2, 1];
        let zones: Vec<usize> = (0..3)
            .map(|_| {
                // Ties go to the first letter here, to chance in a run.
                let zone = fewest(&counts, &[true, true])[0];
                counts[zone] += 1;
                zone
            })
            .collect();
        assert_eq!((zones, counts), (vec![1, 0, 1], [3, 3]));
        assert_eq!(fewest(&[2, 1], &[true, false]), [0]);
        assert_eq!(fewest(&[1, 1, 2], &[true; 3]), [0, 1]);
        assert!(fewest(&[1], &[false]).is_empty());
    }

    #[test]
    fn tv_26_whom_scale_in_ends() {
        let of = |server, zone, template| Candidate {
            server,
            zone,
            template,
            launched: 0,
        };
        let all = [of(1, 0, 1), of(2, 0, 2), of(3, 1, 1)];
        for seed in 0..20 {
            let mut dice = Dice::of(seed, "group");
            assert_eq!(first_to_go(&all, 100, &mut dice), Some(1));
            // Then zones are even, and the oldest template is in the second.
            assert_eq!(first_to_go(&all[1..], 100, &mut dice), Some(3));
        }
        assert_eq!(first_to_go(&[], 0, &mut Dice::of(0, "group")), None);
    }

    #[test]
    fn the_one_nearest_to_its_hour_goes_then_any() {
        let of = |server, launched| Candidate {
            server,
            zone: 0,
            template: 1,
            launched,
        };
        // At 7,300: 100 s into its hour, 3,300 s, 3,300 s.
        let all = [of(1, 0), of(2, 4_000), of(3, 400)];
        let gone: Vec<_> = (0..50)
            .map(|seed| first_to_go(&all, 7_300, &mut Dice::of(seed, "group")))
            .collect();
        assert!(gone.contains(&Some(2)) && gone.contains(&Some(3)));
        assert!(!gone.contains(&Some(1)));
    }

    #[test]
    fn tv_27_a_refresh_replaces_what_the_percentage_leaves_free() {
        let of = [(10, 90), (20, 90), (10, 50), (10, 100)];
        assert_eq!(of.map(|(n, p)| replaceable(n, p)), [1, 2, 5, 1]);
        assert_eq!(
            (replaceable(2, 90), replaceable(0, 90), replaceable(4, 0)),
            (1, 1, 4)
        );
    }

    #[test]
    fn rebalancing_moves_as_many_as_it_must() {
        assert_eq!(moves(&[0, 2], &[true, true]), 1);
        assert_eq!(moves(&[0, 4], &[true, true]), 2);
        assert_eq!(moves(&[1, 2], &[true, true]), 0);
        assert_eq!(moves(&[0, 4], &[false, true]), 0);
        assert_eq!(moves(&[0, 4, 5], &[true; 3]), 3);
        assert_eq!((margin(4), margin(30)), (1, 3));
    }
}

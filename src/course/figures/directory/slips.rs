//! Who still has the old answer: a record is changed at a time of the day, and the caches
//! of the simulation say who believes what (the assumption `name-cache`: who asked when is
//! spread evenly).

use crate::simulation::load::Cached;
use crate::simulation::load::names::PROPAGATION;
use crate::simulation::{DAY, HOUR, MINUTE, Second};

/// The places whose caches are shown, and how long before the change they asked last if
/// nobody lowered the TTL.
const PLACES: [(&str, Second); 4] = [
    ("Kochi", 2 * MINUTE),
    ("Guwahati", 15 * MINUTE),
    ("Pune", 31 * MINUTE),
    ("Jaipur", 48 * MINUTE),
];

/// The slip of paper of a resolver: an answer, and until when it may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Who has it.
    pub place: &'static str,
    /// At which second of its day the resolver asked.
    pub asked: Second,
    /// Whether that was the day before.
    pub is_of_yesterday: bool,
    /// Until when the answer may be used.
    pub until: Second,
    /// Whether it is the answer from before the change.
    pub is_old: bool,
}

impl Slip {
    /// When the resolver asked, in words.
    pub fn asked_at(&self) -> String {
        match self.is_of_yesterday {
            true => format!("{} the day before", time(self.asked)),
            false => time(self.asked),
        }
    }
}

/// A record that is changed. Times are seconds of the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The TTL of the record before anything is changed, in seconds.
    pub ttl: Second,
    /// The TTL that it is lowered to.
    pub lowered_to: Second,
    /// When it is lowered.
    pub lowered_at: Option<Second>,
    /// When the record is changed.
    pub changed_at: Second,
    /// When the old server is stopped.
    pub off_at: Option<Second>,
    /// The time that is looked at.
    pub at: Second,
}

impl Move {
    /// When the TTL is lowered, where that is early enough to change anything.
    pub fn lowered_in_time(&self) -> Option<Second> {
        self.lowered_at.filter(|it| *it < self.changed_at)
    }

    /// The slips of before the TTL was lowered, and those of after: each 1 while it is the
    /// old answer. All of the name servers have a change after [`PROPAGATION`].
    fn caches(&self) -> (Cached, Cached) {
        let ends = self.lowered_in_time().unwrap_or(self.changed_at);
        let mut long = Cached::new(&[1.0, 0.0], self.ttl);
        long.change(ends + PROPAGATION, &[0.0, 1.0]);
        let mut short = Cached::new(&[1.0, 0.0], self.lowered_to);
        short.change(self.changed_at + PROPAGATION, &[0.0, 1.0]);
        (long, short)
    }

    /// The share of the customers who use the old answer at a time of the day. Those whose
    /// slip is a short one are taken to have asked evenly in its time.
    pub fn old_share(&self, at: Second) -> f64 {
        let (long, short) = self.caches();
        let first = |cached: &Cached| {
            let mut shares = [0.0; 2];
            cached.shares(at, &mut shares);
            shares[0]
        };
        let long = first(&long);
        match self.lowered_in_time() {
            Some(_) => long + (1.0 - long) * first(&short),
            None => long,
        }
    }

    /// From when on no honest resolver gives the old answer any more.
    pub fn old_until(&self) -> Second {
        let (long, short) = self.caches();
        let early = self.lowered_in_time().is_some();
        let settled = |at: Second| long.settled(at) && (!early || short.settled(at));
        // It stays settled, so the place can be found by halves.
        let (mut low, mut high) = (self.changed_at, 3 * DAY);
        while low < high {
            let middle = low + (high - low) / 2;
            match settled(middle) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        low
    }

    /// The share of the customers who are sent to a server that is stopped, at most.
    pub fn lost(&self) -> f64 {
        self.off_at.map_or(0.0, |off| self.old_share(off))
    }

    /// The slips of four resolvers at the time that is looked at.
    pub fn slips(&self) -> [Slip; 4] {
        PLACES.map(|(place, before)| self.slip(place, before))
    }

    /// The slip of somebody who would have asked so long before the change.
    pub(super) fn slip(&self, place: &'static str, before: Second) -> Slip {
        // A day earlier everything was as it had always been.
        let (at, changed) = (self.at + DAY, self.changed_at + DAY + PROPAGATION);
        let lowered = self.lowered_at.map(|it| it + DAY + PROPAGATION);
        let ttl = |asked: Second| match lowered {
            Some(lowered) if asked >= lowered => self.lowered_to,
            _ => self.ttl,
        };
        let mut asked = (self.changed_at + DAY - before) % self.ttl;
        while asked + ttl(asked) <= at {
            asked += ttl(asked);
        }
        Slip {
            place,
            asked: asked % DAY,
            is_of_yesterday: asked < DAY,
            until: (asked + ttl(asked)).saturating_sub(DAY),
            is_old: asked < changed,
        }
    }

    /// How many minutes after the change the old answer is still used, a part of one as one.
    pub fn old_minutes(&self) -> Second {
        (self.old_until() - self.changed_at).div_ceil(MINUTE)
    }
}

/// A time of the day: 12:05, or of the day after.
pub fn time(at: Second) -> String {
    let (day, rest) = (at / DAY, at % DAY);
    let clock = format!("{:02}:{:02}", rest / HOUR, rest % HOUR / MINUTE);
    let clock = match rest % MINUTE {
        0 => clock,
        second => format!("{clock}:{second:02}"),
    };
    match day {
        0 => clock,
        1 => format!("{clock} of the next day"),
        _ => format!("{clock}, {day} days later"),
    }
}

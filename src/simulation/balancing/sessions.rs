//! Sessions that a cookie keeps on one target, and what becomes of them when
//! it goes (SAZ-8).

use super::spread::Spread;

/// The sessions on each target.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sessions {
    live: Vec<u32>,
    /// The same as weights.
    weights: Vec<f64>,
    /// What is carried of those that end.
    ending: f64,
    ends: Spread,
    /// Kept so that nothing is allocated each second.
    counts: Vec<u32>,
}

impl Sessions {
    /// There are so many targets now.
    pub fn fit(&mut self, targets: usize) {
        self.live.resize(targets, 0);
        self.weights.resize(targets, 0.0);
        self.counts.resize(targets, 0);
        self.ends.fit(targets);
    }

    /// The target at this place is no more; how many sessions it had.
    pub fn remove(&mut self, place: usize) -> u32 {
        if place >= self.live.len() {
            return 0;
        }
        self.weights.remove(place);
        self.counts.pop();
        self.ends.remove(place);
        self.live.remove(place)
    }

    /// The target takes no requests any more: its sessions are on none. How
    /// many it had.
    pub fn leave(&mut self, place: usize) -> u32 {
        let Some(live) = self.live.get_mut(place) else {
            return 0;
        };
        self.weights[place] = 0.0;
        std::mem::take(live)
    }

    /// Sessions begin.
    pub fn begin(&mut self, counts: &[u32]) {
        for (place, count) in counts.iter().enumerate().take(self.live.len()) {
            self.live[place] = self.live[place].saturating_add(*count);
            self.weights[place] = f64::from(self.live[place]);
        }
    }

    /// A second passes, and one of `length` sessions ends.
    pub fn second(&mut self, length: u32) {
        self.ending += f64::from(self.all()) / f64::from(length.max(1));
        let ending = self.ending.floor();
        self.ending -= ending;
        self.counts.fill(0);
        // Not more than there are.
        let ending = (ending as u32).min(self.all());
        self.ends
            .in_turn(0, ending, &self.weights, &mut self.counts);
        for (place, count) in self.counts.iter().enumerate() {
            self.live[place] = self.live[place].saturating_sub(*count);
            self.weights[place] = f64::from(self.live[place]);
        }
    }

    /// The sessions on each target.
    pub fn live(&self) -> &[u32] {
        &self.live
    }

    /// The same as weights for what is spread.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// All of them.
    pub fn all(&self) -> u32 {
        self.live
            .iter()
            .fold(0, |sum, live| sum.saturating_add(*live))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_come_and_end_where_they_are() {
        let mut sessions = Sessions::default();
        sessions.fit(2);
        for _ in 0..3_000 {
            sessions.begin(&[1, 2]);
            sessions.second(100);
        }
        // Little's law: three a second for a hundred seconds.
        let all = sessions.all();
        assert!((290..=310).contains(&all), "{all}");
        let [one, two] = *sessions.live() else {
            panic!("there are two targets");
        };
        assert!((1.8..2.2).contains(&(f64::from(two) / f64::from(one))));
        assert_eq!(sessions.leave(1), two);
        assert_eq!(sessions.all(), one);
        assert_eq!(sessions.remove(0), one);
        assert_eq!(sessions.live(), [0]);
    }
}

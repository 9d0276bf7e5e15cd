//! ElastiCache: data in memory, such as sessions that outlive the servers
//! (SAZ-8).
//!
//! One node takes the writes, replicas in other zones stand in for it. With
//! Multi-AZ a replica is promoted and the primary's name leads to it; without,
//! or without a replica, the node is replaced and what it held is gone.
//! [ElastiCache UG: Minimizing downtime with Multi-AZ]
//!
//! Not modelled: what is written in the last moments before a failure and had
//! not reached a replica; reads from replicas; cluster mode; memory that fills
//! and what is evicted; the work of a node, which takes many times what the
//! servers of a lesson can ask.

use super::super::clock::{MINUTE, Second};
use super::super::dice::Dice;
use super::split::Split;
use super::{Dark, Zone};

/// How long a replica takes to stand in (assumption `cache-failover`).
const PROMOTION: Second = 30;

/// How long a node takes to be replaced (assumption `cache-recovery`).
const REPLACEMENT: (Second, Second) = (5 * MINUTE, 15 * MINUTE);

/// How long an answer takes, in seconds (assumption `cache-latency`).
const LATENCY: f64 = 0.0005;

/// What became of a second: hits, misses and failures are what was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Answered {
    /// Found. The database is not asked.
    pub hits: u32,
    /// Not found. Whoever asked asks the database.
    pub misses: u32,
    /// Not answered, because it is down.
    pub failed: u32,
    /// How long an answer takes, in seconds.
    pub latency: f64,
}

/// What happened to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A replica begins to stand in for the primary.
    FailoverStarted,
    /// It does.
    FailoverCompleted,
    /// The data in memory is gone: all who were logged in are logged out.
    DataLost,
    /// A node is there again.
    NodeReplaced,
}

/// A node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    zone: Zone,
    /// When it is back; `None` while it is there.
    back: Option<Second>,
}

/// The most nodes of a replication group with one shard.
const MOST: usize = 6;

/// The values of a minute for CloudWatch, in the namespace AWS/ElastiCache.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Minute {
    /// `CacheHits`.
    pub hits: u64,
    /// `CacheMisses`.
    pub misses: u64,
    /// `CacheHitRate`, percent; `None` without a question.
    pub hit_rate: Option<f64>,
    /// `CurrItems`: sessions.
    pub items: u64,
}

impl Minute {
    /// With AWS's names. [ElastiCache UG: Metrics for Valkey and Redis OSS]
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53 in a minute")]
    pub const fn values(&self) -> [(&'static str, Option<f64>); 4] {
        [
            ("CacheHits", Some(self.hits as f64)),
            ("CacheMisses", Some(self.misses as f64)),
            ("CacheHitRate", self.hit_rate),
            ("CurrItems", Some(self.items as f64)),
        ]
    }
}

/// A cache.
#[derive(Clone, Debug, PartialEq)]
pub struct Cache {
    nodes: [Option<Node>; MOST],
    primary: usize,
    multi_az: bool,
    dark: Dark,
    /// When the replica stands in.
    promotion: Option<(Second, usize)>,
    /// How many of a thousand questions it has the answer of.
    hits_of_1000: u32,
    sessions: u64,
    split: Split,
    dice: Dice,
    sums: (u64, u64),
    happenings: Vec<(Second, Happening)>,
}

impl Cache {
    /// A cache with nodes in these zones, the primary first, that has the
    /// answer of so many of a thousand questions.
    pub fn new(zones: &[Zone], multi_az: bool, hits_of_1000: u32, dice: Dice) -> Self {
        let mut nodes = [None; MOST];
        for (node, zone) in nodes.iter_mut().zip(zones) {
            *node = Some(Node {
                zone: *zone,
                back: None,
            });
        }
        Self {
            nodes,
            primary: 0,
            multi_az,
            dark: Dark::default(),
            promotion: None,
            hits_of_1000: hits_of_1000.min(1_000),
            sessions: 0,
            split: Split::default(),
            dice,
            sums: (0, 0),
            happenings: Vec::new(),
        }
    }

    fn is_there(&self, place: usize) -> bool {
        self.nodes[place].is_some_and(|it| it.back.is_none() && !self.dark.has(it.zone))
    }

    /// Whether it answers.
    pub fn is_up(&self) -> bool {
        self.promotion.is_none() && self.is_there(self.primary)
    }

    /// The zone of the primary.
    pub fn primary(&self) -> Option<Zone> {
        self.nodes[self.primary].map(|it| it.zone)
    }

    /// The number of the primary's node, from 1.
    pub fn primary_number(&self) -> usize {
        self.primary + 1
    }

    /// Sessions that are kept in it.
    pub fn sessions(&self) -> u64 {
        self.sessions
    }

    /// Somebody logs in, or out.
    pub fn keep_sessions(&mut self, sessions: u64) {
        if self.is_up() {
            self.sessions = sessions;
        }
    }

    /// The primary's node fails.
    pub fn fail_primary(&mut self, now: Second) {
        self.advance(now);
        if !self.is_up() {
            return;
        }
        let back = now + self.dice.between(REPLACEMENT.0, REPLACEMENT.1);
        if let Some(node) = &mut self.nodes[self.primary] {
            node.back = Some(back);
        }
        self.stand_in(now);
    }

    /// A zone goes dark with the nodes in it.
    pub fn fail_zone(&mut self, now: Second, zone: Zone) {
        self.advance(now);
        let serves = self.promotion.map_or(self.primary, |(_, place)| place);
        let was_there = self.is_there(serves);
        self.dark.set(zone, true);
        if was_there && !self.is_there(serves) {
            self.promotion = None;
            self.stand_in(now);
        }
    }

    /// A zone is back, its nodes with nothing in memory but what they take over
    /// from the primary.
    pub fn restore_zone(&mut self, now: Second, zone: Zone) {
        self.advance(now);
        self.dark.set(zone, false);
    }

    /// A replica begins to stand in, where there is one; else the data is gone.
    fn stand_in(&mut self, now: Second) {
        let replica = (0..MOST).find(|place| *place != self.primary && self.is_there(*place));
        match replica.filter(|_| self.multi_az) {
            Some(replica) => {
                self.promotion = Some((now + PROMOTION, replica));
                self.happenings.push((now, Happening::FailoverStarted));
            }
            None => {
                self.sessions = 0;
                self.happenings.push((now, Happening::DataLost));
            }
        }
    }

    fn advance(&mut self, now: Second) {
        for place in 0..MOST {
            if let Some(node) = &mut self.nodes[place]
                && let Some(back) = node.back.filter(|back| *back <= now)
            {
                node.back = None;
                self.happenings.push((back, Happening::NodeReplaced));
            }
        }
        if let Some((at, replica)) = self.promotion.filter(|(at, _)| *at <= now) {
            self.promotion = None;
            self.primary = replica;
            self.happenings.push((at, Happening::FailoverCompleted));
        }
    }

    /// One second of so many questions.
    pub fn step(&mut self, now: Second, asked: u32) -> Answered {
        self.advance(now);
        if !self.is_up() {
            return Answered {
                failed: asked,
                ..Answered::default()
            };
        }
        let hits = self.split.of(asked, self.hits_of_1000.into(), 1_000);
        self.sums.0 += u64::from(hits);
        self.sums.1 += u64::from(asked - hits);
        Answered {
            hits,
            misses: asked - hits,
            failed: 0,
            latency: LATENCY,
        }
    }

    /// What happened since the last time that somebody asked.
    pub fn happenings(&mut self) -> Vec<(Second, Happening)> {
        std::mem::take(&mut self.happenings)
    }

    /// The values since the last call, which is to come once a minute.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53 in a minute")]
    pub fn minute(&mut self) -> Minute {
        let (hits, misses) = std::mem::take(&mut self.sums);
        let all = hits + misses;
        Minute {
            hits,
            misses,
            hit_rate: (all > 0).then(|| hits as f64 * 100.0 / all as f64),
            items: self.sessions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replica_stands_in_and_the_sessions_stay() {
        let mut it = Cache::new(&[0, 1], true, 900, Dice::of(1, "cache"));
        it.keep_sessions(40);
        it.fail_zone(100, 0);
        assert_eq!(it.step(100, 10).failed, 10);
        assert_eq!(it.step(129, 10).failed, 10);
        let answered = it.step(130, 10);
        assert_eq!((answered.hits, answered.misses), (9, 1));
        assert_eq!((it.primary(), it.sessions()), (Some(1), 40));
        it.restore_zone(200, 0);
        it.fail_zone(300, 1);
        assert_eq!(it.step(330, 10).hits, 9);
        assert_eq!(it.sessions(), 40);
        let happened: Vec<Happening> = it.happenings().into_iter().map(|it| it.1).collect();
        assert_eq!(
            happened,
            [
                Happening::FailoverStarted,
                Happening::FailoverCompleted,
                Happening::FailoverStarted,
                Happening::FailoverCompleted
            ]
        );
    }

    #[test]
    fn without_a_replica_everybody_is_logged_out() {
        for (zones, multi_az) in [(vec![0], true), (vec![0, 1], false)] {
            let mut it = Cache::new(&zones, multi_az, 1_000, Dice::of(1, "cache"));
            it.keep_sessions(40);
            it.fail_primary(10);
            assert_eq!((it.sessions(), it.is_up()), (0, false));
            assert_eq!(it.step(10 + 5 * MINUTE - 1, 3).failed, 3);
            assert_eq!(it.step(10 + 15 * MINUTE, 3).hits, 3);
        }
    }

    #[test]
    fn questions_are_answered_or_fail() {
        let mut dice = Dice::of(5, "questions");
        let mut it = Cache::new(&[0, 1, 2], true, 853, Dice::of(5, "cache"));
        for now in 0..20_000 {
            match dice.between(0, 999) {
                0 => it.fail_primary(now),
                1 => it.fail_zone(now, 1),
                2 => it.restore_zone(now, 1),
                _ => {}
            }
            let asked = dice.between(0, 50);
            let up = it.clone().step(now, 0).latency > 0.0;
            let answered = it.step(now, asked);
            assert_eq!(answered.hits + answered.misses + answered.failed, asked);
            assert!(up || answered.failed == asked);
        }
        let minute = it.minute();
        assert!(minute.hit_rate.is_some_and(|it| (85.2..85.4).contains(&it)));
    }
}

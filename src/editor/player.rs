//! The player of a trace: which stop the packet is at, and how far on its way
//! to the next. Time is handed in, so the same clicks give the same play.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::architecture::ResourceId;
use crate::network::{Hop, Trace, Verdict};

/// How long the packet takes from one stop to the next at normal speed.
const SECONDS_PER_STOP: f64 = 0.5;

/// The speeds that can be chosen.
pub const SPEEDS: [f64; 4] = [0.5, 1.0, 2.0, 4.0];

/// Which way a stop belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// There.
    Request,
    /// And back.
    Response,
}

/// A trace being played.
#[derive(Clone, Debug)]
pub struct Player {
    trace: Arc<Trace>,
    stop: usize,
    progress: f64,
    playing: bool,
    speed: f64,
}

impl Player {
    /// Whom the request that is played visits.
    pub fn visited(&self) -> BTreeSet<ResourceId> {
        (0..self.len())
            .filter_map(|stop| self.hop(stop)?.resource.clone())
            .collect()
    }

    /// A player at the first stop, standing.
    pub fn new(trace: Trace) -> Self {
        Self {
            trace: Arc::new(trace),
            stop: 0,
            progress: 0.0,
            playing: false,
            speed: 1.0,
        }
    }

    /// What is played.
    pub fn trace(&self) -> &Arc<Trace> {
        &self.trace
    }

    /// How many stops there are, request and response together.
    pub fn len(&self) -> usize {
        self.trace.request.hops.len() + self.trace.response.hops.len()
    }

    /// Whether there is nothing to play.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The stop that the packet is at, or has left last; 0 is the first.
    pub fn stop(&self) -> usize {
        self.stop
    }

    /// How far it is on its way to the next stop, from 0 to 1.
    pub fn progress(&self) -> f64 {
        self.progress
    }

    /// Whether it plays by itself.
    pub fn is_playing(&self) -> bool {
        self.playing
    }

    /// How many times faster than normal.
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// The decision of a stop.
    pub fn hop(&self, stop: usize) -> Option<&Hop> {
        let request = &self.trace.request.hops;
        match stop.checked_sub(request.len()) {
            None => request.get(stop),
            Some(back) => self.trace.response.hops.get(back),
        }
    }

    /// Which way a stop belongs to.
    pub fn way(&self, stop: usize) -> Way {
        if stop < self.trace.request.hops.len() {
            Way::Request
        } else {
            Way::Response
        }
    }

    /// The stops of one way.
    pub fn stops_of(&self, way: Way) -> std::ops::Range<usize> {
        let turn = self.trace.request.hops.len();
        match way {
            Way::Request => 0..turn,
            Way::Response => turn..self.len(),
        }
    }

    /// The stop at which the packet dies, if it does: always the last.
    pub fn dropped_at(&self) -> Option<usize> {
        match self.trace.verdict {
            Verdict::Dropped => self.len().checked_sub(1),
            Verdict::Delivered => None,
        }
    }

    /// Whether it stands at the last stop.
    pub fn at_end(&self) -> bool {
        self.stop + 1 >= self.len()
    }

    /// Plays on; from the beginning when it was at the end.
    pub fn play(&mut self) {
        if self.at_end() {
            self.seek(0);
        }
        self.playing = !self.at_end();
    }

    /// Stands still, where it is.
    pub fn pause(&mut self) {
        self.playing = false;
    }

    /// Goes to a stop and stands there.
    pub fn seek(&mut self, stop: usize) {
        self.stop = stop.min(self.len().saturating_sub(1));
        self.progress = 0.0;
        self.playing = false;
    }

    /// Goes to the next stop and stands there.
    pub fn step_forward(&mut self) {
        self.seek(self.stop + 1);
    }

    /// Goes back to the stop that it left, or to the one before.
    pub fn step_back(&mut self) {
        if self.progress > 0.0 {
            self.seek(self.stop);
        } else {
            self.seek(self.stop.saturating_sub(1));
        }
    }

    /// Takes the next of the [`SPEEDS`], and the first after the last.
    pub fn change_speed(&mut self) {
        self.speed = SPEEDS
            .into_iter()
            .find(|speed| *speed > self.speed)
            .unwrap_or(SPEEDS[0]);
    }

    /// How long the packet takes from stop to stop at this speed.
    pub fn seconds_per_stop(&self) -> f64 {
        SECONDS_PER_STOP / self.speed
    }

    /// Is at the next stop at once and plays on, for people who want no
    /// motion.
    pub fn leap(&mut self) {
        let playing = self.playing;
        self.step_forward();
        self.playing = playing && !self.at_end();
    }

    /// Lets `seconds` pass.
    pub fn advance(&mut self, seconds: f64) {
        if !self.playing || !seconds.is_finite() || seconds <= 0.0 {
            return;
        }
        let on = self.progress + seconds * self.speed / SECONDS_PER_STOP;
        let whole = on.floor();
        // A float to integer cast saturates, so a huge step ends at the end.
        self.stop = self.stop.saturating_add(whole as usize);
        self.progress = on - whole;
        if self.at_end() {
            self.seek(self.stop);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::architecture::Protocol;
    use crate::network::{Decision, Endpoint, Extent, Flow, Leg, Packet, Reach, Share, Stage};

    /// A player of `there` stops to the destination and `back` stops home.
    fn player(there: usize, back: usize) -> Player {
        let packet = Packet {
            source: Ipv4Addr::LOCALHOST,
            destination: Ipv4Addr::LOCALHOST,
            protocol: Protocol::Tcp,
            source_port: 40000,
            destination_port: 80,
        };
        let hop = Hop {
            resource: None,
            stage: Stage::RouteTable,
            decision: Decision::Routed,
            code: None,
            evidence: Vec::new(),
            packet,
            connection: 0,
            answering: false,
            by_resource: false,
        };
        let leg = |stops| Leg {
            hops: vec![hop.clone(); stops],
        };
        Player::new(Trace {
            flow: Flow {
                from: Endpoint::Internet,
                to: Endpoint::Internet,
                protocol: Protocol::Tcp,
                port: 80,
                source_port: None,
                icmp: None,
                path: "/".to_owned(),
            },
            verdict: Verdict::Delivered,
            request: leg(there),
            response: leg(back),
            blockers: Vec::new(),
            extent: Extent {
                reach: Reach::Everybody,
                share: Share::ALL,
                limits: Vec::new(),
            },
            through: None,
            not_modelled: Vec::new(),
        })
    }

    #[test]
    fn it_plays_to_the_end_and_stands_there() {
        let mut player = player(3, 2);
        player.play();
        player.advance(0.25);
        assert_eq!((player.stop(), player.progress()), (0, 0.5));
        player.advance(100.0);
        assert_eq!((player.stop(), player.progress()), (4, 0.0));
        assert!(!player.is_playing());
        player.play();
        assert_eq!(player.stop(), 0);
    }

    #[test]
    fn stepping_back_on_the_way_returns_to_the_last_stop() {
        let mut player = player(3, 0);
        player.play();
        player.advance(0.75);
        assert_eq!(player.stop(), 1);
        player.step_back();
        assert_eq!((player.stop(), player.progress()), (1, 0.0));
        player.step_back();
        assert_eq!(player.stop(), 0);
        player.step_back();
        assert_eq!(player.stop(), 0);
    }

    #[test]
    fn without_motion_it_leaps_and_still_ends() {
        let mut player = player(3, 0);
        player.play();
        player.leap();
        assert_eq!((player.stop(), player.progress()), (1, 0.0));
        assert!(player.is_playing());
        player.leap();
        assert!(!player.is_playing());
    }

    #[test]
    fn stops_know_their_way() {
        let player = player(3, 2);
        assert_eq!(player.way(2), Way::Request);
        assert_eq!(player.way(3), Way::Response);
        assert_eq!(player.stops_of(Way::Response), 3..5);
    }

    #[test]
    fn an_empty_trace_plays_nothing() {
        let mut player = player(0, 0);
        player.play();
        player.advance(1.0);
        player.step_forward();
        assert!(!player.is_playing());
        assert_eq!(player.stop(), 0);
    }
}

//! The line of stops on which somebody predicts where a packet ends.
//!
//! Before the answer the line must not give it away: it shows where the packet starts,
//! what comes before the first stop that an option speaks of, those stops, and where the
//! packet wants to go, whether it gets there or not. Afterwards it is the way that the
//! packet really took, with the same letters.

use crate::architecture::{Architecture, Kind, ResourceId};
use crate::network::{Decision, Endpoint, Evidence, Hop, Stage, Trace, Verdict};

use super::lesson::{Choice, When};
use stage::{Place, stage_key, stage_named, stage_words};

mod ends;
mod options;
mod stage;

pub use options::{Options, options};

/// So many stops without a letter are shown before the first with one.
const BEFORE_THE_FIRST: usize = 2;
/// A way of more stops than this is shortened to those that matter.
const WHOLE_WAY: usize = 8;

/// A stop of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessStop {
    /// What it is called.
    pub title: String,
    /// A few words about it: neutral before the answer, what decided afterwards.
    pub about: String,
    /// The thing on the canvas.
    pub resource: Option<ResourceId>,
    /// The options that speak of it, by their places.
    pub options: Vec<usize>,
    /// How many stops before it are left out.
    pub left_out: usize,
    /// Which hop of the trace it is, request first; none where the packet never comes.
    pub hop: Option<usize>,
}

/// The way of a packet, and the places that options speak of.
struct Way<'t> {
    trace: &'t Trace,
    architecture: &'t Architecture,
    hops: Vec<&'t Hop>,
    turn: usize,
    places: Vec<Place>,
    /// The options that stand at the end of the way.
    arrives: Vec<usize>,
    /// The options that stand where the packet starts.
    starts: Vec<usize>,
}

/// Whether options stand on the line at all; else they are a plain list.
pub fn stand_on_the_line(options: &[Choice]) -> bool {
    options.iter().any(|option| option.at.is_some())
}

/// The letter of an option: along the line from A on, and those that stand at no stop
/// behind them.
pub fn letters(line: &[GuessStop], count: usize) -> Vec<char> {
    let mut order: Vec<usize> = Vec::new();
    let placed = line.iter().flat_map(|stop| stop.options.iter().copied());
    for option in placed.chain(0..count) {
        if !order.contains(&option) {
            order.push(option);
        }
    }
    let place = |option: usize| order.iter().position(|it| *it == option);
    let letter = |option: usize| char::from(b'A' + (place(option).unwrap_or_default() % 26) as u8);
    (0..count).map(letter).collect()
}

/// On which things of the drawing options stand: those of their stops. Somebody on the
/// internet is the user.
pub fn marks(line: &[GuessStop], architecture: &Architecture) -> Vec<(ResourceId, Vec<usize>)> {
    let user = architecture.ids_of(Kind::User).next();
    let mut all: Vec<(ResourceId, Vec<usize>)> = Vec::new();
    for stop in line.iter().filter(|it| !it.options.is_empty()) {
        let Some(thing) = stop.resource.as_ref().or(user) else {
            continue;
        };
        match all.iter_mut().find(|(id, _)| id == thing) {
            Some((_, options)) => options.extend(&stop.options),
            None => all.push((thing.clone(), stop.options.clone())),
        }
    }
    all
}

/// The line before the answer.
pub fn before(trace: &Trace, options: &[Choice], architecture: &Architecture) -> Vec<GuessStop> {
    let way = Way::of(trace, options, architecture);
    let mut stops = vec![way.source()];
    let dropped = way.dropped().unwrap_or(way.hops.len());
    let reached = way.places.iter().filter_map(|it| it.hop);
    let first = reached.min().unwrap_or(dropped).min(dropped).min(way.turn);
    // The last hop of a way that arrives is its end, which comes below.
    let first = first.min(way.turn.saturating_sub(usize::from(way.arrives_at_turn())));
    // What the request sets off behind its end comes behind its end.
    let first = first.min(way.goal().unwrap_or(first));
    let plain: Vec<usize> = (1..first).collect();
    let left_out = plain.len().saturating_sub(BEFORE_THE_FIRST);
    for (number, hop) in plain.into_iter().skip(left_out).enumerate() {
        let mut stop = way.plain(hop);
        stop.about = stage_words(way.hops[hop].stage).to_owned();
        stop.left_out = if number == 0 { left_out } else { 0 };
        stops.push(stop);
    }
    let about = |place: &Place| match place.stage.as_deref() {
        Some(stage) => stage_named(stage).to_owned(),
        None => way.kind_of(place),
    };
    let place = |place: &Place| GuessStop {
        title: place.title.clone(),
        about: match place.back {
            true => format!("{}, on the way back", about(place)),
            false => about(place),
        },
        resource: place.resource.clone(),
        options: place.options.clone(),
        left_out: 0,
        hop: place.hop,
    };
    let back = way.places.iter().any(|it| it.back);
    let goal = way.goal();
    let behind = |it: &&Place| goal.is_some_and(|goal| it.hop.is_some_and(|hop| hop > goal));
    let there = || way.places.iter().filter(|it| !it.back);
    stops.extend(there().filter(|it| !behind(it)).map(place));
    stops.push(way.end(!back));
    stops.extend(there().filter(behind).map(place));
    if back {
        stops.extend(way.places.iter().filter(|it| it.back).map(place));
        stops.push(way.home());
    }
    stops
}

/// The line after the answer: the way that the packet took, up to where it ended, and
/// behind that the places of options that it never reached.
pub fn after(trace: &Trace, options: &[Choice], architecture: &Architecture) -> Vec<GuessStop> {
    let way = Way::of(trace, options, architecture);
    let back = way.places.iter().any(|it| it.back);
    let dropped = way.dropped();
    // The way back is told where it decides, or where somebody speaks of it.
    let whole = match (back, dropped) {
        (false, None) => way.turn,
        (false, Some(stop)) if stop < way.turn => way.turn,
        _ => way.hops.len(),
    };
    let options_at = |hop: usize| {
        let at = way.places.iter().filter(|it| it.hop == Some(hop));
        let mut options: Vec<usize> = at.flat_map(|it| it.options.iter().copied()).collect();
        if hop == 0 {
            options.extend(&way.starts);
        }
        let last = if back { way.hops.len() } else { way.turn };
        if dropped.is_none() && hop + 1 == last {
            options.extend(&way.arrives);
        }
        options
    };
    let mut stops: Vec<GuessStop> = Vec::new();
    let mut left_out = 0;
    for hop in 0..whole {
        let options = options_at(hop);
        let matters = whole <= WHOLE_WAY
            || hop == 0
            || hop + 1 == whole
            || hop + 2 == whole
            || !options.is_empty();
        if !matters {
            left_out += 1;
            continue;
        }
        let mut stop = way.plain(hop);
        stop.options = options;
        stop.left_out = std::mem::take(&mut left_out);
        stops.push(stop);
    }
    if dropped.is_some() {
        let lost = way.places.iter().filter(|it| it.hop.is_none());
        stops.extend(lost.map(|place| GuessStop {
            title: place.title.clone(),
            about: "not reached".to_owned(),
            resource: place.resource.clone(),
            options: place.options.clone(),
            left_out: 0,
            hop: None,
        }));
        if !way.arrives.is_empty() {
            let mut end = if back { way.home() } else { way.end(true) };
            end.about = "not reached".to_owned();
            stops.push(end);
        }
    }
    stops
}

impl<'t> Way<'t> {
    fn of(trace: &'t Trace, options: &[Choice], architecture: &'t Architecture) -> Self {
        let turn = trace.request.hops.len();
        let hops = trace.request.hops.iter().chain(&trace.response.hops);
        let mut way = Self {
            trace,
            architecture,
            hops: hops.collect(),
            turn,
            places: Vec::new(),
            arrives: Vec::new(),
            starts: Vec::new(),
        };
        for (number, option) in options.iter().enumerate() {
            way.place(number, option);
        }
        // Reached ones as they are reached; the others keep the order of the options.
        let rank = |it: &Place| (it.back, it.hop.is_none(), it.hop.unwrap_or_default());
        way.places.sort_by_key(rank);
        way
    }

    fn place(&mut self, number: usize, option: &Choice) {
        let (stage, back) = match &option.when {
            Some(When::Stops(stop)) => {
                (stop.stage.clone(), stop.leg.as_deref() == Some("response"))
            }
            _ => (None, false),
        };
        let Some(at) = option.at.as_deref() else {
            if option.when == Some(When::Delivered) {
                self.arrives.push(number);
            }
            return;
        };
        if stage.is_none() && self.is_end(at, &self.trace.flow.to) {
            self.arrives.push(number);
            return;
        }
        if stage.is_none() && self.is_end(at, &self.trace.flow.from) {
            self.starts.push(number);
            return;
        }
        let fits = |hop: &Hop| {
            stage.as_deref().is_none_or(|it| it == stage_key(hop.stage))
                && self.speaks_of(hop).iter().any(|id| self.is_called(id, at))
        };
        let leg = if back {
            self.turn..self.hops.len()
        } else {
            0..self.turn
        };
        let hop = leg.into_iter().find(|hop| fits(self.hops[*hop]));
        let same = |it: &&mut Place| {
            it.back == back
                && it.hop == hop
                && (hop.is_some() || it.stage == stage && it.title == at)
        };
        if let Some(place) = self.places.iter_mut().find(same) {
            place.options.push(number);
            return;
        }
        let named = self
            .architecture
            .resources()
            .find(|(id, _)| self.is_called(id, at));
        self.places.push(Place {
            title: named.map_or_else(|| at.to_owned(), |(_, resource)| resource.name.clone()),
            resource: named.map(|(id, _)| id.clone()),
            stage,
            back,
            options: vec![number],
            hop,
        });
    }

    fn is_called(&self, id: &ResourceId, at: &str) -> bool {
        id.as_str() == at || self.architecture.name_of(id).eq_ignore_ascii_case(at)
    }

    fn is_end(&self, at: &str, end: &Endpoint) -> bool {
        match end {
            Endpoint::Internet => at.eq_ignore_ascii_case("internet"),
            Endpoint::Resource(id) => self.is_called(id, at),
            Endpoint::Address(address) => at == address.to_string(),
            Endpoint::Host(name) => at.eq_ignore_ascii_case(name),
        }
    }

    /// What a hop is about: where the packet is, and whose rows decide.
    fn speaks_of(&self, hop: &Hop) -> Vec<ResourceId> {
        let mut all: Vec<ResourceId> = hop.resource.iter().cloned().collect();
        all.extend(hop.resource.iter().map(ResourceId::owner));
        for evidence in &hop.evidence {
            match evidence {
                Evidence::Route { table, .. } => all.extend(table.clone()),
                Evidence::NetworkAclEntry { acl, .. } => all.extend(acl.clone()),
                Evidence::SecurityGroupRule { group, .. } => all.extend(group.clone()),
                Evidence::NoSecurityGroupRule { groups, .. } => all.extend(groups.iter().cloned()),
                Evidence::Listener { balancer, .. } => all.push(balancer.clone()),
                Evidence::Target { group, target, .. } => {
                    all.push(group.clone());
                    all.extend(target.clone());
                }
                Evidence::WebAclRule { acl, .. } => all.push(acl.clone()),
                _ => {}
            }
        }
        all
    }

    fn dropped(&self) -> Option<usize> {
        match self.trace.verdict {
            Verdict::Dropped => self.hops.len().checked_sub(1),
            Verdict::Delivered => None,
        }
    }

    /// Where the packet is at the end that the question names, when that is not the last
    /// stop: a load balancer asks its targets, and those ask others.
    fn goal(&self) -> Option<usize> {
        let Endpoint::Resource(end) = &self.trace.flow.to else {
            return None;
        };
        let at = |hop: &&Hop| hop.connection == 0 && hop.stage == Stage::Listener;
        let asked = self.hops[..self.turn].iter().position(at)?;
        let owner = self.hops[asked].resource.as_ref()?.owner();
        (owner == *end).then_some(asked)
    }

    /// Whether the request gets to its end.
    fn arrives_at_turn(&self) -> bool {
        let last = self.turn.checked_sub(1).map(|last| self.hops[last]);
        last.is_some_and(|hop| hop.decision != Decision::Dropped)
    }

    /// A stop as the request panel tells it.
    fn plain(&self, hop: usize) -> GuessStop {
        let at = self.hops[hop];
        let mut title = crate::explain::hop_title(at, self.architecture);
        // An ACL is called by its name, where it has one: that is what options say.
        if let Some(Evidence::NetworkAclEntry { acl: Some(acl), .. }) = at.evidence.first() {
            title = self.architecture.name_of(acl);
        }
        GuessStop {
            title,
            about: crate::explain::hop_subtitle(at, self.architecture),
            resource: at.resource.clone(),
            options: Vec::new(),
            left_out: 0,
            hop: Some(hop),
        }
    }
}

#[cfg(test)]
mod tests;

//! The architecture as an outline: what stands in what, row by row.
//!
//! A drawing says by its place where a thing stands; who hears the page, or
//! looks for one of a thousand things, wants it as a tree. The tree follows the
//! drawing, so the two never disagree, and knows numbers alone: which row holds
//! which others, which rows are shown, and what a key does. Names and looks stay
//! with the things themselves, so that a large outline costs little.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::architecture::{Architecture, Kind, Properties, Region, ResourceId, Subnet};

/// One thing of the outline, by its place in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// How deep it lies, 1 being the outermost.
    pub level: usize,
    /// Its place among its siblings, 1 being the first.
    pub place: usize,
    /// How many siblings there are, it included.
    pub siblings: usize,
    parent: Option<usize>,
    /// The first node behind all that it holds.
    end: usize,
}

/// The tree of everything that is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    nodes: Vec<Node>,
}

/// What a key does in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It leads to this node.
    To(usize),
    /// It folds this node.
    Fold(usize),
    /// It unfolds these.
    Unfold(Vec<usize>),
}

impl Outline {
    /// The outline of things in reading order, each with what it stands in:
    /// what a thing holds follows it before the next.
    pub fn of<'a>(things: impl Iterator<Item = (&'a ResourceId, Option<&'a ResourceId>)>) -> Self {
        let mut nodes: Vec<Node> = Vec::new();
        // The things around the present one, the outermost first.
        let mut around: Vec<(usize, &ResourceId)> = Vec::new();
        let mut outermost = 0;
        let mut held: Vec<usize> = Vec::new();
        for (at, (id, parent)) in things.enumerate() {
            while around.last().is_some_and(|(_, it)| Some(*it) != parent) {
                if let Some((closed, _)) = around.pop() {
                    nodes[closed].end = at;
                }
            }
            let parent = around.last().map(|(at, _)| *at);
            let count = match parent {
                Some(parent) => &mut held[parent],
                None => &mut outermost,
            };
            *count += 1;
            nodes.push(Node {
                level: around.len() + 1,
                place: *count,
                siblings: 0,
                parent,
                end: at + 1,
            });
            held.push(0);
            around.push((at, id));
        }
        let end = nodes.len();
        for (closed, _) in around {
            nodes[closed].end = end;
        }
        for node in &mut nodes {
            node.siblings = node.parent.map_or(outermost, |parent| held[parent]);
        }
        Self { nodes }
    }

    /// A node; `None` behind the last.
    pub fn node(&self, at: usize) -> Option<Node> {
        self.nodes.get(at).copied()
    }

    /// Whether anything stands in a node.
    pub fn holds_some(&self, at: usize) -> bool {
        self.node(at).is_some_and(|node| node.end > at + 1)
    }

    /// What a node stands in, the innermost first.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        let parent = |at: &usize| self.nodes.get(*at).and_then(|node| node.parent);
        std::iter::successors(parent(&at), parent)
    }

    /// The nodes that are shown, while what some hold is folded away.
    pub fn rows(&self, is_folded: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut rows = Vec::new();
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            rows.push(at);
            at = if is_folded(at) { node.end } else { at + 1 };
        }
        rows
    }

    /// The nodes that were looked for, and what they stand in.
    pub fn found(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut shown = BTreeSet::new();
        for at in (0..self.nodes.len()).filter(|at| is_wanted(*at)) {
            shown.insert(at);
            // Around what is shown already everything is.
            shown.extend(self.around(at));
        }
        shown.into_iter().collect()
    }

    /// What a key does at the node `here`, of the rows that are shown, as the
    /// WAI-ARIA pattern for trees says; `page` is how many rows are seen at once.
    pub fn key(
        &self,
        key: &str,
        here: usize,
        rows: &[usize],
        page: usize,
        is_folded: impl Fn(usize) -> bool,
    ) -> Option<Step> {
        let last = rows.len().checked_sub(1)?;
        // What was folded away while it was active is where it was folded.
        let row = rows.partition_point(|at| *at <= here).saturating_sub(1);
        let at = rows[row];
        let to = |row: usize| (row <= last && rows[row] != here).then(|| Step::To(rows[row]));
        let page = page.max(1);
        match key {
            "ArrowDown" => to(row + 1),
            "ArrowUp" => row.checked_sub(1).and_then(to),
            "Home" => to(0),
            "End" => to(last),
            "PageDown" => to((row + page).min(last)),
            "PageUp" => to(row.saturating_sub(page)),
            "ArrowRight" if !self.holds_some(at) => None,
            "ArrowRight" if is_folded(at) => Some(Step::Unfold(vec![at])),
            "ArrowRight" => to(row + 1),
            "ArrowLeft" if self.holds_some(at) && !is_folded(at) => Some(Step::Fold(at)),
            "ArrowLeft" => self.node(at)?.parent.map(Step::To),
            // All that stand beside it.
            "*" => {
                let parent = self.node(at)?.parent;
                let beside = (0..self.nodes.len()).filter(|other| {
                    self.nodes[*other].parent == parent
                        && self.holds_some(*other)
                        && is_folded(*other)
                });
                Some(Step::Unfold(beside.collect()))
            }
            _ => None,
        }
    }
}

/// The row that typed letters lead to: the next one whose name begins with
/// them, from `here` on and round. One letter again and again goes from name to
/// name; further letters may stay where they fit.
pub fn typed<'a>(
    letters: &str,
    here: usize,
    rows: &[usize],
    name: impl Fn(usize) -> &'a str,
) -> Option<usize> {
    let letters = letters.to_lowercase();
    let first = letters.chars().next()?;
    let again = letters.chars().all(|letter| letter == first);
    let wanted: String = if again { first.to_string() } else { letters };
    let row = rows.partition_point(|at| *at < here);
    let start = if again { row + 1 } else { row };
    (0..rows.len())
        .map(|step| rows[(start + step) % rows.len()])
        .find(|at| name(*at).to_lowercase().starts_with(&wanted))
}

/// The rows that a list shows which is scrolled so far and so high, with a few
/// more on both sides; heights in rows.
pub fn in_sight(rows: usize, scrolled: f64, height: f64) -> Range<usize> {
    const MORE: usize = 6;
    let first = scrolled.max(0.0) as usize;
    let last = (scrolled + height).max(0.0).ceil() as usize;
    let start = first.saturating_sub(MORE).min(rows);
    start..(last.saturating_add(MORE)).clamp(start, rows)
}

/// How far a list must be scrolled so that a row is seen, if it is not; heights
/// in rows.
pub fn scrolled_to(row: usize, scrolled: f64, height: f64) -> f64 {
    let row = row as f64;
    scrolled.min(row).max(row + 1.0 - height).max(0.0)
}

/// Where a thing stands, in words that follow its name: "in private-1 of
/// Notebookly-VPC, ap-south-1a". Empty for what stands in nothing.
pub fn whereabouts(
    architecture: &Architecture,
    id: &ResourceId,
    parent: Option<&ResourceId>,
) -> String {
    let Some((parent, around)) = parent.and_then(|id| Some((id, architecture.get(id)?))) else {
        return String::new();
    };
    let name = architecture.name_of(parent);
    let zone = |subnet: &Subnet| match subnet.zone.as_str() {
        "" => String::new(),
        zone => format!(", {zone}"),
    };
    match &around.properties {
        Properties::Region(Region { code, .. }) => format!("in {code}"),
        Properties::Subnet(subnet) => {
            // What a file names in its stead is no VPC and no place.
            let vpc = subnet
                .vpc
                .as_ref()
                .filter(|it| architecture.kind_of(it) == Some(Kind::Vpc));
            let vpc = vpc.map_or(String::new(), |vpc| {
                format!(" of {}", architecture.name_of(vpc))
            });
            format!("in {name}{vpc}{}", zone(subnet))
        }
        _ if architecture.kind_of(id) == Some(Kind::Subnet) => {
            let zone = architecture.find::<Subnet>(id).map(zone);
            format!("in {name}{}", zone.unwrap_or_default())
        }
        _ => format!("in {name}"),
    }
}

#[cfg(test)]
mod tests;

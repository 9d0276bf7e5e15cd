//! Which designs are equal, and in what. That is a question for whoever teaches, never a
//! verdict: who follows the hints of a chapter ends with the same design as everybody else,
//! so what a chapter itself leads to does not count, and the report says what is equal and
//! nothing of why.

mod shape;

use std::collections::{BTreeMap, BTreeSet};

use crate::order::InOrder;
use crate::text::{count, list};

use shape::Seen;
pub use shape::Shape;

/// What every design of a chapter has by its nature.
#[derive(Clone, Debug, Default)]
pub struct Known {
    begins: BTreeSet<u64>,
    named: BTreeSet<u64>,
    plain: BTreeSet<u64>,
    things: BTreeSet<u64>,
    spots: BTreeSet<u64>,
}

impl Known {
    /// Designs of the chapter are like this one.
    pub(super) fn add(&mut self, shape: &Shape) {
        self.named.insert(shape.named);
        self.plain.insert(shape.plain);
        self.things.extend(shape.things.iter().map(|it| it.hash));
        self.spots.extend(shape.spots.iter().map(|it| it.hash));
    }

    /// The chapter, or a task of it, begins with this one.
    pub(super) fn begin(&mut self, shape: &Shape) {
        self.add(shape);
        self.begins.insert(shape.design);
    }

    /// Whether this is what the chapter begins with.
    pub(super) fn is_beginning(&self, shape: &Shape) -> bool {
        self.begins.contains(&shape.design)
    }

    /// Whether the chapter itself leads to a design that is built like this one.
    fn leads_to(&self, shape: &Shape) -> bool {
        self.plain.contains(&shape.plain)
    }
}

/// What is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Same {
    /// Ids, names, settings and places on the canvas.
    Everything,
    /// Ids, names and settings.
    Design,
    /// Names and settings; the ids differ.
    Names,
    /// Settings and how things hang together; names and ids differ.
    Structure,
    /// Most of what they have of their own.
    Nearly,
}

impl Same {
    /// As data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Design => "design",
            Self::Names => "names",
            Self::Structure => "structure",
            Self::Nearly => "nearly",
        }
    }
}

/// Designs that are equal in something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The files.
    pub files: Vec<String>,
    /// What is equal.
    pub same: Same,
    /// The same in sentences.
    pub reason: String,
}

/// Fewer things than these prove nothing: any two may have them.
const FEW_THINGS: usize = 3;
/// The same of places on the canvas.
const FEW_SPOTS: usize = 5;
/// From so many designs on, what more than a quarter of them have is what one has.
const MANY: usize = 8;

/// The questions about these designs, and how many are built as the chapter leads to.
pub(super) fn questions(designs: &[(&str, &Shape)], known: &Known) -> (Vec<Question>, usize) {
    let begun = |it: &&(&str, &Shape)| !known.is_beginning(it.1);
    let designs: Vec<(&str, &Shape)> = designs.iter().filter(begun).copied().collect();
    let expected = designs.iter().filter(|it| known.leads_to(it.1)).count();
    let mut all = Vec::new();
    let same = |it: &Shape| it.whole;
    for group in groups(&designs, same, |_| 0, |_| true) {
        all.push(question(&designs, &group, Same::Everything, known));
    }
    // What is equal in more is told there; what the chapter leads to is no question.
    let own = |it: &Shape| !known.named.contains(&it.named);
    for group in groups(&designs, |it| it.design, |it| it.whole, own) {
        all.push(question(&designs, &group, Same::Design, known));
    }
    for group in groups(&designs, |it| it.named, |it| it.design, own) {
        all.push(question(&designs, &group, Same::Names, known));
    }
    let own = |it: &Shape| !known.leads_to(it);
    for group in groups(&designs, |it| it.plain, |it| it.named, own) {
        all.push(question(&designs, &group, Same::Structure, known));
    }
    all.extend(near(&designs, known));
    (all, expected)
}

/// The designs that have the same `key`, and among them at least two of the finer `but`
/// (any, if that is the same for all).
fn groups(
    designs: &[(&str, &Shape)],
    key: impl Fn(&Shape) -> u64,
    but: impl Fn(&Shape) -> u64,
    wanted: impl Fn(&Shape) -> bool,
) -> Vec<Vec<usize>> {
    let mut all: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (place, (_, shape)) in designs.iter().enumerate() {
        if wanted(shape) {
            all.entry(key(shape)).or_default().push(place);
        }
    }
    let mut groups: Vec<Vec<usize>> = all
        .into_values()
        .filter(|group| group.len() > 1)
        .filter(|group| {
            let finer: BTreeSet<u64> = group.iter().map(|it| but(designs[*it].1)).collect();
            finer.len() > 1 || finer.contains(&0)
        })
        .collect();
    groups.order_by_key(|group| group[0]);
    groups
}

fn question(designs: &[(&str, &Shape)], group: &[usize], same: Same, known: &Known) -> Question {
    let shapes: Vec<&Shape> = group.iter().map(|it| designs[*it].1).collect();
    let first = shapes[0];
    let things = count(first.count, "thing", "things");
    let who = match group.len() {
        2 => "Both",
        _ => "All of them",
    };
    let mut reason = match same {
        Same::Everything => {
            let spots = match first.placed {
                0 => "nothing was moved on the canvas".to_owned(),
                placed => format!("the places of {placed} of them on the canvas"),
            };
            format!("{who} have the same {things}: the same ids, names and settings, and {spots}.")
        }
        Same::Design => {
            format!(
                "{who} have the same {things} with the same ids, names and settings; only places on the canvas differ."
            )
        }
        Same::Names => {
            format!(
                "{who} have the same {things} with the same names and settings; only the ids differ."
            )
        }
        Same::Structure | Same::Nearly => {
            format!(
                "{who} have {things} with the same settings, which hang together in the same way; only names differ."
            )
        }
    };
    if same == Same::Everything && known.leads_to(first) {
        reason.push_str(" The chapter's own hints lead to this design, so without places of their own that alone says little.");
    }
    if same != Same::Everything && same != Same::Design {
        let shared = shared(shapes.iter().map(|it| &it.spots), known);
        if shared > 0 {
            reason.push_str(&format!(
                " {} at exactly the same place.",
                match shared {
                    1 => "One thing stands".to_owned(),
                    _ => format!("{shared} things stand"),
                }
            ));
        }
    }
    Question {
        files: group.iter().map(|it| designs[*it].0.to_owned()).collect(),
        same,
        reason,
    }
}

/// How many of these all have, beside what the chapter has.
fn shared<'s>(mut all: impl Iterator<Item = &'s Vec<Seen>>, known: &Known) -> usize {
    let Some(first) = all.next() else {
        return 0;
    };
    let mut left: BTreeSet<u64> = first.iter().map(|it| it.hash).collect();
    for other in all {
        let other: BTreeSet<u64> = other.iter().map(|it| it.hash).collect();
        left.retain(|it| other.contains(it));
    }
    left.iter().filter(|it| !known.spots.contains(it)).count()
}

/// What a design has of its own: neither given by the chapter nor common in the class.
fn own<'s>(
    designs: &[(&str, &'s Shape)],
    of: impl Fn(&'s Shape) -> &'s [Seen],
    given: &BTreeSet<u64>,
) -> Vec<Vec<&'s Seen>> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for (_, shape) in designs {
        for seen in of(shape) {
            *counts.entry(seen.hash).or_default() += 1;
        }
    }
    let rare = |it: &&Seen| {
        let common = designs.len() >= MANY && counts[&it.hash] * 4 > designs.len();
        !common && !given.contains(&it.hash)
    };
    let own = designs.iter().map(|(_, shape)| {
        let mut own: Vec<&Seen> = of(shape).iter().filter(rare).collect();
        // They are in order; what somebody has twice is one thing to share.
        own.dedup_by_key(|it| it.hash);
        own
    });
    own.collect()
}

/// What two sorted lists share.
fn both<'s>(one: &[&'s Seen], other: &[&Seen]) -> Vec<&'s Seen> {
    let (mut i, mut j) = (0, 0);
    let mut found = Vec::new();
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        match a.hash.cmp(&b.hash) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                found.push(*a);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    found
}

/// Whether so many shared ones are four of five, and not few.
fn is_most(shared: usize, one: usize, other: usize, few: usize) -> bool {
    shared >= few && shared * 5 >= one.max(other) * 4
}

/// How many each pair shares of what is its own, for pairs that share most: found by going
/// from what is shared to those who have it, because most pairs share nothing.
fn close(own: &[Vec<&Seen>], few: usize) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (place, seen) in own.iter().enumerate() {
        for it in seen {
            holders.entry(it.hash).or_default().push(place);
        }
    }
    let mut close = BTreeSet::new();
    let mut shared = vec![0_usize; own.len()];
    for (one, seen) in own.iter().enumerate() {
        let mut met = Vec::new();
        for it in seen {
            let others = holders.get(&it.hash).into_iter().flatten();
            for other in others.filter(|it| **it > one) {
                if shared[*other] == 0 {
                    met.push(*other);
                }
                shared[*other] += 1;
            }
        }
        for other in met {
            let count = std::mem::take(&mut shared[other]);
            if is_most(count, seen.len(), own[other].len(), few) {
                close.insert((one, other));
            }
        }
    }
    close
}

/// Designs that are not equal and yet share most of what is their own.
fn near(designs: &[(&str, &Shape)], known: &Known) -> Vec<Question> {
    let things = own(designs, |it| &it.things, &known.things);
    let spots = own(designs, |it| &it.spots, &known.spots);
    let by_things = close(&things, FEW_THINGS);
    let by_spots = close(&spots, FEW_SPOTS);
    let mut pairs = Vec::new();
    for pair in by_things.union(&by_spots) {
        let (one, other) = *pair;
        let (a, b) = (designs[one].1, designs[other].1);
        // What is equal was told above, unless the chapter leads to it.
        let told = a.whole == b.whole
            || a.named == b.named && !known.named.contains(&a.named)
            || a.plain == b.plain && !known.leads_to(a);
        if told {
            continue;
        }
        let mut said = Vec::new();
        if by_things.contains(pair) {
            let shared = both(&things[one], &things[other]);
            let of = things[one].len().max(things[other].len());
            let names = shared.iter().take(3).map(|it| it.label.clone());
            let more = shared.len().saturating_sub(3);
            let more = (more > 0).then(|| format!("{more} more"));
            said.push(format!(
                "{} of {} have the same name and the same settings, and the chapter has none like them: {}.",
                shared.len(),
                count(of, "thing of their own", "things of their own"),
                list(names.chain(more)),
            ));
        }
        if by_spots.contains(pair) {
            let shared = both(&spots[one], &spots[other]).len();
            let of = spots[one].len().max(spots[other].len());
            said.push(format!(
                "{shared} of the {of} things that were placed by hand stand at exactly the same place.",
            ));
        }
        pairs.push((one, other, said.join(" ")));
    }
    joined(designs, pairs)
}

/// Pairs that hang together, as one question each; the words are those of its first pairs.
fn joined(designs: &[(&str, &Shape)], pairs: Vec<(usize, usize, String)>) -> Vec<Question> {
    let mut leader: Vec<usize> = (0..designs.len()).collect();
    let find = |leader: &[usize], mut it: usize| {
        while leader[it] != it {
            it = leader[it];
        }
        it
    };
    for (one, other, _) in &pairs {
        let (a, b) = (find(&leader, *one), find(&leader, *other));
        leader[a.max(b)] = a.min(b);
    }
    let mut groups: BTreeMap<usize, Vec<&(usize, usize, String)>> = BTreeMap::new();
    for pair in &pairs {
        groups.entry(find(&leader, pair.0)).or_default().push(pair);
    }
    let questions = groups.into_values().map(|pairs| {
        let members: BTreeSet<usize> = pairs.iter().flat_map(|it| [it.0, it.1]).collect();
        let told: Vec<String> = pairs
            .iter()
            .take(3)
            .map(|(one, other, said)| match members.len() {
                2 => said.clone(),
                _ => format!("{} and {}: {said}", designs[*one].0, designs[*other].0),
            })
            .collect();
        Question {
            files: members.iter().map(|it| designs[*it].0.to_owned()).collect(),
            same: Same::Nearly,
            reason: told.join(" "),
        }
    });
    questions.collect()
}

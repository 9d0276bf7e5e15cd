//! What the ruler says of itself.

use super::{Ruler, RulerMode};
use crate::course::figures::{Sentence, Tone};
use crate::relations::usable_in;
use crate::text;
use crate::text::grouped;

impl Ruler {
    pub(super) fn said(&self) -> Sentence {
        let block = self.block();
        let (size, usable) = (Self::size_of(block), usable_in(block));
        if self.mode == RulerMode::Compare {
            return self.compared();
        }
        if self.mode == RulerMode::Split && self.parts.len() > 1 {
            let first = Self::size_of(self.parts[0]);
            let equal = self.parts.iter().all(|it| Self::size_of(*it) == first);
            let lead = format!(
                "{} of {}.",
                text::count(self.parts.len(), "part", "parts"),
                count(size)
            );
            let rest = if equal {
                format!(
                    "Each has {} and begins at a multiple of that.",
                    count(first)
                )
            } else {
                "Each begins at a multiple of its own size.".to_owned()
            };
            return Sentence::new(Tone::Plain, lead, rest);
        }
        if let Some((address, inside)) = self.address.zip(self.contains()) {
            let (first, last) = (block.network(), block.broadcast());
            let (tone, word) = if inside {
                (Tone::Good, "is inside")
            } else {
                (Tone::Plain, "is not inside")
            };
            return Sentence::new(
                tone,
                format!("{address} {word} {block}."),
                format!("The block goes from {first} to {last}."),
            );
        }
        match self.mode {
            RulerMode::Kept if usable == 0 => Sentence::new(
                Tone::Bad,
                "No server fits.",
                format!("Of {} AWS keeps five for itself.", count(size)),
            ),
            RulerMode::Kept => Sentence::new(
                Tone::Plain,
                format!("{} servers fit.", grouped(usable)),
                format!("Of {} AWS keeps the first four and the last.", count(size)),
            ),
            RulerMode::Bits => Sentence::new(
                Tone::Plain,
                format!(
                    "{} fixed, {} free.",
                    text::count(usize::from(self.prefix), "bit", "bits"),
                    32 - self.prefix
                ),
                format!("2 to the power of {} is {}.", 32 - self.prefix, count(size)),
            ),
            _ => Sentence::new(
                Tone::Plain,
                format!("/{} is {}.", self.prefix, count(size)),
                format!("First {}, last {}.", block.network(), block.broadcast()),
            ),
        }
    }

    pub(super) fn told(&self) -> String {
        let block = self.block();
        let mut words = format!(
            "A ruler of addresses. The block {block} has {}, {} of them usable in a subnet, from {} to {}.",
            count(Self::size_of(block)),
            grouped(usable_in(block)),
            block.network(),
            block.broadcast(),
        );
        if self.parts.len() > 1 {
            let parts = text::list(self.parts.iter().map(ToString::to_string));
            words += &format!(" It is split into {parts}.");
        }
        if let Some((address, inside)) = self.address.zip(self.contains()) {
            let word = if inside { "inside" } else { "outside" };
            words += &format!(" {address} is {word}.");
        }
        for named in &self.blocks {
            let (first, last) = (named.block.network(), named.block.broadcast());
            words += &format!(" {}: from {first} to {last}.", named.name);
        }
        for (one, other) in self.meeting() {
            let (one, other) = (&self.blocks[one].name, &self.blocks[other].name);
            words += &format!(" {one} and {other} overlap.");
        }
        words
    }
    fn compared(&self) -> Sentence {
        let meeting = self.meeting();
        if let Some((one, other)) = meeting.first() {
            let (one, other) = (&self.blocks[*one], &self.blocks[*other]);
            let (inner, outer) = if one.block.contains(&other.block) {
                (other, one)
            } else {
                (one, other)
            };
            let (first, last) = (outer.block.network(), outer.block.broadcast());
            return Sentence::new(
                Tone::Bad,
                format!("{} lies inside {}.", inner.name, outer.name),
                format!("{} goes from {first} to {last}.", outer.name),
            );
        }
        match self.blocks.as_slice() {
            [] => Sentence::new(Tone::Plain, "Nothing to compare yet.", ""),
            [only] => {
                let size = count(Self::size_of(only.block));
                Sentence::new(Tone::Plain, format!("{} has {size}.", only.name), "")
            }
            several => {
                let used: u64 = several.iter().map(|it| Self::size_of(it.block)).sum();
                let of = grouped(Self::size_of(self.block()));
                Sentence::new(
                    Tone::Good,
                    "No two overlap.",
                    format!("They use {} of {of} addresses.", grouped(used)),
                )
            }
        }
    }
}

/// "1 address", "1,024 addresses".
pub(super) fn count(size: u64) -> String {
    match size {
        1 => "1 address".to_owned(),
        size => format!("{} addresses", grouped(size)),
    }
}

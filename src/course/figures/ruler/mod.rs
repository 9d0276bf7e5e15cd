//! F5, the ruler: a block is a fixed start and a size. Each bit that is fixed halves it.

mod words;

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde_json::{Value, json};

use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, outputs, unknown};
use crate::relations::usable_in;
use crate::text;
use crate::text::grouped;

/// What the ruler is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulerMode {
    /// How many addresses, first and last.
    Size,
    /// The five that AWS keeps of a subnet.
    Kept,
    /// Splitting and merging.
    Split,
    /// Block and address bit by bit.
    Bits,
    /// Several blocks on one line.
    Compare,
}

const MODES: [(&str, RulerMode); 5] = [
    ("size", RulerMode::Size),
    ("kept", RulerMode::Kept),
    ("split", RulerMode::Split),
    ("bits", RulerMode::Bits),
    ("compare", RulerMode::Compare),
];

/// A block with a name; without one it is called by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name, or its own text.
    pub name: String,
    /// Where it begins and how long it is.
    pub block: Ipv4Net,
}

/// The ruler.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruler {
    /// An address of the block, as it was given: a wider block begins before it, and a
    /// narrower one comes back to it.
    within: Ipv4Addr,
    prefix: u8,
    mode: RulerMode,
    parts: Vec<Ipv4Net>,
    blocks: Vec<Named>,
    chosen: usize,
    address: Option<Ipv4Addr>,
    /// Whether the lesson has said how long the line is.
    based: bool,
}

impl Default for Ruler {
    fn default() -> Self {
        let mut ruler = Self {
            within: Ipv4Addr::new(10, 0, 0, 0),
            prefix: 24,
            mode: RulerMode::Size,
            parts: Vec::new(),
            blocks: Vec::new(),
            chosen: 0,
            address: None,
            based: false,
        };
        ruler.whole();
        ruler
    }
}

impl Ruler {
    /// What it is about.
    pub fn mode(&self) -> RulerMode {
        self.mode
    }

    /// The block: of the whole line, and where several are compared of the line beneath.
    pub fn block(&self) -> Ipv4Net {
        Ipv4Net::new(self.within, self.prefix)
            .map(|it| it.trunc())
            .unwrap_or_default()
    }

    /// How many addresses a block has.
    pub fn size_of(block: Ipv4Net) -> u64 {
        1 << (32 - block.prefix_len())
    }

    /// The parts that it has been split into, in order.
    pub fn parts(&self) -> &[Ipv4Net] {
        &self.parts
    }

    /// The blocks that are compared.
    pub fn blocks(&self) -> &[Named] {
        &self.blocks
    }

    /// Which part or which compared block is chosen.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// The address that is looked for.
    pub fn address(&self) -> Option<Ipv4Addr> {
        self.address
    }

    /// The part that is chosen.
    pub fn part(&self) -> Ipv4Net {
        self.parts
            .get(self.chosen)
            .copied()
            .unwrap_or_else(|| self.block())
    }

    /// The part with which the chosen one would merge: the other half of the next larger
    /// block, where that is not split itself.
    pub fn sibling(&self) -> Option<Ipv4Net> {
        let part = self.part();
        let outer = part.supernet().filter(|it| self.block().contains(it))?;
        let halves = outer.subnets(part.prefix_len()).ok()?;
        let other = halves.into_iter().find(|it| *it != part)?;
        self.parts.contains(&other).then_some(other)
    }

    /// Whether the chosen part can be split: there is nothing smaller than one address.
    pub fn splits(&self) -> bool {
        self.part().prefix_len() < 32 && self.parts.len() < 64
    }

    /// Where two of the compared blocks meet, by their places.
    pub fn meeting(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (place, one) in self.blocks.iter().enumerate() {
            for (further, other) in self.blocks.iter().enumerate().skip(place + 1) {
                if one.block.contains(&other.block) || other.block.contains(&one.block) {
                    found.push((place, further));
                }
            }
        }
        found
    }

    /// Whether the address is in the block.
    pub fn contains(&self) -> Option<bool> {
        self.address.map(|it| self.block().contains(&it))
    }

    /// The value text of the border between fixed and free bits.
    pub fn value_text(&self) -> String {
        let block = self.block();
        let size = words::count(Self::size_of(block));
        match self.mode {
            RulerMode::Kept => {
                format!(
                    "prefix {}, {} usable",
                    self.prefix,
                    grouped(usable_in(block))
                )
            }
            _ => format!(
                "prefix {}, {size}, {} usable",
                self.prefix,
                grouped(usable_in(block))
            ),
        }
    }

    fn whole(&mut self) {
        self.parts = vec![self.block()];
        if self.mode != RulerMode::Compare {
            self.chosen = 0;
        }
    }

    /// The line that all compared blocks fit on.
    fn fit_line(&mut self) {
        let mut blocks = self.blocks.iter().map(|it| it.block);
        let Some(first) = blocks.next().filter(|_| !self.based) else {
            return;
        };
        let line = blocks.fold(first, |mut line, block| {
            while !line.contains(&block) {
                let Some(wider) = line.supernet() else { break };
                line = wider;
            }
            line
        });
        (self.within, self.prefix) = (line.network(), line.prefix_len());
        self.whole();
    }

    fn set_parts(&mut self, value: &Value) -> Read<()> {
        let mut parts = members::each("parts", value, members::block)?;
        parts.sort_unstable();
        let mut next = u64::from(u32::from(self.block().network()));
        for part in &parts {
            if u64::from(u32::from(part.network())) != next {
                break;
            }
            next += Self::size_of(*part);
        }
        let end = u64::from(u32::from(self.block().broadcast())) + 1;
        if next != end || parts.is_empty() {
            let remedy = format!("write blocks that fill {} without a gap", self.block());
            return Err(Problem::at("parts", remedy));
        }
        self.parts = parts;
        self.chosen = 0;
        Ok(())
    }

    fn split(&mut self, value: &Value) -> Read<()> {
        let block = members::block("split", value)?;
        let place = self.place_of("split", block)?;
        let halves = block.subnets(block.prefix_len() + 1);
        let Ok(halves) = halves else {
            return Err(Problem::at("split", "one address cannot be split"));
        };
        self.parts.splice(place..=place, halves);
        self.chosen = place;
        Ok(())
    }

    fn merge(&mut self, value: &Value) -> Read<()> {
        let block = members::block("merge", value)?;
        self.chosen = self.place_of("merge", block)?;
        let Some((other, outer)) = self.sibling().zip(block.supernet()) else {
            let remedy = format!("{block} has no half of equal size beside it to merge with");
            return Err(Problem::at("merge", remedy));
        };
        self.parts.retain(|it| *it != block && *it != other);
        let place = self.parts.partition_point(|it| *it < outer);
        self.parts.insert(place, outer);
        self.chosen = place;
        Ok(())
    }

    fn place_of(&self, member: &str, block: Ipv4Net) -> Read<usize> {
        let place = self.parts.iter().position(|it| *it == block);
        place.ok_or_else(|| {
            let parts = text::list(self.parts.iter().map(ToString::to_string));
            Problem::at(member, format!("write one of the parts: {parts}"))
        })
    }

    /// Makes the chosen compared block longer or shorter, or pushes it along by its size.
    fn move_chosen(&mut self, prefix: Option<u8>, step: i64) {
        let Some(named) = self.blocks.get_mut(self.chosen) else {
            return;
        };
        let was = named.block;
        let prefix = prefix.unwrap_or(was.prefix_len());
        let size = 1_i64 << (32 - prefix);
        let start = i64::from(u32::from(was.network())) + step * size;
        let moved = u32::try_from(start)
            .ok()
            .and_then(|start| Ipv4Net::new(Ipv4Addr::from(start), prefix).ok());
        if let Some(moved) = moved {
            let by_itself = named.name == was.to_string();
            named.block = moved.trunc();
            if by_itself {
                named.name = named.block.to_string();
            }
        }
    }
}

impl Machine for Ruler {
    const MEMBERS: &'static [&'static str] =
        &["mode", "base", "prefix", "blocks", "address", "parts"];
    const GESTURES: &'static [&'static str] = &["split", "merge", "chosen", "step", "length"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "mode" => self.mode = members::word(member, value, &MODES)?,
            "base" => {
                let text = members::text(member, value)?;
                let block = members::block(member, &json!(text))?;
                (self.within, self.prefix) = (block.network(), block.prefix_len());
                self.based = true;
                self.whole();
            }
            "prefix" => {
                self.prefix = members::whole(member, value, 0, 32)? as u8;
                self.whole();
            }
            "blocks" => {
                self.blocks = members::each(member, value, |path, item| {
                    let (name, block) = match item {
                        Value::Object(_) => {
                            members::only(path, item, &["name", "block"])?;
                            let name = members::member(path, item, "name")?;
                            let block = members::member(path, item, "block")?;
                            (members::text(path, name)?, block)
                        }
                        text => (members::text(path, text)?, text),
                    };
                    Ok(Named {
                        name: name.to_owned(),
                        block: members::block(path, block)?,
                    })
                })?;
                self.chosen = 0;
                self.fit_line();
            }
            "address" => self.address = Some(members::address(member, value)?),
            "parts" => self.set_parts(value)?,
            "split" => self.split(value)?,
            "merge" => self.merge(value)?,
            "chosen" => {
                let all = match self.mode {
                    RulerMode::Compare => self.blocks.len(),
                    _ => self.parts.len(),
                };
                let most = all.saturating_sub(1) as u64;
                self.chosen = members::whole(member, value, 0, most)? as usize;
            }
            "step" => {
                let step = members::number(member, value, -64.0, 64.0)?;
                self.move_chosen(None, step as i64);
            }
            "length" => {
                let prefix = members::whole(member, value, 0, 32)? as u8;
                self.move_chosen(Some(prefix), 0);
            }
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let block = self.block();
        let parts: Vec<String> = self.parts.iter().map(ToString::to_string).collect();
        outputs([
            ("base", json!(block.to_string())),
            ("prefix", json!(block.prefix_len())),
            ("size", json!(Self::size_of(block))),
            ("usable", json!(usable_in(block))),
            ("first", json!(block.network().to_string())),
            ("last", json!(block.broadcast().to_string())),
            ("parts", json!(parts.join(", "))),
            ("contains", json!(self.contains().unwrap_or(false))),
            ("overlaps", json!(!self.meeting().is_empty())),
        ])
    }

    fn sentence(&self) -> Sentence {
        self.said()
    }

    fn alternative(&self) -> String {
        self.told()
    }
}

#[cfg(test)]
mod tests;

//! What the guards say of a packet.

use super::{Decided, Guards, GuardsMode, Line, List, Other, Said};
use crate::architecture::RuleAction;
use crate::course::figures::{Sentence, Tone};

impl Guards {
    pub(super) fn said(&self) -> Sentence {
        let (group, acl, arrives, answered) = self.judge(&self.packet);
        let who = self.who();
        if !arrives {
            let (tone, rest) = match acl.decided.filter(|_| acl.request == Said::Dropped) {
                Some(Decided::Entry(number)) => {
                    let rest = format!("Entry {number} is the first that fits.");
                    (self.tone_of_stop(number), rest)
                }
                Some(_) => {
                    let rest = "No entry fits, so the star at the end decides.";
                    (Tone::Bad, rest.to_owned())
                }
                None => {
                    let rest = "No rule of the security group lets it pass, and what no rule names is not allowed.";
                    (Tone::Bad, rest.to_owned())
                }
            };
            return Sentence::new(tone, format!("{who} is stopped."), rest);
        }
        if self.mode != GuardsMode::Group && acl.request == Said::Unasked {
            return Sentence::new(
                Tone::Plain,
                "Inside one wing",
                "the network ACL is not asked: it stands at the border.",
            );
        }
        if let (GuardsMode::Order, Some(Decided::Entry(decided))) = (self.mode, acl.decided) {
            return match self.never_read(decided) {
                Some(unread) => Sentence::new(
                    Tone::Bad,
                    format!("{who} gets in."),
                    format!("{decided} fits first; {unread} is never read."),
                ),
                None => Sentence::new(
                    Tone::Plain,
                    format!("{who} gets in."),
                    format!("{decided} is the first entry that fits."),
                ),
            };
        }
        if !answered {
            let rest = match acl.decided_answer {
                Some(Decided::Entry(number)) => {
                    format!("The network ACL has no memory: entry {number} stops the answer.")
                }
                _ => "The network ACL has no memory, and no entry fits the answer.".to_owned(),
            };
            return Sentence::new(
                Tone::Bad,
                "The question arrives, the answer does not.",
                rest,
            );
        }
        let rest = match (self.mode, group.answer) {
            (GuardsMode::Group, Said::Remembered) => {
                "The group remembers the question, so the answer needs no rule."
            }
            (GuardsMode::Both, _) => {
                "The group remembers; the network ACL has a line for each way."
            }
            _ => "The network ACL has a line for each way.",
        };
        Sentence::new(Tone::Good, "Question and answer get through.", rest)
    }

    pub(super) fn told(&self) -> String {
        let packet = &self.packet;
        let mut words = format!(
            "Guards and a packet from {}:{} to {}:{}, {}.",
            packet.from.0, packet.from.1, packet.to.0, packet.to.1, packet.protocol
        );
        for list in self.lists() {
            let lines: Vec<String> = self.lines(list).iter().map(Line::text).collect();
            let lines = if lines.is_empty() {
                "no line".to_owned()
            } else {
                lines.join("; ")
            };
            words += &format!(" {}: {lines}.", list.title());
        }
        format!("{words} {}", self.said())
    }
    /// Who is stopped by an entry that names him was meant to be.
    fn tone_of_stop(&self, number: u32) -> Tone {
        let lists = [&self.entries_in, &self.entries_out];
        let named = lists.into_iter().flatten().any(|line| {
            let own = line.entry == Some((number, RuleAction::Deny));
            own && matches!(&line.other, Other::Block(block) if block.prefix_len() > 0)
        });
        if named { Tone::Good } else { Tone::Bad }
    }

    fn who(&self) -> String {
        match self.packet.name.as_str() {
            "" => "The packet".to_owned(),
            name => name.to_owned(),
        }
    }

    /// The line that would have caught the packet, had it been read.
    fn never_read(&self, decided: u32) -> Option<u32> {
        let list = if self.is_inward() {
            List::EntriesIn
        } else {
            List::EntriesOut
        };
        let other = if self.is_inward() {
            self.packet.from.0
        } else {
            self.packet.to.0
        };
        let mut behind = self
            .lines(list)
            .iter()
            .filter(|it| match (&it.entry, &it.other) {
                (Some((number, RuleAction::Deny)), Other::Block(block)) => {
                    *number > decided && block.prefix_len() > 0 && block.contains(&other)
                }
                _ => false,
            });
        behind
            .next()
            .and_then(|it| it.entry)
            .map(|(number, _)| number)
    }
}

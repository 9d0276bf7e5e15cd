//! F9, the guards: a security group remembers, a network ACL reads its list from the top,
//! stops at the first line that fits and has no memory at all.

mod changes;
mod lines;
mod trial;
mod words;

use std::net::Ipv4Addr;

use serde_json::{Value, json};

pub use lines::{Asked, Line, Other};
pub use trial::{Decided, Said, Verdicts};

use super::members::{self, Read};
use super::{Machine, Outputs, Sentence, outputs, unknown};
use trial::Lists;

/// Which guards stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardsMode {
    /// A security group alone.
    Group,
    /// A network ACL alone.
    Acl,
    /// Both, one behind the other.
    Both,
    /// A network ACL, to put its entries in order.
    Order,
}

const MODES: [(&str, GuardsMode); 4] = [
    ("group", GuardsMode::Group),
    ("acl", GuardsMode::Acl),
    ("both", GuardsMode::Both),
    ("order", GuardsMode::Order),
];

/// A list of the figure, by the member that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The group's inbound rules.
    Inbound,
    /// The group's outbound rules.
    Outbound,
    /// The network ACL's inbound entries.
    EntriesIn,
    /// The network ACL's outbound entries.
    EntriesOut,
}

const LISTS: [(&str, List); 4] = [
    ("inbound", List::Inbound),
    ("outbound", List::Outbound),
    ("entries_in", List::EntriesIn),
    ("entries_out", List::EntriesOut),
];

impl List {
    /// The member that holds it.
    pub fn member(self) -> &'static str {
        members::word_of(&self, &LISTS)
    }

    /// Whether it is one of a network ACL.
    pub fn is_acl(self) -> bool {
        matches!(self, Self::EntriesIn | Self::EntriesOut)
    }

    /// Whether it is read on the way in.
    pub fn is_in(self) -> bool {
        matches!(self, Self::Inbound | Self::EntriesIn)
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Inbound => "Security group, inbound",
            Self::Outbound => "Security group, outbound",
            Self::EntriesIn => "Network ACL, inbound",
            Self::EntriesOut => "Network ACL, outbound",
        }
    }
}

/// How a line stands to a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It does not fit, and the next line is read.
    Passed,
    /// It decides: it allows.
    Allows,
    /// It decides: it denies.
    Denies,
    /// A line before it has decided, or the guard was not asked.
    Unread,
}

/// The guards.
#[derive(Clone, Debug, PartialEq)]
pub struct Guards {
    mode: GuardsMode,
    inbound: Vec<Line>,
    outbound: Vec<Line>,
    entries_in: Vec<Line>,
    entries_out: Vec<Line>,
    members: Vec<(String, Vec<Ipv4Addr>)>,
    server: Option<Ipv4Addr>,
    packet: Asked,
    packets: Vec<Asked>,
}

impl Default for Guards {
    fn default() -> Self {
        let line = |text: &str, entry| lines::line("", &json!(text), entry).ok();
        let packet = lines::asked("", &json!("203.0.113.7:50000 → 10.0.1.20:80 tcp"));
        Self {
            mode: GuardsMode::Both,
            inbound: line("tcp 80 from 0.0.0.0/0", false).into_iter().collect(),
            outbound: line("all to 0.0.0.0/0", false).into_iter().collect(),
            entries_in: line("100 allow tcp 80 from 0.0.0.0/0", true)
                .into_iter()
                .collect(),
            entries_out: line("100 allow all to 0.0.0.0/0", true)
                .into_iter()
                .collect(),
            members: Vec::new(),
            server: None,
            packet: packet.unwrap_or(Asked {
                name: String::new(),
                from: (Ipv4Addr::UNSPECIFIED, 0),
                to: (Ipv4Addr::UNSPECIFIED, 0),
                protocol: crate::architecture::Protocol::Tcp,
            }),
            packets: Vec::new(),
        }
    }
}

impl Guards {
    /// Which guards stand there.
    pub fn mode(&self) -> GuardsMode {
        self.mode
    }

    /// The packet that the outputs are about.
    pub fn packet(&self) -> &Asked {
        &self.packet
    }

    /// The packets that the lesson offers; the one at hand where it offers none.
    pub fn packets(&self) -> Vec<Asked> {
        if self.packets.is_empty() {
            vec![self.packet.clone()]
        } else {
            self.packets.clone()
        }
    }

    /// The lines of a list, in the order in which they are read.
    pub fn lines(&self, list: List) -> &[Line] {
        match list {
            List::Inbound => &self.inbound,
            List::Outbound => &self.outbound,
            List::EntriesIn => &self.entries_in,
            List::EntriesOut => &self.entries_out,
        }
    }

    /// The lists that stand in the figure, those that the request meets first.
    pub fn lists(&self) -> Vec<List> {
        let mut lists = match self.mode {
            GuardsMode::Group => vec![List::Inbound, List::Outbound],
            GuardsMode::Acl => vec![List::EntriesIn, List::EntriesOut],
            GuardsMode::Both => {
                vec![
                    List::EntriesIn,
                    List::Inbound,
                    List::Outbound,
                    List::EntriesOut,
                ]
            }
            // Only the list that the request meets is put in order.
            GuardsMode::Order if self.is_inward() => vec![List::EntriesIn],
            GuardsMode::Order => vec![List::EntriesOut],
        };
        if !self.is_inward() && self.mode != GuardsMode::Order {
            lists.reverse();
        }
        lists
    }

    /// Whether the packet comes in at the door.
    pub fn is_inward(&self) -> bool {
        trial::is_inward(&self.packet, self.server)
    }

    fn asked(&self) -> Lists<'_> {
        let group = (&*self.inbound, &*self.outbound);
        let acl = (&*self.entries_in, &*self.entries_out);
        Lists {
            group: (self.mode == GuardsMode::Group || self.mode == GuardsMode::Both)
                .then_some(group),
            acl: (self.mode != GuardsMode::Group).then_some(acl),
            members: &self.members,
        }
    }

    /// What the group and the network ACL say of a packet and its answer, and whether the
    /// packet arrives and its answer comes back.
    pub fn judge(&self, packet: &Asked) -> (Verdicts, Verdicts, bool, bool) {
        trial::ask(packet, &self.asked(), self.server)
    }

    /// The same if each guard stood there alone: the group, then the network ACL.
    pub fn judge_apart(&self, packet: &Asked) -> (Verdicts, Verdicts) {
        let all = Lists {
            group: Some((&self.inbound, &self.outbound)),
            acl: Some((&self.entries_in, &self.entries_out)),
            members: &self.members,
        };
        let (group, ..) = trial::ask(packet, &Lists { acl: None, ..all }, self.server);
        let (_, acl, ..) = trial::ask(packet, &Lists { group: None, ..all }, self.server);
        (group, acl)
    }

    /// How each line of a list stands to a packet, or to its answer where the list is read
    /// on the way back; the star of a network ACL is the last.
    pub fn fits(&self, list: List, packet: &Asked) -> Vec<Fit> {
        let (group, acl, ..) = self.judge(packet);
        let verdicts = if list.is_acl() { acl } else { group };
        let there = trial::is_inward(packet, self.server) == list.is_in();
        let (said, decided) = if there {
            (verdicts.request, verdicts.decided)
        } else {
            (verdicts.answer, verdicts.decided_answer)
        };
        let lines = self.lines(list);
        let fit = if said == Said::Dropped {
            Fit::Denies
        } else {
            Fit::Allows
        };
        let place = match decided {
            Some(Decided::Rule(place)) => Some(place),
            Some(Decided::Entry(number)) => lines
                .iter()
                .position(|it| it.entry.is_some_and(|(own, _)| own == number)),
            Some(Decided::Star) => Some(lines.len()),
            Some(Decided::NoRule) => Some(usize::MAX),
            None => None,
        };
        let all = lines.len() + usize::from(list.is_acl());
        (0..all)
            .map(|own| match place {
                None => Fit::Unread,
                Some(place) if own < place => Fit::Passed,
                Some(place) if own == place => fit,
                Some(_) => Fit::Unread,
            })
            .collect()
    }

    fn decided_text(decided: Option<Decided>) -> String {
        match decided {
            Some(Decided::Entry(number)) => number.to_string(),
            Some(Decided::Star) => "*".to_owned(),
            _ => "none".to_owned(),
        }
    }

    /// The number of the entry that decided: of the answer where the answer dies there,
    /// else of the request.
    fn decided(acl: &Verdicts) -> String {
        let died = acl.answer == Said::Dropped;
        Self::decided_text(if died {
            acl.decided_answer
        } else {
            acl.decided
        })
    }

    /// What is said of an entry or a rule when it has been moved.
    pub fn place_text(&self, list: List, place: usize) -> String {
        let lines = self.lines(list);
        let Some(line) = lines.get(place) else {
            return String::new();
        };
        let (here, of) = (place + 1, lines.len());
        format!("{}, {here} of {of}. {}", line.text(), self.sentence())
    }
}

impl Machine for Guards {
    const MEMBERS: &'static [&'static str] = &[
        "mode",
        "inbound",
        "outbound",
        "entries_in",
        "entries_out",
        "members",
        "packets",
        "packet",
        "server",
    ];
    const GESTURES: &'static [&'static str] = &["move", "remove"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "mode" => self.mode = members::word(member, value, &MODES)?,
            "members" => self.set_members(value)?,
            "packet" => {
                let asked = lines::asked(member, value)?;
                // One of those that are offered keeps its name.
                let known = self.packets.iter().find(|it| {
                    (it.from, it.to, it.protocol) == (asked.from, asked.to, asked.protocol)
                });
                self.packet = known.cloned().unwrap_or(asked);
            }
            "packets" => {
                self.packets = members::each(member, value, lines::asked)?;
                if let Some(first) = self.packets.first() {
                    self.packet = first.clone();
                }
            }
            "server" => self.server = Some(members::address(member, value)?),
            "move" => self.move_line(value)?,
            "remove" => self.remove(value)?,
            other => match LISTS.iter().find(|(name, _)| *name == other) {
                Some((_, list)) => self.set_list(member, *list, value)?,
                None => return Err(unknown(other, Self::MEMBERS)),
            },
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let (group, acl, arrives, answered) = self.judge(&self.packet);
        let (alone_group, alone_acl) = self.judge_apart(&self.packet);
        let request = if arrives {
            Said::Allowed
        } else {
            Said::Dropped
        };
        let answer = match (arrives, answered, self.mode) {
            (false, ..) => Said::Unasked,
            (_, false, _) => Said::Dropped,
            (_, true, GuardsMode::Group) => group.answer,
            (_, true, _) => acl.answer,
        };
        outputs([
            ("request", json!(request.word())),
            ("answer", json!(answer.word())),
            ("decided", json!(Self::decided(&acl))),
            ("arrives", json!(arrives)),
            ("answered", json!(answered)),
            ("group_request", json!(alone_group.request.word())),
            ("group_answer", json!(alone_group.answer.word())),
            ("acl_request", json!(alone_acl.request.word())),
            ("acl_answer", json!(alone_acl.answer.word())),
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

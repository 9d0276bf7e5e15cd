//! F6, the signboard: of all rows that match, the one with the longest prefix wins, in
//! whatever order they stand, and a dead row wins all the same.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde_json::{Value, json};

use super::made::{design, to};
use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture::*;
use crate::network::{Network, RouteTarget};
use crate::text;

/// One row of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which packets it is for.
    pub destination: Ipv4Net,
    /// Where it leads, in a word.
    pub target: String,
    /// Whether its target is still there.
    pub active: bool,
}

impl Row {
    fn is_local(&self) -> bool {
        self.target == "local"
    }
}

/// How a row stands to the packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matched {
    /// It wins.
    Wins,
    /// It matches, and another one matches more bits.
    Fits,
    /// It differs at this bit, 1 being the first.
    Differs(u8),
}

/// The signboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Signboard {
    rows: Vec<Row>,
    address: Ipv4Addr,
    addresses: Vec<Ipv4Addr>,
    turns: u64,
}

impl Default for Signboard {
    fn default() -> Self {
        let row = |destination, target: &str| Row {
            destination,
            target: target.to_owned(),
            active: true,
        };
        let vpc = Ipv4Net::new(Ipv4Addr::new(10, 0, 0, 0), 16).unwrap_or_default();
        Self {
            rows: vec![row(vpc, "local"), row(Ipv4Net::default(), "gateway")],
            address: Ipv4Addr::new(198, 51, 100, 10),
            addresses: Vec::new(),
            turns: 0,
        }
    }
}

impl Signboard {
    /// The rows in the order in which they stand.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Where the packet goes.
    pub fn address(&self) -> Ipv4Addr {
        self.address
    }

    /// The addresses that the lesson offers.
    pub fn addresses(&self) -> &[Ipv4Addr] {
        &self.addresses
    }

    /// The design whose only route table holds these rows: local ones are blocks of the
    /// VPC, active ones lead to a NAT gateway, dead ones to one that is gone.
    fn design(&self) -> Architecture {
        let mut local = self.rows.iter().filter(|row| row.is_local());
        let vpc = Vpc {
            cidr: local
                .next()
                .map_or_else(CidrText::default, |row| row.destination.into()),
            secondary_cidrs: local.map(|row| row.destination.into()).collect(),
            ..Vpc::default()
        };
        let subnet = Subnet {
            vpc: to("vpc"),
            cidr: vpc.cidr.clone(),
            ..Subnet::default()
        };
        let others = self.rows.iter().filter(|row| !row.is_local());
        let routes = others.map(|row| Route {
            destination: row.destination.into(),
            target: to(if row.active { "exit" } else { "gone" }),
        });
        let table = RouteTable {
            vpc: to("vpc"),
            routes: routes.collect(),
        };
        let exit = InternetGateway {
            vpc: to("vpc"),
            ..InternetGateway::default()
        };
        design([
            ("vpc", vpc.into()),
            ("subnet", subnet.into()),
            ("board", table.into()),
            ("exit", exit.into()),
        ])
    }

    /// The place of the row that takes the packet, as the engine finds it.
    pub fn winner(&self) -> Option<usize> {
        self.winner_and_state().map(|(place, _)| place)
    }

    fn winner_and_state(&self) -> Option<(usize, bool)> {
        let design = self.design();
        let network = Network::new(&design);
        let (destination, target) =
            network.answering_row(&ResourceId::new("board"), self.address)?;
        let place = self
            .rows
            .iter()
            .position(|row| row.destination == destination)?;
        Some((place, !matches!(target, RouteTarget::Blackhole(_))))
    }

    /// How each row stands to the packet, in order.
    pub fn matched(&self) -> Vec<Matched> {
        let winner = self.winner();
        let rows = self.rows.iter().enumerate();
        rows.map(|(place, row)| {
            let differing = u32::from(row.destination.network()) ^ u32::from(self.address);
            if winner == Some(place) {
                Matched::Wins
            } else if row.destination.contains(&self.address) {
                Matched::Fits
            } else {
                Matched::Differs(differing.leading_zeros() as u8 + 1)
            }
        })
        .collect()
    }

    /// What is said of a row when it has been moved.
    pub fn place_text(&self, place: usize) -> String {
        let Some(row) = self.rows.get(place) else {
            return String::new();
        };
        let (here, of) = (place + 1, self.rows.len());
        format!(
            "{}, row {here} of {of}. {}",
            row.destination,
            self.sentence()
        )
    }

    /// Another order, each time a different one: no chance is needed to show that order
    /// does not count.
    fn shuffle(&mut self) {
        self.turns += 1;
        let len = self.rows.len();
        let mut seed = self.turns.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let before = self.rows.clone();
        for place in (1..len).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            self.rows.swap(place, (seed >> 33) as usize % (place + 1));
        }
        if self.rows == before && len > 1 {
            self.rows.rotate_left(1);
        }
    }

    fn set_rows(&mut self, value: &Value) -> Read<()> {
        let rows = members::each("rows", value, |path, item| {
            members::only(path, item, &["destination", "target", "state"])?;
            let destination = members::member(path, item, "destination")?;
            let target = members::member(path, item, "target")?;
            let state = item.get("state");
            let states = [("active", true), ("blackhole", false)];
            Ok(Row {
                destination: members::block(&format!("{path}.destination"), destination)?,
                target: members::text(&format!("{path}.target"), target)?.to_owned(),
                active: state.map_or(Ok(true), |state| {
                    members::word(&format!("{path}.state"), state, &states)
                })?,
            })
        })?;
        for (place, row) in rows.iter().enumerate() {
            if rows[..place]
                .iter()
                .any(|it| it.destination == row.destination)
            {
                // Rulebook RT-9.
                let remedy = format!(
                    "another row has {} already; a table takes one",
                    row.destination
                );
                return Err(Problem::at(format!("rows[{place}].destination"), remedy));
            }
            if row.is_local() && !row.active {
                let remedy = "take it out; a local row is always active";
                return Err(Problem::at(format!("rows[{place}].state"), remedy));
            }
        }
        self.rows = rows;
        Ok(())
    }

    fn move_row(&mut self, value: &Value) -> Read<()> {
        let most = self.rows.len().saturating_sub(1) as u64;
        let at = |name: &str| -> Read<usize> {
            let place = members::member("move", value, name)?;
            Ok(members::whole(&format!("move.{name}"), place, 0, most)? as usize)
        };
        let (from, to) = (at("from")?, at("to")?);
        let row = self.rows.remove(from);
        self.rows.insert(to, row);
        Ok(())
    }
}

impl Machine for Signboard {
    const MEMBERS: &'static [&'static str] = &["rows", "address", "addresses"];
    const GESTURES: &'static [&'static str] = &["shuffle", "move"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "rows" => self.set_rows(value)?,
            "address" => self.address = members::address(member, value)?,
            "addresses" => self.addresses = members::each(member, value, members::address)?,
            "shuffle" => self.shuffle(),
            "move" => self.move_row(value)?,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let found = self.winner_and_state();
        let row = found.and_then(|(place, _)| self.rows.get(place));
        let active = found.is_some_and(|(_, active)| active);
        outputs([
            ("address", json!(self.address.to_string())),
            (
                "winner",
                json!(row.map_or_else(|| "none".to_owned(), |row| row.destination.to_string())),
            ),
            (
                "target",
                json!(row.map_or("none", |row| row.target.as_str())),
            ),
            (
                "state",
                json!(match (row, active) {
                    (None, _) => "none",
                    (Some(_), true) => "active",
                    (Some(_), false) => "blackhole",
                }),
            ),
            ("delivered", json!(active)),
        ])
    }

    fn sentence(&self) -> Sentence {
        let Some((place, active)) = self.winner_and_state() else {
            return Sentence::new(
                Tone::Bad,
                "Dropped here.",
                format!("No row matches {}.", self.address),
            );
        };
        let row = &self.rows[place];
        let prefix = row.destination.prefix_len();
        if !active {
            let wider = self
                .rows
                .iter()
                .filter(|it| it.destination.contains(&self.address));
            let next = wider
                .filter(|it| it.destination != row.destination)
                .max_by_key(|it| it.destination.prefix_len());
            let rest = next.map_or_else(String::new, |next| {
                format!(" The packet does not fall back to {}.", next.destination)
            });
            return Sentence::new(
                Tone::Bad,
                "Dropped here.",
                format!("A dead row still wins.{rest}"),
            );
        }
        let matching = self
            .rows
            .iter()
            .filter(|it| it.destination.contains(&self.address));
        if matching.count() == 1 {
            return Sentence::new(
                Tone::Good,
                format!("Only {} matches,", row.destination),
                format!("so the packet goes to {}.", row.target),
            );
        }
        Sentence::new(
            Tone::Good,
            format!("The longest prefix wins: /{prefix},"),
            format!("in any order. It goes to {}.", row.target),
        )
    }

    fn alternative(&self) -> String {
        let rows = self.rows.iter().zip(self.matched()).map(|(row, matched)| {
            let state = if row.active { "" } else { " (dead)" };
            let how = match matched {
                Matched::Wins => format!("{} bits, wins", row.destination.prefix_len()),
                Matched::Fits => {
                    text::count(usize::from(row.destination.prefix_len()), "bit", "bits")
                }
                Matched::Differs(bit) => format!("differs at bit {bit}"),
            };
            format!("{} to {}{state}: {how}", row.destination, row.target)
        });
        format!(
            "A route table and a packet for {}. {}. {}",
            self.address,
            rows.collect::<Vec<_>>().join("; "),
            self.sentence()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The board of chapter 7.
    fn board(address: &str) -> Signboard {
        let mut board = Signboard::default();
        board
            .set(
                "rows",
                &json!([
                    { "destination": "10.0.0.0/16", "target": "local" },
                    { "destination": "0.0.0.0/0", "target": "gateway", "state": "active" },
                    { "destination": "198.51.100.0/24", "target": "exit-x" },
                    { "destination": "198.51.100.64/26", "target": "exit-y" },
                ]),
            )
            .expect("rows");
        board.set("address", &json!(address)).expect("an address");
        board
    }

    #[test]
    fn the_rows_of_chapter_7_take_what_it_says() {
        for (address, winner, target) in [
            ("198.51.100.70", "198.51.100.64/26", "exit-y"),
            ("198.51.100.9", "198.51.100.0/24", "exit-x"),
            ("10.0.200.9", "10.0.0.0/16", "local"),
            ("8.8.8.8", "0.0.0.0/0", "gateway"),
        ] {
            let out = board(address).outputs();
            assert_eq!(
                (&out["winner"], &out["target"]),
                (&json!(winner), &json!(target))
            );
        }
    }

    #[test]
    fn a_dead_row_wins_and_drops() {
        let mut it = Signboard::default();
        it.set("rows", &json!([
            { "destination": "10.0.0.0/16", "target": "local" },
            { "destination": "198.51.100.0/24", "target": "a deleted NAT", "state": "blackhole" },
            { "destination": "0.0.0.0/0", "target": "Notebookly-IGW" },
        ]))
        .expect("rows");
        let out = it.outputs();
        assert_eq!(out["state"], "blackhole");
        assert_eq!(out["delivered"], false);
        assert_eq!(
            it.sentence().to_string(),
            "Dropped here. A dead row still wins. The packet does not fall back to 0.0.0.0/0."
        );
        assert_eq!(
            it.matched(),
            [Matched::Differs(1), Matched::Wins, Matched::Fits]
        );
    }

    #[test]
    fn the_winner_is_the_longest_of_all_in_every_order() {
        for address in [
            "198.51.100.70",
            "198.51.100.9",
            "10.0.200.9",
            "8.8.8.8",
            "10.1.0.1",
            "255.0.0.1",
        ] {
            let mut it = board(address);
            for _ in 0..20 {
                it.set("shuffle", &json!(true)).expect("it shuffles");
                let all = it.rows.iter().enumerate();
                let matching = all.filter(|(_, row)| row.destination.contains(&it.address));
                let longest = matching.max_by_key(|(_, row)| row.destination.prefix_len());
                assert_eq!(it.winner(), longest.map(|(place, _)| place), "{address}");
            }
        }
    }

    #[test]
    fn shuffling_always_changes_something_and_loses_nothing() {
        let mut it = board("8.8.8.8");
        for _ in 0..20 {
            let before = it.rows.clone();
            it.set("shuffle", &json!(true)).expect("it shuffles");
            assert_ne!(it.rows, before);
            assert!(before.iter().all(|row| it.rows.contains(row)));
        }
        it.set("move", &json!({ "from": 3, "to": 0 }))
            .expect("it moves");
        assert!(
            it.place_text(0)
                .contains("row 1 of 4. The longest prefix wins")
                || it.place_text(0).contains("row 1 of 4. Only")
        );
    }

    #[test]
    fn what_a_table_does_not_take_is_refused() {
        let mut it = Signboard::default();
        let rows = json!([
            { "destination": "0.0.0.0/0", "target": "a" },
            { "destination": "0.0.0.0/0", "target": "b" },
        ]);
        let refused = it.set("rows", &rows).map_err(|it| it.path);
        assert_eq!(refused, Err("rows[1].destination".to_owned()));
        let rows = json!([{ "destination": "0.0.0.0/0", "target": "a", "status": "active" }]);
        let refused = it.set("rows", &rows).map_err(|it| it.path);
        assert_eq!(refused, Err("rows[0].status".to_owned()));
    }
}

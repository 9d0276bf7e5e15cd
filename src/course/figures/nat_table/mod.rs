//! F8, the NAT table: many private addresses share one public one and are told apart by
//! port; what has no row does not come in.

mod design;

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde_json::{Value, json};

use super::made::{flow, thing};
use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture::Protocol;
use crate::network::addresses::INTERNET_HOST;
use crate::network::{Code, Endpoint, Network, Packet, Stage};
use crate::text;

/// A server behind the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name.
    pub name: String,
    /// Its private address.
    pub address: Ipv4Addr,
    /// Which zone it stands in, 0 or 1.
    pub zone: usize,
}

/// A row of the table: one connection that somebody inside has opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NatRow {
    /// Which server opened it, by place.
    pub server: usize,
    /// Its own address and port.
    pub inside: (Ipv4Addr, u16),
    /// The public address and port that the world sees.
    pub outside: (Ipv4Addr, u16),
    /// Where it goes.
    pub to: (Ipv4Addr, u16),
}

/// What happened last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// Nothing yet, or somebody inside opened a connection.
    None,
    /// The answer to this row came in.
    Answered(usize),
    /// A stranger knocked.
    Knocked,
}

/// The NAT gateway and its table.
#[derive(Clone, Debug, PartialEq)]
pub struct NatTable {
    servers: Vec<Server>,
    public: Ipv4Addr,
    zones: usize,
    rows: Vec<NatRow>,
    last: Last,
}

impl Default for NatTable {
    fn default() -> Self {
        let server = |place: u8, wing: u8| Server {
            name: format!("web-{place}"),
            address: Ipv4Addr::new(10, 0, wing, 10 * place),
            zone: usize::from(wing) - 3,
        };
        Self {
            servers: vec![server(1, 3), server(2, 4), server(3, 3)],
            public: Ipv4Addr::new(13, 232, 34, 254),
            zones: 1,
            rows: Vec::new(),
            last: Last::None,
        }
    }
}

impl NatTable {
    /// The servers.
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// The rows, in the order in which they were opened.
    pub fn rows(&self) -> &[NatRow] {
        &self.rows
    }

    /// What happened last.
    pub fn last(&self) -> Last {
        self.last
    }

    /// In how many zones there is a gateway.
    pub fn zones(&self) -> usize {
        self.zones
    }

    /// The public address of the gateway in a zone.
    pub fn public(&self, zone: usize) -> Ipv4Addr {
        Ipv4Addr::from(u32::from(self.public).wrapping_add(zone as u32))
    }

    /// Which gateway a server leaves by.
    pub fn gateway_of(&self, server: &Server) -> usize {
        server.zone.min(self.zones - 1)
    }

    /// A connection of a server to a host outside, as the engine traces it: what it sends
    /// and what the world sees. The gateway takes the next port that is free.
    fn open(&mut self, server: usize) -> Read<()> {
        let design = design::of(self);
        let asked = flow(
            thing(&format!("server-{server}")),
            Endpoint::Internet,
            Protocol::Tcp,
            443,
        );
        let trace = Network::new(&design).trace(&asked);
        let translated = trace
            .request
            .hops
            .iter()
            .any(|it| it.stage == Stage::NatGateway);
        let ends = trace.request.hops.first().zip(trace.request.hops.last());
        let Some((sent, seen)) = ends.filter(|_| translated) else {
            let remedy = "this server's packet does not leave through the gateway";
            return Err(Problem::at("open", remedy));
        };
        let (sent, seen): (Packet, Packet) = (sent.packet, seen.packet);
        let own = self.rows.iter().filter(|it| it.server == server).count() as u16;
        let taken = self
            .rows
            .iter()
            .filter(|it| it.outside.0 == seen.source)
            .count() as u16;
        self.rows.push(NatRow {
            server,
            inside: (sent.source, sent.source_port.saturating_add(own)),
            outside: (seen.source, seen.source_port.saturating_add(taken)),
            to: (seen.destination, seen.destination_port),
        });
        self.last = Last::None;
        Ok(())
    }

    /// Whether a stranger who sends to the gateway's address gets in, as the engine says.
    pub fn knock_enters(&self) -> bool {
        let design = design::of(self);
        let asked = flow(
            Endpoint::Address(INTERNET_HOST),
            Endpoint::Address(self.public(0)),
            Protocol::Tcp,
            80,
        );
        let trace = Network::new(&design).trace(&asked);
        let code = trace.blockers.first().and_then(|it| it.code);
        code != Some(Code::NgwDestAddressPreservation)
    }

    fn set_servers(&mut self, value: &Value) -> Read<()> {
        let pairs: Vec<(String, &Value)> = match value {
            Value::Object(all) => all.iter().map(|(name, it)| (name.clone(), it)).collect(),
            other => members::list("servers", other)?
                .iter()
                .enumerate()
                .map(|(place, item)| {
                    let path = format!("servers[{place}]");
                    members::only(&path, item, &["name", "address"])?;
                    let name = members::text(&path, members::member(&path, item, "name")?)?;
                    Ok((name.to_owned(), members::member(&path, item, "address")?))
                })
                .collect::<Read<_>>()?,
        };
        if pairs.is_empty() || pairs.len() > 6 {
            return Err(Problem::at("servers", "write one to six servers"));
        }
        let mut servers: Vec<Server> = Vec::new();
        for (name, value) in pairs {
            let address = members::address(&format!("servers.{name}"), value)?;
            if servers.iter().any(|it| it.address == address) {
                let remedy = format!("another server has {address} already");
                return Err(Problem::at(format!("servers.{name}"), remedy));
            }
            servers.push(Server {
                name,
                address,
                zone: 0,
            });
        }
        // The wings stand in the two zones by turns.
        let mut wings: Vec<Ipv4Net> = Vec::new();
        for server in &mut servers {
            let wing = design::wing_of(server.address);
            let place = wings.iter().position(|it| *it == wing).unwrap_or_else(|| {
                wings.push(wing);
                wings.len() - 1
            });
            server.zone = place % design::ZONES.len();
        }
        self.servers = servers;
        self.rows.clear();
        self.last = Last::None;
        Ok(())
    }
}

impl Machine for NatTable {
    const MEMBERS: &'static [&'static str] = &["servers", "public_address", "zones"];
    const GESTURES: &'static [&'static str] = &["open", "answer", "knock"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "servers" => self.set_servers(value)?,
            "public_address" => {
                self.public = members::address(member, value)?;
                self.rows.clear();
            }
            "zones" => {
                self.zones = members::whole(member, value, 1, 2)? as usize;
                self.rows.clear();
                self.last = Last::None;
            }
            "open" => {
                let name = members::text(member, value)?;
                let place = self.servers.iter().position(|it| it.name == name);
                let Some(place) = place else {
                    let names = text::list(self.servers.iter().map(|it| it.name.clone()));
                    return Err(Problem::at(
                        member,
                        format!("write the name of a server: {names}"),
                    ));
                };
                self.open(place)?;
            }
            "answer" => {
                let rows = self.rows.len() as u64;
                if rows == 0 {
                    return Err(Problem::at(member, "open a connection first"));
                }
                let row = members::whole(member, value, 1, rows)?;
                self.last = Last::Answered(row as usize - 1);
            }
            "knock" => self.last = Last::Knocked,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let (last, entered) = match self.last {
            Last::None => ("none", false),
            Last::Answered(_) => ("answered", true),
            Last::Knocked => ("knocked", self.knock_enters()),
        };
        outputs([
            ("rows", json!(self.rows.len())),
            ("last", json!(last)),
            ("entered", json!(entered)),
        ])
    }

    fn sentence(&self) -> Sentence {
        match self.last {
            Last::Answered(place) => {
                let Some(row) = self.rows.get(place) else {
                    return Sentence::new(Tone::Plain, "Nothing came in.", "");
                };
                let name = &self.servers[row.server].name;
                Sentence::new(
                    Tone::Good,
                    format!(
                        "The answer finds its row: port {} is {name}.",
                        row.outside.1
                    ),
                    format!("It goes to {}:{}.", row.inside.0, row.inside.1),
                )
            }
            Last::Knocked if self.knock_enters() => {
                Sentence::new(Tone::Bad, "The stranger is in.", "")
            }
            Last::Knocked => Sentence::new(
                Tone::Good,
                "No row, no entry.",
                "Nobody inside asked for this packet, so the gateway drops it.",
            ),
            Last::None if self.rows.is_empty() => Sentence::new(
                Tone::Plain,
                "The table is empty.",
                "Let a server open a connection.",
            ),
            Last::None => {
                let row = &self.rows[self.rows.len() - 1];
                Sentence::new(
                    Tone::Plain,
                    format!(
                        "{} {} one public address.",
                        text::count(self.rows.len(), "connection", "connections"),
                        if self.rows.len() == 1 {
                            "uses"
                        } else {
                            "share"
                        }
                    ),
                    format!(
                        "{} is seen as {}:{}.",
                        self.servers[row.server].name, row.outside.0, row.outside.1
                    ),
                )
                .for_zones(self)
            }
        }
    }

    fn alternative(&self) -> String {
        let servers = self
            .servers
            .iter()
            .map(|it| format!("{} at {}", it.name, it.address));
        let rows = self.rows.iter().enumerate().map(|(place, row)| {
            format!(
                " Row {}: {}:{} is seen as {}:{}, to {}:{}.",
                place + 1,
                row.inside.0,
                row.inside.1,
                row.outside.0,
                row.outside.1,
                row.to.0,
                row.to.1
            )
        });
        format!(
            "A NAT gateway with the public address {}. Behind it {}.{} {}",
            self.public,
            text::list(servers),
            rows.collect::<String>(),
            self.sentence()
        )
    }
}

impl Sentence {
    /// With a gateway in each zone there is a public address in each.
    fn for_zones(mut self, table: &NatTable) -> Self {
        let mut publics: Vec<Ipv4Addr> = table.rows.iter().map(|it| it.outside.0).collect();
        publics.sort_unstable();
        publics.dedup();
        if publics.len() > 1 {
            self.lead = format!(
                "Each zone has its own exit: {} public addresses.",
                publics.len()
            );
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(it: &mut NatTable, member: &str, value: Value) {
        it.set(member, &value).expect("it is taken");
    }

    #[test]
    fn three_servers_share_one_address_and_differ_by_port() {
        let mut it = NatTable::default();
        for name in ["web-1", "web-2", "web-3", "web-1"] {
            set(&mut it, "open", json!(name));
        }
        let outside: Vec<String> = it
            .rows()
            .iter()
            .map(|row| format!("{}:{}", row.outside.0, row.outside.1))
            .collect();
        assert_eq!(
            outside,
            [
                "13.232.34.254:20480",
                "13.232.34.254:20481",
                "13.232.34.254:20482",
                "13.232.34.254:20483"
            ]
        );
        let inside: Vec<String> = it
            .rows()
            .iter()
            .map(|row| format!("{}:{}", row.inside.0, row.inside.1))
            .collect();
        assert_eq!(
            inside,
            [
                "10.0.3.10:50000",
                "10.0.4.20:50000",
                "10.0.3.30:50000",
                "10.0.3.10:50001"
            ]
        );
        assert_eq!(it.outputs()["rows"], 4);
    }

    #[test]
    fn an_answer_finds_its_row_and_a_stranger_none() {
        let mut it = NatTable::default();
        assert_eq!(it.outputs()["last"], "none");
        assert!(it.set("answer", &json!(1)).is_err());
        set(&mut it, "open", json!("web-2"));
        set(&mut it, "answer", json!(1));
        let out = it.outputs();
        assert_eq!(
            (&out["last"], &out["entered"]),
            (&json!("answered"), &json!(true))
        );
        assert_eq!(
            it.sentence().to_string(),
            "The answer finds its row: port 20480 is web-2. It goes to 10.0.4.20:50000."
        );
        set(&mut it, "knock", json!(true));
        let out = it.outputs();
        assert_eq!(
            (&out["last"], &out["entered"]),
            (&json!("knocked"), &json!(false))
        );
    }

    #[test]
    fn the_servers_of_chapter_9_stand_where_they_are_said_to() {
        let mut it = NatTable::default();
        set(
            &mut it,
            "servers",
            json!({ "web-1": "10.0.3.195", "web-2": "10.0.4.60" }),
        );
        set(&mut it, "zones", json!(2));
        set(&mut it, "open", json!("web-1"));
        set(&mut it, "open", json!("web-2"));
        let outside: Vec<String> = it
            .rows()
            .iter()
            .map(|row| row.outside.0.to_string())
            .collect();
        assert_eq!(outside, ["13.232.34.254", "13.232.34.255"]);
        set(
            &mut it,
            "servers",
            json!([{ "name": "web-1", "address": "10.0.3.10" }, { "name": "b", "address": "172.16.3.11" }]),
        );
        set(&mut it, "open", json!("b"));
        let refused = it.set("open", &json!("c")).map_err(|it| it.to_string());
        assert_eq!(
            refused,
            Err("open: write the name of a server: web-1 and b".to_owned())
        );
    }
}

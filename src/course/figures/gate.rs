//! F7, the gate: the internet gateway swaps one public for one private address, both ways,
//! and lets through only whom all four conditions allow.

use std::net::Ipv4Addr;

use serde_json::{Value, json};

use super::made::{self, design, flow, thing, to};
use super::members::{self, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture::*;
use crate::network::{Code, Endpoint, Network, Packet, Stage, Trace, Verdict};

/// The server's addresses; the public one is from the pool that the engine takes too.
const PRIVATE: Ipv4Addr = Ipv4Addr::new(10, 0, 1, 20);
const PUBLIC: Ipv4Addr = Ipv4Addr::new(13, 235, 8, 41);

/// The gate and the server behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    public_address: bool,
    inward: bool,
    attached: bool,
    route: bool,
    admits: bool,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            public_address: true,
            inward: true,
            attached: true,
            route: true,
            admits: true,
        }
    }
}

/// What becomes of the packet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// As it is sent.
    pub before: Packet,
    /// As it is at the end, or where it dies.
    pub after: Packet,
    /// Where it dies and why, or nothing.
    pub stop: Option<(Stage, Option<Code>)>,
}

impl Gate {
    /// Whether the packet comes from outside.
    pub fn is_inward(&self) -> bool {
        self.inward
    }

    /// The four conditions: member, words, whether it holds (rulebook IGW-3).
    pub fn conditions(&self) -> [(&'static str, &'static str, bool); 4] {
        [
            ("attached", "The gate is attached to the VPC", self.attached),
            ("route", "The subnet's table leads to it", self.route),
            (
                "public_address",
                "The server has a public address",
                self.public_address,
            ),
            ("admits", "The guards let it pass", self.admits),
        ]
    }

    fn holding(&self) -> usize {
        self.conditions().iter().filter(|it| it.2).count()
    }

    fn design(&self) -> Architecture {
        let vpc = Vpc::default();
        let gateway = InternetGateway {
            vpc: if self.attached { to("vpc") } else { None },
            ..InternetGateway::default()
        };
        let way = Route {
            destination: "0.0.0.0/0".into(),
            target: to("gate"),
        };
        let table = RouteTable {
            vpc: to("vpc"),
            routes: self.route.then_some(way).into_iter().collect(),
        };
        let subnet = Subnet {
            vpc: to("vpc"),
            cidr: "10.0.1.0/24".into(),
            route_table: to("board"),
            ..Subnet::default()
        };
        let all = if self.admits {
            vec![SecurityGroupRule::allow_all()]
        } else {
            Vec::new()
        };
        let guards = SecurityGroup {
            vpc: to("vpc"),
            ingress: all.clone(),
            egress: all,
            ..SecurityGroup::default()
        };
        let shop = Instance {
            subnet: to("wing"),
            security_groups: vec![ResourceId::new("guards")],
            elastic_ip: self.public_address,
            public_ip: PublicIp::No,
            private_address: made::address(PRIVATE),
            public_address: if self.public_address {
                made::address(PUBLIC)
            } else {
                AddressText::default()
            },
            ..Instance::default()
        };
        design([
            ("vpc", vpc.into()),
            ("gate", gateway.into()),
            ("board", table.into()),
            ("wing", subnet.into()),
            ("guards", guards.into()),
            ("shop", shop.into()),
        ])
    }

    fn trace(&self) -> Trace {
        let design = self.design();
        let asked = if self.inward {
            flow(Endpoint::Internet, thing("shop"), Protocol::Tcp, 80)
        } else {
            flow(thing("shop"), Endpoint::Internet, Protocol::Tcp, 443)
        };
        Network::new(&design).trace(&asked)
    }

    /// What becomes of the packet, as the engine traces it.
    pub fn passage(&self) -> Option<Passage> {
        let trace = self.trace();
        let hops = &trace.request.hops;
        let (first, last) = (hops.first()?, hops.last()?);
        let stop = trace.blockers.first().map(|it| (it.stage, it.code));
        Some(Passage {
            before: first.packet,
            after: last.packet,
            stop: (trace.verdict == Verdict::Dropped)
                .then_some(stop)
                .flatten(),
        })
    }

    fn why(&self, stage: Stage) -> &'static str {
        match stage {
            Stage::InternetGateway if !self.attached => {
                "The gate is not attached to the VPC, so it does nothing."
            }
            Stage::InternetGateway if self.inward => {
                "No public address stands for the server, so nobody outside can name it."
            }
            Stage::InternetGateway => {
                "The server has no public address, and no answer could find it."
            }
            Stage::RouteTable if !self.attached && self.route => {
                "The row leads to a gate that is not attached."
            }
            Stage::RouteTable if self.inward => {
                "The question arrives, and its answer finds no row that leads out."
            }
            Stage::RouteTable => "No row leads out of the VPC.",
            Stage::SecurityGroupInbound | Stage::SecurityGroupOutbound => {
                "The guards let nobody pass."
            }
            _ => "Nobody has this address.",
        }
    }
}

impl Machine for Gate {
    const MEMBERS: &'static [&'static str] =
        &["public_address", "direction", "attached", "route", "admits"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "public_address" => self.public_address = members::flag(member, value)?,
            "direction" => {
                self.inward = members::word(member, value, &[("in", true), ("out", false)])?;
            }
            "attached" => self.attached = members::flag(member, value)?,
            "route" => self.route = members::flag(member, value)?,
            "admits" => self.admits = members::flag(member, value)?,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let passage = self.passage();
        let end = passage.map(|it| it.after);
        let public = if self.public_address {
            PUBLIC.to_string()
        } else {
            "none".to_owned()
        };
        outputs([
            ("direction", json!(if self.inward { "in" } else { "out" })),
            ("public_address", json!(public)),
            ("passes", json!(passage.is_some_and(|it| it.stop.is_none()))),
            ("source", json!(end.map(|it| it.source.to_string()))),
            (
                "destination",
                json!(end.map(|it| it.destination.to_string())),
            ),
            ("conditions", json!(self.holding())),
        ])
    }

    fn sentence(&self) -> Sentence {
        let Some(passage) = self.passage() else {
            return Sentence::new(Tone::Plain, "Nothing is sent.", "");
        };
        if let Some((stage, _)) = passage.stop {
            return Sentence::new(Tone::Bad, "It does not get through.", self.why(stage));
        }
        let (before, after) = if self.inward {
            (passage.before.destination, passage.after.destination)
        } else {
            (passage.before.source, passage.after.source)
        };
        Sentence::new(
            Tone::Good,
            "The gate swaps one address for one:",
            format!("{before} becomes {after}, and back for the answer."),
        )
    }

    fn alternative(&self) -> String {
        let way = if self.inward {
            "A customer's packet to the server's port 80."
        } else {
            "The server's packet to port 443 of a host on the internet."
        };
        let conditions = self
            .conditions()
            .map(|(_, words, holds)| format!("{words}: {}.", if holds { "yes" } else { "no" }));
        format!(
            "An internet gateway. {way} {} {} of four conditions hold. {}",
            conditions.join(" "),
            self.holding(),
            self.sentence()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(members: Value) -> Gate {
        let Value::Object(members) = members else {
            panic!("an object")
        };
        Gate::read(&members).expect("it is read")
    }

    #[test]
    fn it_passes_exactly_when_all_four_hold() {
        for bits in 0..32_u8 {
            let has = |bit: u8| bits & (1 << bit) != 0;
            let it = gate(json!({
                "public_address": has(0), "attached": has(1), "route": has(2), "admits": has(3),
                "direction": if has(4) { "in" } else { "out" },
            }));
            let out = it.outputs();
            assert_eq!(out["passes"], out["conditions"] == 4, "{it:?}");
            let sentence = it.sentence();
            assert_eq!(sentence.tone == Tone::Good, out["conditions"] == 4);
            assert_ne!(sentence.rest, "Nobody has this address.", "{it:?}");
        }
    }

    #[test]
    fn the_shop_of_chapter_8_begins_with_one_of_four() {
        let start = json!({ "public_address": false, "attached": false, "route": false });
        assert_eq!(gate(start).outputs()["conditions"], 1);
    }

    #[test]
    fn addresses_are_swapped_both_ways() {
        let out = gate(json!({ "direction": "in" })).outputs();
        assert_eq!(
            (&out["source"], &out["destination"]),
            (&json!("203.0.113.7"), &json!("10.0.1.20"))
        );
        let out = gate(json!({ "direction": "out" })).outputs();
        assert_eq!(
            (&out["source"], &out["destination"]),
            (&json!("13.235.8.41"), &json!("198.51.100.10"))
        );
        assert_eq!(
            gate(json!({ "direction": "out", "public_address": false }))
                .sentence()
                .to_string(),
            "It does not get through. The server has no public address, and no answer could find it."
        );
    }
}

//! What rows are looked for, in words: "for TCP port 80 from 0.0.0.0/0".

use serde_json::Value;

use super::super::{Moment, Scope, compare};
use super::wish::{Wish, third};
use super::{things, traffic};
use crate::architecture::row::{Content, Member};
use crate::architecture::{Action, Kind, Protocol, RowInfo};
use crate::course::condition::{Op, Operand, Test};
use crate::text;

/// A member of a row by its path, and what it should be.
pub type Asked = (String, Test);

/// What rows of a table are such, to stand behind the word for one.
pub struct Such<'s> {
    /// The property that is the table.
    pub property: &'s str,
    /// What its rows are made of.
    pub info: Option<&'s RowInfo>,
    pub moment: &'s Moment<'s>,
    pub scope: &'s Scope,
}

impl Such<'_> {
    /// " for TCP port 80 from 0.0.0.0/0 where “Description” contains “web”"; empty where
    /// any row will do.
    pub fn said(&self, asked: &[Asked]) -> String {
        let mut said = String::new();
        let taken = |path: &str| {
            let found = asked.iter().find(|(it, _)| it == path);
            found.map(|(_, test)| test)
        };
        let traffic = self.traffic(asked);
        let action = taken("action").and_then(|test| self.only(test));
        let action = action.as_ref().and_then(Value::as_str);
        match (action, &traffic) {
            (Some(action), Some(traffic)) => said.push_str(&format!(" that {action}s {traffic}")),
            (Some(action), None) => said.push_str(&format!(" that {action}s traffic")),
            (None, Some(traffic)) => said.push_str(&format!(" for {traffic}")),
            (None, None) if self.is_filter() && asked.iter().any(|(path, _)| is_side(path)) => {
                said.push_str(" for traffic");
            }
            (None, None) => {}
        }
        if let Some(leads) = self.leads(asked) {
            said.push_str(&leads);
        }
        let mut rest = Vec::new();
        for (path, test) in asked {
            let sure = self.only(test);
            let name = sure.as_ref().map(|it| compare::plain(it, self.moment));
            match (path.as_str(), name) {
                ("protocol" | "from_port" | "to_port", _) if traffic.is_some() => {}
                ("action", Some(_)) => {}
                ("peer.cidr" | "cidr", Some(block)) if self.is_filter() => {
                    said.push_str(&format!(" {} {block}", self.preposition()));
                }
                ("peer.group", Some(group)) => {
                    let way = self.preposition();
                    said.push_str(&format!(" {way} the security group {group}"));
                }
                ("destination", Some(block)) => said.push_str(&format!(" for {block}")),
                ("target", Some(target)) => said.push_str(&format!(" to {target}")),
                (path, _) if path.starts_with("default_action.") => {}
                (path, _) => rest.push(self.clause(path, test)),
            }
        }
        if !rest.is_empty() {
            said.push_str(&format!(" where {}", text::list(rest)));
        }
        said
    }

    /// The same of a row that is there, by the members that are asked for.
    pub fn said_of(&self, row: &Value, asked: &[Asked]) -> String {
        // Who is on the other side is a block or a group, whichever is asked for.
        let mut real: Vec<Asked> = Vec::new();
        for (path, _) in asked {
            let value = at(row, path);
            match (path.as_str(), value) {
                ("peer.cidr" | "peer.group", None) => {
                    for other in ["peer.cidr", "peer.group"] {
                        let value = at(row, other).filter(|it| !it.is_null());
                        real.extend(value.map(|it| (other.to_owned(), Test::eq(it.clone()))));
                    }
                }
                (path, value) => {
                    let value = value.cloned().unwrap_or(Value::Null);
                    real.push((path.to_owned(), Test::eq(value)));
                }
            }
        }
        self.said(&real)
    }

    /// The members that are said together, so that a row lacks one thing where one of them
    /// is not as asked.
    pub fn groups(asked: &[Asked]) -> Vec<Vec<Asked>> {
        let key = |path: &str| match path {
            "protocol" | "from_port" | "to_port" => "ports".to_owned(),
            path if path.starts_with("peer.") => "peer".to_owned(),
            path if path.starts_with("default_action.") => "does".to_owned(),
            path => path.to_owned(),
        };
        let mut groups: Vec<(String, Vec<Asked>)> = Vec::new();
        for it in asked {
            let key = key(&it.0);
            match groups.iter_mut().find(|(name, _)| *name == key) {
                Some((_, all)) => all.push(it.clone()),
                None => groups.push((key, vec![it.clone()])),
            }
        }
        groups.into_iter().map(|(_, all)| all).collect()
    }

    /// The one value that a test asks for, if it asks for one.
    fn only(&self, test: &Test) -> Option<Value> {
        match test.0.as_slice() {
            [(Op::Eq, operand)] => compare::resolve(operand, self.moment, self.scope),
            _ => None,
        }
        .filter(|it| !it.is_null())
    }

    fn is_filter(&self) -> bool {
        ["ingress", "egress", "inbound", "outbound"].contains(&self.property)
    }

    fn preposition(&self) -> &'static str {
        match self.property {
            "egress" | "outbound" => "to",
            _ => "from",
        }
    }

    /// Protocol and ports as one; nothing where neither is asked for, or in a way of its own.
    fn traffic(&self, asked: &[Asked]) -> Option<String> {
        if !self.is_filter() {
            return None;
        }
        let test = |key: &str| {
            let found = asked.iter().find(|(path, _)| path == key);
            found.map(|(_, test)| test)
        };
        let number = |test: Option<&Test>| {
            let value = test.and_then(|test| self.only(test))?;
            i32::try_from(value.as_i64()?).ok()
        };
        let protocol = test("protocol").and_then(|it| self.only(it));
        let protocol = protocol.as_ref().and_then(Value::as_str);
        let name = protocol.map(str::to_uppercase);
        let (from, to) = (test("from_port"), test("to_port"));
        let lead = || name.clone().map_or(String::new(), |it| format!("{it} "));
        if let (Some(from), Some(to)) = (bound(from, Op::Le), bound(to, Op::Ge)) {
            return Some(match from == to {
                true => format!("{}port {from} or a range around it", lead()),
                false => format!("{}ports {from}–{to} or more", lead()),
            });
        }
        if let Some(below) = bound(from, Op::Lt) {
            return Some(format!("{}ports from below {below} on", lead()));
        }
        let protocol = protocol.and_then(|it| it.parse::<Protocol>().ok());
        match (protocol, number(from), number(to)) {
            (Some(Protocol::All), ..) => Some("all traffic".to_owned()),
            (Some(protocol), None, None) if from.is_none() && to.is_none() => {
                Some(protocol.to_string().to_uppercase())
            }
            (Some(protocol), from, to) => Some(traffic::ports(protocol, from, to)),
            (None, Some(from), Some(to)) if from != to => Some(format!("ports {from}–{to}")),
            (None, Some(port), _) | (None, None, Some(port)) => Some(format!("port {port}")),
            (None, None, None) => None,
        }
    }

    /// What a listener does with a request.
    fn leads(&self, asked: &[Asked]) -> Option<String> {
        let part = |path: &str| {
            let (_, test) = asked.iter().find(|(it, _)| it == path)?;
            Some(compare::plain(&self.only(test)?, self.moment))
        };
        if let Some(group) = part("default_action.forward.target_group") {
            return Some(format!(" that forwards to {group}"));
        }
        let protocol = part("default_action.redirect.protocol").map(|it| it.to_uppercase());
        let status = part("default_action.redirect.status");
        // A port is a name; its thousands stand together.
        let port = part("default_action.redirect.port").map(|it| it.replace(',', ""));
        let parts = [
            protocol.map(|it| format!("to {it}")),
            port.map(|it| format!("to port {it}")),
            status.map(|it| format!("with status {it}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!(" that redirects {}", parts.join(" ")))
    }

    /// "“Storage class” is Standard-IA".
    fn clause(&self, path: &str, test: &Test) -> String {
        let member = self.member(path);
        let label = match member {
            Some(it) => it.label.to_owned(),
            None => text::capitalised(&path.replace(['_', '.'], " ")),
        };
        let key = path.rsplit('.').next().unwrap_or(path);
        let of = member.map(|it| &it.value);
        let said = |it: &Value| things::value(of, key, it, self.moment);
        let wish = Wish {
            verb: "be",
            said: &said,
        };
        let phrase = wish.phrase(test, true, self.moment, self.scope);
        let phrase = phrase.unwrap_or_else(|| "be as asked".to_owned());
        format!("“{label}” {}", third(&phrase))
    }

    fn member(&self, path: &str) -> Option<&Member> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let own = self.info?.members.iter().find(|it| it.key == first)?;
        let last = rest.rsplit('.').next().unwrap_or("");
        let inside = Action::VARIANTS.iter().filter_map(|it| match it.content {
            Content::Members(members) => members.iter().find(|it| it.key == last),
            Content::One(_) => None,
        });
        inside.into_iter().next().or(Some(own))
    }
}

/// Whether a member of a filter's row is who is on the other side.
fn is_side(path: &str) -> bool {
    ["peer.cidr", "peer.group", "cidr"].contains(&path)
}

/// The plain number that a test compares with in this way.
fn bound(test: Option<&Test>, wanted: Op) -> Option<i64> {
    match test?.0.as_slice() {
        [(op, Operand::Plain(value))] if *op == wanted => value.as_i64(),
        _ => None,
    }
}

/// What stands at a path of a row.
pub fn at<'r>(row: &'r Value, path: &str) -> Option<&'r Value> {
    path.split('.').try_fold(row, |it, step| it.get(step))
}

/// What the rows of a property are made of.
pub fn info(kind: Option<Kind>, property: &str) -> Option<&'static RowInfo> {
    match kind?.info().property(property)?.value {
        crate::architecture::PropertyType::Rows(info) => Some(info),
        _ => None,
    }
}

//! Rows of tables, and what is said of those that are there and those that are not.

use serde_json::{Value, json};

use super::say::such::{self, Asked, Such};
use super::say::{things, wish};
use super::{Judgement, Moment, Scope, State, compare, design, facts};
use crate::architecture::ResourceId;
use crate::course::condition::{RowWanted, Test};
use crate::text;

/// Rows of a table.
pub fn row(row: &RowWanted, moment: &Moment, scope: &Scope, wanted: bool) -> Judgement {
    let found = design::subjects(row.of.as_ref(), moment, scope);
    if found.is_empty() {
        return design::none_there(row.of.as_ref(), moment);
    }
    let mut met = None;
    for id in &found {
        let rows = rows_of(id, &row.property, moment);
        let such = |it: &&Value| is_such(it, &row.members, moment, scope);
        let fitting: Vec<&Value> = rows.iter().filter(such).collect();
        let passes = compare::passes(&row.is, &json!(fitting.len()), moment, scope);
        if passes == wanted {
            met.get_or_insert_with(|| Table::of(id, row, moment, scope).there(&fitting));
            continue;
        }
        let sentence = Table::of(id, row, moment, scope).missing(&rows, &fitting, wanted);
        let mut judgement = Judgement::of(State::Missing, sentence).marking([id.clone()]);
        judgement.contrary = !fitting.is_empty() && (!wanted || row.is.takes_zero());
        return judgement;
    }
    Judgement::of(State::Met, met.unwrap_or_default()).marking(found)
}

/// The table of a thing, and what is asked of its rows.
struct Table<'t> {
    owner: String,
    one: String,
    many: String,
    asked: &'t [Asked],
    is: &'t Test,
    such: Such<'t>,
}

impl<'t> Table<'t> {
    fn of(id: &ResourceId, row: &'t RowWanted, moment: &'t Moment, scope: &'t Scope) -> Self {
        let label = things::label(id, &row.property, moment);
        let kind = moment.architecture().kind_of(&id.owner());
        Self {
            owner: things::at_first(id, moment),
            one: things::singular(&label),
            many: text::in_a_sentence(&label),
            asked: &row.members,
            is: &row.is,
            such: Such {
                property: &row.property,
                info: such::info(kind, &row.property),
                moment,
                scope,
            },
        }
    }

    /// "The security group ALB-SG has 2 inbound rules for TCP port 80."
    fn there(&self, fitting: &[&Value]) -> String {
        let Self { owner, one, .. } = self;
        let such = self.such.said(self.asked);
        match fitting.len() {
            0 => format!("{owner} has no {one}{such}."),
            1 => format!("{owner} has 1 {one}{such}."),
            many => format!("{owner} has {many} {}{such}.", self.many),
        }
    }

    fn missing(&self, rows: &[Value], fitting: &[&Value], wanted: bool) -> String {
        let Self { owner, one, .. } = self;
        let such = self.such.said(self.asked);
        if !wanted || self.is.takes_zero() {
            return match fitting {
                [] => format!("{owner} has no {one}{such}."),
                all if self.asked.is_empty() => {
                    let all = text::count(all.len(), one, &self.many);
                    format!("{owner} still has {all}. It should have none.")
                }
                [only] => {
                    let real = self.such.said_of(only, self.asked);
                    let one = text::with_article(one);
                    format!("{owner} still has {one}{real}. It should have none like this.")
                }
                several => format!(
                    "{owner} still has {} {}{such}. It should have none like these.",
                    several.len(),
                    self.many
                ),
            };
        }
        if fitting.is_empty() && *self.is == Test::one_or_more() {
            return match self.nearest(rows) {
                Some(nearest) => format!(
                    "{owner} has {}{nearest}. It should have one{such}.",
                    text::with_article(one)
                ),
                None => things::yet(&format!("{owner} has no {one}{such}")),
            };
        }
        let moment = self.such.moment;
        let said = |it: &Value| compare::plain(it, moment);
        let asks = wish::amount(self.is, &said, moment, self.such.scope);
        format!("{} It should have {asks}.", self.there(fitting))
    }

    /// What is said of the one row that lacks but one of several things.
    fn nearest(&self, rows: &[Value]) -> Option<String> {
        let groups = Such::groups(self.asked);
        if groups.len() < 2 {
            return None;
        }
        // A row for other ports, or of another name, is another row and not a wrong one.
        let is_ports = |it: &&Vec<Asked>| it.iter().any(|(path, _)| path.ends_with("_port"));
        let same = groups.iter().find(is_ports).or(groups.first())?;
        let Such { moment, scope, .. } = &self.such;
        let lacks = |row: &&Value| {
            let open = groups.iter().filter(|it| !is_such(row, it, moment, scope));
            is_such(row, same, moment, scope) && open.count() == 1
        };
        let near = rows.iter().find(lacks)?;
        Some(self.such.said_of(near, self.asked))
    }
}

/// The rows of a table.
pub fn rows_of(id: &ResourceId, property: &str, moment: &Moment) -> Vec<Value> {
    match facts::property(id, property, moment) {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    }
}

/// Whether the members of a row are such; a path such as `peer.group` goes inside.
pub fn is_such(row: &Value, tests: &[Asked], moment: &Moment, scope: &Scope) -> bool {
    tests.iter().all(|(path, test)| {
        let value = such::at(row, path).unwrap_or(&Value::Null);
        compare::passes(test, value, moment, scope)
    })
}

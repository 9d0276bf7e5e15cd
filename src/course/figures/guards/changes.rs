//! What is done to the guards' lists: they are written, a line is moved, a line is taken out.

use serde_json::Value;

use super::lines::{self, Line};
use super::{Guards, LISTS, List};
use crate::course::figures::members::{self, Problem, Read};

impl Guards {
    /// Moves a line. An entry gets a number of the place where it stands now, since its
    /// number is its place.
    pub(super) fn move_line(&mut self, value: &Value) -> Read<()> {
        let list = members::member("move", value, "list")?;
        let list = members::word("move.list", list, &LISTS)?;
        let most = self.lines(list).len().saturating_sub(1) as u64;
        let at = |name: &str| -> Read<usize> {
            let place = members::member("move", value, name)?;
            Ok(members::whole(&format!("move.{name}"), place, 0, most)? as usize)
        };
        let (from, to) = (at("from")?, at("to")?);
        if from == to {
            return Ok(());
        }
        let lines = self.list_mut(list);
        let mut line = lines.remove(from);
        let number_at = |place: usize| lines.get(place).and_then(|it| it.entry).map(|it| it.0);
        if let Some((number, action)) = line.entry {
            let before = to.checked_sub(1).and_then(number_at).unwrap_or(0);
            let behind = number_at(to).unwrap_or(32_767);
            let first_free = match (before, behind) {
                (0, behind) => behind.saturating_sub(10).max(behind / 2),
                (before, 32_767) => (before + 10).min(32_766),
                (before, behind) => before + (behind - before) / 2,
            };
            if first_free <= before || first_free >= behind {
                return Err(Problem::at(
                    "move",
                    format!("there is no free number between {before} and {behind}"),
                ));
            }
            // Back where it came from it has its old number again.
            let fits = line.was.filter(|was| before < *was && *was < behind);
            line.entry = Some((fits.unwrap_or(first_free), action));
            line.was = if fits.is_some() {
                None
            } else {
                line.was.or(Some(number))
            };
        }
        lines.insert(to, line);
        Ok(())
    }

    fn list_mut(&mut self, list: List) -> &mut Vec<Line> {
        match list {
            List::Inbound => &mut self.inbound,
            List::Outbound => &mut self.outbound,
            List::EntriesIn => &mut self.entries_in,
            List::EntriesOut => &mut self.entries_out,
        }
    }

    pub(super) fn set_list(&mut self, member: &str, list: List, value: &Value) -> Read<()> {
        let mut lines = members::each(member, value, |path, item| {
            lines::line(path, item, list.is_acl())
        })?;
        // The lowest number is read first (rulebook NACL-3).
        lines.sort_by_key(|it| it.entry.map(|(number, _)| number));
        if let Some(pair) = lines.windows(2).find(|pair| {
            pair[0].entry.is_some() && pair[0].entry.map(|it| it.0) == pair[1].entry.map(|it| it.0)
        }) {
            let remedy = format!(
                "two entries have the number of `{}`; each has its own",
                pair[1].text()
            );
            return Err(Problem::at(member, remedy));
        }
        *self.list_mut(list) = lines;
        Ok(())
    }

    pub(super) fn set_members(&mut self, value: &Value) -> Read<()> {
        let Some(all) = value.as_object() else {
            let remedy = "write who is in which group: {\"ALB-SG\": [\"10.0.1.151\"]}";
            return Err(Problem::at("members", remedy));
        };
        self.members = all
            .iter()
            .map(|(name, value)| {
                let path = format!("members.{name}");
                Ok((name.clone(), members::each(&path, value, members::address)?))
            })
            .collect::<Read<_>>()?;
        Ok(())
    }

    /// Takes a line out, or puts it back: what "remove and replay" does.
    pub(super) fn remove(&mut self, value: &Value) -> Read<()> {
        let list = members::member("remove", value, "list")?;
        let list = members::word("remove.list", list, &LISTS)?;
        let most = self.lines(list).len();
        let place = members::member("remove", value, "place")?;
        let place = members::whole("remove.place", place, 0, most as u64)? as usize;
        if place >= most {
            return Err(Problem::at("remove.place", "there is no such line"));
        }
        self.list_mut(list).remove(place);
        Ok(())
    }
}

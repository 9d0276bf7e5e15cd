//! What is done to the pile: statements are moved, taken out, turned, made wider and
//! narrower, and marked.

use serde_json::Value;

use super::clause::{self, Clause};
use super::{PAPERS, Paper, Verdict, document};
use crate::course::figures::members::{self, Problem, Read};
use crate::iam::{Policy, Use};

/// A pile with more is no longer read.
const MOST: usize = 8;

impl Verdict {
    pub(super) fn set_list(&mut self, paper: Paper, value: &Value) -> Read<()> {
        let of_bucket = paper == Paper::Bucket;
        let path = paper.name();
        let clauses = members::each(path, value, |path, item| {
            clause::clause(path, item, of_bucket)
        })?;
        if clauses.len() > MOST {
            return Err(Problem::at(
                path,
                format!("write at most {MOST} statements"),
            ));
        }
        is_taken(paper, &clauses)?;
        *self.list_mut(paper) = clauses;
        self.forget();
        Ok(())
    }

    pub(super) fn list_mut(&mut self, paper: Paper) -> &mut Vec<Clause> {
        match paper {
            Paper::Identity => &mut self.identity,
            Paper::Bucket => &mut self.bucket,
        }
    }

    /// Marks speak of numbers, and these change.
    fn forget(&mut self) {
        self.marks.fill(None);
    }

    /// A statement, by `list` and `place`.
    pub(super) fn at(&self, gesture: &str, value: &Value) -> Read<(Paper, usize)> {
        let paper = members::member(gesture, value, "list")?;
        let paper = members::word(&format!("{gesture}.list"), paper, &PAPERS)?;
        let place = members::member(gesture, value, "place")?;
        let path = format!("{gesture}.place");
        let place = members::whole(&path, place, 0, MOST as u64)? as usize;
        match place < self.list(paper).len() {
            true => Ok((paper, place)),
            false => Err(Problem::at(path, "there is no such statement")),
        }
    }

    pub(super) fn move_clause(&mut self, value: &Value) -> Read<()> {
        let paper = members::member("move", value, "list")?;
        let paper = members::word("move.list", paper, &PAPERS)?;
        let most = self.list(paper).len().saturating_sub(1) as u64;
        let at = |name: &str| -> Read<usize> {
            let place = members::member("move", value, name)?;
            Ok(members::whole(&format!("move.{name}"), place, 0, most)? as usize)
        };
        let (from, to) = (at("from")?, at("to")?);
        let clauses = self.list_mut(paper);
        if from < clauses.len() {
            let moved = clauses.remove(from);
            clauses.insert(to, moved);
            self.forget();
        }
        Ok(())
    }

    /// Another size of what a statement is about: the object of the request, all objects of
    /// its bucket, everything.
    pub(super) fn resize(&mut self, gesture: &str, value: &Value, wider: bool) -> Read<()> {
        let (paper, place) = self.at(gesture, value)?;
        let asked = self.requests[self.chosen].resource.clone();
        let Some(bucket) = clause::bucket_of(&asked) else {
            return Err(Problem::at(
                gesture,
                "choose a request about a bucket first",
            ));
        };
        let mut sizes = vec![asked.clone(), format!("{bucket}/*")];
        // The policy of a bucket speaks of this bucket alone.
        if paper == Paper::Identity {
            sizes.push("*".to_owned());
        }
        sizes.dedup();
        let now = self.list(paper)[place].resources.clone();
        let at = now
            .first()
            .and_then(|it| sizes.iter().position(|size| size == it));
        let next = match (at, wider) {
            (Some(at), true) => (at + 1).min(sizes.len() - 1),
            (Some(at), false) => at.saturating_sub(1),
            (None, true) => sizes.len() - 1,
            (None, false) => 0,
        };
        let mut changed = self.list(paper).to_vec();
        changed[place].resources = vec![sizes[next].clone()];
        is_taken(paper, &changed)?;
        *self.list_mut(paper) = changed;
        Ok(())
    }

    pub(super) fn mark(&mut self, value: &Value) -> Read<()> {
        members::only("mark", value, &["request", "statement"])?;
        let requests = self.requests.len() as u64;
        let request = match value.get("request") {
            Some(it) => members::whole("mark.request", it, 1, requests)? as usize - 1,
            None => self.chosen,
        };
        let pile = (self.identity.len() + self.bucket.len()) as u64;
        let statement = members::member("mark", value, "statement")?;
        let statement = members::whole("mark.statement", statement, 0, pile)?;
        self.marks[request] = Some(statement as usize);
        self.chosen = request;
        Ok(())
    }
}

/// Refuses statements that AWS would refuse.
fn is_taken(paper: Paper, clauses: &[Clause]) -> Read<()> {
    if clauses.is_empty() {
        return Ok(());
    }
    let used_as = match paper {
        Paper::Identity => Use::Identity,
        Paper::Bucket => Use::Resource,
    };
    match Policy::read(&document(clauses), used_as) {
        Ok(_) => Ok(()),
        Err(why) => Err(Problem::at(paper.name(), format!("AWS refuses it: {why}"))),
    }
}

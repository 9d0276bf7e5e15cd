//! How a chapter goes on with what the one before it has built: with the very same, or it
//! says what it begins with instead.

use crate::architecture::{Document, ResourceId};
use crate::course::lesson::Lesson;
use crate::course::read::Fault;

/// Names at most in a sentence.
const NAMED: usize = 4;

/// What is wrong with the beginning of a chapter, whose predecessor ends with this document.
pub fn joined(before: &Document, lesson: &Lesson) -> Option<Fault> {
    let start = lesson.documents.get("start")?;
    let says = !lesson.chapter.begins.is_empty();
    let (old, new) = (&before.architecture, &start.architecture);
    if old == new {
        return says.then(|| {
            let why =
                "it begins with what the chapter before ends with, so `begins` has nothing to say";
            Fault::new("begins", why).in_file("chapter.json")
        });
    }
    if says {
        return None;
    }
    let mut ids: Vec<&ResourceId> = old
        .resources()
        .chain(new.resources())
        .map(|(id, _)| id)
        .collect();
    ids.sort();
    ids.dedup();
    let other: Vec<String> = ids
        .into_iter()
        .filter(|id| old.get(id) != new.get(id))
        .map(|id| match new.get(id) {
            Some(it) => it.name.clone(),
            None => old.name_of(id),
        })
        .collect();
    let named = other
        .iter()
        .take(NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    let more = match other.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let why = format!(
        "it does not begin with what the chapter before ends with ({named}{more}): join the two, or say in `begins` what it begins with"
    );
    Some(Fault::new("begins", why).in_file("chapter.json"))
}

//! Documents in the database: their list, one of them, writing, removing.

use std::cell::Cell;

use idb::{KeyRange, Query, Transaction};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use super::database::{
    DOCUMENTS, Failure, HISTORIES, OLDER, ROWS, RUNS, STEPS, Use, VIEWS, transact,
};
use super::runs::{self, KeptRun};
use crate::editor::kept::{Row, RowError, Texts, lab, lesson};
use crate::editor::{Stack, Steps};

/// What holds a document with its history and its finished runs.
const WHOLE: [&str; 6] = [ROWS, DOCUMENTS, HISTORIES, STEPS, VIEWS, RUNS];

/// The stacks of a history, as the keys of its steps name them.
const UNDO: u32 = 0;
const REDO: u32 = 1;

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The number of the document.
    pub slot: u32,
    /// What is said of it.
    pub row: Result<Row, RowError>,
}

/// A lab in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct LabLine {
    /// Its number.
    pub lab: u32,
    /// Its title.
    pub title: String,
    /// When it was last written.
    pub saved: f64,
    /// Whether it is made here, and can be changed.
    pub is_draft: bool,
}

/// A document as it is kept.
#[derive(Clone, Debug)]
pub struct Stored {
    /// How often it has been written.
    pub revision: u64,
    /// Its texts.
    pub texts: Texts,
    /// Its finished runs, which are read only to be brought back.
    pub runs: Vec<KeptRun>,
}

/// The key of a line.
pub(super) fn row_key(slot: u32, revision: u64) -> JsValue {
    Array::of2(&slot.into(), &(revision as f64).into()).into()
}

/// The keys of all lines of a document. In the database's order an array comes
/// after every number.
pub(super) fn row_keys(slot: u32) -> Result<Query, idb::Error> {
    let low = Array::of1(&slot.into());
    let high = Array::of2(&slot.into(), &Array::new());
    KeyRange::bound(&low, &high, None, None).map(Query::from)
}

fn key(slot: u32) -> Query {
    Query::Key(slot.into())
}

/// The keys of the steps of a stack from a place on.
fn step_keys(slot: u32, stack: u32, from: usize) -> Result<Query, idb::Error> {
    let low = Array::of3(&slot.into(), &stack.into(), &(from as f64).into());
    let high = Array::of3(&slot.into(), &stack.into(), &Array::new());
    KeyRange::bound(&low, &high, None, None).map(Query::from)
}

/// A line as the database holds it.
pub(super) fn row_value(slot: u32, revision: u64, row: &str) -> JsValue {
    let value = Object::new();
    let members = [
        ("id", slot.into()),
        ("revision", (revision as f64).into()),
        ("row", row.into()),
    ];
    for (name, member) in members {
        // Setting a member of a plain object never fails.
        let _ = Reflect::set(&value, &name.into(), &member);
    }
    value.into()
}

/// Reads a line; whatever is wrong with it, it stays a line.
pub(super) fn line(value: &JsValue) -> Option<(u32, u64, String)> {
    let member = |name: &str| Reflect::get(value, &name.into()).ok();
    let slot = member("id")?.as_f64()?;
    let revision = member("revision").and_then(|it| it.as_f64()).unwrap_or(0.0);
    let row = member("row")
        .and_then(|it| it.as_string())
        .unwrap_or_default();
    Some((slot as u32, revision as u64, row))
}

fn string(value: Option<JsValue>) -> Option<String> {
    value.and_then(|it| it.as_string())
}

/// All lines, the latest first.
pub async fn lines() -> Result<Vec<Line>, Failure> {
    let all = transact(&[ROWS], Use::Read, |transaction| {
        Ok(transaction
            .object_store(ROWS)?
            .get_all(None, None)?
            .into_future())
    })
    .await?
    .await?;
    let mut lines: Vec<Line> = all
        .iter()
        .filter_map(line)
        // What a lesson works on belongs to the lesson.
        .filter(|(slot, _, _)| !lesson::holds(*slot) && !lab::holds(*slot))
        .map(|(slot, _, row)| Line {
            slot,
            row: Row::from_json(&row),
        })
        .collect();
    let saved = |line: &Line| line.row.as_ref().map_or(0.0, |row| row.saved);
    lines.sort_by(|a, b| saved(b).total_cmp(&saved(a)).then(b.slot.cmp(&a.slot)));
    Ok(lines)
}

/// How often a document has been written; `None` if it is not kept.
pub async fn revision(slot: u32) -> Result<Option<u64>, Failure> {
    let found = transact(&[ROWS], Use::Read, |transaction| {
        let rows = transaction.object_store(ROWS)?;
        Ok(rows.get_all(Some(row_keys(slot)?), None)?.into_future())
    })
    .await?
    .await?;
    Ok(found.iter().find_map(line).map(|(_, revision, _)| revision))
}

/// Requests of everything that is kept of a document.
async fn take(slot: u32, and_remove: bool) -> Result<Option<Stored>, Failure> {
    let using = if and_remove { Use::Write } else { Use::Read };
    let (rows, [document, history, view], [undo, redo], runs) =
        transact(&WHOLE, using, |transaction| {
            let get = |store: &str| {
                Ok(transaction
                    .object_store(store)?
                    .get(key(slot))?
                    .into_future())
            };
            let rows = transaction.object_store(ROWS)?;
            let steps = |stack| {
                let store = transaction.object_store(STEPS)?;
                let keys = step_keys(slot, stack, 0)?;
                Ok::<_, idb::Error>(store.get_all(Some(keys), None)?.into_future())
            };
            let asked = (
                rows.get_all(Some(row_keys(slot)?), None)?.into_future(),
                [get(DOCUMENTS)?, get(HISTORIES)?, get(VIEWS)?],
                [steps(UNDO)?, steps(REDO)?],
                match and_remove {
                    true => Some(runs::ask(transaction, slot)?),
                    false => None,
                },
            );
            if and_remove {
                transaction.object_store(RUNS)?.delete(runs::keys(slot)?)?;
                rows.delete(row_keys(slot)?)?;
                for stack in [UNDO, REDO] {
                    let steps = transaction.object_store(STEPS)?;
                    steps.delete(step_keys(slot, stack, 0)?)?;
                }
                for store in [DOCUMENTS, HISTORIES, VIEWS] {
                    transaction.object_store(store)?.delete(key(slot))?;
                }
            }
            Ok::<_, idb::Error>(asked)
        })
        .await?;
    let Some((_, revision, row)) = rows.await?.iter().find_map(line) else {
        return Ok(None);
    };
    // What is no text is no step either, and the history then does not fit.
    let stack = |found: Vec<JsValue>| Stack {
        from: 0,
        steps: found.iter().filter_map(JsValue::as_string).collect(),
    };
    Ok(Some(Stored {
        revision,
        texts: Texts {
            row,
            document: string(document.await?).unwrap_or_default(),
            history: string(history.await?).unwrap_or_default(),
            steps: Steps {
                undo: stack(undo.await?),
                redo: stack(redo.await?),
            },
            view: string(view.await?),
        },
        runs: match runs {
            Some(asked) => runs::read(asked).await?,
            None => Vec::new(),
        },
    }))
}

/// Everything that is kept of a document.
pub async fn load(slot: u32) -> Result<Option<Stored>, Failure> {
    take(slot, false).await
}

/// Removes a document; yields what was kept, so that it can be brought back.
pub async fn remove(slot: u32) -> Result<Option<Stored>, Failure> {
    take(slot, true).await
}

/// Whether that which a document was written over was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    /// It was, or nothing was to be.
    There,
    /// It was not: somebody has removed it, or cleared the storage. What was not
    /// written again is not there either.
    Gone,
}

/// Writes a document as the revision after `before`, 0 being none. Fails with
/// [`Failure::Taken`], and changes nothing, when another one is kept.
pub async fn write(slot: u32, before: u64, texts: &Texts) -> Result<Was, Failure> {
    let asked = Cell::new(None);
    let written = transact(&WHOLE, Use::Write, |transaction| {
        let rows = transaction.object_store(ROWS)?;
        let found = rows.get(Query::Key(row_key(slot, before)))?;
        asked.set(Some(found.into_future()));
        put(transaction, slot, before, texts)
    })
    .await;
    // The browser answers a request of a transaction that failed, too: somebody
    // has to be there to hear it.
    let found = match asked.take() {
        Some(found) => found.await,
        None => Ok(None),
    };
    written?;
    let found = found?;
    let gone = before > 0 && found.is_none();
    Ok(if gone { Was::Gone } else { Was::There })
}

fn put(transaction: &Transaction, slot: u32, before: u64, texts: &Texts) -> Result<(), idb::Error> {
    let (rows, revision) = (transaction.object_store(ROWS)?, before + 1);
    rows.delete(Query::Key(row_key(slot, before)))?;
    rows.add(
        &row_value(slot, revision, &texts.row),
        Some(&row_key(slot, revision)),
    )?;
    let parts = [
        (DOCUMENTS, Some(&texts.document)),
        (HISTORIES, Some(&texts.history)),
        (VIEWS, texts.view.as_ref()),
    ];
    for (store, part) in parts {
        if let Some(part) = part {
            transaction
                .object_store(store)?
                .put(&part.into(), Some(&slot.into()))?;
        }
    }
    let steps = transaction.object_store(STEPS)?;
    for (stack, texts) in [(UNDO, &texts.steps.undo), (REDO, &texts.steps.redo)] {
        steps.delete(step_keys(slot, stack, texts.from)?)?;
        for (place, step) in (texts.from..).zip(&texts.steps) {
            let key = Array::of3(&slot.into(), &stack.into(), &(place as f64).into());
            steps.put(&step.into(), Some(&key))?;
        }
    }
    Ok(())
}

/// A text that stands alone under a number, without a line in the list.
pub async fn text(slot: u32) -> Result<Option<String>, Failure> {
    let found = transact(&[DOCUMENTS], Use::Read, |transaction| {
        let documents = transaction.object_store(DOCUMENTS)?;
        Ok(documents.get(key(slot))?.into_future())
    })
    .await?
    .await?;
    Ok(string(found))
}

/// All such texts from one number up to another, each with its number.
pub async fn texts(from: u32, to: u32) -> Result<Vec<(u32, String)>, Failure> {
    let (keys, values) = transact(&[DOCUMENTS], Use::Read, |transaction| {
        let documents = transaction.object_store(DOCUMENTS)?;
        let range = || KeyRange::bound(&from.into(), &to.into(), None, Some(true)).map(Query::from);
        let keys = documents.get_all_keys(Some(range()?), None)?;
        let values = documents.get_all(Some(range()?), None)?;
        Ok((keys.into_future(), values.into_future()))
    })
    .await?;
    let (keys, values) = (keys.await?, values.await?);
    let both = keys.into_iter().zip(values);
    let read = both.filter_map(|(key, value)| Some((key.as_f64()? as u32, value.as_string()?)));
    Ok(read.collect())
}

/// Takes away everything that is kept under the numbers from one up to another.
pub async fn forget(from: u32, to: u32) -> Result<(), Failure> {
    transact(&WHOLE, Use::Write, |transaction| {
        let (low, high) = (Array::of1(&from.into()), Array::of1(&to.into()));
        for store in [ROWS, STEPS, RUNS] {
            let lists = KeyRange::bound(&low, &high, None, Some(true)).map(Query::from)?;
            transaction.object_store(store)?.delete(lists)?;
        }
        for store in [DOCUMENTS, HISTORIES, VIEWS] {
            let range = KeyRange::bound(&from.into(), &to.into(), None, Some(true));
            transaction
                .object_store(store)?
                .delete(range.map(Query::from)?)?;
        }
        Ok(())
    })
    .await
}

/// Writes such a text.
pub async fn write_text(slot: u32, text: &str) -> Result<(), Failure> {
    transact(&[DOCUMENTS], Use::Write, |transaction| {
        let documents = transaction.object_store(DOCUMENTS)?;
        let put = documents.put(&text.into(), Some(&slot.into()));
        put.map(|_| ())
    })
    .await
}

/// Notes what is seen of a document.
pub async fn write_view(slot: u32, view: &str) -> Result<(), Failure> {
    transact(&[VIEWS], Use::Note, |transaction| {
        let views = transaction.object_store(VIEWS)?;
        views.put(&view.into(), Some(&slot.into())).map(|_| ())
    })
    .await
}

/// What has come over from the older storage, by number there.
pub async fn come_over(slots: &[u32]) -> Result<Vec<(u32, String)>, Failure> {
    let asked = transact(&[OLDER], Use::Read, |transaction| {
        let older = transaction.object_store(OLDER)?;
        let get = |slot: &u32| Ok((*slot, older.get(key(*slot))?.into_future()));
        slots
            .iter()
            .map(get)
            .collect::<Result<Vec<_>, idb::Error>>()
    })
    .await?;
    let mut found = Vec::new();
    for (slot, request) in asked {
        if let Some(text) = string(request.await?) {
            found.push((slot, text));
        }
    }
    Ok(found)
}

/// Writes a document of the older storage, and that it has come over.
pub async fn bring_over(from: u32, slot: u32, texts: &Texts) -> Result<(), Failure> {
    let stores = [ROWS, DOCUMENTS, HISTORIES, STEPS, VIEWS, OLDER];
    transact(&stores, Use::Write, |transaction| {
        put(transaction, slot, 0, texts)?;
        let older = transaction.object_store(OLDER)?;
        older
            .put(&texts.document.as_str().into(), Some(&from.into()))
            .map(|_| ())
    })
    .await
}

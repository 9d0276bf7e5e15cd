//! Finished runs in the database, by the number of their document and their own:
//! the last few of each document. What their texts mean is the control room's.

use idb::request::futures::{GetAllKeysStoreRequestFuture, GetAllStoreRequestFuture};
use idb::{KeyRange, Query, Transaction};
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::database::{Failure, RUNS, Use, transact};

/// A run as the database holds it: its number and its text.
pub type KeptRun = (u32, String);

fn key(slot: u32, number: u32) -> JsValue {
    Array::of2(&slot.into(), &number.into()).into()
}

/// The keys of all runs of a document. In the database's order an array comes
/// after every number.
pub(super) fn keys(slot: u32) -> Result<Query, idb::Error> {
    let low = Array::of1(&slot.into());
    let high = Array::of2(&slot.into(), &Array::new());
    KeyRange::bound(&low, &high, None, None).map(Query::from)
}

/// Runs that were asked for.
pub(super) type Asked = (GetAllKeysStoreRequestFuture, GetAllStoreRequestFuture);

/// Asks for the runs of a document.
pub(super) fn ask(transaction: &Transaction, slot: u32) -> Result<Asked, idb::Error> {
    let store = transaction.object_store(RUNS)?;
    let numbers = store.get_all_keys(Some(keys(slot)?), None)?;
    let texts = store.get_all(Some(keys(slot)?), None)?;
    Ok((numbers.into_future(), texts.into_future()))
}

/// What was asked for.
pub(super) async fn read((numbers, texts): Asked) -> Result<Vec<KeptRun>, Failure> {
    let both = numbers.await?.into_iter().zip(texts.await?);
    let read = both.filter_map(|(key, text)| {
        let number = Array::from(&key).get(1).as_f64()?;
        Some((number as u32, text.as_string()?))
    });
    Ok(read.collect())
}

/// The runs of a document.
pub async fn all(slot: u32) -> Result<Vec<KeptRun>, Failure> {
    read(transact(&[RUNS], Use::Read, |it| ask(it, slot)).await?).await
}

/// Writes runs of a document; of all that it then has the last `most` stay.
pub async fn write(slot: u32, runs: &[KeptRun], most: u32) -> Result<(), Failure> {
    transact(&[RUNS], Use::Write, |transaction| {
        let store = transaction.object_store(RUNS)?;
        for (number, text) in runs {
            store.put(&text.into(), Some(&key(slot, *number)))?;
        }
        let last = runs.iter().map(|(number, _)| *number).max().unwrap_or(0);
        let low = Array::of1(&slot.into());
        let old = KeyRange::bound(&low, &key(slot, last.saturating_sub(most)), None, None);
        store.delete(Query::from(old?)).map(|_| ())
    })
    .await
}

/// Writes the runs of a document that is brought back.
pub async fn bring_back(slot: u32, runs: &[KeptRun]) -> Result<(), Failure> {
    match runs {
        [] => Ok(()),
        runs => write(slot, runs, u32::MAX).await,
    }
}

//! Learners in the database. As with documents, a learner has one record under a revision,
//! so that a tab which is behind is refused and can join what the other has written.

use idb::Query;

use super::database::{ASIDE, Failure, LEARNERS, Use, transact};
use super::documents::{line, row_key, row_keys, row_value};

/// A learner as the database holds it; what the text means, the course knows.
#[derive(Clone, Debug)]
pub struct Record {
    /// The number.
    pub number: u32,
    /// How often it has been written.
    pub revision: u64,
    /// The text.
    pub text: String,
}

/// All learners.
pub async fn all() -> Result<Vec<Record>, Failure> {
    let found = transact(&[LEARNERS], Use::Read, |transaction| {
        let store = transaction.object_store(LEARNERS)?;
        Ok(store.get_all(None, None)?.into_future())
    })
    .await?
    .await?;
    let record = |(number, revision, text)| Record {
        number,
        revision,
        text,
    };
    Ok(found.iter().filter_map(line).map(record).collect())
}

/// Writes a learner as the revision after `before`, 0 being none. Fails with
/// [`Failure::Taken`], and changes nothing, when another one is kept.
pub async fn write(number: u32, before: u64, text: &str) -> Result<(), Failure> {
    transact(&[LEARNERS], Use::Write, |transaction| {
        let store = transaction.object_store(LEARNERS)?;
        let revision = before + 1;
        store.delete(Query::Key(row_key(number, before)))?;
        store
            .add(
                &row_value(number, revision, text),
                Some(&row_key(number, revision)),
            )
            .map(|_| ())
    })
    .await
}

/// Removes a learner, whatever the revision.
pub async fn remove(number: u32) -> Result<(), Failure> {
    transact(&[LEARNERS], Use::Write, |transaction| {
        let store = transaction.object_store(LEARNERS)?;
        store.delete(row_keys(number)?).map(|_| ())
    })
    .await
}

/// Keeps a text aside of which a part could not be read, before it is written anew.
pub async fn set_aside(record: &Record) -> Result<(), Failure> {
    transact(&[ASIDE], Use::Write, |transaction| {
        let key = row_key(record.number, record.revision);
        let store = transaction.object_store(ASIDE)?;
        store
            .put(&record.text.as_str().into(), Some(&key))
            .map(|_| ())
    })
    .await
}

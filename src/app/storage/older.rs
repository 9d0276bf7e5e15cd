//! The storage that an older version used, `localStorage`: what is in it comes
//! over into the database. An entry is taken out there only after the browser
//! has confirmed the copy and the copy has been read back.

use std::collections::BTreeMap;

use leptos::prelude::window;

use super::database::Failure;
use super::documents;
use super::slots::free_slot;
use crate::architecture::Document;
use crate::editor::kept::{Move, Older, Texts, plan};

const DOCUMENT: &str = "cloud-campus.document.";
const TIME: &str = "cloud-campus.saved.";

/// A document that stays in the older storage.
#[derive(Clone, Debug)]
pub struct Left {
    /// As it is there.
    pub older: Older,
    /// Its title, if it can be read.
    pub title: Option<String>,
    /// Why it stays.
    pub why: String,
}

impl Left {
    fn new(older: Older, why: String) -> Self {
        let document = Document::from_json(&older.text).ok();
        Self {
            older,
            title: document.map(|it| it.title),
            why,
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn all(storage: &web_sys::Storage) -> Vec<Older> {
    let item = |key: &str| storage.get_item(key).ok().flatten();
    (0..storage.length().unwrap_or(0))
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter_map(|key| {
            let slot = key.strip_prefix(DOCUMENT)?.parse().ok()?;
            let time = item(&format!("{TIME}{slot}"));
            Some(Older {
                slot,
                text: item(&key)?,
                saved: time.and_then(|it| it.parse().ok()).unwrap_or(0.0),
            })
        })
        .collect()
}

/// Brings over what can come over; yields what stays.
pub async fn bring_over() -> Vec<Left> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let older = all(&storage);
    if older.is_empty() {
        return Vec::new();
    }
    let slots: Vec<u32> = older.iter().map(|it| it.slot).collect();
    let before: BTreeMap<u32, String> = match documents::come_over(&slots).await {
        Ok(before) => before.into_iter().collect(),
        Err(why) => {
            let why = why.to_string();
            let stays = |older| Left::new(older, why.clone());
            return older.into_iter().map(stays).collect();
        }
    };
    let mut left = Vec::new();
    for (older, next) in older.iter().zip(plan(&older, &before)) {
        let result = match next {
            Move::Done => Ok(()),
            Move::Over(texts) => over(older.slot, older.slot, &texts).await,
            Move::Beside(texts) => over(older.slot, free_slot(), &texts).await,
            Move::Stays(why) => Err(why.to_string()),
        };
        match result {
            Ok(()) => take_out(&storage, older),
            Err(why) => left.push(Left::new(older.clone(), why)),
        }
    }
    left
}

async fn over(from: u32, slot: u32, texts: &Texts) -> Result<(), String> {
    let mut slot = slot;
    let mut result = documents::bring_over(from, slot, texts).await;
    if result == Err(Failure::Taken) {
        // Another tab is bringing it over, which the next start finds out, or
        // the number has been given to another document.
        slot = free_slot();
        let done = documents::come_over(&[from]).await;
        if done.is_ok_and(|done| done.iter().any(|(_, text)| *text == texts.document)) {
            return Ok(());
        }
        result = documents::bring_over(from, slot, texts).await;
    }
    result.map_err(|why| why.to_string())?;
    match documents::load(slot).await {
        Ok(Some(stored)) if stored.texts.document == texts.document => Ok(()),
        Ok(_) => Err("the browser's storage gave another text back".to_owned()),
        Err(why) => Err(why.to_string()),
    }
}

/// Takes a document out, unless it has been written anew meanwhile.
fn take_out(storage: &web_sys::Storage, older: &Older) {
    let key = format!("{DOCUMENT}{}", older.slot);
    let now = storage.get_item(&key).ok().flatten();
    if now.as_ref() == Some(&older.text) {
        // What cannot be taken out is found to be done at the next start.
        let _ = storage.remove_item(&key);
        let _ = storage.remove_item(&format!("{TIME}{}", older.slot));
    }
}

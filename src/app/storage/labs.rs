//! Labs that are kept: drafts of whoever makes one, and labs that were opened. Each is one
//! text under a number of its own ([`crate::editor::kept::lab`]); what is drawn and solved
//! in it is kept as in any lesson.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::database::Failure;
use super::documents::{self, LabLine};
use super::keeper::Keeper;
use super::opening::{go, to_start};
use super::tabs;
use super::told::Told;
use crate::app::front::Front;
use crate::app::state::{Toast, Tone, UNDO};
use crate::architecture::Document;
use crate::course::lab::{link, pack};
use crate::course::lesson::Files;
use crate::editor::kept::lab::{self, KeptLab, LABS, LabPage};
use crate::editor::kept::{Address, Line, Texts};
use crate::editor::{Session, Written};

/// All labs that are kept, with their numbers.
async fn all() -> Result<Vec<(u32, KeptLab)>, Failure> {
    let (from, to) = lab::texts();
    let texts = documents::texts(from, to).await?.into_iter();
    let read = texts.filter_map(|(slot, text)| {
        let kept = KeptLab::from_json(&text)?;
        Some((lab::lab_of(slot), kept))
    });
    Ok(read.collect())
}

/// A lab that is kept.
pub async fn load(number: u32) -> Result<Option<KeptLab>, Failure> {
    let text = documents::text(lab::text(number)).await?;
    Ok(text.and_then(|it| KeptLab::from_json(&it)))
}

impl Front {
    /// Looks the list of kept labs up again.
    pub fn refresh_labs(self) {
        spawn_local(async move {
            let all = all().await;
            let _ = self.labs_here.try_set(true);
            // Without storage the page says so already.
            let Ok(all) = all else {
                return;
            };
            let line = |(lab, kept): (u32, KeptLab)| LabLine {
                lab,
                is_draft: kept.is_draft(),
                title: kept.title,
                saved: kept.saved,
            };
            let mut lines: Vec<LabLine> = all.into_iter().map(line).collect();
            lines.sort_by(|one, other| other.saved.total_cmp(&one.saved));
            let _ = self.labs.try_set(lines);
        });
    }

    /// Removes a lab from the list. What was solved in it goes when its number is used
    /// again; until then it can be brought back.
    pub fn remove_lab(self, number: u32) {
        spawn_local(async move {
            let kept = load(number).await.ok().flatten();
            let gone = documents::forget(lab::text(number), lab::text(number) + 1).await;
            match (kept, gone) {
                (Some(kept), Ok(())) => {
                    let back = Arc::new(move || {
                        let text = kept.to_json();
                        spawn_local(async move {
                            let _ = documents::write_text(lab::text(number), &text).await;
                            self.refresh_labs();
                        });
                    });
                    let words = "The lab was removed.".to_owned();
                    Toast::show(self.toasts, Tone::Done, words, Some((UNDO, back)));
                }
                (_, Err(why)) => {
                    let words = format!("The lab was not removed: {why}.");
                    Toast::show(self.toasts, Tone::Error, words, None);
                }
                (None, Ok(())) => {}
            }
            self.refresh_labs();
        });
    }
}

impl Keeper {
    /// A number that no lab has, with nothing left of one that had it.
    async fn free_lab(self) -> Result<u32, String> {
        let taken: BTreeSet<u32> = all()
            .await
            .map_err(|why| why.to_string())?
            .into_iter()
            .map(|(number, _)| number)
            .collect();
        // By lot, so that two tabs seldom draw the same.
        let first = (js_sys::Math::random() * f64::from(LABS)) as u32;
        let free = (0..LABS).map(|step| (first + step) % LABS);
        let free = free.into_iter().find(|it| !taken.contains(it));
        let free = free.ok_or("this browser keeps as many labs as it can: remove some first")?;
        let (from, to) = lab::documents(free);
        let left = documents::forget(from, to).await;
        left.map_err(|why| why.to_string())?;
        Ok(free)
    }

    /// Keeps a lab, and says under which number.
    async fn keep_lab(self, kept: &KeptLab) -> Result<u32, String> {
        let number = self.free_lab().await?;
        let written = documents::write_text(lab::text(number), &kept.to_json()).await;
        written.map_err(|why| why.to_string())?;
        Ok(number)
    }

    /// Begins to make a lab, of a drawing or of nothing. `arrived` says that the address
    /// leads there already.
    pub fn make_lab(self, drawing: Option<Document>, arrived: bool) {
        if !arrived && !self.may_leave() {
            return;
        }
        spawn_local(async move {
            let kept = KeptLab {
                title: drawing
                    .as_ref()
                    .map_or_else(|| "My lab".to_owned(), |it| format!("Lab: {}", it.title)),
                saved: js_sys::Date::now(),
                // The builder begins an empty draft, with this title.
                draft: Some(String::new()),
                history: None,
                files: None,
            };
            let made = self.keep_lab(&kept).await;
            let kept = match (made, drawing) {
                (Ok(number), Some(document)) => {
                    let slot = lab::slots(0, number, LabPage::Build).chapter();
                    let session = Session::open(document);
                    let now = js_sys::Date::now();
                    let texts = Texts::of(&session, &Written::default(), Line::first(now));
                    let written = documents::write(slot, 0, &texts).await;
                    written.map(|_| number).map_err(|why| why.to_string())
                }
                (made, _) => made,
            };
            match kept {
                Ok(number) if arrived => {
                    self.moved_to(Address::Lab(number, LabPage::Build));
                    go(self, Address::Lab(number, LabPage::Build));
                }
                Ok(number) => self.open_lab(number, LabPage::Build),
                Err(why) => self.lab_refused(&format!("No lab was begun: {why}."), arrived),
            }
        });
    }

    /// Takes a lab over that somebody has handed over: its files, read already.
    pub fn take_lab(self, files: Files) {
        if self.may_leave() {
            spawn_local(async move { self.taken_lab(files, false).await });
        }
    }

    /// Takes the lab over that stands in the address.
    pub(super) fn open_lab_link(self, fragment: &str) {
        match link::read(fragment) {
            Ok(files) => spawn_local(async move { self.taken_lab(files, true).await }),
            Err(why) => self.lab_refused(&format!("This link leads to no lab: {why}."), true),
        }
    }

    /// What is in them is read when the lab is opened, which says what is wrong.
    async fn taken_lab(self, files: Files, arrived: bool) {
        // Who opens the same lab again goes on where they were.
        let known = all().await.unwrap_or_default();
        let same = |(_, it): &&(u32, KeptLab)| it.files.as_ref() == Some(&files);
        let number = match known.iter().find(same) {
            Some((number, _)) => Ok(*number),
            None => {
                let kept = KeptLab {
                    title: pack::title(&files).unwrap_or_else(|| "A lab".to_owned()),
                    saved: js_sys::Date::now(),
                    draft: None,
                    history: None,
                    files: Some(files),
                };
                self.keep_lab(&kept).await
            }
        };
        match number {
            Ok(number) if arrived => {
                self.moved_to(Address::Lab(number, LabPage::Learn));
                go(self, Address::Lab(number, LabPage::Learn));
            }
            Ok(number) => self.open_lab(number, LabPage::Learn),
            Err(why) => self.lab_refused(&format!("The lab was not opened: {why}."), arrived),
        }
    }

    /// Says why there is no lab: where one is, or on the start screen.
    fn lab_refused(self, words: &str, arrived: bool) {
        match arrived {
            true => to_start(self, Told::refused(words.to_owned())),
            false => self.store().toast(Tone::Error, words),
        }
    }

    /// The lab that is kept under a number; or why there is none, as the end of a sentence.
    pub async fn lab(self, number: u32) -> Result<KeptLab, String> {
        match load(number).await {
            Ok(Some(kept)) => Ok(kept),
            Ok(None) => Err("it is not, or no longer, kept in this browser".to_owned()),
            Err(why) => Err(why.to_string()),
        }
    }

    /// Writes a lab.
    pub fn write_lab(self, number: u32, kept: &KeptLab) {
        let text = kept.to_json();
        let saved = kept.saved as u64;
        spawn_local(async move {
            match documents::write_text(lab::text(number), &text).await {
                Ok(()) => tabs::tell(lab::text(number), saved),
                Err(why) => {
                    let words = format!("The lab was not saved: {why}.");
                    self.store().toast(Tone::Error, words);
                }
            }
        });
    }

    /// Takes away what was tried, so that the next try begins anew.
    pub async fn forget_documents(self, (from, to): (u32, u32)) {
        // What cannot be taken away is gone on with; nobody loses anything by that.
        let _ = documents::forget(from, to).await;
    }
}

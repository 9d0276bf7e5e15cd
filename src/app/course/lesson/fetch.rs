//! The files of a chapter, as they lie beside the page.

use leptos::prelude::*;

use crate::app::course::lessons;
use crate::app::storage::Keeper;
use crate::course::catalogue::Catalogue;
use crate::course::lab::draft::Draft;
use crate::course::lab::{pack, write};
use crate::course::lesson::{Chapter, Files, Lesson, QuizQuestion};
use crate::course::memory::{Progress, question_of};
use crate::course::read::{At, json};
use crate::course::shop::{FILE, FOLDER, SHOP, Shop};
use crate::editor::kept::lab::{self, LabPage};
use crate::editor::kept::lesson::Slots;

/// Which lesson is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// A chapter, by its number; the shop of drills is number 0.
    Chapter(u32),
    /// A lab, to be solved or to be tried by whoever makes it.
    Lab(u32, LabPage),
}

impl Which {
    /// What it is called where it cannot be opened.
    pub fn name(self) -> String {
        match self {
            Self::Chapter(SHOP) => "The shop of drills".to_owned(),
            Self::Chapter(number) => format!("Chapter {number}"),
            Self::Lab(..) => "The lab".to_owned(),
        }
    }

    /// The numbers under which it is kept, as this person works on it.
    pub const fn slots(self, person: u32) -> Slots {
        match self {
            Self::Chapter(number) => Slots::of(person, number),
            Self::Lab(lab, page) => lab::slots(person, lab, page),
        }
    }
}

/// A chapter, and how many there are.
pub struct Fetched {
    /// Which one it is.
    pub which: Which,
    /// The chapter.
    pub lesson: Lesson,
    /// How many chapters the course has.
    pub of: usize,
    /// The number of the next one that can be opened.
    pub next: Option<u32>,
    /// The questions of earlier chapters with which this one begins.
    pub warm_up: Vec<(u32, QuizQuestion)>,
}

/// Fetches and reads a lesson; or why not, as the end of a sentence.
pub async fn lesson(which: Which, keeper: Keeper) -> Result<Fetched, String> {
    match which {
        Which::Chapter(number) => chapter(number).await,
        Which::Lab(number, page) => {
            let lesson = lab_lesson(number, page, keeper).await?;
            Ok(Fetched {
                which,
                lesson,
                of: 0,
                next: None,
                warm_up: Vec::new(),
            })
        }
    }
}

/// A lab that is kept: that of a file, or what is being made.
async fn lab_lesson(number: u32, page: LabPage, keeper: Keeper) -> Result<Lesson, String> {
    let kept = keeper.lab(number).await?;
    if let (LabPage::Learn, Some(files)) = (page, &kept.files) {
        return pack::lesson(files);
    }
    let draft = kept.draft.unwrap_or_default();
    let draft = Draft::from_json(&draft).map_err(|why| format!("its draft is damaged: {why}"))?;
    let drawn = keeper.kept_document(lab::slots(0, number, LabPage::Build).chapter());
    let drawn = drawn.await.unwrap_or_default();
    let (_, lesson) = write::lab(&draft, &drawn).map_err(|all| {
        let first = all.into_iter().next().map(|it| it.why);
        format!("it is no lab yet. {}", first.unwrap_or_default())
    })?;
    // Whoever tries it begins anew each time.
    keeper
        .forget_documents(lab::slots(0, number, page).range())
        .await;
    Ok(lesson)
}

/// Fetches and reads a chapter; or why not, as the end of a sentence.
pub async fn chapter(number: u32) -> Result<Fetched, String> {
    if number == SHOP {
        return shop().await;
    }
    let map = lessons::text("course.json").await?;
    let map = Catalogue::from_json(&map).map_err(|why| format!("its map is damaged: {why}"))?;
    let room = map.room(number).ok_or("the course has no such chapter")?;
    if !room.open {
        return Err("it is still being written".to_owned());
    }
    let mut files = Files::new();
    for name in ["chapter.json", "chapter.md"] {
        let text = lessons::text(&format!("{}/{name}", room.folder)).await?;
        files.insert(name.to_owned(), text);
    }
    let text = |name: &str| files.get(name).map(String::as_str).unwrap_or_default();
    let chapter = Chapter::read(text("chapter.json"), text("chapter.md"));
    let chapter = chapter.map_err(|fault| format!("it cannot be read: {fault}"))?;
    for name in chapter.documents() {
        let name = format!("{name}.campus.json");
        let text = lessons::text(&format!("{}/{name}", room.folder)).await?;
        files.insert(name, text);
    }
    let lesson = Lesson::read(&files).map_err(|faults| {
        let first = faults.first().map(ToString::to_string);
        format!("it cannot be read: {}", first.unwrap_or_default())
    })?;
    let next = map.rooms.iter().find(|it| it.number > number && it.open);
    Ok(Fetched {
        which: Which::Chapter(number),
        warm_up: warm_up(number, &map).await,
        lesson,
        of: map.rooms.len(),
        next: next.map(|it| it.number),
    })
}

/// Fetches and reads the shop of drills, which is a lesson of repairs alone.
async fn shop() -> Result<Fetched, String> {
    let mut files = Files::new();
    let list = lessons::text(&format!("{FOLDER}/{FILE}")).await?;
    files.insert(FILE.to_owned(), list);
    let listed = Shop::read_list(&files).map_err(|fault| format!("it cannot be read: {fault}"))?;
    for name in listed.documents() {
        let name = format!("{name}.campus.json");
        let text = lessons::text(&format!("{FOLDER}/{name}")).await?;
        files.insert(name, text);
    }
    let shop = Shop::read(&files).map_err(|faults| {
        let first = faults.first().map(ToString::to_string);
        format!("it cannot be read: {}", first.unwrap_or_default())
    })?;
    Ok(Fetched {
        which: Which::Chapter(SHOP),
        lesson: shop.lesson,
        of: 0,
        next: None,
        warm_up: Vec::new(),
    })
}

/// The questions with which a chapter begins. Those that do not come are left out: nobody
/// misses them.
async fn warm_up(number: u32, map: &Catalogue) -> Vec<(u32, QuizQuestion)> {
    let is_open = |number: u32| map.room(number).is_some_and(|it| it.open);
    let wanted = Progress::default().warm_up(number, 0, &is_open);
    let mut questions = Vec::new();
    for (chapter, place) in wanted.iter().filter_map(|it| question_of(it)) {
        let Some(room) = map.room(chapter) else {
            continue;
        };
        let text = lessons::text(&format!("{}/chapter.json", room.folder)).await;
        let asked = text.ok().and_then(|text| {
            let settings = json(&text).ok()?;
            let quiz = settings.get("quiz")?.get(place as usize)?;
            QuizQuestion::read(&At::root(quiz)).ok()
        });
        questions.extend(asked.map(|it| (chapter, it)));
    }
    questions
}

/// Whether the page is a phone's, where text and canvas are two pages.
pub fn is_phone() -> bool {
    let media = window().match_media("(max-width: 720px)");
    media.ok().flatten().is_some_and(|it| it.matches())
}

//! The map of the course, as `lessons/course.json` has it: parts and chapters in order, and
//! in which state each is for a learner. The states are derived, never kept.

use std::fmt;

use serde_json::Value;

use super::memory::Progress;

/// A chapter, as the map shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Its number.
    pub number: u32,
    /// Its folder under `lessons/`.
    pub folder: String,
    /// The service that it is about, by AWS's name.
    pub service: String,
    /// Its title in the story.
    pub title: String,
    /// AWS's icon for it, by file name.
    pub icon: String,
    /// How long it takes, about.
    pub minutes: u32,
    /// The chapters that it builds on.
    pub needs: Vec<u32>,
    /// Whether it can be opened; the others are in preparation.
    pub open: bool,
}

/// A part of the course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its chapters, by number.
    pub chapters: Vec<u32>,
}

/// The course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// Its chapters, in order.
    pub rooms: Vec<Room>,
}

/// The state of a room for a learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// All tasks met and the quiz passed.
    Done,
    /// Where the learner goes on.
    Here,
    /// It can be opened.
    Open,
    /// It is still being written.
    InPreparation,
}

/// What is wrong with the file, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueError {
    /// The place, such as `chapters[3].title`.
    pub path: String,
    /// What is wanted there.
    pub wants: &'static str,
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} should be {}", self.path, self.wants)
    }
}

impl std::error::Error for CatalogueError {}

fn wants(path: String, wants: &'static str) -> CatalogueError {
    CatalogueError { path, wants }
}

/// A member of an entry, with what it is to be.
fn member<'a, T>(
    entry: &'a Value,
    place: &str,
    key: &str,
    what: &'static str,
    read: impl Fn(&'a Value) -> Option<T>,
) -> Result<T, CatalogueError> {
    let found = entry.get(key).and_then(read);
    found.ok_or_else(|| wants(format!("{place}.{key}"), what))
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn number(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

fn numbers(value: &Value) -> Option<Vec<u32>> {
    value.as_array()?.iter().map(number).collect()
}

/// The entries of a list of the file.
fn entries<'a>(
    all: &'a Value,
    key: &'static str,
) -> Result<Vec<(String, &'a Value)>, CatalogueError> {
    let list = all.get(key).and_then(Value::as_array);
    let list = list.ok_or_else(|| wants(key.to_owned(), "a list"))?;
    let placed = list.iter().enumerate();
    Ok(placed
        .map(|(at, it)| (format!("{key}[{at}]"), it))
        .collect())
}

impl Catalogue {
    /// Reads `lessons/course.json`.
    pub fn from_json(json: &str) -> Result<Self, CatalogueError> {
        let all: Value = serde_json::from_str(json)
            .map_err(|_| wants("the file".to_owned(), "a JSON object"))?;
        let mut catalogue = Self::default();
        for (place, entry) in entries(&all, "parts")? {
            catalogue.parts.push(Part {
                name: member(entry, &place, "name", "a text", text)?,
                chapters: member(entry, &place, "chapters", "a list of numbers", numbers)?,
            });
        }
        for (place, entry) in entries(&all, "chapters")? {
            let words = |key: &str| member(entry, &place, key, "a text", text);
            let count = |key: &str| member(entry, &place, key, "a number", number);
            let room = Room {
                number: count("number")?,
                folder: words("folder")?,
                service: words("service")?,
                title: words("title")?,
                icon: words("icon")?,
                minutes: count("minutes")?,
                needs: member(entry, &place, "needs", "a list of numbers", numbers)?,
                open: member(entry, &place, "open", "true or false", Value::as_bool)?,
            };
            if catalogue.room(room.number).is_some() {
                return Err(wants(format!("{place}.number"), "another number"));
            }
            catalogue.rooms.push(room);
        }
        for (at, part) in catalogue.parts.iter().enumerate() {
            let missing = |it: &u32| catalogue.room(*it).is_none();
            if part.chapters.iter().any(missing) {
                let path = format!("parts[{at}].chapters");
                return Err(wants(path, "numbers of chapters"));
            }
        }
        Ok(catalogue)
    }

    /// A chapter.
    pub fn room(&self, number: u32) -> Option<&Room> {
        self.rooms.iter().find(|room| room.number == number)
    }

    /// Whether a chapter can be opened.
    pub fn is_open(&self, number: u32) -> bool {
        self.room(number).is_some_and(|room| room.open)
    }

    /// The chapter in which a learner goes on: where they were last, or the next that is
    /// open and not done. Nothing when all that can be opened is done.
    pub fn here(&self, progress: &Progress) -> Option<u32> {
        let done = |number: u32| progress.chapter(number).is_some_and(|it| it.is_done());
        let goes_on = |room: &&Room| room.open && !done(room.number);
        let last = progress.last_place().map_or(0, |(number, _)| number);
        let from_last = |room: &&Room| room.number >= last && goes_on(room);
        let next = self.rooms.iter().find(from_last);
        let found = next.or_else(|| self.rooms.iter().find(goes_on));
        found.map(|room| room.number)
    }

    /// The state of a room.
    pub fn state(&self, room: &Room, progress: &Progress) -> State {
        if progress.chapter(room.number).is_some_and(|it| it.is_done()) {
            State::Done
        } else if !room.open {
            State::InPreparation
        } else if self.here(progress) == Some(room.number) {
            State::Here
        } else {
            State::Open
        }
    }

    /// How many chapters are done.
    pub fn done(&self, progress: &Progress) -> usize {
        let done = |room: &&Room| self.state(room, progress) == State::Done;
        self.rooms.iter().filter(done).count()
    }

    /// The chapters that a room builds on and that are not done.
    pub fn missing(&self, room: &Room, progress: &Progress) -> Vec<&Room> {
        let needs = room.needs.iter().filter_map(|it| self.room(*it));
        needs
            .filter(|it| self.state(it, progress) != State::Done)
            .collect()
    }

    /// The chapters that have all words of a question in their number, service or title.
    pub fn find(&self, question: &str) -> Vec<&Room> {
        let question = question.to_lowercase();
        let words: Vec<&str> = question.split_whitespace().collect();
        let has = |room: &&Room| {
            let told = format!("{} {} {}", room.number, room.service, room.title).to_lowercase();
            words.iter().all(|word| told.contains(word))
        };
        self.rooms.iter().filter(has).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::memory::{Confidence, Given, Now};

    /// The course as it is.
    fn course() -> Catalogue {
        Catalogue::from_json(include_str!("../../lessons/course.json")).unwrap()
    }

    fn finish(progress: &mut Progress, chapter: u32, at: u64) {
        let now = Now { at, day: 1 };
        let task = format!("{chapter:02}-1");
        progress.open(chapter, 1, vec![vec![task.clone()]], now);
        progress.meet(&task, 1, now);
        let given = |question| Given {
            question,
            option: 0,
            confidence: Confidence::Sure,
            right: true,
        };
        progress.take_quiz(chapter, (0..6).map(given).collect(), now);
    }

    #[test]
    fn the_course_has_five_parts_and_each_chapter_in_one() {
        let course = course();
        assert_eq!(course.parts.len(), 5);
        let mut all: Vec<u32> = course
            .parts
            .iter()
            .flat_map(|it| it.chapters.clone())
            .collect();
        all.sort_unstable();
        assert_eq!(all, (1..=24).collect::<Vec<_>>());
        for room in &course.rooms {
            assert!(room.needs.iter().all(|it| *it < room.number), "{room:?}");
            assert!(room.folder.starts_with(&format!("{:02}-", room.number)));
        }
    }

    #[test]
    fn a_learner_is_in_one_room() {
        let course = course();
        let mut progress = Progress::default();
        let states = |progress: &Progress| -> Vec<State> {
            let state = |it| course.state(it, progress);
            course.rooms.iter().take(5).map(state).collect()
        };
        use State::{Done, Here, InPreparation, Open};
        assert_eq!(states(&progress), [Here, Open, Open, Open, Open]);
        assert_eq!(course.state(&course.rooms[12], &progress), InPreparation);
        finish(&mut progress, 1, 10);
        assert_eq!(states(&progress), [Done, Here, Open, Open, Open]);
        progress.open(5, 1, vec![vec!["05-1".to_owned()]], Now { at: 20, day: 1 });
        assert_eq!(states(&progress), [Done, Open, Open, Open, Here]);
        assert_eq!(course.done(&progress), 1);
        let five = course.room(5).unwrap();
        assert_eq!(course.missing(five, &progress), [course.room(4).unwrap()]);

        // Behind the last that is open, what was left out comes next.
        let open = course.rooms.iter().filter(|it| it.open);
        let last = open.map(|it| it.number).max().expect("one is open");
        finish(&mut progress, last, 30);
        assert_eq!(course.here(&progress), Some(2));
    }

    #[test]
    fn chapters_are_found_by_number_service_and_story() {
        let course = course();
        let found = |question: &str| -> Vec<u32> {
            course.find(question).iter().map(|it| it.number).collect()
        };
        assert_eq!(found("nat"), [9]);
        assert_eq!(found("side exit"), [9]);
        assert_eq!(found("GATEWAY"), [8, 9]);
        assert_eq!(found("guards who"), [10, 11]);
        assert_eq!(found("14"), [14]);
        assert_eq!(found(" ").len(), 24);
        assert!(found("lambda").is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let told = |json: &str| Catalogue::from_json(json).unwrap_err().to_string();
        assert_eq!(told("["), "the file should be a JSON object");
        assert_eq!(told("{}"), "parts should be a list");
        let part = r#"{"parts": [{"name": "A", "chapters": [1]}], "chapters": "#;
        let with = |chapters: &str| told(&format!("{part}{chapters}}}"));
        assert_eq!(
            with("[]"),
            "parts[0].chapters should be numbers of chapters"
        );
        assert_eq!(with("[{}]"), "chapters[0].number should be a number");
        let chapter = r#"{"number": 1, "folder": "01", "service": "S", "title": "T",
            "icon": "vpc", "minutes": 5, "needs": [], "open": true}"#;
        let twice = format!("[{chapter}, {chapter}]");
        assert_eq!(with(&twice), "chapters[1].number should be another number");
        let closed = chapter.replace("true", "\"yes\"");
        let expected = "chapters[0].open should be true or false";
        assert_eq!(with(&format!("[{closed}]")), expected);
    }
}

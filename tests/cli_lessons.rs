//! The course in the terminal: the same chapters and the same sentences as on the page.

mod cli_support;
#[path = "support/lessons.rs"]
mod lessons;

use cli_support::{run, run_with};

fn file(chapter: &str, name: &str) -> String {
    lessons::files_of(chapter)[name].clone()
}

#[test]
fn the_chapters_are_listed_by_parts() {
    let list = run(&["lesson", "list"]);
    assert_eq!(list.code, Some(0));
    for line in ["Walls, ways and guards", "   5  Subnets", "Four wings"] {
        assert!(list.out.contains(line), "{line}: {}", list.out);
    }
}

#[test]
fn a_chapter_in_preparation_is_listed_and_not_shown() {
    let whole = concat!(env!("CARGO_MANIFEST_DIR"), "/lessons/course.json");
    let whole = std::fs::read_to_string(whole).expect("the map is there");
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/closed");
    std::fs::create_dir_all(folder).expect("a folder");
    let closed = whole.replace("\"open\": true", "\"open\": false");
    std::fs::write(format!("{folder}/course.json"), closed).expect("a map");
    let list = run(&["lesson", "list", "--lessons", folder]);
    assert!(list.out.contains("in preparation"), "{}", list.out);
    let later = run(&["lesson", "show", "13", "--lessons", folder]);
    assert!(later.err.contains("is in preparation"), "{}", later.err);
}

#[test]
fn a_chapter_is_shown_without_its_answers() {
    let shown = run(&["lesson", "show", "5"]);
    assert_eq!(shown.code, Some(0));
    assert!(shown.out.starts_with("Chapter 5 · Four wings"));
    assert!(
        shown
            .out
            .contains("Task 05-2 · Build · Two wings in the first building")
    );
    assert!(shown.out.contains("Quiz"));
    // No key, no hint, no instructor's note.
    let chapter = file("05-subnets", "chapter.json");
    let chapter: serde_json::Value = serde_json::from_str(&chapter).expect("JSON");
    let why = chapter["quiz"][0]["options"][2]["why"]
        .as_str()
        .expect("a text");
    assert!(!shown.out.contains(why));
    assert!(!shown.out.contains("For instructors"));
}

#[test]
fn what_is_missing_is_said_in_the_words_of_the_page() {
    let start = file("05-subnets", "start.campus.json");
    let open = run_with(&["lesson", "check", "5", "-"], &start);
    assert_eq!(open.code, Some(1));
    assert!(
        open.out
            .contains("05-2  Two wings in the first building  open"),
        "{}",
        open.out
    );
    let solution = file("05-subnets", "solution.campus.json");
    let done = run_with(&["lesson", "check", "5", "-"], &solution);
    assert_eq!(done.code, Some(0), "{}", done.out);
    assert!(!done.out.contains("  open\n"));
}

#[test]
fn a_task_with_a_document_of_its_own_is_asked_by_name() {
    let broken = file("07-route-tables", "variants/facing-street.campus.json");
    let open = run_with(&["lesson", "check", "7", "-", "--task", "07-6"], &broken);
    assert_eq!(open.code, Some(1), "{}{}", open.out, open.err);
    assert!(open.out.contains("07-6"), "{}", open.out);
}

#[test]
fn what_cannot_be_answered_is_told_with_the_remedy() {
    let unknown = run(&["lesson", "show", "99"]);
    assert_eq!(unknown.code, Some(2));
    assert!(
        unknown
            .err
            .contains("there is no chapter 99; there are 1 to 24"),
        "{}",
        unknown.err
    );
    let nowhere = run(&["lesson", "list", "--lessons", "nowhere"]);
    assert_eq!(nowhere.code, Some(2));
    assert!(nowhere.err.contains("--lessons DIR"), "{}", nowhere.err);
    let start = file("05-subnets", "start.campus.json");
    let wrong = run_with(&["lesson", "check", "5", "-", "--task", "05-99"], &start);
    assert!(
        wrong.err.contains("there is no task 05-99; there are 05-1"),
        "{}",
        wrong.err
    );
}

#[test]
fn every_lesson_can_be_tried_by_its_author() {
    let all = run(&["lesson", "check-all"]);
    assert_eq!(all.code, Some(0), "{}", all.out);
    assert!(all.out.contains("05-subnets  no faults"));
    let one = run(&["lesson", "check-all", "lessons/09-nat-gateway"]);
    assert_eq!(one.out.lines().count(), 1, "{}", one.out);
}

//! A class in the terminal: a folder goes in; a table, a report and an exit code come out.

mod cli_support;
#[path = "support/lessons.rs"]
mod lessons;

use std::fs;
use std::path::PathBuf;

use cli_support::{Run, run};

/// A folder that goes when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("cloud-campus-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    fn grade(&self, more: &[&str]) -> Run {
        let class = self.path("class");
        let mut arguments = vec!["grade", class.as_str()];
        arguments.extend(more);
        run(&arguments)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn file(chapter: &str, name: &str) -> Vec<u8> {
    lessons::files_of(chapter)[name].clone().into_bytes()
}

#[test]
fn a_folder_becomes_a_table_and_a_report() {
    let folder = Folder::new("grade");
    let solution = file("05-subnets", "solution.campus.json");
    folder
        .put("class/asha.campus.json", &solution)
        .put("class/Ravi Kumar_17/school.campus.json", &solution)
        .put(
            "class/start.campus.json",
            &file("05-subnets", "start.campus.json"),
        )
        .put("class/empty.campus.json", b"")
        .put("class/bytes.campus.json", b"{\xff}")
        .put(
            "class/future.campus.json",
            br#"{"format": "cloud-campus", "version": 77}"#,
        )
        .put("class/notes.txt", b"hello")
        .put("class/__MACOSX/._asha.campus.json", b"\0");
    let (csv, html) = (folder.path("class.csv"), folder.path("class.html"));
    let first = folder.grade(&["--lesson", "5", "--csv", &csv, "--html", &html]);
    assert_eq!(first.code, Some(1), "{}", first.err);
    assert!(first.out.contains("asha.campus.json"), "{}", first.out);
    assert!(
        first.out.contains("2 of 6 submissions complete."),
        "{}",
        first.out
    );
    assert!(first.err.contains("1 file left out"), "{}", first.err);
    let table = fs::read_to_string(&csv).expect("a table");
    assert_eq!(table.lines().count(), 7, "{table}");
    let names: Vec<&str> = table
        .lines()
        .skip(1)
        .filter_map(|it| it.split(',').next())
        .collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(names, sorted);
    let page = fs::read_to_string(&html).expect("a report");
    for part in [
        "Questions to ask",
        "Ravi Kumar_17/school.campus.json",
        "Byte 2 is not UTF-8",
        "prefers-color-scheme: dark",
        "@media print",
        "most open",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for part in ["<script", "src=", "href=", "url("] {
        assert!(!page.contains(part), "{part}");
    }
    // Again it is the same, to the last byte.
    let again = folder.grade(&["--lesson", "5", "--csv", &csv, "--html", &html]);
    assert_eq!(again.out, first.out);
    assert_eq!(fs::read_to_string(&csv).expect("a table"), table);
    assert_eq!(fs::read_to_string(&html).expect("a report"), page);
}

#[test]
fn a_class_that_is_complete_is_fine() {
    let folder = Folder::new("grade-fine");
    folder.put("class/a.json", &file("05-subnets", "solution.campus.json"));
    let fine = folder.grade(&["--lesson", "5"]);
    assert_eq!(fine.code, Some(0), "{}{}", fine.out, fine.err);
}

#[test]
fn every_chapter_that_is_open_is_met_by_its_own_solution() {
    let map = fs::read_to_string("lessons/course.json").expect("the map");
    let map = cloud_campus::course::catalogue::Catalogue::from_json(&map).expect("a map");
    for room in map.rooms.iter().filter(|it| it.open) {
        let folder = Folder::new(&format!("grade-{}", room.number));
        folder.put(
            "class/a.campus.json",
            &file(&room.folder, "solution.campus.json"),
        );
        let graded = folder
            .grade(&["--lesson", &room.number.to_string(), "--json"])
            .json();
        let open = &graded["submissions"][0]["tasks"];
        let open = open.as_array().expect("tasks").iter();
        let open: Vec<_> = open.filter(|it| it["state"] == "open").collect();
        assert!(open.is_empty(), "{}: {open:?}", room.folder);
    }
}

#[test]
fn a_task_with_its_own_document_is_graded_alone() {
    let folder = Folder::new("grade-task");
    let broken = file("07-route-tables", "variants/facing-street.campus.json");
    folder.put("class/a.campus.json", &broken);
    let open = folder.grade(&["--lesson", "7", "--task", "07-6"]);
    assert_eq!(open.code, Some(1), "{}{}", open.out, open.err);
    assert!(open.out.contains("0 of 1 task met"), "{}", open.out);
    let unknown = folder.grade(&["--lesson", "7", "--task", "07-99"]);
    assert_eq!(unknown.code, Some(2));
    assert!(
        unknown
            .err
            .contains("there is no task 07-99; there are 07-1"),
        "{}",
        unknown.err
    );
}

#[test]
fn what_cannot_be_graded_is_told_with_the_remedy() {
    let folder = Folder::new("grade-bad");
    let nowhere = folder.grade(&["--lesson", "5"]);
    assert_eq!(nowhere.code, Some(2));
    assert!(
        nowhere.err.contains("name a folder with submissions"),
        "{}",
        nowhere.err
    );
    folder.put("class/notes.txt", b"hello");
    let nothing = folder.grade(&["--lesson", "5"]);
    assert_eq!(nothing.code, Some(2));
    assert!(
        nothing.err.contains("there is nothing to grade"),
        "{}",
        nothing.err
    );
    folder.put("class/a.json", b"{}");
    let unknown = folder.grade(&["--lesson", "99"]);
    assert!(
        unknown.err.contains("there is no chapter 99"),
        "{}",
        unknown.err
    );
    let unwritable = folder.grade(&["--lesson", "5", "--csv", &folder.path("no/such.csv")]);
    assert_eq!(unwritable.code, Some(2));
    assert!(
        unwritable.err.contains("cannot be written"),
        "{}",
        unwritable.err
    );
}

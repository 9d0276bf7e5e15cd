//! A whole class: a thousand capstones, read, judged and compared, on two cores, up to the
//! table and the report.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use cloud_campus::architecture::{Document, Edit, ResourceId};
use cloud_campus::course::catalogue::Catalogue;
use cloud_campus::course::grade::{CAPSTONE, Class, Marked, Marking, mark, page, table};
use cloud_campus::course::lesson::{Files, Lesson};
use divan::{Bencher, black_box};
use serde_json::Value;

const NOTEBOOKLY: &str = include_str!("../../assets/examples/notebookly.campus.json");

/// The chapter, if it is open by now.
fn capstone() -> Option<Lesson> {
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let map = fs::read_to_string(lessons.join("course.json")).expect("the map");
    let map = Catalogue::from_json(&map).expect("a map");
    let room = map.room(CAPSTONE).filter(|it| it.open)?;
    let mut files = Files::new();
    collect(&lessons.join(&room.folder), "", &mut files);
    Some(Lesson::read(&files).expect("a lesson"))
}

fn collect(folder: &Path, inside: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let own = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{inside}{own}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.insert(name, text);
        }
    }
}

/// So many capstones, no two alike: names and places of their own, and in each something
/// else that is missing.
fn class(count: usize) -> Vec<(String, Vec<u8>)> {
    let document = Document::from_json(NOTEBOOKLY).expect("a document");
    let ids: Vec<ResourceId> = document
        .architecture
        .resources()
        .map(|(id, _)| id.clone())
        .collect();
    let one = |number: usize| {
        let mut own = document.clone();
        let gone = ids[number % ids.len()].clone();
        for (place, id) in ids.iter().enumerate() {
            if place % 7 == number % 7 {
                let name = format!("{}-{number}", own.architecture.name_of(id));
                let renamed = own.apply(Edit::Rename {
                    id: id.clone(),
                    name,
                });
                renamed.expect("a name");
            }
        }
        if !number.is_multiple_of(3) {
            own.apply(Edit::Delete { id: gone }).expect("it can go");
        }
        let mut value = own.to_value();
        if let Some(Value::Object(spots)) = value.get_mut("layout") {
            for (place, spot) in spots.values_mut().enumerate() {
                spot["x"] = Value::from((number * 31 + place * 17) % 900);
            }
        }
        (
            format!("{number:04}.campus.json"),
            value.to_string().into_bytes(),
        )
    };
    (0..count).map(one).collect()
}

fn marked(marking: &Marking, papers: &[(String, Vec<u8>)], cores: usize) -> Vec<Marked> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(papers.len()));
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some((name, bytes)) = papers.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = mark(marking, name, bytes);
                    done.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(one);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// A thousand capstones on two cores.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn grade_1000_capstones(bencher: Bencher) {
    let papers = class(1_000);
    let lesson = capstone();
    bencher.bench_local(|| {
        let marking = Marking::of(CAPSTONE, "The whole school", lesson.clone(), None, false);
        let class = Class::of(&marking, marked(&marking, &papers, 2));
        black_box((table::csv(&class), page::html(&class)))
    });
}

/// Putting them together alone: comparing each with each.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn compare_1000_capstones(bencher: Bencher) {
    let papers = class(1_000);
    let marking = Marking::of(CAPSTONE, "The whole school", None, None, false);
    let all = marked(&marking, &papers, 2);
    bencher.bench_local(|| black_box(Class::of(&marking, all.clone())));
}

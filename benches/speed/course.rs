//! The checks of a task, at every edit: all conditions of the dearest tasks of the course,
//! on the learner's document grown to 200 resources.

use std::fs;
use std::path::Path;

use cloud_campus::analysis::Analysis;
use cloud_campus::architecture::{Document, Edit, Instance, Kind, Properties, Resource};
use cloud_campus::course::attempt::Attempt;
use cloud_campus::course::judge::{self, Moment};
use cloud_campus::course::lesson::{Chapter, Task};
use divan::{Bencher, black_box};

/// How many resources the document has.
const SIZE: usize = 200;

/// The tasks whose checks ask most: traces, failures, cells, findings.
const TASKS: [(&str, &str); 5] = [
    ("09-nat-gateway", "09-3"),
    ("09-nat-gateway", "09-6"),
    ("10-security-groups", "10-4"),
    ("11-network-acls", "11-4"),
    ("12-ec2", "12-3"),
];

fn folder(chapter: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("lessons")
        .join(chapter)
}

/// A chapter's task and its solution, with more servers in the first subnet.
fn task(chapter: &str, id: &str) -> (Task, Document) {
    let text = |file: &str| fs::read_to_string(folder(chapter).join(file)).expect("a file");
    let read = Chapter::read(&text("chapter.json"), &text("chapter.md")).expect("a chapter");
    let task = read.task(id).expect("a task").clone();
    let solution = text("solution.campus.json");
    let mut document = Document::from_json(&solution).expect("a document");
    let subnet = document.architecture.ids_of(Kind::Subnet).next().cloned();
    while document.architecture.len() < SIZE {
        let id = document.architecture.free_id(Kind::Instance);
        let instance = Instance {
            subnet: subnet.clone(),
            ..Instance::default()
        };
        let resource = Resource::new(id.as_str(), Properties::from(instance));
        document
            .apply(Edit::create(id, resource))
            .expect("a server");
    }
    (task, document)
}

/// All lines of a task's card; the analysis is the page's own and is there already.
#[divan::bench(args = TASKS.map(|(_, id)| id))]
fn checks_of_a_task_200(bencher: Bencher, id: &str) {
    let (chapter, _) = TASKS.into_iter().find(|(_, it)| *it == id).expect("a task");
    let (task, document) = task(chapter, id);
    let check = task.check.expect("a check");
    let analysis = Analysis::of(&document.architecture);
    let _ = (analysis.findings(), analysis.calm().journeys());
    let attempt = Attempt::new(&analysis);
    bencher.bench_local(|| {
        let moment = Moment::new(&analysis, &attempt);
        black_box(judge::verdict(&check, &moment))
    });
}

//! Papers of a small chapter, and of the capstone without its lesson.

use super::alike::Same;
use super::*;
use crate::course::lesson::{Files, Lesson};

/// A chapter with a task that a design shows, one that only the way there shows, and one
/// that is answered.
const CHAPTER: &str = r#"{
    "number": 90, "title": "A small chapter", "version": 1, "sources": {},
    "tasks": [
        { "id": "90-1", "kind": "build", "title": "A network", "text": "t",
          "check": { "count": { "kind": "vpc" }, "is": 1, "line": "one VPC" },
          "hints": { "nudge": "n", "pointer": "p", "show": [
              { "add": "vpc", "name": "shop", "set": { "cidr": "10.0.0.0/16", "region": "@Mumbai" }, "why": "w" } ] } },
        { "id": "90-2", "kind": "build", "title": "Two edits", "text": "t",
          "check": { "event": "CreateVpc", "on": "any", "is": 1 },
          "hints": { "nudge": "n", "pointer": "p" } },
        { "id": "90-3", "kind": "number", "title": "How many", "text": "t",
          "ask": { "question": "How many?", "truth": 3, "source": "S", "why": "w" },
          "hints": { "nudge": "n", "pointer": "p" } },
        { "id": "90-4", "kind": "repair", "title": "Mend it", "text": "t", "par": 1, "symptom": "s",
          "apply": [ { "add": "vpc", "name": "wrong", "set": { "cidr": "10.9.0.0/30", "region": "@Mumbai" }, "why": "w" } ],
          "check": { "errors": 0 },
          "hints": { "nudge": "n", "pointer": "p", "show": [ { "delete": "wrong", "why": "w" } ] } }
    ],
    "quiz": []
}"#;

const TEXT: &str =
    "[[unit One]]\nText.\n[[task 90-1]]\n[[task 90-2]]\n[[task 90-3]]\n[[task 90-4]]\n";

fn document(resources: &str, layout: &str) -> String {
    format!(
        r#"{{"format": "cloud-campus", "version": 3, "title": "t", "resources": [{resources}], "layout": {{{layout}}}}}"#
    )
}

const REGION: &str = r#"{"id": "region-1", "kind": "region", "name": "Mumbai"}"#;

fn with_vpc(id: &str, name: &str, cidr: &str) -> String {
    document(
        &format!(
            r#"{REGION}, {{"id": "{id}", "kind": "vpc", "name": "{name}", "region": "region-1", "cidr": "{cidr}"}}"#
        ),
        "",
    )
}

fn lesson() -> Lesson {
    let mut files = Files::new();
    files.insert("chapter.json".to_owned(), CHAPTER.to_owned());
    files.insert("chapter.md".to_owned(), TEXT.to_owned());
    files.insert("start.campus.json".to_owned(), document(REGION, ""));
    files.insert(
        "solution.campus.json".to_owned(),
        with_vpc("vpc-1", "shop", "10.0.0.0/16"),
    );
    Lesson::read(&files).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn marking(only: Option<&str>) -> Marking {
    Marking::of(90, "A small chapter", Some(lesson()), only, false)
}

fn class(papers: &[(&str, &str)]) -> Class {
    let marking = marking(None);
    let marked = papers
        .iter()
        .map(|(file, text)| mark(&marking, file, text.as_bytes()));
    Class::of(&marking, marked.collect())
}

#[test]
fn a_design_is_judged_on_what_a_design_can_show() {
    let solution = with_vpc("vpc-1", "shop", "10.0.0.0/16");
    let class = class(&[("b", &solution), ("a", &document(REGION, ""))]);
    let states: Vec<Vec<State>> = class
        .papers
        .iter()
        .map(|it| it.marks.iter().map(|it| it.state).collect())
        .collect();
    use State::{Met, Open, Unseen};
    assert_eq!(states[0], [Open, Unseen, Unseen, Unseen]);
    assert_eq!(states[1], [Met, Unseen, Unseen, Unseen]);
    assert!(class.papers[1].is_whole() && !class.papers[0].is_whole());
    assert!(matches!(
        class.papers[0].content,
        Content::Design {
            untouched: true,
            ..
        }
    ));
    let why: Vec<bool> = class.told.iter().map(|it| it.unseen.is_some()).collect();
    assert_eq!(why, [false, true, true, true]);
    let hardest = class.hardest().expect("one is open");
    assert_eq!((hardest.what.as_str(), hardest.open.len()), ("90-1", 1));
    assert_eq!(class.papers[0].marks[0].said.len(), 1);
}

#[test]
fn a_task_with_a_document_of_its_own_is_judged_alone() {
    let marking = marking(Some("90-4"));
    let fine = mark(&marking, "a", document(REGION, "").as_bytes()).0;
    assert!(fine.is_whole());
    assert_eq!(fine.tasks(), (1, 1));
    let broken = with_vpc("vpc-1", "wrong", "10.9.0.0/30");
    let (broken, _) = mark(&marking, "a", broken.as_bytes());
    assert_eq!(broken.tasks(), (0, 1));
}

#[test]
fn whatever_is_handed_in_is_a_paper() {
    let large = " ".repeat(crate::architecture::file::MAX_BYTES + 1);
    let marking = marking(None);
    for (bytes, why) in [
        (&b""[..], "the file is empty"),
        (b" \n ", "the file is empty"),
        (b"\xff\xfe", "byte 1 is not UTF-8"),
        (b"{", "this is not JSON"),
        (b"[]", "not a Cloud Campus document"),
        (
            br#"{"format": "cloud-campus", "version": 99}"#,
            "version 99",
        ),
        (
            br#"{"format": "cloud-campus-progress", "version": 99}"#,
            "newer Cloud Campus",
        ),
        (large.as_bytes(), "too large"),
    ] {
        let (paper, shape) = mark(&marking, "x.campus.json", bytes);
        let Content::Refused(said) = &paper.content else {
            panic!("{why}: {paper:?}");
        };
        assert!(said.contains(why), "{said}");
        assert!(shape.is_none() && !paper.is_whole());
        // And it is in both reports.
        let class = Class::of(&marking, vec![(paper.clone(), None)]);
        assert!(table::csv(&class).contains("x.campus.json,not readable"));
        assert!(page::html(&class).contains("not readable"));
    }
    // Nested deeper than anything real.
    let deep = "[".repeat(100_000);
    let (paper, _) = mark(&marking, "deep", deep.as_bytes());
    assert!(matches!(paper.content, Content::Refused(_)));
}

#[test]
fn equal_designs_are_a_question_with_its_reason() {
    let own = |id: &str, name: &str| with_vpc(id, name, "10.77.0.0/20");
    let same = |papers: &[(&str, &str)]| -> Vec<(Same, Vec<String>)> {
        let class = class(papers);
        let all = class.questions.iter();
        all.map(|it| (it.same, it.files.clone())).collect()
    };
    let files = || vec!["a".to_owned(), "b".to_owned()];
    let (one, renamed) = (own("vpc-1", "mine"), own("vpc-2", "mine"));
    assert_eq!(
        same(&[("a", &one), ("b", &one)]),
        [(Same::Everything, files())]
    );
    assert_eq!(
        same(&[("a", &one), ("b", &renamed)]),
        [(Same::Names, files())]
    );
    let named = own("vpc-1", "other");
    assert_eq!(
        same(&[("a", &one), ("b", &named)]),
        [(Same::Structure, files())]
    );
    let moved = one.replace("\"layout\": {", r#""layout": {"vpc-1": {"x": 4, "y": 8}"#);
    assert_eq!(
        same(&[("a", &one), ("b", &moved)]),
        [(Same::Design, files())]
    );
    // Two who did nothing, and two who did as the hints say, are no question…
    let start = document(REGION, "");
    assert_eq!(same(&[("a", &start), ("b", &start)]), []);
    let solution = with_vpc("vpc-1", "shop", "10.0.0.0/16");
    let other_id = with_vpc("vpc-7", "shop", "10.0.0.0/16");
    assert_eq!(same(&[("a", &solution), ("b", &other_id)]), []);
    // …but the very same file is, with that said.
    let class = class(&[("a", &solution), ("b", &solution)]);
    assert_eq!(class.questions[0].same, Same::Everything);
    assert!(
        class.questions[0]
            .reason
            .contains("hints lead to this design")
    );
    assert_eq!(class.expected, 2);
    // And what differs in a setting is none.
    let else_ = with_vpc("vpc-1", "mine", "10.78.0.0/20");
    assert_eq!(same(&[("a", &one), ("b", &else_)]), []);
}

#[test]
fn nearly_equal_designs_are_told_by_what_they_share() {
    let wing = |number: usize, name: &str| {
        format!(
            r#"{{"id": "subnet-{number}", "kind": "subnet", "name": "{name}-{number}", "vpc": "vpc-1", "cidr": "10.0.{number}.0/24", "zone": "ap-south-1a"}}"#
        )
    };
    let design = |last: &str| {
        let vpc = r#"{"id": "vpc-1", "kind": "vpc", "name": "shop", "region": "region-1", "cidr": "10.0.0.0/16"}"#;
        let mut all = vec![REGION.to_owned(), vpc.to_owned()];
        all.extend((1..=5).map(|it| wing(it, "mine")));
        all.push(wing(6, last));
        let spots = (1..=6).map(|it| format!(r#""subnet-{it}": {{"x": {}, "y": 4}}"#, it * 40));
        document(&all.join(","), &spots.collect::<Vec<_>>().join(","))
    };
    let class = class(&[("a", &design("left")), ("b", &design("right"))]);
    // The last differs in its name alone: the structure is equal.
    assert_eq!(class.questions[0].same, Same::Structure);
    assert!(class.questions[0].reason.contains("6 things stand"));
    let other = design("right").replace("10.0.6.0/24", "10.0.9.0/25");
    let papers = [("a", design("left")), ("b", other)];
    let papers = papers.each_ref().map(|(file, text)| (*file, text.as_str()));
    let class = self::class(&papers);
    assert_eq!(class.questions[0].same, Same::Nearly);
    let reason = &class.questions[0].reason;
    assert!(reason.contains("5 of 6 things of their own"), "{reason}");
    assert!(
        reason.contains("6 of the 6 things that were placed"),
        "{reason}"
    );
}

#[test]
fn a_progress_tells_what_was_met_and_what_was_wrong_at_first() {
    let progress = r#"{"format": "cloud-campus-progress", "version": 1, "name": "<b>Asha",
        "chapters": {"90": {"version": 1, "units": [["90-1"]], "tasks": {
            "90-1": {"met": 5, "hints": 2, "shown": false, "edits": 3, "answers": []},
            "90-3": {"met": null, "hints": 0, "shown": false, "edits": null, "answers": [
                {"at": 1, "question": 0, "given": "4", "confidence": "sure", "right": false},
                {"at": 2, "question": 0, "given": "3", "confidence": "sure", "right": true}]}},
            "quiz": []}}}"#;
    let class = class(&[("asha", progress)]);
    let paper = &class.papers[0];
    assert_eq!(paper.tasks(), (1, 4));
    assert_eq!(paper.marks[0].said, ["after 2 hints."]);
    let Content::Progress { stuck, missed, .. } = &paper.content else {
        panic!("a progress");
    };
    assert_eq!(stuck.as_deref(), Some("90-2"));
    assert_eq!(missed, &["90-3"]);
    assert_eq!(class.missed[0].title, "How many");
    let page = page::html(&class);
    assert!(page.contains("&lt;b&gt;Asha") && !page.contains("<b>Asha"));
    assert!(!page.contains("<script") && !page.contains("http://"));
}

#[test]
fn the_capstone_is_judged_by_its_checklist() {
    let marking = Marking::of(CAPSTONE, "The whole school", None, None, false);
    let text = include_str!("../../../assets/examples/notebookly.campus.json");
    let (whole, _) = mark(&marking, "a", text.as_bytes());
    assert_eq!(whole.points(), Some((20, 20)));
    assert!(whole.is_whole());
    let (empty, _) = mark(&marking, "b", document(REGION, "").as_bytes());
    assert!(empty.points().is_some_and(|it| it.0 < 5));
    let class = Class::of(&marking, vec![(whole, None), (empty, None)]);
    assert!(class.hardest_point().is_some());
    assert!(table::csv(&class).contains("point 20 Regular backups"));
}

#[test]
fn the_validations_are_played_when_they_are_asked_for() {
    let marking = Marking::of(CAPSTONE, "The whole school", None, None, true);
    let (paper, _) = mark(&marking, "b", document(REGION, "").as_bytes());
    let Content::Design { drills, .. } = &paper.content else {
        panic!("a design");
    };
    let numbers: Vec<Option<u8>> = drills.iter().map(|it| it.validation).collect();
    assert_eq!(numbers.len(), 5);
    assert!((1..=5).all(|it| numbers.contains(&Some(it))));
    assert!(
        drills.iter().all(|it| it.passed == Some(false)),
        "{drills:?}"
    );
}

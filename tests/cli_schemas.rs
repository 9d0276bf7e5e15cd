//! The schemas describe what is really printed, and the documentation under
//! `docs/` is what the program says today.
//!
//! `UPDATE_EXPECT=1 cargo test --test cli_schemas` writes `docs/` anew.

mod cli_support;
#[path = "support/course.rs"]
mod course;
#[path = "support/lessons.rs"]
mod lessons;

use cli_support::json_schema::problems;
use cli_support::{NOTEBOOKLY, document, run, run_with};
use expect_test::{ExpectFile, expect_file};
use serde_json::{Value, json};

fn schema(of: &str) -> Value {
    run(&["schema", of]).json()
}

fn fits(of: &str, value: &Value) {
    let problems = problems(&schema(of), value);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A campus with something wrong in every corner.
fn broken() -> String {
    document(
        r#"
        {"id": "region-1", "kind": "region", "name": "Mumbai"},
        {"id": "vpc-1", "kind": "vpc", "name": "campus", "region": "region-1", "cidr": "10.0.0.0/16"},
        {"id": "subnet-1", "kind": "subnet", "name": "wing", "vpc": "vpc-1", "cidr": "10.1.0.0/24", "zone": "ap-south-1a"},
        {"id": "subnet-2", "kind": "subnet", "name": "wing-2", "vpc": "vpc-1", "cidr": "10.0.1.7/24", "zone": "ap-south-1a", "route_table": "route-table-1"},
        {"id": "subnet-3", "kind": "subnet", "name": "wing-3", "vpc": "vpc-1", "cidr": "10.0.1.0/25", "zone": "ap-south-1b"},
        {"id": "internet-gateway-1", "kind": "internet-gateway", "name": "gate", "region": "region-1"},
        {"id": "route-table-1", "kind": "route-table", "name": "signboard", "vpc": "vpc-1", "routes": [
            {"destination": "0.0.0.0/0", "target": "internet-gateway-1"},
            {"destination": "10.9.0.0/16", "target": "nat-gateway-9"}
        ]}
        "#,
    )
}

#[test]
fn the_output_of_check_is_as_described() {
    fits("check", &run(&["check", NOTEBOOKLY, "--json"]).json());
    let run = run_with(&["check", "-", "--json"], &broken());
    let found = run.json();
    assert_eq!(run.code, Some(1));
    assert!(found["findings"].as_array().is_some_and(|it| it.len() > 3));
    fits("check", &found);
}

#[test]
fn the_output_of_review_is_as_described() {
    fits("review", &run(&["review", NOTEBOOKLY, "--json"]).json());
    let run = run_with(&["review", "-", "--json"], &broken());
    let found = run.json();
    assert_eq!(run.code, Some(1));
    assert!(found["first"].as_array().is_some_and(|it| it.len() > 3));
    fits("review", &found);
}

#[test]
fn the_output_of_rules_is_as_described() {
    fits("rules", &run(&["rules", "--json"]).json());
    fits(
        "rules",
        &run(&["rules", "subnets-overlap", "--json"]).json(),
    );
}

#[test]
fn the_output_of_export_is_as_described() {
    fits("export", &run(&["export", NOTEBOOKLY, "--json"]).json());
    let found = run_with(&["export", "-", "--json"], &broken()).json();
    assert!(found["omitted"].as_array().is_some_and(|it| !it.is_empty()));
    fits("export", &found);
}

#[test]
fn the_output_of_runs_and_drills_is_as_described() {
    const EXAMPLE: &str = "assets/examples/notebookly.campus.json";
    for scenario in ["fail-zone", "stop-logging"] {
        let found = run(&["run", EXAMPLE, "--scenario", scenario, "--json"]).json();
        assert!(found["timeline"].as_array().is_some_and(|it| it.len() > 1));
        fits("run", &found);
        fits(
            "events",
            &run(&["events", EXAMPLE, "--scenario", scenario, "--json"]).json(),
        );
    }
    let found = run_with(&["run", "-", "--scenario", "visit", "--json"], &broken());
    assert_eq!(found.code, Some(1));
    fits("run", &found.json());
    let drill = [
        "drill",
        "-",
        "--only",
        "visit",
        "dashboard",
        "--measure",
        "--json",
    ];
    let found = run_with(&drill, &broken());
    assert_eq!(found.code, Some(1));
    assert_eq!(found.json()["failed"], 2);
    fits("drill", &found.json());
    fits("drills", &run(&["drills", "--json"]).json());
}

#[test]
fn the_output_of_grade_is_as_described() {
    let folder = std::env::temp_dir().join(format!("cloud-campus-schema-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let put = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
    put("a.campus.json", &broken());
    put("b.campus.json", &broken());
    put("c.campus.json", "{");
    put(
        "d.progress.json",
        r#"{"format": "cloud-campus-progress", "version": 1, "name": "Asha"}"#,
    );
    let class = folder.display().to_string();
    for lesson in ["5", "24"] {
        let found = run(&["grade", &class, "--lesson", lesson, "--json"]);
        assert_eq!(found.code, Some(1), "{}", found.err);
        let found = found.json();
        assert!(
            found["questions"]
                .as_array()
                .is_some_and(|it| it.len() == 1)
        );
        fits("grade", &found);
    }
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn drills_are_as_described() {
    let schema = schema("scenario");
    let mut seen = 0;
    for file in std::fs::read_dir("assets/drills").expect("the drills are there") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let value: Value = serde_json::from_str(&text).expect("it is JSON");
        let problems = problems(&schema, &value);
        assert!(
            problems.is_empty(),
            "{}: {}",
            path.display(),
            problems.join("\n")
        );
        let stem = path.file_stem().expect("a name").to_string_lossy();
        assert_eq!(value["scenario"]["id"], *stem, "{}", path.display());
        assert!(
            cloud_campus::simulation::drills::drill(&stem).is_some(),
            "{stem}"
        );
        seen += 1;
    }
    assert_eq!(seen, cloud_campus::simulation::drills::DRILLS.len());
    // What the program refuses the schema refuses.
    for bad in [
        r#"{"id": "x", "title": "x"}"#,
        r#"{"id": "x", "title": "x", "length": 0}"#,
        r#"{"id": "x", "title": "x", "length": 9, "deeds": [{"at": 1, "do": {"explode": "web-1"}}]}"#,
        r#"{"scenario": {"id": "x", "title": "x", "length": 9}, "criteria": [{"metric": "luck", "is": {"ge": 1}}]}"#,
    ] {
        let value = serde_json::from_str(bad).expect("it is JSON");
        assert!(!problems(&schema, &value).is_empty(), "{bad}");
        assert!(
            cloud_campus::simulation::drills::read(bad).is_err(),
            "{bad}"
        );
    }
}

#[test]
fn documents_are_as_described() {
    let text = include_str!("../tests/files/notebookly.campus.json");
    fits(
        "file",
        &serde_json::from_str(text).expect("the example is JSON"),
    );
    fits(
        "file",
        &serde_json::from_str(&broken()).expect("it is JSON"),
    );
}

#[test]
fn the_schema_of_documents_refuses_what_the_program_refuses() {
    for resource in [
        r#"{"id": "a/b", "kind": "vpc", "name": "campus"}"#,
        r#"{"id": "vpc-1", "kind": "vcp", "name": "campus"}"#,
        r#"{"id": "vpc-1", "kind": "vpc"}"#,
        r#"{"id": "vpc-1", "kind": "vpc", "name": "campus", "cdir": "10.0.0.0/16"}"#,
        r#"{"id": "vpc-1", "kind": "vpc", "name": "campus", "dns_support": "yes"}"#,
        r#"{"id": "d-1", "kind": "database", "name": "db", "engine": "oracle"}"#,
        r#"{"id": "r-1", "kind": "route-table", "name": "rt", "routes": [{"target": null}]}"#,
    ] {
        let text = document(resource);
        let value = serde_json::from_str(&text).expect("it is JSON");
        assert!(!problems(&schema("file"), &value).is_empty(), "{resource}");
        assert_eq!(run_with(&["check", "-"], &text).code, Some(2), "{resource}");
    }
}

#[test]
fn the_validator_notices_what_is_wrong() {
    let check = schema("check");
    let good = run(&["check", NOTEBOOKLY, "--json"]).json();
    for (key, bad) in [
        ("errors", json!(-1)),
        ("title", json!(null)),
        ("findings", json!([{}])),
        ("surprise", json!(1)),
    ] {
        let mut value = good.clone();
        value[key] = bad;
        assert!(!problems(&check, &value).is_empty(), "{key}");
    }
}

#[test]
fn lessons_are_as_described() {
    let mut seen = 0;
    for room in course::catalogue().rooms.iter().filter(|it| it.open) {
        let files = lessons::files_of(&room.folder);
        let value = serde_json::from_str(&files["chapter.json"]).expect("it is JSON");
        let problems = problems(&schema("lesson"), &value);
        assert!(
            problems.is_empty(),
            "{}: {}",
            room.folder,
            problems.join("\n")
        );
        seen += 1;
    }
    assert!(seen >= 11);
}

#[test]
fn the_schema_of_lessons_refuses_what_the_program_refuses() {
    let good = &lessons::files_of("05-subnets")["chapter.json"];
    for (from, to) in [
        ("\"kind\": \"build\"", "\"kind\": \"built\""),
        ("\"nudge\":", "\"nugde\":"),
        ("\"number\": 5", "\"number\": \"five\""),
    ] {
        assert!(good.contains(from), "{from}");
        let bad = good.replacen(from, to, 1);
        let value = serde_json::from_str(&bad).expect("it is JSON");
        assert!(!problems(&schema("lesson"), &value).is_empty(), "{to}");
        let read = cloud_campus::course::lesson::Chapter::read(&bad, "[[unit A]]");
        assert!(
            read.is_err_and(|fault| fault.file == "chapter.json"),
            "{to}"
        );
    }
}

fn documented(of: &str, file: ExpectFile) {
    file.assert_eq(&run(&["schema", of]).out);
}

#[test]
fn the_documentation_is_up_to_date() {
    documented("file-reference", expect_file!["../docs/file-format.md"]);
    documented("file", expect_file!["../docs/schemas/file.schema.json"]);
    documented("lesson", expect_file!["../docs/schemas/lesson.schema.json"]);
    documented("check", expect_file!["../docs/schemas/check.schema.json"]);
    documented("trace", expect_file!["../docs/schemas/trace.schema.json"]);
    documented("may", expect_file!["../docs/schemas/may.schema.json"]);
    documented("matrix", expect_file!["../docs/schemas/matrix.schema.json"]);
    documented(
        "what-if",
        expect_file!["../docs/schemas/what-if.schema.json"],
    );
    documented(
        "weak-points",
        expect_file!["../docs/schemas/weak-points.schema.json"],
    );
    documented("cost", expect_file!["../docs/schemas/cost.schema.json"]);
    documented("review", expect_file!["../docs/schemas/review.schema.json"]);
    documented("run", expect_file!["../docs/schemas/run.schema.json"]);
    documented("events", expect_file!["../docs/schemas/events.schema.json"]);
    documented("drill", expect_file!["../docs/schemas/drill.schema.json"]);
    documented("drills", expect_file!["../docs/schemas/drills.schema.json"]);
    documented(
        "scenario",
        expect_file!["../docs/schemas/scenario.schema.json"],
    );
    documented("grade", expect_file!["../docs/schemas/grade.schema.json"]);
    documented("export", expect_file!["../docs/schemas/export.schema.json"]);
    documented("rules", expect_file!["../docs/schemas/rules.schema.json"]);
}

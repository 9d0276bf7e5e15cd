//! A class as JSON.

use serde_json::{Value, json};

use crate::course::grade::{Class, Content, Paper, Tally};

/// The class as JSON.
pub fn as_json(class: &Class) -> Value {
    let tasks = class.told.iter().zip(&class.tasks);
    let tasks: Vec<Value> = tasks
        .map(|(told, tally)| {
            json!({
                "id": told.id, "title": told.title, "kind": told.kind,
                "not_seen_in_documents": told.unseen,
                "met": tally.met, "open": tally.open,
            })
        })
        .collect();
    json!({
        "chapter": class.number,
        "title": class.title,
        "complete": class.whole(),
        "submissions": class.papers.iter().map(paper).collect::<Vec<_>>(),
        "tasks": tasks,
        "hardest": class.hardest().map(|it| &it.what),
        "points": class.points.iter().map(tally).collect::<Vec<_>>(),
        "findings": class.findings.iter().map(tally).collect::<Vec<_>>(),
        "wrong_at_first": class.missed.iter().map(|it| {
            json!({ "question": it.what, "about": it.title, "count": it.count })
        }).collect::<Vec<_>>(),
        "questions": class.questions.iter().map(|it| {
            json!({ "submissions": it.files, "same": it.same.key(), "reason": it.reason })
        }).collect::<Vec<_>>(),
        "as_the_chapter_leads": class.expected,
        "drills_played": class.drills,
    })
}

fn tally(it: &Tally) -> Value {
    json!({ "id": it.what, "title": it.title, "met": it.met, "open": it.open })
}

fn paper(paper: &Paper) -> Value {
    let (met, asked) = paper.tasks();
    let marks: Vec<Value> = paper
        .marks
        .iter()
        .map(|it| json!({ "id": it.task, "state": it.state.key(), "said": it.said }))
        .collect();
    let mut value = json!({
        "file": paper.file,
        "kind": match &paper.content {
            Content::Refused(_) => "refused",
            Content::Design { .. } => "document",
            Content::Progress { .. } => "progress",
        },
        "problem": null,
        "name": null,
        "complete": paper.is_whole(),
        "tasks_met": met,
        "tasks_asked": asked,
        "tasks": marks,
        "document": null,
        "progress": null,
    });
    match &paper.content {
        Content::Refused(why) => value["problem"] = json!(why),
        Content::Design {
            title,
            things,
            untouched,
            points,
            findings,
            drills,
        } => {
            value["name"] = json!(title);
            value["document"] = json!({
                "things": things,
                "untouched": untouched,
                "points": points.iter().map(|it| json!({
                    "number": it.number, "title": it.title, "met": it.met,
                    "answer": it.word, "sentence": it.sentence,
                })).collect::<Vec<_>>(),
                "findings": findings.iter().map(|it| json!({
                    "code": it.code, "severity": it.severity, "sentence": it.sentence,
                })).collect::<Vec<_>>(),
                "drills": drills.iter().map(|it| json!({
                    "id": it.id, "title": it.title, "validation": it.validation,
                    "passed": it.passed, "result": it.result,
                })).collect::<Vec<_>>(),
            });
        }
        Content::Progress {
            name,
            quiz,
            stuck,
            missed,
            left_out,
        } => {
            value["name"] = json!(name);
            value["progress"] = json!({
                "quiz_passed": quiz.0,
                "quiz_tries": quiz.1,
                "next_task": stuck,
                "wrong_at_first": missed,
                "left_out": left_out,
            });
        }
    }
    value
}

//! A chapter: everything but its documents.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::text::{self, Block, Unit};
use super::{Ask, QuizQuestion, Start, Step, Task, TaskKind};
use crate::architecture::Kind;
use crate::course::read::{At, Fault, json};

/// A chapter.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Its number.
    pub number: u32,
    /// Its title in the story, such as "Four wings".
    pub title: String,
    /// The version of its tasks.
    pub version: u32,
    /// What the palette offers.
    pub kinds: Vec<Kind>,
    /// Whether the review of what is built stands beside the canvas.
    pub review: bool,
    /// What it begins with, where that is not what the chapter before ends with.
    pub begins: String,
    /// What one can do afterwards.
    pub promise: Vec<String>,
    /// The terms that it defines.
    pub terms: Vec<Term>,
    /// What source ids stand for.
    pub sources: BTreeMap<String, String>,
    /// Its figures by name.
    pub figures: BTreeMap<String, FigureSpec>,
    /// Its tasks, in order.
    pub tasks: Vec<Task>,
    /// The damage at the end.
    pub break_it: Option<BreakIt>,
    /// The questions at the end.
    pub quiz: Vec<QuizQuestion>,
    /// Questions of an interview.
    pub interview: Vec<Interview>,
    /// What stays, in a few lines.
    pub summary: Vec<String>,
    /// What is deleted in which order.
    pub clean_up: Vec<String>,
    /// Its text.
    pub units: Vec<Unit>,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term.
    pub term: String,
    /// What it means.
    pub means: String,
}

/// A figure as it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureSpec {
    /// Which widget.
    pub widget: String,
    /// How it begins.
    pub members: Map<String, Value>,
    /// What is to be answered before it moves.
    pub guess: Option<Ask>,
}

/// The damage at the end of a chapter.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakIt {
    /// What is done and asked.
    pub text: String,
    /// The document, if it is not the learner's.
    pub start: Option<Start>,
    /// What is broken.
    pub apply: Vec<Step>,
    /// The question, if it has options.
    pub ask: Option<Ask>,
    /// The answer, if the question has none.
    pub answer: String,
    /// What it means.
    pub means: String,
}

/// A question of an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interview {
    /// The question.
    pub question: String,
    /// What a good answer says.
    pub points: Vec<String>,
}

impl Chapter {
    /// Reads a chapter from its settings (`chapter.json`) and its text (`chapter.md`).
    pub fn read(settings: &str, text: &str) -> Result<Self, Fault> {
        let mut chapter = json(settings)
            .and_then(|value| read_settings(&At::root(&value)))
            .map_err(|fault| fault.in_file("chapter.json"))?;
        chapter.units = text::read(text).map_err(|fault| fault.in_file("chapter.md"))?;
        chapter
            .check_marks()
            .map_err(|fault| fault.in_file("chapter.md"))?;
        Ok(chapter)
    }

    /// The task with this id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// Every file of the folder that holds a document, without its ending.
    pub fn documents(&self) -> Vec<String> {
        let mut all = vec!["start".to_owned(), "solution".to_owned()];
        let tasks = self.tasks.iter().flat_map(|task| &task.starts);
        let broken = self.break_it.iter().filter_map(|it| it.start.as_ref());
        for start in tasks.chain(broken) {
            if !all.contains(&start.0) {
                all.push(start.0.clone());
            }
        }
        all
    }

    /// Marks name what exists; every task has its mark, in order.
    fn check_marks(&self) -> Result<(), Fault> {
        let blocks = || self.units.iter().flat_map(|unit| &unit.blocks);
        for block in blocks() {
            let lost = match block {
                Block::Figure(name) => (!self.figures.contains_key(name)).then_some(name),
                Block::Task(id) => self.task(id).is_none().then_some(id),
                _ => None,
            };
            if let Some(lost) = lost {
                let why = format!("chapter.json has no `{lost}`, which a mark names");
                return Err(Fault::new("", why));
            }
        }
        // The page draws a figure where its mark stands, and nowhere else.
        let is_drawn =
            |name: &String| blocks().any(|it| matches!(it, Block::Figure(drawn) if drawn == name));
        for task in &self.tasks {
            if let Some(name) = task.figure.as_ref().filter(|name| !is_drawn(name)) {
                let why = format!(
                    "task {} is about the figure `{name}`, which nobody sees: put [[figure {name}]] where it is spoken of",
                    task.id
                );
                return Err(Fault::new("", why));
            }
        }
        let marked = blocks().filter_map(|block| match block {
            Block::Task(id) => Some(id.as_str()),
            _ => None,
        });
        let wanted: Vec<&str> = self.tasks.iter().map(|task| task.id.as_str()).collect();
        let marked: Vec<&str> = marked.collect();
        if marked != wanted {
            return Err(Fault::new(
                "",
                format!(
                    "the tasks are marked as {}, and chapter.json has {}; each stands once, in order",
                    marked.join(", "),
                    wanted.join(", ")
                ),
            ));
        }
        Ok(())
    }
}

fn read_settings(at: &At) -> Result<Chapter, Fault> {
    let members = at.members(&[
        "number",
        "title",
        "version",
        "kinds",
        "review",
        "begins",
        "promise",
        "terms",
        "sources",
        "figures",
        "tasks",
        "break_it",
        "quiz",
        "interview",
        "summary",
        "clean_up",
    ])?;
    let text = |at: &At| at.text().map(str::to_owned);
    let sources = members.want("sources")?.object()?;
    let figures = members.maybe("figures", |at| {
        let object = at.object()?;
        let all = object
            .all()
            .map(|(name, at)| Ok((name.to_owned(), read_figure(&at)?)));
        all.collect::<Result<_, Fault>>()
    })?;
    Ok(Chapter {
        number: members.want("number")?.count()?,
        title: members.text("title")?,
        version: members.want("version")?.count()?,
        kinds: members.each("kinds", At::kind)?,
        review: members.maybe("review", At::flag)?.unwrap_or(false),
        begins: members.text_or_none("begins")?,
        promise: members.each("promise", text)?,
        terms: members.each("terms", |at| {
            let term = at.members(&["term", "means"])?;
            Ok(Term {
                term: term.text("term")?,
                means: term.text("means")?,
            })
        })?,
        sources: sources
            .all()
            .map(|(id, at)| Ok((id.to_owned(), at.text()?.to_owned())))
            .collect::<Result<_, Fault>>()?,
        figures: figures.unwrap_or_default(),
        tasks: members.want("tasks")?.each(Task::read)?,
        break_it: members.maybe("break_it", read_break_it)?,
        quiz: members.each("quiz", QuizQuestion::read)?,
        interview: members.each("interview", |at| {
            let question = at.members(&["question", "points"])?;
            Ok(Interview {
                question: question.text("question")?,
                points: question.each("points", text)?,
            })
        })?,
        summary: members.each("summary", text)?,
        clean_up: members.each("clean_up", text)?,
        units: Vec::new(),
    })
}

fn read_figure(at: &At) -> Result<FigureSpec, Fault> {
    let members = at.object()?;
    let mut rest = members.map().clone();
    rest.remove("figure");
    rest.remove("guess");
    let guess = |at: &At| Ask::read(at, TaskKind::Predict);
    Ok(FigureSpec {
        widget: members.text("figure")?,
        members: rest,
        guess: members.maybe("guess", guess)?,
    })
}

fn read_break_it(at: &At) -> Result<BreakIt, Fault> {
    let members = at.members(&["text", "start", "apply", "ask", "answer", "means"])?;
    let ask = |at: &At| match at.object()?.has("options") {
        true => Ask::read(at, TaskKind::Predict).map(Some),
        false => Ok(None),
    };
    let mut text = members.text("text")?;
    // A question without options is asked in the text and answered in words.
    if let Some(at) = members.get("ask")
        && !at.object()?.has("options")
    {
        let question = at.object()?.text_or_none("question")?;
        if !question.is_empty() {
            text = format!("{text} {question}");
        }
    }
    let start = |at: &At| {
        Ok(Start(
            at.text()?.trim_end_matches(".campus.json").to_owned(),
        ))
    };
    Ok(BreakIt {
        text,
        start: members.maybe("start", start)?,
        apply: members.each("apply", Step::read)?,
        ask: members.maybe("ask", ask)?.flatten(),
        answer: members.text_or_none("answer")?,
        means: members.text("means")?,
    })
}

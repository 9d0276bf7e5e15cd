//! A glance into a chapter's file: the title of a task, a question of its quiz. The start
//! screen and the bell need no more, and must not carry all that reads a lesson.

use serde_json::Value;

/// An option of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which it is in the file, from 0.
    pub number: u32,
    /// What it says.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
    /// Why, or why not.
    pub why: String,
}

/// A question of a quiz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// The options.
    pub choices: Vec<Choice>,
}

/// A piece of a short text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Words(String),
    /// A name, an address, a block: set as code.
    Code(String),
}

/// A chapter's `chapter.json`, to be glanced at.
#[derive(Clone, Debug)]
pub struct Glance(Value);

impl Glance {
    /// Reads the file; nothing if it is none.
    pub fn from_json(json: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(json).ok()?;
        value.get("number")?.as_u64()?;
        Some(Self(value))
    }

    /// Title and instruction of a task.
    pub fn task(&self, id: &str) -> Option<(&str, &str)> {
        let tasks = self.0.get("tasks")?.as_array()?;
        let named = |task: &&Value| task.get("id").and_then(Value::as_str) == Some(id);
        let task = tasks.iter().find(named)?;
        let text = task.get("text").and_then(Value::as_str);
        Some((task.get("title")?.as_str()?, text.unwrap_or_default()))
    }

    /// A question of the quiz, from 0, with its options shifted so that no place is always
    /// the right one. One without exactly one right option is none.
    pub fn question(&self, number: u32, shift: u32) -> Option<Question> {
        let quiz = self.0.get("quiz")?.as_array()?;
        let entry = quiz.get(number as usize)?;
        let options = entry.get("options")?.as_array()?;
        let word = |option: &Value, key: &str| option.get(key)?.as_str().map(str::to_owned);
        let choice = |(number, option): (u32, &Value)| {
            Some(Choice {
                number,
                text: word(option, "text")?,
                right: option.get("right").and_then(Value::as_bool) == Some(true),
                why: word(option, "why").unwrap_or_default(),
            })
        };
        let mut choices: Vec<Choice> = (0..).zip(options).map(choice).collect::<Option<_>>()?;
        if choices.iter().filter(|it| it.right).count() != 1 {
            return None;
        }
        let by = shift as usize % choices.len();
        choices.rotate_left(by);
        let text = word(entry, "question")?;
        Some(Question { text, choices })
    }
}

/// A short text of a lesson without its marks: code is set apart, stress and links to terms
/// are words like others, and the numbers of sources are left out.
pub fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (at, piece) in text.split('`').enumerate() {
        if at % 2 == 1 {
            spans.push(Span::Code(piece.to_owned()));
            continue;
        }
        let mut words = String::with_capacity(piece.len());
        let mut source = false;
        for sign in piece.chars() {
            match sign {
                '{' => source = true,
                '}' => source = false,
                '*' | '[' | ']' => {}
                _ if source => {}
                _ => words.push(sign),
            }
        }
        if !words.is_empty() {
            spans.push(Span::Words(words));
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAPTER: &str = r#"{
        "number": 5,
        "tasks": [{ "id": "05-1", "title": "The first wing", "text": "Build `board-a`." }],
        "quiz": [
            { "question": "How many?", "options": [
                { "text": "256", "why": "Five are kept.", "mix_up": "size for usable" },
                { "text": "251", "right": true, "why": "Yes." },
                { "text": "250" }, { "text": "255", "why": "No." } ] },
            { "question": "None right", "options": [{ "text": "a" }, { "text": "b" }] }
        ]
    }"#;

    #[test]
    fn a_question_is_turned_and_keeps_its_numbers() {
        let glance = Glance::from_json(CHAPTER).unwrap();
        let order = |shift| -> Vec<u32> {
            let question = glance.question(0, shift).unwrap();
            question.choices.iter().map(|it| it.number).collect()
        };
        assert_eq!(order(0), [0, 1, 2, 3]);
        assert_eq!(order(6), [2, 3, 0, 1]);
        let question = glance.question(0, 3).unwrap();
        let right = question.choices.iter().find(|it| it.right).unwrap();
        assert_eq!((right.number, right.text.as_str()), (1, "251"));
        assert_eq!(glance.question(1, 0), None);
        assert_eq!(glance.question(2, 0), None);
        assert_eq!(
            glance.task("05-1"),
            Some(("The first wing", "Build `board-a`."))
        );
        assert_eq!(glance.task("05-2"), None);
        assert!(Glance::from_json("[]").is_none());
    }

    #[test]
    fn marks_are_taken_out_of_short_texts() {
        let text = "A **[subnet]** such as `10.0.0.0/24` has 251. {SUB-6}";
        let expected = [
            Span::Words("A subnet such as ".to_owned()),
            Span::Code("10.0.0.0/24".to_owned()),
            Span::Words(" has 251. ".to_owned()),
        ];
        assert_eq!(spans(text), expected);
    }
}

//! What the verdict says at its foot, and all of it in words.

use super::{Laid, Paper, Verdict};
use crate::course::figures::{Sentence, Tone};
use crate::explain::permission::seen;
use crate::iam::{Effect, Outcome, Seen};
use crate::text;

/// An outcome, as conditions write it.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Allowed => "allow",
        Outcome::ImplicitDeny => "implicit-deny",
        Outcome::ExplicitDeny => "explicit-deny",
        Outcome::NotKnown => "not-known",
    }
}

impl Verdict {
    /// The verdict, or what is to be marked.
    pub(super) fn said(&self) -> Sentence {
        if !self.asks {
            return self.verdict();
        }
        match (self.marked(), self.is_right(self.chosen)) {
            (None, _) | (_, None) => Sentence::new(
                Tone::Plain,
                "Which statement decides?",
                "Mark it, or mark “none”. First look for a deny.",
            ),
            (_, Some(true)) => {
                let verdict = self.verdict();
                Sentence::new(Tone::Good, format!("Right. {}", verdict.lead), verdict.rest)
            }
            (Some(number), Some(false)) => {
                Sentence::new(Tone::Bad, "Not that one.", self.why_not(number))
            }
        }
    }

    fn verdict(&self) -> Sentence {
        let pile = self.pile();
        let decides = pile.iter().find(|it| it.decides);
        let agree = |effect: Effect| {
            let all = pile.iter();
            all.filter(|it| it.clause.effect == effect && it.seen == Seen::Matches)
                .count()
        };
        match (self.outcome(), decides) {
            (Outcome::ExplicitDeny, Some(it)) => {
                let rest = match agree(Effect::Allow) {
                    0 => "Nothing allows it either.".to_owned(),
                    1 => "One statement allows it, and that does not count against a deny."
                        .to_owned(),
                    many => {
                        format!("{many} statements allow it, and they do not count against a deny.")
                    }
                };
                Sentence::new(Tone::Bad, format!("Denied by {}.", called(it)), rest)
            }
            (Outcome::Allowed, Some(it)) => {
                let rest = match it.paper {
                    Paper::Identity => "No statement denies it.",
                    Paper::Bucket => {
                        "The policy of who asks does not allow it. Inside one account one yes is enough."
                    }
                };
                Sentence::new(Tone::Good, format!("Allowed by {}.", called(it)), rest)
            }
            (Outcome::NotKnown, _) => Sentence::new(
                Tone::Plain,
                "Not known.",
                "It hangs on something that the figure does not say.",
            ),
            _ => Sentence::new(
                Tone::Bad,
                "Denied: no statement allows it.",
                "Nobody has said no. Without a yes it is a no.",
            ),
        }
    }

    /// Why a statement does not decide.
    fn why_not(&self, number: usize) -> String {
        let pile = self.pile();
        let decides = pile.iter().find(|it| it.decides);
        let Some(it) = pile.iter().find(|it| it.number == number) else {
            return "One of the statements does match this request.".to_owned();
        };
        match (&it.seen, decides) {
            (Seen::Matches, Some(_)) => {
                format!("Statement {number} matches, but another one says no.")
            }
            (how, _) => format!("Statement {number} {}.", seen(how)),
        }
    }

    pub(super) fn in_words(&self) -> String {
        let mut all = Vec::new();
        let pile = self.pile();
        for it in &pile {
            let paper = match it.paper {
                Paper::Identity => format!("Policy of {}", self.who),
                Paper::Bucket => "Bucket policy".to_owned(),
            };
            let mut line = format!("{paper}, statement {}: {}.", it.number, it.clause.text());
            if self.is_open() {
                line.push_str(&format!(" It {}.", seen(&it.seen)));
            }
            all.push(line);
        }
        if pile.is_empty() {
            all.push("No statement.".to_owned());
        }
        let request = self.requests.get(self.chosen).map(|it| it.text());
        all.push(format!(
            "{} asks: {}.",
            self.who,
            request.unwrap_or_default()
        ));
        if self.requests.len() > 1 {
            let many = text::count(self.requests.len(), "request", "requests");
            all.push(format!("There are {many} to choose from."));
        }
        all.push(self.said().to_string());
        all.join(" ")
    }
}

/// "statement 3" or "statement 4, of the bucket policy".
fn called(it: &Laid) -> String {
    match it.paper {
        Paper::Identity => format!("statement {}", it.number),
        Paper::Bucket => format!("statement {}, of the bucket policy", it.number),
    }
}

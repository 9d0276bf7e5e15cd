//! The vocabulary as a table: every condition by its leading member, with what stands
//! beside it and how somebody who writes no JSON is asked for it.
//!
//! Reading and forms both go by it: a condition is known by its row, a member that no row
//! names is refused, and the lab builder draws a form for each row. So a predicate that is
//! added here can be read, and is offered, at once.

mod table;

pub use table::VOCABULARY;

/// A condition in the table.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Its leading member.
    pub head: &'static str,
    /// Where a list of all has it.
    pub group: Group,
    /// What it is called in that list.
    pub title: &'static str,
    /// When it is met, in a sentence.
    pub about: &'static str,
    /// Its members, the leading one among them.
    pub members: &'static [Member],
}

/// The groups of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What things are.
    Things,
    /// What gets where.
    Ways,
    /// The design as a whole.
    Whole,
    /// What has happened.
    Since,
    /// Conditions of conditions.
    Several,
}

impl Group {
    /// All, in order.
    pub const ALL: [Self; 5] = [
        Self::Things,
        Self::Ways,
        Self::Whole,
        Self::Since,
        Self::Several,
    ];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Things => "Things on the canvas",
            Self::Ways => "Who reaches whom",
            Self::Whole => "The design as a whole",
            Self::Since => "What has happened",
            Self::Several => "Several conditions",
        }
    }
}

/// A member of a condition.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The way to it: `cell.from` stands in the object `cell`.
    pub path: &'static str,
    /// What a form calls it.
    pub label: &'static str,
    /// How it is asked for.
    pub field: Field,
    /// Whether the condition is none without it.
    pub needed: bool,
}

/// How a member is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field {
    /// Things: one, a kind, those of which something holds.
    Things,
    /// Things, or the internet.
    ThingsOrInternet,
    /// Several of these.
    ManyThings,
    /// A test of a number.
    Number,
    /// A test of any value.
    Value,
    /// A whole number.
    Whole,
    /// A number of seconds, also before zero.
    Seconds,
    /// Yes or no.
    Flag,
    /// A text; the example stands in the empty field.
    Text(&'static str),
    /// One of these: what files say, and what the form says.
    Choice(&'static [(&'static str, &'static str)]),
    /// A flow.
    Flow,
    /// Where a flow ends.
    Stop,
    /// A property of the things.
    Property,
    /// A property of the things that is a table.
    Table,
    /// What the members of a row are.
    Row,
    /// How one thing names another: a property, `in` or `uses`.
    Relation,
    /// A computed fact.
    Fact,
    /// A rule.
    Rule,
    /// A call of AWS's API.
    Call,
    /// Zones and things that fail.
    Failing,
    /// A property of the account, or what is computed of it.
    Account,
    /// A drill.
    Drill,
    /// A measure of a run.
    Metric,
    /// An output of a figure.
    Output,
    /// Keys and values.
    Pairs,
    /// Names for things.
    Names,
    /// Conditions.
    Conditions,
}

const fn needs(path: &'static str, label: &'static str, field: Field) -> Member {
    Member {
        path,
        label,
        field,
        needed: true,
    }
}

const fn may(path: &'static str, label: &'static str, field: Field) -> Member {
    Member {
        path,
        label,
        field,
        needed: false,
    }
}

const fn word(
    head: &'static str,
    group: Group,
    title: &'static str,
    about: &'static str,
    members: &'static [Member],
) -> Word {
    Word {
        head,
        group,
        title,
        about,
        members,
    }
}

impl Word {
    /// The members that may stand in the object itself.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        let first = |it: &Member| it.path.split('.').next().unwrap_or(it.path);
        self.members.iter().map(first)
    }
}

/// The word of this leading member.
pub fn word_of(head: &str) -> Option<&'static Word> {
    VOCABULARY.iter().find(|it| it.head == head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_leading_member_and_says_when_it_is_met() {
        for word in VOCABULARY {
            assert!(word.keys().any(|it| it == word.head), "{}", word.head);
            assert!(word.about.ends_with('.'), "{}", word.head);
            assert!(word_of(word.head).is_some());
            let leading = word.members.iter().filter(|it| it.needed);
            assert!(leading.count() > 0, "{}", word.head);
        }
    }
}

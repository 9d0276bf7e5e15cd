//! The vocabulary as a table: every condition by its leading member, with what stands
//! beside it and how somebody who writes no JSON is asked for it.
//!
//! Reading and forms both go by it: a condition is known by its row, a member that no row
//! names is refused, and the lab builder draws a form for each row. So a predicate that is
//! added here can be read, and is offered, at once.

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

use Field::*;

/// Every condition. Which leading member a condition has is asked in this order.
pub const VOCABULARY: &[Word] = &[
    word(
        "all",
        Group::Several,
        "All of these",
        "Every one of the conditions is met. On the task card each is a line.",
        &[needs("all", "Conditions", Conditions)],
    ),
    word(
        "any",
        Group::Several,
        "One of these",
        "At least one of the conditions is met.",
        &[needs("any", "Conditions", Conditions)],
    ),
    word(
        "not",
        Group::Several,
        "Not this",
        "The condition is not met.",
        &[needs("not", "Condition", Conditions)],
    ),
    word(
        "at_least",
        Group::Several,
        "So many of these",
        "At least so many of the conditions are met.",
        &[
            needs("at_least", "How many", Whole),
            needs("of", "Conditions", Conditions),
        ],
    ),
    word(
        "when",
        Group::Several,
        "If this, then that",
        "The second is met, or the first is not.",
        &[
            needs("when", "If", Conditions),
            needs("then", "Then", Conditions),
        ],
    ),
    word(
        "first",
        Group::Several,
        "First this, then that",
        "The first was met once since the task began, and then the second.",
        &[
            needs("first", "First", Conditions),
            needs("then", "Then", Conditions),
        ],
    ),
    word(
        "let",
        Group::Several,
        "With names for things",
        "The names stand for what is found, exactly one thing each; inside they are written with a $ before them.",
        &[
            needs("let", "Names", Names),
            needs("in", "Conditions", Conditions),
        ],
    ),
    word(
        "count",
        Group::Things,
        "How many there are",
        "So many such things are on the canvas.",
        &[
            needs("count", "Things", Things),
            needs("is", "How many", Number),
        ],
    ),
    word(
        "every",
        Group::Things,
        "Each of them",
        "The condition holds of each thing that is found.",
        &[
            needs("every", "Things", Things),
            needs("must", "Of each", Conditions),
            may("or_none", "None at all will do, too", Flag),
        ],
    ),
    word(
        "some",
        Group::Things,
        "One of them",
        "The condition holds of at least one of the things that are found.",
        &[
            needs("some", "Things", Things),
            needs("must", "Of it", Conditions),
        ],
    ),
    word(
        "none",
        Group::Things,
        "None of them",
        "There is no such thing, or the condition holds of none.",
        &[
            needs("none", "Things", Things),
            may("must", "Of which this holds", Conditions),
        ],
    ),
    word(
        "prop",
        Group::Things,
        "A property",
        "A property of each thing that is found has this value.",
        &[
            may("of", "Things", Things),
            needs("prop", "Property", Property),
            needs("is", "Value", Value),
        ],
    ),
    word(
        "row",
        Group::Things,
        "Rows of a table",
        "So many rows of a table are such: routes, rules, entries, listeners.",
        &[
            may("of", "Things", Things),
            needs("row", "Table", Table),
            may("where", "Rows", Row),
            may("is", "How many", Number),
        ],
    ),
    word(
        "derived",
        Group::Things,
        "A computed fact",
        "Something that follows from the drawing: public or private, free addresses, the effective route table.",
        &[
            may("of", "Things", Things),
            may("block", "Or of a block", Text("10.0.0.0/22")),
            needs("derived", "Fact", Fact),
            needs("is", "Value", Value),
            may("address", "Address", Text("10.0.1.20")),
            may("other", "Other block", Text("10.0.2.0/24")),
            may("peer", "Peer", Text("web-sg")),
            may("port", "Port", Text("443")),
            may("protocol", "Protocol", Text("tcp")),
            may("direction", "Direction", Text("inbound")),
            may("prefix", "Prefix", Text("24")),
            may("zone", "Zone", Text("ap-south-1a")),
            may("number", "Number", Text("5")),
            may("code", "Code", Text("runbooks")),
        ],
    ),
    word(
        "related",
        Group::Things,
        "One names the other",
        "A thing names another, or stands in it.",
        &[
            may("from", "Things", Things),
            needs("related", "How", Relation),
            needs("to", "To", Things),
        ],
    ),
    word(
        "finding",
        Group::Whole,
        "A finding",
        "A rule finds something, or nothing any more.",
        &[
            needs("finding", "Rule", Rule),
            may("on", "On", Things),
            needs(
                "is",
                "Is",
                Choice(&[
                    ("absent", "not there"),
                    ("present", "there"),
                    ("seen", "seen once"),
                ]),
            ),
        ],
    ),
    word(
        "errors",
        Group::Whole,
        "Errors",
        "So many findings are errors.",
        &[needs("errors", "How many", Number)],
    ),
    word(
        "warnings",
        Group::Whole,
        "Warnings",
        "So many findings are warnings.",
        &[needs("warnings", "How many", Number)],
    ),
    word(
        "trace",
        Group::Ways,
        "A request",
        "A request arrives, or ends where it should.",
        &[
            needs("trace", "Request", Flow),
            needs(
                "is",
                "Is",
                Choice(&[("delivered", "delivered"), ("dropped", "dropped")]),
            ),
            may("stop", "Where it ends", Stop),
            may("passes", "On its way it passes", ManyThings),
            may("avoids", "On its way it avoids", ManyThings),
            may("status", "HTTP status", Whole),
            may("behind", "Directly behind", Stop),
            may("comes", "comes", Stop),
        ],
    ),
    word(
        "intents",
        Group::Ways,
        "The journeys of the document",
        "All that should reach each other does, and nothing else.",
        &[needs("intents", "They", Choice(&[("hold", "hold")]))],
    ),
    word(
        "what_if",
        Group::Ways,
        "When something fails",
        "A request still arrives when zones or things have failed, or does not.",
        &[
            needs("what_if", "Fails", Failing),
            needs("journey", "Request", Flow),
            needs(
                "is",
                "The request",
                Choice(&[("holds", "still arrives"), ("breaks", "does not")]),
            ),
        ],
    ),
    word(
        "weak_points",
        Group::Ways,
        "Weak points",
        "So many single failures break a journey.",
        &[
            needs(
                "weak_points",
                "Of",
                Choice(&[
                    ("zones", "zones"),
                    ("resources", "resources"),
                    ("all", "both"),
                ]),
            ),
            needs("is", "How many", Number),
        ],
    ),
    word(
        "cell",
        Group::Ways,
        "Who may start what",
        "Which ports one may open to another.",
        &[
            needs("cell.from", "From", ThingsOrInternet),
            needs("cell.to", "To", ThingsOrInternet),
            needs("is", "May start", Text("tcp 3306")),
            may("exactly", "And nothing else", Flag),
        ],
    ),
    word(
        "event",
        Group::Since,
        "A call of AWS’s API",
        "Edits stood for such a call since the task began.",
        &[
            needs("event", "Call", Call),
            may("on", "On", Things),
            may("by", "Made by", Text("root")),
            may("is", "How often", Number),
        ],
    ),
    word(
        "gap",
        Group::Since,
        "A gap in the trail",
        "Trails have written all the time since the task began, or have not.",
        &[
            needs("gap", "Trails", Things),
            needs("is", "Gap", Choice(&[("none", "none"), ("some", "some")])),
        ],
    ),
    word(
        "edits",
        Group::Since,
        "Edits",
        "So many edits lead from the beginning of the task to now.",
        &[
            needs("edits", "Of", Things),
            needs("is", "How many", Number),
        ],
    ),
    word(
        "figure",
        Group::Since,
        "A figure",
        "A figure of the text says this.",
        &[
            needs("figure", "Figure", Text("wings")),
            needs("output", "Output", Text("usable")),
            needs("is", "Value", Value),
        ],
    ),
    word(
        "export",
        Group::Whole,
        "The template",
        "So many resources of a type stand in the CloudFormation template.",
        &[
            needs("export", "Type", Text("AWS::EC2::NatGateway")),
            needs("is", "How many", Number),
        ],
    ),
    word(
        "unchanged",
        Group::Since,
        "Unchanged",
        "Things are as they were when the task began.",
        &[needs("unchanged", "Things", Things)],
    ),
    word(
        "cost",
        Group::Whole,
        "What it costs",
        "What the design costs in US dollars.",
        &[
            needs(
                "cost.per",
                "Per",
                Choice(&[("month", "month"), ("hour", "hour")]),
            ),
            may("cost.of", "Of", Things),
            may("cost.saved", "What was saved since the task began", Flag),
            needs("is", "Dollars", Number),
        ],
    ),
    word(
        "policy",
        Group::Whole,
        "What the policies allow",
        "What IAM decides about a request.",
        &[
            needs("policy.principal", "Who", Text("role/web-role")),
            needs("policy.action", "Action", Text("s3:GetObject")),
            needs("policy.resource", "On", Text("assets/*")),
            may("policy.context", "Condition keys", Pairs),
            needs(
                "decision",
                "Decision",
                Choice(&[
                    ("allow", "allowed"),
                    ("deny", "denied"),
                    ("implicit-deny", "denied: nothing allows it"),
                    ("explicit-deny", "denied by a statement"),
                ]),
            ),
            may("statement", "By the statement", Text("ReadAssets")),
        ],
    ),
    word(
        "run",
        Group::Since,
        "A run",
        "A drill was run since the last change, and went so. Without a measure: all that the drill asks.",
        &[
            needs("run.scenario", "Drill", Drill),
            may("run.seed", "Seed", Whole),
            may("metric", "Measure", Metric),
            may("of", "Of which alarm, mail or call", Text("@5xx")),
            may("from", "From second", Seconds),
            may("to", "To second", Seconds),
            may("is", "Is", Number),
        ],
    ),
    word(
        "account",
        Group::Whole,
        "The account",
        "What the account is set to, or what is so in it.",
        &[
            needs("account", "Fact", Account),
            needs("is", "Value", Value),
        ],
    ),
];

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

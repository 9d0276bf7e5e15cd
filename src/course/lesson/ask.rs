//! A question, and where its key comes from: the engine, wherever it can compute it.

use serde_json::{Map, Value};

use super::TaskKind;
use crate::course::condition::{Condition, Derived, FlowText, Selector, Stop};
use crate::course::read::{At, Fault, Members};

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// What is asked.
    pub question: String,
    /// How it is answered.
    pub kind: AskKind,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum AskKind {
    /// By choosing among options.
    Choose {
        /// The flow that is played, if it is about one.
        trace: Option<FlowText>,
        /// What can be said.
        options: Vec<Choice>,
        /// Whether several may be right.
        set: bool,
    },
    /// By a number.
    Number {
        /// What is counted.
        unit: String,
        /// Where the right number comes from.
        truth: NumberTruth,
        /// How far off is right, too.
        tolerance: f64,
        /// What is said of the right number.
        why: String,
        /// What is said of others.
        wrong: Vec<Wrong>,
    },
    /// By choosing rows, stops or things.
    Rows {
        /// What can be chosen.
        show: Rows,
        /// What is asked of them.
        questions: Vec<RowQuestion>,
    },
    /// By putting cards on piles.
    Sort {
        /// The piles.
        piles: Vec<String>,
        /// The cards.
        cards: Vec<Card>,
        /// The property in which the engine tries a card's text, and the pile of what it
        /// finds fine and wrong.
        tried: Option<(String, usize, usize)>,
        /// Or the figure, its member that is set to a card's text, and its output, which is
        /// the name of the pile.
        turned: Option<(String, String, String)>,
    },
    /// By putting cards in order.
    Order {
        /// The cards, in a right order; their piles mean nothing.
        cards: Vec<Card>,
        /// Which must come before which.
        before: Vec<(usize, usize)>,
    },
}

/// An option.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says.
    pub text: String,
    /// What is said of it afterwards.
    pub why: String,
    /// When it is right; never, if it is nothing.
    pub when: Option<When>,
    /// The stop that it speaks of.
    pub at: Option<String>,
}

/// When an option is right.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// The flow is delivered.
    Delivered,
    /// The flow is dropped, wherever.
    Dropped,
    /// The flow ends here.
    Stops(Stop),
    /// This is met.
    If(Box<Condition>),
}

/// Where a right number comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberTruth {
    /// A computed fact.
    Derived(Derived),
    /// An output of a figure, turned so.
    Figure(String, Map<String, Value>, String),
    /// How many things there are.
    Count(Selector),
    /// How many of these are met.
    Conditions(Vec<Condition>),
    /// A number that nothing can compute, with its source.
    Known(f64, String),
}

/// A wrong number, and the thought behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The number.
    pub value: f64,
    /// What is said of it.
    pub why: String,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Rows {
    /// The rows of a route table.
    Routes(String),
    /// The entries of a network ACL; whether of the inbound list.
    Entries(String, bool),
    /// The rules of a security group; whether of the inbound list.
    Rules(String, bool),
    /// The stops of a flow.
    Stops(FlowText),
    /// Things on the canvas, of which a set is chosen.
    Things(Vec<Selector>),
}

/// What is asked of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct RowQuestion {
    /// What is asked.
    pub text: String,
    /// Which row is right.
    pub truth: RowTruth,
    /// What is said afterwards.
    pub why: String,
}

/// Which row is right.
#[derive(Clone, Debug, PartialEq)]
pub enum RowTruth {
    /// The route that takes this address.
    Address(String),
    /// The row that decides this flow.
    Decides(FlowText),
    /// The stop of this kind.
    Stop(Stop),
    /// The things of which this holds.
    Where(Box<Condition>),
}

/// A card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// What it says.
    pub text: String,
    /// The pile that it belongs to.
    pub pile: usize,
    /// What is said of it.
    pub why: String,
}

impl Ask {
    /// Reads a question as tasks of this kind ask it.
    pub fn read(at: &At, kind: TaskKind) -> Result<Self, Fault> {
        let members = at.object()?;
        let question = members.text_or_none("question")?;
        let answered = if members.has("options") {
            read_choose(&members)?
        } else if members.has("truth") && members.has("piles") || kind == TaskKind::Sort {
            read_sort(&members)?
        } else if members.has("before") {
            read_order(&members)?
        } else if members.has("show") {
            read_rows(&members)?
        } else if members.has("truth") {
            read_number(&members)?
        } else {
            return Err(
                members.fault("a question has `options`, `truth`, `piles`, `before` or `show`")
            );
        };
        Ok(Self {
            question,
            kind: answered,
        })
    }
}

fn read_choose(members: &Members) -> Result<AskKind, Fault> {
    members.only(&["question", "trace", "options", "set"])?;
    let trace = members.maybe("trace", FlowText::read)?;
    let options = members.want("options")?;
    let read = options.each(|at| {
        let members = at.members(&["text", "why", "when", "if", "at"])?;
        let when = match (
            members.get("when"),
            members.maybe("if", Condition::read_all)?,
        ) {
            (Some(at), _) if trace.is_none() => {
                return Err(at.fault("`when` speaks of a `trace`, and the question has none"));
            }
            (Some(_), Some(_)) => return Err(members.fault("an option has `when` or `if`")),
            (Some(at), None) => Some(match at.value.as_str() {
                Some("delivered") => When::Delivered,
                Some("dropped") => When::Dropped,
                Some(_) => return Err(at.fault("`when` is delivered, dropped or a stop")),
                None => When::Stops(Stop::read(&at)?),
            }),
            (None, condition) => condition.map(|it| When::If(Box::new(it))),
        };
        Ok(Choice {
            text: members.text("text")?,
            why: members.text("why")?,
            when,
            at: members.maybe("at", |at| at.text().map(str::to_owned))?,
        })
    })?;
    if read.len() < 2 {
        return Err(options.fault("a question has at least two options"));
    }
    if read.iter().all(|it| it.when.is_none()) {
        return Err(options.fault("no option can be right: give one a `when` or an `if`"));
    }
    Ok(AskKind::Choose {
        trace,
        options: read,
        set: members.maybe("set", At::flag)?.unwrap_or(false),
    })
}

fn read_number(members: &Members) -> Result<AskKind, Fault> {
    members.only(&[
        "question",
        "unit",
        "truth",
        "tolerance",
        "why",
        "wrong",
        "source",
    ])?;
    let at = members.want("truth")?;
    let truth = if at.value.is_number() {
        NumberTruth::Known(at.number()?, members.text("source")?)
    } else {
        let inner = at.object()?;
        if inner.has("figure") {
            inner.only(&["figure", "set", "output"])?;
            let set = inner.maybe("set", |at| at.object().map(|it| it.map().clone()))?;
            NumberTruth::Figure(
                inner.text("figure")?,
                set.unwrap_or_default(),
                inner.text("output")?,
            )
        } else if inner.has("count") {
            NumberTruth::Count(Selector::read(&inner.want("count")?)?)
        } else if inner.has("conditions") {
            NumberTruth::Conditions(inner.want("conditions")?.each(Condition::read)?)
        } else {
            NumberTruth::Derived(Derived::read(&at, &inner, false)?)
        }
    };
    Ok(AskKind::Number {
        unit: members.text_or_none("unit")?,
        truth,
        tolerance: members.maybe("tolerance", At::number)?.unwrap_or(0.0),
        why: members.text("why")?,
        wrong: members.each("wrong", |at| {
            let members = at.members(&["value", "why"])?;
            Ok(Wrong {
                value: members.want("value")?.number()?,
                why: members.text("why")?,
            })
        })?,
    })
}

fn read_rows(members: &Members) -> Result<AskKind, Fault> {
    members.only(&["question", "show", "questions"])?;
    let at = members.want("show")?;
    let inner = at.members(&["routes", "entries", "rules", "stops", "things", "direction"])?;
    let inbound = match inner.maybe("direction", At::text)? {
        None | Some("inbound") => true,
        Some("outbound") => false,
        Some(_) => return Err(inner.fault("`direction` is inbound or outbound")),
    };
    let show = if inner.has("routes") {
        Rows::Routes(inner.text("routes")?)
    } else if inner.has("entries") {
        Rows::Entries(inner.text("entries")?, inbound)
    } else if inner.has("rules") {
        Rows::Rules(inner.text("rules")?, inbound)
    } else if inner.has("stops") {
        Rows::Stops(FlowText::read(&inner.want("stops")?)?)
    } else {
        let things = inner.want("things")?.one_or_many();
        Rows::Things(
            things
                .iter()
                .map(Selector::read)
                .collect::<Result<_, _>>()?,
        )
    };
    let questions = members.want("questions")?.each(|at| {
        let members = at.members(&["text", "truth", "why"])?;
        let truth_at = members.want("truth")?;
        let truth = truth_at.object()?;
        let truth = if truth.has("address") {
            RowTruth::Address(truth.text("address")?)
        } else if truth.has("trace") {
            RowTruth::Decides(FlowText::read(&truth.want("trace")?)?)
        } else if truth.has("where") {
            RowTruth::Where(Box::new(Condition::read_all(&truth.want("where")?)?))
        } else {
            RowTruth::Stop(Stop::read(&truth_at)?)
        };
        Ok(RowQuestion {
            text: members.text("text")?,
            truth,
            why: members.text("why")?,
        })
    })?;
    Ok(AskKind::Rows { show, questions })
}

fn read_sort(members: &Members) -> Result<AskKind, Fault> {
    members.only(&["question", "piles", "cards", "truth"])?;
    let piles = members
        .want("piles")?
        .each(|at| at.text().map(str::to_owned))?;
    let cards = members.want("cards")?.each(|at| {
        let card = at.members(&["text", "pile", "why"])?;
        let pile = card.want("pile")?;
        let place = pile.count()? as usize;
        if place >= piles.len() {
            return Err(pile.fault(format!("the piles are 0 to {}", piles.len() - 1)));
        }
        Ok(Card {
            text: card.text("text")?,
            pile: place,
            why: card.text("why")?,
        })
    })?;
    let (mut tried, mut turned) = (None, None);
    if let Some(at) = members.get("truth") {
        let truth = at.object()?;
        if truth.has("figure") {
            truth.only(&["figure", "member", "output"])?;
            let text = |key: &str| truth.text(key);
            turned = Some((text("figure")?, text("member")?, text("output")?));
        } else {
            truth.only(&["try", "fine", "error"])?;
            let pile = |key: &str| truth.want(key)?.count().map(|it| it as usize);
            tried = Some((truth.text("try")?, pile("fine")?, pile("error")?));
        }
    }
    Ok(AskKind::Sort {
        piles,
        cards,
        tried,
        turned,
    })
}

fn read_order(members: &Members) -> Result<AskKind, Fault> {
    members.only(&["question", "cards", "before"])?;
    let cards = members.want("cards")?.each(|at| {
        let card = at.members(&["text", "why"])?;
        Ok(Card {
            text: card.text("text")?,
            pile: 0,
            why: card.text("why")?,
        })
    })?;
    let before = members.want("before")?.each(|at| {
        let pair = at.each(At::count)?;
        match pair.as_slice() {
            [one, two] if (*one.max(two) as usize) < cards.len() => {
                Ok((*one as usize, *two as usize))
            }
            _ => Err(at.fault("`before` lists pairs of cards, such as [0, 1]")),
        }
    })?;
    Ok(AskKind::Order { cards, before })
}

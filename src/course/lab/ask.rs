//! Questions whose keys the engine finds: what becomes of a request, how many there are, in
//! which order.

use serde_json::{Value, json};

use crate::analysis::Analysis;
use crate::course::attempt::Attempt;
use crate::course::condition::FlowText;
use crate::course::judge::Moment;
use crate::course::judge::answer::{self, Key};
use crate::course::lesson::{Ask, TaskKind};
use crate::course::read::At;

/// Where a request may end, and how an option says it. Beside `delivered` the stages of a
/// trace; each option is right where the engine says so.
pub const ENDS: [(&str, &str); 11] = [
    ("delivered", "It arrives."),
    ("dns", "The name leads nowhere."),
    ("internet_gateway", "It ends at the internet gateway."),
    ("route_table", "It ends at a route table: no route fits."),
    (
        "network_acl_inbound",
        "A network ACL turns it away, inbound.",
    ),
    (
        "network_acl_outbound",
        "A network ACL turns it away, outbound.",
    ),
    ("security_group_inbound", "A security group lets it not in."),
    (
        "security_group_outbound",
        "A security group lets it not out.",
    ),
    ("listener", "The load balancer has no listener for it."),
    ("target", "The load balancer has no healthy target."),
    ("destination", "It arrives, and nobody answers."),
];

/// A question about a request, before anything is chosen.
pub fn blank_choice() -> Value {
    json!({ "question": "Does the request arrive?", "trace": "internet → web-1 tcp 80", "options": [] })
}

/// A question of order, before anything is written.
pub fn blank_order() -> Value {
    json!({
        "question": "What comes first?",
        "cards": [
            { "text": "First step", "why": "Nothing can be done before it." },
            { "text": "Second step", "why": "It needs the first." }
        ],
        "before": [[0, 1]]
    })
}

/// The pairs of a question of order in which each card comes before the next.
pub fn in_a_row(cards: usize) -> Value {
    let pairs = (1..cards).map(|it| json!([it - 1, it]));
    Value::Array(pairs.collect())
}

/// An option that says where a request ends.
pub fn option(end: &str) -> Value {
    let said = ENDS.iter().find(|(key, _)| *key == end);
    let text = said.map_or("It ends elsewhere.", |(_, text)| *text);
    let when = match end {
        "delivered" => json!("delivered"),
        stage => json!({ "stage": stage }),
    };
    let why = match end {
        "delivered" => "Every stop on its way lets the request and its answer through.",
        "dns" => "Without an address there is nobody to send it to.",
        "internet_gateway" => {
            "The gateway needs to be attached, and the other side a public address."
        }
        "route_table" => {
            "A packet goes where the most exact route leads. Without one it is dropped."
        }
        "network_acl_inbound" | "network_acl_outbound" => {
            "Entries are read by their number, and the first one that fits decides."
        }
        "security_group_inbound" => "A security group lets in only what a rule allows.",
        "security_group_outbound" => "A security group lets out only what a rule allows.",
        "listener" => "A load balancer answers only on the ports of its listeners.",
        "target" => "A load balancer sends requests to healthy targets alone.",
        _ => "Look at the last stop of the trace.",
    };
    json!({ "text": text, "when": when, "why": why })
}

/// Options for a request on this design: the right one, and those that one may well think.
pub fn options(flow: &FlowText, analysis: &Analysis) -> Result<Vec<Value>, String> {
    let right = end(flow, analysis)?;
    let likely = [
        "delivered",
        "security_group_inbound",
        "network_acl_inbound",
        "route_table",
    ];
    let mut ends: Vec<&str> = likely.into_iter().filter(|it| *it != right).collect();
    ends.truncate(3);
    // The right one stands where chance of its name puts it, not always first.
    let place = right.len() % (ends.len() + 1);
    ends.insert(place, right);
    Ok(ends.into_iter().map(option).collect())
}

/// Where a request ends on this design, as options say it.
fn end(flow: &FlowText, analysis: &Analysis) -> Result<&'static str, String> {
    let attempt = Attempt::new(analysis);
    let Some(stage) = answer::end(flow, &Moment::new(analysis, &attempt))? else {
        return Ok("delivered");
    };
    let found = ENDS.iter().find(|(key, _)| *key == stage);
    found.map(|(key, _)| *key).ok_or_else(|| {
        "this request ends at a stop that no option names; ask about another one".to_owned()
    })
}

/// What the engine answers to a question on this design, in words; or why it cannot.
pub fn answered(ask: &Value, kind: TaskKind, analysis: &Analysis) -> Result<String, String> {
    let read = Ask::read(&At::root(ask), kind).map_err(|fault| fault.to_string())?;
    let key = answer::key(&read, analysis, &std::collections::BTreeMap::new())?;
    Ok(match key {
        Key::Option(place) => {
            let text = ask["options"][place]["text"].as_str().unwrap_or_default();
            format!("The right answer now: {text}")
        }
        Key::Number(number) => format!("The right answer now: {number}"),
        Key::Order(_) => "The right order is the one that is written here.".to_owned(),
        _ => "The engine knows the answer.".to_owned(),
    })
}

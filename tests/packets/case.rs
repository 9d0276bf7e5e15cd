//! A case: a flow and what AWS's documentation says becomes of it.
//!
//! A flow reads `web -> 10.0.2.10 tcp 3306`; a word with a dot is an address
//! or a host name, every other one a resource. Behind protocol and port may
//! stand `from 40000` (the client's port) and `path /x`. ICMP has type and
//! code in place of a port: `icmp 8/0`.
//!
//! What is expected of a delivery is a list of key hops, of which every one
//! must be found behind the one before: `route-table private-rt 0.0.0.0/0 →
//! nat`. `back:` marks hops of the response; `never nat-gateway` says that no
//! hop has that stage. A drop reads `request: stage CODE evidence`, where `*`
//! stands for whatever the documentation leaves open and `A|B` for a choice.

use std::panic::{AssertUnwindSafe, catch_unwind};

use cloud_campus::architecture::Document;
use cloud_campus::network::{Decision, Endpoint, Failures, Flow, Hop, Network, Trace, Verdict};

use super::campus::Campus;
use super::text;

/// A flow with what is expected of it.
pub struct Case {
    flow: &'static str,
    expected: Expected,
}

enum Expected {
    Delivered(Vec<&'static str>),
    Dropped(&'static str),
}

/// A question, still without its answer.
pub struct Question(&'static str);

/// Asks about a flow.
pub fn flow(text: &'static str) -> Question {
    Question(text)
}

impl Question {
    /// The request arrives and its answer comes back, past these hops.
    pub fn delivered<const N: usize>(self, hops: [&'static str; N]) -> Case {
        Case {
            flow: self.0,
            expected: Expected::Delivered(hops.to_vec()),
        }
    }

    /// It is dropped: `request: stage CODE evidence`.
    pub fn dropped(self, expected: &'static str) -> Case {
        Case {
            flow: self.0,
            expected: Expected::Dropped(expected),
        }
    }
}

fn endpoint(text: &str, rename: &dyn Fn(&str) -> String) -> Endpoint {
    if text == "internet" {
        Endpoint::Internet
    } else if let Ok(address) = text.parse() {
        Endpoint::Address(address)
    } else if text.contains('.') {
        Endpoint::Host(text.to_owned())
    } else {
        Endpoint::Resource(rename(text).as_str().into())
    }
}

fn question(text: &str, rename: &dyn Fn(&str) -> String) -> Flow {
    let words: Vec<_> = text.split_whitespace().collect();
    assert_eq!(words[1], "->", "`{text}` is no flow");
    let after = |word| {
        let at = words.iter().position(|it| *it == word)?;
        words.get(at + 1).copied()
    };
    let protocol = words[3].parse().unwrap();
    let ports = words.get(4).copied().unwrap_or("0");
    let icmp = ports
        .split_once('/')
        .map(|(kind, code)| (kind.parse().unwrap(), code.parse().unwrap()));
    Flow {
        from: endpoint(words[0], rename),
        to: endpoint(words[2], rename),
        protocol,
        port: if icmp.is_some() {
            0
        } else {
            ports.parse().unwrap()
        },
        source_port: after("from").map(|port| port.parse().unwrap()),
        icmp,
        path: after("path").unwrap_or("/").to_owned(),
    }
}

fn last_drop(trace: &Trace) -> Option<(&'static str, &Hop)> {
    let dropped = |hop: &&Hop| hop.decision == Decision::Dropped;
    let request = trace.request.hops.last().filter(dropped);
    let response = trace.response.hops.last().filter(dropped);
    match (request, response) {
        (Some(hop), _) => Some(("request", hop)),
        (None, Some(hop)) => Some(("response", hop)),
        (None, None) => None,
    }
}

/// What every answer must be like, whatever the question.
fn inconsistency(trace: &Trace) -> Option<String> {
    let hops = || trace.request.hops.iter().chain(&trace.response.hops);
    let drops = hops().filter(|it| it.decision == Decision::Dropped).count();
    match trace.verdict {
        Verdict::Delivered if drops > 0 => Some("delivered, with a dropped hop".into()),
        Verdict::Delivered if !trace.blockers.is_empty() => {
            Some("delivered, with a blocker".into())
        }
        Verdict::Delivered if trace.response.hops.is_empty() => {
            Some("delivered, and no response".into())
        }
        Verdict::Delivered => None,
        Verdict::Dropped => match last_drop(trace) {
            None => Some("dropped, and no leg ends with a dropped hop".into()),
            Some((_, hop)) if trace.blockers.first() != Some(hop) => {
                Some("the first blocker is not the hop that drops".into())
            }
            Some((_, hop)) if hop.code.is_none() => Some("dropped without a code".into()),
            Some(("request", _)) if !trace.response.hops.is_empty() => {
                Some("the request is dropped, and there is a response".into())
            }
            Some(_) => None,
        },
    }
}

fn missing_hop(trace: &Trace, expected: &[&str]) -> Option<String> {
    let mut request = trace.request.hops.iter();
    let mut response = trace.response.hops.iter();
    for line in expected {
        if let Some(stage) = line.strip_prefix("never ") {
            let mut hops = trace.request.hops.iter().chain(&trace.response.hops);
            if hops.any(|hop| text::stage(hop) == stage) {
                return Some(format!("there is a hop `{stage}`"));
            }
            continue;
        }
        let (leg, line) = match line.strip_prefix("back: ") {
            Some(line) => (&mut response, line),
            None => (&mut request, *line),
        };
        let (stage, name) = line.split_once(' ').unwrap();
        let found = leg
            .any(|hop| text::stage(hop) == stage && text::names(hop).iter().any(|it| it == name));
        if !found {
            return Some(format!("no hop `{line}` in its place"));
        }
    }
    None
}

fn wrong_drop(trace: &Trace, expected: &str) -> Option<String> {
    let Some((leg, hop)) = last_drop(trace) else {
        return Some("it was not dropped".to_owned());
    };
    let (wanted_leg, rest) = expected.split_once(": ").unwrap();
    let mut words = rest.splitn(3, ' ');
    let (stage, code, evidence) = (words.next(), words.next(), words.next());
    let one_of = |wanted: &str, got: &str| wanted == "*" || wanted.split('|').any(|it| it == got);
    let got_code = hop.code.map(text::word).unwrap_or_default();
    if wanted_leg != "either" && wanted_leg != leg {
        Some(format!("it is the {leg} that is dropped"))
    } else if !one_of(stage.unwrap_or("*"), &text::stage(hop)) {
        Some(format!("it is dropped at {}", text::stage(hop)))
    } else if !one_of(code.unwrap_or("*"), &got_code) {
        Some(format!("the code is {got_code}"))
    } else {
        let evidence = evidence.filter(|wanted| !text::names(hop).iter().any(|it| it == wanted))?;
        Some(format!("`{evidence}` is not what decided"))
    }
}

fn same(text: &str) -> String {
    text.to_owned()
}

/// What a trace says as far as names may not matter: verdict, leg, stage and
/// code.
fn gist(trace: &Trace) -> String {
    match last_drop(trace) {
        Some((leg, hop)) => format!(
            "{leg} dropped at {} by {}",
            text::stage(hop),
            hop.code.map(text::word).unwrap_or_default()
        ),
        None => text::word(trace.verdict),
    }
}

/// Runs a test in a process of its own, for questions that have no end: a
/// stack that overflows takes the whole process along, and must not take the
/// other tests' answers with it.
pub fn alone(test: &str, body: impl FnOnce()) {
    const INSIDE: &str = "CLOUD_CAMPUS_TEST_ALONE";
    if std::env::var_os(INSIDE).is_some() {
        return body();
    }
    let this = std::env::current_exe().unwrap();
    let run = std::process::Command::new(this)
        .args(["--exact", "--nocapture", &format!("packets::{test}")])
        .env(INSIDE, "yes")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(
        run.status.success(),
        "{test} ended with {}:\n{said}",
        run.status
    );
    let counted = String::from_utf8_lossy(&run.stdout);
    assert!(counted.contains("1 passed"), "there is no test {test}");
}

/// What to assume out of service: a zone by its letter, a resource by its id.
fn failures(failing: &str, rename: &dyn Fn(&str) -> String) -> Failures {
    match failing {
        "" => Failures::default(),
        "a" | "b" | "c" => Failures::of_zone(format!("ap-south-1{failing}")),
        id => Failures::of(rename(id).as_str()),
    }
}

impl Campus {
    /// Asks everything, and complains about all wrong answers at once.
    pub fn check<const N: usize>(&self, cases: [Case; N]) {
        self.check_failing("", cases);
    }

    /// The same while a zone or a resource is out of service.
    pub fn check_failing<const N: usize>(&self, failing: &str, cases: [Case; N]) {
        let document = self.document();
        let (mirrored, rename) = self.mirrored();
        let mirrored = mirrored.document();
        let ask = |document: &Document, flow: &Flow, failures: Failures| {
            catch_unwind(AssertUnwindSafe(|| {
                Network::with_failures(&document.architecture, failures).trace(flow)
            }))
        };
        let mut complaints = String::new();
        for case in &cases {
            let expected = match &case.expected {
                Expected::Delivered(hops) => format!("delivered {hops:?}"),
                Expected::Dropped(drop) => format!("dropped, {drop}"),
            };
            let mut complain = |why: &str, answer: &str| {
                complaints += &format!(
                    "\n  {}\n    expected: {expected}\n    but {why}:\n{answer}",
                    case.flow
                );
            };
            let Ok(trace) = ask(
                &document,
                &question(case.flow, &same),
                failures(failing, &same),
            ) else {
                complain("the engine panicked", "");
                continue;
            };
            let why = inconsistency(&trace).or_else(|| match &case.expected {
                Expected::Delivered(_) if trace.verdict != Verdict::Delivered => {
                    Some("it was dropped".to_owned())
                }
                Expected::Delivered(hops) => missing_hop(&trace, hops),
                Expected::Dropped(drop) => wrong_drop(&trace, drop),
            });
            if let Some(why) = why {
                complain(&why, &text::trace(&trace));
                continue;
            }
            match ask(
                &mirrored,
                &question(case.flow, &rename),
                failures(failing, &rename),
            ) {
                Ok(other) if gist(&other) == gist(&trace) => {}
                Ok(other) => complain(
                    "with other ids and lists turned round the answer is another",
                    &text::trace(&other),
                ),
                Err(_) => complain("with other ids the engine panicked", ""),
            }
        }
        assert!(
            complaints.is_empty(),
            "{} flows asked; wrong answers:{complaints}",
            cases.len()
        );
    }
}

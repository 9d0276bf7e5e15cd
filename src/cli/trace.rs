//! `cloud-campus trace`: what happens to one flow, hop by hop.

use std::fmt::Write as _;
use std::io::Read;

use clap::Args;
use serde_json::{Value, json};

use super::output::{Paint, json, padded, width, wrapped};
use super::{Answer, BadInput, FileFlag, failures, input};
use crate::analysis::Analysis;
use crate::architecture::{Architecture, Protocol};
use crate::explain::{deciding_table, extent_sentences, hop_sentence, hop_subtitle, hop_title};
use crate::network::{Decision, Extent, Flow, Hop, Leg, Network, Reach, Side, Trace, Verdict};

/// The flags of `trace`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// Where it starts: a resource's name or id, an address, a host name or
    /// `internet`.
    #[arg(long)]
    from: String,
    /// Where it wants to go.
    #[arg(long)]
    to: String,
    /// The destination port; tcp and udp need one.
    #[arg(long)]
    port: Option<u16>,
    /// tcp, udp, icmp or a protocol number.
    #[arg(
        long,
        default_value = "tcp",
        default_value_if("icmp_type", clap::builder::ArgPredicate::IsPresent, "icmp")
    )]
    protocol: String,
    /// The source port; an ephemeral one of the client's choice if absent.
    #[arg(long)]
    source_port: Option<u16>,
    /// The ICMP type; 8, an echo request, if absent.
    #[arg(long)]
    icmp_type: Option<u8>,
    /// The ICMP code; 0 if absent.
    #[arg(long)]
    icmp_code: Option<u8>,
    /// The path that an HTTP request asks for; that of the URL, or `/`, if
    /// absent.
    #[arg(long)]
    path: Option<String>,
    /// Assume that this resource or Availability Zone has failed; may be given
    /// several times.
    #[arg(long, value_name = "WHAT")]
    fail: Vec<String>,
    /// Say of every hop what happens there and why.
    #[arg(long)]
    explain: bool,
    /// Print JSON (see `cloud-campus schema trace`).
    #[arg(long)]
    json: bool,
}

/// Follows the flow.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let document = input::read(&flags.file.file, stdin)?;
    let analysis = Analysis::of(&document.architecture);
    let flow = flow(flags, analysis.calm().network())?;
    let failures = failures::read(&flags.fail, &analysis)?;
    let notes = failures::notes(&failures, analysis.calm().network().relations());
    let scenario = analysis.under(&failures);
    let network = scenario.network();
    let trace = network.trace(&flow);
    let text = if flags.json {
        json(&as_json(&trace, network))
    } else {
        as_text(&trace, flags, network, paint)
    };
    Ok(Answer {
        text,
        notes,
        fine: trace.verdict == Verdict::Delivered,
    })
}

/// The question that the flags ask.
fn flow(flags: &Flags, network: &Network) -> Result<Flow, BadInput> {
    let endpoint = |flag: &str, text: &str, side| {
        network
            .end(text, side)
            .map_err(|problem| BadInput(format!("--{flag}: {problem}")))
    };
    let protocol: Protocol = flags
        .protocol
        .parse()
        .map_err(|problem| BadInput(format!("--protocol: {problem}")))?;
    if protocol == Protocol::All {
        return Err(BadInput(
            "--protocol: a flow has one protocol: tcp, udp, icmp or a number".to_owned(),
        ));
    }
    let of_url = || url_port(&flags.to).or_else(|| scheme_port(&flags.to));
    let port = match flags.port.or_else(of_url) {
        Some(port) => port,
        None if protocol.has_ports() => {
            return Err(BadInput(format!(
                "--port: {protocol} needs a destination port, such as --port 80"
            )));
        }
        None => 0,
    };
    if flags.port.is_some() && !protocol.has_ports() {
        return Err(BadInput(format!(
            "--port: {protocol} has no ports; leave the flag out"
        )));
    }
    if flags.source_port.is_some() && !protocol.has_ports() {
        return Err(BadInput(format!(
            "--source-port: {protocol} has no ports; leave the flag out"
        )));
    }
    if let Some(named) = url_port(&flags.to)
        && named != port
    {
        return Err(BadInput(format!(
            "--port: {} names port {named} and the flag {port}: give both the same",
            flags.to
        )));
    }
    let icmp = match (flags.icmp_type, flags.icmp_code) {
        (None, None) => None,
        _ if protocol != Protocol::Icmp => {
            return Err(BadInput(format!(
                "--icmp-type and --icmp-code go with --protocol icmp, not with {protocol}"
            )));
        }
        (kind, code) => Some((kind.unwrap_or(8), code.unwrap_or(0))),
    };
    Ok(Flow {
        from: endpoint("from", &flags.from, Side::From)?,
        to: endpoint("to", &flags.to, Side::To)?,
        protocol,
        port,
        source_port: flags.source_port,
        icmp,
        path: match &flags.path {
            Some(path) => path.clone(),
            None => url_path(&flags.to).unwrap_or("/").to_owned(),
        },
    })
}

/// The path of a URL, from its slash on.
fn url_path(text: &str) -> Option<&str> {
    let (_, behind) = text.split_once("://")?;
    behind.find('/').map(|at| &behind[at..])
}

/// The port that a URL's scheme stands for.
fn scheme_port(text: &str) -> Option<u16> {
    let (scheme, _) = text.split_once("://")?;
    match scheme.to_ascii_lowercase().as_str() {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    }
}

/// The port that a URL names.
fn url_port(text: &str) -> Option<u16> {
    let (_, behind) = text.split_once("://")?;
    let host = behind.split('/').next()?;
    host.split_once(':')?.1.parse().ok()
}

/// The trace as data, each hop with its name, its sentence and its fix.
fn as_json(trace: &Trace, network: &Network) -> Value {
    let hops = |hops: &[Hop]| -> Value { hops.iter().map(|hop| hop_json(hop, network)).collect() };
    json!({
        "flow": trace.flow,
        "verdict": trace.verdict,
        "request": { "hops": hops(&trace.request.hops) },
        "response": { "hops": hops(&trace.response.hops) },
        "blockers": hops(&network.causes(trace)),
        "extent": extent_json(&trace.extent, network),
        "through": trace.through.as_ref().map(|it| json!({
            "from": it.from,
            "to": it.to,
            "request": { "hops": hops(&it.request.hops) },
            "response": { "hops": hops(&it.response.hops) },
        })),
        "not_modelled": trace.not_modelled,
    })
}

/// How far an answer holds, as data and in sentences.
pub fn extent_json(extent: &Extent, network: &Network) -> Value {
    let mut value = serde_json::to_value(extent).unwrap_or_default();
    value["sentences"] = json!(extent_sentences(extent, network));
    value
}

/// A hop as data, with its name, its sentence and its fix.
pub fn hop_json(hop: &Hop, network: &Network) -> Value {
    let architecture = network.architecture();
    // A hop is plain data, which always has a JSON form.
    let mut value = serde_json::to_value(hop).unwrap_or_default();
    value["name"] = json!(hop_title(hop, architecture));
    value["sentence"] = json!(hop_sentence(hop, architecture));
    let (fix, why) = match (hop.code, network.remedy(hop)) {
        (None, _) => (Value::Null, Value::Null),
        (_, Ok(fix)) => (
            json!({ "label": fix.label, "edits": fix.edits }),
            Value::Null,
        ),
        (_, Err(none)) => (Value::Null, json!(none.why)),
    };
    value["fix"] = fix;
    value["no_fix"] = why;
    value
}

fn as_text(trace: &Trace, flags: &Flags, network: &Network, paint: Paint) -> String {
    let what = match trace.flow.protocol {
        it if it.has_ports() => format!("{it} {}", trace.flow.port),
        Protocol::Number(number) => format!("protocol {number}"),
        it => it.to_string(),
    };
    let heading = format!("{} → {}, {what}", flags.from, flags.to);
    let mut text = format!("{}\n", paint.bold(&heading));
    let print = Print {
        network,
        paint,
        explain: flags.explain,
        titles: longest(trace, |hop| hop_title(hop, network.architecture())),
        remarks: longest(trace, |hop| remark(hop, network.architecture())),
    };
    print.leg(&mut text, "Request", &trace.request);
    print.leg(&mut text, "Response", &trace.response);
    print.verdict(&mut text, trace);
    for limit in &trace.not_modelled {
        text.push_str(&wrapped(&format!("Not modelled: {limit}"), 0, 88));
    }
    text
}

/// What a hop remarks beside its name; nothing where that would say the
/// decision twice.
fn remark(hop: &Hop, architecture: &Architecture) -> String {
    let said = hop_subtitle(hop, architecture);
    if said == crate::explain::decision(hop.decision) {
        String::new()
    } else {
        said
    }
}

fn longest(trace: &Trace, text: impl Fn(&Hop) -> String) -> usize {
    let hops = trace.request.hops.iter().chain(&trace.response.hops);
    hops.map(|hop| width(&text(hop))).max().unwrap_or(0)
}

/// How hops are printed, the columns of all in line.
struct Print<'a> {
    network: &'a Network<'a>,
    paint: Paint,
    explain: bool,
    titles: usize,
    remarks: usize,
}

impl Print<'_> {
    fn leg(&self, text: &mut String, name: &str, leg: &Leg) {
        if leg.hops.is_empty() {
            return;
        }
        // Writing into a text cannot fail.
        let _ = writeln!(text, "\n{}", self.paint.bold(name));
        for (index, hop) in leg.hops.iter().enumerate() {
            let architecture = self.network.architecture();
            let _ = writeln!(
                text,
                "{:>4}  {}  {}  {}",
                index + 1,
                padded(&hop_title(hop, architecture), self.titles),
                padded(&remark(hop, architecture), self.remarks),
                self.decision(hop.decision),
            );
            if self.explain {
                let sentence = wrapped(&hop_sentence(hop, architecture), 6, 88);
                text.push_str(&self.paint.dim(&sentence));
            }
        }
    }

    fn decision(&self, decision: Decision) -> String {
        let word = crate::explain::decision(decision);
        match decision {
            Decision::Dropped => self.paint.red(word),
            Decision::Delivered => self.paint.green(word),
            _ => self.paint.dim(word),
        }
    }

    fn verdict(&self, text: &mut String, trace: &Trace) {
        text.push('\n');
        if trace.verdict == Verdict::Delivered {
            let word = self.paint.green("Delivered");
            let _ = writeln!(
                text,
                "{word}: the request arrives and its answer comes back."
            );
            self.extent(text, trace);
            return;
        }
        let causes = self.network.causes(trace);
        let Some((deciding, behind)) = causes.split_first() else {
            let _ = writeln!(text, "{}", self.paint.red("Dropped"));
            return;
        };
        let word = match trace.extent.reach {
            Reach::Some => "Dropped for some",
            Reach::Everybody | Reach::Nobody => "Dropped",
        };
        self.blocker(text, word, deciding);
        for hop in behind {
            text.push('\n');
            self.blocker(text, "Would then be dropped", hop);
        }
        self.extent(text, trace);
    }

    /// Who else gets through, or does not.
    fn extent(&self, text: &mut String, trace: &Trace) {
        let sentences = extent_sentences(&trace.extent, self.network);
        if sentences.is_empty() {
            return;
        }
        let _ = match trace.extent.reach {
            Reach::Some => writeln!(
                text,
                "\n{}",
                self.paint.yellow("Not the same for everybody")
            ),
            _ => writeln!(text),
        };
        for sentence in sentences {
            text.push_str(&wrapped(&sentence, 2, 88));
        }
    }

    /// Why a hop drops the packet: the code, the sentence, the table, the fix.
    fn blocker(&self, text: &mut String, word: &str, hop: &Hop) {
        let architecture = self.network.architecture();
        let code = hop.code.map_or("", |code| code.name());
        let _ = writeln!(
            text,
            "{} at {}  {}",
            self.paint.red(word),
            hop_title(hop, architecture),
            self.paint.dim(code)
        );
        text.push_str(&wrapped(&hop_sentence(hop, architecture), 2, 88));
        if let Some(table) = deciding_table(hop, self.network) {
            let _ = writeln!(text, "\n  {}", self.paint.dim(&table.title));
            let rows = table.rows.iter().map(|row| (row.decided, &row.cells));
            let head: Vec<String> = table.columns.iter().map(|it| (*it).to_owned()).collect();
            let all: Vec<(bool, &Vec<String>)> =
                std::iter::once((false, &head)).chain(rows).collect();
            let columns: Vec<usize> = (0..head.len())
                .map(|at| {
                    let cells = all.iter().filter_map(|(_, cells)| cells.get(at));
                    cells.map(|cell| width(cell)).max().unwrap_or(0)
                })
                .collect();
            for (decided, cells) in all {
                let mark = if decided { ">" } else { " " };
                let cells: Vec<String> = cells
                    .iter()
                    .zip(&columns)
                    .map(|(cell, width)| padded(cell, *width))
                    .collect();
                let line = format!("  {mark} {}", cells.join("  "));
                let _ = writeln!(text, "{}", line.trim_end());
            }
        }
        let said = match self.network.remedy(hop) {
            Ok(fix) => format!("Fix: {}", fix.label),
            Err(none) => format!("No fix: {}", none.why),
        };
        text.push('\n');
        text.push_str(&wrapped(&said, 2, 88));
    }
}

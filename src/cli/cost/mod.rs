//! `cloud-campus cost`: what a design costs in a month.

mod as_json;

use std::fmt::Write as _;
use std::io::Read;

use super::output::{Paint, json, padded, width, wrapped};
use super::{Answer, BadInput, FileFlag, input};
use crate::architecture::{Architecture, ResourceId};
use crate::pricing::{
    self, Amount, Bill, Confidence, Group, Line, Options, REGIONS, ResourceCost, WhatIf,
};
use crate::relations::Relations;
use clap::Args;

/// The flags of `cost`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// Count everything with the prices of this Region: ap-south-1, us-east-1,
    /// eu-west-1 or ap-southeast-1.
    #[arg(long, value_name = "CODE")]
    region: Option<String>,
    /// Take nothing off that is free for every account, for ever.
    #[arg(long)]
    no_free: bool,
    /// Count a festival month, as the load of the drawing declares it.
    #[arg(long)]
    festival: bool,
    /// Print JSON (see `cloud-campus schema cost`).
    #[arg(long)]
    json: bool,
}

/// Counts.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    if let Some(region) = &flags.region
        && !REGIONS.contains(&region.as_str())
    {
        return Err(BadInput(format!(
            "there are no prices for the Region {region}: use one of {}",
            REGIONS.join(", ")
        )));
    }
    let document = input::read(&flags.file.file, stdin)?;
    let options = Options {
        region: flags.region.clone(),
        free: !flags.no_free,
        festival: flags.festival,
        ..Options::default()
    };
    let relations = Relations::of(&document.architecture);
    let bill = pricing::bill(&relations, &options);
    let told = Told {
        title: &document.title,
        architecture: &document.architecture,
        what_ifs: pricing::what_ifs(&relations, &options, &bill),
        festival: options.festival,
        bill,
    };
    Ok(Answer::fine(if flags.json {
        json(&told.as_json())
    } else {
        told.as_text(paint)
    }))
}

/// No line is longer, as long as no name is.
const COLUMNS: usize = 80;

/// The columns of an amount.
const AMOUNT: usize = 10;

struct Told<'a> {
    title: &'a str,
    architecture: &'a Architecture,
    bill: Bill,
    what_ifs: Vec<WhatIf>,
    festival: bool,
}

impl Told<'_> {
    fn name(&self, id: &Option<ResourceId>) -> String {
        match id {
            Some(id) => self.architecture.name_of(id),
            None => "the load".to_owned(),
        }
    }

    fn as_text(&self, paint: Paint) -> String {
        let title = match self.title {
            "" => "Untitled",
            title => title,
        };
        let bill = &self.bill;
        let month = match self.festival {
            true => "a festival month",
            false => "a month",
        };
        let mut text = format!(
            "{}\n{}\n",
            paint.bold(title),
            paint.dim(&format!("{month} of 730 hours, USD before tax"))
        );
        for group in Group::ALL {
            self.group(&mut text, group, paint);
        }
        self.totals(&mut text, paint);
        self.resources(&mut text, paint);
        self.rows(&mut text, paint);
        if !bill.is_complete() {
            heading(&mut text, "Price not known", paint);
            for line in bill.unknown() {
                let place = match line.region.as_str() {
                    "" => String::new(),
                    region => format!(" in {region}"),
                };
                let what = format!("{}{place}: {}", line.what, line.formula);
                text.push_str(&wrapped(&what, 2, COLUMNS));
            }
            text.push_str(&wrapped(
                "These are in no sum: the design costs more.",
                2,
                COLUMNS,
            ));
        }
        if !bill.notes.is_empty() {
            heading(&mut text, "How it is counted", paint);
            for note in &bill.notes {
                text.push_str(&wrapped(note, 2, COLUMNS));
            }
        }
        self.legend(&mut text, paint);
        text
    }

    fn group(&self, text: &mut String, group: Group, paint: Paint) {
        let mut lines = self.bill.lines_of(group).peekable();
        if lines.peek().is_none() {
            return;
        }
        text.push('\n');
        let total = self.bill.total_of_group(group).fixed(2);
        let head = format!(
            "{}{total:>AMOUNT$}",
            padded(group.title(), COLUMNS - 2 - AMOUNT)
        );
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{}", paint.bold(&head));
        for line in lines {
            let usd = line
                .usd
                .map_or_else(|| "not known".to_owned(), |usd| usd.fixed(4));
            let what = short(&line.what, COLUMNS - 5 - AMOUNT);
            let mark = mark(line.confidence);
            let place = COLUMNS - 4 - AMOUNT;
            let row = format!("  {}{usd:>AMOUNT$} {mark}", padded(&what, place));
            let _ = writeln!(text, "{}", row.trim_end());
            text.push_str(&paint.dim(&wrapped(&formula(line), 4, COLUMNS - 4 - AMOUNT)));
        }
    }

    fn totals(&self, text: &mut String, paint: Paint) {
        let bill = &self.bill;
        text.push('\n');
        let mut row = |what: &str, amount: String, strong: bool| {
            let line = format!("{}{amount:>AMOUNT$}", padded(what, COLUMNS - 2 - AMOUNT));
            let line = match strong {
                true => paint.bold(&line),
                false => line,
            };
            let _ = writeln!(text, "{line}");
        };
        row("Total, USD", bill.total().fixed(2), true);
        if bill.with_free {
            row("  with nothing free", bill.list_total().fixed(2), false);
        }
        let percent = bill.gst.value.short();
        row(
            &format!("  with {percent} % GST of an Indian account"),
            bill.total_with_gst().fixed(2),
            false,
        );
        let rate = bill.fx;
        let sign = mark(Some(rate.confidence));
        row(
            &format!(
                "  in INR, at {} for a dollar on {} {sign}",
                rate.value.short(),
                rate.date
            ),
            bill.total_inr().fixed(2),
            false,
        );
        row(
            "  in INR, with GST",
            bill.total_with_gst_inr().fixed(2),
            false,
        );
    }

    fn resources(&self, text: &mut String, paint: Paint) {
        const SHOWN: usize = 12;
        let costs = self.bill.by_resource();
        let costs: Vec<&ResourceCost> = costs
            .iter()
            .filter(|cost| cost.more || !cost.usd.is_zero())
            .collect();
        if costs.is_empty() {
            return;
        }
        heading(text, "By resource", paint);
        for cost in costs.iter().take(SHOWN) {
            let more = if cost.more { "+" } else { " " };
            let name = short(&self.name(&cost.resource), COLUMNS - 5 - AMOUNT);
            let usd = cost.usd.fixed(2);
            let line = format!(
                "  {}{usd:>AMOUNT$}{more}",
                padded(&name, COLUMNS - 4 - AMOUNT)
            );
            let _ = writeln!(text, "{}", line.trim_end());
        }
        if let Some(rest) = costs.get(SHOWN..).filter(|rest| !rest.is_empty()) {
            let usd: Amount = rest.iter().map(|cost| cost.usd).sum();
            let what = format!("{} more", rest.len());
            let usd = usd.fixed(2);
            let _ = writeln!(
                text,
                "  {}{usd:>AMOUNT$}",
                padded(&what, COLUMNS - 4 - AMOUNT)
            );
        }
        if costs.iter().any(|cost| cost.more) {
            text.push_str("  + and more, because a price is not known.\n");
        }
    }

    fn rows(&self, text: &mut String, paint: Paint) {
        if !self.what_ifs.is_empty() {
            heading(text, "What if", paint);
        }
        for row in &self.what_ifs {
            let sign = if row.delta.is_negative() { "-" } else { "+" };
            let delta = format!("{sign}{}", row.delta.size().fixed(2));
            let total = row.total.fixed(2);
            let before = format!("  {delta:>AMOUNT$} {:>11}  ", format!("→ {total}"));
            let what = match row.but {
                "" => format!("{}.", row.what),
                but => format!("{}. {but}", row.what),
            };
            let what = wrapped(&what, width(&before), COLUMNS);
            let _ = writeln!(text, "{before}{}", what.trim());
        }
        if !self.bill.idle.is_empty() {
            heading(text, "Paid for, and used by nobody", paint);
        }
        for idle in &self.bill.idle {
            let more = if idle.more { "+" } else { " " };
            let usd = idle.usd.fixed(2);
            let before = format!("  {usd:>AMOUNT$}{more}  ");
            let why = wrapped(&idle.why, width(&before), COLUMNS);
            let _ = writeln!(text, "{before}{}", why.trim());
        }
    }

    fn legend(&self, text: &mut String, paint: Paint) {
        heading(text, "The prices", paint);
        let dates = self.bill.lines.iter().map(|line| line.date);
        let oldest = dates.filter(|date| date.len() == 10).min();
        let oldest = match oldest {
            Some(date) => format!(", the oldest of a source of {date}"),
            None => String::new(),
        };
        let legend = format!(
            "On-demand prices, put together on {}{oldest}. + published by AWS or seen on a bill; ~ \
             from one source, or an old one; ? from a hand-made table. Your bill is what AWS says.",
            self.bill.compiled
        );
        text.push_str(&wrapped(&legend, 2, COLUMNS));
    }
}

fn heading(text: &mut String, title: &str, paint: Paint) {
    let _ = writeln!(text, "\n{}", paint.bold(title));
}

/// A text that fits.
fn short(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let start: String = text.chars().take(columns - 1).collect();
    format!("{start}…")
}

fn mark(confidence: Option<Confidence>) -> &'static str {
    match confidence {
        Some(Confidence::Good) => "+",
        Some(Confidence::Fair) => "~",
        Some(Confidence::Unverified) => "?",
        None => " ",
    }
}

/// The multiplication of a line.
fn formula(line: &Line) -> String {
    let free = match line.free.is_zero() {
        true => String::new(),
        false => format!(" - {} free", line.free.short()),
    };
    match line.price {
        Some(price) if free.is_empty() => format!("{} × {}", line.formula, price.short()),
        Some(price) => format!("({}{free}) × {}", line.formula, price.short()),
        None => line.formula.clone(),
    }
}

//! What a change would save or cost. Each is made on a copy of the design, or
//! in the options, and counted again: no formula of its own can disagree with
//! the bill.

use std::collections::BTreeSet;

use super::amount::Amount;
use super::bill::Bill;
use super::options::Options;
use super::table::table;
use super::trials::TRIALS;
use crate::architecture::*;
use crate::relations::Relations;

/// A change, and what the bill would be.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// Its key, such as `one-nat`.
    pub key: &'static str,
    /// What would be changed.
    pub what: String,
    /// What one has to know before doing it; empty where there is nothing.
    pub but: &'static str,
    /// What the bill would rise by in USD; below nothing where it would fall.
    pub delta: Amount,
    /// The new total.
    pub total: Amount,
    /// The edits that make it so; none where only the way to count changes.
    pub edits: Vec<Edit>,
}

/// A design with several changes at once, and what it would cost.
#[derive(Clone, Debug)]
pub struct Assumed {
    /// The edits of all changes, in order. They apply as one step.
    pub edits: Vec<Edit>,
    /// The bill.
    pub bill: Bill,
}

/// A design with these changes, each made on what the one before left. A
/// change that makes no sense any more is left out.
pub fn assume<'k>(
    architecture: &Architecture,
    options: &Options,
    keys: impl IntoIterator<Item = &'k str>,
) -> Assumed {
    let mut document = Document {
        architecture: architecture.clone(),
        ..Document::default()
    };
    let mut options = options.clone();
    let mut all = Vec::new();
    for key in keys {
        options.festival |= key == "festival";
        options.reserved |= key == "reserved";
        let Some(trial) = TRIALS.iter().find(|it| it.key == key) else {
            continue;
        };
        let edits = (trial.edits)(&Relations::of(&document.architecture));
        if let Some(edits) = edits
            && document.apply_all(edits.clone()).is_ok()
        {
            all.extend(edits);
        }
    }
    Assumed {
        edits: all,
        bill: super::bill_of(&document.architecture, &options),
    }
}

/// What a bill rises by in USD from another; none where a price is unknown that
/// only one of the two asks for.
pub fn difference(old: &Bill, new: &Bill) -> Option<Amount> {
    (unknown(old) == unknown(new)).then(|| (new.sum() - old.sum()).cents())
}

fn unknown(bill: &Bill) -> BTreeSet<(String, Amount)> {
    let lines = bill.unknown();
    lines.map(|it| (it.price_id.clone(), it.quantity)).collect()
}

/// All changes that make sense for a design.
pub fn what_ifs(relations: &Relations, options: &Options, bill: &Bill) -> Vec<WhatIf> {
    let mut all = Vec::new();
    let architecture = relations.architecture();
    for trial in TRIALS {
        let Some(edits) = (trial.edits)(relations) else {
            continue;
        };
        let mut document = Document {
            architecture: architecture.clone(),
            ..Document::default()
        };
        if document.apply_all(edits.clone()).is_err() {
            continue;
        }
        let new = super::bill_of(&document.architecture, options);
        all.extend(
            compared(trial.key, trial.what, trial.but, bill, &new).map(|it| WhatIf { edits, ..it }),
        );
    }
    if !options.festival && is_busy(relations) {
        let festival = Options {
            festival: true,
            ..options.clone()
        };
        let load = relations.indexed().all::<Workload>().next();
        let load = load.map_or_else(Workload::default, |(_, load)| load.clone());
        let what = format!(
            "A festival month: {} times the visits, up to {} servers for {} hours",
            load.festival_factor, load.festival_servers, load.festival_hours
        );
        let new = super::bill(relations, &festival);
        all.extend(compared("festival", &what, "", bill, &new));
    }
    if !options.reserved {
        let reserved = Options {
            reserved: true,
            ..options.clone()
        };
        let new = super::bill(relations, &reserved);
        if let Some(model) = model(bill, relations) {
            let what = format!("Reserve the instances: {model}");
            let but = "You pay for the year, whether you use them or not.";
            all.extend(compared("reserved", &what, but, bill, &new));
        }
    }
    all
}

/// The change as a row; none where nothing changes, or where a price is unknown
/// that only one of the two bills asks for.
fn compared(
    key: &'static str,
    what: &str,
    but: &'static str,
    old: &Bill,
    new: &Bill,
) -> Option<WhatIf> {
    // In a festival month the same things are used more; what is unknown of
    // them stays so.
    let same = match key {
        "festival" => unknown(old).len() == unknown(new).len(),
        _ => unknown(old) == unknown(new),
    };
    let delta = (new.sum() - old.sum()).cents();
    (same && !delta.is_zero()).then(|| WhatIf {
        key,
        what: what.to_owned(),
        but,
        delta,
        total: old.total() + delta,
        edits: Vec::new(),
    })
}

/// Whether anybody serves visitors.
fn is_busy(relations: &Relations) -> bool {
    let architecture = relations.indexed();
    architecture.all::<LoadBalancer>().next().is_some()
        || architecture.all::<AutoScalingGroup>().next().is_some()
        || architecture.all::<Instance>().next().is_some()
}

/// The reservation of the instances whose saving is known.
fn model(bill: &Bill, relations: &Relations) -> Option<&'static str> {
    let architecture = relations.indexed();
    let instances = architecture.all::<Instance>();
    let instances = instances.map(|(_, it)| it.instance_type.as_str());
    let templates = architecture.all::<LaunchTemplate>();
    let templates = templates.map(|(_, it)| it.instance_type.as_str());
    let mut lines = bill.lines.iter();
    let mut types = instances.chain(templates);
    types.find_map(|kind| {
        let price = format!("ec2.{kind}");
        let line = lines.find(|line| line.price_id == price)?;
        Some(table().reserved(&line.region, kind)?.model)
    })
}

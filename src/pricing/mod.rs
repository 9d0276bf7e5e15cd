//! What a design costs: a month of 730 hours, by resource and in total.
//!
//! Prices are AWS's on-demand prices before tax, with the date and the
//! confidence of their sources (`table`); quantities come from the design and
//! from the load that it declares ([`Workload`]). Every line shows its
//! multiplication. A price that nobody knows is shown as unknown and is in no
//! sum: a bill that guesses is worse than one that says what it lacks.
//!
//! - `amount`: exact amounts. No float is in any sum.
//! - `table`: the prices.
//! - `options`: how a bill is counted.
//! - `sheet`, `counting`: how charges become lines.
//! - `network`, `balancing`, `compute`, `database`, `storage`, `names`,
//!   `security`, `watching`: what is charged, group by group.
//! - `bill`: the bill.
//! - `idle`: what is paid for and serves nobody.
//! - `what_if`: what a change would save or cost, counted again; `trials`: the
//!   changes.
//!
//! The figures of the worked example (`tests/pricing.rs`) were made by another
//! program from the same prices.

mod amount;
mod balancing;
mod bill;
mod compute;
mod counting;
mod database;
mod idle;
mod names;
mod network;
mod options;
mod security;
mod sheet;
mod storage;
mod table;
mod trials;
mod watching;
mod what_if;

use std::collections::BTreeSet;

use crate::architecture::*;
use crate::relations::Relations;
use counting::Counting;

pub use amount::Amount;
pub use balancing::{BalancerHour, CURVE, lcu_hours};
pub use bill::{Bill, Group, HOURS, Idle, Line, Part, ResourceCost};
pub use options::Options;
pub use storage::storage_class;
pub use table::{Confidence, Price, REGIONS, Rate, Reserved, Table, table};
pub use what_if::{Assumed, WhatIf, assume, difference, what_ifs};

/// The bill of a month.
pub fn bill(relations: &Relations, options: &Options) -> Bill {
    let mut counting = Counting::new(relations, options);
    network::count(&mut counting);
    balancing::count(&mut counting);
    compute::count(&mut counting);
    database::count(&mut counting);
    storage::count(&mut counting);
    names::count(&mut counting);
    security::count(&mut counting);
    watching::count(&mut counting);
    let Counting {
        sheet,
        mut notes,
        region,
        load_id,
        ..
    } = counting;
    let lines = sheet.lines();
    let regions = lines.iter().map(|line| line.region.as_str());
    let unpriced: BTreeSet<&str> = regions
        .filter(|code| !code.is_empty() && !REGIONS.contains(code))
        .collect();
    let unpriced_regions: Vec<String> = unpriced.into_iter().map(str::to_owned).collect();
    if !lines.is_empty() {
        let regions = relations.indexed().all::<Region>().next();
        preface(
            &mut notes,
            &region,
            load_id.is_some(),
            regions.is_some() || options.region.is_some(),
        );
    }
    for code in &unpriced_regions {
        notes.insert(
            0,
            format!(
                "There are no prices for {code} here. Count with one of {} to see what it costs \
                 there.",
                REGIONS.join(", ")
            ),
        );
    }
    let table = table();
    let mut bill = Bill {
        lines,
        idle: Vec::new(),
        notes,
        unpriced_regions,
        region,
        with_free: options.free,
        fx: table.fx,
        gst: table.gst,
        compiled: table.compiled,
    };
    bill.idle = idle::idle(relations, &bill);
    bill
}

fn preface(notes: &mut Vec<String>, region: &str, has_load: bool, has_region: bool) {
    if !has_region {
        notes.insert(
            0,
            format!("The drawing has no Region. It is counted with the prices of {region}."),
        );
    }
    if !has_load {
        let load = Workload::default();
        notes.insert(
            0,
            format!(
                "The drawing declares no load. It is counted with that of Notebookly: {} visits a \
                 day, {} GB a month out to the internet, and the rest of its numbers.",
                Amount::from(load.visits_a_day).short(),
                Amount::from(load.gb_out).short()
            ),
        );
    }
}

/// The bill of an architecture, for whoever has no relations at hand.
pub fn bill_of(architecture: &Architecture, options: &Options) -> Bill {
    bill(&Relations::of(architecture), options)
}

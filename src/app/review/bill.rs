//! What a month costs, group by group, each with its multiplication.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::act::{See, Unfold};
use super::money::{inr, usd};
use super::reckoning::{Money, Reckoning};
use super::what_ifs::WhatIfs;
use crate::architecture::Region;
use crate::pricing::{Amount, Bill, Confidence, Group, Line, REGIONS};
use crate::text::list;

/// The cost.
#[component]
pub fn Cost() -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    let about = move || reckoning.money().map(|it| about(&it.bill));
    view! {
        <section class="review-card cost" aria-labelledby="review-cost">
            <div class="review-card-head"><h3 id="review-cost">"Cost a month"</h3><span>{about}</span></div>
            <How />
            {move || reckoning.money().map(|money| view! { <Table money=&money.bill /> })}
            <WhatIfs />
            {move || reckoning.money().map(|money| rest(&money))}
        </section>
    }
}

fn about(bill: &Bill) -> String {
    let lines = bill.lines.iter();
    let regions: BTreeSet<&str> = lines
        .map(|it| it.region.as_str())
        .filter(|it| !it.is_empty())
        .collect();
    let regions = match regions.is_empty() {
        true => bill.region.clone(),
        false => list(regions),
    };
    format!("list prices, 730 h, {regions}")
}

/// How it is counted: the Region, and what is free.
#[component]
fn How() -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    let options = reckoning.options;
    let drawn = move || {
        let analysis = reckoning.store.analysis();
        let codes: Vec<String> = analysis
            .architecture()
            .all::<Region>()
            .map(|it| it.1.code.clone())
            .collect();
        match codes.is_empty() {
            true => "As drawn (no Region)".to_owned(),
            false => format!("As drawn ({})", list(codes)),
        }
    };
    let chosen = move |code: &str| options.with(|it| it.region.as_deref() == Some(code));
    view! {
        <div class="cost-how">
            <label for="cost-region" class="visually-hidden">"Prices of"</label>
            <select class="input" id="cost-region" on:change=move |event| {
                let code = event_target_value(&event);
                let known = REGIONS.contains(&code.as_str());
                options.update(|it| it.region = known.then_some(code));
            }>
                <option value="">{drawn}</option>
                {REGIONS.map(|code| view! { <option value=code prop:selected=move || chosen(code)>{format!("Prices of {code}")}</option> }).collect_view()}
            </select>
            <label class="check">
                <input type="checkbox" role="switch" id="cost-free"
                    prop:checked=move || options.with(|it| it.free)
                    on:change=move |event| {
                        let free = event_target_checked(&event);
                        options.update(|it| it.free = free);
                    } />
                "Free allowances"
            </label>
        </div>
    }
}

/// The groups with their lines, and the sums.
#[component]
fn Table<'a>(money: &'a Bill) -> impl IntoView + use<> {
    let bill = money;
    if bill.lines.is_empty() {
        return view! { <p class="review-none">"Nothing that costs money is drawn yet."</p> }
            .into_any();
    }
    let groups = Group::ALL
        .iter()
        .filter(|it| bill.lines_of(**it).next().is_some());
    let most = Group::ALL
        .iter()
        .map(|it| bill.total_of_group(*it))
        .max()
        .unwrap_or_default();
    let rows = groups.map(|group| {
        let total = bill.total_of_group(*group);
        let share = share(total, most);
        let title = group.title();
        let is_unknown = bill.lines_of(*group).all(|it| it.price.is_none());
        let (dollars, rupees) = match is_unknown {
            true => ("not known".to_owned(), String::new()),
            false => (usd(total), inr(bill, total)),
        };
        let summary = view! {
            <span class="cost-what">{title}<i class="cost-bar" aria-hidden="true" style:--part=share></i></span>
            <span class="cost-usd">{dollars}</span>
            <span class="cost-inr">{rupees}</span>
        };
        let lines = bill.lines_of(*group).map(|line| one(bill, line)).collect_view();
        view! {
            <Unfold key=format!("cost-{title}") class="cost-group" summary=summary.into_any()>
                <ul class="cost-lines">{lines}</ul>
            </Unfold>
        }
    });
    view! {
        <div class="cost-row cost-columns" aria-hidden="true"><span></span><span>"USD"</span><span>"INR with GST"</span></div>
        {rows.collect_view()}
        <dl class="cost-sums">
            <div class="cost-row strong"><dt>"Before tax"</dt><dd>{usd(bill.total())}</dd><dd></dd></div>
            {bill.with_free.then(|| view! {
                <div class="cost-row"><dt>"With nothing free"</dt><dd>{usd(bill.list_total())}</dd><dd></dd></div>
            })}
            <div class="cost-row"><dt>{format!("GST {} %", bill.gst.value.short())}</dt><dd>{usd(bill.gst_usd())}</dd><dd></dd></div>
            <div class="cost-row total"><dt>"Total"</dt><dd>{format!("$ {}", usd(bill.total_with_gst()))}</dd><dd>{format!("₹ {}", bill.total_with_gst_inr().rupees())}</dd></div>
        </dl>
        {(!bill.is_complete()).then(|| view! {
            <p class="cost-unknown">{unknown(bill)}</p>
        })}
    }
    .into_any()
}

/// How long the bar of an amount is.
fn share(amount: Amount, most: Amount) -> String {
    let most = most.approximate();
    let part = if most > 0.0 {
        amount.approximate() / most
    } else {
        0.0
    };
    format!("{part:.3}")
}

/// What has no known price.
pub fn unknown(bill: &Bill) -> String {
    let names = bill.unknown().map(|it| it.what.clone());
    format!(
        "The price is not known of: {}. It is in no sum, so the design costs more.",
        list(names)
    )
}

/// A line of the bill, with its multiplication, its price and the source of that.
fn one(bill: &Bill, line: &Line) -> AnyView {
    let amounts = match line.usd {
        Some(amount) => (format!("$ {}", usd(amount)), inr(bill, amount)),
        None => ("not known".to_owned(), String::new()),
    };
    let free = match line.free.is_zero() {
        true => String::new(),
        false => format!(", {} {} of it free", line.free.short(), line.unit),
    };
    let price = match line.price {
        Some(price) => format!(" × $ {} a {}", price.short(), line.unit),
        None => String::new(),
    };
    let source = line.confidence.map(|it| {
        let place = if line.region.is_empty() {
            String::new()
        } else {
            format!("{}, ", line.region)
        };
        format!("Price of {place}{}: {}", line.date, trust(it))
    });
    view! {
        <li>
            <p class="cost-line"><b>{line.what.clone()}</b><span>{amounts.0}</span><span class="muted">{amounts.1}</span></p>
            <p class="cost-formula">{format!("{}{price}{free}", line.formula)}</p>
            <p class="muted">{source}</p>
        </li>
    }
    .into_any()
}

/// How far a price is to be trusted.
const fn trust(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Good => "published by AWS or seen on a bill",
        Confidence::Fair => "from one source, or an old one",
        Confidence::Unverified => "from a hand-made table, not verified",
    }
}

/// What is idle, and what one has to know to read the bill.
fn rest(money: &Money) -> AnyView {
    let bill = &money.bill;
    let idle = bill.idle.iter().map(|it| {
        let more = if it.more { " and more" } else { "" };
        view! {
            <li>
                <b>{format!("$ {}{more}", usd(it.usd))}</b>
                <p>{it.why.clone()}" "<See id=format!("idle-{}", it.resource) words="Show it".to_owned() things=vec![it.resource.clone()] /></p>
            </li>
        }
    });
    let idle = (!bill.idle.is_empty()).then(|| view! {
        <div class="review-sub"><h4>"Paid for, and used by nobody"</h4><ul class="idle">{idle.collect_view()}</ul></div>
    });
    let notes = bill.notes.iter().cloned().map(|it| view! { <li>{it}</li> });
    let notes = notes.collect_view();
    let dates = bill
        .lines
        .iter()
        .map(|it| it.date)
        .filter(|it| it.len() == 10);
    let oldest = dates
        .min()
        .map(|it| format!(", the oldest of a source of {it}"));
    let legend = format!(
        "On-demand prices, put together on {}{}. A dollar is ₹ {} ({}, {}). Your bill is what AWS says.",
        bill.compiled,
        oldest.unwrap_or_default(),
        bill.fx.value.short(),
        bill.fx.date,
        trust(bill.fx.confidence),
    );
    let summary = view! { <span class="grow">"How it is counted"</span> };
    view! {
        {idle}
        <Unfold key="cost-notes".to_owned() class="notes" summary=summary.into_any()>
            <ul class="cost-notes">{notes}<li>{legend}</li></ul>
        </Unfold>
    }
    .into_any()
}

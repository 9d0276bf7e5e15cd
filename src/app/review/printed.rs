//! The review on paper: a document of its own, black on white.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bill::unknown;
use super::money::{inr, usd};
use super::reckoning::{Money, Reckoning};
use crate::app::drawing;
use crate::app::parts::moment::today;
use crate::pricing::Group;
use crate::review::report::{decides, findings, headline, tiers};
use crate::review::{Review, Step};

/// The report, for the printer alone.
#[component]
pub fn Printed(reckoning: Reckoning) -> impl IntoView {
    let picture = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        // With the review and not with each edit, which is to be seen first.
        if reckoning.review().is_none() {
            return;
        }
        spawn_local(async move {
            // Without the part the report says in words what the design is.
            if let Ok(address) = drawing::address_of(reckoning.store).await {
                picture.try_set(Some(address));
            }
        });
    });
    move || {
        let review = reckoning.review()?;
        let money = reckoning.money()?;
        Some(paper(reckoning, &review, &money, picture))
    }
}

fn paper(
    reckoning: Reckoning,
    review: &Review,
    money: &Money,
    picture: RwSignal<Option<String>>,
) -> AnyView {
    let store = reckoning.store;
    let title = store.with(|it| it.document().title.clone());
    let analysis = store.peek_analysis();
    let tiers = tiers(&analysis).into_iter();
    let first = review.first.iter().cloned().map(|it| {
        view! { <li><b>{it.title}</b>" "{it.sentence}" "<i>{it.why}</i></li> }
    });
    let findings: Vec<_> = (findings(&analysis).into_iter())
        .map(|it| {
            let (weight, title) = (it.severity.label(), it.title);
            view! { <li><b>{weight}": "{title}". "</b>{it.sentence.clone()}</li> }
        })
        .collect();
    let points = review.checklist.iter().map(|it| {
        view! { <tr><td>{it.number}</td><th scope="row">{it.title}</th><td>{it.answer.word()}</td><td>{decides(it)}</td></tr> }
    });
    let pillars = review.pillars.iter().map(|pillar| {
        let open = pillar.lines.iter().filter(|it| !it.line.answer.is_met());
        let open = open.map(|it| {
            view! { <li>{format!("−{} {}: {}", it.weight, it.line.title, decides(&it.line))}</li> }
        });
        view! { <section><h3>{format!("{}: {} of 100", pillar.title, pillar.score)}</h3><ul>{open.collect_view()}</ul></section> }
    });
    view! {
        <article class="review-print" lang="en">
            <h1>{title}</h1>
            <p class="print-about">{format!("Production review, {}. {}.", today(), headline(review))}</p>
            <h2>"The design"</h2>
            {move || picture.get().map(|address| view! { <img class="print-picture" src=address alt="The drawing of the design" /> })}
            <dl>{tiers.map(|(tier, things)| view! { <dt>{tier}</dt><dd>{things}</dd> }).collect_view()}</dl>
            <h2>"Do this first"</h2>
            {match review.first.is_empty() {
                true => view! { <p>"Every point that the drawing can show is met. What is left is done by hand."</p> }.into_any(),
                false => view! { <ol class="print-first">{first.collect_view()}</ol> }.into_any(),
            }}
            <h2>"Findings"</h2>
            {match findings.is_empty() {
                true => view! { <p>"No errors and no warnings."</p> }.into_any(),
                false => view! { <ul>{findings}</ul> }.into_any(),
            }}
            <h2>"Checklist"</h2>
            <table><tbody>{points.collect_view()}</tbody></table>
            <h2>"Four pillars"</h2>
            {pillars.collect_view()}
            <h2>"Cost a month"</h2>
            {cost(money)}
            <h2>"By hand"</h2>
            {match review.manual.is_empty() {
                true => view! { <p>"Nothing has to be done by hand."</p> }.into_any(),
                false => view! { <ul class="print-steps">{review.manual.iter().map(step).collect_view()}</ul> }.into_any(),
            }}
        </article>
    }
    .into_any()
}

fn step(step: &Step) -> AnyView {
    let mark = if step.stated { "☑" } else { "☐" };
    let word = if step.stated { " (by your word)" } else { "" };
    view! { <li>{mark}" "<b>{step.title}</b>{word}". "{step.sentence.clone()}</li> }.into_any()
}

fn cost(money: &Money) -> AnyView {
    let bill = &money.bill;
    if bill.lines.is_empty() {
        return view! { <p>"Nothing that costs money is drawn yet."</p> }.into_any();
    }
    let groups = Group::ALL
        .iter()
        .filter(|it| bill.lines_of(**it).next().is_some());
    let groups = groups.map(|group| {
        let total = bill.total_of_group(*group);
        view! { <tr><th scope="row">{group.title()}</th><td class="num">{usd(total)}</td><td class="num">{inr(bill, total)}</td></tr> }
    });
    let unknown = (!bill.is_complete()).then(|| view! { <p>{unknown(bill)}</p> });
    let notes = bill.notes.iter().cloned().map(|it| view! { <li>{it}</li> });
    view! {
        <table>
            <thead><tr><th scope="col">"Group"</th><th scope="col" class="num">"USD"</th><th scope="col" class="num">"INR with GST"</th></tr></thead>
            <tbody>
                {groups.collect_view()}
                <tr><th scope="row">"Before tax"</th><td class="num">{usd(bill.total())}</td><td></td></tr>
                <tr><th scope="row">{format!("GST {} %", bill.gst.value.short())}</th><td class="num">{usd(bill.gst_usd())}</td><td></td></tr>
                <tr><th scope="row">"Total"</th><td class="num">{usd(bill.total_with_gst())}</td><td class="num">{format!("₹ {}", bill.total_with_gst_inr().rupees())}</td></tr>
            </tbody>
        </table>
        {unknown}
        <ul>{notes.collect_view()}<li>{format!("On-demand prices, put together on {}. Your bill is what AWS says.", bill.compiled)}</li></ul>
    }
    .into_any()
}

//! The dialog "VPC and more": a handful of choices at the left, all that comes
//! of them at the right, by name and block. What was made is explained in the
//! same place, and is one step that can be taken back.

use leptos::html;
use leptos::prelude::*;

use crate::app::command::use_page;
use crate::app::parts::modal::{Modal, close};
use crate::app::parts::segments::Segments;
use crate::app::parts::{KindIcon, Ui};
use crate::architecture::{CidrText, Kind};
use crate::building::vpc_and_more::{Made, Nats, Plan, Problem, Said, Wish, plan};
use crate::order::InOrder;

/// The groups of the preview, each with the kinds in it.
const GROUPS: [(&str, &[Kind]); 4] = [
    ("VPC", &[Kind::Vpc]),
    ("Subnets", &[Kind::Subnet]),
    ("Route tables", &[Kind::RouteTable]),
    (
        "Network connections",
        &[Kind::InternetGateway, Kind::NatGateway, Kind::VpcEndpoint],
    ),
];

/// The dialog.
#[component]
pub fn Wizard() -> impl IntoView {
    let page = use_page();
    let store = page.store;
    let node = NodeRef::<html::Dialog>::new();
    let wish = RwSignal::new(store.peek(|it| Wish::beside(&it.document().architecture)));
    let made = RwSignal::new(None::<(String, Vec<Said>)>);
    let on_close = Callback::new(move |()| store.dialog.set(None));
    let outcome: Memo<Result<Plan, Problem>> = Memo::new(move |_| {
        let wish = wish.get();
        store.with(|session| {
            // In the Region that is selected, if one is.
            plan(session.document(), session.selected(), &wish)
        })
    });
    let make = move || {
        let Ok(plan) = outcome.get_untracked() else {
            return;
        };
        let count = plan.made.len();
        if store.perform(plan.label(), plan.edits) {
            made.set(Some((
                crate::text::count(count, "thing was made", "things were made"),
                plan.said,
            )));
            store.select_one(&plan.vpc);
            page.canvas.show(&plan.vpc);
        }
    };
    let take_back = move || {
        store.undo();
        made.set(None);
    };
    let done = move || {
        let vpc = store.peek(|session| session.selected().cloned());
        close(node);
        store.dialog.set(None);
        if let Some(vpc) = vpc {
            page.canvas.reveal(&vpc);
        }
    };
    view! {
        <Modal class="dialog wizard" label="VPC and more" node on_close>
            <div class="dialog-head">
                <h2>"VPC and more"</h2>
                <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
            </div>
            {move || match made.get() {
                None => view! {
                    <p class="wizard-about muted">"As the VPC console makes it: names, blocks and routes are those that AWS would propose."</p>
                    <div class="wizard-body">
                        <Choices wish />
                        <div class="wizard-preview" role="region" aria-label="What will be made" aria-live="polite" tabindex="0">
                            {move || match outcome.get() {
                                Ok(plan) => preview(&plan.made),
                                Err(problem) => view! { <div class="why error"><p>{problem.to_string()}</p></div> }.into_any(),
                            }}
                        </div>
                    </div>
                    <div class="dialog-foot">
                        <button class="btn" on:click=move |_| close(node)>"Cancel"</button>
                        <button class="btn primary" disabled=move || outcome.with(Result::is_err) on:click=move |_| make()>"Make it"</button>
                    </div>
                }.into_any(),
                Some((count, said)) => view! {
                    <div class="dialog-body wizard-said" role="status">
                        <p>{format!("{count}, in one step.")}</p>
                        <dl>{said.into_iter().map(|line| view! {
                            <div><dt>{line.what}</dt><dd>{line.why}</dd></div>
                        }).collect_view()}</dl>
                    </div>
                    <div class="dialog-foot">
                        <button class="btn" on:click=move |_| take_back()>"Undo"</button>
                        <button class="btn primary" autofocus on:click=move |_| done()>"Show it"</button>
                    </div>
                }.into_any(),
            }}
        </Modal>
    }
}

fn preview(made: &[Made]) -> AnyView {
    let group = |(title, kinds): &(&'static str, &'static [Kind])| {
        let title = *title;
        let mut lines: Vec<&Made> = made.iter().filter(|it| kinds.contains(&it.kind)).collect();
        if lines.is_empty() {
            return None;
        }
        // Subnets stand together by tier, as they do in the drawing.
        lines.order_by_key(|it| kinds.iter().position(|kind| *kind == it.kind));
        let many = lines.len();
        let lines = lines.into_iter().map(|it| {
            view! {
                <li><KindIcon kind=it.kind /><span class="wizard-name">{it.name.clone()}</span><span class="muted small">{it.detail.clone()}</span></li>
            }
        });
        Some(view! {
            <section>
                <h3>{title}" "<span class="badge">{many}</span></h3>
                <ul>{lines.collect_view()}</ul>
            </section>
        })
    };
    GROUPS.iter().filter_map(group).collect_view().into_any()
}

/// The choices.
#[component]
fn Choices(wish: RwSignal<Wish>) -> impl IntoView {
    let private = Signal::derive(move || wish.with(|it| it.private));
    let public = Signal::derive(move || wish.with(|it| it.public));
    let zones = Signal::derive(move || wish.with(|it| it.zones));
    let data = Signal::derive(move || wish.with(|it| it.data));
    let nats = Signal::derive(move || wish.with(|it| it.nats));
    let endpoint = Signal::derive(move || wish.with(|it| it.endpoint));
    let no_nats = Signal::derive(move || wish.with(|it| !it.public || it.private == 0));
    view! {
        <div class="wizard-choices">
            <label class="wizard-row">
                <span class="label">"Name prefix"</span>
                <input class="input" autocomplete="off" spellcheck="false" maxlength="120" autofocus
                    prop:value=move || wish.with(|it| it.prefix.clone())
                    on:input=move |event| wish.update(|it| it.prefix = event_target_value(&event)) />
            </label>
            <label class="wizard-row">
                <span class="label">"IPv4 CIDR block"</span>
                <input class="input mono" autocomplete="off" spellcheck="false"
                    aria-invalid=move || wish.with(|it| it.block.parse().is_err()).to_string()
                    prop:value=move || wish.with(|it| it.block.0.clone())
                    on:input=move |event| wish.update(|it| it.block = CidrText(event_target_value(&event))) />
            </label>
            <div class="wizard-row">
                <span class="label">"Availability Zones"</span>
                <Segments label="Availability Zones" choices=vec![(1, "1"), (2, "2"), (3, "3")] value=zones
                    on_change=Callback::new(move |it| wish.update(|wish| wish.zones = it)) />
            </div>
            <div class="wizard-row">
                <span class="label">"Public subnets"</span>
                <Segments label="Public subnets" choices=vec![(false, "None"), (true, "1 per zone")] value=public
                    on_change=Callback::new(move |it| wish.update(|wish| wish.public = it)) />
            </div>
            <div class="wizard-row">
                <span class="label">"Private subnets"</span>
                <Segments label="Private subnets" choices=vec![(0, "None"), (1, "1 per zone"), (2, "2 per zone")] value=private
                    on_change=Callback::new(move |it| wish.update(|wish| wish.private = it)) />
            </div>
            <div class="wizard-row">
                <span class="label">"Data subnets"</span>
                <Segments label="Data subnets" choices=vec![(false, "None"), (true, "1 per zone")] value=data
                    on_change=Callback::new(move |it| wish.update(|wish| wish.data = it)) />
                <p class="help">"Without a way to the internet. AWS's console does not have this choice."</p>
            </div>
            <div class="wizard-row">
                <span class="label">"NAT gateways"</span>
                <Segments label="NAT gateways" choices=vec![(Nats::None, "None"), (Nats::InOneZone, "In 1 zone"), (Nats::PerZone, "1 per zone")] value=nats
                    on_change=Callback::new(move |it| wish.update(|wish| wish.nats = it)) />
                <p class="help">{move || match (no_nats.get(), nats.get()) {
                    (true, _) => "A NAT gateway needs a public subnet to stand in and private subnets to serve.",
                    (false, Nats::None) => "Private subnets have no way to the internet.",
                    (false, _) => "Each costs by the hour and by the gigabyte.",
                }}</p>
            </div>
            <div class="wizard-row">
                <span class="label">"VPC endpoints"</span>
                <Segments label="VPC endpoints" choices=vec![(false, "None"), (true, "S3 gateway")] value=endpoint
                    on_change=Callback::new(move |it| wish.update(|wish| wish.endpoint = it)) />
            </div>
            <div class="wizard-row">
                <span class="label">"DNS options"</span>
                <div class="stack">
                    <label class="check"><input type="checkbox" prop:checked=move || wish.with(|it| it.dns_hostnames && it.dns_support)
                        disabled=move || wish.with(|it| !it.dns_support)
                        on:change=move |event| wish.update(|it| it.dns_hostnames = event_target_checked(&event)) />"DNS hostnames"</label>
                    <label class="check"><input type="checkbox" prop:checked=move || wish.with(|it| it.dns_support)
                        on:change=move |event| wish.update(|it| it.dns_support = event_target_checked(&event)) />"DNS resolution"</label>
                </div>
            </div>
        </div>
    }
}

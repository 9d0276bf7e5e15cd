//! The bill: what is kept for a month, and the lines that follow from it.

use leptos::prelude::*;
use serde_json::json;

use super::shared::Range;
use super::{Handle, state};
use crate::app::parts::segments::Segments;
use crate::course::figures::Bill;
use crate::text::count;

/// The body of the figure.
#[component]
pub fn BillBody(handle: Handle) -> impl IntoView {
    let bill = state!(handle, Bill);
    let number = move |of: fn(&Bill) -> u64| Memo::new(move |_| bill.with(of));
    let flag = move |of: fn(&Bill) -> bool| Memo::new(move |_| bill.with(of));
    let rows = Memo::new(move |_| bill.with(Bill::rows));
    let range = move |label: &'static str,
                      name: &'static str,
                      (least, most),
                      of: fn(&Bill) -> u64,
                      unit: (&'static str, &'static str)| {
        let value = number(of);
        view! {
            <Range
                label=label
                id=handle.html_id(name)
                value=value
                range=(least, most, 1)
                text=Signal::derive(move || count(value.get() as usize, unit.0, unit.1))
                on_change=Callback::new(move |it: u64| handle.put(name, json!(it)))
            />
        }
    };
    view! {
        {range("Servers, t3.micro", "servers", (0, 6), Bill::servers, ("server", "servers"))}
        {range("NAT gateways", "nat", (0, 3), Bill::nat, ("gateway", "gateways"))}
        <div class="bill-switches">
            <Segments
                label="The servers"
                choices=vec![(false, "Running"), (true, "Stopped")]
                value=flag(Bill::is_stopped)
                on_change=Callback::new(move |it: bool| handle.put("stopped", json!(it)))
            />
            <Segments
                label="Elastic IP of each"
                choices=vec![(false, "None"), (true, "One")]
                value=flag(Bill::has_address)
                on_change=Callback::new(move |it: bool| handle.put("address", json!(it)))
            />
        </div>
        {move || (!handle.waits()).then(|| view! {
            <table class="bill-lines">
                <caption class="visually-hidden">"The bill of one month, before tax"</caption>
                <thead>
                    <tr><th scope="col">"Line"</th><th scope="col" class="num">"USD"</th></tr>
                </thead>
                <tbody>
                    {move || rows.get().into_iter().map(|row| view! {
                        <tr>
                            <th scope="row">
                                {row.what}
                                <span class="bill-bar" aria-hidden="true" style:--part=format!("{}%", row.share)></span>
                                <small>{row.formula}</small>
                            </th>
                            <td class="num mono">{row.usd}</td>
                        </tr>
                    }).collect_view()}
                    {move || rows.with(Vec::is_empty).then(|| view! {
                        <tr><th scope="row">"Nothing is kept"</th><td class="num mono">"0.00"</td></tr>
                    })}
                </tbody>
                <tfoot>
                    <tr><th scope="row">"Month, before tax"</th><td class="num mono">{move || bill.with(Bill::month)}</td></tr>
                    <tr><th scope="row">"In rupees, with 18 % GST"</th><td class="num mono">{move || format!("₹{}", bill.with(Bill::rupees))}</td></tr>
                </tfoot>
            </table>
        })}
    }
}

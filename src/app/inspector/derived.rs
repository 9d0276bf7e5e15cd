//! What follows from what was built: why a subnet is public or private, how
//! full it is, which addresses a resource has.

use leptos::prelude::*;

use crate::app::state::use_store;
use crate::architecture::ResourceId;
use crate::explain::why_subnet_kind;
use crate::network::Evidence;
use crate::relations::SubnetKind;

/// Why a subnet is what it is, and the route that decides.
#[component]
pub fn WhySubnet(
    /// The subnet.
    id: ResourceId,
) -> impl IntoView {
    let store = use_store();
    let why = Memo::new(move |_| {
        let analysis = store.judged().analysis;
        let network = analysis.calm().network();
        let (kind, evidence) = network.subnet_kind(&id)?;
        let row = match evidence {
            Evidence::Route {
                table,
                destination: Some(destination),
                ..
            } => {
                let table = table.map_or_else(
                    || "Main route table".to_owned(),
                    |table| analysis.architecture().name_of(&table),
                );
                Some((table, destination.to_string()))
            }
            _ => None,
        };
        Some((kind, why_subnet_kind(&id, network)?, row))
    });
    move || {
        why.get().map(|(kind, sentence, row)| {
            let word = kind.word();
            let tag = match kind {
                SubnetKind::Public => "tag public",
                SubnetKind::Private => "tag private",
                SubnetKind::Isolated => "tag isolated",
            };
            view! {
                <section class="section" aria-label="Why">
                    <div class="section-head"><h3>{format!("Why it is {word}")}</h3><span class=tag>{word}</span></div>
                    <div class="why">
                        <p>{sentence}</p>
                        {row.map(|(table, destination)| view! {
                            <div class="evidence"><span>{table}</span><code>{destination}</code></div>
                        })}
                    </div>
                </section>
            }
        })
    }
}

/// How full a subnet is.
#[component]
pub fn AddressMeter(
    /// The subnet.
    id: ResourceId,
) -> impl IntoView {
    let store = use_store();
    let counts = Memo::new(move |_| {
        let analysis = store.judged().analysis;
        let network = analysis.calm().network();
        let block = network.subnet(&id)?.block?;
        let all = u64::from(u32::from(block.broadcast()) - u32::from(block.network())) + 1;
        let usable = u64::from(network.usable_addresses(&id));
        let used = network.addresses_in_use(&id) as u64;
        Some((
            used,
            all.saturating_sub(usable),
            usable.saturating_sub(used),
            all,
        ))
    });
    move || {
        counts.get().map(|(used, kept, free, all)| {
            let part = |count: u64| format!("{:.2}%", count as f64 * 100.0 / all as f64);
            let spoken = format!("{used} in use, {kept} kept by AWS, {free} free");
            view! {
                <section class="section" aria-label="Addresses">
                    <div class="section-head"><h3>"Addresses"</h3><span class="muted small">{format!("{free} free of {all}")}</span></div>
                    <div class="meter" role="img" aria-label=spoken>
                        {(used > 0).then(|| view! { <i style:--part=part(used)></i> })}
                        <i class="kept" style:--part=part(kept)></i>
                    </div>
                    <div class="meter-key">
                        <span>{format!("{used} in use")}</span>
                        <span class="kept">{format!("{kept} kept by AWS")}</span>
                        <span class="free">{format!("{free} free")}</span>
                    </div>
                </section>
            }
        })
    }
}

/// The addresses of the interfaces of a resource or of a member.
#[component]
pub fn Interfaces(
    /// The resource or member.
    id: ResourceId,
) -> impl IntoView {
    let store = use_store();
    let rows = Memo::new(move |_| {
        let analysis = store.judged().analysis;
        let network = analysis.calm().network();
        let owner = id.owner();
        let all = network.interfaces_of(&owner).iter();
        all.filter(|it| id == owner || it.id == id)
            .map(|it| {
                let name = analysis.architecture().name_of(&it.id);
                let place = analysis.architecture().name_of(it.subnet);
                let private = it.private.map(|it| it.to_string());
                let public = it.public.map(|it| it.to_string());
                (
                    name,
                    place,
                    private.unwrap_or_else(|| "none".to_owned()),
                    public,
                )
            })
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || rows.with(|it| !it.is_empty())>
            <section class="section" aria-label="Network addresses">
                <div class="section-head"><h3>"Addresses"</h3></div>
                <dl class="facts">
                    {move || rows.get().into_iter().map(|(name, place, private, public)| view! {
                        <div>
                            <dt>{name}<br /><span class="small">"in "{place}</span></dt>
                            <dd><code>{private}</code>{public.map(|it| view! { <br /><code>{it}</code> })}</dd>
                        </div>
                    }).collect_view()}
                </dl>
            </section>
        </Show>
    }
}

//! Flows through small networks: what is built, what is asked, what AWS does.
//!
//! Each test is one network with its flows; the outcome of every flow is
//! stated beside it, and the hops are shown beneath for a reader to check.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "flows/campus.rs"]
mod campus;
#[path = "flows/render.rs"]
mod render;

#[path = "flows/acls.rs"]
mod acls;
#[path = "flows/balancers.rs"]
mod balancers;
#[path = "flows/caches.rs"]
mod caches;
#[path = "flows/certificates.rs"]
mod certificates;
#[path = "flows/groups.rs"]
mod groups;
#[path = "flows/internet.rs"]
mod internet;
#[path = "flows/local.rs"]
mod local;
#[path = "flows/middleboxes.rs"]
mod middleboxes;
#[path = "flows/names.rs"]
mod names;
#[path = "flows/nat.rs"]
mod nat;
#[path = "flows/peering.rs"]
mod peering;
#[path = "flows/reasons.rs"]
mod reasons;
#[path = "flows/routing.rs"]
mod routing;
#[path = "flows/stores.rs"]
mod stores;

/// Every code that the engine can give is the stated outcome of some flow.
#[test]
fn every_code_is_produced_by_a_flow() {
    let tables = concat!(
        include_str!("flows/acls.rs"),
        include_str!("flows/balancers.rs"),
        include_str!("flows/caches.rs"),
        include_str!("flows/certificates.rs"),
        include_str!("flows/groups.rs"),
        include_str!("flows/internet.rs"),
        include_str!("flows/local.rs"),
        include_str!("flows/middleboxes.rs"),
        include_str!("flows/names.rs"),
        include_str!("flows/nat.rs"),
        include_str!("flows/peering.rs"),
        include_str!("flows/reasons.rs"),
        include_str!("flows/routing.rs"),
        include_str!("flows/stores.rs"),
    );
    let missing: Vec<&str> = cloud_campus::network::Code::ALL
        .iter()
        .map(|code| code.name())
        .filter(|name| {
            let ends = [
                format!("= {name}\n"),
                format!("= {name} on return\n"),
                // An answer that says no.
                format!("| at box !{name}\n"),
            ];
            !ends.iter().any(|end| tables.contains(end.as_str()))
        })
        .collect();
    assert!(missing.is_empty(), "no flow ends in {missing:?}");
}

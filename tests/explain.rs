//! Words and tables hold for any trace of any architecture: nothing panics,
//! and where a row decided it is in the table and marked.

mod support;

use cloud_campus::architecture::{Architecture, Kind, Protocol, ResourceId};
use cloud_campus::explain::{
    deciding_table, hop_sentence, hop_subtitle, hop_title, why_subnet_kind,
};
use cloud_campus::network::{Endpoint, Evidence, Flow, Hop, Network};
use proptest::prelude::*;
use support::arbitrary;

fn flow(from: Endpoint, to: Endpoint, protocol: Protocol, port: u16) -> Flow {
    Flow {
        from,
        to,
        protocol,
        port,
        source_port: None,
        icmp: None,
        path: "/".to_owned(),
    }
}

/// Every hop of the traces from the internet, and from a resource, to each
/// resource.
fn hops(network: &Network, from: &ResourceId, port: u16) -> Vec<Hop> {
    let mut hops = Vec::new();
    for (to, _) in network.architecture().resources() {
        for from in [Endpoint::Internet, Endpoint::Resource(from.clone())] {
            for protocol in [Protocol::Tcp, Protocol::Icmp, Protocol::Number(50)] {
                let to = Endpoint::Resource(to.clone());
                let trace = network.trace(&flow(from.clone(), to, protocol, port));
                hops.extend(trace.request.hops);
                hops.extend(trace.response.hops);
                hops.extend(trace.blockers);
            }
        }
    }
    hops
}

fn is_told(hop: &Hop, architecture: &Architecture, network: &Network) {
    assert!(!hop_title(hop, architecture).is_empty(), "{hop:?}");
    hop_subtitle(hop, architecture);
    let sentence = hop_sentence(hop, architecture);
    assert!(sentence.ends_with('.'), "{sentence}");
    let table = deciding_table(hop, network);
    if let Some(table) = &table {
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{}", table.title);
        }
        assert!(table.rows.iter().filter(|row| row.decided).count() <= 1);
    }
    // The first piece of evidence is the one that decided.
    let decided = || {
        let table = table
            .as_ref()
            .unwrap_or_else(|| panic!("no table for {hop:?}"));
        table.rows.iter().any(|row| row.decided)
    };
    match hop.evidence.first() {
        Some(Evidence::Route { destination, .. }) => {
            assert_eq!(decided(), destination.is_some(), "{hop:?}");
        }
        Some(Evidence::NetworkAclEntry { .. } | Evidence::SecurityGroupRule { .. }) => {
            assert!(decided(), "{hop:?}");
        }
        Some(Evidence::NoSecurityGroupRule { .. }) => assert!(!decided(), "{hop:?}"),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_hop_is_told_with_the_row_that_decided(
        document in arbitrary::document(12),
        from in arbitrary::id_of(&[Kind::Instance, Kind::AutoScalingGroup, Kind::LoadBalancer]),
        port in prop_oneof![Just(80u16), Just(443), Just(3306), any::<u16>()],
    ) {
        let architecture = &document.architecture;
        let network = Network::new(architecture);
        for hop in hops(&network, &from, port) {
            is_told(&hop, architecture, &network);
        }
        for subnet in architecture.ids_of(Kind::Subnet) {
            prop_assert!(why_subnet_kind(subnet, &network).is_some());
        }
    }
}

#[test]
fn every_hop_of_the_example_is_told() {
    let text = include_str!("../tests/files/notebookly.campus.json");
    let document = cloud_campus::architecture::Document::from_json(text).unwrap();
    let network = Network::new(&document.architecture);
    let told = hops(&network, &"auto-scaling-group-1".into(), 80);
    assert!(told.len() > 100);
    for hop in told {
        is_told(&hop, &document.architecture, &network);
    }
}

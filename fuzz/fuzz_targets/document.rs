//! Any text: read it; where it is a document, save, check, trace, fail and
//! export it, and ask who reaches whom. Nothing may panic, and matrix,
//! trace and the answer for everybody may not contradict each other.
#![no_main]

use cloud_campus::architecture::{Document, Protocol, ResourceId};
use cloud_campus::cloudformation;
use cloud_campus::network::{Endpoint, Flow, Network, Reach, Share, Verdict};
use cloud_campus::rules;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(document) = Document::from_json(text) else {
        return;
    };
    assert_eq!(
        Document::from_json(&document.to_json()).as_ref(),
        Ok(&document)
    );
    let architecture = &document.architecture;
    let _ = rules::findings(architecture);
    let network = Network::new(architecture);
    let mut ends: Vec<Endpoint> = architecture
        .resources()
        .map(|(id, _): (&ResourceId, _)| Endpoint::Resource(id.clone()))
        .take(6)
        .collect();
    ends.extend([
        Endpoint::Internet,
        Endpoint::Host("notebookly.com".to_owned()),
    ]);
    for from in &ends {
        for to in &ends {
            for (protocol, port) in [
                (Protocol::Tcp, 80),
                (Protocol::Udp, 53),
                (Protocol::Icmp, 0),
                (Protocol::Number(50), 0),
            ] {
                let flow = flow(from, to, protocol, port);
                let trace = network.trace(&flow);
                // Nobody gets through who is told of, unless somebody does.
                assert!(
                    trace.verdict == Verdict::Dropped || trace.extent.reach != Reach::Nobody,
                    "{flow:?}"
                );
            }
        }
    }
    // Their cost grows with the square of the interfaces, which a single
    // number in a document can make ten thousand.
    if network.interfaces().len() <= 40 {
        let _ = network.check_intents();
        let _ = network.weak_points();
        agree(&network);
    }
    let export = cloudformation::export(architecture, None);
    let _ = export.template.to_yaml();
    let _ = export.template.to_json();
});

/// Every opening of the matrix is as wide as the question itself is answered,
/// at both its ends.
fn agree(network: &Network<'_>) {
    let matrix = network.matrix();
    let end = |class: usize, member: usize| match matrix.classes[class].members.get(member) {
        Some(id) => Endpoint::Resource(id.clone()),
        None => Endpoint::Internet,
    };
    for (row, line) in matrix.cells.iter().enumerate() {
        for (column, openings) in line.iter().enumerate() {
            let (from, to) = (end(row, 0), end(column, usize::from(row == column)));
            for opening in openings {
                for port in [opening.from, opening.to] {
                    let extent = network.extent(&flow(&from, &to, opening.protocol, port));
                    let share = match extent.reach {
                        Reach::Everybody => Share::ALL,
                        Reach::Some | Reach::Nobody => extent.share,
                    };
                    assert_eq!(opening.share, share, "{from:?} {to:?} {opening:?}");
                }
            }
        }
    }
}

fn flow(from: &Endpoint, to: &Endpoint, protocol: Protocol, port: u16) -> Flow {
    Flow {
        from: from.clone(),
        to: to.clone(),
        protocol,
        port,
        source_port: None,
        icmp: None,
        path: "/".to_owned(),
    }
}

//! Any text: read, check, trace, export and draw it. Nothing may panic.
#![no_main]

use cloud_campus::architecture::{Document, Protocol, ResourceId};
use cloud_campus::cloudformation;
use cloud_campus::network::{Endpoint, Flow, Network};
use cloud_campus::rules;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(document) = Document::from_json(text) else {
        return;
    };
    assert_eq!(Document::from_json(&document.to_json()).as_ref(), Ok(&document));
    let architecture = &document.architecture;
    let _ = rules::findings(architecture);
    let network = Network::new(architecture);
    let mut ends: Vec<Endpoint> = architecture
        .resources()
        .map(|(id, _): (&ResourceId, _)| Endpoint::Resource(id.clone()))
        .take(6)
        .collect();
    ends.extend([Endpoint::Internet, Endpoint::Host("notebookly.com".to_owned())]);
    for from in &ends {
        for to in &ends {
            for (protocol, port) in [(Protocol::Tcp, 80), (Protocol::Icmp, 0)] {
                let _ = network.trace(&Flow {
                    from: from.clone(),
                    to: to.clone(),
                    protocol,
                    port,
                    source_port: None,
                    icmp: None,
                    path: "/".to_owned(),
                });
            }
        }
    }
    let export = cloudformation::export(architecture, None);
    let _ = export.template.to_yaml();
    let _ = export.template.to_json();
});

//! The examples that ship with Cloud Campus are what they claim to be.

use cloud_campus::architecture::{
    AutoScalingGroup, Database, Document, Expectation, Intent, NatGateway, Subnet,
};
use cloud_campus::cloudformation::export;
use cloud_campus::network::{Flow, Network, Verdict};
use cloud_campus::rules::{Severity, findings};
use expect_test::{expect, expect_file};

fn notebookly() -> Document {
    let text = include_str!("../assets/examples/notebookly.campus.json");
    Document::from_json(text).expect("the example is a document")
}

/// Saving the example again changes not a byte, so that a learner who opens
/// it, edits it and takes the edit back has the same file.
#[test]
fn the_example_is_written_as_cloud_campus_writes_it() {
    expect_file!["../assets/examples/notebookly.campus.json"].assert_eq(&notebookly().to_json());
}

#[test]
fn every_reference_leads_somewhere() {
    let document = notebookly();
    for (id, resource) in document.architecture.resources() {
        resource.properties.references(&mut |property, named| {
            assert!(
                document.architecture.get(named).is_some(),
                "{id}.{property} names {named}, which does not exist"
            );
        });
    }
    for (id, _) in document.layout.spots() {
        assert!(document.architecture.get(id).is_some(), "{id} has a spot");
    }
}

#[test]
fn the_example_has_the_three_tiers_of_the_course() {
    let document = notebookly();
    let architecture = &document.architecture;
    let blocks: Vec<_> = architecture
        .all::<Subnet>()
        .map(|(_, subnet)| subnet.cidr.0.as_str())
        .collect();
    assert_eq!(
        blocks,
        ["10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24", "10.0.4.0/24"]
    );
    assert_eq!(architecture.all::<NatGateway>().count(), 2);
    assert_eq!(architecture.all::<Intent>().count(), 4);
    let (_, group) = architecture.all::<AutoScalingGroup>().next().unwrap();
    assert_eq!((group.min_size, group.max_size, group.desired), (2, 12, 2));
    let (_, database) = architecture.all::<Database>().next().unwrap();
    assert!(database.multi_az && database.encrypted && database.backup_days == 7);
    assert_eq!(database.storage, 20);
}

#[test]
fn the_example_has_no_errors() {
    let found = findings(&notebookly().architecture);
    let errors: Vec<_> = found
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .map(|it| &it.sentence)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn what_the_example_intends_is_so() {
    let document = notebookly();
    let architecture = &document.architecture;
    let network = Network::new(architecture);
    for (id, intent) in architecture.all::<Intent>() {
        let endpoint = |text: &str| network.endpoint(text).unwrap();
        let trace = network.trace(&Flow {
            from: endpoint(&intent.from),
            to: endpoint(&intent.to),
            protocol: intent.protocol,
            port: intent.port,
            source_port: None,
            icmp: None,
            path: "/".to_owned(),
        });
        let wanted = match intent.expectation {
            Expectation::Reaches => Verdict::Delivered,
            Expectation::Never => Verdict::Dropped,
        };
        assert_eq!(trace.verdict, wanted, "{}", architecture.name_of(id));
    }
}

/// What is left out is what no template can hold, and what is in the Region of
/// the bill.
#[test]
fn the_example_is_exported_whole() {
    let export = export(&notebookly().architecture, None);
    let omitted: Vec<String> = export.omitted.iter().map(ToString::to_string).collect();
    expect![[r#"
        alarm-6: it is in another Region, and a template makes things in one
        bucket-2, MFA delete: only the root user sets it, with a second factor in hand
        iam-user-1, console access: it needs a password, which has no place in a template: give one in the console afterwards
        iam-user-1, MFA: a device is registered by whoever holds it
        topic-2: it is in another Region, and a template makes things in one
    "#]]
    .assert_eq(&(omitted.join("\n") + "\n"));
}

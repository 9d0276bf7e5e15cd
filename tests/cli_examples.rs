//! The examples that ship with Cloud Campus are what they claim to be.

use cloud_campus::architecture::{
    AutoScalingGroup, Database, Document, Intent, NatGateway, Subnet,
};
use expect_test::expect_file;

fn notebookly() -> Document {
    let text = include_str!("../assets/examples/notebookly.campus.json");
    Document::from_json(text).unwrap()
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
    assert_eq!(architecture.all::<Intent>().count(), 3);
    let (_, group) = architecture.all::<AutoScalingGroup>().next().unwrap();
    assert_eq!((group.min_size, group.max_size, group.desired), (2, 10, 2));
    let (_, database) = architecture.all::<Database>().next().unwrap();
    assert!(database.multi_az && database.encrypted && database.backup_days == 7);
    assert_eq!(database.storage, 20);
}

//! Copies are whole, valid and such as AWS would take them.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::architecture::*;
use crate::building::placement::{container_of, contents_of, create};
use crate::editor::Session;

fn notebookly() -> Document {
    Document::from_json(include_str!("../../../tests/files/notebookly.campus.json")).unwrap()
}

fn add(document: &mut Document, kind: Kind, target: Option<&ResourceId>, name: &str) -> ResourceId {
    let (id, mut edits) = create(document, kind, target, None).unwrap();
    edits.push(Edit::Rename {
        id: id.clone(),
        name: name.to_owned(),
    });
    document.apply_all(edits).unwrap();
    id
}

/// A Region with a VPC, a subnet and a server with a security group.
fn shop() -> (Document, [ResourceId; 5]) {
    let mut document = Document::default();
    let region = add(&mut document, Kind::Region, None, "Mumbai");
    let vpc = add(&mut document, Kind::Vpc, Some(&region), "shop");
    let subnet = add(&mut document, Kind::Subnet, Some(&vpc), "private-1");
    let server = add(&mut document, Kind::Instance, Some(&subnet), "web-1");
    let guard = add(&mut document, Kind::SecurityGroup, Some(&vpc), "web-sg");
    let set = Edit::set(&server, "security_groups", [&guard]);
    document.apply(set).unwrap();
    (document, [region, vpc, subnet, server, guard])
}

fn copy_of(document: &Document, ids: &[&ResourceId]) -> Clip {
    copied(document, ids.iter().copied(), |_| None).unwrap()
}

/// Copies, writes, reads and pastes; yields the new roots and what was told.
fn over(
    from: &Document,
    ids: &[&ResourceId],
    to: &mut Document,
    target: &Target,
) -> (Vec<ResourceId>, Vec<String>) {
    let clip = copy_of(from, ids);
    let read = Clip::from_text(&clip.to_text()).unwrap();
    assert_eq!(read, clip, "what was written is read");
    let pasted = paste(to, &read, target).unwrap();
    to.apply_all(pasted.edits).unwrap();
    (
        pasted.roots.into_iter().map(|(_, new)| new).collect(),
        pasted.told,
    )
}

fn beside(document: &mut Document, ids: &[&ResourceId]) -> (Vec<ResourceId>, Vec<String>) {
    over(&document.clone(), ids, document, &Target::Beside)
}

/// Every resource that is named and is not there.
fn nowhere(document: &Document) -> BTreeSet<ResourceId> {
    let mut named = BTreeSet::new();
    for (_, resource) in document.architecture.resources() {
        resource
            .properties
            .references(&mut |_, id| _ = named.insert(id.clone()));
    }
    named.retain(|id| document.architecture.get(id).is_none());
    named
}

#[test]
fn a_copy_of_a_server_keeps_its_place_and_its_groups() {
    let (mut document, [_, _, subnet, server, guard]) = shop();
    let private = Edit::set(&server, "private_address", "10.0.0.10");
    document.apply(private).unwrap();
    let (new, told) = beside(&mut document, &[&server]);
    let copy: &Instance = document.architecture.find(&new[0]).unwrap();
    assert_eq!(copy.subnet, Some(subnet));
    assert_eq!(copy.security_groups, [guard]);
    assert_eq!(copy.private_address.0, "", "an address is there once");
    assert_eq!(document.architecture.name_of(&new[0]), "web-2");
    assert_eq!(told, [""; 0]);
}

#[test]
fn a_copy_of_a_subnet_takes_the_next_block_and_the_other_zone_with_all_that_is_in_it() {
    let (mut document, [_, _, subnet, server, _]) = shop();
    for edit in [
        Edit::set(&server, "private_address", "10.0.0.10"),
        Edit::set(&subnet, "cidr", "10.0.0.0/25"),
    ] {
        document.apply(edit).unwrap();
    }
    let (new, told) = beside(&mut document, &[&subnet]);
    let copy: &Subnet = document.architecture.find(&new[0]).unwrap();
    assert_eq!(
        (copy.cidr.0.as_str(), copy.zone.as_str()),
        ("10.0.0.128/25", "ap-south-1b")
    );
    assert_eq!(
        told,
        ["private-2 stands in ap-south-1b, where shop has fewer subnets."]
    );
    let inside = contents_of(&document.architecture, &new[0]);
    assert_eq!(inside.len(), 1);
    let twin: &Instance = document.architecture.find(&inside[0]).unwrap();
    assert_eq!(
        twin.private_address.0, "10.0.0.138",
        "moved along with its subnet"
    );
    // Both zones have as many now: the next copy stays in its own.
    let (third, _) = beside(&mut document, &[&subnet]);
    let third: &Subnet = document.architecture.find(&third[0]).unwrap();
    assert_eq!(
        (third.cidr.0.as_str(), third.zone.as_str()),
        ("10.0.1.0/25", "ap-south-1a")
    );
}

#[test]
fn a_copy_of_a_vpc_is_a_vpc_of_its_own() {
    let mut document = notebookly();
    let vpc = document
        .architecture
        .ids_of(Kind::Vpc)
        .next()
        .unwrap()
        .clone();
    let before = document.clone();
    let (new, _) = beside(&mut document, &[&vpc]);
    let copy: &Vpc = document.architecture.find(&new[0]).unwrap();
    assert_eq!(copy.cidr.0, "10.1.0.0/16");
    let clip = copy_of(&before, &[&vpc]);
    let pasted = paste(&before, &clip, &Target::Beside).unwrap();
    // What stood inside names what stands inside.
    for (old, new) in &pasted.copies {
        let original = before.architecture.get(old).unwrap();
        let twin = document.architecture.get(new).unwrap();
        let named = |it: &Resource| {
            let mut all = Vec::new();
            it.properties
                .references(&mut |key, id| all.push((key, id.clone())));
            all
        };
        let expected: Vec<_> = named(original)
            .into_iter()
            .map(|(key, id)| (key, pasted.copies.get(&id).cloned().unwrap_or(id)))
            .collect();
        assert_eq!(named(twin), expected, "{old}");
        assert_ne!(original.name, twin.name);
    }
    let blocks: BTreeSet<String> = contents_of(&document.architecture, &new[0])
        .iter()
        .filter_map(|id| document.architecture.find::<Subnet>(id))
        .map(|it| it.cidr.0.clone())
        .collect();
    let blocks: Vec<&str> = blocks.iter().map(String::as_str).collect();
    assert_eq!(
        blocks,
        ["10.1.1.0/24", "10.1.2.0/24", "10.1.3.0/24", "10.1.4.0/24"]
    );
    assert_eq!(nowhere(&document), nowhere(&before));
}

/// Errors of the rules that a copy alone brings along.
#[test]
fn a_copy_of_everything_in_the_reference_brings_no_error_that_was_not_there() {
    let errors = |document: &Document| {
        let said = crate::rules::findings(&document.architecture);
        let errors = said
            .into_iter()
            .filter(|it| it.severity == crate::rules::Severity::Error);
        errors
            .map(|it| format!("{}: {}", it.code, it.sentence))
            .collect::<BTreeSet<_>>()
    };
    let before = notebookly();
    for kind in Kind::ALL {
        let ids: Vec<&ResourceId> = before.architecture.ids_of(*kind).collect();
        if ids.is_empty()
            || matches!(
                kind,
                Kind::Region | Kind::Account | Kind::Intent | Kind::Workload
            )
        {
            continue;
        }
        let mut document = before.clone();
        beside(&mut document, &ids);
        let new: Vec<String> = errors(&document)
            .difference(&errors(&before))
            // A target group serves one load balancer, and the copy says that it has none.
            .filter(|it| *kind != Kind::LoadBalancer || !it.starts_with("listener-action"))
            .cloned()
            .collect();
        assert_eq!(new, [""; 0], "a copy of {kind:?}");
    }
}

#[test]
fn a_second_internet_gateway_is_not_attached() {
    let (mut document, [region, vpc, ..]) = shop();
    let gate = add(&mut document, Kind::InternetGateway, Some(&vpc), "gate");
    let (new, told) = beside(&mut document, &[&gate]);
    let copy: &InternetGateway = document.architecture.find(&new[0]).unwrap();
    assert_eq!((&copy.vpc, &copy.region), (&None, &Some(region)));
    assert_eq!(
        told,
        ["gate-2 is not attached: shop has an internet gateway already."]
    );
}

#[test]
fn what_aws_takes_in_one_vpc_alone_is_left_out_in_another_and_told() {
    let (mut document, [region, vpc, _, server, _]) = shop();
    let other = add(&mut document, Kind::Vpc, Some(&region), "lab");
    let hall = add(&mut document, Kind::Subnet, Some(&other), "hall");
    let from = document.clone();
    let (new, told) = over(
        &from,
        &[&server],
        &mut document,
        &Target::In(Some(hall.clone())),
    );
    let copy: &Instance = document.architecture.find(&new[0]).unwrap();
    assert_eq!(
        (&copy.subnet, &copy.security_groups[..]),
        (&Some(hall), &[][..])
    );
    assert_eq!(
        told,
        ["web-2 was made without web-sg: that stands in another VPC."]
    );
    // A rule may name a group of a peered VPC, and of no other.
    let doors = add(&mut document, Kind::SecurityGroup, Some(&vpc), "doors");
    let guard = document.architecture.called("web-sg").unwrap().clone();
    let rule = SecurityGroupRule::allow(Protocol::Tcp, 80..=80, Peer::Group(guard));
    document
        .apply(Edit::insert(&doors, "ingress", 0, &rule))
        .unwrap();
    let rules = |document: &Document, id: &ResourceId| {
        document
            .architecture
            .find::<SecurityGroup>(id)
            .unwrap()
            .ingress
            .len()
    };
    let from = document.clone();
    let (alone, _) = over(
        &from,
        &[&doors],
        &mut document,
        &Target::In(Some(other.clone())),
    );
    assert_eq!(rules(&document, &alone[0]), 0);
    let bridge = add(&mut document, Kind::VpcPeering, Some(&vpc), "bridge");
    document
        .apply(Edit::set(&bridge, "accepter", &other))
        .unwrap();
    let (joined, _) = over(&from, &[&doors], &mut document, &Target::In(Some(other)));
    assert_eq!(rules(&document, &joined[0]), 1);
}

#[test]
fn another_document_gets_what_it_can_hold() {
    let (from, [_, vpc, subnet, server, _]) = shop();
    let mut to = Document::default();
    // Nothing takes a server there.
    let clip = copy_of(&from, &[&server]);
    assert!(
        paste(&to, &clip, &Target::In(None))
            .unwrap_err()
            .contains("belongs in a subnet")
    );
    let region = add(&mut to, Kind::Region, None, "Mumbai");
    let (new, _) = over(&from, &[&vpc], &mut to, &Target::In(Some(region.clone())));
    assert_eq!(
        to.architecture.name_of(&new[0]),
        "shop",
        "the name is free here"
    );
    let copy: &Vpc = to.architecture.find(&new[0]).unwrap();
    assert_eq!(
        (&copy.region, copy.cidr.0.as_str()),
        (&Some(region), "10.0.0.0/16")
    );
    assert!(nowhere(&to).is_empty());
    assert_eq!(to.architecture.len(), 5);
    // A subnet alone leaves what it cannot name behind, with a word.
    let mut lab = Document::default();
    let region = add(&mut lab, Kind::Region, None, "Mumbai");
    let home = add(&mut lab, Kind::Vpc, Some(&region), "lab");
    let (new, told) = over(&from, &[&subnet], &mut lab, &Target::In(Some(home.clone())));
    assert_eq!(container_of(&lab.architecture, &new[0]), Some(home));
    assert_eq!(
        told,
        ["web-1 was made without web-sg: that is not in this architecture."]
    );
    assert!(nowhere(&lab).is_empty());
}

#[test]
fn a_region_is_there_once_and_takes_what_was_in_its_copy() {
    let (mut document, [region, ..]) = shop();
    let (new, _) = beside(&mut document, &[&region]);
    assert_eq!(document.architecture.ids_of(Kind::Region).count(), 1);
    assert_eq!(document.architecture.kind_of(&new[0]), Some(Kind::Vpc));
    let empty = {
        let mut document = Document::default();
        add(&mut document, Kind::Region, None, "Mumbai");
        document
    };
    let clip = copy_of(
        &empty,
        &[empty.architecture.ids_of(Kind::Region).next().unwrap()],
    );
    let refused = paste(&document, &clip, &Target::In(None)).unwrap_err();
    assert_eq!(refused, "Mumbai is there already, and there is only one.");
}

#[test]
fn text_from_elsewhere_is_refused_kindly() {
    let broken = r#"{"format":"cloud-campus-clipboard","version":1,"document":{"format":"cloud-campus","version":3,"resources":[{"id":"a/b","kind":"vpc","name":"x"}]}}"#;
    for (text, says) in [
        ("", "copy something first"),
        ("  \n", "copy something first"),
        ("Dear Rahul,", "not copied in Cloud Campus"),
        ("[1, 2", "not copied in Cloud Campus"),
        (
            r#"{"AWSTemplateFormatVersion": "2010-09-09"}"#,
            "not copied in Cloud Campus",
        ),
        (
            r#"{"format":"cloud-campus-clipboard","version":9}"#,
            "newer",
        ),
        (
            r#"{"format":"cloud-campus-clipboard","version":1}"#,
            "no longer whole",
        ),
        (broken, "no longer whole"),
    ] {
        let refused = Clip::from_text(text).unwrap_err().to_string();
        assert!(refused.contains(says), "{text}: {refused}");
    }
    let deep = "[".repeat(100_000);
    assert!(Clip::from_text(&deep).is_err());
    let long = "x".repeat(crate::architecture::file::MAX_BYTES + 1);
    assert_eq!(Clip::from_text(&long), Err(Unreadable::TooLong));
}

#[test]
fn a_text_that_holds_too_much_is_refused() {
    let mut document = Document::default();
    let many = (0..=MOST).map(|number| {
        let id = ResourceId::new(format!("topic-{number}"));
        Edit::create(id, Resource::new("bell", Topic::default()))
    });
    document.apply_all(many.collect()).unwrap();
    let refused = Clip::from_text(&document.to_json()).unwrap_err();
    assert_eq!(refused, Unreadable::TooMany(MOST + 1));
}

#[test]
fn the_text_of_a_file_can_be_pasted() {
    let clip = Clip::from_text(&notebookly().to_json()).unwrap();
    let mut to = Document::default();
    let pasted = paste(&to, &clip, &Target::In(None)).unwrap();
    to.apply_all(pasted.edits).unwrap();
    assert!(nowhere(&to).is_empty());
    // All but the journeys and the load, which stand on no canvas.
    let unseen = |it: &Resource| it.kind().info().look == Look::Unseen;
    let expected = notebookly()
        .architecture
        .resources()
        .filter(|(_, it)| !unseen(it))
        .count();
    assert_eq!(to.architecture.len(), expected);
}

#[test]
fn boxes_that_stand_in_each_other_do_no_harm() {
    let text = r#"{"format":"cloud-campus","version":3,"resources":[
        {"id":"vpc-1","kind":"vpc","name":"a","region":"vpc-2"},
        {"id":"vpc-2","kind":"vpc","name":"b","region":"vpc-1"},
        {"id":"subnet-1","kind":"subnet","name":"c","vpc":"subnet-1","cidr":"10.0.0.0/33"}]}"#;
    let clip = Clip::from_text(text).unwrap();
    let (mut document, _) = shop();
    let pasted = paste(&document, &clip, &Target::In(None)).unwrap();
    document.apply_all(pasted.edits).unwrap();
    assert!(nowhere(&document).is_empty());
}

#[test]
fn what_was_cut_comes_back_under_its_own_name_and_block() {
    let (document, [_, vpc, subnet, ..]) = shop();
    let mut session = Session::open(document);
    let clip = copy_of(session.document(), &[&subnet]);
    session.select([subnet.clone()]);
    crate::editor::actions::delete_selection(&mut session).unwrap();
    let pasted = paste(session.document(), &clip, &Target::In(Some(vpc))).unwrap();
    let new = pasted.roots[0].1.clone();
    session.perform("Paste", pasted.edits).unwrap();
    let architecture = &session.document().architecture;
    let back: &Subnet = architecture.find(&new).unwrap();
    assert_eq!(
        (architecture.name_of(&new).as_str(), back.cidr.0.as_str()),
        ("private-1", "10.0.0.0/24")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is copied wherever: what a copy names is there, what was named
    /// inside is named inside, the file can be written and read, and one undo
    /// takes all of it back.
    #[test]
    fn whatever_is_copied_is_whole(picks in prop::collection::vec(any::<prop::sample::Index>(), 1..5), into in any::<prop::sample::Index>(), elsewhere in any::<bool>()) {
        let from = notebookly();
        let ids: Vec<ResourceId> = from.architecture.resources().map(|(id, _)| id.clone()).collect();
        let chosen: BTreeSet<&ResourceId> = picks.iter().map(|it| it.get(&ids)).collect();
        let Some(clip) = copied(&from, chosen, |_| None) else { return Ok(()) };
        let clip = Clip::from_text(&clip.to_text()).unwrap();
        let to = if elsewhere { shop().0 } else { from.clone() };
        let homes: Vec<ResourceId> = to.architecture.resources().map(|(id, _)| id.clone()).collect();
        let target = Target::In(Some(into.get(&homes).clone()));
        for target in [target, Target::Beside, Target::In(None)] {
            let Ok(pasted) = paste(&to, &clip, &target) else { continue };
            let mut session = Session::open(to.clone());
            session.perform("Paste", pasted.edits).unwrap();
            let after = session.document();
            prop_assert_eq!(nowhere(after), nowhere(&to));
            prop_assert_eq!(&Document::from_json(&after.to_json()).unwrap(), after);
            for (old, new) in &pasted.copies {
                let (old, new) = (clip.document.architecture.get(old), after.architecture.get(new));
                let (mut inside, mut named) = (BTreeSet::new(), BTreeSet::new());
                new.unwrap().properties.references(&mut |_, id| _ = named.insert(id.clone()));
                old.unwrap().properties.references(&mut |key, id| {
                    // Where a root stands is said anew.
                    let home = old.unwrap().kind().info().places.iter().any(|it| it.property == key);
                    if let Some(copy) = pasted.copies.get(id).filter(|_| !home) {
                        inside.insert(copy.clone());
                    }
                });
                prop_assert!(inside.is_subset(&named));
            }
            session.undo();
            prop_assert_eq!(session.document(), &to);
        }
    }

    /// No text does harm.
    #[test]
    fn no_text_does_harm(text in ".{0,200}", cut in 0_usize..4000, extra in ".{0,8}") {
        let _ = Clip::from_text(&text);
        let (document, [_, vpc, ..]) = shop();
        let whole = copy_of(&document, &[&vpc]).to_text();
        let mut cut = cut.min(whole.len());
        while !whole.is_char_boundary(cut) {
            cut -= 1;
        }
        let text = format!("{}{extra}{}", &whole[..cut], &whole[cut..]);
        if let Ok(clip) = Clip::from_text(&text) {
            let _ = paste(&document, &clip, &Target::In(None));
        }
    }
}

//! What a click or a key asks for, as steps of a session with their labels.

use std::collections::BTreeSet;

use crate::architecture::layout::Spot;
use crate::architecture::placement::{Refusal, container_of, create, deletion};
use crate::architecture::{Document, Edit, EditError, Kind, Property, ResourceId};

use super::Session;

/// A new document: a Region to build in and a user beside it, because an
/// empty sheet asks too much and every request needs somebody who sends it.
pub fn blank() -> Document {
    let mut document = Document {
        title: "Untitled".to_owned(),
        ..Document::default()
    };
    let region = Spot {
        width: 720.0,
        height: 440.0,
        ..Spot::at(200.0, 0.0)
    };
    for (kind, spot) in [(Kind::Region, region), (Kind::User, Spot::at(40.0, 60.0))] {
        if let Ok((id, mut edits)) = create(&document, kind, None, Some(spot)) {
            if kind == Kind::User {
                edits.push(Edit::Rename {
                    id,
                    name: "Customer".to_owned(),
                });
            }
            let applied = document.apply_all(edits);
            debug_assert!(applied.is_ok(), "an empty document takes anything");
        }
    }
    document
}

/// Deletes what is selected, with all it contains, as one step; yields the
/// step's label, or `None` when nothing that can be deleted is selected.
pub fn delete_selection(session: &mut Session) -> Result<Option<String>, EditError> {
    let architecture = &session.document().architecture;
    let doomed: BTreeSet<ResourceId> = session
        .selection()
        .iter()
        .filter(|id| architecture.get(id).is_some())
        .cloned()
        .collect();
    let label = match doomed.len() {
        0 => return Ok(None),
        1 => match doomed.first() {
            Some(id) => format!("Delete {}", architecture.name_of(id)),
            None => return Ok(None),
        },
        many => format!("Delete {many} resources"),
    };
    let doomed: Vec<ResourceId> = doomed.into_iter().collect();
    let edits = deletion(session.document(), &doomed);
    session.perform(label.clone(), edits)?;
    Ok(Some(label))
}

/// Adds a new resource without pointing at a place: into what is selected or
/// what is around it, else into the first container that takes it. Selects it;
/// says why where it fits nowhere.
pub fn add(session: &mut Session, kind: Kind) -> Result<(), String> {
    let architecture = &session.document().architecture;
    let mut targets: Vec<Option<ResourceId>> = Vec::new();
    let mut around = session.selected().map(ResourceId::owner);
    // A chain of containers ends; the bound is for loops in damaged files.
    for _ in 0..8 {
        let Some(id) = around else { break };
        around = container_of(architecture, &id);
        targets.push(Some(id));
    }
    targets.push(None);
    let containers = architecture
        .resources()
        .filter(|(_, resource)| resource.kind().is_container());
    targets.extend(containers.map(|(id, _)| Some(id.clone())));
    let mut refusal = None;
    for target in targets {
        match create(session.document(), kind, target.as_ref(), None) {
            Ok((id, edits)) => {
                let label = format!("Add {}", kind.info().title);
                session
                    .perform(label, edits)
                    .map_err(|error| error.to_string())?;
                session.select([id]);
                return Ok(());
            }
            // The refusal of the outermost place says where the thing belongs;
            // a lack of subnets says more.
            Err(error) => {
                if refusal.is_none() || matches!(error, Refusal::NoSubnets { .. }) {
                    refusal = Some(error);
                }
            }
        }
    }
    Err(refusal.map_or_else(String::new, |it| it.to_string()))
}

/// What a change of a property is called in the history.
pub fn change_label(document: &Document, id: &ResourceId, property: &Property) -> String {
    let name = document.architecture.name_of(id);
    format!("Change {} of {name}", in_a_sentence(property.label))
}

/// A title as the name of a file that every system takes: letters and digits
/// stay, everything else becomes a dash.
pub fn file_stem(title: &str) -> String {
    let words: Vec<String> = title
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let stem: String = words.join("-").chars().take(60).collect();
    if stem.is_empty() {
        "architecture".to_owned()
    } else {
        stem
    }
}

/// A label as it reads inside a sentence: "Route table" loses its capital,
/// "IPv4 CIDR" and "VPC" keep theirs.
pub fn in_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().collect::<String>() + &label[first.len_utf8()..]
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_document_has_a_region_and_somebody_outside() {
        let document = blank();
        let kinds: Vec<Kind> = document
            .architecture
            .resources()
            .map(|(_, resource)| resource.kind())
            .collect();
        assert_eq!(kinds, [Kind::Region, Kind::User]);
        let mut session = Session::open(document);
        assert!(!session.undo(), "nothing was done by the learner yet");
    }

    #[test]
    fn a_deletion_is_one_step_with_a_name() {
        let mut session = Session::open(blank());
        session.select(["user-1".into()]);
        let label = delete_selection(&mut session).unwrap();
        assert_eq!(label.as_deref(), Some("Delete Customer"));
        assert_eq!(delete_selection(&mut session), Ok(None));
        session.undo();
        assert_eq!(session.document(), &blank());
    }

    #[test]
    fn what_is_added_goes_where_it_fits() {
        let mut session = Session::open(Document::default());
        assert_eq!(
            add(&mut session, Kind::Subnet),
            Err("A subnet belongs in a VPC: drop it there.".to_owned())
        );
        for kind in [
            Kind::Region,
            Kind::Vpc,
            Kind::Subnet,
            Kind::Subnet,
            Kind::Instance,
        ] {
            add(&mut session, kind).unwrap();
        }
        // The second subnet was added while the first was selected, so it went
        // beside it; the server went into the second.
        let architecture = &session.document().architecture;
        let home = |id: &str| container_of(architecture, &id.into());
        assert_eq!(home("subnet-2"), Some("vpc-1".into()));
        assert_eq!(home("instance-1"), Some("subnet-2".into()));
    }

    #[test]
    fn a_title_becomes_a_file_name() {
        assert_eq!(
            file_stem("Notebookly: two tiers/v2"),
            "notebookly-two-tiers-v2"
        );
        assert_eq!(file_stem("../.."), "architecture");
    }

    #[test]
    fn changes_are_named_after_what_changes() {
        let document = blank();
        let property = Kind::User.info().property("address").unwrap();
        assert_eq!(
            change_label(&document, &"user-1".into(), property),
            "Change public address of Customer"
        );
        assert_eq!(in_a_sentence("IPv4 CIDR"), "IPv4 CIDR");
    }
}

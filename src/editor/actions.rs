//! What a click or a key asks for, as steps of a session with their labels.

mod deleted;

use std::collections::BTreeSet;

use crate::architecture::layout::Spot;
use crate::architecture::{Document, Edit, EditError, Kind, Property, ResourceId};
use crate::building::placement::{create, deletion};

pub use deleted::Deleted;

use super::Session;
use crate::text::in_a_sentence;

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

/// Deletes what is selected, with all it contains, as one step; yields what is to
/// be told of it, or `None` when nothing that can be deleted is selected.
pub fn delete_selection(session: &mut Session) -> Result<Option<Deleted>, EditError> {
    remove_selection(session, "Delete")
}

/// The same with what was copied just now.
pub fn cut_selection(session: &mut Session) -> Result<Option<Deleted>, EditError> {
    remove_selection(session, "Cut")
}

fn remove_selection(session: &mut Session, verb: &str) -> Result<Option<Deleted>, EditError> {
    let architecture = &session.document().architecture;
    let doomed: BTreeSet<ResourceId> = session
        .selection()
        .iter()
        .filter(|id| architecture.get(id).is_some())
        .cloned()
        .collect();
    let (named, them) = match doomed.len() {
        0 => return Ok(None),
        1 => match doomed.first() {
            Some(id) => (architecture.name_of(id), "it"),
            None => return Ok(None),
        },
        many => (format!("{many} resources"), "them"),
    };
    let doomed: Vec<ResourceId> = doomed.into_iter().collect();
    let edits = deletion(session.document(), &doomed);
    let gone = edits.iter().filter(|it| matches!(it, Edit::Delete { .. }));
    // What goes along is said: nobody should learn of it by its absence.
    let label = match gone.count().saturating_sub(doomed.len()) {
        0 => format!("{verb} {named}"),
        1 => format!("{verb} {named} and 1 thing in {them}"),
        more => format!("{verb} {named} and {more} things in {them}"),
    };
    let refused = match doomed.as_slice() {
        [one] => deleted::refused(session.document(), one, &edits),
        _ => None,
    };
    session.perform(label.clone(), edits)?;
    Ok(Some(Deleted { label, refused }))
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
        let label = delete_selection(&mut session).unwrap().unwrap().label;
        assert_eq!(label, "Delete Customer");
        assert_eq!(delete_selection(&mut session), Ok(None));
        session.undo();
        assert_eq!(session.document(), &blank());
    }

    #[test]
    fn a_deletion_says_what_goes_along() {
        let mut session = Session::open(blank());
        let mut add = |kind, target: &str| {
            let target = ResourceId::new(target);
            let (id, edits) = create(session.document(), kind, Some(&target), None).unwrap();
            session.perform("Add", edits).unwrap();
            id
        };
        let vpc = add(Kind::Vpc, "region-1");
        let subnet = add(Kind::Subnet, vpc.as_str());
        let server = add(Kind::Instance, subnet.as_str());
        let gone = session.document().architecture.resources().count();
        session.select([vpc]);
        let label = delete_selection(&mut session).unwrap().unwrap().label;
        let left = session.document().architecture.resources().count();
        assert_eq!(
            label,
            format!("Delete vpc-1 and {} things in it", gone - left - 1)
        );
        session.undo();
        session.select([subnet.clone()]);
        let label = delete_selection(&mut session).unwrap().unwrap().label;
        assert_eq!(label, "Delete subnet-1 and 1 thing in it");
        session.undo();
        // What is selected itself is no thing that went along.
        session.select([subnet, server]);
        let label = delete_selection(&mut session).unwrap().unwrap().label;
        assert_eq!(label, "Delete 2 resources");
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
    }
}

//! What must hold for every sequence of edits and every file.

mod support;

use cloud_campus::architecture::layout::Spot;
use cloud_campus::architecture::{Document, Edit, Kind};
use cloud_campus::building::connect;
use cloud_campus::building::placement::{create, deletion, move_into};
use cloud_campus::editor::Session;
use proptest::collection::vec;
use proptest::prelude::*;
use support::arbitrary;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_and_then_their_inverses_change_nothing(
        before in arbitrary::document(8),
        edits in vec(arbitrary::edit(), 0..30),
    ) {
        let mut document = before.clone();
        let mut inverses = Vec::new();
        for edit in edits {
            let untouched = document.clone();
            match document.apply(edit) {
                Ok(applied) => inverses.push(applied.inverse),
                Err(_) => prop_assert_eq!(&document, &untouched, "a refused edit changed something"),
            }
        }
        for inverse in inverses.into_iter().rev() {
            document.apply(inverse).unwrap();
        }
        prop_assert_eq!(document, before);
    }

    #[test]
    fn to_save_and_to_load_changes_nothing(
        mut document in arbitrary::document(12),
        edits in vec(arbitrary::edit(), 0..10),
    ) {
        for edit in edits {
            let _ = document.apply(edit);
        }
        let loaded = Document::from_json(&document.to_json());
        prop_assert_eq!(loaded, Ok(document));
    }

    #[test]
    fn an_edit_survives_being_written_down(edit in arbitrary::edit(), before in arbitrary::document(4)) {
        // JSON has no word for infinity; nothing that draws makes one.
        let edit = match edit {
            Edit::Arrange { id, spot } => Edit::Arrange { id, spot: spot.map(Spot::within_reason) },
            other => other,
        };
        let text = serde_json::to_string(&edit).unwrap();
        let read: Edit = serde_json::from_str(&text).unwrap();
        let (mut one, mut other) = (before.clone(), before);
        prop_assert_eq!(one.apply(edit).is_ok(), other.apply(read).is_ok());
        prop_assert_eq!(one, other);
    }

    #[test]
    fn a_history_survives_being_written_down(
        before in arbitrary::document(8),
        edits in vec(arbitrary::edit(), 0..30),
        back in 0_usize..10,
    ) {
        let mut session = Session::open(before.clone());
        for edit in edits {
            let _ = session.perform("step", vec![edit]);
        }
        let after = session.document().clone();
        for _ in 0..back {
            session.undo();
        }
        let read = Document::from_json(&session.settled_document().to_json()).unwrap();
        let (history, steps) = session.history(&Written::default());
        let (mut read, why) = Session::reopen(read, &history, &steps);
        prop_assert_eq!(why, None);
        prop_assert_eq!(read.audit(), session.audit());
        while read.undo() {}
        prop_assert_eq!(read.document(), &before);
        while read.redo() {}
        prop_assert_eq!(read.document(), &after);
    }

    #[test]
    fn no_text_makes_reading_a_history_panic(
        before in arbitrary::document(4),
        text in ".{0,200}",
        edits in vec(arbitrary::edit(), 0..6),
    ) {
        let stack = Stack { from: 0, steps: vec![text.clone()] };
        let steps = Steps { undo: stack.clone(), redo: stack };
        let _ = Session::reopen(before.clone(), &text, &steps);
        let (history, _) = Session::default().history(&Written::default());
        let one = history.replace("o\":0", "o\":1");
        let (_, why) = Session::reopen(before.clone(), &one, &steps);
        prop_assert!(why.is_some());
        // Steps that belong to another document are found out, not played.
        let mut other = Session::default();
        for edit in edits {
            let _ = other.perform("step", vec![edit]);
        }
        let (history, steps) = other.history(&Written::default());
        let (mut read, why) = Session::reopen(before.clone(), &history, &steps);
        if why.is_some() {
            prop_assert!(!read.undo());
        }
        while read.undo() {}
        while read.redo() {}
    }

    #[test]
    fn no_text_makes_reading_a_file_panic(text in ".{0,200}") {
        let _ = Document::from_json(&text);
    }

    #[test]
    fn whatever_is_offered_can_be_done_and_undone(
        document in arbitrary::document(10),
        picks in vec((arbitrary::any_id(), arbitrary::any_id(), 0..4u8), 0..12),
    ) {
        let mut session = Session::open(document.clone());
        for (one, other, what) in picks {
            let now = session.document();
            let edits = match what {
                0 => connect::connection(now, &one, &other).map(|it| it.edits).unwrap_or_default(),
                1 => move_into(now, &one, Some(&other)).unwrap_or_default(),
                2 => deletion(now, &[one, other]),
                _ => {
                    let kind = now.architecture.kind_of(&one).unwrap_or(Kind::Subnet);
                    create(now, kind, Some(&other), None).map(|(_, edits)| edits).unwrap_or_default()
                }
            };
            session.perform("try", edits).unwrap();
        }
        while session.undo() {}
        prop_assert_eq!(session.document(), &document);
        while session.redo() {}
        while session.undo() {}
        prop_assert_eq!(session.document(), &document);
    }
}

//! What must hold of the drawing for every sequence of edits: kept up to date
//! step by step it is the same as drawn from nothing, it says truly what has
//! changed, and what it finds in view or at a point is what is there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeSet;

use cloud_campus::architecture::layout::Spot;
use cloud_campus::architecture::{Document, Edit, Kind, ResourceId};
use cloud_campus::building::connect;
use cloud_campus::building::placement::{create, deletion, move_into};
use cloud_campus::editor::scene::{Change, Changes, Scene, Shape, Thing, scene};
use cloud_campus::editor::{Point, Rect, SceneFacts, Session};
use cloud_campus::network::{Failures, Network};
use cloud_campus::rules;
use proptest::collection::vec;
use proptest::prelude::*;
use support::arbitrary;

const NOTEBOOKLY: &str = include_str!("../tests/files/notebookly.campus.json");

/// What the analyses say, with these zones and resources out of order.
fn facts(document: &Document, failed: &[ResourceId]) -> SceneFacts {
    let mut failures = Failures::default();
    failures.resources.extend(failed.iter().cloned());
    failures
        .zones
        .extend(failed.first().map(|_| "ap-south-1a".to_owned()));
    let network = Network::with_failures(&document.architecture, failures);
    SceneFacts::of(&network, &rules::findings(&document.architecture))
}

/// Everything drawn, as the scene says it.
fn things(scene: &Scene) -> Vec<Thing> {
    scene.things().cloned().collect()
}

/// Holds what a scene says has changed against the two scenes.
fn assert_told(before: &Scene, after: &Scene, changes: &Changes) {
    let same =
        |thing: &Thing, other: &Scene| other.get(&thing.id).is_some_and(|it| it.kind == thing.kind);
    let ids = |things: Vec<&Thing>| -> Vec<ResourceId> {
        let ids: BTreeSet<ResourceId> = things.iter().map(|thing| thing.id.clone()).collect();
        ids.into_iter().collect()
    };
    let left = before
        .things()
        .filter(|thing| !same(thing, after))
        .collect();
    assert_eq!(changes.left, ids(left), "left");
    let entered = after
        .things()
        .filter(|thing| !same(thing, before))
        .collect();
    assert_eq!(changes.entered, ids(entered), "entered");
    let which = |differs: fn(&Thing, &Thing) -> bool| {
        let stayed = after.things().filter(|thing| same(thing, before));
        ids(stayed
            .filter(|thing| {
                before
                    .get(&thing.id)
                    .is_some_and(|before| differs(thing, before))
            })
            .collect())
    };
    assert_eq!(
        changes.moved,
        which(|one, other| one.place != other.place),
        "moved"
    );
    assert_eq!(
        changes.reseated,
        which(|one, other| one.parent != other.parent),
        "reseated"
    );
    let repainted = which(|one, other| {
        let looks = |thing: &Thing| Thing {
            place: Rect::default(),
            parent: None,
            ..thing.clone()
        };
        looks(one) != looks(other)
    });
    assert_eq!(changes.repainted, repainted, "repainted");
    let differ = |told: &[ResourceId], same: &dyn Fn(&ResourceId) -> bool| {
        for thing in before.things().chain(after.things()) {
            assert_eq!(told.contains(&thing.id), !same(&thing.id), "{}", thing.id);
        }
    };
    differ(&changes.zones, &|id| {
        before.zones_of(id) == after.zones_of(id)
    });
    differ(&changes.shelves, &|id| {
        before.shelf_of(id) == after.shelf_of(id)
    });
    differ(&changes.pieces, &|id| {
        before.pieces_of(id) == after.pieces_of(id)
    });
}

/// Brings a scene up to date and holds it against one from nothing.
fn assert_follows(
    scene_before: &mut Scene,
    document: &Document,
    facts: &SceneFacts,
    change: &Change,
) {
    let before = scene_before.clone();
    let changes = scene_before.update(document, facts, change);
    let fresh = scene(document, facts);
    assert_eq!(things(scene_before), things(&fresh));
    assert_eq!(scene_before, &fresh);
    assert_told(&before, scene_before, &changes);
    for thing in fresh.things() {
        let inside = thing
            .parent
            .as_ref()
            .is_none_or(|parent| fresh.get(parent).is_some());
        assert!(inside, "{} stands in nothing", thing.id);
    }
}

/// The same search without the tree.
fn assert_found(scene: &Scene, at: Point, view: Rect) {
    let with_rects: Vec<(&Thing, Rect)> =
        scene.things().map(|it| (it, scene.rect_of(it))).collect();
    let in_view: Vec<&ResourceId> = scene.visible(view).map(|it| &it.id).collect();
    for (thing, rect) in &with_rects {
        assert!(
            !rect.overlaps(&view) || in_view.contains(&&thing.id),
            "{} is in view",
            thing.id
        );
        assert!(
            rect.grown(16.0).overlaps(&view) || !in_view.contains(&&thing.id),
            "{} is not",
            thing.id
        );
    }
    let order: Vec<&ResourceId> = with_rects
        .iter()
        .map(|(it, _)| &it.id)
        .filter(|id| in_view.contains(id))
        .collect();
    assert_eq!(in_view, order, "not in reading order");
    let deepest = with_rects
        .iter()
        .rev()
        .find(|(it, rect)| it.shape == Shape::Box && rect.contains(at));
    assert_eq!(
        scene.box_at(at, &|_| true).map(|it| &it.id),
        deepest.map(|(it, _)| &it.id)
    );
    let around = Rect::around(with_rects.iter().map(|(_, rect)| *rect));
    let near = |one: f64, other: f64| (one - other).abs() < 1e-3;
    match (around, scene.bounds) {
        (Some(one), Some(other)) => assert!(
            near(one.x, other.x)
                && near(one.y, other.y)
                && near(one.right(), other.right())
                && near(one.bottom(), other.bottom()),
            "{one:?} {other:?}"
        ),
        (one, other) => assert_eq!(one, other),
    }
}

/// One of the things that somebody does on the canvas.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "deeds are few and short-lived")]
enum Deed {
    Connect(usize, usize),
    Move(usize, Option<usize>),
    Delete(usize),
    Create(Kind, usize),
    Arrange(usize, Option<[f64; 4]>),
    Set(Box<Edit>),
    Undo,
    Redo,
    /// The analyses have caught up, with this one failed or none.
    Analyse(Option<usize>),
    /// This one is collapsed, or opened again.
    Collapse(usize),
}

fn deed() -> BoxedStrategy<Deed> {
    let kinds: Vec<Kind> = Kind::ALL.to_vec();
    let spot = [-200.0..2000.0f64, -200.0..1500.0, 0.0..900.0, 0.0..700.0];
    let any = || 0..10_000usize;
    prop_oneof![
        2 => (any(), any()).prop_map(|(one, other)| Deed::Connect(one, other)),
        3 => (any(), proptest::option::weighted(0.9, any())).prop_map(|(one, to)| Deed::Move(one, to)),
        1 => any().prop_map(Deed::Delete),
        4 => (proptest::sample::select(kinds), any()).prop_map(|(kind, to)| Deed::Create(kind, to)),
        6 => (any(), proptest::option::weighted(0.9, spot)).prop_map(|(one, spot)| Deed::Arrange(one, spot)),
        3 => arbitrary::edit().prop_map(|edit| Deed::Set(Box::new(edit))),
        1 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
        2 => proptest::option::of(any()).prop_map(Deed::Analyse),
        2 => any().prop_map(Deed::Collapse),
    ]
    .boxed()
}

/// The edits of a deed; none if it does not apply.
fn edits(document: &Document, deed: Deed) -> Vec<Edit> {
    let ids: Vec<ResourceId> = document
        .architecture
        .resources()
        .map(|(id, _)| id.clone())
        .collect();
    let Some(last) = ids.len().checked_sub(1) else {
        return Vec::new();
    };
    let one = |number: usize| &ids[number % (last + 1)];
    match deed {
        Deed::Connect(from, to) => {
            let connection = connect::connection(document, one(from), one(to));
            connection.map(|it| it.edits).unwrap_or_default()
        }
        Deed::Move(id, to) => move_into(document, one(id), to.map(one)).unwrap_or_default(),
        Deed::Delete(id) => deletion(document, &[one(id).clone()]),
        Deed::Create(kind, to) => create(document, kind, Some(one(to)), None)
            .map(|it| it.1)
            .unwrap_or_default(),
        Deed::Arrange(id, spot) => vec![Edit::Arrange {
            id: one(id).clone(),
            spot: spot.map(|[x, y, width, height]| Spot {
                x,
                y,
                width,
                height,
            }),
        }],
        Deed::Set(edit) => vec![*edit],
        Deed::Undo | Deed::Redo | Deed::Analyse(_) | Deed::Collapse(_) => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_end_in_the_scene_that_is_drawn_from_nothing(
        mut document in arbitrary::document(40),
        edits in vec((vec(arbitrary::edit(), 0..4), any::<bool>()), 0..16),
    ) {
        let mut known = facts(&document, &[]);
        let mut drawn = scene(&document, &known);
        for (edits, analysed) in edits {
            let mut change = Change::default();
            for edit in edits {
                if let Ok(applied) = document.apply(edit) {
                    let ids = if applied.rebuilt { &mut change.built } else { &mut change.placed };
                    ids.extend(applied.touched);
                }
            }
            if analysed {
                known = facts(&document, &[]);
                change.facts = true;
            }
            assert_follows(&mut drawn, &document, &known, &change);
        }
    }

    #[test]
    fn whatever_is_done_in_a_session_ends_in_the_scene_that_is_drawn_from_nothing(
        deeds in vec(deed(), 0..40),
        points in vec((-300.0..1800.0f64, -300.0..1500.0f64), 4),
    ) {
        let mut session = Session::open(Document::from_json(NOTEBOOKLY).unwrap());
        let mut known = facts(session.document(), &[]);
        let mut drawn = Scene::default();
        let mut seen = None;
        for deed in deeds {
            let mut change = Change::default();
            match deed {
                Deed::Undo => _ = session.undo(),
                Deed::Redo => _ = session.redo(),
                Deed::Analyse(failed) => {
                    let ids: Vec<ResourceId> = session.document().architecture.resources().map(|(id, _)| id.clone()).collect();
                    let failed: Vec<ResourceId> = failed.and_then(|it| ids.get(it % ids.len().max(1)).cloned()).into_iter().collect();
                    let collapsed = known.collapsed;
                    known = SceneFacts { collapsed, ..facts(session.document(), &failed) };
                    change = Change::facts();
                }
                Deed::Collapse(one) => {
                    let boxes: Vec<ResourceId> = (session.document().architecture.resources())
                        .filter(|(_, it)| it.kind().is_container())
                        .map(|(id, _)| id.clone())
                        .collect();
                    if let Some(id) = boxes.get(one % boxes.len().max(1))
                        && !known.collapsed.remove(id)
                    {
                        known.collapsed.insert(id.clone());
                    }
                    change = Change::facts();
                }
                deed => _ = session.perform("try", edits(session.document(), deed)),
            }
            let change = change.and(match seen {
                Some(revision) => session.changes_since(revision),
                None => Change::everything(),
            });
            seen = Some(session.changed());
            assert_follows(&mut drawn, session.document(), &known, &change);
        }
        for pair in points.windows(2) {
            let (one, other) = (Point::new(pair[0].0, pair[0].1), Point::new(pair[1].0, pair[1].1));
            assert_found(&drawn, one, Rect::between(one, other));
        }
    }
}

//! A recording: the edits of a sitting, played again from the document that they began with.
//!
//! Nothing is recorded for it. What can be taken back is played forwards, so a document that is
//! kept with its history can be played in any later sitting, too. The open document is not
//! touched: every moment is a document of its own, which shares all that did not change.

use crate::architecture::{Architecture, Document, Edit, Kind, ResourceId};

use super::Session;

/// The speeds at which it can be played.
pub const REPLAY_SPEEDS: [f64; 5] = [0.5, 1.0, 2.0, 4.0, 8.0];

/// How long an edit is looked at, at normal speed.
const SECONDS_PER_EDIT: f64 = 1.6;

/// A moment of a recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The document.
    pub document: Document,
    /// What has just been done, in words.
    pub caption: String,
    /// What it was done to, as far as it is there.
    pub touched: Vec<ResourceId>,
}

/// A recording, and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    moments: Vec<Moment>,
    at: usize,
    /// How far the time of the present moment has passed, from 0 to 1.
    passed: f64,
    playing: bool,
    speed: f64,
}

impl Replay {
    /// What was done in a session, without a gesture under way; nothing where nothing was.
    pub fn of(session: &Session) -> Option<Self> {
        let mut document = session.settled_document().into_owned();
        let mut moments = Vec::new();
        for (label, edits) in session.steps_back() {
            let after = document.clone();
            // The history always applies: nothing else has changed the document in between.
            let Ok(applied) = document.apply_all(edits.to_vec()) else {
                break;
            };
            moments.extend(forwards(label, &document, &after, applied.inverses));
        }
        if moments.is_empty() {
            return None;
        }
        moments.push(Moment {
            document,
            caption: "The beginning".to_owned(),
            touched: Vec::new(),
        });
        moments.reverse();
        Some(Self {
            moments,
            at: 0,
            passed: 0.0,
            playing: false,
            speed: 1.0,
        })
    }

    /// How many moments there are: the beginning, and one after each edit.
    pub fn len(&self) -> usize {
        self.moments.len()
    }

    /// Never: the beginning is always there.
    pub fn is_empty(&self) -> bool {
        self.moments.is_empty()
    }

    /// The place of the present moment, 0 being the beginning.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The present moment.
    pub fn moment(&self) -> Option<&Moment> {
        self.moments.get(self.at)
    }

    /// Whether it plays.
    pub fn is_playing(&self) -> bool {
        self.playing
    }

    /// How many times faster than normal.
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// Whether everything has been done.
    pub fn at_end(&self) -> bool {
        self.at + 1 >= self.moments.len()
    }

    /// Goes to a moment and stands there.
    pub fn seek(&mut self, at: usize) {
        self.at = at.min(self.moments.len().saturating_sub(1));
        self.passed = 0.0;
        self.playing = false;
    }

    /// Plays on, or from the beginning when it was at the end; or stands still.
    pub fn toggle(&mut self) {
        let played = self.playing;
        if !played && self.at_end() {
            self.seek(0);
        }
        self.playing = !played;
    }

    /// Plays at one of the [`REPLAY_SPEEDS`].
    pub fn set_speed(&mut self, speed: f64) {
        if REPLAY_SPEEDS.contains(&speed) {
            self.speed = speed;
        }
    }

    /// Lets `seconds` pass.
    pub fn advance(&mut self, seconds: f64) {
        if !self.playing || !seconds.is_finite() || seconds <= 0.0 {
            return;
        }
        let on = self.passed + seconds * self.speed / SECONDS_PER_EDIT;
        // A float to integer cast saturates, so a huge step ends at the end.
        self.at = self.at.saturating_add(on.floor() as usize);
        self.passed = on.fract();
        if self.at_end() {
            self.seek(self.at);
        }
    }
}

/// A step forwards: one moment, or where several things were made at once one for each edit,
/// the last first.
fn forwards(label: &str, before: &Document, after: &Document, edits: Vec<Edit>) -> Vec<Moment> {
    let touched = |edits: &[Edit], document: &Document| {
        let mut ids: Vec<ResourceId> = Vec::new();
        for id in edits.iter().filter_map(Edit::resource) {
            if document.architecture.get(&id.owner()).is_some() && !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        ids
    };
    let created = edits
        .iter()
        .filter(|it| matches!(it, Edit::Create { .. }))
        .count();
    // Changes that belong together, such as a deletion and what it cleans up, are one.
    let apart = edits.iter().filter(|it| !is_place(it)).count() > 1 && created > 0;
    if !apart {
        return vec![Moment {
            document: after.clone(),
            caption: label.to_owned(),
            touched: touched(&edits, after),
        }];
    }
    let mut document = before.clone();
    let mut all = Vec::new();
    for edit in edits {
        let words = words(&edit, &document.architecture);
        let place = is_place(&edit);
        let edit = vec![edit];
        if document.apply_all(edit.clone()).is_err() {
            break;
        }
        match all.last_mut() {
            // Where a thing is put belongs to its making.
            Some(Moment { document: last, .. }) if place => *last = document.clone(),
            _ => all.push(Moment {
                document: document.clone(),
                caption: format!("{label}: {words}"),
                touched: touched(&edit, &document),
            }),
        }
    }
    all.reverse();
    all
}

const fn is_place(edit: &Edit) -> bool {
    matches!(edit, Edit::Arrange { .. })
}

/// What an edit does, in words, asked before it is done.
fn words(edit: &Edit, architecture: &Architecture) -> String {
    let name = |id: &ResourceId| architecture.name_of(id);
    let label = |id: &ResourceId, property: &str| {
        let kind: Option<Kind> = architecture.kind_of(id);
        let found =
            kind.and_then(|kind| kind.info().properties.iter().find(|it| it.key == property));
        found.map_or_else(|| property.to_owned(), |it| it.label.to_owned())
    };
    match edit {
        Edit::Create { resource, .. } => {
            format!("add {}", resource.name)
        }
        Edit::Delete { id } => format!("delete {}", name(id)),
        Edit::Rename { id, name: to } => format!("{} is now called {to}", name(id)),
        Edit::Tag { id, key, .. } | Edit::Untag { id, key } => {
            format!("the tag {key} of {}", name(id))
        }
        Edit::Set { id, property, .. } => format!("{} of {}", label(id, property), name(id)),
        Edit::Insert { id, property, .. } => {
            format!("a row of {} in {}", label(id, property), name(id))
        }
        Edit::Remove { id, property, .. } => {
            format!("a row less of {} in {}", label(id, property), name(id))
        }
        Edit::Arrange { id, .. } => format!("move {}", name(id)),
        Edit::Accept { accepted } => {
            format!("a finding about {} is accepted", name(&accepted.resource))
        }
        Edit::Reopen { accepted } => {
            format!("a finding about {} is open again", name(&accepted.resource))
        }
        Edit::Retitle { title } => format!("the title is {title}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Kind;
    use crate::building::placement::{create, deletion};
    use crate::editor::Written;

    fn built() -> Session {
        let mut session = Session::default();
        for (kind, label) in [(Kind::Region, "Add Region"), (Kind::User, "Add User")] {
            let (_, edits) = create(session.document(), kind, None, None).unwrap();
            session.perform(label, edits).unwrap();
        }
        let region = session
            .document()
            .architecture
            .ids_of(Kind::Region)
            .next()
            .cloned();
        let edits = deletion(session.document(), &[region.unwrap()]);
        session.perform("Delete Region", edits).unwrap();
        session
    }

    #[test]
    fn it_begins_where_the_sitting_began_and_ends_where_it_is() {
        let session = built();
        let replay = Replay::of(&session).unwrap();
        let captions: Vec<&str> = replay
            .moments
            .iter()
            .map(|it| it.caption.as_str())
            .collect();
        assert_eq!(
            captions,
            ["The beginning", "Add Region", "Add User", "Delete Region"]
        );
        assert_eq!(replay.moments[0].document.architecture.len(), 0);
        assert_eq!(replay.moments[2].document.architecture.len(), 2);
        assert_eq!(&replay.moments[3].document, session.document());
        // What is gone cannot be shown.
        assert!(replay.moments[3].touched.is_empty());
        assert_eq!(replay.moments[1].touched.len(), 1);
    }

    #[test]
    fn nothing_done_is_nothing_to_play_and_playing_changes_nothing() {
        assert_eq!(Replay::of(&Session::default()), None);
        let session = built();
        let before = session.clone();
        let mut replay = Replay::of(&session).unwrap();
        replay.toggle();
        replay.advance(100.0);
        assert_eq!(session.document(), before.document());
        assert_eq!(session.undo_label(), before.undo_label());
        assert_eq!(session.settled(), before.settled());
    }

    #[test]
    fn a_session_that_was_kept_is_played_again() {
        let session = built();
        let document = session.document().clone();
        let (history, steps) = session.history(&Written::default());
        let (again, lost) = Session::reopen(document, &history, &steps);
        assert_eq!(lost, None);
        assert_eq!(Replay::of(&again), Replay::of(&session));
    }

    #[test]
    fn what_was_shown_at_once_is_played_edit_by_edit() {
        let mut session = Session::default();
        for kind in [Kind::Region, Kind::User] {
            let (_, edits) = create(session.document(), kind, None, None).unwrap();
            session.perform("Show me", edits).unwrap();
        }
        session.join_last();
        assert!(session.undo_label() == Some("Show me"));
        let replay = Replay::of(&session).unwrap();
        assert_eq!(replay.len(), 3, "{:?}", replay.moments);
        assert!(replay.moments[1].caption.starts_with("Show me: add "));
        assert_eq!(&replay.moments[2].document, session.document());
    }

    #[test]
    fn it_plays_at_any_speed_and_stands_at_the_end() {
        let mut replay = Replay::of(&built()).unwrap();
        replay.toggle();
        replay.advance(SECONDS_PER_EDIT);
        assert_eq!(replay.at(), 1);
        replay.set_speed(8.0);
        replay.set_speed(3.0);
        assert_eq!(replay.speed(), 8.0);
        replay.advance(SECONDS_PER_EDIT / 8.0);
        assert_eq!((replay.at(), replay.is_playing()), (2, true));
        replay.advance(1e300);
        assert_eq!((replay.at(), replay.is_playing()), (3, false));
        replay.toggle();
        assert_eq!((replay.at(), replay.is_playing()), (0, true));
        replay.seek(99);
        assert_eq!((replay.at(), replay.is_playing()), (3, false));
    }
}

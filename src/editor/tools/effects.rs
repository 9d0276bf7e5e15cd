//! What a state wants to happen.

use crate::architecture::{Edit, ResourceId};
use crate::editor::Session;
use crate::editor::viewport::Viewport;

/// Something that shall happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A gesture begins; it will count as one step of this name.
    Begin(String),
    /// The gesture has done this so far.
    Amend(Vec<Edit>),
    /// The gesture is done.
    Commit,
    /// The gesture never was.
    Abort,
    /// These are selected and no others.
    Select(Vec<ResourceId>),
    /// It is added to the selection, or taken out.
    Toggle(ResourceId),
    /// A box is collapsed, or expanded if it is.
    Switch(ResourceId),
    /// The canvas shows this part of the drawing.
    View(Viewport),
    /// These are brought into view, as a whole where they fit.
    Reveal(Vec<ResourceId>),
    /// What was done and is to be known of it, in sentences for the learner.
    Tell(String),
    /// The inspector shows what is selected.
    Inspect,
    /// Why something was not done, in a sentence for the learner.
    Refuse(String),
}

/// Lets effects happen to a session and a view; yields those that are about
/// neither.
pub fn apply(effects: Vec<Effect>, session: &mut Session, view: &mut Viewport) -> Vec<Effect> {
    let mut others = Vec::new();
    for effect in effects {
        match effect {
            Effect::Begin(label) => session.begin(label),
            Effect::Amend(edits) => {
                if let Err(error) = session.amend(edits) {
                    session.abort();
                    others.push(Effect::Refuse(error.to_string()));
                }
            }
            Effect::Commit => {
                session.commit();
                // A row that a gesture made is whole: nobody is filling it in.
                session.leave_rows();
            }
            Effect::Abort => session.abort(),
            Effect::Select(ids) => session.select(ids),
            Effect::Toggle(id) => session.toggle(&id),
            Effect::View(new) => *view = new,
            Effect::Inspect
            | Effect::Refuse(_)
            | Effect::Reveal(_)
            | Effect::Tell(_)
            | Effect::Switch(_) => {
                others.push(effect);
            }
        }
    }
    others
}

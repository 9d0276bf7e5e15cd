//! What is shown: which screen, which panels, which dialog.

pub use crate::editor::kept::lab::LabPage;
pub use crate::editor::scene::Layer;

/// Which screen is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Where one chooses what to open.
    Start,
    /// On the way to a document: the browser is asked for it, or the editor still comes.
    Opening,
    /// An open document.
    Editor,
    /// A chapter of the course, by its number.
    Lesson(u32),
    /// A lab, by its number: to be solved, tried or made.
    Lab(u32, LabPage),
    /// A chapter on a projector, before a class.
    Class(u32),
    /// What the teacher reads beside it, in a window of its own.
    ClassNotes(u32),
    /// What was done in a sitting, played again.
    Replay,
    /// The questions that come back this morning.
    Bell,
}

impl Screen {
    /// Whether a document is worked on there, so that what changes is kept.
    pub const fn has_document(self) -> bool {
        matches!(self, Self::Editor | Self::Lesson(_) | Self::Lab(..))
    }
}

/// What an open document is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// To be built.
    Build,
    /// To be run: customers come, things break, alarms ring.
    ControlRoom,
    /// To be shown to a class, in large type and step by step.
    Class,
    /// To be judged: what is production-ready, what not, what it costs.
    Review,
}

impl Mode {
    /// As the sheet calls it; nothing for the first.
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Build => None,
            Self::ControlRoom => Some("room"),
            Self::Class => Some("class"),
            Self::Review => Some("review"),
        }
    }
}

/// The tabs of the dock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DockTab {
    /// What is right and wrong.
    Findings,
    /// A request, played.
    Request,
    /// Who reaches whom.
    Reach,
    /// What must hold, and what breaks it.
    Journeys,
    /// The CloudFormation template.
    Template,
    /// What was done, as API calls.
    Audit,
}

/// How a template is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As YAML.
    Yaml,
    /// As JSON.
    Json,
}

/// What lies over the canvas on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The palette or the outline.
    Left,
    /// The inspector.
    Right,
    /// The dock.
    Dock,
}

impl Sheet {
    /// Its name in the stylesheet.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Dock => "dock",
        }
    }
}

/// What the panel on the left shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// What can be built.
    Build,
    /// What was built, as a tree.
    Outline,
}

/// The dialogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Every action, to be searched.
    Commands,
    /// All keys.
    Shortcuts,
    /// A link to what is open.
    Share,
    /// How the page looks and behaves.
    Settings,
    /// A VPC and more, from a handful of choices.
    VpcAndMore,
    /// The drawing as a picture to take away.
    Picture,
}

/// The open rule reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// The code of the rule that it opens at, if it is about one.
    pub rule: Option<&'static str>,
}

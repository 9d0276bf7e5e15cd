//! How long an instance takes to start, to stop and to end.

use serde::{Deserialize, Serialize};

use super::super::clock::Second;
use super::super::dice::Dice;

/// How long the parts of a start take (SEC-4, assumption `launch-times`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// From the call to the state running.
    pub pending: Second,
    /// From there until the operating system is up.
    pub boot: Second,
    /// For the script of the first start.
    pub user_data: Second,
    /// For the application to listen.
    pub app: Second,
}

impl Times {
    /// The usual ones (SEC-4).
    pub const USUAL: Self = Self {
        pending: 17,
        boot: 10,
        user_data: 90,
        app: 5,
    };

    /// Some within the ranges that a replacement is counted with (TV-39): what
    /// is drawn for the boot leaves room for the start of the application.
    pub fn drawn(dice: &mut Dice) -> Self {
        Self {
            pending: dice.between(17, 60),
            boot: dice.between(5, 25),
            user_data: dice.between(60, 120),
            app: 5,
        }
    }

    /// The same with nothing to do at the first start: an image of one's own
    /// with the application in it, or no script at all.
    pub const fn without_user_data(mut self) -> Self {
        self.user_data = 0;
        self
    }

    /// From the launch until the application answers.
    pub const fn all(self) -> Second {
        self.pending + self.boot + self.user_data + self.app
    }
}

/// How long an instance takes to stop and to end (assumption `stop-times`).
pub const STOPPING: Second = 20;

/// See [`STOPPING`].
pub const SHUTTING_DOWN: Second = 20;

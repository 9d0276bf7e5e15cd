//! What a kind is called inside a sentence.

use super::Kind;
use crate::text;

impl Kind {
    /// Its noun: its title, but for the few whose title names the service
    /// rather than the thing.
    pub fn noun(self) -> &'static str {
        self.info().noun
    }

    /// "a subnet", "an EC2 instance".
    pub fn with_article(self) -> String {
        text::with_article(self.noun())
    }
}

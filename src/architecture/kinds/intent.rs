//! An intent: what the learner expects of the design.

use super::Expectation;
use crate::architecture::kind::{Category, KindInfo, Look, declare};
use crate::architecture::property::Property;
use crate::architecture::values::Protocol;

declare! {
    /// A journey: a statement about the whole design, such as "nobody on the internet
    /// reaches the database", that is checked after every change. No AWS
    /// resource.
    Intent = KindInfo::new("intent", "Journey", "")
        .icon("internet")
        .category(Category::Outside)
        .look(Look::Unseen)
        .keywords("expectation journey test");

    /// Where the flow starts: the name or id of a resource, an address, or
    /// `internet`.
    from: String = "internet".to_owned()
        => Property::text("From", "", "internet");

    /// Where the flow wants to go: the name or id of a resource, an address, a
    /// host name, or `internet`.
    to: String = String::new()
        => Property::text("To", "", "notebookly.com");

    /// The protocol of the flow.
    protocol: Protocol = Protocol::Tcp
        => Property::text("Protocol", "", "tcp");

    /// The destination port; without meaning for protocols that have none.
    port: u16 = 80
        => Property::number("Port", "", (0, 65535), "");

    /// What must happen.
    expectation: Expectation = Expectation::Reaches
        => Property::choice("Expectation", "", Expectation::CHOICES);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intent_is_about_the_internet_until_told_otherwise() {
        assert_eq!(Intent::default().from, "internet");
        assert_eq!(crate::architecture::Kind::Intent.info().look, Look::Unseen);
    }
}

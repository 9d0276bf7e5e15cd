//! An SNS topic.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::Subscription;

declare! {
    /// A topic passes each message to all of its subscribers: mails, phones,
    /// functions. [SNS DG: What is Amazon SNS]
    Topic = KindInfo::new("topic", "SNS topic", "AWS::SNS::Topic")
        .category(Category::Management)
        .icon("sns")
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateTopic", "DeleteTopic")
        .tagged(Tagging::SNS)
        .keywords("sns notification mail message subscribe");

    /// The Region that it is in: the one of the alarms that use it.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// Who gets its messages.
    subscriptions: Vec<Subscription> = Vec::new()
        => Property::rows("Subscriptions", "Subscription", &Subscription::ROW)
            .added_by("Subscribe")
            .removed_by("Unsubscribe");

    /// Who may publish; empty for AWS's own policy, which lets the account.
    /// Budgets need a statement of their own.
    // Rulebook SNS-6.
    policy: String = String::new()
        => Property::policy("Access policy", "TopicPolicy").via("SetTopicAttributes");

    /// Whether messages are encrypted where they wait.
    encrypted: bool = false
        => Property::flag("Encrypted", "KmsMasterKeyId").via("SetTopicAttributes").detail();
}

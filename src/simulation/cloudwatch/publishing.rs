//! Whether an alarm may publish to a topic: its access policy is asked, and a
//! topic that is encrypted with AWS's own key takes nothing from alarms. An
//! alarm that may not still rings; that its action failed stands in its history
//! alone. [re:Post: Why didn't I receive an SNS notification for my CloudWatch
//! alarm trigger; How do I use a CloudWatch alarm with an encrypted topic]

use crate::architecture::{ResourceId, Topic};
use crate::iam::{Context, Iam, Outcome, Principal, Question, arn};
use crate::relations::Relations;

/// In whose name alarms publish.
const SERVICE: &str = "cloudwatch.amazonaws.com";

/// A topic does not take what an alarm publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The topic.
    pub topic: ResourceId,
    /// Why, in half a sentence for people.
    pub why: String,
    /// What CloudWatch writes into the alarm's history.
    pub history: String,
}

/// Why a topic refuses an alarm; none where it takes its messages. The policy
/// that AWS gives a new topic is taken to let the account's own alarms in
/// (assumption `default-topic-policy`).
pub fn refusal(
    relations: &Relations<'_>,
    alarm: &ResourceId,
    id: &ResourceId,
    topic: &Topic,
) -> Option<Refusal> {
    let indexed = relations.indexed();
    let target = arn::of(indexed, id)?;
    let (_, account) = arn::account(indexed);
    let region = relations.region_code_of(alarm).unwrap_or_default();
    let name = indexed.name_of(alarm);
    let asks = format!("arn:aws:cloudwatch:{region}:{account}:alarm:{name}");
    let refused = |why: &str, error: String| {
        Some(Refusal {
            topic: id.clone(),
            why: why.to_owned(),
            history: format!("Failed to execute action {target}. Received error: \"{error}\""),
        })
    };
    if topic.encrypted {
        return refused(
            "is encrypted with AWS's own key, which alarms may not use",
            "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."
                .to_owned(),
        );
    }
    let iam = Iam::over(indexed);
    // What AWS refuses was never attached: the policy before it stays.
    if !matches!(iam.document(id).as_deref(), Some(Ok(_))) {
        return None;
    }
    let principal = Principal::Service(SERVICE.to_owned());
    let context = Context::new()
        .with("aws:SourceArn", asks.as_str())
        .with("aws:SourceAccount", account.as_str())
        .with("aws:SourceOwner", account.as_str());
    let question = Question::new(principal, "sns:Publish", target.as_str()).under(context);
    let why = match iam.decide(&question).outcome {
        Outcome::Allowed | Outcome::NotKnown => return None,
        Outcome::ExplicitDeny => "has an access policy that denies alarms to publish",
        Outcome::ImplicitDeny => {
            "has an access policy in which nothing lets cloudwatch.amazonaws.com publish"
        }
    };
    refused(
        why,
        format!("Resource: {asks} is not authorized to perform: SNS:Publish on resource: {target}"),
    )
}

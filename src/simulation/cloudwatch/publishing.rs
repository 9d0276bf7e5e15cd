//! Whether an alarm or a budget may publish to a topic: its access policy is asked, and a
//! topic that is encrypted with AWS's own key takes nothing from either. An
//! alarm that may not still rings; that its action failed stands in its history
//! alone. [re:Post: Why didn't I receive an SNS notification for my CloudWatch
//! alarm trigger; How do I use a CloudWatch alarm with an encrypted topic] Of a budget's
//! message nothing is told at all. [Cost Management UG: Creating an Amazon SNS topic for
//! budget notifications] · rulebook BUD-7, SNS-6

use crate::architecture::{ResourceId, Topic};
use crate::iam::{Context, Iam, Outcome, Principal, Question, arn};
use crate::relations::Relations;

/// In whose name alarms publish.
const ALARMS: &str = "cloudwatch.amazonaws.com";
/// In whose name budgets do.
const BUDGETS: &str = "budgets.amazonaws.com";

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
    let why = match by_policy(&Iam::over(indexed), ALARMS, &asks, &target, id)? {
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

/// Why a topic refuses a budget, in half a sentence; none where it takes its messages. The
/// policy that AWS gives a new topic lets the account's own identities in, and AWS Budgets
/// is none of them.
pub fn refusal_of_budget(
    relations: &Relations<'_>,
    budget: &ResourceId,
    id: &ResourceId,
    topic: &Topic,
) -> Option<&'static str> {
    let indexed = relations.indexed();
    let target = arn::of(indexed, id)?;
    if topic.encrypted {
        return Some("is encrypted with AWS's own key, which budgets may not use");
    }
    let (_, account) = arn::account(indexed);
    let asks = format!(
        "arn:aws:budgets::{account}:budget/{}",
        indexed.name_of(budget)
    );
    match by_policy(&Iam::over(indexed), BUDGETS, &asks, &target, id) {
        Some(Outcome::Allowed | Outcome::NotKnown) => None,
        Some(Outcome::ExplicitDeny) => Some("has an access policy that denies budgets to publish"),
        Some(Outcome::ImplicitDeny) => {
            Some("has an access policy in which nothing lets budgets.amazonaws.com publish")
        }
        None => Some(
            "has no access policy of its own, and AWS's does not let budgets.amazonaws.com publish",
        ),
    }
}

/// What a topic's own policy says of a service that publishes for something of the account;
/// none where it has no policy that AWS would have attached.
fn by_policy(
    iam: &Iam<'_, '_>,
    service: &str,
    asks: &str,
    target: &str,
    id: &ResourceId,
) -> Option<Outcome> {
    // What AWS refuses was never attached: the policy before it stays.
    if !matches!(iam.document(id).as_deref(), Some(Ok(_))) {
        return None;
    }
    let account = asks.split(':').nth(4).unwrap_or_default();
    let context = Context::new()
        .with("aws:SourceArn", asks)
        .with("aws:SourceAccount", account)
        .with("aws:SourceOwner", account);
    let principal = Principal::Service(service.to_owned());
    let question = Question::new(principal, "sns:Publish", target).under(context);
    Some(iam.decide(&question).outcome)
}

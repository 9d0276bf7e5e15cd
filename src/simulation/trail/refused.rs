//! Calls that IAM does not allow: they are recorded all the same, with the
//! error that the caller got (SCT-14).

use super::names;
use super::record::Record;
use super::scribe::Scribe;
use super::source::action_of;
use super::who::Actor;
use crate::architecture::{Document, Edit, Indexed, Kind};
use crate::iam::{Decision, Iam, Outcome, Question, arn};
use crate::simulation::Second;
use crate::simulation::trail::of_edit::of_edit;

/// What IAM says to the call that a record is of; none where it allows it, and
/// where it is not known. Nothing is guessed: such a call is not refused.
pub fn refusal(
    drawing: &Indexed<'_>,
    record: &Record,
    actor: &Actor,
) -> Option<(Decision, Question)> {
    let call = declared(&record.event_name);
    let mut action = action_of(&record.event_source, call);
    let thing = record.about.as_ref().map(|it| &it.id);
    let kind = thing.and_then(|id| drawing.kind_of(id));
    if kind == Some(Kind::Account) && call == "PutPublicAccessBlock" {
        "s3:PutAccountPublicAccessBlock".clone_into(&mut action);
    }
    let resource = thing.and_then(|id| {
        arn::of(drawing, id).or_else(|| {
            // EC2 names its things by type and id. [SAR: Amazon EC2]
            let name = names::of(drawing, &record.aws_region, id);
            if name.starts_with("arn:") {
                return Some(name);
            }
            let kind = kind.filter(|_| record.event_source.starts_with("ec2."))?;
            let account = &record.recipient_account_id;
            let region = &record.aws_region;
            Some(format!(
                "arn:aws:ec2:{region}:{account}:{}/{name}",
                kind.info().key
            ))
        })
    });
    let question = Question::new(
        actor.principal.clone(),
        action,
        resource.unwrap_or_else(|| "*".to_owned()),
    );
    let question = question.under(
        actor
            .context()
            .with("aws:RequestedRegion", record.aws_region.as_str()),
    );
    let decision = Iam::over(drawing).decide(&question);
    decision.is_denied().then_some((decision, question))
}

/// The record of the first call of an edit that IAM refuses, if one is: the
/// edit then does not happen.
pub fn refused(
    scribe: &mut Scribe,
    before: &Document,
    edit: &Edit,
    at: Second,
    actor: &Actor,
) -> Option<Record> {
    let mut trying = scribe.clone();
    let records = of_edit(&mut trying, before, edit, at, actor);
    let indexed = Indexed::new(&before.architecture);
    let found = records.into_iter().find_map(|record| {
        let (decision, question) = refusal(&indexed, &record, actor)?;
        Some((record, decision, question))
    });
    let (mut record, decision, question) = found?;
    *scribe = trying;
    let is_ec2 = record.event_source.starts_with("ec2.");
    let (code, message) = match is_ec2 {
        true => (
            "Client.UnauthorizedOperation",
            "You are not authorized to perform this operation.".to_owned(),
        ),
        false => ("AccessDenied", message(&record, &decision, &question)),
    };
    record.error_code = Some(code.to_owned());
    record.error_message = Some(message);
    record.response_elements = serde_json::Value::Null;
    Some(record)
}

/// As AWS words it. [IAM UG: Troubleshoot access denied error messages]
fn message(record: &Record, decision: &Decision, question: &Question) -> String {
    let who = record.user_identity.arn.as_deref().unwrap_or_default();
    let (action, resource) = (&question.action, &question.resource);
    let because = match decision.outcome {
        Outcome::ExplicitDeny => "with an explicit deny in an identity-based policy".to_owned(),
        _ => format!("because no identity-based policy allows the {action} action"),
    };
    format!("User: {who} is not authorized to perform: {action} on resource: {resource} {because}")
}

/// The operation of a name in a record.
fn declared(name: &str) -> &str {
    match name {
        "PutBucketPublicAccessBlock" | "PutAccountPublicAccessBlock" => "PutPublicAccessBlock",
        "PutBucketLifecycle" => "PutBucketLifecycleConfiguration",
        // Lambda's carry the version of its API.
        other => other.split("20").next().unwrap_or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::*;
    use crate::simulation::Clock;

    fn school() -> Document {
        let mut document = Document::default();
        let policies = |name: &str| {
            vec![ManagedPolicy {
                name: name.to_owned(),
            }]
        };
        let reader = IamUser {
            managed_policies: policies("AmazonS3ReadOnlyAccess"),
            ..IamUser::default()
        };
        let admin = IamUser {
            console: true,
            mfa: true,
            managed_policies: policies("AdministratorAccess"),
            ..IamUser::default()
        };
        for (id, resource) in [
            ("region-1", Resource::new("Mumbai", Region::default())),
            ("reader", Resource::new("kavya", reader)),
            ("admin", Resource::new("admin-rahul", admin)),
            ("web", Resource::new("web-1", Instance::default())),
            ("trail", Resource::new("audit", Trail::default())),
        ] {
            document.apply(Edit::create(id.into(), resource)).unwrap();
        }
        document
    }

    /// SCT-14.
    #[test]
    fn a_refused_call_is_recorded_with_its_error() {
        let document = school();
        let indexed = Indexed::new(&document.architecture);
        let mut scribe = Scribe::new(&document.architecture, Clock::default(), 1);
        let kavya = Actor::user(&indexed, &"reader".into());
        let admin = Actor::learner(&indexed);
        assert_eq!(admin.name, "admin-rahul");
        let stop = Edit::set(&"web".into(), "state", "stopped");
        let record = refused(&mut scribe, &document, &stop, 9, &kavya).unwrap();
        assert_eq!(record.event_name, "StopInstances");
        assert_eq!(
            record.error_code.as_deref(),
            Some("Client.UnauthorizedOperation")
        );
        assert!(record.response_elements.is_null());
        assert_eq!(refused(&mut scribe, &document, &stop, 9, &admin), None);
        let silence = Edit::set(&"trail".into(), "logging", false);
        let record = refused(&mut scribe, &document, &silence, 9, &kavya).unwrap();
        assert_eq!(record.error_code.as_deref(), Some("AccessDenied"));
        assert!(
            record.error_message.unwrap().contains(
                "because no identity-based policy allows the cloudtrail:StopLogging action"
            )
        );
    }

    #[test]
    fn without_an_administrator_the_learner_is_root() {
        let document = Document::default();
        let actor = Actor::learner(&Indexed::new(&document.architecture));
        assert_eq!(actor.name, "root");
        assert!(actor.said().contains("the root user"));
        let document = school();
        let actor = Actor::learner(&Indexed::new(&document.architecture));
        assert!(actor.mfa && actor.said().contains("admin-rahul"));
    }
}

//! Calls that a story tells: who called what on which thing, without a drawing in which it
//! happened. They are written as all others are.

use serde_json::{Value, json};

use super::record::{About, Record, SessionAttributes, UserIdentity};
use super::scribe::{Call, Scribe};
use super::source::source_of;
use super::who::unique_id;
use crate::architecture::{Kind, ResourceId};
use crate::simulation::Second;

/// Who calls in a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller<'c> {
    /// The root user.
    Root,
    /// An IAM user, who has signed in with a second factor.
    User(&'c str),
    /// Somebody who has put a role on: the role, and the name of the session.
    Role(&'c str, &'c str),
    /// Auto Scaling, by its service-linked role (SCT-7).
    AutoScaling,
}

/// A call of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<'t> {
    /// Who calls.
    pub caller: Caller<'t>,
    /// From which address.
    pub from: &'t str,
    /// What is called.
    pub call: &'t str,
    /// On what: its kind and its name. Signing in and putting on a role have none.
    pub on: Option<(Kind, &'t str)>,
    /// In which Region, where it is not the account's first.
    pub region: Option<&'t str>,
    /// What is asked for, where it is told.
    pub parameters: Value,
    /// Whether it is refused.
    pub refused: bool,
}

/// Who signs people in. [CT UG: AWS Management Console sign-in events]
const SIGN_IN: &str = "signin.amazonaws.com";
/// Who hands out the keys of roles.
const STS: &str = "sts.amazonaws.com";

/// The service that answers a call of a story; none where there is no such call.
fn answers(told: &Told) -> Option<&'static str> {
    match (told.call, told.on) {
        ("ConsoleLogin", _) => Some(SIGN_IN),
        ("AssumeRole", _) => Some(STS),
        (call, Some((kind, _))) => source_of(kind, call),
        (_, None) => None,
    }
}

/// The record of a call of a story; none where no service has such a call.
pub fn of_story(scribe: &mut Scribe, at: Second, told: &Told) -> Option<Record> {
    let source = answers(told)?;
    let account = scribe.account().to_owned();
    let attributes = |mfa: bool| SessionAttributes {
        creation_date: scribe.clock().iso(at),
        mfa_authenticated: mfa.to_string(),
    };
    const SCALING: (&str, &str) = ("AWSServiceRoleForAutoScaling", "autoscaling.amazonaws.com");
    let (identity, from, agent) = match told.caller {
        Caller::Root => (
            UserIdentity::root(&account, attributes(true)),
            told.from,
            "console.amazonaws.com",
        ),
        Caller::User(name) => {
            let principal = unique_id("AIDA", name);
            (
                UserIdentity::iam_user(&account, name, &principal, attributes(true)),
                told.from,
                SIGN_IN,
            )
        }
        Caller::Role(role, session) => {
            let principal = unique_id("AROA", role);
            (
                UserIdentity::assumed_role(&account, role, session, &principal, attributes(false)),
                told.from,
                "aws-cli/2",
            )
        }
        Caller::AutoScaling => {
            let (role, service) = SCALING;
            let principal = unique_id("AROA", role);
            let identity = UserIdentity::assumed_role(
                &account,
                role,
                "AutoScaling",
                &principal,
                attributes(false),
            );
            (identity.by(service), service, service)
        }
    };
    let about = told.on.map(|(kind, name)| About {
        id: ResourceId::new(name),
        noun: kind.noun(),
        name: name.to_owned(),
    });
    let call = Call {
        source,
        name: told.call.to_owned(),
        region: told.region.map(str::to_owned),
        parameters: told.parameters.clone(),
        response: Value::Null,
        about,
    };
    let mut record = scribe.write(at, identity, from, agent, call);
    if source == SIGN_IN {
        // A failed one has a message and no code. [CT UG: sign-in events]
        "AwsConsoleSignIn".clone_into(&mut record.event_type);
        let how = if told.refused { "Failure" } else { "Success" };
        record.response_elements = json!({ "ConsoleLogin": how });
        record.error_message = told.refused.then(|| "Failed authentication".to_owned());
    } else if told.refused {
        let code = match source.starts_with("ec2.") {
            true => "Client.UnauthorizedOperation",
            false => "AccessDenied",
        };
        record.error_code = Some(code.to_owned());
    }
    Some(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Architecture;
    use crate::simulation::Clock;

    #[test]
    fn a_story_is_written_as_all_others_are() {
        let mut scribe = Scribe::new(&Architecture::default(), Clock::default(), 1);
        let told = Told {
            caller: Caller::Role("Deploy", "farhan-laptop"),
            from: "198.51.100.25",
            call: "AuthorizeSecurityGroupIngress",
            on: Some((Kind::SecurityGroup, "WebServer-SG")),
            region: None,
            parameters: Value::Null,
            refused: false,
        };
        let record = of_story(&mut scribe, 0, &told).expect("a call");
        assert_eq!(record.event_source, "ec2.amazonaws.com");
        assert_eq!(record.user_identity.name(), "Deploy");
        let arn = record.user_identity.arn.unwrap_or_default();
        assert!(arn.ends_with("assumed-role/Deploy/farhan-laptop"), "{arn}");
        let refused = Told {
            refused: true,
            ..told.clone()
        };
        let record = of_story(&mut scribe, 0, &refused).expect("a call");
        assert_eq!(
            record.error_code.as_deref(),
            Some("Client.UnauthorizedOperation")
        );
        let failed = Told {
            call: "ConsoleLogin",
            on: None,
            ..refused
        };
        let record = of_story(&mut scribe, 0, &failed).expect("a sign-in");
        assert_eq!(record.event_type, "AwsConsoleSignIn");
        assert_eq!(
            record.error_message.as_deref(),
            Some("Failed authentication")
        );
        let strange = Told {
            call: "OpenTheDoor",
            ..told
        };
        assert_eq!(of_story(&mut scribe, 0, &strange), None);
    }
}

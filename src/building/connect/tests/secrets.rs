//! Who may read a secret.

use super::*;
use crate::architecture::{IamPolicy, IamRole, Indexed};
use crate::iam::{Iam, Principal, Question, arn};

/// A server beside a secret, in an account.
fn with_secret() -> (Campus, ResourceId, ResourceId, ResourceId) {
    let (mut campus, region, _, wing) = Campus::new();
    let account = campus.add(Kind::Account, None);
    let server = campus.add(Kind::Instance, Some(&wing));
    let secret = campus.add(Kind::Secret, Some(&region));
    (campus, account, server, secret)
}

fn may_read(campus: &Campus, who: Principal, secret: &str) -> bool {
    let indexed = Indexed::new(&campus.document.architecture);
    let question = Question::new(who, "secretsmanager:GetSecretValue", secret);
    Iam::over(&indexed).decide(&question).is_allowed()
}

fn arn_of(campus: &Campus, secret: &ResourceId) -> String {
    arn::of(&Indexed::new(&campus.document.architecture), secret).unwrap()
}

#[test]
fn a_secret_opens_to_the_role_of_a_server_and_to_nothing_else() {
    let (mut campus, account, server, secret) = with_secret();
    let other = campus.add(Kind::Secret, Some(&ResourceId::new("region-1")));
    let role = campus.add(Kind::IamRole, Some(&account));
    campus.connect(&server, &role);
    let who = || Principal::Server(server.clone());
    let named = arn_of(&campus, &secret);
    assert!(!may_read(&campus, who(), &named));
    assert_eq!(
        campus.connect(&server, &secret),
        "Let server-1 read secret-1, by a policy for its role role-1"
    );
    assert!(may_read(&campus, who(), &named));
    assert!(!may_read(&campus, who(), &arn_of(&campus, &other)));
    // A longer name that begins alike is another secret.
    assert!(!may_read(
        &campus,
        who(),
        &named.replace("secret-1-a", "secret-1-old-a")
    ));
    let policies = &campus.find::<IamRole>(&role).policies;
    assert_eq!(policies.len(), 1);
    let policy = campus.find::<IamPolicy>(&policies[0]);
    assert_eq!(policy.account, Some(account));
    assert!(
        policy.document.contains(r#":secret:secret-1-??????""#),
        "{}",
        policy.document
    );
    // From the secret it means the same, and once is enough.
    assert_eq!(
        campus.connect(&secret, &server),
        "server-1 and secret-1 are connected already."
    );
}

#[test]
fn without_a_role_it_is_said_what_a_server_lacks_to_read_a_secret() {
    let (mut campus, account, server, secret) = with_secret();
    let refused = campus.connect(&server, &secret);
    assert_eq!(
        refused,
        "server-1 has no role yet, and a secret opens to roles only: connect server-1 with an IAM role first."
    );
    let profile = campus.add(Kind::InstanceProfile, Some(&account));
    campus.connect(&server, &profile);
    assert!(
        campus
            .connect(&server, &secret)
            .contains("hands out no role yet")
    );
    // Doing what is said is enough.
    let role = campus.add(Kind::IamRole, Some(&account));
    campus.connect(&profile, &role);
    assert!(
        campus
            .connect(&server, &secret)
            .starts_with("Let server-1 read secret-1")
    );
}

#[test]
fn a_group_reads_a_secret_by_its_template_and_a_function_by_its_own_role() {
    let (mut campus, account, _, secret) = with_secret();
    let group = campus.add(Kind::AutoScalingGroup, Some(&ResourceId::new("subnet-1")));
    assert!(campus.connect(&group, &secret).contains("launch template"));
    let template = campus.add(Kind::LaunchTemplate, Some(&ResourceId::new("region-1")));
    campus.connect(&group, &template);
    let role = campus.add(Kind::IamRole, Some(&account));
    campus.connect(&template, &role);
    assert!(
        campus
            .connect(&group, &secret)
            .starts_with("Let asg-1 read secret-1")
    );
    assert_eq!(campus.find::<IamRole>(&role).policies.len(), 1);
    let function = campus.add(Kind::Function, Some(&ResourceId::new("region-1")));
    assert!(campus.connect(&function, &secret).contains("no role yet"));
    campus.connect(&function, &role);
    assert!(
        campus
            .connect(&function, &secret)
            .ends_with("connected already.")
    );
}

#[test]
fn a_deny_is_told_instead_of_an_allow_that_would_not_help() {
    let (mut campus, account, server, secret) = with_secret();
    let role = campus.add(Kind::IamRole, Some(&account));
    campus.connect(&server, &role);
    let policy = campus.add(Kind::IamPolicy, Some(&account));
    campus.connect(&role, &policy);
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"secretsmanager:*","Resource":"*"}]}"#;
    let edit = Edit::set(&policy, "document", document);
    campus.document.apply(edit).unwrap();
    assert_eq!(
        campus.connect(&server, &secret),
        "A policy of role-1, the role of server-1, denies secretsmanager:GetSecretValue on secret-1: take that statement away first."
    );
    assert_eq!(campus.find::<IamRole>(&role).policies.len(), 1);
}

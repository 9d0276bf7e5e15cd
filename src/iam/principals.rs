//! Whom the Principal element of a statement means.
//! [IAM UG: Policy elements: Principal; NotPrincipal]

use super::document::Principals;

/// Who asks, as Principal elements can name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A user, or a role that was put on, of an account.
    Identity {
        /// The ARN of the user or the role.
        arn: String,
        /// The account.
        account: String,
    },
    /// The root user of an account.
    Root {
        /// The account.
        account: String,
    },
    /// A service, by name.
    Service(String),
    /// Nobody who is known.
    Anonymous,
    /// Somebody of the account who is not drawn; what, in words.
    NotDrawn(String),
}

/// How far a statement means somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It names the whole account, which leaves it to the account's own
    /// policies whether they pass it on. [IAM UG: Principal: AWS account
    /// principals]
    Account,
    /// It cannot be told; why.
    Unknown(String),
}

/// How far the element means somebody.
pub fn means(principals: &Principals, not: bool, subject: &Subject) -> Meant {
    let these = named(principals, subject);
    if !not {
        return these;
    }
    match these {
        Meant::No => Meant::Yes,
        Meant::Yes => match subject {
            // AWS asks that the account stands beside who is in it.
            Subject::Identity { account, .. } if !names_account(principals, account) => {
                Meant::Unknown(
                    "NotPrincipal, which names who asks but not the account: AWS may deny it all the same"
                        .to_owned(),
                )
            }
            _ => Meant::No,
        },
        Meant::Account => Meant::Unknown(
            "NotPrincipal, which names the account but not who asks".to_owned(),
        ),
        unknown @ Meant::Unknown(_) => unknown,
    }
}

/// The account that a principal stands for as a whole.
fn whole_account(text: &str) -> Option<&str> {
    if text.len() == 12 && text.bytes().all(|it| it.is_ascii_digit()) {
        return Some(text);
    }
    let inside = text.strip_prefix("arn:")?;
    let (_, behind) = inside.split_once(":iam::")?;
    behind.strip_suffix(":root")
}

fn names_account(principals: &Principals, account: &str) -> bool {
    principals
        .aws
        .iter()
        .any(|it| whole_account(it) == Some(account))
}

fn named(principals: &Principals, subject: &Subject) -> Meant {
    if principals.is_everybody() {
        return Meant::Yes;
    }
    match subject {
        Subject::Identity { arn, account } => {
            if principals.aws.contains(arn) {
                return Meant::Yes;
            }
            if names_account(principals, account) {
                return Meant::Account;
            }
            // A session is called by the role and a name that the drawing does
            // not have: for an instance its id.
            let role = arn
                .split_once(":role/")
                .map(|(_, path)| path.rsplit('/').next().unwrap_or(path).to_owned());
            let session = role.and_then(|role| {
                let wanted = format!(":{account}:assumed-role/{role}/");
                principals.aws.iter().find(|it| it.contains(&wanted))
            });
            match session {
                Some(session) => Meant::Unknown(format!(
                    "the name of the session, since the statement names {session}"
                )),
                None => Meant::No,
            }
        }
        Subject::NotDrawn(what) => Meant::Unknown(what.clone()),
        Subject::Root { account } if names_account(principals, account) => Meant::Yes,
        Subject::Service(name) if principals.service.contains(name) => Meant::Yes,
        _ => Meant::No,
    }
}

//! The statements and requests of the verdict, as a lesson writes them: "deny s3:DeleteObject
//! on notebookly-logs-and-backups/*", "allow kavya s3:GetObject on notebookly-static-assets/*".

use serde_json::Value;

use crate::course::figures::members::{self, Problem, Read};
use crate::iam::{Condition, Effect, Match, Principals, Statement};

/// The words for a request without encryption, in a statement and in a request.
const NO_TLS: &str = " without TLS";
/// How everybody is called in a bucket policy.
pub(super) const EVERYONE: &str = "everyone";

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it does.
    pub effect: Effect,
    /// Whom it means, in a bucket's policy: a user, or everyone.
    pub whom: Option<String>,
    /// The actions.
    pub actions: Vec<String>,
    /// The resources: `*`, a bucket, `BUCKET/key`.
    pub resources: Vec<String>,
    /// Whether it speaks only of requests without TLS.
    pub without_tls: bool,
}

impl Clause {
    /// "allow" or "deny".
    pub fn word(&self) -> &'static str {
        match self.effect {
            Effect::Allow => "allow",
            Effect::Deny => "deny",
        }
    }

    /// The whole statement, as it is read aloud.
    pub fn text(&self) -> String {
        let whom = self.whom.as_ref().map(|it| format!("{it} "));
        format!(
            "{} {}{} on {}{}",
            self.word(),
            whom.unwrap_or_default(),
            self.actions.join(", "),
            self.resources.join(", "),
            if self.without_tls { NO_TLS } else { "" }
        )
    }

    /// As it stands in a policy document.
    pub(super) fn statement(&self, arn_of_user: impl Fn(&str) -> String) -> Statement {
        let principals = self.whom.as_ref().map(|whom| {
            let principals = match whom.as_str() {
                EVERYONE => Principals {
                    everybody: true,
                    ..Principals::default()
                },
                user => Principals {
                    aws: vec![arn_of_user(user)],
                    ..Principals::default()
                },
            };
            (principals, false)
        });
        let conditions = match self.without_tls {
            true => vec![Condition {
                operator: "Bool".to_owned(),
                key: "aws:SecureTransport".to_owned(),
                values: vec!["false".to_owned()],
            }],
            false => Vec::new(),
        };
        Statement {
            sid: String::new(),
            effect: self.effect,
            principals,
            actions: Match::These(self.actions.clone()),
            resources: Some(Match::These(
                self.resources.iter().map(|it| arn(it)).collect(),
            )),
            conditions,
        }
    }
}

/// A request: an action on a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The action.
    pub action: String,
    /// On what: a bucket, `BUCKET/key`.
    pub resource: String,
    /// Whether it comes over plain HTTP.
    pub without_tls: bool,
}

impl Request {
    /// "s3:GetObject on notebookly-static-assets/p.jpg".
    pub fn text(&self) -> String {
        let tls = if self.without_tls { NO_TLS } else { "" };
        format!("{} on {}{tls}", self.action, self.resource)
    }
}

/// The ARN of a bucket or an object; what is one already stays.
pub(super) fn arn(text: &str) -> String {
    match text == "*" || text.starts_with("arn:") {
        true => text.to_owned(),
        false => format!("arn:aws:s3:::{text}"),
    }
}

/// The bucket that a resource is or lies in; none of `*` and of other services' things.
pub(super) fn bucket_of(resource: &str) -> Option<&str> {
    let name = resource.strip_prefix("arn:aws:s3:::").unwrap_or(resource);
    let name = name.split('/').next().unwrap_or(name);
    let is_name = !name.is_empty() && !name.contains([':', '*', '?']);
    is_name.then_some(name)
}

/// Takes the words about TLS off the end.
fn tls(text: &str) -> (&str, bool) {
    match text.strip_suffix(NO_TLS) {
        Some(rest) => (rest, true),
        None => (text, false),
    }
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(|it| it.trim().to_owned()).collect()
}

/// Reads a statement; in a bucket's policy it says whom it means.
pub(super) fn clause(path: &str, value: &Value, of_bucket: bool) -> Read<Clause> {
    let text = members::text(path, value)?.trim();
    let remedy = match of_bucket {
        true => "write a statement such as \"allow kavya s3:GetObject on my-bucket/*\"",
        false => "write a statement such as \"allow s3:GetObject on my-bucket/*\"",
    };
    let wrong = || Problem::at(path, format!("`{text}` is not understood; {remedy}"));
    let (rest, without_tls) = tls(text);
    let (effect, rest) = rest.split_once(' ').ok_or_else(wrong)?;
    let effect = match effect {
        "allow" => Effect::Allow,
        "deny" => Effect::Deny,
        _ => return Err(wrong()),
    };
    let (head, resources) = rest.split_once(" on ").ok_or_else(wrong)?;
    let (whom, actions) = match of_bucket {
        true => {
            let (whom, actions) = head.trim().split_once(' ').ok_or_else(wrong)?;
            (Some(whom.to_owned()), actions)
        }
        false => (None, head),
    };
    let clause = Clause {
        effect,
        whom,
        actions: list(actions),
        resources: list(resources),
        without_tls,
    };
    let whole = clause
        .actions
        .iter()
        .all(|it| it == "*" || it.contains(':') && !it.contains(' '));
    let named = clause.whom.as_ref().is_none_or(|it| !it.contains(':'));
    match whole && named && clause.resources.iter().all(|it| !it.is_empty()) {
        true => Ok(clause),
        false => Err(wrong()),
    }
}

/// Reads a request.
pub(super) fn request(path: &str, value: &Value) -> Read<Request> {
    let text = members::text(path, value)?.trim();
    let wrong = || {
        let remedy = "write a request such as \"s3:GetObject on my-bucket/a.jpg\"";
        Problem::at(path, format!("`{text}` is not understood; {remedy}"))
    };
    let (rest, without_tls) = tls(text);
    let (action, resource) = rest.split_once(" on ").ok_or_else(wrong)?;
    let action = crate::iam::action(action).map_err(|why| Problem::at(path, why))?;
    let resource = resource.trim();
    if resource.is_empty() || resource.contains(' ') {
        return Err(wrong());
    }
    Ok(Request {
        action,
        resource: resource.to_owned(),
        without_tls,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn statements_are_read_as_they_are_said() {
        for (text, of_bucket) in [
            ("allow s3:* on *", false),
            ("deny s3:DeleteObject on logs/*", false),
            ("allow s3:GetObject, s3:PutObject on logs, logs/*", false),
            ("allow kavya s3:GetObject on assets/*", true),
            ("deny everyone s3:* on assets/* without TLS", true),
        ] {
            let read = clause("x", &json!(text), of_bucket).map(|it| it.text());
            assert_eq!(read, Ok(text.to_owned()));
        }
        for (text, of_bucket) in [
            ("permit s3:* on *", false),
            ("allow s3:*", false),
            ("allow kavya s3:GetObject on assets/*", false),
            ("allow s3:GetObject on assets/*", true),
            ("allow GetObject on assets/*", false),
        ] {
            assert!(clause("x", &json!(text), of_bucket).is_err(), "{text}");
        }
    }

    #[test]
    fn a_request_leaves_nothing_open() {
        let it = request("x", &json!("s3:GetObject on assets/p.jpg without TLS"));
        let it = it.expect("a request");
        assert!(it.without_tls);
        assert_eq!(it.resource, "assets/p.jpg");
        assert!(request("x", &json!("s3:* on assets/p.jpg")).is_err());
        assert!(request("x", &json!("s3:GetObject assets/p.jpg")).is_err());
    }
}

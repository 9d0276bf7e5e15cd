//! What a review asks of policies. The whole of IAM's logic is not here: only
//! who is trusted, and which statements allow more than they name.

use serde_json::Value;

use crate::architecture::*;

/// Policies of AWS that allow far more than a server needs: everything,
/// everything but IAM, all of S3. [IAM UG: AWS managed policies for job
/// functions], [S3 UG: AWS managed policies]
pub const BROAD: [&str; 3] = [
    "AdministratorAccess",
    "PowerUserAccess",
    "AmazonS3FullAccess",
];

/// Whether a role lets a service assume it (rulebook IAM-2). This is the one
/// place of the review that reads a trust policy.
pub fn trusts(role: &IamRole, service: &str) -> bool {
    let statements = statements(&role.trust_policy);
    let mut allowing = statements.iter().filter(|it| it["Effect"] == "Allow");
    allowing.any(|it| {
        let acts = texts(&it["Action"]);
        let acts = acts.iter().any(|act| {
            let act = act.to_lowercase();
            act == "sts:assumerole" || act == "sts:*" || act == "*"
        });
        acts && texts(&it["Principal"]["Service"]).contains(&service)
    })
}

/// A statement that allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Allowed {
    /// Its place among the statements.
    pub place: usize,
    /// The actions.
    pub actions: Vec<String>,
    /// The resources.
    pub resources: Vec<String>,
}

impl Allowed {
    /// Whether it allows everything (rulebook IAM-10).
    pub fn is_everything(&self) -> bool {
        self.actions.iter().any(|it| it == "*" || it == "*:*") && self.is_on_everything()
    }

    /// Whether it is about every resource there is.
    pub fn is_on_everything(&self) -> bool {
        self.resources.iter().any(|it| it == "*")
    }

    /// Whether it allows all actions of some service, or simply all.
    pub fn is_every_action(&self) -> bool {
        let every = |it: &String| it == "*" || it.ends_with(":*");
        self.actions.iter().any(every)
    }

    /// Whether all of it is about S3.
    pub fn is_of_s3(&self) -> bool {
        let mut actions = self.actions.iter();
        actions.all(|it| it.to_lowercase().starts_with("s3:"))
    }

    /// Whether an action of S3 on buckets or objects is among its actions:
    /// those can be allowed on named buckets.
    pub fn names_buckets(&self) -> bool {
        // These two are about the account and take no bucket.
        const OF_ACCOUNT: [&str; 2] = ["s3:listallmybuckets", "s3:getaccountpublicaccessblock"];
        self.actions.iter().any(|it| {
            let it = it.to_lowercase();
            it.starts_with("s3:") && !OF_ACCOUNT.contains(&it.as_str())
        })
    }
}

/// The statements of a policy that allow something; none of a text that is no
/// policy.
pub fn allowed(document: &str) -> Vec<Allowed> {
    let statements = statements(document);
    let each = statements.iter().enumerate();
    each.filter(|(_, it)| it["Effect"] == "Allow")
        .map(|(place, it)| Allowed {
            place,
            actions: owned(&it["Action"]),
            resources: owned(&it["Resource"]),
        })
        .collect()
}

/// The policy with the statement at `place` about these actions and resources
/// instead.
pub fn narrowed(
    document: &str,
    place: usize,
    actions: Option<&[&str]>,
    resources: &[String],
) -> Option<String> {
    let mut policy: Value = serde_json::from_str(document).ok()?;
    let statements = policy.get_mut("Statement")?;
    let statement = match statements {
        Value::Array(all) => all.get_mut(place)?,
        one if place == 0 => one,
        _ => return None,
    };
    let statement = statement.as_object_mut()?;
    if let Some(actions) = actions {
        statement.insert("Action".to_owned(), actions.into());
    }
    statement.insert("Resource".to_owned(), resources.into());
    serde_json::to_string_pretty(&policy).ok()
}

/// A policy that allows these actions on these resources.
pub fn policy(actions: &[&str], resources: &[String]) -> String {
    let policy = serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": actions, "Resource": resources }],
    });
    // A value always has a text.
    serde_json::to_string_pretty(&policy).unwrap_or_default()
}

fn statements(document: &str) -> Vec<Value> {
    let Ok(mut policy) = serde_json::from_str::<Value>(document) else {
        return Vec::new();
    };
    match policy.get_mut("Statement").map(Value::take) {
        Some(Value::Array(all)) => all,
        Some(one @ Value::Object(_)) => vec![one],
        _ => Vec::new(),
    }
}

/// One text or several.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn owned(value: &Value) -> Vec<String> {
    texts(value).into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_role_is_for_instances() {
        assert!(trusts(&IamRole::default(), "ec2.amazonaws.com"));
        assert!(!trusts(&IamRole::default(), "lambda.amazonaws.com"));
        let nobody = IamRole {
            trust_policy: "{".to_owned(),
            ..IamRole::default()
        };
        assert!(!trusts(&nobody, "ec2.amazonaws.com"));
    }

    #[test]
    fn a_statement_may_stand_alone_or_in_a_list() {
        let one = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
        assert!(allowed(one)[0].is_everything());
        let narrow = narrowed(
            one,
            0,
            Some(&["s3:GetObject"]),
            &["arn:aws:s3:::a/*".to_owned()],
        );
        let allowed = allowed(&narrow.unwrap());
        assert!(!allowed[0].is_every_action() && allowed[0].is_of_s3());
    }
}

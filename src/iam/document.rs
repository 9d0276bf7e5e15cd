//! A policy document: statements that allow or deny.

use std::fmt;

use serde_json::{Map, Value, json};

use super::operator::Operator;

/// What a policy is attached to, which decides what its statements hold
/// (rulebook IAM-5, IAM-6, IAM-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// To a user, a group or a role: no principal, since whoever has it is it.
    Identity,
    /// To a role, saying who may put it on: a principal and no resource.
    Trust,
    /// To a bucket or a topic: a principal and a resource.
    Resource,
}

/// The version of the language that a policy is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// The one to use; it knows policy variables.
    V2012,
    /// The earlier one, in which `${…}` is text. Also what a policy without a
    /// version means. [IAM UG: Policy elements: Version]
    V2008,
}

impl Version {
    /// As documents have it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::V2012 => "2012-10-17",
            Self::V2008 => "2008-10-17",
        }
    }
}

/// What a statement does with what it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It allows it.
    Allow,
    /// It denies it, whoever allows it.
    Deny,
}

impl Effect {
    /// As documents have it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

/// A list of patterns, or everything but these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// One of these: Action, Resource.
    These(Vec<String>),
    /// None of these: NotAction, NotResource.
    Not(Vec<String>),
}

impl Match {
    /// The patterns.
    pub fn patterns(&self) -> &[String] {
        match self {
            Self::These(all) | Self::Not(all) => all,
        }
    }
}

/// Whom a statement of a resource or a role means, by the kind of principal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Principals {
    /// Whether it is written as a bare `"*"`.
    pub everybody: bool,
    /// Accounts, users, roles, sessions; `*` is everybody.
    pub aws: Vec<String>,
    /// Services, such as `ec2.amazonaws.com`.
    pub service: Vec<String>,
    /// Identity providers.
    pub federated: Vec<String>,
    /// Canonical users of S3.
    pub canonical: Vec<String>,
}

impl Principals {
    /// Whether it means everybody, known to AWS or not.
    pub fn is_everybody(&self) -> bool {
        self.everybody || self.aws.iter().any(|it| it == "*")
    }
}

/// One line of a condition: `"StringEquals": {"aws:username": ["rahul"]}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The operator as written, such as `StringLikeIfExists`.
    pub operator: String,
    /// The key as written.
    pub key: String,
    /// The values, of which one has to match.
    pub values: Vec<String>,
}

impl Condition {
    /// The operator, taken apart.
    pub(super) fn parsed(&self) -> Option<Operator> {
        Operator::parse(&self.operator)
    }
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its name; empty for none.
    pub sid: String,
    /// Whether it allows or denies.
    pub effect: Effect,
    /// Whom it means, and whether everybody else is meant instead
    /// (NotPrincipal). None in an identity policy.
    pub principals: Option<(Principals, bool)>,
    /// What it is about.
    pub actions: Match,
    /// On what. None in a trust policy.
    pub resources: Option<Match>,
    /// When: all lines have to hold.
    pub conditions: Vec<Condition>,
}

/// A policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The version of the language; none where it is not written.
    pub version: Option<Version>,
    /// Its own name, which no service reads; empty for none.
    pub id: String,
    /// Its statements.
    pub statements: Vec<Statement>,
}

/// Why a text is no policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// Where: `Statement 2, Effect`, or `line 3, column 7` in text that is no
    /// JSON.
    pub place: String,
    /// What is wrong there.
    pub problem: String,
    /// What to write instead.
    pub remedy: String,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}. {}.", self.place, self.problem, self.remedy)
    }
}

impl std::error::Error for PolicyError {}

impl Policy {
    /// Whether `${…}` is a variable in it.
    pub fn knows_variables(&self) -> bool {
        self.version == Some(Version::V2012)
    }

    /// The document as JSON, in the order of AWS's own examples. What is read
    /// from it is the same policy.
    pub fn to_json(&self) -> String {
        // A value always has a text.
        serde_json::to_string_pretty(&self.to_value()).unwrap_or_default()
    }

    fn to_value(&self) -> Value {
        let mut document = Map::new();
        if let Some(version) = self.version {
            document.insert("Version".to_owned(), json!(version.text()));
        }
        if !self.id.is_empty() {
            document.insert("Id".to_owned(), json!(self.id));
        }
        let statements: Vec<Value> = self.statements.iter().map(Statement::to_value).collect();
        document.insert("Statement".to_owned(), Value::Array(statements));
        Value::Object(document)
    }

    /// How many characters count against a quota: AWS counts no white space.
    /// [IAM UG: IAM and STS quotas]
    pub fn length(text: &str) -> usize {
        text.chars().filter(|it| !it.is_whitespace()).count()
    }
}

impl Statement {
    /// The statement as JSON.
    pub fn to_value(&self) -> Value {
        let mut map = Map::new();
        let mut put = |key: &str, value: Value| {
            map.insert(key.to_owned(), value);
        };
        if !self.sid.is_empty() {
            put("Sid", json!(self.sid));
        }
        put("Effect", json!(self.effect.text()));
        if let Some((principals, not)) = &self.principals {
            let key = if *not { "NotPrincipal" } else { "Principal" };
            put(key, principals.to_value());
        }
        let list = |all: &[String]| match all {
            [only] => json!(only),
            many => json!(many),
        };
        match &self.actions {
            Match::These(all) => put("Action", list(all)),
            Match::Not(all) => put("NotAction", list(all)),
        }
        match &self.resources {
            Some(Match::These(all)) => put("Resource", list(all)),
            Some(Match::Not(all)) => put("NotResource", list(all)),
            None => {}
        }
        if !self.conditions.is_empty() {
            let mut operators = Map::new();
            for it in &self.conditions {
                let keys = operators
                    .entry(it.operator.clone())
                    .or_insert_with(|| json!({}));
                keys[&it.key] = list(&it.values);
            }
            put("Condition", Value::Object(operators));
        }
        Value::Object(map)
    }
}

impl Principals {
    fn to_value(&self) -> Value {
        if self.everybody {
            return json!("*");
        }
        let kinds = [
            ("AWS", &self.aws),
            ("Service", &self.service),
            ("Federated", &self.federated),
            ("CanonicalUser", &self.canonical),
        ];
        let map: Map<String, Value> = kinds
            .into_iter()
            .filter(|(_, all)| !all.is_empty())
            .map(|(kind, all)| match &all[..] {
                [only] => (kind.to_owned(), json!(only)),
                many => (kind.to_owned(), json!(many)),
            })
            .collect();
        Value::Object(map)
    }
}

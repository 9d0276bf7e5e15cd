//! What is asked: who wants to do what, on what, and under which
//! circumstances.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::ResourceId;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Principal {
    /// An IAM user.
    User(ResourceId),
    /// Somebody who has put this role on.
    Role(ResourceId),
    /// The application on an instance, or on the instances of an Auto Scaling
    /// group or a launch template: with the role of their instance profile.
    Server(ResourceId),
    /// A Lambda function: with its role.
    Function(ResourceId),
    /// A service of AWS in its own name, such as `cloudtrail.amazonaws.com`.
    Service(String),
    /// The root user of the account.
    Root,
    /// Somebody of another account, by ARN.
    Foreign(String),
    /// Nobody: a request without a signature.
    Anonymous,
}

/// What is said of a request beside who, what and on what: condition keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    keys: BTreeMap<String, Vec<String>>,
    absent: BTreeSet<String>,
}

impl Context {
    /// Nothing is said.
    pub fn new() -> Self {
        Self::default()
    }

    /// The request has this key with this value; a second value of a key
    /// stands beside the first.
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        let key = key.to_ascii_lowercase();
        self.absent.remove(&key);
        self.keys.entry(key).or_default().push(value.into());
        self
    }

    /// The request has no such key.
    pub fn without(mut self, key: &str) -> Self {
        let key = key.to_ascii_lowercase();
        self.keys.remove(&key);
        self.absent.insert(key);
        self
    }

    /// What was said, by key in small letters.
    pub fn keys(&self) -> &BTreeMap<String, Vec<String>> {
        &self.keys
    }
}

/// A question: may somebody do this?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Who asks.
    pub principal: Principal,
    /// The action, such as `s3:GetObject`.
    pub action: String,
    /// The resource, by ARN.
    pub resource: String,
    /// What else is said.
    pub context: Context,
}

impl Question {
    /// A question of which nothing else is said.
    pub fn new(
        principal: Principal,
        action: impl Into<String>,
        resource: impl Into<String>,
    ) -> Self {
        Self {
            principal,
            action: action.into(),
            resource: resource.into(),
            context: Context::default(),
        }
    }

    /// The same question under these circumstances.
    pub fn under(mut self, context: Context) -> Self {
        self.context = context;
        self
    }
}

/// What is known of a condition key of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known<'q> {
    /// It has these values.
    Values(&'q [String]),
    /// The request does not carry it.
    Missing,
    /// The request may carry it; neither the question nor the drawing says.
    NotSaid,
}

/// A question, together with what follows from who asks.
#[derive(Clone, Debug)]
pub(super) struct Asked<'q> {
    pub action: &'q str,
    pub resource: &'q str,
    pub context: &'q Context,
    /// What follows from who asks and what is asked for, by key in small
    /// letters.
    pub standing: BTreeMap<String, Vec<String>>,
    /// Keys that a request of this kind may have and the drawing does not
    /// know, in small letters.
    pub not_said: BTreeSet<&'static str>,
}

/// Keys of AWS's own that a request may well lack: what they tell exists only
/// for some requests. [IAM UG: AWS global condition context keys]
const OFTEN_MISSING: [&str; 20] = [
    "aws:calledvia",
    "aws:calledviafirst",
    "aws:calledvialast",
    "aws:ec2instancesourceprivateipv4",
    "aws:ec2instancesourcevpc",
    "aws:federatedprovider",
    "aws:multifactorauthage",
    "aws:multifactorauthpresent",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalservicename",
    "aws:referer",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceidentity",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:tagkeys",
    "aws:username",
    "aws:vpcsourceip",
];

/// Keys of services that only those requests have that ask for it: a header, a
/// parameter. [SAR: Condition keys for Amazon S3], [SAR: AWS STS]
fn is_asked_for(key: &str) -> bool {
    const KEYS: [&str; 6] = [
        "s3:prefix",
        "s3:delimiter",
        "s3:max-keys",
        "s3:versionid",
        "s3:locationconstraint",
        "sts:externalid",
    ];
    KEYS.contains(&key)
        || [
            "s3:x-amz-",
            "s3:requestobjecttag",
            "aws:requesttag/",
            "aws:principaltag/",
        ]
        .iter()
        .any(|it| key.starts_with(it))
}

impl Asked<'_> {
    /// What is known of a key.
    pub fn value(&self, key: &str) -> Known<'_> {
        let key = key.to_ascii_lowercase();
        if let Some(values) = self.context.keys.get(&key) {
            return Known::Values(values);
        }
        if self.context.absent.contains(&key) {
            return Known::Missing;
        }
        if let Some(values) = self.standing.get(&key) {
            return Known::Values(values);
        }
        if self.not_said.contains(key.as_str()) {
            return Known::NotSaid;
        }
        if OFTEN_MISSING.contains(&key.as_str()) || is_asked_for(&key) {
            return Known::Missing;
        }
        Known::NotSaid
    }
}

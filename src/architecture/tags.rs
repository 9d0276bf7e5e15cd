//! Tags: what people write on resources, for bills and for themselves.
//!
//! A resource's `Name` tag is its name, so it is never among these.

use std::fmt;

use serde_json::{Map, Value};

/// The tags of a resource: each key once, in order of keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(Vec<(String, String)>);

impl Tags {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        let place = self.place(key).ok()?;
        Some(self.0[place].1.as_str())
    }

    /// All keys with their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives a key a value; yields the one that it had.
    pub fn set(&mut self, key: String, value: String) -> Option<String> {
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, value)),
            Err(place) => {
                self.0.insert(place, (key, value));
                None
            }
        }
    }

    /// Takes a key away; yields the value that it had.
    pub fn remove(&mut self, key: &str) -> Option<String> {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }

    fn place(&self, key: &str) -> Result<usize, usize> {
        self.0
            .binary_search_by(|(other, _)| other.as_str().cmp(key))
    }

    /// As they stand in a file: one object.
    pub(super) fn to_value(&self) -> Value {
        let members: Map<String, Value> = self
            .iter()
            .map(|(key, value)| (key.to_owned(), Value::from(value)))
            .collect();
        Value::Object(members)
    }

    /// Reads what stands in a file, or says what is wrong with it.
    pub(super) fn from_value(value: Value) -> Result<Self, String> {
        let Value::Object(members) = value else {
            return Err(
                "must be an object with a text for each key, such as `{ \"Environment\": \"test\" }`"
                    .to_owned(),
            );
        };
        let mut tags = Self::default();
        for (key, value) in members {
            let Value::String(value) = value else {
                return Err(format!("the value of `{key}` must be a text"));
            };
            tags.set(key, value);
        }
        Ok(tags)
    }
}

/// How a service of AWS lets its resources be tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagging {
    /// The API call that adds a tag or gives it another value.
    pub add: &'static str,
    /// The API call that takes a tag away.
    pub remove: &'static str,
    /// How many tags a resource may have, its `Name` among them.
    pub most: usize,
    /// Whether keys and values may hold any character that can be seen.
    any_text: bool,
}

/// The longest key and the longest value, in characters.
/// [Tagging AWS Resources UG: Tag naming limits and requirements]
pub const LONGEST_KEY: usize = 128;
/// See [`LONGEST_KEY`].
pub const LONGEST_VALUE: usize = 256;

impl Tagging {
    /// VPC and EC2. [EC2 UG: Tag restrictions], [API ec2 CreateTags]
    pub const EC2: Self = Self {
        any_text: true,
        ..Self::by("CreateTags", "DeleteTags")
    };

    /// Load balancers and target groups. [API elbv2 AddTags]
    pub const ELB: Self = Self::by("AddTags", "RemoveTags");

    /// [API autoscaling CreateOrUpdateTags]
    pub const AUTO_SCALING: Self = Self::by("CreateOrUpdateTags", "DeleteTags");

    /// [API rds AddTagsToResource]
    pub const RDS: Self = Self::by("AddTagsToResource", "RemoveTagsFromResource");

    /// A bucket's tags are always written all at once, so that to take one
    /// away is the same call. [API s3 PutBucketTagging]
    pub const S3: Self = Self::by("PutBucketTagging", "PutBucketTagging");

    /// [API efs TagResource]
    pub const EFS: Self = Self::by("TagResource", "UntagResource");

    /// [API wafv2 TagResource]
    pub const WAF: Self = Self::by("TagResource", "UntagResource");

    /// One call for both, and ten tags at most.
    /// [API route53 ChangeTagsForResource]
    pub const ROUTE_53: Self = Self {
        most: 10,
        ..Self::by("ChangeTagsForResource", "ChangeTagsForResource")
    };

    /// Users, roles, policies and instance profiles each have calls of their
    /// own; groups cannot be tagged. [IAM UG: Tags for IAM resources]
    pub const IAM_USER: Self = Self::by("TagUser", "UntagUser");
    /// See [`Self::IAM_USER`].
    pub const IAM_ROLE: Self = Self::by("TagRole", "UntagRole");
    /// See [`Self::IAM_USER`].
    pub const IAM_POLICY: Self = Self::by("TagPolicy", "UntagPolicy");
    /// See [`Self::IAM_USER`].
    pub const IAM_PROFILE: Self = Self::by("TagInstanceProfile", "UntagInstanceProfile");

    /// [API acm AddTagsToCertificate]
    pub const ACM: Self = Self::by("AddTagsToCertificate", "RemoveTagsFromCertificate");

    /// [API cloudwatch TagResource]
    pub const CLOUDWATCH: Self = Self::by("TagResource", "UntagResource");

    /// [API logs TagResource]
    pub const LOGS: Self = Self::by("TagResource", "UntagResource");

    /// [API sns TagResource]
    pub const SNS: Self = Self::by("TagResource", "UntagResource");

    /// [API lambda TagResource]
    pub const LAMBDA: Self = Self::by("TagResource", "UntagResource");

    /// [API cloudtrail AddTags]
    pub const CLOUDTRAIL: Self = Self::by("AddTags", "RemoveTags");

    /// [API budgets TagResource]
    pub const BUDGETS: Self = Self::by("TagResource", "UntagResource");

    /// [API elasticache AddTagsToResource]
    pub const ELASTICACHE: Self = Self::by("AddTagsToResource", "RemoveTagsFromResource");

    /// [API secretsmanager TagResource]
    pub const SECRETS: Self = Self::by("TagResource", "UntagResource");

    const fn by(add: &'static str, remove: &'static str) -> Self {
        Self {
            add,
            remove,
            most: 50,
            any_text: false,
        }
    }

    /// What is wrong with a tag, if AWS would refuse it.
    pub fn problem(self, key: &str, value: &str) -> Option<TagProblem> {
        let any = |char: char| is_usual(char) || self.any_text && !char.is_control();
        if key.is_empty() {
            Some(TagProblem::NoKey)
        } else if key == "Name" {
            Some(TagProblem::IsTheName)
        } else if is_reserved(key) || is_reserved(value) {
            Some(TagProblem::Reserved)
        } else if key.chars().count() > LONGEST_KEY {
            Some(TagProblem::LongKey)
        } else if value.chars().count() > LONGEST_VALUE {
            Some(TagProblem::LongValue)
        } else {
            let odd = key.chars().chain(value.chars()).find(|char| !any(*char));
            odd.map(TagProblem::Character)
        }
    }
}

/// AWS's own prefix, in any spelling, which nobody else may use.
fn is_reserved(text: &str) -> bool {
    text.get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("aws:"))
}

/// What every service takes in tags: letters, digits, spaces and
/// `_.:/=+-@`. [Tagging AWS Resources UG: Tag naming limits and requirements]
/// Outside ASCII only letters with a case count, because vowel signs, which
/// other scripts need, are no letters to those services.
pub fn is_usual(char: char) -> bool {
    char.is_ascii_alphanumeric()
        || char.is_lowercase()
        || char.is_uppercase()
        || " _.:/=+-@".contains(char)
}

/// Why AWS would refuse a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagProblem {
    /// It has no key.
    NoKey,
    /// Its key is `Name`, which is what the resource is called.
    IsTheName,
    /// Key or value begin as AWS's own do.
    Reserved,
    /// Its key is longer than [`LONGEST_KEY`].
    LongKey,
    /// Its value is longer than [`LONGEST_VALUE`].
    LongValue,
    /// The service does not take this character.
    Character(char),
}

impl fmt::Display for TagProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey => f.write_str("a tag needs a key"),
            Self::IsTheName => {
                f.write_str("the Name tag is what the resource is called: change its name")
            }
            Self::Reserved => f.write_str("what begins with aws: belongs to AWS"),
            Self::LongKey => write!(f, "a key has at most {LONGEST_KEY} characters"),
            Self::LongValue => write!(f, "a value has at most {LONGEST_VALUE} characters"),
            Self::Character(char) => write!(
                f,
                "a tag may hold letters, digits, spaces and _ . : / = + - @, not “{char}”"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_value_and_keys_are_in_order() {
        let mut tags = Tags::default();
        assert_eq!(tags.set("b".into(), "1".into()), None);
        assert_eq!(tags.set("a".into(), "2".into()), None);
        assert_eq!(tags.set("b".into(), "3".into()), Some("1".to_owned()));
        assert_eq!(tags.iter().collect::<Vec<_>>(), [("a", "2"), ("b", "3")]);
        assert_eq!(tags.remove("a").as_deref(), Some("2"));
        assert_eq!(tags.remove("a"), None);
        assert_eq!(tags.get("b"), Some("3"));
        assert_eq!(Tags::from_value(tags.to_value()), Ok(tags));
    }

    #[test]
    fn what_aws_would_refuse_is_told_apart() {
        let problem = |key: &str, value: &str| Tagging::RDS.problem(key, value);
        assert_eq!(problem("Environment", ""), None);
        assert_eq!(problem("", "x"), Some(TagProblem::NoKey));
        assert_eq!(problem("Name", "x"), Some(TagProblem::IsTheName));
        assert_eq!(problem("name", "x"), None);
        assert_eq!(problem("AWS:x", ""), Some(TagProblem::Reserved));
        assert_eq!(problem("x", "aws:y"), Some(TagProblem::Reserved));
        assert_eq!(problem(&"k".repeat(129), ""), Some(TagProblem::LongKey));
        assert_eq!(problem("k", &"v".repeat(257)), Some(TagProblem::LongValue));
        assert_eq!(problem(&"ü".repeat(128), &"ü".repeat(256)), None);
        assert_eq!(problem("k", "a,b"), Some(TagProblem::Character(',')));
        assert_eq!(Tagging::EC2.problem("k", "a,b"), None);
    }
}

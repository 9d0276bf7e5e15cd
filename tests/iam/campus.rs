//! A small account, and questions about it, in a few words.

use cloud_campus::architecture::*;
use cloud_campus::iam::{Context, Principal, Question};
use serde_json::{Value, json};

pub const ACCOUNT: &str = "111122223333";

/// Who and what there is: the users rahul, who is in the group team, and asha;
/// the role web with an instance (server), a function; an instance without a
/// profile (bare) and one whose profile has no role (mystery); the bucket docs
/// and the topic alerts in Mumbai.
#[derive(Clone, Debug, Default)]
pub struct Campus {
    /// Statements by holder: rahul, team, asha, web, trust, bucket, topic.
    pub statements: Vec<(String, Value)>,
    /// Policies of AWS by holder.
    pub of_aws: Vec<(String, String)>,
    /// Words: `old` for the version 2008, `open` for a bucket without Block
    /// Public Access, `restricted` for one with RestrictPublicBuckets alone.
    pub words: Vec<String>,
}

impl Campus {
    /// Reads a line: `rahul {…}`, `aws rahul NAME`, or a word.
    pub fn read(&mut self, line: &str) {
        match line.split_once(' ') {
            Some(("aws", rest)) => {
                let (holder, name) = rest.split_once(' ').unwrap();
                self.of_aws.push((holder.to_owned(), name.to_owned()));
            }
            Some((holder, statement)) => {
                let statement =
                    serde_json::from_str(statement).unwrap_or_else(|why| panic!("{line}: {why}"));
                self.statements.push((holder.to_owned(), statement));
            }
            None => self.words.push(line.to_owned()),
        }
    }

    pub fn of(&self, holder: &str) -> Vec<&Value> {
        let all = self.statements.iter();
        all.filter(|(it, _)| it == holder)
            .map(|(_, it)| it)
            .collect()
    }

    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|it| it == word)
    }

    /// The policy of a holder as text; empty where there is none.
    pub fn policy(&self, holder: &str) -> String {
        let statements = self.of(holder);
        if statements.is_empty() {
            return String::new();
        }
        let version = if self.has("old") {
            "2008-10-17"
        } else {
            "2012-10-17"
        };
        json!({ "Version": version, "Statement": statements }).to_string()
    }

    pub fn document(&self) -> Document {
        let mut document = Document::default();
        let mut add = |id: &str, properties: Properties| {
            let resource = Resource::new(id, properties);
            let id = ResourceId::new(id);
            document.apply(Edit::Create { id, resource }).unwrap();
        };
        let own = |holder: &str| -> Vec<ResourceId> {
            match self.of(holder).is_empty() {
                true => Vec::new(),
                false => vec![format!("{holder}-policy").as_str().into()],
            }
        };
        let of_aws = |holder: &str| -> Vec<ManagedPolicy> {
            let all = self.of_aws.iter().filter(|(it, _)| it == holder);
            all.map(|(_, name)| ManagedPolicy { name: name.clone() })
                .collect()
        };
        add("account", Account::default().into());
        let region = Region {
            code: "ap-south-1".to_owned(),
        };
        add("mumbai", region.into());
        for holder in ["rahul", "team", "asha", "web"] {
            let document = self.policy(holder);
            if !document.is_empty() {
                add(
                    &format!("{holder}-policy"),
                    IamPolicy {
                        document,
                        ..IamPolicy::default()
                    }
                    .into(),
                );
            }
        }
        add(
            "team",
            IamGroup {
                policies: own("team"),
                managed_policies: of_aws("team"),
                ..IamGroup::default()
            }
            .into(),
        );
        for user in ["rahul", "asha"] {
            let groups = if user == "rahul" {
                vec!["team".into()]
            } else {
                Vec::new()
            };
            add(
                user,
                IamUser {
                    groups,
                    policies: own(user),
                    managed_policies: of_aws(user),
                    ..IamUser::default()
                }
                .into(),
            );
        }
        let mut role = IamRole {
            policies: own("web"),
            managed_policies: of_aws("web"),
            ..IamRole::default()
        };
        if !self.of("trust").is_empty() {
            role.trust_policy = self.policy("trust");
        }
        add("web", role.into());
        add(
            "web-profile",
            InstanceProfile {
                role: Some("web".into()),
                ..InstanceProfile::default()
            }
            .into(),
        );
        add("empty-profile", InstanceProfile::default().into());
        for (id, profile) in [
            ("server", Some("web-profile")),
            ("bare", None),
            ("mystery", Some("empty-profile")),
        ] {
            let instance_profile = profile.map(ResourceId::new);
            add(
                id,
                Instance {
                    instance_profile,
                    ..Instance::default()
                }
                .into(),
            );
        }
        add(
            "function",
            Function {
                role: Some("web".into()),
                ..Function::default()
            }
            .into(),
        );
        let (policy, restrict) = match (self.has("open"), self.has("restricted")) {
            (_, true) => (false, true),
            (open, _) => (!open, !open),
        };
        let bucket = Bucket {
            region: Some("mumbai".into()),
            policy: self.policy("bucket"),
            block_public_policy: policy,
            restrict_public_buckets: restrict,
            ..Bucket::default()
        };
        add("docs", bucket.into());
        let topic = Topic {
            region: Some("mumbai".into()),
            policy: self.policy("topic"),
            ..Topic::default()
        };
        add("alerts", topic.into());
        document
    }
}

/// A question in a few words: `rahul s3:GetObject docs/a.txt key=value -key`.
#[derive(Clone, Debug)]
pub struct Request {
    pub who: String,
    pub action: String,
    /// By ARN.
    pub resource: String,
    pub given: Vec<(String, String)>,
    pub absent: Vec<String>,
}

impl Request {
    pub fn read(text: &str) -> Self {
        let mut words = text.split_whitespace();
        let who = words.next().unwrap().to_owned();
        let action = words.next().unwrap().to_owned();
        let resource = match words.next().unwrap() {
            "topic" => format!("arn:aws:sns:ap-south-1:{ACCOUNT}:alerts"),
            "role" => format!("arn:aws:iam::{ACCOUNT}:role/web"),
            arn if arn.starts_with("arn:") || arn == "*" => arn.to_owned(),
            object => format!("arn:aws:s3:::{object}"),
        };
        let mut request = Self {
            who,
            action,
            resource,
            given: Vec::new(),
            absent: Vec::new(),
        };
        for word in words {
            match (word.split_once('='), word.strip_prefix('-')) {
                (_, Some(key)) => request.absent.push(key.to_owned()),
                (Some((key, value)), _) => request.given.push((key.to_owned(), value.to_owned())),
                _ => panic!("{text}: {word}"),
            }
        }
        request
    }

    pub fn question(&self) -> Question {
        let principal = match self.who.as_str() {
            "root" => Principal::Root,
            "anonymous" => Principal::Anonymous,
            "rahul" | "asha" => Principal::User(self.who.as_str().into()),
            "web" => Principal::Role("web".into()),
            "server" | "bare" | "mystery" => Principal::Server(self.who.as_str().into()),
            "function" => Principal::Function("function".into()),
            arn if arn.starts_with("arn:") => Principal::Foreign(arn.to_owned()),
            service => Principal::Service(service.to_owned()),
        };
        let mut context = Context::new();
        for (key, value) in &self.given {
            context = context.with(key, value);
        }
        for key in &self.absent {
            context = context.without(key);
        }
        Question::new(principal, &self.action, &self.resource).under(context)
    }
}

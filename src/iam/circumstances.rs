//! What follows for a request from who asks.

use std::collections::{BTreeMap, BTreeSet};

use super::arn;
use super::question::{Asked, Principal, Question};
use super::shelf::Shelf;
use super::who::{Credentials, Who};

impl Shelf<'_, '_> {
    /// The question with what follows from who asks.
    /// [IAM UG: AWS global condition context keys]
    pub fn asked<'q>(&self, question: &'q Question, who: &Who, account: &str) -> Asked<'q> {
        let mut standing: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut not_said: BTreeSet<&'static str> = BTreeSet::new();
        let mut put = |key: &str, value: &str| {
            standing.insert(key.to_owned(), vec![value.to_owned()]);
        };
        let home = arn::account_of(&question.resource).unwrap_or(account);
        put("aws:resourceaccount", home);
        put("s3:resourceaccount", home);
        let identity = |put: &mut dyn FnMut(&str, &str), kind: &str| {
            put("aws:principaltype", kind);
            put("aws:principalisawsservice", "false");
            put("aws:principalaccount", account);
            if let Some(arn) = &who.arn {
                put("aws:principalarn", arn);
            }
        };
        match &who.credentials {
            Credentials::User(id) | Credentials::Role(id) => {
                let user = matches!(who.credentials, Credentials::User(_));
                identity(&mut put, if user { "User" } else { "AssumedRole" });
                if let Some(resource) = self.indexed.get(id) {
                    if user {
                        put("aws:username", resource.name.trim());
                    }
                    for (key, value) in resource.tags.iter() {
                        put(
                            &format!("aws:principaltag/{}", key.to_ascii_lowercase()),
                            value,
                        );
                    }
                }
            }
            Credentials::Root => identity(&mut put, "Account"),
            Credentials::Service(name) => {
                put("aws:principalisawsservice", "true");
                put("aws:principalservicename", name);
                // For whom it does it, the service says.
                not_said.extend(["aws:sourcearn", "aws:sourceaccount"]);
            }
            Credentials::Foreign(arn) => {
                put("aws:principalisawsservice", "false");
                put("aws:principalaccount", arn::account_of(arn).unwrap_or(""));
                put("aws:principalarn", arn);
                not_said.extend([
                    "aws:username",
                    "aws:principalorgid",
                    "aws:principalorgpaths",
                ]);
            }
            Credentials::None(_) => {
                put("aws:principaltype", "Anonymous");
                put("aws:principalaccount", "anonymous");
                put("aws:principalisawsservice", "false");
                put("aws:userid", "anonymous");
                // Only signed requests have it: no values, so it is missing.
                standing.insert("aws:principalarn".to_owned(), Vec::new());
            }
            Credentials::NotDrawn(_) => not_said.extend(["aws:username"]),
        }
        // A server may ask through an endpoint of its VPC.
        if matches!(question.principal, Principal::Server(_)) {
            not_said.extend(["aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"]);
            not_said.extend([
                "aws:ec2instancesourcevpc",
                "aws:ec2instancesourceprivateipv4",
            ]);
        }
        Asked {
            action: question.action.trim(),
            resource: question.resource.trim(),
            context: &question.context,
            standing,
            not_said,
        }
    }
}

//! A tag must be one that its service takes.

use crate::rules::prelude::*;
use crate::architecture::tags::TagProblem;

pub const RULE: Rule = Rule {
    code: "tag-refused",
    severity: Error,
    title: "Tag that AWS does not take",
    checks: "That the key of a tag has 1 to 128 characters, its value at most 256, that neither begins with aws:, that the key is not Name, which is what the resource is called, and, outside EC2, that both hold only letters, digits, spaces and any of _.:/=+-@.",
    why: "A refused tag stops the call that was to make the resource.",
    reaction: "The call that would write the tag is refused. S3 says InvalidTag; what the other services say is not in our sources.",
    source: "[Tagging AWS Resources UG: Tag naming limits and requirements], [EC2 UG: Tag restrictions], [ALB UG: Tag an Application Load Balancer], [API s3 PutBucketTagging]",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, resource) in context.architecture.resources() {
        let Some(tagging) = resource.kind().info().tagging else {
            continue;
        };
        for (key, value) in resource.tags.iter() {
            let Some(problem) = tagging.problem(key, value) else {
                continue;
            };
            let name = context.name(id);
            let sentence = match problem {
                TagProblem::NoKey => format!("A tag of {name} has no key."),
                problem => format!("AWS does not take the tag “{key}” of {name}: {problem}."),
            };
            report
                .about(id)
                .evidence(Evidence::Property {
                    resource: id.clone(),
                    property: format!("tag {key}"),
                    value: value.into(),
                })
                .fix(
                    format!("Take the tag “{key}” away"),
                    Edit::Untag {
                        id: id.clone(),
                        key: key.to_owned(),
                    },
                )
                .say(sentence);
        }
    }
    for (id, account) in context.all::<Account>() {
        default_tags(context, id, account, report);
    }
}

/// Of the account's tags for everything, those that no service takes: what
/// EC2, which takes the most, refuses.
fn default_tags(context: &Context<'_, '_>, id: &ResourceId, account: &Account, report: &mut Report<'_>) {
    for (index, DefaultTag { key, value }) in account.default_tags.iter().enumerate() {
        let Some(problem) = Tagging::EC2.problem(key, value) else {
            continue;
        };
        let name = context.name(id);
        let sentence = match problem {
            TagProblem::NoKey => format!(
                "Default tag {} of {name} has no key, so no resource gets it.",
                index + 1
            ),
            problem => format!("No resource gets the default tag “{key}” of {name}: {problem}."),
        };
        report
            .about(id)
            .at("default_tags")
            .value(id, "default_tags")
            .fix(
                format!("Take default tag {} away", index + 1),
                Edit::remove(id, "default_tags", index),
            )
            .waits_if(key.is_empty(), Step::Complete)
            .say(sentence);
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let bucket = |key: &str, value: &str| {
        Sketch::new().add("bucket-1", "assets", Bucket::default()).tag("bucket-1", key, value)
    };
    let given = |key: &str, value: &str| {
        let tag = DefaultTag { key: key.to_owned(), value: value.to_owned() };
        let account = Account { default_tags: vec![tag], ..Account::default() };
        Sketch::new().add("account-1", "Notebookly", account)
    };
    Examples::new()
        .fires(given("", "photos"), expect!["Default tag 1 of Notebookly has no key, so no resource gets it. [Take default tag 1 away]"])
        .fires(given("aws:owner", "Mira"), expect!["No resource gets the default tag “aws:owner” of Notebookly: what begins with aws: belongs to AWS. [Take default tag 1 away]"])
        .silent(given("Owner", "Mira"))
        .fires(bucket("aws:owner", "Mira"), expect!["AWS does not take the tag “aws:owner” of assets: what begins with aws: belongs to AWS. [Take the tag “aws:owner” away]"])
        .fires(bucket("Owner", "Mira, Anna"), expect!["AWS does not take the tag “Owner” of assets: a tag may hold letters, digits, spaces and _ . : / = + - @, not “,”. [Take the tag “Owner” away]"])
        .fires(bucket("Name", "photos"), expect!["AWS does not take the tag “Name” of assets: the Name tag is what the resource is called: change its name. [Take the tag “Name” away]"])
        .fires(bucket("", "photos"), expect!["A tag of assets has no key. [Take the tag “” away]"])
        .fires(bucket("Owner", &"M".repeat(257)), expect!["AWS does not take the tag “Owner” of assets: a value has at most 256 characters. [Take the tag “Owner” away]"])
        .silent(bucket("Owner", "mira@notebookly.com"))
        .silent(bucket("name", ""))
        // EC2 takes every character.
        .silent(empty_vpc().tag("vpc-1", "Owner", "Mira, Anna"))
}

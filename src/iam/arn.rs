//! The names of the drawing's own things, as policies know them.
//! [SAR: Resource types defined by each service], [AWS GR: ARNs]

use crate::architecture::*;

/// The account that the drawing is in; without one, the number that a new
/// account of the palette has.
pub fn account<'a>(architecture: &Indexed<'a>) -> (Option<&'a ResourceId>, String) {
    match architecture.all::<Account>().next() {
        Some((id, account)) => (Some(id), account.number.trim().to_owned()),
        None => (None, Account::default().number),
    }
}

/// The name of a bucket in all the world: the one that it was given, else what
/// people call it, since AWS makes one up that nobody knows yet.
pub fn bucket_name<'b>(name: &'b str, bucket: &'b Bucket) -> &'b str {
    match bucket.bucket_name.trim() {
        "" => name.trim(),
        given => given,
    }
}

/// The ARN of a policy of AWS, by its name.
pub fn managed_policy(name: &str) -> String {
    let path = match name {
        "AWSLambdaBasicExecutionRole" => "service-role/",
        "Billing" => "job-function/",
        _ => "",
    };
    format!("arn:aws:iam::aws:policy/{path}{name}")
}

/// The code of the Region that a reference leads to; the first of the drawing
/// where it leads nowhere.
fn region(architecture: &Indexed<'_>, region: &Option<ResourceId>) -> String {
    architecture
        .follow::<Region>(region)
        .or_else(|| architecture.all::<Region>().next().map(|(_, it)| it))
        .map_or_else(|| "*".to_owned(), |it| it.code.clone())
}

/// What stands for the hyphen and six characters that Secrets Manager puts
/// behind the name of a secret in its ARN, so that a new secret of an old name
/// is another one. [SM API: CreateSecret, ARN]
const SUFFIX: &str = "-a1b2c3";

/// The ARN of a secret as a policy names it before it is there: six characters
/// whatever they be, and no more, so that no longer name matches.
/// [SM UG: Permissions policy examples for AWS Secrets Manager]
pub fn every_suffix(secret: &str) -> String {
    match secret.strip_suffix(SUFFIX) {
        Some(named) => format!("{named}-??????"),
        None => secret.to_owned(),
    }
}

/// The ARN of a thing of the drawing, where policies name it by one. What AWS
/// chooses, such as the id of an instance, is the drawing's own id.
pub fn of(architecture: &Indexed<'_>, id: &ResourceId) -> Option<String> {
    let (id, resource) = architecture.entry(id)?;
    let name = resource.name.trim();
    let (_, account) = account(architecture);
    let iam = |kind: &str| Some(format!("arn:aws:iam::{account}:{kind}/{name}"));
    let regional = |service: &str, home: &Option<ResourceId>, rest: &str| {
        let region = region(architecture, home);
        Some(format!("arn:aws:{service}:{region}:{account}:{rest}"))
    };
    match &resource.properties {
        Properties::Account(_) => Some(format!("arn:aws:iam::{account}:root")),
        Properties::Bucket(it) => Some(format!("arn:aws:s3:::{}", bucket_name(name, it))),
        Properties::IamUser(_) => iam("user"),
        Properties::IamGroup(_) => iam("group"),
        Properties::IamRole(_) => iam("role"),
        Properties::IamPolicy(_) => iam("policy"),
        Properties::InstanceProfile(_) => iam("instance-profile"),
        Properties::Topic(it) => regional("sns", &it.region, name),
        Properties::Function(it) => regional("lambda", &it.region, &format!("function:{name}")),
        Properties::LogGroup(it) => {
            let given = it.log_group_name.trim();
            let name = if given.is_empty() { name } else { given };
            regional("logs", &it.region, &format!("log-group:{name}"))
        }
        Properties::Trail(it) => regional("cloudtrail", &it.region, &format!("trail/{name}")),
        Properties::Secret(it) => regional(
            "secretsmanager",
            &it.region,
            &format!("secret:{name}{SUFFIX}"),
        ),
        Properties::Instance(_) => regional("ec2", &None, &format!("instance/{id}")),
        _ => None,
    }
}

/// The resource that somebody means: an ARN, `*`, a thing by name or id, or
/// `BUCKET/key` for an object of a bucket.
pub fn meant(architecture: &Indexed<'_>, text: &str) -> Option<String> {
    let text = text.trim();
    if text == "*" || text.starts_with("arn:") {
        return Some(text.to_owned());
    }
    let bucket = |name: &str| {
        let mut buckets = architecture.all::<Bucket>();
        let found = buckets.find(|(id, bucket)| {
            let called = architecture.name_of(id);
            id.as_str() == name
                || called.eq_ignore_ascii_case(name)
                || bucket_name(&called, bucket) == name
        });
        found.and_then(|(id, _)| of(architecture, id))
    };
    if let Some((name, key)) = text.split_once('/')
        && let Some(arn) = bucket(name)
    {
        return Some(format!("{arn}/{key}"));
    }
    if let Some(arn) = bucket(text) {
        return Some(arn);
    }
    let exact = ResourceId::new(text);
    if let Some(arn) = of(architecture, &exact) {
        return Some(arn);
    }
    // A role and its profile are often called alike; whoever asks about an
    // action means the one that has an ARN.
    architecture
        .resources()
        .filter(|(_, it)| it.name.eq_ignore_ascii_case(text))
        .find_map(|(id, _)| of(architecture, id))
}

/// The bucket that an ARN is of, or one of whose objects.
pub fn bucket<'a>(architecture: &Indexed<'a>, arn: &str) -> Option<(&'a ResourceId, &'a Bucket)> {
    let rest = arn.strip_prefix("arn:aws:s3:::")?;
    let wanted = rest.split('/').next().unwrap_or(rest);
    architecture.all::<Bucket>().find(|(id, bucket)| {
        let name = architecture.get(id).map_or("", |it| it.name.as_str());
        bucket_name(name, bucket) == wanted
    })
}

/// The account of an ARN; none where it has none, as those of buckets.
pub fn account_of(arn: &str) -> Option<&str> {
    let part = arn.split(':').nth(4)?;
    (!part.is_empty()).then_some(part)
}

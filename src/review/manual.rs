//! What no template can do: steps for a person, each open or stated.

use serde::Serialize;

use super::chapters::{self, Chapter};
use super::facts::Facts;
use super::statements;
use super::watching::{confirm, is_waiting};
use crate::architecture::*;

/// A step that a person has to do by hand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Its name, by which statements answer it.
    pub code: &'static str,
    /// What is to be done, in a few words.
    pub title: &'static str,
    /// How, and why no template does it.
    pub sentence: String,
    /// Whether the learner says that it is done.
    pub stated: bool,
    /// What they said, where it was a statement.
    pub said: Option<String>,
    /// What it is about.
    pub resources: Vec<ResourceId>,
    /// What states it.
    pub state: Option<Remedy>,
    /// The chapter to read.
    pub chapter: Chapter,
}

/// Every step that this design asks for, in the order in which they are done.
pub fn steps(facts: &Facts) -> Vec<Step> {
    let made = [
        root_mfa(facts),
        root_keys(facts),
        user_mfa(facts),
        billing_alerts(facts),
        subscriptions(facts),
        mfa_delete(facts),
        delegation(facts),
        validation(facts),
    ];
    made.into_iter().flatten().collect()
}

/// A step that a property stands for.
fn by_property(
    code: &'static str,
    title: &'static str,
    sentence: String,
    chapter: Chapter,
    done: (Vec<ResourceId>, Vec<ResourceId>),
    set: (&'static str, bool),
) -> Option<Step> {
    let (open, closed) = done;
    if open.is_empty() && closed.is_empty() {
        return None;
    }
    let stated = open.is_empty();
    let edits = open.iter().map(|id| Edit::set(id, set.0, set.1)).collect();
    Some(Step {
        code,
        title,
        sentence,
        stated,
        said: None,
        resources: if stated { closed } else { open },
        state: (!stated).then(|| Remedy {
            label: "It is done".to_owned(),
            edits,
        }),
        chapter,
    })
}

/// A step that only a statement can answer.
fn by_statement(
    facts: &Facts,
    code: &'static str,
    title: &'static str,
    sentence: String,
    chapter: Chapter,
    resources: Vec<ResourceId>,
) -> Option<Step> {
    if resources.is_empty() {
        return None;
    }
    let said = statements::said(facts.design, code);
    Some(Step {
        code,
        title,
        sentence,
        stated: said.is_some(),
        said: said.map(|it| it.said.clone()),
        resources,
        state: said.is_none().then(|| Remedy {
            label: "It is done".to_owned(),
            edits: statements::edits(facts.design.architecture(), code, ""),
        }),
        chapter,
    })
}

fn parted<'f, T: 'f>(
    all: impl Iterator<Item = (&'f ResourceId, &'f T)>,
    done: impl Fn(&T) -> bool,
) -> (Vec<ResourceId>, Vec<ResourceId>) {
    let (closed, open): (Vec<_>, Vec<_>) = all.partition(|it| done(it.1));
    let ids = |all: Vec<(&ResourceId, &T)>| all.into_iter().map(|it| it.0.clone()).collect();
    (ids(open), ids(closed))
}

fn root_mfa(facts: &Facts) -> Option<Step> {
    by_property(
        "root-mfa",
        "MFA on the root user",
        "Sign in as root once, register a device under Security credentials, and put the password away. AWS requires it within 35 days.".to_owned(),
        chapters::IAM,
        parted(facts.all::<Account>(), |it| it.root_mfa),
        ("root_mfa", true),
    )
}

fn root_keys(facts: &Facts) -> Option<Step> {
    let parts = parted(facts.all::<Account>(), |it| !it.root_access_keys);
    // Nothing is to be done where there are none.
    (!parts.0.is_empty()).then_some(())?;
    by_property(
        "root-access-keys",
        "Delete the root user's access keys",
        "Only the root user can delete them, under Security credentials.".to_owned(),
        chapters::IAM,
        parts,
        ("root_access_keys", false),
    )
}

fn user_mfa(facts: &Facts) -> Option<Step> {
    let people = facts.all::<IamUser>().filter(|it| it.1.console);
    by_property(
        "user-mfa",
        "MFA devices of users",
        "Each user who signs in to the console registers a device of their own.".to_owned(),
        chapters::IAM,
        parted(people, |it| it.mfa),
        ("mfa", true),
    )
}

fn billing_alerts(facts: &Facts) -> Option<Step> {
    // Only an alarm on the bill needs them; a budget does not.
    let mut alarms = facts.all::<Alarm>();
    alarms.find(|it| it.1.namespace == "AWS/Billing")?;
    by_property(
        "billing-alerts",
        "Billing alerts",
        "Switch on \u{201c}Receive CloudWatch billing alerts\u{201d} in the preferences of the billing console: without them the bill is no metric, and the alarm on it has no data.".to_owned(),
        chapters::ACCOUNT,
        parted(facts.all::<Account>(), |it| it.billing_alerts),
        ("billing_alerts", true),
    )
}

fn subscriptions(facts: &Facts) -> Option<Step> {
    let asks = |it: &Topic| {
        let mut all = it.subscriptions.iter();
        all.any(|it| is_waiting(it) || it.confirmed)
    };
    let topics = facts.all::<Topic>().filter(|it| asks(it.1));
    let waits = |it: &Topic| it.subscriptions.iter().any(is_waiting);
    let (open, closed) = parted(topics, |it| !waits(it));
    if open.is_empty() && closed.is_empty() {
        return None;
    }
    let stated = open.is_empty();
    let waiting: Vec<&ResourceId> = open.iter().collect();
    let edits = confirm(facts, &waiting);
    Some(Step {
        code: "subscriptions-confirmed",
        title: "Confirm the subscriptions",
        sentence: "Each subscriber opens the link in the mail from AWS. Until then nothing is sent; a subscription left pending is removed after 3 days.".to_owned(),
        stated,
        said: None,
        state: (!stated).then(|| Remedy { label: "They are confirmed".to_owned(), edits }),
        resources: if stated { closed } else { open },
        chapter: chapters::CLOUDWATCH,
    })
}

/// MFA delete is for a versioned bucket without lifecycle rules, which it
/// excludes; of the trail's bucket it is worth the thought.
/// [S3 UG: Configuring MFA delete]
fn mfa_delete(facts: &Facts) -> Option<Step> {
    let trails = facts.all::<Trail>().filter_map(|it| it.1.bucket.as_ref());
    let trails: Vec<&ResourceId> = trails.collect();
    let kept = facts
        .all::<Bucket>()
        .filter(|(id, it)| trails.contains(id) && it.versioning);
    let kept: Vec<(&ResourceId, &Bucket)> = kept.collect();
    let ruled = kept
        .iter()
        .any(|it| !it.1.mfa_delete && !it.1.lifecycle.is_empty());
    let how = "The root user sets it in the terminal, with aws s3api put-bucket-versioning. Versions can then be deleted only with a second factor.";
    if ruled {
        let resources = kept.iter().map(|it| it.0.clone()).collect();
        return by_statement(
            facts,
            "mfa-delete-decided",
            "MFA delete or lifecycle on the log bucket",
            format!(
                "{how} It excludes lifecycle rules, which this bucket has: decide for one of them and say why."
            ),
            chapters::S3,
            resources,
        );
    }
    by_property(
        "mfa-delete",
        "MFA delete on the log bucket",
        how.to_owned(),
        chapters::S3,
        parted(kept.into_iter(), |it| it.mfa_delete),
        ("mfa_delete", true),
    )
}

fn delegation(facts: &Facts) -> Option<Step> {
    let zones = facts.all::<HostedZone>().filter(|it| !it.1.private);
    by_statement(
        facts,
        "zone-delegated",
        "Delegate the domain to the hosted zone",
        "Enter the four name servers of the zone at the registrar of the domain. Until then nobody asks this zone.".to_owned(),
        chapters::ROUTE53,
        zones.map(|it| it.0.clone()).collect(),
    )
}

/// A certificate whose zone is drawn is validated by records that the template
/// writes; one without is validated by hand. [ACM UG: DNS validation]
fn validation(facts: &Facts) -> Option<Step> {
    let by_hand = facts.all::<Certificate>().filter(|(_, it)| {
        it.arn.trim().is_empty() && facts.design.follow::<HostedZone>(&it.zone).is_none()
    });
    by_statement(
        facts,
        "certificate-validated",
        "Validate the certificate",
        "Write the record that ACM shows into the zone of the domain. The certificate is issued only then.".to_owned(),
        chapters::BALANCER,
        by_hand.map(|it| it.0.clone()).collect(),
    )
}

//! One trail: what it takes, whether it may write, and when it was silent.

use serde::Serialize;

use super::names;
use super::record::Record;
use super::source::is_global;
use crate::architecture::{Architecture, Bucket, Indexed, ResourceId, Trail};
use crate::iam::{Context, Iam, Principal, Question, arn};
use crate::relations::Relations;
use crate::simulation::Second;

/// How CloudTrail is called by policies.
const SERVICE: &str = "cloudtrail.amazonaws.com";

/// A time in which a trail wrote nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Since when.
    pub from: Second,
    /// Until when; none while it lasts.
    pub to: Option<Second>,
}

/// A trail as it is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Camera {
    /// The trail in the drawing.
    pub trail: ResourceId,
    /// Its name.
    pub name: String,
    /// Its home Region.
    pub region: String,
    /// Whether it writes.
    pub logging: bool,
    /// Whether it takes the calls of all Regions.
    pub multi_region: bool,
    /// Whether it takes those of global services.
    pub global_events: bool,
    /// Whether it writes digests.
    pub validation: bool,
    /// The bucket, with its name.
    pub bucket: Option<(ResourceId, String)>,
    /// What the keys of its files begin with.
    pub prefix: String,
    /// The log group.
    pub log_group: Option<ResourceId>,
    /// Why nothing gets into the bucket, in a sentence.
    pub bucket_refuses: Option<String>,
    /// Why nothing gets into the log group, in a sentence.
    pub log_group_refuses: Option<String>,
    /// When it wrote nothing.
    pub gaps: Vec<Gap>,
}

impl Camera {
    /// The trails of a drawing as they are set, in order of ids.
    pub fn all(drawing: &Architecture, at: Second) -> Vec<Self> {
        let relations = Relations::of(drawing);
        let indexed = relations.indexed();
        let iam = Iam::over(indexed);
        indexed
            .all::<Trail>()
            .map(|(id, trail)| {
                let region = relations.region_code_of(id);
                let region = region.map_or_else(home, str::to_owned);
                Self::of(&iam, indexed, id, trail, region, at)
            })
            .collect()
    }

    fn of(
        iam: &Iam<'_, '_>,
        drawing: &Indexed<'_>,
        id: &ResourceId,
        trail: &Trail,
        region: String,
        at: Second,
    ) -> Self {
        let bucket = trail.bucket.as_ref().and_then(|bucket| {
            drawing.find::<Bucket>(bucket)?;
            Some((bucket.clone(), names::of(drawing, &region, bucket)))
        });
        let mut gaps = Vec::new();
        if !trail.logging {
            gaps.push(Gap { from: at, to: None });
        }
        let log_group = trail
            .log_group
            .clone()
            .filter(|it| drawing.get(it).is_some());
        let mut camera = Self {
            trail: id.clone(),
            name: drawing.name_of(id),
            region,
            logging: trail.logging,
            multi_region: trail.multi_region,
            global_events: trail.global_events,
            validation: trail.validation,
            bucket,
            prefix: trail.prefix.trim().trim_matches('/').to_owned(),
            log_group,
            bucket_refuses: None,
            log_group_refuses: None,
            gaps,
        };
        camera.bucket_refuses = camera.why_not_bucket(iam, drawing);
        camera.log_group_refuses = camera.why_not_log_group(iam, drawing, &trail.role);
        camera
    }

    /// Whether the bucket's policy lets CloudTrail in (rulebook CT-3), asked
    /// of IAM as CloudTrail asks: with the ACL that it sets, in the name of
    /// this trail.
    fn why_not_bucket(&self, iam: &Iam<'_, '_>, drawing: &Indexed<'_>) -> Option<String> {
        let Some((id, bucket)) = &self.bucket else {
            return Some(format!("{} has no bucket to write into.", self.name));
        };
        let (_, account) = arn::account(drawing);
        let bucket_arn = format!("arn:aws:s3:::{bucket}");
        let object = format!(
            "{bucket_arn}/{}x",
            self.folder("CloudTrail", &account, &self.region)
        );
        for (action, resource) in [("s3:GetBucketAcl", bucket_arn), ("s3:PutObject", object)] {
            let mut context = Context::new()
                .with("aws:SourceAccount", account.clone())
                .with("s3:x-amz-acl", "bucket-owner-full-control");
            if let Some(trail) = arn::of(drawing, &self.trail) {
                context = context.with("aws:SourceArn", trail);
            }
            let principal = Principal::Service(SERVICE.to_owned());
            let question = Question::new(principal, action, resource).under(context);
            if !iam.decide(&question).is_allowed() {
                return Some(format!(
                    "The policy of {} does not let CloudTrail do {action}, so {} cannot write into it.",
                    drawing.name_of(id),
                    self.name
                ));
            }
        }
        None
    }

    /// Whether its role lets it write into the log group (rulebook CT-7).
    fn why_not_log_group(
        &self,
        iam: &Iam<'_, '_>,
        drawing: &Indexed<'_>,
        role: &Option<ResourceId>,
    ) -> Option<String> {
        let group = self.log_group.as_ref()?;
        let group_name = drawing.name_of(group);
        let Some(role) = role.as_ref().filter(|it| drawing.get(it).is_some()) else {
            return Some(format!(
                "{} has no role to write into {group_name} with.",
                self.name
            ));
        };
        let role_name = drawing.name_of(role);
        if iam.lets_in(role, SERVICE) != Some(true) {
            return Some(format!(
                "CloudTrail may not put on the role {role_name}: its trust policy does not name it."
            ));
        }
        let (_, account) = arn::account(drawing);
        let region = &self.region;
        let log_group = names::of(drawing, region, group);
        let stream = format!(
            "arn:aws:logs:{region}:{account}:log-group:{log_group}:log-stream:{account}_CloudTrail_{region}"
        );
        let missing = ["logs:CreateLogStream", "logs:PutLogEvents"]
            .into_iter()
            .find(|action| {
                let question =
                    Question::new(Principal::Role(role.clone()), *action, stream.as_str());
                !iam.decide(&question).is_allowed()
            })?;
        Some(format!(
            "The role {role_name} does not allow {missing}, so nothing gets into {group_name}."
        ))
    }

    /// Where its files of a Region are kept (SCT-3).
    pub(super) fn folder(&self, what: &str, account: &str, region: &str) -> String {
        let prefix = match self.prefix.as_str() {
            "" => String::new(),
            prefix => format!("{prefix}/"),
        };
        format!("{prefix}AWSLogs/{account}/{what}/{region}/")
    }

    /// Whether it writes this call: of its Region or of any, and those of
    /// global services only with all Regions or from us-east-1 (rulebook
    /// CT-5).
    pub fn takes(&self, record: &Record) -> bool {
        let is_home = record.aws_region == self.region;
        self.logging
            && match is_global(&record.event_source) {
                true => self.global_events && (self.multi_region || is_home),
                false => self.multi_region || is_home,
            }
    }

    /// It stops: from here there is a gap.
    pub(super) fn stop(&mut self, at: Second) {
        if self.logging {
            self.logging = false;
            self.gaps.push(Gap { from: at, to: None });
        }
    }

    /// It starts: the gap ends here.
    pub(super) fn start(&mut self, at: Second) {
        self.logging = true;
        if let Some(gap) = self.gaps.last_mut()
            && gap.to.is_none()
        {
            gap.to = Some(at);
        }
    }
}

fn home() -> String {
    crate::architecture::Region::default().code
}

//! Looking things up in the book, and a record in plain words.

use super::event::Event;
use super::record::Record;
use crate::architecture::ResourceId;
use crate::simulation::Second;

/// What is looked for; all that is said has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// A part of who called: a name, a role, a service.
    pub who: Option<String>,
    /// A part of what was called or of the service that answered.
    pub what: Option<String>,
    /// Called at this second or later.
    pub from: Option<Second>,
    /// Called at this second or earlier.
    pub to: Option<Second>,
    /// About this thing of the drawing.
    pub about: Option<ResourceId>,
    /// Only reads, or only changes.
    pub read_only: Option<bool>,
    /// Only what was refused.
    pub errors: bool,
}

impl Search {
    /// Whether an event is one of those.
    pub fn finds(&self, event: &Event) -> bool {
        let record = &event.record;
        let has = |part: &Option<String>, texts: [&str; 2]| {
            part.as_ref().is_none_or(|part| {
                let part = part.trim().to_lowercase();
                texts.iter().any(|it| it.to_lowercase().contains(&part))
            })
        };
        let identity = &record.user_identity;
        has(
            &self.who,
            [
                identity.name(),
                identity.invoked_by.as_deref().unwrap_or_default(),
            ],
        ) && has(&self.what, [&record.event_name, &record.event_source])
            && self.from.is_none_or(|it| event.called >= it)
            && self.to.is_none_or(|it| event.called <= it)
            && self
                .about
                .as_ref()
                .is_none_or(|id| record.about.as_ref().is_some_and(|it| it.id == *id))
            && self.read_only.is_none_or(|it| record.read_only == it)
            && (!self.errors || record.is_error())
    }
}

/// What calls do, in the past, before the thing that they are about.
const DEEDS: &[(&str, &str)] = &[
    ("AddUserToGroup", "put into a group"),
    ("AttachInternetGateway", "attached"),
    ("AuthorizeSecurityGroupEgress", "added an outbound rule to"),
    ("AuthorizeSecurityGroupIngress", "added an inbound rule to"),
    ("ChangeResourceRecordSets", "changed the records of"),
    ("CreateAccessKey", "made an access key for"),
    ("CreateListener", "added a listener to"),
    ("CreateLoginProfile", "gave a password to"),
    ("CreateMountTarget", "added a mount target to"),
    ("CreateNetworkAclEntry", "added a rule to"),
    ("CreateNetworkInterface", "created a network interface for"),
    ("CreatePolicyVersion", "rewrote"),
    ("CreateRoute", "added a route to"),
    ("CreateTags", "tagged"),
    ("DeleteListener", "removed a listener from"),
    ("DeleteNetworkAclEntry", "removed a rule from"),
    ("DeleteNetworkInterface", "deleted a network interface of"),
    ("DeleteRoute", "removed a route from"),
    ("DeleteTags", "took a tag off"),
    ("DeregisterTargets", "took a target out of"),
    ("EnableMFADevice", "set up a second factor for"),
    ("PutBucketPolicy", "changed the policy of"),
    ("PutScalingPolicy", "gave a scaling policy to"),
    ("RegisterTargets", "added a target to"),
    ("RemoveUserFromGroup", "took out of a group"),
    ("RevokeSecurityGroupEgress", "removed an outbound rule from"),
    ("RevokeSecurityGroupIngress", "removed an inbound rule from"),
    ("RunInstances", "launched"),
    ("SetDesiredCapacity", "set the desired capacity of"),
    ("StartLogging", "started"),
    ("StopLogging", "stopped"),
];

/// What a word at the beginning of a call means, for all others.
const BEGINNINGS: &[(&str, &str)] = &[
    ("Attach", "attached something to"),
    ("Associate", "associated something with"),
    ("Create", "created"),
    ("Delete", "deleted"),
    ("Deregister", "deregistered"),
    ("Detach", "detached something from"),
    ("Disable", "disabled"),
    ("Enable", "enabled"),
    ("Modify", "changed"),
    ("Put", "changed"),
    ("Reboot", "rebooted"),
    ("Request", "requested"),
    ("Start", "started"),
    ("Stop", "stopped"),
    ("Terminate", "terminated"),
    ("Update", "changed"),
    ("Set", "changed"),
    ("Tag", "tagged"),
    ("Untag", "took a tag off"),
];

/// A record in a sentence: who did what, to what, from where.
pub fn sentence(record: &Record) -> String {
    let identity = &record.user_identity;
    let call = &record.event_name;
    // A role that a service has put on: the service is who people know.
    let who = match (&identity.invoked_by, identity.name()) {
        (Some(service), role) if service != role => format!("{role} for {service}"),
        (_, name) => name.to_owned(),
    };
    // A launch by a group: the thing that is known is the group.
    let is_member =
        identity.is_service() && matches!(call.as_str(), "RunInstances" | "TerminateInstances");
    let exact = DEEDS.iter().find(|(it, _)| it == call);
    let deed = exact.or_else(|| BEGINNINGS.iter().find(|(it, _)| call.starts_with(it)));
    let deed = deed.map_or("called an API about", |(_, deed)| deed);
    let thing = match &record.about {
        Some(about) => format!(
            "the {} {}",
            crate::text::in_a_sentence(about.noun),
            about.name
        ),
        None => match record.request_parameters["name"].as_str() {
            Some(name) if call.ends_with("Logging") || call.ends_with("Trail") => {
                format!("the trail {name}")
            }
            Some(name) => name.to_owned(),
            None => record.event_source.clone(),
        },
    };
    let from = match identity.is_service() {
        true => String::new(),
        false => format!(" from {}", record.source_ip_address),
    };
    let of = if is_member { " an instance of" } else { "" };
    match &record.error_code {
        Some(code) => format!("{who} was refused {call} on {thing}{from}: {code}."),
        None => format!("{who} {deed}{of} {thing} ({call}){from}."),
    }
}

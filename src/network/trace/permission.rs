//! What S3 says to a server that has come to it: 403, where no policy lets
//! the server in (rulebook ).
//!
//! The packet arrives all the same, so this changes no verdict: it is the
//! answer that says no. What a program wants of a bucket the drawing does not
//! say; where it names no object, S3 refuses only whoever may neither read nor
//! write nor list anything in it.

use super::conversation::Start;
use super::walk::{Arrival, Walk};
use crate::architecture::{Protocol, ResourceId};
use crate::iam::{
    self, Context, Credentials, Decision as Verdict, Iam, NoCredentials, Outcome, Principal,
    Question, Seen,
};
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::interfaces::Role;

const NOT_KNOWN: &str = "Whether S3 lets the server in hangs on something that is not drawn or not modelled; `may` names it.";
const ASSUMED: &str = "What the program wants of the bucket is not modelled: it is taken to be allowed where the server may read, write or list anything in it.";

impl Walk<'_, '_> {
    /// S3 decides whether it answers a server.
    pub fn ask_bucket(&mut self, start: Start, arrival: Arrival, path: &str) {
        let packet = self.state.packet;
        let Start::Interface(at) = start else {
            return;
        };
        let served = matches!(packet.destination_port, 80 | 443);
        if !self.record || self.dropped || packet.protocol != Protocol::Tcp || !served {
            return;
        }
        let net = self.net;
        let interface = &net.interfaces[at];
        let Some(bucket) = net.bucket_at(packet.destination) else {
            return;
        };
        if interface.role != Role::Instance {
            return;
        }
        let Some(arn) = iam::arn::of(net.indexed(), bucket) else {
            return;
        };
        let secure = packet.destination_port == 443;
        let context = Context::new().with("aws:SecureTransport", secure.to_string());
        let context = match arrival {
            // The ids of endpoint and VPC are AWS's to choose.
            Arrival::Endpoint(_) => context
                .without("aws:SourceIp")
                .with("aws:VpcSourceIp", packet.source.to_string()),
            _ => context
                .with("aws:SourceIp", packet.source.to_string())
                .without("aws:SourceVpc")
                .without("aws:SourceVpce")
                .without("aws:VpcSourceIp"),
        };
        let iam = Iam::over(net.indexed());
        let ask = |action: &str, resource: String| {
            let principal = Principal::Server(interface.owner.clone());
            iam.decide(&Question::new(principal, action, resource).under(context.clone()))
        };
        let key = path.trim_start_matches('/');
        let read = ask(
            "s3:GetObject",
            format!("{arn}/{}", if key.is_empty() { "*" } else { key }),
        );
        let mut all = vec![];
        if key.is_empty() {
            all.push(ask("s3:PutObject", format!("{arn}/*")));
            all.push(ask("s3:ListBucket", arn.clone()));
            // A statement may be about some objects only.
            for pattern in narrower(&iam, &read, &arn) {
                all.push(ask("s3:GetObject", pattern.clone()));
                all.push(ask("s3:PutObject", pattern));
            }
        }
        if read.is_allowed() {
            return;
        }
        if all.iter().any(Verdict::is_allowed) {
            self.note(ASSUMED);
            return;
        }
        if all
            .iter()
            .chain([&read])
            .any(|it| it.outcome == Outcome::NotKnown)
        {
            self.note(NOT_KNOWN);
            return;
        }
        let asker = interface.owner.clone();
        let resource = match key {
            "" => format!("{arn}/*"),
            key => format!("{arn}/{key}"),
        };
        self.pass(Stage::Destination, Decision::Answered, Some(bucket), |_| {
            vec![Evidence::Permission {
                asker,
                role: match &read.who.credentials {
                    Credentials::Role(role) => Some(role.clone()),
                    Credentials::None(NoCredentials::TrustRefuses { role, .. }) => {
                        Some(role.clone())
                    }
                    _ => None,
                },
                action: "s3:GetObject".to_owned(),
                resource,
                refusal: refusal(&read),
                denied_by: read.deciding.as_ref().map(|it| {
                    let at = &it.statement;
                    let stands = at.document.as_ref().map(|(id, _)| id.clone());
                    (stands.unwrap_or_else(|| at.holder.clone()), at.index)
                }),
                status: 403,
            }]
        });
        if let Some(hop) = self.request.last_mut() {
            hop.code = Some(Code::AccessDenied);
        }
    }
}

/// Why S3 refuses.
fn refusal(decision: &Verdict) -> Refusal {
    match (&decision.outcome, &decision.who.credentials) {
        (Outcome::ExplicitDeny, _) => Refusal::Denied,
        (_, Credentials::None(NoCredentials::TrustRefuses { .. })) => Refusal::TrustRefuses,
        (_, Credentials::None(_)) => Refusal::NoCredentials,
        _ => Refusal::NothingAllows,
    }
}

/// The patterns of statements that are about some objects of the bucket.
fn narrower(iam: &Iam<'_, '_>, decision: &Verdict, arn: &str) -> Vec<String> {
    let inside = format!("{arn}/");
    let mut patterns = Vec::new();
    for look in &decision.looked_at {
        let about_others = |it: &(String, iam::Effect, Seen)| it.2 == Seen::OtherResource;
        if !look.statements.iter().any(about_others) {
            continue;
        }
        let document = look.document.as_ref();
        let Some(read) = document.and_then(|(id, _): &(ResourceId, _)| iam.document(id)) else {
            continue;
        };
        let Ok(policy) = read.as_ref() else { continue };
        for it in policy
            .statements
            .iter()
            .filter(|it| it.effect == iam::Effect::Allow)
        {
            let resources = it.resources.iter().flat_map(iam::Match::patterns);
            patterns.extend(resources.filter(|it| it.starts_with(&inside)).cloned());
        }
    }
    patterns
}

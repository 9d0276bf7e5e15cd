//! Writes records: gives each its time, its ids and its place.

use serde_json::Value;

use super::names::uuid;
use super::record::{About, EVENT_VERSION, Record, SessionAttributes, TlsDetails, UserIdentity};
use super::source::is_global;
use super::who::{Actor, account, unique_id};
use crate::architecture::{Architecture, Indexed, Region};
use crate::simulation::{Clock, Dice, Second};

/// Writes the records of one account in one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Scribe {
    clock: Clock,
    account: String,
    region: String,
    dice: Dice,
}

/// What a record is written of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// The service that answers.
    pub source: &'static str,
    /// The name in the record.
    pub name: String,
    /// The Region, where it is not the scribe's.
    pub region: Option<String>,
    /// What was asked for.
    pub parameters: Value,
    /// What was answered.
    pub response: Value,
    /// The thing of the drawing.
    pub about: Option<About>,
}

impl Scribe {
    /// For an account whose first Region is where its things are unless they
    /// say otherwise.
    pub fn new(architecture: &Architecture, clock: Clock, seed: u64) -> Self {
        let indexed = Indexed::new(architecture);
        let region = indexed.all::<Region>().next();
        Self {
            clock,
            account: account(&indexed),
            region: region.map_or_else(|| Region::default().code, |(_, it)| it.code.clone()),
            dice: Dice::of(seed, "trail"),
        }
    }

    /// The number of the account.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// The Region that records are of unless their thing says otherwise.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The run's clock.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// A call that somebody makes in the console.
    pub(super) fn by(&mut self, actor: &Actor, at: Second, call: Call) -> Record {
        let identity = actor.identity(&self.account, &self.clock.iso(0));
        let region = call.region.clone().unwrap_or_else(|| self.region.clone());
        let service = call.source.trim_end_matches(".amazonaws.com");
        let host = match is_global(call.source) {
            true => call.source.to_owned(),
            false => format!("{service}.{region}.amazonaws.com"),
        };
        let mut record = self.write(at, identity, &actor.address, actor.agent(), call);
        record.tls_details = Some(TlsDetails {
            tls_version: "TLSv1.3".to_owned(),
            cipher_suite: "TLS_AES_128_GCM_SHA256".to_owned(),
            client_provided_host_header: host,
        });
        record.session_credential_from_console = Some("true".to_owned());
        record
    }

    /// A call that a service makes by its service-linked role (SCT-7, SCT-8).
    pub(super) fn by_service(
        &mut self,
        role: &str,
        session: &str,
        service: &str,
        at: Second,
        call: Call,
    ) -> Record {
        let attributes = SessionAttributes {
            creation_date: self.clock.iso(at),
            mfa_authenticated: "false".to_owned(),
        };
        let principal = unique_id("AROA", role);
        let identity =
            UserIdentity::assumed_role(&self.account, role, session, &principal, attributes);
        self.write(at, identity.by(service), service, service, call)
    }

    /// A record, whoever called.
    pub(super) fn write(
        &mut self,
        at: Second,
        user_identity: UserIdentity,
        from: &str,
        agent: &str,
        call: Call,
    ) -> Record {
        let region = match is_global(call.source) {
            true => "us-east-1".to_owned(),
            false => call.region.unwrap_or_else(|| self.region.clone()),
        };
        Record {
            event_version: EVENT_VERSION.to_owned(),
            user_identity,
            event_time: self.clock.iso(at),
            event_source: call.source.to_owned(),
            event_name: call.name,
            aws_region: region,
            source_ip_address: from.to_owned(),
            user_agent: agent.to_owned(),
            error_code: None,
            error_message: None,
            request_parameters: call.parameters,
            response_elements: call.response,
            request_id: uuid(&mut self.dice),
            event_id: uuid(&mut self.dice),
            read_only: false,
            resources: Vec::new(),
            event_type: "AwsApiCall".to_owned(),
            management_event: true,
            recipient_account_id: self.account.clone(),
            event_category: "Management".to_owned(),
            tls_details: None,
            session_credential_from_console: None,
            about: call.about,
        }
    }
}

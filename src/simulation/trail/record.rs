//! One record of CloudTrail, as it stands in AWS's files: the members, their
//! names and their order (SCT-5, SCT-6, [CT UG: Record contents]).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::architecture::{Indexed, ResourceId};

/// The version of records from 2024 to 2026 (SCT-5).
pub const EVENT_VERSION: &str = "1.11";

/// One call of an API: who, what, when, from where, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// The version of the form.
    pub event_version: String,
    /// Who called.
    pub user_identity: UserIdentity,
    /// When, in UTC.
    pub event_time: String,
    /// Which service answered: `ec2.amazonaws.com`.
    pub event_source: String,
    /// What was called: `StopInstances`.
    pub event_name: String,
    /// The Region; global services write us-east-1.
    pub aws_region: String,
    /// From where: an address, or the service that called.
    #[serde(rename = "sourceIPAddress")]
    pub source_ip_address: String,
    /// With what.
    pub user_agent: String,
    /// Why it was refused, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The same in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
    /// What was asked for.
    pub request_parameters: Value,
    /// What was answered; null for reads and for what was refused.
    pub response_elements: Value,
    /// The request's id.
    #[serde(rename = "requestID")]
    pub request_id: String,
    /// The record's id.
    #[serde(rename = "eventID")]
    pub event_id: String,
    /// Whether it changes nothing.
    pub read_only: bool,
    /// What it was done to, where the service says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Named>,
    /// `AwsApiCall`, or another way in which a record comes about.
    pub event_type: String,
    /// Whether it is a management event: here they all are (SCT-13).
    pub management_event: bool,
    /// Whose account it happened in.
    pub recipient_account_id: String,
    /// `Management`.
    pub event_category: String,
    /// How the call was encrypted; services that call for others have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_details: Option<TlsDetails>,
    /// `"true"` where the call was made in the console.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_credential_from_console: Option<String>,
    /// The thing of the drawing that it is about. Ours: it stands in no record.
    #[serde(skip)]
    pub about: Option<About>,
}

/// The thing of the drawing that a record is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its id in the drawing.
    pub id: ResourceId,
    /// What such a thing is called in a sentence: "trail".
    pub noun: &'static str,
    /// What it was called then.
    pub name: String,
}

impl About {
    /// A thing of a drawing, or a member that a thing brings along.
    pub fn of(drawing: &Indexed<'_>, id: &ResourceId) -> Option<Self> {
        let kind = drawing.kind_of(id)?;
        Some(Self {
            id: id.clone(),
            noun: kind.noun(),
            name: drawing.name_of(id),
        })
    }
}

/// Who called, by type (SCT-6, [CT UG: userIdentity element]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UserIdentity {
    /// `Root`, `IAMUser`, `AssumedRole`, `AWSService`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The id of the identity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal_id: Option<String>,
    /// Its ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// Its account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// The key that the request was signed with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key_id: Option<String>,
    /// The name of a user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// The session, where the credentials are temporary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_context: Option<SessionContext>,
    /// The service that called on somebody's behalf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoked_by: Option<String>,
}

/// The session of temporary credentials.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SessionContext {
    /// Whose credentials they come from: a role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_issuer: Option<SessionIssuer>,
    /// Since when, and whether with a second factor.
    pub attributes: SessionAttributes,
}

/// The role whose session it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SessionIssuer {
    /// `Role`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its name.
    pub user_name: String,
}

/// What is said of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SessionAttributes {
    /// When it began, in UTC.
    pub creation_date: String,
    /// `"true"` or `"false"`, as a text.
    pub mfa_authenticated: String,
}

/// A thing that a record names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its account.
    #[serde(rename = "accountId")]
    pub account_id: String,
    /// Its type, as CloudFormation writes it.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its ARN.
    #[serde(rename = "ARN")]
    pub arn: String,
}

/// How a call was encrypted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TlsDetails {
    /// `TLSv1.3`.
    pub tls_version: String,
    /// `TLS_AES_128_GCM_SHA256`.
    pub cipher_suite: String,
    /// The name that the client asked for.
    pub client_provided_host_header: String,
}

impl UserIdentity {
    /// The root user of an account.
    pub fn root(account: &str, session: SessionAttributes) -> Self {
        Self {
            kind: "Root".to_owned(),
            principal_id: Some(account.to_owned()),
            arn: Some(format!("arn:aws:iam::{account}:root")),
            account_id: Some(account.to_owned()),
            session_context: Some(SessionContext {
                session_issuer: None,
                attributes: session,
            }),
            ..Self::default()
        }
    }

    /// An IAM user who has signed in.
    pub fn iam_user(
        account: &str,
        name: &str,
        principal: &str,
        session: SessionAttributes,
    ) -> Self {
        Self {
            kind: "IAMUser".to_owned(),
            principal_id: Some(principal.to_owned()),
            arn: Some(format!("arn:aws:iam::{account}:user/{name}")),
            account_id: Some(account.to_owned()),
            user_name: Some(name.to_owned()),
            session_context: Some(SessionContext {
                session_issuer: None,
                attributes: session,
            }),
            ..Self::default()
        }
    }

    /// Somebody who has put a role on.
    pub fn assumed_role(
        account: &str,
        role: &str,
        session: &str,
        principal: &str,
        attributes: SessionAttributes,
    ) -> Self {
        Self {
            kind: "AssumedRole".to_owned(),
            principal_id: Some(format!("{principal}:{session}")),
            arn: Some(format!(
                "arn:aws:sts::{account}:assumed-role/{role}/{session}"
            )),
            account_id: Some(account.to_owned()),
            session_context: Some(SessionContext {
                session_issuer: Some(SessionIssuer {
                    kind: "Role".to_owned(),
                    user_name: role.to_owned(),
                }),
                attributes,
            }),
            ..Self::default()
        }
    }

    /// A service of AWS in its own name.
    pub fn service(name: &str) -> Self {
        Self {
            kind: "AWSService".to_owned(),
            invoked_by: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// Called by a service on behalf of this identity.
    pub fn by(mut self, service: &str) -> Self {
        self.invoked_by = Some(service.to_owned());
        self
    }

    /// What people call it: a user's name, a role's name, `root`, a service.
    pub fn name(&self) -> &str {
        let issuer = self
            .session_context
            .as_ref()
            .and_then(|it| it.session_issuer.as_ref());
        match self.kind.as_str() {
            "Root" => "root",
            "IAMUser" => self.user_name.as_deref().unwrap_or("an IAM user"),
            "AssumedRole" => issuer.map_or("a role", |it| it.user_name.as_str()),
            _ => self.invoked_by.as_deref().unwrap_or("an AWS service"),
        }
    }

    /// Whether it is the root user.
    pub fn is_root(&self) -> bool {
        self.kind == "Root"
    }

    /// Whether a service of AWS called, in its own name or by a role.
    pub fn is_service(&self) -> bool {
        self.invoked_by.is_some()
    }
}

impl Record {
    /// As one line of JSON: what a file of CloudTrail holds in `Records`, and
    /// what a log group gets as one event.
    pub fn to_json(&self) -> String {
        // Plain data, which always has a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As a value, for patterns of metric filters.
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or(Value::Null)
    }

    /// Whether the call was refused or failed.
    pub fn is_error(&self) -> bool {
        self.error_code.is_some()
    }
}

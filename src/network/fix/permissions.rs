//! What S3 refuses: the statement that is missing, attached to the role that
//! lacks it; nothing wider.

use serde_json::json;

use super::Found;
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::topology::Network;

impl Network<'_> {
    /// Gives the role a policy of its own with the one statement.
    pub(super) fn permit(&self, hop: &Hop) -> Found {
        let found = hop.evidence.iter().find_map(|it| match it {
            Evidence::Permission {
                role: Some(role),
                action,
                resource,
                refusal: Refusal::NothingAllows,
                ..
            } => Some((role, action, resource)),
            _ => None,
        });
        let role = found.and_then(|(id, ..)| self.indexed().find::<IamRole>(id));
        let (Some((id, action, resource)), Some(role)) = (found, role) else {
            return Err(self.reason(hop, Code::AccessDenied));
        };
        let document = json!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": action, "Resource": resource }],
        });
        let architecture = self.indexed().architecture();
        let bucket = hop
            .resource
            .as_ref()
            .map(|id| self.name(id))
            .unwrap_or_default();
        let policy = architecture.free_id(Kind::IamPolicy);
        let name = architecture.free_name(&format!("read-{bucket}"));
        let properties = IamPolicy {
            account: role.account.clone(),
            document: serde_json::to_string_pretty(&document).unwrap_or_default(),
        };
        Ok(Remedy {
            label: format!("Let {} do {action} on {resource}", self.name(id)),
            edits: vec![
                Edit::Create {
                    id: policy.clone(),
                    resource: Resource::new(name, properties),
                },
                Edit::insert(id, "policies", role.policies.len(), policy),
            ],
        })
    }

    /// Why no single change mends a refusal of S3.
    pub(super) fn why_refused(&self, hop: &Hop) -> String {
        let refusal = hop.evidence.iter().find_map(|it| match it {
            Evidence::Permission { refusal, .. } => Some(*refusal),
            _ => None,
        });
        match refusal {
            Some(Refusal::NoCredentials) => "Give the server an instance profile with a role that may read the bucket; which role that is, you decide.".to_owned(),
            Some(Refusal::TrustRefuses) => "Let ec2.amazonaws.com put the role on, in its trust policy, or give the server another role.".to_owned(),
            Some(Refusal::Denied) => "A deny wins over every allow, and somebody meant it: change that statement if it goes too far.".to_owned(),
            _ => "Attach a policy that allows the action to the role of the server.".to_owned(),
        }
    }
}

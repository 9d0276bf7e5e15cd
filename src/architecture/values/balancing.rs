//! Listeners of a load balancer, their rules and actions.

use serde::{Deserialize, Serialize};

use super::choices;
use crate::architecture::id::ResourceId;
use crate::architecture::property::{Remains, Row};

choices! {
    /// The protocol that an Application Load Balancer or its target group
    /// speaks (rulebook ALB-11).
    ListenerProtocol {
        /// Plain HTTP.
        #[default]
        Http = "http" "HTTP",
        /// HTTP over TLS; a listener needs a certificate for it.
        Https = "https" "HTTPS",
    }
}

/// What a load balancer does with a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Passes it to a target of a group.
    Forward {
        /// The group; nothing while the learner has not chosen.
        #[serde(default)]
        target_group: Option<ResourceId>,
    },
    /// Tells the browser to ask elsewhere.
    Redirect {
        /// The protocol to ask with.
        protocol: ListenerProtocol,
        /// The port to ask on.
        port: u16,
        /// 301 (permanent) or 302 (found) (rulebook ALB-14).
        status: u16,
    },
    /// Answers by itself.
    FixedResponse {
        /// The HTTP status, 2xx, 4xx or 5xx (rulebook ALB-14).
        status: u16,
        /// The text of the answer.
        #[serde(default)]
        body: String,
    },
}

impl Action {
    /// Forwards to `target_group`.
    pub fn forward(target_group: impl Into<Option<ResourceId>>) -> Self {
        Self::Forward {
            target_group: target_group.into(),
        }
    }

    /// The group that it forwards to, if it does and one is chosen.
    pub fn target_group(&self) -> Option<&ResourceId> {
        match self {
            Self::Forward { target_group } => target_group.as_ref(),
            _ => None,
        }
    }

    fn forget(&mut self, gone: &ResourceId) -> bool {
        match self {
            Self::Forward { target_group } if target_group.as_ref() == Some(gone) => {
                *target_group = None;
                true
            }
            _ => false,
        }
    }
}

impl Default for Action {
    fn default() -> Self {
        Self::forward(None)
    }
}

/// One listener: a port that a load balancer answers on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listener {
    /// The port, 1 to 65535, at most one listener each.
    pub port: u16,
    /// What it speaks with the client.
    pub protocol: ListenerProtocol,
    /// The ARN of the TLS certificate; HTTPS needs exactly one by default
    /// (rulebook ALB-12).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub certificate: String,
    /// Rules that are asked first, in order of priority.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<ListenerRule>,
    /// What happens when no rule matches.
    #[serde(default)]
    pub default_action: Action,
}

impl Default for Listener {
    fn default() -> Self {
        Self {
            port: 80,
            protocol: ListenerProtocol::Http,
            certificate: String::new(),
            rules: Vec::new(),
            default_action: Action::default(),
        }
    }
}

impl Listener {
    /// All actions, those of rules first.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.rules
            .iter()
            .map(|rule| &rule.action)
            .chain(std::iter::once(&self.default_action))
    }
}

/// A rule of a listener: when host and path match, its action is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListenerRule {
    /// Its place in the order, 1 to 50000; lower is asked first.
    pub priority: u32,
    /// Host patterns with `*` and `?`, one of which must match; none means
    /// any host.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// Path patterns with `*` and `?`, one of which must match; none means
    /// any path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<String>,
    /// What is done.
    #[serde(default)]
    pub action: Action,
}

impl Row for Listener {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        for group in self.actions().filter_map(Action::target_group) {
            visit(group);
        }
    }

    fn without(&mut self, gone: &ResourceId) -> Remains {
        let mut changed = self.default_action.forget(gone);
        for rule in &mut self.rules {
            changed |= rule.action.forget(gone);
        }
        if changed {
            Remains::Changed
        } else {
            Remains::Untouched
        }
    }
}

//! Listeners of a load balancer, their rules and actions.

use serde_json::Value;

use super::choices;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::Kind;
use crate::architecture::property::{PropertyType, PropertyValue, Redirect};
use crate::architecture::row::{Content, Member, RowInfo, Variant, row};
use crate::architecture::written::{self, Misread, Written};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Passes it to a target of a group.
    Forward {
        /// The group; nothing while the learner has not chosen.
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
        body: String,
    },
}

const fn member(key: &'static str, help: &'static str, member: Member) -> Member {
    Member {
        key,
        help,
        ..member
    }
}

const TARGET_GROUP: Member = member(
    "target_group",
    "The target group that takes the request.",
    Member::reference("Target group", &[Kind::TargetGroup]).optional(),
);
const PROTOCOL: Member = member(
    "protocol",
    "The protocol to ask with.",
    Member::choice("To", ListenerProtocol::CHOICES),
);
const PORT: Member = member(
    "port",
    "The port to ask on.",
    Member::number("On port", (1, 65535), ""),
);
const REDIRECT_STATUS: Member = member(
    "status",
    "301 (permanent) or 302 (found).",
    Member::number("Status", (301, 302), ""),
);
const STATUS: Member = member(
    "status",
    "The HTTP status, 2xx, 4xx or 5xx.",
    Member::number("Status", (200, 599), ""),
);
const BODY: Member = member(
    "body",
    "The text of the answer.",
    Member::text("Text", "Sorry").optional(),
);

impl Action {
    /// The ways to act.
    pub const VARIANTS: &'static [Variant] = &[
        Variant {
            key: "forward",
            help: "Passes the request to a target of a group.",
            content: Content::Members(&[TARGET_GROUP]),
        },
        Variant {
            key: "redirect",
            help: "Tells the browser to ask elsewhere.",
            content: Content::Members(&[PROTOCOL, PORT, REDIRECT_STATUS]),
        },
        Variant {
            key: "fixed_response",
            help: "Answers by itself.",
            content: Content::Members(&[STATUS, BODY]),
        },
    ];

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
}

impl Written for Action {
    fn read(value: &Value) -> Result<Self, Misread> {
        let (variant, inner) = written::either(value, Self::VARIANTS)?;
        let Variant { key, content, .. } = &Self::VARIANTS[variant];
        let members = match content {
            Content::Members(members) => members,
            Content::One(_) => &[][..],
        };
        let read = || {
            let object = written::object(inner, members)?;
            Ok(match variant {
                0 => Self::Forward {
                    target_group: written::member(object, &TARGET_GROUP, || None)?,
                },
                1 => Self::Redirect {
                    protocol: written::member(object, &PROTOCOL, ListenerProtocol::default)?,
                    port: written::member(object, &PORT, u16::default)?,
                    status: written::member(object, &REDIRECT_STATUS, u16::default)?,
                },
                _ => Self::FixedResponse {
                    status: written::member(object, &STATUS, u16::default)?,
                    body: written::member(object, &BODY, String::new)?,
                },
            })
        };
        read().map_err(|why: Misread| why.within(&format!("`{key}`")))
    }

    fn write(&self) -> Value {
        let mut object = serde_json::Map::new();
        let key = match self {
            Self::Forward { target_group } => {
                written::put(&mut object, &TARGET_GROUP, target_group.write());
                "forward"
            }
            Self::Redirect {
                protocol,
                port,
                status,
            } => {
                written::put(&mut object, &PROTOCOL, protocol.write());
                written::put(&mut object, &PORT, port.write());
                written::put(&mut object, &REDIRECT_STATUS, status.write());
                "redirect"
            }
            Self::FixedResponse { status, body } => {
                written::put(&mut object, &STATUS, status.write());
                written::put(&mut object, &BODY, body.write());
                "fixed_response"
            }
        };
        written::only(key, Value::Object(object))
    }
}

impl PropertyValue for Action {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        self.target_group().into_iter().for_each(visit);
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

    fn redirect(&mut self, to: &Redirect<'_>) {
        if let Self::Forward { target_group } = self {
            target_group.redirect(to);
        }
    }
}

impl Default for Action {
    fn default() -> Self {
        Self::forward(None)
    }
}

row! {
    /// One listener: a port that a load balancer answers on.
    Listener = RowInfo::forms("listener", "listener");

    // At most one listener each.
    /// The port, 1 to 65535.
    port: u16 = 80
        => Member::number("Port", (1, 65535), "");

    /// What it speaks with the client.
    protocol: ListenerProtocol = ListenerProtocol::Http
        => Member::choice("Protocol", ListenerProtocol::CHOICES);

    // Exactly one by default (rulebook ALB-12).
    /// The TLS certificate, which HTTPS needs.
    certificate: Option<ResourceId> = None
        => Member::reference("Certificate", &[Kind::Certificate]).optional();

    /// What happens when no rule matches.
    default_action: Action = Action::default()
        => Member::new("Action", PropertyType::Action).optional();

    /// Rules that are asked before the default action.
    rules: Vec<ListenerRule> = Vec::new()
        => Member::new("Rules", PropertyType::Rows(&ListenerRule::ROW)).optional();
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

row! {
    /// A rule of a listener: when host and path match, its action is taken.
    ListenerRule = RowInfo::forms("rule", "listener rule");

    /// Its place in the order, 1 to 50000; lower is asked first.
    priority: u32 = 10
        => Member::number("Priority", (1, 50000), "").counted(10);

    // One of several must match; none means any host, or any path.
    /// Host patterns with `*` and `?`.
    hosts: Vec<String> = Vec::new()
        => Member::new("Hosts", PropertyType::Texts("*.notebookly.com")).optional();

    /// Path patterns with `*` and `?`.
    paths: Vec<String> = Vec::new()
        => Member::new("Paths", PropertyType::Texts("/api/*")).optional();

    /// What is done.
    action: Action = Action::default()
        => Member::new("Action", PropertyType::Action).optional();
}

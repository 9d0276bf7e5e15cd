//! The parts that several outputs share: hops, packets, evidence, fixes.

use serde_json::{Value, json};

use crate::network::Code;

use super::write::{about, list, object, or_null, text, whole};

/// The id of a resource, or of a member of one, such as `asg-1/2`.
pub fn resource_id() -> Value {
    about(
        text(),
        "The id of a resource; behind a slash a member that it brings along.",
    )
}

/// A resource by id and name.
pub fn named() -> Value {
    object(&[("id", resource_id()), ("name", text())])
}

/// A remedy.
pub fn fix() -> Value {
    // An edit has the members that its kind needs; they are those of the
    // file format's own resources and values.
    let edit = json!({
        "type": "object",
        "required": ["edit"],
        "properties": {
            "edit": {
                "enum": ["create", "delete", "rename", "tag", "untag", "set", "insert", "remove", "arrange", "retitle"],
            },
        },
    });
    object(&[
        ("label", about(text(), "What it does.")),
        (
            "edits",
            about(list(edit), "To be applied in order, all or none."),
        ),
    ])
}

/// A definition of the same document.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn address() -> Value {
    json!({ "type": "string", "pattern": "^[0-9.]+$" })
}

fn block() -> Value {
    json!({ "type": "string", "pattern": "^[0-9.]+/[0-9]+$" })
}

/// A port.
pub fn port() -> Value {
    json!({ "type": "integer", "minimum": 0, "maximum": 65535 })
}

fn direction() -> Value {
    json!({ "enum": ["inbound", "outbound"] })
}

/// Where a flow starts or wants to go.
pub fn endpoint() -> Value {
    json!({
        "oneOf": [
            { "const": "internet" },
            object(&[("resource", text())]),
            object(&[("address", address())]),
            object(&[("host", text())]),
        ],
    })
}

/// Where a packet is from and where to.
pub fn packet() -> Value {
    object(&[
        ("source", address()),
        ("destination", address()),
        ("protocol", text()),
        ("source_port", about(port(), "For ICMP the type.")),
        ("destination_port", about(port(), "For ICMP the code.")),
    ])
}

/// One decision on the way.
pub fn hop() -> Value {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let code = or_null(json!({ "enum": codes }));
    object(&[
        (
            "resource",
            about(or_null(text()), "What decides, or where the packet is."),
        ),
        ("name", about(text(), "What people call it.")),
        (
            "stage",
            json!({ "enum": [
                "source", "dns", "web_acl", "internet_gateway", "nat_gateway", "vpc_endpoint",
                "vpc_peering", "route_table", "network_acl_inbound", "network_acl_outbound",
                "security_group_inbound", "security_group_outbound", "interface", "listener",
                "target", "destination",
            ] }),
        ),
        (
            "decision",
            json!({ "enum": [
                "sent", "resolved", "allowed", "remembered", "routed", "translated", "forwarded",
                "answered", "delivered", "dropped",
            ] }),
        ),
        (
            "code",
            about(
                code,
                "Why it is dropped, by the explanation codes of AWS's Reachability Analyzer; null otherwise.",
            ),
        ),
        ("evidence", list(reference("evidence"))),
        (
            "packet",
            about(
                reference("packet"),
                "As it leaves the hop; as it arrives, when it is dropped.",
            ),
        ),
        (
            "connection",
            about(
                whole(),
                "0 is the client's; balancers and applications open further ones.",
            ),
        ),
        (
            "answering",
            about(
                json!({ "type": "boolean" }),
                "Whether the packet is the answer to a request.",
            ),
        ),
        ("sentence", about(text(), "What happens here, and why.")),
        (
            "fix",
            about(
                or_null(fix()),
                "What would let the packet pass, where there is one sensible remedy.",
            ),
        ),
        (
            "no_fix",
            about(
                or_null(text()),
                "Why there is no such remedy; null where nothing is dropped.",
            ),
        ),
    ])
}

/// A question.
pub fn flow() -> Value {
    object(&[
        ("from", reference("endpoint")),
        ("to", reference("endpoint")),
        ("protocol", text()),
        ("port", port()),
        ("source_port", or_null(port())),
        (
            "icmp",
            about(
                or_null(json!({ "type": "array", "items": { "type": "integer" } })),
                "Type and code; null for an echo request.",
            ),
        ),
        ("path", text()),
    ])
}

/// The whole answer.
pub fn trace() -> Value {
    let leg = || object(&[("hops", list(reference("hop")))]);
    object(&[
        ("flow", about(flow(), "The question.")),
        ("verdict", json!({ "enum": ["delivered", "dropped"] })),
        (
            "request",
            about(leg(), "The way there, up to the hop that drops it."),
        ),
        (
            "response",
            about(
                leg(),
                "The way back; without hops when the request was dropped.",
            ),
        ),
        (
            "blockers",
            about(
                list(reference("hop")),
                "Every reason known against the flow, the deciding one first.",
            ),
        ),
        ("extent", extent()),
        (
            "through",
            about(
                or_null(object(&[
                    ("from", reference("endpoint")),
                    ("to", reference("endpoint")),
                    ("request", leg()),
                    ("response", leg()),
                ])),
                "Where the flow is dropped and others of those that it speaks of get through: \
                 one of these.",
            ),
        ),
        (
            "not_modelled",
            about(list(text()), "What the answer leaves out; mostly empty."),
        ),
    ])
}

/// Who of all that a question speaks of gets through.
pub fn reach() -> Value {
    about(
        json!({ "enum": ["everybody", "some", "nobody"] }),
        "Who gets through, of all that the question speaks of and on every way that AWS may take.",
    )
}

/// A part of a whole.
pub fn share() -> Value {
    about(
        json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        "How many of the connections get through.",
    )
}

/// How far an answer holds.
pub fn extent() -> Value {
    let kind = |name: &str, members: &[(&str, Value)]| {
        let mut all = vec![("kind", json!({ "const": name }))];
        all.extend(members.iter().cloned());
        object(&all)
    };
    let side = || json!({ "enum": ["from", "to"] });
    let ranges = || {
        let range = json!({ "type": "array", "prefixItems": [port(), port()], "minItems": 2, "maxItems": 2 });
        about(list(range), "First and last port of each range.")
    };
    let answer = object(&[("address", address()), ("owner", or_null(resource_id()))]);
    let limit = json!({ "oneOf": [
        kind("addresses", &[
            ("side", side()),
            ("through", list(block())),
            ("lost", list(block())),
            ("example", about(address(), "One that does not get through.")),
            ("share", share()),
        ]),
        kind("members", &[("side", side()), ("lost", list(resource_id())), ("of", whole())]),
        kind("answers", &[("lost", list(answer.clone())), ("of", whole())]),
        kind("targets", &[("group", resource_id()), ("lost", list(answer)), ("of", whole())]),
        kind("client_ports", &[("through", ranges()), ("linux", share()), ("windows", share())]),
        kind("chosen_ports", &[("through", ranges()), ("share", share())]),
    ] });
    object(&[
        ("reach", reach()),
        ("share", share()),
        (
            "limits",
            about(list(limit), "What some get past and others do not."),
        ),
        ("sentences", about(list(text()), "The same in words.")),
    ])
}

/// What decided.
pub fn evidence() -> Value {
    let id = resource_id;
    let kind = |name: &str, members: &[(&str, Value)]| {
        let mut all = vec![("kind", json!({ "const": name }))];
        all.extend(members.iter().cloned());
        object(&all)
    };
    let route_target = json!({ "oneOf": [
        { "const": "local" },
        object(&[("resource", id())]),
        object(&[("blackhole", or_null(id()))]),
        { "type": "null" },
    ] });
    json!({ "oneOf": [
        kind("route", &[
            ("table", about(or_null(id()), "Null for the main table that AWS made with the VPC.")),
            ("vpc", id()),
            ("address", address()),
            ("destination", about(or_null(block()), "Of the winning route; null if none matched.")),
            ("target", route_target),
        ]),
        kind("network_acl_entry", &[
            ("acl", about(or_null(id()), "Null for the default one that AWS made with the VPC.")),
            ("subnet", id()),
            ("direction", direction()),
            ("number", about(or_null(whole()), "Null for the final `*` that denies.")),
        ]),
        kind("security_group_rule", &[
            ("group", about(or_null(id()), "Null for the default one that AWS made with the VPC.")),
            ("direction", direction()),
            ("index", about(whole(), "The place of the rule in the list, 0 being first.")),
        ]),
        kind("no_security_group_rule", &[
            ("groups", list(id())),
            ("direction", direction()),
        ]),
        kind("record", &[
            ("zone", id()),
            ("index", whole()),
            ("name", text()),
            ("answer", text()),
        ]),
        kind("translation", &[("before", address()), ("after", address())]),
        kind("listener", &[
            ("balancer", id()),
            ("port", port()),
            ("rule", about(or_null(whole()), "Its priority; null for the default action.")),
            ("status", about(or_null(whole()), "The HTTP status of an answer on the spot.")),
        ]),
        kind("target", &[
            ("group", id()),
            ("target", or_null(id())),
            ("healthy", json!({ "type": "boolean" })),
        ]),
        kind("health_check", &[
            ("port", port()),
            (
                "stop",
                about(
                    json!({ "type": "object" }),
                    "The hop at which the check ends, as in a trace but without words.",
                ),
            ),
        ]),
        kind("web_acl_rule", &[
            ("acl", id()),
            ("priority", about(or_null(whole()), "Null for the default action.")),
        ]),
        kind("property", &[
            ("resource", id()),
            ("property", text()),
            ("value", about(json!({}), "As in files.")),
        ]),
        kind("address", &[("address", address()), ("owner", or_null(id()))]),
        kind("permission", &[
            ("asker", id()),
            ("role", or_null(id())),
            ("action", text()),
            ("resource", about(text(), "The ARN.")),
            ("refusal", json!({ "enum": ["no_credentials", "trust_refuses", "nothing_allows", "denied"] })),
            ("denied_by", or_null(json!({ "type": "array" }))),
            ("status", whole()),
        ]),
        kind("block", &[("resource", id()), ("block", block())]),
    ] })
}

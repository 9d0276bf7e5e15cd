//! The question that the request panel asks, as somebody types it.

use crate::architecture::{Architecture, HostedZone, Kind, Protocol, User};
use crate::network::{Flow, Network, Side};
use crate::order::InOrder;
use crate::text::capitalised;

/// A question as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Where the flow starts.
    pub from: String,
    /// Where it wants to go.
    pub to: String,
    /// Its protocol.
    pub protocol: Protocol,
    /// Its port, as typed.
    pub port: String,
}

/// Which part of a question cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Where it starts.
    From,
    /// Where it wants to go.
    To,
    /// The port.
    Port,
}

impl Question {
    /// The question that comes to mind first: does the customer reach the
    /// shop? From the first user to the only name, load balancer or server, by
    /// HTTP. Where several come to mind, nobody is guessed: [`targets`] are to
    /// choose from.
    pub fn first(architecture: &Architecture) -> Self {
        let user = architecture.all::<User>().next();
        let targets = targets(architecture);
        let best = targets.first().map(|it| it.rank);
        let mut best = targets.into_iter().filter(|it| Some(it.rank) == best);
        let only = match (best.next(), best.next()) {
            (Some(only), None) => only.name,
            _ => String::new(),
        };
        Self {
            from: user.map_or_else(|| "internet".to_owned(), |(id, _)| architecture.name_of(id)),
            to: only,
            protocol: Protocol::Tcp,
            port: "80".to_owned(),
        }
    }

    /// The flow that is asked about, or which part cannot be read and why.
    pub fn flow(&self, network: &Network) -> Result<Flow, (Part, String)> {
        let read = |text: &str, part| {
            let side = match part {
                Part::To => Side::To,
                Part::From | Part::Port => Side::From,
            };
            network
                .end(text, side)
                .map_err(|why| (part, in_print(&why.to_string())))
        };
        let from = read(&self.from, Part::From)?;
        let to = read(&self.to, Part::To)?;
        let port = if self.protocol.has_ports() {
            match self.port.trim().parse::<u16>() {
                Ok(port) if port > 0 => port,
                _ => {
                    let why = "Type a port from 1 to 65535.".to_owned();
                    return Err((Part::Port, why));
                }
            }
        } else {
            0
        };
        Ok(Flow {
            from,
            to,
            protocol: self.protocol,
            port,
            source_port: None,
            icmp: None,
            path: "/".to_owned(),
        })
    }

    /// The question in short, such as `http://notebookly.com`.
    pub fn target(&self) -> String {
        match (self.protocol, self.port.trim()) {
            (Protocol::Tcp, "80") => format!("http://{}", self.to.trim()),
            (Protocol::Tcp, "443") => format!("https://{}", self.to.trim()),
            (protocol, port) if protocol.has_ports() => {
                format!("{}:{port} ({protocol})", self.to.trim())
            }
            (protocol, _) => format!("{} ({protocol})", self.to.trim()),
        }
    }
}

/// A reason as the page prints it: a whole sentence, names in quotes.
fn in_print(why: &str) -> String {
    let mut text = String::new();
    for (place, part) in capitalised(why).split('`').enumerate() {
        match place {
            0 => {}
            odd if odd % 2 == 1 => text.push('“'),
            _ => text.push('”'),
        }
        text.push_str(part);
    }
    if !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    text
}

/// Somebody whom a customer's request may be meant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What is typed to ask for it.
    pub name: String,
    /// What it is, such as "Load balancer".
    pub what: &'static str,
    /// A name comes to mind before a load balancer, and that before a server.
    rank: usize,
}

/// Whom a customer may want to reach, the likeliest first: names that Route 53
/// answers for everybody, load balancers, servers.
pub fn targets(architecture: &Architecture) -> Vec<Target> {
    let names = architecture.all::<HostedZone>();
    let names = names.filter(|(_, zone)| !zone.private && !zone.domain.trim().is_empty());
    let mut all: Vec<Target> = names
        .map(|(_, zone)| Target {
            name: zone.domain.clone(),
            what: "Name in Route 53",
            rank: 0,
        })
        .collect();
    let rank_of = |kind| match kind {
        Kind::LoadBalancer => Some(1),
        Kind::Instance | Kind::AutoScalingGroup => Some(2),
        _ => None,
    };
    let things = architecture.resources().filter_map(|(_, resource)| {
        Some(Target {
            name: resource.name.clone(),
            what: resource.kind().info().title,
            rank: rank_of(resource.kind())?,
        })
    });
    all.extend(things);
    all.order_by(|one, other| (one.rank, &one.name).cmp(&(other.rank, &other.name)));
    all.dedup();
    all
}

/// What can be asked about, for the list beneath the fields: the internet,
/// domains, and everything that has addresses.
pub fn endpoints(architecture: &Architecture) -> Vec<String> {
    let mut all = vec!["internet".to_owned()];
    all.extend(
        architecture
            .all::<HostedZone>()
            .map(|(_, zone)| zone.domain.clone()),
    );
    all.extend(
        architecture
            .resources()
            .filter(|(_, resource)| resource.kind().info().talks)
            .map(|(_, resource)| resource.name.clone()),
    );
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::architecture::Document;
    use crate::editor::actions;
    use crate::network::Endpoint;

    #[test]
    fn the_first_question_is_whether_the_customer_reaches_the_shop() {
        let text = include_str!("../../tests/files/notebookly.campus.json");
        let document = crate::architecture::Document::from_json(text).unwrap();
        let question = Question::first(&document.architecture);
        assert_eq!(question.target(), "http://notebookly.com");
        let flow = question
            .flow(&Network::new(&document.architecture))
            .unwrap();
        assert_eq!(flow.to, Endpoint::Host("notebookly.com".to_owned()));
        assert!(matches!(flow.from, Endpoint::Resource(_)));
    }

    fn parts(parts: &[(&str, &str)]) -> Architecture {
        let resource = |(kind, name): &(&str, &str)| json!({ "id": format!("{kind}-{name}"), "kind": kind, "name": name });
        let resources: Vec<Value> = parts.iter().map(resource).collect();
        let file = json!({
            "format": "cloud-campus", "version": 3, "title": "t", "resources": resources,
        });
        Document::from_json(&file.to_string()).unwrap().architecture
    }

    #[test]
    fn the_only_server_is_guessed_and_of_several_nobody() {
        let guess = |architecture: &Architecture| Question::first(architecture).to;
        assert_eq!(guess(&parts(&[("instance", "web")])), "web");
        let two = parts(&[("instance", "web"), ("auto-scaling-group", "shop")]);
        assert_eq!(guess(&two), "");
        let names: Vec<String> = targets(&two).into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["shop", "web"]);
        // A load balancer stands before its servers, a name before that.
        let front = parts(&[
            ("instance", "web"),
            ("instance", "web-2"),
            ("load-balancer", "alb"),
        ]);
        assert_eq!(guess(&front), "alb");
        let named = parts(&[("load-balancer", "alb"), ("hosted-zone", "zone")]);
        assert_eq!(guess(&named), "example.com");
        // Nobody's request is meant for a database.
        assert_eq!(guess(&parts(&[("database", "db")])), "");
    }

    #[test]
    fn a_reason_is_printed_as_a_sentence() {
        let why = "there is no `bd`; did you mean `db`?";
        assert_eq!(in_print(why), "There is no “bd”; did you mean “db”?");
        assert_eq!(in_print("no `x`"), "No “x”.");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let architecture = actions::blank().architecture;
        let question = Question::first(&architecture);
        let (part, why) = question.flow(&Network::new(&architecture)).unwrap_err();
        assert_eq!(part, Part::To);
        assert!(why.starts_with("Name a resource"), "{why}");
        let question = Question {
            to: "internet".to_owned(),
            port: "http".to_owned(),
            ..question
        };
        let (part, _) = question.flow(&Network::new(&architecture)).unwrap_err();
        assert_eq!(part, Part::Port);
    }
}

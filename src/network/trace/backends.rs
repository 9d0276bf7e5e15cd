//! What an application asks in order to answer a request.
//!
//! No API of AWS knows what a program calls, so the document says it
//! ("Application calls"). Each call is a connection of its own: to a database or a
//! cache on its port, to a load balancer on its first listener that forwards, to a
//! file system on 2049, to a bucket on 443, to another instance on the
//! port of its target group, or 80.

use super::conversation::{Serving, Start};
use super::destination::answers;
use super::fate::{Fate, Opener};
use super::walk::{CIRCLE, MOST_CONNECTIONS, Walk};
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::extent::Limit;
use crate::network::names::Found;
use crate::relations::stores::listening_port;

impl Walk<'_, '_> {
    /// The application behind an interface asks its backends, one by one.
    pub fn ask_backends(&mut self, at: usize) {
        if self.probing.is_some() {
            // What a program does for a health check is not known.
            return;
        }
        if self.asking.contains(&at) {
            self.note(CIRCLE);
            return;
        }
        self.asking.push(at);
        self.ask_each(at);
        self.asking.pop();
    }

    fn ask_each(&mut self, at: usize) {
        let net = self.net;
        let owner = net.interfaces[at].owner;
        let backends: &[ResourceId] = match net.indexed().get(owner).map(|it| &it.properties) {
            Some(Properties::Instance(it)) => &it.backends,
            Some(Properties::AutoScalingGroup(it)) => {
                let template = net.indexed().follow::<LaunchTemplate>(&it.launch_template);
                template.map_or(&[], |template| &template.backends)
            }
            _ => &[],
        };
        for backend in backends {
            let Some(port) = net.calling_port(backend) else {
                continue;
            };
            if self.connections >= MOST_CONNECTIONS {
                self.note(CIRCLE);
                return;
            }
            self.connection = self.connections;
            self.connections += 1;
            self.ask(at, backend, port);
        }
    }

    fn ask(&mut self, at: usize, backend: &ResourceId, port: u16) {
        let start = Start::Interface(at);
        let Some(source) = self.net.interfaces[at].private else {
            return;
        };
        let caller = std::mem::replace(
            &mut self.state.packet,
            Packet {
                source,
                destination: source,
                protocol: Protocol::Tcp,
                source_port: super::CLIENT_PORT,
                destination_port: port,
            },
        );
        let found = self.locate(start, backend);
        let packet = self.state.packet;
        self.state.packet = caller;
        if let Some(found) = found {
            self.call(at, packet, found);
        }
    }

    /// Opens a connection to one of the addresses that a name answers with.
    fn call(&mut self, at: usize, packet: Packet, found: Found) {
        let net = self.net;
        let to = |address, owner: Option<&ResourceId>| {
            let packet = Packet {
                destination: address,
                ..packet
            };
            let serving = Serving {
                meant: owner.and_then(|id| net.interface_index.get(id)).copied(),
                path: "/",
                is_request: true,
                ..Serving::default()
            };
            (packet, serving)
        };
        if let Some(judge) = self.judge {
            let first = (found.address, found.owner);
            let all: Vec<_> = std::iter::once(first).chain(found.others).collect();
            let ways = all.iter().map(|(address, owner)| {
                let (packet, serving) = to(*address, owner.as_ref());
                let asking = &mut self.asking;
                let fate = judge.connect(asking, at, packet, Opener::Client, serving);
                (*address, fate)
            });
            let fate = Fate::one_of(ways.collect(), |lost| Limit::Answers {
                lost: answers(&all, lost),
                of: all.len(),
            });
            self.depend(fate);
            return;
        }
        let (packet, serving) = to(found.address, found.owner.as_ref());
        self.converse(Start::Interface(at), packet, Opener::Client, serving);
    }
}

impl crate::network::Network<'_> {
    /// The port on which an application calls a backend.
    pub(super) fn calling_port(&self, backend: &ResourceId) -> Option<u16> {
        match &self.indexed().get(backend)?.properties {
            Properties::Bucket(_) => Some(443),
            Properties::Instance(_) => {
                let mut groups = self.indexed().all::<TargetGroup>();
                let group = groups.find(|(_, group)| group.targets.contains(backend));
                Some(group.map_or(80, |(_, group)| group.port))
            }
            Properties::LoadBalancer(it) => {
                let forwards = |listener: &&Listener| {
                    listener
                        .actions()
                        .any(|action| matches!(action, Action::Forward { .. }))
                };
                let listener = it.listeners.iter().find(forwards).or(it.listeners.first());
                Some(listener.map_or(80, |listener| listener.port))
            }
            other => listening_port(other),
        }
    }
}

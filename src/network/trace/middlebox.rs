//! An instance that passes packets on: a NAT instance, an inspecting one.

use super::walk::{Arrival, Walk};
use crate::network::addresses;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::routes::Choice;

const MIDDLEBOX: &str = "What an instance does with packets for others is up to its operating system. It is assumed to pass them on unchanged, and to replace the source like a NAT instance when they go to the internet.";

impl Walk<'_, '_> {
    /// To an instance that the route names. It takes what is not for itself
    /// only without source/destination check (rulebook RT-16).
    pub fn middlebox(
        &mut self,
        from: usize,
        instance: usize,
        vpc: usize,
        table: Option<usize>,
        choice: Option<Choice>,
    ) -> Option<Arrival> {
        let net = self.net;
        let to = self.state.packet.destination;
        let (sender, through) = (&net.interfaces[from], &net.interfaces[instance]);
        let id = Some(&through.id);
        if from == instance {
            self.stop(Stage::Interface, id, Code::NoPossibleDestination, |net| {
                vec![net.route_evidence(vpc, table, to, choice)]
            });
            return None;
        }
        if through.private == Some(to) {
            return self.enter(instance, Some(sender.subnet_index));
        }
        self.at(instance);
        if sender.subnet_index != through.subnet_index {
            self.border(through.subnet_index, Direction::Inbound)?;
        }
        self.guard(instance, Direction::Inbound)?;
        if through.source_dest_check {
            self.stop(
                Stage::Interface,
                id,
                Code::EniSourceDestCheckRestriction,
                |net| {
                    vec![
                        Evidence::Property {
                            resource: through.owner.clone(),
                            property: "source_dest_check".to_owned(),
                            value: serde_json::Value::Bool(true),
                        },
                        net.owner_of_address(to, instance),
                    ]
                },
            )?;
        }
        if !through.up {
            self.stop(Stage::Interface, id, Code::BadState, |net| {
                net.why_down(instance)
            })?;
        }
        self.note(MIDDLEBOX);
        self.state.passed_on = true;
        let before = self.state.packet.source;
        match through.private {
            Some(own) if !addresses::is_unroutable(to) && !self.state.answering => {
                self.replace_source(instance, own);
                self.pass(Stage::Interface, Decision::Translated, id, |_| {
                    vec![Evidence::Translation { before, after: own }]
                });
            }
            _ => self.pass(Stage::Interface, Decision::Forwarded, id, |_| Vec::new()),
        }
        self.guard(instance, Direction::Outbound)?;
        self.go(instance)
    }

    /// An instance that replaced the source of the request puts it back into
    /// the answer and passes it on. `None` if it did no such thing.
    pub fn put_back(&mut self, at: usize) -> Option<Option<Arrival>> {
        let replaced = self.take_replaced(at)?;
        let before = self.state.packet.destination;
        self.state.packet.destination = replaced.source;
        if self.state.packet.protocol.has_ports() {
            self.state.packet.destination_port = replaced.port;
        }
        let id = &self.net.interfaces[at].id;
        self.pass(Stage::Interface, Decision::Translated, Some(id), |_| {
            vec![Evidence::Translation {
                before,
                after: replaced.source,
            }]
        });
        Some(
            self.guard(at, Direction::Outbound)
                .and_then(|()| self.go(at)),
        )
    }
}

//! Security groups: allow rules at an interface.
//!
//! The rules of all groups of an interface are united (rulebook SG-3). A rule
//! that names a group means the private addresses of that group's interfaces,
//! never their public ones (rulebook SG-13).

use super::acl::protocol_matches;
use super::answer::{Direction, Packet};
use super::scope::Scope;
use super::topology::Network;
use super::topology::groups::PeerOf;

/// The rule that allowed a packet: the place of the group, the index of the
/// rule.
pub(super) type Allowed = (usize, usize);

impl Network<'_> {
    /// The first rule of an interface's groups that allows a packet. `other`
    /// is the interface whose private address is on the other side, as far as
    /// this side can tell.
    pub(super) fn allowed_by(
        &self,
        interface: usize,
        direction: Direction,
        packet: &Packet,
        other: Option<usize>,
        scope: &mut Scope,
    ) -> Option<Allowed> {
        let address = match direction {
            Direction::Inbound => packet.source,
            Direction::Outbound => packet.destination,
        };
        self.memberships[interface].iter().find_map(|place| {
            let group = &self.groups[*place];
            let rule = group.rules(direction).iter().find(|rule| {
                protocol_matches(rule.protocol, rule.from, rule.to, packet, scope)
                    && match rule.peer {
                        PeerOf::Block(block) => scope.holds(block, address),
                        PeerOf::Group(wanted) => {
                            other.is_some_and(|other| self.memberships[other].contains(&wanted))
                        }
                        PeerOf::Named(_) | PeerOf::Nobody => false,
                    }
            })?;
            Some((*place, rule.index))
        })
    }
}

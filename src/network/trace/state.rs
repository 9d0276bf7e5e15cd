//! What is known of one connection while its packets are on the way.

use std::net::Ipv4Addr;

use super::fate::Opener;
use crate::architecture::{ListenerProtocol, Protocol};
use crate::network::answer::Packet;
use crate::network::ports::Ports;
use crate::network::scope::Scope;

/// What a health check is content with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::network) enum Asked {
    /// A connection: a load balancer is good when a listener takes it. What is
    /// behind that one is not asked, since balancers may stand behind each
    /// other in a circle.
    Connection,
    /// A page over HTTP or HTTPS with the status 2xx or 3xx. Whose certificate
    /// comes with it is not looked at [R53 DG: How Route 53 determines whether
    /// a health check is healthy].
    Page(ListenerProtocol),
}

/// A source that was replaced on the way out, to be put back into the answer.
#[derive(Clone, Debug)]
pub(super) struct Replaced {
    /// The interface that did it.
    pub by: usize,
    pub source: Ipv4Addr,
    pub port: u16,
    /// Who had chosen the port, and which ones it may be.
    pub opener: Opener,
    pub ports: Ports,
}

/// What is known of one connection while its packets are on the way.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub packet: Packet,
    /// Whether the packet is the answer.
    pub answering: bool,
    /// The interfaces whose security groups have let the request through and
    /// remember it.
    pub seen: Vec<usize>,
    pub replaced: Vec<Replaced>,
    /// Who chose the port that the answer goes to.
    pub opener: Opener,
    /// Which ones it may be: those whose answers no filter has stopped yet
    /// (rulebook NACL-12).
    pub ports: Ports,
    /// What the question leaves open, and how far all that was decided is true
    /// of it.
    pub scope: Scope,
    /// The VPC that a packet came from by peering.
    pub came_from: Option<usize>,
    /// A public address that an interface without one is given, only to find
    /// what else is in the way, and that interface.
    pub pretended: Option<(Ipv4Addr, usize)>,
    /// Whether an instance has passed the packet on.
    pub passed_on: bool,
    /// How many more times the packet may be passed on.
    pub lives: u8,
}

/// No real way is this long: a packet that is passed on more often goes round
/// in a circle, and IP lets it die.
const LIVES: u8 = 16;

impl State {
    pub fn of(packet: Packet, opener: Opener) -> Self {
        Self {
            packet,
            answering: false,
            seen: Vec::new(),
            replaced: Vec::new(),
            opener,
            ports: Ports::range(opener.range()),
            scope: Scope::default(),
            came_from: None,
            pretended: None,
            passed_on: false,
            lives: LIVES,
        }
    }

    /// Turns the request into its answer. `false` if nobody answers such a
    /// packet.
    pub fn turn(&mut self) -> bool {
        let packet = self.packet;
        let (source_port, destination_port) = match packet.protocol {
            // Echo, timestamp, information and mask requests are answered by
            // the next type but for echo (RFC 792, RFC 950); what else ICMP
            // says is not answered.
            Protocol::Icmp => match packet.source_port {
                8 => (0, 0),
                13 => (14, 0),
                15 => (16, 0),
                17 => (18, 0),
                _ => return false,
            },
            _ => (packet.destination_port, packet.source_port),
        };
        self.packet = Packet {
            source: packet.destination,
            destination: packet.source,
            protocol: packet.protocol,
            source_port,
            destination_port,
        };
        self.answering = true;
        self.scope.answering = true;
        self.came_from = None;
        self.passed_on = false;
        self.lives = LIVES;
        true
    }
}

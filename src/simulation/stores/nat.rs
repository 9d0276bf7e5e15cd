//! NAT gateways: the way out of private subnets (SAZ-2, rulebook NAT-8 to
//! NAT-12).
//!
//! A gateway is redundant inside its zone only. Its bandwidth, which scales to
//! 100 Gbps, is not modelled. Connections are counted by the caller, who knows
//! how long they last; an idle one is forgotten after 350 seconds.

use super::super::clock::Second;
use super::Zone;

/// Connections to one destination for each address. [VPC UG: NAT gateway
/// basics]
const PER_ADDRESS: u64 = 55_000;

/// After how long without a packet a connection is forgotten.
pub const IDLE: Second = 350;

/// What a packet carries, of the 1,500 bytes that one has on the internet.
const PACKET: u64 = 1_460;

/// What a second asks of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// New connections.
    pub connections: u32,
    /// Connections that are open already.
    pub active: u32,
    /// To how many destinations they go; evenly, so it is said.
    pub destinations: u32,
    /// Bytes out.
    pub bytes_out: u64,
    /// Bytes back.
    pub bytes_in: u64,
}

/// What became of a second: passed, lost and without a port are the new
/// connections that were asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// New connections that came about.
    pub passed: u32,
    /// New connections that were lost, because it is down.
    pub lost: u32,
    /// New connections that found no port.
    pub no_port: u32,
    /// Bytes out.
    pub bytes_out: u64,
    /// Bytes back.
    pub bytes_in: u64,
}

/// The values of a minute for CloudWatch, in the namespace AWS/NATGateway.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minute {
    /// `BytesOutToDestination`.
    pub bytes_out_to_destination: u64,
    /// `BytesInFromDestination`.
    pub bytes_in_from_destination: u64,
    /// `PacketsOutToDestination`.
    pub packets_out_to_destination: u64,
    /// `PacketsInFromDestination`.
    pub packets_in_from_destination: u64,
    /// `ConnectionAttemptCount`.
    pub connection_attempts: u64,
    /// `ConnectionEstablishedCount`.
    pub connections_established: u64,
    /// `ActiveConnectionCount`, the most at once.
    pub active_connections: u64,
    /// `ErrorPortAllocation`.
    pub error_port_allocation: u64,
}

impl Minute {
    /// With AWS's names.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53 in a minute")]
    pub const fn values(&self) -> [(&'static str, f64); 8] {
        [
            (
                "BytesOutToDestination",
                self.bytes_out_to_destination as f64,
            ),
            (
                "BytesInFromDestination",
                self.bytes_in_from_destination as f64,
            ),
            (
                "PacketsOutToDestination",
                self.packets_out_to_destination as f64,
            ),
            (
                "PacketsInFromDestination",
                self.packets_in_from_destination as f64,
            ),
            ("ConnectionAttemptCount", self.connection_attempts as f64),
            (
                "ConnectionEstablishedCount",
                self.connections_established as f64,
            ),
            ("ActiveConnectionCount", self.active_connections as f64),
            ("ErrorPortAllocation", self.error_port_allocation as f64),
        ]
    }
}

/// A NAT gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NatGateway {
    zone: Zone,
    /// How many addresses it has, up to eight.
    addresses: u8,
    failed: bool,
    dark: bool,
    sums: Minute,
    /// Whether it was up in a second of this minute.
    counted: bool,
}

impl NatGateway {
    /// One that is available in a zone, with so many addresses.
    pub fn new(zone: Zone, addresses: u8) -> Self {
        Self {
            zone,
            addresses: addresses.clamp(1, 8),
            failed: false,
            dark: false,
            sums: Minute::default(),
            counted: false,
        }
    }

    /// Its zone.
    pub const fn zone(&self) -> Zone {
        self.zone
    }

    /// It fails, or is there again.
    pub const fn fail(&mut self, failed: bool) {
        self.failed = failed;
    }

    /// A zone goes dark, and this gateway with it if it is its own.
    pub const fn fail_zone(&mut self, zone: Zone) {
        self.dark |= zone == self.zone;
    }

    /// A zone is back.
    pub const fn restore_zone(&mut self, zone: Zone) {
        self.dark &= zone != self.zone;
    }

    /// Whether it lets anything out.
    pub const fn is_up(&self) -> bool {
        !self.failed && !self.dark
    }

    /// The connections that it can have open to so many destinations.
    pub fn ports(&self, destinations: u32) -> u64 {
        PER_ADDRESS * u64::from(self.addresses) * u64::from(destinations.max(1))
    }

    /// One second. Without ports for all, the bytes of those that are left go
    /// out; while it is down, none.
    pub fn step(&mut self, asked: Asked) -> Passed {
        if !self.is_up() {
            return Passed {
                lost: asked.connections,
                ..Passed::default()
            };
        }
        self.counted = true;
        let ports = self.ports(asked.destinations);
        let free = ports.saturating_sub(asked.active.into());
        let passed = u32::try_from(free)
            .unwrap_or(u32::MAX)
            .min(asked.connections);
        let no_port = asked.connections - passed;
        let all = u64::from(asked.active) + u64::from(asked.connections);
        let part = |bytes: u64| match no_port {
            0 => bytes,
            _ => {
                let with = u128::from(all - u64::from(no_port));
                u64::try_from(u128::from(bytes) * with / u128::from(all)).unwrap_or(bytes)
            }
        };
        let (bytes_out, bytes_in) = (part(asked.bytes_out), part(asked.bytes_in));
        let sums = &mut self.sums;
        sums.bytes_out_to_destination += bytes_out;
        sums.bytes_in_from_destination += bytes_in;
        // Each new connection needs its own first packets.
        let new = u64::from(passed);
        sums.packets_out_to_destination += bytes_out.div_ceil(PACKET) + new;
        sums.packets_in_from_destination += bytes_in.div_ceil(PACKET) + new;
        sums.connection_attempts += u64::from(asked.connections);
        sums.connections_established += new;
        sums.error_port_allocation += u64::from(no_port);
        let active = u64::from(asked.active) + new;
        sums.active_connections = sums.active_connections.max(active);
        Passed {
            passed,
            lost: 0,
            no_port,
            bytes_out,
            bytes_in,
        }
    }

    /// Of calls that servers make through it, those that are lost: all while
    /// it is down, none else.
    pub fn lost(&self, calls: u32) -> u32 {
        if self.is_up() { 0 } else { calls }
    }

    /// The values since the last call, which is to come once a minute; `None`
    /// where it was down all the time.
    pub fn minute(&mut self) -> Option<Minute> {
        let sums = std::mem::take(&mut self.sums);
        std::mem::take(&mut self.counted).then_some(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::Dice;

    #[test]
    fn saz_2_it_goes_with_its_zone() {
        let mut it = NatGateway::new(1, 1);
        let asked = Asked {
            connections: 5,
            bytes_out: 3_000,
            ..Asked::default()
        };
        it.fail_zone(0);
        assert_eq!(it.step(asked).passed, 5);
        it.fail_zone(1);
        assert_eq!((it.step(asked).lost, it.lost(3)), (5, 3));
        it.restore_zone(1);
        assert!(it.is_up());
        let minute = it.minute().unwrap();
        assert_eq!(minute.bytes_out_to_destination, 3_000);
        assert_eq!(minute.packets_out_to_destination, 8);
        assert_eq!(minute.connections_established, 5);
        it.fail(true);
        it.step(asked);
        assert_eq!(it.minute(), None);
    }

    #[test]
    fn one_destination_has_55_000_ports_for_each_address() {
        let mut it = NatGateway::new(0, 1);
        let asked = Asked {
            connections: 1_000,
            active: 54_500,
            destinations: 1,
            bytes_out: 555_000,
            ..Asked::default()
        };
        let passed = it.step(asked);
        assert_eq!((passed.passed, passed.no_port), (500, 500));
        assert_eq!(passed.bytes_out, 550_000);
        let minute = it.minute().unwrap();
        assert_eq!(minute.error_port_allocation, 500);
        assert_eq!(minute.active_connections, 55_000);
        let mut two = NatGateway::new(0, 2);
        assert_eq!(two.step(asked).no_port, 0);
        let more = Asked {
            destinations: 2,
            ..asked
        };
        assert_eq!(it.step(more).no_port, 0);
    }

    #[test]
    fn connections_pass_or_are_lost() {
        let mut dice = Dice::of(2, "nat");
        let mut it = NatGateway::new(0, 1);
        for second in 0..5_000 {
            if second % 700 == 0 {
                it.fail(second % 1_400 == 0);
            }
            let asked = Asked {
                connections: dice.between(0, 9_000),
                active: dice.between(0, 70_000),
                destinations: dice.between(0, 3),
                bytes_out: dice.throw() >> 30,
                bytes_in: dice.throw() >> 30,
            };
            let passed = it.step(asked);
            assert_eq!(
                passed.passed + passed.lost + passed.no_port,
                asked.connections
            );
            assert!(passed.bytes_out <= asked.bytes_out && passed.bytes_in <= asked.bytes_in);
            assert!(it.is_up() || passed.passed == 0);
        }
    }
}

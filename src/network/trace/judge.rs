//! The fate of connections that servers and load balancers open, each worked
//! out once.
//!
//! What becomes of a connection from a node to a target, with all that the
//! target asks in turn, is the same whoever asked the node. So it is kept, and
//! a question about two hundred customers, three nodes and fifty targets costs
//! a few hundred short walks instead of thirty thousand long ones.

use std::cell::{Cell, OnceCell, RefCell};
use std::net::Ipv4Addr;

use rustc_hash::{FxHashMap, FxHashSet};

use super::conversation::{Serving, Start};
use super::fate::{Fate, Opener};
use super::walk::Walk;
use crate::architecture::Protocol;
use crate::network::answer::Packet;
use crate::network::topology::Network;

/// What a connection is known by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Connection {
    from: usize,
    to: Ipv4Addr,
    protocol: Protocol,
    port: u16,
    opener: Opener,
    meant: Option<usize>,
    is_request: bool,
    /// The place of the host and path that are asked for.
    request: usize,
}

/// A connection that is being followed, and how many applications were waiting
/// for answers when it began.
struct UnderWay {
    connection: Connection,
    waiting: usize,
}

/// Works out what becomes of connections, and remembers it.
pub(in crate::network) struct Judge<'n, 'a> {
    pub net: &'n Network<'a>,
    /// Whether a client's port may be any that its system chooses from; else
    /// it is the one that a trace shows.
    pub every_port: bool,
    known: RefCell<FxHashMap<Connection, Fate>>,
    under_way: RefCell<Vec<UnderWay>>,
    /// How far up the connections under way something depends on one that was
    /// not finished: what is found meanwhile is true only within that circle.
    lowest: Cell<usize>,
    requests: RefCell<Vec<(String, String)>>,
    probes: RefCell<FxHashMap<(usize, Ipv4Addr, u16), bool>>,
    /// The interfaces that packets came to or from.
    passed: RefCell<FxHashSet<usize>>,
    /// Which interfaces nothing can tell apart, once somebody has asked.
    classes: OnceCell<Vec<Option<usize>>>,
    left: Cell<u32>,
}

/// No real architecture needs so many walks for one question; circles of
/// applications that all call each other would need any number.
const MOST_WALKS: u32 = 200_000;

impl<'n, 'a> Judge<'n, 'a> {
    pub fn new(net: &'n Network<'a>, every_port: bool) -> Self {
        Self {
            net,
            every_port,
            known: RefCell::default(),
            under_way: RefCell::default(),
            lowest: Cell::new(usize::MAX),
            requests: RefCell::default(),
            probes: RefCell::default(),
            passed: RefCell::default(),
            classes: OnceCell::new(),
            left: Cell::new(MOST_WALKS),
        }
    }

    /// The fate of a connection that an interface opens. `asking` are the
    /// applications that are waiting for it.
    pub(super) fn connect(
        &self,
        asking: &mut Vec<usize>,
        from: usize,
        packet: Packet,
        opener: Opener,
        serving: Serving,
    ) -> Fate {
        let connection = Connection {
            from,
            to: packet.destination,
            protocol: packet.protocol,
            port: packet.destination_port,
            opener,
            meant: serving.meant,
            is_request: serving.is_request,
            request: self.request(serving),
        };
        if let Some(fate) = self.known.borrow().get(&connection) {
            return fate.clone();
        }
        let under_way = self.under_way.borrow();
        let same = under_way.iter().position(|it| it.connection == connection);
        if let Some(place) = same {
            self.lowest.set(self.lowest.get().min(place));
            // An application that waits for itself is not followed further;
            // load balancers that forward in a circle have nobody at the end.
            return if asking.len() > under_way[place].waiting {
                Fate::fine()
            } else {
                Fate::lost()
            };
        }
        let place = under_way.len();
        drop(under_way);
        let Some(left) = self.left.get().checked_sub(1) else {
            return Fate::fine();
        };
        self.left.set(left);
        self.under_way.borrow_mut().push(UnderWay {
            connection,
            waiting: asking.len(),
        });
        let around = self.lowest.replace(usize::MAX);
        let mut walk = Walk::judged(self, packet);
        walk.asking = std::mem::take(asking);
        walk.converse(Start::Interface(from), packet, opener, serving);
        *asking = std::mem::take(&mut walk.asking);
        let fate = walk.end();
        self.under_way.borrow_mut().pop();
        let lowest = self.lowest.get();
        if lowest >= place {
            self.known.borrow_mut().insert(connection, fate.clone());
            self.lowest.set(around);
        } else {
            self.lowest.set(around.min(lowest));
        }
        fate
    }

    /// Whether a node's health check gets to an address and back.
    pub fn gets_through(&self, node: usize, address: Ipv4Addr, port: u16) -> bool {
        let question = (node, address, port);
        if let Some(known) = self.probes.borrow().get(&question) {
            return *known;
        }
        let answer = self.net.gets_through(node, address, port);
        self.probes.borrow_mut().insert(question, answer);
        answer
    }

    /// The class of each interface, by place, of those that are in one.
    pub fn classes(&self) -> &[Option<usize>] {
        self.classes.get_or_init(|| self.net.class_index())
    }

    /// A packet is at an interface.
    pub fn pass(&self, interface: usize) {
        self.passed.borrow_mut().insert(interface);
    }

    /// The interfaces that packets have passed since all was forgotten.
    pub fn passed(&self) -> FxHashSet<usize> {
        self.passed.borrow().clone()
    }

    /// Forgets what connections were followed, so that the next ones are
    /// walked again.
    pub fn forget(&self) {
        self.known.borrow_mut().clear();
        self.passed.borrow_mut().clear();
    }

    fn request(&self, serving: Serving) -> usize {
        let mut requests = self.requests.borrow_mut();
        let same = |(host, path): &(String, String)| host == serving.host && path == serving.path;
        match requests.iter().position(same) {
            Some(place) => place,
            None => {
                requests.push((serving.host.to_owned(), serving.path.to_owned()));
                requests.len() - 1
            }
        }
    }
}

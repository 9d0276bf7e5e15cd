//! Both ends of a way: where it starts, where it wants to go, and home again.

use super::stage::Place;
use super::{GuessStop, Way};
use crate::network::Endpoint;

impl Way<'_> {
    pub(super) fn source(&self) -> GuessStop {
        let mut stop = match self.hops.first() {
            Some(_) => self.plain(0),
            None => self.at_end(&self.trace.flow.from),
        };
        stop.options.clone_from(&self.starts);
        stop
    }

    pub(super) fn end(&self, with_letters: bool) -> GuessStop {
        let mut stop = self.at_end(&self.trace.flow.to);
        stop.about = match self.trace.flow.protocol.has_ports() {
            true => format!("{} {}", self.trace.flow.protocol, self.trace.flow.port),
            false => self.trace.flow.protocol.to_string(),
        };
        if with_letters {
            stop.options.clone_from(&self.arrives);
        }
        stop
    }

    /// Where the answer comes home.
    pub(super) fn home(&self) -> GuessStop {
        GuessStop {
            about: "the answer is back".to_owned(),
            options: self.arrives.clone(),
            hop: None,
            ..self.source()
        }
    }

    fn at_end(&self, end: &Endpoint) -> GuessStop {
        let (title, resource) = match end {
            Endpoint::Internet => ("Internet".to_owned(), None),
            Endpoint::Resource(id) => (self.architecture.name_of(id), Some(id.clone())),
            Endpoint::Address(address) => (address.to_string(), None),
            Endpoint::Host(name) => (name.clone(), None),
        };
        GuessStop {
            title,
            about: String::new(),
            resource,
            options: Vec::new(),
            left_out: 0,
            hop: None,
        }
    }

    pub(super) fn kind_of(&self, place: &Place) -> String {
        let kind = place
            .resource
            .as_ref()
            .and_then(|id| self.architecture.kind_of(id));
        kind.map_or_else(String::new, |kind| kind.info().title.to_lowercase())
    }
}

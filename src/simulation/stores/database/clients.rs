//! The clients of a database, and how they find it again when its name got
//! another address (SRD-4).

use super::super::super::clock::Second;
use super::status::{CLIENT_CACHE, ClientCache};

/// The clients of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clients {
    cache: ClientCache,
    /// When the name last got another address, while some do not know it.
    moved: Option<Second>,
}

impl Default for Clients {
    fn default() -> Self {
        Self {
            cache: CLIENT_CACHE,
            moved: None,
        }
    }
}

impl Clients {
    /// The same clients, of a name that they do not know yet.
    pub fn anew(self) -> Self {
        Self {
            moved: None,
            ..self
        }
    }

    /// How long they keep an address.
    pub fn keep_for(&mut self, cache: ClientCache) {
        self.cache = cache;
    }

    /// They were restarted, so that they ask for the address anew.
    pub fn restarted(&mut self) {
        self.moved = None;
    }

    /// The name got another address.
    pub fn name_moved(&mut self, now: Second) {
        self.moved = Some(now);
    }

    /// How many of the wanted connections ask the right address by now: the
    /// caches of clients run out one after the other (SRD-4, assumption
    /// `name-cache`).
    pub fn returned(&mut self, now: Second, wanted: u32) -> u32 {
        let Some(moved) = self.moved else {
            return wanted;
        };
        let since = now.saturating_sub(moved);
        match self.cache {
            ClientCache::ForEver => 0,
            ClientCache::Seconds(cache) if since >= cache => {
                self.moved = None;
                wanted
            }
            ClientCache::Seconds(cache) => {
                let part = u64::from(wanted) * u64::from(since) / u64::from(cache);
                u32::try_from(part).unwrap_or(wanted)
            }
        }
    }
}

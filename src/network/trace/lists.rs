//! What is not known of AWS's prefix lists, and when that is said.

use std::net::Ipv4Addr;

use super::walk::Walk;
use crate::network::addresses;

/// What is said of an address that a managed prefix list may hold (rulebook
/// VPCE-3): AWS publishes the lists and changes them.
const PREFIX_LIST: &str = "The route table has the prefix list of a gateway endpoint. AWS keeps the blocks of that list, and they are not known here: the service is drawn at an example address. If this address is in the list, the packet goes to the endpoint instead.";

impl Walk<'_, '_> {
    /// Says so where an address that somebody typed might be one of a prefix
    /// list, whose real blocks are not known here.
    pub fn mind_prefix_lists(&mut self, table: Option<usize>, to: Ipv4Addr) {
        let net = self.net;
        let entries = table.map_or(&[][..], |table| &net.tables[table].entries);
        let known = addresses::is_unroutable(to)
            || addresses::S3_POOL.contains(&to)
            || addresses::DYNAMODB_POOL.contains(&to)
            || to == net.host
            || net.user_at(to).is_some()
            || net.by_public.contains_key(&to);
        if !known && entries.iter().any(|it| it.service.is_some()) {
            self.note(PREFIX_LIST);
        }
    }
}

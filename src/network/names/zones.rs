//! Which records of a zone are meant by a name.

use crate::architecture::*;

/// Whether it is a name as AWS gives them to instances, load balancers,
/// databases and the like: if nobody here has it, nobody is meant.
pub(super) fn is_given_by_aws(name: &str) -> bool {
    name.ends_with(".amazonaws.com") || name.ends_with(".internal")
}

/// Whether a name is in a domain.
pub(super) fn covers(domain: &str, name: &str) -> bool {
    // Every zone is asked about every name, so nothing is made for it.
    let domain = domain.trim_end_matches('.').as_bytes();
    let name = name.as_bytes();
    let Some(rest) = name.len().checked_sub(domain.len()) else {
        return false;
    };
    let (rest, end) = name.split_at(rest);
    !domain.is_empty()
        && end.eq_ignore_ascii_case(domain)
        && (rest.is_empty() || rest.ends_with(b"."))
}

/// What a zone has for a name.
pub(super) enum Records<'z> {
    /// Records, at least one, each with its place in the zone: the name's own, else those of
    /// the wildcard that speaks for it. Of several types the first counts,
    /// since a CNAME shares its name with nothing else (rulebook R53-8).
    Given(Vec<(usize, &'z DnsRecord)>),
    /// Nothing, although a wildcard stands further up: a name between the two
    /// exists, and only a wildcard right below the closest name that exists
    /// speaks for those that do not.
    HiddenWildcard {
        /// The place of the wildcard's record in the zone.
        index: usize,
        /// The name that exists, which hides it.
        closer: String,
    },
    /// Nothing at all.
    None,
}

/// The records of a name (rulebook R53-16; RFC 1034 §4.3.2 and RFC 4592 §2.2.1
/// and §3.3.1 for wildcards). A name exists when a record bears it or one
/// below it, so a record of `a.b.example.com` alone takes `b.example.com` and
/// all below it away from `*.example.com`. AWS's pages do not speak of this
/// case; Route 53 is taken to keep the standard.
pub(super) fn records_for<'z>(zone: &'z HostedZone, name: &str) -> Records<'z> {
    let find = |wanted: &str| {
        let called = |it: &DnsRecord| plain(&it.name).eq_ignore_ascii_case(wanted);
        let all = zone.records.iter().enumerate().filter(|(_, it)| called(it));
        let mut found: Vec<_> = all.collect();
        if let Some(first) = found.first().map(|(_, it)| it.record_type) {
            found.retain(|(_, it)| it.record_type == first);
        }
        found
    };
    let exists = |wanted: &str| {
        zone.records
            .iter()
            .any(|it| covers(wanted, &lower(&it.name)))
    };
    let own = find(name);
    if !own.is_empty() {
        return Records::Given(own);
    }
    let mut closer = exists(name).then(|| name.to_owned());
    let mut rest = name;
    while let Some((_, parent)) = rest.split_once('.') {
        let found = find(&format!("*.{parent}"));
        match (found.first(), closer.take()) {
            (Some(_), None) => return Records::Given(found),
            (Some((index, _)), Some(closer)) => {
                let index = *index;
                return Records::HiddenWildcard { index, closer };
            }
            (None, known) => closer = known.or_else(|| exists(parent).then(|| parent.to_owned())),
        }
        rest = parent;
    }
    Records::None
}

/// A record's name as it is compared: without the dot that ends it.
fn plain(name: &str) -> &str {
    name.trim().trim_end_matches('.')
}

fn lower(name: &str) -> String {
    plain(name).to_ascii_lowercase()
}

/// The records with which a zone answers a name.
pub(in crate::network) fn public_records<'z>(
    zone: &'z HostedZone,
    name: &str,
) -> Vec<&'z DnsRecord> {
    match records_for(zone, name) {
        Records::Given(records) => records.into_iter().map(|(_, it)| it).collect(),
        _ => Vec::new(),
    }
}

/// Whether a zone answers a name.
pub(super) fn answers(zone: &HostedZone, name: &str) -> bool {
    !public_records(zone, name).is_empty()
}

//! Which records of a zone are meant by a name.

use crate::architecture::*;

/// Whether it is a name as AWS gives them to instances, load balancers,
/// databases and the like: if nobody here has it, nobody is meant.
pub(super) fn is_given_by_aws(name: &str) -> bool {
    name.ends_with(".amazonaws.com") || name.ends_with(".internal")
}

/// Whether a name is in a domain.
pub(super) fn covers(domain: &str, name: &str) -> bool {
    let domain = domain.trim_end_matches('.').to_ascii_lowercase();
    !domain.is_empty()
        && name
            .strip_suffix(domain.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The records of a name: its own, else those of the nearest wildcard
/// (rulebook R53-16). Of several types the first counts, since a CNAME shares
/// its name with nothing else (rulebook R53-8).
pub(super) fn records_for<'z>(zone: &'z HostedZone, name: &str) -> Vec<(usize, &'z DnsRecord)> {
    let find = |wanted: &str| {
        let called = |it: &DnsRecord| {
            let name = it.name.trim().trim_end_matches('.');
            name.eq_ignore_ascii_case(wanted)
        };
        let all = zone.records.iter().enumerate().filter(|(_, it)| called(it));
        let mut found: Vec<_> = all.collect();
        if let Some(first) = found.first().map(|(_, it)| it.record_type) {
            found.retain(|(_, it)| it.record_type == first);
        }
        found
    };
    let own = find(name);
    if !own.is_empty() {
        return own;
    }
    let mut rest = name;
    while let Some((_, parent)) = rest.split_once('.') {
        let found = find(&format!("*.{parent}"));
        if !found.is_empty() {
            return found;
        }
        rest = parent;
    }
    Vec::new()
}

//! What the certificate of an HTTPS listener is worth: whether AWS takes it,
//! and for which names it is.

use super::Relations;
use crate::architecture::*;

/// Whether AWS makes an HTTPS listener with the certificate that is named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing<'a> {
    /// None is named, or one that does not exist (rulebook ALB-12).
    Missing,
    /// Nothing proves yet that its names are yours, so it is not issued, and a
    /// listener takes only issued ones [ACM UG: DNS validation].
    NotIssued(&'a ResourceId),
    /// It is in another Region (rulebook ALB-12).
    Elsewhere(&'a ResourceId),
    /// It is issued.
    Issued(&'a ResourceId, &'a Certificate),
}

impl<'a> Relations<'a> {
    /// What the certificate of a listener is worth for a load balancer.
    pub fn certificate_of(&self, balancer: &ResourceId, listener: &Listener) -> Standing<'a> {
        let named = listener.certificate.as_ref();
        let Some((id, certificate)) = named.and_then(|id| {
            let (id, _) = self.indexed().entry(id)?;
            Some((id, self.indexed().find::<Certificate>(id)?))
        }) else {
            return Standing::Missing;
        };
        let regions = (self.region_of(balancer), self.region_of(id));
        if matches!(regions, (Some(one), Some(other)) if one != other) {
            Standing::Elsewhere(id)
        } else if self.is_issued(certificate) {
            Standing::Issued(id, certificate)
        } else {
            Standing::NotIssued(id)
        }
    }

    /// Whether a certificate is issued: it exists already, or a record in a
    /// public zone proves each of its names. Whether the world asks that zone
    /// is not known here (rulebook R53-2).
    pub fn is_issued(&self, certificate: &Certificate) -> bool {
        if !certificate.arn.trim().is_empty() {
            return true;
        }
        let Some(zone) = self.indexed().follow::<HostedZone>(&certificate.zone) else {
            return false;
        };
        let mut names = names_of(certificate).peekable();
        names.peek().is_some() && !zone.private && names.all(|name| is_within(name, &zone.domain))
    }
}

/// The names that a certificate is for; none where only its ARN is known.
pub fn names_of(certificate: &Certificate) -> impl Iterator<Item = &str> {
    let all = std::iter::once(&certificate.domain).chain(&certificate.other_names);
    let all = all.map(|name| name.trim().trim_end_matches('.'));
    all.filter(|name| !name.is_empty())
}

/// Whether a certificate is for a host name; nothing where its names are not
/// known. A wildcard stands for one label, and not for the name without it
/// [ACM UG: Characteristics, Wildcard names].
pub fn is_for(certificate: &Certificate, host: &str) -> Option<bool> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let mut names = names_of(certificate).peekable();
    names.peek()?;
    Some(names.any(|name| {
        let name = name.to_ascii_lowercase();
        let below = name.strip_prefix("*.");
        name == host || below.is_some() && host.split_once('.').map(|(_, rest)| rest) == below
    }))
}

fn is_within(name: &str, domain: &str) -> bool {
    let name = name.strip_prefix("*.").unwrap_or(name).to_ascii_lowercase();
    let domain = domain.trim().trim_end_matches('.').to_ascii_lowercase();
    let rest = name.strip_suffix(&domain).filter(|_| !domain.is_empty());
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_stands_for_one_label() {
        let certificate = Certificate {
            domain: "shop.example".to_owned(),
            other_names: vec!["*.Shop.example".to_owned(), "other.example.".to_owned()],
            ..Certificate::default()
        };
        let fits = |host: &str| is_for(&certificate, host);
        assert_eq!(fits("shop.example"), Some(true));
        assert_eq!(fits("WWW.shop.example"), Some(true));
        assert_eq!(fits("a.www.shop.example"), Some(false));
        assert_eq!(fits("other.example"), Some(true));
        assert_eq!(fits("www.other.example"), Some(false));
        assert_eq!(fits("workshop.example"), Some(false));
        let by_arn = Certificate {
            arn: "arn:aws:acm:x".to_owned(),
            ..Certificate::default()
        };
        assert_eq!(is_for(&by_arn, "shop.example"), None);
    }

    #[test]
    fn a_name_is_in_its_domain() {
        assert!(is_within("*.shop.example", "shop.example."));
        assert!(is_within("a.b.shop.example", "Shop.example"));
        assert!(!is_within("workshop.example", "shop.example"));
        assert!(!is_within("shop.example", ""));
    }
}

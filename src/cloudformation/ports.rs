//! Port ranges as CloudFormation writes them.

use super::omission::Why;
use crate::architecture::Protocol;

/// The range of a filter: ports for tcp and udp, type and code for ICMP,
/// nothing for protocols without either. What a learner left open is every
/// port, or -1.
pub(super) fn range(
    protocol: Protocol,
    from: Option<i32>,
    to: Option<i32>,
) -> Result<Option<(i32, i32)>, Why> {
    let malformed = |from, to| Err(Why::Malformed(format!("{from}-{to}")));
    match protocol {
        Protocol::Tcp | Protocol::Udp => {
            // AWS writes -1 for any port too.
            let (from, to) = match (from, to) {
                (None | Some(-1), None | Some(-1)) => (0, 65535),
                (from, to) => (from.unwrap_or(0), to.unwrap_or(65535)),
            };
            if 0 <= from && from <= to && to <= 65535 {
                Ok(Some((from, to)))
            } else {
                malformed(from, to)
            }
        }
        Protocol::Icmp => {
            let (kind, code) = (from.unwrap_or(-1), to.unwrap_or(-1));
            let known = |number| (-1..=255).contains(&number);
            // Any type comes with any code (rulebook SG-9).
            if known(kind) && known(code) && (kind != -1 || code == -1) {
                Ok(Some((kind, code)))
            } else {
                malformed(kind, code)
            }
        }
        Protocol::All | Protocol::Number(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_range_is_every_port() {
        assert_eq!(range(Protocol::Tcp, None, None), Ok(Some((0, 65535))));
        assert_eq!(range(Protocol::Icmp, None, None), Ok(Some((-1, -1))));
        assert_eq!(range(Protocol::All, Some(80), Some(80)), Ok(None));
        assert_eq!(range(Protocol::Icmp, Some(8), None), Ok(Some((8, -1))));
    }

    #[test]
    fn a_range_that_aws_refuses_is_refused() {
        assert!(range(Protocol::Tcp, Some(90), Some(80)).is_err());
        assert!(range(Protocol::Udp, Some(0), Some(70000)).is_err());
        assert!(range(Protocol::Icmp, Some(-1), Some(0)).is_err());
    }
}

//! How long one waits where several serve (PERF-9).

/// The mean wait in an M/M/c queue: `load` is how many servers are busy on
/// average, `service` how long one takes. From 95 % of what they can do the
/// formula is not followed further: what is beyond is counted as a backlog.
pub(super) fn wait(load: f64, servers: u32, service: f64) -> f64 {
    let servers = f64::from(servers.max(1));
    let load = load.clamp(0.0, servers * 0.95);
    // The Erlang B formula by its recursion, then Erlang C from it.
    let mut blocked = 1.0;
    let mut place = 1.0;
    while place <= servers {
        blocked = load * blocked / (place + load * blocked);
        place += 1.0;
    }
    let waits = blocked / (1.0 - load / servers * (1.0 - blocked));
    waits * service / (servers - load)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// TV-40, of which this is the same formula: 40 ms on two vCPUs.
    #[test]
    fn a_queue_is_steep_near_its_end() {
        for (rate, milliseconds) in [(3.5, 40.2), (35.0, 78.4), (47.5, 410.3)] {
            let all = (0.04 + wait(rate * 0.04, 2, 0.04)) * 1_000.0;
            assert!((all - milliseconds).abs() < 0.06, "{rate}: {all}");
        }
        assert!(wait(0.0, 2, 0.04).abs() < 1e-12);
        assert!(wait(9.0, 2, 0.04).is_finite());
    }
}

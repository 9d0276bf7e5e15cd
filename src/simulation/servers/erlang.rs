//! The formulas of an M/M/c queue (PERF-9).

/// The probability that all of `c` clerks are busy, by Erlang's formula, when
/// `a` of them are needed on average; 1 where these are too few.
pub fn erlang_c(a: f64, c: u32) -> f64 {
    let clerks = f64::from(c);
    if a >= clerks {
        return 1.0;
    }
    let mut blocked = 1.0;
    for k in 1..=c {
        blocked = a * blocked / (f64::from(k) + a * blocked);
    }
    let busy = a / clerks;
    blocked / (1.0 - busy * (1.0 - blocked))
}

/// What an M/M/c queue comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steady {
    /// How busy each vCPU is, 0 to 1.
    pub busy: f64,
    /// The probability that a request waits.
    pub waits: f64,
    /// The mean time of an answer in seconds.
    pub response: f64,
}

/// The steady state of a queue with so many requests a second of so many
/// seconds each, before `c` vCPUs; `None` where they are too many (PERF-9).
pub fn steady(rate: f64, service: f64, c: u32) -> Option<Steady> {
    let a = rate * service;
    let clerks = f64::from(c);
    (a < clerks).then(|| {
        let waits = erlang_c(a, c);
        Steady {
            busy: a / clerks,
            waits,
            response: service + waits * service / (clerks - a),
        }
    })
}

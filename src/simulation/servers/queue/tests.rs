//! The queue of a server: what it answers, what it loses and why.

use super::super::super::dice::Dice;
use super::super::erlang::steady;
use super::super::requests::Requests;
use super::*;

fn offer(pages: u32) -> Offer {
    Offer {
        arrivals: Requests {
            pages,
            ..Requests::default()
        },
        door: Door::Open,
        vcpus: 2,
        capacity: 2_000_000,
        extra: 0.0,
        broken: 0.0,
    }
}

fn queue() -> Queue {
    Queue::new(Costs::APPLICATION, Limits::default())
}

fn rounded(it: f64, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    (it * scale).round() / scale
}

#[test]
fn tv_40_the_queue_of_a_t3_micro() {
    let of = |rate| {
        steady(rate, 0.04, 2).map(|it| {
            (
                rounded(it.busy, 3),
                rounded(it.waits, 4),
                rounded(it.response * 1e3, 1),
            )
        })
    };
    assert_eq!(of(3.5), Some((0.07, 0.0092, 40.2)));
    assert_eq!(of(35.0), Some((0.7, 0.5765, 78.4)));
    assert_eq!(of(47.5), Some((0.95, 0.9256, 410.3)));
    assert_eq!(of(50.0), None);
}

#[test]
fn a_steady_load_answers_as_the_formula_says() {
    let (mut it, mut latency) = (queue(), Latency::default());
    for now in 0..600 {
        let done = it.tick(now, &offer(35), &mut latency);
        assert_eq!((done.answered, done.in_flight), (35, 0));
        assert_eq!(done.used, 1_400_000);
        if now > 300 {
            assert_eq!(rounded(done.response * 1e3, 1), 78.4);
        }
    }
    assert_eq!(latency.count(), 600 * 35);
}

#[test]
fn fifty_pages_a_second_are_the_most() {
    // PERF-3, PERF-11: ten more each second wait, from 500 on they are refused.
    let (mut it, mut latency) = (queue(), Latency::default());
    for now in 0..50 {
        let done = it.tick(now, &offer(60), &mut latency);
        assert_eq!((done.answered, done.refused), (50, 0));
        assert_eq!(done.in_flight, 10 * (now + 1));
        assert_eq!(done.used, 2_000_000);
    }
    let done = it.tick(50, &offer(60), &mut latency);
    assert_eq!((done.answered, done.refused, done.in_flight), (50, 10, 500));
    assert!((10.0..10.5).contains(&done.response), "{}", done.response);
    // A light load works it off.
    for now in 51..62 {
        it.tick(now, &offer(0), &mut latency);
    }
    assert_eq!(it.in_flight(), 0);
}

#[test]
fn without_credits_five_pages_a_second_are_the_most() {
    // PERF-4. Those that wait for 30 seconds leave (SLB-25).
    let (mut it, mut latency) = (queue(), Latency::default());
    let offer = Offer {
        capacity: 200_000,
        ..offer(10)
    };
    let mut last = Done::default();
    let mut left = 0;
    for now in 0..300 {
        last = it.tick(now, &offer, &mut latency);
        left += last.left;
        assert_eq!(last.answered, 5);
    }
    assert!(left > 1_000, "{left}");
    assert_eq!((last.answered, last.left), (5, 5));
    assert!((25.0..31.0).contains(&last.response), "{}", last.response);
}

#[test]
fn fractions_of_a_page_are_kept_for_the_next_second() {
    // 110 ms a second for pages of 40 ms: 2.75 a second.
    let (mut it, mut latency) = (queue(), Latency::default());
    let offer = Offer {
        capacity: 110_000,
        ..offer(3)
    };
    let answered: u32 = (0..80)
        .map(|now| it.tick(now, &offer, &mut latency).answered)
        .sum();
    assert_eq!(answered, 220);
}

#[test]
fn an_application_that_hangs_loses_its_clients_after_their_patience() {
    let (mut it, mut latency) = (queue(), Latency::default());
    let hangs = Offer {
        door: Door::Hangs,
        ..offer(4)
    };
    for now in 0..30 {
        assert_eq!(it.tick(now, &hangs, &mut latency).over(), 0);
    }
    assert_eq!(it.tick(30, &hangs, &mut latency).left, 4);
    // A client that waits for longer than the balancer gets its 504.
    let limits = Limits {
        patience: 62,
        ..Limits::default()
    };
    let mut it = Queue::new(Costs::APPLICATION, limits);
    for now in 0..60 {
        assert_eq!(it.tick(now, &hangs, &mut latency).over(), 0);
    }
    assert_eq!(it.tick(60, &hangs, &mut latency).timed_out, 4);
}

#[test]
fn where_nobody_is_a_connection_fails_after_ten_seconds() {
    // SLB-24
    let (mut it, mut latency) = (queue(), Latency::default());
    let silent = Offer {
        door: Door::Silent,
        ..offer(4)
    };
    for now in 0..10 {
        assert_eq!(it.tick(now, &silent, &mut latency).over(), 0);
    }
    assert_eq!(it.tick(10, &silent, &mut latency).timed_out, 4);
    let refuses = Offer {
        door: Door::Refuses,
        ..offer(4)
    };
    // With those of the seconds 1 to 10, who still waited.
    assert_eq!(it.tick(11, &refuses, &mut latency).refused, 44);
    assert_eq!(it.in_flight(), 0);
}

#[test]
fn a_health_check_is_given_up_after_five_seconds() {
    let (mut it, mut latency) = (queue(), Latency::default());
    let check = |door| Offer {
        arrivals: Requests {
            health: 1,
            ..Requests::default()
        },
        door,
        ..offer(0)
    };
    assert_eq!(it.tick(0, &check(Door::Open), &mut latency).health, 1);
    assert_eq!(
        it.tick(1, &check(Door::Refuses), &mut latency)
            .health_failed,
        1
    );
    it.tick(2, &check(Door::Hangs), &mut latency);
    assert_eq!(it.in_flight(), 0);
    let failed: Vec<u32> = (3..9)
        .map(|now| {
            let nothing = Offer {
                door: Door::Hangs,
                ..offer(0)
            };
            it.tick(now, &nothing, &mut latency).health_failed
        })
        .collect();
    assert_eq!(failed, [0, 0, 0, 0, 1, 0]);
}

#[test]
fn a_slow_database_holds_the_answer_and_not_the_vcpu() {
    // PERF-8
    let (mut it, mut latency) = (queue(), Latency::default());
    let slow = Offer {
        extra: 3.2,
        ..offer(10)
    };
    let answers: Vec<u32> = (0..6)
        .map(|now| {
            let done = it.tick(now, &slow, &mut latency);
            assert_eq!((done.pages, done.used), (10, 400_000));
            done.answered
        })
        .collect();
    assert_eq!(answers, [0, 0, 0, 10, 10, 10]);
    assert_eq!(it.in_flight(), 30);
    assert!(latency.extremes().is_some_and(|it| it.0 > 0.0));
    // Nobody waits for ever.
    let (mut it, mut latency) = (queue(), Latency::default());
    let never = Offer {
        extra: 1e9,
        ..offer(10)
    };
    let left: u32 = (0..31)
        .map(|now| it.tick(now, &never, &mut latency).left)
        .sum();
    assert_eq!((left, latency.count()), (10, 0));
}

#[test]
fn a_broken_database_is_an_error_of_the_application() {
    let (mut it, mut latency) = (queue(), Latency::default());
    let third = Offer {
        broken: 1.0 / 3.0,
        ..offer(10)
    };
    let errors: u32 = (0..30)
        .map(|now| it.tick(now, &third, &mut latency).errors)
        .sum();
    assert!((99..=100).contains(&errors), "{errors}");
}

/// Whatever happens, each request leaves once.
#[test]
fn requests_are_neither_lost_nor_invented() {
    let mut dice = Dice::of(1, "queue");
    let doors = [Door::Open, Door::Hangs, Door::Refuses, Door::Silent];
    for _ in 0..300 {
        let limits = Limits {
            backlog: dice.between(0, 600),
            patience: dice.between(0, 70),
            idle: dice.between(1, 70),
            connect: dice.between(1, 70),
            health: dice.between(1, 70),
        };
        let mut it = Queue::new(Costs::APPLICATION, limits);
        let mut latency = Latency::default();
        let (mut come, mut over) = (0_u64, 0_u64);
        let (mut checks, mut checked) = (0_u64, 0_u64);
        let mut door = Door::Open;
        let mut extra = 0.0;
        for now in 0..400 {
            if dice.between(0, 40) == 0 {
                door = doors[dice.between(0, 3) as usize];
                extra = dice.unit() * f64::from(dice.between(0, 40));
            }
            if dice.between(0, 200) == 0 {
                let reset = it.reset();
                over += u64::from(reset.refused);
                checked += u64::from(reset.health_failed);
            }
            let many = dice.between(0, 120);
            let offer = Offer {
                arrivals: Requests {
                    pages: dice.between(0, many),
                    api: dice.between(0, many),
                    files: dice.between(0, many),
                    health: dice.between(0, 1),
                },
                door,
                vcpus: 2,
                capacity: u64::from(dice.between(0, 2_000_000)),
                extra,
                broken: dice.unit(),
            };
            let done = it.tick(now, &offer, &mut latency);
            come += u64::from(offer.arrivals.of_clients());
            checks += u64::from(offer.arrivals.health);
            over += u64::from(done.over());
            checked += u64::from(done.health + done.health_failed);
            assert_eq!(come, over + u64::from(it.in_flight()));
            assert_eq!(checks, checked + u64::from(it.many_health));
            assert!(done.used <= offer.capacity);
            assert!(done.response.is_finite() && done.response >= 0.0);
            assert_eq!(it.many, it.waiting.iter().flatten().sum::<u32>());
        }
        // With nothing more to come all end.
        for now in 400..600 {
            let nothing = Offer {
                arrivals: Requests::default(),
                ..offer(0)
            };
            let done = it.tick(now, &nothing, &mut latency);
            over += u64::from(done.over());
        }
        assert_eq!(come, over);
        assert_eq!(it.work, 0);
    }
}

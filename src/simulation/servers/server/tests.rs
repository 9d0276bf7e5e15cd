//! A server as a whole: its days, its faults, what it tells.

use super::super::requests::Requests;
use super::super::times::Times;
use super::*;
use crate::architecture::CreditMode;

const HOW: Launch = Launch {
    times: Times::USUAL,
    installs: true,
    way_out: true,
};

fn machine(mode: CreditMode) -> Machine {
    Machine::of("t3.micro", mode, true)
}

fn pages(pages: u32) -> Work {
    Work {
        arrivals: Requests {
            pages,
            ..Requests::default()
        },
        ..Work::default()
    }
}

#[test]
fn a_minute_says_what_cloudwatch_gets() {
    let mut it = Server::up(machine(CreditMode::Unlimited), HOW, 100.0);
    let mut minutes = Vec::new();
    for now in 1..=300 {
        let done = it.tick(now, &pages(25));
        assert_eq!(done.answered, 25);
        assert_eq!(it.cpu(), 50.0);
        if now % 60 == 0 {
            minutes.push(it.minute(now));
        }
    }
    assert_eq!(minutes[0].cpu.mean(), Some(50.0));
    assert_eq!(minutes[0].cpu.count, 60);
    assert_eq!(minutes[0].published(true), Some((60, 50.0)));
    assert_eq!(minutes[3].published(false), None);
    assert_eq!(minutes[4].published(false), Some((300, 50.0)));
    let credits = minutes[4].credits.expect("five minutes");
    // 50 % of two vCPUs spend 5 credits in five minutes; one is earned.
    assert_eq!((credits.usage, credits.balance), (5.0, 96.0));
    assert!(minutes[3].credits.is_none());
    assert_eq!(minutes[0].latency.count(), 1_500);
    assert_eq!(minutes[0].status, Some(StatusChecks::default()));
}

#[test]
fn the_festival_empties_the_credits_of_a_standard_server() {
    // PERF-17: 35 requests a second spend 84 credits an hour and earn 12, so
    // 288 last four hours; then five pages a second are left (PERF-4).
    let mut it = Server::up(machine(CreditMode::Standard), HOW, 288.0);
    let mut last = Done::default();
    for now in 0..4 * 3_600 - 900 {
        last = it.tick(now, &pages(35));
    }
    assert_eq!(last.answered, 35);
    for now in 4 * 3_600 - 900..5 * 3_600 {
        last = it.tick(now, &pages(35));
    }
    assert_eq!(last.answered, 5);
    assert!((9.0..11.0).contains(&it.cpu()), "{}", it.cpu());
}

#[test]
fn a_crash_cuts_off_who_is_in_it_and_refuses_the_rest() {
    // DRILL-1
    let mut it = Server::up(machine(CreditMode::Unlimited), HOW, 0.0);
    for now in 0..10 {
        it.tick(now, &pages(60));
    }
    assert_eq!(it.in_flight(), 100);
    it.crash();
    let done = it.tick(10, &pages(7));
    assert_eq!((done.refused, done.in_flight), (107, 0));
    assert_eq!(it.tick(11, &pages(7)).refused, 7);
}

#[test]
fn a_dark_zone_says_nothing() {
    let mut it = Server::up(machine(CreditMode::Unlimited), HOW, 0.0);
    it.tick(0, &pages(60));
    it.lose_zone();
    assert_eq!(it.tick(1, &pages(7)).over(), 0);
    let timed_out: u32 = (2..12).map(|now| it.tick(now, &pages(0)).timed_out).sum();
    assert_eq!(timed_out, 17);
    let minute = it.minute(60);
    assert!(minute.status.is_some_and(|it| it.system && it.any()));
    assert_eq!(minute.cpu.count, 1);
    // Back, it boots again and starts its application.
    it.regain_zone(60);
    let answered: u32 = (60..80).map(|now| it.tick(now, &pages(1)).answered).sum();
    assert_eq!(answered, 5);
}

#[test]
fn a_full_disk_fails_pages_and_no_metric_tells() {
    let mut it = Server::up(machine(CreditMode::Unlimited), HOW, 0.0);
    it.fill_disk();
    let done = it.tick(0, &pages(5));
    assert_eq!((done.errors, done.answered), (5, 0));
    assert_eq!(it.minute(60).status, Some(StatusChecks::default()));
    it.clear_disk();
    assert_eq!(it.tick(1, &pages(5)).answered, 5);
}

#[test]
fn a_spike_fills_the_cpu_and_leaves_half_of_it() {
    // DRILL-4
    let mut it = Server::up(machine(CreditMode::Unlimited), HOW, 0.0);
    it.spike(10, 300, 100);
    assert_eq!((it.tick(10, &pages(20)).answered, it.cpu()), (20, 100.0));
    let done = it.tick(11, &pages(30));
    assert_eq!((done.answered, done.in_flight), (25, 5));
    it.tick(309, &pages(0));
    it.tick(310, &pages(0));
    assert_eq!(it.cpu(), 0.0);
}

#[test]
fn it_comes_up_and_goes_down() {
    let mut it = Server::launch(0, machine(CreditMode::Unlimited), HOW);
    let mut answered = None;
    for now in 0..200 {
        if it.tick(now, &pages(1)).answered > 0 && answered.is_none() {
            answered = Some(now);
        }
    }
    assert_eq!(answered, Some(122));
    // CPU is measured from running on.
    assert_eq!(it.minute(240).cpu.count, 200 - 17);
    assert!(it.terminate(200) && !it.terminate(201));
    it.tick(220, &Work::default());
    assert_eq!(it.phase(), Phase::Terminated);
    let minute = it.minute(300);
    assert_eq!((minute.cpu.count, minute.status), (0, None));
}

/// What the contract of the simulation asks of speed: a simulated day of one
/// server, in a build that is not optimised.
#[test]
fn a_day_is_soon_over() {
    let mut it = Server::up(machine(CreditMode::Unlimited), HOW, 100.0);
    let mut answered = 0;
    for now in 0..86_400 {
        answered += it.tick(now, &pages(now % 7)).answered;
    }
    assert!(answered > 250_000);
}

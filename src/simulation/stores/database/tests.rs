//! A database's life, row by row of the reference.

use super::*;
use crate::architecture::{Database as Drawn, Engine};
use crate::simulation::{Clock, DAY, Dice, MINUTE, Second};

const TWO: Place = Place {
    primary: 0,
    standby: Some(1),
};
const ONE: Place = Place {
    primary: 0,
    standby: None,
};

fn drawn() -> Drawn {
    Drawn {
        engine: Engine::Mysql,
        class: "db.t3.micro".to_owned(),
        storage: 20,
        backup_days: 0,
        ..Drawn::default()
    }
}

fn database(drawn: &Drawn, place: Place, seed: u64) -> Database {
    let dice = Dice::of(seed, "database");
    Database::new(
        Settings::of(drawn),
        place,
        "ap-south-1",
        Clock::default(),
        dice,
    )
}

fn multi_az(seed: u64) -> Database {
    database(&drawn(), TWO, seed)
}

fn single_az(seed: u64) -> Database {
    let drawn = Drawn {
        multi_az: false,
        ..drawn()
    };
    database(&drawn, ONE, seed)
}

fn asked(reads: u32, writes: u32, connections: u32) -> Asked {
    Asked {
        reads,
        writes,
        connections,
    }
}

fn ids(it: &mut Database) -> Vec<(Second, &'static str)> {
    let events = it.events();
    let short = |it: &Event| match it.what.id() {
        Some(id) => id.trim_start_matches("RDS-EVENT-"),
        None => "reason",
    };
    events.iter().map(|it| (it.at, short(it))).collect()
}

/// Ticks until everything is served, and says at which second the first query
/// was served and from which second on all were.
fn outage(it: &mut Database, from: Second, connections: u32) -> (Second, Second) {
    let mut first = None;
    for now in from..from + 3_000 {
        let answered = it.tick(now, asked(connections, 0, connections));
        if answered.reads > 0 {
            first.get_or_insert(now);
        }
        if answered.reads == connections {
            return (first.expect("some were served"), now);
        }
    }
    panic!("it is not back");
}

#[test]
fn tv_37_a_failover_takes_60_to_120_seconds_and_the_cache_of_the_clients() {
    for (cache, most) in [(5, 125), (60, 180)] {
        let (mut shortest, mut longest) = (Second::MAX, 0);
        for seed in 0..1_000 {
            let mut it = multi_az(seed);
            it.cached_by_clients(ClientCache::Seconds(cache));
            assert_eq!(it.tick(99, asked(60, 0, 60)).reads, 60);
            assert!(it.fail(100, Reason::HostUnhealthy));
            let back = it.back_at().expect("it fails over");
            let (first, all) = outage(&mut it, 100, 60);
            assert!(first - 100 >= 60 && all - 100 <= most, "{first} {all}");
            // The first cache runs out at once, the last after its time.
            assert!(first <= back + cache.div_ceil(60) && all == back + cache);
            shortest = shortest.min(back - 100);
            longest = longest.max(back - 100);
        }
        // Drawn from all of the range (SRD-2).
        assert_eq!((shortest, longest), (60, 120));
    }
}

#[test]
fn srd_1_connections_break_at_the_start_and_the_name_moves() {
    let mut it = multi_az(7);
    assert_eq!(it.tick(0, asked(10, 0, 20)).connections, 20);
    it.fail(1, Reason::HostUnhealthy);
    let answered = it.tick(1, asked(10, 5, 20));
    assert_eq!((answered.dropped, answered.connections), (20, 0));
    assert_eq!(answered.failed.unreachable, 15);
    assert_eq!(it.tick(2, asked(10, 5, 20)).dropped, 0);
    assert_eq!(it.status(2), Status::FailingOver);
    let back = it.back_at().unwrap();
    assert_eq!(it.place(), TWO);
    it.tick(back, asked(0, 0, 20));
    let swapped = Place {
        primary: 1,
        standby: Some(0),
    };
    assert_eq!((it.place(), it.status(back)), (swapped, Status::Available));
}

#[test]
fn srd_3_and_srd_6_the_events_of_a_failover_say_why() {
    let mut it = multi_az(7);
    assert!(it.reboot(10, true));
    let back = it.back_at().unwrap();
    it.tick(back + 1, asked(0, 0, 0));
    let events = it.events();
    assert_eq!(
        events.last().unwrap().what,
        What::FailoverReason(Reason::Requested)
    );
    assert_eq!(
        events[0],
        Event {
            at: 10,
            what: What::FailoverStarted
        }
    );
    let told: Vec<_> = events.iter().map(|it| (it.at, it.what.id())).collect();
    assert_eq!(
        told,
        [
            (10, Some("RDS-EVENT-0013")),
            (back, Some("RDS-EVENT-0006")),
            (back, Some("RDS-EVENT-0049")),
            (back, None),
        ]
    );
    // Another one so soon is abandoned.
    assert!(!it.reboot(back + 1, true));
    assert_eq!(ids(&mut it), [(back + 1, "0034")]);
    // Without a standby nobody can ask for it.
    let mut single = single_az(7);
    assert!(!single.reboot(10, true) && single.events().is_empty());
}

#[test]
fn srd_4_a_client_that_never_asks_again_never_comes_back() {
    let mut it = multi_az(3);
    it.cached_by_clients(ClientCache::ForEver);
    it.fail(0, Reason::HostUnhealthy);
    let answered = it.tick(5_000, asked(10, 2, 20));
    assert_eq!((answered.served(), answered.failed.old_address), (0, 12));
    it.clients_restarted();
    assert_eq!(it.tick(5_001, asked(10, 2, 20)).served(), 12);
}

#[test]
fn srd_5_there_is_no_protection_until_the_standby_is_rebuilt() {
    let mut it = multi_az(3);
    assert!(it.is_protected());
    it.fail(0, Reason::StorageFailed);
    let back = it.back_at().unwrap();
    it.tick(back + 10 * MINUTE - 1, asked(0, 0, 0));
    assert!(!it.is_protected());
    it.tick(back + 10 * MINUTE, asked(0, 0, 0));
    assert!(it.is_protected());
    // A failure in between is a repair where it is.
    let mut it = multi_az(3);
    it.fail(0, Reason::HostUnhealthy);
    let back = it.back_at().unwrap();
    it.tick(back, asked(0, 0, 0));
    it.events();
    assert!(it.fail(back + 60, Reason::HostUnhealthy));
    assert_eq!(it.status(back + 60), Status::Recovering);
    let again = it.back_at().unwrap();
    it.tick(again, asked(0, 0, 0));
    let told: Vec<_> = ids(&mut it).into_iter().map(|it| it.1).collect();
    assert_eq!(told, ["0052", "0053", "0050", "0006", "0051", "0361"]);
}

#[test]
fn srd_7_without_a_standby_a_host_is_repaired_in_5_to_15_minutes() {
    let (mut shortest, mut longest) = (Second::MAX, 0);
    for seed in 0..1_000 {
        let mut it = single_az(seed);
        it.fail(50, Reason::HostUnhealthy);
        let (first, all) = outage(&mut it, 50, 10);
        // The address is the same, so no cache is in the way.
        assert_eq!(first, all);
        shortest = shortest.min(first - 50);
        longest = longest.max(first - 50);
    }
    assert!(shortest >= 300 && longest <= 900);
    assert!(shortest < 310 && longest > 890, "{shortest} {longest}");
}

#[test]
fn srd_7_without_a_standby_a_dark_zone_lasts() {
    let mut it = single_az(1);
    it.fail_zone(10, 1);
    assert_eq!(it.tick(10, asked(5, 0, 10)).reads, 5);
    it.fail_zone(11, 0);
    assert_eq!(it.status(11), Status::Unreachable);
    assert_eq!(it.tick(90_000, asked(5, 1, 10)).failed.unreachable, 6);
    it.restore_zone(90_000, 0);
    let back = it.back_at().unwrap();
    assert!((90_300..=90_900).contains(&back));
    assert_eq!(it.tick(back, asked(5, 1, 10)).served(), 6);
}

#[test]
fn saz_5_only_the_zone_of_the_primary_makes_it_fail_over() {
    let mut it = multi_az(1);
    it.fail_zone(10, 1);
    assert_eq!(it.tick(10, asked(5, 5, 10)).served(), 10);
    assert!(!it.is_protected());
    // The zone comes back, and a standby is made anew.
    it.restore_zone(100, 1);
    it.tick(700, asked(0, 0, 0));
    assert!(it.is_protected());
    assert_eq!(ids(&mut it), [(100, "0361"), (700, "0362")]);
    it.fail_zone(1_000, 0);
    assert_eq!(it.status(1_000), Status::FailingOver);
    let back = it.back_at().unwrap();
    it.tick(back, asked(0, 0, 0));
    assert_eq!(it.place().primary, 1);
    let told = it.events();
    assert_eq!(
        told.last().unwrap().what,
        What::FailoverReason(Reason::Unreachable)
    );
    // As long as that zone is dark there is no other standby.
    it.tick(back + DAY, asked(0, 0, 0));
    assert!(!it.is_protected());
}

#[test]
fn a_failover_into_a_zone_that_goes_dark_is_recovered_from() {
    let mut it = multi_az(1);
    it.fail(10, Reason::HostUnhealthy);
    it.fail_zone(20, 1);
    assert_eq!(it.status(20), Status::Recovering);
    let back = it.back_at().unwrap();
    assert_eq!(it.tick(back, asked(4, 0, 4)).reads, 4);
    assert_eq!(it.place().primary, 0);
    let told: Vec<_> = ids(&mut it).into_iter().map(|it| it.1).collect();
    assert_eq!(told, ["0013", "0006", "0065"]);

    // Both zones: whichever is back first brings it back.
    for (zone, primary) in [(0, 0), (1, 1)] {
        let mut it = multi_az(1);
        it.fail_zone(10, 0);
        it.fail_zone(20, 1);
        assert_eq!(it.status(20), Status::Unreachable);
        it.restore_zone(100, zone);
        let back = it.back_at().unwrap();
        it.tick(back, asked(0, 0, 0));
        assert_eq!(it.place().primary, primary);
        assert_eq!(it.tick(back + 5, asked(3, 0, 4)).reads, 3);
        assert!(!it.is_protected());
    }
}

#[test]
fn srd_8_a_standby_makes_commits_longer() {
    let write = |it: &mut Database| it.tick(0, asked(0, 1, 10)).write_latency;
    let read = |it: &mut Database| it.tick(1, asked(1, 0, 10)).read_latency;
    let (mut two, mut one) = (multi_az(1), single_az(1));
    assert!((write(&mut two) - write(&mut one) - 0.002).abs() < 1e-9);
    assert!((read(&mut two) - read(&mut one)).abs() < 1e-9);
}

#[test]
fn srd_10_and_perf_7_ten_servers_want_more_connections_than_a_micro_takes() {
    let mut it = multi_az(1);
    let six = it.tick(0, asked(100, 0, 60));
    assert_eq!((six.refused, six.refused_connections), (0, 0));
    let ten = it.tick(1, asked(100, 10, 100));
    assert_eq!((ten.connections, ten.refused_connections), (60, 40));
    assert_eq!((ten.reads, ten.writes, ten.refused), (60, 6, 44));
    // Exact over time, one query a second too.
    let refused: u32 = (2..1_002)
        .map(|now| it.tick(now, asked(1, 0, 100)).refused)
        .sum();
    assert_eq!(refused, 400);
    let minute = it.minute().unwrap();
    assert!((minute.connections - 60.0).abs() < 1e-9);
}

#[test]
fn perf_6_a_micro_carries_2000_reads_or_400_writes() {
    let cpu = |reads, writes| {
        let mut it = single_az(1);
        for now in 0..60 {
            let answered = it.tick(now, asked(reads, writes, 10));
            assert_eq!(answered.served(), reads + writes);
        }
        it.minute().unwrap().cpu
    };
    assert!((cpu(2_000, 0) - 100.0).abs() < 1e-9);
    assert!((cpu(0, 400) - 100.0).abs() < 1e-9);
    assert!((cpu(500, 50) - 37.5).abs() < 1e-9);
    assert!(cpu(0, 0).abs() < 1e-9);
}

#[test]
fn beyond_what_it_carries_queries_wait_and_then_time_out() {
    let mut it = single_az(1);
    let mut waited = 0.0;
    for now in 0..120 {
        let answered = it.tick(now, asked(4_000, 0, 10));
        assert!(answered.latency() >= waited - 1e-9);
        waited = answered.latency();
        if now < 30 {
            assert_eq!(answered.failed.busy, 0, "{now}");
        }
        if now > 31 {
            assert!((1_999..=2_001).contains(&answered.failed.busy));
        }
    }
    assert!((30.0..30.2).contains(&waited), "{waited}");
    // What waits is lost when it goes down.
    it.fail(120, Reason::Busy);
    let answered = it.tick(120, asked(0, 0, 0));
    assert!(
        (59_000..=60_000).contains(&answered.broken),
        "{}",
        answered.broken
    );
    assert_eq!(it.tick(121, asked(0, 0, 0)).broken, 0);
}

#[test]
fn srd_11_and_drill_6_a_full_disk_stops_writes_and_then_everything() {
    let mut it = single_az(1).with_used(19 << 30);
    it.fill((1 << 30) / 100);
    let mut no_writes = None;
    let mut nothing = None;
    for now in 1..1_000 {
        let answered = it.tick(now, asked(3, 2, 10));
        assert_eq!(answered.served() + answered.failed.storage_full, 5);
        if answered.writes == 0 {
            no_writes.get_or_insert(now);
        }
        if answered.reads == 0 {
            nothing.get_or_insert(now);
        }
    }
    assert_eq!((no_writes, nothing), (Some(101), Some(161)));
    assert_eq!(it.status(999), Status::StorageFull);
    assert_eq!(ids(&mut it), [(1, "0089"), (101, "0007"), (161, "0221")]);
    assert_eq!(it.minute().unwrap().free_storage, 0.0);
    // More room brings it back.
    it.fill(0);
    assert!(it.enlarge(1_000, 40));
    for now in 1_000..1_301 {
        it.tick(now, asked(0, 0, 0));
    }
    assert_eq!(it.tick(1_301, asked(3, 2, 10)).served(), 5);
    assert_eq!(it.status(1_301), Status::StorageOptimization);
    assert_eq!(it.allocated_storage(), 40 << 30);
}

#[test]
fn srd_12_and_drill_6_a_disk_that_may_grow_does() {
    let drawn = Drawn {
        max_storage: Some(100),
        ..drawn()
    };
    let mut it = database(&drawn, TWO, 1).with_used((20 << 30) - (19 << 30) / 10);
    for now in 1..=700 {
        assert_eq!(it.tick(now, asked(1, 1, 10)).served(), 2);
    }
    assert_eq!(ids(&mut it), [(1, "0089"), (301, "0217"), (601, "0218")]);
    assert_eq!(it.allocated_storage(), 30 << 30);
}

#[test]
fn srd_13_a_backup_pauses_only_what_has_no_standby() {
    // The run begins at 14:30 UTC.
    let drawn = Drawn {
        backup_days: 7,
        backup_window: "15:00-15:30".to_owned(),
        ..drawn()
    };
    let alone = Drawn {
        multi_az: false,
        ..drawn.clone()
    };
    for (drawn, place, pauses) in [(&drawn, TWO, false), (&alone, ONE, true)] {
        let mut it = database(drawn, place, 1);
        let mut slow = Vec::new();
        for now in 0..DAY + 3_600 {
            let answered = it.tick(now, asked(10, 1, 10));
            assert_eq!(answered.served(), 11);
            if answered.latency() > 0.9 {
                slow.push(now);
            }
        }
        let wanted = match pauses {
            true => vec![1_800, 1_801, 1_802, 88_200, 88_201, 88_202],
            false => vec![],
        };
        assert_eq!(slow, wanted);
        assert_eq!(
            ids(&mut it),
            [
                (1_800, "0001"),
                (2_100, "0002"),
                (88_200, "0001"),
                (88_500, "0002")
            ]
        );
    }
}

#[test]
fn srd_14_a_restore_is_a_new_database_after_10_to_30_minutes() {
    let drawn = Drawn {
        backup_days: 1,
        multi_az: false,
        ..drawn()
    };
    let it = database(&drawn, ONE, 1).with_used(5 << 30);
    let restore = |now, ago, seed| {
        let dice = Dice::of(seed, "restored");
        it.restore(now, ago, ONE, Clock::default(), dice)
    };
    assert_eq!(restore(600, 299, 0).unwrap_err(), NoRestore::TooRecent);
    assert_eq!(restore(600, DAY + 1, 0).unwrap_err(), NoRestore::TooOld);
    assert!(restore(600, DAY, 0).is_ok(), "it was there before the run");
    for seed in 0..500 {
        let mut new = restore(600, 300, seed).unwrap();
        assert_eq!(new.status(600), Status::Creating);
        let (first, _) = outage(&mut new, 600, 5);
        assert!((1_200..=2_400).contains(&first));
        let told = new.events();
        assert_eq!(told[1].what, What::Restored);
        assert_eq!(
            told[1].what.message("library-2", "library"),
            "Restored from DB instance library to library-2."
        );
    }
    let none = single_az(1);
    let refused = none.restore(600, 300, ONE, Clock::default(), Dice::of(1, "r"));
    assert_eq!(refused.unwrap_err(), NoRestore::NoBackups);
    let name = endpoint("library", "ap-south-1", 7);
    assert!(name.starts_with("library.c") && name.ends_with(".ap-south-1.rds.amazonaws.com"));
    assert_ne!(name, endpoint("library", "ap-south-1", 8));
}

#[test]
fn srd_15_metrics_come_by_aws_names_and_stop_while_it_is_down() {
    let mut it = single_az(1);
    for now in 0..60 {
        it.tick(now, asked(200, 30, 20));
    }
    let minute = it.minute().unwrap();
    let space = crate::aws::metrics::namespace("AWS/RDS").unwrap();
    for (name, value) in minute.values() {
        assert!(space.called(name).is_some(), "{name}");
        assert!(value.is_finite() && value >= 0.0);
    }
    assert!((minute.read_iops - 20.0).abs() < 1e-9);
    assert!((minute.write_iops - 30.0).abs() < 1e-9);
    let free = f64::from(1 << 28) - 20.0 * f64::from(2 << 20);
    assert!((minute.freeable_memory - free).abs() < 1.0);
    assert_eq!(minute.free_storage, 15.0 * f64::from(1 << 30));
    it.fail(60, Reason::HostUnhealthy);
    for now in 60..120 {
        it.tick(now, asked(200, 30, 20));
    }
    assert_eq!(it.minute(), None);
}

#[test]
fn srd_16_surplus_credits_of_a_busy_micro_are_charged() {
    let mut it = single_az(1);
    for now in 0..DAY {
        it.tick(now, asked(2_000, 0, 10));
    }
    assert!((it.credits().charged() - 2_304.0).abs() < 1e-6);
    assert_eq!(it.credits().charged_hours().plain(), "38.4");
    // Rested, it has a day's credits first.
    let rested = single_az(1).rested();
    assert!((rested.credits().balance() - 288.0).abs() < 1e-9);
}

#[test]
fn scw_19_an_alarm_on_free_storage_is_in_bytes() {
    assert_eq!(a_fifth_of(20), 4_294_967_296);
}

#[test]
fn perf_8_a_page_waits_for_its_four_reads() {
    let mut it = multi_az(1);
    let answered = it.tick(0, asked(PAGE_READS, ORDER_WRITES, 2 * POOL));
    let queue = answered.read_latency - 0.001;
    assert!((0.0..0.001).contains(&queue), "{queue}");
    assert!((answered.page() - 4.0 * (0.001 + queue)).abs() < 1e-9);
    let order = 10.0 * (0.001 + queue) + 4.0 * (0.007 + queue);
    assert!((answered.order() - order).abs() < 1e-9);
}

#[test]
fn a_standby_is_not_made_of_a_primary_that_is_dark() {
    let mut it = multi_az(1);
    it.fail(0, Reason::HostUnhealthy);
    let back = it.back_at().unwrap();
    it.tick(back, asked(0, 0, 0));
    it.fail_zone(back + 10, 1);
    it.tick(back + DAY, asked(0, 0, 0));
    assert!(!it.is_protected());
    assert_eq!(it.status(back + DAY), Status::Unreachable);
    // The other zone has nothing that could take over.
    it.restore_zone(back + DAY, 0);
    assert_eq!(it.status(back + DAY), Status::Unreachable);
    it.restore_zone(back + DAY, 1);
    let again = it.back_at().unwrap();
    it.tick(again + 10 * MINUTE, asked(0, 0, 0));
    assert!(it.is_protected());
}

#[test]
fn a_slow_disk_is_a_limit_too() {
    let drawn = Drawn {
        class: "db.m5.4xlarge".to_owned(),
        storage_type: "gp2".to_owned(),
        ..drawn()
    };
    let mut it = database(&drawn, ONE, 1);
    // 20 GiB of gp2: 100 operations a second once the credits are gone.
    let mut slow = None;
    for now in 0..4_000 {
        let answered = it.tick(now, asked(0, 3_000, 50));
        if answered.failed.busy > 0 {
            slow.get_or_insert(now);
        }
    }
    // Half an hour of burst, and then the backlog fills.
    let slow = slow.expect("it becomes slow");
    assert!((1_850..1_900).contains(&slow), "{slow}");
    it.minute();
    it.tick(4_000, asked(0, 3_000, 50));
    let minute = it.minute().unwrap();
    assert!(minute.queue_depth > 2_000.0 && minute.write_latency > 20.0);
    assert!(minute.cpu < 5.0);
}

#[test]
fn a_replica_takes_no_writes() {
    let drawn = Drawn {
        replica_of: Some("library".into()),
        ..drawn()
    };
    let mut it = database(&drawn, ONE, 1);
    let answered = it.tick(0, asked(5, 3, 10));
    assert_eq!((answered.reads, answered.failed.read_only), (5, 3));
}

#[test]
fn another_class_makes_it_fail_over_or_restart() {
    let larger = Drawn {
        class: "db.t3.small".to_owned(),
        ..drawn()
    };
    let mut it = multi_az(1);
    it.renew(10, Settings::of(&larger), TWO);
    let back = it.back_at().unwrap();
    it.tick(back, asked(0, 0, 0));
    let told = it.events();
    assert_eq!(
        told.last().unwrap().what,
        What::FailoverReason(Reason::Modified)
    );
    assert_eq!(it.settings().connections, 170);
    let mut it = single_az(1);
    let alone = Drawn {
        multi_az: false,
        ..larger
    };
    it.renew(10, Settings::of(&alone), ONE);
    assert_eq!(it.status(10), Status::Rebooting);
    assert_eq!(it.tick(40, asked(1, 0, 1)).reads, 1);
    // A standby that is added protects once it is there.
    let two = Drawn {
        multi_az: true,
        ..alone
    };
    it.renew(100, Settings::of(&two), TWO);
    assert!(!it.is_protected());
    it.tick(700, asked(0, 0, 0));
    assert!(it.is_protected());
}

/// Whatever happens, every query is served, refused or failed; what cannot be
/// reached serves nothing; and the same seed gives the same.
#[test]
fn queries_are_served_refused_or_fail() {
    for seed in 0..60 {
        let mut chance = Dice::of(seed, "what happens");
        let drawn = Drawn {
            multi_az: seed % 3 > 0,
            backup_days: 7,
            storage_type: (if seed % 2 == 0 { "gp2" } else { "gp3" }).to_owned(),
            max_storage: (seed % 4 > 0).then_some(60),
            ..drawn()
        };
        let place = if drawn.multi_az { TWO } else { ONE };
        let mut it = database(&drawn, place, seed);
        let mut twin = it.clone();
        for now in 0..15_000 {
            match chance.between(0, 1_999) {
                0 => _ = it.fail(now, Reason::HostUnhealthy),
                1 => it.fail_zone(now, 0),
                2 => it.fail_zone(now, 1),
                3 | 4 => it.restore_zone(now, 0),
                5 | 6 => it.restore_zone(now, 1),
                7 => _ = it.reboot(now, false),
                8 => _ = it.reboot(now, true),
                9 => it.fill(u64::from(chance.between(0, 20)) << 20),
                10 => it.delete(10 << 30),
                11 => it.cached_by_clients(ClientCache::ForEver),
                12 => it.cached_by_clients(ClientCache::Seconds(60)),
                13 => it.clients_restarted(),
                14 => _ = it.enlarge(now, chance.between(20, 90)),
                _ => {}
            }
            let up = it.is_up();
            let wanted = asked(
                chance.between(0, 3_500),
                chance.between(0, 500),
                chance.between(0, 120),
            );
            let answered = it.tick(now, wanted);
            let all = answered.served() + answered.refused + answered.failed.all();
            assert_eq!(all, wanted.reads + wanted.writes);
            assert!(answered.reads <= wanted.reads && answered.writes <= wanted.writes);
            assert!(answered.connections <= 60);
            assert!(answered.latency().is_finite() && answered.latency() >= 0.0);
            if !it.is_up() && !up {
                assert_eq!((answered.served(), answered.connections), (0, 0));
            }
            if let Some(minute) = (now % 60 == 59).then(|| it.minute()).flatten() {
                assert!((0.0..=100.0 + 1e-9).contains(&minute.cpu), "{}", minute.cpu);
            }
        }
        twin.fail(0, Reason::HostUnhealthy);
        let mut other = database(&drawn, place, seed);
        other.fail(0, Reason::HostUnhealthy);
        assert_eq!(twin, other);
    }
}

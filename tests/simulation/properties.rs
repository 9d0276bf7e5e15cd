//! What holds in every run.

use super::*;
use proptest::prelude::*;

/// Something to do to Notebookly.
fn deed() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({ "crash": "@server" })),
        Just(json!({ "stop": "@server" })),
        Just(json!({ "terminate": "@server" })),
        Just(json!({ "fail-zone": "ap-south-1a" })),
        Just(json!({ "fail-zone": "ap-south-1b" })),
        Just(json!({ "restore-zone": "@zone" })),
        Just(json!({ "fail": "@database" })),
        Just(json!({ "fail": "@nat" })),
        Just(json!({ "failover": "@database" })),
        Just(json!({ "bad-deployment": "@group" })),
        Just(json!({ "roll-back": "@group" })),
        Just(json!({ "refresh": "@group" })),
        Just(json!({ "stop-logging": "@trail" })),
        Just(json!({ "flood": { "per_second": 80 } })),
        Just(json!({ "attack": { "per_second": 20 } })),
        Just(json!({ "spike": { "of": "@group", "seconds": 400 } })),
        Just(json!({ "fill": { "of": "@server", "seconds": 200 } })),
        Just(json!({ "load": 12.0 })),
    ]
}

fn deeds() -> impl Strategy<Value = Value> {
    let all = prop::collection::vec((0_u32..900, deed()), 0..6);
    all.prop_map(|all| {
        let each = all
            .into_iter()
            .map(|(at, deed)| json!({ "at": at, "do": deed }));
        Value::Array(each.collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every request is answered, failed or in flight.
    #[test]
    fn no_request_is_lost_or_invented(deeds in deeds(), seed in 0_u64..1000, factor in 1_u32..14) {
        let simulation = play(notebookly(), seed, scenario(1000, factor, deeds));
        let record = simulation.record();
        let asked: u32 = record.tallies.iter().map(|it| it.asked).sum();
        let answered: u32 = record.tallies.iter().map(|it| it.answered).sum();
        let failed: u32 = record.tallies.iter().map(|it| it.failures()).sum();
        prop_assert_eq!(asked, answered + failed + simulation.in_flight());
        for tally in &record.tallies {
            let waits: u32 = tally.waits.iter().sum();
            prop_assert!(waits <= tally.answered);
        }
    }

    /// The same run leaves the same behind, however it is cut into steps.
    #[test]
    fn the_same_run_is_the_same(deeds in deeds(), seed in 0_u64..1000) {
        let once = play(notebookly(), seed, scenario(700, 4, deeds.clone()));
        let mut steps = begin(notebookly(), seed, scenario(700, 4, deeds));
        while !steps.is_over() {
            steps.advance(37);
        }
        prop_assert_eq!(once.record(), steps.record());
        prop_assert_eq!(once.view(), steps.view());
    }

    /// Looking back shows what was there, and changes nothing.
    #[test]
    fn looking_back_shows_what_was(deeds in deeds(), seed in 0_u64..1000, at in 1_u32..900) {
        let mut simulation = begin(notebookly(), seed, scenario(1000, 4, deeds));
        simulation.advance(at);
        let then = simulation.view();
        simulation.advance(u32::MAX);
        let record = simulation.record().clone();
        let end = simulation.view();
        prop_assert_eq!(simulation.view_at(at), then);
        prop_assert_eq!(simulation.record(), &record);
        prop_assert_eq!(simulation.view(), end);
    }

    /// Whom the network does not let through never serves.
    #[test]
    fn an_unreachable_target_never_serves(seed in 0_u64..1000) {
        let mut document = notebookly();
        let guard = document.architecture.called("WebServer-SG").unwrap().clone();
        document.apply(Edit::remove(&guard, "ingress", 0)).unwrap();
        let simulation = play(document, seed, scenario(600, 3, json!([])));
        let answered: u32 = simulation.record().tallies.iter().map(|it| it.answered).sum();
        prop_assert_eq!(answered, 0);
    }

    /// More servers never answer fewer customers at the same load.
    #[test]
    fn more_capacity_never_lowers_success(seed in 0_u64..1000, factor in 1_u32..16) {
        let success = |servers: u32| {
            let document = with(notebookly(), "Notebookly-ASG", "max_size", servers);
            let document = with(document, "Notebookly-ASG", "min_size", servers);
            let document = with(document, "Notebookly-ASG", "desired", servers);
            let simulation = play(document, seed, scenario(600, factor, json!([])));
            answered(simulation.record(), 0, 600)
        };
        let (few, many) = (success(2), success(5));
        // A request or two that the end of the run cuts off.
        prop_assert!(many >= few - 0.001, "{few} {many}");
    }
}

//! What servers send out: through NAT gateways, to S3, into log groups; and
//! what CloudWatch gets of it.

use super::*;
use cloud_campus::analysis::Analysis;
use cloud_campus::architecture::Protocol;
use cloud_campus::network::{Endpoint, Flow, Verdict};
use proptest::prelude::*;

/// The example with a dashboard of these metrics of the first gateway.
fn watched(document: Document, metrics: &[&str]) -> Document {
    let lines: Vec<Value> = metrics
        .iter()
        .map(|metric| {
            json!({"title": metric, "watches": "nat-gateway-1", "namespace": "AWS/NATGateway",
                "metric": metric, "statistic": "Sum", "period": 60})
        })
        .collect();
    with(document, "dashboard-1", "widgets", lines)
}

const BYTES: [&str; 2] = ["BytesOutToDestination", "BytesInFromDestination"];

fn through(simulation: &Simulation) -> f64 {
    BYTES.iter().map(|it| sum(simulation, it).0).sum()
}

fn without(mut document: Document, id: &str) -> Document {
    document
        .apply(Edit::Delete { id: id.into() })
        .expect("it is there");
    document
}

/// One of two servers leaves through the first gateway, so half of the
/// requests do: each with its part of the month's 20 GB.
#[test]
fn each_request_brings_its_part_through_the_gateway() {
    let document = watched(
        notebookly(),
        &[
            BYTES[0],
            BYTES[1],
            "ConnectionEstablishedCount",
            "ErrorPortAllocation",
        ],
    );
    let simulation = play(document, 7, scenario(1200, 1, json!([])));
    let answered: u32 = simulation
        .record()
        .tallies
        .iter()
        .map(|it| it.answered)
        .sum();
    let each = f64::from(20_u32) * 1e9 / (50_000.0 * 6.0 * 30.0);
    let expected = f64::from(answered) / 2.0 * each;
    let bytes = through(&simulation);
    assert!((bytes / expected - 1.0).abs() < 0.02, "{bytes} {expected}");
    let (connections, _) = sum(&simulation, "ConnectionEstablishedCount");
    let visits = f64::from(answered) / 2.0 / 6.0;
    assert!(
        (connections / visits - 1.0).abs() < 0.02,
        "{connections} {visits}"
    );
    assert!(sum(&simulation, "ErrorPortAllocation").0 == 0.0);
}

/// Rulebook VPCE-1: without the gateway endpoint what goes to S3 goes through
/// the NAT gateway, too: 40 GB beside 20.
#[test]
fn without_an_endpoint_s3_goes_through_the_gateway() {
    let bytes = |document: Document| {
        let simulation = play(watched(document, &BYTES), 7, scenario(900, 1, json!([])));
        through(&simulation)
    };
    let (with_it, without_it) = (
        bytes(notebookly()),
        bytes(without(notebookly(), "vpc-endpoint-1")),
    );
    let times = without_it / with_it;
    assert!((times - 3.0).abs() < 0.01, "{times}");
}

/// SAZ-2: a gateway goes with its zone, and takes the way out of those that
/// were routed to it; so a page that needs its bucket by that way fails.
#[test]
fn a_lost_gateway_cuts_off_who_is_routed_to_it() {
    let document = watched(without(notebookly(), "vpc-endpoint-1"), &BYTES);
    let routes = json!([{"destination": "0.0.0.0/0", "target": "nat-gateway-1"}]);
    let document = with(document, "private-rt-b", "routes", routes);
    let deeds = json!([{ "at": 300, "do": { "fail": "nat-gateway-1" } }]);
    let simulation = play(document, 7, scenario(900, 1, deeds));
    let record = simulation.record();
    assert!(answered(record, 0, 300) > 0.999);
    assert!(answered(record, 320, 900) < 0.01);
    assert!(failed(record, Cause::Faulty) > 0);
    // Five minutes of data and no more.
    assert_eq!(sum(&simulation, BYTES[0]).1, 5);
    // With the endpoint nobody notices.
    let routes = json!([{"destination": "0.0.0.0/0", "target": "nat-gateway-1"}]);
    let document = with(notebookly(), "private-rt-b", "routes", routes);
    let deeds = json!([{ "at": 300, "do": { "fail": "nat-gateway-1" } }]);
    let simulation = play(document, 7, scenario(900, 1, deeds));
    assert!(answered(simulation.record(), 0, 900) > 0.999);
}

/// 55,000 connections to one address for each address of a gateway.
/// [VPC UG: NAT gateway basics]
#[test]
fn a_crowd_beyond_the_ports_gets_errors() {
    let document = with(notebookly(), "An ordinary month", "requests_per_visit", 1);
    let document = with(document, "Notebookly-ASG", "max_size", 40);
    let document = with(document, "Notebookly-ASG", "desired", 40);
    let metrics = [
        "ErrorPortAllocation",
        "ConnectionAttemptCount",
        "ConnectionEstablishedCount",
    ];
    let simulation = play(
        watched(document, &metrics),
        7,
        scenario(300, 500, json!([])),
    );
    let [errors, asked, opened] = metrics.map(|it| sum(&simulation, it).0);
    assert!(errors > 0.0, "{asked}");
    assert!(
        (errors + opened - asked).abs() < 0.5,
        "{errors} {opened} {asked}"
    );
}

/// IAM decides at S3's door; the page goes on without what it wanted.
#[test]
fn s3_refuses_a_server_that_no_policy_lets_in() {
    let told = |document: Document| {
        let simulation = play(document, 7, scenario(300, 1, json!([])));
        assert!(answered(simulation.record(), 0, 300) > 0.999);
        when(simulation.record(), "notebookly-static-assets answers 403").is_some()
    };
    assert!(!told(notebookly()));
    assert!(told(with(
        notebookly(),
        "EC2-S3-Role",
        "policies",
        json!([])
    )));
}

/// CWLG-7: the agent writes what the role lets it write.
#[test]
fn an_agent_without_permission_writes_no_lines() {
    let rings = |document: Document| {
        let document = with(document, "errors-in-the-application", "threshold", "-1");
        let document = with(
            document,
            "errors-in-the-application",
            "missing_data",
            "missing",
        );
        let simulation = play(document, 7, scenario(600, 1, json!([])));
        rang(simulation.record(), "errors-in-the-application").is_some()
    };
    assert!(rings(notebookly()));
    let silent = with(notebookly(), "iam-role-1", "managed_policies", json!([]));
    assert!(!rings(silent));
}

/// SLB-32: healthy and unhealthy hosts are counted zone by zone as well.
#[test]
fn hosts_are_counted_in_each_zone() {
    for (zone, rings) in [("ap-south-1b", true), ("ap-south-1a", false)] {
        let alarm = "errors-in-the-application";
        let mut document = notebookly();
        for (property, value) in [
            ("watches", json!("target-group-1")),
            ("namespace", json!("AWS/ApplicationELB")),
            ("metric", json!("UnHealthyHostCount")),
            ("statistic", json!("Maximum")),
            ("threshold", json!("1")),
            ("comparison", json!("GreaterThanOrEqualToThreshold")),
            ("period", json!(60)),
            ("evaluation_periods", json!(1)),
            (
                "dimensions",
                json!([{"name": "AvailabilityZone", "value": zone}]),
            ),
        ] {
            document = with(document, alarm, property, value);
        }
        let document = with(document, "Notebookly-ASG", "health_check", "EC2");
        let mut simulation = begin(
            document,
            7,
            scenario(
                700,
                1,
                json!([
                    { "at": 300, "do": { "crash": "web-2" } },
                ]),
            ),
        );
        simulation.advance(100);
        let view = simulation.view();
        let second = view
            .servers
            .iter()
            .find(|it| it.name == "web-2")
            .expect("it is there");
        assert_eq!(second.zone, "ap-south-1b");
        simulation.advance(u32::MAX);
        assert_eq!(rang(simulation.record(), alarm).is_some(), rings, "{zone}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Where the network engine lets a customer's request through to its end,
    /// the run answers it, and where it does not, nobody is answered.
    #[test]
    fn network_and_run_agree(
        endpoint in any::<bool>(), routes in any::<bool>(), guard in any::<bool>(), seed in 0_u64..1000,
    ) {
        // Of an image: whether packages could be installed is not the network's to say.
        let mut document = with(notebookly(), "Notebookly-Template", "user_data", "");
        if !endpoint {
            document = without(document, "vpc-endpoint-1");
        }
        if !routes {
            document = with(document, "private-rt-a", "routes", json!([]));
            document = with(document, "private-rt-b", "routes", json!([]));
        }
        if !guard {
            document = with(document, "Database-SG", "ingress", json!([]));
        }
        let analysis = Analysis::of(&document.architecture);
        let trace = analysis.calm().network().trace(&Flow {
            from: Endpoint::Internet,
            to: Endpoint::Host("notebookly.com".to_owned()),
            protocol: Protocol::Tcp,
            port: 443,
            source_port: None,
            icmp: None,
            path: "/".to_owned(),
        });
        let simulation = play(document, seed, scenario(300, 1, json!([])));
        let part = answered(simulation.record(), 60, 300);
        match trace.verdict == Verdict::Delivered {
            true => prop_assert!(part > 0.999, "{part}"),
            // Health checks need no page, so files and checks go on.
            false => prop_assert!(part < 0.001, "{part}"),
        }
    }
}

/// SST-3: what is above the rate of a prefix gets 503, and after five minutes
/// of that the bucket takes twice as much; an ordinary day is far below.
#[test]
fn a_bucket_that_is_asked_too_often_says_slow_down() {
    let run = |objects: u32| {
        let document = with(
            notebookly(),
            "An ordinary month",
            "objects_per_visit",
            objects,
        );
        play(document, 7, scenario(900, 1, json!([])))
    };
    let simulation = run(10_000);
    let record = simulation.record();
    let said = "notebookly-static-assets answers 503 Slow Down to";
    let mut lines = record.story.iter();
    let line = lines
        .find(|it| it.what.starts_with(said))
        .expect("it is told");
    assert!(line.at < 10 && line.rule == "SST-3");
    // One visit in a second, or two, or three: each above 5,500 reads.
    let of: Vec<&str> = line.what.split(' ').collect();
    let number = |at: usize| of[at].replace(',', "").parse::<u32>().expect("a number");
    assert_eq!(number(8) - number(6), 5_500, "{}", line.what);
    let scaled = when(record, "has scaled: it takes 11,000 reads and 7,000 writes");
    assert!(
        scaled.is_some_and(|at| (300..330).contains(&at)),
        "{scaled:?}"
    );
    assert!(when(record, "it takes 22,000 reads").is_some_and(|at| at >= 600));
    // Browsers ask again: no page fails for it.
    assert!(answered(record, 0, 900) > 0.999);
    assert_eq!(when(run(3).record(), "Slow Down"), None);
}

//! A name whose records are given out by health: what checkers find is what
//! the network and the servers answer, and customers follow with the TTL.

use super::*;
use cloud_campus::simulation::Published;
use proptest::prelude::*;

/// Route 53's own checkers, as ranges.
const CHECKERS: [&str; 17] = [
    "15.177.0.0/18",
    "54.183.255.128/26",
    "54.228.16.0/26",
    "54.232.40.64/26",
    "54.241.32.64/26",
    "54.243.31.192/26",
    "54.244.52.192/26",
    "54.245.168.0/26",
    "54.248.220.0/26",
    "54.250.253.192/26",
    "54.251.31.128/26",
    "54.252.79.128/26",
    "54.252.254.192/26",
    "54.255.254.192/26",
    "107.23.255.0/26",
    "176.34.159.192/26",
    "177.71.207.128/26",
];

/// Two servers with public addresses, a guard and a health check each, and a
/// name with these records.
fn pair(records: Value) -> Document {
    let mut resources = vec![
        json!({"id": "region-1", "kind": "region", "name": "Mumbai"}),
        json!({"id": "vpc-1", "kind": "vpc", "name": "vpc", "region": "region-1", "cidr": "10.0.0.0/16"}),
        json!({"id": "igw", "kind": "internet-gateway", "name": "igw", "region": "region-1", "vpc": "vpc-1"}),
        json!({"id": "rt", "kind": "route-table", "name": "rt", "vpc": "vpc-1",
            "routes": [{"destination": "0.0.0.0/0", "target": "igw"}]}),
        json!({"id": "zone", "kind": "hosted-zone", "name": "shop.example", "domain": "shop.example", "records": records}),
        json!({"id": "account-1", "kind": "account", "name": "account"}),
    ];
    for (at, letter) in ["a", "b"].into_iter().enumerate() {
        let id = |what: &str| format!("{what}-{letter}");
        resources.extend([
            json!({"id": id("subnet"), "kind": "subnet", "name": id("subnet"), "vpc": "vpc-1",
                "cidr": format!("10.0.{at}.0/24"), "zone": format!("ap-south-1{letter}"), "route_table": "rt"}),
            json!({"id": id("sg"), "kind": "security-group", "name": id("sg"), "vpc": "vpc-1", "ingress": [
                {"protocol": "tcp", "from_port": 80, "to_port": 80, "peer": {"cidr": "0.0.0.0/0"}}]}),
            json!({"id": id("server"), "kind": "instance", "name": id("server"), "subnet": id("subnet"),
                "security_groups": [id("sg")], "public_address": format!("13.1.1.{}", at + 1)}),
            json!({"id": id("check"), "kind": "health-check", "name": id("check"), "account": "account-1",
                "target": id("server"), "interval": "10"}),
        ]);
    }
    let text =
        json!({"format": "cloud-campus", "version": 3, "title": "Pair", "resources": resources});
    Document::from_json(&text.to_string()).expect("it is one")
}

fn record(letter: &str, more: Value) -> Value {
    let mut record = json!({
        "name": "shop.example", "type": "A", "values": [format!("server-{letter}")], "ttl": 60,
        "set_id": letter, "health_check": format!("check-{letter}"),
    });
    let all = record.as_object_mut().expect("it is one");
    all.extend(more.as_object().expect("it is one").clone());
    record
}

fn failover() -> Document {
    let primary = json!({"policy": "failover", "role": "PRIMARY"});
    let secondary = json!({"policy": "failover", "role": "SECONDARY"});
    pair(json!([record("a", primary), record("b", secondary)]))
}

/// The requests that one of the servers worked on a second, at the end.
fn rate(simulation: &Simulation, name: &str) -> f64 {
    let servers = simulation.view().servers;
    let server = servers.into_iter().find(|it| it.name == name);
    server.expect("it is there").requests
}

/// SR5-2, SR5-4, TV-38: at 10 seconds and a threshold of 3 it is seen within
/// 30, and the last customer has switched a TTL of 60 later.
#[test]
fn the_secondary_answers_within_detection_and_ttl() {
    for seed in [1, 7, 23, 99] {
        let deeds = json!([{ "at": 300, "do": { "crash": "server-a" } }]);
        let simulation = play(failover(), seed, scenario(900, 1, deeds));
        let record = simulation.record();
        let seen = when(record, "check-a fails").expect("it is seen") - 300;
        assert!((11..=30).contains(&seen), "{seen}");
        let turned = when(record, "shop.example leads to server-b").expect("it turns");
        assert_eq!(turned, 300 + seen);
        assert!(answered(record, 0, 300) > 0.999);
        // Half of the TTL later half of them have asked again.
        let half = answered(record, turned as usize + 20, turned as usize + 40);
        assert!((0.3..0.7).contains(&half), "{half}");
        assert!(answered(record, 300 + 90 + 10, 900) > 0.999, "seed {seed}");
    }
}

#[test]
fn the_primary_is_taken_again_when_it_is_back() {
    let deeds = json!([
        { "at": 200, "do": { "stop": "server-a" } },
        { "at": 500, "do": { "start": "server-a" } },
    ]);
    let simulation = play(failover(), 7, scenario(1200, 1, deeds));
    let record = simulation.record();
    assert!(when(record, "check-a passes again").is_some());
    let back = when(record, "shop.example leads to server-a").expect("it turns");
    assert!(back > 520, "{back}");
    assert!(answered(record, back as usize + 80, 1200) > 0.999);
    assert!(rate(&simulation, "server-a") > 0.0);
    assert!(rate(&simulation, "server-b") == 0.0);
}

/// A security group that shuts the checkers out makes the endpoint unhealthy,
/// though customers would get in; four of seventeen places are enough.
#[test]
fn checkers_go_through_the_network() {
    for (places, healthy) in [(0, false), (3, false), (4, true)] {
        let mut rows = vec![
            json!({"protocol": "tcp", "from_port": 80, "to_port": 80, "peer": {"cidr": "203.0.113.0/24"}}),
        ];
        rows.extend(CHECKERS[..places].iter().map(|range| {
            json!({"protocol": "tcp", "from_port": 80, "to_port": 80, "peer": {"cidr": range}})
        }));
        let document = with(failover(), "sg-a", "ingress", rows);
        let simulation = play(document, 7, scenario(120, 1, json!([])));
        let served = if healthy { "server-a" } else { "server-b" };
        let idle = if healthy { "server-b" } else { "server-a" };
        assert!(rate(&simulation, idle) == 0.0, "{places}");
        if !healthy {
            assert!(rate(&simulation, served) > 0.0, "{places}");
        }
    }
}

/// The same by an edit while it runs, and back.
#[test]
fn a_closed_guard_turns_the_name() {
    let document = failover();
    let guard = document
        .architecture
        .called("sg-a")
        .expect("it is there")
        .clone();
    let edit = Edit::set(&guard, "ingress", json!([]));
    let deeds = json!([{ "at": 100, "do": { "edit": [edit] } }]);
    let simulation = play(document, 7, scenario(400, 1, deeds));
    let record = simulation.record();
    assert!(when(record, "check-a fails").is_some_and(|it| (111..=130).contains(&it)));
    assert!(answered(record, 220, 400) > 0.999);
}

#[test]
fn the_unhealthy_of_weighted_and_multivalue_records_is_left_out() {
    for more in [
        json!({"policy": "weighted", "weight": 50}),
        json!({"policy": "multivalue"}),
    ] {
        let document = pair(json!([record("a", more.clone()), record("b", more)]));
        let deeds = json!([{ "at": 300, "do": { "crash": "server-b" } }]);
        let simulation = play(document, 7, scenario(700, 1, deeds));
        let record = simulation.record();
        let share = answered(record, 300, 310);
        assert!((0.2..0.8).contains(&share), "{share}");
        assert!(answered(record, 400, 700) > 0.999);
        assert!(rate(&simulation, "server-b") == 0.0);
    }
}

/// Where all are unhealthy Route 53 answers as if all were healthy.
#[test]
fn with_nobody_healthy_the_primary_is_given() {
    let deeds = json!([
        { "at": 100, "do": { "crash": "server-b" } },
        { "at": 200, "do": { "crash": "server-a" } },
    ]);
    let simulation = play(failover(), 7, scenario(400, 1, deeds));
    assert_eq!(
        when(simulation.record(), "shop.example leads to server-b"),
        None
    );
    assert!(answered(simulation.record(), 240, 400) == 0.0);
}

/// SR5-6: a changed record is known after a minute, and then the TTL counts.
#[test]
fn a_changed_record_takes_a_minute_to_be_known() {
    let simple = |letter: &str| json!([{ "name": "shop.example", "type": "A", "values": [format!("server-{letter}")], "ttl": 60 }]);
    let document = pair(simple("a"));
    let zone = document
        .architecture
        .called("zone")
        .expect("it is there")
        .clone();
    let edit = Edit::set(&zone, "records", simple("b"));
    let deeds = json!([{ "at": 100, "do": { "edit": [edit] } }]);
    let mut simulation = begin(document, 7, scenario(400, 30, deeds));
    simulation.advance(155);
    assert!(rate(&simulation, "server-b") == 0.0);
    simulation.advance(40);
    let both = ["server-a", "server-b"].map(|it| rate(&simulation, it));
    assert!(both.iter().all(|it| *it > 0.0), "{both:?}");
    simulation.advance(60);
    assert!(rate(&simulation, "server-a") == 0.0);
}

/// SR5-5: an alias that evaluates its target's health follows the target group.
#[test]
fn an_alias_follows_the_health_of_the_target_group() {
    let document = notebookly();
    let zone = document
        .architecture
        .called("hosted-zone-1")
        .expect("it is there")
        .clone();
    let records = json!([
        {"name": "notebookly.com", "type": "A", "alias": "load-balancer-1", "evaluate_target_health": true,
            "policy": "failover", "role": "PRIMARY", "set_id": "one"},
        {"name": "notebookly.com", "type": "A", "values": ["198.51.100.9"], "ttl": 60,
            "policy": "failover", "role": "SECONDARY", "set_id": "two"},
    ]);
    let mut document = document;
    document
        .apply(Edit::set(&zone, "records", records))
        .expect("it is one");
    let deeds = json!([{ "at": 200, "do": { "bad-deployment": "@group" } }]);
    let simulation = play(document, 7, scenario(600, 1, deeds));
    // The other address is nobody's here: the name leads away from the shop.
    let unhealthy = when(
        simulation.record(),
        "Notebookly-TG has no healthy target left",
    );
    let unhealthy = unhealthy.expect("all fail") as usize;
    assert!(answered(simulation.record(), 0, 200) > 0.999);
    assert!(answered(simulation.record(), unhealthy + 70, unhealthy + 100) < 0.01);
}

fn published(simulation: &Simulation, metric: &str) -> Published {
    let boards = simulation.dashboards(0, simulation.now());
    let widgets = boards.into_iter().flat_map(|(_, widgets)| widgets);
    let mut lines = widgets.flat_map(|it| it.lines);
    lines
        .find(|(_, it)| it.metric == metric)
        .expect("it is shown")
        .1
}

/// [R53 DG: Monitoring health checks using CloudWatch]
#[test]
fn the_status_of_a_check_is_a_metric() {
    let mut text: Value = serde_json::from_str(&failover().to_json()).expect("it is one");
    let lines = ["HealthCheckStatus", "HealthCheckPercentageHealthy"].map(|metric| {
        json!({"title": metric, "watches": "check-a", "namespace": "AWS/Route53", "metric": metric,
            "statistic": "Minimum", "period": 60})
    });
    let board = json!({"id": "dashboard-1", "kind": "dashboard", "name": "board", "account": "account-1", "widgets": lines});
    text["resources"]
        .as_array_mut()
        .expect("it is one")
        .push(board);
    let document = Document::from_json(&text.to_string()).expect("it is one");
    let deeds = json!([{ "at": 300, "do": { "crash": "server-a" } }]);
    let simulation = play(document, 7, scenario(600, 1, deeds));
    let status = published(&simulation, "HealthCheckStatus");
    let at = |minute: u32| {
        status
            .points
            .iter()
            .find(|(at, _)| *at == minute * 60)
            .map(|it| it.1)
    };
    assert_eq!((at(4), at(6)), (Some(1.0), Some(0.0)));
    let share = published(&simulation, "HealthCheckPercentageHealthy");
    assert_eq!(share.points.last().map(|it| it.1), Some(0.0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever fails when: no request is lost or invented, the same run is
    /// the same, and a server whose checkers are shut out gets nobody while
    /// the other is healthy.
    #[test]
    fn customers_go_where_route_53_says(
        crash in 50_u32..300, start in 300_u32..600, seed in 0_u64..1000, shut in any::<bool>(),
    ) {
        let document = if shut { with(failover(), "sg-b", "ingress", json!([])) } else { failover() };
        let deeds = json!([
            { "at": crash, "do": { "stop": "server-a" } },
            { "at": start, "do": { "start": "server-a" } },
        ]);
        let simulation = play(document.clone(), seed, scenario(800, 2, deeds.clone()));
        let record = simulation.record();
        let asked: u32 = record.tallies.iter().map(|it| it.asked).sum();
        let over: u32 = record.tallies.iter().map(|it| it.answered + it.failures()).sum();
        prop_assert_eq!(asked, over + simulation.in_flight());
        prop_assert_eq!(when(record, "leads to server-b").is_some(), !shut);
        let mut steps = begin(document, seed, scenario(800, 2, deeds));
        while !steps.is_over() {
            steps.advance(41);
        }
        prop_assert_eq!(record, steps.record());
    }
}

/// A primary that is checked, and the website of a bucket that stands by.
fn sorry(bucket: Value) -> Document {
    let primary = record("a", json!({"policy": "failover", "role": "PRIMARY"}));
    let secondary = json!({"name": "shop.example", "type": "A", "alias": "site", "set_id": "s",
        "policy": "failover", "role": "SECONDARY", "evaluate_target_health": true});
    let mut file: Value =
        serde_json::from_str(&pair(json!([primary, secondary])).to_json()).expect("it is JSON");
    let mut site = json!({"id": "site", "kind": "bucket", "name": "sorry", "region": "region-1",
        "bucket_name": "shop.example", "website": true, "block_public_policy": false,
        "restrict_public_buckets": false, "policy": json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
             "Resource": "arn:aws:s3:::shop.example/*"}]}).to_string()});
    let all = site.as_object_mut().expect("it is one");
    all.extend(bucket.as_object().expect("it is one").clone());
    let resources = file["resources"].as_array_mut().expect("a list");
    resources.push(site);
    Document::from_json(&file.to_string()).expect("it is one")
}

fn sorry_run(bucket: Value) -> Simulation {
    let deeds = json!([{ "at": 300, "do": { "crash": "server-a" } }]);
    play(sorry(bucket), 7, scenario(900, 1, deeds))
}

/// Rulebook R53-13, R53-15: the bucket's website answers in place of the
/// server that fails its check; its own health is never asked.
#[test]
fn the_website_of_a_bucket_stands_in() {
    let simulation = sorry_run(json!({}));
    let record = simulation.record();
    let turned = when(record, "shop.example leads to sorry").expect("it turns");
    assert!((311..=330).contains(&turned), "{turned}");
    assert!(answered(record, turned as usize + 70, 900) > 0.999);
    // Nobody's server answered that.
    assert!(rate(&simulation, "server-a") == 0.0 && rate(&simulation, "server-b") == 0.0);
    let tallies = &record.tallies;
    let asked: u32 = tallies.iter().map(|it| it.asked).sum();
    let over: u32 = tallies.iter().map(|it| it.answered + it.failures()).sum();
    assert_eq!(asked, over + simulation.in_flight());
}

/// What S3 does not serve is no page: a bucket that is closed, that is no
/// website, that is called otherwise.
#[test]
fn a_bucket_that_is_no_open_website_helps_nobody() {
    let cases = [
        (json!({"policy": ""}), Cause::Denied, "answers 403"),
        (
            json!({"restrict_public_buckets": true}),
            Cause::Denied,
            "answers 403",
        ),
        (json!({"website": false}), Cause::NoName, "answers 404"),
        (
            json!({"bucket_name": "another"}),
            Cause::NoName,
            "answers 404",
        ),
    ];
    for (bucket, cause, says) in cases {
        let simulation = sorry_run(bucket.clone());
        let record = simulation.record();
        let mut lines = record.story.iter();
        let line = lines.find(|it| it.what.starts_with("shop.example leads to sorry"));
        assert!(line.is_some_and(|it| it.why.contains(says)), "{bucket}");
        assert!(failed(record, cause) > 500, "{bucket}");
        assert!(answered(record, 420, 900) < 0.001, "{bucket}");
    }
}

/// A shop that is asked with HTTPS gets no answer from a website of S3, which
/// speaks HTTP alone. [S3 UG: Website endpoints]
#[test]
fn a_website_does_not_answer_https() {
    let mut document = notebookly();
    let mut file: Value = serde_json::from_str(&document.to_json()).expect("it is JSON");
    let resources = file["resources"].as_array_mut().expect("a list");
    resources.push(
        json!({"id": "site", "kind": "bucket", "name": "sorry", "region": "region-1",
        "bucket_name": "notebookly.com", "website": true}),
    );
    document = Document::from_json(&file.to_string()).expect("it is one");
    let alias = |target: &str, role: &str| {
        json!({"name": "notebookly.com", "type": "A", "alias": target, "set_id": role,
            "policy": "failover", "role": role, "evaluate_target_health": true})
    };
    let records = json!([
        alias("load-balancer-1", "PRIMARY"),
        alias("site", "SECONDARY")
    ]);
    let document = with(document, "hosted-zone-1", "records", records);
    let deeds = json!([{ "at": 300, "do": { "fail": "Notebookly-ALB" } }]);
    let simulation = play(document, 7, scenario(900, 1, deeds));
    let record = simulation.record();
    let mut lines = record.story.iter();
    let line = lines.find(|it| it.what == "notebookly.com leads to sorry.");
    assert!(line.is_some_and(|it| it.why.contains("speaks HTTP alone")));
    assert!(failed(record, Cause::NotReached) > 500);
    assert!(answered(record, 420, 900) < 0.001);
}

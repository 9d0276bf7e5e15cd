//! The worked example, which another program counts from the same prices, and
//! what must hold of every bill.

#[allow(dead_code, reason = "a bill asks for documents, not for edits")]
#[path = "support/arbitrary.rs"]
mod arbitrary;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cloud_campus::architecture::*;
use cloud_campus::pricing::{self, Amount, Bill, Options, WhatIf};
use cloud_campus::relations::Relations;
use expect_test::expect_file;
use proptest::prelude::*;
use serde_json::Value;

/// Notebookly as the worked example counts it.
fn notebookly() -> Document {
    let text = include_str!("pricing/notebookly.campus.json");
    Document::from_json(text).expect("the document can be read")
}

/// What the other program says: 24 lines, totals, six variants.
fn expected() -> Value {
    serde_json::from_str(include_str!("pricing/expected.json")).expect("it is JSON")
}

/// The worked example leaves out the secret that RDS keeps of a master user.
fn as_the_example() -> Options {
    Options {
        managed_secrets: false,
        ..Options::default()
    }
}

fn bill(document: &Document, options: &Options) -> Bill {
    pricing::bill_of(&document.architecture, options)
}

fn what_ifs(document: &Document, options: &Options) -> Vec<WhatIf> {
    let relations = Relations::of(&document.architecture);
    pricing::what_ifs(&relations, options, &pricing::bill(&relations, options))
}

fn amount(value: &Value) -> Amount {
    let text = value.as_str().expect("amounts are written as texts");
    Amount::parse(text).unwrap_or_else(|| panic!("{text} is no amount"))
}

#[test]
fn the_worked_example_has_the_same_24_lines() {
    let bill = bill(&notebookly(), &as_the_example());
    let expected = expected();
    let lines = expected["lines"].as_array().expect("there are lines");
    let told = |line: &pricing::Line| {
        let usd = line.usd.map_or("unknown".to_owned(), |it| it.fixed(4));
        format!("{} {} {usd}", line.price_id, line.quantity.fixed(4))
    };
    let ours: Vec<String> = bill.lines.iter().map(told).collect();
    let theirs: Vec<String> = lines
        .iter()
        .map(|line| {
            let id = line["price_id"].as_str().unwrap_or_default();
            let quantity = amount(&line["quantity"]).fixed(4);
            format!("{id} {quantity} {}", amount(&line["usd"]).fixed(4))
        })
        .collect();
    assert_eq!(ours, theirs);
    assert_eq!(ours.len(), 24);
    for (our, their) in bill.lines.iter().zip(lines) {
        assert_eq!(our.price, Some(amount(&their["price"])), "{}", our.what);
        assert_eq!(
            our.list_usd,
            Some(amount(&their["list_usd"])),
            "{}",
            our.what
        );
        let confidence = our.confidence.map(pricing::Confidence::key);
        assert_eq!(confidence, their["confidence"].as_str(), "{}", our.what);
    }
}

#[test]
fn the_worked_example_has_the_same_totals_to_the_cent() {
    let bill = bill(&notebookly(), &as_the_example());
    let expected = expected();
    assert_eq!(bill.total(), amount(&expected["base_usd"]));
    assert_eq!(bill.list_total(), amount(&expected["list_usd"]));
    assert_eq!(bill.gst_usd(), amount(&expected["gst_usd"]));
    assert_eq!(bill.total_inr(), amount(&expected["base_inr"]));
    assert_eq!(bill.total_with_gst_inr(), amount(&expected["base_gst_inr"]));
    assert_eq!(bill.fx.value, amount(&expected["fx"]));
    let lcu = bill.lines.iter().find(|line| line.price_id == "alb.lcu");
    assert_eq!(
        lcu.map(|it| it.quantity),
        Some(amount(&expected["lcu_hours"]))
    );
    // The same figures again in plain sight.
    let told = [bill.total(), bill.list_total(), bill.total_with_gst()].map(|it| it.fixed(2));
    assert_eq!(told, ["191.43", "210.31", "225.89"]);
    let without = Options {
        free: false,
        ..as_the_example()
    };
    assert_eq!(
        self::bill(&notebookly(), &without).total(),
        bill.list_total()
    );
}

#[test]
fn the_secret_that_rds_keeps_is_charged_unless_it_is_left_out() {
    let bill = bill(&notebookly(), &Options::default());
    assert_eq!(bill.lines.len(), 25);
    assert_eq!(bill.total().fixed(2), "191.83");
}

#[test]
fn the_variants_of_the_worked_example_have_the_same_differences() {
    let rows = what_ifs(&notebookly(), &as_the_example());
    let expected = expected();
    let variants = expected["variants"].as_array().expect("there are variants");
    let keys = [
        "one-nat",
        "single-az",
        "graviton",
        "waf",
        "detailed-monitoring",
        "festival",
    ];
    assert_eq!(variants.len(), keys.len());
    for (key, theirs) in keys.iter().zip(variants) {
        let ours = rows.iter().find(|row| row.key == *key);
        let ours = ours.unwrap_or_else(|| panic!("{key} is not among the rows"));
        assert_eq!(ours.delta, amount(&theirs["delta_usd"]), "{key}");
        assert_eq!(ours.total, amount(&theirs["total_usd"]), "{key}");
    }
    let found: BTreeSet<&str> = rows.iter().map(|row| row.key).collect();
    // What it has already, or cannot have, is no row.
    assert_eq!(found, BTreeSet::from(keys));
}

fn edited(edits: Vec<Edit>) -> Document {
    let mut document = notebookly();
    for edit in edits {
        document.apply(edit).expect("the edit fits");
    }
    document
}

fn row(document: &Document, key: &str) -> Option<String> {
    let rows = what_ifs(document, &Options::default());
    let row = rows.into_iter().find(|row| row.key == key)?;
    Some(row.delta.fixed(2))
}

#[test]
fn traffic_with_s3_goes_through_nat_gateways_where_there_is_no_endpoint() {
    let document = edited(vec![Edit::Delete {
        id: "vpc-endpoint-1".into(),
    }]);
    let before = bill(&notebookly(), &Options::default());
    let after = bill(&document, &Options::default());
    // 40 GB at 0.056.
    assert_eq!((after.sum() - before.sum()).fixed(2), "2.24");
    assert_eq!(row(&document, "s3-endpoint").as_deref(), Some("-2.24"));
    assert_eq!(row(&notebookly(), "s3-endpoint"), None);
}

#[test]
fn what_ifs_count_other_changes_too() {
    let gp2 = edited(vec![Edit::set(
        &"launch-template-1".into(),
        "volume_type",
        "gp2",
    )]);
    // 16 GB at 0.114 instead of 0.0912.
    assert_eq!(row(&gp2, "gp3").as_deref(), Some("-0.36"));
    let single = edited(vec![Edit::set(&"database-1".into(), "multi_az", false)]);
    assert_eq!(row(&single, "multi-az").as_deref(), Some("20.14"));
    let detailed = edited(vec![Edit::set(
        &"launch-template-1".into(),
        "detailed_monitoring",
        true,
    )]);
    assert_eq!(row(&detailed, "basic-monitoring").as_deref(), Some("-1.80"));
    let one = edited(vec![
        Edit::set(
            &"route-table-3".into(),
            "routes",
            serde_json::json!([
                {"destination": "0.0.0.0/0", "target": "nat-gateway-1"}
            ]),
        ),
        Edit::Delete {
            id: "nat-gateway-2".into(),
        },
    ]);
    assert_eq!(row(&one, "nat-per-zone").as_deref(), Some("44.53"));
    assert_eq!(row(&one, "one-nat"), None);
}

#[test]
fn several_changes_at_once_are_made_one_on_the_other_and_apply_as_one_step() {
    let document = notebookly();
    let options = Options::default();
    let rows = what_ifs(&document, &options);
    for row in &rows {
        let alone = pricing::assume(&document.architecture, &options, [row.key]);
        assert_eq!(alone.edits, row.edits, "{}", row.key);
        let rise = alone.bill.sum() - bill(&document, &options).sum();
        assert_eq!(rise.cents(), row.delta, "{}", row.key);
    }
    let keys = ["graviton", "one-nat", "festival"];
    let both = pricing::assume(&document.architecture, &options, keys);
    let mut made = document.clone();
    made.apply_all(both.edits).expect("the edits apply");
    let festival = Options {
        festival: true,
        ..options.clone()
    };
    assert_eq!(both.bill.total(), bill(&made, &festival).total());
    let none = pricing::assume(&document.architecture, &options, ["no-such-change"]);
    assert!(none.edits.is_empty());
    assert_eq!(none.bill.total(), bill(&document, &options).total());
}

#[test]
fn an_amount_in_rupees_has_the_tax_of_the_total() {
    let bill = bill(&notebookly(), &as_the_example());
    assert_eq!(bill.inr_with_gst(bill.total()), bill.total_with_gst_inr());
}

#[test]
fn reservations_are_offered_where_their_price_is_known() {
    let virginia = Options {
        region: Some("us-east-1".to_owned()),
        ..Options::default()
    };
    let rows = what_ifs(&notebookly(), &virginia);
    let reserved = rows.iter().find(|row| row.key == "reserved");
    // 41.8 % of 2 × 730 × 0.0104.
    assert_eq!(
        reserved.map(|it| it.delta.fixed(2)).as_deref(),
        Some("-6.35")
    );
    assert_eq!(row(&notebookly(), "reserved"), None);
}

#[test]
fn a_price_that_nobody_knows_is_in_no_sum_and_is_told() {
    let document = edited(vec![Edit::set(
        &"launch-template-1".into(),
        "instance_type",
        "m5.large",
    )]);
    let bill = bill(&document, &Options::default());
    assert!(!bill.is_complete());
    let unknown: Vec<&str> = bill.unknown().map(|line| line.what.as_str()).collect();
    assert_eq!(unknown, ["EC2 m5.large"]);
    let before = self::bill(&notebookly(), &Options::default());
    assert_eq!((before.sum() - bill.sum()).fixed(4), "16.3520");
    // Singapore's price of an LCU is not known either.
    let singapore = Options {
        region: Some("ap-southeast-1".to_owned()),
        ..Options::default()
    };
    let bill = self::bill(&notebookly(), &singapore);
    assert!(bill.unknown().any(|line| line.price_id == "alb.lcu"));
}

#[test]
fn a_region_without_prices_is_told_and_can_be_counted_as_another() {
    let mut file: Value =
        serde_json::from_str(include_str!("pricing/notebookly.campus.json")).expect("it is JSON");
    for resource in file["resources"].as_array_mut().expect("it is a list") {
        if resource["id"] == "region-1" {
            resource["code"] = "eu-north-1".into();
        }
        if resource["kind"] == "subnet" {
            let zone = resource["zone"]
                .as_str()
                .unwrap_or_default()
                .replace("ap-south-1", "eu-north-1");
            resource["zone"] = zone.into();
        }
    }
    let document = Document::from_json(&file.to_string()).expect("it can be read");
    let bill = bill(&document, &Options::default());
    assert_eq!(bill.unpriced_regions, ["eu-north-1"]);
    assert!(
        bill.notes[0].starts_with("There are no prices for eu-north-1 here."),
        "{}",
        bill.notes[0]
    );
    let nat = bill.lines.iter().find(|line| line.price_id == "nat.hour");
    assert_eq!(nat.map(|line| line.usd), Some(None));
    let mumbai = Options {
        region: Some("ap-south-1".to_owned()),
        ..as_the_example()
    };
    assert_eq!(self::bill(&document, &mumbai).total().fixed(2), "191.43");
}

#[test]
fn without_a_load_the_usual_one_is_counted_and_told() {
    let document = edited(vec![Edit::Delete {
        id: "workload-1".into(),
    }]);
    let bill = bill(&document, &as_the_example());
    assert_eq!(bill.total().fixed(2), "191.43");
    assert!(bill.notes[0].starts_with("The drawing declares no load."));
    assert!(
        !self::bill(&notebookly(), &as_the_example())
            .notes
            .iter()
            .any(|it| it.contains("no load"))
    );
}

#[test]
fn nothing_costs_nothing() {
    let bill = bill(&Document::default(), &Options::default());
    assert!(bill.lines.is_empty() && bill.notes.is_empty() && bill.idle.is_empty());
    assert_eq!(bill.total(), Amount::ZERO);
}

#[test]
fn what_is_paid_for_and_serves_nobody_is_called_out() {
    let create =
        |id: &str, properties: Properties| Edit::create(id.into(), Resource::new(id, properties));
    let region = Some(ResourceId::new("region-1"));
    let document = edited(vec![
        create(
            "nat-gateway-9",
            NatGateway {
                subnet: Some("subnet-1".into()),
                ..NatGateway::default()
            }
            .into(),
        ),
        create(
            "load-balancer-9",
            LoadBalancer {
                subnets: vec!["subnet-1".into(), "subnet-2".into()],
                ..LoadBalancer::default()
            }
            .into(),
        ),
        create(
            "volume-9",
            Volume {
                region: region.clone(),
                size: 100,
                ..Volume::default()
            }
            .into(),
        ),
        create(
            "web-acl-9",
            WebAcl {
                region: region.clone(),
                ..WebAcl::default()
            }
            .into(),
        ),
        create(
            "snapshot-8",
            Snapshot {
                region: region.clone(),
                size: 100,
                age_days: 20,
                ..Snapshot::default()
            }
            .into(),
        ),
        create(
            "snapshot-9",
            Snapshot {
                region: region.clone(),
                size: 100,
                age_days: 200,
                ..Snapshot::default()
            }
            .into(),
        ),
        create(
            "file-system-9",
            FileSystem {
                region,
                ..FileSystem::default()
            }
            .into(),
        ),
        create(
            "instance-9",
            Instance {
                subnet: Some("subnet-1".into()),
                state: InstanceState::Stopped,
                elastic_ip: true,
                ..Instance::default()
            }
            .into(),
        ),
    ]);
    let bill = bill(&document, &Options::default());
    let idle: Vec<String> = bill
        .idle
        .iter()
        .map(|it| format!("{} {}", it.resource, it.usd.fixed(2)))
        .collect();
    assert_eq!(
        idle,
        [
            // 730 × 0.056 and an address.
            "nat-gateway-9 44.53",
            // 730 × 0.0239 and two addresses.
            "load-balancer-9 24.75",
            "volume-9 9.12",
            "web-acl-9 5.00",
            "snapshot-9 5.00",
            // 8 GB and an address.
            "instance-9 4.38",
            "file-system-9 3.30",
        ]
    );
    assert!(
        self::bill(&notebookly(), &Options::default())
            .idle
            .is_empty()
    );
}

#[test]
fn an_alarm_of_a_formula_counts_each_of_its_metrics() {
    let metrics = ["a", "b", "c"].map(|id| MetricQuery {
        id: id.to_owned(),
        ..MetricQuery::default()
    });
    let ratio = Alarm {
        expression: "100 * (a + b) / c".to_owned(),
        metrics: metrics.into(),
        ..Alarm::default()
    };
    let document = edited(vec![Edit::create(
        "alarm-9".into(),
        Resource::new("ratio", ratio),
    )]);
    let bill = bill(&document, &Options::default());
    let alarms = bill
        .lines
        .iter()
        .find(|line| line.what == "CloudWatch alarms");
    // Five of the example, and three.
    assert_eq!(alarms.map(|it| it.quantity.plain()).as_deref(), Some("8"));
}

/// The compact text that the page carries holds just what the table with the
/// sources holds. `UPDATE_EXPECT=1` writes it anew.
#[test]
fn the_compact_table_is_made_from_the_one_with_sources() {
    let table: Value =
        serde_json::from_str(include_str!("../assets/prices/prices.json")).expect("it is JSON");
    let list = |key: &str| table[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| value.as_f64().map(|it| it.to_string()).unwrap_or_default();
    let regions: Vec<String> = list("regions").iter().map(text).collect();
    let prices = list("prices");
    let dates: BTreeSet<String> = prices
        .iter()
        .map(|row| text(&row["source_date"]))
        .filter(|it| !it.is_empty())
        .collect();
    let dates: Vec<String> = dates.into_iter().collect();
    let mut compact = String::new();
    let _ = writeln!(compact, "compiled {}", text(&table["compiled"]));
    let _ = writeln!(compact, "dates {}", dates.join(" "));
    let _ = writeln!(compact, "regions {}", regions.join(" "));
    let fx = &table["fx"];
    let _ = writeln!(
        compact,
        "fx {} {} {}",
        number(&fx["rate"]),
        text(&fx["confidence"]),
        text(&fx["date"])
    );
    let gst = &table["gst_percent"];
    let _ = writeln!(
        compact,
        "gst {} {} {}",
        number(&gst["value"]),
        text(&gst["confidence"]),
        text(&gst["date"])
    );
    for free in list("free_tier") {
        let _ = writeln!(
            compact,
            "free {} {}",
            text(&free["of"]),
            number(&free["amount"])
        );
    }
    for it in list("discounts") {
        let _ = writeln!(
            compact,
            "reserved {} {} {} {} {} {}",
            text(&it["region"]),
            text(&it["item"]),
            number(&it["discount_percent"]),
            text(&it["confidence"]),
            text(&it["source_date"]),
            text(&it["model"])
        );
    }
    let ids: BTreeSet<String> = prices.iter().map(|row| text(&row["id"])).collect();
    for id in ids {
        let rows: Vec<&Value> = prices
            .iter()
            .filter(|row| row["id"] == id.as_str())
            .collect();
        let in_region = |region: &str| rows.iter().find(|row| row["region"] == region).copied();
        let cell = |row: Option<&Value>| match row.filter(|row| !row["price"].is_null()) {
            None => "-".to_owned(),
            Some(row) => {
                let sign = match row["confidence"].as_str() {
                    Some("good") => '+',
                    Some("fair") => '~',
                    _ => '?',
                };
                let place = dates
                    .iter()
                    .position(|it| *it == text(&row["source_date"]))
                    .expect("it has a date");
                let letter = char::from(b'a' + u8::try_from(place).expect("there are few dates"));
                format!("{}{sign}{letter}", number(&row["price"]))
            }
        };
        let cells: Vec<String> = match in_region("global") {
            Some(row) => vec![cell(Some(row))],
            None => regions.iter().map(|it| cell(in_region(it))).collect(),
        };
        let _ = writeln!(
            compact,
            "{id}|{}|{}",
            text(&rows[0]["unit"]),
            cells.join("|")
        );
    }
    expect_file!["../assets/prices/prices.txt"].assert_eq(&compact);
}

/// What may lower a bill by being there: a nearer way to S3, a load that says
/// less than is assumed, and what takes a share of the load to a cheaper Region
/// or class.
fn may_save(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::VpcEndpoint
            | Kind::Workload
            | Kind::Region
            | Kind::Bucket
            | Kind::FileSystem
            | Kind::HostedZone
            | Kind::LogGroup
            | Kind::Topic
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_lines_add_up_and_their_parts_add_up_to_them(document in arbitrary::document(40), free in any::<bool>()) {
        let options = Options { free, ..Options::default() };
        let bill = bill(&document, &options);
        let sum: Amount = bill.lines.iter().filter_map(|line| line.usd).sum();
        prop_assert_eq!(bill.sum(), sum);
        prop_assert_eq!(bill.total(), sum.cents());
        let groups: Amount = pricing::Group::ALL.iter().map(|group| bill.total_of_group(*group)).sum();
        prop_assert_eq!(groups, sum);
        for line in &bill.lines {
            let parts: Amount = line.parts.iter().map(|part| part.usd).sum();
            prop_assert_eq!(parts, line.usd.unwrap_or_default(), "{}", line.what);
            prop_assert!(line.usd <= line.list_usd);
            prop_assert_eq!(line.price.is_none(), line.usd.is_none());
        }
        let by_resource: Amount = bill.by_resource().iter().map(|cost| cost.usd).sum();
        prop_assert_eq!(by_resource, sum);
        prop_assert!(bill.total() <= bill.list_total());
    }

    #[test]
    fn another_resource_never_makes_it_cheaper(document in arbitrary::document(30), kind in proptest::sample::select(Kind::ALL)) {
        let resource = Resource::new("more", kind.defaults());
        prop_assume!(!may_save(kind));
        let before = bill(&document, &Options::default());
        let mut document = document;
        // The last of all, so that nothing takes its Region from it.
        document.apply(Edit::create("zzz-1".into(), resource)).expect("the id is free");
        let after = bill(&document, &Options::default());
        prop_assert!(before.list_total() <= after.list_total(), "{} {}", before.list_total(), after.list_total());
    }

    #[test]
    fn without_its_resources_a_design_costs_nothing(document in arbitrary::document(30)) {
        let mut document = document;
        let ids: Vec<ResourceId> = document.architecture.resources().map(|(id, _)| id.clone()).collect();
        for id in ids {
            document.apply(Edit::Delete { id }).expect("it is there");
        }
        prop_assert_eq!(bill(&document, &Options::default()).list_total(), Amount::ZERO);
    }

    #[test]
    fn no_resource_makes_notebookly_cheaper(kind in proptest::sample::select(Kind::ALL)) {
        let resource = Resource::new("more", kind.defaults());
        let skipped = matches!(kind, Kind::Workload | Kind::VpcEndpoint);
        prop_assume!(!skipped);
        let mut document = notebookly();
        let before = bill(&document, &Options::default());
        document.apply(Edit::create("zzz-1".into(), resource)).expect("the id is free");
        let after = bill(&document, &Options::default());
        prop_assert!(before.list_total() <= after.list_total(), "{kind:?}");
    }
}

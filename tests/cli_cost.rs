//! What a design costs, asked on the command line.

mod cli_support;

use cli_support::json_schema::problems;
use cli_support::{document, run, run_with};
use expect_test::expect_file;

const NOTEBOOKLY: &str = "tests/pricing/notebookly.campus.json";

#[test]
fn the_bill_reads_well_in_80_columns() {
    let shown = run(&["cost", NOTEBOOKLY]).shown();
    let too_long: Vec<&str> = shown.lines().filter(|it| it.chars().count() > 80).collect();
    assert!(too_long.is_empty(), "{}", too_long.join("\n"));
    expect_file!["pricing/cost.txt"].assert_eq(&shown);
}

#[test]
fn the_same_as_data_fits_its_schema_and_says_the_same() {
    let schema = run(&["schema", "cost"]).json();
    for flags in [
        &[][..],
        &["--no-free"],
        &["--festival"],
        &["--region", "ap-southeast-1"],
    ] {
        let mut arguments = vec!["cost", NOTEBOOKLY, "--json"];
        arguments.extend(flags);
        let run = run(&arguments);
        assert_eq!(run.code, Some(0));
        let problems = problems(&schema, &run.json());
        assert!(problems.is_empty(), "{flags:?}\n{}", problems.join("\n"));
    }
    let bill = run(&["cost", NOTEBOOKLY, "--json"]).json();
    assert_eq!(bill["total_usd"], "191.83");
    assert_eq!(bill["list_total_usd"], "210.71");
    assert_eq!(bill["complete"], true);
    let list = run(&["cost", NOTEBOOKLY, "--json", "--no-free"]).json();
    assert_eq!(list["total_usd"], "210.71");
    let festival = run(&["cost", NOTEBOOKLY, "--json", "--festival"]).json();
    // 285.64 more, before either of the two is rounded.
    assert_eq!(festival["total_usd"], "477.46");
    let singapore = run(&["cost", NOTEBOOKLY, "--json", "--region", "ap-southeast-1"]).json();
    assert_eq!(singapore["complete"], false);
    let lines = singapore["lines"].as_array().expect("there are lines");
    let lcu = lines.iter().find(|line| line["price_id"] == "alb.lcu");
    assert!(lcu.is_some_and(|line| line["usd"].is_null()));
}

#[test]
fn a_region_without_prices_is_refused_with_those_that_have_some() {
    let run = run(&["cost", NOTEBOOKLY, "--region", "eu-north-1"]);
    assert_eq!(run.code, Some(2));
    let shown = run.shown();
    assert!(
        shown.contains("eu-north-1") && shown.contains("ap-south-1"),
        "{shown}"
    );
}

#[test]
fn what_has_no_price_is_told_apart() {
    let drawing = document(
        r#"
        {"id": "region-1", "kind": "region", "name": "Mumbai"},
        {"id": "vpc-1", "kind": "vpc", "name": "campus", "region": "region-1", "cidr": "10.0.0.0/16"},
        {"id": "subnet-1", "kind": "subnet", "name": "wing", "vpc": "vpc-1", "cidr": "10.0.1.0/24", "zone": "ap-south-1a"},
        {"id": "instance-1", "kind": "instance", "name": "web-1", "subnet": "subnet-1", "instance_type": "m5.large"},
        {"id": "volume-1", "kind": "volume", "name": "spare", "region": "region-1", "size": 100}
        "#,
    );
    expect_file!["pricing/unknown.txt"].assert_eq(&run_with(&["cost", "-"], &drawing).shown());
}

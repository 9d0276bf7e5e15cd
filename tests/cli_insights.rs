//! Who reaches whom, what breaks when something fails, and what must not fail,
//! asked on the command line.

mod cli_support;

use cli_support::json_schema::problems;
use cli_support::{NOTEBOOKLY, document, run, run_with};
use cloud_campus::architecture::{Document, Edit};
use expect_test::expect;
use serde_json::{Value, json};

/// Notebookly after some edits.
fn notebookly(edits: Vec<Edit>) -> String {
    let text = include_str!("../tests/files/notebookly.campus.json");
    let mut document = Document::from_json(text).expect("the example is a document");
    document
        .apply_all(edits)
        .expect("the edits fit the example");
    document.to_json()
}

fn without(ids: &[&str]) -> String {
    let delete = |id: &&str| Edit::Delete { id: (*id).into() };
    notebookly(ids.iter().map(delete).collect())
}

/// What a command says in words, of a document on standard input.
fn told(flags: &str, document: &str) -> String {
    let arguments: Vec<&str> = flags.split(' ').collect();
    run_with(&arguments, document).shown()
}

/// The same as JSON, held against its schema and its exit code.
fn data(flags: &str, document: &str, code: i32) -> Value {
    let flags = format!("{flags} --json");
    let arguments: Vec<&str> = flags.split(' ').collect();
    let run = run_with(&arguments, document);
    assert_eq!(run.code, Some(code), "{}", run.shown());
    let value = run.json();
    let schema = cli_support::run(&["schema", arguments[0]]).json();
    let problems = problems(&schema, &value);
    assert!(problems.is_empty(), "{flags}\n{}", problems.join("\n"));
    value
}

/// The members of a list, each in a word.
fn each<'a>(list: &'a Value, word: impl Fn(&'a Value) -> Option<&'a str>) -> Vec<&'a str> {
    let items = list.as_array().expect("it is a list");
    items.iter().map(|it| word(it).unwrap_or("?")).collect()
}

#[test]
fn the_matrix_of_the_example_is_a_calm_table() {
    expect![[r#"
        exit code 0
        --- stdout
        Notebookly  8 interfaces and the internet

             from \ to                   1 2 3 4 5 6 7 8 9
          1  Internet                      A · A · · · · ·
          2  Notebookly-ALB ap-south-1a  B   · A · A · A ·
          3  NAT-GW-AZ1                  · ·   · · · · · ·
          4  Notebookly-ALB ap-south-1b  B A ·   · A · A ·
          5  NAT-GW-AZ2                  · · · ·   · · · ·
          6  web-1                       C A · A ·   D · ·
          7  notebook-db primary         C A · A · ·   · ·
          8  web-2                       C A · A · · D   ·
          9  notebook-db standby         C A · A · · · ·

          A  tcp 80
          B  tcp 80, 443, 1024–65535
          C  tcp 80, 443
          D  tcp 3306
          ·  nothing
    "#]]
    .assert_eq(&run(&["matrix", NOTEBOOKLY]).shown());
}

#[test]
fn the_matrix_as_data_says_the_same() {
    let matrix = data("matrix -", &notebookly(Vec::new()), 0);
    let names = each(&matrix["classes"], |it| it["name"].as_str());
    let place = |name: &str| names.iter().position(|it| *it == name).unwrap();
    let cell = |from: &str, to: &str| matrix["cells"][place(from)][place(to)].clone();
    assert_eq!(names[0], "Internet");
    assert_eq!(matrix["classes"][0]["internet"], true);
    assert_eq!(
        cell("Internet", "Notebookly-ALB ap-south-1a"),
        json!([{"protocol": "tcp", "from": 80, "to": 80, "share": 1.0}])
    );
    assert_eq!(
        cell("web-2", "notebook-db primary"),
        json!([{"protocol": "tcp", "from": 3306, "to": 3306, "share": 1.0}])
    );
    assert_eq!(cell("Internet", "notebook-db primary"), json!([]));
    assert_eq!(cell("Internet", "web-1"), json!([]));
}

#[test]
fn what_has_failed_is_reached_by_nobody() {
    let matrix = data("matrix - --fail web-1", &notebookly(Vec::new()), 0);
    let names = each(&matrix["classes"], |it| it["name"].as_str());
    let web = names.iter().position(|it| *it == "web-1").unwrap();
    for row in matrix["cells"].as_array().unwrap() {
        assert_eq!(row[web], json!([]));
    }
    assert_eq!(
        matrix["failed"]["resources"],
        json!([{"id": "auto-scaling-group-1/1", "name": "web-1"}])
    );
}

/// Forty classes: 39 servers, each in a subnet of its own, one of them with
/// twenty of a kind.
#[test]
fn forty_classes_fit_a_terminal() {
    let mut resources = vec![
        r#"{"id": "r", "kind": "region", "name": "Mumbai"}"#.to_owned(),
        r#"{"id": "v", "kind": "vpc", "name": "campus", "region": "r", "cidr": "10.0.0.0/16"}"#
            .to_owned(),
        r#"{"id": "g", "kind": "security-group", "name": "open", "vpc": "v", "ingress": [
            {"protocol": "tcp", "from_port": 22, "to_port": 22, "peer": {"cidr": "10.0.0.0/16"}}
        ]}"#
        .to_owned(),
    ];
    for number in 1..40 {
        resources.push(format!(
            r#"{{"id": "s{number}", "kind": "subnet", "name": "wing-{number}", "vpc": "v", "cidr": "10.0.{number}.0/24", "zone": "ap-south-1a"}}"#
        ));
        let servers = if number == 7 { 20 } else { 1 };
        for server in 0..servers {
            resources.push(format!(
                r#"{{"id": "i{number}-{server}", "kind": "instance", "name": "server-{number}-{server}", "subnet": "s{number}", "security_groups": ["g"]}}"#
            ));
        }
    }
    let campus = document(&resources.join(","));
    let matrix = data("matrix -", &campus, 0);
    assert_eq!(matrix["classes"].as_array().unwrap().len(), 40);
    let run = run_with(&["matrix", "-"], &campus);
    for line in run.out.lines() {
        assert!(line.chars().count() <= 88, "{line}");
    }
    // Every column stands in exactly one head, in order.
    let heads = run.out.lines().filter(|line| line.contains("from \\ to"));
    let columns: Vec<&str> = heads
        .flat_map(|head| head.split_whitespace().skip(3))
        .collect();
    let wanted: Vec<String> = (1..=40).map(|it| it.to_string()).collect();
    assert_eq!(columns, wanted);
    assert!(
        run.out.contains("20 interfaces: server-7-0, "),
        "{}",
        run.out
    );
    assert!(run.out.contains("8 more"), "{}", run.out);
    assert!(run.out.contains("\n  A  tcp 22\n"), "{}", run.out);
}

#[test]
fn a_failure_breaks_the_journeys_that_need_the_thing() {
    expect![[r#"
        exit code 1
        --- stdout
        What if NAT-GW-AZ2 fails?

        holds    Customers reach the shop
                 internet must reach notebookly.com, tcp 80

        holds    Nobody on the internet reaches the database
                 internet must never reach notebook-db, tcp 3306

        breaks   Web servers reach the internet for updates
                 Notebookly-ASG must reach internet, tcp 443
                 web-2 → internet, tcp 443 is dropped at NAT-GW-AZ2  BAD_STATE
                   The NAT gateway NAT-GW-AZ2 has failed: it takes no packets and sends none.

        1 journey breaks, of 3.
    "#]]
    .assert_eq(&told(
        "what-if - --fail NAT-GW-AZ2",
        &notebookly(Vec::new()),
    ));
    let what_if = data("what-if - --fail NAT-GW-AZ2", &notebookly(Vec::new()), 1);
    assert_eq!(
        each(&what_if["journeys"], |it| it["outcome"].as_str()),
        ["holds", "holds", "breaks"]
    );
    assert_eq!(what_if["breaks"], 1);
    let broken = &what_if["journeys"][2];
    assert_eq!(broken["before"], "delivered");
    assert_eq!(broken["after"], "dropped");
    assert_eq!(broken["dropped_at"]["name"], "NAT-GW-AZ2");
    assert_eq!(broken["dropped_at"]["code"], "BAD_STATE");
    // The proof can be asked for again, by its own words.
    let asked = "trace - --from web-2 --to internet --port 443 --fail NAT-GW-AZ2";
    let trace = data(asked, &notebookly(Vec::new()), 1);
    assert_eq!(trace["blockers"][0], broken["dropped_at"]);
    assert_eq!(trace["flow"], broken["flow"]);
}

#[test]
fn a_zone_may_fail_and_two_may_not() {
    let one = data("what-if - --fail ap-south-1a", &notebookly(Vec::new()), 0);
    assert_eq!(one["breaks"], 0);
    assert_eq!(one["failed"]["zones"], json!(["ap-south-1a"]));
    let both = "what-if - --fail ap-south-1a --fail ap-south-1b";
    let both = data(both, &notebookly(Vec::new()), 1);
    assert_eq!(
        each(&both["journeys"], |it| it["outcome"].as_str()),
        ["breaks", "holds", "breaks"]
    );
}

#[test]
fn what_failed_before_is_told_from_what_breaks() {
    let campus = notebookly(vec![
        Edit::remove(&"route-table-1".into(), "routes", 0),
        Edit::set(&"intent-2".into(), "to", "atlantis"),
    ]);
    expect![[r#"
        exit code 1
        --- stdout
        What if web-1 fails?

        fails    Customers reach the shop
                 internet must reach notebookly.com, tcp 80
                 It fails already while everything works.
                 internet → notebookly.com, tcp 80 is dropped at public-rt  NO_ROUTE_TO_DESTINATION
                   The route table public-rt, the signboard, has no route for 203.0.113.7, so
                   the packet has no way to go.

        unclear  Nobody on the internet reaches the database
                 internet must never reach atlantis, tcp 3306
                 there is no `atlantis`

        fails    Web servers reach the internet for updates
                 Notebookly-ASG must reach internet, tcp 443
                 It fails already while everything works.
                 web-2 → internet, tcp 443 is dropped at public-rt  NO_ROUTE_TO_DESTINATION
                   The route table public-rt, the signboard, has no route for 198.51.100.10, so
                   the packet has no way to go.

        No journey breaks, of 3 journeys. 3 cannot break: failing or unclear already.
    "#]]
    .assert_eq(&told("what-if - --fail web-1", &campus));
    let what_if = data("what-if - --fail web-1", &campus, 1);
    assert_eq!(
        each(&what_if["journeys"], |it| it["outcome"].as_str()),
        ["fails", "unclear", "fails"]
    );
    assert_eq!(what_if["breaks"], 0);
    let weak = data("weak-points -", &campus, 1);
    assert_eq!(weak["weak_points"], json!([]));
    assert_eq!(weak["tried"], json!([]));
    assert_eq!(weak["failing_already"].as_array().unwrap().len(), 2);
}

#[test]
fn the_example_has_no_weak_point_until_its_zones_share_a_side_exit() {
    expect![[r#"
        exit code 0
        --- stdout
        Notebookly  2 journeys

        No weak points; 2 journeys tried.
    "#]]
    .assert_eq(&run(&["weak-points", NOTEBOOKLY]).shown());
    let one_exit = notebookly(vec![Edit::set(
        &"route-table-3".into(),
        "routes",
        json!([{"destination": "0.0.0.0/0", "target": "nat-gateway-1"}]),
    )]);
    let weak = data("weak-points -", &one_exit, 1);
    let found = each(&weak["weak_points"], |it| {
        assert_eq!(it["journey"]["id"], "intent-3");
        assert_eq!(it["dropped_at"]["name"], "NAT-GW-AZ1");
        assert_eq!(it["extent"]["reach"], "nobody");
        it["component"]["zone"].as_str()
    });
    assert_eq!(found, ["ap-south-1a"]);
}

/// Whatever is called weak breaks its journey in `what-if` too, and whatever
/// else stands in the design does not.
#[test]
fn weak_points_and_what_if_agree() {
    for campus in [
        notebookly(vec![Edit::set(&"database-1".into(), "multi_az", false)]),
        notebookly(vec![Edit::set(
            &"auto-scaling-group-1".into(),
            "subnets",
            ["subnet-3"],
        )]),
        notebookly(vec![Edit::set(
            &"route-table-3".into(),
            "routes",
            json!([{"destination": "0.0.0.0/0", "target": "nat-gateway-1"}]),
        )]),
    ] {
        let weak = data("weak-points -", &campus, 1);
        let mut named: Vec<&str> = each(&weak["weak_points"], |it| {
            let component = &it["component"];
            component["zone"]
                .as_str()
                .or_else(|| component["resource"]["id"].as_str())
        });
        named.dedup();
        for what in [
            "ap-south-1a",
            "ap-south-1b",
            "auto-scaling-group-1/1",
            "auto-scaling-group-1/2",
            "database-1/primary",
        ] {
            let is_weak = named.contains(&what);
            let flags = ["what-if", "-", "--json", "--fail", what];
            let what_if = run_with(&flags, &campus);
            assert_eq!(
                what_if.code,
                Some(i32::from(is_weak)),
                "{what}: {}",
                what_if.shown()
            );
            assert_eq!(what_if.json()["breaks"] != 0, is_weak, "{what}");
        }
    }
}

#[test]
fn a_database_in_one_zone_is_a_weak_point() {
    let campus = notebookly(vec![
        Edit::set(&"database-1".into(), "multi_az", false),
        Edit::Delete {
            id: "intent-3".into(),
        },
    ]);
    expect![[r#"
        exit code 1
        --- stdout
        Notebookly  1 journey

        weak     Availability Zone ap-south-1a
                 Breaks: Customers reach the shop
                 internet → notebookly.com, tcp 80 is dropped at notebook-db primary  BAD_STATE
                   The database notebook-db primary has failed: it takes no packets and sends
                   none.

        weak     notebook-db primary
                 Breaks: Customers reach the shop
                 internet → notebookly.com, tcp 80 is dropped at notebook-db primary  BAD_STATE
                   The database notebook-db primary has failed: it takes no packets and sends
                   none.

        2 weak points; 1 journey tried.
    "#]]
    .assert_eq(&told("weak-points -", &campus));
    let standby = without(&["intent-3"]);
    let calm = data("weak-points -", &standby, 0);
    assert_eq!(calm["weak_points"], json!([]));
    assert_eq!(calm["assumed"], false);
}

#[test]
fn without_intents_the_journey_to_the_balancer_is_assumed() {
    let campus = without(&["intent-1", "intent-2", "intent-3"]);
    expect![[r#"
        exit code 1
        --- stdout
        What if Notebookly-IGW fails?

        No journey is stated, so these are assumed: from the internet to every listener of an
        internet-facing load balancer.

        breaks   The internet reaches Notebookly-ALB
                 internet must reach Notebookly-ALB, tcp 80
                 internet → Notebookly-ALB, tcp 80 is dropped at Notebookly-IGW  BAD_STATE_ATTACHMENT
                   The internet gateway Notebookly-IGW, the main gate, does not work, so nothing
                   from the internet reaches Notebookly-ALB ap-south-1a (13.235.0.117).

        1 journey breaks, of 1.
    "#]].assert_eq(&told("what-if - --fail Notebookly-IGW", &campus));
    let what_if = data("what-if - --fail Notebookly-IGW", &campus, 1);
    assert_eq!(what_if["assumed"], true);
    assert_eq!(what_if["journeys"][0]["journey"]["id"], Value::Null);
    let weak = data("weak-points -", &campus, 0);
    assert_eq!(weak["assumed"], true);
    assert_eq!(weak["tried"].as_array().unwrap().len(), 1);
    // "Never" alone is no journey either; its own line stays.
    let never = without(&["intent-1", "intent-3"]);
    let what_if = data("what-if - --fail web-1", &never, 0);
    assert_eq!(what_if["assumed"], true);
    assert_eq!(what_if["journeys"].as_array().unwrap().len(), 2);
}

#[test]
fn where_nothing_can_be_asked_the_answer_says_so() {
    let campus = document(
        r#"{"id": "region-1", "kind": "region", "name": "Mumbai"},
           {"id": "vpc-1", "kind": "vpc", "name": "campus", "region": "region-1"}"#,
    );
    expect![[r#"
        exit code 0
        --- stdout
        Untitled  no journeys

        No journey is declared, and no internet-facing load balancer listens to assume one.
        State one, such as: internet must reach shop.example, tcp 80.
    "#]]
    .assert_eq(&told("weak-points -", &campus));
    expect![[r#"
        exit code 0
        --- stdout
        What if campus fails?

        No journey is declared, and no internet-facing load balancer listens to assume one.
        State one, such as: internet must reach shop.example, tcp 80.
    "#]]
    .assert_eq(&told("what-if - --fail campus", &campus));
    assert_eq!(
        data("what-if - --fail campus", &campus, 0)["journeys"],
        json!([])
    );
    expect![[r#"
        exit code 0
        --- stdout
        Untitled  no interfaces and the internet

             from \ to 1
          1  Internet

          ·  nothing
    "#]]
    .assert_eq(&told("matrix -", &campus));
}

/// An intent about a group is about each member: one of two servers without a
/// way out is enough to break it, in `check` as everywhere.
#[test]
fn an_intent_about_a_group_is_about_every_member() {
    let campus = notebookly(vec![Edit::remove(&"route-table-3".into(), "routes", 0)]);
    let check = data("check -", &campus, 1);
    assert_eq!(check["intents"][2]["id"], "intent-3");
    assert_eq!(check["intents"][2]["holds"], false);
    assert_eq!(check["intents"][2]["verdict"], "dropped");
    let weak = data("weak-points -", &campus, 1);
    let failing = &weak["failing_already"][0];
    assert_eq!(failing["journey"]["id"], "intent-3");
    assert_eq!(failing["dropped_at"]["name"], "private-rt-b");
}

#[test]
fn failures_that_mean_nothing_are_not_taken_for_an_answer() {
    let example = notebookly(Vec::new());
    for command in ["what-if", "matrix"] {
        for (what, problem) in [
            ("moon", "there is no `moon`"),
            (
                "internet",
                "`internet` is no resource and no Availability Zone",
            ),
            ("ALB-SG", "`ALB-SG` is of the kind security group"),
        ] {
            let run = run_with(&[command, "-", "--fail", what], &example);
            assert_eq!(run.code, Some(2), "{}", run.shown());
            assert!(run.out.is_empty());
            assert!(run.err.contains(problem), "{}", run.err);
        }
    }
    let elsewhere = run(&["what-if", NOTEBOOKLY, "--fail", "us-east-1a"]);
    assert_eq!(elsewhere.code, Some(0));
    expect![[r#"
        note: no subnet is in us-east-1a, so its failure changes nothing
    "#]]
    .assert_eq(&elsewhere.err);
    assert_eq!(run(&["what-if", NOTEBOOKLY]).code, Some(2));
}

#[test]
fn people_read_names_and_no_ids() {
    let example = notebookly(Vec::new());
    for flags in [
        "matrix -",
        "weak-points -",
        "what-if - --fail nat-gateway-1",
    ] {
        let text = told(flags, &example);
        for id in [
            "nat-gateway-1",
            "auto-scaling-group-1",
            "load-balancer-1",
            "database-1",
        ] {
            assert!(!text.contains(id), "{flags}: {id}\n{text}");
        }
    }
}

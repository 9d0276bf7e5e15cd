//! Flows through the example, asked on the command line.

mod cli_support;

use cli_support::json_schema::problems;
use cli_support::{NOTEBOOKLY, Run, run};
use expect_test::expect;
use serde_json::Value;

fn trace(flags: &str) -> Run {
    let mut arguments = vec!["trace", NOTEBOOKLY];
    arguments.extend(flags.split(' '));
    run(&arguments)
}

/// The trace as JSON, held against its schema and its exit code.
fn data(flags: &str) -> Value {
    let run = trace(&format!("{flags} --json"));
    let trace = run.json();
    let problems = problems(&schema(), &trace);
    assert!(problems.is_empty(), "{flags}\n{}", problems.join("\n"));
    let delivered = trace["verdict"] == "delivered";
    assert_eq!(run.code, Some(i32::from(!delivered)), "{flags}");
    assert!(run.err.is_empty(), "{}", run.err);
    trace
}

fn schema() -> Value {
    run(&["schema", "trace"]).json()
}

fn stages(leg: &Value) -> Vec<&str> {
    let hops = leg["hops"].as_array().expect("a leg has hops");
    hops.iter()
        .filter_map(|hop| hop["stage"].as_str())
        .collect()
}

#[test]
fn a_customer_reaches_the_shop_and_gets_an_answer() {
    for flags in [
        "--from internet --to notebookly.com --port 80",
        "--from Customer --to www.notebookly.com --port 80 --path /cart",
        "--from user-1 --to http://notebookly.com --port 80",
        "--from 198.51.100.77 --to Notebookly-ALB --port 80 --source-port 50000",
    ] {
        let trace = data(flags);
        assert_eq!(trace["verdict"], "delivered", "{flags}\n{trace:#}");
        for stage in [
            "internet_gateway",
            "route_table",
            "network_acl_inbound",
            "listener",
            "target",
        ] {
            assert!(
                stages(&trace["request"]).contains(&stage),
                "{flags}: {stage}"
            );
        }
        assert!(!stages(&trace["response"]).is_empty());
        assert_eq!(trace["blockers"], serde_json::json!([]));
    }
}

#[test]
fn the_database_is_asked_on_the_way() {
    let trace = data("--from internet --to notebookly.com --port 80");
    let hops = trace["request"]["hops"].as_array().unwrap();
    let library = hops.iter().find(|hop| {
        hop["stage"] == "destination"
            && hop["resource"]
                .as_str()
                .is_some_and(|id| id.starts_with("database-1"))
    });
    assert!(library.is_some(), "{trace:#}");
}

#[test]
fn web_servers_reach_the_internet_through_their_own_side_exit() {
    for (server, gateway) in [("web-1", "NAT-GW-AZ1"), ("web-2", "NAT-GW-AZ2")] {
        let trace = data(&format!("--from {server} --to internet --port 443"));
        assert_eq!(trace["verdict"], "delivered", "{trace:#}");
        let hops = trace["request"]["hops"].as_array().unwrap();
        assert!(hops.iter().any(|hop| hop["name"] == gateway), "{trace:#}");
    }
}

#[test]
fn nobody_on_the_internet_reaches_the_database() {
    let trace = data("--from internet --to notebook-db --port 3306");
    assert_eq!(trace["verdict"], "dropped");
    assert!(trace["blockers"][0]["code"].is_string());
    assert!(stages(&trace["response"]).is_empty());
}

/// The fix of the first blocker, applied until nothing is in the way.
#[test]
fn the_fixes_of_a_trace_mend_it() {
    use cloud_campus::architecture::{Document, Edit};
    let text = include_str!("../tests/files/notebookly.campus.json");
    let mut document = Document::from_json(text).unwrap();
    let edits = vec![
        Edit::remove(&"security-group-3".into(), "ingress", 0),
        Edit::remove(&"network-acl-2".into(), "inbound", 0),
        Edit::remove(&"route-table-1".into(), "routes", 0),
    ];
    document.apply_all(edits).unwrap();
    let asked = "trace - --from internet --to notebookly.com --port 80 --json";
    let arguments: Vec<&str> = asked.split(' ').collect();
    for _ in 0..10 {
        let trace = cli_support::run_with(&arguments, &document.to_json()).json();
        if trace["verdict"] == "delivered" {
            return;
        }
        let edits = trace["blockers"][0]["fix"]["edits"].clone();
        let edits: Vec<Edit> = serde_json::from_value(edits)
            .unwrap_or_else(|error| panic!("no fix ({error}): {:#}", trace["blockers"][0]));
        document.apply_all(edits).unwrap();
    }
    panic!("ten fixes did not mend it");
}

#[test]
fn one_web_server_may_fail_and_so_may_one_zone() {
    for what in ["web-1", "web-2", "ap-south-1a", "ap-south-1b", "NAT-GW-AZ1"] {
        let trace = data(&format!(
            "--from internet --to notebookly.com --port 80 --fail {what}"
        ));
        assert_eq!(trace["verdict"], "delivered", "{what}\n{trace:#}");
    }
    let trace = data("--from internet --to notebookly.com --port 80 --fail Notebookly-IGW");
    assert_eq!(trace["verdict"], "dropped");
}

#[test]
fn other_protocols_are_understood() {
    assert_eq!(
        data("--from web-1 --to internet --protocol icmp")["verdict"],
        "dropped"
    );
    assert_eq!(
        data("--from web-1 --to web-2 --icmp-type 8")["flow"]["protocol"],
        "icmp"
    );
    assert_eq!(
        data("--from web-1 --to web-2 --protocol 50")["flow"]["protocol"],
        "50"
    );
}

#[test]
fn a_dropped_flow_is_told_with_the_row_that_decided() {
    expect![[r#"
        exit code 1
        --- stdout
        web-1 → notebook-db, tcp 22

        Request
           1  web-1             10.0.3.73                sent
           2  Route 53          10.0.3.184               answered
           3  WebServer-SG out  everything to 0.0.0.0/0  allowed
           4  Database-SG in    no rule for tcp 22       dropped

        Dropped at Database-SG in  ENI_SG_RULES_MISMATCH
          No rule of the security group Database-SG, the guard at the door of notebook-db
          primary, allows TCP to port 22 from 10.0.3.73, so it is turned away.

          Security group Database-SG, inbound
            Group        Protocol  Ports  Source        Note
            Database-SG  tcp       3306   WebServer-SG  MySQL from the web servers

          No fix: notebook-db listens on TCP 3306 and not on TCP 22: letting that in would help
          nobody.

        Would then be dropped at notebook-db primary  PORT_NOT_LISTENING
          notebook-db primary listens on TCP port 3306 and answers nothing else: this is TCP to
          port 22.

          What counts here
            Fact                 Value
            Port of notebook-db  3306

          No fix: Nobody listens on this port at notebook-db primary. Ask on the port that it
          has.
    "#]]
    .assert_eq(&trace("--from web-1 --to notebook-db --port 22").shown());
}

#[test]
fn a_delivered_flow_is_told_hop_by_hop() {
    expect![[r#"
        exit code 0
        --- stdout
        web-1 → internet, tcp 443

        Request
           1  web-1              10.0.3.73                    sent
           2  WebServer-SG out   everything to 0.0.0.0/0      allowed
           3  NACL out           rule 110                     allowed
           4  private-rt-a       0.0.0.0/0 → NAT-GW-AZ1       routed
           5  NACL in            rule 110                     allowed
           6  NAT-GW-AZ1         10.0.3.73 → 10.0.1.199       translated
           7  NACL out           rule 110                     allowed
           8  public-rt          0.0.0.0/0 → Notebookly-IGW   routed
           9  Notebookly-IGW     10.0.1.199 → 13.233.173.223  translated
          10  Internet           198.51.100.10                arrived

        Response
           1  Notebookly-IGW     13.233.173.223 → 10.0.1.199  translated
           2  NACL in            rule 120                     allowed
           3  NAT-GW-AZ1         10.0.1.199 → 10.0.3.73       translated
           4  NACL out           rule 120                     allowed
           5  public-rt          10.0.0.0/16 → local          routed
           6  NACL in            rule 140                     allowed
           7  Security group in  web-1                        remembered
           8  web-1              10.0.3.73                    arrived

        Delivered: the request arrives and its answer comes back.
    "#]]
    .assert_eq(&trace("--from web-1 --to internet --port 443").shown());
    let told = trace("--from internet --to notebookly.com --port 80 --explain");
    assert!(told.out.contains("the receptionist"), "{}", told.out);
}

#[test]
fn questions_that_cannot_be_asked_are_bad_input() {
    let refused = |flags: &str| {
        let run = trace(flags);
        assert_eq!(run.code, Some(2), "{}", run.shown());
        assert!(run.out.is_empty());
        run.err
    };
    expect![[r#"
        error: --from: there is no `web-9`; did you mean `web-1`?
    "#]]
    .assert_eq(&refused("--from web-9 --to internet --port 80"));
    expect![[r#"
        error: --to: there is no `Notebookly-LAB`; did you mean `Notebookly-ALB`?
    "#]]
    .assert_eq(&refused("--from internet --to Notebookly-LAB --port 80"));
    expect![[r#"
        error: --port: tcp needs a destination port, such as --port 80
    "#]]
    .assert_eq(&refused("--from internet --to web-1"));
    expect![[r#"
        error: --protocol: a flow has one protocol: tcp, udp, icmp or a number
    "#]]
    .assert_eq(&refused(
        "--from internet --to web-1 --port 80 --protocol all",
    ));
    expect![[r#"
        error: --protocol: `tpc` is not a protocol: use tcp, udp, icmp or a number from 0 to 255; a filter also takes all
    "#]].assert_eq(&refused(
        "--from internet --to web-1 --port 80 --protocol tpc",
    ));
    expect![[r#"
        error: --icmp-type and --icmp-code go with --protocol icmp, not with tcp
    "#]]
    .assert_eq(&refused(
        "--from internet --to web-1 --port 80 --protocol tcp --icmp-type 8",
    ));
    expect![[r#"
        error: --fail: there is no `moon`
    "#]]
    .assert_eq(&refused("--from internet --to web-1 --port 80 --fail moon"));
    expect![[r#"
        error: invalid value '70000' for '--port <PORT>': 70000 is not in 0..=65535

        For more information, try '--help'.
    "#]]
    .assert_eq(&refused("--from internet --to web-1 --port 70000"));
}

/// A URL says more than a host: its scheme stands for a port, it may name
/// another, and it has a path. What contradicts it is refused.
#[test]
fn a_url_gives_host_port_and_path() {
    let url = data("--from internet --to HTTP://Notebookly.com/cart?item=1");
    assert_eq!(url["verdict"], "delivered");
    assert_eq!(url["flow"]["port"], 80);
    assert_eq!(url["flow"]["path"], "/cart?item=1");
    let named = data("--from internet --to http://notebookly.com:8080/");
    assert_eq!(named["flow"]["port"], 8080);
    assert_eq!(named["verdict"], "dropped");
    let contradiction = trace("--from internet --to http://notebookly.com:8080/ --port 80");
    assert_eq!(contradiction.code, Some(2));
    assert!(
        contradiction.err.contains("names port 8080"),
        "{}",
        contradiction.err
    );
}

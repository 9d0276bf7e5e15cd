//! Remedies mend the journey that is meant, by the narrowest change.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "flows/campus.rs"]
#[allow(dead_code, reason = "the language has more words than are used here")]
mod campus;
#[path = "remedies/once.rs"]
mod once;
#[path = "remedies/property.rs"]
mod property;
#[path = "remedies/story.rs"]
mod story;
mod support;

use cloud_campus::architecture::*;
use cloud_campus::network::*;
use expect_test::{Expect, expect};

/// The remedies of a flow, applied one after the other until it is delivered
/// or none is offered.
fn steps(architecture: Architecture, flow: &Flow) -> String {
    let mut document = Document {
        architecture,
        ..Document::default()
    };
    let mut steps = Vec::new();
    for _ in 0..8 {
        let network = Network::new(&document.architecture);
        let trace = network.trace(flow);
        let Some(hop) = trace.blockers.first() else {
            steps.push("delivered".to_owned());
            return steps.join("\n");
        };
        match network.remedy(hop) {
            Ok(fix) => {
                steps.push(fix.label);
                document.apply_all(fix.edits).unwrap();
            }
            Err(none) => {
                steps.push(format!("no fix: {}", none.why));
                return steps.join("\n");
            }
        }
    }
    steps.push("and so on".to_owned());
    steps.join("\n")
}

fn load(name: &str) -> Architecture {
    let path = format!(
        "{}/tests/cases/{name}.campus.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).unwrap();
    Document::from_json(&text).unwrap().architecture
}

fn case(name: &str, question: &str, wanted: Expect) {
    let architecture = load(name);
    let flow = campus::flow(question, &architecture);
    wanted.assert_eq(&steps(architecture, &flow));
}

/// The same for a network in the language of the flow tests.
fn steps_of(text: &str, question: &str) -> String {
    let architecture = campus::build(text);
    let flow = campus::flow(question, &architecture);
    steps(architecture, &flow)
}

fn mended(text: &str, question: &str, wanted: Expect) {
    wanted.assert_eq(&steps_of(text, question));
}

/// How many causes are told of a flow that is dropped.
fn causes(text: &str, question: &str) -> usize {
    let architecture = campus::build(text);
    let network = Network::new(&architecture);
    let trace = network.trace(&campus::flow(question, &architecture));
    network.causes(&trace).len()
}

/// A VPC with a public and a private subnet in each of two zones.
const CAMPUS: &str = "
    region ap-south-1
    vpc campus 10.0.0.0/16
    igw gate campus
    table out: 0.0.0.0/0 -> gate
    subnet public-a 10.0.1.0/24 ap-south-1a table out
    subnet public-b 10.0.2.0/24 ap-south-1b table out
    table inner:
    subnet private-a 10.0.3.0/24 ap-south-1a table inner
    subnet private-b 10.0.4.0/24 ap-south-1b table inner
";

fn on_campus(text: &str, question: &str, wanted: Expect) {
    mended(&format!("{CAMPUS}{text}"), question, wanted);
}

#[test]
fn public_addresses() {
    case(
        "nat-instance-without-public-address",
        "app -> internet tcp 443",
        expect![[r#"
        Give nat-instance an Elastic IP
        delivered"#]],
    );
    case(
        "remedy-without-effect",
        "internet -> 10.0.1.20 tcp 80",
        expect![
            "no fix: 10.0.1.20 is a private address: outside of its VPC nobody reaches it, whatever public address bare has. Ask bare at a public address."
        ],
    );
    on_campus(
        "nat exit public-a no-eip\ntable way: 0.0.0.0/0 -> exit\nsubnet private-c 10.0.5.0/24 ap-south-1a table way\nsg job:\ninstance job private-c _ sg job",
        "job -> internet tcp 443",
        expect![[r#"
        Give exit an Elastic IP
        delivered"#]],
    );
    on_campus(
        "sg job:\ninstance job public-a _ sg job",
        "job -> internet tcp 443",
        expect![[r#"
        Give job an Elastic IP
        delivered"#]],
    );
    on_campus(
        "sg job: in tcp 80 0.0.0.0/0\ninstance job public-a _ sg job",
        "job -> internet tcp 443",
        expect![
            "no fix: job has no public address. With one it would be reached from the internet too, on all that its groups let in from everywhere; let it go out through a NAT gateway instead."
        ],
    );
    on_campus(
        "sg job:\nsubnet private-c 10.0.5.0/24 ap-south-1a table out\ninstance job private-c _ sg job",
        "job -> internet tcp 443",
        expect![
            "no fix: private-c is called private, but its routes lead to an internet gateway. Give it a route table that leads to a NAT gateway; job needs no public address then."
        ],
    );
    on_campus(
        "nat exit public-a no-eip private\ntable way: 0.0.0.0/0 -> exit\nsubnet private-c 10.0.5.0/24 ap-south-1a table way\nsg job:\ninstance job private-c _ sg job",
        "job -> internet tcp 443",
        expect![
            "no fix: exit is a private NAT gateway: it leads to other private networks, never to the internet."
        ],
    );
    // From outside: what is named may get an address, what is private does not.
    on_campus(
        "sg web: in tcp 80 0.0.0.0/0\ninstance web public-a _ sg web",
        "internet -> web tcp 80",
        expect![[r#"
        Give web an Elastic IP
        delivered"#]],
    );
    on_campus(
        "sg web: in tcp 80 0.0.0.0/0\ninstance web private-a _ sg web",
        "internet -> web tcp 80",
        expect![
            "no fix: web is in private-a, which is not public: a public address would be of no use there."
        ],
    );
    on_campus(
        "sg store: in tcp 3306 0.0.0.0/0\ndb store public-a,public-b sg store single",
        "internet -> store tcp 3306",
        expect![
            "no fix: store primary is private, and is to stay so: whoever needs it asks from inside the VPC."
        ],
    );
    on_campus(
        "sg web: in tcp 80 0.0.0.0/0\ninstance web public-a 10.0.1.30 sg web",
        "internet -> 10.0.1.30 tcp 80",
        expect![
            "no fix: 10.0.1.30 is a private address: outside of its VPC nobody reaches it, whatever public address web has. Ask web at a public address."
        ],
    );
}

#[test]
fn relays() {
    case(
        "nat-instance-group-shut",
        "app -> internet tcp 443",
        expect![[r#"
        Let 10.0.10.0/24 in on TCP 443 in nat-sg
        delivered"#]],
    );
    case(
        "nat-routes-to-itself",
        "app -> internet tcp 443",
        expect![
            "no fix: nat-instance stands in main-subnet, whose route leads to nat-instance itself: a circle. Put it into a public subnet, whose route leads to the internet gateway, and keep this one for those that it serves."
        ],
    );
    let relay = "table way: 0.0.0.0/0 -> relay\nsubnet private-c 10.0.5.0/24 ap-south-1a table way\nsubnet private-d 10.0.6.0/24 ap-south-1b table way\n";
    on_campus(
        &format!(
            "{relay}sg relay:\nsg job:\ninstance relay public-a _ eip no-check sg relay\ninstance job private-c _ sg job"
        ),
        "job -> internet udp 53",
        expect![[r#"
        Let 10.0.5.0/24 and 10.0.6.0/24 in on UDP 53 in relay-sg
        delivered"#]],
    );
    on_campus(
        &format!(
            "{relay}sg relay: in tcp 443 10.0.5.0/24\ninstance relay public-a _ eip no-check sg relay\ninstance job private-d _"
        ),
        "job -> internet tcp 443",
        expect![[r#"
        Let 10.0.6.0/24 in on TCP 443 in relay-sg
        delivered"#]],
    );
    on_campus(
        &format!(
            "{relay}sg relay: in all * 10.0.0.0/16; out none\ninstance relay public-a _ eip sg relay\ninstance job private-d _"
        ),
        "job -> internet tcp 443",
        expect![[r#"
        Turn off the source/destination check of relay
        Let relay-sg out on TCP 443 to everybody
        delivered"#]],
    );
    on_campus(
        &format!(
            "{relay}instance relay public-a _ eip no-check\nsg job:\ninstance job private-d _ sg job"
        ),
        "job -> internet tcp 443",
        expect![[r#"
        Guard relay with a new group, relay-group, which lets 10.0.5.0/24 and 10.0.6.0/24 in on TCP 443
        delivered"#]],
    );
    // In its own loop: no remedy, and the reason.
    on_campus(
        "nat exit private-c\ntable way: 0.0.0.0/0 -> exit\nsubnet private-c 10.0.5.0/24 ap-south-1a table way\ninstance job private-c _",
        "job -> internet tcp 443",
        expect![
            "no fix: exit stands in private-c, whose route leads to exit itself: a circle. Put it into a public subnet, whose route leads to the internet gateway, and keep this one for those that it serves."
        ],
    );
    on_campus(
        "nat exit public-c\ntable way: 0.0.0.0/0 -> exit\nsubnet public-c 10.0.5.0/24 ap-south-1a table way\nsubnet private-d 10.0.6.0/24 ap-south-1a table way\ninstance job private-d _",
        "job -> internet tcp 443",
        expect![
            "no fix: exit stands in public-c, whose route leads to exit itself: a circle. Put it into a public subnet, whose route leads to the internet gateway, and keep this one for those that it serves."
        ],
    );
    on_campus(
        "table way:\nnat exit public-c\nsubnet public-c 10.0.5.0/24 ap-south-1a table way\nsubnet private-d 10.0.6.0/24 ap-south-1a table way\ninstance job private-d _",
        "job -> internet tcp 443",
        expect![
            "no fix: exit stands in public-c, which obeys the same route table: a route to it would lead it to itself. It belongs into a public subnet with a table of its own."
        ],
    );
}

#[test]
fn public_doors() {
    case(
        "alb-group-lacks-listener-port",
        "internet -> shop-alb tcp 443",
        expect![[r#"
        Let everybody in on TCP 443 in alb-sg
        delivered"#]],
    );
    case(
        "internet-remedy-before",
        "internet -> server tcp 80",
        expect![[r#"
        Let everybody in on TCP 80 in group
        delivered"#]],
    );
    case(
        "internet-remedy-after",
        "198.51.100.9 -> server tcp 80",
        expect![[r#"
            Let everybody in on TCP 80 in group
            delivered"#]],
    );
    let shop = |group: &str| {
        format!(
            "{group}\nsg web: in tcp 80 front\ninstance web private-a _ sg web\ntg webs 80 targets web\nalb shop public-a,public-b sg front: 80 -> webs\n"
        )
    };
    on_campus(
        &shop("sg front:"),
        "internet -> shop tcp 80",
        expect![[r#"
        Let everybody in on TCP 80 in front-sg
        delivered"#]],
    );
    on_campus(
        &shop("sg front: in tcp 80 203.0.113.7/32"),
        "198.51.100.9 -> shop tcp 80",
        expect![[r#"
        Let everybody in on TCP 80 in front-sg
        delivered"#]],
    );
    on_campus(
        &(shop("sg front: in tcp 443 0.0.0.0/0") + "user office 192.0.2.9"),
        "office -> shop tcp 80",
        expect![[r#"
        Let everybody in on TCP 80 in front-sg
        delivered"#]],
    );
    on_campus(
        &shop("sg front: in tcp 80 0.0.0.0/0"),
        "internet -> shop tcp 8080",
        expect![
            "no fix: shop listens on TCP 80 and not on TCP 8080: letting that in would help nobody."
        ],
    );
    // A server that is asked from the internet, and one that is not for it.
    on_campus(
        "sg web:\ninstance web public-a _ eip sg web",
        "internet -> web udp 51820",
        expect![[r#"
        Let everybody in on UDP 51820 in web-sg
        delivered"#]],
    );
    on_campus(
        "sg web:\ninstance web public-a _ eip sg web",
        "internet -> web tcp 22",
        expect![
            "no fix: TCP 22 is not for the whole internet: machines all over the world try it. Let in your own address only, as a /32, which you alone know, or the group that calls."
        ],
    );
    on_campus(
        "sg web:\ninstance web public-a _ eip sg web",
        "internet -> web tcp 5432",
        expect![
            "no fix: TCP 5432 is not for the whole internet: machines all over the world try it. Let in your own address only, as a /32, which you alone know, or the group that calls."
        ],
    );
    on_campus(
        "sg store:\ndb store public-a,public-b public sg store single",
        "internet -> store tcp 3306",
        expect![
            "no fix: store primary is not for the internet: let those in who call it, by their group."
        ],
    );
    on_campus(
        "sg front: in tcp 80 0.0.0.0/0\nsg web: in tcp 80 front\ninstance web public-a _ eip sg web\ntg webs 80 targets web\nalb shop public-a,public-b sg front: 80 -> webs",
        "internet -> web tcp 80",
        expect![
            "no fix: web stands behind a load balancer: the internet is to ask that, and its group lets only the load balancer in."
        ],
    );
    // A node in a private subnet: the subnet is not made public for it.
    case(
        "alb-one-subnet-of-three-private",
        "internet -> alb-1/ap-south-1c tcp 80",
        expect![[r#"
        Use public-3 instead
        delivered"#]],
    );
}

#[test]
fn tiers() {
    case(
        "targets-admit-one-alb-subnet-only",
        "alb-1/ap-south-1b -> i-web-1 tcp 80",
        expect![[r#"
            Let alb-sg in on TCP 80 in web-sg, instead of 10.0.0.0/24
            delivered"#]],
    );
    case(
        "database-in-default-group",
        "app -> shop-db tcp 3306",
        expect![[r#"
        Guard shop-db with db-sg, which lets app-sg in on TCP 3306
        delivered"#]],
    );
    case(
        "group-reference-over-public-address",
        "app -> pg.example.com tcp 5432",
        expect![
            "no fix: The packet comes over the internet, from the public address 13.234.64.36. A rule that names a group means private addresses and does not match it, and no group is to be opened to an address for that. Ask postgres at its private address, or at a name that answers with it."
        ],
    );
    let shop = "sg front: in tcp 80 0.0.0.0/0\ntemplate recipe sg web calls store\nasg fleet recipe private-a,private-b 2 tg webs\ntg webs 8080\n";
    on_campus(
        &format!(
            "{shop}sg web:\nsg store: in tcp 3306 web\ndb store private-a,private-b sg store single\nalb shop public-a,public-b sg front: 80 -> webs"
        ),
        "internet -> shop tcp 80",
        expect![[r#"
        Let front-sg in on TCP 8080 in web-sg
        delivered"#]],
    );
    on_campus(
        &format!(
            "{shop}sg web: in tcp 8080 front\nsg store: in tcp 3306 10.0.3.0/28\ndb store private-a,private-b sg store single\nalb shop public-a,public-b sg front: 80 -> webs"
        ),
        "internet -> shop tcp 80",
        expect![[r#"
        Let web-sg in on TCP 3306 in store-sg
        delivered"#]],
    );
    on_campus(
        "sg web: in tcp 80 10.0.1.0/24\ninstance web private-a _ sg web\ntg webs 80 targets web\nalb shop public-a,public-b: 80 -> webs",
        "shop/ap-south-1b -> web tcp 80",
        expect![[r#"
        Let 10.0.2.0/24 in on TCP 80 in web-sg
        delivered"#]],
    );
    on_campus(
        "sg app: out none\nsg store: in tcp 3306 app\ninstance app private-a _ sg app\ndb store private-a,private-b sg store single",
        "app -> store tcp 3306",
        expect![[r#"
        Let app-sg out on TCP 3306 to store-sg
        delivered"#]],
    );
    on_campus(
        "sg app:\nsg api: in tcp 80 10.0.9.0/24\ninstance app private-a _ sg app\ninstance api private-b _ sg api",
        "app -> api tcp 9000",
        expect![[r#"
        Let app-sg in on TCP 9000 in api-sg
        delivered"#]],
    );
    on_campus(
        "sg api:\ninstance app private-a _\ninstance api private-b _ sg api",
        "app -> api tcp 9000",
        expect![[r#"
        Let 10.0.3.0/24 in on TCP 9000 in api-sg
        delivered"#]],
    );
    on_campus(
        "sg ops:\nsg many: in tcp 22 10.0.0.0/16\ninstance one private-a _ sg many\ninstance api private-b _ sg many,api\nsg api:\ninstance app private-a _ sg ops",
        "app -> api tcp 9000",
        expect![[r#"
        Let ops-sg in on TCP 9000 in api-sg
        delivered"#]],
    );
    // Groups are known across peering in one Region.
    on_campus(
        "sg app:\ninstance app private-c _ sg app\ntable here: 10.1.0.0/16 -> bridge\nsubnet private-c 10.0.5.0/24 ap-south-1a table here\nvpc annex 10.1.0.0/16\ntable back: 10.0.0.0/16 -> bridge\nsubnet far 10.1.1.0/24 ap-south-1a table back\nsg far:\ninstance far-1 far _ sg far\npeering bridge campus annex",
        "app -> far-1 tcp 80",
        expect![[r#"
        Let app-sg in on TCP 80 in far-sg
        delivered"#]],
    );
    // The default group.
    on_campus(
        "sg app:\ninstance app private-a _ sg app\ndb store private-a,private-b single",
        "app -> store tcp 3306",
        expect![[r#"
        Guard store with a new group, store-group, which lets app-sg in on TCP 3306
        delivered"#]],
    );
    on_campus(
        "sg app:\ninstance app private-a _ sg app\ninstance api private-b _",
        "app -> api tcp 80",
        expect![[r#"
        Guard api with a new group, api-group, which lets app-sg in on TCP 80
        delivered"#]],
    );
    on_campus(
        "sg app:\ninstance app private-a _ sg app\ninstance api private-b _\ninstance other private-b _",
        "app -> api tcp 80",
        expect![
            "no fix: api is guarded by the default group, which lets in its own members alone, and other is one of them. Give each a group of its own that lets in whom it needs."
        ],
    );
    on_campus(
        "sg app:\nsg wide: in tcp 3306 app; in tcp 22 0.0.0.0/0\ninstance app private-a _ sg app\ndb store private-a,private-b single",
        "app -> store tcp 3306",
        expect![[r#"
        Guard store with a new group, store-group, which lets app-sg in on TCP 3306
        delivered"#]],
    );
    // Over the internet to a neighbour: it is to be asked in private.
    let neighbour = "sg app:\nsg store: in tcp 5432 app\ninstance app public-a _ public 13.1.1.1 sg app\ninstance store public-b _ public 13.1.1.2 sg store\n";
    on_campus(
        neighbour,
        "app -> 13.1.1.2 tcp 5432",
        expect![
            "no fix: The packet comes over the internet, from the public address 13.1.1.1. A rule that names a group means private addresses and does not match it, and no group is to be opened to an address for that. Ask store at its private address, or at a name that answers with it."
        ],
    );
    on_campus(
        &format!(
            "{neighbour}nat exit public-a\ntable way: 0.0.0.0/0 -> exit\nsubnet private-c 10.0.5.0/24 ap-south-1a table way\ninstance job private-c _ sg app"
        ),
        "job -> 13.1.1.2 tcp 5432",
        expect![
            "no fix: The packet comes over the internet, from the public address 13.234.27.240. A rule that names a group means private addresses and does not match it, and no group is to be opened to an address for that. Ask store at its private address, or at a name that answers with it."
        ],
    );
    on_campus(
        "sg app: out tcp 443 10.0.0.0/16\nsg store: in tcp 5432 app\ninstance app public-a _ public 13.1.1.1 sg app\ninstance store public-b _ public 13.1.1.2 sg store",
        "app -> 13.1.1.2 tcp 5432",
        expect![
            "no fix: store is in the same VPC and is asked at its public address, over the internet. Ask it at its private address, or at a name that answers with it."
        ],
    );
}

#[test]
fn network_acls() {
    case(
        "network-acl-rule-100-denies-all",
        "internet -> shop-alb tcp 80",
        expect![[r#"
        Allow TCP 80 from 10.0.0.0/24 and 10.0.1.0/24 in private-acl as rules 99 and 98, and the answers on TCP 1024–65535 as rules 99 and 98
        delivered"#]],
    );
    case(
        "s3-endpoint-blocked-by-acl",
        "app -> archive tcp 443",
        expect![[r#"
        Allow TCP 443 to 0.0.0.0/0 in data-acl as rule 110, and the answers on TCP 1024–65535 as rule 110 (the addresses of Amazon S3 are public)
        delivered"#]],
    );
    case(
        "acl-remedy-one-port",
        "client -> server tcp 3306",
        expect![[r#"
        Allow the answers to 10.0.1.0/24 on TCP 1024–65535 in acl as rule 110
        delivered"#]],
    );
    case(
        "acl-remedy-endless",
        "internet -> balancer tcp 80",
        expect![[r#"
        Allow the answers to 10.0.1.0/24 and 10.0.2.0/24 on TCP 1024–65535 in acl as rules 100 and 110
        delivered"#]],
    );
    case(
        "three-percent-denied",
        "internet -> balancer tcp 80",
        expect![[r#"
        Allow the answers to 10.0.1.0/24 and 10.0.2.0/24 on TCP 8000–9999 in acl as rules 99 and 98
        delivered"#]],
    );
    let walled = |acl: &str| {
        format!(
            "region ap-south-1\nvpc campus 10.0.0.0/16\nsg all: in all * 0.0.0.0/0\nacl wall: {acl}\nsubnet app 10.0.1.0/24 ap-south-1a\nsubnet data 10.0.2.0/24 ap-south-1a acl wall\ninstance client app _ sg all\ninstance server data _ sg all\n"
        )
    };
    mended(
        &walled(""),
        "client -> server tcp 5432",
        expect![[r#"
        Allow TCP 5432 from 10.0.1.0/24 in wall-acl as rule 100, and the answers on TCP 1024–65535 as rule 100
        delivered"#]],
    );
    mended(
        &walled(
            "in 50 deny tcp 5000-6000 0.0.0.0/0; in 100 allow all * 0.0.0.0/0; out 100 allow all * 0.0.0.0/0",
        ),
        "client -> server tcp 5432",
        expect![[r#"
        Allow TCP 5432 from 10.0.1.0/24 in wall-acl as rule 49
        delivered"#]],
    );
    mended(
        &walled("in 100 allow all * 0.0.0.0/0; out 100 allow tcp 5432 10.0.0.0/16"),
        "client -> server tcp 5432",
        expect![[r#"
        Allow the answers to 10.0.1.0/24 on TCP 1024–65535 in wall-acl as rule 110
        delivered"#]],
    );
    mended(
        &walled("in 1 deny all * 0.0.0.0/0; out 100 allow all * 0.0.0.0/0"),
        "client -> server tcp 5432",
        expect!["no fix: In wall-acl no number is free for an entry that would be asked in time."],
    );
    mended(
        &walled("in 100 allow tcp 5432 10.0.1.0/24; out 100 allow tcp 5432 10.0.0.0/16"),
        "server -> client tcp 5432",
        expect![[r#"
        Allow the answers from 10.0.1.0/24 on TCP 1024–65535 in wall-acl as rule 110
        delivered"#]],
    );
    mended(
        &walled("in 100 allow tcp 80 10.0.1.0/24"),
        "client -> server icmp",
        expect![[r#"
        Allow ICMP type 8 from 10.0.1.0/24 in wall-acl as rule 110, and the answers on ICMP type 0 as rule 100
        delivered"#]],
    );
    mended(
        &walled("in 100 allow udp 53 10.0.1.0/24"),
        "client -> server udp 53",
        expect![[r#"
        Allow the answers to 10.0.1.0/24 on UDP 1024–65535 in wall-acl as rule 100
        delivered"#]],
    );
    // A deny for a part of those who may ask was made on purpose.
    let street = |acl: &str| {
        format!(
            "region ap-south-1\nvpc campus 10.0.0.0/16\nigw gate campus\ntable out: 0.0.0.0/0 -> gate\nacl street: {acl}\nsg web: in tcp 8080 0.0.0.0/0\nsubnet public-a 10.0.1.0/24 ap-south-1a table out acl street\ninstance web public-a _ eip sg web\n"
        )
    };
    mended(
        &street(
            "in 90 deny all * 203.0.113.0/24; in 100 allow all * 0.0.0.0/0; out 100 allow all * 0.0.0.0/0",
        ),
        "internet -> web tcp 8080",
        expect![
            "no fix: In street-acl entry 90 denies 203.0.113.0/24 on purpose: take it out if those are to pass."
        ],
    );
    mended(
        &street("in 100 allow tcp 8080 0.0.0.0/0; out 100 allow tcp 8080 0.0.0.0/0"),
        "internet -> web tcp 8080",
        expect![[r#"
        Allow the answers to 0.0.0.0/0 on TCP 1024–65535 in street-acl as rule 110
        delivered"#]],
    );
    mended(
        &street(
            "in 100 deny tcp 8080 0.0.0.0/0; in 110 allow all * 0.0.0.0/0; out 100 allow all * 0.0.0.0/0",
        ),
        "internet -> web tcp 8080",
        expect![[r#"
        Allow TCP 8080 from 0.0.0.0/0 in street-acl as rule 99
        delivered"#]],
    );
    mended(
        &street("in 100 allow tcp 8080 203.0.113.7/32; out 100 allow all * 0.0.0.0/0"),
        "198.51.100.9 -> web tcp 8080",
        expect![[r#"
        Allow TCP 8080 from 0.0.0.0/0 in street-acl as rule 110
        delivered"#]],
    );
    // What is denied to a part of the caller's subnet stays denied to it, whatever
    // the rest lacks.
    mended(
        &walled("in 100 deny tcp 5432 10.0.1.128/25; out 100 allow all * 0.0.0.0/0"),
        "client -> server tcp 5432",
        expect![
            "no fix: In wall-acl entry 100 denies 10.0.1.128/25 on purpose: take it out if those are to pass."
        ],
    );
    // Services of Amazon have public addresses.
    let stored = |rest: &str| {
        format!("region ap-south-1\nvpc campus 10.0.0.0/16\nbucket archive\ntable data:\n{rest}")
    };
    mended(
        &stored(
            "sg app: out none\nacl wall: in 100 allow all * 0.0.0.0/0; out 100 allow tcp 3306 0.0.0.0/0\nsubnet data-a 10.0.2.0/24 ap-south-1a table data acl wall\nendpoint door data\ninstance app data-a _ sg app",
        ),
        "app -> archive tcp 443",
        expect![[r#"
        Let app-sg out on TCP 443 to everybody
        Allow TCP 443 to 0.0.0.0/0 in wall-acl as rule 110 (the addresses of Amazon S3 are public)
        delivered"#]],
    );
    mended(
        &stored(
            "acl wall: out 100 allow tcp 443 0.0.0.0/0; in 100 allow tcp 443 0.0.0.0/0\nsubnet data-a 10.0.2.0/24 ap-south-1a table data acl wall\nendpoint door data\ninstance app data-a _",
        ),
        "app -> archive tcp 443",
        expect![[r#"
        Allow the answers from 0.0.0.0/0 on TCP 1024–65535 in wall-acl as rule 110 (the addresses of Amazon S3 are public)
        delivered"#]],
    );
    mended(
        &stored(
            "table spare:\nsubnet data-a 10.0.2.0/24 ap-south-1a table data\nendpoint door spare\ninstance app data-a _",
        ),
        "app -> archive tcp 443",
        expect![[r#"
        Add data to door
        delivered"#]],
    );
    mended(
        &stored("subnet data-a 10.0.2.0/24 ap-south-1a\nendpoint door\ninstance app data-a _"),
        "app -> archive tcp 443",
        expect![[r#"
        Give data-a a route table and add it to door
        delivered"#]],
    );
    // All subnets of a load balancer, and of the servers behind it.
    on_campus(
        "sg front: in tcp 80 0.0.0.0/0\nsg web: in tcp 80 front\nacl street: in 100 allow tcp 80 0.0.0.0/0; out 100 allow tcp 1024-65535 0.0.0.0/0\nsubnet public-c 10.0.7.0/24 ap-south-1a table out acl street\nsubnet public-d 10.0.8.0/24 ap-south-1b table out acl street\ninstance web-1 private-a _ sg web\ninstance web-2 private-b _ sg web\ntg webs 80 targets web-1,web-2\nalb shop public-c,public-d sg front: 80 -> webs",
        "internet -> shop tcp 80",
        expect![[r#"
            Allow TCP 80 to 10.0.3.0/24 and 10.0.4.0/24 in street-acl as rules 110 and 120, and the answers on TCP 1024–65535 as rules 110 and 120
            delivered"#]],
    );
}

#[test]
fn tables() {
    case(
        "private-subnet-left-on-main-table",
        "mongo -> internet tcp 443",
        expect![[r#"
        Associate private-rt with private-1, which is left on the main route table
        delivered"#]],
    );
    case(
        "one-cause-twice",
        "internet -> server tcp 80",
        expect![[r#"
        Attach igw to v
        delivered"#]],
    );
    // Left on the main table, its own or AWS's.
    let main = "region ap-south-1\nvpc campus 10.0.0.0/16 main lobby\nigw gate campus\ntable lobby: 0.0.0.0/0 -> gate\nsubnet public-a 10.0.1.0/24 ap-south-1a\nnat exit public-a\nsg job:\nsubnet private-a 10.0.3.0/24 ap-south-1a\ninstance job private-a _ sg job\n";
    mended(
        main,
        "job -> internet tcp 443",
        expect![
            "no fix: private-a is called private, but its routes lead to an internet gateway. Give it a route table that leads to a NAT gateway; job needs no public address then."
        ],
    );
    mended(
        &format!("{main}table one: 0.0.0.0/0 -> exit\ntable two: 0.0.0.0/0 -> exit"),
        "job -> internet tcp 443",
        expect![
            "no fix: private-a is called private, but its routes lead to an internet gateway. Give it a route table that leads to a NAT gateway; job needs no public address then."
        ],
    );
    mended(
        &format!(
            "{main}table one: 0.0.0.0/0 -> exit\ninstance guest private-a _ public 13.1.1.1 sg job"
        ),
        "job -> internet tcp 443",
        expect![
            "no fix: private-a is called private, but its routes lead to an internet gateway. Give it a route table that leads to a NAT gateway; job needs no public address then."
        ],
    );
    on_campus(
        "nat exit public-a\nsubnet private-c 10.0.5.0/24 ap-south-1a\nsubnet private-d 10.0.6.0/24 ap-south-1a table way\ntable way: 0.0.0.0/0 -> exit\ninstance job private-c _",
        "job -> internet tcp 443",
        expect![[r#"
        Associate way with private-c, which is left on the main route table
        delivered"#]],
    );
    on_campus(
        "sg web: in tcp 80 0.0.0.0/0\nsubnet public-c 10.0.5.0/24 ap-south-1a\ninstance web public-c _ eip sg web",
        "internet -> web tcp 80",
        expect![[r#"
        Associate out with public-c, which is left on the main route table
        delivered"#]],
    );
    on_campus(
        "sg web: in tcp 80 0.0.0.0/0\nsubnet public-c 10.0.5.0/24 ap-south-1a table inner\ninstance web public-c _ eip sg web",
        "internet -> web tcp 80",
        expect![[r#"
        Associate out with public-c instead of inner
        delivered"#]],
    );
    on_campus(
        "sg web: in tcp 80 0.0.0.0/0\ninstance web private-a _ eip sg web",
        "internet -> web tcp 80",
        expect![
            "no fix: A route to an internet gateway would make private-a public, and what is in it is to stay private. Move web to a public subnet."
        ],
    );
    on_campus(
        "nat exit public-a\ninstance job private-a _",
        "job -> internet tcp 443",
        expect![[r#"
        Route 0.0.0.0/0 to exit in inner
        delivered"#]],
    );
    on_campus(
        "table way: 0.0.0.0/0 -> gone\nnat exit public-a\nsubnet private-c 10.0.5.0/24 ap-south-1a table way\ninstance job private-c _",
        "job -> internet tcp 443",
        expect![[r#"
        Route 0.0.0.0/0 to exit in way
        delivered"#]],
    );
    on_campus(
        "instance job private-a _",
        "job -> internet tcp 443",
        expect![
            "no fix: job has no public address, and campus has no NAT gateway that would send its packets on: build one in a public subnet, then a route for private-a can lead to it."
        ],
    );
    // Gateways that are not attached.
    let loose = "region ap-south-1\nvpc campus 10.0.0.0/16\nsg web: in tcp 80 0.0.0.0/0\nsubnet public-a 10.0.1.0/24 ap-south-1a table out\ninstance web public-a _ eip sg web\n";
    mended(
        &format!("{loose}table out:\nigw gate"),
        "web -> internet tcp 443",
        expect![[r#"
        Attach gate to campus, and route 0.0.0.0/0 to it in out
        delivered"#]],
    );
    mended(
        &format!("{loose}table out: 0.0.0.0/0 -> gate\nigw gate\nigw spare"),
        "internet -> web tcp 80",
        expect![[r#"
            Attach gate to campus
            delivered"#]],
    );
    mended(
        &format!(
            "{loose}table out: 0.0.0.0/0 -> gate\nigw gate\nsubnet private-a 10.0.2.0/24 ap-south-1a table out\ninstance job private-a _"
        ),
        "internet -> web tcp 80",
        expect![
            "no fix: With gate attached to campus its route would make private-a public, and what is in that is to stay private. Give private-a another route table first."
        ],
    );
}

/// A public subnet behind another network ACL is no stand-in for a private one:
/// its ACL may stop what the load balancer asks.
#[test]
fn a_subnet_behind_another_acl_is_no_stand_in() {
    let shop = |acl: &str| {
        format!(
            "{CAMPUS}{acl}\nsubnet private-c 10.0.5.0/24 ap-south-1c table inner\nsubnet public-c 10.0.6.0/24 ap-south-1c table out {}\nsg front: in tcp 80 0.0.0.0/0\nsg web: in tcp 80 front\ninstance web private-a _ sg web\ntg webs 80 targets web\nalb shop public-a,private-c sg front: 80 -> webs",
            if acl.is_empty() { "" } else { "acl wall" }
        )
    };
    let asked = "internet -> shop/ap-south-1c tcp 80";
    assert!(steps_of(&shop(""), asked).starts_with("Use public-c instead"));
    let other = "acl wall: in 100 allow tcp 80 0.0.0.0/0; out 100 allow tcp 1024-65535 0.0.0.0/0";
    assert!(!steps_of(&shop(other), asked).contains("Use public-c instead"));
}

/// A finding and a trace offer the same remedy for the same cause.
#[test]
fn a_finding_and_a_trace_tell_one_story() {
    let same_in = |architecture: &Architecture, what: &str, code: &str, question: &str| {
        let network = Network::new(architecture);
        let trace = network.trace(&campus::flow(question, architecture));
        let traced = network.fix(&trace.blockers[0]).unwrap();
        let findings = cloud_campus::rules::findings(architecture);
        let mut found = findings.iter().filter(|it| it.code == code);
        let same = found.any(|it| it.fix.as_ref().is_some_and(|fix| fix.edits == traced.edits));
        assert!(same, "{what}: {traced:?}");
    };
    let same = |name: &str, code: &str, question: &str| {
        same_in(&load(name), name, code, question);
    };
    same(
        "alb-group-lacks-listener-port",
        "listener-port-not-admitted",
        "internet -> shop-alb tcp 443",
    );
    same(
        "acl-remedy-one-port",
        "network-acl-blocks-replies",
        "client -> server tcp 3306",
    );
    same(
        "alb-one-subnet-of-three-private",
        "balancer-subnet-not-public",
        "internet -> alb-1/ap-south-1c tcp 80",
    );
    // Rules on tiers ask about groups and network ACLs alike.
    let tier = |text: &str, code: &str, question: &str| {
        let architecture = campus::build(&format!("{CAMPUS}{text}"));
        same_in(&architecture, text, code, question);
    };
    let shop = "sg front: in tcp 80 0.0.0.0/0\ninstance web-1 private-a _ sg web calls store\ninstance web-2 private-b _ sg web calls store\ntg webs 80 targets web-1,web-2\nalb shop public-a,public-b sg front: 80 -> webs\n";
    tier(
        &format!("{shop}sg web:\nsg store: in tcp 3306 web\ndb store private-a,private-b sg store"),
        "target-not-reachable",
        "internet -> shop tcp 80",
    );
    tier(
        &format!("{shop}sg web: in tcp 80 front\nsg store:\ndb store private-a,private-b sg store"),
        "database-not-reachable",
        "web-1 -> store tcp 3306",
    );
    let walled = "acl wall: in 100 allow tcp 1024-65535 0.0.0.0/0; out 100 allow all * 0.0.0.0/0\nsubnet private-c 10.0.7.0/24 ap-south-1a table inner acl wall\ninstance web private-c _ sg web\n";
    tier(
        &format!(
            "{walled}sg front: in tcp 80 0.0.0.0/0\nsg web: in tcp 80 front\ntg webs 80 targets web\nalb shop public-a,public-b sg front: 80 -> webs"
        ),
        "network-acl-blocks-tier",
        "internet -> shop tcp 80",
    );
}

/// What the first remedy mends too is not told as something else.
#[test]
fn one_cause_is_told_once() {
    let loose = "region ap-south-1\nvpc campus 10.0.0.0/16\nsg web: in tcp 80 0.0.0.0/0\ntable out: 0.0.0.0/0 -> gate\nsubnet public-a 10.0.1.0/24 ap-south-1a table out\ninstance web public-a _ eip sg web\nigw gate";
    assert_eq!(causes(loose, "internet -> web tcp 80"), 1);
    let relay = "region ap-south-1\nvpc campus 10.0.0.0/16\nsg all: in all * 0.0.0.0/0\ntable one: 10.0.2.0/24 -> relay\ntable two: 10.0.1.0/24 -> relay\nsubnet sone 10.0.1.0/24 ap-south-1a table one\nsubnet stwo 10.0.2.0/24 ap-south-1a table two\nsubnet mid 10.0.3.0/24 ap-south-1a\ninstance relay mid _ sg all\ninstance left sone _ sg all\ninstance right stwo _ sg all";
    assert_eq!(causes(relay, "left -> right tcp 80"), 1);
    let stopped = "region ap-south-1\nvpc campus 10.0.0.0/16\nsg all: in all * 0.0.0.0/0\nsubnet one 10.0.1.0/24 ap-south-1a\ninstance left one _ stopped sg all\ninstance right one _ sg all";
    assert_eq!(causes(stopped, "left -> right tcp 80"), 1);
    // Two causes stay two, and a network ACL that lacks both ways is one.
    let two = "region ap-south-1\nvpc campus 10.0.0.0/16\nacl wall:\nsg shut:\nsubnet one 10.0.1.0/24 ap-south-1a\nsubnet two 10.0.2.0/24 ap-south-1a acl wall\ninstance left one _ sg shut\ninstance right two _ sg shut";
    assert_eq!(causes(two, "left -> right tcp 80"), 2);
}

#[test]
fn a_missing_public_address_is_told_once_there_and_back() {
    let architecture = load("remedy-without-effect");
    let network = Network::new(&architecture);
    let flow = campus::flow("internet -> 10.0.1.20 tcp 80", &architecture);
    assert_eq!(network.causes(&network.trace(&flow)).len(), 1);
}

#[test]
fn what_a_private_zone_hides_is_added_to_it() {
    case(
        "private-zone-shadows-public-zone",
        "i-job -> www.example.com tcp 80",
        expect![[r#"
            Add www.example.com to example.com (private)
            delivered"#]],
    );
    // A name that neither zone has, nobody but the learner knows.
    case(
        "private-zone-shadows-public-zone",
        "i-job -> nothing.example.com tcp 80",
        expect![
            "no fix: What the name is to answer with you alone know: add or correct its record."
        ],
    );
    let zones = |public: &str, private: &str| {
        format!(
            "vpc campus 10.0.0.0/16 hostnames
            igw gate campus
            table out: 0.0.0.0/0 -> gate
            sg open: in tcp 80 0.0.0.0/0
            subnet front 10.0.0.0/24 a table out
            instance web front 10.0.0.10 public 52.0.0.10 sg open
            instance job front 10.0.0.11 public 52.0.0.11 sg open
            zone shop.example: {public}
            zone {private}: db.shop.example A 10.0.0.10"
        )
    };
    let question = "job -> www.shop.example tcp 80";
    // A wildcard answers in public: only the name that is asked is added.
    mended(
        &zones("*.shop.example A 52.0.0.10", "shop.example private campus"),
        question,
        expect![[r#"
            Add www.shop.example to zone-shop.example-true
            delivered"#]],
    );
    // Another name in public.
    mended(
        &zones(
            "api.shop.example A 52.0.0.10",
            "shop.example private campus",
        ),
        question,
        expect![
            "no fix: What the name is to answer with you alone know: add or correct its record."
        ],
    );
}

//! The log says what AWS would have got, in an order that AWS would take.

use expect_test::expect;

use super::super::Session;
use crate::analysis::Analysis;
use crate::architecture::{Document, Edit, Instance, Kind, Resource, ResourceId};
use crate::building::placement::{create, deletion};

fn log(session: &Session) -> String {
    let line = |it: &super::AuditEvent| {
        let refused = match it.refused.as_str() {
            "" => String::new(),
            code => format!(" {code}"),
        };
        format!("{} {} by {}{refused}", it.call, it.name, it.by)
    };
    session
        .audit()
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn notebookly() -> Session {
    let text = include_str!("../../../../tests/files/notebookly.campus.json");
    Session::open(Document::from_json(text).unwrap())
}

#[test]
fn a_deletion_and_its_undo_are_possible_calls() {
    let mut session = notebookly();
    let edits = deletion(
        session.document(),
        &["subnet-1".into(), "internet-gateway-1".into()],
    );
    session.set_now(1_700_000_000_000);
    session.perform("Delete", edits).unwrap();
    assert!(
        session
            .audit()
            .iter()
            .all(|it| it.at == Some(1_700_000_000_000))
    );
    expect![[r#"
        SetSubnets Notebookly-ALB by root
        DeleteNatGateway NAT-GW-AZ1 by root
        ReleaseAddress NAT-GW-AZ1 by root
        DeleteSubnet public-a by root
        DetachInternetGateway Notebookly-IGW by root
        DeleteInternetGateway Notebookly-IGW by root"#]]
    .assert_eq(&log(&session));
    let gone = session.audit().len();
    session.undo();
    let calls: Vec<_> = session.audit()[gone..].iter().map(|it| &*it.call).collect();
    expect![[r#"
        CreateInternetGateway
        AttachInternetGateway
        CreateSubnet
        AssociateRouteTable
        ReplaceNetworkAclAssociation
        SetSubnets
        AllocateAddress
        CreateNatGateway"#]]
    .assert_eq(&calls.join("\n"));
    let place = |call: &str| calls.iter().position(|it| *it == call).unwrap();
    assert!(place("CreateInternetGateway") < place("CreateNatGateway"));
    assert!(place("AllocateAddress") < place("CreateNatGateway"));
    assert!(place("CreateSubnet") < place("CreateNatGateway"));
}

#[test]
fn a_whole_network_goes_and_comes_in_an_order_that_aws_takes() {
    let mut session = notebookly();
    let edits = deletion(session.document(), &["vpc-1".into()]);
    session.perform("Delete", edits).unwrap();
    let gone = session.audit().len();
    session.undo();
    let place = |from: usize, call: &str, name: &str| {
        let all = session.audit()[from..].iter();
        let found = all.enumerate().filter(|(place, it)| {
            it.call == call && it.name == name && (from > 0 || *place < gone)
        });
        found
            .map(|it| it.0)
            .next_back()
            .unwrap_or_else(|| panic!("no {call} {name}"))
    };
    let in_order = |from: usize, calls: &[(&str, &str)]| {
        for pair in calls.windows(2) {
            let [one, other] = [pair[0], pair[1]].map(|(call, name)| place(from, call, name));
            assert!(one < other, "{pair:?}");
        }
    };
    // A group that servers wear, a subnet in which somebody stands and a VPC that holds
    // anything are not deleted.
    in_order(
        0,
        &[
            ("DeleteAutoScalingGroup", "Notebookly-ASG"),
            ("DeleteSecurityGroup", "WebServer-SG"),
            ("DeleteVpc", "Notebookly-VPC"),
        ],
    );
    in_order(
        0,
        &[
            ("DeleteNatGateway", "NAT-GW-AZ1"),
            ("DetachInternetGateway", "Notebookly-IGW"),
            ("DeleteInternetGateway", "Notebookly-IGW"),
            ("DeleteVpc", "Notebookly-VPC"),
        ],
    );
    in_order(
        0,
        &[
            ("DeleteDBInstance", "notebook-db"),
            ("DeleteSubnet", "private-a"),
            ("DeleteRouteTable", "private-rt-a"),
        ],
    );
    // And nothing is made before what it needs.
    for needs in [
        ("CreateNatGateway", "NAT-GW-AZ1"),
        ("CreateLoadBalancer", "Notebookly-ALB"),
    ] {
        in_order(
            gone,
            &[
                ("CreateVpc", "Notebookly-VPC"),
                ("CreateInternetGateway", "Notebookly-IGW"),
                ("AttachInternetGateway", "Notebookly-IGW"),
                needs,
            ],
        );
    }
    in_order(
        gone,
        &[
            ("CreateVpc", "Notebookly-VPC"),
            ("CreateSecurityGroup", "WebServer-SG"),
            ("CreateLaunchTemplateVersion", "Notebookly-Template"),
            ("CreateAutoScalingGroup", "Notebookly-ASG"),
        ],
    );
    in_order(
        gone,
        &[
            ("CreateRouteTable", "private-rt-a"),
            ("CreateSubnet", "private-a"),
            ("CreateDBInstance", "notebook-db"),
        ],
    );
}

#[test]
fn a_chain_as_long_as_a_document_is_followed_to_its_end() {
    let mut document = Document::default();
    let name = |number: usize| ResourceId::new(format!("instance-{number}"));
    let edits = (0..20_000).map(|number| Edit::Create {
        id: name(number),
        resource: Resource::new(
            format!("server-{number}"),
            Instance {
                backends: vec![name(number + 1)],
                ..Instance::default()
            },
        ),
    });
    document.apply_all(edits.collect()).unwrap();
    let ids: Vec<ResourceId> = (0..20_000).map(name).collect();
    let ordered = super::ordered(ids.iter(), &document.architecture);
    assert_eq!(ordered.first(), Some(&name(19_999)));
    assert_eq!(ordered.last(), Some(&name(0)));
    assert_eq!(ordered.len(), 20_000);
}

#[test]
fn a_thing_is_made_with_what_it_needs() {
    let mut session = notebookly();
    let add = |session: &mut Session, kind, home: &str| {
        let home = ResourceId::new(home);
        let (id, edits) = create(session.document(), kind, Some(&home), None).unwrap();
        session.perform("Add", edits).unwrap();
        id
    };
    add(&mut session, Kind::NatGateway, "subnet-3");
    add(&mut session, Kind::Database, "vpc-1");
    session.undo();
    let subnet = ResourceId::new("subnet-3");
    for table in [
        serde_json::json!("route-table-1"),
        serde_json::Value::Null,
        serde_json::json!("route-table-2"),
    ] {
        session
            .perform("Change", vec![Edit::set(&subnet, "route_table", table)])
            .unwrap();
    }
    session
        .perform(
            "Detach",
            vec![Edit::set(
                &"internet-gateway-1".into(),
                "vpc",
                serde_json::Value::Null,
            )],
        )
        .unwrap();
    expect![[r#"
        AllocateAddress nat-gateway-3 by root
        CreateNatGateway nat-gateway-3 by root
        CreateDBSubnetGroup database-2 by root
        CreateDBInstance database-2 by root
        DeleteDBInstance database-2 by root
        DeleteDBSubnetGroup database-2 by root
        ReplaceRouteTableAssociation private-a by root
        DisassociateRouteTable private-a by root
        AssociateRouteTable private-a by root
        DetachInternetGateway Notebookly-IGW by root"#]]
    .assert_eq(&log(&session));
}

fn rename(session: &mut Session, id: ResourceId, name: &str) {
    let name = name.to_owned();
    session
        .perform("Rename", vec![Edit::Rename { id, name }])
        .unwrap();
}

#[test]
fn what_aws_refuses_is_logged_as_refused() {
    let mut session = notebookly();
    let answer = |session: &mut Session| {
        let analysis = Analysis::of(&session.document().architecture);
        session.answer(analysis.findings());
    };
    answer(&mut session);
    let subnet = ResourceId::new("subnet-3");
    session
        .perform("Change", vec![Edit::set(&subnet, "cidr", "10.9.3.0/24")])
        .unwrap();
    answer(&mut session);
    rename(&mut session, subnet, "apps");
    answer(&mut session);
    let table = ResourceId::new("route-table-1");
    let again = serde_json::json!({ "destination": "0.0.0.0/0", "target": "internet-gateway-1" });
    session
        .perform("Add", vec![Edit::insert(&table, "routes", 1, again)])
        .unwrap();
    answer(&mut session);
    expect![[r#"
        CreateTags private-a by root
        CreateRoute public-rt by root RouteAlreadyExists"#]]
    .assert_eq(&log(&session));
}

#[test]
fn what_was_wrong_when_a_document_was_opened_is_no_refusal_of_its_next_call() {
    let subnet = ResourceId::new("subnet-3");
    let mut wrong = notebookly().document().clone();
    wrong
        .apply(Edit::set(&subnet, "cidr", "10.9.3.0/24"))
        .unwrap();
    let mut session = Session::open(wrong);
    rename(&mut session, subnet, "apps");
    let analysis = Analysis::of(&session.document().architecture);
    assert!(!session.answer(analysis.findings()));
    expect!["CreateTags private-a by root"].assert_eq(&log(&session));
}

//! One answer to each question: where answers used to differ, and which one the
//! rulebook takes.
//!
//! Network, rules, placement, template and drawing once worked out for
//! themselves who stands where and what counts for whom. Held against each
//! other over all examples and random architectures they agreed but for the
//! cases below; each of them names the row that decides.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use cloud_campus::architecture::*;
use cloud_campus::building::placement::create;
use cloud_campus::cloudformation::export;
use cloud_campus::network::{Failures, Network, can_fail};
use cloud_campus::relations::guards::Guards;
use cloud_campus::relations::servers::Registered;
use cloud_campus::relations::{Exit, Lead, Relations, SubnetKind};
use cloud_campus::rules;
use proptest::prelude::*;

/// A document of these resources, called by their ids.
fn document(resources: Vec<(&str, Properties)>) -> Document {
    let mut document = Document::default();
    for (id, properties) in resources {
        let resource = Resource::new(id, properties);
        document.apply(Edit::create(id.into(), resource)).unwrap();
    }
    document
}

fn built(resources: Vec<(&str, Properties)>) -> Architecture {
    document(resources).architecture
}

fn to(id: &str) -> Option<ResourceId> {
    Some(id.into())
}

fn route(destination: &str, target: &str) -> Route {
    Route {
        destination: destination.into(),
        target: to(target),
    }
}

fn vpc(cidr: &str) -> Vpc {
    Vpc {
        region: to("mumbai"),
        cidr: cidr.into(),
        ..Vpc::default()
    }
}

fn subnet(vpc: &str, cidr: &str) -> Subnet {
    Subnet {
        vpc: to(vpc),
        cidr: cidr.into(),
        ..Subnet::default()
    }
}

fn table(vpc: &str, routes: Vec<Route>) -> RouteTable {
    RouteTable {
        vpc: to(vpc),
        routes,
    }
}

fn gateway(vpc: &str) -> InternetGateway {
    InternetGateway {
        region: to("mumbai"),
        vpc: to(vpc),
    }
}

fn mumbai() -> (&'static str, Properties) {
    let region = Region {
        code: "ap-south-1".to_owned(),
    };
    ("mumbai", region.into())
}

fn codes(architecture: &Architecture) -> Vec<&'static str> {
    let findings = rules::findings(architecture);
    findings.iter().map(|it| it.code).collect()
}

/// Two VPCs; the only subnet of the second obeys a table of the first, which
/// leads to the internet, and holds a NAT gateway.
fn abroad() -> Architecture {
    let mut odd = subnet("two", "10.2.0.0/24");
    odd.route_table = to("public");
    let nat = NatGateway {
        subnet: to("odd"),
        elastic_ip: true,
        ..NatGateway::default()
    };
    built(vec![
        mumbai(),
        ("one", vpc("10.1.0.0/16").into()),
        ("two", vpc("10.2.0.0/16").into()),
        ("gate-1", gateway("one").into()),
        ("gate-2", gateway("two").into()),
        (
            "public",
            table("one", vec![route("0.0.0.0/0", "gate-1")]).into(),
        ),
        ("odd", odd.into()),
        ("nat", nat.into()),
    ])
}

/// RT-13: a table and its subnets belong to one VPC. The trace dropped the
/// packets of such a subnet at the main table while the rules held that it had
/// an internet gateway, placement that it was public, and the drawing that it
/// obeyed the table.
#[test]
fn a_route_table_of_another_vpc_does_not_count() {
    let architecture = abroad();
    let relations = Relations::of(&architecture);
    let odd = relations.subnet(&"odd".into()).unwrap();
    assert_eq!(odd.table, None);
    assert!(odd.table_refused);
    assert_eq!((odd.kind, odd.exit), (SubnetKind::Isolated, Exit::None));
    let (kind, _) = Network::new(&architecture).subnet_kind(odd.id).unwrap();
    assert_eq!(kind, SubnetKind::Isolated);
    // What is wrong is said once, by the rule that it belongs to.
    let codes = codes(&architecture);
    assert!(codes.contains(&"association-across-vpcs"));
    assert!(!codes.contains(&"nat-in-private-subnet"));
    let export = export(&architecture, None);
    let made = |kind: &str| export.template.resources.iter().any(|it| it.kind == kind);
    assert!(!made("AWS::EC2::SubnetRouteTableAssociation"));
}

/// RT-13, NACL-2, SG-15: the same for what a VPC names as its own. The network
/// took them, the template did not.
#[test]
fn main_table_and_defaults_of_another_vpc_do_not_count() {
    let mut two = vpc("10.2.0.0/16");
    two.main_route_table = to("public");
    two.default_network_acl = to("closed");
    two.default_security_group = to("guests");
    let acl = NetworkAcl {
        vpc: to("one"),
        ..NetworkAcl::default()
    };
    let group = SecurityGroup {
        vpc: to("one"),
        ..SecurityGroup::default()
    };
    let architecture = built(vec![
        ("one", vpc("10.1.0.0/16").into()),
        ("two", two.into()),
        ("gate", gateway("one").into()),
        (
            "public",
            table("one", vec![route("0.0.0.0/0", "gate")]).into(),
        ),
        ("closed", acl.into()),
        ("guests", group.into()),
        ("wing", subnet("two", "10.2.0.0/24").into()),
    ]);
    let relations = Relations::of(&architecture);
    let wing = relations.subnet(&"wing".into()).unwrap();
    assert_eq!((wing.table, wing.acl), (None, None));
    assert!(!wing.table_refused, "it names none itself");
    let two = relations.vpc(&"two".into()).unwrap();
    assert_eq!(two.default_group, None);
    assert_eq!(Network::new(&architecture).subnets()[0].acl, None);
}

/// RT-1: a subnet uses its explicit association, else the main table. A table
/// that is gone has no associations; the rules held that nobody can tell.
#[test]
fn behind_a_table_that_is_gone_stands_the_main_one() {
    let mut one = vpc("10.1.0.0/16");
    one.main_route_table = to("main");
    let mut wing = subnet("one", "10.1.0.0/24");
    wing.route_table = to("gone");
    let architecture = built(vec![
        mumbai(),
        ("one", one.into()),
        ("gate", gateway("one").into()),
        (
            "main",
            table("one", vec![route("0.0.0.0/0", "gate")]).into(),
        ),
        ("wing", wing.into()),
    ]);
    let relations = Relations::of(&architecture);
    let wing = relations.subnet(&"wing".into()).unwrap();
    assert_eq!(wing.table.map(ResourceId::as_str), Some("main"));
    assert_eq!(wing.kind, SubnetKind::Public);
    // Nobody has chosen that, so no finding may build on it.
    assert_eq!(wing.chosen_exit(), Exit::Nowhere);
    let template = export(&architecture, None).template;
    let mut made = template.resources.iter().map(|it| it.kind);
    assert!(made.any(|it| it == "AWS::EC2::SubnetRouteTableAssociation"));
}

/// IGW-1: a VPC has one internet gateway. The network took the first by id, the
/// rule kept the one that routes lead to, and followed routes to either.
#[test]
fn of_two_gateways_the_one_that_is_used_is_attached() {
    let architecture = built(vec![
        mumbai(),
        ("one", vpc("10.1.0.0/16").into()),
        ("gate-1", gateway("one").into()),
        ("gate-2", gateway("one").into()),
        (
            "public",
            table("one", vec![route("0.0.0.0/0", "gate-2")]).into(),
        ),
    ]);
    let relations = Relations::of(&architecture);
    let attached = relations.vpc(&"one".into()).unwrap().internet_gateway;
    assert_eq!(attached.map(ResourceId::as_str), Some("gate-2"));
    assert_eq!(relations.tables()[0].kind, SubnetKind::Public);
    let second = rules::findings(&architecture)
        .into_iter()
        .find(|it| it.code == "two-internet-gateways");
    assert_eq!(second.unwrap().resources[0].as_str(), "gate-1");
    let export = export(&architecture, None);
    let mut refused = export.omitted.iter().filter(|it| it.part.is_some());
    assert!(refused.any(|it| it.resource.as_str() == "gate-1"));
}

/// RT-10, RT-13: a target counts in its own VPC alone. The rules took every
/// instance and every peering connection for a way out; placement took every
/// gateway, attached or not.
#[test]
fn what_a_route_leads_to_must_serve_its_vpc() {
    let there = Instance {
        subnet: to("far"),
        ..Instance::default()
    };
    // Its VPCs overlap, so AWS would not activate it.
    let peering = VpcPeering {
        requester: to("one"),
        accepter: to("three"),
    };
    let routes = vec![
        route("0.0.0.0/0", "there"),
        route("10.9.0.0/16", "bridge"),
        route("10.8.0.0/16", "loose"),
    ];
    let mut near = subnet("one", "10.1.0.0/24");
    near.route_table = to("table");
    let loose = InternetGateway::default();
    let mut document = document(vec![
        ("one", vpc("10.1.0.0/16").into()),
        ("two", vpc("10.2.0.0/16").into()),
        ("three", vpc("10.1.0.0/16").into()),
        ("far", subnet("two", "10.2.0.0/24").into()),
        ("near", near.into()),
        ("there", there.into()),
        ("bridge", peering.into()),
        ("loose", loose.into()),
        ("table", table("one", routes).into()),
    ]);
    let relations = Relations::of(&document.architecture);
    let dead = |it: &cloud_campus::relations::Way<'_>| matches!(it.lead, Lead::Nowhere(Some(_)));
    assert!(relations.tables()[0].ways.iter().all(dead));
    assert_eq!(relations.tables()[0].exit, Exit::Nowhere);
    // A load balancer that is dropped here finds no public subnet, and takes
    // what there is.
    let made = create(&document, Kind::LoadBalancer, Some(&"one".into()), None);
    document.apply_all(made.unwrap().1).unwrap();
    let relations = Relations::of(&document.architecture);
    let public = relations.subnets_of(&"one".into()).any(|it| it.is_public());
    assert!(!public);
}

/// VPCE-3, RT-13: an endpoint leads the tables of its own VPC to S3. The rules
/// took every table that it names.
#[test]
fn an_endpoint_serves_no_table_of_another_vpc() {
    let endpoint = VpcEndpoint {
        vpc: to("one"),
        route_tables: vec!["own".into(), "foreign".into(), "gone".into()],
        ..VpcEndpoint::default()
    };
    let architecture = built(vec![
        ("one", vpc("10.1.0.0/16").into()),
        ("two", vpc("10.2.0.0/16").into()),
        ("own", table("one", Vec::new()).into()),
        ("foreign", table("two", Vec::new()).into()),
        ("s3", endpoint.into()),
    ]);
    let relations = Relations::of(&architecture);
    let served = |id: &str| {
        let table = relations.table(&id.into()).unwrap();
        table.endpoint_of(EndpointService::S3).is_some()
    };
    assert!(served("own"));
    assert!(!served("foreign"));
    let network = Network::new(&architecture);
    assert_eq!(network.route_rows(&"own".into()).len(), 2);
    assert_eq!(network.route_rows(&"foreign".into()).len(), 1);
}

/// VPC-2, SUB-3: no block of AWS is a single address. Network and placement took
/// a bare address for one, the rules for something unfinished.
#[test]
fn a_bare_address_is_no_block() {
    let architecture = built(vec![
        ("one", vpc("10.1.0.0/16").into()),
        ("two", vpc("10.2.0.0").into()),
        ("wing", subnet("one", "10.1.0.0").into()),
    ]);
    let relations = Relations::of(&architecture);
    assert_eq!(relations.subnet(&"wing".into()).unwrap().block, None);
    assert!(relations.vpc(&"two".into()).unwrap().blocks.is_empty());
    assert_eq!(relations.offered_block(&"two".into()), None);
    let offered = relations.offered_block(&"one".into()).unwrap();
    assert_eq!(offered.to_string(), "10.1.0.0/24");
}

/// SG-7: who names no group has the default one of the VPC; SG-15: a group
/// guards in its own VPC; and it stands at every interface that names it. The
/// drawing knew the first interface and what is named, whatever the VPC.
#[test]
fn a_group_guards_those_for_whom_it_counts() {
    let mut one = vpc("10.1.0.0/16");
    one.default_security_group = to("everybody");
    let group = |vpc: &str| SecurityGroup {
        vpc: to(vpc),
        ..SecurityGroup::default()
    };
    let server = |groups: &[&str]| Instance {
        subnet: to("wing"),
        security_groups: groups.iter().map(|it| (*it).into()).collect(),
        ..Instance::default()
    };
    let mut two_legged = server(&["staff"]);
    two_legged.interfaces.push(NetworkInterface {
        subnet: to("wing"),
        security_groups: vec!["admins".into()],
        ..NetworkInterface::default()
    });
    let template = LaunchTemplate {
        security_groups: vec!["staff".into()],
        ..LaunchTemplate::default()
    };
    let fleet = AutoScalingGroup {
        launch_template: to("recipe"),
        subnets: vec!["wing".into()],
        ..AutoScalingGroup::default()
    };
    let architecture = built(vec![
        ("one", one.into()),
        ("two", vpc("10.2.0.0/16").into()),
        ("wing", subnet("one", "10.1.0.0/24").into()),
        ("everybody", group("one").into()),
        ("staff", group("one").into()),
        ("admins", group("one").into()),
        ("guests", group("two").into()),
        ("anna", server(&[]).into()),
        ("ben", server(&["guests"]).into()),
        ("cleo", two_legged.into()),
        ("recipe", template.into()),
        ("fleet", fleet.into()),
    ]);
    let guards = Guards::of(&Relations::of(&architecture));
    let members = |group: &str| {
        let members = guards.members(&group.into()).iter();
        members.map(|it| it.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(members("everybody"), ["anna"]);
    assert_eq!(members("staff"), ["cleo", "fleet"]);
    assert_eq!(members("admins"), ["cleo"]);
    assert!(members("guests").is_empty());
    assert_eq!(guards.naming(&"guests".into()).count(), 1);
}

/// TG-2: a group has one kind of target. The drawing led requests to servers of
/// a group that takes addresses.
#[test]
fn a_group_that_takes_addresses_takes_no_servers() {
    let group = |target_type| TargetGroup {
        target_type,
        targets: vec!["anna".into(), "gone".into()],
        ..TargetGroup::default()
    };
    let fleet = AutoScalingGroup {
        target_groups: vec!["servers".into()],
        ..AutoScalingGroup::default()
    };
    let architecture = built(vec![
        ("anna", Instance::default().into()),
        ("fleet", fleet.into()),
        ("addresses", group(TargetType::Ip).into()),
        ("servers", group(TargetType::Instance).into()),
    ]);
    let registered = Registered::of(&Relations::of(&architecture));
    let answering = |id: &str| {
        let group: &TargetGroup = architecture.find(&id.into()).unwrap();
        let ids = registered.answering(&id.into(), group).iter();
        ids.map(|it| it.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(answering("servers"), ["anna", "fleet"]);
    assert!(answering("addresses").is_empty());
}

/// [EC2 UG: Assign a public IPv4 address]: none is given by itself to an
/// instance that starts with several interfaces. The network knew that, the
/// rules did not; they also took what is no address for one.
#[test]
fn several_interfaces_or_nonsense_give_no_public_address() {
    let wing = Subnet {
        map_public_ip: true,
        ..subnet("one", "10.1.0.0/24")
    };
    let plain = Instance {
        subnet: to("wing"),
        ..Instance::default()
    };
    let mut several = plain.clone();
    several.interfaces.push(NetworkInterface::default());
    let mut odd = several.clone();
    odd.public_address = "nonsense".into();
    let architecture = built(vec![
        ("one", vpc("10.1.0.0/16").into()),
        ("wing", wing.clone().into()),
        ("plain", plain.into()),
        ("several", several.into()),
        ("odd", odd.into()),
    ]);
    let relations = Relations::of(&architecture);
    let network = Network::new(&architecture);
    for (id, by) in [
        ("plain", Some("map_public_ip")),
        ("several", None),
        ("odd", None),
    ] {
        assert_eq!(relations.public_address_by(&id.into(), &wing), by, "{id}");
        let public = network.interface(&id.into()).unwrap().public;
        assert_eq!(public.is_some(), by.is_some(), "{id}");
    }
}

/// SUB-1: a subnet is in one zone, by its name. The rules read it in capitals
/// too, so that what fails with the zone did not depend on how it was typed.
#[test]
fn a_zone_is_the_same_however_it_is_typed() {
    let mut wing = subnet("one", "10.1.0.0/24");
    wing.zone = " AP-South-1A ".to_owned();
    let server = Instance {
        subnet: to("wing"),
        ..Instance::default()
    };
    let architecture = built(vec![
        mumbai(),
        ("one", vpc("10.1.0.0/16").into()),
        ("wing", wing.into()),
        ("anna", server.into()),
    ]);
    let zones = Relations::of(&architecture).zones();
    assert!(zones.into_iter().eq(["ap-south-1a"]));
    let failures = Failures::of_zone("ap-south-1a");
    let network = Network::with_failures(&architecture, failures);
    assert!(!network.interfaces()[0].up);
}

/// A Region that is gone is none; what stands in a VPC is in the Region of
/// that.
#[test]
fn behind_a_region_that_is_gone_stands_that_of_the_vpc() {
    let mut gate = gateway("one");
    gate.region = to("gone");
    let architecture = built(vec![
        mumbai(),
        ("one", vpc("10.1.0.0/16").into()),
        ("gate", gate.into()),
        ("odd", Bucket::default().into()),
    ]);
    let relations = Relations::of(&architecture);
    let region = |id: &str| relations.region_of(&id.into()).map(ResourceId::as_str);
    assert_eq!(region("gate"), Some("mumbai"));
    assert_eq!(region("odd"), None);
    assert_eq!(relations.region_code_of(&"gate".into()), Some("ap-south-1"));
}

/// What is said not to fail changes no journey when it does.
#[test]
fn what_cannot_fail_changes_nothing() {
    let text = include_str!("../tests/files/notebookly.campus.json");
    let architecture = Document::from_json(text).unwrap().architecture;
    let calm = Network::new(&architecture).check_intents();
    let mut tried = 0;
    for (id, resource) in architecture.resources() {
        if !can_fail(resource.kind()) {
            tried += 1;
            let network = Network::with_failures(&architecture, Failures::of(id.clone()));
            assert_eq!(network.check_intents(), calm, "{id}");
        }
    }
    assert!(tried > 10, "there is something to try");
}

fn home_of(relations: &Relations<'_>, lead: Lead<'_>) -> Option<ResourceId> {
    match lead {
        Lead::InternetGateway(id) | Lead::NatGateway(id) | Lead::Instance(id) => {
            relations.vpc_of(id).cloned()
        }
        Lead::Peering(_) | Lead::Nowhere(_) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Kind and exit of a subnet never contradict each other, and everything
    /// that counts is at home.
    #[test]
    fn what_counts_is_at_home_and_agrees(document in support::arbitrary::document(60)) {
        let architecture = &document.architecture;
        let relations = Relations::of(architecture);
        let network = Network::new(architecture);
        for subnet in relations.subnets() {
            match subnet.exit {
                Exit::InternetGateway(_) => prop_assert_eq!(subnet.kind, SubnetKind::Public),
                Exit::NatGateway(_) | Exit::Other(_) => {
                    prop_assert_ne!(subnet.kind, SubnetKind::Isolated);
                }
                Exit::Nowhere | Exit::None => {}
            }
            let (kind, _) = network.subnet_kind(subnet.id).unwrap();
            prop_assert_eq!(kind, subnet.kind);
            if let (Some(table), Some(vpc)) = (subnet.table, subnet.vpc) {
                let table = relations.table(table).unwrap();
                prop_assert_eq!(table.vpc, Some(vpc));
            }
            if let Some(block) = subnet.block_inside {
                let vpc = relations.vpc(subnet.vpc.unwrap()).unwrap();
                prop_assert!(vpc.encloses(&block));
            }
        }
        for table in relations.tables() {
            for way in &table.ways {
                if let Some(home) = home_of(&relations, way.lead) {
                    prop_assert_eq!(Some(&home), table.vpc);
                }
            }
        }
    }

    /// What a new subnet is offered AWS would take.
    #[test]
    fn an_offered_block_is_free(document in support::arbitrary::document(60)) {
        let relations = Relations::of(&document.architecture);
        for vpc in relations.vpcs() {
            for block in [relations.offered_block(vpc.id), relations.free_block(vpc.id, 24)] {
                let Some(block) = block else { continue };
                prop_assert!(vpc.encloses(&block));
                prop_assert!(block.prefix_len() >= 24 && block.prefix_len() <= 28);
                for other in relations.subnets_of(vpc.id).filter_map(|it| it.block) {
                    prop_assert!(!other.contains(&block) && !block.contains(&other));
                }
            }
        }
    }

    /// A group guards whoever has an interface for which it counts, and nobody
    /// else: the guards of the interfaces say the same.
    #[test]
    fn guards_agree_with_interfaces(document in support::arbitrary::document(60)) {
        let architecture = &document.architecture;
        let relations = Relations::of(architecture);
        let guards = Guards::of(&relations);
        let network = Network::new(architecture);
        for interface in network.interfaces() {
            for group in interface.groups {
                let Some(group_facts) = architecture.find::<SecurityGroup>(group) else { continue };
                let counts = group_facts.vpc.is_none() || group_facts.vpc.as_ref() == interface.vpc;
                // What spans VPCs is drawn in the first of them alone.
                let one_home = relations.vpc_of(interface.owner) == interface.vpc;
                if counts && one_home && interface.is_guarded() {
                    prop_assert!(guards.members(group).contains(&interface.owner));
                }
            }
        }
    }
}

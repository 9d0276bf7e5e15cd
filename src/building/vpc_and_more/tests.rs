//! Whatever is chosen, what is made is sound, and is what AWS's console makes.

use super::*;
use crate::analysis::Analysis;
use crate::architecture::{Instance, Resource, SecurityGroup, SecurityGroupRule, Subnet};
use crate::rules::Severity;

fn document() -> Document {
    let mut document = Document::default();
    document
        .apply(Edit::Create {
            id: "region-1".into(),
            resource: Resource::new("region", Region::default()),
        })
        .unwrap();
    document
}

fn made(document: &Document, wish: &Wish) -> (Plan, Document) {
    let plan = plan(document, None, wish).unwrap();
    let mut made = document.clone();
    made.apply_all(plan.edits.clone()).unwrap();
    (plan, made)
}

/// Every combination of the choices.
fn wishes() -> Vec<Wish> {
    let mut all = Vec::new();
    for number in 0..3 * 2 * 3 * 2 * 3 * 2 * 4 {
        let mut left = number;
        let mut of = |choices: usize| {
            let choice = left % choices;
            left /= choices;
            choice
        };
        let wish = Wish {
            zones: 1 + of(3),
            public: of(2) == 1,
            private: of(3),
            data: of(2) == 1,
            nats: [Nats::None, Nats::InOneZone, Nats::PerZone][of(3)],
            endpoint: of(2) == 1,
            dns_hostnames: of(2) == 1,
            dns_support: of(2) == 1,
            ..Wish::default()
        };
        if wish.subnets() > 0 {
            all.push(wish);
        }
    }
    all
}

#[test]
fn names_and_blocks_are_those_of_the_console() {
    let wish = Wish {
        prefix: "shop".to_owned(),
        nats: Nats::PerZone,
        ..Wish::default()
    };
    let (plan, _) = made(&document(), &wish);
    let lines: Vec<String> = (plan.made.iter())
        .map(|it| format!("{}: {}", it.name, it.detail))
        .collect();
    expect_test::expect![[r#"
        [
            "shop-vpc: 10.0.0.0/16, 65,536 addresses",
            "shop-igw: attached",
            "shop-rtb-public: 0.0.0.0/0 to shop-igw",
            "shop-subnet-public1-ap-south-1a: 10.0.0.0/20, ap-south-1a",
            "shop-subnet-public2-ap-south-1b: 10.0.16.0/20, ap-south-1b",
            "shop-nat-public1-ap-south-1a: in shop-subnet-public1-ap-south-1a, with an Elastic IP",
            "shop-nat-public2-ap-south-1b: in shop-subnet-public2-ap-south-1b, with an Elastic IP",
            "shop-rtb-private1-ap-south-1a: 0.0.0.0/0 to shop-nat-public1-ap-south-1a",
            "shop-subnet-private1-ap-south-1a: 10.0.128.0/20, ap-south-1a",
            "shop-rtb-private2-ap-south-1b: 0.0.0.0/0 to shop-nat-public2-ap-south-1b",
            "shop-subnet-private2-ap-south-1b: 10.0.144.0/20, ap-south-1b",
            "shop-vpce-s3: to Amazon S3, in 2 route tables",
        ]
    "#]]
    .assert_debug_eq(&lines);
    let said: Vec<&str> = plan.said.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(
        said,
        [
            "1 VPC",
            "2 public subnets",
            "1 internet gateway",
            "1 public route table",
            "2 private subnets",
            "2 private route tables",
            "2 NAT gateways",
            "1 gateway endpoint",
        ]
    );
    assert_eq!(plan.label(), "Make shop-vpc and more");
}

#[test]
fn whatever_is_chosen_nothing_in_it_is_an_error() {
    for wish in wishes() {
        let (plan, document) = made(&document(), &wish);
        let analysis = Analysis::of(&document.architecture);
        let errors: Vec<&str> = (analysis.findings().iter())
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.code)
            .collect();
        assert!(errors.is_empty(), "{wish:?}: {errors:?}");
        // What is shown before is what there is afterwards.
        let resources = document.architecture.resources().count();
        assert_eq!(plan.made.len() + 1, resources, "{wish:?}");
        for it in &plan.made {
            let found = document.architecture.called(&it.name);
            let kind = found.and_then(|id| document.architecture.kind_of(id));
            assert_eq!(kind, Some(it.kind), "{}", it.name);
        }
    }
}

#[test]
fn every_subnet_lies_in_the_block_and_in_no_other() {
    for prefix in 16..=28 {
        for mut wish in wishes() {
            wish.block = format!("10.20.0.0/{prefix}").as_str().into();
            let Ok(plan) = plan(&document(), None, &wish) else {
                let room = 1_usize << (28 - prefix.max(24));
                assert!(prefix > 24 && wish.subnets() > room, "{wish:?}");
                continue;
            };
            let blocks: Vec<ipnet::Ipv4Net> = (plan.edits.iter())
                .filter_map(|edit| match edit {
                    Edit::Create { resource, .. } => resource.as_kind::<Subnet>(),
                    _ => None,
                })
                .map(|subnet| subnet.cidr.parse().unwrap())
                .collect();
            assert_eq!(blocks.len(), wish.subnets());
            let vpc = wish.block.parse().unwrap();
            for (place, block) in blocks.iter().enumerate() {
                assert!(vpc.contains(block) && block.prefix_len() <= 28);
                let clear =
                    |other: &ipnet::Ipv4Net| !other.contains(block) && !block.contains(other);
                assert!(blocks[..place].iter().all(clear), "{wish:?}");
            }
        }
    }
}

#[test]
fn with_a_nat_gateway_every_private_server_reaches_the_internet_and_without_none_does() {
    for wish in wishes()
        .into_iter()
        .filter(|it| it.private > 0 && it.zones > 1)
    {
        let (_, mut document) = made(&document(), &wish);
        let architecture = document.architecture.clone();
        let private: Vec<ResourceId> = (architecture.all::<Subnet>())
            .filter(|(id, _)| architecture.name_of(id).contains("-private"))
            .map(|(id, _)| id.clone())
            .collect();
        let vpc = architecture.ids_of(Kind::Vpc).next().cloned();
        let group = SecurityGroup {
            vpc,
            egress: vec![SecurityGroupRule::allow(
                crate::architecture::Protocol::Tcp,
                443..=443,
                crate::architecture::Peer::Cidr("0.0.0.0/0".into()),
            )],
            ..SecurityGroup::default()
        };
        let create = |id: &str, properties: crate::architecture::Properties| Edit::Create {
            id: id.into(),
            resource: Resource::new(id, properties),
        };
        document.apply(create("open", group.into())).unwrap();
        for subnet in &private {
            let server = Instance {
                subnet: Some(subnet.clone()),
                security_groups: vec!["open".into()],
                ..Instance::default()
            };
            let id = format!("server-of-{subnet}");
            document.apply(create(&id, server.into())).unwrap();
        }
        let network = crate::network::Network::new(&document.architecture);
        for subnet in &private {
            let reach = network.subnet_kind(subnet).map(|(kind, _)| kind);
            let wanted = match wish.nats_made() {
                0 => crate::relations::SubnetKind::Isolated,
                _ => crate::relations::SubnetKind::Private,
            };
            assert_eq!(reach, Some(wanted), "{wish:?}");
            let server = ResourceId::new(format!("server-of-{subnet}"));
            assert_eq!(
                network.connects(&server, network.endpoint("198.51.100.7").unwrap(), 443),
                wish.nats_made() > 0,
                "{wish:?}"
            );
        }
    }
}

#[test]
fn the_template_leaves_nothing_out() {
    for wish in wishes() {
        let (_, document) = made(&document(), &wish);
        let export = crate::cloudformation::export(&document.architecture, None);
        assert!(export.omitted.is_empty(), "{wish:?}");
        let text = export.template.to_json();
        let kinds = |kind: &str| text.matches(&format!("\"AWS::EC2::{kind}\"")).count();
        assert_eq!(kinds("Subnet"), wish.subnets(), "{wish:?}");
        assert_eq!(kinds("NatGateway"), wish.nats_made(), "{wish:?}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    let refused = |change: fn(&mut Wish)| {
        let mut wish = Wish::default();
        change(&mut wish);
        plan(&document(), None, &wish).unwrap_err().to_string()
    };
    assert_eq!(
        refused(|wish| wish.block = "10.0.0.0/8".into()),
        "A VPC's block is a /16 (65,536 addresses) at the most and a /28 (16 addresses) at the least."
    );
    assert_eq!(
        refused(|wish| wish.block = "10.0.0.0/27".into()),
        "4 subnets do not fit: a subnet is a /28 at the least, and this block holds 2 of them."
    );
    assert_eq!(
        refused(|wish| wish.block = "10.0.0.1/16".into()),
        "The IPv4 block cannot be read: host bits are set: the block starts at 10.0.0.0/16."
    );
    assert_eq!(
        refused(|wish| (wish.public, wish.private) = (false, 0)),
        "Choose public, private or data subnets: a VPC without any holds nothing."
    );
    let mut document = Document::default();
    let region = Region {
        code: "us-west-1".to_owned(),
    };
    document
        .apply(Edit::Create {
            id: "region-1".into(),
            resource: Resource::new("region", region),
        })
        .unwrap();
    let three = Wish {
        zones: 3,
        ..Wish::default()
    };
    assert_eq!(
        plan(&document, None, &three).unwrap_err().to_string(),
        "us-west-1 has 2 Availability Zones."
    );
}

#[test]
fn what_is_proposed_overlaps_nothing_and_has_a_name_of_its_own() {
    assert_eq!(
        Wish::beside(&Document::default().architecture),
        Wish::default()
    );
    let mut document = Document::default();
    let mut proposed = Vec::new();
    for _ in 0..3 {
        let wish = Wish::beside(&document.architecture);
        proposed.push(format!("{} {}", wish.prefix, wish.block));
        document = made(&document, &wish).1;
    }
    assert_eq!(
        proposed,
        [
            "project 10.0.0.0/16",
            "project-2 10.1.0.0/16",
            "project-3 10.2.0.0/16"
        ]
    );
    let overlaps = crate::rules::findings(&document.architecture);
    let overlaps: Vec<_> = overlaps.iter().map(|it| it.code).collect();
    assert!(!overlaps.contains(&"vpcs-overlap"), "{overlaps:?}");
}

#[test]
fn an_empty_document_gets_its_region_too_and_a_second_vpc_is_no_trouble() {
    let (_, first) = made(&Document::default(), &Wish::default());
    assert_eq!(first.architecture.ids_of(Kind::Region).count(), 1);
    let (_, both) = made(&first, &Wish::default());
    assert_eq!(both.architecture.ids_of(Kind::Region).count(), 1);
    assert_eq!(both.architecture.ids_of(Kind::Vpc).count(), 2);
}

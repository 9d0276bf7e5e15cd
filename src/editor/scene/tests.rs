//! What the scene shows of small architectures.

mod replicas;

use super::*;
use crate::architecture::{Document, Edit, Kind, Subnet};
use crate::building::placement::create;
use crate::editor::facts::Member;
use crate::relations::{Relations, SubnetKind};

/// Builds by dropping, as a learner does, without choosing any place.
#[derive(Default)]
struct Campus {
    document: Document,
    facts: SceneFacts,
}

impl Campus {
    fn drop(&mut self, kind: Kind, target: Option<&ResourceId>) -> ResourceId {
        let (id, edits) = create(&self.document, kind, target, None).unwrap();
        self.document.apply_all(edits).unwrap();
        id
    }

    fn reach(&mut self, subnet: &ResourceId, reach: SubnetKind) {
        self.facts.reach.insert(subnet.clone(), reach);
    }

    fn scene(&self) -> Scene {
        scene(&self.document, &self.facts)
    }

    /// A VPC with a public and a private subnet in each of two zones.
    fn two_tiers() -> (Self, ResourceId, [ResourceId; 4]) {
        let mut campus = Self::default();
        let region = campus.drop(Kind::Region, None);
        let vpc = campus.drop(Kind::Vpc, Some(&region));
        let subnets = std::array::from_fn(|_| campus.drop(Kind::Subnet, Some(&vpc)));
        let [one, two, three, four] = &subnets;
        for public in [one, two] {
            campus.reach(public, SubnetKind::Public);
        }
        for private in [three, four] {
            campus.reach(private, SubnetKind::Private);
        }
        (campus, vpc, subnets)
    }

    fn with_group(&mut self, subnets: &[ResourceId; 4]) -> ResourceId {
        let group = self.drop(Kind::AutoScalingGroup, Some(&subnets[2]));
        self.document
            .apply(Edit::set(&group, "subnets", &subnets[2..]))
            .unwrap();
        let members = [&subnets[2], &subnets[3]]
            .iter()
            .enumerate()
            .map(|(number, subnet)| Member {
                id: group.member(number + 1),
                subnet: (*subnet).clone(),
            })
            .collect();
        self.facts.members.insert(group.clone(), members);
        group
    }
}

fn rect(scene: &Scene, id: &ResourceId) -> Rect {
    scene.rect(id).unwrap()
}

#[test]
fn without_any_place_given_zones_are_columns_and_public_subnets_are_on_top() {
    let (campus, _, subnets) = Campus::two_tiers();
    let scene = campus.scene();
    let [one, two, three, four] = subnets.map(|id| rect(&scene, &id));
    assert_eq!(one.y, two.y);
    assert_eq!(three.y, four.y);
    assert!(three.y > one.bottom());
    assert_eq!(one.x, three.x);
    assert_eq!(two.x, four.x);
    let zones: Vec<_> = scene.zones().map(|zone| zone.code.as_str()).collect();
    assert_eq!(zones, ["ap-south-1a", "ap-south-1b"]);
    let columns: Vec<_> = scene
        .zones()
        .map(|zone| scene.in_world(Some(&zone.vpc), zone.place))
        .collect();
    assert!(columns[0].encloses(&one) && columns[0].encloses(&three));
    assert!(!columns[0].overlaps(&columns[1]));
}

#[test]
fn a_container_is_as_large_as_its_content_and_carries_it_along() {
    let (mut campus, vpc, subnets) = Campus::two_tiers();
    let before = campus.scene();
    let arrange = |x, y| Edit::Arrange {
        id: subnets[1].clone(),
        spot: Some(crate::architecture::layout::Spot::at(x, y)),
    };
    campus.document.apply(arrange(1200.0, 900.0)).unwrap();
    let grown = campus.scene();
    assert!(rect(&grown, &vpc).encloses(&rect(&grown, &subnets[1])));
    assert!(rect(&grown, &vpc).w > rect(&before, &vpc).w);

    let spot = crate::architecture::layout::Spot::at(300.0, 200.0);
    campus
        .document
        .apply(Edit::Arrange {
            id: vpc.clone(),
            spot: Some(spot),
        })
        .unwrap();
    let moved = campus.scene();
    let way = rect(&moved, &vpc).corner() - rect(&grown, &vpc).corner();
    assert_eq!(
        rect(&moved, &subnets[1]),
        rect(&grown, &subnets[1]).moved(way)
    );
}

#[test]
fn a_group_spans_its_subnets_with_its_instances_inside_them() {
    let (mut campus, _, subnets) = Campus::two_tiers();
    let group = campus.with_group(&subnets);
    let scene = campus.scene();
    let frame = rect(&scene, &group);
    for (number, subnet) in [(1, &subnets[2]), (2, &subnets[3])] {
        let member = rect(&scene, &group.member(number));
        assert!(rect(&scene, subnet).encloses(&member));
        assert!(frame.encloses(&member));
    }
    assert_eq!(scene.pieces().count(), 0);
    assert_eq!(scene.get(&group).unwrap().sub, "2 of 2–4");
    assert_eq!(scene.get(&group.member(1)).unwrap().name, "web-1");
}

#[test]
fn a_group_whose_subnets_stand_apart_has_a_piece_for_each() {
    let (mut campus, _, subnets) = Campus::two_tiers();
    let group = campus.with_group(&subnets);
    campus
        .document
        .apply(Edit::set(&group, "subnets", [&subnets[0], &subnets[2]]))
        .unwrap();
    let scene = campus.scene();
    let pieces: Vec<_> = scene
        .pieces()
        .map(|piece| scene.in_world(piece.parent.as_ref(), piece.place))
        .collect();
    assert_eq!(pieces.len(), 1);
    assert!(!rect(&scene, &group).overlaps(&pieces[0]));
}

#[test]
fn a_load_balancer_stands_between_its_subnets_and_the_gate_in_the_wall() {
    let (mut campus, vpc, subnets) = Campus::two_tiers();
    let gate = campus.drop(Kind::InternetGateway, Some(&vpc));
    let balancer = campus.drop(Kind::LoadBalancer, Some(&subnets[0]));
    campus
        .document
        .apply(Edit::set(&balancer, "subnets", &subnets[..2]))
        .unwrap();
    let scene = campus.scene();
    let (left, right) = (rect(&scene, &subnets[0]), rect(&scene, &subnets[1]));
    let face = scene.body(scene.get(&balancer).unwrap());
    assert_eq!(face.centre().x, (left.right() + right.x) / 2.0);
    let gate = scene.body(scene.get(&gate).unwrap());
    assert_eq!(gate.centre().y, rect(&scene, &vpc).y);
}

#[test]
fn a_standby_stands_opposite_its_primary() {
    let (mut campus, _, subnets) = Campus::two_tiers();
    campus.with_group(&subnets);
    let database = campus.drop(Kind::Database, Some(&subnets[2]));
    campus
        .document
        .apply(Edit::set(&database, "subnets", &subnets[2..]))
        .unwrap();
    let standby = database.member("standby");
    campus.facts.members.insert(
        database.clone(),
        vec![Member {
            id: standby.clone(),
            subnet: subnets[3].clone(),
        }],
    );
    let scene = campus.scene();
    let (primary, copy) = (rect(&scene, &database), rect(&scene, &standby));
    assert_eq!(primary.y, copy.y);
    assert_eq!(
        primary.x - rect(&scene, &subnets[2]).x,
        copy.x - rect(&scene, &subnets[3]).x
    );
    assert!(scene.get(&standby).unwrap().standby);
}

#[test]
fn chips_stand_on_the_shelf_of_their_container_without_overlapping() {
    let (mut campus, vpc, subnets) = Campus::two_tiers();
    let chips: Vec<_> = (0..12)
        .map(|_| campus.drop(Kind::SecurityGroup, Some(&vpc)))
        .collect();
    let scene = campus.scene();
    let shelf = scene.shelf_of(&vpc).unwrap();
    let shelf = scene.in_world(Some(&vpc), shelf.place);
    for (place, chip) in chips.iter().enumerate() {
        let here = rect(&scene, chip);
        assert!(shelf.encloses(&here));
        assert!(
            !chips[..place]
                .iter()
                .any(|other| rect(&scene, other).overlaps(&here))
        );
    }
    assert!(shelf.y > rect(&scene, &subnets[3]).bottom());
    assert!(rect(&scene, &vpc).encloses(&shelf));
}

#[test]
fn reading_goes_from_outer_to_inner_and_like_a_page() {
    let (mut campus, _, subnets) = Campus::two_tiers();
    campus.drop(Kind::NatGateway, Some(&subnets[1]));
    campus.drop(Kind::User, None);
    let scene = campus.scene();
    let names: Vec<_> = scene.things().map(|thing| thing.label.as_str()).collect();
    expect_test::expect![[r#"
        [
            "Region ap-south-1 · Mumbai",
            "vpc-1, VPC, in ap-south-1, 10.0.0.0/16",
            "subnet-1, Subnet, in vpc-1, ap-south-1a, 10.0.0.0/24, public",
            "subnet-2, Subnet, in vpc-1, ap-south-1b, 10.0.1.0/24, public",
            "nat-gateway-1, NAT gateway, in subnet-2 of vpc-1, ap-south-1b",
            "subnet-3, Subnet, in vpc-1, ap-south-1a, 10.0.2.0/24, private",
            "subnet-4, Subnet, in vpc-1, ap-south-1b, 10.0.3.0/24, private",
            "user-1, User, 203.0.113.7",
        ]
    "#]]
    .assert_debug_eq(&names);
}

#[test]
fn what_has_no_home_is_still_drawn() {
    let (mut campus, vpc, subnets) = Campus::two_tiers();
    campus
        .document
        .apply(Edit::Delete { id: vpc.clone() })
        .unwrap();
    let scene = campus.scene();
    for subnet in &subnets {
        let subnet: Option<&Subnet> = campus.document.architecture.find(subnet);
        assert!(subnet.is_some());
    }
    assert_eq!(scene.of_shape(Shape::Box).count(), 5);
}

/// Brings a scene up to date after an edit and holds it against one from
/// nothing.
fn follows(campus: &mut Campus, drawn: &mut Scene, edits: Vec<Edit>) {
    let mut change = Change::default();
    for edit in edits {
        change
            .built
            .extend(campus.document.apply(edit).unwrap().touched);
    }
    drawn.update(&campus.document, &campus.facts, &change);
    assert_eq!(*drawn, campus.scene());
}

#[test]
fn a_frame_follows_its_subnets_into_another_vpc() {
    let (mut campus, vpc, subnets) = Campus::two_tiers();
    let other = campus.drop(Kind::Vpc, Some(&"region-1".into()));
    let group = campus.with_group(&subnets);
    let mut drawn = campus.scene();
    let of_one = rect(&drawn, &group);
    let there = |subnet: &ResourceId, vpc: &ResourceId| Edit::set(subnet, "vpc", vpc);
    // One of the two subnets goes: the frame is in pieces, one in each VPC.
    follows(&mut campus, &mut drawn, vec![there(&subnets[3], &other)]);
    let pieces: Vec<_> = (drawn.pieces_of(&group).iter())
        .map(|piece| piece.parent.clone())
        .collect();
    assert_eq!(pieces, [Some(other.clone())]);
    assert!(rect(&drawn, &group).w < of_one.w);
    // The other follows, and all is one again.
    follows(&mut campus, &mut drawn, vec![there(&subnets[2], &other)]);
    assert!(drawn.pieces_of(&group).is_empty());
    let frame = rect(&drawn, &group);
    assert!(rect(&drawn, &other).encloses(&frame));
    assert_eq!((frame.w, frame.h), (of_one.w, of_one.h));
    // And both go back at once.
    let back = subnets[2..].iter().map(|it| there(it, &vpc)).collect();
    follows(&mut campus, &mut drawn, back);
    assert!(rect(&drawn, &vpc).encloses(&rect(&drawn, &group)));
}

#[test]
fn what_a_file_calls_a_vpc_and_is_none_is_no_place() {
    let (mut campus, _, subnets) = Campus::two_tiers();
    let balancer = campus.drop(Kind::LoadBalancer, Some(&subnets[0]));
    let server = campus.drop(Kind::Instance, Some(&subnets[0]));
    let mut drawn = campus.scene();
    for named in ["region-1", "user-1"] {
        let wrong = Edit::set(&subnets[0], "vpc", named);
        follows(&mut campus, &mut drawn, vec![wrong]);
        assert_eq!(drawn.get(&subnets[0]).unwrap().parent, None);
        assert_eq!(drawn.get(&balancer).unwrap().parent, None);
        let label = &drawn.get(&server).unwrap().label;
        assert_eq!(
            label,
            "server-1, EC2 instance, in subnet-1, ap-south-1a, t3.micro"
        );
    }
    // What is named comes into being: it is still no VPC.
    let (_, edits) = create(&campus.document, Kind::User, None, None).unwrap();
    follows(&mut campus, &mut drawn, edits);
    let label = &drawn.get(&server).unwrap().label;
    assert_eq!(
        label,
        "server-1, EC2 instance, in subnet-1, ap-south-1a, t3.micro"
    );
}

#[test]
fn the_deepest_box_at_a_point_counts() {
    let (campus, vpc, subnets) = Campus::two_tiers();
    let scene = campus.scene();
    let inside = rect(&scene, &subnets[2]).centre();
    assert_eq!(scene.thing_at(inside).unwrap().id, subnets[2]);
    let beside = Point::new(rect(&scene, &vpc).x + 4.0, inside.y);
    assert_eq!(scene.thing_at(beside).unwrap().id, vpc);
    assert_eq!(scene.thing_at(Point::new(-500.0, 0.0)), None);
}

#[test]
fn lines_run_at_right_angles_and_through_no_name() {
    let (mut campus, vpc, subnets) = Campus::two_tiers();
    let gate = campus.drop(Kind::InternetGateway, Some(&vpc));
    let table = campus.drop(Kind::RouteTable, Some(&subnets[0]));
    let route = crate::architecture::Route {
        destination: "0.0.0.0/0".into(),
        target: Some(gate.clone()),
    };
    campus
        .document
        .apply(Edit::insert(&table, "routes", 0, &route))
        .unwrap();
    let scene = campus.scene();
    let relations = &Relations::of(&campus.document.architecture);
    let calm = scene.lines(&Links::of(relations, Layer::Routing), &|_| false);
    assert_eq!(
        calm.len(),
        1,
        "only the route, unless something is selected"
    );
    let words = layer_words(relations, Layer::Routing);
    assert_eq!(words[&subnets[0]], "route-table-1");
    let lines = scene.lines(&Links::of(relations, Layer::Routing), &|id| *id == table);
    let kinds: Vec<_> = lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [LineKind::Association, LineKind::Route]);
    for line in &lines {
        for pair in line.points.windows(2) {
            assert!(pair[0].x == pair[1].x || pair[0].y == pair[1].y, "{line:?}");
        }
    }
    let structure = scene.lines(&Links::of(relations, Layer::Structure), &|_| true);
    assert!(structure.is_empty());
}

#[test]
fn lines_pass_beside_the_names_of_zones_at_the_size_that_these_have_from_afar() {
    let text = include_str!("../../../assets/examples/notebookly.campus.json");
    let document = Document::from_json(text).unwrap();
    let scene = super::scene(&document, &SceneFacts::default());
    let relations = &Relations::of(&document.architecture);
    let names: Vec<(String, Rect)> = (scene.zones())
        .map(|zone| {
            let rect = scene.in_world(Some(&zone.vpc), zone.place);
            (zone.code.clone(), zone_name(&zone.code, rect))
        })
        .collect();
    assert_eq!(names.len(), 2);
    for layer in [Layer::Structure, Layer::Routing, Layer::Security] {
        for line in scene.lines(&Links::of(relations, layer), &|_| false) {
            for pair in line.points.windows(2) {
                let stretch = Rect::between(pair[0], pair[1]).grown(1.0);
                let struck = names.iter().find(|(_, name)| name.overlaps(&stretch));
                assert_eq!(struck, None, "{} {:?}", line.label, line.points);
            }
        }
    }
}

//! What a tidied drawing looks like; what must hold of every one of them
//! stands in `tests/tidying.rs`.

use super::*;
use crate::analysis::Analysis;
use crate::architecture::{Instance, Resource, Subnet};
use crate::building::vpc_and_more::{Nats, Wish, plan};
use crate::editor::geometry::Rect;

fn facts(document: &Document) -> SceneFacts {
    let analysis = Analysis::of(&document.architecture);
    SceneFacts::of(analysis.calm().network(), &[])
}

fn tidied(document: &Document, scope: &Scope<'_>) -> Document {
    let mut after = document.clone();
    let edits = tidy(document, &facts(document), scope);
    after.apply_all(edits).unwrap();
    after
}

fn three_tiers() -> Document {
    let mut document = Document::default();
    let wish = Wish {
        zones: 3,
        data: true,
        nats: Nats::PerZone,
        ..Wish::default()
    };
    let plan = plan(&document, None, &wish).unwrap();
    document.apply_all(plan.edits).unwrap();
    document
}

fn rect(document: &Document, scene: &Scene, name: &str) -> Rect {
    let id = document.architecture.called(name).unwrap();
    scene.rect(id).unwrap()
}

#[test]
fn zones_are_columns_and_public_stands_above_private_above_data() {
    let document = tidied(&three_tiers(), &Scope::Everything);
    let drawn = scene(&document, &facts(&document));
    let at = |tier: &str, number: usize, zone: &str| {
        let name = format!("project-subnet-{tier}{number}-ap-south-1{zone}");
        rect(&document, &drawn, &name)
    };
    for (number, zone) in [(1, "a"), (2, "b"), (3, "c")] {
        let column = ["public", "private", "data"].map(|tier| at(tier, number, zone));
        assert!(column.windows(2).all(|pair| pair[0].bottom() < pair[1].y));
        assert!(
            column
                .iter()
                .all(|it| it.x == column[0].x && it.w == column[0].w)
        );
    }
    for tier in ["public", "private", "data"] {
        let row = [(1, "a"), (2, "b"), (3, "c")].map(|(number, zone)| at(tier, number, zone));
        assert!(row.iter().all(|it| it.y == row[0].y && it.h == row[0].h));
        assert!(row.windows(2).all(|pair| pair[0].right() < pair[1].x));
    }
    assert_eq!(drawn.zones().count(), 3);
}

#[test]
fn seventy_five_servers_fill_a_block_and_no_strip() {
    let mut document = three_tiers();
    let subnet = document
        .architecture
        .called("project-subnet-private1-ap-south-1a")
        .cloned();
    for number in 0..75 {
        let server = Instance {
            subnet: subnet.clone(),
            ..Instance::default()
        };
        let id = format!("web-{number}");
        let resource = Resource::new(id.as_str(), server);
        let id = ResourceId::new(id);
        document.apply(Edit::Create { id, resource }).unwrap();
    }
    let document = tidied(&document, &Scope::Everything);
    let drawn = scene(&document, &facts(&document));
    let all = rect(&document, &drawn, "project-subnet-private1-ap-south-1a");
    assert!((0.8..2.4).contains(&(all.w / all.h)), "{all:?}");
    // They are read as they are counted.
    let (two, ten) = (
        rect(&document, &drawn, "web-2"),
        rect(&document, &drawn, "web-10"),
    );
    assert!((two.y, two.x) < (ten.y, ten.x));
}

#[test]
fn of_a_selection_only_what_is_in_it_moves() {
    let mut document = three_tiers();
    let vpc = document
        .architecture
        .called("project-vpc")
        .cloned()
        .unwrap();
    let spots = [(vpc.clone(), Spot::at(300.0, 200.0))];
    let scattered = (document.architecture.all::<Subnet>().enumerate())
        .map(|(number, (id, _))| (id.clone(), Spot::at(40.0, 100.0 + number as f64 * 180.0)));
    let edits: Vec<Edit> = (spots.into_iter().chain(scattered))
        .map(|(id, spot)| Edit::Arrange {
            id,
            spot: Some(spot),
        })
        .collect();
    document.apply_all(edits).unwrap();
    let chosen = [vpc.clone()].into();
    let after = tidied(&document, &Scope::Only(&chosen));
    assert_eq!(after.layout.get(&vpc), document.layout.get(&vpc));
    let drawn = scene(&after, &facts(&after));
    assert_eq!(drawn.zones().count(), 3);
    assert_eq!(tidied(&after, &Scope::Only(&chosen)), after);
}

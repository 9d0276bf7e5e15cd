//! The drawing: from nothing, and after each move of a drag; the lines; what
//! is in view and under the pointer.

use cloud_campus::architecture::layout::Spot;
use cloud_campus::architecture::{Document, Edit, ResourceId};
use cloud_campus::editor::scene::{Change, Layer, Links, Scene, scene};
use cloud_campus::editor::tidy::{Scope, tidy};
use cloud_campus::editor::{Point, Rect, SceneFacts, Session};
use cloud_campus::network::Network;
use cloud_campus::relations::Relations;
use divan::{Bencher, black_box};

use crate::campuses::{campus, notebooklies};

const LAYERS: [Layer; 3] = [Layer::Structure, Layer::Routing, Layer::Security];
/// What a canvas of this size shows at 100 %.
const VIEW: Rect = Rect::new(400.0, 100.0, 1440.0, 900.0);

/// An open document of about this size, drawn.
struct Desk {
    session: Session,
    facts: SceneFacts,
    scene: Scene,
}

impl Desk {
    fn of(size: usize) -> Self {
        Self::with(Document {
            architecture: notebooklies(size),
            ..Document::default()
        })
    }

    fn with(document: Document) -> Self {
        let facts = SceneFacts::of(&Network::new(&document.architecture), &[]);
        Self {
            scene: scene(&document, &facts),
            session: Session::open(document),
            facts,
        }
    }

    /// One move of a drag: the session amends, the scene follows.
    fn amend(&mut self, edits: Vec<Edit>) {
        let before = self.session.changed();
        if self.session.amend(edits).is_ok() {
            let change = self.session.changes_since(before);
            let document = self.session.document();
            black_box(self.scene.update(document, &self.facts, &change));
        }
    }

    /// Measures moves of one thing to and fro in its box.
    fn drag(mut self, bencher: Bencher, id: &str) {
        let id = ResourceId::new(id);
        let start = self.scene.get(&id).map(|thing| thing.place.corner());
        let start = start.unwrap_or_default();
        self.session.begin("Move");
        let mut step = 0u32;
        bencher.bench_local(move || {
            step += 1;
            let x = start.x + f64::from(step % 16) * 4.0;
            self.amend(vec![arrange(&id, x, start.y)]);
        });
    }
}

fn arrange(id: &ResourceId, x: f64, y: f64) -> Edit {
    Edit::Arrange {
        id: id.clone(),
        spot: Some(Spot::at(x, y)),
    }
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn scene_from_nothing(bencher: Bencher, size: usize) {
    let desk = Desk::of(size);
    bencher.bench_local(|| black_box(scene(desk.session.document(), &desk.facts)));
}

/// One VPC with very many subnets.
#[divan::bench(args = [100, 1_000, 10_000])]
fn scene_of_one_vpc_from_nothing(bencher: Bencher, size: usize) {
    let desk = Desk::with(Document {
        architecture: campus(size),
        ..Document::default()
    });
    bencher.bench_local(|| black_box(scene(desk.session.document(), &desk.facts)));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn tidying_up(bencher: Bencher, size: usize) {
    let desk = Desk::of(size);
    bencher.bench_local(|| {
        let document = desk.session.document();
        black_box(tidy(document, &desk.facts, &Scope::Everything))
    });
}

/// One VPC with very many subnets.
#[divan::bench(args = [100, 1_000, 10_000])]
fn tidying_one_vpc_up(bencher: Bencher, size: usize) {
    let desk = Desk::with(Document {
        architecture: campus(size),
        ..Document::default()
    });
    bencher.bench_local(|| {
        let document = desk.session.document();
        black_box(tidy(document, &desk.facts, &Scope::Everything))
    });
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn move_of_a_server(bencher: Bencher, size: usize) {
    Desk::of(size).drag(bencher, "instance-0-0");
}

/// Everything in it, three levels deep, moves along.
#[divan::bench(args = [100, 1_000, 10_000])]
fn move_of_a_vpc(bencher: Bencher, size: usize) {
    Desk::of(size).drag(bencher, "vpc-1-of-0");
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn move_of_a_subnet(bencher: Bencher, size: usize) {
    Desk::of(size).drag(bencher, "subnet-3-of-0");
}

/// Over another subnet, as long as it is not dropped.
#[divan::bench(args = [100, 1_000, 10_000])]
fn move_of_a_server_over_another_subnet(bencher: Bencher, size: usize) {
    let mut desk = Desk::of(size);
    let (id, subnet) = (ResourceId::new("instance-0-0"), "subnet-1-of-0");
    desk.session.begin("Move");
    let mut step = 0u32;
    bencher.bench_local(move || {
        step += 1;
        desk.amend(vec![
            Edit::set(&id, "subnet", subnet),
            arrange(&id, f64::from(step % 16) * 4.0, 40.0),
        ]);
    });
}

/// The analyses have caught up and every other thing has another mark.
#[divan::bench(args = [100, 1_000, 10_000])]
fn update_with_other_facts(bencher: Bencher, size: usize) {
    let mut desk = Desk::of(size);
    let calm = desk.facts.clone();
    let mut marked = calm.clone();
    for thing in desk.scene.things().step_by(2) {
        marked.findings.insert(thing.id.clone(), (1, 0));
    }
    let mut step = 0;
    bencher.bench_local(move || {
        step += 1;
        let facts = if step % 2 == 0 { &calm } else { &marked };
        let document = desk.session.document();
        black_box(desk.scene.update(document, facts, &Change::facts()))
    });
}

#[divan::bench(args = [100, 1_000, 10_000], consts = [0, 1, 2])]
fn links<const LAYER: usize>(bencher: Bencher, size: usize) {
    let architecture = notebooklies(size);
    let relations = Relations::of(&architecture);
    bencher.bench_local(|| black_box(Links::of(&relations, LAYERS[LAYER])));
}

#[divan::bench(args = [100, 1_000, 10_000], consts = [0, 1, 2])]
fn lines<const LAYER: usize>(bencher: Bencher, size: usize) {
    let desk = Desk::of(size);
    let relations = Relations::of(&desk.session.document().architecture);
    let links = Links::of(&relations, LAYERS[LAYER]);
    bencher.bench_local(|| black_box(desk.scene.lines(&links, &|_| false)));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn lines_of_a_server(bencher: Bencher, size: usize) {
    let desk = Desk::of(size);
    let relations = Relations::of(&desk.session.document().architecture);
    let links = Links::of(&relations, Layer::Security);
    let ids = [ResourceId::new("instance-0-0")];
    bencher.bench_local(|| black_box(desk.scene.lines_of(&links, &ids, &|_| false)));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn what_is_in_view(bencher: Bencher, size: usize) {
    let desk = Desk::of(size);
    bencher.bench_local(|| black_box(desk.scene.visible(VIEW).count()));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn what_is_under_the_pointer(bencher: Bencher, size: usize) {
    let desk = Desk::of(size);
    let id = ResourceId::new("instance-0-0");
    let at = desk
        .scene
        .rect(&id)
        .map_or(Point::default(), |rect| rect.centre());
    bencher.bench_local(|| black_box(desk.scene.hit(at, 1.0, &|it| *it == id, &|it| *it == id)));
}

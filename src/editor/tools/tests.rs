//! Gestures, as a hand makes them: down at, move to, up; and what came of it.

use super::*;
use crate::architecture::{Instance, Subnet};
use crate::building::placement::container_of;
use crate::editor::Session;
use crate::editor::scene::{Hit, Shape, handles, scene};

/// A canvas with somebody's hand on it.
struct Desk {
    session: Session,
    view: Viewport,
    tool: Tool,
    refused: Vec<String>,
}

impl Desk {
    /// An empty canvas.
    fn new() -> Self {
        Self {
            session: Session::default(),
            view: Viewport {
                pan: Point::default(),
                zoom: 1.0,
            },
            tool: Tool::default(),
            refused: Vec::new(),
        }
    }

    /// A Region with a VPC and two subnets, and a server in the first.
    fn campus() -> (Self, [ResourceId; 5]) {
        let mut desk = Self::new();
        let region = desk.place(Kind::Region, 50.0, 50.0);
        let vpc = desk.place(Kind::Vpc, 150.0, 150.0);
        let one = desk.place(Kind::Subnet, 200.0, 260.0);
        let two = desk.place(Kind::Subnet, 560.0, 270.0);
        let server = desk.place(Kind::Instance, 300.0, 320.0);
        (desk, [region, vpc, one, two, server])
    }

    fn scene(&self) -> Arc<Scene> {
        Arc::new(scene(self.session.document(), &SceneFacts::default()))
    }

    fn handle(&self, id: &ResourceId, which: usize) -> Point {
        let scene = self.scene();
        handles(scene.get(id).unwrap(), scene.rect(id).unwrap())[which]
    }

    fn with<T>(&mut self, act: impl FnOnce(Tool, &Context<'_>) -> T) -> T {
        let context = Context {
            document: self.session.document(),
            selection: self.session.selection(),
            scene: self.scene(),
            facts: Arc::default(),
            view: self.view,
            size: Point::new(1200.0, 900.0),
        };
        act(std::mem::take(&mut self.tool), &context)
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in apply(effects, &mut self.session, &mut self.view) {
            if let Effect::Refuse(reason) = effect {
                self.refused.push(reason);
            }
        }
    }

    fn send(&mut self, event: Event) -> &mut Self {
        let (tool, effects) = self.with(|tool, context| tool.on(event, context));
        self.tool = tool;
        self.take(effects);
        self
    }

    fn down(&mut self, at: Point) -> &mut Self {
        self.send(Event::Move(at, Held::default()));
        self.send(Event::Down(at, Pointer::Main, Held::default()))
    }

    /// A finger has stayed on a thing.
    fn hold(&mut self, id: &ResourceId, at: Point) -> &mut Self {
        self.tool = Tool::holding(id.clone(), at);
        self
    }

    fn drag_to(&mut self, at: Point) -> &mut Self {
        self.send(Event::Move(at, Held::default()))
    }

    fn up(&mut self, at: Point) -> &mut Self {
        self.send(Event::Up(at, Held::default()))
    }

    /// Drags in the palette's item and drops it; yields the new thing.
    fn place(&mut self, kind: Kind, x: f64, y: f64) -> ResourceId {
        let tool = self.with(|_, context| Tool::placing(kind, context));
        self.tool = tool;
        let at = Point::new(x, y);
        self.drag_to(at).up(at);
        self.session.selected().unwrap().clone()
    }

    fn key(&mut self, key: &str) -> &mut Self {
        let effects = self.with(|_, context| keys::key(key, Held::default(), context));
        self.take(effects.unwrap());
        self
    }

    fn centre(&self, id: &ResourceId) -> Point {
        {
            let scene = self.scene();
            scene.body(scene.get(id).unwrap()).centre()
        }
    }

    fn rect(&self, id: &ResourceId) -> crate::editor::Rect {
        self.scene().rect(id).unwrap()
    }

    fn container(&self, id: &ResourceId) -> Option<ResourceId> {
        container_of(&self.session.document().architecture, id)
    }
}

#[test]
fn a_thing_goes_where_it_is_dropped() {
    let (desk, [region, vpc, one, two, server]) = Desk::campus();
    assert_eq!(desk.container(&vpc), Some(region));
    assert_eq!(desk.container(&one), Some(vpc));
    assert_eq!(desk.container(&server), Some(one.clone()));
    assert!(desk.centre(&server).distance(Point::new(300.0, 320.0)) < 16.0);
    let (left, right) = (desk.rect(&one), desk.rect(&two));
    assert_eq!(left.y, right.y, "the second subnet lines up with the first");
    assert!(desk.refused.is_empty());
    assert_eq!(desk.session.undo_label(), Some("Add EC2 instance"));
}

#[test]
fn a_subnet_takes_the_zone_of_its_column() {
    let (mut desk, [.., one, two, _]) = Desk::campus();
    let below = |desk: &Desk, id| {
        let rect = desk.rect(id);
        (rect.x + 60.0, rect.bottom() + 60.0)
    };
    let (x, y) = below(&desk, &two);
    let third = desk.place(Kind::Subnet, x, y);
    let (x, y) = below(&desk, &one);
    let fourth = desk.place(Kind::Subnet, x, y);
    let zone = |id| {
        let subnet: &Subnet = desk.session.document().architecture.find(id).unwrap();
        subnet.zone.clone()
    };
    assert_eq!(zone(&third), zone(&two));
    assert_eq!(zone(&fourth), zone(&one));
    assert_ne!(zone(&one), zone(&two));
}

#[test]
fn dropping_where_it_does_not_belong_is_refused_with_a_reason() {
    let (mut desk, [_, vpc, ..]) = Desk::campus();
    let before = desk.session.document().clone();
    let tool = desk.with(|_, context| Tool::placing(Kind::Instance, context));
    desk.tool = tool;
    let wall = desk.rect(&vpc).corner() + Point::new(300.0, 60.0);
    desk.drag_to(wall);
    let overlay = desk.tool.overlay();
    assert_eq!(overlay.takers.len(), 2, "both subnets light up");
    assert!(overlay.reason.is_some());
    desk.up(wall);
    assert_eq!(
        desk.refused,
        ["An EC2 instance belongs in a subnet, not in a VPC."]
    );
    assert_eq!(desk.session.document(), &before);
}

#[test]
fn a_click_selects_and_a_click_on_the_canvas_selects_nothing() {
    let (mut desk, [.., server]) = Desk::campus();
    let at = desk.centre(&server);
    desk.down(at).up(at);
    assert_eq!(desk.session.selected(), Some(&server));
    let nowhere = Point::new(1190.0, 890.0);
    desk.down(nowhere).up(nowhere);
    assert!(desk.session.selection().is_empty());
}

#[test]
fn a_drag_moves_within_the_container_and_is_one_step() {
    let (mut desk, [.., server]) = Desk::campus();
    let at = desk.centre(&server);
    let to = at + Point::new(60.0, 3.0);
    desk.down(at)
        .drag_to(at + Point::new(20.0, 0.0))
        .drag_to(to)
        .up(to);
    assert_eq!(desk.session.undo_label(), Some("Move server-1"));
    assert!(desk.centre(&server).x > at.x + 40.0);
    desk.session.undo();
    assert_eq!(desk.centre(&server), at);
}

#[test]
fn a_tremor_is_no_drag() {
    let (mut desk, [.., server]) = Desk::campus();
    let before = desk.session.document().clone();
    let at = desk.centre(&server);
    let near = at + Point::new(3.0, 0.0);
    desk.down(at).drag_to(near).up(near);
    assert_eq!(desk.session.document(), &before);
}

#[test]
fn a_drag_into_another_subnet_moves_what_it_means() {
    let (mut desk, [_, _, one, two, server]) = Desk::campus();
    let (from, to) = (desk.centre(&server), desk.rect(&two).centre());
    desk.down(from).drag_to(to);
    assert!(desk.tool.overlay().takers.contains(&two));
    desk.up(to);
    let instance: &Instance = desk.session.document().architecture.find(&server).unwrap();
    assert_eq!(instance.subnet, Some(two));
    desk.session.undo();
    assert_eq!(desk.container(&server), Some(one));
}

#[test]
fn what_is_dragged_where_it_may_not_go_returns() {
    let (mut desk, [.., server]) = Desk::campus();
    let before = desk.session.document().clone();
    let at = desk.centre(&server);
    let outside = Point::new(1150.0, 850.0);
    desk.down(at).drag_to(outside);
    assert!(desk.tool.overlay().ghost.is_some());
    desk.up(outside);
    assert_eq!(desk.session.document(), &before);
    assert_eq!(desk.refused.len(), 1);
}

#[test]
fn escape_restores_in_the_middle_of_a_drag() {
    let (mut desk, [.., server]) = Desk::campus();
    let before = desk.session.document().clone();
    let at = desk.centre(&server);
    desk.down(at).drag_to(at + Point::new(70.0, 0.0));
    assert_ne!(desk.session.document(), &before);
    desk.send(Event::Cancel);
    assert_eq!(desk.session.document(), &before);
    assert!(desk.tool.is_idle() && !desk.session.in_gesture());
}

#[test]
fn a_box_carries_its_content_along() {
    let (mut desk, [_, vpc, one, _, server]) = Desk::campus();
    let at = desk.rect(&vpc).corner() + Point::new(60.0, 18.0);
    let (subnet, node) = (desk.rect(&one), desk.rect(&server));
    let to = at + Point::new(40.0, 20.0);
    desk.down(at).drag_to(to).up(to);
    let way = desk.rect(&one).corner() - subnet.corner();
    assert!(way.x > 20.0);
    assert_eq!(desk.rect(&server).corner() - node.corner(), way);
}

#[test]
fn a_connection_is_drawn_from_a_handle() {
    let (mut desk, [_, vpc, one, ..]) = Desk::campus();
    let near = desk.rect(&vpc);
    let table = desk.place(Kind::RouteTable, near.x + 300.0, near.y + 60.0);
    let at = desk.centre(&table);
    desk.down(at).up(at);
    let handle = desk.handle(&table, 0);
    let to = desk.rect(&one).corner() + Point::new(30.0, 110.0);
    desk.down(handle).drag_to(to);
    assert!(matches!(desk.tool, Tool::Connecting(_)));
    assert!(desk.tool.overlay().connectable.contains(&one));
    assert!(desk.tool.overlay().caption.is_some());
    desk.up(to);
    let subnet: &Subnet = desk.session.document().architecture.find(&one).unwrap();
    assert_eq!(subnet.route_table, Some(table));
}

#[test]
fn a_click_on_a_handle_selects_its_owner() {
    let (mut desk, [.., two, server]) = Desk::campus();
    desk.session.select([two]);
    desk.drag_to(desk.centre(&server));
    let handle = desk.handle(&server, 2);
    desk.down(handle).up(handle);
    assert_eq!(desk.session.selected(), Some(&server));
}

#[test]
fn a_connection_that_means_nothing_says_so() {
    let (mut desk, [.., two, server]) = Desk::campus();
    let at = desk.centre(&server);
    desk.down(at).up(at);
    let handle = desk.handle(&server, 1);
    let to = desk.rect(&two).corner() + Point::new(30.0, 110.0);
    desk.down(handle).drag_to(to).up(to);
    assert_eq!(desk.refused.len(), 1, "{:?}", desk.refused);
}

#[test]
fn a_marquee_selects_what_it_touches() {
    let (mut desk, [.., server]) = Desk::campus();
    let at = desk.rect(&server).corner() - Point::new(10.0, 10.0);
    // From the ground outside the Region right over the server.
    desk.down(Point::new(1.0, 1.0))
        .drag_to(at + Point::new(150.0, 120.0));
    assert!(desk.session.selection().contains(&server));
    assert!(desk.tool.overlay().marquee.is_some());
    desk.send(Event::Cancel);
    assert_eq!(desk.session.selected(), Some(&server), "as before");
}

#[test]
fn space_and_the_middle_button_pan() {
    let (mut desk, _) = Desk::campus();
    let at = Point::new(300.0, 300.0);
    desk.send(Event::Down(at, Pointer::Middle, Held::default()));
    let to = at + Point::new(50.0, -20.0);
    desk.drag_to(to).up(to);
    assert_eq!(desk.view.pan, Point::new(50.0, -20.0));
}

#[test]
fn one_finger_pans_wherever_it_comes_down_and_moves_what_it_has_held() {
    let (mut desk, [_, _, one, _, server]) = Desk::campus();
    // On its icon, away from what connects.
    let on_server = desk.rect(&server).corner() + Point::new(60.0, 22.0);
    for at in [
        desk.rect(&one).corner() + Point::new(30.0, 100.0),
        on_server,
    ] {
        // What is selected is no exception.
        desk.send(Event::Down(at, Pointer::Finger, Held::default()));
        desk.up(at);
        let before = (desk.view.pan, desk.rect(&server));
        let to = at + Point::new(40.0, 0.0);
        desk.send(Event::Down(at, Pointer::Finger, Held::default()));
        desk.drag_to(to).up(to);
        assert_eq!(
            desk.view.pan,
            before.0 + Point::new(40.0, 0.0),
            "from {at:?}"
        );
        assert_eq!(desk.rect(&server), before.1);
        desk.view.pan = before.0;
    }
    // A finger that has stayed moves what it is on, even by a handle of it.
    let before = desk.rect(&server);
    let handle = Point::new(before.right(), before.centre().y);
    let to = handle + Point::new(24.0, 0.0);
    desk.hold(&server, handle).drag_to(to).up(to);
    assert_eq!(desk.rect(&server).x, before.x + 24.0);
}

#[test]
fn a_box_is_resized_by_its_corner_but_never_below_its_content() {
    let (mut desk, [_, _, one, _, server]) = Desk::campus();
    let rect = desk.rect(&one);
    let head = rect.corner() + Point::new(20.0, 10.0);
    desk.down(head).up(head);
    let corner = Point::new(rect.right(), rect.bottom());
    let larger = corner + Point::new(4.0, 80.0);
    desk.down(corner).drag_to(larger).up(larger);
    assert_eq!(desk.rect(&one).h, rect.h + 80.0);
    let tiny = rect.corner() + Point::new(10.0, 10.0);
    desk.down(larger).drag_to(tiny).up(tiny);
    assert!(desk.rect(&one).encloses(&desk.rect(&server)));
}

#[test]
fn arrows_nudge_and_each_nudge_is_a_step() {
    let (mut desk, [.., server]) = Desk::campus();
    let before = desk.rect(&server);
    desk.key("ArrowRight").key("ArrowDown");
    assert_eq!(
        desk.rect(&server).corner() - before.corner(),
        Point::new(4.0, 4.0)
    );
    desk.session.undo();
    desk.session.undo();
    assert_eq!(desk.rect(&server), before);
}

#[test]
fn the_keyboard_puts_things_into_what_is_selected() {
    let (mut desk, [_, vpc, _, two, _]) = Desk::campus();
    desk.session.select([two.clone()]);
    let effects = desk.with(|_, context| keys::place(Kind::NatGateway, context));
    desk.take(effects);
    let nat = desk.session.selected().unwrap().clone();
    assert_eq!(desk.container(&nat), Some(two));
    // From inside the subnet the nearest container that takes a gate is the VPC.
    let effects = desk.with(|_, context| keys::place(Kind::InternetGateway, context));
    desk.take(effects);
    let gate = desk.session.selected().unwrap().clone();
    assert_eq!(desk.container(&gate), Some(vpc));
    assert!(desk.refused.is_empty());
}

#[test]
fn neighbours_that_nobody_placed_stay_when_one_is_moved() {
    let (mut desk, [_, vpc, ..]) = Desk::campus();
    let subnets: Vec<ResourceId> = desk
        .scene()
        .of_shape(Shape::Box)
        .filter(|thing| thing.kind == Kind::Subnet)
        .map(|thing| thing.id.clone())
        .collect();
    let forget = subnets
        .iter()
        .map(|id| crate::architecture::Edit::Arrange {
            id: id.clone(),
            spot: None,
        })
        .collect();
    desk.session.perform("Tidy", forget).unwrap();
    let before = desk.rect(&subnets[1]);
    let at = desk.rect(&subnets[0]).corner() + Point::new(20.0, 10.0);
    let to = at + Point::new(0.0, 200.0);
    desk.down(at).drag_to(to).up(to);
    assert!(desk.rect(&vpc).h > 400.0);
    assert_eq!(desk.rect(&subnets[1]).corner(), before.corner());
}

/// A drag with keys held, from a point to another.
fn drag_with(desk: &mut Desk, from: Point, to: Point, held: Held) {
    desk.send(Event::Move(from, held));
    desk.send(Event::Down(from, Pointer::Main, held));
    let between = Point::new((from.x + to.x) / 2.0, (from.y + to.y) / 2.0);
    desk.send(Event::Move(between, held));
    desk.send(Event::Move(to, held));
    desk.send(Event::Up(to, held));
}

#[test]
fn two_things_that_are_held_go_each_into_what_is_under_it() {
    let (mut desk, [_, vpc, one, two, _]) = Desk::campus();
    let below = |desk: &Desk, id| {
        let rect = desk.rect(id);
        (rect.x + 60.0, rect.bottom() + 60.0)
    };
    let (x, y) = below(&desk, &one);
    let third = desk.place(Kind::Subnet, x, y);
    let (x, y) = below(&desk, &two);
    let fourth = desk.place(Kind::Subnet, x, y);
    let middle = |desk: &Desk, id| desk.rect(id).centre();
    let at = middle(&desk, &one) + Point::new(70.0, 0.0);
    let left = desk.place(Kind::NatGateway, at.x, at.y);
    let at = middle(&desk, &two);
    let right = desk.place(Kind::NatGateway, at.x, at.y);
    desk.session.select([left.clone(), right.clone()]);
    let from = desk.centre(&right);
    let to = from + (desk.rect(&fourth).corner() - desk.rect(&two).corner());
    desk.down(from)
        .drag_to(from + Point::new(0.0, 10.0))
        .drag_to(to)
        .up(to);
    assert_eq!(desk.refused, [""; 0]);
    assert_eq!(desk.container(&left), Some(third));
    assert_eq!(desk.container(&right), Some(fourth));
    // Where one of them may not go, none goes, and it is said which.
    desk.session.undo();
    let from = desk.centre(&right);
    let to = desk.rect(&vpc).corner() + Point::new(350.0, 60.0);
    desk.down(from)
        .drag_to(from + Point::new(0.0, -10.0))
        .drag_to(to)
        .up(to);
    assert_eq!(desk.container(&left), Some(one));
    assert_eq!(desk.container(&right), Some(two));
    assert!(
        desk.refused[0].starts_with("nat-gateway"),
        "{:?}",
        desk.refused
    );
}

#[test]
fn a_subnet_stops_at_its_neighbour_and_stays_in_the_hand() {
    let (mut desk, [_, _, one, two, _]) = Desk::campus();
    let (before, other) = (desk.rect(&one), desk.rect(&two));
    let at = before.corner() + Point::new(20.0, 10.0);
    let to = at + Point::new(other.x - before.right() + 30.0, 0.0);
    desk.down(at)
        .drag_to(at + Point::new(6.0, 0.0))
        .drag_to(to)
        .up(to);
    let after = desk.rect(&one);
    assert_eq!(after.y, before.y, "it leaps nowhere");
    assert!(after.right() <= other.x && after.x >= before.x);
    assert_eq!(desk.rect(&two), other);
    // The arrows stop there, too.
    desk.session.select([one.clone()]);
    for _ in 0..20 {
        desk.key("ArrowRight");
    }
    assert!(desk.rect(&one).right() <= other.x);
    assert_eq!((desk.rect(&one).y, desk.rect(&two)), (before.y, other));
}

#[test]
fn alt_drags_a_copy_away() {
    let (mut desk, [_, _, one, two, server]) = Desk::campus();
    let before = desk.rect(&server);
    let held = Held {
        alt: true,
        ..Held::default()
    };
    let (from, to) = (desk.centre(&server), desk.rect(&two).centre());
    drag_with(&mut desk, from, to, held);
    let copy = desk.session.selected().unwrap().clone();
    assert_ne!(copy, server);
    assert_eq!(desk.container(&copy), Some(two));
    assert_eq!(
        (desk.container(&server), desk.rect(&server)),
        (Some(one), before)
    );
    assert!(desk.centre(&copy).distance(to) < 40.0);
    assert_eq!(desk.session.undo_label(), Some("Duplicate server-1"));
    desk.session.undo();
    assert!(desk.session.document().architecture.get(&copy).is_none());
    // Where it may not go, nothing is made.
    let nowhere = Point::new(1190.0, 890.0);
    drag_with(&mut desk, from, nowhere, held);
    assert_eq!(desk.refused.len(), 1);
}

#[test]
fn what_is_pasted_stands_where_the_pointer_is_and_on_top_of_nothing() {
    let (mut desk, [_, vpc, one, two, server]) = Desk::campus();
    desk.session.select([server.clone()]);
    let copied = desk.with(|_, context| clip(context)).unwrap();
    let at = desk.rect(&two).centre();
    let effects = desk.with(|_, context| paste(&copied, At::Point(at), context));
    desk.take(effects);
    let copy = desk.session.selected().unwrap().clone();
    assert_eq!(desk.container(&copy), Some(two.clone()));
    // On its own original it settles beside it.
    let at = desk.centre(&server);
    let effects = desk.with(|_, context| paste(&copied, At::Point(at), context));
    desk.take(effects);
    let twin = desk.session.selected().unwrap().clone();
    assert_eq!(desk.container(&twin), Some(one.clone()));
    assert!(!desk.rect(&twin).overlaps(&desk.rect(&server)));
    // A subnet under the pointer takes no subnet: the VPC around it does.
    desk.session.select([one.clone()]);
    let copied = desk.with(|_, context| clip(context)).unwrap();
    let at = desk.rect(&two).centre();
    let effects = desk.with(|_, context| paste(&copied, At::Point(at), context));
    desk.take(effects);
    let wing = desk.session.selected().unwrap().clone();
    assert_eq!(desk.container(&wing), Some(vpc));
    for other in [&one, &two] {
        assert!(!desk.rect(&wing).overlaps(&desk.rect(other)));
    }
    assert_eq!(
        desk.session
            .document()
            .architecture
            .ids_of(Kind::Instance)
            .count(),
        5
    );
}

#[test]
fn a_duplicate_stands_beside_its_original_in_one_step() {
    let (mut desk, [_, vpc, one, ..]) = Desk::campus();
    let before = desk.session.document().clone();
    desk.session.select([one.clone()]);
    let effects = desk.with(|_, context| duplicate(context));
    desk.take(effects);
    let copy = desk.session.selected().unwrap().clone();
    assert_eq!(desk.container(&copy), Some(vpc));
    assert!(!desk.rect(&copy).overlaps(&desk.rect(&one)));
    desk.session.undo();
    assert_eq!(desk.session.document(), &before);
}

#[test]
fn every_edge_of_a_box_pulls_it_and_what_is_in_it_stays() {
    let (mut desk, [_, _, one, _, server]) = Desk::campus();
    // By its name: its icon collapses it.
    let head = desk.rect(&one).corner() + Point::new(60.0, 10.0);
    desk.down(head).up(head);
    let node = desk.rect(&server);
    let before = desk.rect(&one);
    // The left edge, above its connection point.
    let at = Point::new(before.x, before.y + 30.0);
    desk.drag_to(at);
    assert_eq!(desk.tool.overlay().cursor, "ew");
    let to = at - Point::new(8.0, 0.0);
    desk.down(at).drag_to(to).up(to);
    let after = desk.rect(&one);
    assert_eq!(
        (after.x, after.right(), after.y),
        (before.x - 8.0, before.right(), before.y)
    );
    assert_eq!(desk.rect(&server), node);
    assert_eq!(desk.session.undo_label(), Some("Resize subnet-1"));
    // Its upper left corner comes in no further than its content lets it.
    let at = after.corner();
    desk.drag_to(at);
    assert_eq!(desk.tool.overlay().cursor, "nwse");
    let to = at + Point::new(400.0, 400.0);
    desk.down(at).drag_to(to).up(to);
    assert!(desk.rect(&one).encloses(&desk.rect(&server)));
    assert_eq!(desk.rect(&server), node);
    // Nothing that is not selected is pulled by its edge: it is moved by it.
    let one_edge = Point::new(desk.rect(&one).right(), desk.rect(&one).y + 30.0);
    desk.session.select([]);
    desk.drag_to(one_edge);
    assert_eq!(desk.tool.overlay().cursor, "select");
}

#[test]
fn what_is_carried_in_is_shown_in_its_size_and_then_as_a_whole() {
    let mut desk = Desk::new();
    desk.place(Kind::Region, 50.0, 50.0);
    let tool = desk.with(|_, context| Tool::placing(Kind::Vpc, context));
    desk.tool = tool;
    let at = Point::new(200.0, 200.0);
    desk.drag_to(at);
    let preview = desk.tool.overlay().previews[0];
    let (_, effects) = desk.with(|tool, context| tool.on(Event::Up(at, Held::default()), context));
    let revealed = |effect: &Effect| matches!(effect, Effect::Reveal(ids) if ids.len() == 1);
    assert!(effects.iter().any(revealed));
    desk.take(effects);
    let vpc = desk.session.selected().unwrap().clone();
    assert_eq!(
        (desk.rect(&vpc).w, desk.rect(&vpc).h),
        (preview.w, preview.h)
    );
}

#[test]
fn the_icon_of_a_box_collapses_it_and_its_name_selects_it() {
    let (mut desk, [_, vpc, one, ..]) = Desk::campus();
    desk.session.select([]);
    let mut press = |id: &ResourceId, by: Point, pointer: Pointer| {
        let at = desk.rect(id).corner() + by;
        desk.with(|tool, context| {
            let (tool, _) = tool.on(Event::Down(at, pointer, Held::default()), context);
            tool.on(Event::Up(at, Held::default()), context).1
        })
    };
    let (icon, name) = (Point::new(16.0, 16.0), Point::new(60.0, 16.0));
    for id in [&vpc, &one] {
        let switched = vec![Effect::Switch(id.clone())];
        assert_eq!(press(id, icon, Pointer::Main), switched);
        assert_eq!(press(id, icon, Pointer::Finger), switched);
        let selected = vec![Effect::Select(vec![id.clone()])];
        assert_eq!(press(id, name, Pointer::Main), selected);
        assert_eq!(press(id, name, Pointer::Finger), selected);
    }
}

#[test]
fn from_afar_a_selected_thing_is_dragged_wherever_it_is_pressed() {
    let (mut desk, [.., server]) = Desk::campus();
    desk.session.select([server.clone()]);
    desk.view.zoom = 0.06;
    let scene = desk.scene();
    let body = scene.body(scene.get(&server).unwrap());
    for world in [
        body.corner(),
        body.centre(),
        Point::new(body.centre().x, body.y),
    ] {
        let hit = scene.hit(world, desk.view.zoom, &|_| true, &|_| true);
        assert_eq!(hit, Hit::Thing(server.clone()), "{world:?}");
    }
    // Near, the same places are its handles'.
    let top = handles(scene.get(&server).unwrap(), scene.rect(&server).unwrap())[0];
    assert_eq!(
        scene.hit(top, 1.0, &|_| true, &|_| true),
        Hit::Handle(server)
    );
}

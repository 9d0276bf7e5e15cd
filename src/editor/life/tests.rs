//! How moments of a run look on Notebookly.

use super::*;
use crate::architecture::{Document, Edit, Kind, ResourceId};
use crate::building::placement::create;
use crate::editor::geometry::Rect;
use crate::editor::scene::{Layer, Links, Scene, Shape, frame_label, head, scene, zone_name};
use crate::editor::{Point, SceneFacts};
use crate::network::Network;
use crate::relations::Relations;
use crate::simulation::record::{Manner, Place};
use crate::simulation::view::{self, DatabaseView, End, Phase, ServerView, Way};
use crate::simulation::{Deed, Whom};
use crate::text::isolated;

const ASG: &str = "auto-scaling-group-1";

struct Notebookly {
    document: Document,
    scene: Scene,
}

impl Notebookly {
    fn new() -> Self {
        Self::with(&[])
    }

    fn with(edits: &[Edit]) -> Self {
        let text = include_str!("../../../tests/files/notebookly.campus.json");
        let mut document = Document::from_json(text).unwrap();
        document.apply_all(edits.to_vec()).unwrap();
        let facts = SceneFacts::of(&Network::new(&document.architecture), &[]);
        let scene = scene(&document, &facts);
        Self { document, scene }
    }

    fn stage(&self) -> Stage<'_> {
        Stage {
            scene: &self.scene,
            architecture: &self.document.architecture,
        }
    }

    fn life(&self, view: &View, story: &[Happened]) -> Life {
        Life::of(&self.stage(), view, story, &mut Strands::default())
    }

    fn rect(&self, id: &str) -> Rect {
        self.scene.rect(&id.into()).unwrap()
    }
}

fn server(number: u32, zone: char, phase: Phase, cpu: f64) -> ServerView {
    ServerView {
        number,
        name: format!("web-{number}"),
        instance_id: String::new(),
        of: ASG.into(),
        is_member: true,
        subnet: if zone == 'a' { "subnet-3" } else { "subnet-4" }.into(),
        zone: format!("ap-south-1{zone}"),
        phase,
        health: (phase == Phase::Up).then_some(view::Health::Healthy),
        cpu,
        requests: if phase == Phase::Up { 17.0 } else { 0.0 },
        trouble: String::new(),
    }
}

fn database(primary: char, standby: Option<char>) -> DatabaseView {
    let zone = |it: char| format!("ap-south-1{it}");
    DatabaseView {
        id: "database-1".into(),
        primary_zone: Some(zone(primary)),
        standby_zone: standby.map(zone),
        answers: true,
        status: "available".to_owned(),
        connections: 12,
        cpu: 0.31,
        free: 0.5,
    }
}

fn calm() -> View {
    View {
        at: 60,
        asked: 68.0,
        answered: Some(1.0),
        servers: vec![
            server(1, 'a', Phase::Up, 0.4),
            server(2, 'b', Phase::Up, 0.75),
        ],
        databases: vec![database('a', Some('b'))],
        ..View::default()
    }
}

/// Zone a is lost, two minutes and 56 seconds ago; the group starts others.
fn lost() -> (View, Vec<Happened>) {
    let view = View {
        at: 476,
        asked: 68.0,
        answered: Some(0.83),
        servers: vec![
            server(1, 'a', Phase::Lost, 0.0),
            server(2, 'b', Phase::Up, 0.62),
            server(3, 'a', Phase::Terminated, 0.0),
            server(4, 'b', Phase::Installing, 0.0),
        ],
        databases: vec![database('b', None)],
        lost_zones: vec!["ap-south-1a".to_owned()],
        down: vec!["nat-gateway-1".into()],
        ways: Vec::new(),
    };
    let story = vec![
        happened(1, 300, Manner::Done, Place::Zone("ap-south-1a".to_owned())),
        happened(2, 300, Manner::Followed, Place::Customers),
        happened(3, 384, Manner::Followed, Place::Thing("database-1".into())),
        happened(4, 400, Manner::Followed, Place::Server(ASG.into(), 3)),
        happened(5, 700, Manner::Expected, Place::Thing(ASG.into())),
    ];
    (view, story)
}

fn happened(number: u32, at: u32, manner: Manner, place: Place) -> Happened {
    Happened {
        number,
        at,
        manner,
        what: String::new(),
        why: String::new(),
        from: Vec::new(),
        place,
        rule: "",
        assumption: None,
    }
}

fn find(life: &Life, key: Key) -> &Living {
    life.living.iter().find(|it| it.key == key).unwrap()
}

fn thing(id: &str) -> Key {
    Key::Thing(id.into())
}

#[test]
fn servers_stand_in_the_frame_of_their_group_inside_their_subnet() {
    let campus = Notebookly::new();
    let mut view = calm();
    view.servers = (1..=20)
        .map(|number| server(number, if number > 2 { 'b' } else { 'a' }, Phase::Up, 0.5))
        .collect();
    let life = campus.life(&view, &[]);
    let frame = campus.rect(ASG);
    for it in &life.living {
        let (Key::Server(_) | Key::More(..)) = &it.key else {
            continue;
        };
        let icon = Rect::new(it.rect.x + 40.0, it.rect.y, 40.0, 40.0);
        assert!(frame.encloses(&icon), "{:?}", it.key);
    }
    let a = find(&life, Key::Server(1)).rect;
    assert!(campus.rect("subnet-3").encloses(&a));
    // Eighteen do not fit in b: those that do, and the number of the others.
    let b = "subnet-4".into();
    let more = find(&life, Key::More(ASG.into(), b));
    let shown = life.living.iter().filter(|it| {
        matches!(it.key, Key::Server(_)) && campus.rect("subnet-4").overlaps(&it.rect)
    });
    assert_eq!(more.name, format!("+{}", 18 - shown.count()));
}

#[test]
fn two_servers_stand_where_the_scene_draws_two_members() {
    let campus = Notebookly::new();
    let life = campus.life(&calm(), &[]);
    for (number, member) in [(1, "auto-scaling-group-1/1"), (2, "auto-scaling-group-1/2")] {
        assert_eq!(find(&life, Key::Server(number)).rect, campus.rect(member));
        assert!(life.alive[&ResourceId::new(member)].replaced);
    }
}

#[test]
fn a_ring_has_the_colour_of_the_line_that_the_cpu_is_beyond() {
    let look = |campus: &Notebookly, cpu| {
        let mut view = calm();
        view.servers[0].cpu = cpu;
        find(&campus.life(&view, &[]), Key::Server(1)).look.ring
    };
    // Its policy adds a server above 70 %.
    let campus = Notebookly::new();
    assert_eq!(look(&campus, 0.62), Ring::Share(0.62, Tone::Calm));
    assert_eq!(look(&campus, 0.70), Ring::Share(0.70, Tone::Busy));
    // And an alarm rings above 80 %.
    let region = "region-1".into();
    let (alarm, mut edits) = create(&campus.document, Kind::Alarm, Some(&region), None).unwrap();
    edits.push(Edit::set(&alarm, "watches", ASG));
    let campus = Notebookly::with(&edits);
    assert_eq!(look(&campus, 0.79), Ring::Share(0.79, Tone::Busy));
    assert_eq!(look(&campus, 0.80), Ring::Share(0.80, Tone::Alarming));
}

#[test]
fn states_differ_in_shape_and_word() {
    let campus = Notebookly::new();
    let look = |phase| {
        let mut view = calm();
        view.servers = vec![server(1, 'a', phase, 0.5)];
        find(&campus.life(&view, &[]), Key::Server(1)).look.clone()
    };
    for phase in [
        Phase::Pending,
        Phase::Booting,
        Phase::Installing,
        Phase::Starting,
    ] {
        let look = look(phase);
        assert_eq!(
            (look.ring, look.second.as_str()),
            (Ring::Waits, phase.word())
        );
    }
    for phase in [Phase::Dead, Phase::Stopped, Phase::Lost] {
        let look = look(phase);
        assert!(look.gone && look.health == Health::Broken && look.ring == Ring::None);
    }
    let up = look(Phase::Up);
    assert_eq!((up.health, up.second.as_str()), (Health::Fine, "50 %"));
}

#[test]
fn what_has_ended_is_drawn_as_long_as_something_is_told_of_it() {
    let campus = Notebookly::new();
    let (mut view, story) = lost();
    let is_drawn = |view: &View, story: &[Happened]| {
        let life = campus.life(view, story);
        life.living.iter().any(|it| it.key == Key::Server(3))
    };
    assert!(is_drawn(&view, &story));
    // Its zone is lost: everything that stood there is still to be seen.
    assert!(is_drawn(&view, &[]));
    view.lost_zones.clear();
    assert!(!is_drawn(&view, &[]));
    assert!(is_drawn(&view, &story));
    view.at += 3600;
    assert!(!is_drawn(&view, &story));
}

#[test]
fn a_lost_zone_says_since_when_and_takes_what_stands_in_it() {
    let campus = Notebookly::new();
    let (view, story) = lost();
    let life = campus.life(&view, &story);
    let [zone] = &life.zones[..] else {
        panic!("one zone is lost");
    };
    assert_eq!(zone.label, "ap-south-1a · failed 2 m 56 s ago");
    for subnet in ["subnet-1", "subnet-3"] {
        let rect = campus.rect(subnet);
        assert!(zone.rects.iter().any(|it| it.encloses(&rect)), "{subnet}");
    }
    assert!(
        !zone
            .rects
            .iter()
            .any(|it| it.overlaps(&campus.rect("subnet-2")))
    );
    let nat = find(&life, thing("nat-gateway-1"));
    assert!(nat.look.gone);
    assert!(
        life.living
            .iter()
            .all(|it| it.key != thing("nat-gateway-2"))
    );
    let said = &life.alive[&ResourceId::new("subnet-3")].label;
    assert!(said.ends_with("ap-south-1a is lost"), "{said}");
}

#[test]
fn a_database_says_where_its_primary_is() {
    let campus = Notebookly::new();
    let seconds = |view: &View| {
        let life = campus.life(view, &[]);
        ["database-1", "database-1/standby"].map(|id| find(&life, thing(id)).look.second.clone())
    };
    assert_eq!(seconds(&calm()), ["primary · 31 %", "standby"]);
    assert_eq!(seconds(&lost().0), ["was primary", "31 %"]);
    let mut back = calm();
    back.databases = vec![database('b', Some('a'))];
    assert_eq!(seconds(&back), ["standby", "primary · 31 %"]);
    back.databases[0].answers = false;
    back.databases[0].status = "failing over".to_owned();
    assert_eq!(seconds(&back)[1], "failing over");
}

#[test]
fn numbers_stand_where_it_happened_and_what_is_expected_has_none() {
    let campus = Notebookly::new();
    let (mut view, story) = lost();
    let life = campus.life(&view, &story);
    let numbers: Vec<u32> = life.badges.iter().map(|it| it.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert!(life.badges[0].done && !life.badges[1].done);
    // The database's number stands where its primary is now.
    let near = |at: Point, rect: Rect| rect.grown(16.0).contains(at);
    assert!(near(life.badges[2].at, campus.rect("database-1/standby")));
    assert!(near(life.badges[3].at, find(&life, Key::Server(3)).rect));
    // Much later only the zone is of interest, because it is still lost.
    view.at += 3600;
    let life = campus.life(&view, &story);
    let numbers: Vec<u32> = life.badges.iter().map(|it| it.number).collect();
    assert_eq!(numbers, [1]);
}

fn way(from: End, to: End, per_second: f64) -> Way {
    Way {
        from,
        to,
        per_second,
        failing: 0.0,
    }
}

#[test]
fn ways_run_along_the_lines_of_the_canvas() {
    let campus = Notebookly::new();
    let relations = Relations::of(&campus.document.architecture);
    let lines = campus
        .scene
        .lines(&Links::of(&relations, Layer::Structure), &|_| false);
    let end = |id: &ResourceId| End::Thing(id.clone());
    let is_node = |id: &ResourceId| campus.scene.get(id).unwrap().shape == Shape::Node;
    let lines: Vec<_> = lines
        .into_iter()
        .filter(|line| is_node(&line.from) && is_node(&line.to))
        .filter(|line| line.to != ResourceId::new("database-1/standby"))
        .collect();
    assert!(!lines.is_empty());
    for line in lines {
        let mut view = calm();
        view.ways = vec![way(end(&line.from), end(&line.to), 5.0)];
        let life = campus.life(&view, &[]);
        assert_eq!(life.strands[0].points, line.points, "{}", line.label);
    }
}

#[test]
fn rates_stand_on_their_ways_and_clear_of_heads_and_each_other() {
    let drawn = Notebookly::new();
    let mut view = calm();
    let servers: Vec<u32> = view.servers.iter().map(|it| it.number).collect();
    let balancer = || End::Thing("load-balancer-1".into());
    view.ways = vec![way(End::Customers, balancer(), 7.0)];
    for number in servers {
        let server = End::Server(number);
        view.ways.extend([
            way(balancer(), server.clone(), 3.5),
            way(server.clone(), End::Thing("cache-1".into()), 3.5),
            way(server.clone(), End::Thing("database-1".into()), 3.5),
            way(server, End::Thing("bucket-1".into()), 3.5),
        ]);
    }
    let life = drawn.life(&view, &[]);
    let rates = life.rates(&drawn.stage());
    assert!(rates.len() >= 5, "{rates:?}");
    assert_eq!(rates.len(), life.strands.len().min(12));
    // Between two icons one above the other there may be less room than a rate takes;
    // between heads there is always enough.
    let boxes = drawn.scene.of_shape(Shape::Box);
    let zones = drawn.scene.zones().map(|zone| {
        let rect = drawn.scene.in_world(Some(&zone.vpc), zone.place);
        zone_name(&zone.code, rect)
    });
    let named: Vec<Rect> = boxes
        .map(|it| head(it, drawn.scene.rect_of(it)))
        .chain(zones)
        .chain([frame_label(
            drawn.scene.get(&ASG.into()).unwrap(),
            drawn.rect(ASG),
        )])
        .collect();
    for (place, rate) in rates.iter().enumerate() {
        let plate = rate.plate();
        let over = named.iter().find(|name| name.overlaps(&plate));
        assert_eq!(over, None, "{rate:?}");
        let on_way = life.strands.iter().any(|strand| {
            let mut stretches = strand.points.windows(2);
            stretches.any(|pair| Rect::between(pair[0], pair[1]).grown(0.5).contains(rate.at))
        });
        assert!(on_way, "{rate:?}");
        let others = &rates[place + 1..];
        assert!(
            others.iter().all(|it| !it.plate().overlaps(&plate)),
            "{rate:?}"
        );
    }
}

#[test]
fn ways_lead_to_servers_and_to_where_the_primary_is() {
    let campus = Notebookly::new();
    let (mut view, story) = lost();
    let alb = || End::Thing("load-balancer-1".into());
    view.ways = vec![
        way(End::Customers, alb(), 68.0),
        way(alb(), End::Server(2), 60.0),
        way(End::Server(2), End::Thing("database-1".into()), 30.0),
        // What lies on a shelf is no place on a way.
        way(alb(), End::Thing("target-group-1".into()), 1.0),
        way(alb(), End::Server(99), 1.0),
    ];
    let mut strands = Strands::default();
    let life = Life::of(&campus.stage(), &view, &story, &mut strands);
    assert_eq!(life.strands.len(), 3);
    let ends = |at: usize| *life.strands[at].points.last().unwrap();
    let slot = find(&life, Key::Server(2)).rect;
    assert!(slot.grown(1.0).contains(ends(1)));
    let standby = campus.rect("database-1/standby");
    assert!(standby.grown(1.0).contains(ends(2)));
    // Whoever asks again gets the same.
    assert_eq!(life, Life::of(&campus.stage(), &view, &story, &mut strands));
}

#[test]
fn everything_is_said_in_words() {
    let campus = Notebookly::new();
    let (view, story) = lost();
    let life = campus.life(&view, &story);
    let said = |id: &str| life.alive[&ResourceId::new(id)].label.as_str();
    let second = |id: &str| life.alive[&ResourceId::new(id)].second.clone().unwrap();
    assert_eq!(second(ASG), "1 of 2 in service · 1 starting");
    assert!(said(ASG).contains("; web-4, installing, 0 requests a second"));
    assert!(said(ASG).contains("; web-2, running, healthy, CPU 62 percent, 17 requests a second"));
    assert_eq!(second("load-balancer-1"), "1 of 1 target healthy");
    assert_eq!(second("user-1"), "68 requests/s · 17 % fail");
    assert_eq!(said("nat-gateway-1"), "NAT-GW-AZ1, NAT gateway, lost");
    // The keyboard goes by the members that the scene draws.
    let first = said("auto-scaling-group-1/1");
    assert_eq!(first, "web-1, EC2 instance, lost, 0 requests a second");
}

#[test]
fn only_what_fits_can_be_chosen() {
    let campus = Notebookly::new();
    let names = |view: &View, deed: Deed| {
        let targets = fitting(&campus.stage(), view, &[], &deed);
        let named = targets.iter().map(|it| String::from(it.whom.clone()));
        named.collect::<Vec<_>>()
    };
    let any = || Whom::Server;
    let (broken, _) = lost();
    assert_eq!(names(&calm(), Deed::Stop(any())), ["web-1", "web-2"]);
    assert_eq!(names(&broken, Deed::Crash(any())), ["web-2"]);
    assert_eq!(
        names(&calm(), Deed::FailZone(any())),
        ["ap-south-1a", "ap-south-1b"]
    );
    assert_eq!(names(&broken, Deed::FailZone(any())), ["ap-south-1b"]);
    assert_eq!(names(&broken, Deed::RestoreZone(any())), ["ap-south-1a"]);
    assert_eq!(
        names(&broken, Deed::Fail(any())),
        ["nat-gateway-2", "database-1"]
    );
    assert_eq!(names(&broken, Deed::Fail(Whom::Nat)), ["nat-gateway-2"]);
    assert_eq!(names(&broken, Deed::Fail(Whom::Database)), ["database-1"]);
    let fill = |of| Deed::Fill {
        of,
        leaves: 0,
        seconds: 60,
    };
    assert_eq!(names(&calm(), fill(Whom::Database)), ["database-1"]);
    assert_eq!(names(&calm(), fill(any())).len(), 3);
    assert_eq!(names(&broken, Deed::Restore(any())), ["nat-gateway-1"]);
    assert_eq!(names(&calm(), Deed::Failover(any())), ["database-1"]);
    assert!(names(&broken, Deed::Failover(any())).is_empty());
    assert_eq!(names(&calm(), Deed::BadDeployment(any())), [ASG]);
    assert!(names(&calm(), Deed::Flood { per_second: 9 }).is_empty());
    let web = Whom::Named("web-1".to_owned());
    let spike = Deed::Spike {
        of: any(),
        seconds: 60,
    };
    assert_eq!(
        aimed(spike, web.clone()),
        Deed::Spike {
            of: web,
            seconds: 60
        }
    );
}

#[test]
fn a_deed_hits_what_it_is_let_go_over_or_says_why_not() {
    let campus = Notebookly::new();
    let drop =
        |view: &View, deed: Deed, at: Point| match drop_at(&campus.stage(), view, &[], &deed, at) {
            Drop::Hits(target) => String::from(target.whom),
            Drop::Misses(why) => why,
        };
    let any = || Whom::Server;
    let stop = fitting(&campus.stage(), &calm(), &[], &Deed::Stop(any()));
    let server = stop[0].rect.centre();
    let database = campus.rect("database-1").centre();
    assert_eq!(drop(&calm(), Deed::Stop(any()), server), "web-1");
    // Behind it lies the whole of its zone, which another deed means.
    assert_eq!(drop(&calm(), Deed::FailZone(any()), server), "ap-south-1a");
    assert_eq!(drop(&calm(), Deed::Failover(any()), database), "database-1");
    let name = campus.document.architecture.name_of(&"database-1".into());
    let not = format!("Not {}: only an instance that runs", isolated(&name));
    let why = drop(&calm(), Deed::Stop(any()), database);
    assert!(why.starts_with(&not), "{why}");
    let (broken, _) = lost();
    assert_eq!(
        drop(&broken, Deed::Failover(any()), database),
        "Nothing here fits: only a database with a standby (Multi-AZ) can fail over."
    );
    let nowhere = Point::new(-9_000.0, -9_000.0);
    assert_eq!(
        drop(&calm(), Deed::Stop(any()), nowhere),
        "Drop it on something that is lit."
    );
}

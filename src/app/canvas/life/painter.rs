//! The elements of a run: made when they are first wanted, kept, and changed
//! only where they differ.

use std::collections::BTreeMap;

use leptos::web_sys::{Element, HtmlElement};

use super::figures::Figure;
use crate::app::canvas::painter::dom;
use crate::editor::life::{Badge, Dot, Key, Life, LostZone, Rate, Strand, dots};
use crate::editor::scene::svg_path;
use crate::editor::{Point, Rect};

/// How far from its middle the corner of a badge is.
const BADGE: f64 = 10.0;

/// What a run has on the page. It is gone when this is.
pub struct LifePainter {
    /// Beneath the lines: zones that are lost.
    under: HtmlElement,
    /// Above the lines and beneath whatever has a name: the ways as one path,
    /// and the points under way with their edge.
    svg: Element,
    ways: Path,
    edge: Path,
    flow: Path,
    /// Everything else, above what the scene draws.
    over: HtmlElement,
    /// The points that failed.
    failed: Path,
    figures: BTreeMap<Key, Figure>,
    zones: BTreeMap<(String, usize), (HtmlElement, Rect)>,
    /// What is written on those zones, in front of the lines.
    said: BTreeMap<String, (HtmlElement, Point, String)>,
    badges: BTreeMap<u32, (HtmlElement, Badge)>,
    /// The numbers that are pointed at, wherever.
    lit: Vec<u32>,
    counted: Vec<Rate>,
    counts: Vec<HtmlElement>,
}

/// A path and what it is drawn along.
struct Path {
    element: Element,
    along: String,
}

impl Path {
    fn new(svg: &Element, class: &str) -> Self {
        let element = dom::svg("path", class);
        dom::append(svg, &element);
        Self {
            element,
            along: String::new(),
        }
    }

    fn draw(&mut self, along: String) {
        if along != self.along {
            dom::set(&self.element, "d", &along);
            self.along = along;
        }
    }
}

impl LifePainter {
    /// Nothing yet, to hang in the world of the canvas.
    pub fn new(world: &HtmlElement) -> Self {
        let under = dom::element("div", "life-under");
        let svg = dom::svg("svg", "lines life-ways");
        let squares = dom::svg("svg", "lines");
        let over = dom::element("div", "life");
        for element in [under.as_ref(), &svg, &squares] {
            dom::set(element, "aria-hidden", "true");
        }
        // What is heard is said by the things of the scene.
        dom::set(&over, "aria-hidden", "true");
        // Before the lines, so that these lie above it.
        let _ = world.insert_before(&under, world.first_child().as_ref());
        dom::append(world, &svg);
        dom::append(&over, &squares);
        dom::append(world, &over);
        Self {
            ways: Path::new(&svg, "life-way"),
            edge: Path::new(&svg, "edge"),
            flow: Path::new(&svg, "flow"),
            failed: Path::new(&squares, "failed"),
            under,
            svg,
            over,
            figures: BTreeMap::new(),
            zones: BTreeMap::new(),
            said: BTreeMap::new(),
            badges: BTreeMap::new(),
            lit: Vec::new(),
            counted: Vec::new(),
            counts: Vec::new(),
        }
    }

    /// Shows a moment, but for its points.
    pub fn paint(&mut self, life: &Life) {
        let used = life.strands.iter().filter(|it| it.per_second > 0.0);
        self.ways
            .draw(used.map(|strand| svg_path(&strand.points)).collect());
        self.paint_zones(&life.zones);
        self.figures.retain(|key, figure| {
            let kept = life.living.iter().any(|it| it.key == *key);
            if !kept {
                figure.remove();
            }
            kept
        });
        for living in &life.living {
            match self.figures.get_mut(&living.key) {
                Some(figure) => figure.update(living),
                None => {
                    let figure = Figure::new(&self.over, living);
                    self.figures.insert(living.key.clone(), figure);
                }
            }
        }
        self.paint_badges(&life.badges);
    }

    fn paint_zones(&mut self, lost: &[LostZone]) {
        self.zones.retain(|(code, number), (element, _)| {
            let mut zones = lost.iter();
            let kept = zones.any(|zone| zone.code == *code && *number < zone.rects.len());
            if !kept {
                element.remove();
            }
            kept
        });
        for zone in lost {
            for (number, rect) in zone.rects.iter().enumerate() {
                let key = (zone.code.clone(), number);
                let under = &self.under;
                let (element, at) = self.zones.entry(key).or_insert_with(|| {
                    let element = dom::element("div", "life-zone");
                    dom::append(under, &element);
                    (element, Rect::default())
                });
                if at != rect {
                    dom::stand(element, rect.corner());
                    dom::size(element, *rect);
                    *at = *rect;
                }
            }
        }
        self.say_zones(lost);
    }

    /// Writes on the first column of each lost zone since when it is lost.
    fn say_zones(&mut self, lost: &[LostZone]) {
        self.said.retain(|code, (element, ..)| {
            let kept = lost.iter().any(|zone| zone.code == *code);
            if !kept {
                element.remove();
            }
            kept
        });
        for zone in lost {
            let Some(first) = zone.rects.first() else {
                continue;
            };
            let over = &self.over;
            let known = self.said.entry(zone.code.clone());
            let (element, at, said) = known.or_insert_with(|| {
                let element = dom::element("span", "life-zone-name");
                dom::append(over, &element);
                (element, Point::default(), String::new())
            });
            let top = Point::new(first.centre().x, first.y);
            if *at != top {
                dom::stand(element, top);
                *at = top;
            }
            if *said != zone.label {
                element.set_text_content(Some(&zone.label));
                said.clone_from(&zone.label);
            }
        }
    }

    fn paint_badges(&mut self, badges: &[Badge]) {
        self.badges.retain(|number, (element, _)| {
            let kept = badges.iter().any(|badge| badge.number == *number);
            if !kept {
                element.remove();
            }
            kept
        });
        for badge in badges {
            let known = self.badges.get(&badge.number);
            if known.is_some_and(|(_, known)| known == badge) {
                continue;
            }
            let over = &self.over;
            let (element, known) = self.badges.entry(badge.number).or_insert_with(|| {
                let element = dom::element("span", "life-badge");
                element.set_text_content(Some(&badge.number.to_string()));
                dom::append(over, &element);
                (element, badge.clone())
            });
            let class = if badge.done {
                "life-badge done"
            } else {
                "life-badge"
            };
            element.set_class_name(class);
            light(element, self.lit.contains(&badge.number));
            dom::stand(element, badge.at - Point::new(BADGE, BADGE));
            known.clone_from(badge);
        }
    }

    /// Lights the numbers of a chain of causes.
    pub fn light(&mut self, lit: Vec<u32>) {
        self.lit = lit;
        for (number, (element, _)) in &self.badges {
            light(element, self.lit.contains(number));
        }
    }

    /// Shows the points of a time.
    pub fn dots(&mut self, strands: &[Strand], phase: f64) {
        let dots = dots(strands, phase);
        let (failed, flow): (Vec<Dot>, Vec<Dot>) = dots.into_iter().partition(|dot| dot.failed);
        let flow = points(&flow);
        self.edge.draw(flow.clone());
        self.flow.draw(flow);
        self.failed.draw(points(&failed));
    }

    /// Shows how many go each way, for who wants nothing to move.
    pub fn count(&mut self, strands: &[Strand], counted: Vec<Rate>) {
        self.dots(strands, 0.0);
        if counted == self.counted {
            return;
        }
        while self.counts.len() > counted.len() {
            if let Some(element) = self.counts.pop() {
                element.remove();
            }
        }
        while self.counts.len() < counted.len() {
            let element = dom::element("span", "");
            dom::append(&self.over, &element);
            self.counts.push(element);
        }
        for (element, Rate { at, text, failing }) in self.counts.iter().zip(&counted) {
            let class = if *failing {
                "life-count failing"
            } else {
                "life-count"
            };
            element.set_class_name(class);
            element.set_text_content(Some(text));
            dom::stand(element, *at);
        }
        self.counted = counted;
    }
}

impl Drop for LifePainter {
    fn drop(&mut self) {
        self.under.remove();
        self.svg.remove();
        self.over.remove();
    }
}

/// Points as a path of strokes without length, whose round or square ends are
/// what is seen.
fn points(dots: &[Dot]) -> String {
    use std::fmt::Write;
    let mut path = String::with_capacity(dots.len() * 20);
    for Dot { at, .. } in dots {
        // Writing to a string cannot fail.
        let _ = write!(path, "M{:.1} {:.1}h0", at.x, at.y);
    }
    path
}

fn light(element: &HtmlElement, is_lit: bool) {
    let _ = element.toggle_attribute_with_force("data-lit", is_lit);
}

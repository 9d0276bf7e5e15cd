//! Inside a VPC: subnets in the columns of their zones, gates on the walls,
//! load balancers between subnets, the shelf at the bottom.

use std::collections::BTreeMap;

use super::balancers::between;
use crate::architecture::{Ground, Kind, ResourceId, Subnet};
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::grid::push_apart;
use crate::editor::scene::metrics::{GAP, HEAD, NODE, PAD, ZONE_GAP, ZONE_HEAD, ZONE_PAD};
use crate::editor::scene::tree::No;
use crate::editor::scene::update::Updating;
use crate::editor::scene::{Shape, Zone};
use crate::relations::SubnetKind;

/// The upper edge of the first row of subnets, clear of the gate's name.
const FIRST_SUBNET: f64 = 96.0;

/// A subnet that is being placed.
struct Standing<'a> {
    no: No,
    zone: &'a str,
    reach: SubnetKind,
    size: Point,
    /// Whether it is as tall as its content, and so as its neighbours.
    automatic: bool,
    /// Whether it is as tall as its line, whatever stands beside it.
    collapsed: bool,
    rect: Option<Rect>,
}

impl<'a> Updating<'a> {
    pub(super) fn vpc(&mut self, vpc: No) {
        if let Some(size) = self.collapsed_size(&self.id(vpc).clone(), Kind::Vpc) {
            self.resize(vpc, size);
            return;
        }
        let subnets = self.place_subnets(vpc);
        let zones = self.zone_columns(vpc, &subnets);
        let base = self.base(vpc, Kind::Vpc);
        let inside = Rect::around(
            (subnets.iter().filter_map(|it| it.rect))
                .map(|rect| rect.grown(PAD))
                .chain(zones.iter().map(|zone| zone.place)),
        );
        self.keep_zones(vpc, zones);
        let mut width = inside.map_or(base.x, |inside| base.x.max(inside.right() + PAD));
        width = width.max(self.wall(vpc));
        let mut bottom = inside.map_or(HEAD, |inside| inside.bottom());
        for rect in self.vpc_nodes(vpc, width) {
            width = width.max(rect.right() + PAD);
            bottom = bottom.max(rect.bottom());
        }
        let height = self.shelf(vpc, width, base.y, bottom);
        self.resize(vpc, Point::new(width, height));
    }

    fn standing(&self, no: No) -> Standing<'a> {
        let slot = self.scene.tree.slot(no);
        let subnet = self.document.architecture.find::<Subnet>(&slot.thing.id);
        let spot = self.spot(no);
        let size = slot.size;
        Standing {
            no,
            zone: subnet.map_or("", |subnet| &subnet.zone),
            reach: slot.thing.reach.unwrap_or(SubnetKind::Isolated),
            size,
            automatic: spot.is_some_and(|spot| spot.height == 0.0)
                && !self.scene.facts.collapsed.contains(self.id(no)),
            collapsed: self.scene.facts.collapsed.contains(self.id(no)),
            rect: spot.map(|spot| {
                let (x, y) = (spot.x.max(PAD), spot.y.max(HEAD + 4.0));
                Rect::new(x, y, size.x, size.y)
            }),
        }
    }

    fn place_subnets(&mut self, vpc: No) -> Vec<Standing<'a>> {
        let mut subnets: Vec<Standing<'a>> = (self.children(Some(vpc), Kind::Subnet).into_iter())
            .map(|no| self.standing(no))
            .collect();
        level(&mut subnets);
        if subnets.iter().all(|it| it.rect.is_none()) {
            tidy_columns(&mut subnets);
        } else {
            beneath_their_zone(&mut subnets);
        }
        let mut rects: Vec<Rect> = subnets.iter().filter_map(|it| it.rect).collect();
        push_apart(&mut rects, GAP);
        for (subnet, rect) in subnets.iter_mut().zip(rects) {
            subnet.rect = Some(rect);
            self.put(subnet.no, rect);
        }
        subnets
    }

    /// The columns of zones, as far as they stand clear of each other.
    fn zone_columns(&self, vpc: No, subnets: &[Standing<'_>]) -> Vec<Zone> {
        let mut around: BTreeMap<&str, Rect> = BTreeMap::new();
        for Standing { zone, rect, .. } in subnets {
            let Some(rect) = rect.filter(|_| !zone.is_empty()) else {
                continue;
            };
            around
                .entry(zone)
                .and_modify(|all| *all = all.union(rect))
                .or_insert(rect);
        }
        let all = Rect::around(around.values().copied()).unwrap_or_default();
        let columns = |pad: f64, level: bool| -> Vec<Rect> {
            let heights = |rect: &Rect| match level {
                true => (all.y, all.bottom()),
                false => (rect.y, rect.bottom()),
            };
            (around.values())
                .map(|rect| {
                    let (y, bottom) = heights(rect);
                    let height = bottom - y + ZONE_HEAD + ZONE_PAD;
                    Rect::new(rect.x - pad, y - ZONE_HEAD, rect.w + 2.0 * pad, height)
                })
                .collect()
        };
        let tries = [
            (ZONE_PAD, true),
            (6.0, true),
            (ZONE_PAD, false),
            (4.0, false),
        ];
        let rects = tries
            .into_iter()
            .map(|(pad, level)| columns(pad, level))
            .find(|rects| clear(rects))
            .unwrap_or_default();
        let zone = |(code, place): (&str, Rect)| Zone {
            vpc: self.id(vpc).clone(),
            failed: self.scene.facts.failed_zones.contains(code),
            code: code.to_owned(),
            place,
        };
        around.into_keys().zip(rects).map(zone).collect()
    }

    fn keep_zones(&mut self, vpc: No, zones: Vec<Zone>) {
        let id = self.id(vpc).clone();
        let before = match zones.is_empty() {
            true => self.scene.zones.remove(&id),
            false => self.scene.zones.insert(id.clone(), zones),
        };
        if before.as_ref() != self.scene.zones.get(&id) {
            self.found.zones.push(id);
        }
    }

    /// How wide a VPC must be for what stands in its wall: gateways from the
    /// middle on, endpoints from the right, until somebody places them.
    fn wall(&self, vpc: No) -> f64 {
        let (mut gates, mut endpoints) = (0.0, 0.0);
        for no in &self.scene.tree.slot(vpc).inside.children {
            let thing = &self.scene.tree.slot(*no).thing;
            match thing.kind.info().ground {
                _ if thing.shape != Shape::Node || self.spot(*no).is_some() => {}
                Ground::Gate => gates += 1.0,
                Ground::Across => {}
                _ => endpoints += 1.0,
            }
        }
        if gates == 0.0 || endpoints == 0.0 {
            return 0.0;
        }
        let beside = (gates - 1.0) * (NODE.x + 16.0) + endpoints * (NODE.x + 8.0);
        2.0 * (beside + NODE.x / 2.0 + 24.0 + 8.0)
    }

    /// Places gateways, endpoints and balancers; yields where they are.
    fn vpc_nodes(&mut self, vpc: No, width: f64) -> Vec<Rect> {
        let mut rects: Vec<(No, Rect)> = Vec::new();
        let gates = self.on_ground(vpc, Ground::Gate);
        for (nth, no) in gates.iter().enumerate() {
            let middle = (width - NODE.x) / 2.0 + nth as f64 * (NODE.x + 16.0);
            let x = self.spot(*no).map_or(middle, |spot| spot.x.max(0.0));
            // A gate stands in the wall, its name inside.
            rects.push((*no, Rect::new(x, -NODE.y / 4.0, NODE.x, NODE.y)));
        }
        let balancers = self.on_ground(vpc, Ground::Across);
        // Endpoints stand in the wall too, and what else a file may put here.
        let tree = &self.scene.tree;
        let endpoints: Vec<No> = (tree.slot(vpc).inside.children.iter())
            .filter(|no| tree.slot(**no).thing.shape == Shape::Node)
            .filter(|no| !gates.contains(no) && !balancers.contains(no))
            .copied()
            .collect();
        for (nth, no) in endpoints.into_iter().enumerate() {
            let right = width - NODE.x - 24.0 - nth as f64 * (NODE.x + 8.0);
            let x = self.spot(no).map_or(right, |spot| spot.x.max(0.0));
            rects.push((no, Rect::new(x, -NODE.y / 4.0, NODE.x, NODE.y)));
        }
        let all = balancers.len();
        for no in balancers {
            let corner = match self.spot(no) {
                Some(spot) => Some(Point::new(spot.x.max(4.0), spot.y.max(HEAD))),
                None => {
                    let places = self.places_in(vpc, &self.spanned(no));
                    // Beneath those that stand between the same subnets.
                    let is_free = |corner: &Point| {
                        let here = Rect::new(corner.x, corner.y, NODE.x, NODE.y);
                        !rects.iter().any(|(_, other)| other.overlaps(&here))
                    };
                    let corners = || (0..=all).filter_map(|nth| between(&places, nth));
                    corners().find(is_free).or_else(|| corners().next())
                }
            };
            let corner = corner.unwrap_or(Point::new(PAD, HEAD));
            rects.push((no, Rect::new(corner.x, corner.y, NODE.x, NODE.y)));
        }
        for (no, rect) in &rects {
            self.put(*no, *rect);
        }
        rects.into_iter().map(|(_, rect)| rect).collect()
    }

    /// The subnets that a thing names as those that it spans.
    fn spanned(&self, no: No) -> Vec<ResourceId> {
        let mut subnets = Vec::new();
        if let Some(resource) = self.document.architecture.get(self.id(no)) {
            resource.properties.references(&mut |property, subnet| {
                if property == "subnets" {
                    subnets.push(subnet.clone());
                }
            });
        }
        subnets
    }

    /// The places of those of these subnets that stand in a VPC.
    fn places_in(&self, vpc: No, subnets: &[ResourceId]) -> Vec<Rect> {
        let tree = &self.scene.tree;
        let slots = subnets
            .iter()
            .filter_map(|id| Some(tree.slot(tree.no(id)?)));
        slots
            .filter(|slot| slot.parent == Some(vpc) && slot.thing.kind == Kind::Subnet)
            .map(|slot| slot.thing.place)
            .collect()
    }
}

/// Whether none lies over another.
fn clear(rects: &[Rect]) -> bool {
    rects
        .iter()
        .enumerate()
        .all(|(place, rect)| !rects[..place].iter().any(|other| other.overlaps(rect)))
}

/// Subnets that somebody lined up stay as tall as each other.
fn level(subnets: &mut [Standing<'_>]) {
    let placed = subnets.iter().filter_map(|it| it.rect);
    let tallest: Vec<(f64, f64)> = placed.map(|rect| (rect.y, rect.h)).collect();
    for subnet in subnets.iter_mut().filter(|it| it.automatic) {
        if let Some(rect) = &mut subnet.rect {
            rect.h = (tallest.iter())
                .filter(|(y, _)| (y - rect.y).abs() < 2.0)
                .map(|(_, h)| *h)
                .fold(rect.h, f64::max);
        }
    }
}

/// Nobody has placed any subnet: a column for each zone, a row for each tier,
/// public ones on top.
fn tidy_columns(subnets: &mut [Standing<'_>]) {
    let mut columns: BTreeMap<&str, f64> = BTreeMap::new();
    let mut tiers: BTreeMap<(SubnetKind, &str), Vec<usize>> = BTreeMap::new();
    for (place, subnet) in subnets.iter().enumerate() {
        let width = columns.entry(subnet.zone).or_default();
        *width = width.max(subnet.size.x);
        let tier = tiers.entry((subnet.reach, subnet.zone)).or_default();
        tier.push(place);
    }
    let mut x = PAD + ZONE_PAD;
    for start in columns.values_mut() {
        let width = std::mem::replace(start, x);
        x += width + 2.0 * ZONE_PAD + ZONE_GAP;
    }
    let mut y = FIRST_SUBNET;
    for reach in [
        SubnetKind::Public,
        SubnetKind::Private,
        SubnetKind::Isolated,
    ] {
        let rows = (columns.keys())
            .filter_map(|zone| tiers.get(&(reach, zone)))
            .map(Vec::len)
            .max();
        for row in 0..rows.unwrap_or(0) {
            let here: Vec<(usize, f64)> = (columns.iter())
                .filter_map(|(zone, x)| Some((*tiers.get(&(reach, zone))?.get(row)?, *x)))
                .collect();
            let tall = (here.iter())
                .map(|(place, _)| subnets[*place].size.y)
                .fold(0.0, f64::max);
            for (place, x) in here {
                let subnet = &mut subnets[place];
                let height = if subnet.collapsed {
                    subnet.size.y
                } else {
                    tall
                };
                subnet.rect = Some(Rect::new(x, y, subnet.size.x, height));
            }
            y += tall + GAP;
        }
    }
}

/// Somebody has placed some: the others go beneath those of their zone, or
/// start a column at the right.
fn beneath_their_zone(subnets: &mut [Standing<'_>]) {
    let mut columns: BTreeMap<&str, Rect> = BTreeMap::new();
    let mut all: Option<Rect> = None;
    let join = |one: Option<Rect>, rect: Rect| one.map_or(rect, |one| one.union(rect));
    for subnet in subnets.iter() {
        if let Some(rect) = subnet.rect {
            let column = join(columns.get(subnet.zone).copied(), rect);
            columns.insert(subnet.zone, column);
            all = Some(join(all, rect));
        }
    }
    for subnet in subnets.iter_mut().filter(|it| it.rect.is_none()) {
        let column = columns.get(subnet.zone).copied();
        let corner = match (column, all.unwrap_or_default()) {
            (Some(column), _) => Point::new(column.x, column.bottom() + GAP),
            (None, all) => Point::new(all.right() + 2.0 * ZONE_PAD + ZONE_GAP, all.y),
        };
        let rect = Rect::new(corner.x, corner.y, subnet.size.x, subnet.size.y);
        columns.insert(subnet.zone, join(column, rect));
        all = Some(join(all, rect));
        subnet.rect = Some(rect);
    }
}

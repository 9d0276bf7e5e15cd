//! Inside a VPC: subnets in the columns of their zones, gates on the walls,
//! load balancers between subnets, the shelf at the bottom.

use std::collections::BTreeMap;

use super::Arranging;
use super::balancers::between;
use crate::architecture::{Kind, LoadBalancer, ResourceId, Subnet};
use crate::editor::facts::Reach;
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::Zone;
use crate::editor::scene::grid::push_apart;
use crate::editor::scene::metrics::{GAP, HEAD, NODE, PAD, ZONE_GAP, ZONE_HEAD, ZONE_PAD};

/// The upper edge of the first row of subnets, clear of the gate's name.
const FIRST_SUBNET: f64 = 96.0;

impl Arranging<'_> {
    pub(super) fn vpc(&mut self, vpc: &ResourceId) {
        let subnets = self.children(Some(vpc), &[Kind::Subnet]);
        self.place_subnets(&subnets);
        let zones = self.zone_columns(vpc, &subnets);
        let base = self.base(vpc, Kind::Vpc);
        let inside = Rect::around(
            subnets
                .iter()
                .filter_map(|id| self.rect(id))
                .map(|rect| rect.grown(PAD))
                .chain(zones.iter().map(|zone| zone.rect)),
        );
        self.zones.extend(zones);
        let mut width = inside.map_or(base.x, |inside| base.x.max(inside.right() + PAD));
        let mut bottom = inside.map_or(HEAD, |inside| inside.bottom());
        for rect in self.vpc_nodes(vpc, width) {
            width = width.max(rect.right() + PAD);
            bottom = bottom.max(rect.bottom());
        }
        let height = self.shelf(vpc, width, base.y, bottom);
        self.contents
            .sizes
            .insert(vpc.clone(), Point::new(width, height));
    }

    fn zone_of(&self, subnet: &ResourceId) -> String {
        self.architecture
            .find::<Subnet>(subnet)
            .map_or(String::new(), |subnet| subnet.zone.clone())
    }

    fn place_subnets(&mut self, subnets: &[ResourceId]) {
        let mut rects: BTreeMap<ResourceId, Rect> = BTreeMap::new();
        for id in subnets {
            if let Some(spot) = self.layout.get(id) {
                let size = self.size(id);
                rects.insert(
                    id.clone(),
                    Rect::new(spot.x.max(PAD), spot.y.max(HEAD + 4.0), size.x, size.y),
                );
            }
        }
        level(&mut rects, self.layout);
        if rects.is_empty() {
            self.tidy_columns(subnets, &mut rects);
        } else {
            self.beneath_their_zone(subnets, &mut rects);
        }
        let mut apart: Vec<Rect> = rects.values().copied().collect();
        push_apart(&mut apart, GAP);
        for (id, rect) in rects.keys().cloned().collect::<Vec<_>>().iter().zip(apart) {
            self.put(id, rect);
        }
    }

    /// Nobody has placed any subnet: a column for each zone, a row for each
    /// tier, public ones on top.
    fn tidy_columns(&self, subnets: &[ResourceId], rects: &mut BTreeMap<ResourceId, Rect>) {
        let mut tiers: BTreeMap<(Reach, String), Vec<&ResourceId>> = BTreeMap::new();
        let mut columns: BTreeMap<String, f64> = BTreeMap::new();
        for id in subnets {
            let reach = self.facts.reach.get(id).copied().unwrap_or(Reach::Isolated);
            let zone = self.zone_of(id);
            let width = columns.entry(zone.clone()).or_default();
            *width = width.max(self.size(id).x);
            tiers.entry((reach, zone)).or_default().push(id);
        }
        let mut x = PAD + ZONE_PAD;
        for start in columns.values_mut() {
            let width = std::mem::replace(start, x);
            x += width + 2.0 * ZONE_PAD + ZONE_GAP;
        }
        let mut y = FIRST_SUBNET;
        for reach in [Reach::Public, Reach::Private, Reach::Isolated] {
            let in_tier = |zone: &String| tiers.get(&(reach, zone.clone()));
            let rows = columns.keys().filter_map(in_tier).map(Vec::len).max();
            for row in 0..rows.unwrap_or(0) {
                let ids: Vec<(&ResourceId, f64)> = columns
                    .iter()
                    .filter_map(|(zone, x)| Some((*in_tier(zone)?.get(row)?, *x)))
                    .collect();
                let tall = ids
                    .iter()
                    .map(|(id, _)| self.size(id).y)
                    .fold(0.0, f64::max);
                for (id, x) in ids {
                    rects.insert(id.clone(), Rect::new(x, y, self.size(id).x, tall));
                }
                y += tall + GAP;
            }
        }
    }

    /// Somebody has placed some: the others go beneath those of their zone,
    /// or start a column at the right.
    fn beneath_their_zone(&self, subnets: &[ResourceId], rects: &mut BTreeMap<ResourceId, Rect>) {
        for id in subnets {
            if rects.contains_key(id) {
                continue;
            }
            let zone = self.zone_of(id);
            let column = Rect::around(
                rects
                    .iter()
                    .filter(|(other, _)| self.zone_of(other) == zone)
                    .map(|(_, rect)| *rect),
            );
            let all = Rect::around(rects.values().copied()).unwrap_or_default();
            let corner = match column {
                Some(column) => Point::new(column.x, column.bottom() + GAP),
                None => Point::new(all.right() + 2.0 * ZONE_PAD + ZONE_GAP, all.y),
            };
            let size = self.size(id);
            rects.insert(id.clone(), Rect::new(corner.x, corner.y, size.x, size.y));
        }
    }

    /// The columns of zones, as far as they stand clear of each other.
    fn zone_columns(&self, vpc: &ResourceId, subnets: &[ResourceId]) -> Vec<Zone> {
        let mut around: BTreeMap<String, Rect> = BTreeMap::new();
        for id in subnets {
            let (zone, Some(rect)) = (self.zone_of(id), self.rect(id)) else {
                continue;
            };
            if !zone.is_empty() {
                around
                    .entry(zone)
                    .and_modify(|all| *all = all.union(rect))
                    .or_insert(rect);
            }
        }
        let all = Rect::around(around.values().copied()).unwrap_or_default();
        let columns = |pad: f64, level: bool| -> Vec<Rect> {
            around
                .values()
                .map(|rect| {
                    let (y, bottom) = if level {
                        (all.y, all.bottom())
                    } else {
                        (rect.y, rect.bottom())
                    };
                    Rect::new(
                        rect.x - pad,
                        y - ZONE_HEAD,
                        rect.w + 2.0 * pad,
                        bottom - y + ZONE_HEAD + ZONE_PAD,
                    )
                })
                .collect()
        };
        let clear = |rects: &[Rect]| {
            rects
                .iter()
                .enumerate()
                .all(|(place, rect)| !rects[..place].iter().any(|other| other.overlaps(rect)))
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
        around
            .into_keys()
            .zip(rects)
            .map(|(code, rect)| Zone {
                vpc: vpc.clone(),
                failed: self.facts.failed_zones.contains(&code),
                code,
                rect,
            })
            .collect()
    }

    /// Places gateways, endpoints and balancers; yields where they are.
    fn vpc_nodes(&mut self, vpc: &ResourceId, width: f64) -> Vec<Rect> {
        let mut rects = Vec::new();
        let gates = self.children(Some(vpc), &[Kind::InternetGateway]);
        for (nth, id) in gates.iter().enumerate() {
            let middle = (width - NODE.x) / 2.0 + nth as f64 * (NODE.x + 16.0);
            let x = self.layout.get(id).map_or(middle, |spot| spot.x.max(0.0));
            // A gate stands in the wall, its name inside.
            rects.push((id.clone(), Rect::new(x, -NODE.y / 4.0, NODE.x, NODE.y)));
        }
        let endpoints = self.children(Some(vpc), &[Kind::VpcEndpoint]);
        for (nth, id) in endpoints.iter().enumerate() {
            let right = width - NODE.x - 24.0 - nth as f64 * (NODE.x + 8.0);
            let x = self.layout.get(id).map_or(right, |spot| spot.x.max(0.0));
            rects.push((id.clone(), Rect::new(x, -NODE.y / 4.0, NODE.x, NODE.y)));
        }
        let mut standing: Vec<Vec<ResourceId>> = Vec::new();
        for id in self.children(Some(vpc), &[Kind::LoadBalancer]) {
            let subnets = self
                .architecture
                .find::<LoadBalancer>(&id)
                .map_or(&[][..], |balancer| &balancer.subnets);
            let nth = standing.iter().filter(|it| *it == subnets).count();
            let corner = match self.layout.get(&id) {
                Some(spot) => Some(Point::new(spot.x.max(4.0), spot.y.max(HEAD))),
                None => {
                    standing.push(subnets.to_vec());
                    let places: Vec<Rect> = subnets.iter().filter_map(|it| self.rect(it)).collect();
                    between(&places, nth)
                }
            };
            let corner = corner.unwrap_or(Point::new(PAD, HEAD));
            rects.push((id, Rect::new(corner.x, corner.y, NODE.x, NODE.y)));
        }
        for (id, rect) in &rects {
            self.put(id, *rect);
        }
        rects.into_iter().map(|(_, rect)| rect).collect()
    }
}

/// Subnets that somebody lined up stay as tall as each other.
fn level(rects: &mut BTreeMap<ResourceId, Rect>, layout: &crate::architecture::layout::Layout) {
    let automatic = |id: &ResourceId| layout.get(id).is_some_and(|spot| spot.height == 0.0);
    let tallest: Vec<(f64, f64)> = rects.values().map(|rect| (rect.y, rect.h)).collect();
    for (_, rect) in rects.iter_mut().filter(|(id, _)| automatic(id)) {
        rect.h = tallest
            .iter()
            .filter(|(y, _)| (y - rect.y).abs() < 2.0)
            .map(|(_, h)| *h)
            .fold(rect.h, f64::max);
    }
}

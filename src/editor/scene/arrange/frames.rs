//! The frames of Auto Scaling groups, across the subnets that stand side by
//! side; a group whose subnets do not gets a piece for each row.

use super::Arranged;
use crate::architecture::{Architecture, AutoScalingGroup, Kind, ResourceId};
use crate::editor::geometry::Rect;
use crate::editor::scene::FramePiece;
use crate::editor::scene::contents::{Band, Contents};
use crate::editor::scene::metrics::PAD;

pub fn frames(architecture: &Architecture, contents: &Contents, arranged: &mut Arranged) {
    let subnets: Vec<(&ResourceId, Rect)> = architecture
        .ids_of(Kind::Subnet)
        .filter_map(|id| Some((id, *arranged.rects.get(id)?)))
        .collect();
    for (id, group) in architecture.all::<AutoScalingGroup>() {
        let Some(band) = contents.bands.get(id) else {
            continue;
        };
        let (mine, others): (Vec<_>, Vec<_>) = subnets
            .iter()
            .partition(|(subnet, _)| group.subnets.contains(subnet));
        let mine = mine.into_iter().map(|(_, rect)| rect).collect();
        let others: Vec<Rect> = others.into_iter().map(|(_, rect)| rect).collect();
        for (number, rect) in pieces(mine, &others, *band).into_iter().enumerate() {
            if number == 0 {
                arranged.rects.insert(id.clone(), rect);
            } else {
                arranged.pieces.push(FramePiece {
                    id: id.clone(),
                    number,
                    rect,
                });
            }
        }
    }
}

/// One rectangle for each run of subnets that stand side by side with no
/// other subnet between them.
fn pieces(mut mine: Vec<Rect>, others: &[Rect], band: Band) -> Vec<Rect> {
    mine.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x.total_cmp(&other.x)));
    let mut pieces: Vec<Rect> = Vec::new();
    for subnet in mine {
        let here = Rect::new(
            subnet.x + PAD,
            subnet.y + band.y,
            subnet.w - 2.0 * PAD,
            band.h,
        );
        let joined = pieces.last().map(|last| last.union(here));
        match (pieces.last_mut(), joined) {
            (Some(last), Some(joined))
                if (last.y - here.y).abs() < 2.0
                    && !others.iter().any(|other| other.overlaps(&joined)) =>
            {
                *last = joined;
            }
            _ => pieces.push(here),
        }
    }
    pieces
}

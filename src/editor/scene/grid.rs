//! Finding room: free slots for what has no place yet, and pushing apart what
//! has grown into each other.

use super::metrics::{NODE, PAD};
use crate::editor::geometry::Rect;
use crate::order::InOrder;

/// The slots for `count` nodes in rows between the edges of a box `width`
/// wide, starting at `top`, around what is already there. Each row is centred
/// when nothing stands in its way.
pub fn slots(count: usize, width: f64, top: f64, taken: &[Rect]) -> Vec<Rect> {
    let pitch = NODE.x + 8.0;
    let columns = (((width - 2.0 * PAD + 8.0) / pitch).floor() as usize).max(1);
    let mut slots: Vec<Rect> = Vec::with_capacity(count);
    let mut y = top;
    while slots.len() < count {
        let wanted = columns.min(count - slots.len());
        let row = centred_row(wanted, width, y);
        if row.iter().all(|slot| is_free(slot, taken)) {
            slots.extend(row);
            y += NODE.y + 8.0;
            continue;
        }
        let all = centred_row(columns, width, y);
        let before = slots.len();
        slots.extend(
            all.iter()
                .filter(|slot| is_free(slot, taken))
                .take(count - before),
        );
        // Nothing free at all: go on beneath the highest of what is in the way.
        let beneath = taken
            .iter()
            .filter(|other| all.iter().any(|slot| other.overlaps(slot)))
            .map(Rect::bottom)
            .fold(f64::INFINITY, f64::min);
        y = if slots.len() == before {
            beneath.max(y + 1.0).min(y + NODE.y + 8.0)
        } else {
            y + NODE.y + 8.0
        };
    }
    slots
}

fn centred_row(count: usize, width: f64, y: f64) -> Vec<Rect> {
    let pitch = NODE.x + 8.0;
    let length = count as f64 * pitch - 8.0;
    let left = ((width - length) / 2.0 / 2.0).round() * 2.0;
    (0..count)
        .map(|column| Rect::new(left + column as f64 * pitch, y, NODE.x, NODE.y))
        .collect()
}

fn is_free(slot: &Rect, taken: &[Rect]) -> bool {
    !taken.iter().any(|other| other.overlaps(slot))
}

/// Moves boxes right or down until none overlaps another, as little as
/// possible, leaving `gap` between those that had to move. What stands further
/// up and left stays.
pub fn push_apart(rects: &mut [Rect], gap: f64) {
    let mut order: Vec<usize> = (0..rects.len()).collect();
    order.order_by(|one, other| {
        let key = |place: &usize| (rects[*place].y, rects[*place].x);
        let (one, other) = (key(one), key(other));
        one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1))
    });
    let mut settled: Vec<Rect> = Vec::with_capacity(order.len());
    for place in order {
        let mut rect = rects[place];
        // Every push moves past one settled box for good, so there are no more
        // pushes than boxes, twice over for the two directions.
        for _ in 0..=2 * settled.len() {
            let Some(other) = settled.iter().find(|other| other.overlaps(&rect)) else {
                break;
            };
            let (right, down) = (other.right() + gap - rect.x, other.bottom() + gap - rect.y);
            if right < down && rect.x > other.x {
                rect.x += right;
            } else {
                rect.y += down;
            }
        }
        settled.push(rect);
        rects[place] = rect;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_node_stands_in_the_middle() {
        let slots = slots(1, 292.0, 40.0, &[]);
        assert_eq!(slots, [Rect::new(86.0, 40.0, 120.0, 80.0)]);
    }

    #[test]
    fn what_is_taken_is_left_alone() {
        let first = Rect::new(86.0, 40.0, 120.0, 80.0);
        let slots = slots(3, 292.0, 40.0, &[first]);
        assert_eq!(slots.len(), 3);
        assert!(slots.iter().all(|slot| !slot.overlaps(&first)));
    }

    #[test]
    fn a_box_that_grows_pushes_the_one_below() {
        let mut rects = [
            Rect::new(0.0, 0.0, 100.0, 150.0),
            Rect::new(0.0, 120.0, 100.0, 100.0),
            Rect::new(200.0, 0.0, 100.0, 100.0),
        ];
        push_apart(&mut rects, 20.0);
        assert_eq!(rects[0].y, 0.0);
        assert_eq!(rects[1].y, 170.0);
        assert_eq!(rects[2], Rect::new(200.0, 0.0, 100.0, 100.0));
    }
}

//! Load balancers stand between the subnets that they serve.

use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::metrics::{FIRST_ROW, NODE};
use crate::order::InOrder;

/// Where a balancer stands that serves these subnets: on the seam between the
/// first two that stand side by side, else on the right edge of the first.
/// Several stand beneath each other.
pub fn between(subnets: &[Rect], nth: usize) -> Option<Point> {
    let mut subnets = subnets.to_vec();
    subnets.order_by(|one, other| one.y.total_cmp(&other.y).then(one.x.total_cmp(&other.x)));
    let first = *subnets.first()?;
    let second = subnets
        .iter()
        .find(|it| it.x >= first.right() && it.y < first.bottom());
    let middle = match second {
        Some(second) => (first.right() + second.x) / 2.0,
        None => first.right(),
    };
    Some(Point::new(
        middle - NODE.x / 2.0,
        first.y + FIRST_ROW + nth as f64 * (NODE.y + 8.0),
    ))
}

//! How far behind the entrance everything stands: 0 serves customers, the tier
//! that it calls is 1, and so on.

use super::super::wiring::{Behind, Callee, Serves, Wiring};
use super::World;

impl World {
    pub(super) fn depth_of(&self, spot: usize) -> u32 {
        depths(&self.wiring)
            .spots
            .get(spot)
            .copied()
            .unwrap_or_default()
    }
}

/// How far behind the entrance balancers and spots stand.
pub(super) struct Depths {
    pub balancers: Vec<u32>,
    pub spots: Vec<u32>,
}

pub(super) fn depths(wiring: &Wiring) -> Depths {
    let mut depths = Depths {
        balancers: vec![0; wiring.balancers.len()],
        spots: vec![0; wiring.spots.len()],
    };
    let at_entrance = |balancer: usize| {
        let mut doors = wiring.entrance.doors.iter();
        doors.any(|door| matches!(door.behind, Behind::Node(it, _) if it == balancer))
    };
    // A tier is one deeper than whoever calls it; a circle ends somewhere.
    for _ in 0..8 {
        for (at, pool) in wiring.pools.iter().enumerate() {
            let serving = wiring.balancers.get(pool.balancer);
            if serving.is_none_or(|it| it.serves != Serves::Pool(at)) {
                continue;
            }
            for spot in &pool.spots {
                depths.spots[*spot] = depths.spots[*spot].max(depths.balancers[pool.balancer]);
            }
        }
        for (spot, it) in wiring.spots.iter().enumerate() {
            for call in &it.calls {
                let deeper = depths.spots[spot] + 1;
                match call.callee {
                    Callee::Balancer(inner) if !at_entrance(inner) => {
                        depths.balancers[inner] = depths.balancers[inner].max(deeper.min(8));
                    }
                    Callee::Spot(inner) if inner != spot => {
                        depths.spots[inner] = depths.spots[inner].max(deeper.min(8));
                    }
                    _ => {}
                }
            }
        }
    }
    depths
}

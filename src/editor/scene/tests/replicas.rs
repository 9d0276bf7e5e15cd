//! The nodes of a cache, where AWS puts them.

use super::*;
use crate::architecture::Cache;
use crate::network::Network;

#[test]
fn the_replicas_of_a_cache_stand_in_the_subnets_of_their_nodes() {
    let (mut campus, _, subnets) = Campus::two_tiers();
    let cache = campus.drop(Kind::Cache, Some(&subnets[2]));
    let across = Edit::set(&cache, "subnets", &subnets[2..]);
    campus.document.apply(across).unwrap();
    campus
        .document
        .apply(Edit::set(&cache, "nodes", 3))
        .unwrap();
    let drawn = |campus: &Campus, nodes: [&ResourceId; 2]| {
        let network = Network::new(&campus.document.architecture);
        let scene = scene(&campus.document, &SceneFacts::of(&network, &[]));
        let homes = nodes.map(|id| scene.get(id).and_then(|it| it.parent.clone()));
        (scene, homes)
    };
    let [second, third] = [2, 3].map(|number| Cache::node(&cache, number));
    let (scene, homes) = drawn(&campus, [&second, &third]);
    // Over the zones in turn: the third shares the subnet of the primary.
    assert_eq!(homes, [Some(subnets[3].clone()), Some(subnets[2].clone())]);
    let places = [&cache, &second, &third].map(|id| rect(&scene, id));
    assert_eq!(places[0].y, places[1].y);
    assert!(!places[0].overlaps(&places[2]));
    let replica = scene.get(&second).unwrap();
    assert!(replica.standby);
    assert_eq!(
        (replica.name.as_str(), replica.sub.as_str()),
        ("cache-1", "replica in ap-south-1b")
    );
    assert_eq!(scene.get(&cache).unwrap().sub, "3 nodes in 2 AZs");
    // What is not there is not drawn, and what stays without a zone of its own is.
    campus
        .document
        .apply(Edit::set(&cache, "nodes", 2))
        .unwrap();
    campus
        .document
        .apply(Edit::set(&cache, "multi_az", false))
        .unwrap();
    let (_, homes) = drawn(&campus, [&second, &third]);
    assert_eq!(homes, [Some(subnets[2].clone()), None]);
}

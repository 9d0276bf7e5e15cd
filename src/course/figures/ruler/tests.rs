//! The ruler against ipnet and the numbers of the chapters.

use super::*;

fn ruler(members: Value) -> Ruler {
    let Value::Object(members) = members else {
        panic!("an object")
    };
    Ruler::read(&members).expect("it is read")
}

#[test]
fn the_numbers_of_the_chapters_hold() {
    for (prefix, size, usable) in [
        (16, 65_536, 65_531),
        (20, 4_096, 4_091),
        (22, 1_024, 1_019),
        (23, 512, 507),
        (24, 256, 251),
        (25, 128, 123),
        (26, 64, 59),
        (27, 32, 27),
        (28, 16, 11),
    ] {
        let out = ruler(json!({ "base": "10.0.0.0/24", "prefix": prefix })).outputs();
        assert_eq!(out["size"], size);
        assert_eq!(out["usable"], usable);
    }
    let out = ruler(json!({ "base": "10.0.8.0/22" })).outputs();
    assert_eq!(out["last"], "10.0.11.255");
    let out = ruler(json!({ "base": "0.0.0.0/0" })).outputs();
    assert_eq!(out["size"], 4_294_967_296_u64);
}

#[test]
fn it_agrees_with_ipnet_everywhere() {
    for start in [0_u32, 0x0a00_0000, 0x0a00_4d4d, 0xc633_6446, u32::MAX] {
        for prefix in 0..=32_u8 {
            let mut it = Ruler {
                within: Ipv4Addr::from(start),
                ..Ruler::default()
            };
            it.set("prefix", &json!(prefix)).expect("a prefix");
            let net = Ipv4Net::new(Ipv4Addr::from(start), prefix)
                .expect("a block")
                .trunc();
            let out = it.outputs();
            assert_eq!(out["base"], net.to_string());
            assert_eq!(out["first"], net.network().to_string());
            assert_eq!(out["last"], net.broadcast().to_string());
            // What splits comes together again as it was.
            if prefix < 32 {
                it.set("split", &json!(net.to_string())).expect("it splits");
                assert_eq!(
                    it.parts(),
                    net.subnets(prefix + 1).expect("halves").collect::<Vec<_>>()
                );
                let half = it.parts()[1].to_string();
                it.set("merge", &json!(half)).expect("it merges");
            }
            assert_eq!(it.parts(), [net]);
        }
    }
}

#[test]
fn four_equal_parts_come_of_three_splits() {
    let mut it = ruler(json!({ "base": "10.0.0.0/22", "mode": "split" }));
    for block in ["10.0.0.0/22", "10.0.0.0/23", "10.0.2.0/23"] {
        it.set("split", &json!(block)).expect("it splits");
    }
    let four = "10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24, 10.0.3.0/24";
    assert_eq!(it.outputs()["parts"], four);
    assert_eq!(
        it.sentence().to_string(),
        "4 parts of 1,024 addresses. Each has 256 addresses and begins at a multiple of that."
    );
    it.set("chosen", &json!(1)).expect("a part");
    assert_eq!(
        it.sibling().map(|it| it.to_string()),
        Some("10.0.0.0/24".to_owned())
    );
    let refused = it
        .set("split", &json!("10.0.0.0/22"))
        .map_err(|it| it.to_string());
    assert!(refused.is_err_and(|it| it.starts_with("split: write one of the parts: 10.0.0.0/24")));
    let gap = it
        .set("parts", &json!(["10.0.0.0/24"]))
        .map_err(|it| it.to_string());
    assert_eq!(
        gap,
        Err("parts: write blocks that fill 10.0.0.0/22 without a gap".to_owned())
    );
    assert_eq!(it.outputs()["parts"], four);
}

#[test]
fn pairs_meet_or_lie_apart() {
    for (one, other, overlaps) in [
        ("10.0.4.0/22", "10.0.6.0/24", true),
        ("10.0.4.0/22", "10.0.8.0/24", false),
        ("10.0.0.0/25", "10.0.0.128/25", false),
        ("10.0.0.0/16", "10.0.255.0/28", true),
    ] {
        let it = ruler(json!({ "mode": "compare", "blocks": [one, other] }));
        assert_eq!(it.outputs()["overlaps"], overlaps);
    }
    let festival = ruler(
        json!({ "mode": "compare", "base": "10.2.0.0/20", "blocks": [
        "10.2.0.0/23", "10.2.2.0/23", { "name": "front-a", "block": "10.2.4.0/26" },
        "10.2.4.64/26", "10.2.4.128/27", "10.2.4.160/27",
    ] }),
    );
    assert_eq!(
        festival.sentence().to_string(),
        "No two overlap. They use 1,216 of 4,096 addresses."
    );
}

#[test]
fn an_address_is_inside_or_not() {
    let it = ruler(json!({ "base": "10.0.2.0/23", "address": "10.0.3.77", "mode": "bits" }));
    assert_eq!(it.outputs()["contains"], true);
    assert_eq!(
        it.sentence().to_string(),
        "10.0.3.77 is inside 10.0.2.0/23. The block goes from 10.0.2.0 to 10.0.3.255."
    );
}

#[test]
fn widening_and_narrowing_comes_back() {
    let mut it = ruler(json!({ "base": "10.0.3.0/24" }));
    for (prefix, base) in [(22, "10.0.0.0/22"), (24, "10.0.3.0/24")] {
        it.set("prefix", &json!(prefix)).expect("a prefix");
        assert_eq!(it.outputs()["base"], base);
    }
}

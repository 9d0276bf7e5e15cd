//! What a disk and its snapshots keep, held against plain copies.

use std::collections::BTreeSet;

use super::*;
use crate::simulation::dice::Dice;

fn blocks(steps: &[&str]) -> Blocks {
    let members = json!({ "steps": steps });
    Blocks::read(members.as_object().unwrap()).expect("it is read")
}

const STORY: [&str; 5] = [
    "snapshot",
    "write 1-10",
    "snapshot",
    "write 1-5",
    "snapshot",
];

#[test]
fn the_numbers_of_chapter_14() {
    let mut it = blocks(&STORY);
    assert_eq!((it.stored(), it.as_copies()), (115, 300));
    let added: Vec<usize> = it.photographs().iter().map(|it| it.stored).collect();
    assert_eq!(added, [100, 10, 5]);
    assert_eq!(
        it.sentence().to_string(),
        "115 blocks are stored. C added 5, and shows all 100 blocks of the disk."
    );
    it.set("step", &json!("delete B")).expect("a step");
    let out = it.outputs();
    assert_eq!((&out["stored"], &out["dropped"]), (&json!(110), &json!(5)));
    assert_eq!(
        it.sentence().to_string(),
        "110 blocks are stored. 5 blocks of B went; 5 stay, because another snapshot needs them."
    );
    // What C needs of B is counted for C now.
    assert_eq!(it.photographs()[1].stored, 10);
    it.set("undo", &json!(true)).expect("a gesture");
    assert_eq!(it, blocks(&STORY));
}

#[test]
fn the_bill_is_the_products_own() {
    // 0.05 a GB and month for snapshots in Mumbai (PRICE-7).
    let it = blocks(&STORY);
    assert_eq!(
        (it.month(), it.month_as_copies()),
        ("5.75".into(), "15.00".into())
    );
    assert_eq!(blocks(&[]).month(), "0.00");
    // A snapshot to which nothing is added costs nothing.
    assert_eq!(blocks(&["snapshot", "snapshot"]).month(), "5.00");
}

#[test]
fn the_first_can_be_deleted_too() {
    let mut it = blocks(&STORY);
    it.set("step", &json!("delete A")).expect("a step");
    // The ten old contents of the blocks that changed are needed by nobody.
    assert_eq!(it.stored(), 105);
    assert_eq!(it.photographs()[0].stored, 100);
    assert!(
        it.sentence()
            .rest
            .starts_with("10 blocks of A went; 90 stay")
    );
}

#[test]
fn what_changed_since_is_in_no_snapshot() {
    let mut it = blocks(&["snapshot", "write 7"]);
    assert_eq!(it.unsaved(), 1);
    assert_eq!(it.sentence().tone, Tone::Bad);
    it.set("step", &json!("snapshot")).expect("a step");
    assert_eq!((it.unsaved(), it.stored()), (0, 101));
    it.set("step", &json!("delete A")).expect("a step");
    it.set("step", &json!("delete B")).expect("a step");
    assert_eq!((it.stored(), it.unsaved()), (0, 100));
}

#[test]
fn what_cannot_be_done_is_refused_with_its_place() {
    let wrong = |steps: Value| {
        let read = Blocks::read(json!({ "steps": steps }).as_object().unwrap());
        read.expect_err("it is refused").to_string()
    };
    assert_eq!(
        wrong(json!(["snapshot", "delete B"])),
        "steps[1]: there is no snapshot B to delete"
    );
    assert_eq!(
        wrong(json!(["write 90-101"])),
        "steps[0]: the disk has 100 blocks"
    );
    let how = "steps[0]: write \"write 1-10\", \"snapshot\" or \"delete B\"";
    for odd in [
        "write",
        "write 0",
        "write 5-3",
        "delete",
        "delete AB",
        "burn",
        "",
    ] {
        assert_eq!(wrong(json!([odd])), how, "{odd}");
    }
    assert_eq!(
        wrong(json!(vec!["snapshot"; 9])),
        "steps[8]: take at most 8 snapshots"
    );
    let mut it = Blocks::default();
    assert!(it.set("step", &json!("delete A")).is_err());
    assert_eq!(it, Blocks::default());
}

#[test]
fn whatever_is_deleted_each_snapshot_shows_its_disk() {
    // Held against a plain copy of the disk for each snapshot.
    let mut dice = Dice::of(14, "blocks");
    for _ in 0..50 {
        let mut it = Blocks::default();
        let mut disk: Vec<usize> = vec![0; 100];
        let mut copies: Vec<(char, Vec<usize>)> = Vec::new();
        for turn in 1..30_usize {
            let kept = it.photographs();
            let which = dice.between(0, 2);
            if which == 0 && it.can_take() {
                it.set("step", &json!("snapshot")).expect("a step");
                let letter = it.photographs().last().expect("one was taken").letter;
                copies.push((letter, disk.clone()));
            } else if which == 1 && !kept.is_empty() {
                let place = dice.between(0, kept.len() as u32 - 1) as usize;
                let gone = kept[place].letter;
                it.set("step", &json!(format!("delete {gone}")))
                    .expect("a step");
                copies.retain(|(letter, _)| *letter != gone);
            } else {
                let from = dice.between(1, 90) as usize;
                it.set("step", &json!(format!("write {from}-{}", from + 9)))
                    .expect("a step");
                disk[from - 1..from + 9].fill(turn);
            }
            // What is stored is what differs: each content of each block once.
            let contents: BTreeSet<(usize, usize)> = copies
                .iter()
                .flat_map(|(_, copy)| copy.iter().copied().enumerate())
                .collect();
            assert_eq!(it.stored(), contents.len());
            let kept = it.photographs();
            assert_eq!(kept.iter().map(|it| it.stored).sum::<usize>(), it.stored());
            assert_eq!(kept.len(), copies.len());
            for photograph in &kept {
                // Every block is there, stored for a snapshot that still exists.
                assert_eq!(photograph.whole.len(), 100);
                let there = |letter: &char| kept.iter().any(|it| it.letter == *letter);
                assert!(photograph.whole.iter().all(there));
            }
        }
    }
}

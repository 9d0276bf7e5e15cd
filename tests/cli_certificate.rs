//! A certificate in the terminal: made of an exported progress, and verified.

mod cli_support;

use std::fs;
use std::path::PathBuf;

use cli_support::run;
use cloud_campus::course::memory::{Confidence, Given, Now, Progress};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("cloud-campus-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn put(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Somebody who has done the chapters up to this one.
fn progress(until: u32) -> Progress {
    let mut progress = Progress::default();
    for number in 1..=until {
        let now = Now {
            at: 1_793_534_400_000 + u64::from(number) * 86_400_000,
            day: 20_758 + number,
        };
        let task = format!("{number:02}-1");
        progress.open(number, 1, vec![vec![task.clone()]], now);
        progress.meet(&task, 1, now);
        let given = |question| Given {
            question,
            option: 0,
            confidence: Confidence::Sure,
            right: true,
        };
        progress.take_quiz(number, (0..6).map(given).collect(), now);
    }
    progress
}

#[test]
fn a_certificate_is_made_and_verified() {
    let folder = Folder::new("certificate");
    let kept = folder.put("it.progress.json", &progress(10).to_json("Meera"));
    let out = folder.0.join("it.svg").display().to_string();
    let name = "मीरा Rao";
    let made = run(&["certificate", "make", &kept, "--name", name, "--out", &out]);
    assert_eq!(made.code, Some(0), "{}{}", made.out, made.err);
    assert!(made.out.contains("Station 2: The ways"), "{}", made.out);
    assert!(
        made.out.contains("मीरा Rao completed chapters 1 to 9"),
        "{}",
        made.out
    );
    let page = fs::read_to_string(&out).expect("a page");
    assert!(page.contains(name));

    let check = ["certificate", "check", &kept, "--certificate", &out];
    let fine = run(&check);
    assert_eq!(fine.code, Some(0), "{}{}", fine.out, fine.err);
    assert!(
        fine.out
            .starts_with("The certificate and the progress agree."),
        "{}",
        fine.out
    );
    assert!(
        fine.out.contains("does not show who did the work"),
        "{}",
        fine.out
    );

    folder.put("it.svg", &page.replace("Rao", "Roy"));
    let renamed = run(&check);
    assert_eq!(renamed.code, Some(1));
    assert!(renamed.out.contains("do not agree"), "{}", renamed.out);
    assert!(renamed.out.contains("or not this name"), "{}", renamed.out);

    let station = run(&[
        "certificate",
        "make",
        &kept,
        "--name",
        "M",
        "--out",
        &out,
        "--station",
        "3",
    ]);
    assert!(
        station.out.contains("Station 1: The grounds"),
        "{}",
        station.out
    );
    let whole = run(&[
        "certificate",
        "make",
        &kept,
        "--name",
        "M",
        "--out",
        &out,
        "--station",
        "24",
    ]);
    assert_eq!(whole.code, Some(1));
    assert!(
        whole.out.contains("Nothing was written: chapters 11, 12"),
        "{}",
        whole.out
    );
}

#[test]
fn what_a_progress_certifies_is_told_without_a_certificate() {
    let folder = Folder::new("certifies");
    let kept = folder.put("a.json", &progress(4).to_json("Meera"));
    let told = run(&["certificate", "check", &kept]);
    assert_eq!(told.code, Some(0));
    assert!(
        told.out.contains("Meera completed chapters 1 to 3"),
        "{}",
        told.out
    );
    assert!(
        told.out
            .contains("Station 2: The ways is not reached: chapters 5, 6"),
        "{}",
        told.out
    );
    let kept = folder.put("b.json", &progress(1).to_json("Asha"));
    let nothing = run(&["certificate", "check", &kept]);
    assert_eq!(nothing.code, Some(1));
    assert!(
        nothing.out.contains("chapters 2 and 3 are not done yet"),
        "{}",
        nothing.out
    );
}

#[test]
fn what_cannot_be_read_is_told_with_the_remedy() {
    let folder = Folder::new("certificate-bad");
    let kept = folder.put("a.json", &progress(3).to_json("Meera"));
    let told = |arguments: &[&str]| {
        let run = run(arguments);
        assert_eq!(run.code, Some(2), "{}", run.out);
        run.err
    };
    let missing = told(&["certificate", "check", "nowhere.json"]);
    assert!(missing.contains("there is no such file"), "{missing}");
    let foreign = folder.put("b.json", "{}");
    let foreign = told(&["certificate", "check", &foreign]);
    assert!(
        foreign.contains("it is no progress that Cloud Campus wrote"),
        "{foreign}"
    );
    let newer = folder.put(
        "c.json",
        r#"{"format": "cloud-campus-progress", "version": 9}"#,
    );
    assert!(told(&["certificate", "check", &newer]).contains("newer Cloud Campus"));
    let picture = folder.put("d.svg", "<svg/>");
    let picture = told(&["certificate", "check", &kept, "--certificate", &picture]);
    assert!(
        picture.contains("it is no certificate that Cloud Campus made"),
        "{picture}"
    );
    let name = told(&[
        "certificate",
        "make",
        &kept,
        "--name",
        " ",
        "--out",
        "x.svg",
    ]);
    assert!(name.contains("type the name"), "{name}");
    let station = told(&[
        "certificate",
        "make",
        &kept,
        "--name",
        "M",
        "--out",
        "x.svg",
        "--station",
        "7",
    ]);
    assert!(station.contains("3, 9, 16, 24"), "{station}");
}

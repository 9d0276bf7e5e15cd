//! A certificate says what the progress says, and every change of either is noticed.

use super::badges::badges;
use super::check::Claim;
use super::*;
use crate::course::memory::{Answer, Confidence, Given, Kept, Now, Round};

const DAY: u64 = 86_400_000;
/// 1 November 2026, noon UTC.
const BEGIN: u64 = 1_793_534_400_000;

/// Somebody who has done these chapters, one a day.
fn learner(chapters: impl IntoIterator<Item = u32>) -> Progress {
    let mut progress = Progress::default();
    for number in chapters {
        let now = Now {
            at: BEGIN + u64::from(number) * DAY,
            day: 20_758 + number,
        };
        let tasks: Vec<String> = match number {
            24 => [
                "24-v1", "24-v2", "24-v3", "24-v4", "24-v5", "24-b1", "24-b2", "24-b3",
            ]
            .map(str::to_owned)
            .to_vec(),
            _ => (1..=8).map(|it| format!("{number:02}-{it}")).collect(),
        };
        progress.open(number, 1, vec![tasks.clone()], now);
        for task in &tasks {
            if task.ends_with("-7") {
                progress.show(task);
            }
            progress.meet(task, 2, now);
        }
        if number > 6 && number < 24 {
            let pars = [(format!("{number:02}-8"), 1 + number % 2)];
            progress.note_pars(number, pars.into_iter().collect());
        }
        if number == 24 {
            for (place, task) in ["24-b1", "24-b2", "24-b3"].into_iter().enumerate() {
                let round = Round {
                    at: now.at,
                    seconds: 2_400 - place as u32 * 600,
                    edits: 60,
                    wrong_turns: 2 - place as u32,
                    points: 18 + place as u32,
                };
                progress.rebuild(task, round);
            }
        }
        let given = |question: u32, right: bool| Given {
            question,
            option: 0,
            confidence: Confidence::Sure,
            right,
        };
        if number % 4 == 0 {
            progress.take_quiz(number, (0..6).map(|it| given(it, false)).collect(), now);
        }
        let later = Now {
            at: now.at + 60_000,
            ..now
        };
        progress.take_quiz(number, (0..6).map(|it| given(it, true)).collect(), later);
    }
    progress
}

fn course(name: &str) -> (Progress, Certificate) {
    let progress = learner(1..=24);
    let made = Certificate::of(name, &STATIONS[3], &progress).expect("all is done");
    (progress, made)
}

#[test]
fn stations_are_reached_chapter_by_chapter() {
    assert_eq!(Station::furthest(&learner(1..=2)), None);
    let furthest = |until| Station::furthest(&learner(1..=until)).map(|it| it.chapter);
    assert_eq!(furthest(3), Some(3));
    assert_eq!(furthest(8), Some(3));
    assert_eq!(furthest(9), Some(9));
    assert_eq!(furthest(23), Some(16));
    assert_eq!(furthest(24), Some(24));
    // One chapter that was left out is missed.
    let progress = learner([1, 3, 4]);
    let open = Certificate::of("Meera", &STATIONS[0], &progress);
    assert_eq!(open, Err(Refused::Open(vec![2])));
    assert_eq!(open.unwrap_err().to_string(), "chapter 2 is not done yet");
    assert_eq!(
        Certificate::of("Meera", &STATIONS[3], &progress)
            .unwrap_err()
            .to_string(),
        "chapters 2, 5, 6, 7, 8, 9 and 15 more are not done yet"
    );
}

#[test]
fn the_facts_are_counted_from_the_progress() {
    let (_, made) = course("Meera");
    let facts = &made.facts;
    assert_eq!(facts.at, BEGIN + 24 * DAY + 60_000);
    assert_eq!((facts.met, facts.alone), (23 * 8 + 8, 23 * 7 + 8));
    assert_eq!((facts.quizzes, facts.at_first), (24, 18));
    // Two edits, and par is 1 in even chapters, 2 in odd ones: 7, 9, … 23.
    assert_eq!(facts.repairs, Some((9, 17)));
    let capstone = facts.capstone.as_ref().expect("it is there");
    assert_eq!(capstone.points, Some(20));
    assert_eq!(capstone.validations, 5);
    assert_eq!(capstone.rebuilds[2], Some((1_200, 0)));
    let words: Vec<String> = lines(facts)
        .iter()
        .map(|(what, how)| format!("{what}: {how}"))
        .collect();
    assert_eq!(
        words,
        [
            "Tasks met: 192, of them 169 without “Show me”",
            "Quizzes passed: 24, of them 18 at the first attempt",
            "Repairs at par: 9 of 17",
            "Production checklist: 20 of 20 points",
            "Validations passed: 5 of 5",
            "From memory, first: 40 min 00 s, 2 wrong turns",
            "second: 30 min 00 s, 1 wrong turn",
            "third: 20 min 00 s, no wrong turns",
        ]
    );
}

#[test]
fn what_was_not_recorded_is_not_made_up() {
    let mut progress = learner(1..=24);
    for chapter in progress.chapters.values_mut() {
        chapter.pars.clear();
        for task in chapter.tasks.values_mut() {
            task.rounds.clear();
        }
    }
    let made = Certificate::of("Meera", &STATIONS[3], &progress).expect("all is done");
    let said = lines(&made.facts);
    let unknown = said.iter().filter(|it| it.1.contains("not recorded"));
    assert_eq!(unknown.count(), 5);
}

#[test]
fn the_page_states_what_it_must() {
    let (_, made) = course("Meera Rao");
    let page = made.svg();
    for part in [
        "Meera Rao",
        "Certificate of completion",
        "Cloud Campus, course of 24 chapters",
        "25 November 2026",
        "of them 169 without",
        "at the first attempt",
        "20 of 20 points",
        "5 of 5",
        "20 min 00 s, no wrong turns",
        "chapters in version 1. Engine: ",
        "not issued, checked or endorsed by Amazon Web Services, and no AWS certification",
        "It does not show who did the work.",
        &made.checksum,
        "297mm",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for part in ["professional", "grade", "<script", "href", "<style", "url("] {
        assert!(!page.contains(part), "{part}");
    }
    let station = Certificate::of("Meera", &STATIONS[0], &learner(1..=3)).expect("it is reached");
    let page = station.svg();
    assert!(page.contains("Station 1: The grounds"));
    assert!(page.contains("completed chapters 1 to 3 of Cloud Campus"));
    assert!(!page.contains("Certificate of completion"));
}

#[test]
fn names_of_any_script_and_length_stand_on_it() {
    let (progress, _) = course("x");
    let page = |name: &str| {
        let made = Certificate::of(name, &STATIONS[3], &progress);
        made.map(|it| it.svg())
    };
    let size = |page: &str| -> f64 {
        let (before, _) = page.split_once("unicode-bidi").expect("the name");
        let (_, size) = before.rsplit_once("font-size=\"").expect("a size");
        let (size, _) = size.split_once('"').expect("a number");
        size.parse().expect("a number")
    };
    for name in [
        "मीरा राव",
        "王秀英",
        "محمد علي",
        "Þórdís Ævarsdóttir",
        "நிலா",
    ] {
        let page = page(name).expect("a page");
        assert!(page.contains(&format!(">{name}</text>")), "{name}");
        assert_eq!(size(&page), 52.0, "{name}");
    }
    let long = page(&"Wolfeschlegelsteinhausen ".repeat(3)).expect("a page");
    assert!(size(&long) < 30.0);
    let longest = page(&"王".repeat(MOST_SIGNS)).expect("a page");
    assert!(longest.contains("textLength"));
    assert_eq!(page(&"a".repeat(MOST_SIGNS + 1)), Err(Refused::LongName));
    assert_eq!(page(" \u{202e}\u{0} "), Err(Refused::NoName));
    // Nothing of a name is markup, and nothing turns what stands behind it.
    let evil = page("</text><script>alert(1)</script>\u{202e}\"'&").expect("a page");
    assert!(!evil.contains("<script") && !evil.contains('\u{202e}'));
    assert!(evil.contains("&lt;script&gt;"));
    let claim = Claim::read(&evil).expect("it is read again");
    assert_eq!(claim.name, "</text><script>alert(1)</script>\"'&");
    assert_eq!(claim.against(&progress), Vec::<String>::new());
}

#[test]
fn page_and_progress_agree_until_one_is_changed() {
    let (progress, made) = course("Meera \"M\" Rao");
    let page = made.svg();
    let agrees = |page: &str, progress: &Progress| {
        let claim = Claim::read(page).expect("a certificate");
        claim.against(progress)
    };
    assert_eq!(agrees(&page, &progress), Vec::<String>::new());
    // The export and back, other line ends and a mark in front change nothing.
    let kept = Kept::from_json(&progress.to_json("M")).expect("a progress");
    assert_eq!(agrees(&page, &kept.progress), Vec::<String>::new());
    let mailed = format!("\u{feff}{}", page.replace('\n', "\r\n"));
    assert_eq!(agrees(&mailed, &progress), Vec::<String>::new());
    // Neither does going on with the bell.
    let mut on = progress.clone();
    let now = Now {
        at: BEGIN + 90 * DAY,
        day: 20_900,
    };
    on.ring("05/q1", Confidence::Sure, true, now);
    on.read(5, "screen");
    on.sum_up(5, "words".to_owned(), now);
    assert_eq!(agrees(&page, &on), Vec::<String>::new());

    // A task that was met by hint, an answer, a better number of edits: all is noticed.
    let mut other = progress.clone();
    other
        .chapters
        .get_mut(&5)
        .expect("it")
        .tasks
        .get_mut("05-1")
        .expect("it")
        .shown = true;
    let said = agrees(&page, &other);
    assert!(
        said[0].contains("Tasks without show me: the certificate says 169, the progress says 168"),
        "{said:?}"
    );
    assert!(said[1].contains("checksum"), "{said:?}");
    let mut other = progress.clone();
    let answer = Answer {
        at: 1,
        question: 0,
        given: "1".to_owned(),
        confidence: Confidence::Sure,
        right: true,
    };
    other.answer("05-1", answer, false, now);
    let said = agrees(&page, &other);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("the facts agree"), "{said:?}");

    // The page: its words, its name, its data.
    let painted = page.replace(">192, of them 169", ">999, of them 999");
    assert!(agrees(&painted, &progress)[0].contains("The page itself was changed"));
    let renamed = page.replace("Meera", "Kavya");
    assert!(agrees(&renamed, &progress)[0].contains("checksum"));
    let data = page.replace("&quot;tasks_met&quot;:192", "&quot;tasks_met&quot;:999");
    assert!(agrees(&data, &progress)[0].contains("says 999, the progress says 192"));
    // And somebody who is not there yet.
    assert!(agrees(&page, &learner(1..=5))[0].contains("cannot be made"));
}

#[test]
fn what_is_no_certificate_is_told() {
    let told = |text: &str| Claim::read(text).unwrap_err();
    assert_eq!(
        told("<svg/>"),
        "it is no certificate that Cloud Campus made"
    );
    let (_, made) = course("Meera");
    let newer = made
        .svg()
        .replace("&quot;version&quot;:1", "&quot;version&quot;:2");
    assert_eq!(told(&newer), "it was made by a newer Cloud Campus");
    assert!(told(&" ".repeat(check::MAX_BYTES + 1)).contains("too large"));
    let cut = made.svg();
    assert!(Claim::read(&cut[..cut.len() / 4]).is_err());
}

#[test]
fn badges_have_their_date_and_their_evidence() {
    let names = |progress: &Progress| -> Vec<&str> {
        let all = badges(progress);
        assert_eq!(all.len(), 6);
        let shown = all.iter().filter(|it| it.shown.is_some());
        shown.map(|it| it.name).collect()
    };
    assert!(names(&Progress::default()).is_empty());
    // 06-7 was shown in this progress, 10-8 took more edits than par.
    assert_eq!(
        names(&learner(1..=24)),
        ["Zones", "Control room", "From memory"]
    );
    let mut progress = learner(1..=24);
    let six = progress.chapters.get_mut(&6).expect("it");
    six.tasks.get_mut("06-7").expect("it").shown = false;
    progress.meet("10-8", 1, Now { at: BEGIN, day: 1 });
    for number in 7..=9 {
        let task = format!("{number:02}-1");
        for (at, right) in [(1, false), (2, true)] {
            let answer = Answer {
                at,
                question: 0,
                given: at.to_string(),
                confidence: Confidence::Sure,
                right,
            };
            progress.answer(&task, answer, true, Now { at, day: 1 });
        }
    }
    assert_eq!(names(&progress).len(), 6);
    let all = badges(&progress);
    let (_, evidence) = all[3].shown.as_ref().expect("zones");
    assert_eq!(
        evidence,
        "03-4 on 4 November 2026, 09-6 on 10 November 2026 and 20-2 on 21 November 2026."
    );
    // A third attempt is one too many.
    let task = progress
        .chapters
        .get_mut(&7)
        .expect("it")
        .tasks
        .get_mut("07-1");
    task.expect("it").answers[1].right = false;
    assert!(!names(&progress).contains(&"Paths"));
}

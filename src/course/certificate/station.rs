//! The stations of the course: after three of its chapters a learner may stop and look back,
//! and at the end is the certificate.

use crate::course::memory::{Chapter, Progress, Try};

/// A station.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Station {
    /// The chapter behind which it stands; all up to it belong to it.
    pub chapter: u32,
    /// Its name.
    pub name: &'static str,
    /// What one has learned by then.
    pub learned: &'static str,
}

/// The chapters of the whole course.
pub const CHAPTERS: u32 = 24;

/// The stations, in order; the last is the course.
pub const STATIONS: [Station; 4] = [
    Station {
        chapter: 3,
        name: "Station 1: The grounds",
        learned: "Cloud computing, account and bill, Regions and Availability Zones",
    },
    Station {
        chapter: 9,
        name: "Station 2: The ways",
        learned: "VPC, subnets, CIDR, route tables, internet gateway, NAT gateway",
    },
    Station {
        chapter: 16,
        name: "Station 3: Guards, desks and stores",
        learned: "Security groups, network ACLs, EC2, AMI, EBS, EFS, S3",
    },
    Station {
        chapter: CHAPTERS,
        name: "The whole course",
        learned: "From an empty account to an architecture that survives the loss of a zone",
    },
];

impl Station {
    /// The station behind this chapter.
    pub fn behind(chapter: u32) -> Option<&'static Self> {
        STATIONS.iter().find(|it| it.chapter == chapter)
    }

    /// The furthest that is reached.
    pub fn furthest(progress: &Progress) -> Option<&'static Self> {
        STATIONS.iter().rev().find(|it| it.is_reached(progress))
    }

    /// Whether it is the course itself.
    pub const fn is_course(&self) -> bool {
        self.chapter == CHAPTERS
    }

    /// The numbers of its chapters: all from the first.
    pub const fn chapters(&self) -> std::ops::RangeInclusive<u32> {
        1..=self.chapter
    }

    /// The chapters that are not done yet.
    pub fn open(&self, progress: &Progress) -> Vec<u32> {
        let done = |it: &u32| progress.chapter(*it).is_some_and(Chapter::is_done);
        self.chapters().filter(|it| !done(it)).collect()
    }

    /// Whether all of its chapters are done: their tasks met and their quizzes passed.
    pub fn is_reached(&self, progress: &Progress) -> bool {
        self.open(progress).is_empty()
    }

    /// When the last of its chapters was done, in milliseconds since 1970; nothing before.
    pub fn reached_at(&self, progress: &Progress) -> Option<u64> {
        let chapters = self.chapters().map(|it| {
            let chapter = progress.chapter(it).filter(|it| it.is_done())?;
            finished(chapter)
        });
        let all: Option<Vec<u64>> = chapters.collect();
        all?.into_iter().max()
    }
}

/// When a chapter was done: its last task was met, or its quiz passed, whichever was later.
fn finished(chapter: &Chapter) -> Option<u64> {
    let tasks = chapter.units.iter().flatten();
    let met = tasks.filter_map(|id| chapter.tasks.get(id)?.met);
    let passed = chapter.quiz.iter().filter(|it| it.passed());
    let passed = passed.map(|it: &Try| it.at).min();
    met.max().max(passed)
}

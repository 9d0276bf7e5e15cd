//! The drills that come along, one file each.

use std::sync::LazyLock;

use super::criterion::Criterion;
use super::drill::Drill;
use super::file;

/// The files, in the order in which they are offered: the capstone's five
/// validations, the classic drills, those of the course.
pub const DRILLS: [(&str, &str); 22] = {
    macro_rules! files {
        ($($id:literal)*) => {
            [$(($id, include_str!(concat!("../../../assets/drills/", $id, ".json")))),*]
        };
    }
    files! {
        "visit" "stop-one" "cpu-spike" "trail-complete" "dashboard"
        "app-dies" "fail-zone" "database-failover" "storage-fills" "stop-logging"
        "flood" "nat-lost" "festival-zone"
        "bad-release" "calm-hour" "night" "kill-one" "rolling" "bad-health-path" "spike" "sale"
        "one-busy"
    }
};

/// All drills, read once. A file that cannot be read is left out; a test says
/// that there is none.
pub fn drills() -> &'static [Drill] {
    static ALL: LazyLock<Vec<Drill>> = LazyLock::new(|| {
        let all = DRILLS.iter().filter_map(|(_, text)| file::read(text).ok());
        all.collect()
    });
    &ALL
}

/// The drill of this id.
pub fn drill(id: &str) -> Option<&'static Drill> {
    drills().iter().find(|it| it.id() == id)
}

/// What a scenario of this id is asked: its drill's criteria; nothing of one that is no drill.
pub fn criteria_of(id: &str) -> &'static [Criterion] {
    drill(id).map_or(&[], |it| &it.criteria)
}

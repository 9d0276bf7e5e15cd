//! What the drawing says of a database.

use super::super::super::clock::{HOUR, MINUTE, Second};
use super::super::super::dice::Dice;
use super::class::{Class, max_connections};
use crate::architecture::{Database as Drawn, Engine};

/// When backups are made: from a second of the day, in UTC, for so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The second of the day that it begins.
    pub begins: Second,
    /// How long it is.
    pub lasts: Second,
}

impl Window {
    /// As it is written: 18:30-19:00.
    pub fn read(text: &str) -> Option<Self> {
        let (from, to) = text.trim().split_once('-')?;
        let time = |text: &str| -> Option<Second> {
            let (hours, minutes) = text.trim().split_once(':')?;
            let (hours, minutes): (Second, Second) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours < 24 && minutes < 60).then_some(hours * HOUR + minutes * MINUTE)
        };
        let (begins, ends) = (time(from)?, time(to)?);
        let lasts = (ends + 24 * HOUR - begins) % (24 * HOUR);
        (lasts > 0).then_some(Self { begins, lasts })
    }

    /// The one that RDS chooses: half an hour at random in the eight hours of
    /// the Region (SRD-13). [RDS UG: Backup window]; of the Regions that we
    /// have no block of, that of Mumbai is taken.
    pub fn chosen(region: &str, dice: &mut Dice) -> Self {
        let block = match region {
            "us-east-1" | "us-east-2" | "ca-central-1" => 3 * HOUR,
            "us-west-1" | "us-west-2" | "ap-east-1" => 6 * HOUR,
            "ap-southeast-1" => 14 * HOUR,
            "ap-southeast-2" => 12 * HOUR,
            "ap-northeast-1" | "ap-northeast-2" => 13 * HOUR,
            "eu-west-1" | "eu-west-2" => 22 * HOUR,
            "eu-central-1" => 20 * HOUR,
            "eu-north-1" => 23 * HOUR,
            _ => 16 * HOUR + 30 * MINUTE,
        };
        let half_hours = dice.between(0, 15);
        Self {
            begins: (block + half_hours * 30 * MINUTE) % (24 * HOUR),
            lasts: 30 * MINUTE,
        }
    }
}

/// What a database is set to.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// What it runs.
    pub engine: Engine,
    /// What its class gives.
    pub class: Class,
    /// Whether we have no numbers of its class and count it as a db.t3.micro
    /// (assumption `unknown-class`).
    pub is_class_assumed: bool,
    /// How many connections it takes: `max_connections`.
    pub connections: u32,
    /// Whether there is a standby in another zone.
    pub multi_az: bool,
    /// The size of its disk in GiB.
    pub storage: u32,
    /// Up to which size that grows by itself.
    pub max_storage: Option<u32>,
    /// Whether its disk is a gp2, which has credits for operations.
    pub gp2: bool,
    /// For how many days backups are kept; 0 is none (rulebook RDS-19).
    pub backup_days: u8,
    /// When they are made; `None` where RDS chooses.
    pub backup_window: Option<Window>,
    /// Whether it is a read replica, which takes no writes.
    pub is_replica: bool,
}

impl Settings {
    /// What the drawing says.
    pub fn of(drawn: &Drawn) -> Self {
        let known = Class::of(&drawn.class);
        let class = known.unwrap_or(Class::MICRO);
        let connections = match known {
            Some(class) => max_connections(drawn.engine, &drawn.class, class),
            None => max_connections(drawn.engine, "db.t3.micro", class),
        };
        Self {
            engine: drawn.engine,
            class,
            is_class_assumed: known.is_none(),
            connections,
            multi_az: drawn.multi_az,
            storage: drawn.storage,
            max_storage: drawn.max_storage,
            gp2: drawn.storage_type == "gp2",
            backup_days: drawn.backup_days,
            backup_window: Window::read(&drawn.backup_window),
            is_replica: drawn.replica_of.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_read_as_it_is_written() {
        let of = |text| Window::read(text).map(|it| (it.begins, it.lasts));
        assert_eq!(of("18:30-19:00"), Some((66_600, 1_800)));
        assert_eq!(of("23:45-00:15"), Some((85_500, 1_800)));
        for text in ["", "18:30", "18:30-18:30", "25:00-26:00", "a:b-c:d"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn rds_chooses_half_an_hour_in_the_block_of_the_region() {
        for seed in 0..200 {
            let mut dice = Dice::of(seed, "window");
            let window = Window::chosen("ap-south-1", &mut dice);
            let after = (window.begins + 24 * HOUR - (16 * HOUR + 30 * MINUTE)) % (24 * HOUR);
            assert!(after + window.lasts <= 8 * HOUR);
        }
    }

    #[test]
    fn the_drawing_is_read() {
        let drawn = Drawn {
            class: "db.m5.large".to_owned(),
            max_storage: Some(100),
            ..Drawn::default()
        };
        let settings = Settings::of(&drawn);
        assert_eq!((settings.connections, settings.class.vcpus), (682, 2));
        assert!(settings.multi_az && !settings.is_class_assumed && !settings.gp2);
        let drawn = Drawn {
            class: "db.x9.huge".to_owned(),
            ..Drawn::default()
        };
        let settings = Settings::of(&drawn);
        assert!(settings.is_class_assumed);
        assert_eq!(settings.connections, 60);
    }
}

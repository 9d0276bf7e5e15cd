//! F18, the swap: the primary of a database is lost. What a program sees of that depends
//! on whether a standby is ready and on how long the program keeps an address.
//!
//! The database is the simulation's own: it fails over, or waits and is repaired; each
//! second two programs ask it, and what they get is what is shown.

use serde_json::{Value, json};

use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture;
use crate::simulation::stores::database::{Asked, ClientCache, Database, Place, Settings};
use crate::simulation::{Clock, Dice, HOUR, MINUTE, Second};

/// How many programs ask. One loses its cached address after the other, so it takes some
/// to see the first and the last.
const PROGRAMS: u32 = 60;

/// After so long nobody waits any more.
const MOST: Second = 3 * HOUR;

/// With so many seeds every length of a failover comes up.
const SEEDS: u64 = 2_000;

/// The database and what happens to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Swap {
    multi_az: bool,
    failover: Second,
    /// `None` where the program keeps an address for ever.
    cache: Option<Second>,
    zone_dark: Second,
}

impl Default for Swap {
    fn default() -> Self {
        Self {
            multi_az: true,
            failover: 90,
            cache: Some(60),
            // The story of chapter 20.
            zone_dark: 43 * MINUTE,
        }
    }
}

/// What became of it, in seconds after the zone went dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// When the database answers again, and its name leads to where it does.
    pub up: Second,
    /// When the last program is served again; nothing where a program has to be restarted.
    pub all_served: Option<Second>,
}

impl Swap {
    /// Whether there is a standby in another zone.
    pub fn is_multi_az(&self) -> bool {
        self.multi_az
    }

    /// How long the failover takes.
    pub fn failover(&self) -> Second {
        self.failover
    }

    /// How long the program keeps an address; nothing for ever.
    pub fn cache(&self) -> Option<Second> {
        self.cache
    }

    /// For how long the zone is dark.
    pub fn zone_dark(&self) -> Second {
        self.zone_dark
    }

    /// A database in its first second, with a failover of the wanted length.
    fn database(&self) -> Option<Database> {
        let drawn = architecture::Database {
            multi_az: self.multi_az,
            ..architecture::Database::default()
        };
        let place = Place {
            primary: 0,
            standby: self.multi_az.then_some(1),
        };
        (0..SEEDS).find_map(|seed| {
            let dice = Dice::of(seed, "swap");
            let mut it = Database::new(
                Settings::of(&drawn),
                place,
                "ap-south-1",
                Clock::default(),
                dice,
            );
            it.cached_by_clients(match self.cache {
                Some(seconds) => ClientCache::Seconds(seconds),
                None => ClientCache::ForEver,
            });
            it.fail_zone(0, 0);
            // Without a standby the zone decides when it is back, and the dice how long the
            // repair takes then.
            let fits = !self.multi_az || it.back_at() == Some(self.failover);
            fits.then_some(it)
        })
    }

    /// What happens, second by second, until all programs are served.
    pub fn course(&self) -> Option<Course> {
        let mut database = self.database()?;
        let mut up = None;
        for now in 0..MOST {
            if now == self.zone_dark {
                database.restore_zone(now, 0);
            }
            let answered = database.tick(
                now,
                Asked {
                    reads: PROGRAMS,
                    writes: 0,
                    connections: PROGRAMS,
                },
            );
            if up.is_none() && database.is_up() {
                up = Some(now);
            }
            if answered.served() == PROGRAMS {
                return up.map(|up| Course {
                    up,
                    all_served: Some(now),
                });
            }
            if self.cache.is_none() && up.is_some_and(|up| up + HOUR < now) {
                break;
            }
        }
        up.map(|up| Course {
            up,
            all_served: None,
        })
    }
}

/// A time in seconds or minutes, as one says it.
pub fn said(seconds: Second) -> String {
    match seconds {
        0..=180 => crate::text::count(seconds as usize, "second", "seconds"),
        _ => format!("{} minutes", seconds.div_ceil(MINUTE)),
    }
}

impl Machine for Swap {
    const MEMBERS: &'static [&'static str] = &["multi_az", "failover", "cache", "zone_dark"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "multi_az" => self.multi_az = members::flag(member, value)?,
            // How long a failover typically takes (rulebook RDS-23).
            "failover" => self.failover = members::whole(member, value, 60, 120)? as Second,
            "cache" => {
                self.cache = match value.as_str() {
                    Some("for ever") => None,
                    Some(_) => {
                        let remedy = "write a number of seconds, or \"for ever\"";
                        return Err(Problem::at(member, remedy));
                    }
                    None => Some(members::whole(member, value, 1, 600)? as Second),
                };
            }
            "zone_dark" => {
                // Minutes: nobody counts a dark zone in seconds.
                self.zone_dark = members::whole(member, value, 5, 90)? as Second * MINUTE;
            }
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let course = self.course();
        outputs([
            ("multi_az", json!(self.multi_az)),
            ("up", json!(course.map(|it| it.up))),
            (
                "dark",
                course
                    .and_then(|it| it.all_served)
                    .map_or(json!("until restarted"), |it| json!(it)),
            ),
        ])
    }

    fn sentence(&self) -> Sentence {
        let Some(course) = self.course() else {
            return Sentence::new(Tone::Bad, "The database does not come back.", "");
        };
        let up = said(course.up);
        match course.all_served {
            None => Sentence::new(
                Tone::Bad,
                "The program stays without a database until it is restarted.",
                format!("After {up} the name leads to another address, and nobody asks for it."),
            ),
            Some(all) if self.multi_az => Sentence::new(
                Tone::Good,
                format!("The program is without a database for up to {}.", said(all)),
                format!("The failover takes {up}. Then the old address is kept a while."),
            ),
            Some(all) => Sentence::new(
                Tone::Bad,
                format!("The program is without a database for {}.", said(all)),
                "Nothing takes over, so it waits for the zone and for the repair after it.",
            ),
        }
    }

    fn alternative(&self) -> String {
        format!(
            "A database {}. Its zone is dark for {} minutes. {} Programs keep an address {}. {}",
            match self.multi_az {
                true => "with a standby in another zone",
                false => "in one zone only",
            },
            self.zone_dark / MINUTE,
            match self.multi_az {
                true => format!("A failover takes {} seconds.", self.failover),
                false => "There is no failover.".to_owned(),
            },
            match self.cache {
                Some(seconds) => format!("for {seconds} seconds"),
                None => "for ever".to_owned(),
            },
            self.sentence()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(members: &Value) -> Swap {
        Swap::read(members.as_object().expect("an object")).expect("a swap")
    }

    /// Chapter 20, task 5.
    #[test]
    fn a_failover_and_the_slip_of_the_program() {
        let it = Swap::default();
        let out = it.outputs();
        assert_eq!((&out["up"], &out["dark"]), (&json!(90), &json!(150)));
        let it = figure(&json!({ "cache": "for ever" }));
        assert_eq!(it.outputs()["dark"], "until restarted");
        let it = figure(&json!({ "cache": 5, "failover": 120 }));
        assert_eq!(it.outputs()["dark"], 125);
    }

    #[test]
    fn every_length_of_a_failover_can_be_shown() {
        for seconds in 60..=120 {
            let it = figure(&json!({ "failover": seconds }));
            assert_eq!(it.course().expect("it comes back").up, seconds);
        }
    }

    #[test]
    fn without_a_standby_it_waits_for_the_zone_and_a_repair() {
        let it = figure(&json!({ "multi_az": false }));
        let course = it.course().expect("it comes back");
        // Rows SRD-7: dark for 43 minutes, then 5 to 15 for the repair.
        let minutes = course.up / MINUTE;
        assert!((48..=58).contains(&minutes), "{minutes}");
        assert_eq!(course.all_served, Some(course.up));
        assert_eq!(it.sentence().tone, Tone::Bad);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        let mut it = Swap::default();
        assert!(it.set("cache", &json!("long")).is_err());
        assert!(it.set("failover", &json!(30)).is_err());
    }
}

//! F4, distance: light in glass sets a floor under every answer.

use serde_json::{Value, json};

use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::aws::regions::{self, REGIONS};
use crate::text::grouped;

/// How far light goes through glass in a second, in kilometres (A34).
const LIGHT: f64 = 200_000.0;

/// The radius of the sphere on which distances are measured, in kilometres (A34).
const RADIUS: f64 = 6_371.0;

/// A place on the globe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct City {
    /// As members name it: `kochi`.
    pub key: &'static str,
    /// As people name it.
    pub name: &'static str,
    /// Degrees north and east.
    pub at: (f64, f64),
}

const fn city(key: &'static str, name: &'static str, north: f64, east: f64) -> City {
    City {
        key,
        name,
        at: (north, east),
    }
}

/// The cities of customers. Coordinates of their centres, from general knowledge, to a
/// hundredth of a degree (about a kilometre).
pub const CITIES: &[City] = &[
    city("kochi", "Kochi", 9.93, 76.27),
    city("jaipur", "Jaipur", 26.91, 75.79),
    city("mumbai", "Mumbai", 19.08, 72.88),
    city("delhi", "Delhi", 28.61, 77.21),
    city("bengaluru", "Bengaluru", 12.97, 77.59),
    city("chennai", "Chennai", 13.08, 80.27),
    city("kolkata", "Kolkata", 22.57, 88.36),
    city("surat", "Surat", 21.17, 72.83),
    city("london", "London", 51.51, -0.13),
    city("new-york", "New York", 40.71, -74.01),
    city("singapore", "Singapore", 1.35, 103.82),
    city("sydney", "Sydney", -33.87, 151.21),
];

/// Where the Regions are: of each the city or the part of the country that AWS names, from
/// general knowledge. Where the buildings stand exactly AWS does not tell.
const PLACES: &[(&str, (f64, f64))] = &[
    ("ap-south-1", (19.08, 72.88)),
    ("ap-south-2", (17.39, 78.49)),
    ("ap-southeast-1", (1.35, 103.82)),
    ("ap-southeast-2", (-33.87, 151.21)),
    ("ap-northeast-1", (35.68, 139.69)),
    ("ap-northeast-2", (37.57, 126.98)),
    ("eu-west-1", (53.35, -6.26)),
    ("eu-west-2", (51.51, -0.13)),
    ("eu-west-3", (48.86, 2.35)),
    ("eu-central-1", (50.11, 8.68)),
    ("eu-north-1", (59.33, 18.07)),
    ("us-east-1", (39.04, -77.49)),
    ("us-east-2", (39.96, -83.0)),
    ("us-west-1", (37.77, -122.42)),
    ("us-west-2", (45.52, -122.68)),
    ("ca-central-1", (45.5, -73.57)),
    ("sa-east-1", (-23.55, -46.63)),
    ("me-south-1", (26.23, 50.59)),
    ("af-south-1", (-33.92, 18.42)),
];

/// A customer and a Region.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    from: City,
    region: &'static str,
}

impl Default for Distance {
    fn default() -> Self {
        Self {
            from: CITIES[0],
            region: PLACES[0].0,
        }
    }
}

impl Distance {
    /// The customer's city.
    pub fn from(&self) -> City {
        self.from
    }

    /// The Region's code.
    pub fn region(&self) -> &'static str {
        self.region
    }

    /// The Regions that can be chosen: code and place, in the order of the product's list.
    pub fn regions() -> impl Iterator<Item = (&'static str, &'static str)> {
        let known = |code: &str| PLACES.iter().any(|(it, _)| *it == code);
        REGIONS
            .iter()
            .filter(move |it| known(it.code))
            .map(|it| (it.code, it.place))
    }

    fn place(&self) -> &'static str {
        regions::facts(self.region).map_or(self.region, |it| it.place)
    }

    /// The distance, in kilometres along the globe.
    pub fn km(&self) -> f64 {
        let there = PLACES.iter().find(|(code, _)| *code == self.region);
        there.map_or(0.0, |(_, at)| great_circle(self.from.at, *at))
    }

    /// The least time for one question and its answer, in milliseconds.
    pub fn rtt(&self) -> f64 {
        2.0 * self.km() / LIGHT * 1_000.0
    }
}

fn great_circle(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (north, east) = (one.0.to_radians(), one.1.to_radians());
    let (other_north, other_east) = (other.0.to_radians(), other.1.to_radians());
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let chord =
        half(other_north - north) + north.cos() * other_north.cos() * half(other_east - east);
    2.0 * RADIUS * chord.sqrt().min(1.0).asin()
}

impl Machine for Distance {
    const MEMBERS: &'static [&'static str] = &["from", "region"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "from" => {
                let wanted = members::text(member, value)?
                    .to_lowercase()
                    .replace(' ', "-");
                let found = CITIES.iter().find(|it| it.key == wanted);
                self.from = *found.ok_or_else(|| {
                    let keys: Vec<&str> = CITIES.iter().map(|it| it.key).collect();
                    Problem::at(member, format!("write one of {}", keys.join(", ")))
                })?;
            }
            "region" => {
                let wanted = members::text(member, value)?;
                let mut known = Self::regions();
                let found = known.find(|(code, _)| *code == wanted);
                self.region = found.map(|(code, _)| code).ok_or_else(|| {
                    let codes: Vec<&str> = Self::regions().map(|(code, _)| code).collect();
                    Problem::at(member, format!("write one of {}", codes.join(", ")))
                })?;
            }
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        outputs([
            ("from", json!(self.from.key)),
            ("region", json!(self.region)),
            ("km", json!(self.km().round() as u64)),
            ("rtt", json!(self.rtt().round() as u64)),
        ])
    }

    fn sentence(&self) -> Sentence {
        Sentence::new(
            Tone::Plain,
            format!("At least {} ms", self.rtt().round()),
            format!(
                "for a question and its answer: {} km of glass there and back, at 200,000 km a second.",
                grouped((2.0 * self.km()).round() as u64)
            ),
        )
    }

    fn alternative(&self) -> String {
        format!(
            "A customer in {} and the Region {}, {}: {} km apart. {}",
            self.from.name,
            self.region,
            self.place(),
            grouped(self.km().round() as u64),
            self.sentence()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distances_of_the_register_hold() {
        for (from, region, km, rtt) in [
            ("kochi", "us-east-1", 13_931, 139),
            ("kochi", "ap-south-1", 1_081, 11),
            ("mumbai", "us-east-1", 12_855, 129),
            ("kochi", "ap-south-2", 863, 9),
        ] {
            let mut it = Distance::default();
            it.set("from", &json!(from)).expect("a city");
            it.set("region", &json!(region)).expect("a Region");
            let out = it.outputs();
            let found = out["km"].as_u64().expect("a number");
            assert!(found == km, "{from} {region}: {found}");
            assert_eq!(out["rtt"], rtt);
        }
    }

    #[test]
    fn every_place_is_a_region_and_every_region_has_one() {
        for (code, _) in PLACES {
            assert!(regions::facts(code).is_some(), "{code}");
        }
        assert_eq!(Distance::regions().count(), REGIONS.len());
    }

    #[test]
    fn there_and_back_are_equally_far() {
        for one in CITIES {
            for other in CITIES {
                let there = great_circle(one.at, other.at);
                assert!((there - great_circle(other.at, one.at)).abs() < 1e-6);
                assert!(there <= std::f64::consts::PI * RADIUS);
            }
        }
    }
}

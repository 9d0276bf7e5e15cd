//! The Regions that can be chosen, with their Availability Zones.
//!
//! Names: the endpoint data of botocore. Zone letters: the Region data of
//! moto 5.2.5 (rulebook REG-2). Which letter is which building differs
//! between accounts. Regions that are not in the list are not modelled.

/// A Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionFacts {
    /// Its code, such as `ap-south-1`.
    pub code: &'static str,
    /// Its city or country, such as "Mumbai".
    pub place: &'static str,
    /// The country that it is in, by its two letters (ISO 3166-1).
    pub country: &'static str,
    /// The continent, by the letters of Route 53
    /// [R53 DG: Values specific for geolocation records].
    pub continent: &'static str,
    /// Its Availability Zones.
    pub zones: &'static [&'static str],
}

/// The facts on the Region with this code.
pub fn facts(code: &str) -> Option<&'static RegionFacts> {
    REGIONS.iter().find(|region| region.code == code)
}

/// All Regions that can be chosen.
pub const REGIONS: &[RegionFacts] = &[
    RegionFacts {
        code: "ap-south-1",
        place: "Mumbai",
        country: "IN",
        continent: "AS",
        zones: &["ap-south-1a", "ap-south-1b", "ap-south-1c"],
    },
    RegionFacts {
        code: "ap-south-2",
        place: "Hyderabad",
        country: "IN",
        continent: "AS",
        zones: &["ap-south-2a", "ap-south-2b", "ap-south-2c"],
    },
    RegionFacts {
        code: "ap-southeast-1",
        place: "Singapore",
        country: "SG",
        continent: "AS",
        zones: &["ap-southeast-1a", "ap-southeast-1b", "ap-southeast-1c"],
    },
    RegionFacts {
        code: "ap-southeast-2",
        place: "Sydney",
        country: "AU",
        continent: "OC",
        zones: &["ap-southeast-2a", "ap-southeast-2b", "ap-southeast-2c"],
    },
    RegionFacts {
        code: "ap-northeast-1",
        place: "Tokyo",
        country: "JP",
        continent: "AS",
        zones: &["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"],
    },
    RegionFacts {
        code: "ap-northeast-2",
        place: "Seoul",
        country: "KR",
        continent: "AS",
        zones: &[
            "ap-northeast-2a",
            "ap-northeast-2b",
            "ap-northeast-2c",
            "ap-northeast-2d",
        ],
    },
    RegionFacts {
        code: "eu-central-1",
        place: "Frankfurt",
        country: "DE",
        continent: "EU",
        zones: &["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    },
    RegionFacts {
        code: "eu-west-1",
        place: "Ireland",
        country: "IE",
        continent: "EU",
        zones: &["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    },
    RegionFacts {
        code: "eu-west-2",
        place: "London",
        country: "GB",
        continent: "EU",
        zones: &["eu-west-2a", "eu-west-2b", "eu-west-2c"],
    },
    RegionFacts {
        code: "eu-west-3",
        place: "Paris",
        country: "FR",
        continent: "EU",
        zones: &["eu-west-3a", "eu-west-3b", "eu-west-3c"],
    },
    RegionFacts {
        code: "eu-north-1",
        place: "Stockholm",
        country: "SE",
        continent: "EU",
        zones: &["eu-north-1a", "eu-north-1b", "eu-north-1c"],
    },
    RegionFacts {
        code: "us-east-1",
        place: "N. Virginia",
        country: "US",
        continent: "NA",
        zones: &[
            "us-east-1a",
            "us-east-1b",
            "us-east-1c",
            "us-east-1d",
            "us-east-1e",
            "us-east-1f",
        ],
    },
    RegionFacts {
        code: "us-east-2",
        place: "Ohio",
        country: "US",
        continent: "NA",
        zones: &["us-east-2a", "us-east-2b", "us-east-2c"],
    },
    RegionFacts {
        code: "us-west-1",
        place: "N. California",
        country: "US",
        continent: "NA",
        zones: &["us-west-1a", "us-west-1b"],
    },
    RegionFacts {
        code: "us-west-2",
        place: "Oregon",
        country: "US",
        continent: "NA",
        zones: &["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"],
    },
    RegionFacts {
        code: "ca-central-1",
        place: "Central",
        country: "CA",
        continent: "NA",
        zones: &["ca-central-1a", "ca-central-1b", "ca-central-1d"],
    },
    RegionFacts {
        code: "sa-east-1",
        place: "Sao Paulo",
        country: "BR",
        continent: "SA",
        zones: &["sa-east-1a", "sa-east-1b", "sa-east-1c"],
    },
    RegionFacts {
        code: "af-south-1",
        place: "Cape Town",
        country: "ZA",
        continent: "AF",
        zones: &["af-south-1a", "af-south-1b", "af-south-1c"],
    },
    RegionFacts {
        code: "me-south-1",
        place: "Bahrain",
        country: "BH",
        continent: "AS",
        zones: &["me-south-1a", "me-south-1b", "me-south-1c"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mumbai_has_three_zones() {
        let mumbai = facts("ap-south-1").unwrap();
        assert_eq!(mumbai.place, "Mumbai");
        assert_eq!(mumbai.zones, ["ap-south-1a", "ap-south-1b", "ap-south-1c"]);
    }
}

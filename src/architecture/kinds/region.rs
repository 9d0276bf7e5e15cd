//! A Region: the campus that everything else stands on.

use crate::architecture::kind::{KindInfo, declare};
use crate::architecture::property::{Choice, Property};

declare! {
    /// A Region is a place in the world where AWS runs several separate
    /// buildings, the Availability Zones. Networks, servers and databases live
    /// in exactly one Region. [EC2 UG: Regions and Zones]
    Region = KindInfo::new("region", "Region", "")
        .container(816, 520)
        .api("EnableRegion", "DisableRegion")
        .keywords("mumbai location campus");

    /// Which Region it is. Everything inside is created there.
    code: String = "ap-south-1".to_owned()
        => Property::choice("Region", "Region", CHOICES).fixed();
}

/// The same as choices of a form.
const CHOICES: &[Choice] = &[
    Choice {
        value: "ap-south-1",
        label: "ap-south-1 · Mumbai",
    },
    Choice {
        value: "ap-south-2",
        label: "ap-south-2 · Hyderabad",
    },
    Choice {
        value: "ap-southeast-1",
        label: "ap-southeast-1 · Singapore",
    },
    Choice {
        value: "ap-southeast-2",
        label: "ap-southeast-2 · Sydney",
    },
    Choice {
        value: "ap-northeast-1",
        label: "ap-northeast-1 · Tokyo",
    },
    Choice {
        value: "ap-northeast-2",
        label: "ap-northeast-2 · Seoul",
    },
    Choice {
        value: "eu-central-1",
        label: "eu-central-1 · Frankfurt",
    },
    Choice {
        value: "eu-west-1",
        label: "eu-west-1 · Ireland",
    },
    Choice {
        value: "eu-west-2",
        label: "eu-west-2 · London",
    },
    Choice {
        value: "eu-west-3",
        label: "eu-west-3 · Paris",
    },
    Choice {
        value: "eu-north-1",
        label: "eu-north-1 · Stockholm",
    },
    Choice {
        value: "us-east-1",
        label: "us-east-1 · N. Virginia",
    },
    Choice {
        value: "us-east-2",
        label: "us-east-2 · Ohio",
    },
    Choice {
        value: "us-west-1",
        label: "us-west-1 · N. California",
    },
    Choice {
        value: "us-west-2",
        label: "us-west-2 · Oregon",
    },
    Choice {
        value: "ca-central-1",
        label: "ca-central-1 · Central",
    },
    Choice {
        value: "sa-east-1",
        label: "sa-east-1 · Sao Paulo",
    },
    Choice {
        value: "af-south-1",
        label: "af-south-1 · Cape Town",
    },
    Choice {
        value: "me-south-1",
        label: "me-south-1 · Bahrain",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::regions::REGIONS;

    #[test]
    fn the_choices_are_the_regions() {
        let codes: Vec<_> = REGIONS.iter().map(|region| region.code).collect();
        let choices: Vec<_> = CHOICES.iter().map(|choice| choice.value).collect();
        assert_eq!(codes, choices);
    }
}

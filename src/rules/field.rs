//! Checks while somebody types: what a value would lead to, before it is set.
//!
//! Only what a single field can be wrong about is told here, in the words of
//! the rules. Everything else is found once the value is there.

use ipnet::Ipv4Net;
use serde_json::Value;

use crate::architecture::*;
use crate::rules::dns::names;

/// What is wrong with giving `property` of `id` this value, as JSON; `name`
/// stands for what the resource is called. `None` if nothing is.
///
/// Costs no more than a look at the subnets of one VPC.
pub fn check_field(
    architecture: &Architecture,
    id: &ResourceId,
    property: &str,
    value: &Value,
) -> Option<String> {
    let resource = architecture.get(id)?;
    let Some(declared) = resource.kind().info().property(property) else {
        let empty = property == "name" && value.as_str().is_some_and(|it| it.trim().is_empty());
        return empty.then(|| "Type a name.".to_owned());
    };
    let text = value.as_str().unwrap_or_default();
    match declared.value {
        PropertyType::Cidr => block_problem(architecture, id, &resource.properties, text),
        PropertyType::Cidrs => value
            .as_array()?
            .iter()
            .find_map(|it| parse(it.as_str().unwrap_or_default()).err())
            .map(in_a_sentence),
        PropertyType::Address => {
            address_problem(architecture, &resource.properties, property, text)
        }
        PropertyType::Number { min, max, unit } => number_problem(value, min, max, unit),
        PropertyType::Text { .. } => match (&resource.properties, property) {
            (Properties::HostedZone(_), "domain") => names::problem(text)
                .map(|wrong| format!("A domain such as notebookly.com: this {wrong}.")),
            (Properties::Bucket(_), "bucket_name") if !text.is_empty() => {
                crate::aws::bucket_names::problem(text)
                    .map(|wrong| format!("S3 does not take it: {wrong}."))
            }
            (Properties::TargetGroup(_), "health_path") if !text.starts_with('/') => {
                Some("A path starts with a slash, such as /health.".to_owned())
            }
            (Properties::TargetGroup(_), "health_matcher") => {
                let fine = crate::aws::health_checks::is_success_codes(text);
                (!fine).then(|| "Codes from 200 to 499, such as 200 or 200-299.".to_owned())
            }
            _ => None,
        },
        _ => None,
    }
}

fn parse(text: &str) -> Result<Ipv4Net, CidrProblem> {
    CidrText::from(text).parse()
}

fn in_a_sentence(problem: CidrProblem) -> String {
    format!("{}.", crate::text::capitalised(&problem.to_string()))
}

fn block_problem(
    architecture: &Architecture,
    id: &ResourceId,
    properties: &Properties,
    text: &str,
) -> Option<String> {
    let block = match parse(text) {
        Ok(block) => block,
        Err(problem) => return Some(in_a_sentence(problem)),
    };
    if !(16..=28).contains(&block.prefix_len()) {
        return Some("AWS takes /16 (65,536 addresses) to /28 (16).".to_owned());
    }
    match properties {
        Properties::Vpc(_) if block.addr().is_link_local() => {
            Some("169.254.0.0/16 is link-local: no VPC may use it.".to_owned())
        }
        Properties::Subnet(subnet) => subnet_problem(architecture, id, subnet, block),
        _ => None,
    }
}

fn subnet_problem(
    architecture: &Architecture,
    id: &ResourceId,
    subnet: &Subnet,
    block: Ipv4Net,
) -> Option<String> {
    let vpc: &Vpc = architecture.follow(&subnet.vpc)?;
    let name = architecture.name_of(subnet.vpc.as_ref()?);
    let texts = std::iter::once(&vpc.cidr).chain(&vpc.secondary_cidrs);
    let blocks: Vec<_> = texts.filter_map(CidrText::lenient).collect();
    if !blocks.is_empty() && !blocks.iter().any(|it| it.contains(&block)) {
        let blocks = crate::text::list(blocks.iter().map(ToString::to_string));
        return Some(format!("{block} is not inside {name}'s {blocks}."));
    }
    let siblings = architecture
        .all::<Subnet>()
        .filter(|(other, it)| *other != id && it.vpc == subnet.vpc);
    siblings
        .filter_map(|(other, it)| Some((other, it.cidr.lenient()?)))
        .find(|(_, it)| it.contains(&block) || block.contains(it))
        .map(|(other, it)| format!("{block} overlaps {}'s {it}.", architecture.name_of(other)))
}

fn address_problem(
    architecture: &Architecture,
    properties: &Properties,
    property: &str,
    text: &str,
) -> Option<String> {
    let typed = AddressText::from(text);
    if typed.is_automatic() {
        return None;
    }
    let Some(address) = typed.parse() else {
        return Some("Four numbers from 0 to 255, such as 10.0.1.10, or nothing.".to_owned());
    };
    if !matches!(property, "private_address" | "standby_address") {
        return None;
    }
    let subnets: &[ResourceId] = match properties {
        Properties::Instance(it) => it.subnet.as_slice(),
        Properties::NatGateway(it) => it.subnet.as_slice(),
        Properties::Database(it) => &it.subnets,
        _ => &[],
    };
    let subnets = subnets
        .iter()
        .filter_map(|id| architecture.find::<Subnet>(id));
    let blocks: Vec<_> = subnets.filter_map(|it| it.cidr.lenient()).collect();
    if blocks.is_empty() {
        return None;
    }
    let Some(block) = blocks.iter().find(|it| it.contains(&address)) else {
        let blocks = crate::text::list(blocks.iter().map(ToString::to_string));
        return Some(format!("{address} is not in {blocks}."));
    };
    let offset = u32::from(address) - u32::from(block.network());
    (offset < 4 || address == block.broadcast())
        .then(|| format!("{address} is one of the five addresses that AWS keeps in {block}."))
}

fn number_problem(value: &Value, min: i64, max: i64, unit: &str) -> Option<String> {
    let number = match value {
        Value::Null => return None,
        Value::String(text) if text.trim().is_empty() => return None,
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_i64(),
    };
    let fine = number.is_some_and(|it| (min..=max).contains(&it));
    let unit = if unit.is_empty() {
        String::new()
    } else {
        format!(" {unit}")
    };
    (!fine).then(|| format!("A whole number from {min} to {max}{unit}."))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use serde_json::json;

    use super::super::testing::three_tiers;
    use super::*;

    fn typing(id: &str, property: &str, value: Value, says: Expect) {
        let sketch = three_tiers();
        let said = check_field(&sketch.0.architecture, &id.into(), property, &value);
        says.assert_eq(&said.unwrap_or_default());
    }

    #[test]
    fn a_block_is_checked_as_it_is_typed() {
        typing("subnet-1", "cidr", json!("10.0.1.0/24"), expect![[""]]);
        typing(
            "subnet-1",
            "cidr",
            json!("10.0."),
            expect![[
                "The part before the slash must be four numbers from 0 to 255, such as 10.0.0.0."
            ]],
        );
        typing(
            "subnet-1",
            "cidr",
            json!("10.0.1.7/24"),
            expect![["Host bits are set: the block starts at 10.0.1.0/24."]],
        );
        typing(
            "subnet-1",
            "cidr",
            json!("10.1.1.0/24"),
            expect![["10.1.1.0/24 is not inside Notebookly-VPC's 10.0.0.0/16."]],
        );
        typing(
            "subnet-1",
            "cidr",
            json!("10.0.2.128/25"),
            expect![["10.0.2.128/25 overlaps public-b's 10.0.2.0/24."]],
        );
        typing(
            "vpc-1",
            "cidr",
            json!("10.0.0.0/8"),
            expect![["AWS takes /16 (65,536 addresses) to /28 (16)."]],
        );
    }

    #[test]
    fn numbers_and_addresses_are_checked_as_they_are_typed() {
        typing(
            "tg-1",
            "health_interval",
            json!(3),
            expect![["A whole number from 5 to 300 seconds."]],
        );
        typing("db-1", "port", json!(null), expect![[""]]);
        typing(
            "db-1",
            "private_address",
            json!("10.0.3.2"),
            expect![["10.0.3.2 is one of the five addresses that AWS keeps in 10.0.3.0/24."]],
        );
        typing(
            "nat-1",
            "private_address",
            json!("10.0.9.9"),
            expect![["10.0.9.9 is not in 10.0.1.0/24."]],
        );
        typing("nat-1", "name", json!(" "), expect![["Type a name."]]);
    }
}

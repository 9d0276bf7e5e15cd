//! Network interfaces that a resource has beyond its first one.

use super::AddressText;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::Kind;
use crate::architecture::property::PropertyType;
use crate::architecture::row::{Member, RowInfo, row};

const SUBNET: Member = Member::reference("Subnet", &[Kind::Subnet]).optional();
const GROUPS: Member = Member::references("Security groups", &[Kind::SecurityGroup]).optional();
const PRIVATE_ADDRESS: Member = Member::new("Private address", PropertyType::Address).optional();
const PUBLIC_ADDRESS: Member = Member::new("Public address", PropertyType::Address).optional();

row! {
    /// A further network interface of an instance, in the same zone.
    NetworkInterface = RowInfo::forms("interface", "network interface");

    /// What it is called, such as `eth1`.
    name: String = "eth1".to_owned()
        => Member::text("Name", "eth1").optional();

    /// The subnet.
    subnet: Option<ResourceId> = None => SUBNET;

    // Rulebook SG-7.
    /// The security groups; none means the VPC's default group.
    security_groups: Vec<ResourceId> = Vec::new() => GROUPS;

    /// The private address; empty where AWS chooses.
    private_address: AddressText = AddressText::default() => PRIVATE_ADDRESS;

    /// Its Elastic IP address; empty for none.
    public_address: AddressText = AddressText::default() => PUBLIC_ADDRESS;

    /// Whether it drops packets that are neither from nor to itself; true when absent.
    source_dest_check: bool = true
        => Member::new("Source/dest. check", PropertyType::Flag).optional();
}

impl NetworkInterface {
    /// What the further interface at this place of the list is called: by its
    /// name or, where it has none or shares it with an earlier one, `eth1` and
    /// so on, as Linux counts them. Unique within the list.
    pub fn called(list: &[Self], place: usize) -> String {
        let own = list[place].name.trim();
        let named = |name: &str| list.iter().position(|it| it.name.trim() == name);
        if !own.is_empty() && named(own) == Some(place) {
            return own.to_owned();
        }
        let mut name = format!("eth{}", place + 1);
        while named(&name).is_some() {
            name.push('\'');
        }
        name
    }
}

row! {
    /// Fixed addresses for a load balancer's node in one of its subnets.
    NodeAddress = RowInfo::forms("node", "node address");

    /// The subnet.
    subnet: Option<ResourceId> = None => SUBNET.vital();

    /// The private address; empty where AWS chooses.
    private_address: AddressText = AddressText::default() => PRIVATE_ADDRESS;

    // Without meaning on an internal balancer.
    /// The public address; empty where AWS chooses.
    public_address: AddressText = AddressText::default() => PUBLIC_ADDRESS;
}

row! {
    /// Where a file system can be reached: one per zone (rulebook EFS-1).
    MountTarget = RowInfo::forms("mount target", "mount target");

    /// The subnet.
    subnet: Option<ResourceId> = None => SUBNET.vital();

    /// The security groups; none means the VPC's default group.
    security_groups: Vec<ResourceId> = Vec::new() => GROUPS;

    /// The private address; empty where AWS chooses.
    private_address: AddressText = AddressText::default() => PRIVATE_ADDRESS;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interfaces_are_told_apart_whatever_they_are_called() {
        let list = ["", "eth1", "spare", "spare", ""].map(|name| NetworkInterface {
            name: name.to_owned(),
            ..NetworkInterface::default()
        });
        let called: Vec<String> = (0..list.len())
            .map(|place| NetworkInterface::called(&list, place))
            .collect();
        assert_eq!(called, ["eth1'", "eth1", "spare", "eth4", "eth5"]);
    }
}

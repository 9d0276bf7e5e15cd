//! A NAT gateway: the staff-only side exit.

use super::{Connectivity, Kind};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::AddressText;

declare! {
    /// A NAT gateway lets instances without a public address start
    /// connections to the internet, and lets nobody start one inwards. It
    /// stands in a public subnet and serves the private ones that route to
    /// it; use one per Availability Zone. [VPC UG: NAT gateways]
    NatGateway = KindInfo::new("nat-gateway", "NAT gateway", "AWS::EC2::NatGateway")
        .places(&[Place::inside(Kind::Subnet, "subnet")])
        .api("CreateNatGateway", "DeleteNatGateway")
        .tagged(Tagging::EC2)
        .can_fail()
        .talks()
        .keywords("side exit outbound");

    /// The subnet that it stands in; it must be public.
    subnet: Option<ResourceId> = None
        => Property::reference("Subnet", "SubnetId", &[Kind::Subnet]).fixed();

    /// Public, to the internet, or private, between networks.
    connectivity: Connectivity = Connectivity::Public
        => Property::choice("Connectivity", "ConnectivityType", Connectivity::CHOICES).fixed();

    /// Whether it has an Elastic IP address of its own. A public NAT gateway
    /// needs one.
    elastic_ip: bool = true
        => Property::flag("Elastic IP", "AllocationId").fixed();

    /// Its private address; empty where AWS chooses.
    private_address: AddressText = AddressText::default()
        => Property::address("Private address", "PrivateIpAddress").fixed();

    /// The address of its Elastic IP; empty where AWS chooses. Real ones are
    /// drawn from Amazon's pool, so a template leaves it out.
    public_address: AddressText = AddressText::default()
        => Property::address("Public address", "").fixed();
}

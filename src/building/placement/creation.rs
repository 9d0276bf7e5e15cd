//! What a new resource is filled in with when it is dropped somewhere.

use serde_json::Value;

use super::{Placing, Refusal, place_for};
use crate::architecture::layout::Spot;
use crate::architecture::{
    Architecture, Document, Edit, Instance, Kind, Properties, PropertyType, Resource, ResourceId,
    Subnet, Volume,
};
use crate::building::connect::connection;
use crate::relations::Relations;

/// The edits that create a resource of `kind` by dropping it on `target` (the
/// canvas outside every Region when `None`), and its id.
///
/// Besides its home a new resource gets what can be proposed: a name, and for
/// a subnet the next free block and a zone.
pub fn create(
    document: &Document,
    kind: Kind,
    target: Option<&ResourceId>,
    spot: Option<Spot>,
) -> Result<(ResourceId, Vec<Edit>), Refusal> {
    let architecture = &document.architecture;
    // What a new one is made for may stand elsewhere than the new one will.
    let made_for = target.filter(|id| {
        let on = architecture.kind_of(id);
        on.is_some_and(|on| maker(kind, on).is_some())
    });
    let relations = Relations::of(architecture);
    let home = match (made_for, kind) {
        (Some(id), Kind::Volume) => relations.region_of(id).or(target),
        // It stands in the Region, and what it inspects in a VPC.
        (None, Kind::WebAcl) => target
            .filter(|id| architecture.kind_of(id) == Some(Kind::LoadBalancer))
            .and_then(|id| relations.region_of(id))
            .or(target),
        _ => target,
    };
    let place = place_for(architecture, kind, home)?;
    let id = architecture.free_id(kind);
    let mut edits = Vec::new();
    let mut resource = Resource::new(architecture.first_name(kind, &id), kind.defaults());
    if let Some((place, container)) = place {
        let value = placed_value(&relations, kind, place.property, place.how, &container)?;
        // The property exists and takes references, as the table test of the
        // kinds makes sure.
        let _ = resource.properties.set(place.property, value);
        relations.propose(&container, &mut resource.properties);
    } else if let Some(place) = super::account_place(kind) {
        // The drawing has no account yet, and this cannot be without one.
        let account = architecture.free_id(Kind::Account);
        let name = architecture.first_name(Kind::Account, &account);
        let _ = (resource.properties).set(place.property, Value::from(account.as_str()));
        edits.push(Edit::Create {
            id: account,
            resource: Resource::new(name, Kind::Account.defaults()),
        });
    }
    if let Some(made_for) = made_for
        && let Some(property) = architecture
            .kind_of(made_for)
            .and_then(|on| maker(kind, on))
    {
        let _ = (resource.properties).set(property, Value::from(made_for.as_str()));
        fit(&relations, made_for, &mut resource.properties);
    }
    edits.push(Edit::Create {
        id: id.clone(),
        resource,
    });
    // What is dropped right on what it works for is meant for it: it is
    // connected as it would be by hand.
    if let Some(on) = target.filter(|on| {
        let on = architecture.kind_of(on);
        on.is_some_and(|on| attaches(kind, on))
    }) {
        let mut after = document.clone();
        if after.apply_all(edits.clone()).is_ok()
            && let Ok(connection) = connection(&after, on, &id)
        {
            edits.extend(connection.edits);
        }
    }
    if spot.is_some() {
        edits.push(Edit::Arrange {
            id: id.clone(),
            spot,
        });
    }
    Ok((id, edits))
}

/// The property by which a new `kind` names what it is dropped on, where that
/// is what it is made of or works for.
pub(super) fn maker(kind: Kind, on: Kind) -> Option<&'static str> {
    match (kind, on) {
        (Kind::Volume, Kind::Instance) => Some("attached_to"),
        (Kind::Snapshot, Kind::Volume | Kind::Instance) => Some("of"),
        (Kind::Image, Kind::Instance) => Some("source"),
        (Kind::FlowLog, Kind::Subnet) => Some("subnet"),
        _ => None,
    }
}

/// Whether a new `kind` that is dropped right on another resource is attached
/// to it: a guard, a rule book, an identity, a target.
pub(super) const fn attaches(kind: Kind, on: Kind) -> bool {
    match kind {
        Kind::RouteTable | Kind::NetworkAcl => matches!(on, Kind::Subnet),
        Kind::SecurityGroup => matches!(
            on,
            Kind::Instance
                | Kind::LaunchTemplate
                | Kind::LoadBalancer
                | Kind::Database
                | Kind::Cache
        ),
        Kind::WebAcl => matches!(on, Kind::LoadBalancer),
        Kind::InstanceProfile => matches!(on, Kind::Instance | Kind::LaunchTemplate),
        Kind::IamRole => matches!(on, Kind::InstanceProfile | Kind::Function),
        Kind::IamPolicy => matches!(on, Kind::IamRole | Kind::IamUser | Kind::IamGroup),
        Kind::TargetGroup => matches!(on, Kind::Instance | Kind::AutoScalingGroup),
        Kind::LaunchTemplate => matches!(on, Kind::AutoScalingGroup),
        _ => false,
    }
}

/// Makes a new resource fit what it is made for.
fn fit(relations: &Relations<'_>, on: &ResourceId, properties: &mut Properties) {
    let architecture = relations.architecture();
    let server: Option<&Instance> = architecture.find(on);
    match properties {
        Properties::Volume(volume) => {
            if let Some(subnet) = server.and_then(|it| architecture.follow::<Subnet>(&it.subnet)) {
                volume.zone.clone_from(&subnet.zone);
            }
            volume.device = free_device(architecture, on);
        }
        Properties::Image(image) => {
            if let Some(server) = server {
                image.size = server.volume_size;
                image.encrypted = server.volume_encrypted;
            }
        }
        _ => {}
    }
}

/// The first name for a further volume that no other of an instance has.
/// [EC2 UG: Device names for volumes]
pub fn free_device(architecture: &Architecture, instance: &ResourceId) -> String {
    let taken = |device: &str| {
        let mut volumes = architecture.all::<Volume>();
        volumes.any(|(_, it)| it.attached_to.as_ref() == Some(instance) && it.device == device)
    };
    let mut names = ('f'..='p').map(|letter| format!("/dev/sd{letter}"));
    names
        .find(|name| !taken(name))
        .unwrap_or_else(|| "/dev/sdf".to_owned())
}

/// The edits that move an existing resource into another container, or why it
/// may not go there. No edits when it is there already.
pub fn move_into(
    document: &Document,
    id: &ResourceId,
    target: Option<&ResourceId>,
) -> Result<Vec<Edit>, Refusal> {
    let architecture = &document.architecture;
    let Some(resource) = architecture.get(id) else {
        return Ok(Vec::new());
    };
    if super::container_of(architecture, id).as_ref() == target {
        return Ok(Vec::new());
    }
    let kind = resource.kind();
    let Some((place, container)) = place_for(architecture, kind, target)? else {
        return Ok(Vec::new());
    };
    let relations = Relations::of(architecture);
    let value = placed_value(&relations, kind, place.property, place.how, &container)?;
    if resource.properties.get(place.property) == Some(value.clone()) {
        return Ok(Vec::new());
    }
    // What spans subnets and is moved onto one of its own VPC stays as it is:
    // its subnets are chosen in the inspector or by connecting, never lost to
    // a stray drag.
    let spans = kind
        .info()
        .property(place.property)
        .is_some_and(|property| matches!(property.value, PropertyType::References(_)));
    if spans && super::container_of(architecture, id).is_some() {
        let home = |it: &ResourceId| match architecture.kind_of(it) {
            Some(Kind::Subnet) => super::container_of(architecture, it),
            _ => Some(it.clone()),
        };
        if home(&container) == super::container_of(architecture, id) {
            return Ok(Vec::new());
        }
    }
    Ok(vec![Edit::set(id, place.property, value)])
}

fn placed_value(
    relations: &Relations<'_>,
    kind: Kind,
    property: &str,
    how: Placing,
    container: &ResourceId,
) -> Result<Value, Refusal> {
    let list = kind
        .info()
        .property(property)
        .is_some_and(|property| property.is_list());
    let ids = match how {
        Placing::Inside if !list => return Ok(Value::from(container.as_str())),
        Placing::Inside => vec![container.clone()],
        Placing::Across { public } => {
            let subnets = relations.one_subnet_per_zone(container, public);
            if subnets.is_empty() {
                return Err(Refusal::NoSubnets {
                    kind,
                    vpc: relations.architecture().name_of(container),
                });
            }
            subnets
        }
    };
    Ok(ids.iter().map(|id| Value::from(id.as_str())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Subnet;

    fn drop_on(document: &mut Document, kind: Kind, target: Option<&ResourceId>) -> ResourceId {
        let (id, edits) = create(document, kind, target, None).unwrap();
        document.apply_all(edits).unwrap();
        id
    }

    fn campus() -> (Document, ResourceId, ResourceId) {
        let mut document = Document::default();
        let region = drop_on(&mut document, Kind::Region, None);
        let vpc = drop_on(&mut document, Kind::Vpc, Some(&region));
        (document, region, vpc)
    }

    #[test]
    fn new_subnets_propose_the_next_block_and_alternate_between_two_zones() {
        let (mut document, _, vpc) = campus();
        let subnets: Vec<_> = (0..4)
            .map(|_| drop_on(&mut document, Kind::Subnet, Some(&vpc)))
            .collect();
        let described: Vec<String> = subnets
            .iter()
            .map(|id| {
                let subnet: &Subnet = document.architecture.find(id).unwrap();
                format!("{} {}", subnet.cidr, subnet.zone)
            })
            .collect();
        assert_eq!(
            described,
            [
                "10.0.0.0/24 ap-south-1a",
                "10.0.1.0/24 ap-south-1b",
                "10.0.2.0/24 ap-south-1a",
                "10.0.3.0/24 ap-south-1b",
            ]
        );
    }

    #[test]
    fn an_instance_goes_only_into_a_subnet() {
        let (mut document, region, vpc) = campus();
        let subnet = drop_on(&mut document, Kind::Subnet, Some(&vpc));
        for wrong in [None, Some(&region), Some(&vpc)] {
            assert!(create(&document, Kind::Instance, wrong, None).is_err());
        }
        let server = drop_on(&mut document, Kind::Instance, Some(&subnet));
        assert_eq!(
            super::super::container_of(&document.architecture, &server),
            Some(subnet)
        );
    }

    #[test]
    fn a_load_balancer_dropped_on_a_vpc_takes_a_subnet_per_zone() {
        let (mut document, _, vpc) = campus();
        let refused = create(&document, Kind::LoadBalancer, Some(&vpc), None).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "A load balancer needs subnets to stand in, and vpc-1 has none yet: drop a subnet first."
        );
        let first = drop_on(&mut document, Kind::Subnet, Some(&vpc));
        let second = drop_on(&mut document, Kind::Subnet, Some(&vpc));
        drop_on(&mut document, Kind::Subnet, Some(&vpc));
        let balancer = drop_on(&mut document, Kind::LoadBalancer, Some(&vpc));
        let balancer: &crate::architecture::LoadBalancer =
            document.architecture.find(&balancer).unwrap();
        assert_eq!(balancer.subnets, [first, second]);
    }

    #[test]
    fn what_belongs_to_the_account_brings_one_along_and_then_finds_it() {
        let (mut document, _, vpc) = campus();
        let role = drop_on(&mut document, Kind::IamRole, Some(&vpc));
        let policy = drop_on(&mut document, Kind::IamPolicy, None);
        let accounts: Vec<_> = document.architecture.ids_of(Kind::Account).collect();
        assert_eq!(accounts.len(), 1);
        for id in [&role, &policy] {
            let home = super::super::container_of(&document.architecture, id);
            assert_eq!(home.as_ref(), Some(accounts[0]));
        }
        // With two accounts it must be said which.
        drop_on(&mut document, Kind::Account, None);
        let refused = create(&document, Kind::Budget, Some(&vpc), None).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "A budget belongs in an AWS account, not in a VPC."
        );
    }

    #[test]
    fn a_volume_dropped_on_an_instance_is_attached_in_its_zone() {
        let (mut document, region, vpc) = campus();
        drop_on(&mut document, Kind::Subnet, Some(&vpc));
        let wing = drop_on(&mut document, Kind::Subnet, Some(&vpc));
        let server = drop_on(&mut document, Kind::Instance, Some(&wing));
        drop_on(&mut document, Kind::Volume, Some(&server));
        let second = drop_on(&mut document, Kind::Volume, Some(&server));
        let volume: &Volume = document.architecture.find(&second).unwrap();
        assert_eq!(volume.attached_to, Some(server.clone()));
        assert_eq!(volume.region, Some(region));
        assert_eq!(volume.zone, "ap-south-1b");
        assert_eq!(volume.device, "/dev/sdg");
        let ami = drop_on(&mut document, Kind::Image, Some(&server));
        let ami: &crate::architecture::Image = document.architecture.find(&ami).unwrap();
        assert_eq!(ami.source, Some(server));
        assert!(create(&document, Kind::Volume, Some(&wing), None).is_err());
    }

    #[test]
    fn what_works_for_something_is_attached_to_what_it_is_dropped_on() {
        let (mut document, region, vpc) = campus();
        let subnet = drop_on(&mut document, Kind::Subnet, Some(&vpc));
        drop_on(&mut document, Kind::Subnet, Some(&vpc));
        let server = drop_on(&mut document, Kind::Instance, Some(&subnet));
        let balancer = drop_on(&mut document, Kind::LoadBalancer, Some(&vpc));
        let group = drop_on(&mut document, Kind::AutoScalingGroup, Some(&vpc));
        let profile = drop_on(&mut document, Kind::InstanceProfile, Some(&region));
        for (kind, on) in [
            (Kind::RouteTable, &subnet),
            (Kind::NetworkAcl, &subnet),
            (Kind::SecurityGroup, &server),
            (Kind::SecurityGroup, &balancer),
            (Kind::WebAcl, &balancer),
            (Kind::InstanceProfile, &server),
            (Kind::IamRole, &profile),
            (Kind::TargetGroup, &server),
            (Kind::TargetGroup, &group),
            (Kind::LaunchTemplate, &group),
        ] {
            let on_kind = document.architecture.kind_of(on).unwrap();
            assert!(crate::building::placement::is_made_for(kind, on_kind));
            let new = drop_on(&mut document, kind, Some(on));
            let mut joined = false;
            for (holder, named) in [(&new, on), (on, &new)] {
                let holder = document.architecture.get(holder).unwrap();
                holder
                    .properties
                    .references(&mut |_, id| joined |= id == named);
            }
            assert!(joined, "{kind:?} on {on_kind:?}");
            let home = super::super::container_of(&document.architecture, &new);
            assert!(home.is_some(), "{kind:?} stands somewhere");
        }
    }

    #[test]
    fn a_route_table_dropped_on_a_subnet_is_associated_with_it() {
        let (mut document, _, vpc) = campus();
        let subnet = drop_on(&mut document, Kind::Subnet, Some(&vpc));
        let table = drop_on(&mut document, Kind::RouteTable, Some(&subnet));
        let subnet: &Subnet = document.architecture.find(&subnet).unwrap();
        assert_eq!(subnet.route_table, Some(table));
    }
}

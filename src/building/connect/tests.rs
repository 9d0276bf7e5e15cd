//! Connecting, as a learner does it.

use super::*;
use crate::architecture::{
    AutoScalingGroup, HostedZone, InternetGateway, LaunchTemplate, LoadBalancer, RouteTable,
    SecurityGroup, Subnet, TargetGroup,
};
use crate::building::placement::create;

/// A campus with two wings, built by dropping things.
struct Campus {
    document: Document,
}

impl Campus {
    fn new() -> (Self, ResourceId, ResourceId, ResourceId) {
        let mut campus = Self {
            document: Document::default(),
        };
        let region = campus.add(Kind::Region, None);
        let vpc = campus.add(Kind::Vpc, Some(&region));
        let wing = campus.add(Kind::Subnet, Some(&vpc));
        (campus, region, vpc, wing)
    }

    fn add(&mut self, kind: Kind, target: Option<&ResourceId>) -> ResourceId {
        let (id, edits) = create(&self.document, kind, target, None).unwrap();
        self.document.apply_all(edits).unwrap();
        id
    }

    /// Connects and says what that did.
    fn connect(&mut self, from: &ResourceId, to: &ResourceId) -> String {
        match connection(&self.document, from, to) {
            Ok(connection) => {
                self.document.apply_all(connection.edits).unwrap();
                connection.label
            }
            Err(refusal) => refusal.to_string(),
        }
    }

    fn find<'a, T>(&'a self, id: &ResourceId) -> &'a T
    where
        &'a T: TryFrom<&'a crate::architecture::Properties>,
    {
        self.document.architecture.find(id).unwrap()
    }
}

#[test]
fn a_route_table_serves_a_subnet_whichever_way_it_is_dragged() {
    let (mut campus, _, vpc, wing) = Campus::new();
    let table = campus.add(Kind::RouteTable, Some(&vpc));
    assert_eq!(
        campus.connect(&table, &wing),
        "Associate subnet with route-table"
    );
    assert_eq!(
        campus.find::<Subnet>(&wing).route_table,
        Some(table.clone())
    );
    assert_eq!(
        campus.connect(&wing, &table),
        "subnet and route-table are connected already."
    );
}

#[test]
fn a_gateway_is_attached_and_routed_to() {
    let (mut campus, region, vpc, _) = Campus::new();
    let gate = campus.add(Kind::InternetGateway, Some(&region));
    assert_eq!(
        campus.connect(&gate, &vpc),
        "Attach internet-gateway to vpc"
    );
    assert_eq!(campus.find::<InternetGateway>(&gate).vpc, Some(vpc.clone()));

    let table = campus.add(Kind::RouteTable, Some(&vpc));
    assert_eq!(
        campus.connect(&table, &gate),
        "Route 0.0.0.0/0 in route-table to internet-gateway"
    );
    assert_eq!(
        campus.find::<RouteTable>(&table).routes[0].target,
        Some(gate.clone())
    );
    assert_eq!(
        campus.connect(&gate, &table),
        "route-table and internet-gateway are connected already."
    );
}

#[test]
fn a_zone_leads_to_a_load_balancer_and_that_to_a_scaling_group() {
    let (mut campus, region, vpc, wing) = Campus::new();
    let balancer = campus.add(Kind::LoadBalancer, Some(&wing));
    let zone = campus.add(Kind::HostedZone, None);
    let group = campus.add(Kind::AutoScalingGroup, Some(&wing));
    assert_eq!(
        campus.connect(&zone, &balancer),
        "Let example.com lead to alb"
    );
    assert_eq!(
        campus.find::<HostedZone>(&zone).records[0].alias,
        Some(balancer.clone())
    );

    assert_eq!(
        campus.connect(&balancer, &group),
        "Let alb send requests to the instances of asg"
    );
    let listener = &campus.find::<LoadBalancer>(&balancer).listeners[0];
    let targets = listener.default_action.target_group().unwrap().clone();
    assert_eq!(campus.find::<TargetGroup>(&targets).vpc, Some(vpc.clone()));
    assert_eq!(
        campus.find::<AutoScalingGroup>(&group).target_groups,
        std::slice::from_ref(&targets)
    );
    assert_eq!(
        campus.connect(&balancer, &targets),
        "alb and alb-targets are connected already."
    );

    let guard = campus.add(Kind::SecurityGroup, Some(&vpc));
    assert_eq!(
        campus.connect(&guard, &group),
        "asg has no launch template yet: connect it with one first."
    );
    let template = campus.add(Kind::LaunchTemplate, Some(&region));
    assert_eq!(
        campus.connect(&template, &group),
        "Make launch-template the launch template of asg"
    );
    assert_eq!(
        campus.connect(&guard, &group),
        "Let security-group guard the instances of asg"
    );
    assert_eq!(
        campus.find::<LaunchTemplate>(&template).security_groups,
        [guard]
    );
}

#[test]
fn guards_admit_each_other_on_the_port_behind_them() {
    let (mut campus, _, vpc, wing) = Campus::new();
    let web = campus.add(Kind::SecurityGroup, Some(&vpc));
    let data = campus.add(Kind::SecurityGroup, Some(&vpc));
    let database = campus.add(Kind::Database, Some(&wing));
    assert_eq!(
        campus.connect(&data, &database),
        "Let security-group-2 guard database"
    );
    assert_eq!(
        campus.connect(&web, &data),
        "Let security-group-2 admit members of security-group on port 3306"
    );
    let rule = &campus.find::<SecurityGroup>(&data).ingress[0];
    assert_eq!((rule.from_port, rule.to_port), (Some(3306), Some(3306)));
}

#[test]
fn what_has_nothing_in_common_is_refused_in_words() {
    let (mut campus, region, _, wing) = Campus::new();
    let zone = campus.add(Kind::HostedZone, None);
    assert_eq!(
        campus.connect(&zone, &wing),
        "A Route 53 zone and a subnet have nothing to connect on AWS."
    );
    assert_eq!(
        campus.connect(&region, &region),
        "Pick two different things to connect."
    );
}

//! Connecting, as a learner does it.

mod secrets;

use super::*;
use crate::architecture::{
    Alarm, AutoScalingGroup, Certificate, HostedZone, IamUser, Instance, InstanceProfile,
    InternetGateway, LaunchTemplate, LoadBalancer, RouteTable, SecurityGroup, Subnet, TargetGroup,
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
        "Associate subnet-1 with route-table-1"
    );
    assert_eq!(
        campus.find::<Subnet>(&wing).route_table,
        Some(table.clone())
    );
    assert_eq!(
        campus.connect(&wing, &table),
        "subnet-1 and route-table-1 are connected already."
    );
}

#[test]
fn a_gateway_is_attached_and_routed_to() {
    let (mut campus, region, vpc, _) = Campus::new();
    let gate = campus.add(Kind::InternetGateway, Some(&region));
    assert_eq!(
        campus.connect(&gate, &vpc),
        "Attach internet-gateway-1 to vpc-1"
    );
    assert_eq!(campus.find::<InternetGateway>(&gate).vpc, Some(vpc.clone()));

    let table = campus.add(Kind::RouteTable, Some(&vpc));
    assert_eq!(
        campus.connect(&table, &gate),
        "Route 0.0.0.0/0 in route-table-1 to internet-gateway-1"
    );
    assert_eq!(
        campus.find::<RouteTable>(&table).routes[0].target,
        Some(gate.clone())
    );
    assert_eq!(
        campus.connect(&gate, &table),
        "route-table-1 and internet-gateway-1 are connected already."
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
        "Let example.com lead to alb-1"
    );
    assert_eq!(
        campus.find::<HostedZone>(&zone).records[0].alias,
        Some(balancer.clone())
    );

    assert_eq!(
        campus.connect(&balancer, &group),
        "Let alb-1 send requests to the instances of asg-1"
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
        "alb-1 and alb-1-targets are connected already."
    );

    let guard = campus.add(Kind::SecurityGroup, Some(&vpc));
    assert_eq!(
        campus.connect(&guard, &group),
        "asg-1 has no launch template yet: connect it with one first."
    );
    let template = campus.add(Kind::LaunchTemplate, Some(&region));
    assert_eq!(
        campus.connect(&template, &group),
        "Make launch-template-1 the launch template of asg-1"
    );
    assert_eq!(
        campus.connect(&guard, &group),
        "Let security-group-1 guard the instances of asg-1"
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
        "Let security-group-2 guard database-1"
    );
    assert_eq!(
        campus.connect(&web, &data),
        "Let security-group-2 admit members of security-group-1 on port 3306"
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

#[test]
fn a_role_reaches_a_server_by_a_profile() {
    let (mut campus, _, _, wing) = Campus::new();
    let server = campus.add(Kind::Instance, Some(&wing));
    let role = campus.add(Kind::IamRole, None);
    assert_eq!(
        campus.connect(&server, &role),
        "Give server-1 the role role-1, by a new instance profile"
    );
    let profile = campus.find::<Instance>(&server).instance_profile.clone();
    let profile = profile.unwrap();
    assert_eq!(
        campus.find::<InstanceProfile>(&profile).role,
        Some(role.clone())
    );
    assert_eq!(
        campus.connect(&role, &server),
        "server-1 and role-1 are connected already."
    );
    let policy = campus.add(Kind::IamPolicy, None);
    assert_eq!(
        campus.connect(&policy, &role),
        "Attach the policy policy-1 to role-1"
    );
    let (user, group) = (
        campus.add(Kind::IamUser, None),
        campus.add(Kind::IamGroup, None),
    );
    assert_eq!(
        campus.connect(&group, &user),
        "Put user-1 into the group group-1"
    );
    assert_eq!(campus.find::<IamUser>(&user).groups, [group]);
}

#[test]
fn a_volume_goes_to_an_instance_of_its_zone_only() {
    let (mut campus, region, vpc, _) = Campus::new();
    let other_wing = campus.add(Kind::Subnet, Some(&vpc));
    let far = campus.add(Kind::Instance, Some(&other_wing));
    let volume = campus.add(Kind::Volume, Some(&region));
    assert_eq!(
        campus.connect(&volume, &far),
        "volume-1 is in ap-south-1a and server-1 in ap-south-1b: a volume serves instances of its own zone. A snapshot takes what is on it to another."
    );
    let snapshot = campus.add(Kind::Snapshot, Some(&region));
    assert_eq!(
        campus.connect(&snapshot, &volume),
        "Let snapshot-1 be taken of volume-1"
    );
    assert_eq!(
        campus.connect(&snapshot, &far),
        "snapshot-1 was taken of volume-1. For server-1 it takes a new EBS snapshot."
    );
}

#[test]
fn an_alarm_watches_tells_and_calls() {
    let (mut campus, region, _, wing) = Campus::new();
    let server = campus.add(Kind::Instance, Some(&wing));
    let alarm = campus.add(Kind::Alarm, Some(&region));
    let topic = campus.add(Kind::Topic, Some(&region));
    let function = campus.add(Kind::Function, Some(&region));
    assert_eq!(
        campus.connect(&server, &alarm),
        "Let alarm-1 watch CPUUtilization of server-1"
    );
    assert_eq!(
        campus.connect(&alarm, &topic),
        "Let alarm-1 tell topic-1 when it goes off"
    );
    assert_eq!(
        campus.connect(&alarm, &function),
        "Let alarm-1 call function-1 when it goes off"
    );
    assert_eq!(
        campus.find::<Alarm>(&alarm).actions,
        [topic.clone(), function.clone()]
    );
    // From the function to the alarm it is watched instead.
    assert_eq!(
        campus.connect(&function, &alarm),
        "Let alarm-1 watch Errors of function-1"
    );
    assert_eq!(campus.find::<Alarm>(&alarm).namespace, "AWS/Lambda");
    assert_eq!(
        campus.connect(&topic, &function),
        "Subscribe function-1 to topic-1"
    );
    let dashboard = campus.add(Kind::Dashboard, None);
    assert_eq!(
        campus.connect(&dashboard, &server),
        "Show CPUUtilization of server-1 on dashboard-1"
    );
    let budget = campus.add(Kind::Budget, None);
    assert_eq!(
        campus.connect(&budget, &topic),
        "Let budget-1 tell topic-1 above 80 %"
    );
}

#[test]
fn trails_and_servers_write_where_they_are_led() {
    let (mut campus, region, vpc, wing) = Campus::new();
    let server = campus.add(Kind::Instance, Some(&wing));
    let [trail, bucket, logs] =
        [Kind::Trail, Kind::Bucket, Kind::LogGroup].map(|kind| campus.add(kind, Some(&region)));
    assert_eq!(
        campus.connect(&trail, &bucket),
        "Let trail-1 write into bucket-1"
    );
    assert_eq!(
        campus.connect(&logs, &trail),
        "Let trail-1 write into logs-1"
    );
    assert_eq!(
        campus.connect(&server, &logs),
        "Let server-1 write into logs-1"
    );
    let flows = campus.add(Kind::FlowLog, Some(&vpc));
    assert_eq!(
        campus.connect(&flows, &logs),
        "Let flow-log-1 write into logs-1"
    );
    let archive = campus.add(Kind::Bucket, Some(&region));
    assert_eq!(
        campus.connect(&bucket, &archive),
        "Let bucket-1 write its access logs into bucket-2"
    );
}

#[test]
fn a_certificate_opens_a_listener_that_forwards_as_http_does() {
    let (mut campus, region, vpc, wing) = Campus::new();
    campus.add(Kind::Subnet, Some(&vpc));
    let balancer = campus.add(Kind::LoadBalancer, Some(&vpc));
    let server = campus.add(Kind::Instance, Some(&wing));
    campus.connect(&balancer, &server);
    let certificate = campus.add(Kind::Certificate, Some(&region));
    let label = campus.connect(&certificate, &balancer);
    assert_eq!(
        label,
        "Let alb-1 answer HTTPS on port 443 with certificate-1 and forward to alb-1-targets"
    );
    let listeners = &campus.find::<LoadBalancer>(&balancer).listeners;
    assert_eq!(listeners[1].port, 443);
    assert_eq!(listeners[1].default_action, listeners[0].default_action);
    assert_eq!(listeners[1].certificate, Some(certificate.clone()));
    let zone = campus.add(Kind::HostedZone, None);
    campus
        .document
        .apply(Edit::set(&zone, "domain", "notebookly.com"))
        .unwrap();
    assert_eq!(
        campus.connect(&zone, &certificate),
        "Let certificate-1 prove its name in zone-1"
    );
    assert_eq!(
        campus.find::<Certificate>(&certificate).domain,
        "notebookly.com"
    );
    let check = campus.add(Kind::HealthCheck, None);
    assert_eq!(
        campus.connect(&balancer, &check),
        "Let health-check-1 ask alb-1"
    );
    assert!(campus.connect(&zone, &check).contains("another routing"));
}

#[test]
fn a_subnet_and_a_nat_gateway_are_joined_by_a_route() {
    let (mut campus, region, vpc, wing) = Campus::new();
    let private = campus.add(Kind::Subnet, Some(&vpc));
    let gate = campus.add(Kind::InternetGateway, Some(&region));
    campus.connect(&gate, &vpc);
    let exit = campus.add(Kind::NatGateway, Some(&wing));
    // It gets a table of its own, as one step.
    assert_eq!(
        campus.connect(&exit, &private),
        "Give subnet-2 a route table of its own, subnet-2-rt, with the route 0.0.0.0/0 to nat-gateway-1"
    );
    let table = campus.find::<Subnet>(&private).route_table.clone().unwrap();
    let held = campus.find::<RouteTable>(&table);
    assert_eq!(held.vpc, Some(vpc.clone()));
    assert_eq!(held.routes.len(), 1);
    assert_eq!(held.routes[0].target, Some(exit.clone()));
    assert_eq!(
        campus.connect(&private, &exit),
        "subnet-2 and nat-gateway-1 are connected already."
    );
    // What others use too is said.
    let third = campus.add(Kind::Subnet, Some(&vpc));
    campus.connect(&third, &table);
    assert_eq!(
        campus.connect(&third, &gate),
        "Route 0.0.0.0/0 in subnet-2-rt to internet-gateway-1, instead of nat-gateway-1 (subnet-2 uses that table too)"
    );
    assert_eq!(
        campus.connect(&wing, &exit),
        "nat-gateway-1 stands in subnet-1: the subnet of a NAT gateway needs a route to an internet gateway."
    );
}

#[test]
fn the_likely_connections_are_offered_first() {
    let (mut campus, _, vpc, wing) = Campus::new();
    campus.add(Kind::RouteTable, Some(&vpc));
    let server = campus.add(Kind::Instance, Some(&wing));
    campus.add(Kind::SecurityGroup, Some(&vpc));
    campus.add(Kind::TargetGroup, Some(&vpc));
    let offered = connections(&campus.document, &server);
    let labels: Vec<&str> = offered.iter().map(|it| it.1.label.as_str()).collect();
    assert_eq!(
        labels.last(),
        Some(&"Route 0.0.0.0/0 in route-table-1 to server-1")
    );
    assert!(labels[0].contains("security-group-1"), "{labels:?}");
}

//! What AWS does with packets, as an examiner would ask it.
//!
//! Every expectation here is written from AWS's documentation (the VPC User
//! Guide, the Application Load Balancer guide, the VPC Peering guide, the
//! Reachability Analyzer guide and so on), never from what the engine says.
//! Where the two differ, the case stays as the documentation has it.

#![expect(
    clippy::unwrap_used,
    reason = "a case that is written wrongly should fail on the spot"
)]

mod packets {
    mod campus;
    mod case;
    mod mirror;
    mod text;
    mod wording;

    mod balancer_answers;
    mod balancer_health;
    mod balancer_paths;
    mod chains;
    mod databases;
    mod endpoints;
    mod file_systems;
    mod interfaces;
    mod internet_gateway;
    mod local;
    mod names_inside;
    mod names_outside;
    mod nat_gateway;
    mod nat_refusals;
    mod network_acls;
    mod network_acls_at_nat;
    mod peering;
    mod peering_limits;
    mod peering_services;
    mod protocols;
    mod routes;
    mod security_groups;
    mod web_acls;
}

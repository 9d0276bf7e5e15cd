//! Who may talk to whom, as far as the drawing's security layer shows it:
//! read off the rules of security groups, not traced.

use crate::architecture::{
    Architecture, AutoScalingGroup, Kind, LaunchTemplate, Peer, ResourceId, SecurityGroup,
    SecurityGroupRule, Vpc,
};

/// Somebody who may start a connection to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Talk {
    /// Who starts; `None` for the internet.
    pub from: Option<ResourceId>,
    /// Who answers.
    pub to: ResourceId,
    /// On what, such as `tcp 80`.
    pub on: String,
}

/// Everybody whom an inbound rule lets in, by group.
pub fn talks(architecture: &Architecture) -> Vec<Talk> {
    let mut talks: Vec<Talk> = Vec::new();
    for (id, group) in architecture.all::<SecurityGroup>() {
        for to in members(architecture, id) {
            for rule in &group.ingress {
                let froms: Vec<Option<ResourceId>> = match &rule.peer {
                    Peer::Group(peer) => {
                        members(architecture, peer).into_iter().map(Some).collect()
                    }
                    Peer::Cidr(block) if block.lenient().is_some_and(|it| it.prefix_len() == 0) => {
                        vec![None]
                    }
                    Peer::Cidr(_) => Vec::new(),
                };
                for from in froms {
                    let talk = Talk {
                        from,
                        to: to.clone(),
                        on: ports(rule),
                    };
                    if talk.from.as_ref() != Some(&talk.to) && !talks.contains(&talk) {
                        talks.push(talk);
                    }
                }
            }
        }
    }
    talks
}

/// What a group guards, as it is drawn: a group whose launch template names it
/// stands for its instances.
pub fn members(architecture: &Architecture, group: &ResourceId) -> Vec<ResourceId> {
    let mut members = Vec::new();
    for (user, property) in architecture.users_of(group) {
        if property != "security_groups" && property != "mount_targets" {
            continue;
        }
        match architecture.kind_of(&user) {
            Some(Kind::LaunchTemplate) => members.extend(launched(architecture, &user)),
            Some(_) => members.push(user),
            None => {}
        }
    }
    members
}

/// The Auto Scaling groups that launch from a template.
pub fn launched(architecture: &Architecture, template: &ResourceId) -> Vec<ResourceId> {
    architecture
        .all::<AutoScalingGroup>()
        .filter(|(_, group)| group.launch_template.as_ref() == Some(template))
        .map(|(id, _)| id.clone())
        .collect()
}

/// The template's backends, for the group that launches from it.
pub fn backends<'a>(architecture: &'a Architecture, group: &AutoScalingGroup) -> &'a [ResourceId] {
    architecture
        .follow::<LaunchTemplate>(&group.launch_template)
        .map_or(&[], |template| &template.backends)
}

/// The route table that counts for a subnet: its own or its VPC's main one.
pub fn route_table(
    architecture: &Architecture,
    subnet: &crate::architecture::Subnet,
) -> Option<ResourceId> {
    subnet.route_table.clone().or_else(|| {
        architecture
            .follow::<Vpc>(&subnet.vpc)
            .and_then(|vpc| vpc.main_route_table.clone())
    })
}

fn ports(rule: &SecurityGroupRule) -> String {
    match (rule.from_port, rule.to_port) {
        (Some(from), Some(to)) if from == to => format!("{} {from}", rule.protocol),
        (Some(from), Some(to)) => format!("{} {from}–{to}", rule.protocol),
        _ => rule.protocol.to_string(),
    }
}

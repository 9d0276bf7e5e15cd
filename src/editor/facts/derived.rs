//! The facts of a drawing, read off the network and the findings.

use std::collections::BTreeMap;

use super::{Member, SceneFacts};
use crate::architecture::{AutoScalingGroup, ResourceId};
use crate::network::{Network, Role};
use crate::rules::{Finding, Severity};

/// How many members of a group are drawn in each of its subnets; the frame's
/// label counts them all.
const DRAWN: usize = 6;

impl SceneFacts {
    /// The facts on a network with these findings.
    pub fn of(network: &Network<'_>, findings: &[Finding]) -> Self {
        let mut facts = Self::default();
        for subnet in network.subnets() {
            if let Some((kind, _)) = network.subnet_kind(subnet.id) {
                facts.reach.insert(subnet.id.clone(), kind);
            }
        }
        for (id, _) in network.architecture().all::<AutoScalingGroup>() {
            facts.group(network, id);
        }
        for interface in network.interfaces() {
            let owner = interface.owner;
            match interface.role {
                Role::Database => {
                    facts
                        .primaries
                        .insert(owner.clone(), interface.subnet.clone());
                }
                Role::Standby => {
                    let standby = Member {
                        id: interface.id.clone(),
                        subnet: interface.subnet.clone(),
                    };
                    facts.members.insert(owner.clone(), vec![standby]);
                }
                Role::Replica => {
                    let replica = Member {
                        id: interface.id.clone(),
                        subnet: interface.subnet.clone(),
                    };
                    facts
                        .members
                        .entry(owner.clone())
                        .or_default()
                        .push(replica);
                }
                Role::NatGateway | Role::Instance => {
                    if let Some(address) = interface.public {
                        facts
                            .public_addresses
                            .entry(interface.id.clone())
                            .or_insert(address.to_string());
                    }
                }
                Role::BalancerNode | Role::MountTarget => {}
            }
        }
        facts.failed.clone_from(&network.failures().resources);
        facts.failed_within(network);
        facts.failed_zones.clone_from(&network.failures().zones);
        facts.count(findings);
        facts
    }

    /// What has failed because that in which it stands has: a zone, a subnet.
    /// A load balancer lives on in its other zones, and so does a file system.
    fn failed_within(&mut self, network: &Network<'_>) {
        let failures = network.failures();
        for interface in network.interfaces() {
            let gone = failures.zones.contains(interface.zone)
                || failures.hits(interface.subnet)
                || interface.vpc.is_some_and(|vpc| failures.hits(vpc));
            match interface.role {
                _ if !gone => {}
                Role::BalancerNode | Role::MountTarget => {}
                Role::Database => {
                    self.failed.insert(interface.owner.clone());
                }
                _ => {
                    self.failed.insert(interface.id.clone());
                }
            }
        }
    }

    /// The members of a group, as many as are drawn.
    fn group(&mut self, network: &Network<'_>, id: &ResourceId) {
        let mut drawn: BTreeMap<&ResourceId, usize> = BTreeMap::new();
        let interfaces = network.interfaces_of(id);
        let members = interfaces
            .iter()
            .filter(|interface| {
                let here = drawn.entry(interface.subnet).or_default();
                *here += 1;
                *here <= DRAWN
            })
            .map(|interface| Member {
                id: interface.id.clone(),
                subnet: interface.subnet.clone(),
            })
            .collect();
        self.members.insert(id.clone(), members);
        self.running.insert(id.clone(), interfaces.len());
    }

    fn count(&mut self, findings: &[Finding]) {
        for finding in findings {
            // A finding is shown on what is to be mended, not on all it names.
            let Some(id) = finding.resources.first() else {
                continue;
            };
            let (errors, warnings) = self.findings.entry(id.clone()).or_default();
            match finding.severity {
                Severity::Error => *errors += 1,
                Severity::Warning => *warnings += 1,
                Severity::Info => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Edit, Kind};
    use crate::building::placement::create;
    use crate::relations::SubnetKind;

    #[test]
    fn members_and_standbys_come_from_the_network() {
        let mut document = Document::default();
        let mut add = |kind, target: Option<&ResourceId>| {
            let (id, edits) = create(&document, kind, target, None).unwrap();
            document.apply_all(edits).unwrap();
            id
        };
        let region = add(Kind::Region, None);
        let vpc = add(Kind::Vpc, Some(&region));
        let one = add(Kind::Subnet, Some(&vpc));
        let two = add(Kind::Subnet, Some(&vpc));
        let group = add(Kind::AutoScalingGroup, Some(&vpc));
        let database = add(Kind::Database, Some(&vpc));
        let template = {
            let (id, edits) = create(&document, Kind::LaunchTemplate, Some(&region), None).unwrap();
            document.apply_all(edits).unwrap();
            id
        };
        let launch = Edit::set(&group, "launch_template", &template);
        document.apply(launch).unwrap();
        document.apply(Edit::set(&group, "max_size", 40)).unwrap();
        document.apply(Edit::set(&group, "desired", 30)).unwrap();
        let facts = SceneFacts::of(&Network::new(&document.architecture), &[]);
        assert_eq!(facts.running[&group], 30);
        assert_eq!(facts.members[&group].len(), 2 * DRAWN);
        assert_eq!(facts.primaries[&database], one);
        assert_eq!(facts.members[&database][0].subnet, two);
        assert_eq!(facts.reach[&one], SubnetKind::Isolated);
    }
}

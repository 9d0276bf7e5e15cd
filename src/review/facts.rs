//! What every line of a review may ask. The answers are those of the one
//! analysis, looked up once.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::analysis::Analysis;
use crate::architecture::*;
use crate::network::Network;
use crate::relations::guards::Guards;
use crate::relations::servers::{Servers, Tiers};
use crate::relations::{Relations, SubnetFacts};
use crate::rules::{Finding, is_refused};
use crate::text::list;

/// What is known of a design.
pub struct Facts<'f> {
    /// All that follows from it.
    pub analysis: &'f Analysis,
    /// Where packets go.
    pub network: &'f Network<'f>,
    /// Who stands where.
    pub relations: &'f Relations<'f>,
    /// What was built.
    pub design: &'f Indexed<'f>,
    tiers: Tiers<'f>,
    guards: OnceCell<Guards<'f>>,
}

impl<'f> Facts<'f> {
    /// Looks them up.
    pub fn of(analysis: &'f Analysis) -> Self {
        let network = analysis.calm().network();
        let relations = network.relations();
        Self {
            analysis,
            network,
            relations,
            design: relations.indexed(),
            tiers: Tiers::of(relations),
            guards: OnceCell::new(),
        }
    }

    /// Whether nothing is built that could be right or wrong: what only frames
    /// a drawing does not count.
    pub fn is_empty(&self) -> bool {
        const FRAME: [Kind; 5] = [
            Kind::Region,
            Kind::Account,
            Kind::User,
            Kind::Intent,
            Kind::Workload,
        ];
        let mut kinds = self.design.resources().map(|(_, it)| it.kind());
        kinds.all(|kind| FRAME.contains(&kind))
    }

    /// What people call it.
    pub fn name(&self, id: &ResourceId) -> String {
        self.design.name_of(id)
    }

    /// What people call them: "a, b and c"; of many the first three.
    pub fn names<'i>(&self, ids: impl IntoIterator<Item = &'i ResourceId>) -> String {
        let all: Vec<&ResourceId> = ids.into_iter().collect();
        if all.len() <= 4 {
            return list(all.iter().map(|id| self.name(id)));
        }
        let first = all.iter().take(3).map(|id| self.name(id));
        list(first.chain([format!("{} more", all.len() - 3)]))
    }

    /// All of one kind.
    pub fn all<T>(&self) -> impl Iterator<Item = (&'f ResourceId, &'f T)> + use<'_, 'f, T>
    where
        T: Declared + 'f,
        &'f T: TryFrom<&'f Properties>,
    {
        self.design.all()
    }

    /// All servers: instances, and Auto Scaling groups that have a template.
    pub fn servers(&self) -> &[Servers<'f>] {
        &self.tiers.servers
    }

    /// Who stands behind which target group, and in front of it.
    pub fn tiers(&self) -> &Tiers<'f> {
        &self.tiers
    }

    /// The servers that do the work: all but lone instances that stand in
    /// front of everything, a bastion or a NAT instance, which are there to be
    /// reached or to forward.
    pub fn workers(&self) -> Vec<Servers<'f>> {
        let behind: BTreeSet<&ResourceId> = self
            .tiers
            .targets
            .values()
            .flatten()
            .map(|it| it.id)
            .collect();
        let works = |it: &&Servers<'f>| {
            behind.contains(it.id)
                || !it.backends.is_empty()
                || self.design.kind_of(it.id) == Some(Kind::AutoScalingGroup)
        };
        self.servers().iter().filter(works).copied().collect()
    }

    /// Who is guarded by which group.
    pub fn guards(&self) -> &Guards<'f> {
        self.guards.get_or_init(|| Guards::of(self.relations))
    }

    /// The zones of these subnets.
    pub fn zones(&self, subnets: &[ResourceId]) -> BTreeSet<&'f str> {
        let subnets = subnets.iter().filter_map(|id| self.relations.subnet(id));
        subnets.filter_map(|it| it.zone).collect()
    }

    /// The facts on a subnet.
    pub fn subnet(&self, id: &ResourceId) -> Option<&'f SubnetFacts<'f>> {
        self.relations.subnet(id)
    }

    /// Those of the subnets that are public.
    pub fn public_among<'s>(&self, subnets: &'s [ResourceId]) -> Vec<&'s ResourceId> {
        let is_public = |id: &&ResourceId| self.subnet(id).is_some_and(SubnetFacts::is_public);
        subnets.iter().filter(is_public).collect()
    }

    /// What a rule has found.
    pub fn findings(&self, code: &'static str) -> impl Iterator<Item = &'f Finding> {
        let all = self.analysis.findings().iter();
        all.filter(move |it| it.code == code)
    }

    /// Why AWS refuses a thing as it is drawn, if it does: what cannot be made
    /// does nothing.
    pub fn refusals(&self, id: &ResourceId) -> impl Iterator<Item = &'f Finding> {
        let all = self.analysis.findings().iter();
        all.filter(move |it| it.resources.first() == Some(id) && is_refused(it))
    }

    /// Why an Auto Scaling group starts nothing, if it does not: AWS refuses
    /// the group, or what is started from its template (rulebook ASG-4, LT-4).
    pub fn starts_nothing(&self, id: &ResourceId) -> Option<&'f Finding> {
        let own = self.refusals(id).next();
        own.or_else(|| {
            let group: &AutoScalingGroup = self.design.find(id)?;
            let (template, _) = self.relations.template_of(group)?;
            self.refusals(template).next()
        })
    }

    /// The code of the Region of a resource that names one; where it names
    /// none, the one that everything is assumed in.
    pub fn region(&self, id: &ResourceId) -> Option<&'f str> {
        self.relations.region_code_of(id)
    }
}

/// Zones as one says them: "ap-south-1a and ap-south-1b".
pub fn said(zones: &BTreeSet<&str>) -> String {
    list(zones.iter().copied())
}

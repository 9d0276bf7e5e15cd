//! Where things belong: what may be dropped where, what a new resource is
//! filled in with, which container holds what, and what a deletion takes along.

mod creation;
mod deletion;

use std::fmt;

use crate::architecture::{
    Architecture, Kind, Look, Place, Placing, Properties, PropertyType, ResourceId,
};
use crate::text::capitalised;

pub use creation::{create, free_device, move_into};
pub use deletion::deletion;

/// Why something may not be put where it was dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The kind belongs elsewhere.
    BelongsElsewhere {
        /// What was dropped.
        kind: Kind,
        /// What it was dropped on; `None` for the canvas outside every Region.
        target: Option<Kind>,
    },
    /// It needs a subnet, and the VPC that it was dropped on has none.
    NoSubnets {
        /// What was dropped.
        kind: Kind,
        /// The name of the VPC.
        vpc: String,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BelongsElsewhere { kind, target } => {
                let homes: Vec<String> = homes(*kind)
                    .into_iter()
                    .map(|home| home.with_article())
                    .collect();
                match (homes.as_slice(), target) {
                    ([], _) => write!(
                        f,
                        "{} stands outside every Region: drop it beside the Region.",
                        capitalised(&kind.with_article())
                    ),
                    (homes, None) => write!(
                        f,
                        "{} belongs in {}: drop it there.",
                        capitalised(&kind.with_article()),
                        homes.join(" or ")
                    ),
                    (homes, Some(target)) => write!(
                        f,
                        "{} belongs in {}, not in {}.",
                        capitalised(&kind.with_article()),
                        homes.join(" or "),
                        target.with_article()
                    ),
                }
            }
            Self::NoSubnets { kind, vpc } => write!(
                f,
                "{} needs subnets to stand in, and {vpc} has none yet: drop a subnet first.",
                capitalised(&kind.with_article())
            ),
        }
    }
}

/// The kinds of containers that a kind may be dropped on.
fn homes(kind: Kind) -> Vec<Kind> {
    let mut homes: Vec<Kind> = Vec::new();
    for place in kind.info().places {
        if !homes.contains(&place.container) {
            homes.push(place.container);
        }
    }
    homes
}

/// The place that dropping a new `kind` on `target` would fill, or why not;
/// none for what stands outside every Region.
///
/// What lives on the shelf of its container may be dropped anywhere inside it;
/// everything else must be dropped on the very container. A drawing has one
/// account as a rule, and everything in it is of that account, so what belongs
/// to the account may be dropped anywhere. Where there is none yet there is no
/// place to fill: [`create`] brings the account along.
pub fn place_for(
    architecture: &Architecture,
    kind: Kind,
    target: Option<&ResourceId>,
) -> Result<Option<(Place, ResourceId)>, Refusal> {
    let refusal = || Refusal::BelongsElsewhere {
        kind,
        target: target.and_then(|id| architecture.kind_of(id)),
    };
    let places = kind.info().places;
    if places.is_empty() {
        return match target {
            None => Ok(None),
            Some(_) => Err(refusal()),
        };
    }
    let mut container = target.cloned();
    while let Some(id) = container {
        let here = architecture.kind_of(&id);
        if let Some(place) = places.iter().find(|place| Some(place.container) == here) {
            return Ok(Some((*place, id)));
        }
        if kind.info().look != Look::Chip {
            break;
        }
        container = container_of(architecture, &id);
    }
    if let Some(place) = account_place(kind) {
        let mut accounts = architecture.ids_of(Kind::Account);
        match (accounts.next(), accounts.next()) {
            (None, _) => return Ok(None),
            (Some(only), None) => return Ok(Some((*place, only.clone()))),
            _ => {}
        }
    }
    Err(refusal())
}

/// How a kind names the account that it belongs to, if it belongs to one.
fn account_place(kind: Kind) -> Option<&'static Place> {
    let mut places = kind.info().places.iter();
    places.find(|place| place.container == Kind::Account)
}

/// Whether a new `kind` may be dropped right on something of the kind `on`
/// that is no container, or not its own, because it is made of that or works
/// for it: a volume for an instance, a snapshot of a volume.
pub fn is_made_for(kind: Kind, on: Kind) -> bool {
    creation::maker(kind, on).is_some() || creation::attaches(kind, on)
}

/// The container that a resource is drawn in; `None` for what stands outside
/// every Region, and for what has no home yet.
///
/// What lives in several subnets at once, such as a load balancer, is drawn in
/// their VPC: where the subnets are drawn, so not in a Region that a file names
/// as one.
pub fn container_of(architecture: &Architecture, id: &ResourceId) -> Option<ResourceId> {
    let resource = architecture.get(id)?;
    for place in resource.kind().info().places {
        let property = resource.kind().info().property(place.property)?;
        let mut named = Vec::new();
        resource.properties.references(&mut |key, reference| {
            if key == place.property {
                named.push(reference.clone());
            }
        });
        let spans = matches!(property.value, PropertyType::References(_));
        for reference in named {
            let container = if spans {
                match architecture.get(&reference).map(|it| &it.properties) {
                    Some(Properties::Subnet(subnet)) => subnet
                        .vpc
                        .clone()
                        .filter(|vpc| architecture.kind_of(vpc) == Some(Kind::Vpc)),
                    _ => None,
                }
            } else {
                Some(reference)
            };
            let fits = container
                .as_ref()
                .and_then(|id| architecture.kind_of(id))
                .is_some_and(Kind::is_container);
            if fits && container.as_ref() != Some(id) {
                return container;
            }
        }
        if spans && place.how == Placing::Inside {
            // The further places of such a kind fill the same property.
            break;
        }
    }
    None
}

/// What is drawn in a container, in order of ids.
pub fn contents_of(architecture: &Architecture, container: &ResourceId) -> Vec<ResourceId> {
    architecture
        .resources()
        .map(|(id, _)| id)
        .filter(|id| container_of(architecture, id).as_ref() == Some(container))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_read_like_a_teacher() {
        let refusal = |kind, target| Refusal::BelongsElsewhere { kind, target }.to_string();
        assert_eq!(
            refusal(Kind::Instance, Some(Kind::Vpc)),
            "An EC2 instance belongs in a subnet, not in a VPC."
        );
        assert_eq!(
            refusal(Kind::InternetGateway, Some(Kind::Subnet)),
            "An internet gateway belongs in a VPC or a Region, not in a subnet."
        );
        assert_eq!(
            refusal(Kind::Vpc, None),
            "A VPC belongs in a Region: drop it there."
        );
        assert_eq!(
            refusal(Kind::HostedZone, Some(Kind::Region)),
            "A Route 53 zone stands outside every Region: drop it beside the Region."
        );
    }
}

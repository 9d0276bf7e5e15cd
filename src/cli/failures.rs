//! What `--fail` names: resources and Availability Zones that are assumed to
//! be out of service.

use serde_json::{Value, json};

use super::BadInput;
use super::check::named;
use crate::analysis::Analysis;
use crate::architecture::{Architecture, Kind, ResourceId};
use crate::aws::regions::REGIONS;
use crate::network::{Endpoint, Failures, can_fail};
use crate::relations::Relations;
use crate::text::list;

/// Reads what the flags name.
pub fn read(texts: &[String], analysis: &Analysis) -> Result<Failures, BadInput> {
    let architecture = analysis.architecture();
    let mut failures = Failures::default();
    for text in texts {
        let bad = |problem: String| BadInput(format!("--fail: {problem}"));
        let zone = text.trim();
        if REGIONS.iter().any(|it| it.zones.contains(&zone)) {
            failures.zones.insert(zone.to_owned());
            continue;
        }
        let unable = |kind: Kind| {
            bad(format!(
                "`{text}` is of the kind {}, whose failure is not modelled: name an Availability \
                 Zone or something that packets pass",
                kind.info().title.to_lowercase()
            ))
        };
        // A hosted zone is read as its domain where a flow may go to it.
        let named = architecture.kind_of(&ResourceId::new(zone));
        if let Some(kind) = named.filter(|kind| !can_fail(*kind)) {
            return Err(unable(kind));
        }
        match analysis
            .calm()
            .network()
            .endpoint(text)
            .map_err(|why| bad(why.to_string()))?
        {
            Endpoint::Resource(id) => {
                let kind = architecture.kind_of(&id.owner());
                if let Some(kind) = kind.filter(|kind| !can_fail(*kind)) {
                    return Err(unable(kind));
                }
                failures.resources.insert(id);
            }
            _ => {
                return Err(bad(format!(
                    "`{text}` is no resource and no Availability Zone"
                )));
            }
        }
    }
    Ok(failures)
}

/// A remark for every zone in which nothing stands: its failure changes
/// nothing, and perhaps another was meant.
pub fn notes(failures: &Failures, relations: &Relations) -> Vec<String> {
    let inhabited = relations.zones();
    let empty = failures.zones.iter();
    empty
        .filter(|zone| !inhabited.contains(zone.as_str()))
        .map(|zone| format!("no subnet is in {zone}, so its failure changes nothing"))
        .collect()
}

/// What has failed, as data.
pub fn as_json(failures: &Failures, architecture: &Architecture) -> Value {
    let resources: Vec<ResourceId> = failures.resources.iter().cloned().collect();
    json!({
        "resources": named(&resources, architecture),
        "zones": failures.zones,
    })
}

/// What has failed, as one says it: "ap-south-1a and NAT-GW-AZ2".
pub fn as_text(failures: &Failures, architecture: &Architecture) -> String {
    let zones = failures.zones.iter().cloned();
    let resources = failures.resources.iter().map(|id| architecture.name_of(id));
    let all: Vec<String> = zones.chain(resources).collect();
    if all.is_empty() {
        return "nothing".to_owned();
    }
    list(all)
}

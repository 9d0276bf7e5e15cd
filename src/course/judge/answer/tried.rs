//! Trying a value: whether AWS would take it.

use serde_json::json;

use crate::analysis::Analysis;
use crate::architecture::*;
use crate::course::judge::design;
use crate::rules::Severity;

/// Whether AWS would refuse a value: the engine finds an error with a new thing that has it.
pub(super) fn is_refused(what: &str, text: &str, analysis: &Analysis) -> Result<bool, String> {
    let bad = || format!("`{what}` is no property to try");
    let (kind, property) = what.split_once('.').ok_or_else(bad)?;
    let mut kinds = Kind::ALL.iter().copied();
    let kind = kinds.find(|it| it.info().key == kind).ok_or_else(bad)?;
    let mut document = Document::default();
    let architecture = analysis.architecture();
    // In a Region alone, so that nothing else has a say.
    for (id, resource) in architecture.resources() {
        if resource.kind() == Kind::Region {
            let create = Edit::create(id.clone(), resource.clone());
            document.apply(create).map_err(|why| why.to_string())?;
        }
    }
    let mut properties = kind.defaults();
    properties.set(property, json!(text)).map_err(|_| bad())?;
    if let Some((region, _)) = document.architecture.all::<Region>().next()
        && properties.get("region").is_some()
    {
        properties
            .set("region", json!(region.as_str()))
            .map_err(|_| bad())?;
    }
    let id = document.architecture.free_id(kind);
    let create = Edit::create(id.clone(), Resource::new("it", properties));
    document.apply(create).map_err(|why| why.to_string())?;
    let tried = Analysis::of(&document.architecture);
    let findings = tried.findings().iter();
    let errors = findings.filter(|it| it.severity == Severity::Error);
    Ok(errors
        .into_iter()
        .any(|it| it.resources.contains(&id) && design::is_about(it, property)))
}

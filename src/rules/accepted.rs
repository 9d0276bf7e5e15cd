//! Which findings are accepted, and what accepting one means.

use crate::architecture::{Accepted, Architecture, Edit};

use super::finding::Finding;

/// A finding with the reason for which it is accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct AcceptedFinding {
    /// The finding.
    pub finding: Finding,
    /// Why, by whom and when.
    pub accepted: Accepted,
}

/// Findings that are open, and those that are accepted, each in their order.
pub fn split(
    findings: &[Finding],
    architecture: &Architecture,
) -> (Vec<Finding>, Vec<AcceptedFinding>) {
    let mut open = Vec::new();
    let mut accepted = Vec::new();
    for finding in findings {
        let statement = architecture.accepted().iter().find(|it| {
            it.code == finding.code
                && finding.resources.first() == Some(&it.resource)
                && it.says == says(finding, architecture)
        });
        match statement {
            Some(statement) => accepted.push(AcceptedFinding {
                finding: finding.clone(),
                accepted: statement.clone(),
            }),
            None => open.push(finding.clone()),
        }
    }
    (open, accepted)
}

/// What a finding says, with ids in the place of names.
fn says(finding: &Finding, architecture: &Architecture) -> String {
    let mut names: Vec<(String, &str)> = finding
        .resources
        .iter()
        .map(|id| (architecture.name_of(id), id.as_str()))
        .filter(|(name, _)| !name.trim().is_empty())
        .collect();
    // A name may be part of another one.
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut text = finding.sentence.clone();
    for (place, (name, _)) in names.iter().enumerate() {
        text = text.replace(name.as_str(), &format!("\u{0}{place}\u{0}"));
    }
    for (place, (_, id)) in names.iter().enumerate() {
        text = text.replace(&format!("\u{0}{place}\u{0}"), &format!("{{{id}}}"));
    }
    text
}

/// The edit that accepts a finding.
pub fn accept(
    finding: &Finding,
    architecture: &Architecture,
    because: &str,
    by: &str,
    on: &str,
) -> Option<Edit> {
    Some(Edit::Accept {
        accepted: Accepted {
            resource: finding.resources.first()?.clone(),
            code: finding.code.to_owned(),
            says: says(finding, architecture),
            because: because.trim().to_owned(),
            by: by.trim().to_owned(),
            on: on.to_owned(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Document;
    use crate::rules::findings;

    fn notebookly() -> Document {
        let text = include_str!("../../tests/files/notebookly.campus.json");
        Document::from_json(text).unwrap()
    }

    fn codes(document: &Document) -> (Vec<&'static str>, Vec<&'static str>) {
        let (open, accepted) = split(&findings(&document.architecture), &document.architecture);
        (
            open.iter().map(|it| it.code).collect(),
            accepted.iter().map(|it| it.finding.code).collect(),
        )
    }

    #[test]
    fn an_accepted_finding_holds_as_long_as_the_rule_says_the_same() {
        const HTTP: &str = "balancer-http-only";
        let mut document = notebookly();
        let all = findings(&document.architecture);
        let finding = all.iter().find(|it| it.code == HTTP).unwrap();
        let edit = accept(
            finding,
            &document.architecture,
            "the course says so.",
            "Rahul",
            "2026-11-03",
        );
        let undo = document.apply(edit.unwrap()).unwrap();
        assert_eq!(codes(&document).1, [HTTP]);
        assert!(!codes(&document).0.contains(&HTTP));
        let words = document.architecture.accepted()[0].in_words();
        assert_eq!(
            words,
            "Accepted because the course says so, by Rahul, on 2026-11-03."
        );
        // The file keeps it.
        let reread = Document::from_json(&document.to_json()).unwrap();
        assert_eq!(reread, document);
        // Another name is no other fact.
        let rename = Edit::Rename {
            id: "load-balancer-1".into(),
            name: "ALB".to_owned(),
        };
        document.apply(rename).unwrap();
        assert_eq!(codes(&document).1, [HTTP]);
        // Another port is.
        let mut listeners = document
            .architecture
            .get(&"load-balancer-1".into())
            .unwrap()
            .properties
            .get("listeners")
            .unwrap();
        listeners[0]["port"] = 8080.into();
        let moved = document
            .apply(Edit::set(&"load-balancer-1".into(), "listeners", listeners))
            .unwrap();
        assert!(codes(&document).0.contains(&HTTP));
        assert!(codes(&document).1.is_empty());
        document.apply(moved.inverse).unwrap();
        assert_eq!(codes(&document).1, [HTTP]);
        // And it can be taken back.
        document.apply(undo.inverse).unwrap();
        assert!(codes(&document).1.is_empty());
        assert!(document.architecture.accepted().is_empty());
    }
}

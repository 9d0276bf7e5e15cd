//! What was done to a run by hand or by a scenario and still lasts, and what
//! takes it back.

use super::clock::Second;
use super::hands::Fault;
use super::scenario::{Deed, Planned, Whom};
use crate::architecture::{Database, Document, ResourceId};

/// Something that was done and lasts.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    /// Which list entry it is of.
    pub fault: Fault,
    /// What it is called: `ap-south-1a failed`.
    pub title: String,
    /// Since when.
    pub since: Second,
    /// Until when, where it ends by itself.
    pub until: Option<Second>,
    /// What takes it back, and the words of its button.
    pub undo: Option<(&'static str, Deed)>,
}

/// What was done by a moment and still lasts, the latest first.
pub fn running(document: &Document, deeds: &[Planned], at: Second) -> Vec<Running> {
    let mut found: Vec<(Fault, Option<Whom>, Running)> = Vec::new();
    let name = |whom: &Whom| match whom {
        Whom::Named(text) => {
            let id = ResourceId::new(text);
            match document.architecture.get(&id) {
                Some(resource) => resource.name.clone(),
                None => text.clone(),
            }
        }
        Whom::Server => "A server".to_owned(),
        Whom::Group => "The group".to_owned(),
        Whom::Zone => "The zone".to_owned(),
        Whom::Database => "The database".to_owned(),
        Whom::Nat => "The NAT gateway".to_owned(),
        Whom::Trail => "The trail".to_owned(),
    };
    for planned in deeds.iter().filter(|it| it.at <= at) {
        let since = planned.at;
        let mut begin = |fault, whom: Option<&Whom>, words: &str, until, undo| {
            let title = match whom {
                Some(whom) => format!("{} {words}", name(whom)),
                None => words.to_owned(),
            };
            found.retain(|it| it.0 != fault || it.1.as_ref() != whom);
            let running = Running {
                fault,
                title,
                since,
                until,
                undo,
            };
            found.push((fault, whom.cloned(), running));
        };
        match &planned.deed {
            Deed::FailZone(whom) => {
                let undo = Some(("Bring it back", Deed::RestoreZone(whom.clone())));
                begin(Fault::Zone, Some(whom), "failed", None, undo);
            }
            Deed::Stop(whom) => {
                let undo = Some(("Start it", Deed::Start(whom.clone())));
                begin(Fault::Stop, Some(whom), "stopped", None, undo);
            }
            Deed::Fail(whom) => {
                let undo = Some(("Bring it back", Deed::Restore(whom.clone())));
                begin(fault_of(document, whom), Some(whom), "failed", None, undo);
            }
            Deed::BadDeployment(whom) => {
                let undo = Some(("Roll back", Deed::RollBack(whom.clone())));
                let words = "has a bad version";
                begin(Fault::Deployment, Some(whom), words, None, undo);
            }
            Deed::StopLogging(whom) => {
                let undo = Some(("Record again", Deed::StartLogging(whom.clone())));
                begin(Fault::Trail, Some(whom), "is stopped", None, undo);
            }
            Deed::Flood { per_second: 1.. } => {
                let undo = Some(("End it", Deed::Flood { per_second: 0 }));
                begin(Fault::Flood, None, "A flood of requests", None, undo);
            }
            Deed::Attack { per_second: 1.. } => {
                let undo = Some(("End it", Deed::Attack { per_second: 0 }));
                begin(Fault::Attack, None, "Break-in attempts", None, undo);
            }
            Deed::Spike { of, seconds } => {
                let until = Some(since.saturating_add(*seconds));
                begin(Fault::Spike, Some(of), "is kept busy", until, None);
            }
            Deed::Fill { of, seconds, .. } => {
                let until = Some(since.saturating_add(*seconds));
                begin(Fault::Disk, Some(of), "fills up", until, None);
            }
            Deed::RestoreZone(whom) => end(&mut found, &[Fault::Zone], Some(whom)),
            Deed::Start(whom) | Deed::Terminate(whom) => {
                end(&mut found, &[Fault::Stop], Some(whom));
            }
            Deed::Restore(whom) => {
                end(&mut found, &[Fault::Nat, Fault::DatabaseHost], Some(whom));
            }
            Deed::RollBack(whom) => end(&mut found, &[Fault::Deployment], Some(whom)),
            Deed::StartLogging(whom) => end(&mut found, &[Fault::Trail], Some(whom)),
            Deed::Flood { .. } => end(&mut found, &[Fault::Flood], None),
            Deed::Attack { .. } => end(&mut found, &[Fault::Attack], None),
            Deed::Crash(_)
            | Deed::Failover(_)
            | Deed::RestoreDatabase { .. }
            | Deed::Refresh(_)
            | Deed::Load(_)
            | Deed::Edit(_) => {}
        }
    }
    let lasting = found.into_iter().map(|it| it.2);
    let lasting = lasting.filter(|it| it.until.is_none_or(|until| at < until));
    let mut lasting: Vec<Running> = lasting.collect();
    lasting.reverse();
    lasting
}

/// Takes out what a deed ends.
fn end(found: &mut Vec<(Fault, Option<Whom>, Running)>, faults: &[Fault], whom: Option<&Whom>) {
    found.retain(|it| !faults.contains(&it.0) || it.1.as_ref() != whom);
}

/// Which fault it is that a thing fails.
fn fault_of(document: &Document, whom: &Whom) -> Fault {
    let is_database = match whom {
        Whom::Database => true,
        Whom::Named(text) => document
            .architecture
            .called(text)
            .is_some_and(|id| document.architecture.find::<Database>(id).is_some()),
        _ => false,
    };
    if is_database {
        Fault::DatabaseHost
    } else {
        Fault::Nat
    }
}

#[cfg(test)]
mod tests {
    use super::super::hands::SPIKE;
    use super::super::view::View;
    use super::*;

    fn notebookly() -> Document {
        let text = include_str!("../../assets/examples/notebookly.campus.json");
        Document::from_json(text).unwrap()
    }

    #[test]
    fn what_was_taken_back_runs_no_more() {
        let document = notebookly();
        let zone = Whom::Named("ap-south-1a".to_owned());
        let at = |at, deed| Planned { at, deed };
        let deeds = [
            at(10, Deed::FailZone(zone.clone())),
            at(20, Deed::Flood { per_second: 5 }),
            at(30, Fault::Spike.deed(Whom::Server)),
            at(60, Deed::RestoreZone(zone.clone())),
            at(90, Deed::Flood { per_second: 0 }),
        ];
        let titles = |at| {
            let running = running(&document, &deeds, at);
            running.into_iter().map(|it| it.title).collect::<Vec<_>>()
        };
        assert_eq!(titles(5), [""; 0]);
        assert_eq!(
            titles(40),
            [
                "A server is kept busy",
                "A flood of requests",
                "ap-south-1a failed"
            ]
        );
        assert_eq!(titles(60), ["A server is kept busy", "A flood of requests"]);
        assert_eq!(titles(30 + SPIKE), [""; 0]);
        let first = running(&document, &deeds, 10).remove(0);
        assert_eq!(first.undo, Some(("Bring it back", Deed::RestoreZone(zone))));
    }

    #[test]
    fn what_fails_is_told_apart_by_what_it_is() {
        let document = notebookly();
        for fault in [Fault::Nat, Fault::DatabaseHost] {
            let whom = fault.targets(&document, &View::default()).remove(0).whom;
            let deeds = [Planned {
                at: 0,
                deed: fault.deed(whom),
            }];
            assert_eq!(running(&document, &deeds, 1)[0].fault, fault);
        }
    }
}

//! What a deletion is told with: what went along, which journeys stop, and that AWS
//! would have refused it while something was inside.
//!
//! On the drawing a box goes with all it holds, because that is what one wants of a
//! drawing, and one step takes it back. On AWS the order is the other way round: what
//! is inside goes first. Nobody should learn that from a failed call at night.

use crate::analysis::Analysis;
use crate::architecture::{Document, Edit, Kind, ResourceId};
use crate::building::placement::contents_of;
use crate::network::{Interface, Network};
use crate::text::{isolated, list};

/// So many journeys are named; of more their number is said.
const NAMED: usize = 3;

/// What was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    /// What the step is called, such as "Delete shop and 18 things in it".
    pub label: String,
    /// Why AWS would have refused the call, if it would.
    pub refused: Option<String>,
}

impl Deleted {
    /// The whole of it in words, given the state before and the one after.
    pub fn told(&self, before: &Analysis, after: &Analysis) -> String {
        let done = self.label.replacen("Delete", "Deleted", 1);
        let mut told = vec![format!("{done}.")];
        told.extend(stopped(before, after));
        told.extend(self.refused.clone());
        told.join(" ")
    }
}

/// The journeys that got through before and do not any more.
fn stopped(before: &Analysis, after: &Analysis) -> Option<String> {
    let (before, after) = (before.calm().journeys(), after.calm().journeys());
    let names: Vec<String> = before
        .iter()
        .filter(|it| !it.fails())
        .filter(|it| after.iter().any(|now| now.id == it.id && now.fails()))
        .map(|it| isolated(&it.name))
        .collect();
    match names.len() {
        0 => None,
        1 => Some(format!(
            "The journey {} does not hold any more.",
            list(names)
        )),
        2..=NAMED => Some(format!(
            "The journeys {} do not hold any more.",
            list(names)
        )),
        many => Some(format!("{many} journeys do not hold any more.")),
    }
}

/// Whether AWS would refuse to delete this as it stands, in words with their source;
/// `edits` are what the deletion comes to.
pub(super) fn refused(document: &Document, id: &ResourceId, edits: &[Edit]) -> Option<String> {
    let architecture = &document.architecture;
    let kind = architecture.get(id)?.kind();
    let contents = || {
        let kind_of = |id: &ResourceId| Some(architecture.get(id)?.kind());
        let inside = contents_of(architecture, id);
        inside.iter().filter_map(kind_of).collect::<Vec<_>>()
    };
    // What names it is rewritten by the deletion.
    let is_named_by = |kinds: &[Kind]| {
        edits.iter().any(|edit| match edit {
            Edit::Set { id, .. } => architecture
                .get(id)
                .is_some_and(|it| kinds.contains(&it.kind())),
            _ => false,
        })
    };
    // Servers of a group, nodes of a balancer, copies of a database, mount targets, too.
    let has_interface = |fits: &dyn Fn(&Interface<'_>) -> bool| {
        Network::new(architecture).interfaces().iter().any(fits)
    };
    let (call, until, source) = match kind {
        // rulebook VPC-24. The main route table and the defaults go with it, so tables,
        // ACLs and groups alone are not said to stand in its way.
        Kind::Vpc
            if contents().iter().any(|it| {
                !matches!(
                    it,
                    Kind::RouteTable | Kind::NetworkAcl | Kind::SecurityGroup
                )
            }) =>
        {
            (
                "DeleteVpc",
                "what is in the VPC is deleted",
                "VPC User Guide, “Delete your VPC”",
            )
        }
        // rulebook SUB-12: whatever has a network interface in it.
        Kind::Subnet if has_interface(&|it| it.subnet == id) => (
            "DeleteSubnet",
            "no network interface is left in the subnet",
            "VPC User Guide, “Delete a subnet”",
        ),
        // rulebook IGW-6. One that stands in a VPC is attached to it.
        Kind::InternetGateway if is_attached(document, id) => (
            "DeleteInternetGateway",
            "the gateway is detached from its VPC",
            "VPC User Guide, “Delete an internet gateway”",
        ),
        // rulebook RT-14.
        Kind::RouteTable if is_named_by(&[Kind::Subnet]) => (
            "DeleteRouteTable",
            "no subnet is associated with the table",
            "VPC User Guide, “Route tables”",
        ),
        // rulebook SG-20: a network interface uses it, or a rule of another group names it.
        Kind::SecurityGroup
            if has_interface(&|it| it.groups.contains(id))
                || is_named_by(&[Kind::SecurityGroup]) =>
        {
            (
                "DeleteSecurityGroup",
                "nothing uses the group or names it in a rule",
                "EC2 API, DeleteSecurityGroup",
            )
        }
        _ => return None,
    };
    Some(format!(
        "AWS refuses {call} with DependencyViolation until {until} ({source})."
    ))
}

/// Whether an internet gateway is attached.
fn is_attached(document: &Document, id: &ResourceId) -> bool {
    let container = crate::building::placement::container_of(&document.architecture, id);
    container.is_some_and(|it| {
        let container = document.architecture.get(&it);
        container.is_some_and(|it| it.kind() == Kind::Vpc)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::Session;
    use crate::editor::actions::delete_selection;

    const NOTEBOOKLY: &str = include_str!("../../../assets/examples/notebookly.campus.json");

    /// What is said when the one of that name is deleted from the shop.
    fn told(name: &str) -> String {
        let mut session = Session::open(Document::from_json(NOTEBOOKLY).unwrap());
        let id = session
            .document()
            .architecture
            .resources()
            .find(|(_, it)| it.name == name)
            .map(|(id, _)| id.clone())
            .unwrap();
        let before = Analysis::of(&session.document().architecture);
        session.select([id]);
        let deleted = delete_selection(&mut session).unwrap().unwrap();
        let after = Analysis::of(&session.document().architecture);
        assert!(session.undo(), "it is one step");
        assert_eq!(
            session.document(),
            &Document::from_json(NOTEBOOKLY).unwrap()
        );
        deleted.told(&before, &after)
    }

    #[test]
    fn a_deletion_says_what_goes_what_breaks_and_what_aws_would_say() {
        let vpc = told("Notebookly-VPC");
        assert!(vpc.starts_with("Deleted Notebookly-VPC and "), "{vpc}");
        assert!(vpc.contains(" things in it. "), "{vpc}");
        assert!(vpc.contains("journeys do not hold any more."), "{vpc}");
        assert!(
            vpc.ends_with(
                "AWS refuses DeleteVpc with DependencyViolation until what is in the VPC is deleted (VPC User Guide, “Delete your VPC”)."
            ),
            "{vpc}"
        );
        for (name, call) in [
            ("public-a", "DeleteSubnet"),
            ("Notebookly-IGW", "DeleteInternetGateway"),
            ("public-rt", "DeleteRouteTable"),
            ("ALB-SG", "DeleteSecurityGroup"),
            ("Database-SG", "DeleteSecurityGroup"),
            ("private-a", "DeleteSubnet"),
        ] {
            let told = told(name);
            assert!(told.contains(&format!("AWS refuses {call} with")), "{told}");
        }
    }

    #[test]
    fn what_aws_deletes_as_it_stands_is_not_said_to_be_refused() {
        let gone = told("NAT-GW-AZ1");
        assert!(gone.starts_with("Deleted NAT-GW-AZ1."), "{gone}");
        assert!(!gone.contains("refuses"), "{gone}");
        // An empty VPC goes, with what came along with it.
        let mut session = Session::open(crate::editor::actions::blank());
        let region = ResourceId::new("region-1");
        let add = |session: &mut Session, kind, target: &ResourceId| {
            let document = session.document();
            let (id, edits) =
                crate::building::placement::create(document, kind, Some(target), None).unwrap();
            session.perform("Add", edits).unwrap();
            id
        };
        let vpc = add(&mut session, Kind::Vpc, &region);
        session.select([vpc.clone()]);
        let deleted = delete_selection(&mut session).unwrap().unwrap();
        assert_eq!(deleted.refused, None);
        session.undo();
        let subnet = add(&mut session, Kind::Subnet, &vpc);
        session.select([subnet.clone()]);
        assert_eq!(
            delete_selection(&mut session).unwrap().unwrap().refused,
            None
        );
        session.undo();
        session.select([vpc]);
        assert!(
            delete_selection(&mut session)
                .unwrap()
                .unwrap()
                .refused
                .is_some()
        );
        session.undo();
        // Whatever has a network interface in a subnet holds it.
        for kind in [Kind::Database, Kind::Cache] {
            add(&mut session, kind, &subnet);
            session.select([subnet.clone()]);
            let deleted = delete_selection(&mut session).unwrap().unwrap();
            let refused = deleted.refused.unwrap_or_else(|| panic!("{kind:?}"));
            assert!(refused.contains("DeleteSubnet"), "{refused}");
            session.undo();
            session.undo();
        }
    }
}

//! Steps of building that usually come later.
//!
//! Some findings say no more than that something has not been done yet: a
//! subnet without a route table, a load balancer without a listener, a row
//! that is still empty. Whoever builds in the usual order is about to do it.
//! The rules mark such findings with the step that is missing; whether it is
//! told or waits is decided by [`super::moment`].

/// A step that has not been taken yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Something is still empty: a row, or what a new thing is made of.
    Complete,
    /// A subnet has no route table of its own.
    RouteTable,
    /// A subnet's route table leads nowhere.
    Route,
    /// A route table is used by no subnet.
    Association,
    /// A NAT gateway that no route leads to.
    RouteToGateway,
    /// An internet gateway that is attached to no VPC.
    Attachment,
    /// Something whose VPC has no internet gateway.
    Gateway,
    /// A network ACL that guards no subnet.
    Guarding,
    /// Something without a security group.
    SecurityGroup,
    /// A load balancer that does not forward yet.
    Listener,
    /// A target group without targets, or that nobody forwards to.
    Targets,
    /// What nobody is told of, or what nothing is shown in.
    Watching,
}

impl Step {
    /// What is missing, said of one thing and of several: "has no route table
    /// yet", "have no route table yet".
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Complete => ("is not complete yet", "are not complete yet"),
            Self::RouteTable => (
                "has no route table of its own yet",
                "have no route table of their own yet",
            ),
            Self::Route => (
                "has no route out of the VPC yet",
                "have no route out of the VPC yet",
            ),
            Self::Association => (
                "is not associated with a subnet yet",
                "are not associated with a subnet yet",
            ),
            Self::RouteToGateway => (
                "is the target of no route yet",
                "are the target of no route yet",
            ),
            Self::Attachment => (
                "is not attached to a VPC yet",
                "are not attached to a VPC yet",
            ),
            Self::Gateway => (
                "has no internet gateway in its VPC yet",
                "have no internet gateway in their VPC yet",
            ),
            Self::Guarding => (
                "is not associated with a subnet yet",
                "are not associated with a subnet yet",
            ),
            Self::SecurityGroup => (
                "has no security group of its own yet",
                "have no security group of their own yet",
            ),
            Self::Listener => ("forwards no requests yet", "forward no requests yet"),
            Self::Targets => ("has no targets yet", "have no targets yet"),
            Self::Watching => (
                "is connected with nothing yet",
                "are connected with nothing yet",
            ),
        }
    }

    /// One line about those that wait for it: "public-a has no route table of
    /// its own yet." or "4 subnets have …".
    pub fn line(self, names: &[String], noun: Option<&str>) -> String {
        let (one, many) = self.words();
        match (names, noun) {
            ([], _) => format!("Something {one}."),
            ([name], _) => format!("{name} {one}."),
            (names, Some(noun)) => {
                format!("{} {} {many}.", names.len(), crate::text::plural(noun))
            }
            (names, None) => format!("{} {many}.", crate::text::list(names.iter().cloned())),
        }
    }
}

//! The values that properties are made of: blocks and addresses as typed,
//! protocols, and the rows of the tables.
//!
//! What a learner types is kept as typed, even when it is wrong: a malformed
//! block is a finding to show, not input to lose. Analyses parse at the door.

mod account;
mod balancing;
mod cidr;
mod dns;
mod filters;
mod interfaces;
mod protocol;
mod routes;
mod scaling;
mod storage;
mod variants;
mod watching;
mod web_acl;

pub use account::{AccessKey, DefaultTag, KeyStatus, ManagedPolicy, Statement};
pub use balancing::{Action, Listener, ListenerProtocol, ListenerRule};
pub use cidr::{AddressText, CidrProblem, CidrText};
pub use dns::{DnsRecord, FailoverRole, RecordType, RoutingPolicy};
pub use filters::{NetworkAclEntry, Peer, RuleAction, SecurityGroupRule};
pub use interfaces::{MountTarget, NetworkInterface, NodeAddress};
pub use protocol::{Protocol, UnknownProtocol};
pub use routes::Route;
pub use scaling::{Comparison, PolicyType, ScalingPolicy};
pub use storage::{LifecycleRule, STORAGE_CLASSES};
pub use watching::{
    BudgetBasis, BudgetNotification, Dimension, MetricFilter, MetricQuery, Subscription,
    SubscriptionProtocol, WATCHED, Widget, WidgetView,
};
pub use web_acl::{WebAclRule, WebAclStatement};

/// An enumeration whose values have a name in files and a label on the page.
///
/// One list gives the type, its JSON form and the choices of its form field.
macro_rules! choices {
    (
        $(#[$meta:meta])*
        $Name:ident { $( $(#[$variant_meta:meta])* $Variant:ident = $value:literal $label:literal ),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name {
            $( $(#[$variant_meta])* $Variant ),+
        }

        impl $Name {
            /// The values, with their names in files and their labels.
            pub const CHOICES: &'static [$crate::architecture::Choice] = &[
                $( $crate::architecture::Choice { value: $value, label: $label } ),+
            ];

            /// The name in files.
            pub const fn value(self) -> &'static str {
                match self { $( Self::$Variant => $value ),+ }
            }

            /// The label on the page.
            pub const fn label(self) -> &'static str {
                match self { $( Self::$Variant => $label ),+ }
            }
        }

        impl $crate::architecture::written::Written for $Name {
            fn read(
                value: &serde_json::Value,
            ) -> Result<Self, $crate::architecture::written::Misread> {
                const ALL: &[$Name] = &[ $( $Name::$Variant ),+ ];
                $crate::architecture::written::one_of(value, Self::CHOICES).map(|place| ALL[place])
            }

            fn write(&self) -> serde_json::Value {
                serde_json::Value::from(self.value())
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.value())
            }
        }

        $crate::architecture::property::plain_values!($Name);
    };
}
pub(crate) use choices;

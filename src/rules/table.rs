//! The tables of the rules: each room declares its files with [`topic`], and
//! [`topics`] puts the rooms together.

#[cfg(test)]
use super::rule::Rule;

/// Declares the files of a room's rules and their table in one go, so that a
/// rule cannot have a file without being asked.
macro_rules! topic {
    ($title:literal: $($rule:ident),+ $(,)?) => {
        $( mod $rule; )+

        /// The rules of this room.
        pub(super) const TOPIC: $crate::rules::Topic = $crate::rules::Topic {
            title: $title,
            rules: &[$( &$crate::rules::texts::carried($rule::RULE) ),+],
        };

        /// The name of each file with its rule and examples.
        #[cfg(test)]
        pub(super) fn examples() -> Vec<$crate::rules::table::FileOfRule> {
            vec![$( (stringify!($rule), &$rule::RULE, $rule::examples()) ),+]
        }
    };
}
pub(super) use topic;

/// Declares the rooms and the table of them all.
macro_rules! topics {
    ($($room:ident),+ $(,)?) => {
        $( mod $room; )+

        /// The table as the program carries it.
        const TOPICS: &[Topic] = &[$( $room::TOPIC ),+];

        /// The name of each file with its rule and examples.
        #[cfg(test)]
        fn examples() -> Vec<table::FileOfRule> {
            [$( $room::examples() ),+].into_iter().flatten().collect()
        }
    };
}
pub(super) use topics;

/// A rule's file: its name, the rule, its examples.
#[cfg(test)]
pub type FileOfRule = (&'static str, &'static Rule, super::testing::Examples);

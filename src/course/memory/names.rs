//! What a learner may be called. Several may share one computer, and a file of progress is
//! told from another by the name in it.

use std::fmt;

/// What somebody is called who has not said a name.
pub const FIRST_NAME: &str = "Me";

/// The longest name, in signs.
pub const MOST_SIGNS: usize = 40;

/// Why a name is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// Nothing stands there.
    Empty,
    /// It is longer than [`MOST_SIGNS`].
    TooLong,
    /// Somebody on this computer is called so.
    Taken,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Type a name."),
            Self::TooLong => write!(f, "A name has at most {MOST_SIGNS} letters."),
            Self::Taken => f.write_str("Somebody on this computer has that name."),
        }
    }
}

impl std::error::Error for NameError {}

/// The name as it is kept, if it may be taken beside the others.
pub fn check_name<'a>(
    name: &str,
    others: impl IntoIterator<Item = &'a str>,
) -> Result<String, NameError> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ");
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.chars().count() > MOST_SIGNS {
        return Err(NameError::TooLong);
    }
    let same = |other: &str| other.to_lowercase() == name.to_lowercase();
    if others.into_iter().any(same) {
        return Err(NameError::Taken);
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_persons() {
        let others = ["Meera", "Ravi Kumar"];
        assert_eq!(
            check_name("  Asha  Rao ", others),
            Ok("Asha Rao".to_owned())
        );
        assert_eq!(check_name("meera", others), Err(NameError::Taken));
        assert_eq!(check_name("ravi   KUMAR", others), Err(NameError::Taken));
        assert_eq!(check_name(" \n", others), Err(NameError::Empty));
        assert_eq!(check_name(&"अ".repeat(40), others), Ok("अ".repeat(40)));
        assert_eq!(check_name(&"a".repeat(41), others), Err(NameError::TooLong));
    }
}

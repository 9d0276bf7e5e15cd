//! What a copy is called.
//!
//! For most of AWS a name is a tag and may be there twice; people cannot tell
//! such things apart, and for the rest AWS refuses the second one (rulebook
//! ALB-9, LT-1, SG-18, IAM-12, CWA-12). So a copy has a name of its own: the
//! next number where the name ends in one, the next letter where it ends in
//! `-a`, and a number behind it otherwise.

use crate::architecture::Kind;

/// The most letters that AWS takes in the name of a kind: 32 for load balancers
/// and target groups (rulebook ALB-9), 64 and 128 in IAM (rulebook IAM-12), 63
/// for databases and buckets (rulebook S3-1), 255 for a tag.
const fn most(kind: Kind) -> usize {
    match kind {
        Kind::LoadBalancer | Kind::TargetGroup => 32,
        Kind::Database | Kind::Bucket => 63,
        Kind::IamUser | Kind::IamRole => 64,
        Kind::IamGroup | Kind::IamPolicy | Kind::InstanceProfile => 128,
        _ => 255,
    }
}

/// A name for the copy of a `kind` that was called `wanted`: that name, if none
/// has it, or the next one.
pub fn free_name(kind: Kind, wanted: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
    if !is_taken(wanted) {
        return wanted.to_owned();
    }
    if let Some(next) = next_letter(wanted, is_taken) {
        return next;
    }
    let (stem, first, width) = match number_at_end(wanted) {
        Some((stem, number, width)) => (stem.to_owned(), number + 1, width),
        None => (format!("{wanted}-"), 2, 1),
    };
    // There are fewer names than numbers.
    let mut numbered = (first..).map(|number| {
        let number = format!("{number:0width$}");
        let room = most(kind).saturating_sub(number.len());
        let stem: String = stem.chars().take(room).collect();
        stem + &number
    });
    let free = numbered.find(|name| !is_taken(name));
    free.unwrap_or_else(|| wanted.to_owned())
}

/// The number at the end of a name that has something before it, and how many
/// digits it is written with.
fn number_at_end(name: &str) -> Option<(&str, u64, usize)> {
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = &name[stem.len()..];
    let fits = !stem.is_empty() && (1..=6).contains(&digits.len());
    let number = digits.parse().ok().filter(|_| fits)?;
    Some((stem, number, digits.len()))
}

/// `private-c` for `private-a`, where `private-b` is taken.
fn next_letter(name: &str, is_taken: &dyn Fn(&str) -> bool) -> Option<String> {
    let letter = name.chars().last().filter(char::is_ascii_alphabetic)?;
    let stem = name.strip_suffix(letter)?;
    let before = stem.chars().last()?;
    if !matches!(before, '-' | '_' | ' ') {
        return None;
    }
    let last = if letter.is_ascii_lowercase() {
        'z'
    } else {
        'Z'
    };
    let mut further = (letter..=last).skip(1).map(|next| format!("{stem}{next}"));
    further.find(|name| !is_taken(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(kind: Kind, wanted: &str, taken: &[&str]) -> String {
        free_name(kind, wanted, &|name| taken.contains(&name))
    }

    #[test]
    fn a_copy_takes_the_next_number_letter_or_a_two() {
        for (wanted, taken, expected) in [
            ("web", &[][..], "web"),
            ("web", &["web"], "web-2"),
            ("private-1", &["private-1", "private-2"], "private-3"),
            ("NAT-GW-AZ1", &["NAT-GW-AZ1"], "NAT-GW-AZ2"),
            ("web 09", &["web 09"], "web 10"),
            ("web 007", &["web 007"], "web 008"),
            ("public-a", &["public-a", "public-b"], "public-c"),
            ("row-Z", &["row-Z"], "row-Z-2"),
            ("10", &["10"], "10-2"),
            ("a", &["a"], "a-2"),
            ("", &[""], "-2"),
        ] {
            assert_eq!(named(Kind::Subnet, wanted, taken), expected);
        }
    }

    #[test]
    fn a_name_stays_as_short_as_aws_wants_it() {
        let long = "a".repeat(32);
        let next = named(Kind::LoadBalancer, &long, &[&long]);
        assert_eq!(next.len(), 32);
        assert!(next.ends_with("a2"));
        assert_eq!(named(Kind::Subnet, &long, &[&long]).len(), 34);
    }
}

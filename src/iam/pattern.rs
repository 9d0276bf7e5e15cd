//! Wildcards and policy variables.

use super::question::{Asked, Known};

/// Whether a text is what a pattern means: `*` is any run of characters,
/// nothing too, `?` is any one.
///
/// In the Resource element a `*` at the end of a part of an ARN goes on over
/// colons, so ARNs are matched as a whole.
/// [IAM UG: Policy elements: Resource]
pub fn matches(pattern: &[Piece], text: &str, ignore_case: bool) -> bool {
    let text: Vec<char> = text.chars().collect();
    let same = |a: char, b: char| a == b || (ignore_case && a.eq_ignore_ascii_case(&b));
    // Goes back to the last `*` only: what an earlier one could take, the last
    // one can take too.
    let (mut p, mut t) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(Piece::Any) => {
                back = Some((p + 1, t));
                p += 1;
            }
            Some(Piece::One) => {
                p += 1;
                t += 1;
            }
            Some(Piece::Letter(letter)) if same(*letter, text[t]) => {
                p += 1;
                t += 1;
            }
            _ => match back {
                Some((at, from)) => {
                    back = Some((at, from + 1));
                    p = at;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|it| *it == Piece::Any)
}

/// A piece of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Itself.
    Letter(char),
    /// `?`
    One,
    /// `*`
    Any,
}

/// Whether a text is what a pattern without variables means.
pub fn fits(pattern: &str, text: &str) -> bool {
    matches(&plain(pattern), text, false)
}

/// A pattern without variables.
pub fn plain(text: &str) -> Vec<Piece> {
    text.chars().map(piece).collect()
}

fn piece(letter: char) -> Piece {
    match letter {
        '*' => Piece::Any,
        '?' => Piece::One,
        letter => Piece::Letter(letter),
    }
}

/// A pattern whose variables have been filled in.
pub enum Filled {
    /// It can be matched.
    Pattern(Vec<Piece>),
    /// A variable has no value in this request, so nothing matches.
    Nothing,
    /// A variable's value is not known; its key.
    Unknown(String),
}

/// Fills in the variables of a pattern. What comes out of a variable is text,
/// even where it has a `*`; `${*}`, `${?}` and `${$}` are the characters
/// themselves. [IAM UG: Policy elements: Variables and tags]
pub fn fill(text: &str, variables: bool, asked: &Asked<'_>) -> Filled {
    if !variables || !text.contains("${") {
        return Filled::Pattern(plain(text));
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let behind = &rest[at + 2..];
        let Some(end) = behind.find('}') else {
            break;
        };
        pieces.extend(plain(&rest[..at]));
        let inside = &behind[..end];
        rest = &behind[end + 1..];
        let letters = |text: &str| text.chars().map(Piece::Letter).collect::<Vec<_>>();
        if matches!(inside, "*" | "?" | "$") {
            pieces.extend(letters(inside));
            continue;
        }
        let (key, default) = match inside.split_once(',') {
            Some((key, default)) => {
                let default = default.trim();
                let bare = default
                    .strip_prefix('\'')
                    .and_then(|it| it.strip_suffix('\''));
                (key.trim(), bare)
            }
            None => (inside.trim(), None),
        };
        match asked.value(key) {
            Known::Values([only]) => pieces.extend(letters(only)),
            // A key with several values cannot stand in for one text.
            Known::Values(_) | Known::Missing => match default {
                Some(default) => pieces.extend(letters(default)),
                None => return Filled::Nothing,
            },
            Known::NotSaid => return Filled::Unknown(key.to_owned()),
        }
    }
    pieces.extend(plain(rest));
    Filled::Pattern(pieces)
}

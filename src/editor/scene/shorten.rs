//! Names that are longer than their place. Names differ at their end as a
//! rule (`private-1`, `private-2`), so what is left out is the middle.

use std::borrow::Cow;

use super::metrics::text_width;

/// The part of the shown letters that stands behind the dots.
const BEHIND: f64 = 0.4;

/// The text as it fits into so many pixels at this size: whole, or with its
/// middle left out.
pub fn shortened(text: &str, size: f64, room: f64) -> Cow<'_, str> {
    let width = |text: &str| text_width(text) * size / 12.0;
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let letters: Vec<char> = text.chars().collect();
    let short = |kept: usize| -> String {
        let behind = ((kept as f64 * BEHIND).round() as usize).min(kept);
        let (start, end) = (kept - behind, letters.len() - behind);
        let (before, after) = (&letters[..start], &letters[end..]);
        (before.iter().chain(std::iter::once(&'…')).chain(after)).collect()
    };
    // Something is shown of every name, even where there is no room at all. The more is kept
    // the wider it is, so the most that fits is found by halves: a name may be a whole page.
    let (mut fits, mut most) = (2.min(letters.len()), letters.len());
    while fits + 1 < most {
        let middle = usize::midpoint(fits, most);
        match width(&short(middle)) <= room {
            true => fits = middle,
            false => most = middle,
        }
    }
    Cow::Owned(short(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays_whole() {
        assert_eq!(shortened("private-1", 12.0, 80.0), "private-1");
    }

    #[test]
    fn names_that_differ_at_their_end_still_do() {
        let short = |name| shortened(name, 18.0, 118.0).into_owned();
        let (one, other) = (
            short("project-subnet-private1-ap-south-1a"),
            short("project-subnet-private2-ap-south-1b"),
        );
        assert_ne!(one, other);
        assert!(one.starts_with("proj") && one.ends_with("1a"), "{one}");
        assert!(text_width(&one) * 1.5 <= 118.0);
    }

    #[test]
    fn as_much_is_shown_as_fits() {
        let name = "notebookly-assets-of-the-shop-in-mumbai";
        for room in 20..300 {
            let room = f64::from(room);
            let short = shortened(name, 12.0, room);
            let kept = short.chars().filter(|it| *it != '…').count();
            if kept > 2 && short != name {
                assert!(text_width(&short) <= room, "{short} in {room}");
            }
            // One letter more would not fit.
            let more = shortened(name, 12.0, room + 9.0).chars().count();
            assert!(more >= short.chars().count(), "{short} in {room}");
        }
        let page = "n".repeat(1_000_000);
        assert!(shortened(&page, 12.0, 140.0).chars().count() < 40);
    }

    #[test]
    fn something_is_always_shown() {
        assert_eq!(shortened("private", 12.0, 0.0).chars().count(), 3);
        assert_eq!(shortened("", 12.0, 0.0), "");
    }
}

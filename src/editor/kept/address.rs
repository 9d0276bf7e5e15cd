//! The address of what is open, as it stands behind the page's own: a reload
//! leads back to it, and so does a bookmark in the same browser.

use std::fmt;

use super::lab::{LABS, LabPage};

/// The number of the shop of drills, which stands before the first chapter.
const SHOP: u32 = 0;

/// Where the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// On the start screen.
    Start,
    /// In a new document that nobody has changed yet.
    New,
    /// In the example, unchanged.
    Example,
    /// In a kept document.
    Kept(u32),
    /// In a chapter of the course.
    Chapter(u32),
    /// Before a class, with a chapter of the course on the projector.
    Class(u32),
    /// In the teacher's own window beside it.
    ClassNotes(u32),
    /// At the morning bell.
    Bell,
    /// In a lab that is kept here.
    Lab(u32, LabPage),
    /// In a new lab that is to be made.
    NewLab,
    /// In a lab that the address itself holds.
    LabLink,
    /// Nowhere: the page has no such place.
    Unknown,
}

impl Address {
    /// Reads the part of an address from its `#` on. What belongs to the
    /// document in the window, such as `#canvas`, is no address of the page.
    pub fn parse(fragment: &str) -> Option<Self> {
        let path = fragment.strip_prefix('#').unwrap_or(fragment);
        match path {
            "" | "/" => Some(Self::Start),
            "/new" => Some(Self::New),
            "/example/notebookly" => Some(Self::Example),
            "/bell" => Some(Self::Bell),
            "/shop" => Some(Self::Chapter(SHOP)),
            "/lab/new" => Some(Self::NewLab),
            _ => {
                let place = path.strip_prefix('/')?;
                let number = |kind: &str| place.strip_prefix(kind)?.parse().ok();
                let kept = number("document/").map(Self::Kept);
                let chapter = || number("chapter/").map(Self::Chapter);
                let class = || {
                    let place = place.strip_prefix("class/")?;
                    let notes = place.strip_suffix("/notes");
                    let number = notes.unwrap_or(place).parse().ok()?;
                    Some(match notes {
                        Some(_) => Self::ClassNotes(number),
                        None => Self::Class(number),
                    })
                };
                let lab = || lab(place.strip_prefix("lab/")?);
                let found = kept.or_else(chapter).or_else(class).or_else(lab);
                Some(found.unwrap_or(Self::Unknown))
            }
        }
    }
}

/// The part behind `lab/`: a number with what it is open for, or a whole lab.
fn lab(rest: &str) -> Option<Address> {
    if rest.starts_with(LINK) {
        return Some(Address::LabLink);
    }
    let (number, page) = match rest.split_once('/') {
        None => (rest, LabPage::Learn),
        Some((number, "try")) => (number, LabPage::Try),
        Some((number, "build")) => (number, LabPage::Build),
        Some(_) => return None,
    };
    let number = number.parse().ok().filter(|it| *it < LABS)?;
    Some(Address::Lab(number, page))
}

/// How the text of a lab begins in an address. No number does.
pub const LINK: &str = "z";

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start | Self::Unknown => f.write_str("#/"),
            Self::New => f.write_str("#/new"),
            Self::Example => f.write_str("#/example/notebookly"),
            Self::Kept(slot) => write!(f, "#/document/{slot}"),
            Self::Chapter(SHOP) => f.write_str("#/shop"),
            Self::Chapter(number) => write!(f, "#/chapter/{number}"),
            Self::Class(number) => write!(f, "#/class/{number}"),
            Self::ClassNotes(number) => write!(f, "#/class/{number}/notes"),
            Self::Bell => f.write_str("#/bell"),
            Self::Lab(number, page) => write!(f, "#/lab/{number}{}", page.key()),
            Self::NewLab => f.write_str("#/lab/new"),
            // What it holds stands in the window's own address alone.
            Self::LabLink => write!(f, "#/lab/{LINK}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_where_it_was_made() {
        for address in [
            Address::Start,
            Address::New,
            Address::Example,
            Address::Kept(7),
            Address::Chapter(5),
            Address::Class(9),
            Address::ClassNotes(24),
            Address::Bell,
            Address::Lab(7, LabPage::Learn),
            Address::Lab(7, LabPage::Try),
            Address::Lab(0, LabPage::Build),
            Address::NewLab,
            Address::LabLink,
        ] {
            assert_eq!(Address::parse(&address.to_string()), Some(address));
        }
        assert_eq!(Address::parse(""), Some(Address::Start));
    }

    #[test]
    fn other_addresses_lead_nowhere_or_are_not_ours() {
        assert_eq!(Address::parse("#canvas"), None);
        for fragment in [
            "#/document/",
            "#/document/-1",
            "#/document/4294967296",
            "#/chapter/five",
            "#/chapter/",
            "#/lab/120",
            "#/lab/7/learn",
            "#/lab/",
            "#/class/nine",
            "#/class/9/dinner",
            "#/moon",
        ] {
            assert_eq!(
                Address::parse(fragment),
                Some(Address::Unknown),
                "{fragment}"
            );
        }
    }
}

//! Links: what goes in comes out, and what is hostile is refused with a reason.

use miniz_oxide::deflate::compress_to_vec_zlib;
use serde_json::json;

use super::*;
use crate::architecture::file::FileError;
use crate::editor::actions::blank;

const NOTEBOOKLY: &str = include_str!("../../assets/examples/notebookly.campus.json");

fn link(text: &[u8]) -> String {
    let packed = crate::base64::url(&compress_to_vec_zlib(text, 9));
    format!("{PATH}{VERSION}.{packed}")
}

fn refused(link: &str) -> String {
    let why = open(link).unwrap_err();
    why.to_string()
}

#[test]
fn a_document_goes_through_a_link() {
    let shop = Document::from_json(NOTEBOOKLY).unwrap();
    for document in [blank(), shop] {
        let fragment = fragment(&document).unwrap();
        assert_eq!(open(&fragment).as_ref(), Ok(&document));
        let address = format!(" https://campus.example/school/{fragment}\n");
        assert_eq!(open(&address), Ok(document));
        assert!(fragment.is_ascii());
    }
}

#[test]
fn the_shop_is_a_link_of_bearable_length() {
    let shop = Document::from_json(NOTEBOOKLY).unwrap();
    let length = fragment(&shop).unwrap().len();
    assert!((SAFE_CHARS..8_000).contains(&length), "{length}");
}

#[test]
fn a_link_of_the_first_version_is_read_for_ever() {
    // As it was written when version 1 was made; never to be changed.
    let kept = include_str!("tests/first.link");
    let document = open(kept).unwrap();
    assert_eq!(document.title, "First");
    assert_eq!(document.architecture.len(), 2);
}

#[test]
fn what_is_no_link_says_so() {
    for link in [
        "",
        "#/open/",
        "#/open/1",
        "#/document/7",
        "#/open/x.eJw",
        "#/open/0.eJw",
        "#/open/-1.eJw",
        "#/open/99999999999.eJw",
    ] {
        assert_eq!(open(link), Err(LinkError::NotALink), "{link}");
    }
    assert_eq!(
        refused("#/open/2.eJw"),
        "the link is written in version 2 and this Cloud Campus reads up to 1: \
         open it with a newer Cloud Campus"
    );
}

#[test]
fn wherever_a_link_is_cut_it_is_refused() {
    let whole = fragment(&Document::from_json(NOTEBOOKLY).unwrap()).unwrap();
    for end in (PATH.len() + 2..whole.len()).step_by(37) {
        let why = open(&whole[..end]).unwrap_err();
        assert!(
            matches!(why, LinkError::CutOff | LinkError::Damaged),
            "{end}: {why}"
        );
    }
    assert!(refused(&whole[..whole.len() / 2]).contains("cut off on its way"));
}

#[test]
fn a_link_in_which_a_letter_was_changed_is_refused() {
    let whole = fragment(&Document::from_json(NOTEBOOKLY).unwrap()).unwrap();
    let start = PATH.len() + 2;
    for at in (start..whole.len()).step_by(53) {
        let other = if &whole[at..=at] == "A" { "B" } else { "A" };
        let changed = format!("{}{other}{}", &whole[..at], &whole[at + 1..]);
        if changed != whole {
            assert!(open(&changed).is_err(), "{at}");
        }
    }
    let spaced = whole.replace('A', "%20");
    assert_eq!(open(&spaced), Err(LinkError::Foreign { sign: '%' }));
    assert!(refused(&format!("{whole}.")).contains("'.' does not belong"));
}

#[test]
fn a_bomb_is_not_unpacked() {
    // Each is a few kilobytes and would fill the memory.
    for size in [MAX_UNPACKED + 1, 200 * 1024 * 1024] {
        let bomb = link(&vec![b' '; size]);
        assert!(bomb.len() < 300_000, "{}", bomb.len());
        assert_eq!(open(&bomb), Err(LinkError::TooLarge));
    }
    assert_eq!(
        refused(&link(&vec![b'['; MAX_UNPACKED + 1])),
        "what the link holds is larger than 2 MB, the most that a link may hold. A file holds more"
    );
    let long = format!("{PATH}1.{}", "A".repeat(MAX_CHARS));
    assert!(refused(&long).contains("at most 1,048,576 are read"));
}

#[test]
fn what_is_nested_too_deep_is_refused_in_words() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let why = open(&link(deep.as_bytes())).unwrap_err();
    assert!(
        matches!(why, LinkError::Document(FileError::TooDeep { .. })),
        "{why}"
    );
}

#[test]
fn what_is_no_document_is_refused_as_a_file_is() {
    for text in [
        &b""[..],
        b"\xff\xfe",
        b"<script>alert(1)</script>",
        b"null",
        br#"{"format": "cloud-campus", "version": 99}"#,
        br#"{"format": "cloud-campus", "version": 3, "resources": [{"id": "../x", "kind": "vpc", "name": ""}]}"#,
    ] {
        assert!(open(&link(text)).is_err());
    }
}

#[test]
fn a_title_stays_a_title() {
    let titled = |title: &str| {
        let value =
            json!({ "format": "cloud-campus", "version": 3, "title": title, "resources": [] });
        open(&link(value.to_string().as_bytes())).unwrap().title
    };
    assert_eq!(
        titled("<img src=x onerror=alert(1)>"),
        "<img src=x onerror=alert(1)>"
    );
    assert_eq!(
        titled("\u{202e}pohS\u{2066}\n\n two\u{0} lines"),
        "pohS two lines"
    );
    assert_eq!(titled(" \u{200f} "), "Untitled");
    assert_eq!(titled("חנות"), "חנות");
    assert_eq!(titled(&"long ".repeat(10_000)).chars().count(), 120);
}

#[test]
fn a_document_that_is_too_large_gets_no_link() {
    let mut document = blank();
    document.title = "x".repeat(MAX_UNPACKED);
    assert_eq!(fragment(&document), Err(LinkError::TooLarge));
}

#[test]
fn a_code_has_its_marks_and_its_light_edge() {
    let code = Qr::of("https://campus.example/#/open/1.eJw").unwrap();
    // Version 3 has 29 modules, and the edge is four wide on both sides.
    assert_eq!(code.side, 37);
    // The upper edge of the two upper marks: seven dark modules each.
    assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
    assert!(code.path.contains("M26 4h7v1h-7z"));
    assert!(Qr::of(&"a".repeat(MAX_QR)).is_some());
    assert_eq!(Qr::of(&"a".repeat(MAX_QR + 1)), None);
}

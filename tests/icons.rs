//! Every icon that is shown comes with the page: the list of `src/picture/icons.rs`,
//! held to the kinds and to the folder of drawings.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cloud_campus::architecture::Kind;
use cloud_campus::course::catalogue::Catalogue;

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("it is there")
}

/// The icons that the page carries.
fn carried() -> BTreeSet<String> {
    let list = text("src/picture/icons.rs");
    let (_, list) = list.split_once("\nicons! {").expect("there is a list");
    let (list, _) = list.split_once('}').expect("it ends");
    list.split_whitespace()
        .map(|name| name.trim_matches('"').to_owned())
        .collect()
}

#[test]
fn the_page_carries_the_icon_of_every_kind_and_of_every_place_that_names_one() {
    // What the page shows that is no kind's own: see the places that name them.
    let others = ["brand", "subnet-public"];
    let wanted = Kind::ALL.iter().map(|kind| kind.info().icon).chain(others);
    let mut wanted: BTreeSet<String> = wanted.map(str::to_owned).collect();
    // The rooms of the campus.
    let course = Catalogue::from_json(&text("lessons/course.json")).expect("it is a course");
    wanted.extend(course.rooms.into_iter().map(|room| room.icon));
    assert_eq!(carried(), wanted);
}

#[test]
fn every_drawing_can_stand_in_an_address() {
    for name in carried() {
        let drawing = text(&format!("assets/icons/{name}.svg"));
        assert!(drawing.contains("<svg"), "{name}");
        assert!(drawing.is_ascii(), "{name} would have to be encoded");
    }
}

#[test]
fn the_icon_of_the_tab_is_the_brand() {
    let page = text("index.html");
    let (_, icon) = page
        .split_once("<link rel=\"icon\" href=\"data:image/svg+xml,")
        .expect("the page has an icon");
    let (icon, _) = icon.split_once('"').expect("its address ends");
    let mut bytes = icon.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        decoded.push(match byte {
            b'%' => {
                let (high, low) = (digit(bytes.next()), digit(bytes.next()));
                let code = high.zip(low).map(|(high, low)| high * 16 + low);
                u8::try_from(code.expect("two digits follow")).expect("they are a byte")
            }
            plain => plain,
        });
    }
    let decoded = String::from_utf8(decoded).expect("it is text");
    assert_eq!(decoded, text("assets/icons/brand.svg").trim());
}

//! The parts of a picture: boxes, frames, nodes, chips, at the sizes that the
//! drawing reckons with.

use super::colours::Colour;
use super::sheet::{At, GAP, Letters, Sheet, Word};
use crate::architecture::{Kind, ResourceId};
use crate::editor::Rect;
use crate::editor::scene::{CHIP, Shape, Thing, shortened, text_width};
use crate::relations::SubnetKind;
use crate::text::escaped;

/// The room for the words of a node.
const WORDS: f64 = 148.0;

struct Colours {
    edge: Colour,
    text: Colour,
    soft: Option<Colour>,
}

fn colours(thing: &Thing) -> Colours {
    let of = |edge, text, soft| Colours {
        edge,
        text,
        soft: Some(soft),
    };
    let plain = |edge, text| Colours {
        edge,
        text,
        soft: None,
    };
    match (thing.kind, thing.reach) {
        (_, Some(SubnetKind::Public)) => of(Colour::Public, Colour::PublicText, Colour::PublicSoft),
        (_, Some(SubnetKind::Private)) => {
            of(Colour::Private, Colour::PrivateText, Colour::PrivateSoft)
        }
        (_, Some(SubnetKind::Isolated)) => {
            of(Colour::Isolated, Colour::IsolatedText, Colour::IsolatedSoft)
        }
        (Kind::Region, None) => plain(Colour::Region, Colour::RegionText),
        (Kind::Vpc, None) => plain(Colour::Vpc, Colour::Text),
        _ => plain(Colour::Line2, Colour::Text),
    }
}

fn begin(sheet: &mut Sheet<'_>, thing: &Thing) {
    let label = escaped(&thing.label);
    let faded = if thing.failed || thing.standby {
        " opacity=\"0.6\""
    } else {
        ""
    };
    sheet.write(format_args!("<g{faded}><title>{label}</title>"));
}

fn end(sheet: &mut Sheet<'_>) {
    sheet.out.push_str("</g>");
}

/// The ground of a box.
pub fn plot(sheet: &mut Sheet<'_>, thing: &Thing) {
    let rect = sheet.subject.scene.rect_of(thing);
    let colours = colours(thing);
    let fill = match (colours.soft, thing.kind) {
        (Some(_), _) => sheet.wash(colours.edge),
        (None, Kind::Vpc) => sheet.colour(Colour::Surface).to_owned(),
        _ => "none".to_owned(),
    };
    let dashes = match (thing.kind, thing.reach) {
        (Kind::Region, _) => " stroke-dasharray=\"6 4\"",
        (_, Some(SubnetKind::Isolated)) => " stroke-dasharray=\"2 3\"",
        _ => "",
    };
    let edge = sheet.colour(colours.edge);
    let more = format!(" stroke-width=\"1.5\"{dashes}");
    sheet.rect(rect, 12.0, &fill, edge, &more);
}

/// The ground that a box is for what stands in it; nothing where that is not known.
fn ground(sheet: &Sheet<'_>, thing: Option<&Thing>) -> Option<String> {
    match thing.map(|it| (colours(it), it.kind)) {
        Some((colours, _)) if colours.soft.is_some() => Some(sheet.wash(colours.edge)),
        Some((_, Kind::Vpc)) => Some(sheet.colour(Colour::Surface).to_owned()),
        _ if sheet.style.transparent => None,
        _ => Some(sheet.colour(Colour::Ground).to_owned()),
    }
}

/// The line of a box that carries its name, as the canvas has it.
pub fn head(sheet: &mut Sheet<'_>, thing: &Thing) {
    let rect = sheet.subject.scene.rect_of(thing);
    let colours = colours(thing);
    begin(sheet, thing);
    sheet.icon(thing.icon, rect.x + 9.0, rect.y + 9.0, 20.0, "");
    let mut right = rect.right() - 9.0;
    if let (Some(reach), Some(soft)) = (thing.reach, colours.soft) {
        let word = reach.word();
        let width = text_width(word) * 11.5 / 12.0 + 12.0;
        let place = Rect::new(right - width, rect.y + 10.0, width, 18.0);
        let (soft, text) = (sheet.colour(soft), sheet.colour(colours.text));
        sheet.rect(place, 5.0, soft, "none", "");
        sheet.text(
            (place.centre().x, rect.y + 23.0),
            (Letters::Tag, At::Middle),
            text,
            word,
        );
        right = place.x - GAP;
    }
    let sub = sheet.subject.words.get(&thing.id).unwrap_or(&thing.sub);
    let second = text_width(sub) * 1.05 + if sub.is_empty() { 0.0 } else { GAP };
    let left = rect.x + 37.0;
    let name = shortened(&thing.name, 13.5, (right - left - second).max(40.0));
    let text = match thing.reach {
        Some(_) => Colour::Text,
        None => colours.text,
    };
    let (text, quiet) = (sheet.colour(text), sheet.colour(Colour::Text2));
    let taken = left + text_width(&name) * 13.5 / 12.0 + GAP;
    let shown = shortened(sub, 12.5, (right - taken).max(24.0));
    let halo = ground(sheet, Some(thing));
    sheet.words(
        (left, rect.y + 24.0),
        halo.as_deref(),
        Word {
            text: &name,
            letters: Letters::Head,
            fill: text,
        },
        Word {
            text: &shown,
            letters: Letters::Block,
            fill: quiet,
        },
    );
    if let Some(inside) = &thing.inside {
        let shown = shortened(inside, 12.0, (rect.w - 20.0).max(24.0));
        sheet.text(
            (rect.x + 10.0, rect.y + 52.0),
            (Letters::Small, At::Start),
            quiet,
            &shown,
        );
    }
    end(sheet);
}

/// Zones, shelves and the further pieces of frames, without their names.
pub fn extras(sheet: &mut Sheet<'_>) {
    let subject = sheet.subject;
    let (line, line_2) = (sheet.colour(Colour::Line), sheet.colour(Colour::Line2));
    for zone in subject.scene.zones() {
        let rect = subject.scene.in_world(Some(&zone.vpc), zone.place);
        let edge = match zone.failed {
            true => sheet.colour(Colour::Error),
            false => line_2,
        };
        sheet.rect(rect, 12.0, "none", edge, " stroke-dasharray=\"4 3\"");
    }
    for shelf in subject.scene.shelves() {
        let rect = subject.scene.in_world(Some(&shelf.id), shelf.place);
        sheet.write(format_args!(
            "<path d=\"M{} {}H{}\" stroke=\"{line}\"/>",
            rect.x,
            rect.y,
            rect.right()
        ));
    }
    for piece in subject.scene.pieces() {
        let rect = subject.scene.in_world(piece.parent.as_ref(), piece.place);
        edge_of_frame(sheet, rect);
    }
}

/// The names of zones and of the groups of chips, in front of the lines, on the ground of
/// the box that they stand in.
pub fn names(sheet: &mut Sheet<'_>) {
    let subject = sheet.subject;
    let quiet = sheet.colour(Colour::Text2);
    for zone in subject.scene.zones() {
        let rect = subject.scene.in_world(Some(&zone.vpc), zone.place);
        let (text, word) = match zone.failed {
            true => (sheet.colour(Colour::Error), " failed"),
            false => (quiet, ""),
        };
        let words = format!("{}{word}", zone.code);
        let at = (rect.centre().x, rect.y + 18.0);
        name_on(sheet, &zone.vpc, at, At::Middle, text, &words);
    }
    for shelf in subject.scene.shelves() {
        let rect = subject.scene.in_world(Some(&shelf.id), shelf.place);
        for (y, name) in &shelf.heads {
            let at = (rect.x, rect.y + y + CHIP / 2.0 + 4.0);
            name_on(sheet, &shelf.id, at, At::Start, quiet, name);
        }
    }
}

fn name_on(
    sheet: &mut Sheet<'_>,
    container: &ResourceId,
    at: (f64, f64),
    side: At,
    fill: &str,
    name: &str,
) {
    let halo = ground(sheet, sheet.subject.scene.get(container));
    sheet.haloed(at, (Letters::Small, side), fill, halo.as_deref(), name);
}

fn edge_of_frame(sheet: &mut Sheet<'_>, rect: Rect) {
    let edge = sheet.colour(Colour::Asg);
    let more = " stroke-width=\"1.5\" stroke-dasharray=\"6 4\"";
    sheet.rect(rect, 12.0, "none", edge, more);
}

/// A frame with its label on the upper edge.
pub fn frame(sheet: &mut Sheet<'_>, thing: &Thing) {
    let rect = sheet.subject.scene.rect_of(thing);
    begin(sheet, thing);
    edge_of_frame(sheet, rect);
    let count = text_width(&thing.sub);
    let room = rect.w - 24.0;
    let name = shortened(&thing.name, 12.6, (room - count - 52.0).max(40.0));
    let named = text_width(&name) * 1.05;
    let width = (named + count + 48.0).min(room);
    let label = Rect::new(rect.x + 12.0, rect.y - 11.0, width, 22.0);
    let (surface, edge) = (sheet.colour(Colour::Surface), sheet.colour(Colour::Asg));
    let (text, quiet) = (sheet.colour(Colour::AsgText), sheet.colour(Colour::Text2));
    sheet.rect(label, 6.0, surface, edge, " stroke-opacity=\"0.55\"");
    sheet.icon(thing.icon, label.x + 4.0, label.y + 3.0, 16.0, "");
    sheet.words(
        (label.x + 26.0, label.y + 15.0),
        None,
        Word {
            text: &name,
            letters: Letters::Label,
            fill: text,
        },
        Word {
            text: &thing.sub,
            letters: Letters::Small,
            fill: quiet,
        },
    );
    end(sheet);
}

/// An icon with its name.
pub fn node(sheet: &mut Sheet<'_>, thing: &Thing) {
    let rect = sheet.subject.scene.rect_of(thing);
    begin(sheet, thing);
    let middle = rect.centre().x;
    sheet.icon(thing.icon, middle - 20.0, rect.y, 40.0, "");
    let name = shortened(&thing.name, 13.5, WORDS);
    let sub = sheet.subject.words.get(&thing.id).unwrap_or(&thing.sub);
    let sub = shortened(sub, 11.0, WORDS);
    // Names stand on a ground of their own, so that lines do not cross them.
    let within = (thing.parent.as_ref()).and_then(|id| sheet.subject.scene.get(id));
    let halo = ground(sheet, within);
    if let Some(halo) = halo {
        let width = (text_width(&name) * 13.5 / 12.0).max(text_width(&sub) * 11.0 / 12.0) + 8.0;
        let tall = if sub.is_empty() { 18.0 } else { 32.0 };
        let place = Rect::new(middle - width / 2.0, rect.y + 47.0, width, tall);
        sheet.rect(place, 4.0, &halo, "none", "");
    }
    let text = match thing.failed {
        true => Colour::Error,
        false => Colour::Text,
    };
    let (text, quiet) = (sheet.colour(text), sheet.colour(Colour::Text2));
    sheet.text(
        (middle, rect.y + 61.0),
        (Letters::Name, At::Middle),
        text,
        &name,
    );
    sheet.text(
        (middle, rect.y + 76.0),
        (Letters::Sub, At::Middle),
        quiet,
        &sub,
    );
    end(sheet);
}

/// An entry on a shelf.
pub fn chip(sheet: &mut Sheet<'_>, thing: &Thing) {
    debug_assert_eq!(thing.shape, Shape::Chip);
    let rect = sheet.subject.scene.rect_of(thing);
    begin(sheet, thing);
    let (surface, line) = (sheet.colour(Colour::Surface), sheet.colour(Colour::Line));
    sheet.rect(rect, 8.0, surface, line, "");
    sheet.icon(thing.icon, rect.x + 4.0, rect.y + 4.0, 20.0, "");
    let count = text_width(&thing.sub);
    let behind = if thing.sub.is_empty() {
        8.0
    } else {
        count + 14.0
    };
    let name = shortened(&thing.name, 12.0, rect.w - 30.0 - behind + 6.0);
    let (text, quiet) = (sheet.colour(Colour::Text), sheet.colour(Colour::Text2));
    sheet.words(
        (rect.x + 30.0, rect.y + 18.0),
        None,
        Word {
            text: &name,
            letters: Letters::Small,
            fill: text,
        },
        Word {
            text: &thing.sub,
            letters: Letters::Small,
            fill: quiet,
        },
    );
    end(sheet);
}

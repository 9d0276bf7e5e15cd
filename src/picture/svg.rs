//! The drawing as SVG: one file with its icons in it, which asks nobody for
//! anything. What somebody called a thing is text in it and nothing else.
//!
//! Letters come along where they are given, else they are those that the
//! reader's machine has; the sizes leave room for wide ones. Every thing carries its whole description as its `title`, so
//! that no name is lost where it had to be shortened.

use std::collections::BTreeSet;

use super::colours::{Colour, mixed};
use super::ink::number;
use super::sheet::{At, Letters, Sheet};
use super::{Fonts, Style, Subject, icons, parts};
use crate::base64;
use crate::editor::Rect;
use crate::editor::scene::{
    LineKind, Shape, beside, has_direction, legend, shortened, svg_path, text_width,
};
use crate::text::escaped;

/// The room around everything.
const MARGIN: f64 = 32.0;
/// The height of the title, of the line beneath it and of the legend.
const TITLE: f64 = 40.0;
const ABOUT: f64 = 22.0;
const LEGEND: f64 = 44.0;
/// How long the piece of line is that the legend shows.
const SAMPLE: f64 = 44.0;

impl Sheet<'_> {
    fn stroke(&self, kind: LineKind) -> (String, &'static str) {
        let plain = |colour| self.colour(colour).to_owned();
        match kind {
            LineKind::Attach => {
                let over = self.colour(Colour::Vpc);
                (mixed(over, 65, self.colour(Colour::Surface)), "")
            }
            LineKind::Association => (plain(Colour::Wire), " stroke-dasharray=\"1 5\""),
            LineKind::Route => (plain(Colour::Wire), ""),
            LineKind::Lookup => (plain(Colour::Wire), " stroke-dasharray=\"2 5\""),
            LineKind::Security => (plain(Colour::WireSecurity), " stroke-dasharray=\"7 5 1 5\""),
            LineKind::Replica => (plain(Colour::WireReplica), " stroke-dasharray=\"5 5\""),
        }
    }

    fn path(&mut self, kind: LineKind, d: &str) {
        let (stroke, dashes) = self.stroke(kind);
        let arrow = match has_direction(kind) {
            true => format!(" marker-end=\"url(#end-{})\"", kind.class()),
            false => String::new(),
        };
        self.write(format_args!(
            "<path d=\"{d}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"{dashes}{arrow}/>"
        ));
    }

    fn lines(&mut self) {
        let subject = self.subject;
        for line in &subject.lines {
            self.path(line.kind, &svg_path(&line.points));
        }
    }

    fn notes(&mut self) {
        let subject = self.subject;
        for line in subject.lines.iter().filter(|line| !line.note.is_empty()) {
            let Some((at, upright)) = beside(&line.points) else {
                continue;
            };
            let fill = match line.kind {
                LineKind::Security => Colour::WireSecurity,
                _ => Colour::Text2,
            };
            let anchor = if upright { At::Start } else { At::Middle }.attribute();
            let (fill, halo) = (self.colour(fill), self.colour(Colour::Surface));
            let family = self.mono();
            let (x, y, text) = (number(at.x), number(at.y + 4.0), escaped(&line.note));
            self.write(format_args!(
                "<text x=\"{x}\" y=\"{y}\" font-size=\"11\" font-weight=\"500\" font-family=\"{family}\" fill=\"{fill}\" stroke=\"{halo}\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\"{anchor}>{text}</text>"
            ));
        }
    }

    fn definitions(&mut self) {
        self.out.push_str("<defs>");
        if let Some(fonts) = self.fonts {
            self.write(format_args!("<style>{}</style>", fonts.sheet()));
        }
        let kinds: BTreeSet<LineKind> = self.subject.lines.iter().map(|it| it.kind).collect();
        for kind in kinds.into_iter().filter(|kind| has_direction(*kind)) {
            let (stroke, _) = self.stroke(kind);
            self.write(format_args!(
                "<marker id=\"end-{}\" viewBox=\"0 0 8 8\" refX=\"6.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0.5 0.5L7 4L0.5 7.5Z\" fill=\"{stroke}\"/></marker>",
                kind.class()
            ));
        }
        self.out.push_str("<clipPath id=\"rounded\" clipPathUnits=\"objectBoundingBox\"><rect width=\"1\" height=\"1\" rx=\"0.2\"/></clipPath>");
        let names: BTreeSet<&str> = self.subject.scene.things().map(|it| it.icon).collect();
        for name in names {
            let Some(drawing) = icons::drawing(name) else {
                continue;
            };
            let data = base64::standard(drawing.as_bytes());
            let clip = match icons::keeps_corners(name) || icons::wants_plate(name) {
                true => "",
                false => " clip-path=\"url(#rounded)\"",
            };
            self.write(format_args!(
                "<symbol id=\"icon-{name}\" viewBox=\"0 0 64 64\"><image width=\"64\" height=\"64\"{clip} href=\"data:image/svg+xml;base64,{data}\"/></symbol>"
            ));
        }
        self.out.push_str("</defs>");
    }

    fn legend(&mut self, left: f64, top: f64) {
        let subject = self.subject;
        let mut x = left;
        for (kind, words) in legend(subject.layer, &subject.lines) {
            let y = top + LEGEND / 2.0;
            self.path(
                kind,
                &format!(
                    "M{} {}L{} {}",
                    number(x),
                    number(y),
                    number(x + SAMPLE),
                    number(y)
                ),
            );
            let fill = self.colour(Colour::Text2);
            let at = (x + SAMPLE + 10.0, y + 4.0);
            self.text(at, (Letters::Small, At::Start), fill, words);
            x += SAMPLE + 10.0 + text_width(words) + 28.0;
        }
    }
}

/// Draws a picture.
pub fn svg(subject: &Subject, style: Style, fonts: Option<&Fonts>) -> String {
    let content = subject
        .scene
        .bounds
        .unwrap_or(Rect::new(0.0, 0.0, 320.0, 120.0));
    let above = match (subject.title.is_empty(), subject.about.is_empty()) {
        (true, _) => 0.0,
        (false, true) => TITLE,
        (false, false) => TITLE + ABOUT,
    };
    let explained = style.legend && !legend(subject.layer, &subject.lines).is_empty();
    let beneath = if explained { LEGEND } else { 0.0 };
    // Names reach a little beyond what they belong to.
    let all = Rect::new(
        content.x - MARGIN,
        content.y - MARGIN - above,
        content.w + 2.0 * MARGIN,
        content.h + 2.0 * MARGIN + above + beneath,
    );
    let mut sheet = Sheet {
        out: String::with_capacity(subject.scene.len() * 700 + 40_000),
        style,
        fonts,
        subject,
    };
    let (x, y, w, h) = (number(all.x), number(all.y), number(all.w), number(all.h));
    let (title, sans) = (escaped(&subject.title), sheet.sans());
    sheet.write(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {w} {h}\" width=\"{w}\" height=\"{h}\" role=\"img\" font-family=\"{sans}\" unicode-bidi=\"isolate\"><title>{title}</title>"
    ));
    sheet.definitions();
    if !style.transparent {
        let ground = sheet.colour(Colour::Ground);
        sheet.rect(all, 0.0, ground, "none", "");
    }
    if above > 0.0 {
        let room = content.w;
        let (text, second) = (sheet.colour(Colour::Text), sheet.colour(Colour::Text2));
        let shown = shortened(&subject.title, 22.0, room);
        let at = (content.x, all.y + MARGIN + 16.0);
        sheet.text(at, (Letters::Title, At::Start), text, &shown);
        if !subject.about.is_empty() {
            let shown = shortened(&subject.about, 13.0, room);
            let at = (content.x, all.y + MARGIN + 38.0);
            sheet.text(at, (Letters::About, At::Start), second, &shown);
        }
    }
    for thing in subject.scene.of_shape(Shape::Box) {
        parts::plot(&mut sheet, thing);
    }
    parts::extras(&mut sheet);
    sheet.lines();
    parts::names(&mut sheet);
    for thing in subject.scene.of_shape(Shape::Frame) {
        parts::frame(&mut sheet, thing);
    }
    for thing in subject.scene.things() {
        match thing.shape {
            Shape::Box => parts::head(&mut sheet, thing),
            Shape::Node => parts::node(&mut sheet, thing),
            Shape::Chip => parts::chip(&mut sheet, thing),
            Shape::Frame => {}
        }
    }
    sheet.notes();
    if explained {
        sheet.legend(content.x, content.bottom() + MARGIN / 2.0);
    }
    sheet.out.push_str("</svg>\n");
    sheet.out
}

//! The paper of a picture: rectangles, texts and icons, written as SVG.

use std::fmt::Write;

use super::colours::{Colour, mixed};
use super::ink::number;
use super::{Fonts, Style, Subject, icons};
use crate::editor::Rect;
use crate::text::escaped;

/// The letters that every machine has, wide ones first. A picture has no style
/// sheet of its own: the page's policy refuses one, and a picture is shown in
/// the page, too, where it is printed.
pub const SANS: &str = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif";
pub const MONO: &str =
    "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// What is written how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// The title of the picture.
    Title,
    /// The line beneath it.
    About,
    /// The name of a box.
    Head,
    /// The name of a node.
    Name,
    /// The label of a frame.
    Label,
    /// Second lines.
    Sub,
    /// The word on a box that says who reaches it.
    Tag,
    /// Chips, zones, the legend.
    Small,
    /// Blocks of addresses.
    Block,
}

impl Letters {
    const fn attributes(self) -> (f64, u16, bool) {
        match self {
            Self::Title => (22.0, 600, false),
            Self::About => (13.0, 400, false),
            Self::Head => (13.0, 600, false),
            Self::Name => (13.0, 600, false),
            Self::Label => (12.0, 600, false),
            Self::Sub => (11.0, 400, false),
            Self::Tag => (11.0, 600, false),
            Self::Small => (12.0, 400, false),
            Self::Block => (12.0, 400, true),
        }
    }
}

/// Where a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
}

impl At {
    /// The attribute that says so.
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Middle => " text-anchor=\"middle\"",
        }
    }
}

/// The room between two words.
pub const GAP: f64 = 8.0;

/// One of two words behind each other.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    pub text: &'a str,
    pub letters: Letters,
    pub fill: &'a str,
}

/// What is written so far.
pub struct Sheet<'a> {
    pub out: String,
    pub style: Style,
    /// The letters that it brings along.
    pub fonts: Option<&'a Fonts>,
    pub subject: &'a Subject,
}

impl Sheet<'_> {
    pub fn colour(&self, colour: Colour) -> &'static str {
        colour.on(self.style.theme)
    }

    /// A colour as a thin wash over the surface.
    pub fn wash(&self, colour: Colour) -> String {
        mixed(self.colour(colour), 5, self.colour(Colour::Surface))
    }

    /// The letters of plain text.
    pub fn sans(&self) -> String {
        match self.fonts {
            Some(_) => Fonts::family(SANS),
            None => SANS.to_owned(),
        }
    }

    /// The letters of blocks and ports: all as wide as each other where the
    /// machine chooses.
    pub fn mono(&self) -> String {
        match self.fonts {
            Some(_) => Fonts::family(MONO),
            None => MONO.to_owned(),
        }
    }

    /// Writes a piece of markup.
    pub fn write(&mut self, markup: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(markup);
    }

    /// Writes a rectangle; the last are further attributes.
    pub fn rect(&mut self, rect: Rect, radius: f64, fill: &str, stroke: &str, more: &str) {
        let (x, y, w, h) = (
            number(rect.x),
            number(rect.y),
            number(rect.w),
            number(rect.h),
        );
        self.write(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\"{more}/>"
        ));
    }

    /// Writes a text.
    pub fn text(&mut self, (x, y): (f64, f64), letters: (Letters, At), fill: &str, text: &str) {
        let (x, y, text) = (number(x), number(y), escaped(text));
        let ((size, weight, mono), anchor) = (letters.0.attributes(), letters.1.attribute());
        let family = match mono {
            true => format!(" font-family=\"{}\"", self.mono()),
            false => String::new(),
        };
        self.write(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\"{anchor}{family}>{text}</text>"
        ));
    }

    /// Writes a text with an edge of its ground, where that is known, so that lines do not
    /// cross it.
    pub fn haloed(
        &mut self,
        at: (f64, f64),
        (letters, side): (Letters, At),
        fill: &str,
        halo: Option<&str>,
        text: &str,
    ) {
        let edge = halo.map(edge).unwrap_or_default();
        let word = Word {
            text,
            letters,
            fill,
        };
        let (x, y, text) = (number(at.0), number(at.1), escaped(text));
        let (attributes, anchor) = (self.letters(word), side.attribute());
        self.write(format_args!(
            "<text x=\"{x}\" y=\"{y}\"{attributes}{anchor}{edge}>{text}</text>"
        ));
    }

    /// Writes a text with the second one behind it, wherever the first ends in the letters
    /// of whoever looks at it. With a `halo` both have an edge of that colour.
    pub fn words(&mut self, at: (f64, f64), halo: Option<&str>, first: Word<'_>, second: Word<'_>) {
        let edge = halo.map(edge).unwrap_or_default();
        let (x, y) = (number(at.0), number(at.1));
        let (attributes, text) = (self.letters(first), escaped(first.text));
        self.write(format_args!(
            "<text x=\"{x}\" y=\"{y}\"{attributes}{edge}>{text}"
        ));
        if !second.text.is_empty() {
            let (attributes, text) = (self.letters(second), escaped(second.text));
            self.write(format_args!(
                "<tspan dx=\"{GAP}\"{attributes}>{text}</tspan>"
            ));
        }
        self.out.push_str("</text>");
    }

    fn letters(&self, word: Word<'_>) -> String {
        let (size, weight, mono) = word.letters.attributes();
        let family = match mono {
            true => format!(" font-family=\"{}\"", self.mono()),
            false => String::new(),
        };
        let fill = word.fill;
        format!(" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\"{family}")
    }

    /// Writes an icon.
    pub fn icon(&mut self, name: &str, x: f64, y: f64, size: f64, more: &str) {
        let mut at = Rect::new(x, y, size, size);
        if icons::wants_plate(name) {
            let plate = self.colour(Colour::Plate);
            self.rect(at, size / 5.0, plate, "none", more);
            at = at.grown(-size * 0.12);
        }
        let (x, y, size) = (number(at.x), number(at.y), number(at.w));
        self.write(format_args!(
            "<use href=\"#icon-{name}\" x=\"{x}\" y=\"{y}\" width=\"{size}\" height=\"{size}\"{more}/>"
        ));
    }
}

/// The attributes of a text with an edge of this colour.
fn edge(colour: &str) -> String {
    format!(
        " stroke=\"{colour}\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\""
    )
}

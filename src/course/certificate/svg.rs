//! The page as SVG: A4 in landscape, black on white, with the fonts that the reader's
//! system has. No style sheet, no script, nothing to fetch.

use std::fmt::Write as _;

use super::words::{done, lines, versions};
use super::{Certificate, PROVES, STATEMENT};
use crate::text::escaped;

/// Four units are a millimetre.
const WIDTH: f64 = 1188.0;
const HEIGHT: f64 = 840.0;

/// The fonts of the page (assets/styles/tokens.css), and those that know most scripts.
const SANS: &str = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', sans-serif";
const MONO: &str = "ui-monospace, 'SF Mono', 'Cascadia Code', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

const INK: &str = "#131a24";
const SOFT: &str = "#4d5868";
const ACCENT: &str = "#0a61d0";
const LINE: &str = "#b9d2f7";

/// How large the name is at most, and how wide it may be.
const NAME: f64 = 52.0;
const ROOM: f64 = 940.0;
/// And how small at least; what is still too wide then is drawn narrower.
const SMALLEST: f64 = 15.0;

/// The page.
pub fn page(certificate: &Certificate) -> String {
    let station = &certificate.station;
    let title = match station.is_course() {
        true => "Certificate of completion",
        false => station.name,
    };
    let sentence = done(station, &certificate.facts);
    let data = certificate.to_value().to_string();
    let mut page = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"297mm\" height=\"210mm\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"certificate-title certificate-words\" font-family=\"{SANS}\" fill=\"{INK}\">\n\
         <title id=\"certificate-title\">{}: {}</title>\n\
         <desc id=\"certificate-words\">{} {}.</desc>\n\
         <metadata id=\"cloud-campus-certificate\">{}</metadata>\n",
        escaped(title),
        escaped(&certificate.name),
        escaped(&certificate.name),
        escaped(&sentence),
        escaped(&data),
    );
    let _ = write!(
        page,
        "<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n\
         <rect x=\"28\" y=\"28\" width=\"1132\" height=\"784\" rx=\"14\" fill=\"none\" stroke=\"{LINE}\" stroke-width=\"2\"/>\n\
         <rect x=\"514\" y=\"26\" width=\"160\" height=\"6\" rx=\"3\" fill=\"{ACCENT}\"/>\n"
    );
    let middle = WIDTH / 2.0;
    text(
        &mut page,
        middle,
        90.0,
        17.0,
        ACCENT,
        "600",
        "middle",
        "Cloud Campus",
    );
    text(&mut page, middle, 146.0, 42.0, INK, "700", "middle", title);
    name(&mut page, middle, 238.0, &certificate.name);
    let _ = writeln!(
        page,
        "<line x1=\"294\" y1=\"264\" x2=\"894\" y2=\"264\" stroke=\"{LINE}\" stroke-width=\"2\"/>"
    );
    text(
        &mut page, middle, 306.0, 21.0, INK, "400", "middle", &sentence,
    );
    text(
        &mut page,
        middle,
        340.0,
        17.0,
        SOFT,
        "400",
        "middle",
        station.learned,
    );
    let facts = lines(&certificate.facts);
    // A few facts stand in the middle of their room, many fill it.
    let row = 31.0;
    let room = 262.0;
    let mut y = 396.0 + ((room - row * facts.len() as f64) / 2.0).clamp(0.0, 64.0);
    for (what, how) in &facts {
        text(&mut page, 520.0, y, 17.0, SOFT, "400", "end", what);
        text(&mut page, 544.0, y, 17.0, INK, "600", "start", how);
        y += row;
    }
    let small = |page: &mut String, y: f64, colour: &str, words: &str| {
        text(page, middle, y, 13.5, colour, "400", "middle", words);
    };
    small(
        &mut page,
        680.0,
        SOFT,
        &versions(&certificate.facts, &certificate.engine),
    );
    let _ = writeln!(
        page,
        "<text x=\"{middle}\" y=\"706\" font-size=\"13.5\" text-anchor=\"middle\" fill=\"{SOFT}\">SHA-256 <tspan font-family=\"{MONO}\" fill=\"{INK}\">{}</tspan></text>",
        escaped(&certificate.checksum)
    );
    small(&mut page, 746.0, INK, STATEMENT);
    small(&mut page, 768.0, SOFT, PROVES);
    small(
        &mut page,
        790.0,
        SOFT,
        "Verify: cloud-campus certificate check PROGRESS --certificate THIS-FILE",
    );
    page.push_str("</svg>\n");
    page
}

#[allow(
    clippy::too_many_arguments,
    reason = "a text has a place, a look and words"
)]
fn text(
    page: &mut String,
    x: f64,
    y: f64,
    size: f64,
    colour: &str,
    weight: &str,
    anchor: &str,
    words: &str,
) {
    // Writing into a text cannot fail.
    let _ = writeln!(
        page,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{}</text>",
        escaped(words)
    );
}

/// The name, as large as it fits. How wide it is can only be estimated without its font; so
/// it is estimated generously, and the longest are held to the room.
fn name(page: &mut String, x: f64, y: f64, name: &str) {
    let wide = em(name).max(1.0);
    let size = (ROOM / wide).clamp(SMALLEST, NAME);
    let size = (size * 4.0).floor() / 4.0;
    let held = match wide * size > ROOM {
        true => format!(" textLength=\"{ROOM}\" lengthAdjust=\"spacingAndGlyphs\""),
        false => String::new(),
    };
    let _ = writeln!(
        page,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"600\" text-anchor=\"middle\" unicode-bidi=\"plaintext\"{held}>{}</text>",
        escaped(name)
    );
}

/// How wide a text is in ems, about: full width for the scripts of East Asia and pictures,
/// nothing for marks that stand on other letters, a little more than usual for the rest.
fn em(text: &str) -> f64 {
    let of = |sign: char| match sign {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '-' | ' ' | 'f' | 't' | 'r' => 0.44,
        'm' | 'w' | 'M' | 'W' | '@' => 1.06,
        'a'..='z' | '0'..='9' => 0.7,
        'A'..='Z' => 0.8,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' => 1.0,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' => 1.0,
        '\u{1f000}'..='\u{3ffff}' => 1.3,
        _ => 0.75,
    };
    text.chars().map(of).sum()
}

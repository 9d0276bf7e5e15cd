//! A picture holds everything by name and is sound markup, whatever somebody
//! called a thing.

use super::*;
use crate::architecture::{Edit, Kind};

const NOTEBOOKLY: &str = include_str!("../../assets/examples/notebookly.campus.json");
const LAYERS: [Layer; 3] = [Layer::Structure, Layer::Routing, Layer::Security];

fn subject(document: &Document, layer: Layer) -> Subject {
    Subject::of(document, &Analysis::of(&document.architecture), layer)
}

fn notebookly() -> Document {
    Document::from_json(NOTEBOOKLY).unwrap()
}

/// Names that break whatever takes text for markup.
const HOSTILE: [&str; 10] = [
    "</text></svg><script>alert(1)</script>",
    "a\"b'c&d<e>f",
    "]]> <!-- x --> <?php ?>",
    "\u{202e}abc\u{2066}def",
    "שרת ראשי",
    "end",
    "x\"] --> y[\"z",
    "#quot; `code` \\n |pipe|",
    "zero\u{0}bell\u{7}\u{ffff}",
    "",
];

fn hostile() -> Document {
    let mut document = notebookly();
    let ids: Vec<ResourceId> = (document.architecture.resources())
        .filter(|(_, resource)| resource.kind() != Kind::Region)
        .map(|(id, _)| id.clone())
        .collect();
    for (number, id) in ids.into_iter().enumerate() {
        let name = HOSTILE[number % HOSTILE.len()].to_owned();
        document.apply(Edit::Rename { id, name }).unwrap();
    }
    let title = HOSTILE[0].to_owned();
    document.apply(Edit::Retitle { title }).unwrap();
    document
}

/// Reads markup as XML has it, strictly: names, quoted attributes that stand
/// once each, ends that fit, known codes. Yields the texts.
fn read_xml(xml: &str) -> Result<Vec<String>, String> {
    let (mut open, mut texts): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut rest = xml.trim_end();
    let decoded = |text: &str| -> Result<String, String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            out.push_str(&rest[..at]);
            let end = rest[at..].find(';').ok_or(format!("a bare & in {text}"))? + at;
            out.push(match &rest[at..=end] {
                "&amp;" => '&',
                "&lt;" => '<',
                "&gt;" => '>',
                "&quot;" => '"',
                "&#39;" => '\'',
                other => return Err(format!("{other} is no code")),
            });
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
        match out.chars().find(|sign| sign.is_control()) {
            Some(sign) => Err(format!("{sign:?} in {text}")),
            None => Ok(out),
        }
    };
    while !rest.is_empty() {
        let at = rest.find('<').ok_or("text behind the end")?;
        let text = decoded(&rest[..at])?;
        if text.contains('>') && !rest[..at].contains("&gt;") {
            return Err(format!("a bare > in {text}"));
        }
        if !text.is_empty() {
            texts.push(text);
        }
        // No attribute may hold a bare > here, so the next one ends the tag.
        let end = rest.find('>').ok_or("a tag without an end")?;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> ends nothing"));
            }
            if open.is_empty() && !rest.is_empty() {
                return Err("something behind the root".to_owned());
            }
            continue;
        }
        let closed = tag.ends_with('/');
        let tag = tag.trim_end_matches('/');
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !name.chars().all(|it| it.is_ascii_alphanumeric()) || name.is_empty() {
            return Err(format!("<{name}> is no tag"));
        }
        let mut seen = Vec::new();
        while !attributes.trim().is_empty() {
            let (key, behind) = (attributes.trim_start().split_once("=\"")).ok_or(tag)?;
            let (value, behind) = behind.split_once('"').ok_or(tag)?;
            decoded(value)?;
            if seen.contains(&key) || value.contains('<') {
                return Err(format!("{key} in <{tag}>"));
            }
            seen.push(key);
            attributes = behind;
        }
        if !closed {
            open.push(name.to_owned());
        }
    }
    match open.is_empty() {
        true => Ok(texts),
        false => Err(format!("{open:?} stay open")),
    }
}

fn written(name: &str) -> String {
    name.chars()
        .filter(|it| crate::text::is_writable(*it))
        .collect()
}

#[test]
fn a_picture_is_xml_and_holds_every_name() {
    for document in [notebookly(), hostile(), Document::default()] {
        for layer in LAYERS {
            for theme in [Theme::Light, Theme::Dark] {
                for transparent in [false, true] {
                    let style = Style {
                        theme,
                        transparent,
                        legend: true,
                    };
                    let subject = subject(&document, layer);
                    let texts = read_xml(&svg(&subject, style, None)).unwrap();
                    for thing in subject.scene.things() {
                        let name = written(&thing.name);
                        assert!(texts.iter().any(|it| it.contains(&name)), "{name:?}");
                    }
                    let title = written(&document.title);
                    assert!(texts.contains(&title) || title.is_empty());
                    assert!(!texts.iter().any(|it| it.contains('\u{202e}')));
                }
            }
        }
    }
}

#[test]
fn the_reader_of_these_tests_refuses_what_is_no_xml() {
    for bad in [
        "<a>",
        "<a></b>",
        "<a b></a>",
        "<a b=\"&\"/>",
        "<a>&nbsp;</a>",
        "<a/>x",
        "<a></a><b></b>",
        "<a b=\"1\" b=\"2\"/>",
        "<a>\u{7}</a>",
        "<script>alert(1)</text></script>",
    ] {
        assert!(read_xml(bad).is_err(), "{bad}");
    }
    assert_eq!(read_xml("<a b=\"1\">x &lt; y</a>").unwrap(), ["x < y"]);
}

#[test]
fn a_picture_asks_nobody_for_anything() {
    let picture = svg(
        &subject(&hostile(), Layer::Structure),
        Style::default(),
        None,
    );
    let addresses = picture.matches("href=\"").count();
    let own = picture.matches("href=\"#icon-").count();
    let inside = picture.matches("href=\"data:image/svg+xml;base64,").count();
    assert_eq!(addresses, own + inside);
    assert!(inside > 5);
    assert!(!picture.contains("<script"));
}

#[test]
fn icons_are_in_it_byte_for_byte() {
    let picture = svg(
        &subject(&notebookly(), Layer::Structure),
        Style::default(),
        None,
    );
    for name in ["ec2-instance", "rds", "vpc"] {
        let drawing = icons::drawing(name).unwrap();
        assert!(
            picture.contains(&crate::base64::standard(drawing.as_bytes())),
            "{name}"
        );
    }
}

/// Reads a chart by the grammar of those that are written here: a head, then
/// subgraphs that end, nodes and arrows, all labels in quotes.
fn read_mermaid(chart: &str) -> Result<(Vec<String>, usize), String> {
    let mut lines = chart.lines();
    if chart.starts_with("---") {
        lines.next();
        let title = lines.next().unwrap_or_default();
        let title = title.strip_prefix("title: ").ok_or("no title")?;
        serde_json::from_str::<String>(title).map_err(|error| error.to_string())?;
        if lines.next() != Some("---") {
            return Err("the head does not end".to_owned());
        }
    }
    if lines.next() != Some("flowchart TB") {
        return Err("no flowchart".to_owned());
    }
    let is_name = |text: &str| {
        text.strip_prefix('n').is_some_and(|digits| {
            !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
        })
    };
    let (mut depth, mut arrows, mut names) = (0, 0, Vec::new());
    for line in lines {
        let line = line.trim_start();
        if line == "end" {
            depth -= 1;
            continue;
        }
        let quotes = line.matches('"').count();
        if quotes != 0 && quotes != 2 {
            return Err(format!("{quotes} quotes in {line}"));
        }
        let (before, label) = line.split_once('"').unwrap_or((line, "\""));
        let (label, after) = label.split_once('"').ok_or(line)?;
        if label.contains(['<', '>', '`', '[', ']', '|', '{', '}']) {
            return Err(format!("markup in {line}"));
        }
        if let Some(name) = before.strip_prefix("subgraph ") {
            if after != "]" || !name.strip_suffix('[').is_some_and(is_name) {
                return Err(line.to_owned());
            }
            depth += 1;
            names.push(label.to_owned());
        } else if let Some((name, shape)) = before
            .split_once(['[', '('])
            .filter(|_| quotes == 2 && !before.contains(' '))
        {
            if !is_name(name) || shape.len() > 1 || after.is_empty() {
                return Err(line.to_owned());
            }
            names.push(label.to_owned());
        } else {
            let words: Vec<&str> = line.split(' ').collect();
            let (first, last) = (words[0], words[words.len() - 1]);
            let arrow = words
                .get(1)
                .is_some_and(|it| it.starts_with("-->") || it.starts_with("-.-"));
            if !is_name(first) || !is_name(last) || !arrow {
                return Err(line.to_owned());
            }
            arrows += 1;
        }
        if depth < 0 {
            return Err("an end too many".to_owned());
        }
    }
    match depth {
        0 => Ok((names, arrows)),
        _ => Err("a subgraph stays open".to_owned()),
    }
}

#[test]
fn a_chart_follows_the_grammar_and_holds_everything() {
    for document in [notebookly(), hostile(), Document::default()] {
        for layer in LAYERS {
            let subject = subject(&document, layer);
            let chart = mermaid(&subject);
            let (names, arrows) =
                read_mermaid(&chart).unwrap_or_else(|error| panic!("{error}\n{chart}"));
            assert_eq!(names.len(), subject.scene.len());
            assert_eq!(arrows, subject.lines.len());
        }
    }
}

#[test]
fn the_chart_of_the_example() {
    let chart = mermaid(&subject(&notebookly(), Layer::Structure));
    expect_test::expect_file!["../../tests/files/notebookly.mmd"].assert_eq(&chart);
}

/// The picture without its icons, which would fill the file.
#[test]
fn the_picture_of_the_example() {
    let subject = subject(&notebookly(), Layer::Structure);
    let picture = svg(&subject, Style::default(), None);
    let (start, rest) = picture.split_once("<defs>").unwrap();
    let (_, rest) = rest.split_once("</defs>").unwrap();
    let lines = format!("{start}{rest}").replace("><", ">\n<");
    expect_test::expect_file!["../../tests/files/notebookly.svg.txt"].assert_eq(&lines);
}

#[test]
fn the_letters_come_with_the_picture_and_are_named_before_others() {
    let fonts = Fonts {
        regular: b"regular".to_vec(),
        semibold: b"semibold".to_vec(),
    };
    let subject = subject(&notebookly(), Layer::Security);
    let with = svg(&subject, Style::default(), Some(&fonts));
    assert!(read_xml(&with).is_ok());
    for (weight, bytes) in [(400, &fonts.regular), (600, &fonts.semibold)] {
        let face = format!(
            "font-weight:{weight};src:url(data:font/woff2;base64,{})",
            crate::base64::standard(bytes)
        );
        assert_eq!(with.matches(&face).count(), 1, "{face}");
    }
    let families: Vec<&str> = (with.split("font-family=\"").skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(
        families.iter().all(|it| it.starts_with("Inter, ")),
        "{families:?}"
    );
    let without = svg(&subject, Style::default(), None);
    assert!(!without.contains("@font-face") && !without.contains("Inter,"));
}

/// Where in the picture something is written for the first time.
fn place_of(picture: &str, what: &str) -> usize {
    picture
        .find(what)
        .unwrap_or_else(|| panic!("{what} is not in it"))
}

#[test]
fn the_head_of_a_box_is_that_of_the_canvas() {
    let subject = subject(&notebookly(), Layer::Structure);
    let picture = svg(&subject, Style::default(), None);
    // The block stands behind the name in the same text, so that other letters leave no
    // hole between the two, and lines do not cross either.
    let head = (picture.split("<text ")).find(|it| it.contains(">public-a<tspan"));
    let head = head.expect("the name of a subnet with its block behind it");
    for part in [
        "font-size=\"13\" font-weight=\"600\"",
        "paint-order=\"stroke\"",
        "<tspan dx=\"8\" font-size=\"12\"",
        ">10.0.1.0/24</tspan>",
    ] {
        assert!(head.contains(part), "{part} in {head}");
    }
    // The tag has the height and the corners that the style sheet gives it.
    let base = include_str!("../../assets/styles/base.css");
    assert!(base.contains("height: 18px; padding: 0 6px; border-radius: 5px;"));
    let soft = colours::Colour::PublicSoft.on(Theme::Light);
    let tag = (picture.split("<rect ")).find(|it| it.contains(&format!("fill=\"{soft}\"")));
    let tag = tag.expect("the tag of a public subnet");
    assert!(tag.contains("height=\"18\" rx=\"5\""), "{tag}");
}

#[test]
fn icons_have_the_corners_that_the_style_sheet_gives_them() {
    let base = include_str!("../../assets/styles/base.css");
    let kept = (base
        .split("Line drawings that reach into their corners keep them.")
        .nth(1))
    .and_then(|rest| rest.split('{').next())
    .unwrap();
    let plates = (base.split("border-radius: 20%").nth(1))
        .and_then(|rest| rest.split('{').next())
        .unwrap();
    for (name, _) in icons::ICONS {
        let named = |list: &str| list.contains(&format!("#{name}\""));
        assert_eq!(icons::keeps_corners(name), named(kept), "{name}");
        assert_eq!(icons::wants_plate(name), named(plates), "{name}");
    }
    let subject = subject(&notebookly(), Layer::Structure);
    let picture = svg(&subject, Style::default(), None);
    let symbol = |name: &str| {
        let from = place_of(&picture, &format!("<symbol id=\"icon-{name}\""));
        picture[from..].split("href").next().unwrap().to_owned()
    };
    assert!(symbol("vpc").contains("clip-path=\"url(#rounded)\""));
    assert!(!symbol("route-table").contains("clip-path"));
}

#[test]
fn names_of_zones_and_of_groups_of_chips_lie_in_front_of_the_lines() {
    let subject = subject(&notebookly(), Layer::Structure);
    let picture = svg(&subject, Style::default(), None);
    for name in [
        ">ap-south-1a<",
        ">ap-south-1b<",
        ">Networking<",
        ">Security<",
    ] {
        let text = &picture[..place_of(&picture, name)];
        let text = &text[text.rfind("<text ").unwrap()..];
        assert!(text.contains("paint-order=\"stroke\""), "{text}");
    }
    // All lines of the drawing come before the first of them.
    let lines = subject.lines.len();
    let before = &picture[..place_of(&picture, ">ap-south-1a<")];
    assert_eq!(before.matches("stroke-linecap=\"round\"").count(), lines);
}

//! What each part of a template's text is, so that the page can colour it.

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A key of a mapping.
    Key,
    /// A function of CloudFormation.
    Function,
    /// A quoted text, or a line of a block of text.
    Text,
    /// Everything else.
    Plain,
}

/// The pieces of one line; put together they are the line.
pub type Line = Vec<(Piece, String)>;

/// The lines of a template in YAML.
pub fn yaml(text: &str) -> Vec<Line> {
    // The indentation of the key whose block of text we are in.
    let mut block: Option<usize> = None;
    text.lines()
        .map(|line| {
            let indent = line.len() - line.trim_start().len();
            if let Some(edge) = block {
                if line.trim().is_empty() || indent > edge {
                    return vec![(Piece::Text, line.to_owned())];
                }
                block = None;
            }
            let pieces = yaml_line(line);
            let opens = pieces
                .last()
                .is_some_and(|(_, last)| matches!(last.trim(), "|" | "|-" | "|+" | ">" | ">-"));
            if opens {
                block = Some(indent);
            }
            pieces
        })
        .collect()
}

fn yaml_line(line: &str) -> Line {
    let mut pieces = Vec::new();
    let mut rest = line;
    let body = rest.trim_start_matches([' ', '-']);
    take(
        &mut pieces,
        Piece::Plain,
        &mut rest,
        line.len() - body.len(),
    );
    if let Some(colon) = rest
        .find(": ")
        .or_else(|| rest.ends_with(':').then(|| rest.len() - 1))
    {
        let key = &rest[..colon];
        let is_key = key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.'));
        if is_key {
            let piece = if is_function(key) {
                Piece::Function
            } else {
                Piece::Key
            };
            take(&mut pieces, piece, &mut rest, colon);
            let gap = rest.len() - rest[1..].trim_start().len();
            take(&mut pieces, Piece::Plain, &mut rest, gap);
        }
    }
    if rest.starts_with('!') {
        let word = rest.find(' ').unwrap_or(rest.len());
        take(&mut pieces, Piece::Function, &mut rest, word);
    }
    let value = rest.trim_start();
    let quoted = value.starts_with(['"', '\'']);
    let length = rest.len();
    take(
        &mut pieces,
        if quoted { Piece::Text } else { Piece::Plain },
        &mut rest,
        length,
    );
    pieces
}

/// The lines of a template in JSON.
pub fn json(text: &str) -> Vec<Line> {
    text.lines().map(json_line).collect()
}

fn json_line(line: &str) -> Line {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find('"') {
        take(&mut pieces, Piece::Plain, &mut rest, start);
        let end = closing_quote(rest);
        let text = rest[..end].trim_matches('"');
        let piece = if !rest[end..].starts_with(':') {
            Piece::Text
        } else if is_function(text) {
            Piece::Function
        } else {
            Piece::Key
        };
        take(&mut pieces, piece, &mut rest, end);
    }
    let length = rest.len();
    take(&mut pieces, Piece::Plain, &mut rest, length);
    pieces
}

/// Where the text that `rest` starts with ends, its closing quote included.
fn closing_quote(rest: &str) -> usize {
    let mut escaped = false;
    for (place, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return place + 1,
            _ => {}
        }
    }
    rest.len()
}

fn is_function(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}

/// Moves the first `length` bytes of `rest` to the pieces.
fn take(pieces: &mut Line, piece: Piece, rest: &mut &str, length: usize) {
    let (head, tail) = rest.split_at(length);
    if !head.is_empty() {
        pieces.push((piece, head.to_owned()));
    }
    *rest = tail;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(lines: &[Line]) -> String {
        let mark = |(piece, text): &(Piece, String)| match piece {
            Piece::Key => format!("<k>{text}</k>"),
            Piece::Function => format!("<f>{text}</f>"),
            Piece::Text => format!("<s>{text}</s>"),
            Piece::Plain => text.clone(),
        };
        let lines: Vec<String> = lines
            .iter()
            .map(|line| line.iter().map(mark).collect())
            .collect();
        lines.join("\n")
    }

    #[test]
    fn yaml_is_told_apart() {
        let text = "Resources:\n  Vpc:\n    - Id: !Ref Campus\n      Name: \"a: b\"\n      Script: |\n        key: no key\n      Type: AWS::EC2::VPC\n      - plain: x";
        expect_test::expect![[r#"
            <k>Resources</k>:
              <k>Vpc</k>:
                - <k>Id</k>: <f>!Ref</f> Campus
                  <k>Name</k>: <s>"a: b"</s>
                  <k>Script</k>: |
            <s>        key: no key</s>
                  <k>Type</k>: AWS::EC2::VPC
                  - <k>plain</k>: x"#]]
        .assert_eq(&marked(&yaml(text)));
    }

    #[test]
    fn json_is_told_apart() {
        let text = "{ \"Id\": { \"Ref\": \"a \\\" b\" },";
        expect_test::expect![[r#"{ <k>"Id"</k>: { <f>"Ref"</f>: <s>"a \" b"</s> },"#]]
            .assert_eq(&marked(&json(text)));
    }

    #[test]
    fn nothing_is_lost() {
        for text in [
            "",
            "  - ",
            "\"",
            "ä: ö",
            "a:\n\n\tb",
            "!",
            ": x",
            "🙂: \"🙂\\",
        ] {
            for lines in [yaml(text), json(text)] {
                let again: Vec<String> = lines
                    .iter()
                    .map(|line| line.iter().map(|(_, text)| text.as_str()).collect())
                    .collect();
                assert_eq!(again, text.lines().collect::<Vec<_>>());
            }
        }
    }
}

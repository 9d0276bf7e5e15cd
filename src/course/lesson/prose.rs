//! Markdown as a lesson uses it, read into a small tree: what page, terminal and the
//! checks of the texts all walk over.

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

/// A piece of prose.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A heading; 2 begins a screen.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; whether it is numbered.
    List(bool, Vec<Vec<Node>>),
    /// A table: its head and its rows.
    Table(Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
    /// Lines of code.
    Code(String),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Strong text.
    Strong(Vec<Inline>),
    /// Emphasised text.
    Emphasis(Vec<Inline>),
    /// Code, an address, a name.
    Code(String),
    /// A link to another page.
    Link(String, Vec<Inline>),
    /// A term, which leads to its definition.
    Term {
        /// The term as the glossary has it.
        term: String,
        /// What is written.
        text: Vec<Inline>,
    },
    /// The source of a fact.
    Source(String),
}

/// How the address of a link to a term begins.
const TERM: &str = "term:";

/// Reads Markdown.
pub fn read(text: &str) -> Vec<Node> {
    // `[subnet]` is a link that leads nowhere, to Markdown; to us it is a term.
    let term = |link: BrokenLink| {
        let name = link.reference.trim().to_owned();
        Some((CowStr::from(format!("{TERM}{name}")), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(text, Options::ENABLE_TABLES, Some(term));
    let mut builder = Builder::default();
    parser.for_each(|event| builder.take(event));
    builder.nodes.pop().unwrap_or_default()
}

/// Prose of one line, such as the text of a task.
pub fn line(text: &str) -> Vec<Inline> {
    let mut nodes = read(text).into_iter();
    match nodes.next() {
        Some(Node::Paragraph(inlines)) => inlines,
        _ => vec![Inline::Text(text.to_owned())],
    }
}

/// The plain text of a line.
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(it) | Inline::Code(it) => text.push_str(it),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Link(_, inner)
            | Inline::Term { text: inner, .. } => text.push_str(&plain(inner)),
            Inline::Source(_) => {}
        }
    }
    text
}

/// Calls `visit` with every line of text in some prose, each with whether it is a heading.
pub fn lines<'n>(nodes: &'n [Node], visit: &mut dyn FnMut(&'n [Inline], bool)) {
    for node in nodes {
        match node {
            Node::Heading(_, inlines) => visit(inlines, true),
            Node::Paragraph(inlines) => visit(inlines, false),
            Node::List(_, items) => items.iter().for_each(|item| lines(item, visit)),
            Node::Table(head, rows) => {
                head.iter().for_each(|cell| visit(cell, true));
                rows.iter().flatten().for_each(|cell| visit(cell, true));
            }
            Node::Code(_) => {}
        }
    }
}

/// Whether a link leads to a page. A lesson may come from anybody, so nothing else does.
fn is_address(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// Names such as `web-1` and `ap-south-1a` are read as one word. A longer one may break.
const LONGEST_NAME: usize = 24;

/// A text in pieces, each with whether it is a name that is not to be broken at its hyphen.
pub fn pieces(text: &str) -> Vec<(String, bool)> {
    let mut all: Vec<(String, bool)> = Vec::new();
    for word in text.split_inclusive(' ') {
        let bare = word.trim_matches(|it: char| !it.is_ascii_alphanumeric());
        let is_name = bare.contains('-')
            && bare.len() <= LONGEST_NAME
            && bare.chars().any(|it| it.is_ascii_digit());
        let (name, space) = match word.strip_suffix(' ') {
            Some(name) if is_name => (name, " "),
            _ => (word, ""),
        };
        for (piece, whole) in [(name, is_name), (space, false)] {
            match all.last_mut() {
                _ if piece.is_empty() => {}
                Some((last, false)) if !whole => last.push_str(piece),
                _ => all.push((piece.to_owned(), whole)),
            }
        }
    }
    all
}

/// Builds the tree out of what the parser sees.
struct Builder {
    nodes: Vec<Vec<Node>>,
    inlines: Vec<Vec<Inline>>,
    lists: Vec<(bool, Vec<Vec<Node>>)>,
    head: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
    links: Vec<String>,
    code: Option<String>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            nodes: vec![Vec::new()],
            inlines: Vec::new(),
            lists: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
            links: Vec::new(),
            code: None,
        }
    }
}

impl Builder {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(text) => self.inline(Inline::Code(text.into_string())),
            Event::SoftBreak | Event::HardBreak => self.inline(Inline::Text(" ".to_owned())),
            // There is no HTML in a lesson; what looks like it is text.
            Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell => self.inlines.push(Vec::new()),
            Tag::Strong | Tag::Emphasis => self.inlines.push(Vec::new()),
            Tag::Link { dest_url, .. } => {
                self.links.push(dest_url.into_string());
                self.inlines.push(Vec::new());
            }
            Tag::List(start) => self.lists.push((start.is_some(), Vec::new())),
            Tag::Item => {
                self.nodes.push(Vec::new());
                self.inlines.push(Vec::new());
            }
            Tag::TableRow | Tag::TableHead => self.rows.push(Vec::new()),
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                let line = self.line();
                self.node(Node::Paragraph(line));
            }
            TagEnd::Heading(level) => {
                let line = self.line();
                self.node(Node::Heading(level as u8, line));
            }
            TagEnd::Strong => {
                let line = self.line();
                self.inline(Inline::Strong(line));
            }
            TagEnd::Emphasis => {
                let line = self.line();
                self.inline(Inline::Emphasis(line));
            }
            TagEnd::Link => {
                let text = self.line();
                let link = self.links.pop().unwrap_or_default();
                if link.strip_prefix(TERM).is_none() && !is_address(&link) {
                    text.into_iter().for_each(|it| self.inline(it));
                    return;
                }
                self.inline(match link.strip_prefix(TERM) {
                    Some(term) => Inline::Term {
                        term: term.to_owned(),
                        text,
                    },
                    None => Inline::Link(link, text),
                });
            }
            TagEnd::Item => {
                // A tight item has its text without a paragraph around it.
                let line = self.line();
                let mut nodes = self.nodes.pop().unwrap_or_default();
                if !line.is_empty() {
                    nodes.insert(0, Node::Paragraph(line));
                }
                if let Some((_, items)) = self.lists.last_mut() {
                    items.push(nodes);
                }
            }
            TagEnd::List(_) => {
                if let Some((numbered, items)) = self.lists.pop() {
                    self.node(Node::List(numbered, items));
                }
            }
            TagEnd::TableCell => {
                let line = self.line();
                if let Some(row) = self.rows.last_mut() {
                    row.push(line);
                }
            }
            TagEnd::TableHead => self.head = self.rows.pop().unwrap_or_default(),
            TagEnd::Table => {
                let (head, rows) = (
                    std::mem::take(&mut self.head),
                    std::mem::take(&mut self.rows),
                );
                self.node(Node::Table(head, rows));
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                self.node(Node::Code(code));
            }
            _ => {}
        }
    }

    fn line(&mut self) -> Vec<Inline> {
        self.inlines.pop().unwrap_or_default()
    }

    fn node(&mut self, node: Node) {
        if let Some(nodes) = self.nodes.last_mut() {
            nodes.push(node);
        }
    }

    fn inline(&mut self, inline: Inline) {
        if let Some(line) = self.inlines.last_mut() {
            line.push(inline);
        }
    }

    /// Text, out of which `{SUB-6}` becomes a source.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((id, after)) = behind.split_once('}').filter(|(id, _)| is_source(id)) else {
                break;
            };
            if !before.is_empty() {
                self.inline(Inline::Text(before.trim_end().to_owned()));
            }
            for id in id.split(',') {
                self.inline(Inline::Source(id.trim().to_owned()));
            }
            rest = after;
        }
        if !rest.is_empty() {
            // Markdown hands a line over in pieces; they belong together.
            if let Some(Inline::Text(last)) = self.inlines.last_mut().and_then(|it| it.last_mut()) {
                last.push_str(rest);
            } else {
                self.inline(Inline::Text(rest.to_owned()));
            }
        }
    }
}

/// Whether a text is an id of a source, such as `SUB-6` or `A17`, or several.
fn is_source(text: &str) -> bool {
    text.split(',').all(|id| {
        let id = id.trim();
        id.starts_with(|c: char| c.is_ascii_uppercase())
            && id.ends_with(|c: char| c.is_ascii_digit())
            && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_and_sources_are_told_from_text() {
        let line = line("A **[subnet]** is a [slice][subnet] of 10.0.0.0/16. {SUB-1, SUB-6} Next.");
        let text = |text: &str| Inline::Text(text.to_owned());
        let term = |written: &str| Inline::Term {
            term: "subnet".to_owned(),
            text: vec![text(written)],
        };
        assert_eq!(
            line,
            [
                text("A "),
                Inline::Strong(vec![term("subnet")]),
                text(" is a "),
                term("slice"),
                text(" of 10.0.0.0/16."),
                Inline::Source("SUB-1".to_owned()),
                Inline::Source("SUB-6".to_owned()),
                text(" Next."),
            ]
        );
    }

    #[test]
    fn lists_and_tables_are_read() {
        let nodes = read("- one\n- **two**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
        assert!(matches!(&nodes[0], Node::List(false, items) if items.len() == 2));
        assert!(matches!(&nodes[1], Node::Table(head, rows) if head.len() == 2 && rows.len() == 1));
        assert_eq!(
            read("a {not a source} b"),
            [Node::Paragraph(vec![Inline::Text(
                "a {not a source} b".to_owned()
            )])]
        );
    }

    #[test]
    fn a_name_is_not_broken_and_a_link_leads_to_a_page() {
        let told = pieces("Ask web-1, then 10-minute rest.");
        let names: Vec<&str> = told
            .iter()
            .filter(|it| it.1)
            .map(|it| it.0.as_str())
            .collect();
        assert_eq!(names, ["web-1,", "10-minute"]);
        let whole: String = told.iter().map(|it| it.0.as_str()).collect();
        assert_eq!(whole, "Ask web-1, then 10-minute rest.");
        assert!(pieces("a well-known word").iter().all(|it| !it.1));
        let links = |text: &str| line(text).iter().any(|it| matches!(it, Inline::Link(..)));
        assert!(links("[here](https://aws.amazon.com)"));
        assert!(!links("[here](javascript:alert(1))"));
        assert_eq!(plain(&line("[here](javascript:alert(1))")), "here");
    }
}

//! `cloud-campus share`: a link that holds a whole document, and back.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Answer, BadInput, input};
use crate::share::{self, SAFE_CHARS};
use crate::text::grouped;

/// The flags of `share`.
#[derive(Args)]
pub struct Flags {
    /// The document, *.campus.json; - for standard input.
    #[arg(value_name = "FILE", required_unless_present = "open")]
    file: Option<PathBuf>,
    /// Where the page is, such as https://campus.example/; without it, the part of the
    /// link from its # on is printed.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "open")]
    page: Option<String>,
    /// Print the document that a link holds; - reads the link from standard input.
    #[arg(long, value_name = "LINK", conflicts_with = "file")]
    open: Option<String>,
}

/// Makes the link, or opens one.
pub fn answer(flags: &Flags, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    if let Some(link) = &flags.open {
        return opened(link, stdin);
    }
    let file = flags.file.as_deref().unwrap_or(Path::new("-"));
    let document = input::read(file, stdin)?;
    let fragment = share::fragment(&document).map_err(|why| BadInput(why.to_string()))?;
    // A page has one fragment: what stands behind a # is replaced.
    let page = flags.page.as_deref().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    let link = format!("{page}{fragment}");
    let mut answer = Answer::fine(format!("{link}\n"));
    if link.len() > SAFE_CHARS {
        answer.notes.push(format!(
            "the link has {} characters; some chats cut links over {}",
            grouped(link.len() as u64),
            grouped(SAFE_CHARS as u64)
        ));
    }
    Ok(answer)
}

fn opened(link: &str, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let given;
    let link = if link == "-" {
        given = input::given(Path::new("-"), stdin)?.text;
        given.as_str()
    } else {
        link
    };
    match share::open(link) {
        Ok(document) => Ok(Answer::fine(document.to_json())),
        Err(why) => Err(BadInput(format!("the link was not opened: {why}"))),
    }
}

//! `cloud-campus picture`: the drawing as SVG or as a Mermaid flowchart.

use std::io::Read;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Answer, BadInput, FileFlag, input};
use crate::analysis::Analysis;
use crate::picture::{self, Fonts, Layer, Style, Subject, Theme};

/// The flags of `picture`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// Draw SVG, with its icons and letters in it. That is what happens without a flag, too.
    #[arg(long, conflicts_with = "mermaid")]
    svg: bool,
    /// Write a Mermaid flowchart.
    #[arg(long)]
    mermaid: bool,
    /// What the lines are about.
    #[arg(long, value_enum, default_value_t = Lines::Structure)]
    layer: Lines,
    /// Draw for a dark ground.
    #[arg(long)]
    dark: bool,
    /// Leave the ground out.
    #[arg(long)]
    transparent: bool,
    /// Leave the letters to the machine of whoever looks at it; the picture is
    /// 65 KB smaller.
    #[arg(long)]
    no_fonts: bool,
    /// Tidy the drawing up first; the file stays as it is.
    #[arg(long)]
    tidy: bool,
    /// Write to this file rather than to standard output.
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// What lines are about.
#[derive(Clone, Copy, ValueEnum)]
enum Lines {
    /// The way of a request, and standbys.
    Structure,
    /// Where the routes of each subnet lead.
    Routing,
    /// Who may talk to whom.
    Security,
}

/// The letters, carried by the program.
fn own_fonts() -> Fonts {
    Fonts {
        regular: include_bytes!("../../assets/fonts/inter-400.woff2").to_vec(),
        semibold: include_bytes!("../../assets/fonts/inter-600.woff2").to_vec(),
    }
}

/// Draws the picture.
pub fn answer(flags: &Flags, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let mut document = input::read(&flags.file.file, stdin)?;
    let analysis = Analysis::of(&document.architecture);
    if flags.tidy {
        picture::tidied(&mut document, &analysis);
    }
    let layer = match flags.layer {
        Lines::Structure => Layer::Structure,
        Lines::Routing => Layer::Routing,
        Lines::Security => Layer::Security,
    };
    let subject = Subject::of(&document, &analysis, layer);
    let style = Style {
        theme: if flags.dark {
            Theme::Dark
        } else {
            Theme::Light
        },
        transparent: flags.transparent,
        ..Style::default()
    };
    let mut answer = Answer::fine(match flags.mermaid {
        true => picture::mermaid(&subject),
        false => picture::svg(&subject, style, (!flags.no_fonts).then(own_fonts).as_ref()),
    });
    if let Some(path) = &flags.output {
        std::fs::write(path, &answer.text).map_err(|error| {
            BadInput(format!(
                "{}: it could not be written ({error})",
                path.display()
            ))
        })?;
        answer.text = format!("Wrote the picture to {}.\n", path.display());
    }
    Ok(answer)
}

//! `cloud-campus export`: the architecture as a CloudFormation template.

use std::io::Read;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::output::json;
use super::{Answer, BadInput, FileFlag, input};
use crate::architecture::{Architecture, Kind, Region, ResourceId};
use crate::cloudformation::{self, Export};
use crate::text::count_or_none;

/// The flags of `export`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// How the template is written.
    #[arg(long, value_enum, default_value_t = Format::Yaml)]
    format: Format,
    /// The Region to export, by code, name or id; the first one if absent.
    #[arg(long)]
    region: Option<String>,
    /// Write the template to this file rather than to standard output.
    #[arg(long, short, value_name = "PATH", conflicts_with = "json")]
    output: Option<PathBuf>,
    /// Print the template together with what it leaves out, as JSON (see
    /// `cloud-campus schema export`).
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// How a template is written.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// YAML with short tags such as !Ref.
    Yaml,
    /// JSON.
    Json,
}

/// Makes the template. What it leaves out goes to standard error, where it
/// does not end up in the template.
pub fn answer(flags: &Flags, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let document = input::read(&flags.file.file, stdin)?;
    let architecture = &document.architecture;
    let region = match &flags.region {
        Some(wanted) => Some(find_region(wanted, architecture)?),
        None => None,
    };
    let export = cloudformation::export(architecture, region.as_ref());
    if flags.json {
        return Ok(Answer::fine(json(&as_json(&export, architecture))));
    }
    let template = match flags.format {
        Format::Yaml => export.template.to_yaml(),
        Format::Json => export.template.to_json(),
    };
    let mut answer = Answer::fine(template);
    answer.notes = notes(&export, architecture);
    if let Some(path) = &flags.output {
        std::fs::write(path, &answer.text).map_err(|error| {
            BadInput(format!(
                "{}: it could not be written ({error})",
                path.display()
            ))
        })?;
        let size = count_or_none(export.template.resources.len(), "resource", "resources");
        answer.text = format!("Wrote {size} to {}.\n", path.display());
    }
    Ok(answer)
}

fn notes(export: &Export, architecture: &Architecture) -> Vec<String> {
    export
        .omitted
        .iter()
        .map(|omission| {
            let name = architecture.name_of(&omission.resource);
            let what = match &omission.part {
                Some(part) => format!("{name}, {part}"),
                None => name,
            };
            format!("not in the template: {what}: {}", omission.why)
        })
        .collect()
}

fn as_json(export: &Export, architecture: &Architecture) -> Value {
    let omitted: Vec<Value> = export
        .omitted
        .iter()
        .map(|omission| {
            json!({
                "resource": omission.resource,
                "name": architecture.name_of(&omission.resource),
                "part": omission.part,
                "why": omission.why.to_string(),
            })
        })
        .collect();
    // The template has just been written as JSON.
    let template: Value = serde_json::from_str(&export.template.to_json()).unwrap_or_default();
    json!({ "template": template, "omitted": omitted })
}

fn find_region(wanted: &str, architecture: &Architecture) -> Result<ResourceId, BadInput> {
    let matches = |id: &&ResourceId| {
        let code = architecture.find::<Region>(id).map(|it| it.code.as_str());
        id.as_str() == wanted || code == Some(wanted) || architecture.name_of(id) == wanted
    };
    architecture
        .ids_of(Kind::Region)
        .find(matches)
        .cloned()
        .ok_or_else(|| {
            let known: Vec<&str> = architecture
                .all::<Region>()
                .map(|(_, region)| region.code.as_str())
                .collect();
            BadInput(match known.as_slice() {
                [] => "the document has no Region".to_owned(),
                known => format!(
                    "there is no Region `{wanted}` in the document; it has {}",
                    known.join(", ")
                ),
            })
        })
}

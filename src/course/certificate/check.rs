//! A page beside a progress: whether they agree, and in plain words where they do not.

use serde_json::Value;

use super::station::Station;
use super::{Certificate, ENGINE};
use crate::course::memory::Progress;

/// The value of `format` in every page.
pub const FORMAT: &str = "cloud-campus-certificate";

/// The version that is written, and the newest that is read.
pub const VERSION: u64 = 1;

/// The largest page that is read, in bytes; ours have about 5,000.
pub const MAX_BYTES: usize = 256 * 1024;

/// What a page says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The name.
    pub name: String,
    /// The station, by the chapter behind which it stands.
    pub station: Station,
    /// The engine that made it.
    pub engine: String,
    /// The facts, as data.
    pub facts: Value,
    /// The checksum.
    pub checksum: String,
    text: String,
}

impl Claim {
    /// Reads a page, or says why it is none, in a sentence without its full stop.
    pub fn read(svg: &str) -> Result<Self, String> {
        let foreign = || "it is no certificate that Cloud Campus made".to_owned();
        if svg.len() > MAX_BYTES {
            return Err(format!(
                "it is too large for a certificate: {} bytes",
                svg.len()
            ));
        }
        let begin = "<metadata id=\"cloud-campus-certificate\">";
        let (_, behind) = svg.split_once(begin).ok_or_else(foreign)?;
        let (data, _) = behind.split_once("</metadata>").ok_or_else(foreign)?;
        let data: Value = serde_json::from_str(&plain(data)).map_err(|_| foreign())?;
        let word = |key: &str| data.get(key)?.as_str().map(str::to_owned);
        if word("format").as_deref() != Some(FORMAT) {
            return Err(foreign());
        }
        match data.get("version").and_then(Value::as_u64) {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => {
                return Err("it was made by a newer Cloud Campus".to_owned());
            }
            _ => return Err(foreign()),
        }
        let claim = || {
            let chapter = u32::try_from(data.get("station")?.as_u64()?).ok()?;
            Some(Self {
                name: word("name")?,
                station: *Station::behind(chapter)?,
                engine: word("engine")?,
                facts: data.get("facts")?.clone(),
                checksum: word("checksum")?,
                text: unified(svg),
            })
        };
        claim().ok_or_else(foreign)
    }

    /// What does not agree with a progress, a sentence each; nothing where all does.
    pub fn against(&self, progress: &Progress) -> Vec<String> {
        let made = match Certificate::of(&self.name, &self.station, progress) {
            Ok(made) => made,
            Err(why) => return vec![format!("By this progress it cannot be made: {why}.")],
        };
        let mut wrong = Vec::new();
        let facts = made.facts.to_value();
        let members = facts.as_object().into_iter().flatten();
        for (key, now) in members {
            let claimed = self.facts.get(key).unwrap_or(&Value::Null);
            if claimed != now {
                let what = key.replace('_', " ");
                wrong.push(format!(
                    "{}: the certificate says {claimed}, the progress says {now}.",
                    crate::text::capitalised(&what)
                ));
            }
        }
        if self.checksum != made.checksum {
            wrong.push(match wrong.is_empty() {
                true => "The checksum is another one: the facts agree, and yet this is not the progress that the certificate was made of, or not this name. It may have gone on since: ask for the progress that was exported with the certificate.".to_owned(),
                false => "The checksum is another one: the certificate was made of another progress, or one of the two was changed.".to_owned(),
            });
        }
        // What people read is no data: it could be changed while the data stays.
        let drawn = Certificate {
            engine: self.engine.clone(),
            ..made
        };
        if wrong.is_empty() && unified(&drawn.svg()) != self.text {
            wrong.push(match self.engine == ENGINE {
                true => "The page itself was changed: its data agree with the progress, but what stands on it is not what Cloud Campus draws from them.".to_owned(),
                false => format!(
                    "The data agree, but engine {} drew this page and this is engine {ENGINE}: whether the words on it were changed cannot be told here. Compare them with the facts below.",
                    self.engine
                ),
            });
        }
        wrong
    }
}

/// The text behind the five entities of XML.
fn plain(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// A text as it is compared: mail and editors change the ends of lines, and add a mark in
/// front.
fn unified(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    text.replace("\r\n", "\n").trim().to_owned()
}

//! Reading what authors write: JSON, with the path of whatever is wrong and the remedy.
//!
//! Lessons are read by people who look for a comma at night, so every refusal names the
//! place as one would say it (`tasks[2].check.all[0].is`) and what may stand there.

use std::fmt;

use serde_json::{Map, Value};

use crate::architecture::Kind;

/// What is wrong with a lesson, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, such as `chapter.json`; empty until somebody knows it.
    pub file: String,
    /// The way to it in the file, such as `tasks[2].check`, or a line.
    pub place: String,
    /// What is wrong, and what to write instead.
    pub why: String,
}

impl Fault {
    /// Something is wrong at a place.
    pub fn new(place: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            file: String::new(),
            place: place.into(),
            why: why.into(),
        }
    }

    /// The same, in this file.
    pub fn in_file(mut self, file: &str) -> Self {
        if self.file.is_empty() {
            file.clone_into(&mut self.file);
        }
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [&self.file, &self.place] {
            if !part.is_empty() {
                write!(f, "{part}: ")?;
            }
        }
        f.write_str(&self.why)
    }
}

/// Reads a JSON text.
pub fn json(text: &str) -> Result<Value, Fault> {
    serde_json::from_str(text).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default();
        Fault::new(place, format!("this is no JSON: {why}"))
    })
}

/// A value and the way to it.
#[derive(Clone, Debug)]
pub struct At<'v> {
    /// The value.
    pub value: &'v Value,
    /// The way to it.
    pub path: String,
}

impl<'v> At<'v> {
    /// The whole file.
    pub const fn root(value: &'v Value) -> Self {
        Self {
            value,
            path: String::new(),
        }
    }

    /// What is wrong here.
    pub fn fault(&self, why: impl Into<String>) -> Fault {
        Fault::new(self.path.clone(), why)
    }

    fn expected(&self, what: &str) -> Fault {
        let found = match self.value {
            Value::Null => "nothing (null)".to_owned(),
            Value::Array(_) => "a list".to_owned(),
            Value::Object(map) => match map.keys().next() {
                Some(key) => format!("an object with `{key}`"),
                None => "an empty object".to_owned(),
            },
            other => format!("`{other}`"),
        };
        self.fault(format!("there should be {what}, and there is {found}"))
    }

    /// A text that is not empty.
    pub fn text(&self) -> Result<&'v str, Fault> {
        match self.value.as_str() {
            Some(text) if !text.trim().is_empty() => Ok(text),
            _ => Err(self.expected("a text")),
        }
    }

    /// Yes or no.
    pub fn flag(&self) -> Result<bool, Fault> {
        let flag = self.value.as_bool();
        flag.ok_or_else(|| self.expected("true or false"))
    }

    /// A whole number that is not negative.
    pub fn count(&self) -> Result<u32, Fault> {
        let number = self.value.as_u64().and_then(|it| u32::try_from(it).ok());
        number.ok_or_else(|| self.expected("a whole number"))
    }

    /// Any number.
    pub fn number(&self) -> Result<f64, Fault> {
        self.value.as_f64().ok_or_else(|| self.expected("a number"))
    }

    /// The items of a list.
    pub fn items(&self) -> Result<Vec<At<'v>>, Fault> {
        let Value::Array(items) = self.value else {
            return Err(self.expected("a list"));
        };
        let at = |(place, value)| At {
            value,
            path: format!("{}[{place}]", self.path),
        };
        Ok(items.iter().enumerate().map(at).collect())
    }

    /// The items of a list, or the one thing that stands in its place.
    pub fn one_or_many(&self) -> Vec<At<'v>> {
        self.items().unwrap_or_else(|_| vec![self.clone()])
    }

    /// Every item of a list, read.
    pub fn each<T>(&self, read: impl Fn(&At<'v>) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
        self.items()?.iter().map(read).collect()
    }

    /// An object, with any members.
    pub fn object(&self) -> Result<Members<'v>, Fault> {
        match self.value {
            Value::Object(map) => Ok(Members {
                map,
                path: self.path.clone(),
            }),
            _ => Err(self.expected("an object")),
        }
    }

    /// An object that has none but these members.
    pub fn members(&self, known: &[&str]) -> Result<Members<'v>, Fault> {
        let members = self.object()?;
        members.only(known)?;
        Ok(members)
    }

    /// A resource kind by its key.
    pub fn kind(&self) -> Result<Kind, Fault> {
        let text = self.text()?;
        let found = Kind::ALL.iter().find(|kind| kind.info().key == text);
        found.copied().ok_or_else(|| {
            let keys: Vec<&str> = Kind::ALL.iter().map(|kind| kind.info().key).collect();
            let keys = keys.join(", ");
            self.fault(format!("there is no kind `{text}`; there are {keys}"))
        })
    }
}

/// The members of an object.
#[derive(Clone, Debug)]
pub struct Members<'v> {
    map: &'v Map<String, Value>,
    path: String,
}

impl<'v> Members<'v> {
    /// What is wrong with the object as a whole.
    pub fn fault(&self, why: impl Into<String>) -> Fault {
        Fault::new(self.path.clone(), why)
    }

    /// Refuses members that are not known.
    pub fn only(&self, known: &[&str]) -> Result<(), Fault> {
        match self.map.keys().find(|key| !known.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => Err(self.fault(format!(
                "there is no member `{key}` here; there may be {}",
                known.join(", ")
            ))),
        }
    }

    /// Whether there is a member.
    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// The member, if it is there.
    pub fn get(&self, key: &str) -> Option<At<'v>> {
        self.map.get(key).map(|value| self.at(key, value))
    }

    /// The member, which must be there.
    pub fn want(&self, key: &str) -> Result<At<'v>, Fault> {
        self.get(key)
            .ok_or_else(|| self.fault(format!("`{key}` is missing here")))
    }

    /// A text, which must be there.
    pub fn text(&self, key: &str) -> Result<String, Fault> {
        self.want(key)?.text().map(str::to_owned)
    }

    /// A text, empty if it is not there.
    pub fn text_or_none(&self, key: &str) -> Result<String, Fault> {
        match self.get(key) {
            Some(at) => at.text().map(str::to_owned),
            None => Ok(String::new()),
        }
    }

    /// What a member is read as, if it is there.
    pub fn maybe<T>(
        &self,
        key: &str,
        read: impl Fn(&At<'v>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.get(key).map(|at| read(&at)).transpose()
    }

    /// A list, empty if it is not there.
    pub fn each<T>(
        &self,
        key: &str,
        read: impl Fn(&At<'v>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        self.get(key).map_or(Ok(Vec::new()), |at| at.each(read))
    }

    /// All members, in the order of their names.
    pub fn all(&self) -> impl Iterator<Item = (&'v str, At<'v>)> + '_ {
        let all = self.map.iter();
        all.map(|(key, value)| (key.as_str(), self.at(key, value)))
    }

    /// The members as they stand.
    pub const fn map(&self) -> &'v Map<String, Value> {
        self.map
    }

    fn at(&self, key: &str, value: &'v Value) -> At<'v> {
        let path = match self.path.is_empty() {
            true => key.to_owned(),
            false => format!("{}.{key}", self.path),
        };
        At { value, path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let value = json!({"tasks": [{"id": "05-1"}, {"id": 5}]});
        let tasks = At::root(&value).object().unwrap().want("tasks").unwrap();
        let why = tasks.each(|at| at.object()?.text("id")).unwrap_err();
        assert_eq!(
            why.in_file("chapter.json").to_string(),
            "chapter.json: tasks[1].id: there should be a text, and there is `5`"
        );
        let why = json("{\n  \"a\": 1,\n}").unwrap_err();
        assert_eq!(why.place, "line 3, column 1");
    }
}

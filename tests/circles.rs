//! No circle of files: inside a room, too, one file stands below another, so
//! that each can be read without those above it.
//!
//! A file asks another when it names something that is declared there. What a
//! file only passes on (`pub use`) is asked where it is declared. One thing is
//! left out: what a file says of the files beneath it. `mod.rs` is the door of
//! its folder and hands on to what is in it, and what is in it may use the
//! words that stand at the door. Tests may ask whom they like.

#[path = "support/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use sources::{none, sources};

/// A module, as the names on the way to it.
type Module = Vec<String>;

/// A path as it stands in the code.
type Path = Vec<String>;

/// The module that a file is: `src/rules/dns/mod.rs` is `rules::dns`.
fn module(place: &str) -> Module {
    let inside = place.trim_start_matches("src/").trim_end_matches(".rs");
    let mut names: Module = inside.split('/').map(str::to_owned).collect();
    if names.last().is_some_and(|it| it == "mod") || ["lib", "main"].contains(&inside) {
        names.pop();
    }
    names
}

/// The code of a file without its tests and its comments.
fn code(text: &str) -> String {
    let code = text.split("\n#[cfg(test)]\nmod tests {").next();
    let lines = code.unwrap_or(text).lines();
    let bare = lines.map(|line| line.split("//").next().unwrap_or(line));
    // What a macro names is named by the file in which the macro stands.
    bare.collect::<Vec<_>>()
        .join("\n")
        .replace("$crate", "crate")
}

/// The paths of a `use`, written out: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn written_out(tree: &str) -> Vec<Path> {
    let tree = tree.trim();
    let Some((start, inner)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree);
        let names = path.split("::").map(|name| name.trim().to_owned());
        return vec![names.filter(|name| !name.is_empty()).collect()];
    };
    let inner = inner.trim_end().trim_end_matches('}');
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for letter in inner.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if letter == ',' && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    let whole = parts.iter().filter(|part| !part.trim().is_empty());
    whole
        .flat_map(|part| written_out(&format!("{start}{}", part.trim())))
        .collect()
}

/// What a file names.
#[derive(Debug, Default)]
struct Named {
    /// What it uses.
    used: Vec<Path>,
    /// What it passes on.
    passed_on: Vec<Path>,
    code: String,
}

fn named(text: &str) -> Named {
    let mut named = Named {
        code: code(text),
        ..Named::default()
    };
    let mut open: Option<(bool, String)> = None;
    let mut for_tests = false;
    for line in named.code.lines() {
        let trimmed = line.trim();
        if open.is_none() {
            let (public, rest) = match trimmed.strip_prefix("pub") {
                Some(rest) => (true, rest.trim_start_matches(|c| c != ' ').trim_start()),
                None => (false, trimmed),
            };
            match rest.strip_prefix("use ") {
                Some(tree) if !for_tests => open = Some((public, tree.to_owned())),
                Some(_) => {}
                None => named.used.extend(paths_in(trimmed)),
            }
            for_tests = trimmed == "#[cfg(test)]";
        } else if let Some((_, tree)) = &mut open {
            tree.push_str(trimmed);
        }
        if let Some((public, tree)) = open.take_if(|(_, tree)| tree.contains(';')) {
            let paths = written_out(tree.split(';').next().unwrap_or(&tree));
            let list = if public {
                &mut named.passed_on
            } else {
                &mut named.used
            };
            list.extend(paths);
        }
    }
    named
}

/// The paths in a line that start at the root, here or above.
fn paths_in(line: &str) -> Vec<Path> {
    let of_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    line.split(|c: char| !of_path(c))
        .map(|word| word.split("::").map(str::to_owned).collect())
        .filter(|path: &Path| path.iter().all(|name| !name.is_empty()))
        .filter(|path| path.len() > 1 && ["crate", "super", "self"].contains(&&*path[0]))
        .collect()
}

/// The source, file by file.
struct House(BTreeMap<Module, Named>);

impl House {
    fn of(sources: &[(String, String)]) -> Self {
        let files = sources.iter();
        let files = files.filter(|(place, _)| !place.ends_with("/tests.rs"));
        Self(
            files
                .map(|(place, text)| (module(place), named(text)))
                .collect(),
        )
    }

    /// The file in which what `path` names in a module is declared.
    fn declared(&self, at: &Module, path: &[String], depth: usize) -> Option<Module> {
        let (mut here, mut rest) = (at.clone(), path);
        let first = rest.first()?;
        if first == "crate" {
            here.clear();
        } else if !["self", "super"].contains(&&**first) {
            // A name without a start is one of a file beneath, or of a library.
            let child = [&**at, std::slice::from_ref(first)].concat();
            self.0.get(&child)?;
        }
        while let [first, others @ ..] = rest {
            match first.as_str() {
                "super" => _ = here.pop(),
                "crate" | "self" => {}
                _ => break,
            }
            rest = others;
        }
        while let Some(name) = rest.first() {
            let mut child = here.clone();
            child.push(name.clone());
            if !self.0.contains_key(&child) {
                break;
            }
            (here, rest) = (child, &rest[1..]);
        }
        let (Some(name), Some(file), 0..8) = (rest.first(), self.0.get(&here), depth) else {
            return Some(here);
        };
        let ends = |path: &&Path, name: &str| path.last().is_some_and(|it| it == name);
        if let Some(path) = file.passed_on.iter().find(|it| ends(it, name)) {
            return self.declared(&here, path, depth + 1);
        }
        for all in file.passed_on.iter().filter(|it| ends(it, "*")) {
            let inside = self.declared(&here, &all[..all.len() - 1], depth + 1);
            let has = |it: &Module| self.0.get(it).is_some_and(|it| it.declares(name));
            if let Some(inside) = inside.filter(has) {
                return Some(inside);
            }
        }
        Some(here)
    }

    /// Who asks whom inside a room.
    fn arrows(&self) -> BTreeSet<(&Module, Module)> {
        let mut arrows = BTreeSet::new();
        for (module, named) in &self.0 {
            for path in &named.used {
                let asked = self.declared(module, path, 0);
                let asked = asked.filter(|it| self.0.contains_key(it));
                let beneath = |it: &Module| it.starts_with(module);
                let in_room = |it: &Module| it.first() == module.first();
                arrows.extend(
                    asked
                        .filter(|it| in_room(it) && !beneath(it))
                        .map(|it| (module, it)),
                );
            }
        }
        arrows
    }
}

impl Named {
    fn declares(&self, name: &str) -> bool {
        let words = [
            "struct",
            "enum",
            "fn",
            "const",
            "static",
            "trait",
            "type",
            "macro_rules!",
        ];
        self.code.lines().any(|line| {
            words.iter().any(|word| {
                let behind = line.split_once(&format!("{word} ")).map(|(_, it)| it);
                behind.is_some_and(|it| {
                    let end = it.find(|c: char| !c.is_alphanumeric() && c != '_');
                    &it[..end.unwrap_or(it.len())] == name
                })
            })
        })
    }
}

/// What is one thing in two files, each of which needs the other: a walk asks
/// the judge what becomes of connections, and the judge walks them.
const ONE_THING: [(&str, &str); 2] = [
    ("network::trace::walk", "network::trace::judge"),
    ("rules::context", "rules::shared::astray"),
];

/// The arrows that lie in circles or between them: those that are left when
/// whoever asks nobody or is asked by nobody is taken out, again and again.
fn circles(sources: &[(String, String)]) -> Vec<String> {
    let house = House::of(sources);
    let mut arrows = house.arrows();
    let one_thing = |one: &Module, other: &Module| {
        let (one, other) = (one.join("::"), other.join("::"));
        ONE_THING.contains(&(one.as_str(), other.as_str()))
    };
    arrows.retain(|(one, other)| !one_thing(one, other));
    loop {
        let asking: BTreeSet<Module> = arrows.iter().map(|(it, _)| (*it).clone()).collect();
        let asked: BTreeSet<Module> = arrows.iter().map(|(_, it)| it.clone()).collect();
        let before = arrows.len();
        arrows.retain(|(one, other)| asked.contains(*one) && asking.contains(other));
        if arrows.len() == before {
            break;
        }
    }
    let name = |module: &Module| module.join("::");
    let lines = arrows.iter();
    lines
        .map(|(one, other)| format!("{} asks {}", name(one), name(other)))
        .collect()
}

#[test]
fn no_files_ask_each_other_in_a_circle() {
    let sources = sources("src");
    assert!(House::of(&sources).arrows().len() > 500, "it sees little");
    none(&circles(&sources));
}

#[test]
fn a_circle_is_seen_and_a_door_is_none() {
    let source = |place: &str, text: &str| (format!("src/{place}"), text.to_owned());
    let door = source(
        "room/mod.rs",
        "mod one;\nmod two;\npub use one::One;\npub use two::*;\npub struct Key;",
    );
    let two = source("room/two.rs", "use super::{Key, One};\npub struct Two;");
    let apart = source("room/one.rs", "use super::Key;\npub struct One(Key);");
    assert!(circles(&[door.clone(), two.clone(), apart]).is_empty());
    for asks in [
        "use super::Two;",
        "use super::{\n    Key,\n    two::{Two, three},\n};",
        "fn it() -> crate::room::two::Two {}",
    ] {
        let one = source("room/one.rs", &format!("{asks}\npub struct One;"));
        assert_eq!(
            circles(&[door.clone(), two.clone(), one]),
            ["room::one asks room::two", "room::two asks room::one"],
            "{asks}"
        );
    }
    let tests = "use super::Key;\n// super::Two\n#[cfg(test)]\nuse super::Two;";
    let one = source("room/one.rs", &format!("{tests}\npub struct One;"));
    assert!(circles(&[door, two, one]).is_empty());
}

#[test]
fn a_use_is_written_out() {
    let paths = written_out("a::{self, b::{c as d, e::{f, g}}, h::*}");
    let joined: Vec<String> = paths.iter().map(|it| it.join("::")).collect();
    assert_eq!(
        joined,
        ["a::self", "a::b::c", "a::b::e::f", "a::b::e::g", "a::h::*"]
    );
}

//! Lays the lessons beside the page: Trunk asks for it (`Trunk.toml`) while it builds, so that
//! they are there however the page was built.

use crate::shell::{Outcome, root, shown};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Copies `lessons/` into the folder in which Trunk puts the page together.
pub fn lay() -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .ok_or("`cargo xtask lay-lessons` is for Trunk, which says where the page is")?;
    copy(
        &root().join("lessons"),
        &PathBuf::from(staging).join("lessons"),
    )
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let failed =
        |what: &Path, why: std::io::Error| format!("{} cannot be laid: {why}", shown(what));
    fs::create_dir_all(to).map_err(|why| failed(to, why))?;
    for entry in fs::read_dir(from)
        .map_err(|why| failed(from, why))?
        .flatten()
    {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else if is_of_a_lesson(&name.to_string_lossy()) {
            fs::copy(&path, to.join(name)).map_err(|why| failed(&path, why))?;
        }
    }
    Ok(())
}

/// What authors read stays at home.
fn is_of_a_lesson(name: &str) -> bool {
    name != "README.md" && !name.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::is_of_a_lesson;

    #[test]
    fn what_authors_read_stays_at_home() {
        assert!(
            ["course.json", "chapter.md", "start.campus.json"]
                .iter()
                .all(|it| is_of_a_lesson(it))
        );
        assert!(!is_of_a_lesson("README.md") && !is_of_a_lesson(".draft.md.swp"));
    }
}

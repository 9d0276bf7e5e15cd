//! Names of the DNS as Route 53 takes them.

/// The name in lower case without a dot at its end, if it is one: labels of 1
/// to 63 letters, digits, hyphens and underscores, none with a hyphen at an
/// end, 253 characters in all; `*` may stand for the left-most label
/// (rulebook R53-16).
pub(super) fn normal(text: &str) -> Option<String> {
    let name = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
    };
    let labels = name.strip_prefix("*.").unwrap_or(&name);
    (name.len() <= 253 && labels.split('.').all(label)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_normal_form() {
        assert_eq!(
            normal("WWW.Notebookly.com.").as_deref(),
            Some("www.notebookly.com")
        );
        assert_eq!(
            normal("*.notebookly.com").as_deref(),
            Some("*.notebookly.com")
        );
        for text in [
            "",
            ".",
            "a..b",
            "-a.com",
            "a b.com",
            "*",
            "a.*.com",
            &"a".repeat(64),
        ] {
            assert_eq!(normal(text), None, "{text}");
        }
    }
}

//! What S3 takes as the name of a bucket (rulebook, section on S3; the guide
//! "Bucket naming rules").

const PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
const SUFFIXES: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/// What is wrong with a name, as the end of a sentence; `None` if nothing is.
pub fn problem(name: &str) -> Option<String> {
    let allowed =
        |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, '.' | '-');
    if let Some(odd) = name.chars().find(|it| !allowed(*it)) {
        return Some(format!(
            "it may hold lower-case letters, digits, dots and hyphens, not “{odd}”"
        ));
    }
    if !(3..=63).contains(&name.len()) {
        return Some("it must have 3 to 63 characters".to_owned());
    }
    if name.starts_with(['.', '-']) || name.ends_with(['.', '-']) {
        return Some("it must begin and end with a letter or digit".to_owned());
    }
    if name.contains("..") {
        return Some("it has two dots in a row".to_owned());
    }
    if name.parse::<std::net::Ipv4Addr>().is_ok() {
        return Some("it looks like an address".to_owned());
    }
    let prefix = PREFIXES.iter().find(|it| name.starts_with(**it));
    if let Some(prefix) = prefix {
        return Some(format!("names that begin with {prefix} are kept by AWS"));
    }
    let suffix = SUFFIXES.iter().find(|it| name.ends_with(**it))?;
    Some(format!("names that end with {suffix} are kept by AWS"))
}

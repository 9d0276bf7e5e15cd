//! The database versions that RDS still makes new databases with.
//!
//! From the data of cfn-lint 1.58.0 (schemas of 20 October 2026), what it
//! lists as deprecated taken out (rulebook RDS-4). Versions of the extended
//! support (`…-rds.…`) are left out, since it costs extra, and so are lines whose
//! standard support has ended: MySQL 8.0 on 31 July 2026, MariaDB 10.6 in August
//! 2026 [RDS UG: MySQL on Amazon RDS versions; MariaDB on Amazon RDS versions].
//! Oldest first within a line.

const MYSQL: &[&str] = &[
    "8.4.5", "8.4.6", "8.4.7", "8.4.8", "8.4.9", "8.4.10", "8.4.11",
];

const MARIADB: &[&str] = &[
    "10.11.4", "10.11.5", "10.11.6", "10.11.7", "10.11.8", "10.11.9", "10.11.10", "10.11.11",
    "10.11.13", "10.11.14", "10.11.15", "10.11.16", "10.11.18", "10.11.19", "11.4.3", "11.4.4",
    "11.4.5", "11.4.7", "11.4.8", "11.4.9", "11.4.10", "11.4.12", "11.4.13", "11.8.3", "11.8.4",
    "11.8.5", "11.8.6", "11.8.8", "11.8.9", "12.3.2", "12.3.3",
];

const POSTGRES: &[&str] = &[
    "14.18", "14.19", "14.20", "14.21", "14.22", "14.23", "14.24", "15.13", "15.14", "15.15",
    "15.16", "15.17", "15.18", "15.19", "16.9", "16.10", "16.11", "16.12", "16.13", "16.14",
    "16.15", "17.5", "17.6", "17.7", "17.8", "17.9", "17.10", "17.11", "18.1", "18.2", "18.3",
    "18.4", "18.6",
];

/// The version itself where RDS makes it, else the newest of its line: `8.0`
/// is a line of MySQL, `16` one of PostgreSQL, and 8.0.35, which is made no
/// longer, is of the line 8.0.
///
/// An engine goes by AWS's own name for it, such as `mysql`.
pub fn newest(engine: &str, wanted: &str) -> Option<&'static str> {
    let versions = match engine {
        "mysql" => MYSQL,
        "mariadb" => MARIADB,
        "postgres" => POSTGRES,
        _ => return None,
    };
    // PostgreSQL's lines have one number, the others' two.
    let parts = if engine == "postgres" { 1 } else { 2 };
    let line = |version: &str| -> Vec<String> {
        version.split('.').take(parts).map(str::to_owned).collect()
    };
    let exact = versions.iter().copied().find(|it| *it == wanted);
    let wanted = line(wanted);
    exact.or_else(|| {
        let mut of_line = versions
            .iter()
            .copied()
            .filter(|it| line(it).starts_with(&wanted));
        of_line.next_back()
    })
}

/// Whether `version` is a line that `newest` belongs to, such as 8.0 or 16.
pub fn is_line(newest: &str, version: &str) -> bool {
    newest
        .strip_prefix(version)
        .is_some_and(|rest| rest.starts_with('.'))
}

/// Whether a version is of a line that was left out of the lists because its
/// standard support has ended, and that AWS may still make databases of.
pub fn is_retired(engine: &str, version: &str) -> bool {
    retired(engine, version).is_some()
}

/// The same, with when the standard support ended, as far as we have read it.
pub fn retired(engine: &str, version: &str) -> Option<&'static str> {
    let lines: &[(&str, &str)] = match engine {
        "mysql" => &[("5.7", ""), ("8.0", "31 July 2026")],
        "mariadb" => &[("10.4", ""), ("10.5", ""), ("10.6", "August 2026")],
        "postgres" => &[("11", ""), ("12", ""), ("13", "")],
        _ => &[],
    };
    let mut lines = lines.iter();
    let found = lines.find(|(line, _)| *line == version || is_line(version, line));
    found.map(|(_, end)| *end)
}

/// The newest version of an engine of which only one line is in standard
/// support: what a version without support can only be replaced by.
pub fn successor(engine: &str) -> Option<&'static str> {
    (engine == "mysql").then(|| MYSQL.last().copied()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_stands_for_the_newest_of_its_line() {
        assert_eq!(newest("mysql", "8.4.8"), Some("8.4.8"));
        assert_eq!(newest("mysql", "8.4"), Some("8.4.11"));
        assert_eq!(newest("mysql", "8.4.3"), Some("8.4.11"));
        assert_eq!(newest("mysql", "8.0.46"), None);
        assert_eq!(retired("mysql", "8.0.46"), Some("31 July 2026"));
        assert_eq!(retired("mysql", "8.4.8"), None);
        assert_eq!(successor("mysql"), Some("8.4.11"));
        assert_eq!(successor("postgres"), None);
        assert_eq!(newest("postgres", "16"), Some("16.15"));
        assert_eq!(newest("postgres", "1"), None);
        assert_eq!(newest("mariadb", "5.5"), None);
    }
}

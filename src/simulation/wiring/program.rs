//! What can be known of the program on a server from the drawing: which paths
//! it answers. A drawing holds no program, so this reads what the user data
//! says of one (assumption `app-paths`).

/// The program on a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// Its user data, if it has any: what it says a server does at its start.
    user_data: String,
}

impl Program {
    /// The program that this user data starts.
    pub fn of(user_data: &str) -> Self {
        Self {
            user_data: user_data.to_owned(),
        }
    }

    /// Whether there is something to do at the start.
    pub fn has_user_data(&self) -> bool {
        !self.user_data.trim().is_empty()
    }

    /// Whether its start fetches something from the internet.
    pub fn fetches(&self) -> bool {
        const FETCHERS: [&str; 9] = [
            "yum",
            "dnf",
            "apt",
            "pip",
            "npm",
            "curl",
            "wget",
            "git clone",
            "docker",
        ];
        FETCHERS.iter().any(|it| self.user_data.contains(it))
    }

    /// Whether it answers a path well. It answers `/`; it answers a path that
    /// its user data names; of a program whose user data names no path at all,
    /// and of one that comes with an image, nothing is known, and it is taken
    /// to answer what it is asked for.
    pub fn answers(&self, path: &str) -> bool {
        let path = path.split('?').next().unwrap_or(path).trim_matches('/');
        path.is_empty() || !self.names_paths() || self.names(path)
    }

    /// Whether the user data says which files a web server has.
    fn names_paths(&self) -> bool {
        // The places of pages of Apache and of nginx on Amazon Linux, and a rule of nginx.
        const PLACES: [&str; 3] = ["/var/www", "/usr/share/nginx/html", "location /"];
        PLACES.iter().any(|it| self.user_data.contains(it))
    }

    fn names(&self, path: &str) -> bool {
        self.user_data.match_indices(path).any(|(at, found)| {
            let before = self.user_data[..at].ends_with('/');
            let after = self.user_data[at + found.len()..].chars().next();
            before && after.is_none_or(|it| !(it.is_alphanumeric() || it == '-' || it == '_'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_answers_what_its_user_data_lays_down() {
        let program = Program::of("dnf install -y httpd\necho ok > /var/www/html/health\n");
        assert!(program.answers("/"));
        assert!(program.answers("/health"));
        assert!(!program.answers("/healthz"));
        assert!(!program.answers("/heal"));
        assert!(program.fetches());
        let nginx = Program::of("echo ok > /usr/share/nginx/html/healthz\n");
        assert!(nginx.answers("/healthz") && !nginx.answers("/health"));
        // Of an image nothing is known.
        assert!(Program::of("").answers("/anything"));
        assert!(!Program::of("").fetches());
    }
}

//! What to ask for, and which answers are good.

use crate::aws::health_checks::is_success_codes;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "health-check-invalid",
    severity: Error,
    title: "Health check is not valid",
    checks: "That the path of a health check starts with a slash and holds printable characters without spaces, at most 1,024, and that its success codes are codes or ranges from 200 to 499, such as 200 or 200-299.",
    why: "A target gets requests only while its health checks succeed.",
    reaction: "CreateTargetGroup is refused.",
    source: "[ALB UG: Health checks], [API elbv2 CreateTargetGroup; Matcher] · rulebook TG-8, TG-9",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<TargetGroup>() {
        let name = || context.name(id);
        let path = group.health_path.trim();
        let wrong = if !path.starts_with('/') {
            "must start with a slash, such as /health"
        } else if !path.bytes().all(|it| it.is_ascii_graphic()) {
            "may hold letters, digits and signs, but no spaces and no others: write %20 for a space"
        } else if path.len() > 1024 {
            "is longer than 1024 characters"
        } else {
            ""
        };
        if !wrong.is_empty() {
            let better = format!("/{}", path.trim_start_matches('/').replace(' ', "%20"));
            let fits = better.len() <= 1024 && better.bytes().all(|it| it.is_ascii_graphic());
            let fix = fits.then(|| {
                Remedy::new(format!("Ask for {better}"), Edit::set(id, "health_path", &better))
            });
            report
                .about(id)
                .at("health_path")
                .fix_if(fix)
                .say(format!("The health check path of {} {wrong}.", name()));
        }
        if !is_success_codes(&group.health_matcher) {
            report
                .about(id)
                .at("health_matcher")
                .fix("Expect 200", Edit::set(id, "health_matcher", "200"))
                .say(format!(
                    "“{}” is not a list of success codes for {}: write codes from 200 to 499, such as 200 or 200-299 or 200,301.",
                    group.health_matcher,
                    name(),
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("tg-1", "health_path", "health"), expect!["The health check path of Notebookly-TG must start with a slash, such as /health. [Ask for /health]"])
        .fires(three_tiers().set("tg-1", "health_matcher", "2xx"), expect!["“2xx” is not a list of success codes for Notebookly-TG: write codes from 200 to 499, such as 200 or 200-299 or 200,301. [Expect 200]"])
        .fires(three_tiers().set("tg-1", "health_path", "/my health"), expect!["The health check path of Notebookly-TG may hold letters, digits and signs, but no spaces and no others: write %20 for a space. [Ask for /my%20health]"])
        .silent(three_tiers().set("tg-1", "health_matcher", "200-299,301"))
}

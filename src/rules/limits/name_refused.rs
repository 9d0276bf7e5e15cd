//! Names that services write down, and how they want them.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "name-refused",
    severity: Error,
    title: "Name that its service does not take",
    checks: "That the names of alarms, dashboards, log groups, topics, trails and budgets have the characters and the length that their services take.",
    why: "These are known by their names: an alarm is told apart from another by nothing else. Each service has rules of its own.",
    reaction: "The call that creates it is refused.",
    source: "[API cloudwatch PutMetricAlarm; PutDashboard], [API logs CreateLogGroup], [API sns CreateTopic], [API cloudtrail CreateTrail], [API budgets Budget] · rulebook CWA-12, CWD-1, CWLG-1, SNS-1, SNS-7, CT-2, BUD-2",
    aws_error: "InvalidParameter",
    check,
};

/// What a service takes.
struct Wanted {
    kind: Kind,
    shortest: usize,
    longest: usize,
    /// Characters beyond letters and digits; nothing where all are taken.
    beyond: Option<&'static str>,
    words: &'static str,
}

const WANTED: [Wanted; 6] = [
    Wanted { kind: Kind::Alarm, shortest: 1, longest: 255, beyond: None, words: "1 to 255 characters" },
    Wanted { kind: Kind::Dashboard, shortest: 1, longest: 255, beyond: Some("-_"), words: "1 to 255 letters, digits, - and _" },
    Wanted { kind: Kind::LogGroup, shortest: 1, longest: 512, beyond: Some(".-_/#"), words: "1 to 512 letters, digits and . - _ / #" },
    Wanted { kind: Kind::Topic, shortest: 1, longest: 256, beyond: Some("-_"), words: "1 to 256 letters, digits, - and _" },
    Wanted { kind: Kind::Trail, shortest: 3, longest: 128, beyond: Some(".-_"), words: "3 to 128 letters, digits and . - _" },
    Wanted { kind: Kind::Budget, shortest: 1, longest: 100, beyond: None, words: "1 to 100 characters" },
];

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, resource) in context.architecture.resources() {
        let Some(wanted) = WANTED.iter().find(|it| it.kind == resource.kind()) else {
            continue;
        };
        let own = match &resource.properties {
            Properties::LogGroup(it) if !it.log_group_name.is_empty() => Some(it.log_group_name.as_str()),
            _ => None,
        };
        let name = own.unwrap_or(&resource.name);
        let Some(wrong) = wrong(wanted, name) else { continue };
        let mended = mended(wanted, name);
        let fix = (mended != name && self::wrong(wanted, &mended).is_none()).then(|| {
            let edit = match own {
                Some(_) => Edit::set(id, "log_group_name", mended.as_str()),
                None => Edit::Rename { id: id.clone(), name: mended.clone() },
            };
            Remedy::new(format!("Call it {mended}"), edit)
        });
        let mut draft = report.about(id);
        if own.is_some() {
            draft = draft.at("log_group_name");
        }
        draft.fix_if(fix).say(format!("The name “{name}” {wrong}; for {} AWS takes {}.", wanted.kind.with_article(), wanted.words));
    }
}

fn wrong(wanted: &Wanted, name: &str) -> Option<String> {
    let length = name.chars().count();
    if length < wanted.shortest {
        return Some("is too short".to_owned());
    }
    if length > wanted.longest {
        return Some(format!("has {length} characters"));
    }
    if let Some(beyond) = wanted.beyond {
        let odd = name.chars().find(|it| !it.is_ascii_alphanumeric() && !beyond.contains(*it));
        if let Some(odd) = odd {
            return Some(if odd == ' ' { "has a space".to_owned() } else { format!("has a “{odd}”") });
        }
    }
    match wanted.kind {
        Kind::Budget => {
            if let Some(odd) = name.chars().find(|it| matches!(it, ':' | '\\')) {
                return Some(format!("has a “{odd}”"));
            }
            name.contains("/action/").then(|| "has “/action/” in it".to_owned())
        }
        Kind::Trail => {
            let mark = |it: char| matches!(it, '.' | '-' | '_');
            if name.starts_with(mark) || name.ends_with(mark) {
                return Some("begins or ends with a mark".to_owned());
            }
            if name.as_bytes().windows(2).any(|pair| pair.iter().all(|it| mark(char::from(*it)))) {
                return Some("has two marks side by side".to_owned());
            }
            name.parse::<std::net::Ipv4Addr>().is_ok().then(|| "is an IP address".to_owned())
        }
        Kind::LogGroup if name.starts_with("aws/") => Some("begins with aws/, which AWS keeps for itself".to_owned()),
        _ => None,
    }
}

/// The name with a hyphen for each run of what is not taken.
fn mended(wanted: &Wanted, name: &str) -> String {
    let beyond = wanted.beyond.unwrap_or(" .-_/#()%");
    let mut mended = String::new();
    for it in name.chars() {
        if it.is_ascii_alphanumeric() || beyond.contains(it) {
            mended.push(it);
        } else if !mended.is_empty() && !mended.ends_with('-') {
            mended.push('-');
        }
    }
    mended.trim_end_matches('-').to_owned()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let cpu = || Dashboard { widgets: vec![Widget { watches: to("asg-1"), ..Widget::default() }], ..Dashboard::default() };
    let topic = || Topic {
        region: to("region-1"),
        subscriptions: vec![Subscription { endpoint: "rahul@notebookly.com".to_owned(), confirmed: true, ..Subscription::default() }],
        ..Topic::default()
    };
    let group = |name: &str| LogGroup { region: to("region-1"), retention_days: "30".to_owned(), log_group_name: name.to_owned(), ..LogGroup::default() };
    let budget = || Budget { notifications: vec![BudgetNotification { emails: vec!["rahul@notebookly.com".to_owned()], ..BudgetNotification::default() }], ..Budget::default() };
    Examples::new()
        .fires(three_tiers().add("dashboard-1", "Notebookly board", cpu()), expect!["The name “Notebookly board” has a space; for a dashboard AWS takes 1 to 255 letters, digits, - and _. [Call it Notebookly-board]"])
        .fires(three_tiers().add("topic-1", "alarms.fifo", topic()), expect!["The name “alarms.fifo” has a “.”; for an SNS topic AWS takes 1 to 256 letters, digits, - and _. [Call it alarms-fifo]"])
        .fires(three_tiers().add("log-group-1", "app", group("/notebookly/app logs")), expect!["The name “/notebookly/app logs” has a space; for a log group AWS takes 1 to 512 letters, digits and . - _ / #. [Call it /notebookly/app-logs]"])
        .fires(three_tiers().add("budget-1", "Month: all", budget()), expect!["The name “Month: all” has a “:”; for a budget AWS takes 1 to 100 characters. [Call it Month- all]"])
        .silent(three_tiers().add("dashboard-1", "Notebookly-board", cpu()))
        .silent(three_tiers().add("log-group-1", "app", group("/notebookly/app")))
        .silent(three_tiers().add("budget-1", "Monthly budget", budget()))
}

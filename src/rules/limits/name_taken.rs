//! Two bells with one name.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "name-taken",
    severity: Error,
    title: "Name is taken",
    checks: "That no two alarms, topics, log groups or trails of a Region, and no two dashboards or budgets of the account, have the same name.",
    why: "For these the name is more than a tag. AWS tells them apart by it, and for some the second call changes the first one instead of making another.",
    reaction: "A second alarm, dashboard or topic of one name takes the place of the first. A second log group, trail or budget is refused.",
    source: "[API cloudwatch PutMetricAlarm; PutDashboard], [API sns CreateTopic], [API logs CreateLogGroup], [API cloudtrail CreateTrail], [API budgets CreateBudget] · rulebook CWA-12, CWLG-1, SNS-1, CT-2, BUD-2",
    aws_error: "ResourceAlreadyExistsException",
    check,
};

fn check<'a>(context: &Context<'_, 'a>, report: &mut Report<'_>) {
    let mut taken: FxHashMap<(Kind, &str, String), &'a ResourceId> = FxHashMap::default();
    let mut ask = |id: &'a ResourceId, kind: Kind, region: Option<&'a str>, own: Option<&'a str>| {
        let Some((_, resource)) = context.architecture.entry(id) else { return };
        let name = own.unwrap_or(&resource.name);
        // Where it is, is told elsewhere as missing.
        let Some(region) = region.filter(|_| !name.trim().is_empty()) else { return };
        if let Some(first) = taken.insert((kind, region, name.to_owned()), id) {
            let numbered = (2..).map(|number| format!("{name}-{number}"));
            let free = numbered
                .map(|it| context.architecture.free_name(&it))
                .find(|it| !taken.contains_key(&(kind, region, it.clone())))
                .unwrap_or_default();
            let edit = match own {
                Some(_) => Edit::set(id, "log_group_name", free.as_str()),
                None => Edit::Rename { id: id.clone(), name: free.clone() },
            };
            report.about(id).with(first).fix(format!("Call it {free}"), edit).say(format!(
                "Two {} are called “{name}”, and AWS tells them apart by their names.",
                plural(kind),
            ));
        }
    };
    for (id, _) in context.all::<Alarm>() {
        ask(id, Kind::Alarm, context.region_of(id), None);
    }
    for (id, _) in context.all::<Topic>() {
        ask(id, Kind::Topic, context.region_of(id), None);
    }
    for (id, it) in context.all::<LogGroup>() {
        let own = it.log_group_name.as_str();
        ask(id, Kind::LogGroup, context.region_of(id), (!own.is_empty()).then_some(own));
    }
    for (id, _) in context.all::<Trail>() {
        ask(id, Kind::Trail, context.region_of(id), None);
    }
    for (id, _) in context.all::<Dashboard>() {
        ask(id, Kind::Dashboard, Some(""), None);
    }
    for (id, _) in context.all::<Budget>() {
        ask(id, Kind::Budget, Some(""), None);
    }
}

const fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Alarm => "alarms of a Region",
        Kind::Topic => "topics of a Region",
        Kind::LogGroup => "log groups of a Region",
        Kind::Trail => "trails of a Region",
        Kind::Dashboard => "dashboards",
        _ => "budgets",
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let group = |name: &str| LogGroup { region: to("region-1"), retention_days: "30".to_owned(), log_group_name: name.to_owned(), ..LogGroup::default() };
    let two = |one: &str, other: &str| three_tiers().add("log-group-1", "app", group(one)).add("log-group-2", "web", group(other));
    let row = || BudgetNotification { emails: vec!["rahul@notebookly.com".to_owned()], ..BudgetNotification::default() };
    let budget = || Budget { notifications: vec![row()], ..Budget::default() };
    Examples::new()
        .fires(two("/notebookly/app", "/notebookly/app"), expect!["Two log groups of a Region are called “/notebookly/app”, and AWS tells them apart by their names. [Call it /notebookly/app-2]"])
        .fires(three_tiers().add("budget-1", "monthly", budget()).add("budget-2", "monthly", budget()), expect!["Two budgets are called “monthly”, and AWS tells them apart by their names. [Call it monthly-2]"])
        .silent(two("/notebookly/app", "/notebookly/web"))
}

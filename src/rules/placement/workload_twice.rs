//! One school has one number of pupils.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "workload-twice",
    severity: Warning,
    title: "Several loads in one document",
    checks: "That a document says once how much it is used.",
    why: "The bill and the simulation count with one load. With two of them nobody knows which.",
    reaction: "The load is no resource of AWS; it is this program's.",
    source: "[logic]: the load is this program's own",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut all = context.all::<Workload>();
    let Some((first, _)) = all.next() else { return };
    for (id, _) in all {
        report.about(id).with(first).say(format!("{} and {} both say how much is used, and one of them counts.", context.name(first), context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let one = three_tiers().add("workload-1", "usual", Workload::default());
    Examples::new().fires(one.clone().add("workload-2", "festival", Workload::default()), expect!["usual and festival both say how much is used, and one of them counts."]).silent(one)
}

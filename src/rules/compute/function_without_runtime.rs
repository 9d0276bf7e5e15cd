//! A player piano without a roll reader.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "function-without-runtime",
    severity: Error,
    title: "Function without a runtime",
    checks: "That a Lambda function says what runs its program.",
    why: "The program comes as a file, and only the runtime knows how to start it. A template leaves such a function out, and whatever calls it calls nobody then.",
    reaction: "CreateFunction is refused.",
    source: "[API lambda CreateFunction: Runtime], [Lambda DG: Lambda runtimes]",
    aws_error: "InvalidParameterValueException",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, function) in context.all::<Function>() {
        if !function.runtime.trim().is_empty() {
            continue;
        }
        let topics = context.all::<Topic>().filter(|(_, it)| it.subscriptions.iter().any(|it| it.function.as_ref() == Some(id)));
        let alarms = context.all::<Alarm>().filter(|(_, it)| it.actions.contains(id) || it.ok_actions.contains(id));
        let callers: Vec<_> = alarms.map(|it| it.0).chain(topics.map(|it| it.0)).collect();
        let called = match &callers[..] {
            [] => String::new(),
            _ => format!(", and nothing answers {}", context.names(callers.iter().copied())),
        };
        let mut draft = report.about(id).at("runtime");
        for caller in &callers {
            draft = draft.with(caller);
        }
        let runtime = Function::default().runtime;
        draft
            .fix(format!("Run it with {runtime}"), Edit::set(id, "runtime", runtime))
            .say(format!("{} has no runtime: AWS does not know what starts its program{called}.", context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |runtime: &str| {
        let function = Function { region: to("region-1"), runtime: runtime.to_owned(), ..Function::default() };
        three_tiers().add("function-1", "stopper", function)
    };
    let alarm = Alarm { region: to("region-1"), watches: to("asg-1"), actions: ids(&["function-1"]), ..Alarm::default() };
    Examples::new()
        .fires(with(" "), expect!["stopper has no runtime: AWS does not know what starts its program. [Run it with python3.13]"])
        .fires(with("").add("alarm-1", "high-cpu", alarm), expect!["stopper has no runtime: AWS does not know what starts its program, and nothing answers high-cpu. [Run it with python3.13]"])
        .silent(with("java21"))
}

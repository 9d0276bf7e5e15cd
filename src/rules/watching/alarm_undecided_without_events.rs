//! No news is good news, once somebody says so.

use crate::rules::prelude::*;
use crate::rules::watching::metric::{known, measured};
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-undecided-without-events",
    severity: Info,
    title: "Alarm that cannot tell when nothing happens",
    checks: "That an alarm on errors, requests or their times says what a period without any counts as.",
    why: "Where no error happens, there is no value: not zero, none. With “missing” the alarm then falls to INSUFFICIENT_DATA and does not say OK again; with “good” (notBreaching) it does.",
    reaction: "AWS accepts it.",
    source: "[CW UG: Configuring how alarms treat missing data], [ALB UG: CloudWatch metrics] · rulebook CWA-7, CWA-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        let above = matches!(alarm.comparison, AlarmComparison::Greater | AlarmComparison::GreaterOrEqual);
        if alarm.missing_data != MissingData::Missing || !above {
            continue;
        }
        let sparse = measured(alarm).into_iter().find(|it| known(*it).is_some_and(|it| it.may_be_missing()));
        if let Some(it) = sparse {
            report
                .about(id)
                .at("missing_data")
                .fix("Count them as good", Edit::set(id, "missing_data", "notBreaching"))
                .say(format!(
                    "{} watches {}, which has no value while nothing happens: then the alarm says INSUFFICIENT_DATA and not OK.",
                    context.name(id),
                    it.metric,
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |missing_data| {
        watched(|it| {
            "AWS/ApplicationELB".clone_into(&mut it.namespace);
            "HTTPCode_Target_5XX_Count".clone_into(&mut it.metric);
            it.watches = to("alb-1");
            "Sum".clone_into(&mut it.statistic);
            it.missing_data = missing_data;
        })
    };
    Examples::new()
        .fires(with(MissingData::Missing), expect!["high-cpu watches HTTPCode_Target_5XX_Count, which has no value while nothing happens: then the alarm says INSUFFICIENT_DATA and not OK. [Count them as good]"])
        .silent(with(MissingData::NotBreaching))
        .silent(watched(|_| ()))
}

//! Four bad days in a week of three.

use crate::rules::prelude::*;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-window-invalid",
    severity: Error,
    title: "Alarm that looks back impossibly",
    checks: "That an alarm needs no more bad periods than it looks at, that it looks at one at least, and that it looks back over seven days at most, or one day where its period is shorter than an hour.",
    why: "“3 of 5” means: three of the last five periods were bad. “5 of 3” can never be.",
    reaction: "PutMetricAlarm is refused.",
    source: "[CW UG: Evaluating an alarm], [API cloudwatch PutMetricAlarm] · rulebook CWA-5, CWA-6",
    aws_error: "ValidationError",
    check,
};

const DAY: u64 = 86_400;

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        let name = context.name(id);
        let looked_at = alarm.evaluation_periods;
        if let Some(needed) = alarm.datapoints_to_alarm.filter(|it| *it > looked_at) {
            report
                .about(id)
                .at("datapoints_to_alarm")
                .value(id, "datapoints_to_alarm")
                .value(id, "evaluation_periods")
                .fix(format!("Count {needed} periods"), Edit::set(id, "evaluation_periods", needed))
                .say(format!("{name} needs {} but looks at {looked_at} only.", count(needed as usize, "bad period", "bad periods")));
            continue;
        }
        let window = u64::from(looked_at) * u64::from(alarm.period);
        let (most, words) = if alarm.period < 3600 { (DAY, "a day") } else { (7 * DAY, "seven days") };
        if window > most && alarm.period > 0 {
            let fitting = (most / u64::from(alarm.period)).max(1);
            let needed = alarm.datapoints_to_alarm.is_none_or(|it| u64::from(it) <= fitting);
            let fix = needed.then(|| Remedy::new(format!("Count {fitting} periods"), Edit::set(id, "evaluation_periods", fitting)));
            report.about(id).at("evaluation_periods").value(id, "evaluation_periods").value(id, "period").fix_if(fix).say(format!(
                "{name} looks back over {looked_at} periods of {} seconds, and with such a period {words} is the most.",
                alarm.period,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |needed, looked_at, period| {
        watched(|it| {
            it.datapoints_to_alarm = needed;
            it.evaluation_periods = looked_at;
            it.period = period;
        })
    };
    Examples::new()
        .fires(with(Some(3), 2, 300), expect!["high-cpu needs 3 bad periods but looks at 2 only. [Count 3 periods]"])
        .fires(with(None, 300, 300), expect!["high-cpu looks back over 300 periods of 300 seconds, and with such a period a day is the most. [Count 288 periods]"])
        .fires(with(Some(2), 200, 3600), expect!["high-cpu looks back over 200 periods of 3600 seconds, and with such a period seven days is the most. [Count 168 periods]"])
        .silent(with(Some(3), 5, 300))
        .silent(with(None, 168, 3600))
}

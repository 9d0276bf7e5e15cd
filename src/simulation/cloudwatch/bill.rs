//! The bill as CloudWatch and Budgets see it: rarely, and late.

use super::super::clock::{Clock, DAY, HOUR, MINUTE, Second};
use super::mails::{MAIL_DELAY, Mail, Message, Told, publish};
use super::metrics::Metrics;
use super::publishing::refusal_of_budget;
use super::reason::number;
use super::sample::{Sample, Unit};
use super::watch::Key;
use crate::architecture::{
    Account, Architecture, Budget, BudgetBasis, ResourceId, SubscriptionProtocol, Topic,
};
use crate::relations::Relations;

/// How often `EstimatedCharges` gets a value (SBL-1).
const CHARGES: Second = 6 * HOUR;

/// The first comes so long after the billing alerts were switched on (SBL-1).
const FIRST: Second = 15 * MINUTE;

/// How often budgets look (SBU-1).
const BUDGETS: Second = 8 * HOUR;

/// What was spent, and who was told.
#[derive(Clone, Debug)]
pub struct Bill {
    clock: Clock,
    /// What a day cost before the run began, in dollars.
    day_before: f64,
    /// Since when billing alerts are on.
    alerts_since: Option<Second>,
    /// What had been spent in all when a month began.
    months: Periods,
    budgets: Vec<Watched>,
}

/// A budget as it is watched.
#[derive(Clone, Debug)]
struct Watched {
    budget: ResourceId,
    spent: Periods,
    /// For each notification, the period in which it was last sent.
    sent: Vec<Option<i64>>,
}

/// What was spent in a calendar period.
#[derive(Clone, Debug)]
struct Periods {
    unit: Calendar,
    /// Which period it is.
    number: i64,
    /// What the run had cost when it began.
    from: f64,
    /// What was spent in it before the run began.
    before: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Calendar {
    Day,
    Month,
    Quarter,
    Year,
}

/// A notification that a budget sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Which budget.
    pub budget: ResourceId,
    /// Which of its notifications, from 0.
    pub notification: usize,
    /// What was spent, or what will have been.
    pub amount: f64,
    /// Who hears of it.
    pub told: Told,
}

impl Bill {
    /// A bill that begins with the run. `day_before` is what a day has cost
    /// until then, in dollars: the account is older than the run.
    pub fn new(clock: Clock, day_before: f64, architecture: &Architecture) -> Self {
        let mut bill = Self {
            clock,
            day_before,
            alerts_since: None,
            months: Periods::new(Calendar::Month, clock, 0, 0.0, day_before),
            budgets: Vec::new(),
        };
        // What was switched on before the run began has its values long since.
        bill.renew(0, 0.0, architecture);
        bill.alerts_since = bill.alerts_since.map(|_| 0);
        bill
    }

    /// After an edit: billing alerts and budgets may have come or gone. `spent`
    /// is what the run has cost so far.
    pub fn renew(&mut self, now: Second, spent: f64, architecture: &Architecture) {
        let mut accounts = architecture.all::<Account>();
        let alerts = accounts.any(|(_, it)| it.billing_alerts);
        self.alerts_since = alerts.then(|| self.alerts_since.unwrap_or(now));
        let mut before = std::mem::take(&mut self.budgets);
        for (id, budget) in architecture.all::<Budget>() {
            let unit = Calendar::named(&budget.time_unit);
            let kept = before
                .iter()
                .position(|it| it.budget == *id && it.spent.unit == unit);
            let mut watched = match kept {
                Some(index) => before.swap_remove(index),
                None => Watched {
                    budget: id.clone(),
                    spent: Periods::new(unit, self.clock, now, spent, self.day_before),
                    sent: Vec::new(),
                },
            };
            watched.sent.resize(budget.notifications.len(), None);
            self.budgets.push(watched);
        }
    }

    /// What the month has cost so far, in dollars, when the run has cost so
    /// much.
    pub fn month_to_date(&mut self, now: Second, spent: f64) -> f64 {
        self.months.so_far(self.clock, now, spent)
    }

    /// To be called each minute: publishes the estimated charges when it is
    /// time (SBL-1), and lets the budgets look (SBU-1). `spent` is what the run
    /// has cost so far, in dollars.
    pub fn minute(
        &mut self,
        now: Second,
        spent: f64,
        architecture: &Architecture,
        metrics: &mut Metrics,
    ) -> Vec<Notice> {
        let month = self.months.so_far(self.clock, now, spent);
        if let Some(since) = self.alerts_since {
            let first = since + FIRST;
            if now >= first && (now - first).is_multiple_of(CHARGES) {
                // A value of the minute that has just ended, so it is there at
                // once; the next comes hours later.
                let series = metrics.series(&charges(), Unit::None, MINUTE, None);
                let minute = now.saturating_sub(MINUTE);
                metrics.put(series, minute, Sample::one(month));
            }
        }
        if now == 0 || !now.is_multiple_of(BUDGETS) {
            return Vec::new();
        }
        let mut notices = Vec::new();
        for watched in &mut self.budgets {
            watched.look(self.clock, now, spent, architecture, &mut notices);
        }
        notices
    }
}

/// The metric of the bill, in us-east-1 (rulebook CWA-16).
pub fn charges() -> Key {
    Key {
        namespace: "AWS/Billing".to_owned(),
        name: "EstimatedCharges".to_owned(),
        dimensions: vec![("Currency".to_owned(), "USD".to_owned())],
    }
}

impl Watched {
    fn look(
        &mut self,
        clock: Clock,
        now: Second,
        spent: f64,
        architecture: &Architecture,
        notices: &mut Vec<Notice>,
    ) {
        let Some(budget) = architecture.find::<Budget>(&self.budget) else {
            return;
        };
        let actual = self.spent.so_far(clock, now, spent);
        let forecast = self.spent.forecast(clock, now, actual);
        let limit = f64::from(budget.limit);
        for (index, notification) in budget.notifications.iter().enumerate() {
            let period = Some(self.spent.number);
            if self.sent.get(index).copied().flatten() == period {
                continue;
            }
            let (amount, word) = match notification.basis {
                BudgetBasis::Actual => (actual, "ACTUAL"),
                BudgetBasis::Forecasted => (forecast, "FORECASTED"),
            };
            let threshold = f64::from(notification.threshold);
            let threshold = match notification.unit.as_str() {
                "ABSOLUTE_VALUE" => threshold,
                _ => limit * threshold / 100.0,
            };
            if amount <= threshold {
                continue;
            }
            if let Some(sent) = self.sent.get_mut(index) {
                *sent = period;
            }
            let name = architecture.name_of(&self.budget);
            let subject = format!("AWS Budgets: {name} has exceeded your alert threshold");
            let body = format!(
                "Budget name: {name}\nBudgeted amount: ${}\nAlert type: {word}\nAlert threshold: > ${}\n{word} amount: ${amount:.2}\nAWS Budgets alerts; it stops nothing.",
                number(limit),
                number(threshold),
            );
            let mut told = Told::default();
            for address in &notification.emails {
                // Nobody has to confirm these (assumption `budget-mails`).
                told.mails.push(Mail {
                    at: now.saturating_add(MAIL_DELAY),
                    by: SubscriptionProtocol::Email,
                    to: address.trim().to_owned(),
                    topic: None,
                    subject: subject.clone(),
                    body: body.clone(),
                });
            }
            if let Some(topic) = &notification.topic {
                let message = Message {
                    at: now,
                    by: &self.budget,
                    subject: &subject,
                    body: &body,
                };
                let relations = Relations::of(architecture);
                let found = architecture.find::<Topic>(topic);
                let refusal =
                    found.and_then(|it| refusal_of_budget(&relations, &self.budget, topic, it));
                match refusal {
                    Some(why) => told.drop(now, architecture.name_of(topic), why.to_owned()),
                    None => publish(architecture, topic, message, &mut told),
                }
            }
            notices.push(Notice {
                budget: self.budget.clone(),
                notification: index,
                amount,
                told,
            });
        }
    }
}

impl Periods {
    fn new(unit: Calendar, clock: Clock, now: Second, spent: f64, day_before: f64) -> Self {
        let (number, begins, _) = unit.around(clock, now);
        // Before the run began it cost so much a day; since then, the run
        // knows, and so much of it lies in this period.
        let before_run = clock.unix(0) - begins;
        #[expect(clippy::cast_precision_loss, reason = "seconds of a year at most")]
        let days = before_run.max(0) as f64 / f64::from(DAY);
        let in_run = if before_run >= 0 { 0.0 } else { spent };
        Self {
            unit,
            number,
            from: in_run,
            before: day_before * days,
        }
    }

    /// What was spent in the period that it is now.
    fn so_far(&mut self, clock: Clock, now: Second, spent: f64) -> f64 {
        let (number, ..) = self.unit.around(clock, now);
        if number != self.number {
            self.number = number;
            self.from = spent;
            self.before = 0.0;
        }
        self.before + spent - self.from
    }

    /// What will have been spent at its end, if it goes on evenly (assumption
    /// `budget-forecast`).
    fn forecast(&self, clock: Clock, now: Second, so_far: f64) -> f64 {
        let (_, begins, ends) = self.unit.around(clock, now);
        #[expect(clippy::cast_precision_loss, reason = "seconds of a year at most")]
        let (passed, all) = ((clock.unix(now) - begins) as f64, (ends - begins) as f64);
        if passed > 0.0 {
            so_far * all / passed
        } else {
            so_far
        }
    }
}

impl Calendar {
    fn named(text: &str) -> Self {
        match text {
            "DAILY" => Self::Day,
            "QUARTERLY" => Self::Quarter,
            "ANNUALLY" => Self::Year,
            _ => Self::Month,
        }
    }

    /// Which period a moment lies in, when it begins and when it ends, in
    /// seconds since 1970. Bills are kept in UTC.
    fn around(self, clock: Clock, now: Second) -> (i64, i64, i64) {
        let it = clock.in_utc(now);
        // Half past five in India.
        let midnight = |year, month| Clock::india(year, month, 1, 5, 30).unix(0);
        let month = i64::from(it.month) - 1;
        let begin = |months: i64| {
            let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
            midnight(year, u32::try_from(month).unwrap_or(1))
        };
        let all = it.year * 12 + month;
        match self {
            Self::Day => {
                let day = clock.unix(now).div_euclid(86_400);
                (day, day * 86_400, (day + 1) * 86_400)
            }
            Self::Month => (all, begin(all), begin(all + 1)),
            Self::Quarter => {
                let first = all - all.rem_euclid(3);
                (first, begin(first), begin(first + 3))
            }
            Self::Year => (it.year, begin(it.year * 12), begin(it.year * 12 + 12)),
        }
    }
}

//! What alarms, dashboards, log groups, topics and budgets are made of.

use super::choices;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::Kind;
use crate::architecture::kinds::STATISTICS;
use crate::architecture::property::{Choice, PropertyType};
use crate::architecture::row::{Member, RowInfo, row};

/// What an alarm or a widget can watch.
pub const WATCHED: &[Kind] = &[
    Kind::Instance,
    Kind::AutoScalingGroup,
    Kind::LoadBalancer,
    Kind::TargetGroup,
    Kind::Database,
    Kind::NatGateway,
    Kind::Bucket,
    Kind::FileSystem,
    Kind::Volume,
    Kind::Cache,
    Kind::Function,
    Kind::HealthCheck,
    Kind::WebAcl,
];

row! {
    /// What tells a metric from others of its name. [CW UG: Dimensions]
    Dimension = RowInfo::lines("dimension", "dimension");

    /// Its name, such as Currency.
    name: String = String::new()
        => Member::text("Name", "Currency");

    /// Its value, such as USD.
    value: String = String::new()
        => Member::text("Value", "USD");
}

row! {
    /// A metric that a formula names. [API cloudwatch MetricDataQuery]
    MetricQuery = RowInfo::forms("metric", "metric of a formula");

    /// How the formula calls it: a small letter first.
    id: String = String::new()
        => Member::text("Called", "errors");

    /// The thing that it is of; empty for the one that the alarm watches.
    watches: Option<ResourceId> = None
        => Member::reference("Of", WATCHED).optional();

    /// Its namespace; empty for the alarm's.
    namespace: String = String::new()
        => Member::text("Namespace", "AWS/ApplicationELB").optional();

    /// Its name.
    metric: String = String::new()
        => Member::text("Metric", "HTTPCode_ELB_5XX_Count");

    /// How the values of a period become one.
    statistic: String = "Sum".to_owned()
        => Member::new("Statistic", PropertyType::Suggested(STATISTICS));
}

choices! {
    /// How a widget shows its metrics. [CW API: Dashboard body structure]
    WidgetView {
        /// As lines over time.
        #[default]
        Line = "line" "lines",
        /// As the latest number.
        Number = "number" "a number",
    }
}

row! {
    /// A metric on a dashboard. Those of the same title share a widget.
    Widget = RowInfo::forms("metric", "dashboard metric");

    /// The title of its widget.
    title: String = String::new()
        => Member::text("Widget", "CPU of the servers");

    /// How it is shown.
    view: WidgetView = WidgetView::Line
        => Member::choice("Shown as", WidgetView::CHOICES).optional();

    /// The thing that it is of.
    watches: Option<ResourceId> = None
        => Member::reference("Of", WATCHED).optional().vital();

    /// Its namespace.
    namespace: String = "AWS/EC2".to_owned()
        => Member::text("Namespace", "AWS/EC2");

    /// Its name.
    metric: String = "CPUUtilization".to_owned()
        => Member::text("Metric", "CPUUtilization");

    /// How the values of a period become one.
    statistic: String = "Average".to_owned()
        => Member::new("Statistic", PropertyType::Suggested(STATISTICS));

    /// The length of a period, in seconds.
    period: u32 = 300
        => Member::number("Period", (60, 86_400), "seconds").optional();
}

row! {
    /// A pattern in a log group whose matches become a metric.
    MetricFilter = RowInfo::forms("filter", "metric filter");

    /// What a line must hold, such as ERROR, or a pattern for JSON lines.
    /// [CWL UG: Filter and pattern syntax]
    pattern: String = "ERROR".to_owned()
        => Member::text("Pattern", "ERROR");

    /// The namespace of the metric that it makes.
    namespace: String = "Notebookly".to_owned()
        => Member::text("Namespace", "Notebookly");

    /// The metric that it makes.
    metric: String = String::new()
        => Member::text("Metric", "ErrorCount");

    /// What each match counts.
    value: String = "1".to_owned()
        => Member::text("Counts", "1");

    /// The value of a period in which lines came and none matched; empty for
    /// no value at all (rulebook CWLG-6).
    default: String = String::new()
        => Member::text("Without a match", "0").optional();
}

choices! {
    /// How a message reaches a subscriber. The others that SNS knows are not
    /// modelled.
    SubscriptionProtocol {
        /// By mail.
        #[default]
        Email = "email" "E-mail",
        /// By a short message.
        Sms = "sms" "SMS",
        /// By a call of a function.
        Lambda = "lambda" "Lambda function",
        /// By a request to a web address.
        Https = "https" "HTTPS",
    }
}

row! {
    /// One subscriber of a topic. It gets nothing before it has confirmed
    /// (rulebook SNS-4); a function needs not.
    Subscription = RowInfo::forms("subscription", "subscription");

    /// How it is reached.
    protocol: SubscriptionProtocol = SubscriptionProtocol::Email
        => Member::choice("By", SubscriptionProtocol::CHOICES);

    /// Its address.
    endpoint: String = String::new()
        => Member::text("Address", "rahul@notebookly.com")
            .optional()
            .instead_of(&["function"]);

    /// The function that is called.
    function: Option<ResourceId> = None
        => Member::reference("Function", &[Kind::Function])
            .optional()
            .vital()
            .instead_of(&["endpoint"]);

    /// Whether the link in the mail was opened: the subscriber's doing, so a
    /// template leaves it out.
    confirmed: bool = false
        => Member::new("Confirmed", PropertyType::Flag).optional();
}

impl Subscription {
    /// Whether its address is one that Subscribe takes for the way that it is
    /// reached; a function is no address. [API sns Subscribe], [SNS DG: Mobile
    /// phone numbers as subscribers] (rulebook SNS-5)
    pub fn has_address(&self) -> bool {
        let endpoint = self.endpoint.trim();
        match self.protocol {
            SubscriptionProtocol::Email => is_mail(endpoint),
            SubscriptionProtocol::Sms => is_number(endpoint),
            SubscriptionProtocol::Https => endpoint.starts_with("https://") && endpoint.len() > 10,
            SubscriptionProtocol::Lambda => false,
        }
    }
}

/// Whether it looks like a mail address: something, an @ and a domain.
fn is_mail(text: &str) -> bool {
    let Some((who, domain)) = text.split_once('@') else {
        return false;
    };
    let fine =
        |it: &str| !it.is_empty() && !it.contains(|it: char| it.is_whitespace() || it == '@');
    fine(who)
        && fine(domain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}

/// E.164: a plus and up to 15 digits. [SNS DG: Publishing to a mobile phone]
fn is_number(text: &str) -> bool {
    let digits: String = text
        .chars()
        .filter(|it| !matches!(it, ' ' | '-' | '(' | ')'))
        .collect();
    let digits = digits.strip_prefix('+').unwrap_or("");
    (7..=15).contains(&digits.len()) && digits.chars().all(|it| it.is_ascii_digit())
}

/// [API budgets Notification]
const THRESHOLDS: &[Choice] = &[
    Choice {
        value: "PERCENTAGE",
        label: "% of the limit",
    },
    Choice {
        value: "ABSOLUTE_VALUE",
        label: "USD",
    },
];

choices! {
    /// What a notification compares with its threshold.
    BudgetBasis {
        /// What was spent.
        #[default]
        Actual = "ACTUAL" "spent",
        /// What will have been spent at the end, as AWS forecasts it from
        /// about five weeks of use.
        Forecasted = "FORECASTED" "forecast",
    }
}

row! {
    /// When a budget writes, and to whom.
    BudgetNotification = RowInfo::forms("notification", "budget notification");

    /// What is compared.
    basis: BudgetBasis = BudgetBasis::Actual
        => Member::choice("When", BudgetBasis::CHOICES);

    /// The threshold.
    threshold: u32 = 80
        => Member::number("More than", (1, 1_000_000), "");

    /// What the threshold counts.
    unit: String = "PERCENTAGE".to_owned()
        => Member::choice("Counted in", THRESHOLDS);

    /// Mail addresses, ten at most.
    emails: Vec<String> = Vec::new()
        => Member::new("Mails to", PropertyType::Texts("rahul@notebookly.com")).optional();

    /// The topic that is told, whose policy must let budgets publish.
    topic: Option<ResourceId> = None
        => Member::reference("Topic", &[Kind::Topic]).optional();
}

//! A budget of AWS Budgets.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::{Choice, Property};
use crate::architecture::tags::Tagging;
use crate::architecture::values::BudgetNotification;

/// [API budgets Budget]
const TIME_UNITS: &[Choice] = &[
    Choice { value: "MONTHLY", label: "a month" },
    Choice { value: "DAILY", label: "a day" },
    Choice { value: "QUARTERLY", label: "a quarter" },
    Choice { value: "ANNUALLY", label: "a year" },
];

declare! {
    /// A budget compares what the account costs with a limit and writes to
    /// people when a share of it is reached, or is going to be. It alerts; it
    /// stops nothing. [Cost Management UG: AWS Budgets]
    Budget = KindInfo::new("budget", "Budget", "AWS::Budgets::Budget")
        .category(Category::Management)
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Account, "account")])
        .api("CreateBudget", "DeleteBudget")
        .tagged(Tagging::BUDGETS)
        .keywords("money bill cost alert limit");

    /// The account that it belongs to.
    account: Option<ResourceId> = None
        => Property::reference("Account", "", &[Kind::Account]).fixed();

    /// The limit, in US dollars.
    limit: u32 = 100
        => Property::number("Limit", "BudgetLimit", (1, 1_000_000), "USD").via("UpdateBudget");

    /// For how long the limit counts.
    time_unit: String = "MONTHLY".to_owned()
        => Property::choice("Counted", "TimeUnit", TIME_UNITS).fixed();

    /// Whether credits are taken off before it compares, as the API does unless
    /// told otherwise: then it stays near zero while they pay.
    /// [API budgets CostTypes]
    include_credits: bool = true
        => Property::flag("Credits count", "IncludeCredit").via("UpdateBudget");

    /// When it writes, and to whom.
    notifications: Vec<BudgetNotification> = Vec::new()
        => Property::rows("Notifications", "NotificationsWithSubscribers", &BudgetNotification::ROW)
            .added_by("CreateNotification")
            .removed_by("DeleteNotification");
}

//! Money: budgets and who hears of them.

use crate::rules::table::topic;

topic! {
    "Budgets":
    budget_silent,
    budget_notification_invalid,
    budget_topic_refuses,
}

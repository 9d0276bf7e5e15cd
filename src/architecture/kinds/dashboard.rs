//! A CloudWatch dashboard.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::Widget;

declare! {
    /// A dashboard shows metrics of any Region side by side. It belongs to the
    /// account, and each widget names the Region of its metrics.
    /// [CW UG: Using CloudWatch dashboards]
    Dashboard = KindInfo::new("dashboard", "Dashboard", "AWS::CloudWatch::Dashboard")
        .category(Category::Management)
        .icon("cloudwatch")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Account, "account")])
        .api("PutDashboard", "DeleteDashboards")
        .tagged(Tagging::CLOUDWATCH)
        .keywords("cloudwatch chart graph control room");

    /// The account that it belongs to.
    account: Option<ResourceId> = None
        => Property::reference("Account", "", &[Kind::Account]).fixed();

    /// Its metrics. Those of the same title share a widget.
    widgets: Vec<Widget> = Vec::new()
        => Property::rows("Widgets", "DashboardBody", &Widget::ROW).via("PutDashboard");
}

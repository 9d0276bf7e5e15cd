//! The load that an architecture is meant for.

use crate::architecture::kind::{Category, KindInfo, Look, declare};
use crate::architecture::property::Property;

declare! {
    /// How much an architecture is used: what the bill and the simulation
    /// count with. No AWS resource; one a document. The numbers that it begins
    /// with are those of Notebookly. [logic]
    Workload = KindInfo::new("workload", "Load", "")
        .icon("users")
        .category(Category::Outside)
        .look(Look::Unseen)
        .keywords("visitors traffic requests cost load");

    /// Visitors on an ordinary day.
    visits_a_day: u32 = 50_000
        => Property::number("Visits", "", (0, 1_000_000_000), "a day");

    /// Requests of a visit that the load balancer answers.
    requests_per_visit: u32 = 6
        => Property::number("Requests to the balancer", "", (0, 10_000), "a visit");

    /// Objects that a visit fetches from S3.
    objects_per_visit: u32 = 3
        => Property::number("Objects from S3", "", (0, 10_000), "a visit");

    /// What the balancer sends to a visit, in KB.
    kb_per_visit: u32 = 60
        => Property::number("Sent by the balancer", "", (0, 10_000_000), "KB a visit");

    /// What one request brings in, in bytes.
    bytes_per_request: u32 = 600
        => Property::number("Size of a request", "", (0, 100_000_000), "bytes");

    /// Connections that a visit opens.
    connections_per_visit: u32 = 2
        => Property::number("Connections", "", (0, 10_000), "a visit");

    /// How long a connection stays open.
    connection_seconds: u32 = 90
        => Property::number("Length of a connection", "", (0, 4_000), "seconds");

    /// What goes out to the internet in a month, balancer and S3 together.
    gb_out: u32 = 200
        => Property::number("Out to the internet", "", (0, 100_000_000), "GB a month");

    /// What goes through NAT gateways in a month.
    nat_gb: u32 = 20
        => Property::number("Through NAT gateways", "", (0, 100_000_000), "GB a month");

    /// What the servers exchange with S3 in a month. Without a gateway
    /// endpoint it goes through the NAT gateways too.
    s3_gb: u32 = 40
        => Property::number("Between servers and S3", "", (0, 100_000_000), "GB a month");

    /// What crosses zones in a month, both directions added.
    cross_zone_gb: u32 = 30
        => Property::number("Between zones", "", (0, 100_000_000), "GB a month");

    /// What is kept in S3.
    s3_stored_gb: u32 = 100
        => Property::number("Stored in S3", "", (0, 100_000_000), "GB");

    /// Objects that are written to S3 in a month.
    s3_puts: u32 = 50_000
        => Property::number("Written to S3", "", (0, 2_000_000_000), "objects a month");

    /// What is kept in EFS.
    efs_stored_gb: u32 = 10
        => Property::number("Stored in EFS", "", (0, 100_000_000), "GB");

    /// What the automatic backups of a database hold.
    backup_gb: u32 = 12
        => Property::number("Database backups", "", (0, 100_000_000), "GB");

    /// What is written to log groups in a month.
    log_gb: u32 = 4
        => Property::number("Logs written", "", (0, 100_000_000), "GB a month");

    /// What is kept in log groups, compressed.
    log_stored_gb: u32 = 1
        => Property::number("Logs kept", "", (0, 100_000_000), "GB");

    /// Questions to Route 53 in a month that no alias answers, in thousands.
    dns_thousands: u32 = 500
        => Property::number("DNS queries", "", (0, 2_000_000_000), "thousand a month");

    /// Mails that alarms send in a month.
    mails: u32 = 100
        => Property::number("Mails of alarms", "", (0, 100_000_000), "a month");

    /// How many times the usual visitors come in a festival month.
    festival_factor: u32 = 10
        => Property::number("Festival", "", (1, 1_000), "times as many");

    /// How many servers the groups have in the busy hours of that month, as
    /// long as their maximum allows it.
    festival_servers: u32 = 10
        => Property::number("Servers then", "", (0, 100_000), "");

    /// How many hours of that month are busy.
    festival_hours: u32 = 300
        => Property::number("Busy hours", "", (0, 744), "hours");
}

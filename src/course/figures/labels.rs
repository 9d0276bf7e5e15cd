//! What the outputs of figures are called where people read of them: conditions and files
//! have them by their names, sentences, forms and the schema by these labels.

/// The outputs of a widget: each by its name, and as a sentence or a form calls it.
pub type Labels = &'static [(&'static str, &'static str)];

/// All of them, by widget.
pub const LABELS: &[(&str, Labels)] = &[
    (
        "ruler",
        &[
            ("base", "Block"),
            ("prefix", "Prefix length"),
            ("size", "Addresses in the block"),
            ("usable", "Usable addresses"),
            ("first", "First address"),
            ("last", "Last address"),
            ("parts", "Parts of the block"),
            ("contains", "The address lies in the block"),
            ("overlaps", "Blocks overlap"),
        ],
    ),
    (
        "signboard",
        &[
            ("address", "Destination of the packet"),
            ("winner", "Row that wins"),
            ("target", "Target of the row that wins"),
            ("state", "State of the row that wins"),
            ("delivered", "The row that wins leads somewhere"),
        ],
    ),
    (
        "gate",
        &[
            ("direction", "Direction"),
            ("public_address", "Public address"),
            ("passes", "The packet passes"),
            ("source", "Source when it arrives"),
            ("destination", "Destination when it arrives"),
            ("conditions", "Conditions that hold"),
        ],
    ),
    (
        "nat-table",
        &[
            ("rows", "Rows in the table"),
            ("last", "What came last from outside"),
            ("entered", "What came last got in"),
        ],
    ),
    (
        "guards",
        &[
            ("request", "The request is"),
            ("answer", "The answer is"),
            ("decided", "Entry of the network ACL that decided"),
            ("arrives", "The request arrives"),
            ("answered", "The answer arrives"),
            ("group_request", "The security group alone: the request is"),
            ("group_answer", "The security group alone: the answer is"),
            ("acl_request", "The network ACL alone: the request is"),
            ("acl_answer", "The network ACL alone: the answer is"),
        ],
    ),
    (
        "demand",
        &[
            ("mode", "How the servers are had"),
            ("curve", "The day"),
            ("units", "Servers at most"),
            ("unmet", "Visitors not served"),
            ("idle", "Percent that stands idle"),
            ("unit_hours", "Hours of servers paid for"),
            ("spare", "Hours of servers more than needed"),
            ("own_month", "Rupees a month when owned"),
            ("rent_month", "Rupees a month when rented"),
        ],
    ),
    (
        "nines",
        &[
            ("availability", "Availability in percent"),
            ("minutes", "Minutes down in a year"),
            ("hours", "Hours down in a year"),
        ],
    ),
    (
        "distance",
        &[
            ("from", "City of the customer"),
            ("region", "Region"),
            ("km", "Kilometres between them"),
            ("rtt", "Milliseconds there and back"),
        ],
    ),
    (
        "credits",
        &[
            ("earned", "Credits earned an hour"),
            ("spent", "Credits spent an hour"),
            ("hours_to_empty", "Hours until none is left"),
        ],
    ),
    (
        "alarm-bell",
        &[
            ("alarm_at", "Minute of the alarm"),
            ("ok_at", "Minute in which it is over"),
            ("rings", "How often it rings"),
            ("state", "State at the end"),
            ("missing", "Missing data counts as"),
            ("periods", "Periods that are looked at"),
            ("datapoints", "Datapoints to alarm"),
        ],
    ),
    (
        "bill",
        &[
            ("month", "Dollars a month"),
            ("servers", "Servers"),
            ("nat", "NAT gateways"),
            ("stopped", "The servers are stopped"),
            ("lines", "What costs something"),
            ("largest", "Percent of the largest line"),
        ],
    ),
    (
        "oven",
        &[
            ("mode", "How a server is set up"),
            ("script", "Seconds with the start script"),
            ("baked", "Seconds from the image"),
            ("saved", "Seconds saved by the image"),
            ("seconds", "Seconds until a server serves"),
            ("versions", "Versions that the servers have"),
            ("old", "Servers behind the newest version"),
        ],
    ),
    (
        "blocks",
        &[
            ("blocks", "Blocks of the disk"),
            ("snapshots", "Snapshots that are kept"),
            ("stored", "Blocks stored by the snapshots"),
            ("copies", "Blocks if each were a whole copy"),
            ("unsaved", "Blocks changed since the last snapshot"),
            ("dropped", "Blocks freed by the last deletion"),
            ("month", "Dollars a month"),
            ("month_copies", "Dollars a month for whole copies"),
        ],
    ),
    (
        "desk",
        &[
            ("store", "Where the file lies"),
            ("seen", "Reloads of ten that show it"),
            ("readers", "Servers that see it"),
            ("readable", "Somebody can read it"),
            ("month", "Dollars a month"),
            ("times_s3", "Times the price in S3"),
        ],
    ),
    (
        "years",
        &[
            ("year1", "Dollars in the first year"),
            ("year2", "Dollars in the second year"),
            ("year3", "Dollars in the third year"),
            ("year3_standard", "Third year if all stayed in Standard"),
            ("share", "Third year in percent of all in Standard"),
            ("total", "Dollars in three years"),
            ("early", "Dollars for days charged in any case"),
            ("moving", "Dollars for the moves"),
            ("class", "Storage class of the object"),
            ("read", "The object can be read"),
            ("wait_hours", "Hours to wait at most"),
            ("kept", "All is kept for three years"),
            ("refused", "S3 refuses the rules"),
        ],
    ),
    (
        "directory",
        &[
            ("mode", "What is shown"),
            ("answer", "The answer"),
            ("records", "Records followed"),
            ("current", "All addresses are the load balancer's"),
            ("kept", "Seconds for which the answer is kept"),
            ("ttl", "TTL in seconds"),
            ("old_until", "The old answer is used until"),
            ("old_minutes", "Minutes with the old answer"),
            (
                "lowered_before",
                "Minutes by which the TTL was lowered before",
            ),
            ("old_share", "Percent with the old answer"),
            ("lost", "Percent sent to the stopped server"),
        ],
    ),
    (
        "swap",
        &[
            ("multi_az", "Multi-AZ"),
            ("up", "Seconds until the database answers"),
            ("dark", "Seconds until the last program is served"),
        ],
    ),
    (
        "pulse",
        &[
            ("interval", "Interval in seconds"),
            ("timeout", "Timeout in seconds"),
            ("healthy", "Healthy threshold"),
            ("unhealthy", "Unhealthy threshold"),
            ("fault", "What goes wrong"),
            ("out_at_most", "Seconds until it is out, at most"),
            ("back_at_most", "Seconds until it is back, at most"),
            ("out_after", "Seconds until it was out"),
            ("back_after", "Seconds until it was back"),
            ("in_after", "Seconds until a new target is in"),
            ("met", "Seconds in which customers met the fault"),
            ("fail_open", "All targets got requests, though unhealthy"),
        ],
    ),
    (
        "roster",
        &[
            ("alarm", "Seconds until the alarm"),
            ("first_extra", "Seconds until the first server more serves"),
            ("refused_minutes", "Minutes in which customers were refused"),
            ("changes", "Settings changed"),
            ("most", "Servers at most"),
            ("turns", "Turns between growing and shrinking"),
            ("idle", "Percent that stands idle"),
            ("start", "Seconds from launch until it serves"),
            ("desired", "Desired capacity"),
            ("min", "Minimum"),
            ("max", "Maximum"),
        ],
    ),
    (
        "book",
        &[
            ("events", "Calls in the week"),
            ("shown", "Calls that are shown"),
            ("picked", "The call that is picked"),
            ("who", "Who made it"),
            ("on", "On what"),
            ("from", "From which address"),
            ("region", "In which Region"),
            ("refused", "It was refused"),
            ("in_history", "It is in the event history"),
            ("in_bucket", "It is in a file of the trail"),
            ("unfiled", "Calls in no file"),
            ("gap", "Minutes without the trail"),
        ],
    ),
    (
        "verdict",
        &[
            ("decision", "The decision"),
            ("decided", "Statement that decides"),
            ("paper", "Policy that decides"),
            ("statements", "Statements"),
            ("marked", "Requests marked"),
            ("right", "Requests marked rightly"),
        ],
    ),
];

/// The outputs of a widget; nothing where there is no such widget.
pub fn labels(widget: &str) -> Labels {
    let found = LABELS.iter().find(|(name, _)| *name == widget);
    found.map_or(&[], |(_, all)| all)
}

/// What an output of a widget is called.
pub fn label(widget: &str, output: &str) -> Option<&'static str> {
    let mut all = labels(widget).iter();
    all.find(|(name, _)| *name == output)
        .map(|(_, label)| *label)
}

//! What AWS does not say and we had to choose. Each has a name, a value in
//! words and a reason, and is shown to the learner as a simulated assumption
//! by that name. An assumption that is not in this table may not be made.

/// A choice of this project, not a fact about AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Its name, as in the list that the page shows.
    pub name: &'static str,
    /// What is assumed.
    pub what: &'static str,
    /// Why this and no other.
    pub why: &'static str,
}

/// All of them.
pub const ASSUMPTIONS: &[Assumption] = &[
    Assumption {
        name: "app-paths",
        what: "An application answers / and every path that its user data names. Of one that comes with an image nothing is known: it answers what it is asked for.",
        why: "A drawing holds no program.",
    },
    Assumption {
        name: "step",
        what: "Time passes in steps of one second; metrics and alarms look once a minute.",
        why: "Everything that AWS publishes about these services is in whole seconds or minutes.",
    },
    Assumption {
        name: "launch-times",
        what: "An instance is pending for 17 seconds, boots for 10, runs its user data for 90 and starts its application in 5. An image of your own needs no user data.",
        why: "Measurements of 2021 and 2026 lie around these numbers; AWS promises none.",
    },
    Assumption {
        name: "page-cpu",
        what: "A page costs 40 ms of a vCPU.",
        why: "A study of 2026 drove a small web application on a t3.small to 44 to 52 pages a second.",
    },
    Assumption {
        name: "api-cpu",
        what: "A call of the API costs 10 ms of a vCPU, a health check 1 ms, a small file 0.25 ms.",
        why: "Round numbers, a quarter of a page and less.",
    },
    Assumption {
        name: "proxy-cpu",
        what: "A server that only hands on to another tier spends 1 ms of a vCPU on a request.",
        why: "As much as a health check: it computes nothing itself.",
    },
    Assumption {
        name: "request-mix",
        what: "Of six requests of a visit five are pages and one is a call of the API.",
        why: "Notebookly's workload.",
    },
    Assumption {
        name: "orders",
        what: "One visit of a hundred ends with an order, which is a call of the API.",
        why: "Notebookly has 50,000 visits and 500 orders a day.",
    },
    Assumption {
        name: "session-length",
        what: "A customer stays for 5 minutes.",
        why: "The time of six requests; only needed to count whom a lost server logs out.",
    },
    Assumption {
        name: "customers-are-many",
        what: "Ordinary customers come from so many addresses that no rate rule meets one of them.",
        why: "A customer sends six requests in a visit, and the lowest limit is 10 in a minute.",
    },
    Assumption {
        name: "queue",
        what: "Each server is a queue with as many clerks as it has vCPUs (M/M/c).",
        why: "Smooth below 70 % and steep from 85 %, as real servers are.",
    },
    Assumption {
        name: "percentiles",
        what: "The median is 0.7 times the mean and the 99th percentile 4.6 times, as in an exponential tail.",
        why: "Only for display: single requests are not followed.",
    },
    Assumption {
        name: "backlog",
        what: "A server keeps up to 500 requests waiting and refuses those beyond.",
        why: "The order of size of common web servers' queues.",
    },
    Assumption {
        name: "patience",
        what: "A customer waits 30 seconds and then leaves.",
        why: "AWS counts such a customer as 460; how long people wait is no matter of AWS.",
    },
    Assumption {
        name: "keepalive-502",
        what: "A server whose keep-alive is shorter than the balancer's idle time-out fails one request in a thousand.",
        why: "AWS says that it happens now and then and gives no number.",
    },
    Assumption {
        name: "daily-curve",
        what: "Visits follow the day of an Indian shop: least from three to five, most from 20 to 22, with 10 % of chance.",
        why: "No table of AWS: the shape of evening shopping.",
    },
    Assumption {
        name: "throttle-ramp",
        what: "A server out of credits sinks to its baseline within 15 minutes.",
        why: "AWS says gradually and gives no number.",
    },
    Assumption {
        name: "reconcile",
        what: "An Auto Scaling group compares desired and actual capacity every 5 seconds.",
        why: "AWS says at once; the number only smooths the picture.",
    },
    Assumption {
        name: "asg-poll",
        what: "An Auto Scaling group looks at its members' health every 60 seconds.",
        why: "AWS says periodically and gives no number.",
    },
    Assumption {
        name: "impaired-wait",
        what: "A member with failed status checks is replaced after 3 minutes.",
        why: "AWS says a few minutes.",
    },
    Assumption {
        name: "basic-lag",
        what: "With basic monitoring a five-minute value is known up to five minutes late.",
        why: "It is computed at the end of its period.",
    },
    Assumption {
        name: "eval-range",
        what: "An alarm of N periods looks back over N + 2.",
        why: "AWS's examples use 5 for N = 3; the number depends on period and resolution.",
    },
    Assumption {
        name: "mail-delay",
        what: "A mail of SNS arrives after 5 seconds.",
        why: "AWS gives no number.",
    },
    Assumption {
        name: "mail-subject",
        what: "A mail's subject is ALARM: \"name\" in Region.",
        why: "Seen in many public examples, found in no guide.",
    },
    Assumption {
        name: "budget-forecast",
        what: "A budget's forecast is what was spent so far, gone on evenly to the end of its period.",
        why: "AWS forecasts from weeks of use and does not say how.",
    },
    Assumption {
        name: "budget-mails",
        what: "A budget's mail needs no confirmation and takes as long as any other.",
        why: "No guide read here speaks of one.",
    },
    Assumption {
        name: "phones",
        what: "A phone that subscribes to a topic needs no confirmation.",
        why: "The reference says that mails and web addresses have to confirm.",
    },
    Assumption {
        name: "default-topic-policy",
        what: "A topic without an access policy of its own takes the messages of alarms of its account.",
        why: "AWS's console makes topics for alarms with that policy; no guide read here says it in words.",
    },
    Assumption {
        name: "formula-gaps",
        what: "SUM, AVG, MIN and MAX leave out what is missing; LINEAR fills no gap at an end; IF without a condition's value has none.",
        why: "AWS's guide shows other cases only.",
    },
    Assumption {
        name: "missing-field",
        what: "A field that a JSON line lacks is neither equal nor unequal to anything.",
        why: "AWS has NOT EXISTS for it and shows no other case.",
    },
    Assumption {
        name: "whole-terms",
        what: "A term of a metric filter is a word: ERROR is not found in ERRORS.",
        why: "AWS says that a line must contain the word and shows no case between.",
    },
    Assumption {
        name: "standby-rebuild",
        what: "After a failover the new standby is ready after 10 minutes.",
        why: "AWS gives no number; until then there is no protection.",
    },
    Assumption {
        name: "single-recovery",
        what: "A database without a standby is back 5 to 15 minutes after its host failed.",
        why: "AWS says that it is repaired in its zone and gives no number.",
    },
    Assumption {
        name: "multiaz-latency",
        what: "A commit takes 2 ms longer with a standby in another zone.",
        why: "AWS says that latency may be higher; zones are a few milliseconds apart.",
    },
    Assumption {
        name: "micro-connections",
        what: "A db.t3.micro or db.t4g.micro takes 60 connections.",
        why: "Reports say 60 to 85; the formula's memory is less than the class's.",
    },
    Assumption {
        name: "database-work",
        what: "A read costs the database 1 ms of a vCPU and a write 5 ms; a page makes 4 reads, a call of the API one, an order 10 reads and 4 writes.",
        why: "Round numbers for small tables with indexes.",
    },
    Assumption {
        name: "connection-pool",
        what: "A server keeps 10 connections to its database.",
        why: "A common default of connection pools.",
    },
    Assumption {
        name: "restore-time",
        what: "A restore to a point in time takes 10 to 30 minutes.",
        why: "It depends on the size; AWS gives no number.",
    },
    Assumption {
        name: "s3-scale",
        what: "A bucket that gets more requests than its rate answers 503 to the rest for 5 minutes, and then takes twice as many. All objects lie under one prefix. A visit fetches the objects of the workload from the first bucket, a page of a server that calls a bucket reads one, and what is written in a month is spread evenly over the requests. Whoever gets 503 asks again, and no page fails for it.",
        why: "AWS says that it scales gradually, and that clients should ask again. A drawing holds no keys.",
    },
    Assumption {
        name: "outgoing-traffic",
        what: "What the workload sends through NAT gateways and to S3 in a month is spread evenly over the month's requests, half of it out and half back. The requests of a visit open one connection to one address outside, which a NAT gateway remembers for 350 seconds. A page that cannot reach its bucket is answered with 500; one that S3 refuses leaves out what it wanted.",
        why: "A drawing holds no program.",
    },
    Assumption {
        name: "cache-away",
        what: "An application that calls a cache looks there for the session of each page. While the cache is away it serves its customers as if they were not logged in; that it is slower or fails is not modelled, nor is a cache that servers never reach.",
        why: "What an application does without its cache is a matter of its program.",
    },
    Assumption {
        name: "file-systems",
        what: "An application that calls a file system reads there with each page as much as the load balancer sends for a request, and writes with each call of the API what a request brings in. A file that does not come is asked for until it does, so its customer leaves; the health check reads none. What the workload stores lies in the first file system, and burst credits are full when a run begins. Latencies, operations on metadata and limits of operations or of one client are not modelled.",
        why: "A drawing does not say what an application keeps there. The mount helper of AWS mounts with the option hard, which never gives up.",
    },
    Assumption {
        name: "trail-delay",
        what: "A call reaches the bucket and the log group 2 to 15 minutes later, 5 on average.",
        why: "AWS says about 5 minutes and guarantees nothing.",
    },
    Assumption {
        name: "name-cache",
        what: "Customers ask for the address again when the TTL is over, one after the other.",
        why: "A balancer's dead address loses its customers evenly over 60 seconds.",
    },
    Assumption {
        name: "lifecycle-hooks",
        what: "Not modelled: lifecycle hooks. A member of a group never waits in Pending:Wait or Terminating:Wait.",
        why: "The drawing has none. A hook waits an hour by default for something that is outside of it to call back (SAS-4).",
    },
    Assumption {
        name: "composite-alarms",
        what: "Not modelled: composite alarms, which ring by the states of other alarms, and suppress their actions.",
        why: "The drawing has none: each of its alarms watches a metric or a formula (SCW-14).",
    },
    Assumption {
        name: "site-page",
        what: "The website of a bucket answers everything that customers ask with its page, which counts as an answer; nobody can order there. A shop whose balancer speaks HTTPS is asked with HTTPS, wherever its name leads.",
        why: "What lies in a bucket is not drawn. Links and bookmarks keep the https that they were made with.",
    },
    Assumption {
        name: "checker-way",
        what: "A connection of a Route 53 health checker opens within 0.2 seconds. Its requests are no load, count in no metric of a load balancer, and its web ACL lets them through.",
        why: "Seventeen places ask once or three times in 30 seconds, which is less than one page a second.",
    },
    Assumption {
        name: "flood-source",
        what: "A flood comes from one address.",
        why: "A rate rule counts by address; a flood from thousands needs other means.",
    },
    Assumption {
        name: "stop-times",
        what: "An instance takes 20 seconds to stop and 20 to terminate.",
        why: "AWS gives no number.",
    },
    Assumption {
        name: "zone-return",
        what: "When a zone is back, its instances boot again and start their application.",
        why: "As after a loss of power; an Auto Scaling group has usually replaced them by then.",
    },
    Assumption {
        name: "spike-share",
        what: "Another busy program leaves the application at least half of the CPU.",
        why: "Linux shares the CPU between those that want it.",
    },
    Assumption {
        name: "disk-full",
        what: "An application whose disk is full answers pages and calls with an error; health checks and files go on.",
        why: "What fails depends on the application: most can write neither logs nor sessions any more.",
    },
    Assumption {
        name: "unknown-type",
        what: "An instance type that is not in our table has the vCPUs and the memory that its size usually has.",
        why: "Sizes double from one to the next in all families.",
    },
    Assumption {
        name: "launch-retry",
        what: "A group whose launch failed in all its zones tries again after a minute.",
        why: "AWS tries again by itself and gives no number; in public logs the next attempt comes about a minute later.",
    },
    Assumption {
        name: "unknown-class",
        what: "A database class that we have no numbers of counts as a db.t3.micro.",
        why: "Known are db.t3, db.t4g and the generations of db.m and db.r since the fifth.",
    },
    Assumption {
        name: "client-cache",
        what: "Servers keep the address of a database for 5 seconds.",
        why: "The reference counts with 5 and with 60; the run can say otherwise.",
    },
    Assumption {
        name: "reboot",
        what: "A database without failover is back 30 seconds after somebody reboots it.",
        why: "AWS says a momentary outage; logs of users show about half a minute.",
    },
    Assumption {
        name: "database-start",
        what: "A quarter of a database's disk is used when a run begins.",
        why: "The drawing does not say; a quarter is far from both ends.",
    },
    Assumption {
        name: "database-disk",
        what: "One read in ten goes to the disk, a write always does, and an operation there takes 1 ms.",
        why: "Small tables are mostly in memory; gp3 answers within milliseconds.",
    },
    Assumption {
        name: "database-memory",
        what: "A quarter of a database's memory is free without connections, and each takes 2 MiB.",
        why: "MySQL's buffer pool is three quarters by default on RDS; connections differ.",
    },
    Assumption {
        name: "database-backlog",
        what: "Up to 30 seconds of work wait in a database; a query beyond that times out.",
        why: "As long as a customer's patience.",
    },
    Assumption {
        name: "backup-time",
        what: "A backup of a database goes on for 5 minutes.",
        why: "Snapshots are incremental; AWS gives no number.",
    },
    Assumption {
        name: "storage-change",
        what: "A database's disk is larger 5 minutes after it began to grow.",
        why: "AWS says that it takes minutes in most cases and no outage.",
    },
    Assumption {
        name: "storage-full",
        what: "A database whose disk is used up stops a minute later; until then only writes fail.",
        why: "AWS describes both and gives no time between them.",
    },
    Assumption {
        name: "disk-start",
        what: "The system of a server takes 2 GiB of its root volume.",
        why: "About what Amazon Linux 2023 takes.",
    },
    Assumption {
        name: "cache-failover",
        what: "A replica of a cache stands in after 30 seconds.",
        why: "AWS says that the change of the name takes seconds and gives no number for the rest.",
    },
    Assumption {
        name: "cache-recovery",
        what: "A node of a cache is replaced after 5 to 15 minutes.",
        why: "As a database without a standby; AWS gives no number.",
    },
    Assumption {
        name: "cache-latency",
        what: "A cache answers in half a millisecond.",
        why: "AWS says below a millisecond.",
    },
];

/// The assumption of this name.
pub fn assumption(name: &str) -> Option<&'static Assumption> {
    ASSUMPTIONS.iter().find(|it| it.name == name)
}

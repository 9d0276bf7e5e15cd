//! The book and what is written into it, from the edit to the bucket.

use serde_json::json;

use super::*;
use crate::architecture::*;
use crate::simulation::{Clock, HOUR};

const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:GetBucketAcl", "Resource": "arn:aws:s3:::visitors"},
  {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::visitors/AWSLogs/111122223333/*",
   "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}}]}"#;

const TRUST: &str = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "sts:AssumeRole"}}"#;

const LINES: &str = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}}"#;

fn put(document: &mut Document, id: &str, name: &str, properties: impl Into<Properties>) {
    let resource = Resource::new(name, properties);
    document.apply(Edit::create(id.into(), resource)).unwrap();
}

fn shop() -> Document {
    let mut document = Document::default();
    let it = &mut document;
    let region = || Some("region-1".into());
    put(it, "region-1", "Mumbai", Region::default());
    put(
        it,
        "vpc-1",
        "campus",
        Vpc {
            region: region(),
            ..Vpc::default()
        },
    );
    put(
        it,
        "sg-1",
        "web-sg",
        SecurityGroup {
            vpc: Some("vpc-1".into()),
            ..SecurityGroup::default()
        },
    );
    put(
        it,
        "igw-1",
        "gate",
        InternetGateway {
            region: region(),
            vpc: Some("vpc-1".into()),
        },
    );
    put(
        it,
        "rtb-1",
        "public",
        RouteTable {
            vpc: Some("vpc-1".into()),
            ..RouteTable::default()
        },
    );
    put(it, "web-1", "web-1", Instance::default());
    let admin = IamUser {
        console: true,
        managed_policies: vec![ManagedPolicy {
            name: "AdministratorAccess".to_owned(),
        }],
        ..IamUser::default()
    };
    put(it, "admin", "admin-rahul", admin);
    put(
        it,
        "policy",
        "lines",
        IamPolicy {
            document: LINES.to_owned(),
            ..IamPolicy::default()
        },
    );
    let role = IamRole {
        trust_policy: TRUST.to_owned(),
        policies: vec!["policy".into()],
        ..IamRole::default()
    };
    put(it, "role", "trail-writer", role);
    put(
        it,
        "group",
        "calls",
        LogGroup {
            region: region(),
            ..LogGroup::default()
        },
    );
    let bucket = Bucket {
        region: region(),
        bucket_name: "visitors".to_owned(),
        policy: POLICY.to_owned(),
        ..Bucket::default()
    };
    put(it, "bucket", "visitors", bucket);
    let trail = Trail {
        region: region(),
        bucket: Some("bucket".into()),
        validation: true,
        multi_region: true,
        log_group: Some("group".into()),
        role: Some("role".into()),
        ..Trail::default()
    };
    put(it, "trail", "Notebookly-Audit-Trail", trail);
    document
}

/// A shop under a run: edits are made, recorded, told.
struct Run {
    document: Document,
    scribe: Scribe,
    book: Book,
    actor: Actor,
}

impl Run {
    fn new(document: Document) -> Self {
        let architecture = &document.architecture;
        Self {
            scribe: Scribe::new(architecture, Clock::default(), 7),
            book: Book::new(architecture, Clock::default(), 7),
            actor: Actor::learner(&Indexed::new(architecture)),
            document,
        }
    }

    fn edit(&mut self, at: u32, edit: Edit) -> Vec<Record> {
        let records = of_edit(&mut self.scribe, &self.document, &edit, at, &self.actor);
        self.document.apply(edit).unwrap();
        for record in &records {
            self.book.happen(at, record.clone());
        }
        self.book.follow(&self.document.architecture, at);
        records
    }

    fn logging(&mut self, at: u32, on: bool) {
        let records = self.edit(at, Edit::set(&"trail".into(), "logging", on));
        assert_eq!(records.len(), 1);
    }

    fn tag(&mut self, at: u32, value: &str) {
        let (key, value) = ("Owner".to_owned(), value.to_owned());
        self.edit(
            at,
            Edit::Tag {
                id: "vpc-1".into(),
                key,
                value,
            },
        );
    }
}

fn rule(port: u16) -> SecurityGroupRule {
    SecurityGroupRule::allow(Protocol::Tcp, port..=port, Peer::Cidr("0.0.0.0/0".into()))
}

/// SCT-11.
#[test]
fn an_edit_is_recorded_in_the_shape_of_ec2() {
    let mut run = Run::new(shop());
    let records = run.edit(5, Edit::insert(&"sg-1".into(), "ingress", 0, rule(22)));
    let [record] = records.as_slice() else {
        panic!("{records:?}")
    };
    assert_eq!(record.event_name, "AuthorizeSecurityGroupIngress");
    assert_eq!(record.event_source, "ec2.amazonaws.com");
    assert_eq!(record.user_identity.kind, "IAMUser");
    assert_eq!(record.aws_region, "ap-south-1");
    let permission = &record.request_parameters["ipPermissions"]["items"][0];
    assert_eq!(permission["fromPort"], 22);
    assert_eq!(permission["ipRanges"]["items"][0]["cidrIp"], "0.0.0.0/0");
    assert_eq!(permission["groups"], json!({}));
    let stop = run.edit(6, Edit::set(&"web-1".into(), "state", "stopped"));
    assert_eq!(stop[0].event_name, "StopInstances");
    assert_eq!(stop[0].request_parameters["force"], false);
    let start = run.edit(7, Edit::set(&"web-1".into(), "state", "running"));
    assert_eq!(start[0].event_name, "StartInstances");
    let route = json!({"destination": "0.0.0.0/0", "target": "igw-1"});
    let record = run.edit(8, Edit::insert(&"rtb-1".into(), "routes", 0, route))[0].clone();
    assert_eq!(record.event_name, "CreateRoute");
    assert!(
        record.request_parameters["gatewayId"]
            .as_str()
            .unwrap()
            .starts_with("igw-0")
    );
    let record = run.edit(9, Edit::remove(&"rtb-1".into(), "routes", 0))[0].clone();
    assert_eq!(record.event_name, "DeleteRoute");
    assert_eq!(record.request_parameters.as_object().unwrap().len(), 2);
    let title = Edit::Retitle {
        title: "x".to_owned(),
    };
    assert!(run.edit(9, title).is_empty());
}

#[test]
fn what_the_making_call_does_not_take_follows_it() {
    let mut run = Run::new(shop());
    let subnet = Subnet {
        vpc: Some("vpc-1".into()),
        map_public_ip: true,
        ..Subnet::default()
    };
    let edit = Edit::create("s".into(), Resource::new("public-a", subnet));
    let calls: Vec<_> = run
        .edit(1, edit)
        .into_iter()
        .map(|it| it.event_name)
        .collect();
    assert_eq!(calls, ["CreateSubnet", "ModifySubnetAttribute"]);
    let group = SecurityGroup {
        vpc: Some("vpc-1".into()),
        ingress: vec![rule(80)],
        ..SecurityGroup::default()
    };
    let edit = Edit::create("g".into(), Resource::new("lb-sg", group));
    let calls: Vec<_> = run
        .edit(2, edit)
        .into_iter()
        .map(|it| it.event_name)
        .collect();
    assert_eq!(
        calls,
        ["CreateSecurityGroup", "AuthorizeSecurityGroupIngress"]
    );
    let edit = Edit::set(&"g".into(), "ingress", vec![rule(443)]);
    let calls: Vec<_> = run
        .edit(3, edit)
        .into_iter()
        .map(|it| it.event_name)
        .collect();
    assert_eq!(
        calls,
        [
            "RevokeSecurityGroupIngress",
            "AuthorizeSecurityGroupIngress"
        ]
    );
}

/// SCT-1: bounds and mean of the delay.
#[test]
fn a_call_can_be_read_after_two_to_fifteen_minutes() {
    let mut run = Run::new(shop());
    for at in 0..2_000 {
        run.tag(at * 60, &at.to_string());
    }
    let delays: Vec<u32> = run
        .book
        .events()
        .iter()
        .map(|it| it.delivered - it.called)
        .collect();
    assert!(delays.iter().all(|it| (120..=900).contains(it)));
    let mean = delays.iter().sum::<u32>() / 2_000;
    assert!((290..=340).contains(&mean), "{mean}");
    let arrivals = run.book.delivered(130_000);
    assert_eq!(arrivals.history.len(), 2_000);
    let in_files: Vec<_> = arrivals
        .files
        .iter()
        .flat_map(|file| file.events.iter().map(|it| (file.at, it.called)))
        .collect();
    assert_eq!(in_files.len(), 2_000, "each record is in one file");
    assert!(
        in_files
            .iter()
            .all(|(at, called)| (120..=900).contains(&(at - called)))
    );
    let few = arrivals
        .files
        .windows(2)
        .filter(|two| two[1].at - two[0].at < 300)
        .count();
    assert_eq!(few, 0, "files come five minutes apart");
    assert_eq!(arrivals.lines.len(), 2_000);
}

#[test]
fn what_arrives_does_not_hang_on_how_often_one_asks() {
    let (mut once, mut often) = (Run::new(shop()), Run::new(shop()));
    for at in [10, 20, 700, 5_000] {
        once.tag(at, &at.to_string());
        often.tag(at, &at.to_string());
    }
    let all = once.book.delivered(4 * HOUR);
    let mut parts = Arrivals::default();
    for now in 0..=4 * HOUR {
        let more = often.book.delivered(now);
        parts.history.extend(more.history);
        parts.files.extend(more.files);
        parts.lines.extend(more.lines);
        parts.digests.extend(more.digests);
    }
    assert_eq!(all, parts);
    assert_eq!(once.book, often.book);
}

/// SCT-12, and what DRILL-7 needs of the trail.
#[test]
fn stopping_is_recorded_and_then_there_is_a_gap() {
    let mut run = Run::new(shop());
    let trail = "trail".into();
    run.logging(1_000, false);
    assert_eq!(
        run.book.gaps(&trail),
        [Gap {
            from: 1_000,
            to: None
        }]
    );
    run.tag(2_000, "unseen");
    run.logging(3_000, true);
    assert_eq!(
        run.book.gaps(&trail),
        [Gap {
            from: 1_000,
            to: Some(3_000)
        }]
    );
    run.tag(3_500, "seen");
    let all = run.book.delivered(2 * HOUR);
    let names: Vec<_> = all
        .lines
        .iter()
        .map(|it| it.event.record.event_name.as_str())
        .collect();
    assert_eq!(names.len(), 3);
    for name in ["StopLogging", "StartLogging", "CreateTags"] {
        assert!(names.contains(&name), "{names:?}");
    }
    let stop = all
        .lines
        .iter()
        .find(|it| it.value["eventName"] == "StopLogging")
        .unwrap();
    assert_eq!(
        stop.value["requestParameters"]["name"],
        "Notebookly-Audit-Trail"
    );
    assert_eq!(stop.log_group, "group".into());
    assert!((1_120..=1_900).contains(&stop.at));
    // The event history has them all.
    assert_eq!(run.book.history(2 * HOUR).count(), 4);
    assert_eq!(
        sentence(&stop.event.record),
        "admin-rahul stopped the trail Notebookly-Audit-Trail (StopLogging) from 203.0.113.9."
    );
}

/// SCT-3.
#[test]
fn files_are_called_as_aws_calls_them() {
    let mut run = Run::new(shop());
    run.tag(0, "x");
    let all = run.book.delivered(HOUR);
    let key = &all.files[0].key;
    let start = "AWSLogs/111122223333/CloudTrail/ap-south-1/2026/11/24/111122223333_CloudTrail_ap-south-1_20261124T14";
    assert!(key.starts_with(start) && key.ends_with(".json.gz"), "{key}");
    assert_eq!(all.digests.len(), 1);
    assert_eq!(all.digests[0].at, HOUR);
    assert_eq!(all.digests[0].files.len(), 1);
    let more = run.book.delivered(3 * HOUR);
    assert_eq!(
        more.digests.len(),
        2,
        "an hour without files has a digest too"
    );
    assert!(more.digests.iter().all(|it| it.before.is_some()));
    assert!(
        all.digests[0]
            .key
            .contains("/CloudTrail-Digest/ap-south-1/2026/11/24/")
    );
}

/// SCT-4.
#[test]
fn a_changed_file_is_found_at_the_next_check() {
    let mut run = Run::new(shop());
    let trail = "trail".into();
    run.tag(0, "x");
    run.tag(1_500, "y");
    let files = run.book.delivered(HOUR).files;
    assert_eq!(run.book.validate(&trail), []);
    assert!(run.book.tamper(&files[0].key));
    assert!(run.book.lose(&files[1].key));
    assert!(!run.book.tamper("no such file"));
    let wrong: Vec<_> = run
        .book
        .validate(&trail)
        .into_iter()
        .map(|it| it.wrong)
        .collect();
    assert_eq!(wrong, [Wrong::Changed, Wrong::Gone]);
}

/// Rulebook CT-3: a bucket that refuses gets nothing until it is mended.
#[test]
fn a_bucket_that_refuses_gets_its_files_later() {
    let mut run = Run::new(shop());
    run.edit(0, Edit::set(&"bucket".into(), "policy", ""));
    let why = run.book.trails().next().unwrap().bucket_refuses.clone();
    assert!(why.unwrap().contains("s3:GetBucketAcl"));
    let all = run.book.delivered(HOUR);
    assert!(all.files.is_empty() && all.digests.is_empty());
    assert_eq!((all.lines.len(), all.history.len()), (1, 1));
    run.edit(HOUR, Edit::set(&"bucket".into(), "policy", POLICY));
    let files = run.book.delivered(2 * HOUR).files;
    assert_eq!(files.iter().map(|it| it.events.len()).sum::<usize>(), 2);
}

/// Rulebook CT-5: IAM is global and writes us-east-1.
#[test]
fn a_trail_of_one_region_does_not_see_iam() {
    let mut document = shop();
    document
        .apply(Edit::set(&"trail".into(), "multi_region", false))
        .unwrap();
    let mut run = Run::new(document);
    let record = run.edit(1, Edit::set(&"admin".into(), "mfa", true))[0].clone();
    assert_eq!(
        (record.event_name.as_str(), record.aws_region.as_str()),
        ("EnableMFADevice", "us-east-1")
    );
    run.tag(2, "x");
    let all = run.book.delivered(HOUR);
    assert_eq!((all.lines.len(), all.history.len()), (1, 2));
}

/// SCT-2.
#[test]
fn without_a_trail_there_are_ninety_days_of_history() {
    let mut run = Run::new(shop());
    run.edit(0, Edit::Delete { id: "trail".into() });
    run.tag(10, "x");
    let all = run.book.delivered(HOUR);
    assert_eq!(all.history.len(), 2);
    assert_eq!(run.book.trails().count(), 0);
    assert_eq!(run.book.history(90 * 86_400).count(), 2);
    assert_eq!(run.book.history(90 * 86_400 + 5).count(), 1);
}

#[test]
fn the_book_is_searched_by_who_what_when_and_about_what() {
    let mut run = Run::new(shop());
    run.tag(10, "x");
    run.edit(20, Edit::set(&"web-1".into(), "state", "stopped"));
    let group = "web-1".into();
    let doing = Doing::Terminate {
        group: &group,
        instance: "i-1",
    };
    let indexed = Indexed::new(&run.document.architecture);
    let record = of_service(&mut run.scribe, &indexed, 30, doing);
    run.book.happen(30, record);
    let count = |search: Search| {
        run.book
            .events()
            .iter()
            .filter(|it| search.finds(it))
            .count()
    };
    let text = |it: &str| Some(it.to_owned());
    assert_eq!(count(Search::default()), 3);
    assert_eq!(
        count(Search {
            who: text("rahul"),
            ..Search::default()
        }),
        2
    );
    assert_eq!(
        count(Search {
            who: text("autoscaling"),
            ..Search::default()
        }),
        1
    );
    assert_eq!(
        count(Search {
            what: text("stop"),
            ..Search::default()
        }),
        1
    );
    assert_eq!(
        count(Search {
            from: Some(15),
            to: Some(25),
            ..Search::default()
        }),
        1
    );
    assert_eq!(
        count(Search {
            about: Some("vpc-1".into()),
            ..Search::default()
        }),
        1
    );
    assert_eq!(
        count(Search {
            read_only: Some(true),
            ..Search::default()
        }),
        0
    );
    assert_eq!(
        count(Search {
            errors: true,
            ..Search::default()
        }),
        0
    );
}

#[test]
fn every_kind_can_be_made_changed_and_ended_on_record() {
    for kind in Kind::ALL
        .iter()
        .filter(|it| !it.info().create.is_empty() && it.info().key != "specimen")
    {
        let mut run = Run::new(Document::default());
        let id = ResourceId::new("it");
        let made = run.edit(
            0,
            Edit::create(id.clone(), Resource::new("it", kind.defaults())),
        );
        assert!(!made.is_empty(), "{kind:?}");
        let gone = run.edit(1, Edit::Delete { id });
        assert_eq!(gone.len(), 1, "{kind:?}");
        for record in made.iter().chain(&gone) {
            assert!(
                record.request_parameters.is_object(),
                "{kind:?} {}",
                record.event_name
            );
            let back: Record = serde_json::from_str(&record.to_json()).unwrap();
            assert_eq!(back.to_json(), record.to_json());
            assert!(
                sentence(record).starts_with("root "),
                "{}",
                sentence(record)
            );
        }
    }
}

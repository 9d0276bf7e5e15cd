//! The form and the document say the same.

use super::*;

const BUCKET: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Write",
      "Effect": "Allow",
      "Principal": { "Service": "cloudtrail.amazonaws.com" },
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::logs/*",
      "Condition": { "StringEquals": { "s3:x-amz-acl": "bucket-owner-full-control" } },
      "Note": "kept"
    }
  ]
}"#;

const BUCKET_PLAIN: &str = r#"{ "Version": "2012-10-17", "Statement": [ {
        "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" },
        "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/*" } ] }"#;

#[test]
fn the_form_reads_what_it_writes() {
    let mut first = read(BUCKET).unwrap().remove(0);
    assert_eq!(first.principals.items, ["Service cloudtrail.amazonaws.com"]);
    assert_eq!(first.conditions[0].key, "s3:x-amz-acl");
    first.actions.items.push("s3:GetBucketAcl".to_owned());
    first.denies = true;
    let text = put(BUCKET, 0, &first, Shape::Resource).unwrap();
    assert_eq!(read(&text).unwrap(), [first]);
    // What the form does not know stays.
    assert!(text.contains("\"Note\": \"kept\""));
    let effect = text.find("Effect").unwrap();
    assert!(effect < text.find("Principal").unwrap());
    assert!(text.find("Action").unwrap() < text.find("Resource").unwrap());
}

#[test]
fn statements_come_and_go() {
    let one = add("", Shape::Trust).unwrap();
    assert_eq!(
        read(&one).unwrap()[0].principals.items,
        ["Service ec2.amazonaws.com"]
    );
    let two = add(&one, Shape::Trust).unwrap();
    assert_eq!(read(&two).unwrap().len(), 2);
    assert_eq!(remove(&two, 1).unwrap(), one);
}

#[test]
fn everything_but_is_another_member() {
    let statement = Statement {
        denies: true,
        actions: Listed {
            except: true,
            items: vec!["iam:*".to_owned()],
        },
        resources: Listed {
            except: false,
            items: vec!["*".to_owned()],
        },
        ..Statement::default()
    };
    let text = put("", 0, &statement, Shape::Identity).unwrap();
    assert!(text.contains("\"NotAction\": \"iam:*\""), "{text}");
    assert!(!text.contains("\"Action\""), "{text}");
    assert_eq!(read(&text).unwrap(), [statement]);
}

#[test]
fn a_slip_is_told_with_its_place() {
    let slip = BUCKET.replace("\"Effect\": \"Allow\",", "\"Effect\": \"Allow\"");
    let trouble = read(&slip).unwrap_err().to_string();
    assert!(trouble.starts_with("Line 7,"), "{trouble}");
    assert!(read("[]").unwrap_err().to_string().contains("object"));
}

#[test]
fn what_aws_would_not_take_is_told_although_the_form_shows_it() {
    let fresh = add("", Shape::Identity).unwrap();
    assert_eq!(read(&fresh).unwrap().len(), 1);
    let problem = problem(&fresh, Shape::Identity).unwrap();
    assert!(problem.contains("Statement 1"), "{problem}");
    assert_eq!(super::problem(" ", Shape::Identity), None);
    assert_eq!(super::problem(BUCKET_PLAIN, Shape::Resource), None);
}

#[test]
fn lines_forgive_what_was_copied_from_json() {
    assert_eq!(
        lines("\"s3:GetObject\",\n\n  s3:ListBucket "),
        ["s3:GetObject", "s3:ListBucket"]
    );
}

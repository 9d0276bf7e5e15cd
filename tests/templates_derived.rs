//! What a template works out: dimensions of metrics, bodies of dashboards, tags
//! of the account, and what has to let whom in.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use cloud_campus::architecture::{Document, ResourceId};
use cloud_campus::cloudformation::{Export, export};
use expect_test::expect;
use serde_json::{Value, json};

fn everything() -> Export {
    let text = include_str!("templates/everything.campus.json");
    export(&Document::from_json(text).unwrap().architecture, None)
}

/// A sketch: an account, a Region, and what else there is.
fn sketch(resources: Value) -> Document {
    let mut all = vec![
        json!({"id": "account-1", "kind": "account", "name": "Account"}),
        json!({"id": "region-1", "kind": "region", "name": "Mumbai"}),
    ];
    all.extend(resources.as_array().unwrap().iter().cloned());
    let file = json!({"format": "cloud-campus", "version": 3, "title": "", "resources": all});
    Document::from_value(file).unwrap()
}

fn of_sketch(resources: Value) -> Export {
    export(&sketch(resources).architecture, None)
}

/// The properties of a resource of the template.
fn properties(export: &Export, logical: &str) -> Value {
    let template: Value = serde_json::from_str(&export.template.to_json()).unwrap();
    template["Resources"][logical]["Properties"].clone()
}

fn omitted(export: &Export) -> String {
    let lines = export.omitted.iter().map(|it| format!("{it}\n"));
    lines.collect()
}

#[test]
fn an_alarm_has_the_dimensions_of_what_it_watches() {
    let export = everything();
    let mut lines = String::new();
    let alarms = export.template.resources.iter();
    for alarm in alarms.filter(|it| it.kind == "AWS::CloudWatch::Alarm") {
        let it = properties(&export, &alarm.id);
        let dimensions = it["Dimensions"].as_array().cloned().unwrap_or_default();
        let dimensions: Vec<String> = dimensions
            .iter()
            .map(|it| format!("{}={}", it["Name"].as_str().unwrap(), it["Value"]))
            .collect();
        lines += &format!("{} {}\n", it["Namespace"], dimensions.join(" "));
    }
    expect![[r#"
        "AWS/EBS" VolumeId={"Ref":"BastionData"}
        "AWS/ElastiCache" CacheClusterId={"Fn::Sub":"${Sessions}-001"}
        "AWS/Lambda" FunctionName={"Ref":"TidyUp"}
        "AWS/Route53" HealthCheckId={"Ref":"Front"}
        "AWS/WAFV2" WebACL="FrontWAF" Region={"Ref":"AWS::Region"} Rule="ALL"
        "Notebookly" Service="web"
        "AWS/EC2" InstanceId={"Ref":"Bastion"}
        null 
        "AWS/ApplicationELB" LoadBalancer={"Fn::GetAtt":["NotebooklyALB","LoadBalancerFullName"]}
        "AWS/RDS" DBInstanceIdentifier={"Ref":"NotebooklyDb"}
        "AWS/NATGateway" NatGatewayId={"Ref":"NATGWAZ1"}
        "AWS/S3" BucketName={"Ref":"Assets"} StorageType="StandardStorage"
        "AWS/S3" BucketName={"Ref":"Assets"} StorageType="AllStorageTypes"
        "AWS/EFS" FileSystemId={"Ref":"ReadingRoom"}
        "AWS/EC2" AutoScalingGroupName={"Ref":"NotebooklyASG"}
        "AWS/EC2" AutoScalingGroupName={"Ref":"NotebooklyASG"}
        "AWS/ApplicationELB" LoadBalancer={"Fn::GetAtt":["NotebooklyALB","LoadBalancerFullName"]} TargetGroup={"Fn::GetAtt":["NotebooklyTG","TargetGroupFullName"]}
        "AWS/AutoScaling" AutoScalingGroupName={"Ref":"NotebooklyASG"}
        "AWS/EC2" AutoScalingGroupName={"Ref":"NotebooklyASG"}
    "#]].assert_eq(&lines);
}

#[test]
fn a_formula_brings_its_metrics() {
    let it = properties(&everything(), "ErrorShare");
    assert_eq!(it["Threshold"], json!(1.5));
    assert!(it.get("MetricName").is_none() && it.get("Dimensions").is_none());
    let metrics = it["Metrics"].as_array().unwrap();
    assert_eq!(
        metrics[0],
        json!({"Id": "e1", "Expression": "100 * errors / requests", "ReturnData": true})
    );
    let balancer = json!([{"Name": "LoadBalancer", "Value": {"Fn::GetAtt": ["NotebooklyALB", "LoadBalancerFullName"]}}]);
    for metric in &metrics[1..] {
        assert_eq!(metric["MetricStat"]["Metric"]["Dimensions"], balancer);
        assert_eq!(metric["ReturnData"], json!(false));
    }
}

#[test]
fn an_alarm_that_a_policy_names_sets_it_off() {
    let export = everything();
    let actions = properties(&export, "ManyRequests")["AlarmActions"].clone();
    assert_eq!(actions.as_array().unwrap().len(), 3);
    let policy = actions[0]["Ref"].as_str().unwrap();
    let policy = properties(&export, policy);
    assert_eq!(policy["PolicyType"], json!("StepScaling"));
    assert_eq!(
        policy["StepAdjustments"],
        json!([{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 2}])
    );
}

#[test]
fn a_dashboard_is_json_once_the_names_are_in() {
    let it = properties(&everything(), "ControlRoom");
    let body = it["DashboardBody"]["Fn::Sub"].as_str().unwrap();
    // As CloudFormation puts something in the place of every name.
    let mut filled = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}').unwrap();
        filled += &format!("{before}<{name}>");
        rest = after;
    }
    filled += rest;
    let body: Value = serde_json::from_str(&filled).unwrap();
    let widgets = body["widgets"].as_array().unwrap();
    assert_eq!(widgets.len(), 7, "two metrics share a widget");
    assert_eq!(
        widgets[0]["properties"]["metrics"],
        json!([
            ["AWS/EC2", "CPUUtilization", "AutoScalingGroupName", "<NotebooklyASG>", {"stat": "Average", "period": 300}],
            ["AWS/EC2", "CPUUtilization", "InstanceId", "<Bastion>", {"stat": "Average", "period": 300}]
        ])
    );
    assert_eq!(
        widgets[1]["properties"]["title"],
        json!("Requests ${now} {{here}}"),
        "what was typed is no reference"
    );
    assert_eq!(widgets[1]["properties"]["view"], json!("singleValue"));
    let regions: Vec<_> = widgets
        .iter()
        .map(|it| it["properties"]["region"].as_str().unwrap())
        .collect();
    assert_eq!(
        regions,
        [
            "<AWS::Region>",
            "<AWS::Region>",
            "<AWS::Region>",
            "us-east-1",
            "<AWS::Region>",
            "<AWS::Region>",
            "<AWS::Region>"
        ]
    );
}

#[test]
fn tags_of_the_account_are_on_what_does_not_say_otherwise() {
    let mut document = json!([
        {"id": "vpc-1", "kind": "vpc", "name": "Campus", "region": "region-1", "tags": {"Owner": "asha"}},
        {"id": "bucket-1", "kind": "bucket", "name": "Files", "region": "region-1"}
    ]);
    let plain = of_sketch(document.clone());
    assert_eq!(
        properties(&plain, "Files")["Tags"],
        json!([{"Key": "Name", "Value": "Files"}])
    );
    let account = json!({"id": "account-2", "kind": "account", "name": "A",
        "default_tags": [{"key": "Owner", "value": "rahul"}, {"key": "aws:x", "value": ""}, {"key": "", "value": "photos"}]});
    document.as_array_mut().unwrap().push(account);
    let mut file = sketch(document).to_value();
    file["resources"]
        .as_array_mut()
        .unwrap()
        .retain(|it| it["id"] != "account-1");
    let export = export(&Document::from_value(file).unwrap().architecture, None);
    assert_eq!(
        properties(&export, "Files")["Tags"],
        json!([{"Key": "Name", "Value": "Files"}, {"Key": "Owner", "Value": "rahul"}])
    );
    assert_eq!(
        properties(&export, "Campus")["Tags"],
        json!([{"Key": "Name", "Value": "Campus"}, {"Key": "Owner", "Value": "asha"}])
    );
    expect![[r#"
        bucket-1, tag “aws:x”: what begins with aws: belongs to AWS
        bucket-1, tag without a key: a tag needs a key
        vpc-1, tag “aws:x”: what begins with aws: belongs to AWS
        vpc-1, tag without a key: a tag needs a key
    "#]]
    .assert_eq(&omitted(&export));
}

#[test]
fn what_a_service_may_not_write_to_is_said() {
    let export = of_sketch(json!([
        {"id": "bucket-1", "kind": "bucket", "name": "Files", "region": "region-1", "access_logs": "bucket-2"},
        {"id": "bucket-2", "kind": "bucket", "name": "Logs", "region": "region-1", "access_logs": "bucket-1",
            "policy": "no policy"},
        {"id": "bucket-3", "kind": "bucket", "name": "Open", "region": "region-1",
            "policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::open/*\"}}"},
        {"id": "trail-1", "kind": "trail", "name": "Audit", "region": "region-1", "bucket": "bucket-2"},
        {"id": "function-1", "kind": "function", "name": "Tidy", "region": "region-1", "role": "iam-role-1"},
        {"id": "iam-role-1", "kind": "iam-role", "name": "Server", "account": "account-1"},
        {"id": "function-2", "kind": "function", "name": "Old", "region": "region-1", "runtime": "java21"},
        {"id": "topic-1", "kind": "topic", "name": "Bells", "region": "region-1"},
        {"id": "budget-1", "kind": "budget", "name": "Month", "account": "account-1",
            "notifications": [{"basis": "ACTUAL", "threshold": 80, "unit": "PERCENTAGE", "topic": "topic-1"}]},
        {"id": "alarm-1", "kind": "alarm", "name": "Bill", "region": "region-1", "namespace": "AWS/Billing",
            "metric": "EstimatedCharges", "dimensions": [{"name": "Currency", "value": "USD"}]},
        {"id": "alarm-2", "kind": "alarm", "name": "Wrong", "region": "region-1", "namespace": "AWS/RDS",
            "metric": "CPUUtilization", "watches": "bucket-1"}
    ]));
    assert!(!properties(&export, "Audit").is_null());
    expect![[r#"
        alarm-1, metric EstimatedCharges: only us-east-1 has metrics of this namespace, so the alarm never gets a value here
        alarm-2: this namespace has no metrics of what is watched
        bucket-1, access logs: nothing is written, because the policy of the bucket for the logs does not let logging.s3.amazonaws.com PutObject
        bucket-2, access logs: of buckets that write their logs to each other, a template cannot make one before the other
        bucket-2, bucket policy: a policy is one JSON object
        bucket-3, bucket policy: it lets everybody in, and the bucket blocks public policies
        budget-1, notification 1: the topic hears nothing, because its policy does not let budgets.amazonaws.com publish
        function-1, trust of role Server: Lambda refuses a role that does not let lambda.amazonaws.com put it on
        function-2: a template can bring a program for Python and Node.js only
        trail-1, permission in Logs: AWS refuses the trail, because the bucket's policy does not let cloudtrail.amazonaws.com GetBucketAcl and PutObject
    "#]].assert_eq(&omitted(&export));
}

#[test]
fn a_profile_without_a_role_is_one_that_exists() {
    let export = of_sketch(json!([
        {"id": "vpc-1", "kind": "vpc", "name": "Campus", "region": "region-1"},
        {"id": "subnet-1", "kind": "subnet", "name": "Yard", "vpc": "vpc-1", "cidr": "10.0.1.0/24"},
        {"id": "instance-profile-1", "kind": "instance-profile", "name": "EC2-S3-Role", "account": "account-1"},
        {"id": "instance-1", "kind": "instance", "name": "Web", "subnet": "subnet-1", "instance_profile": "instance-profile-1"}
    ]));
    assert_eq!(
        properties(&export, "Web")["IamInstanceProfile"],
        json!("EC2-S3-Role")
    );
    let made = |kind: &str| export.template.resources.iter().any(|it| it.kind == kind);
    assert!(!made("AWS::IAM::InstanceProfile") && !made("AWS::IAM::Role"));
}

#[test]
fn what_the_account_has_once_is_in_one_template() {
    let document = sketch(json!([
        {"id": "region-2", "kind": "region", "name": "Ireland", "code": "eu-west-1"},
        {"id": "iam-user-1", "kind": "iam-user", "name": "rahul", "account": "account-1"},
        {"id": "iam-role-1", "kind": "iam-role", "name": "Server", "account": "account-1"}
    ]));
    let first = export(&document.architecture, None);
    assert_eq!(properties(&first, "Rahul")["UserName"], json!("rahul"));
    assert_eq!(properties(&first, "Server")["RoleName"], json!("Server"));
    let second = export(&document.architecture, Some(&ResourceId::new("region-2")));
    assert!(properties(&second, "Rahul").is_null());
    assert!(properties(&second, "Server").get("RoleName").is_none());
    assert!(!properties(&second, "Server").is_null());
}

"""What an account holds, asked of it through boto3: the same facts as document.py makes from a
document. Names come from `named`, which knows what each id of the stack is called."""

import base64
import json


class Account:
    def __init__(self, boto3, named):
        self.boto3, self.named = boto3, named

    def ask(self, service, call, key, **how):
        return getattr(self.boto3.client(service), call)(**how)[key]

    def name(self, id):
        return self.named.get(id, id)

    def names(self, ids):
        return tuple(sorted(self.name(id) for id in ids))

    def ours(self, found, key):
        """Those of the stack: an account has a VPC of its own from the start."""
        return [thing for thing in found if thing[key] in self.named]


def network(a, facts):
    ec2 = a.boto3.client("ec2")
    vpcs = a.ours(ec2.describe_vpcs()["Vpcs"], "VpcId")
    for v in vpcs:
        name, switch = a.name(v["VpcId"]), ec2.describe_vpc_attribute
        resolves = switch(VpcId=v["VpcId"], Attribute="enableDnsSupport")["EnableDnsSupport"]["Value"]
        named = switch(VpcId=v["VpcId"], Attribute="enableDnsHostnames")["EnableDnsHostnames"]["Value"]
        facts["vpc"].add((name, v["CidrBlock"], resolves))
        facts["vpc's host names"].add((name, named))
    for g in ec2.describe_internet_gateways()["InternetGateways"]:
        for at in g["Attachments"]:
            facts["internet gateway"].add((a.name(g["InternetGatewayId"]), a.name(at["VpcId"])))
    for n in ec2.describe_nat_gateways()["NatGateways"]:
        facts["NAT gateway"].add((a.name(n["NatGatewayId"]), a.name(n["SubnetId"]), n["ConnectivityType"]))
    tables, acls = {}, {}
    for t in a.ours(ec2.describe_route_tables()["RouteTables"], "VpcId"):
        for at in t["Associations"]:
            if "SubnetId" in at:
                tables[at["SubnetId"]] = a.name(t["RouteTableId"])
        for r in t["Routes"]:
            target = r.get("NatGatewayId") or r.get("GatewayId") or r.get("InstanceId") or r.get("VpcPeeringConnectionId")
            if target != "local" and "DestinationCidrBlock" in r:
                facts["route"].add((a.name(t["RouteTableId"]), r["DestinationCidrBlock"], a.name(target)))
    for acl in a.ours(ec2.describe_network_acls()["NetworkAcls"], "VpcId"):
        for at in acl["Associations"]:
            acls[at["SubnetId"]] = "default" if acl["IsDefault"] else a.name(acl["NetworkAclId"])
        for e in acl["Entries"]:
            if not acl["IsDefault"] and e["RuleNumber"] < 32767:
                ports = e.get("PortRange", {})
                facts["ACL entry"].add(
                    (a.name(acl["NetworkAclId"]), "outbound" if e["Egress"] else "inbound", e["RuleNumber"],
                     e["RuleAction"], e["Protocol"], e["CidrBlock"], ports.get("From"), ports.get("To"))
                )
    for s in a.ours(ec2.describe_subnets()["Subnets"], "SubnetId"):
        name = a.name(s["SubnetId"])
        facts["subnet"].add((name, a.name(s["VpcId"]), s["CidrBlock"], s["AvailabilityZone"][-1]))
        facts["subnet's public addresses"].add((name, s["MapPublicIpOnLaunch"]))
        facts["subnet's table"].add((name, tables.get(s["SubnetId"], "main")))
        facts["subnet's ACL"].add((name, acls.get(s["SubnetId"])))
    for e in ec2.describe_vpc_endpoints()["VpcEndpoints"]:
        service = e["ServiceName"].rsplit(".", 1)[1]
        facts["endpoint"].add((a.name(e["VpcEndpointId"]), a.name(e["VpcId"]), service, a.names(e["RouteTableIds"])))
    groups(a, ec2, facts)
    for f in ec2.describe_flow_logs()["FlowLogs"]:
        facts["flow log"].add((a.name(f["ResourceId"]), f["LogGroupName"]))


def groups(a, ec2, facts):
    numbers = {"tcp": "6", "udp": "17", "icmp": "1"}
    for g in a.ours(ec2.describe_security_groups()["SecurityGroups"], "VpcId"):
        if g["GroupName"] == "default":
            a.named[g["GroupId"]] = "default of " + a.name(g["VpcId"])
            continue
        facts["group"].add((a.name(g["GroupId"]), a.name(g["VpcId"]), g["Description"]))
        for way, key in (("ingress", "IpPermissions"), ("egress", "IpPermissionsEgress")):
            for p in g[key]:
                peers = [r["CidrIp"] for r in p["IpRanges"]] + [a.name(r["GroupId"]) for r in p["UserIdGroupPairs"]]
                protocol = numbers.get(p["IpProtocol"], p["IpProtocol"])
                # To itself is what a template says for "to nobody": without a rule CloudFormation allows all.
                for peer in set(peers) - {"127.0.0.1/32"}:
                    facts[f"group's {way}"].add((a.name(g["GroupId"]), protocol, peer, p.get("FromPort"), p.get("ToPort")))


def action(a, made):
    if made["Type"] == "forward":
        return a.name(made["TargetGroupArn"])
    to = made["RedirectConfig"]
    return (to["Protocol"], to["Port"], to["StatusCode"].removeprefix("HTTP_"))


def serving(a, facts):
    elb = a.boto3.client("elbv2")
    for b in elb.describe_load_balancers()["LoadBalancers"]:
        arn = b["LoadBalancerArn"]
        subnets = [zone["SubnetId"] for zone in b["AvailabilityZones"]]
        facts["balancer"].add((b["LoadBalancerName"], b["Scheme"], a.names(subnets), a.names(b["SecurityGroups"])))
        said = {x["Key"]: x["Value"] for x in elb.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]}
        facts["balancer's protection"].add((b["LoadBalancerName"], said["deletion_protection.enabled"] == "true"))
        for l in elb.describe_listeners(LoadBalancerArn=arn)["Listeners"]:
            facts["listener"].add((b["LoadBalancerName"], l["Port"], l["Protocol"], action(a, l["DefaultActions"][0])))
    for t in elb.describe_target_groups()["TargetGroups"]:
        held = elb.describe_target_health(TargetGroupArn=t["TargetGroupArn"])["TargetHealthDescriptions"]
        # Members of an Auto Scaling group register themselves; a document has no names for them.
        targets = [x["Target"]["Id"] for x in held if x["Target"]["Id"] in a.named]
        facts["target group"].add(
            (t["TargetGroupName"], a.name(t["VpcId"]), t["Protocol"], t["Port"], t["TargetType"], t["HealthCheckPath"],
             t["HealthCheckIntervalSeconds"], t["HealthCheckTimeoutSeconds"], t["HealthyThresholdCount"],
             t["UnhealthyThresholdCount"], t["Matcher"]["HttpCode"])
        )
        facts["target group's targets"].add((t["TargetGroupName"], a.names(targets)))
    for r in a.ask("ec2", "describe_instances", "Reservations"):
        for i in a.ours(a.ours(r["Instances"], "InstanceId"), "SubnetId"):
            groups = [g["GroupId"] for g in i["SecurityGroups"]]
            facts["instance"].add((a.name(i["InstanceId"]), a.name(i["SubnetId"]), i["InstanceType"]))
            facts["instance's groups"].add((a.name(i["InstanceId"]), a.names(groups)))
    for t in a.ask("ec2", "describe_launch_template_versions", "LaunchTemplateVersions", Versions=["$Latest"]):
        launch_template(a, t, facts)
    scaling(a, facts)


def launch_template(a, t, facts):
    data = t["LaunchTemplateData"]
    interface = data.get("NetworkInterfaces", [{}])[0]
    profile = data.get("IamInstanceProfile", {})
    profile = profile.get("Name") or profile.get("Arn", "/").rsplit("/", 1)[1] or None
    disk = data["BlockDeviceMappings"][0]["Ebs"]
    facts["launch template"].add(
        (t["LaunchTemplateName"], data["InstanceType"], a.names(interface.get("Groups") or data.get("SecurityGroupIds", [])),
         profile, interface.get("AssociatePublicIpAddress"), disk["VolumeSize"], disk["VolumeType"], disk["Encrypted"],
         base64.b64decode(data.get("UserData", "")).decode())
    )


def scaling(a, facts):
    client, arns = a.boto3.client("autoscaling"), set()
    for g in client.describe_auto_scaling_groups()["AutoScalingGroups"]:
        called = {t["Key"]: t["Value"] for t in g["Tags"]}
        facts["scaling group"].add(
            (g["AutoScalingGroupName"], g["LaunchTemplate"]["LaunchTemplateName"], a.names(g["VPCZoneIdentifier"].split(",")),
             a.names(g["TargetGroupARNs"]), g["MinSize"], g["DesiredCapacity"], g["MaxSize"], g["HealthCheckType"],
             g["HealthCheckGracePeriod"], called["Name"])
        )
    for p in client.describe_policies()["ScalingPolicies"]:
        arns.add(p["PolicyARN"])
        change = p.get("ScalingAdjustment") or p["StepAdjustments"][0]["ScalingAdjustment"]
        facts["scaling policy"].add((p["AutoScalingGroupName"], change))
    for x in a.ask("cloudwatch", "describe_alarms", "MetricAlarms"):
        # Alarms that a policy brings along have no name of their own in a document.
        if x["AlarmName"] not in a.named.values():
            continue
        formula = next((m["Expression"] for m in x.get("Metrics", []) if "Expression" in m), None)
        metric = formula or (x["Namespace"], x["MetricName"], x["Statistic"], x["Period"])
        told = [arn for arn in x["AlarmActions"] if arn not in arns]
        facts["alarm"].add(
            (x["AlarmName"], metric, x["ComparisonOperator"], x["Threshold"], x["EvaluationPeriods"],
             x["TreatMissingData"], tuple(sorted(arn.rsplit(":", 1)[1] for arn in told)), len(x["AlarmActions"]) - len(told))
        )


def keeping(a, facts):
    for b in a.ask("rds", "describe_db_instances", "DBInstances"):
        subnets = [s["SubnetIdentifier"] for s in b["DBSubnetGroup"]["Subnets"]]
        groups = [g["VpcSecurityGroupId"] for g in b["VpcSecurityGroups"]]
        facts["database"].add(
            (b["DBInstanceIdentifier"], b["Engine"], b["DBInstanceClass"], b["AllocatedStorage"], b["StorageType"],
             b["MultiAZ"], b["StorageEncrypted"], b["PubliclyAccessible"], b["BackupRetentionPeriod"],
             a.names(subnets))
        )
        # Of one that names none moto says the group of another VPC.
        if set(groups) <= set(a.named):
            facts["database's groups"].add((b["DBInstanceIdentifier"], a.names(groups)))
        if b["Endpoint"]["Port"] != 3306:
            facts["database's port"].add((b["DBInstanceIdentifier"], b["Endpoint"]["Port"]))
    s3 = a.boto3.client("s3")
    for b in s3.list_buckets()["Buckets"]:
        bucket(s3, b["Name"], a, facts)
    efs = a.boto3.client("efs")
    for f in efs.describe_file_systems()["FileSystems"]:
        name = a.name(f["FileSystemId"])
        facts["file system"].add((name, f["Encrypted"]))
        for m in efs.describe_mount_targets(FileSystemId=f["FileSystemId"])["MountTargets"]:
            held = efs.describe_mount_target_security_groups(MountTargetId=m["MountTargetId"])["SecurityGroups"]
            facts["mount target"].add((name, a.name(m["SubnetId"]), a.names(held)))
    logs = a.boto3.client("logs")
    for g in logs.describe_log_groups()["logGroups"]:
        facts["log group"].add((g["logGroupName"], g.get("retentionInDays", 0)))
    for f in logs.describe_metric_filters()["metricFilters"]:
        metric = f["metricTransformations"][0]
        facts["metric filter"].add((f["logGroupName"], f["filterPattern"], metric["metricNamespace"], metric["metricName"]))


def bucket(s3, id, a, facts):
    if id not in a.named:
        return
    name = a.name(id)
    # A bucket that names itself nothing gets a name from CloudFormation, with the stack's before it.
    facts["bucket"].add((name, "" if id.startswith("campus-") else id))
    facts["bucket's versions"].add((name, s3.get_bucket_versioning(Bucket=id).get("Status") == "Enabled"))
    fields = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    try:
        held = s3.get_public_access_block(Bucket=id)["PublicAccessBlockConfiguration"]
        facts["bucket's public access"].add((name, *(held[field] for field in fields)))
    except s3.exceptions.ClientError:
        facts["bucket's public access"].add((name, "unsaid"))
    try:
        policy = json.loads(s3.get_bucket_policy(Bucket=id)["Policy"])
    except s3.exceptions.ClientError:
        policy = {"Statement": []}
    for statement in policy["Statement"]:
        facts["bucket's policy"].add((name, statement["Sid"], statement["Effect"]))


def knowing(a, facts):
    iam = a.boto3.client("iam")
    for r in iam.list_roles()["Roles"]:
        name = r["RoleName"]
        if name.startswith("AWSServiceRole"):
            continue
        held = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
        facts["role's policies"].add((name, tuple(sorted(p["PolicyName"] for p in held))))
        facts["role"].add((name, r["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Service"]))
    for p in iam.list_policies(Scope="Local")["Policies"]:
        version = iam.get_policy_version(PolicyArn=p["Arn"], VersionId=p["DefaultVersionId"])["PolicyVersion"]
        facts["policy"].add((p["PolicyName"], tuple(s["Sid"] for s in version["Document"]["Statement"])))
    for p in iam.list_instance_profiles()["InstanceProfiles"]:
        facts["profile"].add((p["InstanceProfileName"], p["Roles"][0]["RoleName"]))
    for g in iam.list_groups()["Groups"]:
        held = iam.list_attached_group_policies(GroupName=g["GroupName"])["AttachedPolicies"]
        facts["IAM group"].add((g["GroupName"], tuple(sorted(p["PolicyName"] for p in held))))
    for u in iam.list_users()["Users"]:
        groups = iam.list_groups_for_user(UserName=u["UserName"])["Groups"]
        facts["user's groups"].add((u["UserName"], tuple(sorted(g["GroupName"] for g in groups))))
    names(a, facts)
    sns = a.boto3.client("sns")
    for t in sns.list_topics()["Topics"]:
        name = t["TopicArn"].rsplit(":", 1)[1]
        facts["topic"].add((name,))
        for s in sns.list_subscriptions_by_topic(TopicArn=t["TopicArn"])["Subscriptions"]:
            facts["subscription"].add((name, s["Protocol"], s["Endpoint"]))
    for f in a.ask("lambda", "list_functions", "Functions"):
        facts["function"].add((f["FunctionName"], f["Role"].rsplit("/", 1)[1]))


def names(a, facts):
    """Zones and records; an alias names the load balancer whose DNS name it holds."""
    dns = a.boto3.client("route53")
    answers = {b["DNSName"]: b["LoadBalancerName"] for b in a.ask("elbv2", "describe_load_balancers", "LoadBalancers")}
    for r in a.ask("ec2", "describe_instances", "Reservations"):
        answers.update({i["PrivateIpAddress"]: a.name(i["InstanceId"]) for i in r["Instances"]})
    for z in dns.list_hosted_zones()["HostedZones"]:
        facts["zone"].add((z["Name"],))
        for r in dns.list_resource_record_sets(HostedZoneId=z["Id"])["ResourceRecordSets"]:
            if r["Type"] in ("NS", "SOA"):
                continue
            alias = r.get("AliasTarget")
            values = [alias["DNSName"].rstrip(".")] if alias else [v["Value"] for v in r["ResourceRecords"]]
            said = tuple(sorted(answers.get(v, v) for v in values))
            facts["record"].add((z["Name"], r["Name"], r["Type"], bool(alias), said))


PARTS = (network, serving, keeping, knowing)

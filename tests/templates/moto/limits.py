"""What moto cannot do, by name and with the reason. The check holds the lists to moto:
an entry that moto has come to support fails it, and so does a type that is in no list."""

import json
import uuid

NOT_AT_ALL = "moto's CloudFormation does not know the type, and nothing of it is compared"


def with_prefix(properties):
    """The properties of a template as boto3 names them where only the first letter differs."""
    return {name[0].lower() + name[1:]: value for name, value in properties.items()}


def lay_entry(boto3, p):
    boto3.client("ec2").create_network_acl_entry(**{**p, "Protocol": str(p["Protocol"])})


def lay_acl(boto3, p):
    tags = [{"ResourceType": "network-acl", "Tags": p.get("Tags", [])}]
    made = boto3.client("ec2").create_network_acl(VpcId=p["VpcId"], TagSpecifications=tags)
    return made["NetworkAcl"]["NetworkAclId"]


def lay_acl_association(boto3, p):
    ec2 = boto3.client("ec2")
    of_subnet = [{"Name": "association.subnet-id", "Values": [p["SubnetId"]]}]
    old = ec2.describe_network_acls(Filters=of_subnet)["NetworkAcls"][0]["Associations"]
    association = next(a for a in old if a["SubnetId"] == p["SubnetId"])
    ec2.replace_network_acl_association(
        AssociationId=association["NetworkAclAssociationId"], NetworkAclId=p["NetworkAclId"]
    )


def lay_policy(boto3, p):
    name, client = uuid.uuid4().hex, boto3.client("autoscaling")
    client.put_scaling_policy(PolicyName=name, **p)
    # moto answers the call with nothing.
    return client.describe_policies(PolicyNames=[name])["ScalingPolicies"][0]["PolicyARN"]


def lay_alarm(boto3, p):
    p.setdefault("AlarmName", uuid.uuid4().hex)
    boto3.client("cloudwatch").put_metric_alarm(**p)
    return p["AlarmName"]


def lay_bucket_policy(boto3, p):
    policy = json.dumps(p["PolicyDocument"])
    boto3.client("s3").put_bucket_policy(Bucket=p["Bucket"], Policy=policy)


def lay_group(boto3, p):
    iam = boto3.client("iam")
    iam.create_group(GroupName=p["GroupName"])
    for arn in p.get("ManagedPolicyArns", []):
        iam.attach_group_policy(GroupName=p["GroupName"], PolicyArn=arn)
    return p["GroupName"]


def lay_subscription(boto3, p):
    made = boto3.client("sns").subscribe(**p, ReturnSubscriptionArn=True)
    return made["SubscriptionArn"]


def lay_filter(boto3, p):
    p["MetricTransformations"] = [with_prefix(t) for t in p["MetricTransformations"]]
    boto3.client("logs").put_metric_filter(filterName=uuid.uuid4().hex, **with_prefix(p))


def lay_egress(boto3, p):
    rule = {"IpProtocol": p["IpProtocol"]}
    rule.update({name: p[name] for name in ("FromPort", "ToPort") if name in p})
    if "CidrIp" in p:
        rule["IpRanges"] = [{"CidrIp": p["CidrIp"]}]
    else:
        rule["UserIdGroupPairs"] = [{"GroupId": p["DestinationSecurityGroupId"]}]
    boto3.client("ec2").authorize_security_group_egress(GroupId=p["GroupId"], IpPermissions=[rule])


def lay_table_association(boto3, p):
    boto3.client("ec2").associate_route_table(**p)


# Types that moto's CloudFormation passes over, and the API call that does what they say.
# They are taken out of the template and laid afterwards, in this order.
LAID_BY_API = {
    "AWS::EC2::NetworkAcl": lay_acl,
    "AWS::EC2::NetworkAclEntry": lay_entry,
    "AWS::EC2::SubnetNetworkAclAssociation": lay_acl_association,
    "AWS::EC2::SecurityGroupEgress": lay_egress,
    "AWS::AutoScaling::ScalingPolicy": lay_policy,
    "AWS::CloudWatch::Alarm": lay_alarm,
    "AWS::S3::BucketPolicy": lay_bucket_policy,
    "AWS::IAM::Group": lay_group,
    "AWS::SNS::Subscription": lay_subscription,
    "AWS::Logs::MetricFilter": lay_filter,
}

# Types that moto's CloudFormation takes, and then its API shows nothing of them.
LAID_ANEW = {"AWS::EC2::SubnetRouteTableAssociation": lay_table_association}

# Types that stay out, with whatever names them and cannot be without them.
LEFT_OUT = {
    "AWS::Budgets::Budget": NOT_AT_ALL,
    "AWS::CertificateManager::Certificate": NOT_AT_ALL + "; another stands in for it at listeners",
    "AWS::CloudTrail::Trail": NOT_AT_ALL,
    "AWS::EC2::EIPAssociation": NOT_AT_ALL,
    "AWS::EC2::KeyPair": NOT_AT_ALL,
    "AWS::EC2::VPCCidrBlock": NOT_AT_ALL,
    "AWS::ElastiCache::ReplicationGroup": NOT_AT_ALL,
    "AWS::ElastiCache::SubnetGroup": NOT_AT_ALL,
    "AWS::SNS::TopicPolicy": NOT_AT_ALL,
    "AWS::SecretsManager::Secret": NOT_AT_ALL,
    "AWS::WAFv2::IPSet": NOT_AT_ALL,
    "AWS::WAFv2::WebACL": NOT_AT_ALL,
    "AWS::WAFv2::WebACLAssociation": NOT_AT_ALL,
}

# Where something of this type is named, a certificate of moto's own stands in.
STANDS_IN = "AWS::CertificateManager::Certificate"


def public_access(boto3, bucket, value):
    boto3.client("s3").put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=value)


def versioning(boto3, bucket, value):
    boto3.client("s3").put_bucket_versioning(Bucket=bucket, VersioningConfiguration=value)


def role_policies(boto3, role, arns):
    for arn in arns:
        boto3.client("iam").attach_role_policy(RoleName=role, PolicyArn=arn)


def user_groups(boto3, user, groups):
    for group in groups:
        boto3.client("iam").add_user_to_group(UserName=user, GroupName=group)


def host_names(boto3, vpc, value):
    boto3.client("ec2").modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": value})


def public_addresses(boto3, subnet, value):
    boto3.client("ec2").modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": value})


def instance_groups(boto3, instance, groups):
    boto3.client("ec2").modify_instance_attribute(InstanceId=instance, Groups=groups)


def group_egress(boto3, group, rules):
    everybody = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    boto3.client("ec2").revoke_security_group_egress(GroupId=group, IpPermissions=[everybody])
    for rule in rules:
        lay_egress(boto3, {**rule, "GroupId": group})


def database_groups(boto3, database, groups):
    boto3.client("rds").modify_db_instance(DBInstanceIdentifier=database, VpcSecurityGroupIds=groups)


def targets(boto3, group, members):
    boto3.client("elbv2").register_targets(TargetGroupArn=group, Targets=members)


def balancer_attributes(boto3, balancer, attributes):
    boto3.client("elbv2").modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=attributes)


GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"

# Properties that moto's CloudFormation takes and forgets: the fact that shows it (of shape.py),
# and the call that does what they say.
FORGOTTEN = {
    ("AWS::S3::Bucket", "PublicAccessBlockConfiguration"): ("bucket's public access", public_access),
    ("AWS::S3::Bucket", "VersioningConfiguration"): ("bucket's versions", versioning),
    ("AWS::IAM::Role", "ManagedPolicyArns"): ("role's policies", role_policies),
    ("AWS::IAM::User", "Groups"): ("user's groups", user_groups),
    ("AWS::EC2::SecurityGroup", "SecurityGroupEgress"): ("group's egress", group_egress),
    ("AWS::EC2::VPC", "EnableDnsHostnames"): ("vpc's host names", host_names),
    ("AWS::EC2::Subnet", "MapPublicIpOnLaunch"): ("subnet's public addresses", public_addresses),
    ("AWS::EC2::Instance", "SecurityGroupIds"): ("instance's groups", instance_groups),
    ("AWS::RDS::DBInstance", "VPCSecurityGroups"): ("database's groups", database_groups),
    (GROUP, "Targets"): ("target group's targets", targets),
    (BALANCER, "LoadBalancerAttributes"): ("balancer's protection", balancer_attributes),
}

# What else is not compared: the zone id of an alias and the dimension of a balancer's alarm
# (moto cannot tell CanonicalHostedZoneID and LoadBalancerFullName of a stack's balancer), whether
# a zone is private (its CloudFormation makes public ones only), and the port of a database that
# names none (it says 3306 whatever the engine).

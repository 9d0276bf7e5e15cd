//! Whole templates, and lists of what they leave out, to be read by eye.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use cloud_campus::architecture::Document;
use cloud_campus::cloudformation::{Export, export};
use expect_test::{Expect, expect};

fn open(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/templates")
        .join(format!("{name}.campus.json"));
    let text = std::fs::read_to_string(path).unwrap();
    Document::from_json(&text).unwrap()
}

fn export_of(name: &str) -> Export {
    export(&open(name).architecture, None)
}

fn check_yaml(name: &str, expected: Expect) {
    expected.assert_eq(&export_of(name).template.to_yaml());
}

fn check_omitted(name: &str, expected: Expect) {
    let lines: String = export_of(name)
        .omitted
        .iter()
        .map(|it| format!("{it}\n"))
        .collect();
    expected.assert_eq(&lines);
}

#[test]
fn a_small_network_reads_like_its_canvas() {
    check_yaml(
        "minimal-vpc",
        expect![[r#"
        AWSTemplateFormatVersion: 2010-09-09
        Description: "Made with Cloud Campus for ap-south-1 (Mumbai)"

        Resources:
          NotebooklyVPC:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: 10.0.0.0/16
              EnableDnsSupport: true
              EnableDnsHostnames: true
              Tags:
                - Key: Name
                  Value: Notebookly-VPC
          NotebooklyIGW:
            Type: AWS::EC2::InternetGateway
            Properties:
              Tags:
                - Key: Name
                  Value: Notebookly-IGW
          NotebooklyIGWAttachment:
            Type: AWS::EC2::VPCGatewayAttachment
            Properties:
              VpcId: !Ref NotebooklyVPC
              InternetGatewayId: !Ref NotebooklyIGW
          PublicRt:
            Type: AWS::EC2::RouteTable
            Properties:
              VpcId: !Ref NotebooklyVPC
              Tags:
                - Key: Name
                  Value: public-rt
          Public1:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: !Ref NotebooklyVPC
              CidrBlock: 10.0.1.0/24
              AvailabilityZone: !Select [0, !GetAZs ""]
              MapPublicIpOnLaunch: true
              Tags:
                - Key: Name
                  Value: public-1
          Public1RouteTableAssociation:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties:
              RouteTableId: !Ref PublicRt
              SubnetId: !Ref Public1
          PublicRtDefaultRoute:
            Type: AWS::EC2::Route
            DependsOn: NotebooklyIGWAttachment
            Properties:
              RouteTableId: !Ref PublicRt
              DestinationCidrBlock: 0.0.0.0/0
              GatewayId: !Ref NotebooklyIGW

        Outputs:
          NotebooklyVPCId:
            Description: The id of the VPC
            Value: !Ref NotebooklyVPC
    "#]],
    );
}

#[test]
fn groups_that_name_each_other_have_rules_apart() {
    check_yaml(
        "groups-in-a-ring",
        expect![[r#"
        AWSTemplateFormatVersion: 2010-09-09
        Description: "Made with Cloud Campus for ap-south-1 (Mumbai)"

        Resources:
          Campus:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: 10.0.0.0/16
              EnableDnsSupport: true
              EnableDnsHostnames: false
              Tags:
                - Key: Name
                  Value: campus
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupName: web
              GroupDescription: Web servers
              VpcId: !Ref Campus
              SecurityGroupIngress:
                - IpProtocol: tcp
                  FromPort: 80
                  ToPort: 80
                  CidrIp: 0.0.0.0/0
                  Description: Anybody
              SecurityGroupEgress:
                - IpProtocol: "-1"
                  CidrIp: 127.0.0.1/32
                  Description: "Nobody, in place of the default rule that allows all"
              Tags:
                - Key: Name
                  Value: web
          App:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupName: app
              GroupDescription: App servers
              VpcId: !Ref Campus
              SecurityGroupEgress:
                - IpProtocol: "-1"
                  CidrIp: 0.0.0.0/0
              Tags:
                - Key: Name
                  Value: app
          Database:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupName: database
              GroupDescription: Database
              VpcId: !Ref Campus
              SecurityGroupIngress:
                - IpProtocol: tcp
                  FromPort: 3306
                  ToPort: 3306
                  SourceSecurityGroupId: !GetAtt App.GroupId
              SecurityGroupEgress:
                - IpProtocol: "-1"
                  CidrIp: 127.0.0.1/32
                  Description: "Nobody, in place of the default rule that allows all"
              Tags:
                - Key: Name
                  Value: database
          WebIngressFromApp:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: !GetAtt Web.GroupId
              IpProtocol: tcp
              FromPort: 8080
              ToPort: 8080
              SourceSecurityGroupId: !GetAtt App.GroupId
          WebEgressToApp:
            Type: AWS::EC2::SecurityGroupEgress
            Properties:
              GroupId: !GetAtt Web.GroupId
              IpProtocol: tcp
              FromPort: 9000
              ToPort: 9000
              DestinationSecurityGroupId: !GetAtt App.GroupId
          AppIngressFromWeb:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: !GetAtt App.GroupId
              IpProtocol: tcp
              FromPort: 9000
              ToPort: 9000
              SourceSecurityGroupId: !GetAtt Web.GroupId
          AppIngressFromItself:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: !GetAtt App.GroupId
              IpProtocol: icmp
              FromPort: -1
              ToPort: -1
              SourceSecurityGroupId: !GetAtt App.GroupId

        Outputs:
          CampusId:
            Description: The id of the VPC
            Value: !Ref Campus
    "#]],
    );
}

#[test]
fn what_stands_for_a_default_is_named_wherever_it_counts() {
    check_yaml(
        "default-guards",
        expect![[r#"
            AWSTemplateFormatVersion: 2010-09-09
            Description: "Made with Cloud Campus for ap-south-1 (Mumbai)"

            Parameters:
              ImageAl2023AmiKernelDefaultX8664:
                Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
                Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
                Description: The public parameter that names the newest version of the image

            Resources:
              Campus:
                Type: AWS::EC2::VPC
                Properties:
                  CidrBlock: 10.0.0.0/16
                  EnableDnsSupport: true
                  EnableDnsHostnames: false
                  Tags:
                    - Key: Name
                      Value: campus
              Members:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupName: members
                  GroupDescription: Members reach each other
                  VpcId: !Ref Campus
                  SecurityGroupEgress:
                    - IpProtocol: "-1"
                      CidrIp: 0.0.0.0/0
                  Tags:
                    - Key: Name
                      Value: members
              MembersIngressFromItself:
                Type: AWS::EC2::SecurityGroupIngress
                Properties:
                  GroupId: !GetAtt Members.GroupId
                  IpProtocol: "-1"
                  SourceSecurityGroupId: !GetAtt Members.GroupId
              Everywhere:
                Type: AWS::EC2::NetworkAcl
                Properties:
                  VpcId: !Ref Campus
                  Tags:
                    - Key: Name
                      Value: everywhere
              EverywhereInbound100:
                Type: AWS::EC2::NetworkAclEntry
                Properties:
                  NetworkAclId: !Ref Everywhere
                  RuleNumber: 100
                  Egress: false
                  RuleAction: allow
                  Protocol: -1
                  CidrBlock: 10.0.0.0/16
              EverywhereOutbound100:
                Type: AWS::EC2::NetworkAclEntry
                Properties:
                  NetworkAclId: !Ref Everywhere
                  RuleNumber: 100
                  Egress: true
                  RuleAction: allow
                  Protocol: 50
                  CidrBlock: 10.0.0.0/16
              Main:
                Type: AWS::EC2::RouteTable
                Properties:
                  VpcId: !Ref Campus
                  Tags:
                    - Key: Name
                      Value: main
              One:
                Type: AWS::EC2::Subnet
                Properties:
                  VpcId: !Ref Campus
                  CidrBlock: 10.0.1.0/24
                  AvailabilityZone: !Select [0, !GetAZs ""]
                  MapPublicIpOnLaunch: false
                  Tags:
                    - Key: Name
                      Value: one
              OneRouteTableAssociation:
                Type: AWS::EC2::SubnetRouteTableAssociation
                Properties:
                  RouteTableId: !Ref Main
                  SubnetId: !Ref One
              OneNetworkAclAssociation:
                Type: AWS::EC2::SubnetNetworkAclAssociation
                Properties:
                  NetworkAclId: !Ref Everywhere
                  SubnetId: !Ref One
              Server:
                Type: AWS::EC2::Instance
                Properties:
                  ImageId: !Ref ImageAl2023AmiKernelDefaultX8664
                  InstanceType: t3.micro
                  SubnetId: !Ref One
                  SecurityGroupIds:
                    - !Ref Members
                  MetadataOptions:
                    HttpTokens: required
                  BlockDeviceMappings:
                    - DeviceName: /dev/xvda
                      Ebs:
                        VolumeSize: 8
                        VolumeType: gp3
                        Encrypted: true
                        DeleteOnTermination: true
                  Tags:
                    - Key: Name
                      Value: server

            Outputs:
              CampusId:
                Description: The id of the VPC
                Value: !Ref Campus
        "#]],
    );
}

#[test]
fn what_is_left_out_is_named_with_its_reason() {
    check_omitted(
        "unfinished",
        expect![[r#"
        auto-scaling-group-1: the maximum is not below the minimum
        auto-scaling-group-2: it needs a launch template, and none is chosen
        database-1: a subnet group needs subnets in two Availability Zones
        file-system-1, mount target in nowhere: it names nowhere, which is left out itself
        file-system-1, mount target: it needs a subnet, and none is chosen
        hosted-zone-1, record example.com CNAME: the domain itself cannot be a CNAME; an alias can stand there
        hosted-zone-1, record a.example.com A: it names one-legged, which is left out itself
        hosted-zone-1, record b.other.com A: AWS does not take `b.other.com`
        hosted-zone-1, record c.example.com A: AWS does not take `not an address`
        hosted-zone-1, record d.example.com A: it needs a value, and none is chosen
        hosted-zone-2: AWS does not take `com`
        instance-1, security group: it names something deleted
        instance-1, private address: AWS does not take `10.0.3.1`
        instance-1, Elastic IP: an address is associated only where the VPC has an internet gateway
        instance-2: it needs a subnet, and none is chosen
        instance-3: AWS does not take `what?`
        load-balancer-1: a load balancer needs subnets in two Availability Zones
        nat-gateway-1: AWS makes a public NAT gateway only where the VPC has an internet gateway
        network-acl-1, inbound entry 0: entries have numbers from 1 to 32766
        network-acl-1, inbound entry 5: an entry with the same number stands before it
        route-table-1, route to 0.0.0.0/0: it needs a target, and none is chosen
        route-table-1, route to 0.0.0.0/0: the gateway is not attached to this VPC
        route-table-1, route to 10.0.0.0/16: the VPC's own blocks have local routes; only a whole subnet can be led to an instance or a NAT gateway
        route-table-1, route to bad: AWS does not take `bad`
        route-table-1, route to 192.0.2.0/24: the table has a route to the same block already
        route-table-1, route to 198.51.100.0/24: it names something deleted
        security-group-1, inbound rule 1: it names something deleted
        security-group-1, inbound rule 2: AWS does not take `90-80`
        security-group-1, inbound rule 3: AWS does not take `300.0.0.0/8`
        subnet-1: a subnet's block lies within one of its VPC's blocks
        subnet-2: it needs a VPC, and none is chosen
        subnet-3, zone: AWS does not take `mars-1a`
        subnet-3, network ACL: it names a deleted network ACL
        subnet-4: the blocks of two subnets may not overlap
        subnet-5: it names broken, which is left out itself
        target-group-1: it names a deleted VPC
        target-group-2, target: it names homeless, which is left out itself
        vpc-1, block 10.0.128.0/17: the blocks of a VPC may not overlap
        vpc-1, block nonsense: AWS does not take `nonsense`
        vpc-2: AWS does not take `10.0.0/16`
        vpc-3: it is in another Region, and a template makes things in one
        vpc-endpoint-1, route table: it names something deleted
        vpc-peering-1: it needs an accepter VPC, and none is chosen
        vpc-peering-2: it names abroad, which is left out itself
        web-acl-1, rule 1: AWS does not take `x`
    "#]],
    );
}

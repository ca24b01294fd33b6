"""Two tiers, and nothing but 443 from the world."""

import os

import boto3

VPC = os.environ["AWSLAB_VPC"]
WEB_GROUP = os.environ["AWSLAB_WEB_GROUP"]
APP_GROUP_ID = os.environ["AWSLAB_APP_GROUP_ID"]
WEB_INTERFACE = os.environ["AWSLAB_WEB_INTERFACE"]
APP_INTERFACE = os.environ["AWSLAB_APP_INTERFACE"]

ec2 = boto3.client("ec2")


def rules_of(group_id):
    """The rules of a security group, inbound and outbound, one source or destination each."""
    return ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group_id]}])["SecurityGroupRules"]


# TODO 1: create the group WEB_GROUP in VPC and let TCP 443 in from everywhere.

# TODO 2: let members of the web tier's group into the app tier on TCP 8080; revoke the other inbound rules.

# TODO 3: put each network interface into the group of its tier, and into no other.

# TODO 4: tighten the outbound rules of both groups.

# TODO 5: find every other group of the VPC that lets the world in.

for rule in rules_of(APP_GROUP_ID):
    print(rule["SecurityGroupRuleId"], "out" if rule["IsEgress"] else "in", rule["IpProtocol"], rule.get("CidrIpv4"))

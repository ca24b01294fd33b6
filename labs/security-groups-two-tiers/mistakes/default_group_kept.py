"""Mistake: the web server's interface stays in the default group as well."""

import os

import boto3

VPC = os.environ["AWSLAB_VPC"]
WEB_GROUP = os.environ["AWSLAB_WEB_GROUP"]
APP_GROUP_ID = os.environ["AWSLAB_APP_GROUP_ID"]
WEB_INTERFACE = os.environ["AWSLAB_WEB_INTERFACE"]
APP_INTERFACE = os.environ["AWSLAB_APP_INTERFACE"]

ec2 = boto3.client("ec2")


def rule_ids(group_id, outbound):
    """The ids of a group's inbound or outbound rules."""
    found = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group_id]}])
    return [rule["SecurityGroupRuleId"] for rule in found["SecurityGroupRules"] if rule["IsEgress"] == outbound]


def tcp(port, **peers):
    """A permission for one TCP port, with its sources or destinations."""
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peers}


# The web tier: HTTPS from the world.
web_group_id = ec2.create_security_group(
    GroupName=WEB_GROUP,
    Description="Web tier of the shop",
    VpcId=VPC,
)["GroupId"]
ec2.authorize_security_group_ingress(
    GroupId=web_group_id,
    IpPermissions=[tcp(443, IpRanges=[{"CidrIp": "0.0.0.0/0"}])],
)

# The app tier: the old rules go, and the web tier's group becomes the only source.
ec2.revoke_security_group_ingress(
    GroupId=APP_GROUP_ID,
    SecurityGroupRuleIds=rule_ids(APP_GROUP_ID, outbound=False),
)
ec2.authorize_security_group_ingress(
    GroupId=APP_GROUP_ID,
    IpPermissions=[tcp(8080, UserIdGroupPairs=[{"GroupId": web_group_id}])],
)

default_group_id = os.environ["AWSLAB_DEFAULT_GROUP_ID"]
ec2.modify_network_interface_attribute(NetworkInterfaceId=WEB_INTERFACE, Groups=[web_group_id, default_group_id])
ec2.modify_network_interface_attribute(NetworkInterfaceId=APP_INTERFACE, Groups=[APP_GROUP_ID])

# Outbound: both groups lose the rule that allows everything. Answers need no rule.
for group_id in (web_group_id, APP_GROUP_ID):
    ec2.revoke_security_group_egress(
        GroupId=group_id,
        SecurityGroupRuleIds=rule_ids(group_id, outbound=True),
    )
ec2.authorize_security_group_egress(
    GroupId=web_group_id,
    IpPermissions=[tcp(8080, UserIdGroupPairs=[{"GroupId": APP_GROUP_ID}])],
)

# The audit: in every other group of the VPC, revoke what lets the world in.
groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [VPC]}])["SecurityGroups"]
for group in groups:
    if group["GroupId"] == web_group_id:
        continue
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group["GroupId"]]}])
    open_to_world = [
        rule["SecurityGroupRuleId"]
        for rule in rules["SecurityGroupRules"]
        if not rule["IsEgress"] and (rule.get("CidrIpv4") == "0.0.0.0/0" or rule.get("CidrIpv6") == "::/0")
    ]
    if open_to_world:
        ec2.revoke_security_group_ingress(GroupId=group["GroupId"], SecurityGroupRuleIds=open_to_world)
        print(f"{group['GroupName']} was open to the world")

"""Mistake: tokens are optional, which takes more than leaving the options alone with an Amazon Linux 2023 image."""

import os
from pathlib import Path

import boto3

NAME = os.environ["AWSLAB_NAME"]
TEAM = os.environ["AWSLAB_TEAM"]
KEY = os.environ["AWSLAB_KEY"]
GROUP = os.environ["AWSLAB_GROUP"]
OFFICE = os.environ["AWSLAB_OFFICE"]
IMAGE = os.environ["AWSLAB_IMAGE"]
VPC = os.environ["AWSLAB_VPC"]
SUBNET = os.environ["AWSLAB_SUBNET"]

USER_DATA = """#!/bin/bash
dnf install -y httpd
systemctl enable --now httpd
"""

ec2 = boto3.client("ec2")

# The private half of the key is in this answer and nowhere else.
key_pair = ec2.create_key_pair(KeyName=KEY, KeyType="ed25519")
key_file = Path(f"{KEY}.pem")
key_file.touch(mode=0o600)
key_file.write_text(key_pair["KeyMaterial"])

group_id = ec2.create_security_group(
    GroupName=GROUP,
    Description="Web server: HTTP for everybody, SSH for the office",
    VpcId=VPC,
)["GroupId"]
ec2.authorize_security_group_ingress(
    GroupId=group_id,
    IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
        {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": OFFICE}]},
    ],
)

# boto3 encodes the user data; tags given here are on the resources from their first moment.
reservation = ec2.run_instances(
    ImageId=IMAGE,
    InstanceType="t3.micro",
    MinCount=1,
    MaxCount=1,
    KeyName=KEY,
    SubnetId=SUBNET,
    SecurityGroupIds=[group_id],
    UserData=USER_DATA,
    MetadataOptions={"HttpTokens": "optional", "HttpEndpoint": "enabled"},
    TagSpecifications=[
        {"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": NAME}, {"Key": "Team", "Value": TEAM}]},
        {"ResourceType": "volume", "Tags": [{"Key": "Team", "Value": TEAM}]},
    ],
)
instance_id = reservation["Instances"][0]["InstanceId"]

# An Elastic IP address can be associated once the instance runs.
ec2.get_waiter("instance_running").wait(InstanceIds=[instance_id])
address = ec2.allocate_address(Domain="vpc")
ec2.associate_address(AllocationId=address["AllocationId"], InstanceId=instance_id)

print(f"{NAME} is {instance_id} at {address['PublicIp']}")

"""Launch a web server that keeps its address."""

import os

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

# TODO 1: create the key pair KEY (Ed25519) and keep its private half.

# TODO 2: create the security group GROUP in VPC: port 80 from everywhere, port 22 from OFFICE.

# TODO 3: launch one t3.micro from IMAGE in SUBNET, with the key, the group and USER_DATA.

# TODO 4: tag the instance (Name, Team) and its volume (Team).

# TODO 5: require IMDSv2.

# TODO 6: allocate an Elastic IP address and associate it with the instance.

print(f"{NAME}: nothing launched yet")

"""One load balancer, two applications."""

import os

import boto3

NAME = os.environ["AWSLAB_NAME"]
VPC = os.environ["AWSLAB_VPC"]
SUBNETS = [os.environ["AWSLAB_SUBNET_A"], os.environ["AWSLAB_SUBNET_B"]]
BALANCER_GROUP = os.environ["AWSLAB_BALANCER_GROUP"]
SERVER_GROUP_ID = os.environ["AWSLAB_SERVER_GROUP_ID"]
WEB_TARGETS = os.environ["AWSLAB_WEB_TARGETS"]
API_TARGETS = os.environ["AWSLAB_API_TARGETS"]
WEB_SERVERS = [os.environ["AWSLAB_WEB_A"], os.environ["AWSLAB_WEB_B"]]
API_SERVERS = [os.environ["AWSLAB_API_A"], os.environ["AWSLAB_API_B"]]

ec2 = boto3.client("ec2")
elb = boto3.client("elbv2")

# TODO 1: create BALANCER_GROUP (port 80 open) and the load balancer NAME in SUBNETS.

# TODO 2: create WEB_TARGETS (health at /healthz) and API_TARGETS (health at /api/health), HTTP on port 8080.

# TODO 3: register the servers, and let the load balancer reach SERVER_GROUP_ID on port 8080.

# TODO 4: create a listener on port 80 that forwards to WEB_TARGETS.

# TODO 5: add a rule that sends /api and /api/* to API_TARGETS.

# TODO 6: add a rule that answers /api/internal/* with 403, before the rule for the API.

balancers = elb.describe_load_balancers()["LoadBalancers"]
print(f"{len(balancers)} load balancers, waiting for {NAME}")

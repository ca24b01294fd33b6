"""A web service on Fargate."""

import os

import boto3

REGION = os.environ["AWSLAB_REGION"]
VPC = os.environ["AWSLAB_VPC"]
SUBNETS = [os.environ["AWSLAB_SUBNET_A"], os.environ["AWSLAB_SUBNET_B"]]
CLUSTER = os.environ["AWSLAB_CLUSTER"]
ROLE = os.environ["AWSLAB_ROLE"]
LOG_GROUP = os.environ["AWSLAB_LOG_GROUP"]
FAMILY = os.environ["AWSLAB_FAMILY"]
GROUP = os.environ["AWSLAB_GROUP"]
SERVICE = os.environ["AWSLAB_SERVICE"]
GREETING = os.environ["AWSLAB_GREETING"]

ec2 = boto3.client("ec2")
ecs = boto3.client("ecs")
iam = boto3.client("iam")
logs = boto3.client("logs")

# TODO 1: create the cluster CLUSTER.

# TODO 2: create the execution role ROLE and the log group LOG_GROUP (14 days).

# TODO 3: register a task definition of FAMILY for Fargate.

# TODO 4: create the security group GROUP in VPC: port 80 for everybody.

# TODO 5: create SERVICE: two tasks in SUBNETS, able to pull their image.

# TODO 6: roll out GREETING as an environment variable of the container.

print("clusters:", ecs.list_clusters()["clusterArns"])

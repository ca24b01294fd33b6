"""Mistake: the tasks get no public address."""

import json
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


def register(environment):
    """A new revision of the task definition, with the container's environment variables; its ARN."""
    registered = ecs.register_task_definition(
        family=FAMILY,
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="512",
        memory="1024",
        executionRoleArn=role_arn,
        containerDefinitions=[
            {
                "name": "web",
                "image": "public.ecr.aws/docker/library/httpd:2.4",
                "essential": True,
                "portMappings": [{"containerPort": 80, "protocol": "tcp"}],
                "environment": [{"name": name, "value": value} for name, value in environment.items()],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": LOG_GROUP,
                        "awslogs-region": REGION,
                        "awslogs-stream-prefix": "web",
                    },
                },
            }
        ],
    )
    return registered["taskDefinition"]["taskDefinitionArn"]


ecs.create_cluster(clusterName=CLUSTER)

# The execution role is the agent's: it pulls the image and writes the logs.
trust = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "ecs-tasks.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
role_arn = iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
iam.attach_role_policy(
    RoleName=ROLE,
    PolicyArn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)
logs.create_log_group(logGroupName=LOG_GROUP)
logs.put_retention_policy(logGroupName=LOG_GROUP, retentionInDays=14)

first_revision = register({})

group_id = ec2.create_security_group(
    GroupName=GROUP,
    Description="Tasks of the web service",
    VpcId=VPC,
)["GroupId"]
ec2.authorize_security_group_ingress(
    GroupId=group_id,
    IpPermissions=[{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
)

ecs.create_service(
    cluster=CLUSTER,
    serviceName=SERVICE,
    taskDefinition=first_revision,
    desiredCount=2,
    launchType="FARGATE",
    networkConfiguration={
        "awsvpcConfiguration": {
            "subnets": SUBNETS,
            "securityGroups": [group_id],
        }
    },
)

# A registered revision never changes. The rollout registers the next one and hands it to the service.
second_revision = register({"GREETING": GREETING})
ecs.update_service(cluster=CLUSTER, service=SERVICE, taskDefinition=second_revision)

print(f"{SERVICE} moves from {first_revision} to {second_revision}")

"""Deployments: each takes a snapshot of its API, which stages then show."""

from __future__ import annotations

import json

from awslab.cloud.api_gateway.rest.edge.deployments import deployments
from awslab.cloud.gateway.behaviour import EVERY, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.context import GatewayContext


@follows(
    "apigateway",
    "CreateDeployment",
    source="https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html",
)
def take_snapshot(request: AwsRequest, response: AwsResponse, context: GatewayContext) -> None:
    """Take the snapshot of a new deployment, which the answer names by its id."""
    api, deployment = str(request.parameters["restApiId"]), str(json.loads(response.body)["id"])
    context.part(deployments).take(request.region, api, deployment)


@follows(
    "cloudformation",
    EVERY,
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html",
)
def take_snapshots_of_stacks(_: AwsRequest, __: AwsResponse, context: GatewayContext) -> None:
    """Take the snapshots of the deployments that a stack made."""
    context.part(deployments).take_all()

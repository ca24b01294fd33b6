"""API Gateway, REST: calls for what is not there, which moto fails on or answers as if it were."""

from __future__ import annotations

from tests.parity.rest_apis import rest_api
from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"


@row(
    "gw-authorizer-missing",
    "DeleteAuthorizer that is not there",
    "NotFoundException",
    message="Invalid Authorizer identifier specified",
    status=404,
    source=_API + "API_DeleteAuthorizer.html",
)
def an_authorizer(aws: Aws) -> Call:
    api = rest_api(aws)
    return lambda: api.gateway.delete_authorizer(**api.named, authorizerId="none00")


@row(
    "gw-deployment-missing",
    "GetDeployment that is not there",
    "NotFoundException",
    message="Invalid Deployment identifier specified",
    status=404,
    source=_API + "API_GetDeployment.html",
)
def a_deployment(aws: Aws) -> Call:
    api = rest_api(aws)
    return lambda: api.gateway.get_deployment(**api.named, deploymentId="none00")


@row(
    "gw-stage-missing",
    "FlushStageCache of a stage that is not there",
    "NotFoundException",
    message="Invalid stage identifier specified",
    status=404,
    source=_API + "API_FlushStageCache.html",
)
def a_stage(aws: Aws) -> Call:
    api = rest_api(aws)
    return lambda: api.gateway.flush_stage_cache(**api.named, stageName="none")


@row(
    "gw-plan-missing",
    "CreateUsagePlanKey for a plan that is not there",
    "NotFoundException",
    message="Invalid Usage Plan ID specified",
    status=404,
    source=_API + "API_CreateUsagePlanKey.html",
)
def a_plan(aws: Aws) -> Call:
    key = aws.apigateway.create_api_key(name="k")["id"]
    return lambda: aws.apigateway.create_usage_plan_key(usagePlanId="none00", keyId=key, keyType="API_KEY")


@row(
    "gw-plan-key-missing",
    "DeleteUsagePlanKey of a key that the plan does not have",
    "NotFoundException",
    message="Invalid API Key identifier specified",
    status=404,
    source=_API + "API_DeleteUsagePlanKey.html",
)
def a_key(aws: Aws) -> Call:
    plan = aws.apigateway.create_usage_plan(name="p")["id"]
    return lambda: aws.apigateway.delete_usage_plan_key(usagePlanId=plan, keyId="none00")


@row(
    "gw-mapping-nodomain",
    "CreateBasePathMapping for a domain name that is not there",
    "NotFoundException",
    message="Invalid domain name identifier specified",
    status=404,
    source=_API + "API_CreateBasePathMapping.html",
)
def a_domain_name(aws: Aws) -> Call:
    api = rest_api(aws)
    return lambda: api.gateway.create_base_path_mapping(domainName="none.example.com", **api.named)


@row("gw-ok-tags", "TagResource of a REST API", WORKS, source=_API + "API_TagResource.html")
def a_tagged_api(aws: Aws) -> Call:
    api = rest_api(aws)
    arn = f"arn:aws:apigateway:{aws.region}::/restapis/{api.id}"
    return lambda: api.gateway.tag_resource(resourceArn=arn, tags={"team": "a"})


@row("gw-tags-missing", "GetTags of nothing", "NotFoundException", status=404, source=_API + "API_GetTags.html")
def tags_of_nothing(aws: Aws) -> Call:
    return lambda: aws.apigateway.get_tags(resourceArn=f"arn:aws:apigateway:{aws.region}::/restapis/none00")

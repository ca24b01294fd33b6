"""Integrations that REST APIs refuse. The texts were recorded from the real service (aws-errors.tsv) unless a rule says
otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from awslab.cloud.api_gateway.rest.state import bad, method
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_ARN = re.compile(r"arn:aws[a-z-]*:apigateway:[a-z0-9-]+:(?P<service>[a-z0-9.-]+):(?P<rest>.*)")
_FUNCTION = re.compile(r"path/[\d-]+/functions/(arn:aws[a-z-]*:lambda:.+|\$\{stageVariables\..+)/invocations")
_SHORTEST, _LONGEST = 50, 29_000
"""Milliseconds.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""


@guard("apigateway", "PutIntegration", "PutIntegrationResponse", source=_API + "API_PutIntegration.html")
def mappings_and_templates_are_texts(request: AwsRequest, _: State) -> Refusal | None:
    """Told as Java tells it."""
    members = ("requestParameters", "requestTemplates", "responseParameters", "responseTemplates")
    for value in (each for name in members for each in (request.parameters.get(name) or {}).values()):
        kind = "com.amazon.coral.value.json.numbers.TruncatingBigNumber"
        kind = "java.lang.Boolean" if isinstance(value, bool) else kind
        if isinstance(value, bool | int | float):
            return Refusal("SerializationException", f"class {kind} can not be converted to an String", 400)
    return None


@guard("apigateway", "PutIntegration", source=_API + "API_PutIntegration.html")
def integrations_say_how_they_ask(request: AwsRequest, _: State) -> Refusal | None:
    """Only MOCK asks nobody."""
    given = request.parameters
    if given.get("type") == "MOCK" or given.get("integrationHttpMethod"):
        return None
    return bad("Enumeration value for HttpMethod must be non-empty")


@guard("apigateway", "PutIntegration", source=_API + "API_PutIntegration.html")
def uris_of_integrations_are_well_formed(request: AwsRequest, _: State) -> Refusal | None:
    """An HTTP address, or an ARN of API Gateway's form; a proxy of AWS's is a function."""
    kind, uri = request.parameters.get("type"), str(request.parameters.get("uri") or "")
    if kind in ("HTTP", "HTTP_PROXY"):
        return None if re.match(r"https?://[^/?#]+", uri) else bad("Invalid HTTP endpoint specified for URI")
    if kind not in ("AWS", "AWS_PROXY"):
        return None
    if not re.match(r"arn:aws[a-z-]*:", uri):
        return bad("Invalid ARN specified in the request")
    arn = _ARN.fullmatch(uri)
    if arn is None or not re.match(r"(path|action)/", arn["rest"]):
        return bad("AWS ARN for integration must contain path or action")
    if kind == "AWS_PROXY" and not (arn["service"] == "lambda" and _FUNCTION.fullmatch(arn["rest"])):
        only = "currently only supports Lambda function and Firehose stream invocations."
        return bad(f"Integrations of type 'AWS_PROXY' {only}")
    return None


@guard("apigateway", "PutIntegration", source=_API + "API_PutIntegration.html")
def services_are_asked_with_a_role(request: AwsRequest, _: State) -> Refusal | None:
    """Lambda may be asked by its own policy. The text is moto's, which took it from AWS."""
    given = request.parameters
    arn = _ARN.fullmatch(str(given.get("uri") or ""))
    if given.get("type") != "AWS" or arn is None or arn["service"] == "lambda" or given.get("credentials"):
        return None
    return bad("Role ARN must be specified for AWS integrations")


@guard("apigateway", "PutIntegration", source=_GUIDE + "api-gateway-execution-service-limits-table.html")
def integrations_answer_in_time(request: AwsRequest, _: State) -> Refusal | None:
    """The text is known from public reports."""
    wait = request.parameters.get("timeoutInMillis")
    if wait is None or _SHORTEST <= int(wait) <= _LONGEST:
        return None
    return bad(f"Timeout should be between {_SHORTEST} ms and {_LONGEST} ms")


@guard("apigateway", "PutIntegration", source=_GUIDE + "rest-api-parameter-mapping-sources.html")
def mapped_parameters_are_declared(request: AwsRequest, state: State) -> Refusal | None:
    """The method declares what its integration maps. The text is known from public reports."""
    found = method(request, state)
    declared = set(found.request_parameters or {}) if found else set()
    mapped = (request.parameters.get("requestParameters") or {}).values()
    return _undeclared(mapped, declared, "method.request.", ("body", "multivalue"))


@guard("apigateway", "PutIntegrationResponse", source=_GUIDE + "rest-api-parameter-mapping-sources.html")
def mapped_headers_are_declared(request: AwsRequest, state: State) -> Refusal | None:
    """The method response declares the headers that it gets. The text is known from public reports."""
    found = method(request, state)
    response = found.method_responses.get(str(request.parameters["statusCode"])) if found else None
    declared = set(response.response_parameters or {}) if response else set()
    return _undeclared(request.parameters.get("responseParameters") or {}, declared, "method.response.", ())


@guard("apigateway", "PutIntegrationResponse", source=_API + "API_PutIntegrationResponse.html")
def templates_have_a_content_type(request: AwsRequest, _: State) -> Refusal | None:
    """Such as application/json."""
    named = [name for name in (request.parameters.get("responseTemplates") or {}) if "/" not in str(name)]
    if not named:
        return None
    return bad(f"Validation Result: warnings : [], errors : [Invalid content type specified: {named[0]}]")


@guard("apigateway", "PutGatewayResponse", source=_GUIDE + "api-gateway-gatewayResponse-definition.html")
def gateway_responses_have_headers(request: AwsRequest, _: State) -> Refusal | None:
    """`gatewayresponse.header.{name}`. The text is that of other mappings."""
    named = [
        name
        for name in (request.parameters.get("responseParameters") or {})
        if not re.fullmatch(r"gatewayresponse\.(header|path|querystring)\..+", str(name))
    ]
    return bad(f"Invalid mapping expression specified: {named[0]}") if named else None


def _undeclared(names: Iterable[Any], declared: set[str], prefix: str, free: tuple[str, ...]) -> Refusal | None:
    for name in names:
        rest = str(name).removeprefix(prefix)
        if str(name).startswith(prefix) and not rest.startswith(free or ("\0",)) and name not in declared:
            errors = f"[Invalid mapping expression parameter specified: {name}]"
            told = f"Validation Result: warnings : [], errors : {errors}"
            return bad(f"Invalid mapping expression specified: {told}")
    return None

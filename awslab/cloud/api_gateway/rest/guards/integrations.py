"""Integrations and gateway responses that REST APIs refuse. The texts were recorded from the real service
(aws-errors.tsv) unless a rule says otherwise.

The service looks up what a call names before it looks at the call's values, so these guards are asked in the phase
STATE, after those of guards/identifiers.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from awslab.cloud.api_gateway.rest.state import bad_request, method
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_ARN = re.compile(r"arn:aws[a-z-]*:apigateway:[a-z0-9-]+:(?P<service>[a-z0-9.-]+):(?P<rest>.*)")
_FUNCTION = re.compile(r"path/[\d-]+/functions/(arn:aws[a-z-]*:lambda:.+|\$\{stageVariables\..+)/invocations")
_SHORTEST, _LONGEST = 50, 29_000
"""Milliseconds.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""


@guard(
    "apigateway", "PutIntegration", "PutIntegrationResponse", phase=Phase.STATE, source=_API + "API_PutIntegration.html"
)
def mapping_values_are_strings(request: AwsRequest, _: State) -> Refusal | None:
    """Mappings and templates are texts; the refusal names the Java class of another value."""
    members = ("requestParameters", "requestTemplates", "responseParameters", "responseTemplates")
    for value in (value for name in members for value in (request.parameters.get(name) or {}).values()):
        kind = "com.amazon.coral.value.json.numbers.TruncatingBigNumber"
        kind = "java.lang.Boolean" if isinstance(value, bool) else kind
        if isinstance(value, bool | int | float):
            return Refusal("SerializationException", f"class {kind} can not be converted to an String", 400)
    return None


@guard("apigateway", "PutIntegration", phase=Phase.STATE, source=_API + "API_PutIntegration.html")
def integration_http_method_is_required(request: AwsRequest, _: State) -> Refusal | None:
    """Every integration but MOCK has an HTTP method."""
    parameters = request.parameters
    if parameters.get("type") == "MOCK" or parameters.get("integrationHttpMethod"):
        return None
    return bad_request("Enumeration value for HttpMethod must be non-empty")


@guard("apigateway", "PutIntegration", phase=Phase.STATE, source=_API + "API_PutIntegration.html")
def integration_uri_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A URI is an HTTP address, or an ARN of API Gateway's form; that of AWS_PROXY names a function."""
    kind, uri = request.parameters.get("type"), str(request.parameters.get("uri") or "")
    if kind in ("HTTP", "HTTP_PROXY"):
        return None if re.match(r"https?://[^/?#]+", uri) else bad_request("Invalid HTTP endpoint specified for URI")
    if kind not in ("AWS", "AWS_PROXY"):
        return None
    if not re.match(r"arn:aws[a-z-]*:", uri):
        return bad_request("Invalid ARN specified in the request")
    arn = _ARN.fullmatch(uri)
    if arn is None or not re.match(r"(path|action)/", arn["rest"]):
        return bad_request("AWS ARN for integration must contain path or action")
    if kind == "AWS_PROXY" and not (arn["service"] == "lambda" and _FUNCTION.fullmatch(arn["rest"])):
        restriction = "currently only supports Lambda function and Firehose stream invocations."
        return bad_request(f"Integrations of type 'AWS_PROXY' {restriction}")
    return None


@guard("apigateway", "PutIntegration", phase=Phase.STATE, source=_API + "API_PutIntegration.html")
def integration_role_is_required(request: AwsRequest, _: State) -> Refusal | None:
    """An AWS integration with another service than Lambda has a role. The text is moto's, which took it from AWS."""
    parameters = request.parameters
    arn = _ARN.fullmatch(str(parameters.get("uri") or ""))
    if parameters.get("type") != "AWS" or arn is None or arn["service"] == "lambda" or parameters.get("credentials"):
        return None
    return bad_request("Role ARN must be specified for AWS integrations")


@guard(
    "apigateway", "PutIntegration", phase=Phase.STATE, source=_GUIDE + "api-gateway-execution-service-limits-table.html"
)
def integration_timeout_is_in_range(request: AwsRequest, _: State) -> Refusal | None:
    """A timeout is between 50 ms and 29 s. The text is known from public reports."""
    milliseconds = request.parameters.get("timeoutInMillis")
    if milliseconds is None or _SHORTEST <= int(milliseconds) <= _LONGEST:
        return None
    return bad_request(f"Timeout should be between {_SHORTEST} ms and {_LONGEST} ms")


@guard("apigateway", "PutIntegration", phase=Phase.STATE, source=_GUIDE + "rest-api-parameter-mapping-sources.html")
def request_mapping_sources_are_declared(request: AwsRequest, state: State) -> Refusal | None:
    """The method declares the parameters that its integration maps. The text is known from public reports."""
    owner = method(request, state)
    parameters = set(owner.request_parameters or {}) if owner else set()
    sources = (request.parameters.get("requestParameters") or {}).values()
    return _undeclared(sources, parameters, "method.request.", ("body", "multivalue"))


@guard(
    "apigateway", "PutIntegrationResponse", phase=Phase.STATE, source=_GUIDE + "rest-api-parameter-mapping-sources.html"
)
def response_mapping_targets_are_declared(request: AwsRequest, state: State) -> Refusal | None:
    """The method response declares the headers that are mapped. The text is known from public reports."""
    owner = method(request, state)
    response = owner.method_responses.get(str(request.parameters["statusCode"])) if owner else None
    parameters = set(response.response_parameters or {}) if response else set()
    return _undeclared(request.parameters.get("responseParameters") or {}, parameters, "method.response.", ())


@guard("apigateway", "PutIntegrationResponse", phase=Phase.STATE, source=_API + "API_PutIntegrationResponse.html")
def template_content_type_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A response template has a content type such as application/json."""
    wrong_names = [name for name in (request.parameters.get("responseTemplates") or {}) if "/" not in str(name)]
    if not wrong_names:
        return None
    return bad_request(f"Validation Result: warnings : [], errors : [Invalid content type specified: {wrong_names[0]}]")


@guard(
    "apigateway", "PutGatewayResponse", phase=Phase.STATE, source=_GUIDE + "api-gateway-gatewayResponse-definition.html"
)
def gateway_response_mapping_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A mapping of a gateway response has the form `gatewayresponse.header.{name}`. The text is that of other
    mappings."""
    wrong_names = [
        name
        for name in (request.parameters.get("responseParameters") or {})
        if not re.fullmatch(r"gatewayresponse\.(header|path|querystring)\..+", str(name))
    ]
    return bad_request(f"Invalid mapping expression specified: {wrong_names[0]}") if wrong_names else None


def _undeclared(
    names: Iterable[object], declared_names: set[str], prefix: str, free: tuple[str, ...]
) -> Refusal | None:
    for name in names:
        rest = str(name).removeprefix(prefix)
        if str(name).startswith(prefix) and not rest.startswith(free or ("\0",)) and name not in declared_names:
            errors = f"[Invalid mapping expression parameter specified: {name}]"
            result = f"Validation Result: warnings : [], errors : {errors}"
            return bad_request(f"Invalid mapping expression specified: {result}")
    return None

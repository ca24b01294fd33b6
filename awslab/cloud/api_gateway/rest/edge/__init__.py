"""REST APIs of API Gateway.

edge.py              the address, the stage, the method, and the steps on the way     an edge
  visit.py           one request on its way
  compression.py     compressed payloads
  resource_policies.py  the API's own policy
  authorizers.py     Lambda authorizers
  signed_callers.py  AWS_IAM authorization
  keys.py            API keys and usage plans
  throttling.py      token buckets, the stage's limits
  validation.py      request validators
  caching.py         the stage's cache                                                an extension
  methods.py         which method, which integration
    lambda_proxy.py      AWS_PROXY
    lambda_custom.py     AWS, with a function
    aws_integration.py   AWS, with another service (query_json.py: how query services answer)
    http_integration.py  HTTP and HTTP_PROXY
    mock.py              MOCK
  asked.py           the integration request: mapped parameters, the body
  backends.py        servers of this machine, services of this sandbox
  shaping.py         templates in, templates out
    sources.py       where mapped parameters come from
    conversion.py    payloads between text and binary
    templates.py     the variables of mapping templates
      velocity/      the Velocity Template Language
      jsonpath.py    JSONPath
  gateway_responses.py  what API Gateway says itself
  logs.py            access and execution logs (execution_log.py: the lines)
trial.py             TestInvokeMethod                                                 an extension
deployments.py       what each deployment took with it                                an extension
  deployed.py        plain values
moto_updates.py      Update calls (patches.py: patch operations)                      an extension
moto_tags.py         tags                                                             an extension
gateway_response_calls.py  reading gateway responses                             an extension
documentation.py     documentation parts                                              an extension
apis.py              everything that is read in moto
"""

from __future__ import annotations

from awslab.cloud.api_gateway.rest.edge.edge import RestApiEdge
from awslab.cloud.ports.context import GatewayContext


def edge(context: GatewayContext) -> RestApiEdge:
    """The edge; its `extension` keeps deployments."""
    return RestApiEdge(context)

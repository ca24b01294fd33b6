"""The stages of REST APIs: plain HTTP requests on their way to an integration and back.

edge.py                  the address, the stage, the method, and the steps on the way
  visit.py               one request on its way
  deployments.py         what each deployment took with it
  compression.py         compressed payloads
  resource_policies.py   the API's own policy
  authorizers.py         Lambda authorizers
  signed_callers.py      AWS_IAM authorization
  usage_plans.py         API keys and usage plans
  throttling.py          token buckets, the stage's limits
  validation.py          request validators
  caching.py             the stage's cache
  methods.py             the method that answers a request, and its integration
    lambda_proxy.py        AWS_PROXY
    lambda_custom.py       AWS, with a function
    aws_integration.py     AWS, with another service (query_json.py: how query services answer)
    http_integration.py    HTTP and HTTP_PROXY
    mock_integration.py    MOCK
  integration_request.py the request to a backend: mapped parameters, the body
  payload_mapping.py     mapping templates for the request and for the answer
    sources.py             where mapped parameters come from
    conversion.py          payloads between text and binary
    templates.py           the variables of mapping templates
      velocity/              the Velocity Template Language
  gateway_responses.py   API Gateway's own answers
  logs.py                access and execution logs (execution_log.py: the lines)
"""

from __future__ import annotations

from awslab.cloud.api_gateway.rest.edge.edge import RestApiEdge
from awslab.cloud.ports.context import GatewayContext


def edge(context: GatewayContext) -> RestApiEdge:
    """Make the edge of the sandbox's REST APIs."""
    return RestApiEdge(context)

"""REST APIs of API Gateway.

edge.py              the address, the stage, the method, and the steps on the way     an edge
  visit.py           one request on its way
  authorizers.py     Lambda authorizers
  signed_callers.py  AWS_IAM authorization
  keys.py            API keys and usage plans
  validation.py      request validators
  lambda_proxy.py    AWS_PROXY integrations
  lambda_custom.py   AWS integrations with a function
  mock.py            MOCK integrations
    shaping.py       templates in, templates out
    templates.py     mapping templates, as far as they go
  gateway_responses.py  what API Gateway says itself
  methods.py         which method, which integration
trial.py             TestInvokeMethod                                                 an extension
deployments.py       what each deployment took with it                                an extension
  deployed.py        plain values
  apis.py            everything that is read in moto
"""

from __future__ import annotations

from awslab.sandbox.child.edge.rest_api.edge import RestApiEdge
from awslab.sandbox.child.extension import GatewayContext


def edge(context: GatewayContext) -> RestApiEdge:
    """The edge; its `extension` keeps deployments."""
    return RestApiEdge(context)

"""Lambda function URLs: what answers at their addresses.

edge.py         the address, who may use it, the event and the answer
result.py       the answer made of a function's result
permissions.py  who may use a URL, by the function's policy
configs.py      a URL's configuration, and how calls name its function
urls.py         the URLs that are stored with moto's functions

The API of URLs is in `answers/function_urls.py`.
"""

from __future__ import annotations

from awslab.cloud.lambda_.edge.function_url.edge import FunctionUrlEdge
from awslab.cloud.ports.context import GatewayContext


def edge(context: GatewayContext) -> FunctionUrlEdge:
    """Return the edge that answers at every function URL of a sandbox."""
    return FunctionUrlEdge(context)

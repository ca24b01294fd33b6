"""Lambda function URLs.

edge.py         the address, who may, the event and the answer      an edge
result.py       what becomes of a function's result
permissions.py  who may, by the function's policy
calls.py        the API of URLs; AddPermission writes conditions    an extension
configs.py      a URL's configuration, and how calls name functions
moto_urls.py    everything that is read and written in moto
"""

from __future__ import annotations

from awslab.cloud.lambda_.edge.function_url.edge import FunctionUrlEdge
from awslab.cloud.ports.context import GatewayContext


def edge(context: GatewayContext) -> FunctionUrlEdge:
    """The edge; its `extension` answers for URLs."""
    return FunctionUrlEdge(context)

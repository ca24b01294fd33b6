"""Lambda function URLs.

edge.py         the address, who may, the event and the answer      an edge
permissions.py  who may, by the function's policy
conditions.py   AddPermission writes conditions                     an extension
urls.py         everything that is read and written in moto
"""

from __future__ import annotations

from awslab.sandbox.child.edge.function_url.edge import FunctionUrlEdge
from awslab.sandbox.child.extension import GatewayContext


def edge(context: GatewayContext) -> FunctionUrlEdge:
    """The edge; its `extension` completes the policies of functions."""
    return FunctionUrlEdge(context)

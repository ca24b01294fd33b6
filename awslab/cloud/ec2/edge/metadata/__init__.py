"""Instance metadata: what an EC2 instance may ask about itself.

edge.py          the address, sessions, who gets in                    an edge
  sessions.py    IMDSv2's tokens
  tree.py        paths, listings (pure)
  categories.py  what there is to know, as a tree (pure)
  role.py        the credentials of the instance's role
  moto_instances.py  everything that is read in moto
"""

from __future__ import annotations

from awslab.cloud.ec2.edge.metadata.edge import InstanceMetadataEdge
from awslab.cloud.ports.context import GatewayContext


def edge(context: GatewayContext) -> InstanceMetadataEdge:
    """The edge."""
    return InstanceMetadataEdge(context)

"""Instance metadata: what a program on an EC2 instance can read about the instance.

edge.py          the address, sessions, who gets in                    an edge
  sessions.py    IMDSv2's tokens
  tree.py        paths, listings (pure)
  categories.py  the metadata as a tree (pure)
  role.py        the credentials of the instance's role
  moto_instances.py  everything that it reads of moto
"""

from __future__ import annotations

from awslab.cloud.ec2.edge.metadata.edge import InstanceMetadataEdge
from awslab.cloud.ports.context import GatewayContext


def edge(context: GatewayContext) -> InstanceMetadataEdge:
    """Return the edge of the instance metadata service."""
    return InstanceMetadataEdge(context)

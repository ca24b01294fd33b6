"""The form of a service's manifest: what its room brings to the gateway, in one screen.

Each room has a module `service.py` with one value of the class below, called `SERVICE`. It imports neither moto nor the
rest of its room, so that the gateway can read every manifest before anything is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Service:
    """One AWS service of the sandbox."""

    name: str
    """boto3's name: `s3`, `lambda`, `elbv2`, `apigateway`."""
    title: str
    """The name that AWS gives it."""
    moto: str = ""
    """moto's package of it (`moto.<this>`); empty for a service that moto does not have."""
    woken_by: tuple[str, ...] = ()
    """Other services whose first call can need this room: CloudFormation, for services whose resources it creates."""
    edge: str = ""
    """The package of the room whose function `edge(context)` answers plain HTTP; empty for none."""
    edge_order: int = 0
    """Edges are asked whether a request is theirs in this order, the smallest first."""
    model_code: str = ""
    """The error code for what the service's model excludes; empty for the one that its protocol has."""
    missing_code: str = ""
    """The error code for a name that leads nowhere, where the model of an operation states none."""
    unchecked_shapes: frozenset[str] = frozenset()
    """Shapes of the model whose values guards judge, with the service's own words."""
    unchecked_members: frozenset[tuple[str, ...]] = frozenset()
    """Members of the same kind, each by its path."""
    denial: tuple[str, int] | None = None
    """Error code and HTTP status for a call that no policy allows; None for those of services with JSON protocols."""
    unanswered: frozenset[str] = frozenset()
    """Operations that the sandbox does not have although moto would answer them."""

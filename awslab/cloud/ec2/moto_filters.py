"""The documentation of filters, out of the service's model that moto has loaded."""

from __future__ import annotations

from moto.core.utils import get_service_model


def documentation_of_filters(operation: str) -> str:
    """Return what EC2's model says, as HTML, of the member `Filters` or `Filter` of an operation."""
    members = get_service_model("ec2").operation_model(operation).input_shape.members
    return str(members["Filters" if "Filters" in members else "Filter"].documentation)

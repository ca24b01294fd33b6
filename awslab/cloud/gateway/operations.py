"""What the models of services say, for rules that are about many operations or values."""

from __future__ import annotations

from functools import cache

from awslab.cloud.gateway.moto_core import get_service_model


@cache
def operations_with(service: str, member: str) -> tuple[str, ...]:
    """Return the operations of a service (boto3's name) that have an input member of that name."""
    model = get_service_model(service)
    shapes = ((name, model.operation_model(name).input_shape) for name in model.operation_names)
    return tuple(name for name, shape in shapes if shape is not None and member in shape.members)


def enum_values(service: str, shape: str) -> tuple[str, ...]:
    """Return the values of an enumeration of a service's model."""
    return tuple(get_service_model(service).shape_for(shape).enum)

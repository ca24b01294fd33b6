"""The parts of moto's ECS responses that corrections use."""

from __future__ import annotations

from typing import Protocol

from awslab.cloud.ecs.entities import EcsBackend, Fields


class Result(Protocol):
    """What moto answers before it is serialised."""

    result: Fields


class Response(Protocol):
    """moto's handler of one call."""

    @property
    def ecs_backend(self) -> EcsBackend: ...

    def _get_params(self) -> Fields:
        """Return the parameters of the call."""

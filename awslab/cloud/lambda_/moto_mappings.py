"""Event source mappings as moto keeps them.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from moto.backends import get_backend

from awslab.cloud.gateway.request import Structure
from awslab.cloud.lambda_.stored import StoredMapping

if TYPE_CHECKING:
    from moto.awslambda.models import LambdaBackend


class EventSourceMappings:
    """One account's event source mappings."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def of_service(self, service: str) -> list[StoredMapping]:
        """Return the mappings of sources of a service (`sqs`, `dynamodb`), in all regions."""
        regions = list(get_backend("lambda")[self._account_id])
        mappings = [mapping for region in regions for mapping in self.of_region(region)]
        return [mapping for mapping in mappings if source_service(mapping) == service]

    def of_region(self, region: str) -> list[StoredMapping]:
        """Return every mapping of a region, in the order in which they were created."""
        return cast(list[StoredMapping], list(self._backend(region)._event_source_mappings.values()))

    def mapping(self, region: str, uuid: str) -> StoredMapping | None:
        """Return the mapping of an id; None when there is none."""
        return cast(StoredMapping | None, self._backend(region)._event_source_mappings.get(uuid))

    def create(self, region: str, settings: Structure, function_arn: str) -> StoredMapping:
        """Create a mapping of a queue that exists, for the function or alias of an ARN."""
        backend = self._backend(region)
        mapping = cast(StoredMapping, backend.create_event_source_mapping(dict(settings)))
        mapping.function_arn = function_arn
        return mapping

    def update(self, mapping: StoredMapping, settings: Structure, function_arn: str) -> None:
        """Change a mapping's settings; its function is the one of the ARN."""
        self._backend(mapping.region).update_event_source_mapping(mapping.uuid, dict(settings))
        mapping.function_arn = function_arn

    def delete(self, mapping: StoredMapping) -> None:
        """Forget a mapping."""
        self._backend(mapping.region).delete_event_source_mapping(mapping.uuid)

    def _backend(self, region: str) -> LambdaBackend:
        return get_backend("lambda")[self._account_id][region]


def source_service(mapping: StoredMapping) -> str:
    """Return the service of a mapping's source: `sqs`, `dynamodb`, `kinesis`."""
    return mapping.event_source_arn.split(":")[2]

"""Event source mappings of queues: their five operations, and the pollers that they bring about.

The execution role's permissions (sqs:ReceiveMessage, ...) are not looked at yet.
Mappings of streams: stream_mappings.py.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from moto.awslambda.models import EventSourceMapping

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.lambda_.function import Function
from awslab.cloud.lambda_.moto_functions import MotoState
from awslab.cloud.lambda_.moto_queue_mappings import MotoQueues, is_of_queue, is_pattern
from awslab.cloud.lambda_.pollers.sqs_poller import Poller, Run
from awslab.cloud.ports.functions import NotRunnableError

SETTLING = 1.0
"""Seconds in which a mapping shows Creating, Enabling, Disabling or Updating; on AWS some ten. It polls at once."""
_OPERATIONS = "EventSourceMapping"
_SHOWN = ("EventSourceArn", "EventSourceMappingArn", "FunctionArn", "UUID", "BatchSize", "FilterCriteria")
_SHOWN_WHEN_SET = ("ScalingConfig", "KMSKeyArn", "MetricsConfig")


class SqsMappings:
    """An extension of the gateway."""

    def __init__(
        self, state: MotoState, queues: MotoQueues, run: Run, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._state = state
        self._queues = queues
        self._run = run
        self._clock = clock
        self._lock = threading.Lock()
        self._pollers: dict[str, Poller] = {}
        self._changing: dict[str, tuple[str, float]] = {}

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Create, update, get and delete, when it is about a queue; list, of every kind.

        https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
        """
        if request.service == "lambda" and request.operation == f"List{_OPERATIONS}s":
            return self._listed(request)
        if request.service != "lambda" or not request.operation.endswith(_OPERATIONS):
            return None
        try:
            if request.operation.startswith("Create"):
                of_queue = ":sqs:" in str(request.parameters.get("EventSourceArn", ""))
                return self._create(request) if of_queue else None
            found = self._queues.mapping(request.region, str(request.parameters.get("UUID", "")))
            if found is None:
                return refusal(request, "ResourceNotFoundException", "The resource you requested does not exist.", 404)
            return self._existing(request, found) if is_of_queue(found) else None
        except NotRunnableError as error:
            return refusal(request, error.code, error.message, error.status)

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """Pollers for the mappings that there are now, however they came to be."""
        if request.service == "cloudformation" or (request.service == "lambda" and _OPERATIONS in request.operation):
            self._poll_what_there_is()

    def close(self) -> None:
        """End the pollers."""
        for poller in self._pollers.values():
            poller.end()

    def _create(self, request: AwsRequest) -> AwsResponse:
        spec = dict(request.parameters)
        arn = str(spec["EventSourceArn"])
        function, named = self._function(request, str(spec["FunctionName"]))
        self._check(spec, arn, function)
        for other in self._queues.mappings():
            if other.event_source_arn == arn and other.function_arn == named:
                message = (
                    f'An event source mapping with SQS arn (" {arn} ") and function (" {function.name} ") already '
                    f"exists. Please update or delete the existing mapping with UUID {other.uuid}"
                )
                raise NotRunnableError("ResourceConflictException", message, 409)
        created = self._queues.create(request.region, spec, named)
        return self._changed(request, created, "Creating")

    def _existing(self, request: AwsRequest, found: EventSourceMapping) -> AwsResponse:
        if request.operation.startswith("Get"):
            return answer(request, self._shown(found))
        if request.operation.startswith("Delete"):
            self._queues.delete(found)
            return answer(request, self._shown(found) | {"State": "Deleting"}, 202)
        spec = {name: value for name, value in request.parameters.items() if name != "UUID"}
        function, named = self._function(request, str(spec.get("FunctionName") or found.function_arn))
        before = {"BatchSize": found.batch_size, "MaximumBatchingWindowInSeconds": found.max_batch_window}
        self._check(before | spec, found.event_source_arn, function)
        was = found.enabled
        self._queues.update(found, spec, named)
        state = "Updating" if found.enabled == was else "Enabling" if found.enabled else "Disabling"
        return self._changed(request, found, state)

    def _listed(self, request: AwsRequest) -> AwsResponse:
        """https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html"""
        source, name = request.parameters.get("EventSourceArn"), request.parameters.get("FunctionName")
        wanted = None if name is None else _path(str(name))
        found = [
            mapping
            for mapping in self._queues.all_of(request.region)
            if source in (None, mapping.event_source_arn) and wanted in (None, _path(mapping.function_arn))
        ]
        first = int(request.parameters.get("Marker") or 0)
        last = first + int(request.parameters.get("MaxItems") or 100)
        told: dict[str, Any] = {"EventSourceMappings": [self._told(mapping) for mapping in found[first:last]]}
        return answer(request, told | ({"NextMarker": str(last)} if last < len(found) else {}))

    def _told(self, mapping: EventSourceMapping) -> dict[str, Any]:
        if is_of_queue(mapping):
            return self._shown(mapping)
        kept = mapping.get_configuration()
        return {name: value for name, value in kept.items() if value is not None}

    def _function(self, request: AwsRequest, name: str) -> tuple[Function, str]:
        """The function that will run, and the ARN under which it was named."""
        try:
            target = self._state.target(request.region, name, None, random.random)
        except NotRunnableError as error:
            raise _invalid("Function does not exist") from error
        return target.function, target.invoked_arn

    def _check(self, spec: Mapping[str, Any], arn: str, function: Function) -> None:
        visibility = self._queues.visibility(arn)
        if visibility is None:
            raise _invalid(
                "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. "
                "SQS Error Message: The specified queue does not exist."
            )
        if visibility < function.timeout:
            raise _invalid(
                f"Queue visibility timeout: {visibility} seconds is less than Function timeout: "
                f"{function.timeout} seconds"
            )
        _check_batch(spec, fifo=arn.endswith(".fifo"))
        if (spec.get("DestinationConfig") or {}).get("OnFailure"):
            raise _invalid("Unsupported DestinationConfig parameter for given event source mapping type.")
        if spec.get("ProvisionedPollerConfig"):
            raise _invalid("The awslab sandbox has no provisioned mode for event source mappings. AWS has.")
        for entry in (spec.get("FilterCriteria") or {}).get("Filters") or []:
            if not is_pattern(str(entry.get("Pattern"))):
                raise _invalid("Invalid filter pattern definition.")

    def _changed(self, request: AwsRequest, mapping: EventSourceMapping, state: str) -> AwsResponse:
        self._changing[mapping.uuid] = (state, self._clock())
        return answer(request, self._shown(mapping), 202)

    def _shown(self, mapping: EventSourceMapping) -> dict[str, Any]:
        kept = mapping.get_configuration()
        state, since = self._changing.get(mapping.uuid, ("", 0.0))
        if not state or self._clock() - since >= SETTLING:
            state = "Enabled" if mapping.enabled else "Disabled"
        shown = {name: kept[name] for name in (*_SHOWN, *_SHOWN_WHEN_SET) if kept.get(name)}
        return shown | {
            "FunctionResponseTypes": mapping.function_response_types or [],
            "LastModified": datetime.fromtimestamp(mapping.last_modified, UTC),
            "MaximumBatchingWindowInSeconds": mapping.max_batch_window or 0,
            "State": state,
            "StateTransitionReason": "USER_INITIATED",
        }

    def _poll_what_there_is(self) -> None:
        there = {mapping.uuid: mapping for mapping in self._queues.mappings()}
        with self._lock:
            for uuid in set(self._pollers) - set(there):
                self._pollers.pop(uuid).end()
            for uuid in set(there) - set(self._pollers):
                self._pollers[uuid] = Poller(there[uuid], self._queues, self._run)


def _path(name: str) -> str:
    """A function's name with its qualifier, from that or an ARN; $LATEST goes without saying."""
    return name.rpartition("function:")[2].removesuffix(":$LATEST")


def _check_batch(spec: Mapping[str, Any], *, fifo: bool) -> None:
    size = spec.get("BatchSize")
    window = spec.get("MaximumBatchingWindowInSeconds") or 0
    if fifo and window:
        raise _invalid("Batching window is not supported for FIFO queues.")
    if size is None:
        return
    if size > (10 if fifo else 10_000):
        raise _invalid(f"BatchSize {size} exceeds the max of {10 if fifo else 10_000}")
    if size > 10 and not window:
        raise _invalid(
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
        )


def _invalid(message: str) -> NotRunnableError:
    return NotRunnableError("InvalidParameterValueException", message, 400)

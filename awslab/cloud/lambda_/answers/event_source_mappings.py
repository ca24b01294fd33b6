"""Event source mappings of queues: create, get, update and delete; and the list of all mappings.

moto answers for mappings of streams; the pollers that follow are in `life/pollers.py`.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
"""

from __future__ import annotations

from awslab.cloud.events.moto_patterns import is_pattern
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, Structure, answer
from awslab.cloud.lambda_.answers.mapping_members import mapping_changes, mapping_members, queue_mapping_members
from awslab.cloud.lambda_.answers.refusals import invalid, not_found, refusing
from awslab.cloud.lambda_.directory import function_directory
from awslab.cloud.lambda_.function import Function
from awslab.cloud.lambda_.moto_mappings import EventSourceMappings, source_service
from awslab.cloud.lambda_.moto_queues import Queues
from awslab.cloud.lambda_.stored import StoredMapping
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_NO_QUEUE = (
    "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. "
    "SQS Error Message: The specified queue does not exist."
)


def event_source_mappings(context: GatewayContext) -> EventSourceMappings:
    """The event source mappings of a sandbox."""
    return EventSourceMappings(context.account_id)


@answers("lambda", "CreateEventSourceMapping", source=_API + "API_CreateEventSourceMapping.html")
@refusing
def create_mapping(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Map a queue to a function; moto maps other sources."""
    settings = dict(request.parameters)
    arn = str(settings.get("EventSourceArn", ""))
    if ":sqs:" not in arn:
        return None
    function, function_arn = _function(request, context, str(settings["FunctionName"]))
    _check_settings(context, settings, arn, function)
    mappings = context.part(event_source_mappings)
    for sibling in mappings.of_service("sqs"):
        if sibling.event_source_arn == arn and sibling.function_arn == function_arn:
            message = (
                f'An event source mapping with SQS arn (" {arn} ") and function (" {function.name} ") already '
                f"exists. Please update or delete the existing mapping with UUID {sibling.uuid}"
            )
            raise NotRunnableError("ResourceConflictException", message, 409)
    mapping = mappings.create(request.region, settings, function_arn)
    Queues(context.account_id).stop_pushing(arn)
    return _changed_answer(request, context, mapping, "Creating")


@answers("lambda", "GetEventSourceMapping", source=_API + "API_GetEventSourceMapping.html")
@refusing
def get_mapping(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Show the mapping of a queue; moto shows others."""
    mapping = _mapping(request, context)
    if source_service(mapping) != "sqs":
        return None
    return answer(request, queue_mapping_members(mapping, context))


@answers("lambda", "UpdateEventSourceMapping", source=_API + "API_UpdateEventSourceMapping.html")
@refusing
def update_mapping(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Change the mapping of a queue; moto changes others."""
    mapping = _mapping(request, context)
    if source_service(mapping) != "sqs":
        return None
    settings = {name: value for name, value in request.parameters.items() if name != "UUID"}
    function, function_arn = _function(request, context, str(settings.get("FunctionName") or mapping.function_arn))
    batches = {"BatchSize": mapping.batch_size, "MaximumBatchingWindowInSeconds": mapping.max_batch_window}
    _check_settings(context, batches | settings, mapping.event_source_arn, function)
    was_enabled = mapping.enabled
    context.part(event_source_mappings).update(mapping, settings, function_arn)
    state = "Updating" if mapping.enabled == was_enabled else "Enabling" if mapping.enabled else "Disabling"
    return _changed_answer(request, context, mapping, state)


@answers("lambda", "DeleteEventSourceMapping", source=_API + "API_DeleteEventSourceMapping.html")
@refusing
def delete_mapping(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Delete the mapping of a queue; moto deletes others."""
    mapping = _mapping(request, context)
    if source_service(mapping) != "sqs":
        return None
    context.part(event_source_mappings).delete(mapping)
    return answer(request, queue_mapping_members(mapping, context) | {"State": "Deleting"}, 202)


@answers("lambda", "ListEventSourceMappings", source=_API + "API_ListEventSourceMappings.html")
def list_mappings(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show mappings of all kinds, in pages; moto's list knows neither pages nor the states of queues' mappings."""
    source, name = request.parameters.get("EventSourceArn"), request.parameters.get("FunctionName")
    path = None if name is None else _function_path(str(name))
    mappings = [
        mapping
        for mapping in context.part(event_source_mappings).of_region(request.region)
        if source in (None, mapping.event_source_arn) and path in (None, _function_path(mapping.function_arn))
    ]
    first = int(request.parameters.get("Marker") or 0)
    last = first + int(request.parameters.get("MaxItems") or 100)
    members: dict[str, object] = {
        "EventSourceMappings": [mapping_members(mapping, context) for mapping in mappings[first:last]]
    }
    return answer(request, members | ({"NextMarker": str(last)} if last < len(mappings) else {}))


def _mapping(request: AwsRequest, context: GatewayContext) -> StoredMapping:
    mapping = context.part(event_source_mappings).mapping(request.region, str(request.parameters.get("UUID", "")))
    if mapping is None:
        raise not_found("The resource you requested does not exist.")
    return mapping


def _function(request: AwsRequest, context: GatewayContext, name: str) -> tuple[Function, str]:
    """Return the function that will run, and the ARN under which it was named."""
    try:
        target = context.part(function_directory).target(request.region, name)
    except NotRunnableError as error:
        raise invalid("Function does not exist") from error
    return target.function, target.invoked_arn


def _check_settings(context: GatewayContext, settings: Structure, arn: str, function: Function) -> None:
    visibility = Queues(context.account_id).visibility(arn)
    if visibility is None:
        raise invalid(_NO_QUEUE)
    if visibility < function.timeout:
        raise invalid(
            f"Queue visibility timeout: {visibility} seconds is less than Function timeout: {function.timeout} seconds"
        )
    _check_batch(settings, is_fifo=arn.endswith(".fifo"))
    if (settings.get("DestinationConfig") or {}).get("OnFailure"):
        raise invalid("Unsupported DestinationConfig parameter for given event source mapping type.")
    if settings.get("ProvisionedPollerConfig"):
        raise invalid("The awslab sandbox has no provisioned mode for event source mappings. AWS has.")
    for entry in (settings.get("FilterCriteria") or {}).get("Filters") or ():
        if not is_pattern(str(entry.get("Pattern"))):
            raise invalid("Invalid filter pattern definition.")


def _check_batch(settings: Structure, *, is_fifo: bool) -> None:
    size = settings.get("BatchSize")
    window = settings.get("MaximumBatchingWindowInSeconds") or 0
    if is_fifo and window:
        raise invalid("Batching window is not supported for FIFO queues.")
    if size is None:
        return
    limit = 10 if is_fifo else 10_000
    if size > limit:
        raise invalid(f"BatchSize {size} exceeds the max of {limit}")
    if size > 10 and not window:
        raise invalid("Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10")


def _changed_answer(request: AwsRequest, context: GatewayContext, mapping: StoredMapping, state: str) -> AwsResponse:
    context.part(mapping_changes).begin(mapping, state)
    return answer(request, queue_mapping_members(mapping, context), 202)


def _function_path(name: str) -> str:
    """Return a function's name with its qualifier, from that or an ARN; `$LATEST` goes without saying."""
    return name.rpartition("function:")[2].removesuffix(":$LATEST")

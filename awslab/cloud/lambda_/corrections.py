"""What AWS Lambda does and moto fails on or half forgets.

moto sends every message of a queue and every record of a stream to the mapped functions while it is being written;
here pollers read them, as on AWS (`pollers`).
"""

from __future__ import annotations

import uuid
from typing import Any

from moto.awslambda.models import LambdaAlias, LambdaBackend, LambdaFunction
from moto.sqs.models import Message, Queue

from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.gateway.request import Structure
from awslab.cloud.lambda_.execution.loops import current_trace
from awslab.cloud.lambda_.moto_queues import put_trace
from awslab.cloud.lambda_.moto_settings import revision, save_settings, shown_settings


@correct(LambdaFunction, "__init__")
def save_settings_of_a_new_function(
    original: Original, function: Any, account_id: str, spec: Structure, *arguments: Any, **keywords: Any
) -> None:
    """Save dead letters and logging with the function.

    https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
    """
    original(function, account_id, spec, *arguments, **keywords)
    save_settings(function, spec)


@correct(LambdaFunction, "update_configuration")
def save_changed_settings(original: Original, function: Any, config_updates: Structure) -> Any:
    """Save dead letters and logging with the function.

    https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
    """
    save_settings(function, config_updates)
    return original(function, config_updates)


@correct(LambdaFunction, "get_configuration")
def show_settings_and_revision(original: Original, function: Any, on_create: bool = False) -> Structure:
    """Show the saved settings and a RevisionId.

    https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
    """
    configuration: Structure = {**original(function, on_create), **shown_settings(function)}
    return {**configuration, "RevisionId": revision(configuration)}


@correct(LambdaAlias, "update")
def renew_the_revision(original: Original, alias: Any, *arguments: Any, **keywords: Any) -> None:
    """Give an alias another RevisionId after each change.

    https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
    """
    original(alias, *arguments, **keywords)
    alias.revision_id = str(uuid.uuid4())


@correct(LambdaBackend, "send_dynamodb_items")
def leave_records_in_their_stream(original: Original, *_: Any, **__: Any) -> None:
    """Send nothing: a reader fetches the records (pollers/stream_reader.py).

    https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
    """


@correct(Queue, "add_message")
def leave_messages_in_their_queue(original: Original, queue: Queue, message: Message) -> None:
    """Give a message the trace header of the call that sends it, and do not push it to mapped functions.

    https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
    """
    put_trace(message, current_trace())
    queue.lambda_event_source_mappings.clear()
    original(queue, message)

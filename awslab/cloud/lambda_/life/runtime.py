"""The part of a sandbox that runs functions; it is there from the first call on that can create one."""

from __future__ import annotations

from awslab.cloud.gateway.behaviour import follows, starts
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.lambda_.directory import function_directory
from awslab.cloud.lambda_.execution.async_configs import async_configs
from awslab.cloud.lambda_.execution.async_results import AsyncResults
from awslab.cloud.lambda_.execution.engine import Engine
from awslab.cloud.lambda_.execution.event_queue import EventQueue
from awslab.cloud.lambda_.execution.loops import loops
from awslab.cloud.lambda_.execution.runtime import LambdaRuntime
from awslab.cloud.lambda_.moto_triggers import take_over
from awslab.cloud.logs.moto_log_groups import LogWriter
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.moto_messages import MotoMessages


@starts
def lambda_runtime(context: GatewayContext) -> LambdaRuntime:
    """The runtime of a sandbox: it serves `context.functions`, and moto's own triggers come to it."""
    directory = context.part(function_directory)
    engine = Engine(context, directory, LogWriter(context.account_id), context.part(loops))
    configs, messages = context.part(async_configs), MotoMessages(context.account_id)
    results = AsyncResults(configs, directory, messages, lambda *event: runtime.run_later(*event))
    queue = EventQueue(lambda *event: engine.run(*event).outcome, results.patience, results.report)
    runtime = LambdaRuntime(directory, engine, queue)
    context.functions.serve(runtime)
    take_over(context.functions)
    return runtime


@follows("lambda", "UpdateFunctionCode", "UpdateFunctionConfiguration", "DeleteFunction")
def renew_environments(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Give a changed function new environments.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    """
    text = str(request.parameters.get("FunctionName", ""))
    context.part(lambda_runtime).renew(request.region, text.partition("function:")[2].partition(":")[0] or text)


@follows("lambda", "PublishVersion", "CreateFunction", "UpdateFunctionCode")
def mark_published(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Note that the function's present state has a version.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
    """
    if request.operation == "PublishVersion" or request.parameters.get("Publish"):
        name = str(request.parameters.get("FunctionName", ""))
        context.part(function_directory).mark_published(request.region, name)

"""How the parts of the runtime are put together in a gateway."""

from __future__ import annotations

from collections.abc import Sequence

from awslab.cloud.events.moto_rules import reach_functions
from awslab.cloud.events.push_triggers import PushTriggers, notification
from awslab.cloud.gateway.extension import Extension
from awslab.cloud.lambda_.answers.account import AccountSettings
from awslab.cloud.lambda_.answers.async_settings import AsyncSettings
from awslab.cloud.lambda_.answers.invoke import Runtime
from awslab.cloud.lambda_.answers.provisioned import ProvisionedConcurrency
from awslab.cloud.lambda_.answers.recursion import Loops
from awslab.cloud.lambda_.answers.sqs_mappings import SqsMappings
from awslab.cloud.lambda_.answers.stream_mappings import StreamMappings
from awslab.cloud.lambda_.execution.async_results import AsyncResults
from awslab.cloud.lambda_.execution.engine import Engine
from awslab.cloud.lambda_.execution.event_queue import EventQueue
from awslab.cloud.lambda_.moto_dead_letters import keep_dead_letters
from awslab.cloud.lambda_.moto_functions import MotoState
from awslab.cloud.lambda_.moto_logging import keep_logging
from awslab.cloud.lambda_.moto_queue_mappings import MotoQueues, remember_traces
from awslab.cloud.lambda_.moto_revisions import show_revisions
from awslab.cloud.lambda_.moto_streams import MotoStreams, keep_records
from awslab.cloud.lambda_.moto_triggers import take_over
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.moto_messages import MotoMessages


def assemble(context: GatewayContext) -> Sequence[Extension]:
    """Build them and take moto's own triggers over, in this process."""
    state = MotoState(context.account_id)
    loops = Loops(state)
    engine = Engine(context, state, loops)
    settings = AsyncSettings(state)
    messages = MotoMessages(context.account_id)
    results = AsyncResults(settings, state, messages, lambda *event: runtime.run_later(*event))
    queue = EventQueue(
        lambda target, invocation: engine.run(target, invocation).outcome, results.patience, results.ended
    )
    runtime = Runtime(engine, queue, state, loops)
    keep_dead_letters()
    keep_logging()
    show_revisions()
    remember_traces(lambda: loops.trace)
    pushes = PushTriggers(state, runtime.run_later)
    reach_functions(pushes.to_function, notification)
    mappings = SqsMappings(state, MotoQueues(context.account_id), runtime.run)
    streams = StreamMappings(MotoStreams(context.account_id), messages, runtime.run)
    keep_records()
    take_over(runtime.run_now, runtime.run_later)
    context.functions.serve(runtime)
    provisioned, account = ProvisionedConcurrency(state), AccountSettings(state)
    return [
        loops,
        settings,
        provisioned,
        account,
        runtime,
        mappings,
        streams,
        pushes,
    ]

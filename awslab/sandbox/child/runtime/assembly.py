"""How the parts of the runtime are put together in a gateway."""

from __future__ import annotations

from collections.abc import Sequence

from awslab.sandbox.child.extension import Extension, GatewayContext
from awslab.sandbox.child.runtime.account import AccountSettings
from awslab.sandbox.child.runtime.async_results import AsyncResults
from awslab.sandbox.child.runtime.async_settings import AsyncSettings
from awslab.sandbox.child.runtime.engine import Engine
from awslab.sandbox.child.runtime.event_queue import EventQueue
from awslab.sandbox.child.runtime.invoke import Runtime
from awslab.sandbox.child.runtime.moto_dead_letters import keep_dead_letters
from awslab.sandbox.child.runtime.moto_logging import keep_logging
from awslab.sandbox.child.runtime.moto_messages import MotoMessages
from awslab.sandbox.child.runtime.moto_queues import MotoQueues, remember_traces
from awslab.sandbox.child.runtime.moto_revisions import show_revisions
from awslab.sandbox.child.runtime.moto_rules import reach_functions
from awslab.sandbox.child.runtime.moto_state import MotoState
from awslab.sandbox.child.runtime.moto_streams import MotoStreams, keep_records
from awslab.sandbox.child.runtime.moto_triggers import take_over
from awslab.sandbox.child.runtime.provisioned import ProvisionedConcurrency
from awslab.sandbox.child.runtime.push_triggers import PushTriggers, notification
from awslab.sandbox.child.runtime.recursion import Loops
from awslab.sandbox.child.runtime.s3_triggers import S3Triggers
from awslab.sandbox.child.runtime.sqs_mappings import SqsMappings
from awslab.sandbox.child.runtime.stream_mappings import StreamMappings


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
    mappings = SqsMappings(state, MotoQueues(context.account_id), runtime.run_to_end)
    streams = StreamMappings(MotoStreams(context.account_id), messages, runtime.run_to_end)
    keep_records()
    take_over(runtime.run_now, runtime.run_later)
    context.functions.serve(runtime.run_to_end)
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
        S3Triggers(state, messages, runtime.run_later),
    ]

"""How the parts of the runtime are put together in a gateway."""

from __future__ import annotations

from collections.abc import Sequence

from awslab.sandbox.child.extension import Extension, GatewayContext
from awslab.sandbox.child.runtime.engine import Engine
from awslab.sandbox.child.runtime.event_queue import EventQueue
from awslab.sandbox.child.runtime.invoke import Runtime
from awslab.sandbox.child.runtime.moto_state import MotoState
from awslab.sandbox.child.runtime.moto_triggers import take_over
from awslab.sandbox.child.runtime.recursion import Loops
from awslab.sandbox.child.runtime.s3_triggers import S3Triggers


def assemble(context: GatewayContext) -> Sequence[Extension]:
    """Build them and take moto's own triggers over, in this process."""
    state = MotoState(context.account_id)
    loops = Loops(state)
    engine = Engine(context, state, loops)
    queue = EventQueue(
        lambda target, invocation: bool(engine.run(target, invocation).outcome.error_type),
        lambda target: state.retry_limits(target.function),
    )
    runtime = Runtime(engine, queue, state, loops)
    take_over(runtime.run_now, runtime.run_later)
    context.functions.serve(runtime.run_to_end)
    return [loops, runtime, S3Triggers(state, runtime.run_later)]

"""Lambda functions really run: each in a local process of its own, with AWS's life cycle, errors and logs.

invoke.py        the API: Invoke, InvokeAsync                      an extension of the gateway
sqs_mappings.py  event source mappings of queues                  an extension of the gateway
  sqs_poller.py  reads one queue for one function; sqs_events.py is its event (pure); moto_queues.py is moto's part
stream_mappings.py   event source mappings of DynamoDB streams   an extension of the gateway
  stream_reader.py reads one stream for one function; moto_streams.py is moto's part
push_triggers.py topics, rules and schedules                       an extension of the gateway
  rule_events.py, schedule_times.py   what a rule's target gets, and when (pure); moto_rules.py is moto's part
recursion.py     stops loops                                       an extension of the gateway
engine.py        runs one invocation and writes its log            used by both, and by moto's own triggers
  moto_state.py  everything that is read from, written to or replaced in moto
  pool.py        which execution environment: warm, new, retired
  environment.py one process, seen from the gateway
  event_queue.py asynchronous invocations, with their retries
async_settings.py  how those are treated: retries, age, destinations    an extension of the gateway
  async_results.py what they came to goes to destinations and dead-letter queues; async_records.py says it (pure)
  moto_messages.py sends to moto's queues, topics and buses; moto_dead_letters.py keeps what moto forgets
log_lines.py, log_records.py   what Lambda itself logs, as text and as JSON (pure); log_settings.py says which
bootstrap.py     the other side: inside the process
  handler.py     finding and calling the handler, its errors, its result
node.py          the same for Node.js: bootstrap.mjs is its other side
"""

from __future__ import annotations

from collections.abc import Sequence

from awslab.cloud.gateway.extension import Extension
from awslab.cloud.lambda_.first_use import OnFirstUse
from awslab.cloud.ports.context import GatewayContext


def extensions(context: GatewayContext) -> Sequence[Extension]:
    """The gateway's extensions for Lambda; called once, in the gateway's process."""

    def assemble() -> Sequence[Extension]:
        from awslab.cloud.lambda_.assembly import assemble

        return assemble(context)

    return [OnFirstUse(assemble)]

"""AWS Lambda: functions really run, each in a local process of its own, with AWS's life cycle, errors and logs.

moto stores functions, aliases, layers and mappings; this room runs them and does what moto lacks. Other services have
functions run through the port `context.functions` and import nothing of this room but `moto_functions.py`.

guards/           what Lambda refuses and moto accepts, file by file as the API's resources are
answers/          the API operations that moto lacks or gets wrong: Invoke, event source mappings of queues, URLs,
                  FunctionEventInvokeConfig, provisioned concurrency, recursion; refusals.py says how they refuse
life/             runtime.py: the part that serves the port; pollers.py: a poller for each event source mapping
execution/        the gateway's side of running
  runtime.py      the port; engine.py runs one invocation and writes its log; pool.py chooses an environment
  environment.py  one process as the gateway sees it; processes.py, packages.py, variables.py: what it needs
  event_queue.py  asynchronous invocations and their retries; async_configs.py, async_results.py, async_records.py: how
                  they are treated and where their results go
  loops.py        stops functions that invoke themselves for ever, by a count in the trace header
  log_lines.py, log_records.py, log_settings.py, endings.py   what Lambda itself writes (pure)
environment/      the other side, inside the process: bootstrap.py for Python, bootstrap.mjs for Node.js
pollers/          sqs_poller.py and stream_reader.py read queues and streams for functions
edge/             function_url/: what answers at the address of a function URL
directory.py      finds the version that a name, an ARN or an alias means
moto_*.py         the façades: functions and layers, settings saved with them, mappings, queues, streams; stored.py has
                  the types. moto_triggers.py replaces moto's own ways to run a function (in Docker)
corrections.py    what moto gets wrong
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="lambda",
    title="AWS Lambda",
    moto="awslambda",
    woken_by=("cloudformation",),
    edge="edge.function_url",
    edge_order=4,
    denial=("AccessDeniedException", 403),
    unchecked_members=frozenset({("Runtime",)}),
)

"""Amazon CloudWatch Logs: log groups, streams and events. moto answers every call; this room refuses what AWS refuses.

guards/streams.py    what CloudWatch Logs refuses and moto accepts
moto_log_groups.py   the façade of moto's log groups

What functions and tasks write to their logs comes from lambda_/ and ecs/.
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="logs",
    title="Amazon CloudWatch Logs",
    moto="logs",
    model_code="InvalidParameterException",
)

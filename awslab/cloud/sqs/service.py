"""Amazon SQS: queues and their messages. moto answers every call; this room refuses what SQS refuses.

guards/queues.py  what SQS refuses and moto accepts: messages, batches, attributes of queues
moto_queues.py    the façade of moto's SQS; other services send through ports/moto_messages.py

Functions that read queues (event source mappings) are in lambda_/.
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="sqs",
    title="Amazon SQS",
    moto="sqs",
    denial=("AccessDenied", 403),
)

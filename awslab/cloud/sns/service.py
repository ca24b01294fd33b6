"""Amazon SNS: topics, subscriptions, messages. moto answers every call; this room refuses what SNS refuses.

guards/           what SNS refuses and moto accepts
  addressed_topics.py  the topic that a call names, which SNS looks for before anything else
  topics.py       creating and tagging topics, their attributes and permissions
  subscriptions.py  endpoints and attributes of subscriptions; filters.py reads filter policies (pure)
  messages.py     publishing, one by one and in batches
  texts.py        text messages to phones
moto_topics.py    the façade of moto's SNS; other services publish through ports/moto_messages.py
refusals.py       errors that several guards have in common
life.py           messages for functions go through the port of functions, which asks the function's policy
  moto_subscriptions.py  what is replaced in moto for it; function_events.py  the event that a function gets (pure)
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="sns",
    title="Amazon SNS",
    moto="sns",
    woken_by=("cloudformation",),
    denial=("AuthorizationError", 403),
)

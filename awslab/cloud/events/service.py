"""Amazon EventBridge: buses, rules, schedules and archives. moto stores them; this room makes rules reach targets.

guards/rules.py     schedules and patterns that EventBridge refuses
life/schedules.py   schedules that are due; the part that lets rules send their events as AWS does
targets.py          functions (through the port), queues, topics, log groups, archives and other buses
rule_events.py      what a target gets for an event: the event, a part of it, or a template filled in (pure)
schedule_times.py   when rates and cron expressions are due (pure)
moto_rules.py       the façade of moto's rules, and what is replaced of them; stored.py has the types
moto_buses.py       the façade of moto's buses; other services send events through ports/moto_messages.py
moto_patterns.py    event patterns, which event source mappings of Lambda use as filters too

Rates are twelve times faster than on AWS: a rule with rate(1 minute) is due every five seconds.
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="events",
    title="Amazon EventBridge",
    moto="events",
    woken_by=("cloudformation",),
)

"""What EventBridge sends to a rule's target: the event, or what the target makes of it (pure).

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from awslab.cloud.events.stored import Event, Target

_STEP = re.compile(r"\.([A-Za-z0-9_/-]+)|\[(\d+|\*)\]|\[['\"]([^'\"]+)['\"]\]")
_VARIABLE = re.compile(r"<([A-Za-z0-9_.-]+)>")
_ABSENT = object()
_MEMBERS = ("version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail")


def shown_event(event: Event) -> dict[str, object]:
    """Return an event of moto's as AWS shows it.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events.html
    """
    members = {name: event[name] for name in _MEMBERS if name in event}
    return members | {"time": _instant(event.get("time"))}


def scheduled_event(rule_arn: str, event_id: str, now: float) -> dict[str, object]:
    """Return the event of a schedule.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
    """
    _, _, _, region, account, _ = rule_arn.split(":", 5)
    return {
        "version": "0",
        "id": event_id,
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": account,
        "time": _instant(now),
        "region": region,
        "resources": [rule_arn],
        "detail": {},
    }


def target_input(target: Target, event: Event, rule_arn: str, ingestion_time: float) -> str:
    """Return the JSON that a target gets for an event (in AWS's form).

    It is the event, a part of it, a constant, or a template with parts of the event.
    """
    if target.get("Input"):
        return str(target["Input"])
    if target.get("InputPath"):
        part = value_at(str(target["InputPath"]), event)
        return json.dumps(None if part is _ABSENT else part)
    transformer = target.get("InputTransformer")
    if not transformer:
        return json.dumps(event)
    values: dict[str, object] = {
        "aws.events.rule-arn": rule_arn,
        "aws.events.rule-name": rule_arn.rpartition("/")[2],
        "aws.events.event.ingestion-time": _instant(ingestion_time),
        "aws.events.event": {name: value for name, value in event.items() if name != "detail"},
        "aws.events.event.json": dict(event),
    }
    for name, path in (transformer.get("InputPathsMap") or {}).items():
        values[name] = value_at(str(path), event)
    return _json_text(_filled_template(str(transformer["InputTemplate"]), values))


def value_at(path: str, event: object) -> object:
    """Return what a JSON path leads to, as far as EventBridge reads paths: names, indices, `*`."""
    places: list[object] = [event]
    has_wildcard = "*" in path
    for name, index, quoted_name in _STEP.findall(path.removeprefix("$")):
        key = name or quoted_name
        places = [step for place in places for step in _steps(place, key, index)]
    if has_wildcard:
        return places
    return places[0] if places else _ABSENT


def _steps(place: object, key: str, index: str) -> list[object]:
    if key:
        return [place[key]] if isinstance(place, Mapping) and key in place else []
    if not isinstance(place, list):
        return []
    return place if index == "*" else place[int(index) : int(index) + 1]


def _filled_template(template: str, values: Mapping[str, object]) -> str:
    """Replace variables: in a string they stay raw, elsewhere they are JSON; one that leads nowhere leaves nothing."""
    result, position, in_quotes = "", 0, False
    for match in _VARIABLE.finditer(template):
        before = template[position : match.start()]
        in_quotes ^= len(re.findall(r'(?<!\\)"', before)) % 2 == 1
        value = values.get(match[1], _ABSENT)
        result += before + (_inside(value) if in_quotes else _outside(value))
        position = match.end()
    return result + template[position:]


def _inside(value: object) -> str:
    if value is _ABSENT:
        return ""
    return value if isinstance(value, str) else json.dumps(value).replace('"', "")


def _outside(value: object) -> str:
    return '""' if value is _ABSENT else json.dumps(value)


def _json_text(text: str) -> str:
    try:
        json.loads(text)
    except ValueError:
        return json.dumps(text)
    return text


def _instant(value: object) -> str:
    if isinstance(value, str):
        return value
    moment = value if isinstance(value, datetime) else datetime.fromtimestamp(float(str(value or 0)), UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"

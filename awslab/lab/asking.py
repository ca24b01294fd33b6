"""How each kind of check asks AWS, and the value that its expectations look at."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from awslab.content.model import Call, Check, Claim
from awslab.lab.clients import CallRefused, Clients
from awslab.lab.expectations import includes, search
from awslab.lab.packages import with_packages
from awslab.lab.parameters import PARAMETER_ERROR, parameter_problems
from awslab.lab.values import fill


class NothingSavedError(Exception):
    """The answer of a call holds nothing at the place that a `save` names; the message says which."""


def make(calls: tuple[Call, ...], values: Mapping[str, Any], clients: Clients) -> dict[str, Any]:
    """Make the calls in order and return the values together with those that the calls saved.

    Raises CallRefused when AWS refuses one, NothingSavedError when a `save` finds nothing.
    """
    known_values = dict(values)
    for number, call in enumerate(calls, start=1):
        try:
            known_values |= saved_values(call, known_values, clients)
        except CallRefused as refused:
            if refused.code != PARAMETER_ERROR:
                raise
            message = f"call {number} ({call.call}): {parameter_problems(refused.message)}"
            raise CallRefused(PARAMETER_ERROR, message) from refused
    return known_values


def saved_values(call: Call, values: Mapping[str, Any], clients: Clients) -> dict[str, Any]:
    """Make the call and return what it saves of the answer, by name.

    Raises CallRefused when AWS refuses it, NothingSavedError when a `save` finds nothing.
    """
    return _saved(call, _answer(call, values, clients), values)


def _answer(call: Call, values: Mapping[str, Any], clients: Clients) -> Any:
    service, operation = call.call.split(".")
    try:
        return clients.call(service, operation, with_packages(fill(call.with_, values)))
    except CallRefused as refused:
        if call.so:
            raise NothingSavedError(f"{fill(call.so, values)} (AWS answered {refused.code}.)") from refused
        raise


def _saved(call: Call, answer: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    findings = {name: search(str(fill(expression, values)), answer) for name, expression in call.save.items()}
    for name, value in findings.items():
        if value is None or value == []:
            place = fill(call.save[name], values)
            raise NothingSavedError(
                str(fill(call.so, values)) or f"{call.call} answered, but there is nothing at `{place}`."
            )
    return findings


def ask(claim: Claim, values: Mapping[str, Any], clients: Clients) -> Any:
    """Return the value that the claim's expectations look at. Raises CallRefused when AWS refuses the call."""
    if claim.call is not None:
        service, operation = claim.call.split(".")
        return clients.call(service, operation, with_packages(fill(claim.with_, values)))
    if claim.invoke is not None:
        return _invoke(claim, values, clients)
    if claim.request is not None:
        method, _, target = str(fill(claim.request, values)).partition(" ")
        answer = clients.request(method, target, fill(claim.headers, values), str(fill(claim.body, values)))
        return {**answer, "json": _json_or_nothing(answer["body"])}
    assert isinstance(claim, Check)
    assert claim.trail is not None
    return _trail(claim.trail, fill(claim.with_, values), clients)


def _invoke(claim: Claim, values: Mapping[str, Any], clients: Clients) -> dict[str, Any]:
    parameters = {
        "FunctionName": fill(claim.invoke, values),
        "Payload": json.dumps(fill(claim.payload, values)).encode(),
        "LogType": "Tail",
    }
    if claim.qualifier:
        parameters["Qualifier"] = fill(claim.qualifier, values)
    answer = clients.call("lambda", "invoke", parameters)
    return {
        "status": answer.get("StatusCode"),
        "version": answer.get("ExecutedVersion"),
        "error": answer.get("FunctionError"),
        "payload": _json_or_text(answer.get("Payload", "")),
        "logs": base64.b64decode(answer.get("LogResult", "")).decode("utf-8", "replace"),
    }


def _json_or_text(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _json_or_nothing(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _trail(operation: str, parameters: Mapping[str, Any], clients: Clients) -> dict[str, Any]:
    service, name = operation.split(".")
    calls = [
        dict(entry)
        for entry in clients.trail()
        if entry["service"] == service
        and _folded(str(entry["operation"])) == _folded(name)
        and entry["error"] is None
        and includes(entry["parameters"], parameters)
    ]
    return {"count": len(calls), "calls": calls}


def _folded(operation: str) -> str:
    """Return an operation's name without case and underscores: CloudTrail's and boto3's forms are then equal."""
    return operation.replace("_", "").lower()

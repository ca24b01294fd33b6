"""A small AWS for the judge: answers by operation, an own clock, a trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from awslab.lab.clients import CallRefused


class World:
    """Answers calls from a table of functions of the parameters, and remembers them."""

    def __init__(self, **answers: Callable[[Mapping[str, Any]], Any]) -> None:
        self.answers = answers
        self.calls: list[tuple[str, Mapping[str, Any]]] = []
        self.entries: list[dict[str, Any]] = []
        self.clock = 0.0
        self.may = True

    def call(self, service: str, operation: str, parameters: Mapping[str, Any]) -> Any:
        self.calls.append((f"{service}.{operation}", parameters))
        if operation not in self.answers:
            raise CallRefused("NoSuchThing", f"{operation} finds nothing")
        return self.answers[operation](parameters)

    def request(self, method: str, target: str, headers: Mapping[str, str], body: str) -> Mapping[str, Any]:
        self.calls.append((f"{method} {target}", {"headers": headers, "body": body}))
        return {"status": 200, "headers": {"x-from": "world"}, "body": body}

    def allowed(self, question: Mapping[str, Any]) -> Mapping[str, Any]:
        self.calls.append(("allowed", question))
        return {"allowed": self.may, "because": "Statement number 1 says so."}

    def trace(self, from_: str, to: str) -> Mapping[str, Any]:
        self.calls.append((f"trace {from_} {to}", {}))
        if to.startswith("nobody"):
            raise CallRefused("InvalidParameterValue", "There is no instance nobody.")
        first = {"resource": "sg-1", "rule": "", "verdict": "allow", "reason": "Rule 1 lets it in."}
        last = {"resource": "acl-1", "rule": "*", "verdict": "allow", "reason": "Rule * denies it."}
        return {"reachable": to.endswith(":443/tcp"), "hops": [first, last], "fix": None}

    def trail(self) -> Sequence[Mapping[str, Any]]:
        return self.entries

    def now(self) -> float:
        return self.clock

    def wait(self, seconds: float) -> None:
        self.clock += seconds

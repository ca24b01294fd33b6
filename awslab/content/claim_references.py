"""Whether every `${name}` of a lab or a proof has a value where it stands, and every JMESPath can be read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

import jmespath
import jmespath.exceptions

from awslab.content.model import COMPARISONS, Call, Claim, Permission, Reach
from awslab.content.question_rules import Finding

REFERENCE = re.compile(r"\$\{([^}]*)\}")
PROVIDED = frozenset({"account", "region"})
"""Names that have a value everywhere."""


class References:
    """The names that have a value at a place, and what is said of one that has none."""

    def __init__(self, names: set[str], sentence: str, fix: str) -> None:
        self.names = names
        self._sentence, self._fix = sentence, fix

    def copy(self) -> References:
        """Return references that know the same names, and learn others without these."""
        return References(set(self.names), self._sentence, self._fix)

    def of_claim(self, at: tuple[str | int, ...], claim: Claim) -> Iterator[Finding]:
        """Yield the findings of a claim; what its own calls save is known within it only."""
        names = self.copy()
        yield from names.of_calls((*at, "after"), claim.after)
        for key, value in (
            ("with", claim.with_),
            ("invoke", claim.invoke),
            ("request", claim.request),
            ("headers", claim.headers),
            ("body", claim.body),
            ("payload", claim.payload),
            ("allowed", _fields(claim.allowed)),
            ("reach", _fields(claim.reach)),
        ):
            yield from names.unknown((*at, key), value)
        for position, expectation in enumerate(claim.expect):
            for key in ("at", "so", *COMPARISONS):
                yield from names.unknown((*at, "expect", position, key), getattr(expectation, key))

    def of_calls(self, at: tuple[str | int, ...], calls: tuple[Call, ...]) -> Iterator[Finding]:
        """Yield the findings of calls made one after another; what a call saves is known from then on."""
        for index, call in enumerate(calls):
            yield from self.unknown((*at, index, "with"), call.with_)
            yield from self.unknown((*at, index, "so"), call.so)
            for name, expression in call.save.items():
                yield from self.unknown((*at, index, "save", name), expression)
                yield from jmespath_findings((*at, index, "save", name), expression)
                self.names.add(name)

    def unknown(self, path: tuple[str | int, ...], value: Any) -> Iterator[Finding]:
        """Yield each reference in the value, at any depth, to a name that has no value here."""
        if isinstance(value, str):
            for name in REFERENCE.findall(value):
                if name not in self.names:
                    yield Finding(path, f"“${{{name}}}” {self._sentence}{self._hint(name)}")
        elif isinstance(value, dict):
            for key, member in value.items():
                yield from self.unknown((*path, key), member)
        elif isinstance(value, list | tuple):
            for index, member in enumerate(value):
                yield from self.unknown((*path, index), member)

    def _hint(self, name: str) -> str:
        close = difflib.get_close_matches(name, sorted(self.names), n=1)
        return f"; did you mean “${{{close[0]}}}”?" if close else f"; {self._fix}"


def jmespath_findings(path: tuple[str | int, ...], expression: str) -> Iterator[Finding]:
    """Yield the reason why the expression is not JMESPath, if there is one; references stand for any name."""
    try:
        jmespath.compile(REFERENCE.sub("x", expression))
    except jmespath.exceptions.JMESPathError as error:
        yield Finding(path, f"this is not JMESPath: {' '.join(str(error).split())}")


def _fields(record: Permission | Reach | None) -> dict[str, Any]:
    """Return the record's values by their keys in YAML."""
    return {name.removesuffix("_"): value for name, value in vars(record).items()} if record is not None else {}

"""Error answers recorded from the real AWS, and which of them the rows give.

`recorded.tsv` holds what the snapshots say that localstack/localstack (Apache-2.0) validated against AWS, with account
ids and names masked. Only the answers are recorded, not the requests; what a request was is
read from the name of its test, so not every one can be made again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from tests.parity.rows import Answer

SERVICES = {
    "lambda": "Lambda",
    "apigateway": "API Gateway",
    "s3": "S3",
    "iam": "IAM",
    "sqs": "SQS",
    "sns": "SNS",
}
"""Those of which the table tells; the recording's folder → the service's name."""
ALIKE = 0.85
"""Share of the words, in order, in which two messages may differ by no more than names."""

_FILE = Path(__file__).with_name("recorded.tsv")
_NAMES = re.compile(r"<[^>]*>|arn:[^\s\"',)]+|'[^']*'|\"[^\"]*\"|[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One error answer of the real service."""

    service: str
    answer: Answer
    steps: tuple[str, ...]
    """Where the recording has it: `test#step`."""


@cache
def recorded() -> tuple[Recorded, ...]:
    """Every recorded answer, once for every wording."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(_read(line) for line in lines if not line.startswith("#"))


def _read(line: str) -> Recorded:
    service, code, status, message, steps = line.split("\t")
    return Recorded(service, Answer(code, message, int(status) if status.isdigit() else 0), tuple(steps.split(" ")))


def masked(message: str) -> str:
    """A message without what differs from request to request."""
    return _NAMES.sub("§", message)


def is_given(one: Recorded, answers: Iterable[Answer]) -> bool:
    """Whether one of the answers has its code, and its words but for names."""
    return any(each.code == one.answer.code and _alike(each.message, one.answer.message) for each in answers)


def _alike(one: str, other: str) -> bool:
    if masked(one) == masked(other):
        return True
    return SequenceMatcher(None, masked(one).split(), masked(other).split(), autojunk=False).ratio() >= ALIKE


def reasons() -> dict[str, str]:
    """Why a recorded answer is not given: `test#step` → a word or two, from the files not_rebuilt_*.txt."""
    told: dict[str, str] = {}
    for file in sorted(_FILE.parent.glob("not_rebuilt_*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            key, _, reason = line.partition("\t")
            if reason and not line.startswith("#"):
                told[key.strip().rpartition("::")[2]] = reason.strip()
    return told


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what was recorded of a service the sandbox gives."""

    service: str
    recorded: int
    given: int
    why_not: Counter[str]

    @property
    def rebuildable(self) -> int:
        """Those whose request could be made here."""
        return self.recorded - sum(count for reason, count in self.why_not.items() if reason.startswith("cannot"))


def shares(answers: dict[str, list[Answer]], named: set[str]) -> list[Share]:
    """A share for each service; `answers` are those of the rows, by service, and `named` the steps that rows are of."""
    known, told = recorded(), reasons()
    made = []
    for service in SERVICES:
        mine = [each for each in known if each.service == service]
        found = answers.get(service, [])
        missing = [each for each in mine if named.isdisjoint(each.steps) and not is_given(each, found)]
        why = Counter(_reason(each, told) for each in missing)
        made.append(Share(service, len(mine), len(mine) - len(missing), why))
    return made


def _reason(one: Recorded, told: dict[str, str]) -> str:
    return next((told[step] for step in one.steps if step in told), "not tried")

"""Whether every `${name}` of a lab has a value at the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from awslab.content.claim_references import PROVIDED, References
from awslab.content.model import Lab, Step
from awslab.content.question_rules import Finding


def reference_findings(lab: Lab) -> Iterator[Finding]:
    """Yield every reference to a name that neither a variable nor an earlier call provides."""
    references = References(
        {*lab.variables, *PROVIDED},
        "is no variable of this lab, and nothing saved it before",
        "add it to “variables”",
    )
    yield from references.of_calls(("given",), lab.given)
    yield from references.unknown(("brief",), lab.brief)
    yield from references.unknown(("on_instance",), lab.on_instance)
    for number, step in enumerate(lab.steps):
        yield from _step(("steps", number), step, references)


def _step(at: tuple[str | int, ...], step: Step, references: References) -> Iterator[Finding]:
    for key in ("title", "say", "hints"):
        yield from references.unknown((*at, key), getattr(step, key))
    yield from references.of_calls((*at, "after"), step.after)
    for index, check in enumerate(step.checks):
        place = (*at, "checks", index)
        yield from references.of_claim(place, check)
        for key in ("says", "help"):
            yield from references.unknown((*place, key), getattr(check, key))

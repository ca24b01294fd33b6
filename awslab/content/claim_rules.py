"""What a claim must hold beyond its form, in a lab's check or in a question's proof: one thing asked, one expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from awslab.content.claim_references import REFERENCE, jmespath_findings
from awslab.content.model import COMPARISONS, KINDS, UNSET, Claim, Expectation
from awslab.content.question_rules import Finding

_PATTERN = re.compile(r"random:\d+|int:\d+-\d+|choice:[^|}]+(\|[^|}]+)+")
_NUMBERS = {"request": ("status",), "invoke": ("status",), "trail": ("count",)}
"""By kind of check, the members of its value that are numbers."""
_TEXTS = {"invoke": ("version",)}
"""By kind of check, the members of its value that are text although they look like numbers."""


def variable_findings(path: tuple[str | int, ...], variables: Mapping[str, str]) -> Iterator[Finding]:
    """Yield every variable whose pattern cannot be drawn; the variables stand at the path."""
    for name, pattern in variables.items():
        for part in REFERENCE.findall(pattern):
            if _PATTERN.fullmatch(part) is None:
                yield Finding(
                    (*path, name),
                    f"“${{{part}}}” is no pattern for a value; write ${{random:8}}, ${{int:1-9}} or ${{choice:a|b}}",
                )


def claim_findings(claim: Claim, noun: str) -> Iterator[Finding]:
    """Yield every rule that the claim breaks; `noun` is what its author calls it: check."""
    own_kinds = [kind for kind in KINDS if hasattr(claim, kind)]
    kinds = [kind for kind in own_kinds if getattr(claim, kind) is not None]
    if len(kinds) != 1:
        fix = f"{' and '.join(kinds)}; make one {noun} of each" if kinds else "none of them; add the one it asks with"
        yield Finding((), f"a {noun} has exactly one of {', '.join(own_kinds)}; this one has {fix}")
    if claim.error and (claim.expect or claim.call is None):
        yield Finding(("error",), "“error” goes with “call” and without “expect”; remove one of them")
    if claim.allowed is not None or claim.reach is not None:
        if claim.expect:
            kind, key = ("allowed", "is") if claim.allowed is not None else ("reach", "reachable")
            yield Finding(("expect",), f"“{kind}” says itself what is expected, in “{key}”; remove “expect”")
    elif not claim.error and not claim.expect:
        yield Finding((), f"the {noun} expects nothing; add “expect” or “error”")
    if claim.reach is not None and (claim.reach.port is None) != (claim.reach.protocol == "icmp"):
        fix = (
            "packets of icmp have no port; remove “port”"
            if claim.reach.port is not None
            else "add “port”, or write protocol: icmp"
        )
        yield Finding(("reach",), f"“reach” must have a “port” for tcp and udp, and none for icmp: {fix}")
    for index, expectation in enumerate(claim.expect):
        findings = [*_expectation_findings(expectation), *(_type_findings(kinds[0], expectation) if kinds else ())]
        for finding in findings:
            yield Finding(("expect", index, *finding.path), finding.sentence)


def _expectation_findings(expectation: Expectation) -> Iterator[Finding]:
    comparisons = [name for name in COMPARISONS if getattr(expectation, name) is not UNSET]
    if len(comparisons) != 1:
        fix = f"{' and '.join(comparisons)}; make one of each" if comparisons else "none"
        yield Finding((), f"an expectation has exactly one of {', '.join(COMPARISONS)}; this one has {fix}")
    if expectation.at:
        yield from jmespath_findings(("at",), expectation.at)
    if isinstance(expectation.matches, str):
        try:
            re.compile(REFERENCE.sub("x", expectation.matches))
        except re.error as error:
            yield Finding(("matches",), f"this is not a regular expression: {error}")


def _type_findings(kind: str, expectation: Expectation) -> Iterator[Finding]:
    """Yield a number that is written as text, or a text written as a number; such an expectation never holds."""
    value = expectation.equals
    if expectation.at in _NUMBERS.get(kind, ()) and isinstance(value, str) and value.strip().isdigit():
        yield Finding(("equals",), f"`{expectation.at}` is a number: write {value.strip()} without quotes")
    if expectation.at in _TEXTS.get(kind, ()) and isinstance(value, int) and not isinstance(value, bool):
        yield Finding(("equals",), f'`{expectation.at}` is text: write "{value}" with quotes')

"""A mistake written as changes of its lab's solution: whether each change applies, and the program that results."""

from __future__ import annotations

import ast
import difflib
import itertools
import warnings
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from awslab.content.model import Change
from awslab.content.question_rules import Finding


class _Span(NamedTuple):
    start: int
    end: int
    change: int
    """The index of the change that it belongs to."""


def changed_program(solution: str, changes: Sequence[Change]) -> str:
    """Return the solution with every change made; each `find` is looked up in the solution as it was written.

    Raises ValueError when a change does not apply.
    """
    for finding in change_findings(solution, changes):
        raise ValueError(f"the changes do not apply: {finding.sentence}")
    return _replaced(solution, changes)


def change_findings(solution: str, changes: Sequence[Change]) -> Iterator[Finding]:
    """What keeps the changes from making another program of the solution, at paths below `change`."""
    findings = [finding for index, change in enumerate(changes) for finding in _own_findings(solution, change, index)]
    findings = findings or [*_overlaps(solution, changes)]
    findings = findings or [*_unusable_program(solution, _replaced(solution, changes))]
    yield from findings


def _own_findings(solution: str, change: Change, index: int) -> Iterator[Finding]:
    starts = _occurrences(solution, change.find)
    if not starts:
        yield Finding((index, "find"), f"this text does not stand in the solution; {_nearest(solution, change.find)}")
    elif len(starts) > 1:
        lines = ", ".join(str(_line(solution, start)) for start in starts)
        yield Finding(
            (index, "find"),
            f"this text stands {len(starts)} times in the solution (lines {lines}); "
            "add what stands around it, so that it occurs once",
        )
    elif change.find == change.replace:
        yield Finding((index, "replace"), "this is the text of “find”, so nothing changes; write what a learner writes")


def _occurrences(text: str, part: str) -> list[int]:
    """Every index at which the part begins, also where two occurrences overlap."""
    starts = []
    start = text.find(part)
    while start >= 0:
        starts.append(start)
        start = text.find(part, start + 1)
    return starts


def _line(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1


def _nearest(solution: str, text: str) -> str:
    """The line of the solution that an author most likely meant, as the second half of a sentence."""
    lines = [line.strip() for line in solution.splitlines()]
    if "\n" not in text.strip():
        close = difflib.get_close_matches(text.strip(), lines, n=1)
        if close:
            return f"did you mean “{close[0]}” (line {lines.index(close[0]) + 1})?"
    return "copy it from there, with its spaces and line breaks"


def _spans(solution: str, changes: Sequence[Change]) -> list[_Span]:
    """Where the changes' texts stand, from the start of the solution to its end."""
    starts = [(solution.index(change.find), index) for index, change in enumerate(changes)]
    return sorted(_Span(start, start + len(changes[index].find), index) for start, index in starts)


def _overlaps(solution: str, changes: Sequence[Change]) -> Iterator[Finding]:
    spans = _spans(solution, changes)
    for before, after in itertools.pairwise(spans):
        if after.start < before.end:
            first, second = sorted((before.change, after.change))
            yield Finding(
                (second, "find"), f"this text overlaps that of change {first + 1}; make one change of the two"
            )


def _replaced(solution: str, changes: Sequence[Change]) -> str:
    pieces, position = [], 0
    for span in _spans(solution, changes):
        pieces += [solution[position : span.start], changes[span.change].replace]
        position = span.end
    return "".join([*pieces, solution[position:]])


def _unusable_program(solution: str, program: str) -> Iterator[Finding]:
    try:
        solution_tree = _syntax_tree(solution)
    except (SyntaxError, ValueError):
        return  # the proof says what is wrong with the solution
    try:
        program_tree = _syntax_tree(program)
    except SyntaxError as error:
        yield Finding((), f"with these changes line {error.lineno} of the program is not Python: {error.msg}")
    except ValueError as error:
        yield Finding((), f"with these changes the program is not Python: {error}")
    else:
        if program_tree == solution_tree:
            yield Finding((), "these changes concern spaces or comments only, so the program still does the same")


def _syntax_tree(program: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a learner writes may well deserve a warning
        return ast.dump(ast.parse(program))

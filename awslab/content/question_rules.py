"""What a question must hold beyond its form: a key, ids that differ, matches that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from awslab.content.folding import folded
from awslab.content.model import (
    CaseQuestion,
    MatchingPart,
    MultiplePart,
    NumberPart,
    OrderingPart,
    Part,
    Question,
    ShortPart,
    SinglePart,
)


class Finding(NamedTuple):
    """A rule that does not hold, at a path below the record."""

    path: tuple[str | int, ...]
    sentence: str


def question_findings(question: Question) -> Iterator[Finding]:
    """Yield every rule that the question breaks."""
    if not isinstance(question, CaseQuestion):
        yield from _part_findings(question)
        if not question.explanation.strip():
            yield Finding((), "the key “explanation” is missing")
        return
    yield from _repeated(("parts",), (part.id for part in question.parts))
    for index, part in enumerate(question.parts):
        for finding in _part_findings(part):
            yield Finding(("parts", index, *finding.path), finding.sentence)


def _part_findings(part: Part) -> Iterator[Finding]:
    match part:
        case SinglePart():
            yield from _repeated(("options",), (option.id for option in part.options))
            correct = sum(option.correct for option in part.options)
            if correct != 1:
                fix = "make it type: multiple, or keep one" if correct else "mark one with correct: true"
                yield Finding(
                    ("options",), f"a single question has exactly one correct option, this one has {correct}; {fix}"
                )
        case MultiplePart():
            yield from _repeated(("options",), (option.id for option in part.options))
            yield from _multiple_key(part)
        case OrderingPart():
            yield from _repeated(("items",), (item.id for item in part.items))
        case MatchingPart():
            yield from _matching(part)
        case NumberPart():
            for index, near in enumerate(part.misconceptions):
                if abs(near.answer - part.answer) <= part.tolerance:
                    yield Finding(
                        ("misconceptions", index),
                        f"this misconception counts as correct: the answer is {part.answer}, with a tolerance of "
                        f"{part.tolerance}; change one of them",
                    )
        case ShortPart():
            accepted_forms = {folded(form, part.case_sensitive) for form in part.accept}
            for index, misconception in enumerate(part.misconceptions):
                if folded(misconception.answer, part.case_sensitive) in accepted_forms:
                    yield Finding(
                        ("misconceptions", index),
                        "this misconception is among the accepted answers too; remove it from one of them",
                    )


def _multiple_key(part: MultiplePart) -> Iterator[Finding]:
    correct = sum(option.correct for option in part.options)
    if correct < 2:
        fix = "mark another with correct: true, or make it type: single"
        yield Finding(
            ("options",), f"a multiple question has two or more correct options, this one has {correct}; {fix}"
        )
    elif correct == len(part.options):
        yield Finding(("options",), "every option is correct; add a distractor")


def _matching(part: MatchingPart) -> Iterator[Finding]:
    yield from _repeated(("prompts",), (prompt.id for prompt in part.prompts))
    yield from _repeated(("choices",), (choice.id for choice in part.choices))
    choices = {choice.id for choice in part.choices}
    for index, prompt in enumerate(part.prompts):
        if prompt.match not in choices:
            ids = ", ".join(choice.id for choice in part.choices)
            yield Finding(
                ("prompts", index, "match"), f"“{prompt.match}” names no choice of this question; its choices are {ids}"
            )
    matches = {prompt.match for prompt in part.prompts}
    for index, choice in enumerate(part.choices):
        if choice.id not in matches and not choice.why.strip():
            yield Finding(("choices", index), "this choice serves no prompt; say in “why” why it fits none")


def _repeated(path: tuple[str, ...], ids: Iterable[str]) -> Iterator[Finding]:
    earlier_ids: set[str] = set()
    for index, member_id in enumerate(ids):
        if member_id in earlier_ids:
            yield Finding((*path, index, "id"), f"the id “{member_id}” stands here twice; give this one another")
        earlier_ids.add(member_id)

"""Is an answer correct, how much of it is, and why: pure functions of the question and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from itertools import combinations
from types import MappingProxyType

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
from awslab.quiz.answers import (
    Answer,
    CaseAnswer,
    ChoiceAnswer,
    MatchAnswer,
    NumberAnswer,
    OrderAnswer,
    PartAnswer,
    TextAnswer,
)

_EXACT = Context(prec=200)
"""Wide enough that the difference of two typed numbers is never rounded."""


@dataclass(frozen=True, slots=True)
class Grade:
    """The verdict on one answer."""

    correct: bool
    """All of it is right; in a case, every part is."""
    points: float
    """How much of it is right, 0 to 1; 1 exactly when `correct`."""
    key: tuple[str, ...]
    """The right answer: option ids; item ids in order; `prompt=choice`; the number; the accepted forms;
    `part/...` for each of these in a case."""
    why: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Why each is right or wrong, by option, item, prompt or choice id, by the misconception as written, or by
    `part/id` in a case."""
    misconception: str = ""
    """Why this very answer, which people often give, is wrong; numbers and short answers only."""
    parts: tuple[tuple[str, Grade], ...] = ()
    """(part id, grade) for each part of a case."""


def grade(question: Question | Part, answer: Answer | None) -> Grade:
    """Return the verdict; an answer left out (None), or one of another question's kind, is wrong."""
    if isinstance(question, CaseQuestion):
        return _grade_case(question, answer)
    part_answer = None if isinstance(answer, CaseAnswer) else answer
    return _grade_part(question, part_answer)


def _grade_case(question: CaseQuestion, answer: Answer | None) -> Grade:
    part_answers = answer.by_part if isinstance(answer, CaseAnswer) else {}
    parts = tuple((part.id, _grade_part(part, part_answers.get(part.id))) for part in question.parts)
    return Grade(
        correct=all(part_grade.correct for _, part_grade in parts),
        points=sum(part_grade.points for _, part_grade in parts) / len(parts),
        key=tuple(f"{part}/{key}" for part, part_grade in parts for key in part_grade.key),
        why={f"{part}/{name}": why for part, part_grade in parts for name, why in part_grade.why.items()},
        parts=parts,
    )


def _grade_part(part: Part, answer: PartAnswer | None) -> Grade:
    match part:
        case SinglePart() | MultiplePart():
            return _grade_choice(part, answer.options if isinstance(answer, ChoiceAnswer) else frozenset())
        case OrderingPart():
            return _grade_order(part, answer.items if isinstance(answer, OrderAnswer) else ())
        case MatchingPart():
            return _grade_match(part, answer.choices if isinstance(answer, MatchAnswer) else {})
        case NumberPart():
            return _grade_number(part, answer.value if isinstance(answer, NumberAnswer) else None)
        case ShortPart():
            return _grade_text(part, answer.text if isinstance(answer, TextAnswer) else None)


def _grade_choice(part: SinglePart | MultiplePart, option_ids: frozenset[str]) -> Grade:
    """Return the grade of a choice: a wrong option takes back what a right one gave, so choosing all earns nothing."""
    key = tuple(option.id for option in part.options if option.correct)
    right = len(option_ids.intersection(key))
    wrong = len(option_ids) - right
    correct = option_ids == frozenset(key)
    points = 1.0 if correct else max(0.0, (right - wrong) / len(key))
    return Grade(correct, points, key, {option.id: option.why for option in part.options})


def _grade_order(part: OrderingPart, item_ids: tuple[str, ...]) -> Grade:
    """Return the grade of an order; its points are the share of all pairs of items that stand the right way round."""
    key = tuple(item.id for item in part.items)
    why = {item.id: item.why for item in part.items}
    if sorted(item_ids) != sorted(key):
        return Grade(False, 0.0, key, why)
    place = {item: index for index, item in enumerate(item_ids)}
    pairs = [place[first] < place[second] for first, second in combinations(key, 2)]
    return Grade(item_ids == key, sum(pairs) / len(pairs), key, why)


def _grade_match(part: MatchingPart, choice_ids: Mapping[str, str]) -> Grade:
    """Return the grade of a matching; its points are the share of the prompts that got their choice."""
    right = sum(choice_ids.get(prompt.id) == prompt.match for prompt in part.prompts)
    why = {choice.id: choice.why for choice in part.choices if choice.why}
    why |= {prompt.id: prompt.why for prompt in part.prompts}
    key = tuple(f"{prompt.id}={prompt.match}" for prompt in part.prompts)
    return Grade(right == len(part.prompts), right / len(part.prompts), key, why)


def _grade_number(part: NumberPart, number: Decimal | None) -> Grade:
    why = {number_text(wrong.answer): wrong.why for wrong in part.misconceptions}
    key = (number_text(part.answer),)
    if number is not None and _near(number, part.answer, part.tolerance):
        return Grade(True, 1.0, key, why)
    misconceptions = [
        wrong for wrong in part.misconceptions if number is not None and _near(number, wrong.answer, part.tolerance)
    ]
    nearest = min(misconceptions, key=lambda wrong: _distance(number or Decimal(), wrong.answer), default=None)
    return Grade(False, 0.0, key, why, nearest.why if nearest else "")


def _near(number: Decimal, key_number: float, tolerance: float) -> bool:
    return _distance(number, key_number) <= Decimal(str(tolerance))


def _distance(number: Decimal, key_number: float) -> Decimal:
    """Return the distance in exact decimals: through `str`, 0.3 is 0.3 and not the nearest binary fraction."""
    return _EXACT.abs(_EXACT.subtract(number, Decimal(str(key_number))))


def number_text(number: float) -> str:
    """Return a number as a person writes it: `900`, `0.5`, never `900.0` or `1e-05`."""
    plain = format(Decimal(str(number)), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _grade_text(part: ShortPart, text: str | None) -> Grade:
    why = {wrong.answer: wrong.why for wrong in part.misconceptions}
    if text is None:
        return Grade(False, 0.0, part.accept, why)
    folded_text = folded(text, part.case_sensitive)
    if any(folded_text == folded(form, part.case_sensitive) for form in part.accept):
        return Grade(True, 1.0, part.accept, why)
    reasons = (wrong.why for wrong in part.misconceptions if folded(wrong.answer, part.case_sensitive) == folded_text)
    return Grade(False, 0.0, part.accept, why, next(reasons, ""))

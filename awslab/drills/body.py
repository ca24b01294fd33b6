"""What a generator makes: the part of a question that depends on the figures (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    import random


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a single question."""

    text: str
    """What the learner reads, Markdown."""
    why: str
    """Why it is right or wrong."""
    correct: bool = False

    @property
    def id(self) -> str:
        """The option's id: its text in lower-case words, so that a recorded answer can be read."""
        return "-".join(re.findall(r"[a-z0-9]+", self.text.lower().replace("*", " any ")))


@dataclass(frozen=True, slots=True)
class SingleBody:
    """A question with one correct option."""

    type: ClassVar[str] = "single"
    stem: str
    choices: tuple[Choice, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """A number that people give, and why it is wrong."""

    answer: int | float
    why: str


@dataclass(frozen=True, slots=True)
class NumberBody:
    """A question that is answered with a number."""

    type: ClassVar[str] = "number"
    stem: str
    answer: int | float
    unit: str
    misconceptions: tuple[WrongNumber, ...]
    explanation: str


Body: TypeAlias = SingleBody | NumberBody


def single(
    rng: random.Random, stem: str, key: tuple[str, str], distractors: Iterable[tuple[str, str]], explanation: str
) -> SingleBody:
    """Return a single question; key and distractors are (text, why), and stand in random order.

    Raises ValueError when two options say the same.
    """
    choices = [Choice(*key, correct=True), *(Choice(text, why) for text, why in distractors)]
    if len({choice.id for choice in choices}) < len(choices):
        raise ValueError(f"two options are alike: {', '.join(choice.text for choice in choices)}")
    rng.shuffle(choices)
    return SingleBody(stem, tuple(choices), explanation)


def number(
    stem: str,
    answer: int | float | Fraction,
    unit: str,
    misconceptions: Iterable[tuple[int | float | Fraction, str]],
    explanation: str,
) -> NumberBody:
    """Return a number question; misconceptions are (number, why), and those that these figures make right are left out.

    Of two misconceptions with the same number the first stays.
    """
    wrong_numbers: dict[int | float, WrongNumber] = {}
    for wrong_answer, why in misconceptions:
        if wrong_answer != answer:
            wrong_numbers.setdefault(_plain(wrong_answer), WrongNumber(_plain(wrong_answer), why))
    return NumberBody(stem, _plain(answer), unit, tuple(wrong_numbers.values()), explanation)


def _plain(value: int | float | Fraction) -> int | float:
    return int(value) if value == int(value) else float(value)


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    titles = list(header)
    lines = [titles, ["---"] * len(titles), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def grouped(value: int) -> str:
    """Return a whole number with commas between thousands: `12,000`."""
    return f"{value:,}"
